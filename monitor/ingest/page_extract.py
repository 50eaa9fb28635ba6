"""Careful extraction: trafilatura in its fast mode, without comments, tables and metadata.

It gets decoded text and never an address. What its heuristics cannot bear (thousands of lists or tables take it
minutes) is refused by count before; what it cannot do is told as a failure, never as an empty text. An exception in it
is the worker's to report (see `workers`): the feed's text is coded then.
"""

from dataclasses import dataclass

import trafilatura

SIZE_LIMIT = 2_000_000  # characters of markup
TAG_LIMIT = 5_000  # of one kind; the richest of 431 real pages had 1,145 <div>
_COUNTED = ("<ul", "<ol", "<li", "<table", "<tr", "<td", "<p", "<div", "<span", "<blockquote", "<h2", "<br", "<font")
# Menus and teasers are cut before the heuristics walk through them, which they do some ten times.
_FURNITURE = "//nav|//aside|//footer"


@dataclass(frozen=True, slots=True)
class Extracted:
    """An article's text, or "" with the reason in words."""

    text: str = ""
    failure: str = ""


def extract(html: str) -> Extracted:
    """Extract the article's text, paragraphs on lines of their own."""
    if len(html) > SIZE_LIMIT:
        return Extracted(failure=f"the page has {len(html):,} characters, more than the {SIZE_LIMIT:,} that are read")
    for tag in _COUNTED if html.count("<") > TAG_LIMIT else ():  # each count is a walk through the whole page
        if (count := _count(html, tag)) > TAG_LIMIT:
            return Extracted(failure=f"the page has {count:,} {tag}> elements, too many to be an article")
    closed = _count(html, "<nav") == _count(html, "</nav")  # a menu that its publisher never closed holds the article
    text = (_text_of(html, _FURNITURE) if closed else None) or _text_of(html)
    return Extracted(text) if text else Extracted(failure="no text could be extracted from the page")


def _text_of(html: str, cut: str | None = None) -> str | None:
    return trafilatura.extract(
        html,
        fast=True,
        include_comments=False,
        include_tables=False,
        with_metadata=False,
        output_format="txt",
        prune_xpath=cut,
    )


def _count(html: str, tag: str) -> int:
    return html.count(tag) + html.count(tag.upper())
