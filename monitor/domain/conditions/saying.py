"""What a statement does to a watch: it finds its arrangement, moves it by the table, and bears out earlier changes."""

from dataclasses import replace

from monitor.domain.conditions.book import Book
from monitor.domain.conditions.doing import look_back
from monitor.domain.conditions.heard import Said
from monitor.domain.conditions.learning import learn
from monitor.domain.conditions.ledger import digest
from monitor.domain.conditions.matching import EFFECTIVE, RUNNING, Match, Start, match
from monitor.domain.conditions.rules_offer import own, rejected, sayer
from monitor.domain.conditions.table import BEARS_OUT, TABLE
from monitor.domain.conditions.thresholds import T
from monitor.domain.conditions.truce import LIVE, Shift, Truce, formally
from monitor.domain.model.condition import ChangeKind, Formal, Stance
from monitor.domain.model.report import Act, Factuality, Speaker
from monitor.domain.model.time import DAY

OF_EFFECT = EFFECTIVE | RUNNING
GROUND_TRUTH = frozenset({ChangeKind.VIOLATED, ChangeKind.BROKEN})


def hear_said(book: Book, said: Said) -> None:
    """Take one statement; the clock has been advanced to it."""
    book.lay_to_rest(said.at.start)
    found = match(book.awake.values(), said, book.ground)
    if _restores(found, said):
        said = replace(said, act=Act.ANNOUNCES)
        found = match(book.awake.values(), said, book.ground)
    truce = found.truce or _begin(book, found, said)
    if truce is None:
        _note_rejection(book, said)
        return
    record = book.record(truce.id)
    record.evidence.setdefault(said.filed.id)
    if said.report.factuality is Factuality.THREATENED:
        record.threats.setdefault(said.filed.id)
        return
    changed = _apply(book, truce, said) if said.moves else frozenset[ChangeKind]()
    _bear_out(book, truce.id, said, changed)
    _feel(book, truce.id, said)


def _restores(found: Match, said: Said) -> bool:
    """Tell whether a party resumes, by its own word, a truce that is over or forgotten: it declares another."""
    gone = found.truce is None or (found.truce.is_over and not found.truce.shaky)
    return said.act is Act.RESUMES and said.moves and bool(said.committers) and gone


def _begin(book: Book, found: Match, said: Said) -> Truce | None:
    """Open a new arrangement; one that it renews is superseded, or merely its predecessor where that is over."""
    if found.start is Start.NOT:
        return None
    old = found.renews
    truce = Truce(
        _new_id(book, said),
        born=said.at.start,
        touched=said.at.start,
        places=said.places,
        formal=Formal.IN_EFFECT if found.start is Start.PRESUMED else Formal.NONE,
        origin=said.origin,
        successor_of=old.id if old else None,
    )
    book.open(truce)
    if old is not None and not old.is_over:
        book.take(_superseded(old, said), said)
    return truce


def _new_id(book: Book, said: Said) -> str:
    bare = digest(book.ground.watch.id, *sorted(said.named), said.at.start // DAY)
    taken = sum(name.startswith(bare) for name in book.truces)
    return f"{bare}-{taken + 1}" if taken else bare


def _superseded(truce: Truce, said: Said) -> Shift:
    return formally(
        truce,
        ChangeKind.SUPERSEDED,
        Formal.SUPERSEDED,
        said.at,
        confirmed=bool(said.committers),
        rule="superseded",
        reason="A new arrangement of the same parties takes its place.",
    )


def _apply(book: Book, truce: Truce, said: Said) -> frozenset[ChangeKind]:
    """Let the statement's rules move the arrangement, each on what the one before left."""
    book.keep(learn(truce, said, book.ground))
    changed: set[ChangeKind] = set()
    for rule in TABLE[said.act]:
        outcome = rule(book.truces[truce.id], said, book.ground)
        if isinstance(outcome, Truce):
            book.keep(outcome)
        elif outcome is not None:
            book.take(outcome, said)
            changed.add(outcome.change)
            if outcome.change is ChangeKind.IN_EFFECT:
                look_back(book, truce.id)
    return frozenset(changed)


def _bear_out(book: Book, name: str, said: Said, changed: frozenset[ChangeKind]) -> None:
    """Let the statement confirm earlier changes that it bears out."""
    truce = book.truces[name]
    actor = sayer(said, truce)
    for change in BEARS_OUT.get(said.act, ()):
        if change not in changed:
            news = book.ledger.corroborate(name, change, actor, said, settles=_settles(truce, said, change))
            if news:
                _confirmed(book, name, change, said)


def _settles(truce: Truce, said: Said, change: ChangeKind) -> bool:
    """Tell whether a word needs no second: a party's own about its commitment, a monitor's about the ground."""
    if said.report.speaker is Speaker.MONITOR:
        return change in GROUND_TRUTH | {ChangeKind.HOLDING, ChangeKind.IN_EFFECT}
    return own(said, truce) and change not in GROUND_TRUTH


def _confirmed(book: Book, name: str, change: ChangeKind, said: Said) -> None:
    truce = book.truces[name]
    if change is ChangeKind.ANNOUNCED:
        both = len({book.ground.side(actor) for actor in said.parties}) > 1
        book.keep(replace(truce, vouched=True, seconded=truce.seconded or both))
    elif truce.is_over:
        book.keep(replace(truce, shaky=False))


def _feel(book: Book, name: str, said: Said) -> None:
    """Take the effect as sure once a second origin or a party speaks of it as live; weigh what was told before.

    What was only presumed to be in effect is so no more once anybody reports it.
    """
    truce = book.truces[name]
    if truce.provisional and truce.formal is Formal.IN_EFFECT and said.act in EFFECTIVE and said.moves:
        truce = replace(truce, provisional=False)
        book.keep(truce)
    sure = said.origin != truce.origin or own(said, truce)
    if sure and said.act in OF_EFFECT and truce.formal in LIVE and not truce.felt:
        book.keep(replace(truce, felt=True))
        look_back(book, name)


def _note_rejection(book: Book, said: Said) -> None:
    """Record a rejection where no offer is open: a stance, told once for a while."""
    if said.act is not Act.REJECTS or not said.moves or not said.parties:
        return
    actor = (said.committers or said.parties)[0]
    last = book.rejections.get(actor)
    book.rejections[actor] = said.at.start
    if last is not None and said.at.start - last < T.rejection:
        book.ledger.corroborate("", ChangeKind.REJECTED, actor, said, settles=actor in said.committers)
        return
    nobody = learn(Truce("", said.at.start, said.at.start), said, book.ground)
    shift = rejected(nobody, said, book.ground)
    if shift is not None:
        book.ledger.record(replace(shift, before=Stance.SILENT, rule="rejected.no_offer"), said)
