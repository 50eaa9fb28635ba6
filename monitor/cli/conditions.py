"""`trucewatch conditions`: what stands, now or at an earlier time."""

from dataclasses import replace
from typing import TYPE_CHECKING

from monitor.cli.options import AsOf, Database, Format, KnownAt, MaybeConfig, OneWatch, Shape

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import TypeAlias

    from monitor.cli.seen import Proof
    from monitor.domain.conditions.watch_sight import WatchSight
    from monitor.domain.model.condition import Condition
    from monitor.domain.model.lexicon import Lexicon, Watch
    from monitor.domain.model.report import FiledReport
    from monitor.domain.model.ruling import Ruling
    from monitor.domain.model.time import Millis
    from monitor.storage import Store

    Sights: TypeAlias = Mapping[str, WatchSight]

CONDITIONS = "Example: trucewatch conditions --watch iraq-us --as-of 2020-10-12 --format json"
COLUMNS = ("watch", "kind", "status", "compliance", "trend", "since", "parties", "confidence", "arrangement")


def conditions(
    watch: OneWatch = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    db: Database = None,
    config: MaybeConfig = None,
    shape: Shape = Format.TABLE,
) -> None:
    """Show the standing condition of each conflict.

    With --as-of: as it stood at an earlier time, by all that is known now. With --known-at: by what had been seen and
    ruled up to then alone, as it stood then or at --as-of; what was retracted or withdrawn since still counts.

    Where too few sources are seen, each conflict says so beside its conditions at last sight.
    """
    from monitor.cli.opening import ask, find_database, find_watches, load_lexicon, now, require_watch
    from monitor.cli.output import emit
    from monitor.cli.seen import Proof, ask_sights, columns_of, condition_rows
    from monitor.cli.times import read_end

    known = read_end("--known-at", known_at)
    end = read_end("--as-of", as_of) if as_of is not None else known
    at = None if end is None else min(end, now())  # nothing is known of the future
    lexicon = load_lexicon()
    followed = () if at is None and db and config is None else find_watches(config, lexicon)

    async def question(store: "Store") -> "tuple[tuple[Condition, ...], Sights, Proof]":
        await require_watch(store, watch, lexicon, config)
        found = (
            await store.conditions(watch) if at is None else await _as_of(store, watch, at, known, followed, lexicon)
        )
        ids = sorted({*(one.id for one in followed), *(one.watch for one in found)})
        wanted = [one for one in ids if watch in {None, one}]
        sights = await ask_sights(store, wanted, now() if at is None else at)
        rulings = _on_record(await store.rulings(watch), known)
        return found, sights, Proof(await store.reports(named_reports(found)), rulings)

    found, sights, proof = ask(find_database(db, config), question)
    rows = condition_rows(found, sights, proof, lexicon.name)
    emit(rows, shape, columns_of(COLUMNS, rows))


async def _as_of(
    store: "Store",
    watch: str | None,
    at: "Millis",
    known_at: "Millis | None",
    followed: "tuple[Watch, ...]",
    lexicon: "Lexicon",
) -> "tuple[Condition, ...]":
    """Fold again what had happened or been reported by then, and had been seen by `known_at` where that is given."""
    from monitor.domain.conditions import fold

    coverage = await store.coverage(at if known_at is None else min(at, known_at))
    standing = await store.retracted_after(known_at) if known_at is not None else frozenset[str]()
    found: list[Condition] = []
    for one in sorted(followed, key=lambda followed: followed.id):  # the order of the stored ones
        if watch in {None, one.id}:
            record = await store.watch_record(one.id)
            filed = [report for report in _seen_by(record.filed, known_at, standing) if happened_by(report, at)]
            ruled = _on_record(record.rulings, known_at)
            found += fold(one, filed, lexicon, coverage, at, rulings=ruled).conditions if filed else ()
    return tuple(found)


def _on_record(rulings: "Iterable[Ruling]", known_at: "Millis | None") -> "tuple[Ruling, ...]":
    """Give the rulings as they were on record then."""
    if known_at is None:
        return tuple(rulings)
    then = (one.known_at(known_at) for one in rulings)
    return tuple(one for one in then if one is not None)


def _seen_by(
    filed: "Iterable[FiledReport]", known_at: "Millis | None", standing: "frozenset[str]"
) -> "Iterable[FiledReport]":
    """Give the reports that had been seen by then, as they were: one of an item retracted since still stands."""
    if known_at is None:
        return filed
    seen = (one for one in filed if one.first_seen <= known_at)
    return [replace(one, voided=False) if one.item_id in standing else one for one in seen]


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
