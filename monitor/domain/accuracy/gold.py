"""What a person says of a text: read from a row's `gold`, checked key by key.

    {ceasefire_change?, also_acceptable?, parties?, militia_activity?, relevant?}

A key that is missing or null is no answer, and counts for no figure.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from monitor.domain.model.report import Label

LABELS = ", ".join(Label)
KEYS = frozenset({"ceasefire_change", "also_acceptable", "parties", "militia_activity", "relevant"})


class BadGold(ValueError):
    """Something in `gold` that is no answer; the message names the key and what is allowed."""


@dataclass(frozen=True, slots=True)
class Gold:
    """One person's answers; None is none given.

    `also` holds the labels that a careful second reader could defend.
    """

    label: Label | None = None
    also: frozenset[Label] = frozenset()
    parties: tuple[str, ...] = ()
    militia_activity: bool | None = None
    relevant: bool | None = None

    @property
    def fine(self) -> frozenset[Label]:
        """Give every label that counts as right."""
        return self.also if self.label is None else self.also | {self.label}


def read_gold(raw: object) -> Gold:
    """Read a row's `gold`; keys that are not ours are left alone; raises BadGold."""
    if not isinstance(raw, Mapping):
        raise BadGold("`gold` must be an object {ceasefire_change, militia_activity, relevant, ...}")
    label = raw.get("ceasefire_change")
    return Gold(
        label=None if label is None else _label("ceasefire_change", label),
        also=frozenset(_label("also_acceptable", one) for one in _list(raw, "also_acceptable")),
        parties=tuple(_name(one) for one in _list(raw, "parties")),
        militia_activity=_answer(raw, "militia_activity"),
        relevant=_answer(raw, "relevant"),
    )


def _label(key: str, value: object) -> Label:
    if not isinstance(value, str) or value not in set(Label):
        raise BadGold(f"`{key}`: {_shown(value)} is no label; write one of {LABELS}")
    return Label(value)


def _list(raw: Mapping[str, object], key: str) -> list[object]:
    value = raw.get(key)
    if value is not None and not isinstance(value, list):
        raise BadGold(f"`{key}` must be a list; write [] for none")
    return value or []


def _name(value: object) -> str:
    if not isinstance(value, str):
        raise BadGold(f"`parties`: {_shown(value)} is no name; write names in quotes")
    return value


def _answer(raw: Mapping[str, object], key: str) -> bool | None:
    value = raw.get(key)
    if value is not None and not isinstance(value, bool):
        raise BadGold(f"`{key}`: {_shown(value)} is no answer; write true, false, or null for none")
    return value


def _shown(value: object) -> str:
    return ascii(value)[:60]
