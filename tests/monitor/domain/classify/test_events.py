"""Armed acts, threats and claims: who, to whom, with what, how many, and how real."""

from collections.abc import Callable

import pytest

from monitor.domain.model.report import (
    Claim,
    Coding,
    EventReport,
    Factuality,
    Label,
    PloverEvent,
    Responsibility,
    Speaker,
    SubEvent,
    Toll,
)

Coder = Callable[..., Coding]


def only(coding: Coding) -> EventReport:
    (event,) = [report for report in coding.reports if isinstance(report, EventReport)]
    return event


def test_rockets_of_a_named_group(code: Coder) -> None:
    event = only(code("Hamas fired rockets at Israel on Saturday, killing at least three people.", day=(2023, 10, 7)))
    assert (event.actors, event.targets) == (("hamas",), ("israel",))
    assert event.sub_event is SubEvent.SHELLING_ARTILLERY_MISSILE
    assert event.killed == Toll(low=3)
    assert event.weapon == "rockets"


def test_a_clash_has_both_sides_as_actors(code: Coder) -> None:
    text = "Clashes erupted in Khartoum between the Sudanese Armed Forces and the Rapid Support Forces."
    coding = code(text, day=(2023, 4, 15))
    event = only(coding)
    assert event.sub_event is SubEvent.ARMED_CLASH
    assert set(event.actors) == {"sudanese-armed-forces", "rapid-support-forces"}
    assert coding.militia_activity


@pytest.mark.parametrize(
    ("day", "militia"),
    [((2001, 6, 1), False), ((2021, 8, 16), True), ((2021, 8, 18), False), ((2025, 10, 11), False), (None, True)],
)
def test_the_taliban_are_no_armed_group_while_they_rule(
    code: Coder, day: tuple[int, int, int] | None, *, militia: bool
) -> None:
    coding = code("Taliban fighters killed seven people in Kabul.", day=day)
    assert only(coding).actors == ("taliban",)
    assert coding.militia_activity is militia


@pytest.mark.parametrize(("day", "militia"), [((2022, 12, 1), False), ((2023, 5, 1), True)])
def test_the_rapid_support_forces_were_the_states_own_before_they_fought_it(
    code: Coder, day: tuple[int, int, int], *, militia: bool
) -> None:
    text = "The Rapid Support Forces killed seven people in Darfur on Monday."
    assert code(text, day=day).militia_activity is militia


def test_a_clash_between_nameless_sides_has_no_actors(code: Coder) -> None:
    assert only(code("Clashes erupted between two villages, killing four people.")).actors == ()


def test_a_clash_told_by_its_verb(code: Coder) -> None:
    event = only(code("Hezbollah clashed with Israel near the border."))
    assert event.actors == ("hezbollah", "israel")


def test_a_passive_act_names_the_doer_after_by(code: Coder) -> None:
    event = only(code("Two Israeli soldiers were killed by Hamas in Gaza."))
    assert event.actors == ("hamas",)
    assert event.killed == Toll(best=2)


def test_a_state_strike_on_a_group_is_no_militia_activity(code: Coder) -> None:
    coding = code("Israel bombed Hamas positions in Gaza.")
    assert only(coding).targets == ("hamas",)
    assert not coding.militia_activity
    assert coding.relevant


def test_nameless_means_point_to_a_militia(code: Coder) -> None:
    coding = code("A suicide bomber killed nine people in Kabul.")
    assert only(coding).sub_event is SubEvent.SUICIDE_BOMB
    assert coding.militia_activity


def test_gunmen_are_presumed_non_state(code: Coder) -> None:
    assert code("Gunmen killed a judge in Kabul.").militia_activity


def test_hostages_are_an_abduction(code: Coder) -> None:
    event = only(code("Boko Haram kidnapped dozens of pupils in Nigeria."))
    assert event.event is PloverEvent.COERCE
    assert event.sub_event is SubEvent.ABDUCTION


@pytest.mark.parametrize(
    ("text", "factuality"),
    [
        ("The Houthis threatened to attack ships in the Red Sea.", Factuality.THREATENED),
        ("The Houthis could attack ships in the Red Sea.", Factuality.HYPOTHETICAL),
        ("The Houthis did not attack the ship.", Factuality.DENIED),
        ("The Houthis attacked the ship.", Factuality.OCCURRED),
    ],
)
def test_how_real_an_act_is(text: str, factuality: Factuality, code: Coder) -> None:
    assert only(code(text)).factuality is factuality


