"""A database with one source, one article, one change and one sent alert, and a way to run commands on it."""

import asyncio
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from shutil import copyfile

import pytest

from alerts.model import Address, Alert, AlertKind, Delivery, OutboxRow, Outcome, Severity
from monitor.app import run_backfill
from monitor.cli.main import main
from monitor.domain.model.article import Article, Grade, Source, TextSource
from monitor.domain.model.condition import (
    Arrangement,
    ArrangementKind,
    ChangedField,
    ChangeKind,
    Condition,
    ConditionChange,
    ConditionKind,
    Dates,
    Formal,
    Party,
    Role,
    Scope,
    Stance,
    Transition,
)
from monitor.domain.model.report import (
    Act,
    CeasefireReport,
    Coding,
    DeadlineKind,
    Evidence,
    Factuality,
    FiledReport,
    Label,
    Speaker,
    Term,
    TermTiming,
)
from monitor.domain.model.time import HOUR, MINUTE, Millis, instant
from monitor.domain.ports import CodedArticle, Settlement, WatchUpdate
from monitor.logs import configure_logs
from monitor.settings import load_settings
from monitor.storage import Store, open_store

SENTENCE = "The brigades have halted their rockets for as long as talks go on."
NOON: Millis = 1_602_417_600_000  # 2020-10-11T12:00:00Z


@dataclass(frozen=True)
class Told:
    """What a command gave back."""

    code: int
    out: str
    err: str


@pytest.fixture
def tell(capsys: pytest.CaptureFixture[str]) -> Callable[..., Told]:
    def told(*arguments: object) -> Told:
        with pytest.raises(SystemExit) as end:
            main([str(argument) for argument in arguments])
        streams = capsys.readouterr()
        return Told(int(end.value.code or 0), streams.out, streams.err)

    return told


@pytest.fixture
def report() -> CeasefireReport:
    return CeasefireReport(
        act=Act.ANNOUNCES,
        parties=("kataib-hezbollah",),
        counterparts=("united-states",),
        factuality=Factuality.OCCURRED,
        evidence=Evidence(SENTENCE, 7, 7 + len(SENTENCE), "announce.halts"),
        when=instant(NOON),
        speaker=Speaker.PARTY,
        speaker_actor="kataib-hezbollah",
        constitutive=True,
        effective_now=True,
        terms=(Term("as long as talks go on", TermTiming.RESOLUTIVE, "iraq", DeadlineKind.NONE_STATED),),
        confidence=0.91234,
    )


@pytest.fixture
def filed(report: CeasefireReport) -> FiledReport:
    return FiledReport("r1", report, "item-1", "https://example.org/1", "Tigris Wire", "publisher:tigris", NOON, NOON)


@pytest.fixture
def coding(report: CeasefireReport) -> Coding:
    return Coding(True, False, Label.ANNOUNCED, ("Kataib Hezbollah",), 0.91234, (report,))


@pytest.fixture
def change() -> ConditionChange:
    moved = Transition(
        id="c1",
        watch="iraq-us",
        kind=ConditionKind.CEASEFIRE,
        arrangement="a1",
        change=ChangeKind.ANNOUNCED,
        field=ChangedField.FORMAL,
        before="none",
        after="announced",
        at=instant(NOON),
        reported_at=NOON,
        parties=("kataib-hezbollah", "united-states"),
        evidence=("r1",),
        confirmed=True,
        rule="announced.word",
        reason="A party says so itself.",
        actor="kataib-hezbollah",
    )
    return ConditionChange(moved, NOON + MINUTE, announced=True)


@pytest.fixture
def condition(report: CeasefireReport) -> Condition:
    arrangement = Arrangement(
        id="a1",
        watch="iraq-us",
        kind=ArrangementKind.UNILATERAL,
        parties=(Party("kataib-hezbollah", Role.DECLARER, Stance.ACCEPTS, instant(NOON), "r1"),),
        scope=Scope(("kataib-hezbollah",), ("united-states",), ("iraq",)),
        formal=Formal.IN_EFFECT,
        terms=report.terms,
        dates=Dates(declared=instant(NOON)),
        threats=("r1",),
        evidence=("r1",),
    )
    return Condition("iraq-us", ConditionKind.CEASEFIRE, "in_effect", NOON, 0.91234, ("r1",), arrangement)


@pytest.fixture
def copy() -> OutboxRow:
    alert = Alert(
        id="alert-1",
        kind=AlertKind.CHANGE,
        change_id="c1",
        watch="iraq-us",
        watch_title="Iraq",
        condition="ceasefire",
        change="announced",
        severity=Severity.NOTICE,
        title="Truce announced",
        reason="A party says so itself.",
        facts=(),
        evidence=(),
        confirmed=True,
        thread="a1",
        event_at=NOON,
        reported_at=NOON,
        detected_at=NOON,
    )
    to = Address("hook", "https://example.org/hook?token=hunter2")
    return OutboxRow("copy-1", alert, to, "<m1@example.org>", "", NOON)


@pytest.fixture
def settlement(
    filed: FiledReport, coding: Coding, change: ConditionChange, condition: Condition, copy: OutboxRow
) -> Settlement:
    article = Article("item-1", "Quiet", SENTENCE, "https://example.org/1", "en", NOON, publisher="Tigris Wire")
    coded = CodedArticle(
        article,
        1,
        "hash",
        TextSource.BACKFILL,
        NOON,
        muted=False,
        coding=coding,
        reports=(filed,),
        watches=(("iraq-us",),),
    )
    update = WatchUpdate("iraq-us", 0, (condition,), None, (change,), (), (copy,))
    return Settlement(NOON, (coded,), (update,))


@pytest.fixture
def database(tmp_path: Path, settlement: Settlement, copy: OutboxRow) -> Path:
    path = tmp_path / "trucewatch.db"

    async def filled() -> None:
        async with open_store(path, now=NOON) as store:
            await _fill(store, settlement, copy)

    asyncio.run(filled())
    return path


async def _fill(store: Store, settlement: Settlement, copy: OutboxRow) -> None:
    source = Source("https://example.org/feed?token=hunter2", "Tigris Wire", "en", "Tigris", Grade.B, HOUR)
    await store.sync_sources((source,), NOON)
    await store.settle(settlement)
    (row,) = await store.claim_copies(NOON + 1, NOON + HOUR, 10)
    assert row.id == copy.id
    await store.record_delivery(row, Delivery(Outcome.SENT, "204 No Content"), NOON + 2, NOON + 2)


@pytest.fixture
def config(tmp_path: Path) -> Path:
    return _config(tmp_path)


def unseen(_done: int, _size: int) -> None:
    """Show no progress."""


def _config(folder: Path) -> Path:
    path = folder / "config.toml"
    path.write_text('[watches]\nfollow = ["iraq-us"]\n', encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Iterable[dict[str, str]], Path], Path]:
    """Backfill rows into a database; the same rows are loaded once and copied, for a load reads the whole lexicon."""
    made: dict[str, Path] = {}

    def load(rows: Iterable[dict[str, str]], to: Path) -> Path:
        lines = "".join(json.dumps(row) + "\n" for row in rows)
        if lines not in made:
            configure_logs(plain=None, level="warning")
            folder = tmp_path_factory.mktemp("loaded")
            settings, made[lines] = load_settings(_config(folder), {}), folder / "loaded.db"
            count = run_backfill(BytesIO(lines.encode()), settings=settings, database=made[lines], progress=unseen)
            assert count.bad_lines == 0
        return Path(copyfile(made[lines], to))

    return load
