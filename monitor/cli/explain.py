"""`trucewatch explain`: one change with all that proves it, offline from the database."""

from typing import TYPE_CHECKING

from monitor.cli.options import ChangeId, Database, Format, MaybeConfig, Shape

if TYPE_CHECKING:
    from monitor.domain.model.condition import ConditionChange
    from monitor.domain.model.report import FiledReport
    from monitor.domain.model.ruling import Ruling
    from monitor.storage import Store

EXPLAIN = "Example: trucewatch explain ID, with an id that `trucewatch changes` prints"

SHORTEST = 6  # letters of an id that may stand for it


def explain(change_id: ChangeId, db: Database = None, config: MaybeConfig = None, shape: Shape = Format.TABLE) -> None:
    """Say why a change was made.

    Gives the rule, the reason, and each sentence with who says it, from the database alone.
    """
    from monitor.cli.opening import ask, find_database, load_lexicon
    from monitor.cli.output import emit, tell
    from monitor.cli.rows import change_row, report_row, ruling_row
    from monitor.domain.conditions import explain_change
    from monitor.errors import MonitorError

    path = find_database(db, config)

    async def question(store: "Store") -> "tuple[ConditionChange | None, dict[str, FiledReport], list[Ruling]]":
        found = await store.change(change_id) or await _begun(store, change_id)
        rulings = [one for one in await store.rulings() if found and _concerns(one, found)]
        return found, await store.reports(found.transition.evidence if found else ()), rulings

    change, filed, rulings = ask(path, question)
    if change is None:
        raise MonitorError(f"{path}: no change has the id {change_id}; `trucewatch changes` lists them")
    lexicon = load_lexicon()
    if shape is Format.TABLE:
        for part in explain_change(change, filed, lexicon, rulings):
            tell(part)
        return
    reports = [report_row(filed[one].report) for one in change.transition.evidence if one in filed]
    row = change_row(change, filed, lexicon.name, rulings)
    emit([{**row, "reports": reports, "rulings": [ruling_row(one) for one in rulings]}], shape, ())


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
