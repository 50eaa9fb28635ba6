"""The table of changes: which rules a statement meets, in which order, and which changes it bears out."""

from collections.abc import Callable, Mapping
from typing import Final, TypeAlias

from monitor.domain.conditions import rules_compliance, rules_effect, rules_end, rules_offer, rules_terms
from monitor.domain.conditions.ground import Ground
from monitor.domain.conditions.heard import Said
from monitor.domain.conditions.truce import Shift, Truce
from monitor.domain.model.condition import ChangeKind
from monitor.domain.model.report import Act

Rule: TypeAlias = Callable[[Truce, Said, Ground], Shift | Truce | None]

BOTH_TERMS: Final[tuple[Rule, ...]] = (rules_terms.term_met, rules_terms.term_unmet, rules_terms.precedent_met)
LIVE_AGAIN: Final[tuple[Rule, ...]] = (
    rules_effect.reopened,
    rules_effect.resumed,
    rules_effect.effect_reported,
    rules_effect.affirmed,
)
ENDING: Final[tuple[Rule, ...]] = (rules_end.ended, rules_end.withdrawn, rules_end.ended_unsaid, *BOTH_TERMS)

TABLE: Final[Mapping[Act, tuple[Rule, ...]]] = {
    Act.PROPOSES: (rules_offer.conditional_offer, rules_offer.proposed),
    Act.OFFERS_IF: (rules_offer.conditional_offer,),
    Act.ANNOUNCES: (
        rules_offer.conditional_offer,
        rules_terms.postponed,
        rules_offer.announced,
        rules_effect.effective_at_once,
    ),
    Act.ACCEPTS: (rules_offer.conditional_offer, rules_offer.announced, rules_effect.effective_at_once),
    Act.ACCEPTS_IF: (rules_offer.conditional_offer,),
    Act.REJECTS: (rules_offer.rejected,),
    Act.DENIES_EXISTENCE: (rules_offer.denied,),
    Act.TAKES_EFFECT: LIVE_AGAIN,
    Act.HOLDS: (*LIVE_AGAIN, rules_compliance.holding),
    Act.EXTENDS: (rules_terms.extended, *LIVE_AGAIN, rules_terms.extended),
    Act.CHANGES_TERMS: (rules_terms.terms_changed,),
    Act.POSTPONES: (rules_terms.postponed,),
    Act.ALLEGES_VIOLATION: (rules_effect.reopened, rules_effect.alleged_in_force, rules_compliance.alleged),
    Act.SUSPENDS: (rules_end.suspended, rules_end.withdrawn),
    Act.RESUMES: LIVE_AGAIN,
    Act.WITHDRAWS: ENDING,
    Act.ENDS: ENDING,
    Act.EXPIRES: (rules_end.expired,),
    Act.COLLAPSES: (rules_end.broken_down,),
    Act.NEGOTIATES: (),
    Act.TERM_MET: BOTH_TERMS,
    Act.TERM_UNMET: BOTH_TERMS,
    Act.APPEAL: (),
}

BEARS_OUT: Final[Mapping[Act, tuple[ChangeKind, ...]]] = {
    Act.PROPOSES: (ChangeKind.PROPOSED,),
    Act.OFFERS_IF: (ChangeKind.PROPOSED, ChangeKind.CONDITIONAL_OFFER),
    Act.ANNOUNCES: (ChangeKind.ANNOUNCED,),
    Act.ACCEPTS: (ChangeKind.ANNOUNCED,),
    Act.ACCEPTS_IF: (ChangeKind.CONDITIONAL_OFFER,),
    Act.REJECTS: (ChangeKind.REJECTED,),
    Act.DENIES_EXISTENCE: (ChangeKind.DENIED,),
    Act.TAKES_EFFECT: (ChangeKind.ANNOUNCED, ChangeKind.IN_EFFECT, ChangeKind.RESUMED),
    Act.HOLDS: (ChangeKind.ANNOUNCED, ChangeKind.IN_EFFECT, ChangeKind.HOLDING, ChangeKind.RESUMED),
    Act.EXTENDS: (ChangeKind.ANNOUNCED, ChangeKind.IN_EFFECT, ChangeKind.EXTENDED),
    Act.CHANGES_TERMS: (ChangeKind.TERMS_CHANGED,),
    Act.POSTPONES: (ChangeKind.ANNOUNCED, ChangeKind.POSTPONED),
    Act.ALLEGES_VIOLATION: (ChangeKind.IN_EFFECT, ChangeKind.VIOLATED),
    Act.SUSPENDS: (ChangeKind.SUSPENDED, ChangeKind.WITHDRAWN),
    Act.RESUMES: (ChangeKind.RESUMED,),
    Act.WITHDRAWS: (ChangeKind.ENDED, ChangeKind.WITHDRAWN),
    Act.ENDS: (ChangeKind.ENDED, ChangeKind.WITHDRAWN, ChangeKind.EXPIRED),
    Act.EXPIRES: (ChangeKind.EXPIRED, ChangeKind.LAPSED),
    Act.COLLAPSES: (ChangeKind.BROKEN, ChangeKind.COLLAPSED),
    Act.TERM_MET: (ChangeKind.TERM_MET,),
    Act.TERM_UNMET: (ChangeKind.TERM_UNMET,),
}
