"""What must fit together between entries of the file, looked at before its form is known to be right.

Works on the raw values and passes over what has the wrong form, so that all mistakes can be told at once.
"""

from collections.abc import Iterator, Mapping

from monitor.settings.guess import did_you_mean, show

CONSOLE = "console"  # the channel that is there without configuration
Table = Mapping[str, object]


def cross_mistakes(values: Mapping[str, object]) -> Iterator[str]:
    """Give a line for each pair of entries that do not fit together."""
    channels = list(_tables(values.get("channels")))
    yield from _twice("sources", "url", [source.get("url") for source in _tables(values.get("sources"))], veiled=True)
    yield from _twice("channels", "name", [_channel_name(channel) for channel in channels])
    watches = values.get("watches")
    custom = watches.get("custom") if isinstance(watches, Mapping) else None
    yield from _twice("watches.custom", "id", [entry.get("id") for entry in _tables(custom)])
    yield from _unknown_channels(values, {CONSOLE, *map(str, map(_channel_name, channels))})
    for number, channel in enumerate(channels, 1):
        if channel.get("type") == "email":
            yield from _login(f"channels #{number} {show(_channel_name(channel))}", channel)


def _login(where: str, channel: Table) -> Iterator[str]:
    username, password = "username" in channel, "password" in channel
    if username != password:
        yield f"{where}: {'username without password' if username else 'password without username'}; set both or none"
    if password and channel.get("security") == "plaintext":
        yield f'{where}, security: "plaintext" would send the password readable; use starttls or tls, or no login'


def _channel_name(channel: Table) -> object:
    return channel.get("name") or channel.get("type")


def _unknown_channels(values: Mapping[str, object], known: set[str]) -> Iterator[str]:
    for number, route in enumerate(_tables(values.get("routes")), 1):
        wanted = route.get("channels")
        for name in [wanted] if isinstance(wanted, str) else wanted if isinstance(wanted, list) else []:
            if isinstance(name, str) and name not in known:
                yield f"routes #{number}, channels: no channel is called {show(name)}{did_you_mean(name, known)}"


def _twice(where: str, key: str, found: list[object], *, veiled: bool = False) -> Iterator[str]:
    first: dict[str, int] = {}
    for number, name in enumerate(found, 1):
        if not isinstance(name, str):
            continue
        if name in first:
            shown = "" if veiled else f" {show(name)}"
            yield f"{where} #{number}, {key}: the same{shown} as in #{first[name]}; keep one, or change it"
        first.setdefault(name, number)


def _tables(value: object) -> Iterator[Table]:
    for entry in value if isinstance(value, list) else []:
        if isinstance(entry, Mapping):
            yield entry
