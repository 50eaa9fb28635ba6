"""Checks the pattern files: every key, class, act, and line; what a mistake is called, and how to cure it."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from monitor.domain.classify.grammar import PatternMistake, compile_shape
from monitor.domain.classify.rules import Between, Deed, Presumed
from monitor.domain.classify.triage import TRIAGE_LISTS
from monitor.domain.classify.vocabulary import BUILT_IN, class_names
from monitor.domain.model.report import Act, PloverEvent, Responsibility, SubEvent

_TABLES = frozenset({"irregular", "verbs", "words", "triage", "pattern"})
_COMMON = frozenset({"id", "match", "rank", "examples"})
_TRUCE = _COMMON | {
    "act",
    "weight",
    "agent",
    "negated",
    "planned",
    "future",
    "conditional",
    "told_by_party",
    "by_deed",
    "effective",
    "context",
    "needs",
    "voice",
    "closes",
    "mention",
    "between",
}
_ARMED = _COMMON | {"event", "sub_event", "weapon", "tie", "presumed", "admits", "joins", "ongoing", "actor", "target"}
_TURNS = ("negated", "planned", "future", "conditional")
_PLACES = frozenset({"left", "right", "between", "both", "by", "none"})


def check_patterns(patterns: Mapping[str, Any]) -> tuple[str, ...]:
    """Give every mistake in the pattern files, each with its file and key; none means that they can be compiled."""
    mistakes = [mistake for name, content in patterns.items() for mistake in _tables(name, content)]
    if mistakes:
        return tuple(mistakes)
    bits = {name: 1 << at for at, name in enumerate(class_names(patterns))}
    mistakes += [
        f"patterns/{name}.toml, triage.classes: no file has a class {unknown!r}"
        for name, content in patterns.items()
        for unknown in content.get("triage", {}).get("classes", ())
        if unknown not in bits
    ]
    entries = [(name, entry) for name, content in patterns.items() for entry in content.get("pattern", ())]
    for name, entry in entries:
        mistakes += [f"patterns/{name}.toml, {entry.get('id', 'a pattern')}: {m}" for m in _entry(entry, bits)]
    seen = Counter(entry.get("id") for _, entry in entries)
    mistakes += [
        f"patterns: the id {key!r} is used {count} times; give each pattern its own"
        for key, count in seen.items()
        if count > 1
    ]
    return tuple(mistakes)


def _tables(name: str, content: Mapping[str, Any]) -> Iterator[str]:
    for key, table in content.items():
        if key not in _TABLES:
            yield f"patterns/{name}.toml: unknown table {key!r}; allowed: {', '.join(sorted(_TABLES))}"
        elif key == "pattern":
            if not isinstance(table, list):
                yield f"patterns/{name}.toml: write patterns as [[pattern]]"
        elif not isinstance(table, Mapping):
            yield f"patterns/{name}.toml: {key!r} is not a table"
        else:
            yield from _lists(name, key, table)


def _lists(name: str, key: str, table: Mapping[str, Any]) -> Iterator[str]:
    for entry, words in table.items():
        where = f"patterns/{name}.toml, {key}.{entry}"
        if (
            not isinstance(words, list)
            or not words
            or not all(isinstance(word, str) and word.strip() for word in words)
        ):
            yield f"{where}: write a list of words"
        elif key == "irregular" and len(words) != 2:  # noqa: PLR2004 - past and participle
            yield f"{where}: write past and participle"
        elif key == "triage" and entry not in TRIAGE_LISTS:
            yield f"{where}: unknown list; allowed: {', '.join(TRIAGE_LISTS)}"
        elif key in {"verbs", "words"} and entry in BUILT_IN:
            yield f"{where}: this class is built in; choose another name"


def _entry(entry: Mapping[str, Any], bits: Mapping[str, int]) -> Iterator[str]:
    if ("act" in entry) == ("event" in entry):
        yield "needs either an act or an event"
        return
    for key in sorted(entry.keys() - (_TRUCE if "act" in entry else _ARMED)):
        yield f"unknown key {key!r}"
    for key in ("id", "match", "examples"):
        if not entry.get(key):
            yield f"needs {key!r}"
    yield from _values(entry)
    lines = [*entry.get("match", ()), *entry.get("needs", ())]
    if isinstance(entry.get("match"), str) or not all(isinstance(line, str) for line in lines):
        yield "write match and needs as lists of lines"
        return
    for line in lines:
        try:
            compile_shape(line, bits)
        except PatternMistake as mistake:
            yield f"{line!r}: {mistake}"


def _values(entry: Mapping[str, Any]) -> Iterator[str]:
    acts, events, subs, ties = (frozenset(map(str, kind)) for kind in (Act, PloverEvent, SubEvent, Responsibility))
    allowed = {"act": acts, "event": events, "sub_event": subs, "tie": ties, "actor": _PLACES, "target": _PLACES,
               "presumed": frozenset(Presumed), "between": frozenset(Between), "by_deed": frozenset(Deed),
               "agent": frozenset({"party", "insider", "mediator", "any"}), "voice": frozenset({"active"}),
               "told_by_party": acts, **dict.fromkeys(_TURNS, acts | {""})}  # fmt: skip
    for key, values in allowed.items():
        if key in entry and not (isinstance(entry[key], str) and entry[key] in values):
            yield f"{key} = {entry[key]!r}; allowed: {', '.join(sorted(values))}"
    rank = entry.get("rank", 50)
    if not isinstance(rank, int) or not 0 <= rank <= 100:  # noqa: PLR2004 - a percentage
        yield f"rank = {rank!r}; write a whole number from 0 to 100"
