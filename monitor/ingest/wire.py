"""How values travel between daemon and workers: pickled, dataclasses and named tuples as their values in order.

Both ends are this program, so nothing foreign is ever unpickled. The standard library's own ways cost two to three
times as much: it looks a frozen dataclass's fields up again for each value, and asks each named tuple itself.
"""

import io
import pickle
from collections.abc import Callable
from copyreg import __newobj__  # type: ignore[attr-defined] # the type stubs leave it out
from dataclasses import fields, is_dataclass
from operator import attrgetter
from typing import Any, TypeAlias

_Reducer: TypeAlias = Callable[[Any], tuple[Callable[..., object], tuple[object, ...]]]


def pack(value: object) -> bytes:
    """Write a value down."""
    sheet = io.BytesIO()
    _Pickler(sheet, pickle.HIGHEST_PROTOCOL).dump(value)
    return sheet.getvalue()


def unpack(packed: bytes) -> object:
    """Read a value that the other end has written down."""
    return pickle.loads(packed)  # noqa: S301 - it comes from our own process


class _Reducers(dict[type, _Reducer]):
    """How each class is taken apart; one is entered when it is first met."""

    def __missing__(self, kind: type) -> _Reducer:
        if is_dataclass(kind):
            # Two names at least make the getter give a tuple.
            values = attrgetter(*(field.name for field in fields(kind)), "__class__")
            self[kind] = lambda value: (kind, values(value)[:-1])
        elif issubclass(kind, tuple):
            self[kind] = lambda value: (__newobj__, (kind, *value))
        else:
            raise KeyError(kind)
        return self[kind]


class _Pickler(pickle.Pickler):
    dispatch_table = _Reducers()
