"""Wire stories of our own, coded by hand: what the coder must find in each, and what it must not add.

A passage is one TOML file of `passages/`. A value that is a list of choices, or that has bars in it (`sudan|rsf`),
admits each of them, and a name that ends in a bar may be missing. A key given as `false` must come out empty, one that
is left out is not compared. A report that is `optional` may be missing.
"""

import tomllib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any, TypeAlias, TypeVar

import pytest

from monitor.domain.classify.coder import Coder
from monitor.domain.model.article import Article
from monitor.domain.model.lexicon import Lexicon
from monitor.domain.model.report import (
    Act,
    CeasefireReport,
    Coding,
    DeadlineKind,
    EventReport,
    Factuality,
    Label,
    Report,
    Term,
    Toll,
)
from monitor.domain.model.time import HOUR, Millis, When, iso, to_datetime, to_millis

Table: TypeAlias = dict[str, Any]
R = TypeVar("R", CeasefireReport, EventReport)
FOLDER = Path(__file__).parent / "passages"
FILES = sorted(FOLDER.glob("*.toml"))
MOVES_NOTHING = {Act.NEGOTIATES, Act.APPEAL, Act.HOLDS}
REAL = {Factuality.OCCURRED, Factuality.IN_PROGRESS}


@dataclass(frozen=True)
class Field:
    """One key of an expected table: what the report has there, and whether the two agree."""

    read: Callable[[Any], object]
    agree: Callable[[Any, Any], bool]


def choices(want: object) -> list[Any]:
    """Give the values that are all admitted."""
    if isinstance(want, str):
        return list(want.split("|"))
    return want if isinstance(want, list) else [want]


def one_of(want: object, got: object) -> bool:
    return got in choices(want)


def each_in(want: Iterable[str], got: Iterable[str]) -> bool:
    """Tell whether all that is wanted is there."""
    return all(set(choices(name)) & set(got) for name in want)


def the_same(want: list[str], got: tuple[str, ...]) -> bool:
    """Tell whether all that is wanted is there, and nothing else; a name that ends in a bar may be missing."""
    needed = [name for name in want if not name.endswith("|")]
    return len(needed) <= len(got) <= len(want) and each_in(needed, got) and all(any_of(want, name) for name in got)


def any_of(want: list[str], got: str) -> bool:
    return any(one_of(name, got) for name in want)


def quoted(want: object, got: str) -> bool:
    """Tell whether a fragment stands in the evidence."""
    return any(fragment in got for fragment in choices(want))


