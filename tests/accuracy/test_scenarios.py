"""Truces of our own, told article by article: what must have changed, and what must stand, at the end.

A scenario is one TOML file of `scenarios/`: a watch of the catalogue, articles with the time they were published and by
whom, and what is expected. An article of a known id is an edit; one that `retracts` an id takes it back. Coverage is
good from a week before the first article to `until`, but for the spans in `blind`.

`changes` are the ceasefire changes in order of events: "2020-10-11 announced", with "unconfirmed" after it where so.
`standing` are the arrangements in order of their beginning: formal status, compliance, and "disputed" or "provisional".
`stances` ("actor stance"), `roles` ("actor role"), `mediators` and `activity` (as `changes`) are compared where they
are given.
"""

import random
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from monitor.domain.classify.coder import Coder
from monitor.domain.conditions import Fold, Router
from monitor.domain.filing import file_reports
from monitor.domain.model.article import Article
from monitor.domain.model.condition import Condition, ConditionKind, Derivation, Transition
from monitor.domain.model.coverage import Coverage
from monitor.domain.model.lexicon import Lexicon, Watch
from monitor.domain.model.report import FiledReport
from monitor.domain.model.time import DAY, Millis, iso, to_millis

FOLDER = Path(__file__).parent / "scenarios"
FILES = sorted(FOLDER.glob("*.toml"))
ORDERS = 12


@dataclass(frozen=True)
class Scenario:
    """A scenario, read: each article's reports for its watch, in the order of telling."""

    told: dict[str, Any]
    watch: Watch
    reports: list[list[FiledReport]]
    coverage: Coverage
    until: Millis


@pytest.fixture(params=FILES, ids=[file.stem for file in FILES])
def scenario(request: pytest.FixtureRequest, lexicon: Lexicon, coder: Coder) -> Scenario:
    told = tomllib.loads(request.param.read_text(encoding="utf-8"))
    (watch,) = (watch for watch in lexicon.catalogue if watch.id == told["watch"])
    router, reports = Router([watch], lexicon), list[list[FiledReport]]()
    for row in told["article"]:
        at = instant(row["at"])
        article = Article(
            row["id"], row.get("title", ""), row["text"].strip(), row["id"], "en", at, publisher=row["by"]
        )
        filed = file_reports(article, coder.code(article), first_seen=at, muted=False)
        here = [one for one in filed if router.route(one.report, one.reported_at)]
        gone = [one for earlier in reports for one in earlier if one.item_id == row.get("retracts")]
        reports.append([*here, *(replace(one, voided=True) for one in gone)])
    until = instant(told["until"])
    return Scenario(told, watch, reports, coverage(told, until), until)


def coverage(told: dict[str, Any], until: Millis) -> Coverage:
    start = min(instant(row["at"]) for row in told["article"]) - 7 * DAY
    spans = []
    for blind, sighted in told.get("blind", ()):
        spans.append((start, instant(blind)))
        start = instant(sighted)
    return Coverage((*spans, (start, until)))


def instant(text: str) -> Millis:
    at = datetime.fromisoformat(text)
    assert at.tzinfo, f"{text} names no zone"
    return to_millis(at)


def derived(scenario: Scenario, lexicon: Lexicon, orders: Iterable[list[FiledReport]]) -> Derivation:
    """Fold article by article, each time going on from where the one before ended."""
    fold = Fold(scenario.watch, lexicon)
    for reports in orders:
        fold.file(reports)
        fold.derive(scenario.coverage, scenario.until)
    return fold.derive(scenario.coverage, scenario.until)


def change_of(made: Transition) -> str:
    return f"{iso(made.at.start)[:10]} {made.change}{'' if made.confirmed else ' unconfirmed'}"


def standing_of(condition: Condition) -> str:
    arrangement = condition.arrangement
    assert arrangement
    marks = [name for name in ("disputed", "provisional") if getattr(arrangement, name)]
    return " ".join([arrangement.formal, arrangement.compliance, *marks])


def begun(condition: Condition) -> tuple[Millis, str]:
    assert condition.arrangement
    dates = condition.arrangement.dates
    known = [when.start for when in (dates.proposed, dates.declared, dates.effective) if when]
    return min(known, default=condition.since), condition.arrangement.id


def test_it_comes_out_as_expected(scenario: Scenario, lexicon: Lexicon) -> None:
    got = derived(scenario, lexicon, scenario.reports)
    made = sorted(got.transitions, key=lambda one: one.at.start)
    truces = sorted((one for one in got.conditions if one.kind is ConditionKind.CEASEFIRE), key=begun)
    parties = [party for one in truces if one.arrangement for party in one.arrangement.parties]
    found = {
        "changes": [change_of(one) for one in made if one.kind is ConditionKind.CEASEFIRE],
        "activity": [change_of(one) for one in made if one.kind is ConditionKind.ACTIVITY],
        "standing": [standing_of(one) for one in truces],
        "stances": sorted(f"{party.actor} {party.stance}" for party in parties),
        "roles": sorted(f"{party.actor} {party.role}" for party in parties),
        "mediators": sorted({actor for one in truces if one.arrangement for actor in one.arrangement.mediators}),
    }
    wanted = {name: scenario.told[name] for name in found if name in scenario.told}
    assert {"changes", "standing"} <= wanted.keys()
    assert {name: found[name] for name in wanted} == wanted


def test_any_order_and_any_article_twice_comes_to_the_same(scenario: Scenario, lexicon: Lexicon) -> None:
    whole = derived(scenario, lexicon, scenario.reports)
    chance = random.Random(scenario.watch.id)  # noqa: S311 - no secret hangs on it
    voided = {one.id for reports in scenario.reports for one in reports if one.voided}
    known = [[one for one in reports if one.voided or one.id not in voided] for reports in scenario.reports]
    for _ in range(ORDERS):
        assert derived(scenario, lexicon, chance.sample(known * 2, 2 * len(known))) == whole
