"""Every pattern of the shipped files is found in its own examples, and no class or phrase is there in vain."""

import re
from typing import Any

import pytest

from monitor.domain.classify.cast import Cast
from monitor.domain.classify.coder import Coder
from monitor.domain.classify.gazetteer import compile_gazetteer
from monitor.domain.classify.inflect import Form, verb_forms
from monitor.domain.classify.matching import RuleIndex
from monitor.domain.classify.normalise import fold_text
from monitor.domain.classify.reading import Reader
from monitor.domain.classify.rules import armed_rules, truce_rules
from monitor.domain.classify.schema import check_patterns
from monitor.domain.classify.tokens import tokenise
from monitor.domain.classify.vocabulary import BUILT_IN, Vocabulary, compile_vocabulary
from monitor.domain.model.lexicon import Lexicon
from monitor.settings.lexicon import load_lexicon

PATTERNS: dict[str, Any] = dict(load_lexicon().patterns)
EXAMPLES = [
    (entry["id"], example)
    for content in PATTERNS.values()
    for entry in content.get("pattern", ())
    for example in entry["examples"]
]
STEPS = [
    step
    for content in PATTERNS.values()
    for entry in content.get("pattern", ())
    for line in (*entry["match"], *entry.get("needs", ()))
    for step in line.split()
]
KEPT_FOR_THEMSELVES = {"kept_whole"}


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return compile_vocabulary(PATTERNS)


@pytest.fixture(scope="module")
def reader(lexicon: Lexicon, vocabulary: Vocabulary) -> Reader:
    return Reader(compile_gazetteer(lexicon), vocabulary, Cast(lexicon, vocabulary))


@pytest.fixture(scope="module")
def indexes(vocabulary: Vocabulary) -> tuple[RuleIndex[Any], ...]:
    rules = (truce_rules(PATTERNS, vocabulary.bits), armed_rules(PATTERNS, vocabulary.bits))
    return tuple(RuleIndex(some) for some in rules)


def test_shipped_patterns_have_no_mistake() -> None:
    assert check_patterns(PATTERNS) == ()


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_example_is_found_by_its_pattern(
    rule: str, example: str, reader: Reader, indexes: tuple[RuleIndex[Any], ...]
) -> None:
    lines = reader.read(*tokenise(fold_text(example).text))
    assert rule in {match.rule.id for line in lines for index in indexes for match in index.find(line)}


def test_every_class_is_spoken_of(lexicon: Lexicon, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = {"subordinate", *(name for step in STEPS for name in re.findall(r"@(\w+)", step))}
    mask = Vocabulary.mask

    def noted(vocabulary: Vocabulary, *names: str) -> int:
        asked.update(names)
        return mask(vocabulary, *names)

    monkeypatch.setattr(Vocabulary, "mask", noted)
    Coder(lexicon)
    defined = {name for content in PATTERNS.values() for table in ("verbs", "words") for name in content.get(table, ())}
    assert defined - asked == KEPT_FOR_THEMSELVES
    assert asked <= defined | set(BUILT_IN)


def test_every_phrase_of_a_pattern_is_read_as_one_unit(reader: Reader) -> None:
    phrases = {word.replace("_", " ") for step in STEPS for word in re.findall(r"(?<![@\w])[a-z]+_[a-z_]+", step)}
    broken = {phrase for phrase in phrases if len(reader.read(*tokenise(phrase))[0].units) > 1}
    assert not broken


def test_every_irregular_verb_is_one() -> None:
    verbs = {
        lemma.split()[0]
        for content in PATTERNS.values()
        for lemmas in content.get("verbs", {}).values()
        for lemma in lemmas
    }
    told = [entry for content in PATTERNS.values() for entry in content.get("irregular", {}).items()]
    idle = [lemma for lemma, (past, participle) in told if not irregular(lemma, past, participle)]
    assert not idle
    assert {lemma for lemma, _ in told} <= verbs


def irregular(lemma: str, past: str, participle: str) -> bool:
    forms = verb_forms(lemma, {})
    return not (forms.get(past, Form.NONE) & Form.PAST and forms.get(participle, Form.NONE) & Form.PARTICIPLE)
