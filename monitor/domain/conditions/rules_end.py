"""Rules for pauses and ends by word: suspended, ended, withdrawn, expired, broken by word."""

from dataclasses import replace

from monitor.domain.conditions.ground import Ground
from monitor.domain.conditions.heard import Said
from monitor.domain.conditions.rules_offer import outsider_role, own, sayer
from monitor.domain.conditions.thresholds import T
from monitor.domain.conditions.truce import LIVE, Shift, Truce, formally, with_stance
from monitor.domain.model.condition import ChangedField, ChangeKind, Compliance, Formal, Stance
from monitor.domain.model.report import Act, Speaker

STANDING = LIVE | {Formal.ANNOUNCED, Formal.SUSPENDED}


def by_essential(truce: Truce, said: Said) -> str | None:
    """Give the essential party that the report says acts for itself; an opponent's word about it is none."""
    actor = sayer(said, truce)
    if said.report.speaker is Speaker.OPPONENT and not said.committers:
        return None
    return actor if actor in truce.essential else None


def suspended(truce: Truce, said: Said, ground: Ground) -> Shift | None:
    """Move IN_EFFECT to SUSPENDED on an essential party's word for itself."""
    actor = by_essential(truce, said)
    if truce.formal not in LIVE or actor is None:
        return None
    after = with_stance(
        truce, actor, Stance.SUSPENDS, outsider_role(truce, actor, ground), since=said.at, report=said.filed.id
    )
    return formally(
        after,
        ChangeKind.SUSPENDED,
        Formal.SUSPENDED,
        said.at,
        confirmed=actor in said.committers,
        rule="suspended",
        reason=f"{ground.name(actor)} suspends it{_doubt(said, actor)}.",
        actor=actor,
    )


def ended(truce: Truce, said: Said, ground: Ground) -> Shift | None:
    """Move to ENDED on an essential party's word for itself; what had lapsed by then has expired."""
    actor = by_essential(truce, said)
    if truce.formal not in STANDING or actor is None:
        return None
    if truce.formal is Formal.LAPSED and actor not in said.committers:
        return _expiry(truce, said)
    after = with_stance(
        truce, actor, Stance.WITHDRAWS, outsider_role(truce, actor, ground), since=said.at, report=said.filed.id
    )
    return formally(
        after,
        ChangeKind.ENDED,
        Formal.ENDED,
        said.at,
        confirmed=actor in said.committers,
        rule="ended",
        reason=f"{ground.name(actor)} ends it{_doubt(said, actor)}.",
        actor=actor,
    )


def withdrawn(truce: Truce, said: Said, ground: Ground) -> Shift | None:
    """Move only the stance of a party that is not essential."""
    actor = sayer(said, truce)
    stance = Stance.SUSPENDS if said.act is Act.SUSPENDS else Stance.WITHDRAWS
    known = truce.party(actor) if actor else None
    if actor is None or truce.formal not in STANDING or actor in truce.essential:
        return None
    if (known and known.stance is stance) or (said.report.speaker is Speaker.OPPONENT and not said.committers):
        return None
    after = with_stance(truce, actor, stance, outsider_role(truce, actor, ground), since=said.at, report=said.filed.id)
    return Shift(
        after,
        ChangeKind.WITHDRAWN,
        ChangedField.STANCE,
        known.stance if known else Stance.SILENT,
        stance,
        said.at,
        actor in said.committers,
        "withdrawn",
        f"{ground.name(actor)} no longer stands by it; the others' word is untouched.",
        actor,
    )


def expired(truce: Truce, said: Said, _ground: Ground) -> Shift | None:
    """Move to EXPIRED on a report; a report well before the stated end is a preview."""
    expires = truce.dates.expires
    if truce.formal not in STANDING or (expires is not None and said.at.end < expires.start - T.early_end):
        return None
    return _expiry(truce, said)


def _expiry(truce: Truce, said: Said) -> Shift:
    return formally(
        truce,
        ChangeKind.EXPIRED,
        Formal.EXPIRED,
        said.at,
        confirmed=own(said, truce),
        rule="expired.reported",
        reason="It is reported to have run out.",
    )


def ended_unsaid(truce: Truce, said: Said, ground: Ground) -> Shift | Truce | None:
    """Read "it is over" that names nobody: run out where its end was near, else broken down."""
    if said.parties or said.committers:
        return None
    expires = truce.dates.expires
    near = expires is not None and abs(said.at.start - expires.start) <= T.extension_near
    if truce.formal is Formal.LAPSED or (near and truce.formal in STANDING):
        return _expiry(truce, said)
    return broken_down(truce, said, ground)


def broken_down(truce: Truce, said: Said, ground: Ground) -> Shift | Truce | None:
    """Move compliance to BROKEN on the word that fighting is back; two origins, or a principal's word, may end it."""
    if truce.formal not in STANDING:
        return None
    admitted = own(said, truce)
    origins = truce.broken_by | {said.origin}
    settled = admitted or len(origins) > 1
    collapsing = truce.collapsing if truce.collapsing is not None or not settled else said.at.end
    after = replace(truce, broken_by=origins, collapsing=collapsing, clean_from=max(truce.clean_from or 0, said.at.end))
    if truce.compliance is Compliance.BROKEN:
        return after
    who = f"{ground.names(said.committers)} says so itself" if admitted else "by hearsay"
    return Shift(
        replace(after, compliance=Compliance.BROKEN, broken_at=said.at.start),
        ChangeKind.BROKEN,
        ChangedField.COMPLIANCE,
        truce.compliance,
        Compliance.BROKEN,
        said.at,
        settled,
        "broken.word",
        f"The truce is said to have broken down, {who}.",
        sayer(said, truce),
    )


def _doubt(said: Said, actor: str) -> str:
    return "" if actor in said.committers else ", by hearsay"
