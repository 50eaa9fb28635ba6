"""`trucewatch explain`: one change with all that proves it, offline from the database."""

from typing import TYPE_CHECKING

from monitor.cli.options import ChangeId, Database, Format, MaybeConfig, Shape

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from monitor.cli.rows import Json
    from monitor.domain.conditions.beside import Surroundings
    from monitor.domain.model.condition import ConditionChange, Transition
    from monitor.domain.model.lexicon import Lexicon
    from monitor.domain.model.report import FiledReport
    from monitor.domain.model.ruling import Ruling
    from monitor.domain.ports import WatchRecord
    from monitor.storage import Store

EXPLAIN = "Example: trucewatch explain ID, with an id that `trucewatch changes` prints"

SHORTEST = 6  # letters of an id that may stand for it


def explain(change_id: ChangeId, db: Database = None, config: MaybeConfig = None, shape: Shape = Format.TABLE) -> None:
    """Say why a change was made.

    Gives the rule, the reason, each sentence with who says it, what contradicts it, what moved nothing and why, and
    what would change it; from the database alone.
    """
    from monitor.cli.opening import ask, find_database, load_lexicon
    from monitor.cli.output import emit, tell
    from monitor.domain.conditions import explain_beside, explain_change
    from monitor.errors import MonitorError

    path = find_database(db, config)

    async def question(store: "Store") -> "tuple[ConditionChange, WatchRecord]":
        found = await store.change(change_id) or await _begun(store, change_id)
        if found is None:
            raise MonitorError(f"{path}: no change has the id {change_id}; `trucewatch changes` lists them")
        return found, await store.watch_record(found.transition.watch)

    change, record = ask(path, question)
    lexicon, filed = load_lexicon(), _by_story(record)
    rulings = [one for one in record.rulings if _concerns(one, change)]
    beside = _beside(change.transition, record, config, lexicon)
    if shape is not Format.TABLE:
        emit([_row(change, filed, rulings, beside, lexicon)], shape, ())
        return
    for part in (*explain_change(change, filed, lexicon, rulings), *explain_beside(change.transition, beside)):
        tell(part)


def _by_story(record: "WatchRecord") -> "dict[str, FiledReport]":
    """Give a watch's reports by id, reprints under the origin that they share."""
    from monitor.domain.conditions.stories import Stories

    stories = Stories()
    stories.add(record.filed)
    return {one.id: stories.heard(one) for one in record.filed}


def _row(
    change: "ConditionChange",
    filed: "Mapping[str, FiledReport]",
    rulings: "Sequence[Ruling]",
    beside: "Surroundings",
    lexicon: "Lexicon",
) -> "Json":
    from monitor.cli.rows import beside_rows, change_row, report_row, ruling_row
    from monitor.domain.conditions.ahead import ways_on

    made = change.transition
    return {
        **change_row(change, filed, lexicon.name, rulings),
        "reports": [report_row(filed[one].report) for one in made.evidence if one in filed],
        "rulings": [ruling_row(one) for one in rulings],
        "dissent": beside_rows(beside.dissent),
        "passed_over": beside_rows(beside.passed_over),
        "what_next": list(ways_on(made)),
    }


def _beside(made: "Transition", record: "WatchRecord", config: "Path | None", lexicon: "Lexicon") -> "Surroundings":
    """Look around a change, where the conflict is still known."""
    from monitor.cli.opening import find_watches
    from monitor.domain.conditions.beside import Surroundings, surroundings
    from monitor.domain.conditions.ground import Ground
    from monitor.domain.model.coverage import SOURCES

    known = {one.id: one for one in (*lexicon.catalogue, SOURCES)}
    if made.watch not in known:  # a conflict of one's own
        known = {one.id: one for one in find_watches(config, lexicon)}
    if made.watch not in known:
        return Surroundings()
    used = {one for change in record.journal for one in change.transition.evidence}
    return surroundings(made, record.filed, Ground(known[made.watch], lexicon), used)


def _concerns(ruling: "Ruling", change: "ConditionChange") -> bool:
    """Tell whether somebody ruled on a change, on its arrangement, or on its reports."""
    moved = change.transition
    on_it = ruling.subject in {change.id, moved.arrangement} or ruling.id in moved.evidence
    return on_it or not set(ruling.acts_on).isdisjoint(moved.evidence)


async def _begun(store: "Store", start: str) -> "ConditionChange | None":
    """Find the one change whose id begins so; raises SettingsError where several do."""
    from monitor.errors import SettingsError

    if len(start) < SHORTEST:
        return None
    found = [change for change in await store.changes() if change.transition.id.startswith(start)]
    if len(found) > 1:
        raise SettingsError((f"{start}: {len(found)} changes have an id that begins so; write more of it",))
    return found[0] if found else None
