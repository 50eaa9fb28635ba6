"""Advice on a configuration that is right in form."""

from collections.abc import Callable
from pathlib import Path

import pytest

from monitor.domain.model.lexicon import Lexicon, Watch
from monitor.errors import SettingsError
from monitor.settings import Settings
from monitor.settings.hints import is_here
from monitor.settings.load import unknown_follows

Load = Callable[..., Settings]

FEED = '[[sources]]\nurl = "https://example.org/feed"\n'
KEY = {"KEY": "whsec_" + "QUFB" * 10}
LEXICON = Lexicon(actors=(), places=(), catalogue=(Watch("iraq-us", "Iraq", (("a",), ("b",))),))


def mail(host: str, security: str) -> str:
    people = 'sender = "a@example.org"\nrecipients = "b@example.org"\n'
    return f'[[channels]]\ntype = "email"\nhost = "{host}"\nsecurity = "{security}"\n{people}'


def hook(url: str) -> str:
    return f'[[channels]]\ntype = "webhook"\nurl = "{url}"\nsecrets = "env:KEY"\n'


def test_what_would_do_nothing_is_hinted_at(load: Load) -> None:
    polls, follows = load("[watches]\nfollow = []\n").hints
    assert polls.startswith("there are no [[sources]]")
    assert follows.startswith("no conflict is followed")


@pytest.mark.parametrize(
    ("channel", "hint"),
    [
        (mail("mail.example.org", "plaintext"), 'channel "email": mails go to mail.example.org readable for all'),
        (mail("mail.example.org", "starttls"), None),
        (mail("localhost", "plaintext"), None),
        (hook("http://example.org/?token=hunter2"), 'channel "webhook": alerts go over http, readable for all'),
        (hook("https://example.org/"), None),
        (hook("http://127.0.0.1:8080/"), None),
    ],
)
def test_what_travels_unprotected_is_hinted_at(load: Load, channel: str, hint: str | None) -> None:
    found = load(FEED + channel, KEY).hints
    assert [line[: len(hint or "")] for line in found] == ([] if hint is None else [hint])
    assert "hunter2" not in "".join(found)


@pytest.mark.parametrize(
    ("host", "here"),
    [("localhost", True), ("127.0.0.53", True), ("::1", True), ("192.0.2.1", False), ("mail.example.org", False)],
)
def test_this_machine_is_known_by_name_and_address(host: str, *, here: bool) -> None:
    assert is_here(host) is here


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            '[watches]\nfollow = ["iraq-uss", "iraq-us", 3]\n[log]\nlevel = 4\n',
            ('config.toml: watches.follow: the catalogue has no "iraq-uss"; did you mean iraq-us?',),
        ),
        ("watches = 3\n", ()),
        ('[watches]\nfollow = "all"\n', ()),
    ],
)
def test_unknown_follows_are_found_in_a_file_of_wrong_form(tmp_path: Path, text: str, found: tuple[str, ...]) -> None:
    path = tmp_path / "config.toml"
    path.write_text(text, encoding="utf-8")
    assert unknown_follows(path, {}, LEXICON) == found


def test_a_file_that_cannot_be_read_has_no_follows_to_look_at(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="no such file"):
        unknown_follows(tmp_path / "gone.toml", {}, LEXICON)


@pytest.mark.parametrize("key", ["[workers]\ncount = true", mail("h", "tls") + "port = true"])
def test_a_switch_is_no_number(mistakes: Callable[..., tuple[str, ...]], key: str) -> None:
    (line,) = mistakes(key)
    assert "found true; allowed: a " in line
