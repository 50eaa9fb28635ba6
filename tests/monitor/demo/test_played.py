"""The whole story, played: once as it is, and (under torture) through kills that must change nothing."""

import asyncio
import sys
from io import StringIO
from pathlib import Path

import pytest

from monitor.demo.checks import NOTE
from monitor.demo.stage import Play, run_demo
from monitor.storage import open_store


def played(play: Play, folder: Path) -> tuple[int, str]:
    out = StringIO()
    code = run_demo(play, folder, out)
    sys.stdout.write(out.getvalue())
    return code, out.getvalue()


async def _standing(folder: Path) -> object:
    async with open_store(folder / "demo.db", now=0, writer=False) as store:
        changes = [
            (made.change, made.before, made.after, made.at.start, made.actor, made.confirmed)
            for made in (change.transition for change in await store.changes())
        ]
        truces = [
            (condition.status, truce.kind, truce.formal, truce.compliance, truce.terms, truce.dates)
            for condition in await store.conditions()
            if (truce := condition.arrangement) is not None
        ]
        stances = [
            (party.actor, party.role, party.stance)
            for condition in await store.conditions()
            if condition.arrangement is not None
            for party in condition.arrangement.parties
        ]
        return changes, truces, stances


def standing(folder: Path) -> object:
    """Give what stands and what changed, without what differs from run to run (ports, ids, moments of notice)."""
    return asyncio.run(_standing(folder))


@pytest.mark.timeout(240)
def test_the_story_comes_out_right(tmp_path: Path) -> None:
    code, told = played(Play(), tmp_path / "once")
    assert code == 0, told
    assert "15 of 15 checks hold" in told
    assert told.count("\n$ trucewatch explain ") == 2, "of the violation and of the first attack"
    before, after = told.split("\n$ trucewatch conditions --as-of 2020-11-10\n")[1].split("\n$ trucewatch conditions\n")
    assert "holding" in before, "the truce in the middle of its story"
    assert "strained" in after, "and at its end"
    assert "blind" in after, "when nobody publishes any more"
    assert NOTE in told.split("\n$ trucewatch conditions rulings\n")[1], "the desk's own word is on record"
    assert "Dissent: " in told
    assert told.endswith(f"trucewatch changes --db {tmp_path / 'once' / 'demo.db'}\n")


@pytest.mark.torture
@pytest.mark.timeout(900)
@pytest.mark.parametrize("seed", [1, 2])
def test_twenty_kills_change_nothing(tmp_path: Path, seed: int) -> None:
    assert played(Play(), tmp_path / "once")[0] == 0
    code, told = played(Play(kills=20, seed=seed, stretch=3.0), tmp_path / "killed")
    assert code == 0, told
    assert "through 20 kills" in told
    assert standing(tmp_path / "killed") == standing(tmp_path / "once")
