"""A page's own publication day, by htmldate, for items whose feed gave none."""

import htmldate

from monitor.domain.model.time import DAY, Millis, Precision, to_datetime
from monitor.ingest.feed_dates import EARLIEST, believable, read_date
from monitor.ingest.feed_entry import Dated

FAR: Millis = 4_102_444_800_000  # 2100: as good as no bound


def page_date(html: str, url: str, fetched_at: Millis | None) -> Dated | None:
    """Give the day that the page states in its markup or address; None for none, never today for want of one."""
    latest = to_datetime(FAR if fetched_at is None else fetched_at + DAY)
    day = htmldate.find_date(
        html.encode("utf-8", "replace"),  # bytes: a string that looks like an address would be fetched
        extensive_search=False,
        original_date=True,
        url=url or None,
        min_date=to_datetime(EARLIEST).replace(tzinfo=None),
        max_date=latest.replace(tzinfo=None),
    )
    dated = believable(read_date(day), fetched_at) if day else None
    return Dated(dated.at, Precision.DAY) if dated else None
