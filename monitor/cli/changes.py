"""`trucewatch changes`: the journal, one row a transition."""

from typing import TYPE_CHECKING

from monitor.cli.options import Database, Format, MaybeConfig, OneWatch, Shape, Since, Until

if TYPE_CHECKING:
    from monitor.domain.model.condition import ConditionChange
    from monitor.domain.model.report import FiledReport
    from monitor.domain.model.ruling import Ruling
    from monitor.storage import Store

CHANGES = "Example: trucewatch changes --watch iraq-us --since 2020-10-01 --format jsonl"
COLUMNS = ("id", "event_time", "watch", "change", "from", "to", "parties", "confirmed", "reason")


def changes(
    watch: OneWatch = None,
    since: Since = None,
    until: Until = None,
    db: Database = None,
    config: MaybeConfig = None,
    shape: Shape = Format.TABLE,
) -> None:
    """List what changed, and by which sentences.

    In the order of the journal; unconfirmed changes are listed too.
    """
    from monitor.cli.opening import ask, find_database, load_lexicon, require_watch
    from monitor.cli.output import emit
    from monitor.cli.rows import change_row
    from monitor.cli.times import read_range

    start, last = read_range(since, until)
    lexicon = load_lexicon()

    async def question(
        store: "Store",
    ) -> "tuple[tuple[ConditionChange, ...], dict[str, FiledReport], tuple[Ruling, ...]]":
        await require_watch(store, watch, lexicon, config)
        found = await store.changes(watch, start, None if last is None else last + 1)
        ids = dict.fromkeys(report for change in found for report in change.transition.evidence)
        return found, await store.reports(ids), await store.rulings(watch)

    found, filed, rulings = ask(find_database(db, config), question)
    emit((change_row(change, filed, lexicon.name, rulings) for change in found), shape, COLUMNS)
