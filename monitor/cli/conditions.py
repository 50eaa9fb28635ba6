"""`trucewatch conditions`: what stands, now or at an earlier time."""

from typing import TYPE_CHECKING

from monitor.cli.options import AsOf, Database, Format, MaybeConfig, OneWatch, Shape

if TYPE_CHECKING:
    from monitor.domain.model.condition import Condition
    from monitor.domain.model.lexicon import Lexicon, Watch
    from monitor.domain.model.report import FiledReport
    from monitor.domain.model.time import Millis
    from monitor.storage import Store

CONDITIONS = "Example: trucewatch conditions --watch iraq-us --as-of 2020-10-12 --format json"
COLUMNS = ("watch", "kind", "status", "compliance", "since", "parties", "confidence")


def conditions(
    watch: OneWatch = None,
    as_of: AsOf = None,
    db: Database = None,
    config: MaybeConfig = None,
    shape: Shape = Format.TABLE,
) -> None:
    """Show the standing condition of each conflict.

    With --as-of: as it stood at an earlier time, by all that is known now.
    """
    from monitor.cli.opening import ask, find_database, find_watches, load_lexicon, now, require_watch
    from monitor.cli.output import emit
    from monitor.cli.rows import condition_row
    from monitor.cli.times import read_end

    end = read_end("--as-of", as_of)
    at = None if end is None else min(end, now())  # nothing is known of the future
    lexicon = load_lexicon()
    followed = () if at is None else find_watches(config, lexicon)

    async def question(store: "Store") -> "tuple[tuple[Condition, ...], dict[str, FiledReport]]":
        await require_watch(store, watch, lexicon, config)
        found = await store.conditions(watch) if at is None else await _as_of(store, watch, at, followed, lexicon)
        return found, await store.reports(named_reports(found))

    found, filed = ask(find_database(db, config), question)
    emit([condition_row(condition, filed, lexicon.name) for condition in found], shape, COLUMNS)


async def _as_of(
    store: "Store", watch: str | None, at: "Millis", followed: "tuple[Watch, ...]", lexicon: "Lexicon"
) -> "tuple[Condition, ...]":
    """Fold again what had happened or been reported by then."""
    from monitor.domain.conditions import fold

    coverage = await store.coverage(at)
    found: list[Condition] = []
    for one in sorted(followed, key=lambda followed: followed.id):  # the order of the stored ones
        if watch in {None, one.id}:
            record = await store.watch_record(one.id)
            known = [filed for filed in record.filed if happened_by(filed, at)]
            found += fold(one, known, lexicon, coverage, at).conditions if known else ()
    return tuple(found)


def happened_by(filed: "FiledReport", at: "Millis") -> bool:
    """Tell whether the act had begun, or was reported, by then."""
    when = filed.report.when
    return filed.reported_at <= at or (when is not None and when.start <= at)


def named_reports(found: "tuple[Condition, ...]") -> list[str]:
    """Name every report that these conditions refer to, once each."""
    ids: dict[str, None] = {}
    for condition in found:
        ids |= dict.fromkeys(condition.evidence)
        if condition.arrangement is not None:
            arrangement = condition.arrangement
            ids |= dict.fromkeys(
                (*arrangement.evidence, *arrangement.threats, *arrangement.incidents, *arrangement.violations)
            )
            ids |= dict.fromkeys(party.report for party in arrangement.parties if party.report)
    return list(ids)
