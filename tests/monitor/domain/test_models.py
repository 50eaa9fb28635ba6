import pytest

from monitor.domain.model.article import Article
from monitor.domain.model.coverage import Coverage
from monitor.domain.model.lexicon import Actor, ActorKind, Lexicon, Place, PlaceKind
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
