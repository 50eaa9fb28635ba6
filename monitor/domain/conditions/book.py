"""The state of one watch while its reports are folded: arrangements, acts, ledger and alarms.

What a report does to it is in `saying` and `doing`, the loop in `folding`.
"""

from dataclasses import dataclass, field

from monitor.domain.conditions.clock import Alarm, alarms
from monitor.domain.conditions.deeds import Deeds
from monitor.domain.conditions.ground import Ground
from monitor.domain.conditions.heard import Heard
from monitor.domain.conditions.ledger import Ledger
from monitor.domain.conditions.matching import rests
from monitor.domain.conditions.rules_analyst import as_fact
from monitor.domain.conditions.rulings import NOTHING, Upheld
from monitor.domain.conditions.thresholds import T
from monitor.domain.conditions.truce import Shift, Truce
from monitor.domain.model.coverage import Coverage
from monitor.domain.model.ruling import Ruling
from monitor.domain.model.time import Millis


@dataclass(slots=True)
class Record:
    """What an arrangement has gathered beside its state: report ids in order, each once."""

    evidence: dict[str, None] = field(default_factory=dict)
    threats: dict[str, None] = field(default_factory=dict)
    incidents: dict[str, None] = field(default_factory=dict)
    violations: dict[str, None] = field(default_factory=dict)

    def copy(self) -> "Record":
        """Give a copy that goes on by itself."""
        return Record(self.evidence.copy(), self.threats.copy(), self.incidents.copy(), self.violations.copy())


class Book:
    """One watch's arrangements as far as they have been folded; `awake` are those that reports can still be about.

    `records` are for reading: a record that a fork shares is copied by `record`, the way to write into it.
    """

    def __init__(self, ground: Ground, coverage: Coverage, upheld: Upheld = NOTHING) -> None:
        self.ground = ground
        self.coverage = coverage
        self.ledger = Ledger(ground, upheld=upheld)
        self.deeds = Deeds(ground)
        self.truces: dict[str, Truce] = {}
        self.awake: dict[str, Truce] = {}
        self.records: dict[str, Record] = {}
        self.rejections: dict[str, Millis] = {}
        self._own: set[str] = set()  # the arrangements whose records no fork shares
        self._due: dict[str, tuple[Millis, Alarm]] = {}
        self._next: tuple[Millis, str] | None = None

    def fork(self, coverage: Coverage) -> "Book":
        """Give a copy that goes on under this coverage; this one is from then on for reading."""
        twin = Book(self.ground, coverage)
        twin.ledger, twin.deeds = self.ledger.fork(), self.deeds.fork()
        twin.truces, twin.awake = self.truces.copy(), self.awake.copy()
        twin.records, twin.rejections = self.records.copy(), self.rejections.copy()
        twin.set_alarms()
        return twin

    def set_alarms(self) -> None:
        """Note for each arrangement which clock rule is due first by the coverage that is known."""
        self._due.clear()
        for truce in self.awake.values():
            self._set_alarm(truce)
        self._set_next()

    def record(self, name: str) -> Record:
        """Give an arrangement's record to write into."""
        if name not in self._own:
            self._own.add(name)
            self.records[name] = self.records[name].copy()
        return self.records[name]

    def open(self, truce: Truce) -> None:
        """Add a new arrangement."""
        self.records[truce.id] = Record()
        self._own.add(truce.id)
        self.keep(truce)

    def keep(self, truce: Truce) -> None:
        """Make this the state of its arrangement and set its alarm."""
        self.truces[truce.id] = self.awake[truce.id] = truce
        self._due.pop(truce.id, None)
        self._set_alarm(truce)
        self._set_next()

    def take(self, shift: Shift, heard: Heard | None, ruling: Ruling | None = None) -> None:
        """Write a shift into the ledger and make its state the present one."""
        made = self.ledger.record(shift, heard, ruling)
        self.keep(as_fact(shift).truce if made.confirmed and not shift.confirmed else shift.truce)
        if heard is not None:
            self.record(shift.truce.id).evidence.setdefault(heard.filed.id)

    def next_alarm(self, to: Millis) -> tuple[Truce, Alarm, Millis] | None:
        """Give the clock rule that is due first, by that time."""
        if self._next is None or self._next[0] > to:
            return None
        due, name = self._next
        return self.truces[name], self._due[name][1], due

    def lay_to_rest(self, at: Millis) -> None:
        """Put aside the arrangements that no report can be about any more, and all but the last few that are over."""
        over = sorted((truce.over or truce.touched, name) for name, truce in self.awake.items() if truce.is_over)
        resting = {name for name, truce in self.awake.items() if rests(truce, at)}
        resting.update(name for _, name in over[: -T.ended_kept])
        for name in resting:
            del self.awake[name]
            self._due.pop(name, None)
        if resting:
            self._set_next()

    def next_due(self, now: Millis) -> Millis | None:
        """Give when the clock alone could next change something."""
        waiting = (alarm.at_best(self.coverage, now) for truce in self.awake.values() for alarm in alarms(truce))
        return min(waiting, default=None)

    def _set_alarm(self, truce: Truce) -> None:
        for alarm in alarms(truce):
            due = alarm.due(self.coverage)
            if due is not None and (truce.id not in self._due or due < self._due[truce.id][0]):
                self._due[truce.id] = (due, alarm)

    def _set_next(self) -> None:
        self._next = min(((due, name) for name, (due, _) in self._due.items()), default=None)
