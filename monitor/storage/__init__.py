"""Keeps everything in one SQLite file: all SQL, and the adapters that speak it.

    store                      the parts put together; opening and closing
    sources items watches settle outbox coverage      the ports of the domain and of `alerts`
    overview journal search retention                 what people are shown, and what may be forgotten
    routes                     all reports once more, and where they belong
    rulings                    what analysts said by hand
    sight                      how each source does at a moment
    views rows codec           values, rows, JSON
    migrate lock               the file's version; its one writer
    driver queries             the seam over aiosqlite; the named queries of `sql/`

Nothing here decides what is true, and nothing outside of here writes SQL.
"""

from monitor.storage.migrate import Upgrade, migrate
from monitor.storage.store import Store, check_database, open_beside, open_store, require_file
from monitor.storage.views import CopyView, DeliveryView, SearchHit, SourceView, StatusView

__all__ = [
    "CopyView",
    "DeliveryView",
    "SearchHit",
    "SourceView",
    "StatusView",
    "Store",
    "Upgrade",
    "check_database",
    "migrate",
    "open_beside",
    "open_store",
    "require_file",
]
