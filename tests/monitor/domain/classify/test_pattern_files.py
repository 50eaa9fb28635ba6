"""Every pattern of the shipped files is found in its own examples, and the files' schema holds."""

from typing import Any

import pytest

from monitor.domain.classify.cast import Cast
from monitor.domain.classify.gazetteer import compile_gazetteer
from monitor.domain.classify.matching import RuleIndex
from monitor.domain.classify.normalise import fold_text
from monitor.domain.classify.reading import Reader
from monitor.domain.classify.rules import armed_rules, truce_rules
from monitor.domain.classify.schema import check_patterns
from monitor.domain.classify.tokens import tokenise
from monitor.domain.classify.vocabulary import Vocabulary, compile_vocabulary
from monitor.domain.model.lexicon import Lexicon
from monitor.settings.lexicon import load_lexicon

PATTERNS: dict[str, Any] = dict(load_lexicon().patterns)
EXAMPLES = [
    (entry["id"], example)
    for content in PATTERNS.values()
    for entry in content.get("pattern", ())
    for example in entry["examples"]
]


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return compile_vocabulary(PATTERNS)


@pytest.fixture(scope="module")
def reader(lexicon: Lexicon, vocabulary: Vocabulary) -> Reader:
    return Reader(compile_gazetteer(lexicon), vocabulary, Cast(lexicon, vocabulary))


def test_shipped_patterns_have_no_mistake() -> None:
    assert check_patterns(PATTERNS) == ()


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_example_is_found_by_its_pattern(rule: str, example: str, reader: Reader, vocabulary: Vocabulary) -> None:
    lines = reader.read(*tokenise(fold_text(example).text))
    truces = RuleIndex(truce_rules(PATTERNS, vocabulary.bits))
    armed = RuleIndex(armed_rules(PATTERNS, vocabulary.bits))
    found = {match.rule.id for line in lines for match in truces.find(line)}
    found |= {match.rule.id for line in lines for match in armed.find(line)}
    assert rule in found