def test_what_is_feared_has_not_happened(code: Coder) -> None:
    coding = code("France is on alert over fears of Islamic State attacks.")
    assert only(coding).factuality is Factuality.HYPOTHETICAL
    assert not coding.militia_activity


def test_a_threat_told_by_its_speaker(code: Coder) -> None:
    coding = code("The Houthis said on Sunday that they were ready. We will strike if raids go on, they said.")
    threats = [report for report in coding.reports if isinstance(report, EventReport)]
    assert [threat.actors for threat in threats] == [("houthis",)]


def test_a_sentence_tells_four_acts_at_most(code: Coder) -> None:
    text = (
        "Hamas attacked Iran; Hezbollah attacked Syria; the Houthis attacked Oman; M23 attacked Goma; the ELN attacked."
    )
    events = [report for report in code(text).reports if isinstance(report, EventReport)]
    assert [event.actors for event in events] == [("hamas",), ("hezbollah",), ("houthis",), ("m23",)]


def test_what_is_threatened_is_not_told_a_second_time_as_done(code: Coder) -> None:
    event = only(code("Houthis threaten more attacks against warships"))
    assert (event.event, event.factuality) == (PloverEvent.THREATEN, Factuality.THREATENED)


def test_blame_carries_its_accuser(code: Coder) -> None:
    event = only(code("Israel blamed Hezbollah for the rocket attack on Sunday."))
    assert event.responsibility == (Claim("hezbollah", Responsibility.ATTRIBUTED, by="israel"),)
    assert event.actors == ()


def test_suspicion_is_no_claim(code: Coder) -> None:
    coding = code("Suspected Houthi fighters carried out the attack.")
    claims = [
        claim.kind for report in coding.reports if isinstance(report, EventReport) for claim in report.responsibility
    ]
    assert Responsibility.SUSPECTED in claims


def test_two_acts_stay_apart(code: Coder) -> None:
    coding = code("Hamas fired rockets at Israel. Hezbollah fired rockets at Israel.")
    doers = [report.actors for report in coding.reports if isinstance(report, EventReport)]
    assert doers == [("hamas",), ("hezbollah",)]


def test_acts_of_other_kinds_stay_apart(code: Coder) -> None:
    coding = code("A suicide bomber struck Kabul. Rockets hit Erbil.")
    assert [report.weapon for report in coding.reports if isinstance(report, EventReport)] == [
        "suicide bomb",
        "rockets",
    ]


def test_acts_of_other_days_stay_apart(code: Coder) -> None:
    coding = code("Hamas fired rockets at Israel on Friday. Hamas fired rockets at Israel on Saturday.")
    assert len(coding.reports) == 2


def test_headline_and_text_are_one_act(code: Coder) -> None:
    event = only(code("Hamas fired rockets at Israel on Saturday.", title="Hamas fires rockets"))
    assert event.evidence.sentence.startswith("Hamas fired rockets at Israel")


def test_an_official_speaks_of_an_unattributed_act(code: Coder) -> None:
    event = only(code("Rockets hit a base near Erbil, the Pentagon said."))
    assert event.speaker in {Speaker.OFFICIAL, Speaker.MEDIATOR}


def test_domestic_militias_of_history_are_none(code: Coder) -> None:
    assert not code("The Oath Keepers militia planned attacks on the Capitol.").militia_activity


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("Rockets were fired at the US embassy in Baghdad.", "united-states"),
        ("A mortar hit the Turkish consulate in Mosul, Iraq.", "turkey"),
        ("A rocket landed near the Russian base in Latakia.", "russia"),
        ("A drone attacked French troops in Mali.", "french-forces"),
        ("Rockets landed near the US embassy in Baghdad.", "united-states"),
        ("Three rockets hit a base used by US troops near Baghdad.", "us-forces"),
    ],
)
def test_an_outpost_is_its_states_own(text: str, target: str, code: Coder) -> None:
    assert only(code(text)).targets == (target,)


def test_an_outpost_still_has_its_place(code: Coder) -> None:
    assert only(code("Rockets were fired at the US embassy in Baghdad.")).places == ("us-embassy-baghdad",)


def test_what_is_claimed_is_not_told_twice(code: Coder) -> None:
    event = only(code("Kataib Hezbollah denied any involvement in the attack."))
    assert event.responsibility == (Claim("kataib-hezbollah", Responsibility.DENIED),)


