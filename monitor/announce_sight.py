"""From a change of coverage to an alert: what its facts are. Pure; the alert's form is `announce`'s."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from alerts.model import Alert
from monitor.announce import announce
from monitor.domain.conditions.ahead import ways_of
from monitor.domain.conditions.sight import source_key, trouble, unseen
from monitor.domain.model.condition import OVER, ChangeKind, Condition, ConditionChange
from monitor.domain.model.coverage import SOURCES, Sight, SourceSight
from monitor.domain.model.lexicon import Lexicon, Watch
from monitor.domain.model.time import iso

SOURCES_SHOWN = 12
TRUCES_SHOWN = 12


def announce_sight(
    change: ConditionChange, sight: Sight, standing: Sequence[Condition], watches: Mapping[str, Watch], lexicon: Lexicon
) -> Alert:
    """Make the alert of a change of coverage; `standing` are the conditions as last derived, `watches` the followed."""
    alert = announce(change, watch=SOURCES, arrangement=None, filed={}, lexicon=lexicon)
    ahead = (("what next", way) for way in ways_of(change.transition))
    return replace(alert, facts=(*_facts(change, sight, standing, watches), *ahead))


def _facts(
    change: ConditionChange, sight: Sight, standing: Sequence[Condition], watches: Mapping[str, Watch]
) -> Iterator[tuple[str, str]]:
    made = change.transition
    yield "change", f"{made.field}: {made.before} → {made.after}"
    if made.arrangement is not None:
        yield from _of_one(source for source in sight.sources if source_key(source) == made.arrangement)
        return
    yield "sources seen", f"{sight.seen} of {len(sight.sources)}"
    if made.change is ChangeKind.BLIND:
        yield "half of them last seen", _moment(sight.lost)
    yield from _failing(unseen(sight))
    if made.change is ChangeKind.BLIND:
        yield from _at_last_sight(standing, watches)


def _of_one(sources: Iterable[SourceSight]) -> Iterator[tuple[str, str]]:
    for source in sources:
        yield "source", source.title
        yield "last good poll", _moment(source.ok_at)
        yield "last new item", _moment(source.item_at)
        if source.error:
            yield "error", source.error


def _failing(lost: Sequence[SourceSight]) -> Iterator[tuple[str, str]]:
    for source in lost[:SOURCES_SHOWN]:
        yield "not seen", f"{source.title}: {trouble(source)}; last good poll {_moment(source.ok_at)}"
    if len(lost) > SOURCES_SHOWN:
        yield "not seen", f"and {len(lost) - SOURCES_SHOWN} more: trucewatch sources list"


def _at_last_sight(standing: Sequence[Condition], watches: Mapping[str, Watch]) -> Iterator[tuple[str, str]]:
    """Give the truces that were not over when sight was lost, by their conflict."""
    live = [one for one in standing if one.watch in watches and one.arrangement and one.arrangement.formal not in OVER]
    for condition in live[:TRUCES_SHOWN]:
        truce = condition.arrangement
        compliance = f", {truce.compliance}" if truce else ""
        yield "at last sight", f"{watches[condition.watch].title}: {condition.status}{compliance}"
    if len(live) > TRUCES_SHOWN:
        yield "at last sight", f"and {len(live) - TRUCES_SHOWN} more: trucewatch conditions"


def _moment(at: int | None) -> str:
    return "never" if at is None else iso(at)
