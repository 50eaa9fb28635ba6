"""What must hold of an actor's dates: its active years, its links, and the kinds that it had one after the other."""

from collections.abc import Iterator
from itertools import pairwise

from monitor.domain.model.lexicon import Actor, DatedKind, Link, Years
from monitor.domain.model.time import DAY


def actor_date_mistakes(where: str, actor: Actor) -> Iterator[str]:
    """Give every mistake in an actor's dates."""
    if _backwards(actor.active):
        yield f"{where} active: ends before it starts; swap since and until"
    for link in actor.links:
        if _backwards(link):
            yield f"{where} links: {link.kind.value} {link.actor} ends before it starts; swap since and until"
    if actor.kinds:
        yield from _kind_mistakes(where, actor)


def _kind_mistakes(where: str, actor: Actor) -> Iterator[str]:
    last = actor.kinds[-1].kind
    if len(actor.kinds) == 1:
        yield f"{where} kinds: tells of no change; name two kinds at least, or drop it"
    if last is not actor.kind:
        yield f"{where} kinds: ends with {last.value!r}, but kind is {actor.kind.value!r}; make them the same"
    for dated in actor.kinds:
        if _backwards(dated):
            yield f"{where} kinds: {dated.kind.value} ends before it starts; swap since and until"
    for one, other in pairwise(actor.kinds):
        if _overlap(one, other):
            yield f"{where} kinds: {one.kind.value} and {other.kind.value} overlap; end one where the next starts"


def _backwards(spell: Years | Link | DatedKind) -> bool:
    return spell.since is not None and spell.until is not None and spell.until <= spell.since


def _overlap(one: DatedKind, other: DatedKind) -> bool:
    """Tell whether two kinds share more than the day of the change; an open end there is an overlap too."""
    return one.until is None or other.since is None or other.since < one.until - DAY
