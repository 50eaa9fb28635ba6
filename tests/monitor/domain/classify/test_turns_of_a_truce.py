"""Truces resumed, put off and cut short, conditions met and unmet, and what is too little to strain or open one."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from monitor.domain.model.report import Act, CeasefireReport, Coding, EventReport, Speaker
from monitor.domain.model.time import to_millis

Code = Callable[..., Coding]
ISRAEL_HAMAS = {"israel", "hamas"}


def truces(coding: Coding) -> list[CeasefireReport]:
    return [report for report in coding.reports if isinstance(report, CeasefireReport)]


def truce(coding: Coding) -> CeasefireReport:
    (found,) = truces(coding)
    return found


def acts(coding: Coding) -> set[Act]:
    return {report.act for report in truces(coding)}


def sides(report: CeasefireReport) -> set[str]:
    return {*report.parties, *report.counterparts}


@pytest.mark.parametrize(
    "text",
    [
        "Israel has resumed its ceasefire with Hamas.",
        "Israel was resuming the ceasefire with Hamas, its military said.",
        "Israel reinstated its truce with Hamas on Sunday.",
        "The truce between Israel and Hamas resumed at noon on Sunday.",
        "The ceasefire with Hamas was restored on Sunday, Israel said.",
        "The ceasefire between Israel and Hamas is back in force, Qatar said.",
        "Hamas said that it had returned to the truce with Israel.",
        "The truce between Israel and Hamas is in effect again.",
    ],
)
def test_a_truce_is_resumed(text: str, code: Code) -> None:
    assert truce(code(text)).act is Act.RESUMES
    assert sides(truce(code(text))) == ISRAEL_HAMAS


@pytest.mark.parametrize(
    "text",
    [
        "Israel resumed fighting in Gaza after the truce with Hamas.",
        "Israel resumed its attacks on Gaza, ending the ceasefire with Hamas.",
        "Israel and Hamas resumed talks on a ceasefire.",
        "Indirect talks between Israel and Hamas on a truce resumed in Cairo.",
        "Egypt wants to restore the ceasefire between Israel and Hamas.",
        "Israel restored the flow of water to Gaza under the truce with Hamas.",
    ],
)
def test_what_else_resumes_is_no_truce(text: str, code: Code) -> None:
    assert Act.RESUMES not in acts(code(text))


def test_a_truce_to_be_resumed_is_only_announced(code: Code) -> None:
    assert truce(code("Colombia and the ELN agreed to restore their ceasefire.")).act is Act.ANNOUNCES
    assert truce(code("The ELN would resume its ceasefire if the army left.")).act is Act.OFFERS_IF


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("The start of the truce between Israel and Hamas has been postponed to noon on Friday.", (2020, 10, 16, 9)),
        ("Israel was postponing the truce with Hamas until noon on Friday.", (2020, 10, 16, 9)),
        ("Israel delayed the start of the truce with Hamas to 7 a.m. on Friday, its army said.", (2020, 10, 16, 4)),
        ("The ceasefire between Israel and Hamas has been pushed back to Friday.", (2020, 10, 16)),
        ("Israel said that the start of its truce with Hamas was deferred until Friday.", (2020, 10, 16)),
        ("Israel put off the start of the truce with Hamas by a day.", None),
    ],
)
def test_a_start_is_put_off(text: str, start: tuple[int, ...] | None, code: Code) -> None:
    found = truce(code(text))
    assert (found.act, sides(found)) == (Act.POSTPONES, ISRAEL_HAMAS)
    at = to_millis(datetime(*start, tzinfo=UTC)) if start else None  # type: ignore[arg-type,misc] # no zone in it
    assert (found.start and found.start.start, found.expires) == (at, None)


@pytest.mark.parametrize(
    "text",
    [
        "Israel postponed truce talks with Hamas until Friday.",
        "Israel delayed the release of prisoners under the truce with Hamas until Friday.",
        "The first flight from Sanaa under the truce with the Houthis was put off.",
        "The Security Council delayed the vote on a Gaza ceasefire until Friday.",
    ],
)
def test_what_else_is_put_off_is_no_start(text: str, code: Code) -> None:
    assert Act.POSTPONES not in acts(code(text))


@pytest.mark.parametrize(
    "text",
    [
        "Colombia and the ELN have agreed that their ceasefire will end on October 30 instead of December 15.",
        "The ELN said its ceasefire will end on October 30 instead of December 15.",
        "The ELN was shortening its ceasefire with Colombia, which will now end on October 30.",
        "The truce between Colombia and the ELN will end a week earlier, on October 30.",
    ],
)
def test_an_end_brought_forward_changes_the_terms(text: str, code: Code) -> None:
    found = truce(code(text))
    assert (found.act, "eln" in found.parties) == (Act.CHANGES_TERMS, True)
    assert found.expires is not None
    assert found.expires.start == to_millis(datetime(2020, 10, 30, tzinfo=UTC))


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("The Houthis said that Israel had met their condition.", Act.TERM_MET),
        ("The Houthis said that their conditions for the truce with Israel had been met.", Act.TERM_MET),
        ("The Houthis said on Sunday that their demands were fulfilled by Israel.", Act.TERM_MET),
        ("The Houthis said that Israel had failed to meet their condition for a truce.", Act.TERM_UNMET),
        ("The Houthis said that the condition of their truce with Israel has not been met.", Act.TERM_UNMET),
        ("Israel has not fulfilled our conditions for a truce, the Houthis said.", Act.TERM_UNMET),
    ],
)
def test_a_condition_is_met_or_not_in_its_owner_s_word(text: str, act: Act, code: Code) -> None:
    found = truce(code(text, "Houthis fire missiles at Israel"))
    assert (found.act, found.parties, found.constitutive) == (act, ("houthis",), True)


@pytest.mark.parametrize(
    "text",
    [
        "The Houthis will halt attacks on Israel once their conditions are met.",
        "The Houthis said they would not stop attacks on Israel until their conditions were met.",
        "The nurses said that the city had met their demands.",
    ],
)
def test_a_condition_still_open_is_not_met(text: str, code: Code) -> None:
    assert acts(code(text)).isdisjoint({Act.TERM_MET, Act.TERM_UNMET})


def test_the_speaker_who_goes_on_is_who_halts(code: Code) -> None:
    text = "The Houthis said that Israel had met their condition, and that they have halted all attacks on Israel."
    (halt,) = [found for found in truces(code(text)) if found.act is Act.ANNOUNCES]
    assert (halt.parties, halt.counterparts, halt.effective_now) == (("houthis",), ("israel",), True)


@pytest.mark.parametrize(
    "text",
    [
        "Hamas accused Israel of breaching the truce by blocking aid.",
        "Hamas accused Israel of violating the ceasefire by delaying the release of prisoners.",
        "Hamas accused Israel of breaking the truce by keeping the crossing shut.",
        "Holding back aid is a violation of the truce, Hamas said of Israel.",
        "Israel said Hamas had violated the truce by not handing over a list of hostages.",
    ],
)
def test_what_is_held_back_is_no_hostile_breach(text: str, code: Code) -> None:
    assert acts(code(text)) == {Act.APPEAL}


@pytest.mark.parametrize(
    "text",
    [
        "Hamas accused Israel of violating the ceasefire by shelling Rafah and blocking aid.",
        "Hamas accused Israel of violating the ceasefire by blocking aid and shelling Rafah.",
        "Israel accused Hamas of breaking the truce by killing two soldiers.",
    ],
)
def test_fighting_beside_what_is_held_back_is_a_breach(text: str, code: Code) -> None:
    assert acts(code(text)) == {Act.ALLEGES_VIOLATION}


def test_a_truce_only_mentioned_is_background(code: Code) -> None:
    mentioned = truce(code("Under the ceasefire between Israel and Hamas 600 lorries a day should enter Gaza."))
    assert (mentioned.act, mentioned.evidence.background) == (Act.TAKES_EFFECT, True)
    told = code("Hamas has halted attacks on Israel under a truce.")
    assert not any(report.evidence.background for report in truces(told))
    freed = truce(code("Hamas freed six hostages under the truce with Israel."))
    assert not freed.evidence.background


@pytest.mark.parametrize("quote", ["There is no truce", "We have made no truce with anyone"])
def test_a_denier_s_no_truce_is_the_same_denial(quote: str, code: Code) -> None:
    text = f'Boko Haram leader Abubakar Shekau denied a ceasefire with Nigeria. "{quote}," Shekau said.'
    assert truce(code(text)).act is Act.DENIES_EXISTENCE
    assert acts(code(f'"{quote}," Boko Haram leader Abubakar Shekau said.')) == {Act.REJECTS}


@pytest.mark.parametrize(
    "text",
    [
        "The Philippine government regretted the decision of the communist rebels to end their ceasefire.",
        "The Philippine government said it regretted the communist rebels' decision to end their ceasefire.",
    ],
)
def test_a_decision_to_end_is_that_of_who_decides(text: str, code: Code) -> None:
    found = truce(code(text))
    assert (found.act, found.parties, found.constitutive) == (Act.ENDS, ("new-peoples-army",), False)


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("A Western diplomat said on Sunday that a truce had been agreed between Israel and Hamas.", Speaker.UNNAMED),
        (
            "A diplomat with knowledge of the talks in Cairo said a truce had been agreed between Israel and Hamas.",
            Speaker.UNNAMED,
        ),
        ("A truce had been agreed between Israel and Hamas, a diplomat said.", Speaker.UNNAMED),
        ("Israel and Hamas have agreed on a truce, Saudi Arabia, which mediated the talks, said.", Speaker.MEDIATOR),
    ],
)
def test_sources_and_mediators_tell_of_a_truce_of_others(text: str, speaker: Speaker, code: Code) -> None:
    found = truce(code(text))
    assert (found.act, found.parties, found.speaker) == (Act.ANNOUNCES, ("israel", "hamas"), speaker)


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("Sudan's RSF declared a truce.", {"rapid-support-forces"}),
        ("Libya's Government of National Accord declared a ceasefire.", {"government-of-national-accord"}),
        ("Congo's M23 rebels declared a ceasefire.", {"m23"}),
        (
            "The Government of National Accord (GNA) and the Libyan National Army have agreed to a ceasefire.",
            {"government-of-national-accord", "libyan-national-army"},
        ),
        (
            "The Colombian government and the Estado Mayor Central (EMC), a faction of dissidents, agreed to a truce.",
            {"colombia", "emc"},
        ),
        ("The FARC's unilateral ceasefire took effect.", {"farc"}),
        ("The unilateral ceasefire of the ELN took effect.", {"eln"}),
    ],
)
def test_the_parties_are_all_and_only_those_who_commit(text: str, parties: set[str], code: Code) -> None:
    assert set(truce(code(text)).parties) == parties


def test_warring_sides_are_not_who_speaks_of_them(code: Code) -> None:
    assert truce(code("", "Libya's warring sides agree to ceasefire, Tripoli says")).parties != ("libya",)
    assert not truce(code("", "Ethiopia, Tigray sign truce")).constitutive


@pytest.mark.parametrize(
    ("text", "actors", "targets"),
    [
        ("Renamo fighters attacked a bus in Mozambique.", ("renamo",), ()),
        ("RSF gunmen killed nine villagers in Sudan.", ("rapid-support-forces",), ()),
        ("Gunmen of the ADF killed six villagers in eastern Congo.", ("adf",), ()),
        ("Houthi rebels attacked Marib, the army said.", ("houthis",), ()),
        ("Israel attacked Sudan's RSF near Khartoum.", ("israel",), ("rapid-support-forces",)),
        ("A Renamo splinter attacked a bus in Mozambique.", ("armed-groups",), ()),
    ],
)
def test_doers_and_victims_keep_apart(text: str, actors: tuple[str, ...], targets: tuple[str, ...], code: Code) -> None:
    (found,) = [report for report in code(text).reports if isinstance(report, EventReport)]
    assert (found.actors, found.targets) == (actors, targets)


def test_who_is_blamed_without_a_name_is_not_who_blames(code: Code) -> None:
    found = truce(code("Israel blamed the militant group for breaking the ceasefire with Hamas."))
    assert (found.act, found.parties) == (Act.ALLEGES_VIOLATION, ())


def test_members_that_an_aside_lists_declare_nothing(code: Code) -> None:
    text = (
        "The Three Brotherhood Alliance said it has halted all operations against the Myanmar army. The alliance, "
        "which groups the Arakan Army and the MNDAA, called the step a unilateral ceasefire."
    )
    assert {party for found in truces(code(text)) for party in found.parties} == {"three-brotherhood-alliance"}


# ---- what only looks like a turn of a truce -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "Israel revived its ceasefire proposal to Hamas.",
        "The ceasefire committee of Israel and Hamas resumed its work on Sunday.",
        "Hamas returned to its old ceasefire tricks, Israel said.",
        "The truce between Israel and Hamas is back on the agenda.",
        "Aid deliveries under the Gaza ceasefire resumed on Sunday.",
        "The release of hostages under the ceasefire was resumed by Hamas on Sunday.",
        "The truce between Israel and Hamas has revived hopes on Sunday.",
        "A report that Pakistan had resumed the ceasefire was false.",
        "Reports that Israel had resumed its truce with Hamas were false.",
    ],
)
def test_what_is_named_after_a_truce_or_done_under_it_resumes_none(text: str, code: Code) -> None:
    assert Act.RESUMES not in acts(code(text))


@pytest.mark.parametrize(
    "text",
    [
        "A delay of the start of the ceasefire between Israel and Hamas was averted.",
        "The postponement of the ceasefire is out of the question, Israel said.",
        "Israel nearly delayed the start of the ceasefire with Hamas.",
        "Israel's vote on Sunday was kept, but the ceasefire vote was delayed.",
        "A ceasefire in Sudan has been delayed for months by the army.",
        "Netanyahu is delaying a ceasefire, families said.",
        "The beginning of the end of the ceasefire with Hamas was delayed, Israel said.",
    ],
)
def test_what_puts_off_no_agreed_start_is_no_postponement(text: str, code: Code) -> None:
    assert Act.POSTPONES not in acts(code(text))


def test_an_extension_beside_a_delay_is_the_extension(code: Code) -> None:
    assert acts(code("Israel extended the ceasefire with Hamas and delayed its withdrawal.")) == {Act.EXTENDS}


@pytest.mark.parametrize(
    "text",
    [
        "Hamas said its conditions for the ceasefire with Israel had been met only partly.",
        "Hamas said one condition of the ceasefire with Israel was met but the others were not.",
        "Pakistan has met the conditions of an IMF loan, and the ceasefire with India holds.",
        "Israel met the conditions of the ceasefire mediators in the talks with Hamas.",
    ],
)
def test_other_conditions_and_half_met_ones_are_not_met(text: str, code: Code) -> None:
    assert Act.TERM_MET not in acts(code(text))


def test_a_condition_that_must_be_met_first_is_a_demand(code: Code) -> None:
    assert acts(code("India said its conditions must be met before a ceasefire with Pakistan.")) == {Act.NEGOTIATES}


@pytest.mark.parametrize(
    "text",
    [
        "Israel will hold a vote on the truce with Hamas.",
        "The ELN will hold a commemoration of the truce with Colombia.",
        "The UN will observe a ceasefire between the army and the RSF in Sudan.",
        "Mediators said the ceasefire between Israel and Hamas would run from bad to worse.",
    ],
)
def test_who_meets_about_a_truce_or_watches_it_announces_none(text: str, code: Code) -> None:
    assert acts(code(text)).isdisjoint({Act.ANNOUNCES, Act.ACCEPTS})


@pytest.mark.parametrize(
    "text",
    [
        "There is no ceasefire violation, Israel said.",
        "There is no truce in which civilians can trust, Hamas said.",
        "Israel defied a request to free doctors under the ceasefire with Hamas.",
    ],
)
def test_what_is_lacking_or_asked_under_a_truce_rejects_none(text: str, code: Code) -> None:
    assert Act.REJECTS not in acts(code(text))


@pytest.mark.parametrize(
    "text",
    [
        "The ceasefire between Israel and Hamas will end the war in June rather than in winter.",
        "The UN cut its ceasefire team in Gaza by two weeks until June 3.",
        "The ceasefire with Hamas will end in April instead of continuing, the families fear.",
        "Israel shortened its ceasefire statement to a page.",
    ],
)
def test_what_else_ends_or_is_cut_short_changes_no_terms(text: str, code: Code) -> None:
    assert Act.CHANGES_TERMS not in acts(code(text))


@pytest.mark.parametrize(
    "text",
    [
        "Hamas accused Israel of violating the truce by keeping up its bombardment of Rafah.",
        "Hamas accused Israel of breaching the truce by blocking a road, killing a driver.",
    ],
)
def test_what_goes_on_or_kills_is_a_hostile_breach(text: str, code: Code) -> None:
    assert acts(code(text)) == {Act.ALLEGES_VIOLATION}


@pytest.mark.parametrize(
    "text",
    [
        "A shipment of US bombs to Israel was approved.",
        "Hamas bombs found in Gaza were defused.",
        "The US bombs used by Israel were made in Texas.",
        "Old Israel bombs still litter fields in Lebanon.",
    ],
)
def test_bombs_that_lie_or_are_sold_are_no_attack(text: str, code: Code) -> None:
    assert not [report for report in code(text).reports if isinstance(report, EventReport)]
