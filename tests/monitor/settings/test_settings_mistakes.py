"""How mistakes in the configuration are told: all at once, by key, and never with what may be a secret."""

from collections.abc import Callable
from pathlib import Path

import pytest

from monitor.errors import SettingsError
from monitor.settings import load_settings
from monitor.settings.secret import cure_for

Mistakes = Callable[..., tuple[str, ...]]


def test_all_mistakes_come_at_once_a_line_each(mistakes: Mistakes) -> None:
    found = mistakes(
        """
        nonsense = 1
        _env_file = "secret.env"
        [storage]
        pth = "x"
        [[watches.custom]]
        id = "A B"
        sides = [["a"]]
        [[sources]]
        title = "Evening News"
        grade = "Z"
        interval = "5 minutes"
        [[sources]]
        url = "ftp://example.org/"
        [[channels]]
        type = "emial"
        [[channels]]
        name = "quiet"
        [[routes]]
        channels = ["consle"]
        kinds = ["ceasfire"]
        severity = "loud"
        [network]
        allowed_networks = ["10.0.0.1/8"]
        [workers]
        count = 0
        memory = "1MB"
        """
    )
    assert [line.removeprefix("config.toml: ").split("; allowed: any of")[0] for line in found] == [
        "unknown key _env_file; allowed: channels, log, network, routes, sources, storage, watches, workers",
        "storage: unknown key pth; did you mean path?",
        'watches.custom #1 "A B", id: found "A B"; allowed: a short name such as "north-valley"',
        (
            'watches.custom #1 "A B", sides: found a list; allowed: two or more lists of actors, such as '
            '[["Kataib Hezbollah"], ["united-states"]]'
        ),
        'sources #1 "Evening News", url: missing; allowed: an http or https address without a login in it',
        (
            'sources #1 "Evening News", grade: found "Z"; allowed: A (completely reliable) to E (unreliable), or F '
            "(cannot be judged)"
        ),
        (
            'sources #1 "Evening News", interval: found "5 minutes"; '
            'allowed: a duration such as "15m" or 900 (seconds), '
            "1s to 7d"
        ),
        "sources #2, url: found something not shown here; allowed: an http or https address without a login in it",
        'channels #1, type: found "emial"; allowed: email, webhook, console',
        'channels #2 "quiet", type: missing; allowed: email, webhook, console',
        'routes #1, kinds #1: found "ceasfire"',
        'routes #1, severity: found "loud"; allowed: info, notice, warning or critical',
        (
            'network.allowed_networks #1: found "10.0.0.1/8"; allowed: a list of private networks that may be reached, '
            'such as ["192.168.1.0/24"] or ["127.0.0.1/32"]'
        ),
        "workers.count: found 0; allowed: a number of processes from 1 to 64",
        'workers.memory: found "1MB"; allowed: a size such as "1GB", at least 256MB',
        "unknown key nonsense; allowed: channels, log, network, routes, sources, storage, watches, workers",
        'routes #1, channels: no channel is called "consle"; did you mean console?',
    ]
    assert all(line.startswith("config.toml: ") for line in found)


def test_a_leading_underscore_alone_is_a_mistake_too(mistakes: Mistakes) -> None:
    assert mistakes("_case_sensitive = true") == (
        (
            "config.toml: unknown key _case_sensitive; allowed: channels, log, network, routes, sources, "
            "storage, watches, "
            "workers"
        ),
    )


def test_mistakes_in_variables_name_the_variable(mistakes: Mistakes) -> None:
    found = mistakes(
        "",
        {
            "TRUCEWATCH_WORKERS__COUNT": "many",
            "TRUCEWATCH_WORKER__COUNT": "2",
            "Trucewatch_Zzz": "hunter2",
            "TRUCEWATCH_SOURCES": '[{url = "https://hunter2"',
            "TRUCEWATCH_WATCHES__FOLLOW": "iraq-us",
            "TRUCEWATCH_WATCHES__CUSTOM": '["x"]\nfollow = "all"',
        },
    )
    assert found == (
        "TRUCEWATCH_SOURCES: no readable list or table (not shown here); write it as in config.toml",
        "TRUCEWATCH_WATCHES__CUSTOM: no readable list or table (not shown here); write it as in config.toml",
        "TRUCEWATCH_WORKER__COUNT: unknown variable; did you mean TRUCEWATCH_WORKERS__COUNT?",
        "Trucewatch_Zzz: unknown variable",
        (
            'TRUCEWATCH_WATCHES__FOLLOW: found "iraq-us"; allowed: "all" or a list of catalogue ids such as '
            '["iraq-us", "sudan"]'
        ),
        'TRUCEWATCH_WORKERS__COUNT: found "many"; allowed: a number of processes from 1 to 64',
    )


