"""`trucewatch sources list`, `status` and `search`: what there is in the database."""

from collections.abc import Mapping
from dataclasses import fields
from typing import TYPE_CHECKING

from monitor.cli.options import Database, Format, Limit, MaybeConfig, Query, Shape

if TYPE_CHECKING:
    from monitor.storage import Store

SOURCES = "Example: trucewatch sources list --format json"
STATUS = "Example: trucewatch status --db trucewatch.db"
SEARCH = "Example: trucewatch search truce ceasefire --limit 5"
SOURCE_COLUMNS = ("title", "grade", "active", "last_ok_at", "next_poll_at", "failures", "items", "last_error")
INSTANTS = {"at", "published"}  # besides what ends in _at
HIT_COLUMNS = ("item_id", "published", "publisher", "title", "snippet")


def sources(db: Database = None, config: MaybeConfig = None, shape: Shape = Format.TABLE) -> None:
    """List the sources and how their polls went."""
    from alerts.redaction import redact_url
    from monitor.cli.opening import ask, find_database
    from monitor.cli.output import emit

    views = ask(find_database(db, config), lambda store: store.sources())
    emit([{**timed(view), "url": redact_url(view.url)} for view in views], shape, SOURCE_COLUMNS)


def status(db: Database = None, config: MaybeConfig = None, shape: Shape = Format.TABLE) -> None:
    """Show the whole in figures."""
    from monitor.cli.opening import ask, find_database, now
    from monitor.cli.output import emit

    async def question(store: "Store") -> object:
        return await store.status(now())

    row = timed(ask(find_database(db, config), question))
    if shape is not Format.TABLE:
        emit([row], shape, ())
        return
    flat = {
        name if key is None else f"{name}: {key}": value
        for name, values in row.items()
        for key, value in (values.items() if isinstance(values, Mapping) else [(None, values)])
    }
    emit(
        [{"figure": name.replace("_", " "), "value": value} for name, value in flat.items()], shape, ("figure", "value")
    )


def search(
    words: Query, limit: Limit = 20, db: Database = None, config: MaybeConfig = None, shape: Shape = Format.TABLE
) -> None:
    """Find stored articles.

    They have all the words, best first. A phrase stands in double quotes inside single ones: '"conditional truce"'.
    """
    from monitor.cli.opening import ask, find_database
    from monitor.cli.output import emit
    from monitor.errors import SettingsError

    query = " ".join(words)
    if not query.strip(' "'):
        raise SettingsError(("search: no words; write some, such as: trucewatch search truce ceasefire",))
    hits = ask(find_database(db, config), lambda store: store.search(query, limit))
    emit([timed(hit) for hit in hits], shape, HIT_COLUMNS)


def timed(view: object) -> dict[str, object]:
    """Turn a storage view into a row; its instants become ISO 8601."""
    from monitor.cli.rows import plain
    from monitor.domain.model.time import iso

    row: dict[str, object] = {}
    for field in fields(view):  # type: ignore[arg-type]
        value = getattr(view, field.name)
        if isinstance(value, Mapping):
            row[field.name] = {str(plain(key)): plain(inner) for key, inner in value.items()}
        elif isinstance(value, int) and (field.name.endswith("_at") or field.name in INSTANTS):
            row[field.name] = iso(value)
        else:
            row[field.name] = plain(value)
    return row
