"""The way from a right config.toml to settings: defaults, every key, channels, overrides."""

import base64
from collections.abc import Callable
from pathlib import Path

import pytest

from alerts.model import Route, Severity
from monitor.domain.model.article import Grade, Source
from monitor.domain.model.time import MINUTE, SECOND
from monitor.settings import (
    ConsoleSettings,
    EmailSettings,
    LogFormat,
    LogLevel,
    MailSecurity,
    Settings,
    WebhookSettings,
    default_settings,
    load_settings,
)

KEY = "whsec_" + base64.b64encode(bytes(range(32))).decode()
HOOK = '[[channels]]\ntype = "webhook"\nurl = "https://example.org/?token=hunter2"\nsecrets = '
NO_SOURCES = "there are no [[sources]]: nothing will be polled; add a publisher's feed"

Load = Callable[..., Settings]


def test_a_file_of_the_two_lines_of_watches_is_valid_and_polls_nothing(load: Load, tmp_path: Path) -> None:
    settings = load('[watches]\nfollow = "all"\n')
    assert settings.sources == ()
    assert settings.following.ids is None
    assert settings.channels == (ConsoleSettings("console"),)
    assert settings.routes == (Route(("console",)),)
    assert settings.database == tmp_path / "trucewatch.db"
    assert (settings.workers.count, settings.workers.deadline) == (2, 10 * SECOND)
    assert (settings.log.format, settings.log.level) == (LogFormat.AUTO, LogLevel.INFO)
    assert settings.hints == (NO_SOURCES,)


def test_an_empty_file_and_no_file_have_the_same_defaults(load: Load, tmp_path: Path) -> None:
    assert load("") == default_settings(tmp_path, {})


def test_every_key_can_be_set(load: Load, tmp_path: Path) -> None:
    settings = load(
        """
        [storage]
        path = "store/news.db"
        [watches]
        follow = ["one", "two"]
        [[watches.custom]]
        id = "own"
        title = "Our own"
        sides = [["A"], ["B", "C"]]
        places = ["P"]
        [[sources]]
        url = "https://www.example.org/feed"
        title = "Example"
        language = "ar"
        owner = "Example Group"
        grade = "C"
        interval = "1.5h"
        [[sources]]
        url = "https://www.example.net/feed"
        interval = 90
        [[routes]]
        watch = "one"
        kinds = ["ceasefire", "ended"]
        severity = "warning"
        channels = "console"
        [[routes]]
        [network]
        allowed_networks = ["127.0.0.1", "10.0.0.0/8"]
        contact = "desk@example.org"
        fetch_deadline = "45s"
        feed_limit = "2MB"
        page_limit = 4096
        [workers]
        count = 1
        deadline = 5
        memory = "512MB"
        [log]
        format = "json"
        level = "debug"
        """
    )
    assert settings.database == tmp_path / "store" / "news.db"
    assert settings.following.ids == ("one", "two")
    assert settings.following.custom[0].sides == (("A",), ("B", "C"))
    assert settings.sources == (
        Source("https://www.example.org/feed", "Example", "ar", "Example Group", Grade.C, 90 * MINUTE),
        Source("https://www.example.net/feed", "example.net", "en", "example.net", Grade.F, 90 * SECOND),
    )
    assert settings.routes == (
        Route(("console",), ("one",), ("ceasefire", "ended"), Severity.WARNING),
        Route(("console",)),
    )
    assert settings.network.allowed_networks == ("127.0.0.1/32", "10.0.0.0/8")
    assert (settings.network.fetch_deadline, settings.network.feed_limit) == (45 * SECOND, 2 << 20)
    assert settings.network.page_limit == 4096
    assert settings.network.user_agent("1.2") == "Trucewatch/1.2 (+desk@example.org)"
    assert (settings.workers.count, settings.workers.deadline, settings.workers.memory) == (1, 5 * SECOND, 512 << 20)
    assert (settings.log.format, settings.log.level) == (LogFormat.JSON, LogLevel.DEBUG)


def test_without_a_contact_the_user_agent_names_the_product_alone(load: Load) -> None:
    assert load("").network.user_agent("1.2") == "Trucewatch/1.2"


