"""Frozen dataclasses to JSON text and back; the only file of storage that imports pydantic.

Adapters are built when first needed. Which value stands in which column is the business of `rows`.
"""

from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticSerializationError

from monitor.errors import StorageError

T = TypeVar("T")


_ADAPTERS: dict[type, TypeAdapter[Any]] = {}


def _adapter(kind: type[T]) -> TypeAdapter[T]:
    if kind not in _ADAPTERS:
        _ADAPTERS[kind] = TypeAdapter(kind)
    return _ADAPTERS[kind]


def to_json(value: object) -> str:
    """Write a frozen dataclass as compact JSON; a text that is no valid Unicode raises `StorageError`."""
    try:
        return str(_adapter(type(value)).dump_json(value), "utf-8")
    except PydanticSerializationError as error:
        raise StorageError(f"a {type(value).__name__} cannot be stored: clean its texts first ({error})") from error


def from_json(kind: type[T], text: str) -> T:
    """Read it back; JSON that does not fit raises `StorageError`."""
    try:
        return _adapter(kind).validate_json(text)
    except ValidationError as error:
        raise StorageError(f"a stored {kind.__name__} cannot be read: restore a backup ({error})") from error
