"""Rows to values and back; what has structure inside goes through `codec` as JSON."""

import json
from collections.abc import Iterable
from dataclasses import replace

from alerts.model import Address, Alert, OutboxRow, OutboxState
from monitor.domain.model.article import FeedItem, Grade, Source
from monitor.domain.model.condition import Condition, ConditionChange, Transition
from monitor.domain.model.report import CeasefireReport, EventReport, FiledReport, Report
from monitor.domain.model.time import Precision
from monitor.domain.ports import ClaimedSource, CodedArticle, Poll
from monitor.domain.sketch import from_text, to_text
from monitor.storage.codec import from_json, to_json
from monitor.storage.driver import Places, Row, Values

_REPORTS: dict[str, type[CeasefireReport] | type[EventReport]] = {"ceasefire": CeasefireReport, "event": EventReport}


def json_list(values: Iterable[str | int]) -> str:
    """Write a list for one `json_each` parameter: any number of ids in one statement."""
    return json.dumps(list(values))


def source_values(source: Source, now: int) -> Values:
    """Give a configured source's columns."""
    return {
        "url": source.url,
        "title": source.title,
        "language": source.language,
        "owner": source.owner,
        "grade": source.grade,
        "interval_ms": source.interval,
        "now": now,
    }


def source_of(row: Row) -> Source:
    """Read a source back."""
    return Source(row["url"], row["title"], row["language"], row["owner"], Grade(row["grade"]), row["interval_ms"])


def claimed_source_of(row: Row) -> ClaimedSource:
    """Read a source that was just claimed."""
    return ClaimedSource(
        id=row["id"],
        source=source_of(row),
        etag=row["etag"],
        last_modified=row["last_modified"],
        body_hash=row["body_hash"],
        baselined=bool(row["baselined"]),
        failures=row["failures"],
        last_ok_at=row["last_ok_at"],
        seen=row["seen"],
    )


def item_values(poll: Poll) -> list[Places]:
    """Give the columns of a poll's items in `upsert_item`'s order, which is that of an item's fields."""
    head = (poll.source_id, poll.polled_at)
    return [head + item for item in poll.items]


def feed_item_of(row: Row) -> FeedItem:
    """Read a feed item back."""
    precision = Precision(row["precision"])
    return FeedItem(row["guid"], row["link"], row["title"], row["summary"], row["published"], precision, row["author"])


def article_values(coded: CodedArticle) -> Values:
    """Give a read article's columns; its reports are filed in rows of their own."""
    article = coded.article
    return {
        "item_id": article.id,
        "revision": coded.revision,
        "revision_of": coded.revision_of,
        "title": article.title,
        "text": article.text,
        "url": article.url,
        "lang": article.lang,
        "published": article.published,
        "precision": article.precision,
        "publisher": article.publisher,
        "text_source": coded.text_source,
        "content_hash": coded.content_hash,
        "first_seen": coded.first_seen,
        "coding": "null" if coded.coding is None else to_json(replace(coded.coding, reports=())),
    }


def report_values(filed: FiledReport) -> Values:
    """Give a filed report's columns."""
    return {
        "id": filed.id,
        "item_id": filed.item_id,
        "kind": _kind_of(filed.report),
        "body": to_json(filed.report),
        "url": filed.url,
        "publisher": filed.publisher,
        "origin": filed.origin,
        "published": filed.published,
        "first_seen": filed.first_seen,
        "muted": int(filed.muted),
        "voided": int(filed.voided),
        "sketch": to_text(filed.sketch),
    }


def _kind_of(report: Report) -> str:
    return "ceasefire" if isinstance(report, CeasefireReport) else "event"


def filed_report_of(row: Row) -> FiledReport:
    """Read a filed report back."""
    return FiledReport(
        id=row["id"],
        report=from_json(_REPORTS[row["kind"]], row["body"]),
        item_id=row["item_id"],
        url=row["url"],
        publisher=row["publisher"],
        origin=row["origin"],
        published=row["published"],
        first_seen=row["first_seen"],
        muted=bool(row["muted"]),
        voided=bool(row["voided"]),
        sketch=from_text(row["sketch"]),
    )


def condition_values(condition: Condition, position: int) -> Values:
    """Give a condition's columns; `position` keeps the order of the derivation."""
    return {
        "watch": condition.watch,
        "position": position,
        "kind": condition.kind,
        "arrangement": condition.arrangement.id if condition.arrangement else None,
        "status": condition.status,
        "since": condition.since,
        "body": to_json(condition),
    }


def condition_of(row: Row) -> Condition:
    """Read a condition back."""
    return from_json(Condition, row["body"])


def change_values(change: ConditionChange) -> Values:
    """Give a journalled change's columns."""
    transition = change.transition
    return {
        "id": transition.id,
        "watch": transition.watch,
        "kind": transition.kind,
        "arrangement": transition.arrangement,
        "change": transition.change,
        "event_at": transition.at.start,
        "detected_at": change.detected_at,
        "announced": int(change.announced),
        "body": to_json(transition),
    }


def change_of(row: Row) -> ConditionChange:
    """Read a change back as it was journalled."""
    return ConditionChange(from_json(Transition, row["body"]), row["detected_at"], bool(row["announced"]))


def copy_values(copy: OutboxRow) -> Values:
    """Give an outbox row's columns."""
    return {
        "id": copy.id,
        "change_id": copy.alert.change_id,
        "thread": copy.alert.thread,
        "alert": to_json(copy.alert),
        "channel": copy.address.channel,
        "recipient": copy.address.recipient,
        "message_id": copy.message_id,
        "thread_id": copy.thread_id,
        "created_at": copy.created_at,
        "state": copy.state,
        "attempts": copy.attempts,
        "next_attempt_at": copy.next_attempt_at,
        "last_error": copy.last_error,
    }


def copy_of(row: Row) -> OutboxRow:
    """Read an outbox row back."""
    return OutboxRow(
        id=row["id"],
        alert=from_json(Alert, row["alert"]),
        address=Address(row["channel"], row["recipient"]),
        message_id=row["message_id"],
        thread_id=row["thread_id"],
        created_at=row["created_at"],
        state=OutboxState(row["state"]),
        attempts=row["attempts"],
        next_attempt_at=row["next_attempt_at"],
        last_error=row["last_error"],
    )
