"""A coding in plain words for a reader: what each report says, by which rule, and where its sentence stands."""

from dataclasses import dataclass

from monitor.domain.model.article import Article
from monitor.domain.model.lexicon import Lexicon
from monitor.domain.model.report import (
    Act,
    CeasefireReport,
    Coding,
    DeadlineKind,
    EventReport,
    Responsibility,
    Term,
    TermTiming,
    Toll,
)
from monitor.domain.model.time import SECOND, Precision, When, iso

_TIMING = {
    TermTiming.PRECEDENT: "will hold if",
    TermTiming.RESOLUTIVE: "holds on condition of",
    TermTiming.RECIPROCAL: "holds as long as",
}
_TIES = {
    Responsibility.CLAIMED: "claimed by",
    Responsibility.DENIED: "denied by",
    Responsibility.ATTRIBUTED: "blamed on",
    Responsibility.SUSPECTED: "suspected of",
}
_DAYS = 86_400 * SECOND


@dataclass(frozen=True, slots=True)
class Explained:
    """One report in words; `start` and `end` are offsets into `article.reading`, both 0 for the headline label."""

    text: str
    rule: str = ""
    start: int = 0
    end: int = 0


def describe(article: Article, coding: Coding, lexicon: Lexicon) -> tuple[Explained, ...]:
    """Tell the headline label first, then each report in the order of its evidence."""
    head = f"{article.id}: {coding.ceasefire_change}"
    head += f" between {_list(coding.parties)}" if coding.parties else ""
    head += "; militia activity" if coding.militia_activity else ""
    head += "" if coding.relevant else "; not relevant"
    head += f"; language {coding.lang}, not read" if coding.lang == "unsupported" else ""
    if coding.uncertain is not None:
        head += f"; perhaps {coding.uncertain.label} ({coding.uncertain.score:.0%}), but no rule supports it"
    reports = sorted(coding.reports, key=lambda report: report.evidence.start)
    return (Explained(head), *(_explained(report, lexicon) for report in reports))


def _explained(report: CeasefireReport | EventReport, lexicon: Lexicon) -> Explained:
    text = _truce(report, lexicon) if isinstance(report, CeasefireReport) else _event(report, lexicon)
    evidence = report.evidence
    text += " [background]" if evidence.background else ""
    return Explained(text, evidence.rule, evidence.start, evidence.end)


def _truce(report: CeasefireReport, lexicon: Lexicon) -> str:
    parts = [f"{_names(report.parties, lexicon) or 'someone'}: {report.act.replace('_', ' ')} ({report.factuality})"]
    parts += _named("towards", report.counterparts, lexicon) + _named("covering", report.covered, lexicon)
    between = "asked for by" if report.act is Act.APPEAL else "mediated by"
    parts += _named(between, report.mediators, lexicon) + _named("in", report.places, lexicon)
    parts += ["already in force"] if report.effective_now else []
    parts += [f"from {_when(report.start)}"] if report.start else []
    parts += [f"until {_when(report.expires)}"] if report.expires else []
    parts += [f"for {report.duration / _DAYS:g} days"] if report.duration else []
    parts += [_term(term, lexicon) for term in report.terms]
    who = report.speaker_name or (lexicon.name(report.speaker_actor) if report.speaker_actor else "")
    parts += [f"said by {who or report.speaker} ({'own word' if report.constitutive else report.speaker})"]
    return "; ".join(parts)


def _event(report: EventReport, lexicon: Lexicon) -> str:
    parts = [f"{_names(report.actors, lexicon) or 'unattributed'}: {report.sub_event} ({report.factuality})"]
    parts += _named("on", report.targets, lexicon) + _named("in", report.places, lexicon)
    parts += [f"by {report.weapon}"] if report.weapon else []
    parts += [f"on {_when(report.when)}"] if report.when else []
    parts += [f"{_toll(report.killed)} killed"] if report.killed != Toll() else []
    parts += [f"{_toll(report.injured)} injured"] if report.injured != Toll() else []
    for claim in report.responsibility:
        by = f" by {lexicon.name(claim.by)}" if claim.by else ""
        parts.append(f"{_TIES[claim.kind]} {lexicon.name(claim.actor)}{by}")
    return "; ".join(parts)


def _term(term: Term, lexicon: Lexicon) -> str:
    text = f"{_TIMING[term.timing]}: {term.text!r}"
    text += f", owed by {lexicon.name(term.obligor)}" if term.obligor else ""
    if term.deadline is DeadlineKind.NONE_STATED:
        text += ", expressly no deadline"
    elif term.deadline_at is not None:
        text += f", by {_when(term.deadline_at)}"
    return text + (f", else: {term.consequence!r}" if term.consequence else "")


def _named(word: str, ids: tuple[str, ...], lexicon: Lexicon) -> list[str]:
    return [f"{word} {_names(ids, lexicon)}"] if ids else []


def _names(ids: tuple[str, ...], lexicon: Lexicon) -> str:
    places = lexicon.place
    return _list(
        tuple(places[name].name if name in places and name not in lexicon.actor else lexicon.name(name) for name in ids)
    )


def _list(names: tuple[str, ...]) -> str:
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1] if names else "")))


def _when(when: When) -> str:
    return iso(when.start) if when.precision in {Precision.INSTANT, Precision.HOUR} else iso(when.start)[:10]


def _toll(toll: Toll) -> str:
    if toll.best is not None:
        return str(toll.best)
    return f"at least {toll.low}" if toll.low is not None else f"up to {toll.high}"
