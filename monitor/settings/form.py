"""From pydantic's errors to flaws fit to be shown, and which variables the form has.

The form itself is told in `file`, how a flaw is put in `mistakes`.
"""

from collections.abc import Iterator, Mapping
from typing import get_args

from monitor.settings.checks import Told
from monitor.settings.file import DELIMITER, PREFIX, VEIL, ConfigFile, Fault, Form, read_form
from monitor.settings.guess import show
from monitor.settings.mistakes import Flaw, FlawKind, Path, value_at


def check_form(values: Mapping[str, object]) -> tuple[ConfigFile | None, tuple[Flaw, ...]]:
    """Give the file's values as models, or None and every flaw of their form.

    Keys with a leading underscore never reach pydantic-settings: there they would be arguments of its own.
    """
    flaws = [Flaw((key,), FlawKind.UNKNOWN, known=tuple(ConfigFile.model_fields)) for key in values if key[:1] == "_"]
    read = read_form({key: value for key, value in values.items() if key[:1] != "_"})
    if isinstance(read, ConfigFile):
        return (None if flaws else read), tuple(flaws)
    flaws += dict.fromkeys(_flaw(error, values) for error in read)
    return None, tuple(flaw for flaw in flaws if not any(_within(other.path, flaw.path) for other in flaws))


def variables() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Give each TRUCEWATCH_* name with the keys it sets; lists of tables are set whole."""
    for name, field in ConfigFile.model_fields.items():
        inside = [] if get_args(field.annotation) else _models(field.annotation)
        if not inside:
            yield f"{PREFIX}{name.upper()}", (name,)
        for model in inside:
            for key in model.model_fields:
                yield f"{PREFIX}{name.upper()}{DELIMITER}{key.upper()}", (name, key)


def _within(path: Path, outer: Path) -> bool:
    return len(path) > len(outer) and path[: len(outer)] == outer


def _flaw(error: Fault, values: Mapping[str, object]) -> Flaw:
    """Follow the error's path through the models to the key it is about; tags of unions are no keys."""
    models: list[Form] = [ConfigFile]
    path: list[str | int] = []
    allowed, veiled = "", False
    for part in error["loc"]:
        if isinstance(part, str) and len(models) > 1:
            models = [model for model in models if part == _tag(model)]
            continue
        path.append(part)
        field = models[0].model_fields.get(part) if models and isinstance(part, str) else None
        if field is not None:
            allowed, veiled = field.description or "", field.json_schema_extra == VEIL
            models = _models(field.annotation)
    found = "something not shown here" if veiled else show(value_at(tuple(path), values) or error["input"])
    return _described(error, tuple(path), found, allowed, models)


def _described(error: Fault, path: Path, found: str, allowed: str, models: list[Form]) -> Flaw:
    context = error.get("ctx", {})
    told = context.get("error")
    if isinstance(told, Told):
        return Flaw(path, FlawKind.TOLD, str(told))
    match error["type"]:
        case "extra_forbidden":
            return Flaw(path, FlawKind.UNKNOWN, known=tuple(models[0].model_fields))
        case "missing":
            return Flaw(path, FlawKind.MISSING, allowed=allowed)
        case "union_tag_not_found":
            return Flaw((*path, "type"), FlawKind.MISSING, allowed=", ".join(map(_tag, models)))
        case "union_tag_invalid":
            return Flaw((*path, "type"), FlawKind.WRONG, show(context.get("tag")), ", ".join(map(_tag, models)))
        case _:
            return Flaw(path, FlawKind.WRONG, found, allowed)


def _models(annotation: object) -> list[Form]:
    """Find the tables within an annotation."""
    if isinstance(annotation, type) and hasattr(annotation, "model_fields"):
        return [annotation]
    return [model for inner in get_args(annotation) for model in _models(inner)]


def _tag(model: Form) -> str:
    return str(get_args(model.model_fields["type"].annotation)[0])
