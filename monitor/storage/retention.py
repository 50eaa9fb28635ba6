"""What may be forgotten: texts that no report rests on. Reports, changes and the items themselves stay."""

from monitor.domain.model.time import Millis
from monitor.storage.driver import Step
from monitor.storage.part import Part
from monitor.storage.queries import queries
from monitor.storage.rows import json_list

_SQL = queries("articles")


class Retention(Part):
    """Drops old texts."""

    async def forget_articles(self, before: Millis, limit: int = 500) -> int:
        """Drop up to `limit` texts first seen before then that no report rests on, and give how many it dropped."""
        (rows,) = await self._database.read(Step(_SQL["stale_articles"], ({"before": before, "limit": limit},)))
        ids = json_list(row["id"] for row in rows)
        if rows:
            await self._database.write(
                Step(_SQL["forget_words"], ({"ids": ids},)), Step(_SQL["forget_articles"], ({"ids": ids},))
            )
        return len(rows)
