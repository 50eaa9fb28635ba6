"""From a fetched page to a coded article: glance, triage, careful extraction, coding.

Runs inside a worker. A page that gives no text never loses the item: the feed's own text is coded and the failure
stands beside it.
"""

from collections.abc import Sequence
from typing import Protocol

from alerts.text import clean_text
from monitor.domain.model.article import Article, SkipReason, TextSource
from monitor.domain.model.report import Coding
from monitor.ingest.decode import decode
from monitor.ingest.feed_entry import Dated
from monitor.ingest.page_date import page_date
from monitor.ingest.page_extract import SIZE_LIMIT, Extracted, extract
from monitor.ingest.page_glance import cheap_text, declared_charset
from monitor.ingest.page_wall import wall
from monitor.ingest.work import CodeResult, PageJob, PageResult

TEXT_LIMIT = 60_000  # characters that are coded
UNSUPPORTED = "unsupported"
_MARKUP = ("html", "xml", "text/plain")


class TextCoder(Protocol):
    """What reading needs of the classifier."""

    def triage(self, texts: Sequence[str]) -> Sequence[bool]:
        """Tell of each text whether it can matter."""
        ...

    def code(self, article: Article) -> Coding:
        """Code an article."""
        ...


def read_page(job: PageJob, coder: TextCoder) -> PageResult:
    """Read one page; only what can matter is extracted with care and coded."""
    html = decode(job.html, job.content_type, declared_charset(job.html)) if _is_markup(job) else ""
    if not _can_matter(f"{job.title} {job.summary}", coder):
        glance = cheap_text(html[:SIZE_LIMIT])
        if not (glance and _can_matter(f"{job.title} {glance}", coder)):
            blank = not (job.title or job.summary or glance)
            return _light(job, SkipReason.NO_TEXT if blank else SkipReason.IRRELEVANT)
    extracted = _page_text(job, html)
    article = _article(job, extracted.text or job.summary, _dated(job, html))
    source = TextSource.PAGE if extracted.text else TextSource.FEED
    coded = code_article(article, coder)
    return PageResult(
        job.item_id, job.revision, article, source, coded.coding, coded.skip, extracted.failure or coded.failure
    )


def _can_matter(text: str, coder: TextCoder) -> bool:
    (verdict,) = coder.triage([text])
    return verdict


def code_article(article: Article, coder: TextCoder) -> CodeResult:
    """Code one article; what is not read, or holds nothing, is skipped with its reason."""
    if not (article.title or article.text):
        return CodeResult(article.id, skip=SkipReason.NO_TEXT)
    coding = coder.code(article)
    if coding.lang == UNSUPPORTED:
        return CodeResult(article.id, coding, SkipReason.UNSUPPORTED_LANGUAGE)
    return CodeResult(article.id, coding, None if coding.relevant or coding.reports else SkipReason.IRRELEVANT)


def _is_markup(job: PageJob) -> bool:
    kind = job.content_type.lower()
    return bool(job.html) and (not kind or any(name in kind for name in _MARKUP))


def _page_text(job: PageJob, html: str) -> Extracted:
    """Give the page's own text where it is the article's and says more than the feed did."""
    if not job.html:
        return Extracted()
    if not html:
        return Extracted(failure=f"the page is {clean_text(job.content_type, limit=60)}, not HTML")
    extracted = extract(html)
    text = _paragraphs(clean_text(extracted.text, limit=TEXT_LIMIT), job.title)
    if not text:
        return extracted
    standing = wall(text, job.title)
    if standing:
        return Extracted(failure=f"the address answers {standing}")
    if len(text) < len(job.summary):
        return Extracted(failure="the page's text is shorter than its feed's")
    return Extracted(text)


def _paragraphs(text: str, title: str) -> str:
    """Set each extracted line off as a paragraph; the title, which pages repeat as a headline, is not one of them."""
    lines = [line for line in text.splitlines() if line.strip()]
    if lines and lines[0].strip().casefold() == title.strip().casefold():
        del lines[0]
    return "\n\n".join(lines)


def _dated(job: PageJob, html: str) -> Dated | None:
    if job.published is not None:
        return Dated(job.published, job.precision)
    return page_date(html, job.url, job.fetched_at) if 0 < len(html) <= SIZE_LIMIT else None


def _article(job: PageJob, text: str, dated: Dated | None) -> Article:
    return Article(
        id=job.item_id,
        title=job.title,
        text=text,
        url=job.url,
        lang=job.lang,
        published=dated.at if dated else None,
        precision=dated.precision if dated else job.precision,
        publisher=job.publisher,
    )


def _light(job: PageJob, why: SkipReason) -> PageResult:
    dated = Dated(job.published, job.precision) if job.published is not None else None
    return PageResult(job.item_id, job.revision, _article(job, "", dated), TextSource.FEED, skip=why)
