"""Rules for offers and announcements: proposed, conditional_offer, announced, and what refuses them."""

from dataclasses import replace

from monitor.domain.conditions.ground import Ground
from monitor.domain.conditions.heard import Said
from monitor.domain.conditions.truce import OPEN_OFFER, Shift, Truce, formally, with_stance
from monitor.domain.model.condition import ArrangementKind, ChangedField, ChangeKind, Formal, Role, Stance
from monitor.domain.model.report import Act, Speaker

BEFORE_DECLARATION = frozenset({Formal.NONE, Formal.PROPOSED})
ONE_SIDED = frozenset({ArrangementKind.UNILATERAL, ArrangementKind.RECIPROCAL})
OFFERED = frozenset({Stance.OFFERS, Stance.ACCEPTS})


def sayer(said: Said, truce: Truce) -> str | None:
    """Give whose word it is reported to be: the own word first, then an essential party, then any."""
    essential = [actor for actor in said.parties if actor in truce.essential]
    return next(iter((*said.committers, *essential, *said.parties)), None)


def own(said: Said, truce: Truce) -> bool:
    """Tell whether a party whose commitment counts says it itself."""
    return not set(said.committers).isdisjoint(truce.essential)


def proposed(truce: Truce, said: Said, ground: Ground) -> Shift | None:
    """Move none to PROPOSED on a concrete offer."""
    if truce.formal is not Formal.NONE or said.conditional:
        return None
    who = _by(said, ground, "A truce is proposed")
    offered = truce
    for actor in said.committers:
        offered = with_stance(offered, actor, Stance.OFFERS, Role.COUNTERPART, since=said.at, report=said.filed.id)
    return formally(
        offered,
        ChangeKind.PROPOSED,
        Formal.PROPOSED,
        said.at,
        confirmed=own(said, truce),
        rule="proposed",
        reason=who,
        actor=sayer(said, truce),
    )


def conditional_offer(truce: Truce, said: Said, ground: Ground) -> Shift | None:
    """Move none to PROPOSED on an offer with a precedent condition; a further party's own offer is its stance."""
    actor = sayer(said, truce)
    known = truce.party(actor) if actor else None
    if not said.conditional or truce.formal not in BEFORE_DECLARATION or (known and known.stance in OFFERED):
        return None
    stance = Stance.ACCEPTS_IF if said.act is Act.ACCEPTS_IF else Stance.OFFERS
    after = with_stance(truce, actor, stance, Role.DECLARER, since=said.at, report=said.filed.id) if actor else truce
    reason = _by(said, ground, "An end of attacks is offered on a condition")
    if truce.formal is Formal.NONE:
        shift = formally(
            after,
            ChangeKind.CONDITIONAL_OFFER,
            Formal.PROPOSED,
            said.at,
            confirmed=own(said, truce),
            rule="conditional_offer",
            reason=reason,
            actor=actor,
        )
        return replace(shift, before=truce.formal)
    if actor is None or (known and known.stance is stance):
        return None
    return Shift(
        after,
        ChangeKind.CONDITIONAL_OFFER,
        ChangedField.STANCE,
        known.stance if known else Stance.SILENT,
        stance,
        said.at,
        own(said, truce),
        "conditional_offer.party",
        reason,
        actor,
    )


def announced(truce: Truce, said: Said, ground: Ground) -> Shift | None:
    """Move to ANNOUNCED; hearsay and a mediator alone give an unconfirmed announcement."""
    if truce.formal not in BEFORE_DECLARATION or said.conditional:
        return None
    confirmed = own(said, truce)
    verb = "accepted" if said.act is Act.ACCEPTS else "announced"
    shift = formally(
        truce,
        ChangeKind.ANNOUNCED,
        Formal.ANNOUNCED,
        said.at,
        confirmed=confirmed,
        rule="announced.constitutive" if confirmed else "announced.hearsay",
        reason=_by(said, ground, f"A truce is {verb}"),
        actor=sayer(said, truce),
    )
    dates = replace(shift.truce.dates, declared=shift.truce.dates.declared or said.at)
    told = min(max(said.filed.reported_at, said.at.start), said.at.end)
    return replace(shift, truce=replace(shift.truce, vouched=confirmed, dates=dates, told=told))