def test_a_history_ends_where_the_present_is_told(code: Coder) -> None:
    coding = code(
        "Nothing stirred.\n\nIn May 2018 Hamas fired rockets at Israel. Days later Israel bombed Gaza. "
        "Now Hezbollah has fired rockets at Israel."
    )
    events = [r for r in coding.reports if isinstance(r, EventReport)]
    assert [e.factuality for e in events] == [Factuality.HISTORICAL, Factuality.HISTORICAL, Factuality.OCCURRED]
    assert [e.evidence.background for e in events] == [True, True, False]


def test_a_history_ends_at_a_recent_date(code: Coder) -> None:
    coding = code("Quiet.\n\nIn May 2018 Hamas fired rockets. On Sunday Hezbollah fired rockets at Israel.")
    events = [r for r in coding.reports if isinstance(r, EventReport)]
    assert [e.factuality for e in events] == [Factuality.HISTORICAL, Factuality.OCCURRED]


def actors_of(coding: Coding) -> list[tuple[str, ...]]:
    return [report.actors for report in coding.reports if isinstance(report, EventReport)]


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Ten soldiers were killed in an attack by Boko Haram in Borno.", "boko-haram"),
        ("Seven members of the Peshmerga are killed in an ISIL attack in Kirkuk.", "islamic-state"),
        ("Boko Haram terrorists exchanged gunfire with Nigerian troops.", "boko-haram"),
        ("The Taliban captured Samangan, the provincial capital.", "taliban"),
        ("The Taliban entered Kabul.", "taliban"),
        ("Houthi rebels in Yemen fired a ballistic missile at Riyadh.", "houthis"),
        ("Hezbollah vows to make America pay.", "hezbollah"),
        ("France is on alert after Islamic State attacks.", "islamic-state"),
    ],
)
def test_a_group_is_named_in_many_ways(text: str, actor: str, code: Coder) -> None:
    coding = code(text)
    assert actor in {name for actors in actors_of(coding) for name in actors}
    assert coding.militia_activity


@pytest.mark.parametrize(
    ("text", "kind", "actor"),
    [
        ("Dozens died in an attack claimed by the Islamic State in Kabul.", Responsibility.CLAIMED, "islamic-state"),
        ("The Taliban is suspected to be behind the attack.", Responsibility.SUSPECTED, "taliban"),
        ("Al-Shabaab said it carried out the attack.", Responsibility.CLAIMED, "al-shabaab"),
    ],
)
def test_ties_in_other_words(text: str, kind: Responsibility, actor: str, code: Coder) -> None:
    assert (kind, actor) in [(claim.kind, claim.actor) for claim in only(code(text)).responsibility]


@pytest.mark.parametrize(
    ("text", "militia"),
    [
        ("Four soldiers are killed in an ambush in Burkina Faso.", True),
        ("Clashes near Toumour in Niger killed 30 Boko Haram militants and five soldiers.", True),
        ("Niger clashes killed 30 Boko Haram militants.", True),
        ("Rockets hit a base near Erbil.", True),
        ("Rockets hit a market in Kharkiv, Ukraine.", False),
        ("A rocket launched 24 satellites into orbit.", False),
        ("A missile struck a school in Idlib.", False),
    ],
)
def test_whose_hand_nameless_means_betray(text: str, *, militia: bool, code: Coder) -> None:
    assert code(text).militia_activity is militia


def test_soldiers_who_are_killed_do_not_attack(code: Coder) -> None:
    event = only(code("Ukrainian soldiers were killed in an attack near Bakhmut."))
    assert (event.actors, event.targets) == ((), ("ukrainian-forces",))


def test_the_dead_of_a_whole_war_are_told_of_old(code: Coder) -> None:
    whole = only(code("Hamas has waged an offensive in Gaza in which more than 15,000 people have been killed."))
    assert whole.factuality is Factuality.HISTORICAL
    assert only(code("Hamas attacked a village in Gaza and killed 15 people.")).factuality is not Factuality.HISTORICAL


def test_a_bus_stop_stops_no_shooting(code: Coder) -> None:
    assert code("Hamas claims responsibility for a deadly bus stop shooting.").ceasefire_change is Label.NONE


