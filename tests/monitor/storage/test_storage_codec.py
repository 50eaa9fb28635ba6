import types
import typing
from dataclasses import fields, is_dataclass
from enum import Enum
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alerts.model import Alert
from monitor.domain.model.condition import Condition, Transition
from monitor.domain.model.report import CeasefireReport, Coding, EventReport
from monitor.domain.model.time import Precision, When
from monitor.errors import StorageError
from monitor.storage.codec import from_json, to_json

times = st.integers(-(2**53), 2**53)
plain: dict[object, st.SearchStrategy[object]] = {
    int: times,
    float: st.floats(allow_nan=False, allow_infinity=False),
    bool: st.booleans(),
    str: st.text(st.characters(exclude_categories=["Cs"])),
    type(None): st.none(),
    When: st.builds(
        lambda start, length, precision: When(start, start + length, precision),
        times,
        st.integers(0, 2**40),
        st.sampled_from(Precision),
    ),
}


def values(hint: object) -> st.SearchStrategy[object]:
    """Build any value of a type, down to its last field."""
    if hint in plain:
        return plain[hint]
    if isinstance(hint, type) and issubclass(hint, Enum):
        return st.sampled_from(hint)
    if is_dataclass(hint):
        hints = typing.get_type_hints(hint)
        return st.builds(hint, **{field.name: values(hints[field.name]) for field in fields(hint)})
    arguments = typing.get_args(hint)
    if typing.get_origin(hint) in {types.UnionType, typing.Union}:
        return st.one_of(*(values(argument) for argument in arguments))
    if arguments[-1] is Ellipsis:
        return st.lists(values(arguments[0]), max_size=2).map(tuple)
    return st.tuples(*(values(argument) for argument in arguments))


@given(st.one_of(*(values(kind) for kind in (CeasefireReport, EventReport, Condition, Transition, Alert))))
def test_what_is_written_is_read_back_the_same(value: object) -> None:
    assert from_json(type(value), to_json(value)) == value


def test_a_coding_is_written_and_read_back(build: SimpleNamespace) -> None:
    coding = build.coded().coding
    assert from_json(Coding, to_json(coding)) == coding


def test_a_text_that_is_no_unicode_is_an_error_of_ours(build: SimpleNamespace) -> None:
    broken = build.condition(status="\ud800")
    with pytest.raises(StorageError, match="a Condition cannot be stored: clean its texts first"):
        to_json(broken)


def test_json_that_does_not_fit_is_an_error_of_ours() -> None:
    with pytest.raises(StorageError, match="a stored Condition cannot be read: restore a backup"):
        from_json(Condition, '{"watch": 1}')
