"""Reprints known by their sketches: articles of one text, printed within days, have one origin between them.

Whichever came first: a story is all articles that are alike, each to some other of them, so arrival order is nothing.
"""

from bisect import bisect_left, insort
from collections.abc import Iterable
from dataclasses import replace
from typing import Final, TypeAlias

from monitor.domain.conditions.thresholds import T
from monitor.domain.model.report import FiledReport
from monitor.domain.model.time import Millis
from monitor.domain.sketch import Sketch, alike

Key: TypeAlias = tuple[str, Sketch]  # an item may be edited into another text
Rank: TypeAlias = tuple[bool, Millis, str, str]  # no wire, time, item, origin: the least gives its name
LOOKED_UP: Final = 4  # hashes of each sketch: two texts that are alike hardly ever share none of them
SPEAKER: Final = "speaker:"  # an origin who speaks is who it is, whoever prints it
WIRE: Final = "wire:"


class Stories:
    """The articles behind a watch's reports, and which of them are one story."""

    def __init__(self) -> None:
        self._printed: dict[Key, Rank] = {}
        self._by_hash: dict[int, list[tuple[Millis, Key]]] = {}
        self._story: dict[Key, list[Key]] = {}  # each article's story, one list for all its members

    def add(self, reports: Iterable[FiledReport]) -> set[str]:
        """Add the articles of reports; gives the items known before that have another origin now."""
        moved: set[str] = set()
        for report in reports:
            key = (report.item_id, report.sketch)
            if report.sketch and not report.origin.startswith(SPEAKER) and key not in self._printed:
                rank = (not report.origin.startswith(WIRE), report.reported_at, report.item_id, report.origin)
                moved |= self._join(key, rank)
        return moved

    def heard(self, report: FiledReport) -> FiledReport:
        """Give a report with its story's origin in its own one's place."""
        story = self._story.get((report.item_id, report.sketch))
        if story is None or report.origin.startswith(SPEAKER):
            return report
        return replace(report, origin=self._origin(story))

    def _join(self, key: Key, rank: Rank) -> set[str]:
        """Make one story of an article and all that it is like."""
        joined = {id(self._story[one]): self._story[one] for one in self._alike(key[1], rank[1])}
        origins = [(self._origin(story), story) for story in joined.values()]
        self._printed[key] = rank
        members = [key, *(one for story in joined.values() for one in story)]
        self._story |= dict.fromkeys(members, members)
        for hash_ in key[1][:LOOKED_UP]:
            insort(self._by_hash.setdefault(hash_, []), (rank[1], key))
        return {item for origin, story in origins if origin != self._origin(members) for item, _ in story}

    def _origin(self, story: list[Key]) -> str:
        return min(self._printed[key] for key in story)[-1]

    def _alike(self, sketch: Sketch, at: Millis) -> set[Key]:
        found: set[Key] = set()
        for hash_ in sketch[:LOOKED_UP]:
            near = self._by_hash.get(hash_, [])
            first = bisect_left(near, (at - T.same_story,))
            last = bisect_left(near, (at + T.same_story + 1,))
            found.update(key for _, key in near[first:last] if key not in found and alike(sketch, key[1]))
        return found
