"""Opening what commands read: configuration, lexicon, database. Imported only inside commands, it is heavy."""

import asyncio
import os
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

from monitor.clock import SystemClock
from monitor.domain.model.coverage import SOURCES
from monitor.domain.model.lexicon import Lexicon, Watch
from monitor.domain.model.time import Millis
from monitor.errors import SettingsError
from monitor.settings import Settings, default_settings, load_settings
from monitor.settings.guess import did_you_mean, show
from monitor.settings.lexicon import load_lexicon
from monitor.storage import Store, open_store

DEFAULT_CONFIG = Path("config.toml")
T = TypeVar("T")


def now() -> Millis:
    """Give the present instant."""
    return SystemClock().now()


def open_settings(config: Path | None) -> Settings:
    """Load the configuration with this process's environment; where none is named and none is here, the defaults."""
    if config is None and not DEFAULT_CONFIG.exists():
        return default_settings(Path.cwd(), os.environ)
    return load_settings(config or DEFAULT_CONFIG, os.environ)


def find_database(db: Path | None, config: Path | None) -> Path:
    """Give the database that was named, else the configuration's."""
    return db or open_settings(config).database


def find_watches(config: Path | None, lexicon: Lexicon) -> tuple[Watch, ...]:
    """Give the followed conflicts."""
    return open_settings(config).watches(lexicon)


async def require_watch(store: Store, watch: str | None, lexicon: Lexicon, config: Path | None) -> None:
    """Raise SettingsError for a conflict that neither catalogue, database nor configuration knows."""
    known = {SOURCES.id, *(one.id for one in lexicon.catalogue), *await store.watch_ids()}
    if watch is None or watch in known:
        return
    known |= {own.id for own in open_settings(config).following.custom}
    if watch not in known:
        near = did_you_mean(watch, known) or "; write an id of the catalogue, or of your [[watches.custom]]"
        raise SettingsError((f"--watch: no conflict has the id {show(watch)}{near}",))


def ask(path: Path, question: Callable[[Store], Awaitable[T]]) -> T:
    """Open a database for reading, ask it one thing, close it."""

    async def asked() -> T:
        async with open_store(path, now=now(), writer=False) as store:
            return await question(store)

    return asyncio.run(asked())


__all__ = ["ask", "find_database", "find_watches", "load_lexicon", "now", "open_settings", "require_watch"]
