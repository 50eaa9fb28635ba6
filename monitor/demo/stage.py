"""The stage: starts publisher, receivers and the real daemon, kills the daemon if asked, and holds the result up.

The daemon is the very command that a user runs, in a process of its own; only its clock and its publishers are staged.
"""

import asyncio
import random
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TextIO

from alerts.model import OutboxState
from monitor.clock import StagedClock
from monitor.demo.checks import Check, Outcome, check_story, questions
from monitor.demo.receivers import Ledger, receivers
from monitor.domain.model.article import ItemState
from monitor.domain.model.time import Millis, to_millis
from monitor.errors import SettingsError
from monitor.storage import Store, open_store

SECRET = "whsec_ZGVtby1zZWNyZXQtb2YtdGhlLXRydWNlLXdhdGNo"  # noqa: S105  the demo's own, known to everyone
FRAMES = (
    (0.0, "2020-10-09T08:00:00+00:00"),
    (6.0, "2020-10-09T20:00:00+00:00"),
    (7.0, "2020-10-10T07:00:00+00:00"),
    (12.0, "2020-10-10T20:00:00+00:00"),
    (13.0, "2020-10-11T06:00:00+00:00"),
    (24.0, "2020-10-11T22:00:00+00:00"),
    (28.0, "2020-10-15T00:00:00+00:00"),
    (30.0, "2020-11-17T12:00:00+00:00"),
    (37.0, "2020-11-18T06:00:00+00:00"),
    (38.0, "2020-11-19T09:00:00+00:00"),
    (43.0, "2020-11-20T08:00:00+00:00"),
    (643.0, "2020-12-20T08:00:00+00:00"),  # the epilogue: the daemon is ended long before it is over
)
STORY_SECONDS = FRAMES[-2][0]
BASELINE_SECONDS = 5.0  # until then the first poll is over: it announces nothing, and the story needs it
DRAIN_SECONDS = 20.0
STOP_SECONDS = 10.0
DATABASE = "demo.db"
LOG = "daemon.log"
CONFIG = """\
[storage]
path = "demo.db"

[watches]
follow = ["iraq-us"]

[network]
allowed_networks = ["127.0.0.0/8"]
host_gap = "0s"

[log]
format = "json"

[[sources]]
url = "http://127.0.0.1:{press}/wire.xml"
title = "Tigris Wire"
owner = "Tigris Wire"
language = "en"
grade = "B"
interval = "30m"

[[sources]]
url = "http://127.0.0.1:{press}/courier.xml"
title = "Baghdad Courier"
owner = "Courier Press"
language = "en"
grade = "C"
interval = "30m"

[[channels]]
name = "desk"
type = "email"
host = "127.0.0.1"
port = {mail}
security = "plaintext"
sender = "trucewatch@example.org"
recipients = ["desk@example.org"]

[[channels]]
name = "hook"
type = "webhook"
url = "http://127.0.0.1:{hook}/"
secrets = ["file:hook.secret"]
"""


@dataclass(frozen=True, slots=True)
class Play:
    """How the story is played: `stretch` makes it longer, `kills` is how often the daemon gets a kill -9."""

    kills: int = 0
    seed: int = 0
    stretch: float = 1.0

    @property
    def seconds(self) -> float:
        """Give how long the story takes."""
        return STORY_SECONDS * self.stretch

    def clock(self, start: float) -> StagedClock:
        """Make the staged clock of a play that starts then (Unix seconds)."""
        frames = ((offset * self.stretch, to_millis(datetime.fromisoformat(text))) for offset, text in FRAMES)
        return StagedClock(start, tuple(frames))

    def kill_times(self) -> list[float]:
        """Give the moments of the kills, in seconds from the start."""
        chance = random.Random(self.seed)  # noqa: S311  no secret hangs on it
        return sorted(chance.uniform(BASELINE_SECONDS * self.stretch, self.seconds) for _ in range(self.kills))


def run_demo(play: Play, folder: Path | None, out: TextIO) -> int:
    """Play the story and print what came of it; 0 where every check holds, else 1."""
    if folder is not None:
        _empty_stage(folder)
        code = _play(play, folder, out)
        print(f"Kept in {folder}; look into it: trucewatch changes --db {folder / DATABASE}", file=out, flush=True)
        return code
    with TemporaryDirectory(prefix="trucewatch-demo-") as made:
        code = _play(play, Path(made), out)
    print(
        "Nothing of it was kept; to look into it with `changes` and `explain`: trucewatch demo --keep FOLDER", file=out
    )
    return code


def _empty_stage(folder: Path) -> None:
    """Make the folder that a play is kept in; raises SettingsError where it holds one already or cannot be written."""
    if (folder / DATABASE).exists():
        raise SettingsError((f"--keep: {folder} holds an earlier play; name another folder, or remove that one",))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / LOG).touch()
    except OSError as error:
        raise SettingsError(
            (f"--keep: {folder} cannot be written ({error.strerror}); name a folder of yours",)
        ) from None


