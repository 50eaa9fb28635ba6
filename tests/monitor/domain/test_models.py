import pytest

from monitor.domain.model.article import Article
from monitor.domain.model.coverage import Coverage
from monitor.domain.model.lexicon import Actor, ActorKind, DatedKind, Lexicon, Place, PlaceKind, Years
from monitor.domain.model.report import (
    Act,
    CeasefireReport,
    Evidence,
    Factuality,
    FiledReport,
)

REPORT = CeasefireReport(Act.HOLDS, (), (), Factuality.OCCURRED, Evidence("It holds.", 0, 9, "holds"))


def filed(published: int | None) -> FiledReport:
    return FiledReport("r", REPORT, "i", "", "", "publisher:x", published, 7)


@pytest.mark.parametrize(("published", "at"), [(5, 5), (0, 0), (None, 7)])
def test_a_report_without_a_date_counts_from_when_it_was_seen(published: int | None, at: int) -> None:
    assert filed(published).reported_at == at


def test_an_article_reads_title_first() -> None:
    assert Article("a", "Title", "Text").reading == "Title\n\nText"


def test_coverage_is_good_only_where_one_span_covers_all() -> None:
    coverage = Coverage(((0, 10), (20, 40)))
    assert coverage.good(2, 10)
    assert not coverage.good(5, 25)
    assert coverage.first_good(5, 5) == 10
    assert coverage.first_good(6, 5) == 25
    assert coverage.first_good(36, 5) is None


def test_a_lexicon_finds_names_and_parents() -> None:
    lexicon = Lexicon(
        (Actor("iraq", "Iraq", ActorKind.STATE),),
        (
            Place("iq", "Iraq", PlaceKind.COUNTRY),
            Place("baghdad", "Baghdad", PlaceKind.CITY, parent="iq"),
            Place("a", "A", PlaceKind.CITY, parent="b"),
            Place("b", "B", PlaceKind.CITY, parent="a"),
        ),
    )
    assert lexicon.name("iraq") == "Iraq"
    assert lexicon.name("nobody-known") == "nobody-known"
    assert lexicon.within("baghdad") == ("baghdad", "iq")
    assert lexicon.within("a") == ("a", "b")
    assert lexicon.within("nowhere") == ()


def test_an_actor_is_what_it_had_become_by_then() -> None:
    kinds = (
        DatedKind(ActorKind.REBEL, since=10, until=20),
        DatedKind(ActorKind.STATE, since=20, until=30),
        DatedKind(ActorKind.REBEL, since=40),
    )
    changed = Actor("a", "A", ActorKind.REBEL, kinds=kinds)
    became = [changed.kind_at(at).value for at in (5, 10, 19, 20, 35, 40)]
    assert became == ["rebel", "rebel", "rebel", "state", "state", "rebel"]
    open_start = Actor("b", "B", ActorKind.STATE, kinds=(DatedKind(ActorKind.REBEL, until=20), kinds[1]))
    assert (open_start.kind_at(-5), open_start.kind_at(20)) == (ActorKind.REBEL, ActorKind.STATE)
    assert Actor("c", "C", ActorKind.MILITIA).kind_at(5) is ActorKind.MILITIA


@pytest.mark.parametrize(
    ("years", "active"),
    [
        (Years(), [True, True, True]),
        (Years(since=10), [False, True, True]),
        (Years(until=20), [True, True, False]),
        (Years(10, 20), [False, True, False]),
    ],
)
def test_an_actor_is_active_in_its_years(years: Years, active: list[bool]) -> None:
    actor = Actor("a", "A", ActorKind.REBEL, active=years)
    assert [actor.active_at(at) for at in (9, 10, 20)] == active
