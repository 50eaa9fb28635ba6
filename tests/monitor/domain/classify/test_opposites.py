"""Words that look alike and mean the opposite, and names that stand near a deed which is another's."""

from collections.abc import Callable

import pytest

from monitor.domain.model.report import (
    Act,
    CeasefireReport,
    Coding,
    EventReport,
    Factuality,
    Label,
    PloverEvent,
    Responsibility,
    Speaker,
)
from monitor.domain.model.time import DAY

Code = Callable[..., Coding]


def truce(coding: Coding) -> CeasefireReport:
    (found,) = [r for r in coding.reports if isinstance(r, CeasefireReport)]
    return found


def event(coding: Coding) -> EventReport:
    (found,) = [r for r in coding.reports if isinstance(r, EventReport)]
    return found


@pytest.mark.parametrize(
    "text",
    [
        "Hezbollah declares truce over",
        "Hezbollah declares truce 'over' as shells fall",
        "Hezbollah declared its truce with Israel over on Sunday.",
        "Hezbollah proclaimed the ceasefire dead.",
        "Hezbollah declared the truce with Israel null and void.",
        "Hezbollah announced that the ceasefire was no longer binding.",
        "The truce was declared over by Hezbollah.",
        "The truce was declared void by Hezbollah.",
        "Hezbollah says it is no longer bound by the truce.",
        "The truce is dead, Hezbollah said.",
        "Truce over, Hezbollah says",
        "The truce with Israel is over, Hezbollah leader Hassan Nasrallah said.",
        "The truce with the Israeli army has ended, Hezbollah leader Hassan Nasrallah said.",
    ],
)
def test_a_truce_declared_over_ends(text: str, code: Code) -> None:
    coding = code(text)
    report = truce(coding)
    assert coding.ceasefire_change is Label.ENDED
    assert (report.act, report.parties, report.constitutive) == (Act.ENDS, ("hezbollah",), True)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Hezbollah declared a truce over the holidays.", Label.ANNOUNCED),
        ("Hezbollah declared a truce, saying 9 men were dead.", Label.ANNOUNCED),
        ("Hezbollah threatened to declare the truce over.", Label.NONE),
        ("Hezbollah will declare the truce over if Israel shells Tyre.", Label.NONE),
        ("Hezbollah did not declare the truce over.", Label.NONE),
    ],
)
def test_not_every_over_is_an_end(text: str, label: Label, code: Code) -> None:
    assert code(text).ceasefire_change is label


@pytest.mark.parametrize(
    ("text", "act", "parties", "counterparts"),
    [
        ("Hezbollah rejected the truce offer by Israel", Act.REJECTS, ("hezbollah",), ("israel",)),
        ("Hezbollah rejected a truce proposed by Israel.", Act.REJECTS, ("hezbollah",), ("israel",)),
        ("Hezbollah rejected a truce brokered by Egypt.", Act.REJECTS, ("hezbollah",), ()),
        ("Truce offer rejected by Hezbollah", Act.REJECTS, ("hezbollah",), ()),
        ("Hezbollah broke the truce declared by Israel.", Act.ALLEGES_VIOLATION, ("hezbollah",), ("israel",)),
        ("The truce was broken by Israel, Hezbollah said.", Act.ALLEGES_VIOLATION, ("israel",), ("hezbollah",)),
        (
            "The truce was broken by Israel, the Hezbollah chief said.",
            Act.ALLEGES_VIOLATION,
            ("israel",),
            ("hezbollah",),
        ),
        ("Hezbollah broke the truce in a raid by night.", Act.ALLEGES_VIOLATION, ("hezbollah",), ()),
        ("A truce was announced by Israel, Hezbollah and Hamas.", Act.ANNOUNCES, ("israel", "hezbollah", "hamas"), ()),
    ],
)
def test_whose_deed_it_is(
    text: str, act: Act, parties: tuple[str, ...], counterparts: tuple[str, ...], code: Code
) -> None:
    report = truce(code(text))
    assert (report.act, report.parties, report.counterparts) == (act, parties, counterparts)


