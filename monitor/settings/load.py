"""Reading config.toml: file, environment, secrets, form, and then the values in the domain's terms.

Every step notes its mistakes and goes on, so that all of them come in one SettingsError.
"""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import assert_never
from urllib.parse import urlsplit

from alerts.model import Route
from monitor.domain.model.article import Source
from monitor.domain.model.lexicon import Lexicon
from monitor.errors import SettingsError
from monitor.settings.cross import CONSOLE, cross_mistakes
from monitor.settings.environment import overlay
from monitor.settings.file import (
    PORTS,
    PREFIX,
    AnyChannel,
    ConfigFile,
    ConsoleTable,
    EmailTable,
    RouteTable,
    SourceTable,
    WatchesTable,
    WebhookTable,
)
from monitor.settings.form import check_form, variables
from monitor.settings.hints import hints
from monitor.settings.mistakes import tell
from monitor.settings.secret import read_secret
from monitor.settings.values import (
    ChannelSettings,
    ConsoleSettings,
    EmailSettings,
    LogSettings,
    NetworkSettings,
    Settings,
    WebhookSettings,
    WorkerSettings,
)
from monitor.settings.watches import CustomWatch, Following, settle_watches


def load_settings(path: Path, environ: Mapping[str, str]) -> Settings:
    """Read and check the configuration; relative paths in it start at its folder.

    Raises SettingsError with every mistake, one line each; names of the lexicon are checked by `Settings.watches`.
    """
    return _checked(_read(path), path, environ)


def unknown_follows(path: Path, environ: Mapping[str, str], lexicon: Lexicon) -> tuple[str, ...]:
    """Give a line for each followed id that the catalogue does not have, whatever else is wrong with the file.

    Raises SettingsError where the file cannot be read at all.
    """
    laid = overlay(_read(path), environ, dict(variables()), PREFIX)
    watches = laid.values.get("watches")
    found = watches.get("follow") if isinstance(watches, Mapping) else None
    ids = tuple(name for name in found if isinstance(name, str)) if isinstance(found, list) else ()
    _, mistakes = settle_watches(Following(ids, ()), lexicon)
    return in_file(path, mistakes)


def in_file(path: Path, mistakes: Iterable[str]) -> tuple[str, ...]:
    """Put the file's name before each mistake but those of variables."""
    return tuple(line if line.upper().startswith(PREFIX) else f"{path.name}: {line}" for line in mistakes)


def default_settings(folder: Path, environ: Mapping[str, str]) -> Settings:
    """Give the settings of an empty configuration in this folder; the environment counts as ever."""
    return _checked({}, folder / "config.toml", environ)


def _checked(found: Mapping[str, object], path: Path, environ: Mapping[str, str]) -> Settings:
    laid = overlay(found, environ, dict(variables()), PREFIX)
    values = _with_secrets(laid.values, environ, path.resolve().parent)
    form, flaws = check_form(values)
    mistakes = (*laid.mistakes, *(tell(flaw, values, laid.variables) for flaw in flaws), *cross_mistakes(values))
    if form is None or mistakes:
        raise SettingsError(in_file(path, mistakes))
    return _settings(path.resolve(), form)


def _read(path: Path) -> dict[str, object]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise SettingsError((f"{path}: no such file; write one with: trucewatch init {path}",)) from None
    except OSError as error:
        raise SettingsError(
            (f"{path}: cannot be read ({error.strerror}); correct the path or its permissions",)
        ) from None
    except UnicodeDecodeError:
        raise SettingsError((f"{path}: no UTF-8 text; save it as UTF-8",)) from None
    except tomllib.TOMLDecodeError as error:
        raise SettingsError((f"{path}: no valid TOML: {error}; correct that line",)) from None


def _with_secrets(values: Mapping[str, object], environ: Mapping[str, str], base: Path) -> dict[str, object]:
    """Put what the references of the channels point to in their place."""

    def filled(channel: object) -> object:
        if not isinstance(channel, dict):
            return channel
        filled = dict(channel)
        if "password" in filled:
            filled["password"] = read_secret(filled["password"], environ, base)
        if "secrets" in filled:
            many = filled["secrets"] if isinstance(filled["secrets"], list) else [filled["secrets"]]
            filled["secrets"] = [read_secret(one, environ, base) for one in many]
        return filled

    channels = values.get("channels")
    return (
        {**values, "channels": [filled(channel) for channel in channels]} if isinstance(channels, list) else {**values}
    )


def _settings(path: Path, form: ConfigFile) -> Settings:
    channels = tuple(_channels(form.channels))
    return Settings(
        path=path,
        database=path.parent / Path(form.storage.path).expanduser(),
        following=_following(form.watches),
        sources=tuple(map(_source, form.sources)),
        channels=channels,
        routes=tuple(_routes(form.routes, tuple(channel.name for channel in channels))),
        network=NetworkSettings(**form.network.model_dump()),
        workers=WorkerSettings(**form.workers.model_dump()),
        log=LogSettings(form.log.format, form.log.level),
        hints=tuple(hints(form.sources, _following(form.watches), channels)),
    )


def _following(watches: WatchesTable) -> Following:
    custom = tuple(CustomWatch(entry.id, entry.title, entry.sides, entry.places) for entry in watches.custom)
    return Following(watches.follow, custom)


def _source(entry: SourceTable) -> Source:
    host = (urlsplit(entry.url).hostname or "").removeprefix("www.")
    title = entry.title or host
    return Source(entry.url, title, entry.language, entry.owner or host, entry.grade, entry.interval)


def _channels(entries: tuple[AnyChannel, ...]) -> Iterator[ChannelSettings]:
    if not any(isinstance(entry, ConsoleTable) for entry in entries):
        yield ConsoleSettings(CONSOLE)
    for entry in entries:
        if entry.enabled:
            yield _channel(entry)


def _channel(entry: AnyChannel) -> ChannelSettings:
    name = entry.name or entry.type
    match entry:
        case EmailTable():
            port = entry.port or PORTS[entry.security]
            return EmailSettings(
                name, entry.host, port, entry.security, entry.username, entry.password, entry.sender, entry.recipients
            )
        case WebhookTable():
            return WebhookSettings(name, entry.url, entry.secrets)
        case ConsoleTable():
            return ConsoleSettings(name)
        case _:
            assert_never(entry)


def _routes(entries: tuple[RouteTable, ...], channels: tuple[str, ...]) -> Iterator[Route]:
    """Give the routes over enabled channels; without any, everything goes everywhere."""
    if not entries:
        yield Route(channels)
    for entry in entries:
        open_ones = tuple(name for name in entry.channels if name in channels) if entry.channels else channels
        yield Route(open_ones, entry.watch, entry.kinds, entry.severity)
