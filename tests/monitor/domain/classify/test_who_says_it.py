"""Who says it where a clause at the end only tells that, and whose own word an agreement is."""

from collections.abc import Callable

import pytest

from monitor.domain.model.report import Act, CeasefireReport, Coding, EventReport, Speaker

Code = Callable[..., Coding]
AGREED = (Act.ANNOUNCES, Act.ACCEPTS)


def events(coding: Coding) -> list[EventReport]:
    return [report for report in coding.reports if isinstance(report, EventReport)]


def truces(coding: Coding, *acts: Act) -> list[CeasefireReport]:
    return [report for report in coding.reports if isinstance(report, CeasefireReport) and report.act in acts]


@pytest.mark.parametrize(
    "teller",
    [
        "doctors said",
        "residents told reporters",
        "a hospital doctor said on Saturday",
        "a local official said",
        "fishermen said",
        "a rights group said",
        "local media said",
        "police said",
        "the provincial governor said",
        "said witnesses",
        "said doctors at the hospital",
        "according to residents",
    ],
)
def test_a_bystander_is_not_the_attacker(teller: str, code: Code) -> None:
    (event,) = events(code(f"Houthi fighters shelled a district of Taiz on Saturday, killing four people, {teller}."))
    assert event.actors == ("houthis",)
    assert (event.speaker, event.speaker_actor) == (Speaker.UNNAMED, None)


@pytest.mark.parametrize(
    "teller", ["the group said", "its spokesman said", "spokesman Yahya Sali said", "a statement said"]
)
def test_an_attackers_own_word_is_still_his(teller: str, code: Code) -> None:
    (event,) = events(code(f"Houthi fighters shelled a district of Taiz on Saturday, {teller}."))
    assert (event.speaker, event.speaker_actor) == (Speaker.PARTY, "houthis")


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The truce between the Colombian government and the FARC took effect, the defence ministry said.", "colombia"),
        ("The truce between Israel and Hamas took effect on Saturday, the foreign ministry said.", "israel"),
        ("The truce between the Colombian government and the FARC took effect, the rebels said.", "farc"),
        ("The truce between Israel and Hamas took effect on Saturday, residents said.", None),
    ],
)
def test_an_office_speaks_for_the_side_that_the_sentence_names(text: str, speaker: str | None, code: Code) -> None:
    (report,) = truces(code(text), Act.TAKES_EFFECT)
    assert report.speaker_actor == speaker


def test_a_bare_office_is_of_the_state_that_acts_and_not_of_the_one_it_deals_with(code: Code) -> None:
    (report,) = truces(
        code("Thailand has agreed to a truce with Cambodia from Monday, the foreign ministry said."), *AGREED
    )
    assert (report.speaker_actor, report.parties) == ("thailand", ("thailand",))


def test_a_bare_office_is_of_the_state_that_spoke_before(code: Code) -> None:
    text = "Israel said that it was ready for the truce with Hamas. The truce took effect, the defence ministry said."
    (report,) = truces(code(text), Act.TAKES_EFFECT)
    assert report.speaker_actor == "israel"


def test_who_is_told_of_in_the_clause_before_does_not_speak_too(code: Code) -> None:
    text = "Fighting in Israel has stopped and the Hamas government said that it accepted a truce with Israel."
    assert {report.speaker_actor for report in truces(code(text), *AGREED)} == {"hamas"}


def test_the_government_says_who_attacked(code: Code) -> None:
    (event,) = events(
        code("PKK fighters attacked a Turkish convoy in Hakkari, killing two soldiers, the governor said.")
    )
    assert (event.actors, event.speaker, event.speaker_actor) == (("pkk",), Speaker.OPPONENT, "turkey")


@pytest.mark.parametrize(
    "teller",
    [
        "both sides said",
        "both delegations said after talks",
        "the leaders of both countries said in a joint statement",
        "the two countries' border services said",
        "their foreign ministries said",
        "the foreign ministries in Yerevan and Baku said in identical statements",
        "Armenia and Azerbaijan said",
    ],
)
def test_a_word_in_common_is_each_sides_own(teller: str, code: Code) -> None:
    reports = truces(
        code(f"Armenia and Azerbaijan agreed on Saturday to a ceasefire, {teller}."), Act.ANNOUNCES, Act.ACCEPTS
    )
    assert [(r.speaker_actor, r.constitutive, r.speaker) for r in reports] == [
        ("armenia", True, Speaker.PARTY),
        ("azerbaijan", True, Speaker.PARTY),
    ]
    assert {frozenset(report.parties) for report in reports} == {frozenset({"armenia", "azerbaijan"})}


@pytest.mark.parametrize(
    "text",
    [
        "The Mozambican government and Renamo signed a ceasefire agreement on Saturday.",
        "The Mozambican government and Renamo (RENAMO) said in a joint statement that they have agreed to a ceasefire.",
    ],
)
def test_a_signature_binds_both(text: str, code: Code) -> None:
    reports = truces(code(text), *AGREED)
    assert {report.speaker_actor for report in reports} == {"mozambique", "renamo"}
    assert all(report.constitutive for report in reports)


def test_one_side_tells_for_itself_what_both_agreed(code: Code) -> None:
    (report,) = truces(code("Nigeria and Boko Haram have agreed on a ceasefire, Nigeria's government said."), *AGREED)
    assert (report.speaker_actor, report.constitutive) == ("nigeria", True)
    assert set(report.parties) == {"nigeria", "boko-haram"}


@pytest.mark.parametrize(
    "text",
    [
        "Israel and Hamas agreed to a ceasefire.",
        "Israel and Hamas signed a truce, Qatar said.",
        "Israel and Hamas agreed to a ceasefire, Egypt and Qatar said.",
        "Israel and Hamas agreed to a ceasefire, residents said.",
        "Israel and Hamas will sign a ceasefire on Sunday.",
        "Officials on both sides said Israel and Hamas had agreed to a truce.",
        "India and Pakistan agreed to a ceasefire, two government ministers said.",
        "India and Pakistan agreed to a ceasefire, leaders in both parties in Washington said.",
        "India and Pakistan agreed to a ceasefire, both sides' families said.",
        "India and Pakistan agreed to a ceasefire, two Israeli ministers said.",
        "India and Pakistan agreed to a ceasefire, presidents of two neighbouring countries said.",
        "India and Pakistan signed a ceasefire monitoring mechanism in Doha.",
    ],
)
def test_what_others_tell_binds_nobody(text: str, code: Code) -> None:
    reports = truces(code(text), *AGREED)
    assert reports
    assert not any(report.constitutive for report in reports)


def test_an_article_hides_no_name(code: Code) -> None:
    text = (
        "The Government of National Accord (GNA) and the Libyan National Army have agreed to a ceasefire, the GNA said."
    )
    (report,) = truces(code(text), *AGREED)
    assert report.parties == ("government-of-national-accord", "libyan-national-army")
    assert report.speaker_actor == "government-of-national-accord"


def test_who_owns_a_side_is_no_side(code: Code) -> None:
    (report,) = truces(
        code("Libya's Government of National Accord announced a ceasefire in Libya."), Act.ANNOUNCES, Act.ACCEPTS
    )
    assert report.parties == ("government-of-national-accord",)


def test_the_truce_of_a_group_is_its_own(code: Code) -> None:
    (report,) = truces(code("The unilateral ceasefire of the FARC took effect on Saturday."), Act.TAKES_EFFECT)
    assert report.parties == ("farc",)
