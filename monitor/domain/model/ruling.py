"""An analyst's rulings on what was derived: on record with name and reason, never deleted, at most withdrawn."""

from dataclasses import dataclass, replace
from enum import StrEnum

from monitor.domain.model.condition import ChangedField
from monitor.domain.model.time import Millis, When

GRADE = "analyst"  # the grade of a ruling as evidence, beside the grades of publishers


class Verb(StrEnum):
    """What an analyst does to a condition or a change."""

    SET = "set"  # say how an arrangement stands from a time on
    CONFIRM = "confirm"  # say that a change is a fact
    DISMISS = "dismiss"  # set aside the reports behind a change or an arrangement
    NOTE = "note"  # write something beside an arrangement, which moves nothing


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """Who took a ruling back, when and why."""

    at: Millis
    by: str
    why: str


@dataclass(frozen=True, slots=True)
class Ruling:
    """One ruling of an analyst.

    `subject` is the id of an arrangement or of a journalled change, `arrangement` that of the arrangement in either
    case. `field`, `value` and the event time `at` are those of `set`; of `confirm` they are the change's own, and
    `value` its kind. `acts_on` names what was meant at the time: reports, and the derived transition of `confirm`.
    `actor` is whose trend a dismissed change tells of.
    """

    id: str
    watch: str
    verb: Verb
    subject: str
    arrangement: str | None
    by: str
    why: str
    ruled_at: Millis
    field: ChangedField | None = None
    value: str = ""
    at: When | None = None
    acts_on: tuple[str, ...] = ()
    actor: str | None = None
    withdrawn: Withdrawal | None = None

    @property
    def counts(self) -> bool:
        """Tell whether it has not been withdrawn."""
        return self.withdrawn is None

    def known_at(self, at: Millis) -> "Ruling | None":
        """Give it as it was on record at a time, None where it was not yet."""
        if self.ruled_at > at:
            return None
        later = self.withdrawn is not None and self.withdrawn.at > at
        return replace(self, withdrawn=None) if later else self
