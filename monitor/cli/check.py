"""`trucewatch check`: everything that can be wrong before the daemon starts, all at once."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from monitor.cli.options import Config, Exit

if TYPE_CHECKING:
    from monitor.domain.model.lexicon import Lexicon
    from monitor.settings import Settings

CURE = "create that folder, make it writable, or change path in [storage]"
CHECK = "Example: trucewatch check --config config.toml"


def check(config: Config = Path("config.toml")) -> None:
    """Check configuration, lexicon and database."""
    from monitor.cli.output import say, tell

    found = _findings(config)
    for finding in found.fine:
        tell(f"ok: {finding}")
    for finding in (*(f"hint: {hint}" for hint in found.hints), *found.mistakes, *found.failures):
        say(finding)
    if found.mistakes or found.failures:
        raise Exit(2 if found.mistakes else 1)


@dataclass(frozen=True, slots=True)
class Findings:
    """What is fine, what is advised, the mistakes in what was set, and what is wrong with the database."""

    fine: list[str] = field(default_factory=list)
    hints: list[str] = field(default_factory=list)
    mistakes: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)


def _findings(config: Path) -> Findings:
    found = Findings()
    lexicon, settings = _lexicon(found), _settings(config, found)
    if lexicon is not None:
        _follows(settings, config, lexicon, found)
    if settings is not None:
        _database(settings.database, found)
    return found


def _lexicon(found: Findings) -> "Lexicon | None":
    from monitor.errors import SettingsError
    from monitor.settings.lexicon import load_lexicon

    try:
        lexicon = load_lexicon()
    except SettingsError as error:
        found.mistakes.extend(error.mistakes)
        return None
    counts = f"{len(lexicon.actors)} actors, {len(lexicon.places)} places, {len(lexicon.catalogue)} conflicts"
    found.fine.append(f"lexicon: {counts}")
    return lexicon


def _settings(config: Path, found: Findings) -> "Settings | None":
    import os

    from monitor.errors import SettingsError
    from monitor.settings import load_settings

    try:
        settings = load_settings(config, os.environ)
    except SettingsError as error:
        found.mistakes.extend(error.mistakes)
        return None
    names = ", ".join(channel.name for channel in settings.channels) or "none"
    found.fine.append(f"{config}: {len(settings.sources)} sources, channels: {names}")
    found.hints.extend(settings.hints)
    return settings


def _follows(settings: "Settings | None", config: Path, lexicon: "Lexicon", found: Findings) -> None:
    import os

    from monitor.errors import SettingsError
    from monitor.settings.load import unknown_follows

    try:
        if settings is None:
            found.mistakes.extend(unknown_follows(config, os.environ, lexicon))
            return
        found.fine.append(f"follows {len(settings.watches(lexicon))} conflicts")
    except SettingsError as error:
        found.mistakes.extend(line for line in error.mistakes if line not in found.mistakes)


def _database(database: Path, found: Findings) -> None:
    import asyncio
    import os

    from monitor.errors import StorageError
    from monitor.storage import check_database

    if not database.exists():
        if not os.access(database.parent, os.W_OK):
            found.failures.append(f"database {database}: no file can be made in {database.parent}; {CURE}")
            return
        found.fine.append(f"database {database}: not there yet, the first run makes it")
        return
    try:
        damage = asyncio.run(check_database(database))
    except StorageError as error:
        found.failures.append(str(error))
        return
    found.failures.extend(f"database {database}: {finding}; restore a backup" for finding in damage)
    if not damage:
        found.fine.append(f"database {database}: sound")
