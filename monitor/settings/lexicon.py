"""Loads the lexicon's data files; `lexicon_entries` reads their tables, `lexicon_checks` tells what must fit together.

lexicon/actors/*.toml      armed groups, states, forces, mediators
lexicon/places/*.csv       countries down to crossings, each with its parent
lexicon/catalogue/*.toml   the built-in conflicts
lexicon/patterns/*.toml    the classifier's wording, whose schema the classifier itself checks
"""

import csv
import importlib.resources
import tomllib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import tzinfo
from functools import cache
from importlib.resources.abc import Traversable
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from monitor.domain.classify.schema import check_patterns
from monitor.domain.model.lexicon import Actor, Lexicon, Place, Watch
from monitor.errors import SettingsError
from monitor.settings.lexicon_checks import Found, mistakes_between
from monitor.settings.lexicon_entries import read_actor, read_place, read_watch
from monitor.settings.lexicon_table import Table


def load_lexicon(root: Traversable | None = None) -> Lexicon:
    """Load and check the lexicon of a folder, else the shipped one, which is read once a process.

    Raises SettingsError with every mistake of every file, each with file and key.
    """
    return _loaded(root) if root else _shipped()


@cache
def _shipped() -> Lexicon:
    return _loaded(importlib.resources.files("monitor").joinpath("lexicon"))


def _loaded(folder: Traversable) -> Lexicon:
    mistakes: list[str] = []
    actors = _actors(folder, mistakes)
    places = _places(folder, mistakes)
    watches = _watches(folder, mistakes)
    patterns = _patterns(folder, mistakes)
    mistakes += mistakes_between(actors, places, watches)
    mistakes += check_patterns(patterns)
    if mistakes:
        raise SettingsError(tuple(mistakes))
    return Lexicon(
        actors=tuple(found.entry for found in actors),
        places=tuple(found.entry for found in places),
        catalogue=tuple(found.entry for found in watches),
        patterns=patterns,
        zones=_zones(found.entry for found in places),
    )


def _zones(places: Iterable[Place]) -> dict[str, tzinfo]:
    """Load the time zones that places name; one that this machine does not know is left out."""
    zones: dict[str, tzinfo] = {}
    for name in {place.time_zone for place in places if place.time_zone}:
        with suppress(ZoneInfoNotFoundError, ValueError):
            zones[name] = ZoneInfo(name)
    return zones


def _actors(folder: Traversable, mistakes: list[str]) -> list[Found[Actor]]:
    return [Found(table.where, read_actor(name, table)) for name, table in _tables(folder, "actors", mistakes)]


def _watches(folder: Traversable, mistakes: list[str]) -> list[Found[Watch]]:
    return [Found(table.where, read_watch(name, table)) for name, table in _tables(folder, "catalogue", mistakes)]


def _places(folder: Traversable, mistakes: list[str]) -> list[Found[Place]]:
    return [Found(row.where, read_place(row)) for row in _rows(folder, "places", mistakes)]


def _patterns(folder: Traversable, mistakes: list[str]) -> dict[str, object]:
    return {file.removesuffix(".toml").rpartition("/")[2]: body for file, body in _toml(folder, "patterns", mistakes)}


def _tables(folder: Traversable, part: str, mistakes: list[str]) -> Iterator[tuple[str, Table]]:
    for file, body in _toml(folder, part, mistakes):
        for name, values in body.items():
            where = f"{file} [{name}]"
            if isinstance(values, dict):
                yield name, Table(where, values, mistakes)
            else:
                mistakes.append(f"{where}: a key outside of any table; put it under the [id] it belongs to")


def _rows(folder: Traversable, part: str, mistakes: list[str]) -> Iterator[Table]:
    for file, text in _texts(folder, part, ".csv", mistakes):
        reader = csv.DictReader(text.splitlines(), strict=True)
        try:
            for row in reader:
                where = f"{file} line {reader.line_num}"
                if None in row or None in row.values():
                    mistakes.append(f"{where}: has not as many cells as the header; quote a cell that holds a comma")
                else:
                    yield Table(where, {key: cell for key, cell in row.items() if cell}, mistakes)
        except csv.Error as error:
            mistakes.append(f"{file} line {reader.line_num}: no readable CSV ({error}); correct the quoting")


def _toml(folder: Traversable, part: str, mistakes: list[str]) -> Iterator[tuple[str, dict[str, object]]]:
    for file, text in _texts(folder, part, ".toml", mistakes):
        try:
            yield file, tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            mistakes.append(f"{file}: no valid TOML ({error}); correct that line")


def _texts(folder: Traversable, part: str, suffix: str, mistakes: list[str]) -> Iterator[tuple[str, str]]:
    """Read the files of one part in the order of their names; a part without any is a mistake."""
    inside = folder.joinpath(part)
    files = [file for file in inside.iterdir() if file.name.endswith(suffix)] if inside.is_dir() else []
    if not files:
        mistakes.append(f"{part}: holds no {suffix} file; install the package again")
    for file in sorted(files, key=lambda file: file.name):
        try:
            yield f"{part}/{file.name}", file.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            mistakes.append(f"{part}/{file.name}: cannot be read as UTF-8 text ({error}); restore the file")
