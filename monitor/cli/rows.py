"""The rows that other programs rely on: changes, conditions, codings. Pure: from the model to plain JSON values.

A row's keys are a contract: they may grow, they are never renamed.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import TypeAlias

from monitor.domain.classify.ruled_out import RuledOut
from monitor.domain.conditions.beside import Beside
from monitor.domain.model.condition import Arrangement, Condition, ConditionChange
from monitor.domain.model.report import CeasefireReport, Coding, FiledReport, Report
from monitor.domain.model.ruling import GRADE, Ruling
from monitor.domain.model.time import When, iso

Json: TypeAlias = dict[str, object]
Names: TypeAlias = Callable[[str], str]  # actor id -> canonical name
Filed: TypeAlias = Mapping[str, FiledReport]

DIGITS = 3
KEYS = {"duration": "duration_ms"}  # fields whose key says the unit
UNREAD = "unsupported"  # the language of a text that was not read


def plain(value: object) -> object:
    """Turn a value of the model into what JSON knows; an interval becomes start, end and precision."""
    match value:
        case Enum():
            return value.value
        case When():
            return {"start": iso(value.start), "end": iso(value.end), "precision": value.precision.value}
        case float():
            return round(value, DIGITS)
        case tuple() | list():
            return [plain(inner) for inner in value]
        case _ if is_dataclass(value):
            return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
        case _:
            return value


def change_row(change: ConditionChange, filed: Filed, name: Names, rulings: Iterable[Ruling] = ()) -> Json:
    """Give one transition of the journal with its evidence, which may be an analyst's ruling."""
    ruled = {one.id: one for one in rulings}
    moved = change.transition
    return {
        "id": moved.id,
        "event_time": iso(moved.at.start),
        "event_precision": moved.at.precision.value,
        "reported_at": iso(moved.reported_at),
        "detected_at": iso(change.detected_at),
        "watch": moved.watch,
        "kind": moved.kind.value,
        "arrangement": moved.arrangement,
        "change": moved.change.value,
        "field": moved.field.value,
        "from": moved.before,
        "to": moved.after,
        "parties": [name(party) for party in moved.parties],
        "actor": None if moved.actor is None else name(moved.actor),
        "confirmed": moved.confirmed,
        "announced": change.announced,
        "reason": moved.reason,
        "rule": moved.rule,
        "evidence": [
            *evidence_rows(moved.evidence, filed),
            *(_word(ruled[one]) for one in moved.evidence if one in ruled),
        ],
    }


def _word(ruling: Ruling) -> Json:
    """Give an analyst's word as evidence."""
    return {
        "item_id": None,
        "url": "",
        "sentence": ruling.why,
        "origin": f"{GRADE}:{ruling.by}",
        "publisher": "",
        "published_at": iso(ruling.ruled_at),
        "ruling": ruling.id,
        "grade": GRADE,
    }


def ruling_row(ruling: Ruling) -> Json:
    """Give one ruling of an analyst, withdrawn or not."""
    withdrawn = ruling.withdrawn
    return {
        "id": ruling.id,
        "watch": ruling.watch,
        "verb": ruling.verb.value,
        "subject": ruling.subject,
        "arrangement": ruling.arrangement,
        "field": None if ruling.field is None else ruling.field.value,
        "value": ruling.value,
        "at": None if ruling.at is None else iso(ruling.at.start),
        "by": ruling.by,
        "why": ruling.why,
        "ruled_at": iso(ruling.ruled_at),
        "acts_on": list(ruling.acts_on),
        "grade": GRADE,
        "withdrawn": withdrawn and {"at": iso(withdrawn.at), "by": withdrawn.by, "why": withdrawn.why},
    }


def evidence_rows(ids: Iterable[str], filed: Filed) -> list[Json]:
    """Give the sentences behind something, in order; a report that is gone leaves no row."""
    return [
        {
            "item_id": found.item_id,
            "url": found.url,
            "sentence": found.report.evidence.sentence,
            "origin": found.origin,
            "publisher": found.publisher,
            "published_at": None if found.published is None else iso(found.published),
        }
        for found in map(filed.get, ids)
        if found is not None
    ]


