"""Hostile text is inert in every sink, whoever put it into the alert."""

import json
import unicodedata
from collections.abc import Callable
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alerts.model import Alert, AlertKind, EvidenceLine, Severity
from alerts.render import render_block, render_html, render_line, render_text, render_webhook, subject

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "javascript:alert(1)",
    "\x1b]0;owned\x07\x1b[2J\x1b[31m",
    "\x9b31m\x90q\x9c",
    "\u202egnp.exe\u2066\u2069\u200f",
    "\r\nBcc: everybody@example.org\r\n\r\nbody",
    "\nX-Spam: no",
    "\u2028\u2029\x85\x0b\x0c",
    "\ud800 alone \udfff",
    "\x00\x07\x08\x7f",
    "{title} {body} %s {0}",
    "--=_boundary--\n",
    "&lt;b&gt;&#x202e;&#10;",
    "[Trucewatch] Confirmed: ",
)
ALLOWED = {
    "html": {"lang"},
    "head": set(),
    "meta": {"charset"},
    "title": set(),
    "body": {"style"},
    "h1": set(),
    "p": {"style"},
    "strong": set(),
    "table": set(),
    "tr": set(),
    "th": {"style"},
    "td": set(),
    "blockquote": {"style"},
    "a": {"href", "rel"},
    "code": set(),
}

nasty = st.lists(st.sampled_from(HOSTILE) | st.text(st.characters(), max_size=12), max_size=4).map("".join)
moments = st.integers(-(10**17), 10**17)
lines = st.builds(
    EvidenceLine, nasty, nasty, nasty | nasty.map("https://x.example/".__add__), nasty, st.none() | moments
)
alerts = st.builds(
    Alert,
    id=nasty,
    kind=st.sampled_from(AlertKind),
    change_id=nasty,
    watch=nasty,
    watch_title=nasty,
    condition=nasty,
    change=nasty,
    severity=st.sampled_from(Severity),
    title=nasty,
    reason=nasty,
    facts=st.lists(st.tuples(nasty, nasty), max_size=3).map(tuple),
    evidence=st.lists(lines, max_size=3).map(tuple),
    confirmed=st.booleans(),
    thread=nasty,
    event_at=moments,
    reported_at=moments,
    detected_at=moments,
)


def dangerous(text: str) -> set[str]:
    """Name what a terminal, a log or a reader's eye could be tricked with; line feeds are looked at elsewhere."""
    turning = {chr(point) for point in (*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C)}
    return {
        char
        for char in text
        if char != "\n" and (unicodedata.category(char) in {"Cc", "Cs", "Zl", "Zp"} or char in turning)
    }


class Page(HTMLParser):
    """Collects the tags, attributes and text of a page as a browser would see them."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.other: list[str] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        self.other.append(data)

    def handle_pi(self, data: str) -> None:
        self.other.append(data)


@given(alerts)
def test_html_holds_only_our_own_tags_and_plain_links(alert: Alert) -> None:
    page = Page(render_html(alert))
    assert page.other == []
    for tag, attributes in page.tags:
        assert tag in ALLOWED
        assert set(attributes) <= ALLOWED[tag]
        assert (attributes.get("href") or "https://").startswith(("https://", "http://"))
    assert dangerous(page.text) == set()


@pytest.mark.parametrize("render", [render_text, render_block, render_line, render_html])
@given(alert=alerts)
def test_texts_hold_no_control_and_nothing_that_turns(render: Callable[[Alert], str], alert: Alert) -> None:
    assert dangerous(render(alert)) == set()


@given(alerts)
def test_the_subject_is_one_short_line(alert: Alert) -> None:
    line = subject(alert)
    assert line.startswith("[Trucewatch]")
    assert len(line.splitlines()) == 1
    assert len(line) <= 160
    assert dangerous(line) == set()


@given(alerts)
def test_foreign_text_cannot_start_a_line_of_the_block(alert: Alert) -> None:
    first, *rest = render_block(alert).splitlines()
    assert first.startswith(f"[{alert.severity.value.upper()}] ")
    assert all(line.startswith("    ") or not line for line in rest)
    assert len(render_line(alert).splitlines()) == 1


@given(alerts)
def test_the_webhook_is_ascii_and_parses(alert: Alert) -> None:
    body = render_webhook(alert)
    assert body.isascii()
    assert body.isprintable()
    parsed = json.loads(body)
    assert all(line["url"] is None or line["url"].startswith("http") for line in parsed["data"]["evidence"])


def test_the_page_reader_sees_what_is_not_escaped() -> None:
    page = Page("<p onclick=x>&lt;b&gt;<script>1</script><!--c--><?pi?></p>")
    assert [tag for tag, _ in page.tags] == ["p", "script"]
    assert page.tags[0][1] == {"onclick": "x"}
    assert page.other == ["c", "pi?"]
    assert dangerous("a\x1b\u202e\u2028\n") == {"\x1b", "\u202e", "\u2028"}