def test_the_one_who_declared_it_is_not_the_one_who_speaks(code: Code) -> None:
    report = truce(code("Ukraine broke the New Year truce announced by Putin, the Russian foreign ministry said."))
    assert (report.parties, report.counterparts) == (("ukraine",), ("russia",))
    assert (report.speaker, report.speaker_actor, report.speaker_name) == (Speaker.OPPONENT, "russia", "")


@pytest.mark.parametrize(
    ("text", "act", "mediators"),
    [
        ("Israel and Hamas agreed to a ceasefire mediated by Egypt and Qatar.", Act.ANNOUNCES, ("egypt", "qatar")),
        ("A truce brokered by Egypt between Israel and Hamas took effect.", Act.TAKES_EFFECT, ("egypt",)),
    ],
)
def test_a_broker_is_no_party(text: str, act: Act, mediators: tuple[str, ...], code: Code) -> None:
    report = truce(code(text))
    assert (report.act, report.parties, report.mediators) == (act, ("israel", "hamas"), mediators)


def test_an_effect_on_a_day_to_come_is_announced(code: Code) -> None:
    coding = code("Israel and Hezbollah signed a ceasefire that comes into force on Thursday.", day=(2020, 10, 11))
    report = truce(coding)
    assert coding.ceasefire_change is Label.ANNOUNCED
    assert (report.act, report.factuality) == (Act.ANNOUNCES, Factuality.ANNOUNCED)
    assert report.start is not None
    assert report.start.start == 1602374400000 + 4 * DAY


@pytest.mark.parametrize(
    "text",
    [
        "A truce between Israel and Hezbollah that came into force on Thursday held.",
        "The ceasefire between Israel and Hezbollah comes into force today.",
        "The ceasefire between Israel and Hezbollah comes into force.",
    ],
)
def test_an_effect_of_today_or_before_is_in_effect(text: str, code: Code) -> None:
    assert code(text).ceasefire_change is Label.IN_EFFECT


def test_without_a_date_of_its_own_a_text_tells_no_day_to_come(code: Code) -> None:
    coding = code("A truce between Israel and Hezbollah comes into force on Thursday.", day=None)
    assert coding.ceasefire_change is Label.IN_EFFECT


@pytest.mark.parametrize(
    "text",
    [
        "Hezbollah said it had resumed attacks on Israel.",
        "Hezbollah admitted that its fighters had resumed rocket fire on Israel.",
        "Hezbollah has resumed raids on Israel, its spokesman said.",
        "We have resumed attacks on Israel, Hezbollah said.",
    ],
)
def test_a_resumption_in_its_doers_word_is_claimed(text: str, code: Code) -> None:
    report = event(code(text))
    assert (report.event, report.actors, report.factuality) == (PloverEvent.ASSAULT, ("hezbollah",), "occurred")
    assert [(claim.actor, claim.kind) for claim in report.responsibility] == [("hezbollah", Responsibility.CLAIMED)]
    assert report.speaker is Speaker.PARTY


@pytest.mark.parametrize(
    ("text", "factuality"),
    [
        ("Israel said Hezbollah had resumed attacks on ships.", Factuality.OCCURRED),
        ("Hezbollah resumes attacks on ships", Factuality.OCCURRED),
        ("Hezbollah said it had not resumed attacks on ships.", Factuality.DENIED),
        ("Hezbollah said it would resume attacks on ships.", Factuality.THREATENED),
    ],
)
def test_a_resumption_told_by_others_or_denied_is_not_claimed(text: str, factuality: Factuality, code: Code) -> None:
    report = event(code(text))
    assert (report.actors, report.factuality, report.responsibility) == (("hezbollah",), factuality, ())