def beside_rows(found: Sequence[Beside]) -> list[Json]:
    """Give the reports that stand beside a change, each with why."""
    filed = {one.filed.id: one.filed for one in found}
    return [{**row, "why": one.why} for one in found for row in evidence_rows((one.filed.id,), filed)]


def condition_row(condition: Condition, filed: Filed, name: Names, rulings: Iterable[Ruling] = ()) -> Json:
    """Give one standing condition with the rulings on it; what only an arrangement has is empty elsewhere."""
    arrangement = condition.arrangement
    row: Json = {
        "watch": condition.watch,
        "kind": condition.kind.value,
        "status": condition.status,
        "compliance": None,
        "trend": None if condition.trend is None else condition.trend.value,
        "actors": [
            {"actor": name(one.actor), "level": one.level, "trend": one.trend and one.trend.value}
            for one in condition.actors
        ],
        "since": iso(condition.since),
        "confidence": round(condition.confidence, DIGITS),
        "parties": [],
        "terms": [],
        "dates": {},
    }
    return {
        **row,
        **(_arrangement(arrangement, filed, name, rulings) if arrangement else {}),
        "evidence": evidence_rows(condition.evidence or (arrangement.evidence if arrangement else ()), filed),
    }


def _arrangement(arrangement: Arrangement, filed: Filed, name: Names, rulings: Iterable[Ruling]) -> Json:
    scope = arrangement.scope
    return {
        "arrangement": arrangement.id,
        "arrangement_kind": arrangement.kind.value,
        "compliance": arrangement.compliance.value,
        "disputed": arrangement.disputed,
        "provisional": arrangement.provisional,
        "parties": [
            {
                "actor": party.actor,
                "name": name(party.actor),
                "role": party.role.value,
                "stance": party.stance.value,
                "since": plain(party.since),
                "evidence": evidence_rows((party.report,), filed),
            }
            for party in arrangement.parties
        ],
        "scope": {
            "bound": [name(actor) for actor in scope.bound],
            "protected": [name(actor) for actor in scope.protected],
            "places": list(scope.places),
            "excluded": list(scope.excluded),
        },
        "terms": plain(arrangement.terms),
        "dates": plain(arrangement.dates),
        "mediators": [name(actor) for actor in arrangement.mediators],
        "threats": evidence_rows(arrangement.threats, filed),
        "incidents": evidence_rows(arrangement.incidents, filed),
        "violations": evidence_rows(arrangement.violations, filed),
        "successor_of": arrangement.successor_of,
        "rulings": [ruling_row(one) for one in rulings if _concerns(one, arrangement)],
    }


def _concerns(ruling: Ruling, arrangement: Arrangement) -> bool:
    """Tell whether somebody ruled on an arrangement, under this id or by its reports under another one."""
    return ruling.arrangement == arrangement.id or not set(ruling.acts_on).isdisjoint(arrangement.evidence)


def coding_row(item_id: str, coding: Coding) -> Json:
    """Give one article's coding as `classify` prints it; `uncertain` is there only where there is a guess."""
    guess = coding.uncertain
    return {
        "id": item_id,
        "relevant": coding.relevant,
        "militia_activity": coding.militia_activity,
        "ceasefire_change": coding.ceasefire_change.value,
        **({} if guess is None else {"uncertain": {"label": guess.label.value, "score": round(guess.score, DIGITS)}}),
        "parties": list(coding.parties),
        "confidence": 0.0 if coding.lang == UNREAD else round(coding.confidence, DIGITS),
        "lang": coding.lang,
        "reports": [report_row(report) for report in coding.reports],
    }


def ruled_out_rows(found: Iterable[RuledOut]) -> list[Json]:
    """Give what spoke for an act and was ruled out, each with its reason and its sentence."""
    return [{"act": one.act.value, "reason": one.reason.value, "evidence": plain(one.evidence)} for one in found]


def report_row(report: Report) -> Json:
    """Give one report with all its fields; actors and places stand as ids of the lexicon."""
    kind = "ceasefire" if isinstance(report, CeasefireReport) else "event"
    return {"type": kind, **{KEYS.get(f.name, f.name): plain(getattr(report, f.name)) for f in fields(report)}}
