"""A coding for a reader: the text with its evidence marked, then what each mark says. Pure."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from monitor.domain.classify.explain import describe
from monitor.domain.classify.ruled_out import RuledOut
from monitor.domain.model.article import Article
from monitor.domain.model.lexicon import Lexicon
from monitor.domain.model.report import Coding

OPEN, CLOSE = "[[", "]]"
SHORT = 160  # characters of a sentence that was ruled out


def read_out(article: Article, coding: Coding, lexicon: Lexicon, ruled_out: Sequence[RuledOut] = ()) -> Iterator[str]:
    """Give the lines of a coded article: marked text, the coding, each report under its number, what was ruled out."""
    head, *reports = describe(article, coding, lexicon)
    lost = len(article.reading) - len(article.reading.lstrip("\n"))
    yield marked(article.reading.strip("\n"), [(report.start - lost, report.end - lost) for report in reports])
    yield ""
    yield f"{head.text} (confidence {coding.confidence:.2f})"
    for number, report in enumerate(reports, 1):
        yield f"[{number}] {report.text} (rule {report.rule})"
    if ruled_out:
        yield ""
        yield "ruled out:"
    for one in ruled_out:
        sentence = one.evidence.sentence
        yield f"- {one.act.replace('_', ' ')} (rule {one.evidence.rule}): {one.reason}: {_short(sentence)}"


def _short(sentence: str) -> str:
    return sentence if len(sentence) <= SHORT else f"{sentence[: SHORT - 1].rstrip()}…"


def marked(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """Put `[[1: ` and `]]` around each span, numbered from 1; spans over the same words share one mark."""
    numbers: dict[tuple[int, int], list[str]] = {}
    for number, (start, end) in enumerate(spans, 1):
        if 0 <= start < end <= len(text):
            numbers.setdefault((start, end), []).append(str(number))
    signs = [(start, 1, -end, f"{OPEN}{','.join(ids)}: ") for (start, end), ids in numbers.items()]
    signs += [(end, 0, -start, CLOSE) for start, end in numbers]
    ordered = sorted(signs)
    cuts = [0, *(at for at, *_ in ordered), len(text)]
    pieces = [text[start:end] for start, end in pairwise(cuts)]
    return "".join(piece + sign for piece, sign in zip(pieces, [*(sign for *_, sign in ordered), ""], strict=True))