def middle(when: When) -> datetime:
    return to_datetime((when.start + when.end) // 2)


def at_time(want: object, got: When | None) -> bool:
    """Compare an instant by its start, a day by the interval's middle: a local day stays the same day in UTC."""
    if got is None:
        return False
    return any(
        got.start == to_millis(moment) if isinstance(moment, datetime) else middle(got).date() == moment
        for moment in choices(want)
    )


def of_figures(want: list[int], got: Toll) -> bool:
    """Compare the lowest and the highest figure given."""
    figures = [figure for figure in (got.low, got.best, got.high) if figure is not None]
    return bool(figures) and [min(figures), max(figures)] == want


def due(want: object, got: tuple[Term, ...]) -> bool:
    """Compare the deadline of any term."""
    if want == DeadlineKind.NONE_STATED:
        return any(term.deadline is DeadlineKind.NONE_STATED for term in got)
    return any(at_time(want, term.deadline_at) for term in got)


def on_terms(want: list[Table], got: tuple[Term, ...]) -> bool:
    return all(
        any(term.timing == one["type"] and one.get("obligor", term.obligor) == term.obligor for term in got)
        for one in want
    )


def tied(want: list[Table], got: set[tuple[str, str]]) -> bool:
    return {(claim["kind"], claim["actor"]) for claim in want} <= got


def of_weapon(want: str, got: str) -> bool:
    """Compare weapons by words: a rocket is of `rockets`, `a suicide bomb` of `suicide`."""
    return bool(got) and (want in got or got in want)


def hours(duration: Millis | None) -> float | None:
    return None if duration is None else duration / HOUR


TRUCE = {
    "act": Field(lambda r: r.act, one_of),
    "sentence": Field(lambda r: r.evidence.sentence, quoted),
    "parties": Field(lambda r: r.parties, the_same),
    "counterparts": Field(lambda r: r.counterparts, the_same),
    "factuality": Field(lambda r: r.factuality, one_of),
    "speaker": Field(lambda r: r.speaker, one_of),
    "start": Field(lambda r: r.start, at_time),
    "duration_hours": Field(lambda r: hours(r.duration), one_of),
    "expires": Field(lambda r: r.expires, at_time),
    "deadline": Field(lambda r: r.terms, due),
    "terms": Field(lambda r: r.terms, on_terms),
    "mediators": Field(lambda r: r.mediators, each_in),
}
EVENT = {
    "event": Field(lambda r: r.event, one_of),
    "sub_event": Field(lambda r: r.sub_event, one_of),
    "actors": Field(lambda r: r.actors, the_same),
    "targets": Field(lambda r: r.targets, each_in),
    "factuality": Field(lambda r: r.factuality, one_of),
    "weapon": Field(lambda r: r.weapon, of_weapon),
    "place": Field(lambda r: r.places, lambda want, got: each_in([want], got)),
    "date": Field(lambda r: r.when, at_time),
    "killed": Field(lambda r: r.killed, of_figures),
    "injured": Field(lambda r: r.injured, of_figures),
    "responsibility": Field(lambda r: {(str(claim.kind), claim.actor) for claim in r.responsibility}, tied),
}


def unlike(want: Table, got: object, fields: dict[str, Field]) -> list[str]:
    """Name the keys in which a report is not as wanted."""
    return [key for key, field in fields.items() if key in want and not agree(want[key], field, got)]


def agree(want: object, field: Field, got: object) -> bool:
    found = field.read(got)
    return not found if want is False else field.agree(want, found)


def told(value: object) -> str:
    """Write a value for a reader."""
    if isinstance(value, When):
        return f"{iso(value.start)} ({value.precision})"
    if isinstance(value, Term):
        return f"{value.timing} by {value.obligor or 'nobody'}, deadline {value.deadline}: {value.text!r}"
    if isinstance(value, Toll):
        return f"low {value.low}, best {value.best}, high {value.high}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple | set):
        return f"[{'; '.join(told(one) for one in value)}]"
    return repr(str(value)) if isinstance(value, str) else repr(value)


def title(want: Table) -> str:
    """Name an expected report."""
    what = want.get("act") or f"{want['event']} {want['sub_event']}"
    names: list[str] = want.get("parties") or want.get("actors") or []
    return f"{what} of {', '.join(names) or 'nobody'}"


def told_whole(report: Report) -> str:
    """Name a report that came, with its rule and sentence."""
    what = report.act if isinstance(report, CeasefireReport) else f"{report.event} {report.sub_event}"
    who = report.parties if isinstance(report, CeasefireReport) else report.actors
    proof = report.evidence
    return f"{what} of {', '.join(who) or 'nobody'}, {report.factuality} [{proof.rule}]: {proof.sentence!r}"


def nearest(want: Table, reports: list[R], fields: dict[str, Field]) -> R | None:
    """Give the report of the wanted act, or of the wanted event, that is most alike."""
    kind = "act" if "act" in want else "event"
    able = [report for report in reports if agree(want[kind], fields[kind], report)]
    return min(able, key=lambda report: len(unlike(want, report, fields)), default=None)


def paired(wants: list[Table], reports: list[R], fields: dict[str, Field]) -> Iterator[tuple[Table, R | None]]:
    """Pair what is wanted with what came, the best likenesses first; each report answers once."""
    left, rest = list(wants), list(reports)
    while left:
        pairs = [(want, nearest(want, rest, fields)) for want in left]
        want, report = min(pairs, key=lambda pair: len(unlike(pair[0], pair[1], fields)) if pair[1] else 99)
        left.remove(want)
        if report is not None:
            rest.remove(report)
        yield want, report


def compared(wants: list[Table], reports: list[R], fields: dict[str, Field]) -> tuple[list[str], list[R]]:
    """Give the differences, and the reports that nobody asked for."""
    differences: list[str] = []
    rest = list(reports)
    for want, report in paired(wants, reports, fields):
        if report is not None:
            rest.remove(report)
            differences += [
                f"{title(want)}: {key} should be {told(want[key])}, is {told(fields[key].read(report))}"
                for key in unlike(want, report, fields)
            ]
        elif not want.get("optional"):
            differences.append(f"missing: {title(want)}: {want.get('sentence') or want.get('place', '')}")
    return differences, rest


def repeats(report: CeasefireReport, wants: list[Table]) -> bool:
    """Tell whether a report only says again what was wanted, of no other party."""
    return any(
        one_of(want["act"], report.act)
        and one_of(want["factuality"], report.factuality)
        and set(report.parties) <= {choice for name in want.get("parties", []) for choice in choices(name)}
        for want in wants
    )


def differences_of(coding: Coding, want: Table) -> Iterator[str]:
    """Tell in what a coding is not as a careful human coder's."""
    for key, got in (("label", coding.ceasefire_change), ("relevant", coding.relevant)):
        if key in want and not one_of(want[key], got):
            yield f"{key} should be {want[key]}, is {got}"
    if want.get("militia", coding.militia_activity) != coding.militia_activity:
        yield f"militia should be {want['militia']}"
    if missing := [name for name in want.get("parties", []) if name not in coding.parties]:
        yield f"parties lack {missing}, are {coding.parties}"
    truces = [report for report in coding.reports if isinstance(report, CeasefireReport)]
    events = [report for report in coding.reports if isinstance(report, EventReport)]
    yield from truce_differences(want.get("truce", []), truces)
    yield from event_differences(want.get("event", []), events)


def truce_differences(wants: list[Table], reports: list[CeasefireReport]) -> Iterator[str]:
    differences, rest = compared(wants, reports, TRUCE)
    yield from differences
    for report in rest:
        moves = report.act not in MOVES_NOTHING and report.factuality is not Factuality.HISTORICAL
        if moves and not repeats(report, wants):
            yield f"too much: {told_whole(report)}"


def event_differences(wants: list[Table], reports: list[EventReport]) -> Iterator[str]:
    differences, rest = compared(wants, reports, EVENT)
    yield from differences
    yield from (f"too much: {told_whole(report)}" for report in rest if report.factuality in REAL)


def ids_in(report: Table) -> Iterator[str]:
    """Give the actor and place ids that an expected report names."""
    lists = (report.get(key) or [] for key in ("parties", "counterparts", "actors", "targets", "mediators"))
    tied_to = [claim["actor"] for claim in report.get("responsibility", [])]
    obligors = [term["obligor"] for term in report.get("terms", []) if "obligor" in term]
    for name in (*chain.from_iterable(lists), *tied_to, *obligors, report.get("place", "")):
        yield from filter(None, choices(name))


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_a_passage_is_read_as_a_careful_coder_reads_it(path: Path, coder: Coder) -> None:
    passage = tomllib.loads(path.read_text("utf-8"))
    article = Article(path.stem, passage["title"], passage["text"], published=to_millis(passage["date"]))
    differences = list(differences_of(coder.code(article), passage["expected"]))
    assert not differences, "\n".join([path.stem, *differences])


def test_all_passages_are_there() -> None:
    assert len(FILES) == 40


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_an_expectation_speaks_the_words_of_model_and_lexicon(path: Path, lexicon: Lexicon) -> None:
    expected = tomllib.loads(path.read_text("utf-8"))["expected"]
    known = {actor.id for actor in lexicon.actors} | {place.id for place in lexicon.places}
    for kind, fields in (("truce", TRUCE), ("event", EVENT)):
        for report in expected.get(kind, []):
            assert set(report) <= {*fields, "optional"}
            assert set(ids_in(report)) <= known
    assert set(expected) <= {"label", "relevant", "militia", "parties", "truce", "event"}
    assert set(choices(expected["label"])) <= set(Label)
    assert set(expected.get("parties", [])) <= {actor.name for actor in lexicon.actors}


def test_a_difference_is_seen(coder: Coder) -> None:
    coding = partial(Article, "a", "", published=to_millis(datetime(2020, 10, 11, tzinfo=UTC)))
    told_of = coder.code(coding("Hamas fired rockets at Israel on Saturday, killing three people."))
    want = {
        "event": [{"event": "ASSAULT", "sub_event": "Attack", "actors": ["hamas"], "date": date(2020, 10, 9)}],
        "truce": [{"act": "ends", "parties": ["hamas"], "factuality": "occurred", "sentence": "the truce is over"}],
    }
    keys = [line.partition(":")[2].split()[0] for line in differences_of(told_of, want)]
    assert keys == ["ends", "sub_event", "date"]
