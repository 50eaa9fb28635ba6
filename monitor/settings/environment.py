"""TRUCEWATCH_* variables over the file's values: TRUCEWATCH_STORAGE__PATH sets path in [storage].

pydantic-settings would pass over names it does not know; here each one is a mistake, unless a secret refers to it.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from monitor.settings.guess import did_you_mean
from monitor.settings.mistakes import Path
from monitor.settings.secret import variable_of


@dataclass(frozen=True, slots=True)
class Overlay:
    """The values with the variables laid over them, which paths they set, and the mistakes on the way."""

    values: dict[str, object]
    variables: dict[Path, str]
    mistakes: tuple[str, ...]


def overlay(
    values: Mapping[str, object], environ: Mapping[str, str], names: Mapping[str, tuple[str, ...]], prefix: str
) -> Overlay:
    """Lay the variables over the values; `names` maps each known variable to the keys it sets.

    A text that starts with [ or { is read as TOML (a list or a table), every other one as it stands.
    """
    laid: dict[str, object] = dict(values)
    variables: dict[Path, str] = {}
    mistakes: list[str] = []
    for name in sorted(name for name in environ if name in names):
        try:
            _lay(laid, names[name], _value(environ[name]))
        except tomllib.TOMLDecodeError:
            mistakes.append(f"{name}: no readable list or table (not shown here); write it as in config.toml")
        else:
            variables[names[name]] = name
    referred = {name for name in map(variable_of, _texts(laid)) if name}
    mistakes += [
        f"{name}: unknown variable{did_you_mean(name, names, prefix)}"
        for name in sorted(environ)
        if name.upper().startswith(prefix) and name not in names and name not in referred
    ]
    return Overlay(laid, variables, tuple(mistakes))


def _value(text: str) -> object:
    if not text.lstrip().startswith(("[", "{")):
        return text
    read = tomllib.loads(f"value = {text.strip()}")
    if set(read) != {"value"}:
        raise tomllib.TOMLDecodeError("more than one value")
    return read["value"]


def _lay(values: dict[str, object], keys: tuple[str, ...], value: object) -> None:
    """Set the value; a table on the way is copied, what is no table there is left for the check of its form."""
    *above, last = keys
    here = values
    for key in above:
        table = here.get(key, {})
        if not isinstance(table, dict):
            return
        here[key] = here = dict(table)
    here[last] = value


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)
