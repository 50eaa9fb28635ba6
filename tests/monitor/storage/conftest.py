"""Small factories and an open store on a real file."""

import os
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from types import SimpleNamespace

import pytest

from alerts.model import Address, Alert, AlertKind, OutboxRow, Severity
from monitor.domain.model.article import Article, FeedItem, Grade, ItemState, SkipReason, Source, TextSource
from monitor.domain.model.condition import (
    Arrangement,
    ArrangementKind,
    ChangedField,
    ChangeKind,
    Condition,
    ConditionChange,
    ConditionKind,
    Scope,
    Transition,
)
from monitor.domain.model.report import (
    Act,
    CeasefireReport,
    Coding,
    EventReport,
    Evidence,
    Factuality,
    FiledReport,
    Label,
    PloverEvent,
    SubEvent,
)
from monitor.domain.model.time import MINUTE, instant
from monitor.domain.ports import CodedArticle, IncomingItem, Poll, Settlement, WatchUpdate
from monitor.storage import Store, open_store

NOW = 1_602_320_400_000


def _source(name: str = "one", interval: int = 10 * MINUTE) -> Source:
    return Source(f"https://{name}.example/feed", name.title(), "en", f"{name} ltd", Grade.B, interval)


def _item(name: str = "a", *, text: str = "first", skip: SkipReason | None = None) -> IncomingItem:
    entry = FeedItem(f"guid {name}", f"https://one.example/{name}", f"Title {text}", f"Summary {text}", NOW - 5)
    state = ItemState.WANTED if skip is None else ItemState.SKIPPED
    return IncomingItem(name, *entry, f"hash of {text}", state, skip)


def _poll(source_id: int, *items: IncomingItem, at: int = NOW, **more: object) -> Poll:
    return Poll(source_id, at, items=items, **{"next_poll_at": at + 10 * MINUTE, **more})


def _truce() -> CeasefireReport:
    evidence = Evidence("The group has halted its attacks.", 10, 43, "announce.halted")
    return CeasefireReport(Act.ANNOUNCES, ("group",), ("army",), Factuality.OCCURRED, evidence, when=instant(NOW))


def _attack() -> EventReport:
    evidence = Evidence("A bomb hit a convoy.", 0, 20, "event.bomb")
    return EventReport(
        PloverEvent.ASSAULT, SubEvent.REMOTE_EXPLOSIVE, (), ("army",), Factuality.OCCURRED, evidence, places=("iraq",)
    )


def _filed(name: str = "r1", item: str = "a", report: CeasefireReport | EventReport | None = None) -> FiledReport:
    return FiledReport(name, report or _truce(), item, "https://one.example/a", "One", "one ltd", NOW - 5, NOW)


def _coded(item: str = "a", *, text: str = "The group has halted its attacks.", **more: object) -> CodedArticle:
    title, published = more.pop("title", "A truce"), more.pop("published", NOW - 5)
    article = Article(item, title, text, "https://one.example/a", "en", published, publisher="One")
    coding = Coding(True, False, Label.ANNOUNCED, ("Group",), 0.9, (_truce(),))
    values = {"revision": 1, "text_source": TextSource.PAGE, "muted": False, "first_seen": NOW, "coding": coding}
    return CodedArticle(article, content_hash=f"hash of {text}", **{**values, **more})


def _loaded(item: str = "row", *, text: str = "The group has halted its attacks.", **more: object) -> CodedArticle:
    return _coded(item, text=text, **{"revision": 0, "text_source": TextSource.BACKFILL, "muted": True, **more})


def _change(name: str = "c1", watch: str = "iraq-us", at: int = NOW, *, confirmed: bool = False) -> ConditionChange:
    transition = Transition(
        id=name,
        watch=watch,
        kind=ConditionKind.CEASEFIRE,
        arrangement="arr",
        change=ChangeKind.ANNOUNCED,
        field=ChangedField.FORMAL,
        before="none",
        after="announced",
        at=instant(at),
        reported_at=at,
        parties=("group",),
        evidence=("r1",),
        confirmed=confirmed,
        rule="announced",
        reason="The group announced a truce.",
    )
    return ConditionChange(transition, at + 1, announced=True)


def _condition(watch: str = "iraq-us", status: str = "announced") -> Condition:
    arrangement = Arrangement("arr", watch, ArrangementKind.UNILATERAL, (), Scope(bound=("group",)))
    return Condition(watch, ConditionKind.CEASEFIRE, status, NOW, 0.9, ("r1",), arrangement)


def _copy(name: str = "m1", recipient: str = "x@example.org", thread: str = "arr") -> OutboxRow:
    alert = Alert(
        id=f"alert {name}",
        kind=AlertKind.CHANGE,
        change_id="c1",
        watch="iraq-us",
        watch_title="Iraq",
        condition="ceasefire",
        change="announced",
        severity=Severity.NOTICE,
        title="A truce",
        reason="The group announced a truce.",
        facts=(("status", "announced"),),
        evidence=(),
        confirmed=False,
        thread=thread,
        event_at=NOW,
        reported_at=NOW,
        detected_at=NOW,
    )
    return OutboxRow(name, alert, Address("mail", recipient), f"<{name}@example>", "", NOW, next_attempt_at=NOW)


def _update(watch: str = "iraq-us", version: int = 0, **more: object) -> WatchUpdate:
    return WatchUpdate(watch, version, **{"conditions": (_condition(watch),), "next_due": None, **more})


def _settlement(*articles: CodedArticle, updates: tuple[WatchUpdate, ...] = (), **more: object) -> Settlement:
    return Settlement(NOW, articles, updates, **more)


@pytest.fixture
def build() -> SimpleNamespace:
    """Give the factories."""
    return SimpleNamespace(
        now=NOW,
        source=_source,
        item=_item,
        poll=_poll,
        truce=_truce,
        attack=_attack,
        filed=_filed,
        coded=_coded,
        loaded=_loaded,
        change=_change,
        condition=_condition,
        copy=_copy,
        update=_update,
        settlement=_settlement,
    )


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Give the path of a database that does not exist yet."""
    return tmp_path / "news of 'today'?.db"


@pytest.fixture
async def store(path: Path) -> AsyncIterator[Store]:
    """Give a new store."""
    async with open_store(path, now=NOW) as opened:
        yield opened


@pytest.fixture
async def source_id(store: Store) -> int:
    """Give the id of one source that was polled once, so that what comes now is news."""
    await store.sync_sources([_source()], NOW - MINUTE)
    (claimed,) = await store.claim_sources(NOW - MINUTE, NOW, 10)
    await store.record_polls([_poll(claimed.id, at=NOW - MINUTE)])
    return claimed.id


@contextmanager
def _powerless() -> Iterator[None]:
    user = os.geteuid()
    if user == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(user)


@pytest.fixture
def powerless() -> Callable[[], AbstractContextManager[None]]:
    """Give a block in which root, where the tests are root, has not the right to write everywhere."""
    return _powerless
