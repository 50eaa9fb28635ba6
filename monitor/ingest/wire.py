"""How values travel between the daemon and its workers: pickled, dataclasses as their fields' values in order.

Both ends are this program, so nothing foreign is ever unpickled. A frozen dataclass with slots otherwise costs twice as
much: the standard library's way for it looks its fields up again for each value.
"""

import io
import pickle
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from operator import attrgetter
from typing import Any, TypeAlias

_Reducer: TypeAlias = Callable[[Any], tuple[type, tuple[object, ...]]]


def pack(value: object) -> bytes:
    """Write a value down."""
    sheet = io.BytesIO()
    _Pickler(sheet, pickle.HIGHEST_PROTOCOL).dump(value)
    return sheet.getvalue()


def unpack(packed: bytes) -> object:
    """Read a value that the other end has written down."""
    return pickle.loads(packed)  # noqa: S301 - it comes from our own process


class _Reducers(dict[type, _Reducer]):
    """How each class is taken apart; a dataclass is entered when it is first met."""

    def __missing__(self, kind: type) -> _Reducer:
        if not is_dataclass(kind):
            raise KeyError(kind)
        values = attrgetter(*(field.name for field in fields(kind)), "__class__")  # two names at least make it a tuple
        self[kind] = lambda value: (kind, values(value)[:-1])
        return self[kind]


class _Pickler(pickle.Pickler):
    dispatch_table = _Reducers()
