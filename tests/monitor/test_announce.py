from dataclasses import replace

import pytest

from alerts.model import AlertKind, Severity
from monitor.announce import announce, severity
from monitor.domain.model.condition import (
    Arrangement,
    ArrangementKind,
    ChangedField,
    ChangeKind,
    Compliance,
    ConditionChange,
    ConditionKind,
    Dates,
    Formal,
    Party,
    Role,
    Scope,
    Stance,
    Transition,
)
from monitor.domain.model.lexicon import Actor, ActorKind, Lexicon, Watch
from monitor.domain.model.report import (
    Act,
    CeasefireReport,
    Claim,
    DeadlineKind,
    EventReport,
    Evidence,
    Factuality,
    FiledReport,
    PloverEvent,
    Report,
    Responsibility,
    SubEvent,
    Term,
    TermTiming,
)
from monitor.domain.model.time import DAY, instant

AT = 1_602_400_000_000
LEXICON = Lexicon(
    (
        Actor("kataib-hezbollah", "Kataib Hezbollah", ActorKind.MILITIA),
        Actor("ashab-al-kahf", "Ashab al-Kahf", ActorKind.MILITIA),
        Actor("iraq", "Iraq", ActorKind.STATE),
        Actor("united-states", "United States", ActorKind.STATE),
    ),
    (),
)
WATCH = Watch("iraq-us", "Iraq's militias and the United States", (("kataib-hezbollah",), ("united-states",)))
TERM = Term(
    "presents a timetable",
    TermTiming.RESOLUTIVE,
    obligor="iraq",
    deadline=DeadlineKind.NONE_STATED,
    consequence="all the weapons at their disposal",
)
TRUCE = Arrangement(
    "t1",
    "iraq-us",
    ArrangementKind.UNILATERAL,
    (Party("kataib-hezbollah", Role.DECLARER, Stance.ACCEPTS),),
    Scope(),
    formal=Formal.IN_EFFECT,
    terms=(TERM,),
    threats=("threat",),
)


def filed(id_: str, report: Report) -> FiledReport:
    return FiledReport(id_, report, id_, f"https://example.org/{id_}", "Courier", "publisher:courier", AT, AT)


def event(
    *, actors: tuple[str, ...] = (), claims: tuple[Claim, ...] = (), sentence: str = "A bomb went off."
) -> EventReport:
    return EventReport(
        PloverEvent.ASSAULT,
        SubEvent.REMOTE_EXPLOSIVE,
        actors,
        ("united-states",),
        Factuality.OCCURRED,
        Evidence(sentence, 0, len(sentence), "bomb"),
        responsibility=claims,
    )


STATEMENT = CeasefireReport(
    Act.ANNOUNCES,
    ("kataib-hezbollah",),
    ("united-states",),
    Factuality.OCCURRED,
    Evidence("They have halted attacks.", 0, 25, "halts"),
)
FILED = {
    "word": filed("word", STATEMENT),
    "threat": filed("threat", event(sentence="They will attack again.")),
    "bomb": filed("bomb", event()),
    "rockets": filed(
        "rockets",
        event(
            claims=(
                Claim("ashab-al-kahf", Responsibility.CLAIMED),
                Claim("kataib-hezbollah", Responsibility.DENIED),
                Claim("ashab-al-kahf", Responsibility.SUSPECTED, by="iraq"),
            )
        ),
    ),
    "denied": filed("denied", event(claims=(Claim("kataib-hezbollah", Responsibility.DENIED),))),
    "clash": filed("clash", event(actors=("kataib-hezbollah",))),
}


def change(kind: ChangeKind, field: ChangedField = ChangedField.FORMAL, **more: object) -> ConditionChange:
    made = Transition(
        id="c1",
        watch="iraq-us",
        kind=ConditionKind.CEASEFIRE,
        arrangement="t1",
        change=kind,
        field=field,
        before="announced",
        after="in_effect",
        at=instant(AT),
        reported_at=AT + 1,
        parties=("kataib-hezbollah", "united-states"),
        evidence=("word",),
        confirmed=True,
        rule="in_effect",
        reason="They say that they have stopped.",
    )
    return ConditionChange(replace(made, **more), AT + 2, announced=True)  # type: ignore[arg-type]


