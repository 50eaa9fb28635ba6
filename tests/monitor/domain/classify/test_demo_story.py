"""Every article of the demo's story, coded: the reports that the story stands on, and nothing beside them."""

from collections.abc import Callable

import pytest

from monitor.demo.story import load_story
from monitor.domain.classify.coder import Coder
from monitor.domain.model.article import Article
from monitor.domain.model.report import (
    Act,
    CeasefireReport,
    Claim,
    Coding,
    DeadlineKind,
    EventReport,
    Factuality,
    Label,
    PloverEvent,
    Responsibility,
    Speaker,
    SubEvent,
    TermTiming,
)

Read = Callable[[str], Coding]
COMMISSION = "iraqi-resistance-coordination-commission"
KATAIB, ASAIB, KAHF = "kataib-hezbollah", "asaib-ahl-al-haq", "ashab-al-kahf"
STORY = {article.id: article for article in load_story().articles}
REAL = {Factuality.OCCURRED, Factuality.IN_PROGRESS}
QUIET = {"borrowing-bill", "date-harvest", "derby-truce", "envoy-appeal", "embassy-background", "book-fair"}
LOUD = {
    "commission-offer",
    "spokesman-truce",
    "spokesman-truce-reprint",
    "convoy-bomb",
    "green-zone-rockets",
    "green-zone-rockets-courier",
    "khazali-ends",
}


@pytest.fixture
def read(coder: Coder) -> Read:
    def run(name: str) -> Coding:
        told = STORY[name]
        return coder.code(Article(name, told.title, told.text.strip(), published=told.at, lang="en"))

    return run


def truces(coding: Coding) -> list[CeasefireReport]:
    return [report for report in coding.reports if isinstance(report, CeasefireReport)]


def events(coding: Coding) -> list[EventReport]:
    return [report for report in coding.reports if isinstance(report, EventReport)]


def test_the_whole_story_is_held_to_account() -> None:
    assert set(STORY) == QUIET | LOUD


@pytest.mark.parametrize("name", sorted(QUIET))
def test_quiet_articles_move_nothing(name: str, read: Read) -> None:
    coding = read(name)
    assert [report.act for report in truces(coding) if report.act is not Act.APPEAL] == []
    assert [event for event in events(coding) if event.factuality in REAL] == []
    assert coding.ceasefire_change is Label.NONE
    assert not coding.militia_activity


def test_history_carries_over_to_the_sentences_that_follow(read: Read) -> None:
    told = events(read("embassy-background"))
    assert told
    assert {event.factuality for event in told} == {Factuality.HISTORICAL}


def test_the_offer_of_the_commission(read: Read) -> None:
    coding = read("commission-offer")
    (offer,) = truces(coding)
    assert (offer.act, offer.factuality) == (Act.OFFERS_IF, Factuality.ANNOUNCED)
    assert (offer.parties, offer.counterparts) == ((COMMISSION,), ("united-states",))
    assert (offer.speaker, offer.speaker_actor, offer.constitutive) == (Speaker.PARTY, COMMISSION, False)
    (term,) = offer.terms
    assert term.text == "a clear plan for the withdrawal of foreign troops from Iraq"
    assert term.timing is TermTiming.PRECEDENT
    assert coding.ceasefire_change is Label.CONDITIONAL_OFFER
    assert events(coding) == []


@pytest.mark.parametrize("name", ["spokesman-truce", "spokesman-truce-reprint"])
def test_the_truce_that_a_spokesman_announces(name: str, read: Read) -> None:
    (truce,) = truces(read(name))
    assert (truce.act, truce.factuality) == (Act.ANNOUNCES, Factuality.OCCURRED)
    assert (truce.parties, truce.covered, truce.counterparts) == ((KATAIB,), ("iraqi-militias",), ("united-states",))
    assert (truce.constitutive, truce.effective_now, truce.speaker_name) == (True, True, "Mohammed Mohi")
    (term,) = truce.terms
    assert (term.timing, term.obligor, term.deadline) == (TermTiming.RESOLUTIVE, "iraq", DeadlineKind.NONE_STATED)
    assert "timetable" in term.text


def test_the_threat_beside_the_truce(read: Read) -> None:
    (threat,) = events(read("spokesman-truce"))
    assert (threat.event, threat.actors) == (PloverEvent.THREATEN, ("iraqi-militias",))
    assert events(read("spokesman-truce-reprint")) == []


def test_the_bomb_that_nobody_claims(read: Read) -> None:
    (bomb,) = events(read("convoy-bomb"))
    assert (bomb.sub_event, bomb.actors, bomb.targets) == (SubEvent.REMOTE_EXPLOSIVE, (), ("us-led-coalition",))
    assert bomb.factuality is Factuality.OCCURRED
    assert truces(read("convoy-bomb")) == []


@pytest.mark.parametrize(
    ("name", "claims"),
    [
        (
            "green-zone-rockets",
            (Claim(KAHF, Responsibility.CLAIMED), Claim(KATAIB, Responsibility.DENIED)),
        ),
        ("green-zone-rockets-courier", (Claim(KAHF, Responsibility.CLAIMED),)),
    ],
)
def test_the_rockets_on_the_embassy(name: str, claims: tuple[Claim, ...], read: Read) -> None:
    (rockets,) = events(read(name))
    assert rockets.sub_event is SubEvent.SHELLING_ARTILLERY_MISSILE
    assert rockets.targets == ("united-states",)
    assert rockets.responsibility == claims
    assert truces(read(name)) == []


def test_the_leader_who_ends_it(read: Read) -> None:
    coding = read("khazali-ends")
    assert {report.act for report in truces(coding)} == {Act.ENDS, Act.TERM_UNMET}
    assert {report.parties for report in truces(coding)} == {(ASAIB,)}
    assert coding.ceasefire_change is Label.ENDED
