"""October and November 2020 in Iraq, told in passages of our own: every report that must come out, in full."""

from collections.abc import Callable
from dataclasses import replace

from monitor.domain.model.report import (
    Act,
    CeasefireReport,
    Claim,
    Coding,
    DeadlineKind,
    EventReport,
    Evidence,
    Factuality,
    Label,
    PloverEvent,
    Report,
    Responsibility,
    Speaker,
    SubEvent,
    Term,
    TermTiming,
    Toll,
)
from monitor.domain.model.time import DAY, Millis, Precision, When

NO_EVIDENCE = Evidence("", 0, 0, "")
JANUARY = When(1577836800000, 1580515200000, Precision.MONTH)


def day(start: Millis) -> When:
    return When(start, start + DAY, Precision.DAY)


SATURDAY, SUNDAY = day(1602288000000), day(1602374400000)
TUESDAY, THURSDAY = day(1605571200000), day(1605744000000)


def bare(coding: Coding) -> tuple[Report, ...]:
    """Give the reports without their evidence, which is checked apart."""
    return tuple(replace(report, evidence=NO_EVIDENCE) for report in coding.reports)


SOLEIMANI = EventReport(
    event=PloverEvent.ASSAULT,
    sub_event=SubEvent.AIR_DRONE_STRIKE,
    actors=("united-states",),
    targets=("iran", "revolutionary-guards"),
    factuality=Factuality.HISTORICAL,
    evidence=NO_EVIDENCE,
    when=JANUARY,
    weapon="drone",
    places=("baghdad",),
    confidence=0.8,
)


def test_commission_offers_to_suspend_attacks(code: Callable[..., Coding]) -> None:
    coding = code(
        "BAGHDAD, Oct 10 - A previously unknown group calling itself the Iraqi Resistance Coordination Commission "
        "said on Saturday it would suspend attacks on US forces in return for a clear plan for their withdrawal from "
        "Iraq.\n\n"
        "The statement, passed on by messaging channels, bore the names of several armed factions. Its origin could "
        "not be verified.\n\n"
        "In January 2020 a US drone strike killed Iranian general Qassem Soleimani in Baghdad.",
        title="Unknown Iraqi group offers to suspend attacks on US forces",
        day=(2020, 10, 10),
    )
    offer = CeasefireReport(
        act=Act.OFFERS_IF,
        parties=("iraqi-resistance-coordination-commission",),
        counterparts=("united-states",),
        factuality=Factuality.ANNOUNCED,
        evidence=NO_EVIDENCE,
        when=SATURDAY,
        speaker=Speaker.PARTY,
        speaker_actor="iraqi-resistance-coordination-commission",
        terms=(Term("a clear plan for their withdrawal from Iraq", TermTiming.PRECEDENT, obligor="iraq"),),
        confidence=0.95,
    )
    assert bare(coding) == (offer, SOLEIMANI)
    assert [report.evidence.background for report in coding.reports] == [False, True]
    assert coding.reports[0].evidence.sentence.startswith("A previously unknown group")
    assert coding.ceasefire_change is Label.CONDITIONAL_OFFER
    assert not coding.militia_activity


def test_spokesman_announces_a_conditional_halt(code: Callable[..., Coding]) -> None:
    threat = "But he warned that if US troops insisted on staying, the factions would use all the weapons they have."
    coding = code(
        "BAGHDAD, Oct 11 - Iraqi armed factions have halted attacks on US forces on condition that the Iraqi "
        "government presents a timetable for the withdrawal of American troops, a spokesman for Kataib Hezbollah, "
        "Mohammed Mohi, told Reuters on Sunday.\n\n"
        "Mohi said the factions had set no deadline for the government to act.\n\n"
        '"The factions have presented a conditional ceasefire," he said. "It covers every faction."\n\n'
        f"{threat}\n\n"
        "The United States blames Iran-backed militias for rocket attacks on its embassy. "
        "In January 2020 a US drone strike killed Iranian general Qassem Soleimani in Baghdad.",
        title="Iraqi militias say they have halted attacks on US forces, conditionally",
    )
    halt = CeasefireReport(
        act=Act.ANNOUNCES,
        parties=("kataib-hezbollah",),
        counterparts=("united-states",),
        factuality=Factuality.OCCURRED,
        evidence=NO_EVIDENCE,
        when=SUNDAY,
        covered=("iraqi-militias",),
        speaker=Speaker.PARTY,
        speaker_actor="kataib-hezbollah",
        speaker_name="Mohammed Mohi",
        constitutive=True,
        effective_now=True,
        terms=(
            Term(
                "the Iraqi government presents a timetable for the withdrawal of American troops",
                TermTiming.RESOLUTIVE,
                obligor="iraq",
                deadline=DeadlineKind.NONE_STATED,
                consequence=threat.removesuffix("."),
            ),
        ),
        confidence=0.95,
    )
    vow = EventReport(
        event=PloverEvent.THREATEN,
        sub_event=SubEvent.THREAT,
        actors=("iraqi-militias",),
        targets=(),
        factuality=Factuality.THREATENED,
        evidence=NO_EVIDENCE,
        speaker=Speaker.PARTY,
        speaker_actor="kataib-hezbollah",
        confidence=0.8,
    )
    blame = EventReport(
        event=PloverEvent.ASSAULT,
        sub_event=SubEvent.SHELLING_ARTILLERY_MISSILE,
        actors=(),
        targets=(),
        factuality=Factuality.HISTORICAL,
        evidence=NO_EVIDENCE,
        weapon="rockets",
        responsibility=(Claim("iraqi-militias", Responsibility.ATTRIBUTED, by="united-states"),),
        confidence=0.8,
    )
    assert bare(coding) == (halt, vow, blame, SOLEIMANI)
    assert [report.evidence.background for report in coding.reports] == [False, False, True, True]
    assert coding.ceasefire_change is Label.ANNOUNCED
    assert coding.parties[:3] == ("Kataib Hezbollah", "Iraqi militias", "US")