def test_an_extended_truce_is_not_extended_once_more(code: Code) -> None:
    held = code("Hezbollah said it was committed to the extended truce with Israel.")
    praised = code("Hezbollah hailed the renewed ceasefire with Israel.")
    assert (truce(held).act, truce(held).parties) == (Act.ACCEPTS, ("hezbollah",))
    assert {held.ceasefire_change, praised.ceasefire_change} == {Label.NONE}


@pytest.mark.parametrize(
    "text",
    [
        "Israel announced a temporary pause on new settlements.",
        "Israel announced a temporary pause in new permits for workers of Hamas.",
        "Israel agreed to a two-week pause on hiring, Hamas said.",
        "The library announced a temporary pause.",
    ],
)
def test_a_pause_of_other_things_is_no_truce(text: str, code: Code) -> None:
    assert code(text).ceasefire_change is Label.NONE


@pytest.mark.parametrize(
    "text",
    [
        "Hamas announced a temporary pause in attacks on Israel.",
        "Hamas announced a four-day pause.",
        "Israel announced a four-day pause on humanitarian grounds in Gaza.",
        "Israel and Hamas agreed to a temporary pause on Monday.",
        "Israel announced a humanitarian pause.",
    ],
)
def test_a_pause_of_arms_is_a_truce(text: str, code: Code) -> None:
    assert code(text).ceasefire_change is Label.ANNOUNCED


