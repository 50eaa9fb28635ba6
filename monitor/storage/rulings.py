"""The analysts' rulings: put on record, withdrawn, listed; each wakes its watch, which is folded next."""

from dataclasses import replace

from monitor.domain.model.ruling import Ruling, Verb, Withdrawal
from monitor.errors import StorageError
from monitor.storage.codec import from_json, to_json
from monitor.storage.driver import Row, Step, Values
from monitor.storage.part import Part
from monitor.storage.queries import queries

_SQL = queries("rulings")
_WATCHES = queries("watches")


class Rulings(Part):
    """Writes and lists rulings."""

    async def rule(self, ruling: Ruling) -> None:
        """Put a ruling on record and make its watch due, in one commit."""
        await self._database.write(Step(_SQL["insert_ruling"], (_values(ruling),)), _wake(ruling))

    async def withdraw(self, ruling: Ruling, withdrawal: Withdrawal) -> None:
        """Take a ruling back and make its watch due, in one commit; raises StorageError where somebody did already.

        What it confirmed is confirmed no more until the next fold finds it so.
        """
        values: Values = {"id": ruling.id, "at": withdrawal.at, "by": withdrawal.by, "why": withdrawal.why}
        gone = StorageError(f"ruling {ruling.id} has been withdrawn meanwhile: look at it again")
        unconfirmed = ({"change_id": ruling.subject},) if ruling.verb is Verb.CONFIRM else ()
        await self._database.write(
            Step(_SQL["withdraw_ruling"], (values,), expect=1, otherwise=gone),
            Step(_SQL["unconfirm"], unconfirmed),
            _wake(ruling),
        )

    async def rulings(self, watch: str | None = None) -> tuple[Ruling, ...]:
        """List the rulings of one watch or all, oldest first, also those that were withdrawn."""
        (rows,) = await self._database.read(Step(_SQL["rulings"], ({"watch": watch},)))
        return tuple(ruling_of(row) for row in rows)


def ruling_of(row: Row) -> Ruling:
    """Read a ruling back."""
    ruling = from_json(Ruling, row["body"])
    if row["withdrawn_at"] is None:
        return ruling
    return replace(ruling, withdrawn=Withdrawal(row["withdrawn_at"], row["withdrawn_by"], row["withdrawn_why"]))


def _values(ruling: Ruling) -> Values:
    return {
        "id": ruling.id,
        "watch": ruling.watch,
        "verb": ruling.verb,
        "subject": ruling.subject,
        "ruled_at": ruling.ruled_at,
        "body": to_json(replace(ruling, withdrawn=None)),
    }


def _wake(ruling: Ruling) -> Step:
    return Step(_WATCHES["wake_watch"], ({"watch": ruling.watch},))
