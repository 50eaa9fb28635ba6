"""The three questions of `trucewatch label`, and the keys that answer them."""

from collections.abc import Callable
from enum import Enum

from monitor.cli.output import cell
from monitor.domain.model.report import Label

Key = Callable[[], str]  # waits for the next key
Say = Callable[[str], None]
Gold = dict[str, object]

LABEL_KEYS = dict(zip("0123456789rt", Label, strict=True))
MEANINGS = {
    Label.NONE: "nothing changes; also an outsider's appeal, a peace deal that is no truce, a surrender",
    Label.PROPOSED: "a concrete proposal, draft or resolution",
    Label.CONDITIONAL_OFFER: "a party would stop if ...",
    Label.ANNOUNCED: "agreed, declared or accepted, not yet in force; also by one side alone",
    Label.IN_EFFECT: "it starts, holds or is carried out",
    Label.EXTENDED: "it is prolonged",
    Label.VIOLATED: "a breach, or an accusation of one; not declared over",
    Label.SUSPENDED_OR_COLLAPSED: "it is suspended or breaks down, fighting resumes",
    Label.ENDED: "a party formally ends it",
    Label.EXPIRED: "its time runs out",
    Label.REJECTED: "a party refuses it, or denies that there is one",
    Label.NEGOTIATION_ONLY: "talks about it, also failed ones, and nothing more",
}
MILITIA = "militia activity? an attack, threat, kidnapping, clash, claim or denial BY an armed group of no state"
RELEVANT = "relevant? a truce between named parties, militia activity, or an armed group's conflict"
YES_NO = {"y": True, "n": False}


class Move(Enum):
    """What a key wants instead of answering."""

    UNDO = "u"
    SKIP = "s"
    QUIT = "q"


MOVES = {**{move.value: move for move in Move}, "\x04": Move.QUIT}


def ask(key: Key, say: Say) -> Gold | Move:
    """Put the three questions on one row; undo goes back by one, and from the first one to the row before."""
    questions: tuple[tuple[str, str, Gold], ...] = (
        ("ceasefire_change", legend(), {sign: label.value for sign, label in LABEL_KEYS.items()}),
        ("militia_activity", f"{MILITIA} (y/n)", {**YES_NO}),
        ("relevant", f"{RELEVANT} (y/n)", {**YES_NO}),
    )
    gold: Gold = {}
    while len(gold) < len(questions):
        name, question, answers = questions[len(gold)]
        answer = _answer(question, answers, key, say)
        if not isinstance(answer, Move):
            gold[name] = answer
        elif answer is Move.UNDO and gold:
            gold.popitem()
        else:
            return answer
    return gold


def last_word(key: Key, say: Say) -> Move:
    """Wait until somebody quits, or takes the last answer back."""
    say("no row is left to read; press q (quit) or u (undo)")
    while (move := MOVES.get(key())) not in {Move.QUIT, Move.UNDO}:
        say("  no such key here; press q (quit) or u (undo)")
    return move


def _answer(question: str, answers: Gold, key: Key, say: Say) -> object:
    """Put one question until a key answers it."""
    say(question)
    while True:
        pressed = key()
        if pressed in MOVES:
            return MOVES[pressed]
        if pressed in answers:
            say(f"  {cell(answers[pressed])}")
            return answers[pressed]
        say(f"  no such key here; press one of {' '.join(answers)}, or u (undo), s (skip), q (quit)")


def legend() -> str:
    """Give the keys of the labels with what these mean."""
    width = max(map(len, Label))
    keys = [f"  {sign}  {label:<{width}}  {MEANINGS[label]}" for sign, label in LABEL_KEYS.items()]
    return "\n".join([*keys, "  u  undo    s  skip    q  quit"])
