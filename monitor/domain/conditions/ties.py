"""Who belongs to whom: dated links between actors, followed upward.

Sides and places of a watch are in `ground`.
"""

from collections.abc import Iterator
from typing import Final

from monitor.domain.model.lexicon import Lexicon, Link, LinkKind
from monitor.domain.model.time import Millis

UPWARD: Final = frozenset({LinkKind.MEMBER_OF, LinkKind.FRONT_OF, LinkKind.SPEAKS_FOR, LinkKind.PART_OF})
ALWAYS: Final = (-(2**62), 2**62)
Spell = tuple[str, Millis, Millis]


class Ties:
    """The lexicon's links with their spells of validity; look-ups are kept once made."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self._up: dict[tuple[str, bool], tuple[Spell, ...]] = {}
        self._sets: dict[tuple[str, bool], frozenset[str]] = {}

    def up(self, actor: str, at: Millis, *, alleged: bool = True) -> frozenset[str]:
        """Give the actor and all it belonged to at that time; without `alleged`, contested links are left out."""
        key = (actor, alleged)
        always = self._sets.get(key)
        if always is not None:
            return always
        spells = self.spells(actor, alleged=alleged)
        if all(spell[1:] == ALWAYS for spell in spells):
            return self._sets.setdefault(key, frozenset(spell[0] for spell in spells))
        return frozenset(name for name, since, until in spells if since <= at < until)

    def spells(self, actor: str, *, alleged: bool = True) -> tuple[Spell, ...]:
        """Give the actor and all it ever belonged to, nearest first, each with the time it did."""
        key = (actor, alleged)
        if key not in self._up:
            self._up[key] = tuple(self._climb(actor, alleged=alleged))
        return self._up[key]

    def _climb(self, actor: str, *, alleged: bool) -> Iterator[Spell]:
        seen, level = {actor}, [(actor, *ALWAYS)]
        while level:
            yield from level
            above = [spell for below in level for spell in self._links(below, alleged=alleged)]
            level = [spell for spell in above if spell[0] not in seen]
            seen.update(spell[0] for spell in level)

    def _links(self, below: Spell, *, alleged: bool) -> Iterator[Spell]:
        name, since, until = below
        found = self.lexicon.actor.get(name)
        for link in found.links if found else ():
            if link.kind in UPWARD and (alleged or link.alleged_by is None):
                yield link.actor, max(since, _start(link)), min(until, _end(link))

    def part_of(self, actor: str) -> str | None:
        """Give the whole that the actor is a part of, None where it stands for itself."""
        found = self.lexicon.actor.get(actor)
        return next((link.actor for link in found.links if link.kind is LinkKind.PART_OF), None) if found else None


def _start(link: Link) -> Millis:
    return ALWAYS[0] if link.since is None else link.since


def _end(link: Link) -> Millis:
    return ALWAYS[1] if link.until is None else link.until
