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

    Rows in are {id, date?, title?, text, url?, lang?}; rows out come in the same order. A sentence's
    start and end count the characters of title, blank line and text put together, also where the title is empty. Of one
    text it is told as well what was ruled out, and why.
    """
    from monitor.cli.opening import load_lexicon
    from monitor.cli.output import emit, tell
    from monitor.cli.rows import coding_row, ruled_out_rows
    from monitor.domain.classify.coder import Coder

    if target is None:
        _rows(Coder(load_lexicon()), shape)
        return
    article = _article(target, config)
    lexicon = load_lexicon()
    coder = Coder(lexicon)
    coding, ruled_out = coder.code(article), coder.ruled_out(article)
    if shape is Format.TABLE:
        from monitor.cli.marked import read_out

        for part in read_out(article, coding, lexicon, ruled_out):
            tell(part)
    else:
        emit([coding_row(article.id, coding) | {"ruled_out": ruled_out_rows(ruled_out)}], shape, COLUMNS)


def _rows(coder: "Coder", shape: Format) -> None:
    """Code stdin line by line; a line that is no row is told and costs the exit code, the others are coded."""
    import sys

    from monitor.cli.output import emit, say
    from monitor.garbage import collecting_seldom

    if sys.stdin.isatty():
        say("reading rows from the terminal, one JSON object a line; end with Ctrl-D")
    bad: list[str] = []
    with collecting_seldom():
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
    scheme, _, rest = target.partition("://")
    if rest and scheme.lower() in {"http", "https"}:
        from monitor.cli.page import read_page

        return read_page(f"{scheme.lower()}://{rest}", config)
    return _from_file(target, config)


def _from_file(name: str, config: MaybeConfig) -> "Article":
    from pathlib import Path

    from monitor.cli.page import decoded, read_saved
    from monitor.cli.text import article_of, is_markup
    from monitor.errors import SettingsError

    try:
        content = Path(name).read_bytes()
    except OSError as error:
        raise SettingsError(
            (f"{name}: cannot be read ({error.strerror}); name a text file or an http address",)
        ) from None
    if is_markup(decoded(content)):
        return read_saved(name, content, config)
    try:
        return article_of(name, content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise SettingsError((f"{name}: no UTF-8 text; convert it, or give the article's address",)) from None
