"""The journal, the standing conditions and the reports behind them, as people are shown them."""

from collections.abc import Iterable
from dataclasses import replace

from monitor.domain.model.condition import Condition, ConditionChange
from monitor.domain.model.report import FiledReport
from monitor.domain.model.time import Millis
from monitor.storage.driver import Row, Step, Values
from monitor.storage.part import Part
from monitor.storage.queries import queries
from monitor.storage.rows import change_of, condition_of, filed_report_of, json_list

_SQL = queries("views")


class Journal(Part):
    """Reads what `changes`, `conditions` and `explain` show."""

    async def changes(
        self, watch: str | None = None, since: Millis | None = None, until: Millis | None = None
    ) -> tuple[ConditionChange, ...]:
        """List changes in the order they were journalled, by event time in [since, until).

        Unlike in the journal itself, a change that was confirmed later reads as confirmed.
        """
        values: Values = {"watch": watch, "since": since, "until": until}
        (rows,) = await self._database.read(Step(_SQL["changes"], (values,)))
        return tuple(_as_known_now(row) for row in rows)

    async def change(self, change_id: str) -> ConditionChange | None:
        """Give one change, None where there is none of that id."""
        (rows,) = await self._database.read(Step(_SQL["change"], ({"id": change_id},)))
        return _as_known_now(rows[0]) if rows else None

    async def conditions(self, watch: str | None = None) -> tuple[Condition, ...]:
        """List the standing conditions of one watch or all."""
        (rows,) = await self._database.read(Step(_SQL["conditions"], ({"watch": watch},)))
        return tuple(condition_of(row) for row in rows)

    async def reports(self, ids: Iterable[str]) -> dict[str, FiledReport]:
        """Give these reports by id; unknown ids are left out."""
        (rows,) = await self._database.read(Step(_SQL["reports"], ({"ids": json_list(ids)},)))
        return {row["id"]: filed_report_of(row) for row in rows}

    async def watch_ids(self) -> tuple[str, ...]:
        """List the watches that have reports."""
        (rows,) = await self._database.read(Step(_SQL["watch_ids"]))
        return tuple(row["watch"] for row in rows)


def _as_known_now(row: Row) -> ConditionChange:
    change = change_of(row)
    if row["confirmed_at"] is None:
        return change
    return replace(change, transition=replace(change.transition, confirmed=True))
