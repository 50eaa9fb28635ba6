"""The one commit of an article's way: its text, its reports, the conditions they change, and the alert copies.

This module turns a settlement into steps in their order; each step takes the whole batch.
"""

from collections.abc import Iterable, Sequence

from monitor.domain.model.article import ItemState, TextSource
from monitor.domain.model.time import WEEK, Millis
from monitor.domain.ports import CodedArticle, Settlement
from monitor.storage.driver import Database, Step, Values
from monitor.storage.part import Part
from monitor.storage.queries import queries
from monitor.storage.rows import article_values, json_list, report_values
from monitor.storage.updates import watch_steps

BACKFILL_SEAM: Millis = WEEK  # a backfill that was cut off goes on with its span when it begins this near

_ITEMS = queries("items")
_ARTICLES = queries("articles")
_WATCHES = queries("watches")
_COVERAGE = queries("coverage")


class Settling(Part):
    """Implements `ArticleStore.settle`; it remembers which span the backfill of this process widens."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self._backfill_span: int | None = None

    async def settle(self, settlement: Settlement) -> None:
        """Commit it whole or not at all; raises `StaleWatch` where a watch's version has moved on.

        A backfilled article that is new in the database, or differs from what is there, gets its revision here.
        """
        steps = [*_article_steps(settlement.articles), *_report_steps(settlement), *watch_steps(settlement)]
        loaded = _loaded(settlement.articles)
        if loaded is None:
            await self._database.write(*steps)
            return
        span = await self._span_step(loaded)
        *_, widened = await self._database.write(*steps, span)
        self._backfill_span = widened[0]["id"]

    async def _span_step(self, loaded: tuple[Millis, Millis]) -> Step:
        since, until = loaded
        span = self._backfill_span
        if span is None:
            near: Values = {"since": since, "until": until, "seam": BACKFILL_SEAM}
            (rows,) = await self._database.read(Step(_COVERAGE["near_backfill"], (near,)))
            span = rows[0]["id"] if rows else None
        if span is None:
            return Step(_COVERAGE["begin_backfill"], ({"since": since, "until": until},))
        return Step(_COVERAGE["extend_backfill"], ({"id": span, "since": since, "until": until},))


def _loaded(articles: Sequence[CodedArticle]) -> tuple[Millis, Millis] | None:
    """Give the first and last publication time of what was backfilled."""
    times = [
        coded.article.published
        for coded in articles
        if coded.text_source is TextSource.BACKFILL and coded.article.published is not None
    ]
    return (min(times), max(times)) if times else None


def _article_steps(articles: Sequence[CodedArticle]) -> Iterable[Step]:
    for batch in _rounds(articles):
        polled = [coded for coded in batch if coded.text_source is not TextSource.BACKFILL]
        loaded = [coded for coded in batch if coded.text_source is TextSource.BACKFILL]
        read = [coded for coded in batch if coded.skip is None]
        ids = ({"ids": json_list(coded.article.id for coded in read)},) if read else ()
        yield Step(_ITEMS["close_item"], [_closing(coded) for coded in polled])
        yield Step(_ITEMS["backfill_item"], [{**article_values(coded), **_closing(coded)} for coded in loaded])
        yield Step(_ARTICLES["insert_article"], [article_values(coded) for coded in read])
        for name in ("unindex_words", "unindex", "index_words", "index"):
            yield Step(_ARTICLES[name], ids)


def _rounds(articles: Sequence[CodedArticle]) -> Iterable[list[CodedArticle]]:
    """Give batches in which each item stands once, so that a row's edit in the same batch comes after the row."""
    batch: dict[str, CodedArticle] = {}
    for coded in articles:
        if coded.article.id in batch:
            yield list(batch.values())
            batch = {}
        batch[coded.article.id] = coded
    yield list(batch.values())


def _closing(coded: CodedArticle) -> Values:
    return {
        "id": coded.article.id,
        "revision": coded.revision,
        "state": ItemState.CODED if coded.skip is None else ItemState.SKIPPED,
        "skip": coded.skip,
        "failure": coded.failure,
        "muted": int(coded.muted),
    }


def _report_steps(settlement: Settlement) -> Iterable[Step]:
    articles = settlement.articles
    yield Step(_WATCHES["insert_report"], [report_values(filed) for coded in articles for filed in coded.reports])
    yield Step(
        _WATCHES["route_report"],
        [
            {"watch": watch, "report_id": filed.id}
            for coded in articles
            for filed, watches in zip(coded.reports, coded.watches, strict=True)
            for watch in watches
        ],
    )
    folded = {update.watch for update in settlement.updates}
    routed = {watch for coded in articles for watches in coded.watches for watch in watches}
    yield Step(_WATCHES["wake_watch"], [{"watch": watch} for watch in sorted(routed - folded)])
    if settlement.voided:
        yield from _voiding(settlement, folded)


def _voiding(settlement: Settlement, folded: Iterable[str]) -> Iterable[Step]:
    ids = json_list(settlement.voided)
    yield Step(_WATCHES["retract_item"], [{"item_id": item, "now": settlement.now} for item in settlement.voided])
    yield Step(_WATCHES["void_reports"], ({"ids": ids},))
    yield Step(_WATCHES["move_voided"], ({"ids": ids, "folded": json_list(folded)},))
