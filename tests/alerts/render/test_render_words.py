"""What a reader gets to read."""

import json
from collections.abc import Callable

import pytest

from alerts.model import Alert, AlertKind, EvidenceLine, Severity
from alerts.render import SCHEMA_VERSION, render_block, render_html, render_line, render_text, render_webhook, subject
from alerts.render.wording import UNCONFIRMED, safe_link, utc

Build = Callable[..., Alert]
FOR_PEOPLE = (render_text, render_html, render_block)


@pytest.mark.parametrize("render", FOR_PEOPLE)
def test_every_sink_tells_what_changed_who_says_so_and_how_to_check(
    make_alert: Build, render: Callable[[Alert], str]
) -> None:
    shown = render(make_alert(facts=(("Status", "announced to in effect"), ("Parties", "Example Brigade"))))
    for words in (
        "A unilateral truce is in effect",
        "Iraq: armed factions and the United States",
        "warning",
        UNCONFIRMED,
        "The declarer said that its side has stopped.",
        "announced to in effect",
        "Example Brigade",
        "The brigade has stopped its attacks.",
        "Example Wire, origin: a spokesman, 2020-10-11 12:00 UTC",
        "https://news.example/1",
        "2020-10-11 12:02 UTC",
        "trucewatch explain c0ffee",
    ):
        assert words.lower() in shown.lower()


def test_the_subject_leads_with_what_matters(make_alert: Build) -> None:
    assert subject(make_alert()) == (
        "[Trucewatch] Unconfirmed: Iraq: armed factions and the United States: A unilateral truce is in effect"
    )
    assert subject(make_alert(confirmed=True)).startswith("[Trucewatch] Iraq: ")
    assert subject(make_alert(watch_title="")).startswith("[Trucewatch] Unconfirmed: iraq-us: ")


def test_the_subject_does_not_say_twice_what_the_title_says(make_alert: Build) -> None:
    told = make_alert(watch_title="Iraq", title="truce announced (unconfirmed)")
    assert subject(told) == "[Trucewatch] Iraq: truce announced (unconfirmed)"
    cut = make_alert(watch_title="Iraq", title="x" * 150 + " (unconfirmed)")
    assert subject(cut).startswith("[Trucewatch] Unconfirmed: Iraq: xxx")
    other = make_alert(kind=AlertKind.CONFIRMATION, watch_title="Iraq", title="an unconfirmed truce")
    assert subject(other).startswith("[Trucewatch] Confirmed: Iraq: ")


@pytest.mark.parametrize(
    ("kind", "tag", "mark"),
    [
        (AlertKind.CONFIRMATION, "Confirmed: ", "CONFIRMED: an earlier alert called this unconfirmed."),
        (AlertKind.CORRECTION, "Correction: ", "CORRECTION: this takes back or changes an earlier alert."),
        (AlertKind.TEST, "Test: ", "TEST: this only tries the channel. Nothing has happened."),
    ],
)
def test_each_kind_is_marked(make_alert: Build, kind: AlertKind, tag: str, mark: str) -> None:
    alert = make_alert(kind=kind, confirmed=True)
    assert subject(alert).startswith(f"[Trucewatch] {tag}")
    for render in (*FOR_PEOPLE, render_line):
        assert mark in render(alert)
        assert UNCONFIRMED not in render(alert)


def test_a_confirmed_change_bears_no_mark(make_alert: Build) -> None:
    for render in (*FOR_PEOPLE, render_line, subject):
        assert "confirmed" not in render(make_alert(confirmed=True)).lower()


def test_an_unconfirmed_correction_bears_both_marks(make_alert: Build) -> None:
    shown = render_text(make_alert(kind=AlertKind.CORRECTION))
    assert "CORRECTION" in shown
    assert UNCONFIRMED in shown


def test_a_test_explains_nothing(make_alert: Build) -> None:
    alert = make_alert(kind=AlertKind.TEST)
    for render in (*FOR_PEOPLE, render_line, render_webhook):
        assert "trucewatch explain" not in render(alert)


def test_an_alert_with_nothing_but_a_title_leaves_no_gaps(make_alert: Build) -> None:
    bare = make_alert(reason="", facts=(), evidence=(), confirmed=True)
    assert "\n\n\n" not in render_text(bare)
    assert "<table>" in render_html(bare)
    assert render_html(bare).count("<table>") == 1
    assert "blockquote" not in render_html(bare)
    assert render_block(bare).splitlines()[1].strip().startswith("happened")


def test_sentences_beyond_the_eighth_are_counted_not_shown(make_alert: Build) -> None:
    lines = tuple(EvidenceLine(f"Sentence {number}.", "Wire", "", "", None) for number in range(11))
    for render in FOR_PEOPLE:
        shown = render(make_alert(evidence=lines))
        assert "Sentence 7." in shown
        assert "Sentence 8." not in shown
        assert "(3 more: see the command below)" in shown