def test_talks_to_end_attacks_end_none(code: Code) -> None:
    assert code("Hamas and Israel resumed talks to end attacks.").ceasefire_change is Label.NEGOTIATION_ONLY


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Colombia announced the partial suspension of its ceasefire with the EMC.", Label.SUSPENDED_OR_COLLAPSED),
        ("Hezbollah declares truce end, weighs raids on bases", Label.ENDED),
        (
            "Hezbollah announced that the truce meant to give the cabinet time to talk to the army has ended.",
            Label.ENDED,
        ),
        ("The PKK considers ending its ceasefire with Turkey.", Label.NONE),
        ("The RSF announced a three-month truce on Monday, a day after rejecting a ceasefire plan.", Label.ANNOUNCED),
        ("The IRA calls a truce - the hard work begins", Label.ANNOUNCED),
        ("The Houthis dismiss reports of a limited ceasefire deal with Saudi Arabia.", Label.REJECTED),
        ("The truce that paused the war between Israel and Hamas will likely be extended.", Label.NEGOTIATION_ONLY),
        (
            "Clashes between the Sudanese army and the RSF have resumed, breaking the ceasefire which expires today.",
            Label.VIOLATED,
        ),
        ("Nine killed as the truce between Israel and Hamas ends within hours", Label.SUSPENDED_OR_COLLAPSED),
        ("The PKK staged its deadliest attack since the collapse of the ceasefire with Turkey.", Label.NONE),
        ("Spanish police shot nine terrorists in an operation to stop a second attack.", Label.NONE),
        ("Iran halts strikes on Israel, announces two-week ceasefire", Label.ANNOUNCED),
        ("Strikes on Hezbollah would shatter the truce with Israel, France warned.", Label.NONE),
        ("Hezbollah said the truce is in force and the war with Israel has ended.", Label.IN_EFFECT),
        ("Hamas says a ceasefire with Israel remains elusive.", Label.NONE),
        ("Israel dismisses claims it violated the ceasefire with Hamas.", Label.NONE),
        ("Suspension of talks on a ceasefire angers Hamas", Label.NEGOTIATION_ONLY),
        ("Hamas and Israel agree to discuss ceasefire proposal", Label.NEGOTIATION_ONLY),
        ("Egypt fears ceasefire collapse if Israel attacks Hamas again", Label.NONE),
        ("Any attack on Rafah would break the truce, Hamas warns Israel.", Label.NONE),
        ("Israel threatens to end Lebanon truce unless Hezbollah disarms", Label.NONE),
        ("The first phase of the Gaza ceasefire with Hamas ends without an agreement on the second.", Label.EXPIRED),
        ("Houthis said to violate truce in Hodeidah", Label.VIOLATED),
        ("Hours after pact to 'stop military actions', Pakistan breaches ceasefire with India", Label.VIOLATED),
        ("India protests ceasefire violations by Pakistan", Label.VIOLATED),
        ("Students in Delhi protest against ceasefire with Pakistan", Label.NONE),
        ("India and Pakistan agree to fully implement the 2003 ceasefire", Label.ANNOUNCED),
        ("India and Pakistan had agreed to the 2003 ceasefire", Label.NONE),
        ("Israel and Hamas agreed to end the worst bout of fighting since 2014.", Label.ANNOUNCED),
        ("TPLF vows to drive out the enemy despite ceasefire declaration by Ethiopia", Label.NONE),
        ("Rail strikes in the UK: pay offer is no Christmas truce", Label.NONE),
        ("Israel, Hamas truce ends with fighting in Rafah", Label.SUSPENDED_OR_COLLAPSED),
        ("The truce of Israel and Hamas lasted less than six hours.", Label.SUSPENDED_OR_COLLAPSED),
        ("Hamas said it would not extend the truce unless Israel opened the crossings.", Label.REJECTED),
        ("The Houthis will not renew the truce with Riyadh unless salaries are paid.", Label.REJECTED),
        ("The government announced a ceasefire; the LTTE then rejected it.", Label.REJECTED),
        ("Separatists in eastern Ukraine said they would not abide by the new truce.", Label.REJECTED),
        ("India lodged a strong protest with Pakistan over ceasefire violations", Label.VIOLATED),
        ("Film tells how the IRA came to observe the 1994 ceasefire", Label.NONE),
        ("Rwandan-backed M23 gain ground in eastern Congo despite calling a ceasefire", Label.VIOLATED),
        ("Thailand shut its border after the denial of a claim that a truce with Cambodia was agreed.", Label.NONE),
        ("The Senate approves a resolution to end US support for the war in Yemen.", Label.NONE),
        ("Burundi rebels refused on Sunday to rejoin a truce monitoring team.", Label.NONE),
        ("Putin stopped short of agreeing to a ceasefire with Ukraine.", Label.NONE),
        ("It was the biggest raid in Nepal since the Maoists ended their truce.", Label.NONE),
        ("The truce of Israel and Hamas came to a bloody end.", Label.SUSPENDED_OR_COLLAPSED),
        (
            "A truce in Burundi between the army and the last rebel group still at war has come into effect.",
            Label.IN_EFFECT,
        ),
        ("EU hails Libya ceasefire, then Haftar rejects it", Label.REJECTED),
        ("Putin confirmed the end of the 30-hour ceasefire with Ukraine.", Label.ENDED),
        (
            "Air raids and a shelling by Hezbollah raised fears that the truce with Israel could collapse.",
            Label.VIOLATED,
        ),
    ],
)
def test_small_words_that_turn_a_truce_round(text: str, label: Label, code: Code) -> None:
    assert code(text).ceasefire_change is label