def test_a_variable_does_not_hide_that_its_table_is_none(mistakes: Mistakes) -> None:
    found = mistakes("workers = 3\n", {"TRUCEWATCH_WORKERS__COUNT": "2"})
    assert found == ("config.toml: workers: found 3; allowed: a table [workers]",)


def test_entries_that_do_not_fit_together_are_told(mistakes: Mistakes) -> None:
    found = mistakes(
        """
        channels = [
          {type = "email", host = "h", sender = "a@b", recipients = ["c@d"], username = "x"},
          {type = "email", host = "h", sender = "a@b", recipients = ["c@d"], password = "env:P", security="plaintext"},
          {type = "console"},
        ]
        sources = [{url = "https://example.org/?key=hunter2"}, {url = "https://example.org/?key=hunter2"}]
        routes = [{channels = "hook"}, {channels = ["email", 3]}]
        [watches]
        custom = [{id = "own", sides = [["a"], ["b"]]}, {id = "own", sides = [["a"], ["b"]]}]
        """,
        {"P": "hunter2"},
    )
    assert found == (
        "config.toml: routes #2, channels #2: found 3; allowed: names of channels; none means all",
        "config.toml: sources #2, url: the same as in #1; keep one, or change it",
        'config.toml: channels #2, name: the same "email" as in #1; keep one, or change it',
        'config.toml: watches.custom #2, id: the same "own" as in #1; keep one, or change it',
        'config.toml: routes #1, channels: no channel is called "hook"; allowed: console, email',
        'config.toml: channels #1 "email": username without password; set both or none',
        'config.toml: channels #2 "email": password without username; set both or none',
        (
            'config.toml: channels #2 "email", security: "plaintext" would send the password readable; use starttls or '
            "tls, "
            "or no login"
        ),
    )


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('password = "hunter2"', "password: a secret written out (not shown here); allowed: a reference, env:NAME or"),
        ("password = 12345", "password: no text; allowed: a reference, env:NAME or file:PATH"),
        ('password = "env:"', "password: env: without a name; allowed"),
        ('password = "env:NOBODY"', "password: the environment variable NOBODY is not set; export it first"),
        ('password = "env:EMPTY"', "password: the environment variable EMPTY is empty; export it first"),
        ('password = "file:gone"', "cannot be read (No such file or directory); create it, or correct the path"),
        ('password = "file:blank"', "blank is empty; write the secret into it"),
        ('password = "file:binary"', "binary is not UTF-8 text; write the secret as text"),
        ('password = "file:huge"', "huge is larger than a secret can be; point to the right file"),
        ('password = "file:a\\u0000b"', "cannot be read (no valid path)"),
        ('sender = "nobody"', 'sender: found "nobody"; allowed: a mail address such as alerts@example.org'),
        ("recipients = []", "recipients: found an empty list; allowed: a list of mail addresses"),
        ('recipients = ["a@b", "c d@e"]', 'recipients #2: found "c d@e"; allowed: a list of mail addresses'),
        ('recipients = "c d"', 'recipients #1: found "c d"; allowed: a list of mail addresses'),
        ("port = 0", "port: found 0; allowed: a port from 1 to 65535"),
        ('host = "a\\nb"', 'host: found "a\\nb"; allowed: a mail server\'s name'),
        ('host = " "', 'host: found " "; allowed: a mail server\'s name'),
        ('username = "\\u001b[2J"', "username: found"),
        ("enabled = 7", "enabled: found 7; allowed: true or false"),
    ],
)
def test_a_wrong_mail_channel_is_told_without_its_secret(
    mistakes: Mistakes, tmp_path: Path, line: str, reason: str
) -> None:
    (tmp_path / "blank").write_text("\n", encoding="utf-8")
    (tmp_path / "binary").write_bytes(b"\xff\xfe\xfa")
    (tmp_path / "huge").write_bytes(b"hunter2" * 10_000)
    keys = {"host": '"h"', "sender": '"a@b"', "recipients": '["c@d"]', "username": '"u"', "password": '"env:P"'}
    others = [f"{name} = {value}" for name, value in keys.items() if name != line.partition(" ")[0]]
    text = "\n".join(["[[channels]]", 'name = "desk"', 'type = "email"', *others, line])
    (found,) = mistakes(text, {"P": "hunter2", "EMPTY": " "})
    assert found.startswith('config.toml: channels #1 "desk", ')
    assert reason in found
    assert "hunter2" not in found
    assert "12345" not in found
    assert "\x1b" not in found


def test_a_secret_file_without_permission_is_told_with_its_cure() -> None:
    assert cure_for(PermissionError(13, "Permission denied")).endswith("chown it, then chmod 600")
    assert "relative to the configuration file" in cure_for(FileNotFoundError(2, "No such file"))


