"""Clipped headlines in a newsroom's idioms: which label they bear, and who stands behind short names in them."""

from collections.abc import Callable

import pytest

from monitor.domain.model.report import Coding, Label

Code = Callable[..., Coding]


@pytest.mark.parametrize(
    ("label", "text"),
    [
        (Label.REJECTED, "Khartoum turns a deaf ear to RSF truce overture"),
        (Label.REJECTED, "Israel slams the door on ceasefire with Hamas"),
        (Label.REJECTED, "Ramadan truce a non-starter, Hamas says"),
        (Label.REJECTED, "No question of a truce with Hamas, Netanyahu says"),
        (Label.EXTENDED, "Delhi, Naga rebels roll over ceasefire for a year"),
        (Label.EXTENDED, "ELN and Bogota tack three months onto truce"),
        (Label.EXTENDED, "Israel, Hamas truce to run two more days"),
        (Label.EXTENDED, "Israel-Hezbollah truce deadline extended until Friday"),
        (Label.ENDED, "ELN calls time on its truce"),
        (Label.ENDED, "PKK says truce over, recalls fighters"),
        (Label.EXPIRED, "Clock runs out on Houthi truce with Riyadh"),
        (Label.PROPOSED, "Egypt unveils a truce plan for Israel and Hamas"),
        (Label.CONDITIONAL_OFFER, "Putin: truce with Ukraine if Kyiv withdraws from the east"),
        (Label.NEGOTIATION_ONLY, "Israel and Hamas met in Doha in a bid to end attacks"),
        (Label.NEGOTIATION_ONLY, "Talks between Israel and Hamas on a truce ended after six hours"),
        (Label.NONE, "Calls to stop the attacks are calls to surrender to Hamas, Netanyahu says"),
    ],
)
def test_an_idiom_says_what_it_means(label: Label, text: str, code: Code) -> None:
    assert code(text).ceasefire_change is label


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("RUF", "RUF rejects ceasefire offer"),
        ("Burundi", "Truce with FNL takes hold"),
        ("NPA", "NPA declares Christmas truce"),
    ],
)
def test_an_acronym_of_one_armed_group_stands_for_it_beside_a_truce(name: str, text: str, code: Code) -> None:
    assert any(name in party for party in code(text).parties)


@pytest.mark.parametrize("text", ["RUF opens new office", "Minister praises FNL plans"])
def test_elsewhere_an_acronym_alone_stands_for_nobody(text: str, code: Code) -> None:
    assert not code(text).relevant


@pytest.mark.parametrize(
    "text",
    ["Netanyahu rules out truce with terrorists", "Assad: no truce with rebels", "No truce with militants, says Assad"],
)
def test_a_state_that_speaks_of_nameless_rebels_is_a_party(text: str, code: Code) -> None:
    assert code(text).ceasefire_change is Label.REJECTED


def test_a_host_of_nameless_rebels_is_none(code: Code) -> None:
    assert "Egypt" not in code("Egypt hosts rebels for truce talks").parties


@pytest.mark.parametrize(
    ("party", "text"),
    [
        ("Colombia", "Colombia's Santos refuses truce with FARC"),
        ("Yemen", "Yemen's Ali Saleh refuses truce with Houthis"),
        ("Liberia", "Liberia's Kromah refuses truce with LURD"),
    ],
)
def test_a_name_that_nobody_knows_behind_its_state_s_speaks_for_the_state(party: str, text: str, code: Code) -> None:
    assert party in code(text).parties


def test_a_vote_put_off_is_no_truce(code: Code) -> None:
    assert code("Israel delays vote on truce with Hamas").ceasefire_change is Label.NEGOTIATION_ONLY


@pytest.mark.parametrize("by", ["by December", "by mid-December", "by the end of December", "until 5 December"])
def test_a_month_that_ends_a_term_lies_ahead(by: str, code: Code) -> None:
    text = f"The ELN and Colombia initialled an accord to halt hostilities {by}."
    assert code(text).ceasefire_change is Label.ANNOUNCED


@pytest.mark.parametrize("text", ["Under the initial truce Hamas freed captives.", "An initial truce with Hamas"])
def test_what_is_initial_is_not_initialled(text: str, code: Code) -> None:
    assert code(text).ceasefire_change is not Label.ANNOUNCED


@pytest.mark.parametrize(
    ("label", "text"),
    [
        (Label.ENDED, "Talks over hostages broke down and the truce with Hamas ended."),
        (Label.ANNOUNCED, "Taliban pledge to halt attacks on US forces."),
        (Label.ANNOUNCED, "After talks to end fighting, Fatah and Hamas agree ceasefire"),
        (Label.ANNOUNCED, "Colombia unveils truce with ELN"),
        (Label.NONE, "Russia says truce over and above grain deal possible"),
        (Label.NONE, "There is no question of ending the ceasefire, LTTE says"),
        (Label.NONE, "UN pulls the plug on Hodeidah truce mission"),
        (Label.NONE, "Truce observer force given extension on Golan"),
        (Label.NONE, "Israel rolled over Hamas objections to truce"),
    ],
)
def test_the_same_words_elsewhere_mean_something_else(label: Label, text: str, code: Code) -> None:
    assert code(text).ceasefire_change is label


def test_an_acronym_in_sport_or_trade_is_no_armed_group(code: Code) -> None:
    assert not code("EPL clubs agree truce over football season").relevant
