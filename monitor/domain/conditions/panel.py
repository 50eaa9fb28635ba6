"""Who was read when, so that like is compared with like.

A longer list of sources brings more news of the same war, and a shorter one less: neither is a surge or a lull. So a
week is held against those before it by the acts of publishers that were read in all of them, as statistics compare the
same shops (a matched sample).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

from monitor.domain.conditions.deeds import Deed
from monitor.domain.conditions.thresholds import T
from monitor.domain.model.coverage import Tenure
from monitor.domain.model.time import DAY

Week: TypeAlias = tuple[int, int]  # its first and its last day, since 1970
Publishers: TypeAlias = frozenset[str | None]  # None stands for files

_Stay: TypeAlias = tuple[int, int | None]  # the first and the last day of a tenure, None while it lasts


class Panel:
    """The publishers by when they were read; one of whom nobody knows that counts as read all along."""

    def __init__(self, tenures: Iterable[Tenure], days: Iterable[tuple[int, Sequence[Deed]]], first: int) -> None:
        """`first` is the first day that is looked at: who was read then was always there.

        `grew` tells whether anybody came later.
        """
        self._first = first
        self._stays: dict[str | None, list[_Stay]] = defaultdict(list)
        for tenure in tenures:
            until = None if tenure.until is None else tenure.until // DAY
            self._stays[tenure.publisher].append((tenure.since // DAY, until))
        if self._stays.keys() <= {None}:
            self._stays.clear()  # with files alone there is nothing to compare
        self.grew = any(since > first for stays in self._stays.values() for since, _ in stays)
        self._told = _first_told(days) if self.grew else {}

    def strangers(self, day: int, weeks: Sequence[Week]) -> Publishers:
        """Give who was not read all along: from the fewest weeks, latest first, that say what is usual, to a day."""
        return frozenset(of for of in self._stays if not any(self._lasting(of, day, weeks)))

    def since(self, day: int, weeks: Sequence[Week]) -> int:
        """Give the day from which all were read that are no strangers and have told something; 0 where none was."""
        known = (of for of, told in self._told.items() if told <= day)
        return max((since for of in known for since in self._lasting(of, day, weeks)), default=0)

    def _lasting(self, publisher: str | None, day: int, weeks: Sequence[Week]) -> Iterator[int]:
        """Give the first day of a stay that began before those weeks and lasts on a day, where there is one."""
        begin = max(self._first, weeks[T.warm_up_weeks - 1][0] if len(weeks) >= T.warm_up_weeks else 0)
        for since, until in self._stays.get(publisher, ()):
            if since <= begin and (until is None or until >= day):
                yield since


def _first_told(days: Iterable[tuple[int, Sequence[Deed]]]) -> dict[str | None, int]:
    """Give the day on which each publisher first told of an act; the days come in order."""
    told: dict[str | None, int] = {}
    for day, deeds in days:
        for deed in deeds:
            for of in deed.tellers:
                told.setdefault(of, day)
    return told