@pytest.mark.parametrize("secret", ["hunter2", "whsec_aHVudGVyMg==", "whsec_!!", "x" * 200])
def test_a_secret_that_cannot_sign_is_told_without_its_value(mistakes: Mistakes, secret: str) -> None:
    text = '[[channels]]\ntype = "webhook"\nurl = "https://example.org/"\nsecrets = ["env:K"]\n'
    assert mistakes(text, {"K": secret}) == (
        (
            "config.toml: channels #1, secrets #1: no base64 of 24 to 64 random bytes (not shown here); "
            "make one with: openssl rand -base64 32"
        ),
    )


def test_a_webhook_needs_a_secret(mistakes: Mistakes) -> None:
    (found,) = mistakes('[[channels]]\ntype = "webhook"\nurl = "https://example.org/"\nsecrets = []\n')
    allowed = "a list of references, env:NAME or file:PATH"
    assert found == f"config.toml: channels #1, secrets: found something not shown here; allowed: {allowed}"


@pytest.mark.parametrize("url", ["https://u:hunter2@example.org/", "http://hunter2@example.org/"])
def test_a_login_in_an_address_is_refused_unseen(mistakes: Mistakes, url: str) -> None:
    (found,) = mistakes(f'[[sources]]\nurl = "{url}"\n')
    assert "has a login in it (not shown here)" in found
    assert "hunter2" not in found


@pytest.mark.parametrize("url", ["example.org", "https://", "https://a b/", "https://example.org:port/", "file:///etc"])
def test_what_is_no_web_address_is_refused(mistakes: Mistakes, url: str) -> None:
    (found,) = mistakes(f'[[sources]]\nurl = "{url}"\n')
    assert "allowed: an http or https address" in found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("sources = 3", "sources: found something not shown here; allowed: tables [[sources]]"),
        ('sources = ["x"]', "sources #1: found something not shown here; allowed"),
        ('channels = ["x"]', "channels #1: found"),
        ("routes = [4]", "routes #1: found 4; allowed: tables [[routes]]"),
        ("watches = {follow = [1]}", "watches.follow: found a list; allowed"),
        ("watches = {custom = [5]}", "watches.custom #1: found 5; allowed: tables [[watches.custom]]"),
        ("storage = {path = 2020-10-11}", "storage.path: found a date; allowed: a file path"),
        ("log = {level = true}", "log.level: found true; allowed"),
        ("log = {level = {}}", "log.level: found an empty table; allowed"),
        ("workers = {deadline = true}", "workers.deadline: found true; allowed: a duration"),
        ('workers = {deadline = "5 y"}', 'workers.deadline: found "5 y"; allowed: a duration'),
        ('workers = {memory = "5 m"}', 'workers.memory: found "5 m"; allowed: a size'),
        ('workers = {memory = "much"}', 'workers.memory: found "much"; allowed: a size'),
        ("workers = {memory = []}", "workers.memory: found an empty list; allowed: a size"),
        ("channels = [{}]\nroutes = 4", "channels #1, type: missing; allowed: email, webhook, console"),
        ('network = {fetch_deadline = "2h"}', 'network.fetch_deadline: found "2h"; allowed: a duration such as "30s"'),
        ('log = {level = "' + "x" * 100 + '"}', 'log.level: found "' + "x" * 59 + '…"; allowed'),
    ],
)
def test_a_wrong_form_is_told_by_its_kind(mistakes: Mistakes, text: str, found: str) -> None:
    assert any(line.startswith(f"config.toml: {found}") for line in mistakes(text))


def test_bad_toml_is_told_with_its_line(mistakes: Mistakes) -> None:
    (found,) = mistakes("[storage]\npath = \n")
    assert "no valid TOML: Invalid value (at line 2, column 8); correct that line" in found


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    latin = tmp_path / "latin.toml"
    latin.write_bytes(b"# \xe9\n")
    for path, reason in (
        (tmp_path / "gone.toml", "no such file; write one with: trucewatch init"),
        (tmp_path, "cannot be read (Is a directory)"),
        (latin, "no UTF-8 text; save it as UTF-8"),
    ):
        with pytest.raises(SettingsError, match=r"^/") as caught:
            load_settings(path, {})
        assert reason in str(caught.value)


@pytest.mark.parametrize("key", ["channels", "sources"])
def test_a_value_in_the_place_of_tables_is_not_shown(mistakes: Mistakes, key: str) -> None:
    (found,) = mistakes(f'{key} = "https://example.org/?token=hunter2"')
    assert found == f"config.toml: {key}: found something not shown here; allowed: tables [[{key}]]"
