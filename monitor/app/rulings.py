"""An analyst's ruling's life: find what it is about, try it, put it on record, and fold its watch where no daemon does.

It is on record before anything follows from it, and its watch is due from then on: so it is one way, whether a daemon
runs or not, and a kill in between loses nothing.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias, TypeVar

from monitor.app.channels import enqueue_for, open_channels
from monitor.app.parts import make_settler
from monitor.clock import Clock, SystemClock
from monitor.domain.conditions.hand import Case, Word
from monitor.domain.model.condition import ConditionChange
from monitor.domain.model.lexicon import Lexicon, Watch
from monitor.domain.model.ruling import Ruling, Withdrawal
from monitor.domain.model.time import Millis, iso
from monitor.errors import DatabaseInUse, RulingRefused, SettingsError
from monitor.pipeline.standing import standing_of
from monitor.settings import Settings
from monitor.settings.lexicon import load_lexicon
from monitor.storage import Store, open_beside, open_store, require_file

SHORTEST = 6  # letters of an id that may stand for it
T = TypeVar("T")
OnChange: TypeAlias = Callable[[Case, ConditionChange, Word], Ruling]
OnArrangement: TypeAlias = Callable[[Case, str, Word], Ruling]


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody says about something; `subject` is an id or its beginning."""

    subject: str
    by: str
    why: str


@dataclass(frozen=True, slots=True)
class Ruled:
    """A ruling on record; `changes` and `confirmed` (ids) are what the journal got from it, where `folded` is true."""

    ruling: Ruling
    folded: bool
    changes: tuple[ConditionChange, ...] = ()
    confirmed: tuple[str, ...] = ()


def run_on_change(make: OnChange, said: Said, *, settings: Settings, database: Path) -> Ruled:
    """Rule on a journalled change; raises SettingsError where that would do nothing, or nobody knows the change."""
    return asyncio.run(_run(settings, database, lambda office: office.on_change(make, said)))


def run_on_arrangement(make: OnArrangement, said: Said, *, settings: Settings, database: Path) -> Ruled:
    """Rule on an arrangement; raises SettingsError where that would do nothing, or nobody knows the arrangement."""
    return asyncio.run(_run(settings, database, lambda office: office.on_arrangement(make, said)))


def run_undo(said: Said, *, settings: Settings, database: Path) -> Ruled:
    """Withdraw a ruling; raises SettingsError where it has been withdrawn already, or nobody knows it."""
    return asyncio.run(_run(settings, database, lambda office: office.undo(said)))


@dataclass(frozen=True, slots=True)
class Office:
    """Where rulings are made; `alone` is false beside a daemon, which then does the folding."""

    store: Store
    settings: Settings
    lexicon: Lexicon
    clock: Clock
    alone: bool

    async def on_change(self, make: OnChange, said: Said) -> Ruled:
        """Rule on a journalled change."""
        known = {change.id: change for change in await self.store.changes()}
        change = _pick(said.subject, known, "change", "changes")
        word = Word(said.by, said.why, self.clock.now())
        return await self._record(make(await self._case(change.transition.watch, word.at), change, word))

    async def on_arrangement(self, make: OnArrangement, said: Said) -> Ruled:
        """Rule on an arrangement that stands."""
        known = {one.arrangement.id: one.watch for one in await self.store.conditions() if one.arrangement}
        names = {name: name for name in known}
        name = _pick(said.subject, names, "arrangement", "conditions")
        word = Word(said.by, said.why, self.clock.now())
        return await self._record(make(await self._case(known[name], word.at), name, word))

    async def undo(self, said: Said) -> Ruled:
        """Withdraw a ruling."""
        known = {one.id: one for one in await self.store.rulings()}
        ruling = _pick(said.subject, known, "ruling", "conditions rulings")
        self._followed(ruling.watch)
        if ruling.withdrawn is not None:
            when = iso(ruling.withdrawn.at)
            raise RulingRefused((f"{ruling.id} was withdrawn already, by {ruling.withdrawn.by} at {when}",))
        await self.store.withdraw(ruling, Withdrawal(self.clock.now(), said.by, said.why))
        return await self._taken_in(ruling)

    async def _record(self, ruling: Ruling) -> Ruled:
        await self.store.rule(ruling)
        return await self._taken_in(ruling)

    async def _case(self, watch: str, now: Millis) -> Case:
        followed = self._followed(watch)
        base = await self.store.fold_base(now, watches=[watch], items=[], reports=[])
        (record,) = base.records
        fold = standing_of(record, followed, self.lexicon).fold
        return Case(watch, fold, record.rulings, record.journal, base.coverage)

    def _followed(self, watch: str) -> Watch:
        found = next((one for one in self.settings.watches(self.lexicon) if one.id == watch), None)
        if found is None:
            raise SettingsError((f"{watch}: nobody follows it, so nothing is folded; follow it in [watches] first",))
        return found

    async def _taken_in(self, ruling: Ruling) -> Ruled:
        """Fold the watch where nobody else does; give the ruling as it stands with what the journal got from it."""
        stored = next(one for one in await self.store.rulings(ruling.watch) if one.id == ruling.id)
        if not self.alone:
            return Ruled(stored, folded=False)
        before = {one.id: one.transition.confirmed for one in await self.store.changes(ruling.watch)}
        await self._fold(ruling.watch)
        after = await self.store.changes(ruling.watch)
        confirmed = (one.id for one in after if one.transition.confirmed and not before.get(one.id, True))
        return Ruled(stored, True, tuple(one for one in after if one.id not in before), tuple(confirmed))

    async def _fold(self, watch: str) -> None:
        async with open_channels(self.settings) as channels:
            enqueue, watches = enqueue_for(self.settings, channels), self.settings.watches(self.lexicon)
            settler = make_settler(self.store, watches, self.lexicon, self.clock, enqueue)
            await settler.refold([watch])


async def _run(settings: Settings, database: Path, rule: Callable[[Office], Awaitable[Ruled]]) -> Ruled:
    require_file(database)
    clock = SystemClock()
    async with _opened(database, clock.now()) as (store, alone):
        return await rule(Office(store, settings, load_lexicon(), clock, alone))


@asynccontextmanager
async def _opened(database: Path, now: Millis) -> AsyncIterator[tuple[Store, bool]]:
    """Open the database as its one writer, or beside the process that is; say which."""
    async with AsyncExitStack() as stack:
        try:
            found = await stack.enter_async_context(open_store(database, now=now)), True
        except DatabaseInUse:
            found = await stack.enter_async_context(open_beside(database)), False
        yield found


def _pick(start: str, known: Mapping[str, T], what: str, listing: str) -> T:
    """Find the one thing of that id, or whose id begins so."""
    found = [start] if start in known else [name for name in known if len(start) >= SHORTEST and name.startswith(start)]
    if not found:
        raise SettingsError((f"{start}: no {what} has an id that begins so; `trucewatch {listing}` lists them",))
    if len(found) > 1:
        raise SettingsError((f"{start}: {len(found)} {what}s have an id that begins so; write more of it",))
    return known[found[0]]
