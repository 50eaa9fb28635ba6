"""The story as data: what is released when, by whom, as feed and as page."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from importlib import resources

from monitor.domain.model.time import Millis, to_datetime, to_millis

FEED_WINDOW = 10  # entries that a feed shows, newest first


@dataclass(frozen=True, slots=True)
class StoryArticle:
    """One article of the story, released at `at`."""

    id: str
    feed: str
    at: Millis
    title: str
    summary: str
    text: str


@dataclass(frozen=True, slots=True)
class Story:
    """The publishers by feed name, and their articles in order of release."""

    feeds: dict[str, str]
    articles: tuple[StoryArticle, ...]

    def released(self, now: Millis) -> tuple[StoryArticle, ...]:
        """Give what is out by now, newest first."""
        return tuple(article for article in reversed(self.articles) if article.at <= now)


def load_story() -> Story:
    """Read the story that ships with the program."""
    raw = tomllib.loads(resources.files(__package__).joinpath("story.toml").read_text("utf-8"))
    articles = (StoryArticle(**{**row, "at": to_millis(row["at"])}) for row in raw["articles"])
    return Story(raw["feeds"], tuple(sorted(articles, key=lambda article: article.at)))


def as_feed(title: str, articles: Iterable[StoryArticle], base: str) -> bytes:
    """Write an RSS 2.0 feed of the newest articles; `base` is the publisher's address."""
    entries = "".join(_entry(article, base) for article in list(articles)[:FEED_WINDOW])
    head = f"<title>{escape(title)}</title><link>{base}</link><description>{escape(title)}</description>"
    return f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>{head}{entries}</channel></rss>'.encode()


def as_page(article: StoryArticle, publisher: str) -> bytes:
    """Write an article's page, with the furniture that real pages have."""
    paragraphs = "".join(f"<p>{escape(text.strip())}</p>" for text in article.text.strip().split("\n\n"))
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(article.title)}</title></head>'
        f"<body><header><nav><a href='/'>{escape(publisher)}</a> <a href='/about'>About us</a></nav></header>"
        f"<main><article><h1>{escape(article.title)}</h1>{paragraphs}</article></main>"
        f"<footer><p>All rights with {escape(publisher)}.</p></footer></body></html>"
    ).encode()


def _entry(article: StoryArticle, base: str) -> str:
    date = to_datetime(article.at).strftime("%a, %d %b %Y %H:%M:%S +0000")
    link = f"{base}/{article.id}.html"
    return (
        f"<item><guid isPermaLink='true'>{link}</guid><link>{link}</link><title>{escape(article.title)}</title>"
        f"<description>{escape(article.summary)}</description><pubDate>{date}</pubDate></item>"
    )
