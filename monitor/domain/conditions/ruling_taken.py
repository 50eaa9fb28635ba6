"""What a `set` of an analyst does to a watch while it is folded: it finds its arrangement and moves it."""

from monitor.domain.conditions.book import Book
from monitor.domain.conditions.doing import look_back
from monitor.domain.conditions.rules_analyst import set_by
from monitor.domain.conditions.rulings import Setting
from monitor.domain.conditions.truce import Truce
from monitor.domain.model.condition import ChangeKind


def take_ruling(book: Book, setting: Setting) -> None:
    """Take one ruling; the clock has been advanced to it."""
    truce = _meant(book, setting)
    shift = set_by(truce, setting) if truce else None
    if shift is not None:
        book.take(shift, None, setting.ruling)
        if shift.change is ChangeKind.IN_EFFECT:
            look_back(book, shift.truce.id)


def _meant(book: Book, setting: Setting) -> Truce | None:
    """Find the arrangement by its id, or where a late report gave it another one, by the reports that told of it."""
    found = book.truces.get(setting.ruling.subject)
    for report in () if found else setting.ruling.acts_on:
        for name, record in book.records.items():
            if report in record.evidence:
                return book.truces[name]
    return found
