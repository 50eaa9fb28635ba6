"""`trucewatch conditions set|confirm|dismiss|note|undo|rulings` and `changes dismiss`: the analyst's hand."""

from functools import partial
from typing import TYPE_CHECKING

from monitor.cli.options import (
    Arrangement,
    By,
    ChangeId,
    Database,
    EventTime,
    Format,
    MaybeConfig,
    NoteText,
    OneWatch,
    RulingId,
    SetCompliance,
    SetFormal,
    Shape,
    Why,
)

if TYPE_CHECKING:
    from monitor.domain.conditions.hand import Case, Word
    from monitor.domain.model.ruling import Ruling

SET = "Example: trucewatch conditions set 3fa2c1 --formal ended --at 2020-11-19 --why 'announced on state television'"
CONFIRM = "Example: trucewatch conditions confirm 91be04 --why 'our own field office saw it'"
DISMISS = "Example: trucewatch conditions dismiss 3fa2c1 --why 'a truce of another war'"
NOTE = "Example: trucewatch conditions note 3fa2c1 'the text of the deal is not public'"
UNDO = "Example: trucewatch conditions undo 5d0e77 --why 'the wrong truce'"
RULINGS = "Example: trucewatch conditions rulings --watch iraq-us --format jsonl"
DISMISS_CHANGE = "Example: trucewatch changes dismiss 91be04 --why 'satire, read as news'"


def set_status(
    arrangement: Arrangement,
    why: Why,
    formal: SetFormal = None,
    compliance: SetCompliance = None,
    at: EventTime = None,
    by: By = None,
    db: Database = None,
    config: MaybeConfig = None,
    shape: Shape = Format.TABLE,
) -> None:
    """Say how an arrangement stands from a time on.

    It is a change like any other, confirmed and announced with your name and reason (but not one of more than two weeks
    ago, which is history); what is reported later moves the arrangement on as ever.
    """
    from monitor.app import run_on_arrangement
    from monitor.cli.ruled import rule, said_of, status_of
    from monitor.domain.conditions import hand

    status = status_of(formal, compliance, at)

    def make(case: "Case", name: str, word: "Word") -> "Ruling":
        return hand.setting(case, name, status, word)

    rule(partial(run_on_arrangement, make), said_of(arrangement, by, why), db, config, shape)


def confirm(
    change: ChangeId,
    why: Why,
    by: By = None,
    db: Database = None,
    config: MaybeConfig = None,
    shape: Shape = Format.TABLE,
) -> None:
    """Say that a change is a fact.

    Whoever was told of it as unconfirmed is told that it is confirmed; what follows from a fact, follows.
    """
    from monitor.app import run_on_change
    from monitor.cli.ruled import rule, said_of
    from monitor.domain.conditions import hand

    rule(partial(run_on_change, hand.confirming), said_of(change, by, why), db, config, shape)


def dismiss(
    arrangement: Arrangement,
    why: Why,
    by: By = None,
    db: Database = None,
    config: MaybeConfig = None,
    shape: Shape = Format.TABLE,
) -> None:
    """Say that there is no such arrangement.

    Every statement that tells of it by now is set aside in its conflict, and the journal takes back what followed.
    Nothing is learnt from it: a later report is judged as ever.
    """
    from monitor.app import run_on_arrangement
    from monitor.cli.ruled import rule, said_of
    from monitor.domain.conditions import hand

    rule(partial(run_on_arrangement, hand.dismissing_all), said_of(arrangement, by, why), db, config, shape)


def dismiss_change(
    change: ChangeId,
    why: Why,
    by: By = None,
    db: Database = None,
    config: MaybeConfig = None,
    shape: Shape = Format.TABLE,
) -> None:
    """Say that a change did not happen.

    The reports from which it follows are set aside in its conflict, and the journal takes back what followed from
    them. Nothing is learnt from it: a later report is judged as ever.
    """
    from monitor.app import run_on_change
    from monitor.cli.ruled import rule, said_of
    from monitor.domain.conditions import hand

    rule(partial(run_on_change, hand.dismissing), said_of(change, by, why), db, config, shape)


def note(
    arrangement: Arrangement,
    text: NoteText,
    by: By = None,
    db: Database = None,
    config: MaybeConfig = None,
    shape: Shape = Format.TABLE,
) -> None:
    """Write something beside an arrangement.

    It moves nothing, and is shown with the arrangement from then on.
    """
    from monitor.app import run_on_arrangement
    from monitor.cli.ruled import rule, said_of
    from monitor.domain.conditions import hand

    rule(partial(run_on_arrangement, hand.noting), said_of(arrangement, by, text), db, config, shape)


def undo(
    ruling: RulingId,
    why: Why,
    by: By = None,
    db: Database = None,
    config: MaybeConfig = None,
    shape: Shape = Format.TABLE,
) -> None:
    """Withdraw a ruling.

    It stays on record with your name and reason, and counts no more; the journal takes back what followed from it.
    """
    from monitor.app import run_undo
    from monitor.cli.ruled import rule, said_of

    rule(run_undo, said_of(ruling, by, why), db, config, shape)


def rulings(
    watch: OneWatch = None, db: Database = None, config: MaybeConfig = None, shape: Shape = Format.TABLE
) -> None:
    """List what analysts ruled, oldest first, also what was withdrawn."""
    from monitor.cli.opening import ask, find_database
    from monitor.cli.output import emit
    from monitor.cli.rows import ruling_row
    from monitor.cli.ruled import COLUMNS

    found = ask(find_database(db, config), lambda store: store.rulings(watch))
    emit(map(ruling_row, found), shape, COLUMNS)
