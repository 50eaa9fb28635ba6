"""`trucewatch classify`: rows from stdin coded to rows on stdout, or one text shown with its evidence marked."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from monitor.cli.options import Exit, Format, MaybeConfig, Shape, Target

if TYPE_CHECKING:
    from monitor.domain.classify.coder import Coder
    from monitor.domain.model.article import Article

CLASSIFY = "Example: trucewatch classify --format jsonl < items.jsonl > coded.jsonl"
COLUMNS = ("id", "relevant", "militia_activity", "ceasefire_change", "parties", "confidence")


def classify(target: Target = None, config: MaybeConfig = None, shape: Shape = Format.TABLE) -> None:
    """Say what a text asserts, and by which sentences.

    Rows in are {id, date?, title?, text, url?, lang?}; rows out come in the same order.
    """
    from monitor.cli.opening import load_lexicon
    from monitor.cli.output import emit, tell
    from monitor.cli.rows import coding_row
    from monitor.domain.classify.coder import Coder

    if target is None:
        _rows(Coder(load_lexicon()), shape)
        return
    article = _article(target, config)
    lexicon = load_lexicon()
    coding = Coder(lexicon).code(article)
    if shape is Format.TABLE:
        from monitor.cli.marked import read_out

        for part in read_out(article, coding, lexicon):
            tell(part)
    else:
        emit([coding_row(article.id, coding)], shape, COLUMNS)


def _rows(coder: "Coder", shape: Format) -> None:
    """Code stdin line by line; a line that is no row is told and costs the exit code, the others are coded."""
    import sys

    from monitor.cli.output import emit, say

    if sys.stdin.isatty():
        say("reading rows from the terminal, one JSON object a line; end with Ctrl-D")
    bad: list[str] = []
    emit(coded_rows(sys.stdin.buffer, coder, bad), shape, COLUMNS)
    for mistake in bad:
        say(mistake)
    if bad:
        raise Exit(1)


def coded_rows(lines: Iterable[bytes], coder: "Coder", bad: list[str]) -> Iterator[dict[str, object]]:
    """Give a coding for each row, noting the lines that are none."""
    from monitor.backfill.rows import BadRow, read_row
    from monitor.cli.output import say
    from monitor.cli.rows import coding_row

    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = read_row(line)
        except BadRow as error:
            bad.append(f"stdin, line {number}: {error}")
            continue
        if row.flaw:
            say(f"stdin, line {number}: {row.flaw}")
        yield coding_row(row.article.id, coder.code(row.article))


def _article(target: str, config: MaybeConfig) -> "Article":
    from pathlib import Path

    from alerts.text import clean_text
    from monitor.cli.page import read_page
    from monitor.errors import MonitorError

    if target.startswith(("http://", "https://")):
        return read_page(target, config)
    try:
        text = Path(target).read_text(encoding="utf-8-sig")
    except OSError as error:
        raise MonitorError(
            f"{target}: cannot be read ({error.strerror}); name a text file or an http address"
        ) from None
    except UnicodeDecodeError:
        raise MonitorError(f"{target}: no UTF-8 text; convert it, or give the article's address") from None
    return article_of(target, clean_text(text))


def article_of(name: str, text: str) -> "Article":
    """Make an article of a text; a first line that stands alone is its title."""
    from monitor.domain.model.article import Article

    first, gap, rest = text.strip().partition("\n\n")
    if gap and "\n" not in first:
        return Article(id=name, title=first.strip(), text=rest.strip())
    return Article(id=name, title="", text=text.strip())
