"""English verb forms: from a lemma to the words that a text holds. Which lemmas matter is told by the pattern files."""

from collections.abc import Mapping, Sequence
from enum import IntFlag


class Form(IntFlag):
    """How a verb stands: base (also the plural present), -s, past, participle, -ing; one word can be several."""

    NONE = 0
    BASE = 1
    S = 2
    PAST = 4
    PARTICIPLE = 8
    ING = 16


# The same as plain numbers, for the readers: to test a flag of an enum costs ten times as much.
BASE, S, PAST, PARTICIPLE, ING = (int(form) for form in (Form.BASE, Form.S, Form.PAST, Form.PARTICIPLE, Form.ING))
PRESENT = int(Form.BASE | Form.S)
FINITE = PRESENT | PAST
DONE = PAST | PARTICIPLE
ASIDE = int(Form.PARTICIPLE | Form.ING)  # what opens an aside: `known as`, `saying`


_VOWELS = frozenset("aeiou")
_SHORTEST = 3  # letters of a verb that can double its last


def verb_forms(lemma: str, irregular: Mapping[str, Sequence[str]]) -> dict[str, Form]:
    """Give a lemma's words with their forms; `irregular` maps a lemma to (past, participle)."""
    forms: dict[str, Form] = {}
    past, participle = irregular.get(lemma) or (_past(lemma), _past(lemma))
    for word, form in (
        (lemma, Form.BASE),
        (_third(lemma), Form.S),
        (past, Form.PAST),
        (participle, Form.PARTICIPLE),
        (_ing(lemma), Form.ING),
    ):
        forms[word] = forms.get(word, Form.NONE) | form
    return forms


def _third(lemma: str) -> str:
    if lemma.endswith(("s", "sh", "ch", "x", "z", "o")):
        return lemma + "es"
    if lemma.endswith("y") and lemma[-2] not in _VOWELS:
        return lemma[:-1] + "ies"
    return lemma + "s"


def _past(lemma: str) -> str:
    if lemma.endswith("e"):
        return lemma + "d"
    if lemma.endswith("y") and lemma[-2] not in _VOWELS:
        return lemma[:-1] + "ied"
    return _doubled(lemma) + "ed"


def _ing(lemma: str) -> str:
    if lemma.endswith("ie"):
        return lemma[:-2] + "ying"
    if lemma.endswith("e") and not lemma.endswith(("ee", "oe")):
        return lemma[:-1] + "ing"
    return _doubled(lemma) + "ing"


def _doubled(lemma: str) -> str:
    """Double a last consonant after one short vowel in a word of one syllable: stop, stopping."""
    vowels = sum(c in _VOWELS for c in lemma)
    closed = len(lemma) >= _SHORTEST and lemma[-1] not in _VOWELS | set("wxy") and lemma[-2] in _VOWELS
    return lemma + lemma[-1] if closed and vowels == 1 else lemma