def test_channels_become_settings_with_their_secrets_read(load: Load, tmp_path: Path) -> None:
    (tmp_path / "mail.secret").write_text("hunter2\n", encoding="utf-8")
    (tmp_path / "mail.secret").chmod(0o600)
    mail = """
        [[channels]]
        name = "desk"
        type = "email"
        host = "smtp.example.org"
        username = "desk"
        password = "file:mail.secret"
        sender = "a@example.org"
        recipients = "b@example.org"
        """
    settings = load(f'{mail}\n{HOOK}["env:OLD", "env:NEW"]', {"OLD": KEY, "NEW": KEY.removeprefix("whsec_")})
    console, desk, hook = settings.channels
    assert console == ConsoleSettings("console")
    assert isinstance(desk, EmailSettings)
    assert (desk.port, desk.security, desk.recipients) == (587, MailSecurity.STARTTLS, ("b@example.org",))
    assert desk.password is not None
    assert desk.password.reveal() == "hunter2"
    assert isinstance(hook, WebhookSettings)
    assert (hook.name, [secret.reveal() for secret in hook.secrets]) == ("webhook", [KEY, KEY[6:]])
    assert settings.routes == (Route(("console", "desk", "webhook")),)
    assert settings.hints == (NO_SOURCES,)


@pytest.mark.parametrize(("security", "port"), [("starttls", 587), ("tls", 465), ("plaintext", 25)])
def test_the_port_follows_the_security(load: Load, security: str, port: int) -> None:
    mail = f'type = "email", host = "h", security = "{security}", sender = "a@b", recipients = ["c@d"]'
    channel = load(f"channels = [{{{mail}}}]").channels[1]
    assert isinstance(channel, EmailSettings)
    assert (channel.name, channel.port, channel.password) == ("email", port, None)


def test_a_secret_file_that_others_can_read_is_hinted_at(load: Load, tmp_path: Path) -> None:
    (tmp_path / "key").write_text(KEY, encoding="utf-8")
    (tmp_path / "key").chmod(0o644)
    assert load(f'{HOOK}"file:key"').hints == (
        NO_SOURCES,
        f"{tmp_path / 'key'} can be read by other users; run: chmod 600 {tmp_path / 'key'}",
    )


def test_a_disabled_console_is_gone_and_its_routes_reach_nobody(load: Load) -> None:
    settings = load('[[channels]]\ntype = "console"\nenabled = false\n[[routes]]\nchannels = ["console"]\n')
    assert settings.channels == ()
    assert settings.routes == (Route(()),)


def test_a_console_of_another_name_replaces_the_default_one(load: Load) -> None:
    assert load('[[channels]]\ntype = "console"\nname = "tty"\n').channels == (ConsoleSettings("tty"),)


def test_no_secret_is_in_any_repr(load: Load) -> None:
    settings = load(f'{HOOK}"env:K"', {"K": KEY})
    channel = settings.channels[1]
    assert isinstance(channel, WebhookSettings)
    for text in (repr(settings), str(settings), repr(channel), f"{channel.secrets[0]}"):
        assert KEY not in text
        assert "hunter2" not in text


def test_variables_override_the_file(load: Load) -> None:
    settings = load(
        '[watches]\nfollow = "all"\n[workers]\ncount = 5\n',
        {
            "TRUCEWATCH_WORKERS__COUNT": "3",
            "TRUCEWATCH_WATCHES__FOLLOW": '["one", "two"]',
            "TRUCEWATCH_STORAGE__PATH": "/var/lib/news.db",
            "TRUCEWATCH_SOURCES": '[{url = "https://example.org/a"}]',
            "HOME": "/root",
        },
    )
    assert settings.workers.count == 3
    assert settings.following.ids == ("one", "two")
    assert settings.database == Path("/var/lib/news.db")
    assert [source.url for source in settings.sources] == ["https://example.org/a"]


def test_a_variable_that_a_secret_refers_to_is_known(load: Load) -> None:
    assert len(load(f'{HOOK}["env:TRUCEWATCH_KEY"]', {"TRUCEWATCH_KEY": KEY}).channels) == 2


def test_a_byte_order_mark_is_no_mistake(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes(b"\xef\xbb\xbf[workers]\ncount = 4\n")
    assert load_settings(path, {}).workers.count == 4
