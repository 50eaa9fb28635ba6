from dataclasses import replace

import pytest

from monitor.domain.filing import content_id, content_ids, file_reports, origin_of, teller_of, wire_of
from monitor.domain.model.article import Article
from monitor.domain.model.report import (
    Act,
    CeasefireReport,
    Coding,
    Evidence,
    Factuality,
    Label,
)

STATEMENT = CeasefireReport(
    Act.ANNOUNCES,
    ("kataib-hezbollah",),
    (),
    Factuality.OCCURRED,
    Evidence("They have halted attacks.", 0, 25, "halts"),
    constitutive=True,
    speaker_name="Mohammed Mohi",
)
HEARSAY = replace(STATEMENT, constitutive=False, speaker_name="")
ARTICLE = Article(
    "a1", "Title", "They have halted attacks.", "https://example.org/a1", published=5, publisher="Courier"
)


@pytest.mark.parametrize(
    ("text", "wire"),
    [
        ("BAGHDAD (Tigris Wire) - Iraqi factions", "Tigris Wire"),
        ("BAGHDAD, Iraq (AP) — Iraqi factions", "AP"),
        ("Kyiv (reuters) – no dateline in lower case", ""),
        ("The spokesman told Reuters on Sunday", "Reuters"),
        ("An official told the Associated Press that", "AP"),
        ("He likes the wire (Reuters) in the middle", ""),
        ("x" * 500 + " told Reuters", ""),
        ("", ""),
    ],
)
def test_a_wire_is_known_by_its_dateline_or_byline(text: str, wire: str) -> None:
    assert wire_of(text) == wire


def test_a_named_speaker_is_the_origin_of_his_own_word() -> None:
    assert origin_of(STATEMENT, teller_of(ARTICLE)) == "speaker:mohammed mohi"


def test_else_the_wire_then_the_publisher_then_the_article_itself() -> None:
    wired = replace(ARTICLE, text="BAGHDAD (AP) - Attacks stopped.")
    assert origin_of(HEARSAY, teller_of(wired)) == "wire:AP"
    assert origin_of(HEARSAY, teller_of(ARTICLE)) == "publisher:courier"
    assert origin_of(HEARSAY, teller_of(replace(ARTICLE, publisher=""))) == "item:a1"


def test_the_same_article_files_the_same_ids_and_another_text_files_others() -> None:
    coding = Coding(True, False, Label.ANNOUNCED, (), 0.9, (STATEMENT, HEARSAY))
    first = file_reports(ARTICLE, coding, first_seen=9, muted=True)
    again = file_reports(ARTICLE, coding, first_seen=11, muted=False)
    other = file_reports(replace(ARTICLE, published=6), coding, first_seen=9, muted=True)
    assert [report.id for report in first] == [report.id for report in again]
    assert not {report.id for report in first} & {report.id for report in other}
    assert first[0].first_seen == 9
    assert first[0].muted
    assert first[0].item_id == "a1"


def test_a_content_id_keeps_its_parts_apart() -> None:
    assert content_id("ab", "c") != content_id("a", "bc")
    assert content_id("\ud800")


def test_many_ids_with_a_common_head_are_the_same_as_one_by_one() -> None:
    id_of = content_ids("item", "https://feed.example/")
    assert [id_of(guid) for guid in ("a", "b")] == [content_id("item", "https://feed.example/", guid) for guid in "ab"]
