"""The language of the pattern files: from a line like `@agree ..4 @extend ..6 @truce` to steps that can be matched.

word            that very word (folded, lower case)
@class          a unit of that class; @class:past only in these verb forms (base, s, past, part, ing, joined by +)
a|b|@c          any of them
x?              may be missing
..4 x           up to 4 units may stand between, none a wall (dash, bar, colon, semicolon) or `@subordinate` (after, if)
...4 x          the same, those too
!@class ..4 x   no unit of that class may stand between (nor be stepped over)
^x              x begins the sentence;  x$  x ends it
=x              x is the verb or noun whose subject, negation and mood count (else the first step is)
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from monitor.domain.classify.inflect import Form

_GAP = re.compile(r"(\.{2,3})(\d+)")
_FORMS = {"base": Form.BASE, "s": Form.S, "past": Form.PAST, "part": Form.PARTICIPLE, "ing": Form.ING}


class PatternMistake(ValueError):
    """A pattern's line that cannot be read; the message says why."""


@dataclass(frozen=True, slots=True)
class Step:
    """What must stand next: a unit with one of the classes (in one of the forms) or one of the words."""

    mask: int = 0
    forms: int = 0
    words: frozenset[str] = frozenset()
    gap: int = 0
    barred: int = 0
    optional: bool = False
    first: bool = False
    last: bool = False
    head: bool = False


@dataclass(frozen=True, slots=True)
class Shape:
    """A compiled pattern line: its steps, and the head step's number."""

    steps: tuple[Step, ...]
    head: int


def compile_shape(line: str, bits: Mapping[str, int]) -> Shape:
    """Compile one pattern line; raises PatternMistake for an unknown class, form or sign."""
    steps: list[Step] = []
    gap, crosses, barred = 0, True, 0
    for sign in line.split():
        jump = _GAP.fullmatch(sign)
        if jump:
            gap, crosses = int(jump[2]), len(jump[1]) > 2  # noqa: PLR2004 - three dots
        elif sign.startswith("!"):
            barred |= _class_mask(sign[1:], bits)[0]
        else:
            walls = 0 if crosses else bits["wall"] | bits.get("subordinate", 0)
            steps.append(_step(sign, bits, gap, barred | walls))
            gap, crosses, barred = 0, True, 0
    if steps and steps[0].optional:
        raise PatternMistake("the first step cannot be optional")
    if not steps or gap or barred:
        raise PatternMistake("a pattern needs a step at its end")
    heads = [at for at, step in enumerate(steps) if step.head]
    if len(heads) > 1:
        raise PatternMistake("only one step can be the head (=)")
    return Shape(tuple(steps), heads[0] if heads else 0)


def _step(sign: str, bits: Mapping[str, int], gap: int, barred: int) -> Step:
    head, body = sign.startswith("="), sign.removeprefix("=")
    first, body = body.startswith("^"), body.removeprefix("^")
    last, body = body.endswith("$"), body.removesuffix("$")
    optional, body = body.endswith("?"), body.removesuffix("?")
    mask, forms, words = 0, set[Form](), set[str]()
    for choice in body.split("|"):
        if choice.startswith("@"):
            own, form = _class_mask(choice, bits)
            mask |= own
            forms.add(form)
        elif choice:
            words.add(choice.replace("_", " "))
        else:
            raise PatternMistake(f"{sign!r} has an empty choice")
    if len(forms) > 1:
        raise PatternMistake(f"{sign!r} wants different verb forms of its classes; write a line for each")
    return Step(mask, int(next(iter(forms), Form.NONE)), frozenset(words), gap, barred, optional, first, last, head)


def _class_mask(choice: str, bits: Mapping[str, int]) -> tuple[int, Form]:
    name, _, forms = choice.removeprefix("@").partition(":")
    if name not in bits:
        raise PatternMistake(f"there is no class {name!r}")
    together = Form.NONE
    for form in forms.split("+") if forms else ():
        if form not in _FORMS:
            raise PatternMistake(f"there is no verb form {form!r}; allowed: {', '.join(_FORMS)}")
        together |= _FORMS[form]
    return bits[name], together