def test_roadside_bomb_stays_unattributed(code: Callable[..., Coding]) -> None:
    coding = code(
        "DIWANIYA, Oct 11 - A roadside bomb hit a supply convoy of the US-led coalition in southern Iraq on Sunday, "
        "security officials said.\n\nThere were no casualties and nobody claimed responsibility for the attack.",
        title="Roadside bomb hits coalition supply convoy in southern Iraq",
    )
    bomb = EventReport(
        event=PloverEvent.ASSAULT,
        sub_event=SubEvent.REMOTE_EXPLOSIVE,
        actors=(),
        targets=("us-led-coalition",),
        factuality=Factuality.OCCURRED,
        evidence=NO_EVIDENCE,
        when=SUNDAY,
        weapon="roadside bomb",
        places=("iraq",),
        speaker=Speaker.UNNAMED,
        confidence=0.6,
    )
    assert bare(coding) == (bomb,)
    assert coding.ceasefire_change is Label.NONE
    assert coding.militia_activity


def test_rockets_are_claimed_by_one_and_denied_by_another(code: Callable[..., Coding]) -> None:
    coding = code(
        "BAGHDAD, Nov 17 - Seven rockets were fired at Baghdad on Tuesday and four of them landed inside the Green "
        "Zone, which houses the US embassy, the Iraqi military said. A child was killed and five people were "
        "wounded.\n\n"
        "Ashab al-Kahf, a little-known group, claimed responsibility for the attack in an online statement.\n\n"
        "Kataib Hezbollah denied any involvement and said it remained committed to the truce.",
        title="Rockets hit Baghdad's Green Zone, ending lull",
        day=(2020, 11, 17),
    )
    loyal = CeasefireReport(
        act=Act.ACCEPTS,
        parties=("kataib-hezbollah",),
        counterparts=(),
        factuality=Factuality.OCCURRED,
        evidence=NO_EVIDENCE,
        speaker=Speaker.PARTY,
        speaker_actor="kataib-hezbollah",
        constitutive=True,
        confidence=0.5,
    )
    rockets = EventReport(
        event=PloverEvent.ASSAULT,
        sub_event=SubEvent.SHELLING_ARTILLERY_MISSILE,
        actors=(),
        targets=(),
        factuality=Factuality.OCCURRED,
        evidence=NO_EVIDENCE,
        when=TUESDAY,
        weapon="rockets",
        places=("green-zone",),
        killed=Toll(best=1),
        injured=Toll(best=5),
        responsibility=(
            Claim("ashab-al-kahf", Responsibility.CLAIMED),
            Claim("kataib-hezbollah", Responsibility.DENIED),
        ),
        speaker=Speaker.OFFICIAL,
        speaker_actor="iraqi-security-forces",
        confidence=0.6,
    )
    assert bare(coding) == (loyal, rockets)
    assert coding.ceasefire_change is Label.NONE
    assert coding.militia_activity


def test_another_leader_ends_the_truce_for_unmet_terms(code: Callable[..., Coding]) -> None:
    coding = code(
        "BAGHDAD, Nov 19 - The truce with US forces has ended because its conditions were not met, the leader of the "
        "Iraqi militia Asaib Ahl al-Haq, Qais al-Khazali, said on Thursday.\n\n"
        '"The truce has ended," Khazali told state television. He said foreign troops had shown no wish to leave.',
        title="Militia leader says truce with US forces has ended",
        day=(2020, 11, 19),
    )
    ended = CeasefireReport(
        act=Act.ENDS,
        parties=("asaib-ahl-al-haq",),
        counterparts=("united-states",),
        factuality=Factuality.OCCURRED,
        evidence=NO_EVIDENCE,
        when=THURSDAY,
        speaker=Speaker.PARTY,
        speaker_actor="asaib-ahl-al-haq",
        speaker_name="Qais al-Khazali",
        constitutive=True,
        confidence=0.95,
    )
    unmet = replace(ended, act=Act.TERM_UNMET, counterparts=(), confidence=0.5)
    assert bare(coding) == (ended, unmet)
    assert coding.ceasefire_change is Label.ENDED


def test_a_truce_of_coaches_is_none(code: Callable[..., Coding]) -> None:
    coding = code(
        "The two coaches called a truce after weeks of attacks in the press before Sunday's league match. Both clubs "
        "welcomed the ceasefire, and fans of the striker said the fighting talk had gone on too long.",
        title="Truce at last between rival football coaches",
    )
    assert coding.reports == ()
    assert coding.ceasefire_change is Label.NONE
    assert not coding.relevant


def test_history_moves_nothing(code: Callable[..., Coding]) -> None:
    coding = code(
        "BAGHDAD, Oct 12 - Parliament met on Monday to debate the budget.\n\n"
        "Members argued over wages until late.\n\n"
        "In June 2008 the Mahdi Army extended its truce with US forces by six months.",
        title="Lawmakers in Baghdad debate the budget",
        day=(2020, 10, 12),
    )
    assert [report.factuality for report in coding.reports] == [Factuality.HISTORICAL]
    assert coding.reports[0].evidence.background
    assert coding.ceasefire_change is Label.NONE