@pytest.mark.parametrize(
    ("text", "doer"),
    [
        ("Maute group gunmen raid a college in the southern Philippines and burn down a church.", "maute-group"),
        ("Forty people were shot or beheaded by Boko Haram in Borno on Sunday.", "boko-haram"),
    ],
)
def test_a_region_is_no_doer_and_two_participles_share_a_by(text: str, doer: str, code: Coder) -> None:
    assert {actor for event in code(text).reports if isinstance(event, EventReport) for actor in event.actors} == {doer}


def test_an_act_that_only_dates_the_news_is_history(code: Coder) -> None:
    event = only(code("Hamas said it halts attacks, a month after its fighters attacked Israel."))
    assert event.factuality is Factuality.HISTORICAL


def test_a_grenade_is_told_as_one_and_presumed_a_groups_where_one_fights(code: Coder) -> None:
    coding = code("Two people were killed in a grenade attack in Srinagar in Jammu and Kashmir.")
    assert (only(coding).sub_event, only(coding).weapon) == (SubEvent.GRENADE, "grenade")
    assert coding.militia_activity
    assert not code("A grenade was thrown at a nightclub in Malmo, hurting four.").militia_activity


def test_a_town_that_is_captured_has_its_captors_as_actors(code: Coder) -> None:
    event = only(code("The town of Marte in Borno is captured by Islamic State \u2013 West Africa Province militants."))
    assert (event.actors, event.sub_event) == (("iswap",), SubEvent.TAKES_TERRITORY)


def test_who_is_told_by_whom_he_fights_is_only_named(code: Coder) -> None:
    named = code("The RSF, the paramilitary group fighting Sudan's army, agreed to a truce.")
    assert not [report for report in named.reports if isinstance(report, EventReport)]
    told = only(code("Officials said rebels fighting the army killed nine people in Goma."))
    assert told.killed == Toll(best=9)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The Iraqi army recaptured the town from the Islamic State.", SubEvent.REGAINS_TERRITORY),
        ("The army retook the village.", SubEvent.REGAINS_TERRITORY),
        ("Nigerian troops captured the town of Marte in Borno.", SubEvent.REGAINS_TERRITORY),
        ("Israeli forces captured the town of Khiam in southern Lebanon.", SubEvent.TAKES_TERRITORY),
        ("Taliban fighters captured the city of Kunduz.", SubEvent.TAKES_TERRITORY),
        ("Russian troops captured the village of Toretsk, the ministry said in Moscow.", SubEvent.TAKES_TERRITORY),
        ("Rwandan troops captured the town.", SubEvent.TAKES_TERRITORY),
        ("The Iraqi army and US forces recaptured Mosul.", SubEvent.REGAINS_TERRITORY),
    ],
)
def test_a_state_regains_ground_at_home_and_overtakes_it_abroad(text: str, kind: SubEvent, code: Coder) -> None:
    assert only(code(text, day=(2017, 7, 14))).sub_event is kind


@pytest.mark.parametrize(
    "text",
    [
        "A rebel coalition that has been fighting the government said it would observe a truce.",
        "The TPLF, which is fighting the army, said that it has agreed to a truce.",
        "A truce could end an insurgency which has killed thousands.",
    ],
)
def test_a_clause_that_describes_tells_no_act(text: str, code: Coder) -> None:
    assert not [report for report in code(text).reports if isinstance(report, EventReport)]


def test_who_is_blamed_for_an_act_did_it(code: Coder) -> None:
    event = only(code("Colombia suspended its ceasefire with the EMC for violating it by attacking villagers."))
    assert event.actors == ("emc",)
    own = only(code("The ELN broke the truce, for all its words, by attacking villagers."))
    assert own.actors == ("eln",)
    first = only(code("Hamas responded to Israel for the first time by firing rockets."))
    assert first.actors == ("hamas",)


def test_men_who_are_attacked_attack_nobody(code: Coder) -> None:
    event = only(code("Militants attacked by Philippine troops fled into the hills."))
    assert event.actors == ("philippine-forces",)


def test_a_side_is_no_one_to_whom_it_is_tied(code: Coder) -> None:
    event = only(code("Fighting broke out between government-allied troops and Iran-aligned Houthi rebels in Hodeida."))
    assert event.actors == ("houthis",)


def test_attacks_that_are_to_cease_are_none(code: Coder) -> None:
    coding = code("The militants agreed to cease attacks on ships.")
    assert not [report for report in coding.reports if isinstance(report, EventReport)]


def test_suspected_terrorists_are_militants(code: Coder) -> None:
    event = only(code("Five soldiers were killed by suspected terrorists in Kashmir."))
    assert event.actors == ("militants",)
