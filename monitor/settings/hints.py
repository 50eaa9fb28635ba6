"""Advice on a configuration that is right in form: what would do nothing, and what would travel unprotected."""

import ipaddress
from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from monitor.settings.secret import Secret
from monitor.settings.values import ChannelSettings, EmailSettings, MailSecurity, WebhookSettings
from monitor.settings.watches import Following


def hints(sources: Sequence[object], following: Following, channels: Sequence[ChannelSettings]) -> Iterator[str]:
    """Give a line for each piece of advice."""
    if not sources:
        yield "there are no [[sources]]: nothing will be polled; add a publisher's feed"
    if following.ids == () and not following.custom:
        yield 'no conflict is followed: nothing will be judged; set follow in [watches] to ids, or to "all"'
    for channel in channels:
        yield from _on_the_way(channel)
        yield from (secret.hint for secret in _secrets(channel) if secret.hint)


def _on_the_way(channel: ChannelSettings) -> Iterator[str]:
    match channel:
        case EmailSettings(security=MailSecurity.PLAINTEXT, host=host) if not is_here(host):
            yield f'channel "{channel.name}": mails go to {host} readable for all on the way; use starttls or tls'
        case WebhookSettings(url=url) if urlsplit(url).scheme == "http" and not is_here(urlsplit(url).hostname or ""):
            yield f'channel "{channel.name}": alerts go over http, readable for all on the way; use https'
        case _:
            pass


def is_here(host: str) -> bool:
    """Tell whether a host is this machine, by its name or address as written."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def _secrets(channel: ChannelSettings) -> tuple[Secret, ...]:
    match channel:
        case EmailSettings(password=Secret() as password):
            return (password,)
        case WebhookSettings(secrets=secrets):
            return secrets
        case _:
            return ()