def test_a_quote_says_what_is_not_known(make_alert: Build) -> None:
    lines = (
        EvidenceLine("One.", "", "", "a spokesman", None),
        EvidenceLine("Two.", "Example Wire", "", "EXAMPLE WIRE", None),
    )
    shown = render_text(make_alert(evidence=lines))
    assert '"One."\n  unnamed publisher, origin: a spokesman, date unknown' in shown
    assert '"Two."\n  Example Wire, date unknown' in shown


def test_the_line_is_one_line_and_the_block_ends_with_an_empty_one(make_alert: Build) -> None:
    assert render_line(make_alert()) == (
        "2020-10-11 12:00 UTC [WARNING] Iraq: armed factions and the United States: A unilateral truce is in effect"
        f" | {UNCONFIRMED} | trucewatch explain c0ffee"
    )
    assert render_block(make_alert()).startswith("[WARNING] Iraq: armed factions and the United States: A unilateral")
    assert render_block(make_alert()).endswith("\n\n")


def test_the_webhook_follows_the_schema(make_alert: Build) -> None:
    body = json.loads(render_webhook(make_alert(severity=Severity.CRITICAL)))
    assert set(body) == {"type", "timestamp", "data"}
    assert body["type"] == "ceasefire.in_effect"
    assert body["timestamp"] == "2020-10-11T12:02:00Z"
    assert body["data"] == {
        "schema": SCHEMA_VERSION,
        "id": "a1",
        "kind": "change",
        "change_id": "c0ffee",
        "thread": "arrangement-1",
        "watch": {"id": "iraq-us", "title": "Iraq: armed factions and the United States"},
        "condition": "ceasefire",
        "change": "in_effect",
        "severity": "critical",
        "confirmed": False,
        "title": "A unilateral truce is in effect",
        "reason": "The declarer said that its side has stopped.",
        "facts": [
            {"label": "Status", "value": "announced -> in effect"},
            {"label": "Parties", "value": "Example Brigade (declarer)"},
        ],
        "evidence": [
            {
                "sentence": "The brigade has stopped its attacks.",
                "publisher": "Example Wire",
                "origin": "a spokesman",
                "url": "https://news.example/1",
                "published_at": "2020-10-11T12:00:00Z",
            }
        ],
        "event_at": "2020-10-11T12:00:00Z",
        "reported_at": "2020-10-11T12:01:00Z",
        "detected_at": "2020-10-11T12:02:00Z",
        "explain": "trucewatch explain c0ffee",
    }


def test_a_test_has_a_type_of_its_own(make_alert: Build) -> None:
    assert json.loads(render_webhook(make_alert(kind=AlertKind.TEST)))["type"] == "trucewatch.test"


def test_what_is_not_known_is_null_in_the_webhook(make_alert: Build) -> None:
    alert = make_alert(evidence=(EvidenceLine("One.", "", "javascript:alert(1)", "", None),), event_at=10**18)
    data = json.loads(render_webhook(alert))["data"]
    assert data["evidence"][0]["url"] is None
    assert data["evidence"][0]["published_at"] is None
    assert data["event_at"] is None


def test_a_links_parameters_are_not_read_as_references(make_alert: Build) -> None:
    url = "https://news.example/?a=1&copy=2&lt=3"
    shown = render_html(make_alert(evidence=(EvidenceLine("One.", "Wire", url, "", None),)))
    assert 'href="https://news.example/?a=1&amp;copy=2&amp;lt=3"' in shown


@pytest.mark.parametrize("at", [10**18, -(10**18)])
def test_a_time_beyond_the_calendar_is_unknown(at: int) -> None:
    assert utc(at) == "unknown"


@pytest.mark.parametrize(
    "url",
    [
        "https://news.example/a?b=c&d=e#f",
        "http://news.example",
        "https://xn--mgb.example/مقال",
        "https://[2001:db8::1]/x",
    ],
)
def test_plain_links_stay(url: str) -> None:
    assert safe_link(url) == url


@pytest.mark.parametrize(
    "url",
    [
        "",
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "ftp://news.example/",
        "//news.example/",
        "https://",
        "https://bbc.example@evil.example/",
        "https://news.example/\n",
        "https://news.example/ x",
        'https://news.example/"onmouseover=1',
        "https://news.example/'x",
        "https://news.example/<b>",
        "https://news.example\\@evil.example/",
        "https://news.example/\u202egpj.exe",
        "https://[bad",
        "https://news.example/" + "a" * 2_000,
    ],
)
def test_links_that_could_mislead_go(url: str) -> None:
    assert safe_link(url) == ""
