"""Which watches stored reports belong to: read page by page, and written anew where catalogue or rules have changed."""

from collections.abc import AsyncIterator, Mapping, Sequence

from monitor.domain.model.report import FiledReport
from monitor.storage.driver import Step
from monitor.storage.part import Part
from monitor.storage.queries import queries
from monitor.storage.rows import filed_report_of, json_list

_SQL = queries("watches")
PAGE = 2_000


class Routes(Part):
    """Reads every report, and writes where they belong."""

    async def all_reports(self) -> AsyncIterator[Sequence[FiledReport]]:
        """Give all stored reports in the order of their ids, some thousand at a time."""
        after = ""
        while True:
            (rows,) = await self._database.read(Step(_SQL["reports_page"], ({"after": after, "limit": PAGE},)))
            if not rows:
                return
            after = rows[-1]["id"]
            yield tuple(filed_report_of(row) for row in rows)

    async def route_again(self, routes: Mapping[str, Sequence[str]], followed: Sequence[str]) -> None:
        """Say to which of the followed watches these reports belong; what is said of other watches stays."""
        places = [{"watch": watch, "report_id": report} for report, watches in routes.items() for watch in watches]
        await self._database.write(
            Step(_SQL["unroute"], ({"ids": json_list(routes), "followed": json_list(followed)},)),
            Step(_SQL["route_report"], places),
        )