def rejected(truce: Truce, said: Said, ground: Ground) -> Shift | None:
    """Record a rejection; an essential party's, before effect, ends the arrangement before it began."""
    actor = sayer(said, truce)
    if actor is None or (said.report.speaker is Speaker.OPPONENT and not said.committers):
        return None
    if truce.formal in OPEN_OFFER and _needed(truce, actor, ground):
        own_word = actor in said.committers
        if truce.formal is Formal.PROPOSED or own_word:
            return _never_effective(truce, said, ground, actor, confirmed=own_word)
    known = truce.party(actor)
    settled = truce.formal not in OPEN_OFFER and actor in truce.essential
    if settled or (known and known.stance is Stance.REJECTS):
        return None
    after = with_stance(
        truce, actor, Stance.REJECTS, outsider_role(truce, actor, ground), since=said.at, report=said.filed.id
    )
    return Shift(
        after,
        ChangeKind.REJECTED,
        ChangedField.STANCE,
        known.stance if known else Stance.SILENT,
        Stance.REJECTS,
        said.at,
        actor in said.committers,
        "rejected.stance",
        f"{ground.name(actor)} rejects it.",
        actor,
    )


def _never_effective(truce: Truce, said: Said, ground: Ground, actor: str, *, confirmed: bool) -> Shift:
    after = with_stance(truce, actor, Stance.REJECTS, Role.COUNTERPART, since=said.at, report=said.filed.id)
    shift = formally(
        after,
        ChangeKind.REJECTED,
        Formal.NEVER_EFFECTIVE,
        said.at,
        confirmed=confirmed,
        rule="rejected.essential",
        reason=f"{ground.name(actor)}, whose consent it needs, rejects it before it takes effect.",
        actor=actor,
    )
    return replace(shift, before=truce.formal)


def _needed(truce: Truce, actor: str, ground: Ground) -> bool:
    """Tell whether it cannot come about without the actor: essential, or all that its side has in it."""
    if truce.kind in ONE_SIDED:
        return False
    sides = {ground.side(party) for party in truce.essential}
    return actor in truce.essential or ground.side(actor) not in sides


def denied(truce: Truce, said: Said, ground: Ground) -> Shift | None:
    """Dispute an arrangement on an essential party's denial; another's denial is its stance alone."""
    actor = sayer(said, truce)
    known = truce.party(actor) if actor else None
    if actor is None or truce.is_over or (known and known.stance is Stance.DENIES_EXISTENCE):
        return None
    if said.report.speaker is Speaker.OPPONENT and not said.committers:
        return None
    role = outsider_role(truce, actor, ground)
    after = with_stance(truce, actor, Stance.DENIES_EXISTENCE, role, since=said.at, report=said.filed.id)
    reason = f"{ground.name(actor)} denies that there is such a truce."
    if actor in truce.essential or _needed(truce, actor, ground):
        return Shift(
            replace(after, disputed=True),
            ChangeKind.DENIED,
            ChangedField.DISPUTED,
            _flag(truce.disputed),
            _flag(True),
            said.at,
            actor in said.committers,
            "denied.essential",
            reason,
            actor,
        )
    return Shift(
        after,
        ChangeKind.DENIED,
        ChangedField.STANCE,
        known.stance if known else Stance.SILENT,
        Stance.DENIES_EXISTENCE,
        said.at,
        actor in said.committers,
        "denied.stance",
        reason,
        actor,
    )


def outsider_role(truce: Truce, actor: str, ground: Ground) -> Role:
    """Give the place of an actor that speaks about an arrangement in which it was not named."""
    covered = truce.in_role(Role.COVERED)
    if any(ground.akin(actor, umbrella, truce.touched) for umbrella in covered):
        return Role.COVERED
    if ground.side(actor) in {ground.side(party) for party in truce.in_role(Role.DECLARER, Role.COUNTERPART)}:
        return Role.SPLINTER
    return Role.ADDRESSEE if truce.kind in ONE_SIDED else Role.COUNTERPART


def _flag(value: bool) -> str:  # noqa: FBT001 it is the flag
    return "true" if value else "false"


def _by(said: Said, ground: Ground, what: str) -> str:
    if said.committers:
        return f"{what}: {ground.names(said.committers)} says so itself."
    if said.report.speaker is Speaker.MEDIATOR:
        return f"{what}, says a mediator alone."
    named = f" for {ground.names(said.parties)}" if said.parties else ""
    return f"{what}{named}, by hearsay."