@pytest.mark.parametrize(
    ("text", "breaker"),
    [
        ("Hezbollah accuses Israel of 300 truce violations.", "israel"),
        ("Israel condemns Hezbollah for its violation of the truce.", "hezbollah"),
        ("Houthis deny breaching truce, say Saudi Arabia broke it.", "saudi-arabia"),
        ("Israel hits Hezbollah targets in Lebanon days into fragile truce", "israel"),
        ("Israel hits Hezbollah targets in Lebanon despite truce", "israel"),
        ("Israel bombs Hezbollah in Lebanon a day after truce began", "israel"),
        ("Israel pounds Hezbollah in blow to truce", "israel"),
        ("The Israeli army shelled Hezbollah in the south, weeks into the ceasefire.", "israel-defense-forces"),
        ("Hezbollah man killed in Israeli strike despite ceasefire", "israel"),
        ("Two Hezbollah fighters killed by Israel in breach of truce", "israel"),
        ("Israel accuses Hezbollah of firing rockets despite truce", "hezbollah"),
        ("Hezbollah fires rockets at Israel hours after truce began", "hezbollah"),
        ("Hezbollah was bombed by Israel, breaking the truce.", "israel"),
        ("Iran-backed militias attacked a US base, breaking a truce with Washington.", "iraqi-militias"),
        ("Israel attacked Hezbollah, thus violating the ceasefire.", "israel"),
        ("Israel bombed Gaza after Hamas attacked troops, breaking the ceasefire.", "hamas"),
        ("Hamas, violating the truce, was struck by Israel.", "hamas"),
        ("Israeli strike kills nine in Rafah, which Hamas called a flagrant violation of the ceasefire", "israel"),
        ("Russian missiles hit Sumy in what Ukraine called a breach of the Easter truce", "russian-forces"),
        ("India protests ceasefire violations by Pakistan.", "pakistan"),
        ("Cambodia condemns Thai shelling as a violation of the truce", "thailand"),
        ("Hamas slams Israeli strikes as ceasefire violation", "israel"),
        ("Hezbollah kept up its fire despite the truce.", "hezbollah"),
        ("Congo says Rwanda violated truce by backing M23 rebels who attacked Uvira", "rwanda"),
        ("Lebanon says Israel violated truce by striking Hezbollah fighters", "israel"),
        ("Hamas says Israel broke truce, fires rockets at Tel Aviv", "israel"),
        ("The SDF accuses Syria of attacking its positions hours after a ceasefire was announced.", "syria"),
    ],
)
def test_who_strikes_breaks_the_truce_not_whom_he_strikes(text: str, breaker: str, code: Code) -> None:
    broken = [
        report
        for report in code(text).reports
        if isinstance(report, CeasefireReport) and report.act is Act.ALLEGES_VIOLATION
    ]
    assert [report.parties for report in broken] == [(breaker,)]


@pytest.mark.parametrize(
    "text",
    [
        "Two Hezbollah fighters were killed in a blast despite the truce.",
        "Army bombs ELN camp despite rebels' Christmas ceasefire",
        "Israel threatens to strike Hezbollah despite truce",
        "Rockets hit Kiryat Shmona; Israel called the fire a violation of the truce",
        "The SDF said that despite the ceasefire with Syria factions near Damascus have kept up their fire",
    ],
)
def test_nobody_is_named_where_only_the_victim_or_the_accuser_is(text: str, code: Code) -> None:
    assert truce(code(text)).parties == ()


@pytest.mark.parametrize(
    ("text", "act", "party"),
    [
        ("Pakistan says Afghan Taliban failed to act on TTP, declares ceasefire over", Act.ENDS, "pakistan"),
        ("Sudan's army says it repelled RSF attack, rejects truce", Act.REJECTS, "sudanese-armed-forces"),
        ("Pakistan says it did not bomb Kabul, remains committed to ceasefire", Act.ACCEPTS, "pakistan"),
    ],
)
def test_a_headlines_second_verb_has_its_first_subject(text: str, act: Act, party: str, code: Code) -> None:
    report = truce(code(text))
    assert (report.act, report.parties) == (act, (party,))


def test_what_is_denied_ends_where_a_new_predicate_begins(code: Code) -> None:
    coding = code("Hezbollah says it did not fire and is abiding by the ceasefire with Israel.")
    assert coding.ceasefire_change is Label.IN_EFFECT
    both = code("Hamas did not disarm and is not abiding by the ceasefire with Israel.")
    assert both.ceasefire_change is Label.VIOLATED


def test_an_accusation_that_is_rejected_is_a_denial(code: Code) -> None:
    report = event(code("M23 rejects accusations that it attacked Uvira."))
    assert [claim.kind for claim in report.responsibility] == [Responsibility.DENIED]
