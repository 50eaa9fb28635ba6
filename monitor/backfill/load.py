"""The load itself: lines in chunks, new or edited rows coded in the workers, one commit a chunk, one fold at the end.

Reading the same file twice changes nothing the second time, and a load that was killed goes on where it stopped.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from io import SEEK_END
from itertools import islice
from typing import BinaryIO, Protocol

from monitor.backfill.rows import BadRow, Row, read_row
from monitor.clock import Clock
from monitor.domain.filing import file_reports
from monitor.domain.model.article import Article, SkipReason, TextSource
from monitor.domain.model.time import Millis
from monitor.domain.ports import CodedArticle
from monitor.ingest.work import CodeResult
from monitor.pipeline.settle import Settler

CHUNK = 512
TOLD = 20

Progress = Callable[[int, int], None]


class History(Protocol):
    """What a load needs to know of what is stored."""

    async def known_items(self, ids: Sequence[str]) -> Mapping[str, frozenset[str]]:
        """Give the content hashes of each of these items that is stored, those of earlier revisions too."""
        ...

    async def watch_ids(self) -> tuple[str, ...]:
        """Give the watches that have reports."""
        ...


class CodeWorkers(Protocol):
    """What a load needs of the worker processes."""

    async def code(self, articles: Sequence[Article]) -> tuple[CodeResult, ...]:
        """Code texts that need no page."""
        ...


@dataclass(frozen=True, slots=True)
class BackfillCount:
    """How a load went; `bad_lines` were no rows, `told` says of the first lines what was wrong with them."""

    lines: int = 0
    rows: int = 0
    new: int = 0
    edited: int = 0
    known: int = 0
    relevant: int = 0
    reports: int = 0
    bad_lines: int = 0
    told: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Backfill:
    """Loads rows into the store."""

    history: History
    workers: CodeWorkers
    settler: Settler
    clock: Clock

    async def load(self, rows: BinaryIO, progress: Progress) -> BackfillCount:
        """Load rows, one a line, then derive every watch again.

        `progress(bytes read, bytes in all)` is told along the way; 0 in all says that a pipe's length is not known.
        """
        count = BackfillCount()
        done, size = 0, _size(rows)
        for lines in _chunks(rows):
            count = await self._chunk(lines, count)
            done += sum(map(len, lines))
            progress(done, size)
        followed = [watch for watch in await self.history.watch_ids() if watch in self.settler.watches]
        await self.settler.refold(followed)
        return count

    async def _chunk(self, lines: list[bytes], count: BackfillCount) -> BackfillCount:
        rows, told, unread = _read(lines, count.lines)
        known = await self.history.known_items([row.article.id for row in rows])
        fresh = [row for row in rows if row.content_hash not in known.get(row.article.id, ())]
        coded = await self._coded(fresh)
        voided = tuple(row.retracts for row in fresh if row.retracts)
        if coded:
            await self.settler.store_muted(coded, voided)
        edited = len(fresh) - len({row.article.id for row in fresh} - set(known))
        return BackfillCount(
            lines=count.lines + len(lines),
            rows=count.rows + len(rows),
            new=count.new + len(fresh) - edited,
            edited=count.edited + edited,
            known=count.known + len(rows) - len(fresh),
            relevant=count.relevant + sum(article.skip is None for article in coded),
            reports=count.reports + sum(len(article.reports) for article in coded),
            bad_lines=count.bad_lines + unread,
            told=(*count.told, *told)[:TOLD],
        )

    async def _coded(self, rows: Sequence[Row]) -> tuple[CodedArticle, ...]:
        results = await self.workers.code([row.article for row in rows]) if rows else ()
        now = self.clock.now()
        return tuple(_muted(row, result, now) for row, result in zip(rows, results, strict=True))


def _muted(row: Row, result: CodeResult, now: Millis) -> CodedArticle:
    coding = result.coding
    article = CodedArticle(
        article=row.article,
        revision=0,
        content_hash=row.content_hash,
        text_source=TextSource.BACKFILL,
        first_seen=now,
        muted=True,
        coding=coding,
        skip=result.skip,
        revision_of=row.revision_of,
        failure=result.failure,
    )
    if coding is None or article.skip is not None:
        return replace(article, skip=article.skip or SkipReason.NO_TEXT)
    return replace(article, reports=file_reports(row.article, coding, first_seen=now, muted=True))


def _size(rows: BinaryIO) -> int:
    """Give the bytes that are left to read, 0 for a pipe."""
    if not rows.seekable():
        return 0
    here = rows.tell()
    size = rows.seek(0, SEEK_END) - here
    rows.seek(here)
    return size


def _chunks(lines: BinaryIO) -> Iterator[list[bytes]]:
    while chunk := list(islice(lines, CHUNK)):
        yield chunk


def _read(lines: Sequence[bytes], before: int) -> tuple[list[Row], list[str], int]:
    """Read a chunk: its rows, what is to be told of its lines, and how many of them are no rows.

    Of rows with the same id and text only the first counts.
    """
    rows: dict[tuple[str, str], Row] = {}
    told: list[str] = []
    unread = 0
    for number, line in enumerate(lines, before + 1):
        if not line.strip():
            continue
        try:
            row = read_row(line)
        except BadRow as error:
            unread += 1
            told.append(f"line {number}: {error}")
        else:
            told += [f"line {number}: {row.flaw}"] if row.flaw else []
            rows.setdefault((row.article.id, row.content_hash), row)
    return list(rows.values()), told, unread
