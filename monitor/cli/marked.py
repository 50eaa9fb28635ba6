"""A coding for a reader: the text with its evidence marked, then what each mark says. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from monitor.cli.rows import Names
from monitor.domain.model.article import Article
from monitor.domain.model.report import CeasefireReport, Coding, EventReport, Evidence, Report

OPEN, CLOSE = "[[", "]]"


def read_out(article: Article, coding: Coding, name: Names) -> Iterator[str]:
    """Give the lines of a coded article: marked text, then the coding, then each report under its number."""
    yield marked(article.reading.strip("\n"), _shifted(article, coding))
    yield ""
    guess = coding.uncertain
    yield f"relevant: {_yes(coding.relevant)}   militia activity: {_yes(coding.militia_activity)}"
    yield f"ceasefire change: {coding.ceasefire_change.value}   confidence: {coding.confidence:.2f}"
    if guess is not None:
        yield f"uncertain: perhaps {guess.label.value} ({guess.score:.2f}), no sentence proves it"
    if coding.parties:
        yield f"parties: {', '.join(coding.parties)}"
    for number, report in enumerate(coding.reports, 1):
        yield f"[{number}] {said(report, name)}"


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


def said(report: Report, name: Names) -> str:
    """Say in a line what a report asserts, by which rule, and how surely."""
    what = _truce(report, name) if isinstance(report, CeasefireReport) else _event(report, name)
    background = ", background" if report.evidence.background else ""
    return f"{what} ({report.factuality.value}{background}; rule {report.evidence.rule}; {report.confidence:.2f})"


def _truce(report: CeasefireReport, name: Names) -> str:
    to = f" to {_names(report.counterparts, name)}" if report.counterparts else ""
    own = "; their own word" if report.constitutive else ""
    terms = "".join(f"; term ({term.timing.value}): {term.text}" for term in report.terms)
    return f"{report.act.value}: {_names(report.parties, name)}{to}{own}{terms}"


def _event(report: EventReport, name: Names) -> str:
    claims = "".join(f"; {claim.kind.value} {name(claim.actor)}" for claim in report.responsibility)
    return f"{report.sub_event.value}: {_names(report.actors, name)} against {_names(report.targets, name)}{claims}"


def _shifted(article: Article, coding: Coding) -> list[tuple[int, int]]:
    """Give the spans of the evidence in the reading without its leading empty lines."""
    lost = len(article.reading) - len(article.reading.lstrip("\n"))
    return [_span(report.evidence, lost) for report in coding.reports]


def _span(evidence: Evidence, lost: int) -> tuple[int, int]:
    return evidence.start - lost, evidence.end - lost


def _names(actors: Iterable[str], name: Names) -> str:
    return ", ".join(map(name, actors)) or "nobody named"


def _yes(flag: bool) -> str:
    return "yes" if flag else "no"
