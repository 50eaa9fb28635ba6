"""From a fetched page to a coded article, in this process."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from monitor.domain.model.article import Article, SkipReason, TextSource
from monitor.domain.model.report import Coding, Label
from monitor.domain.model.time import Precision, to_millis
from monitor.ingest.page import code_article, read_page
from monitor.ingest.page_date import page_date
from monitor.ingest.page_extract import SIZE_LIMIT, TAG_LIMIT, extract
from monitor.ingest.page_glance import GLANCE_LIMIT, cheap_text, declared_charset
from monitor.ingest.page_wall import wall
from monitor.ingest.work import PageJob

DAY_11 = to_millis(datetime(2020, 10, 11, tzinfo=UTC))
FIRST = (
    "The northern commander said his fighters would hold their fire from midnight, provided that the road stays open."
)
SECOND = "Residents of the valley waited for news of the convoy while engineers cleared the last mines from the bridge."
THIRD = "A spokesman for the mission welcomed the truce and said that monitors would be sent to both banks this week."
PAGE = f"""<!doctype html><html><head><meta charset="utf-8"><title>Commander offers truce</title>
<meta property="article:published_time" content="2020-10-11T09:00:00Z"><script>var teaser = "war";</script></head>
<body><nav><a href="/">Home</a> <a href="/sport">Sport</a></nav><article><h1>Commander offers truce in the north</h1>
<p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p></article><footer>All rights</footer></body></html>"""
JOB = PageJob(
    item_id="i1",
    revision=2,
    url="https://news.example/2020/truce",
    html=PAGE.encode(),
    content_type="text/html; charset=utf-8",
    title="Commander offers truce in the north",
    summary="Fighters would hold their fire.",
    published=DAY_11,
    lang="en",
    publisher="Example News",
)


class Coder:
    """Lets through what `wanted` says, and codes everything as `coding`."""

    def __init__(self, wanted: Callable[[str], bool] = lambda _: True, **coding: object) -> None:
        self.wanted = wanted
        self.coding = replace(Coding(True, False, Label.NONE, (), 0.5, ()), **coding)  # type: ignore[arg-type]
        self.coded: list[Article] = []

    def triage(self, texts: Sequence[str]) -> list[bool]:
        return list(map(self.wanted, texts))

    def code(self, article: Article) -> Coding:
        self.coded.append(article)
        return self.coding


def test_a_page_that_matters_is_extracted_and_coded() -> None:
    coder = Coder()
    result = read_page(JOB, coder)
    assert (result.item_id, result.revision, result.text_source) == ("i1", 2, TextSource.PAGE)
    assert result.coding is coder.coding
    assert (result.skip, result.failure) == (None, "")
    assert coder.coded == [result.article]
    article = result.article
    assert (article.id, article.title, article.url, article.lang) == ("i1", JOB.title, JOB.url, "en")
    assert (article.published, article.precision, article.publisher) == (DAY_11, Precision.INSTANT, "Example News")
    assert all(part in article.text for part in (FIRST, SECOND, THIRD))
    assert "Sport" not in article.text


def test_the_page_itself_can_make_an_item_matter() -> None:
    job = replace(JOB, title="Evening report", summary="")
    assert read_page(job, Coder(lambda text: "monitors" in text)).coding is not None


def test_what_cannot_matter_is_kept_light() -> None:
    coder = Coder(lambda _: False)
    result = read_page(JOB, coder)
    assert (result.skip, result.coding, result.article.text, coder.coded) == (SkipReason.IRRELEVANT, None, "", [])
    assert result.article.published == DAY_11
    assert read_page(replace(JOB, published=None), coder).article.published is None


def test_an_item_without_any_text_says_so() -> None:
    blank = replace(JOB, title="", summary="", html=b"")
    assert read_page(blank, Coder(lambda _: False)).skip is SkipReason.NO_TEXT
    assert read_page(blank, Coder()).skip is SkipReason.NO_TEXT


@pytest.mark.parametrize(
    ("html", "kind", "failure"),
    [
        (b"", "", ""),
        (b"%PDF-1.7 ...", "application/pdf", "the page is application/pdf, not HTML"),
        (b"<html><body></body></html>", "text/html", "no text could be extracted from the page"),
        (b"<html><body><p>Truce offered</p></body></html>", "text/html", "the page's text is shorter than its feed's"),
        (b"<ul><li>a</li></ul>" * (TAG_LIMIT + 1), "text/html", f"the page has {TAG_LIMIT + 1:,} <ul> elements"),
        (b"<p>a</p>" * (SIZE_LIMIT // 8 + 1), "", "the page has 2,000,008 characters"),
    ],
)
def test_a_page_without_a_usable_text_leaves_the_feeds(html: bytes, kind: str, failure: str) -> None:
    result = read_page(replace(JOB, html=html, content_type=kind), Coder())
    assert (result.text_source, result.article.text) == (TextSource.FEED, JOB.summary)
    assert result.coding is not None
    assert result.failure.startswith(failure)
    assert bool(result.failure) is bool(failure)


@pytest.mark.parametrize(
    ("said", "failure"),
    [
        (
            "Before you continue, choose which cookies we and our partners may use to improve your visit.",
            "a consent wall",
        ),
        (
            "Just a moment. We are checking your browser before you can go on to the site you asked for.",
            "a challenge page",
        ),
        (
            "Sorry, page not found. The address may be old, or the story may have moved to our archive.",
            "a page-not-found",
        ),
    ],
)
def test_a_wall_is_never_coded(said: str, failure: str) -> None:
    html = f"<html><body><article><h1>Commander</h1><p>{said}</p><p>{said[::-1]}</p></article></body></html>"
    result = read_page(replace(JOB, html=html.encode()), Coder())
    assert (result.text_source, result.article.text) == (TextSource.FEED, JOB.summary)
    assert failure in result.failure


def test_a_page_that_does_not_mention_its_title_is_another_page() -> None:
    other = "Our garden editor explains when roses ought to be pruned and how much water a young lawn needs. " * 3
    assert wall(other, "Commander offers truce in northern valley").startswith("another page")
    assert wall(other, "Truce offered") == ""
    assert wall(FIRST, JOB.title) == ""
    assert wall("accept cookies " + FIRST * 20, JOB.title) == ""


def test_a_missing_date_is_read_from_the_page_as_a_day() -> None:
    result = read_page(replace(JOB, published=None, fetched_at=DAY_11), Coder())
    assert (result.article.published, result.article.precision) == (DAY_11, Precision.DAY)
    assert read_page(replace(JOB, published=None, html=b""), Coder()).article.published is None


@pytest.mark.parametrize(
    ("html", "at"),
    [
        ("<html><body><p>Nothing is dated here, nothing at all.</p></body></html>", None),
        ("", None),
        ("https://news.example/2020/10/11/", None),
        (PAGE.replace("2020-10-11", "2031-01-01"), None),
        (PAGE, DAY_11),
    ],
)
def test_a_page_without_a_date_stays_without_one(html: str, at: int | None) -> None:
    dated = page_date(html, "", DAY_11)
    assert (dated.at if dated else None) == at


@pytest.mark.parametrize(
    "html",
    [
        '<svg xmlns="http://www.w3.org/2000/svg"><text>hello</text></svg>',
        "<?xml version='1.0'?><a><b>hello</b></a>",
        "\0\1\2" * 50,
        "<div>" * 4_000 + "x",
        "<html>",
    ],
)
def test_odd_markup_gives_a_failure_in_words(html: str) -> None:
    extracted = extract(html)
    assert (extracted.text, bool(extracted.failure)) == ("", True)


def test_a_long_menu_is_not_taken_for_a_short_articles_text() -> None:
    teasers = "".join(f"<p>In valley {n} readers asked how a lantern is mended, and were told.</p>" for n in range(30))
    html = f"<html><body><div><h1>Truce holds</h1><p>{FIRST}</p></div><nav>{teasers}</nav></body></html>"
    assert extract(html).text.strip().endswith(FIRST)
    assert "lantern" not in extract(html).text


@pytest.mark.parametrize(
    "body",
    [
        "<nav><ul><li>Home</ul><article>{text}</article>",
        "<article>{text}<nav><ul><li>Home</ul>{more}</article>",
        "<NAV><UL><LI>Home</UL><article>{text}</article>",
        "<nav><article>{text}</article></nav>",
    ],
)
def test_an_article_within_a_menu_is_found(body: str) -> None:
    text, more = f"<p>{FIRST}</p><p>{SECOND}</p>", f"<p>{THIRD}</p>"
    found = extract(f"<html><body>{body.format(text=text, more=more)}</body></html>").text
    assert all(part in found for part in (FIRST, SECOND, *([THIRD] if "{more}" in body else [])))


def test_the_glance_shows_the_text_and_not_the_frame() -> None:
    seen = cheap_text(PAGE)
    assert FIRST in seen
    assert "Sport" not in seen
    assert "teaser" not in seen
    assert cheap_text("") == ""
    assert len(cheap_text("<p>" + "word " * 10_000)) == GLANCE_LIMIT


def test_the_pages_own_charset_is_heeded() -> None:
    html = PAGE.replace("utf-8", "windows-1251").replace("northern commander", "командир")
    assert declared_charset(html.encode("cp1251")) == "windows-1251"
    assert declared_charset(b"<html>") == ""
    result = read_page(replace(JOB, html=html.encode("cp1251"), content_type="text/html"), Coder())
    assert "командир" in result.article.text


def test_articles_are_coded_or_skipped_with_a_reason() -> None:
    article = Article("a", "Truce", "holds")
    assert code_article(article, Coder()).skip is None
    assert code_article(article, Coder(relevant=False)).skip is SkipReason.IRRELEVANT
    assert code_article(article, Coder(lang="unsupported")).skip is SkipReason.UNSUPPORTED_LANGUAGE
    assert code_article(Article("a", "", ""), Coder()).skip is SkipReason.NO_TEXT


def test_many_tags_of_harmless_kinds_are_read() -> None:
    html = f"<html><body><article><p>{FIRST}</p><p>{SECOND}</p>{'<b>a</b> ' * TAG_LIMIT}</article></body></html>"
    assert extract(html).failure == ""
