"""One line of a backfill file, read and checked; nothing is stored here.

Rows are `{id, date?, title?, text, url?, lang?, publisher?, revision_of?, retracts?}`. A day without an hour is
midnight UTC with day precision; a missing date is unknown, never now.
"""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from alerts.text import clean_text, plain_from_html
from monitor.domain.filing import content_id
from monitor.domain.model.article import Article
from monitor.domain.model.time import Millis, Precision, tellable, to_millis

DAY_LENGTH = len("2020-10-11")
MONTH_LENGTH = len("2020-10")
YEAR_LENGTH = len("2020")
TEXT_LIMIT = 1_000_000
PRECISIONS = {DAY_LENGTH: Precision.DAY, MONTH_LENGTH: Precision.MONTH, YEAR_LENGTH: Precision.YEAR}
FIELDS = ("title", "text", "url", "lang", "publisher", "revision_of", "retracts", "date")


class BadRow(ValueError):
    """A line that is no row; the message says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its article, a hash of what it says, and the ids it edits or retracts.

    `flaw` says what could not be read though the row was: a date that is none, which is then unknown.
    """

    article: Article
    content_hash: str
    revision_of: str | None = None
    retracts: str | None = None
    flaw: str = ""


def read_row(line: bytes) -> Row:
    """Read one line; raises BadRow."""
    named, raw = read_named(line)
    wrong = [name for name in FIELDS if not isinstance(raw.get(name), str | None)]
    if wrong:
        raise BadRow(f"`{wrong[0]}` must be a text or null")
    row = _row(named, {name: raw.get(name) or "" for name in FIELDS})
    if not (row.article.title or row.article.text or row.retracts):
        raise BadRow("no `text`")
    return row


def read_named(line: bytes) -> tuple[str, dict[str, Any]]:
    """Read one line as an object under an id; raises BadRow."""
    try:
        raw = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise BadRow(f"not JSON: {error}") from None
    if not isinstance(raw, dict):
        raise BadRow("not an object {id, ...}")
    named = raw.get("id")
    if not isinstance(named, str | int) or isinstance(named, bool) or named == "":
        raise BadRow("no `id`")
    return str(named), raw


def _row(row_id: str, raw: dict[str, str]) -> Row:
    published, precision, flaw = _dated(raw["date"])
    article = Article(
        id=row_id,
        title=clean_text(raw["title"], TEXT_LIMIT),
        text=plain_from_html(raw["text"])[:TEXT_LIMIT],
        url=raw["url"],
        lang=raw["lang"],
        published=published,
        precision=precision,
        publisher=clean_text(raw["publisher"], TEXT_LIMIT),
    )
    told = content_id(article.title, article.text, article.published)
    return Row(article, told, raw["revision_of"] or None, raw["retracts"] or None, flaw)


def _dated(text: str) -> tuple[Millis | None, Precision, str]:
    try:
        return *read_date(text), ""
    except BadRow as error:
        return None, Precision.UNKNOWN, f"{error}; the row is taken as undated"


def read_date(text: str) -> tuple[Millis | None, Precision]:
    """Read an ISO 8601 time in any form, a day, a month or a year; raises BadRow.

    An empty text is unknown, and so is a date that no news can have, like the year 1 of an unset field.
    """
    at, precision = _read_date(text.strip())
    return (at, precision) if at is not None and tellable(at) else (None, Precision.UNKNOWN)


def _read_date(text: str) -> tuple[Millis | None, Precision]:
    if not text:
        return None, Precision.UNKNOWN
    try:
        if len(text) in PRECISIONS and not text.startswith("-"):
            padded = text + "-01" * ((DAY_LENGTH - len(text)) // 3)
            return to_millis(datetime.fromisoformat(padded).replace(tzinfo=UTC)), PRECISIONS[len(text)]
        at = datetime.fromisoformat(text)
    except ValueError:
        raise BadRow(f"`date` is no ISO 8601 time: {clean_text(text, 40)!r}") from None
    return to_millis(at if at.tzinfo else at.replace(tzinfo=UTC)), Precision.INSTANT
