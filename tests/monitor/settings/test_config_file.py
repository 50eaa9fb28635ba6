"""The config.toml that ships: it loads, it is complete, and its commented examples are right too."""

import re
import tomllib
from collections import Counter
from pathlib import Path

import pytest

from monitor.settings import MailSecurity, WebhookSettings, default_config_text, default_settings, load_settings
from monitor.settings.default import config_text_in
from monitor.settings.form import variables
from monitor.settings.lexicon import load_lexicon

TOP = Path(__file__).parents[3] / "config.toml"
KEY = "A" * 32
EXAMPLE = re.compile(r"^# (\[\[?[a-z.]+\]\]?(?= *(#.*)?$)|[a-z_]+ = )", re.MULTILINE)


def test_the_shipped_text_is_the_top_level_file() -> None:
    assert default_config_text() == TOP.read_text(encoding="utf-8")


def test_a_packaged_copy_comes_first(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text("# packaged\n", encoding="utf-8")
    assert config_text_in(tmp_path) == "# packaged\n"


def test_it_loads_and_follows_the_whole_catalogue() -> None:
    settings = load_settings(TOP, {})
    lexicon = load_lexicon()
    assert settings.watches(lexicon) == lexicon.catalogue


def test_its_sources_are_many_distinct_and_described() -> None:
    sources = load_settings(TOP, {}).sources
    assert len(sources) >= 25
    assert len({source.title for source in sources}) == len(sources)
    assert all(source.url.startswith("https://") and source.language == "en" for source in sources)
    grades = Counter(source.grade.value for source in sources)
    assert set(grades) == {"A", "B", "C"}


def test_what_it_writes_out_are_the_defaults() -> None:
    written, defaults = load_settings(TOP, {}), default_settings(TOP.parent, {})
    assert written.network == defaults.network
    assert written.workers == defaults.workers
    assert written.log == defaults.log
    assert (written.database, written.following) == (defaults.database, defaults.following)
    assert (written.channels, written.routes) == (defaults.channels, defaults.routes)


def test_its_examples_are_right_once_the_signs_are_taken_away(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text(EXAMPLE.sub(r"\1", default_config_text()), encoding="utf-8")
    settings = load_settings(path, {"SMTP_PASSWORD": "hunter2", "WEBHOOK_SECRET": KEY})
    desk, hook = settings.channels
    assert (desk.name, hook.name) == ("desk", "hook")
    assert isinstance(hook, WebhookSettings)
    assert getattr(desk, "security", None) is MailSecurity.STARTTLS
    assert [custom.id for custom in settings.following.custom] == ["iraq-turkey"]
    assert settings.routes[0].watches == ("iraq-us",)


def test_every_key_stands_in_it() -> None:
    read = tomllib.loads(EXAMPLE.sub(r"\1", default_config_text()))
    keys = {(table, key) for table, values in read.items() if isinstance(values, dict) for key in values}
    keys |= {(table,) for table, values in read.items() if isinstance(values, list)}
    assert keys == {path for _, path in variables()}


@pytest.mark.parametrize("word", ["password =", "secrets ="])
def test_it_writes_no_secret_out(word: str) -> None:
    lines = [line for line in default_config_text().splitlines() if word in line]
    assert lines
    assert all('"env:' in line for line in lines)