def told(made: ConditionChange, arrangement: Arrangement | None = TRUCE, kind: AlertKind = AlertKind.CHANGE):
    return announce(made, watch=WATCH, arrangement=arrangement, filed=FILED, lexicon=LEXICON, kind=kind)


def test_an_alert_tells_what_changed_by_whose_word() -> None:
    alert = told(change(ChangeKind.IN_EFFECT))
    assert alert.title == "truce in effect - Kataib Hezbollah, United States"
    assert (alert.event_at, alert.reported_at, alert.detected_at) == (AT, AT + 1, AT + 2)
    assert alert.confirmed
    assert alert.thread == "t1"
    assert [line.sentence for line in alert.evidence] == ["They have halted attacks."]


def test_its_facts_hold_condition_deadline_stance_and_threat() -> None:
    facts = told(change(ChangeKind.IN_EFFECT)).facts
    assert ("change", "formal: announced → in_effect") in facts
    assert ("condition", "Iraq: presents a timetable (resolutive; deadline: none stated; pending)") in facts
    assert ("stance", "Kataib Hezbollah (declarer): accepts") in facts
    threats = [value for label, value in facts if label == "threat on record"]
    assert threats == ["They will attack again.", "all the weapons at their disposal"]


@pytest.mark.parametrize(
    ("kind", "at", "written"),
    [
        (DeadlineKind.DATE, instant(AT + DAY), "2020-10-12T07:06:40Z"),
        (DeadlineKind.DATE, None, "unknown"),
        (DeadlineKind.UNKNOWN, None, "unknown"),
    ],
)
def test_a_deadline_is_a_date_or_unknown(kind: DeadlineKind, at: object, written: str) -> None:
    term = replace(TERM, deadline=kind, deadline_at=at, obligor=None)  # type: ignore[arg-type]
    facts = dict(told(change(ChangeKind.IN_EFFECT), replace(TRUCE, terms=(term,))).facts)
    assert facts["condition"] == f"presents a timetable (resolutive; deadline: {written}; pending)"


def test_an_expiry_and_a_dispute_are_told() -> None:
    truce = replace(TRUCE, disputed=True, dates=Dates(expires=instant(AT + DAY)))
    facts = dict(told(change(ChangeKind.EXTENDED), truce).facts)
    assert facts["expires"] == "2020-10-12T07:06:40Z"
    assert facts["disputed"] == "a named party denies it"


def test_an_unattributed_act_is_an_incident_that_strains() -> None:
    made = change(ChangeKind.VIOLATED, ChangedField.COMPLIANCE, after="strained", evidence=("bomb",), confirmed=False)
    alert = told(made)
    assert "truce strained by an incident" in alert.title
    assert alert.title.endswith("(unconfirmed)")
    assert ("responsibility", "unclaimed, nobody is tied to it") in alert.facts


def test_a_claim_and_a_denial_stand_side_by_side() -> None:
    made = change(ChangeKind.VIOLATED, ChangedField.COMPLIANCE, after="strained", evidence=("rockets", "word", "gone"))
    alert = told(made)
    assert "truce violated" in alert.title
    assert dict(alert.facts)["responsibility"] == (
        "Ashab al-Kahf: claimed; Ashab al-Kahf: suspected_by Iraq; Kataib Hezbollah: denied"
    )


@pytest.mark.parametrize(
    ("evidence", "incident"),
    [(("denied",), True), (("clash",), False), (("word",), False), (("gone",), False), ((), False)],
)
def test_what_makes_an_incident(evidence: tuple[str, ...], incident: bool) -> None:  # noqa: FBT001
    made = change(ChangeKind.VIOLATED, ChangedField.COMPLIANCE, after="strained", evidence=evidence)
    assert ("incident" in told(made).title) is incident


