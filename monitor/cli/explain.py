"""`trucewatch explain`: one change with all that proves it, offline from the database."""

from typing import TYPE_CHECKING

from monitor.cli.options import ChangeId, Database, Format, MaybeConfig, Shape

if TYPE_CHECKING:
    from monitor.domain.model.condition import ConditionChange
    from monitor.domain.model.report import FiledReport
    from monitor.storage import Store

EXPLAIN = "Example: trucewatch explain 5f0c2a9be81d4477a1c3e60b9d2f8a14"


def explain(change_id: ChangeId, db: Database = None, config: MaybeConfig = None, shape: Shape = Format.TABLE) -> None:
    """Say why a change was made.

    Gives the rule, the reason, and each sentence with who says it, from the database alone.
    """
    from monitor.cli.opening import ask, find_database, load_lexicon
    from monitor.cli.output import emit, tell
    from monitor.cli.rows import change_row, report_row
    from monitor.domain.conditions import explain_change
    from monitor.errors import MonitorError

    path = find_database(db, config)

    async def question(store: "Store") -> "tuple[ConditionChange | None, dict[str, FiledReport]]":
        found = await store.change(change_id)
        return found, await store.reports(found.transition.evidence if found else ())

    change, filed = ask(path, question)
    if change is None:
        raise MonitorError(f"{path}: no change has the id {change_id}; `trucewatch changes` lists them")
    lexicon = load_lexicon()
    if shape is Format.TABLE:
        for part in explain_change(change, filed, lexicon):
            tell(part)
        return
    reports = [report_row(filed[one].report) for one in change.transition.evidence if one in filed]
    emit([{**change_row(change, filed, lexicon.name), "reports": reports}], shape, ())