def _play(play: Play, folder: Path, out: TextIO) -> int:
    clock = play.clock(time.time() + 1.0)
    with receivers(SECRET) as ears, _publisher(clock) as press:
        config = folder / "config.toml"
        config.write_text(CONFIG.format(press=press, mail=ears.mail_port, hook=ears.hook_port), "utf-8")
        (folder / "hook.secret").write_text(SECRET, "utf-8")
        print(f"Playing October and November 2020 in {play.seconds:.0f} seconds.\n", file=out, flush=True)
        kills = _perform(play, clock, config, folder)
        outcome = asyncio.run(_outcome(folder / DATABASE, ears.ledger))
    for question in questions(outcome):
        _look_into(question, folder, config, out)
    return _curtain(check_story(outcome), kills, out)


def _look_into(question: tuple[str, ...], folder: Path, config: Path, out: TextIO) -> None:
    """Ask the database as a user would, and print the answer."""
    options = ("--db", str(folder / DATABASE), "--config", str(config))
    command = [sys.executable, "-m", "monitor.cli.main", *question, *options]
    answer = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    print(f"\n$ trucewatch {shlex.join(question)}\n{answer.stdout.rstrip()}", file=out, flush=True)


@contextmanager
def _publisher(clock: StagedClock) -> Iterator[int]:
    command = [sys.executable, "-m", "monitor.demo.publisher", clock.spec()]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None  # noqa: S101  asked for above
            yield int(process.stdout.readline())
        finally:
            process.terminate()


def _perform(play: Play, clock: StagedClock, config: Path, folder: Path) -> int:
    """Run the daemon through the story, killing it at the chosen moments; give the number of kills."""
    kills = 0
    with (folder / LOG).open("ab") as log:
        for moment in play.kill_times():
            daemon = _daemon(clock, config, log.fileno())
            if _sleep_until(clock.start + moment, daemon):
                daemon.kill()
                kills += 1
            daemon.wait()
        daemon = _daemon(clock, config, log.fileno())
        _sleep_until(clock.start + play.seconds, daemon)
        asyncio.run(_drained(folder / DATABASE, clock.shown(play.seconds)))
        daemon.send_signal(signal.SIGTERM)
        daemon.wait(STOP_SECONDS)
    return kills


def _daemon(clock: StagedClock, config: Path, log: int) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "monitor.cli.main", "run", "--config", str(config), "--clock", clock.spec()]
    return subprocess.Popen(command, stderr=log)


def _sleep_until(moment: float, daemon: subprocess.Popen[bytes]) -> bool:
    """Sleep until then; False where the daemon ended by itself before."""
    while (left := moment - time.time()) > 0:
        try:
            daemon.wait(left)
        except subprocess.TimeoutExpired:
            break
        return False
    return True


async def _drained(path: Path, end: Millis) -> None:
    """Wait until every source was polled after the story's end, nothing is wanted and nothing is pending."""
    for _ in range(int(DRAIN_SECONDS * 2)):
        await asyncio.sleep(0.5)
        async with open_store(path, now=0, writer=False) as store:
            polled = [source.last_ok_at or 0 for source in await store.sources()]
            if min(polled, default=0) > end and not await _left_over(store):
                return


async def _left_over(store: Store) -> list[str]:
    status = await store.status(0)
    wanted = status.items.get(ItemState.WANTED, 0)
    copies = [*await store.copies(OutboxState.PENDING, 1_000), *await store.copies(OutboxState.DEAD, 1_000)]
    return [f"{copy.row.address.channel} {copy.row.state}: {copy.row.alert.title}" for copy in copies] + [
        f"{wanted} items wanted"
    ] * bool(wanted)


async def _outcome(path: Path, ledger: Ledger) -> Outcome:
    async with open_store(path, now=0, writer=False) as store:
        changes = await store.changes()
        conditions = await store.conditions()
        named = {id_ for change in changes for id_ in change.transition.evidence}
        for condition in conditions:
            if condition.arrangement:
                named |= {*condition.arrangement.evidence, *condition.arrangement.threats}
        return Outcome(
            changes=changes,
            conditions=conditions,
            filed=await store.reports(sorted(named)),
            receipts=tuple(ledger.receipts),
            refused=tuple(ledger.refused),
            sent=frozenset(copy.row.message_id for copy in await store.copies(OutboxState.SENT, 1_000)),
            unsent=tuple(await _left_over(store)),
        )


def _curtain(checks: tuple[Check, ...], kills: int, out: TextIO) -> int:
    print(f"\nWhat came of it{f' through {kills} kills' if kills else ''}:\n", file=out)
    for check in checks:
        print(f"  {'✓' if check.holds else '✗'} {check.sentence}\n      {check.found}", file=out)
    failed = sum(not check.holds for check in checks)
    print(f"\n{len(checks) - failed} of {len(checks)} checks hold.", file=out, flush=True)
    return 1 if failed else 0