def test_a_calm_has_nobody_responsible() -> None:
    made = change(ChangeKind.HOLDING, ChangedField.COMPLIANCE, after=Compliance.HOLDING, evidence=())
    assert "responsibility" not in dict(told(made).facts)
    assert told(made).severity is Severity.INFO


def test_what_an_analyst_sets_says_so_and_nothing_of_who_did_it() -> None:
    made = change(ChangeKind.BROKEN, ChangedField.COMPLIANCE, after="broken", evidence=("ruling",))
    moved = replace(made.transition, rule="analyst.set", reason="The analyst Mary sets it: shelling.")
    alert = told(replace(made, transition=moved))
    assert (alert.reason, alert.evidence) == ("The analyst Mary sets it: shelling.", ())
    assert "responsibility" not in dict(alert.facts)


def test_one_party_alone_is_named_first() -> None:
    made = change(ChangeKind.WITHDRAWN, ChangedField.STANCE, actor="ashab-al-kahf")
    assert "party withdraws - Ashab al-Kahf" in told(made).title


def test_a_confirmation_is_another_alert_of_the_same_thread() -> None:
    made = change(ChangeKind.ANNOUNCED, confirmed=False)
    first, second = told(made), told(made, kind=AlertKind.CONFIRMATION)
    assert first.id != second.id
    assert first.thread == second.thread
    assert (first.confirmed, second.confirmed) == (False, True)
    assert "confirmed: truce announced" in second.title
    assert "unconfirmed" not in second.title


def test_without_arrangement_and_parties_the_watch_stands_for_itself() -> None:
    alert = told(change(ChangeKind.ANNOUNCED, arrangement=None, parties=()), None)
    assert alert.thread == "iraq-us"
    assert alert.title == "truce announced"
    assert alert.facts == (
        ("change", "formal: announced → in_effect"),
        ("what next", "suspended or ended: by an essential party's own word"),
        ("what next", "lapsed: its stated end passes under good coverage"),
    )


def test_a_denial_stands_beside_the_violation() -> None:
    facts = told(change(ChangeKind.VIOLATED, ChangedField.COMPLIANCE, evidence=("rockets",), after="strained")).facts
    assert ("dissent", "A bomb went off. (denied by Kataib Hezbollah)") in facts
    assert any(label == "what next" and value.startswith("holding: 3 clean days") for label, value in facts)


def test_the_same_change_always_makes_the_same_alert() -> None:
    assert told(change(ChangeKind.ENDED)) == told(change(ChangeKind.ENDED))


@pytest.mark.parametrize("kind", list(ChangeKind))
def test_every_change_has_words_and_a_loudness(kind: ChangeKind) -> None:
    named = "in_effect" if kind is ChangeKind.NEW_TARGET else "Kataib Hezbollah, United States"  # what is new in it
    assert told(change(kind)).title.endswith(f" - {named}")
    assert told(change(kind)).watch_title == WATCH.title
    assert severity(kind) in Severity


def test_a_new_target_is_named() -> None:
    alert = told(change(ChangeKind.NEW_TARGET, ChangedField.TARGETS, before="unseen", after="united-states"), None)
    assert alert.title == "a new target is attacked - United States"
    assert ("change", "targets: unseen → United States") in alert.facts


def test_a_broken_truce_is_louder_than_a_proposed_one() -> None:
    order = list(Severity)
    assert order.index(severity(ChangeKind.BROKEN)) > order.index(severity(ChangeKind.VIOLATED))
    assert order.index(severity(ChangeKind.VIOLATED)) > order.index(severity(ChangeKind.ANNOUNCED))
    assert order.index(severity(ChangeKind.ANNOUNCED)) > order.index(severity(ChangeKind.PROPOSED))
