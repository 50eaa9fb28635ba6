"""Who acts and how it is meant, where word order alone would mislead."""

from collections.abc import Callable

import pytest

from monitor.domain.model.report import (
    Act,
    CeasefireReport,
    Coding,
    DeadlineKind,
    EventReport,
    Factuality,
    Label,
    Responsibility,
    Speaker,
)
from monitor.domain.model.time import DAY, HOUR, Precision, When

Coder = Callable[..., Coding]
MONDAY = When(1602460800000, 1602547200000, Precision.DAY)


def truce(coding: Coding, act: Act) -> CeasefireReport:
    (found,) = [r for r in coding.reports if isinstance(r, CeasefireReport) and r.act is act]
    return found


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("The leader of Hamas declared a ceasefire.", ("hamas",)),
        ("Hamas, which rules Gaza, declared a ceasefire with Israel.", ("hamas",)),
        ("Israeli forces declared a ceasefire in Gaza.", ("israel-defense-forces",)),
        ("In Lebanon, Hezbollah declared a ceasefire.", ("hezbollah",)),
        ("Qatar announced a truce between Israel and Hamas.", ("israel", "hamas")),
        ("The Israel-Hamas truce was declared.", ("israel", "hamas")),
        ("The military and the Arakan Army agreed to a truce.", ("myanmar", "arakan-army")),
        ("Hezbollah and the army agreed to a truce in the camp.", ("hezbollah",)),
    ],
)
def test_parties(text: str, parties: tuple[str, ...], code: Coder) -> None:
    assert truce(code(text), Act.ANNOUNCES).parties == parties


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("The Houthis accused the government of Yemen of breaking the truce.", ("yemen",)),
        ("The SPLM-North accused the army of Sudan of breaking the ceasefire.", ("sudan",)),
        ("Hamas accused Israel, backed by the US, of breaking the truce.", ("israel",)),
    ],
)
def test_who_is_accused(text: str, parties: tuple[str, ...], code: Coder) -> None:
    assert truce(code(text), Act.ALLEGES_VIOLATION).parties == parties


@pytest.mark.parametrize(
    "text",
    ["Families of Israel's hostages rejected a ceasefire.", "Israeli families rejected a ceasefire with Hamas."],
)
def test_people_of_a_country_are_not_its_government(text: str, code: Coder) -> None:
    assert code(text).ceasefire_change is Label.NONE


def test_a_mediator_speaks_for_both_sides(code: Coder) -> None:
    report = truce(code("Qatar announced a truce between Israel and Hamas, Qatar said."), Act.ANNOUNCES)
    assert report.mediators == ("qatar",)
    assert report.speaker is Speaker.MEDIATOR
    assert not report.constitutive


def test_a_general_name_gives_way_to_those_it_counts_up(code: Coder) -> None:
    coding = code("Colombia agreed a ceasefire with five armed groups, including the ELN and the Clan del Golfo.")
    assert truce(coding, Act.ANNOUNCES).counterparts == ("eln", "clan-del-golfo")


@pytest.mark.parametrize(
    ("text", "act", "parties", "counterparts"),
    [
        ("A ceasefire excluding ISIL took effect, Assad said.", Act.TAKES_EFFECT, (), ()),
        (
            "Syria and the Free Syrian Army agreed to a truce that excludes ISIL.",
            Act.ANNOUNCES,
            ("syria", "free-syrian-army"),
            (),
        ),
        ("Israel agreed to a ceasefire with all groups except Hamas.", Act.ANNOUNCES, ("israel",), ()),
        ("Hamas rejected everything except a truce with Israel.", Act.REJECTS, ("hamas",), ("israel",)),
    ],
)
def test_those_left_out_are_no_party(
    text: str, act: Act, parties: tuple[str, ...], counterparts: tuple[str, ...], code: Coder
) -> None:
    report = truce(code(text), act)
    assert (report.parties, report.counterparts) == (parties, counterparts)


def test_where_rockets_come_from_is_no_doer(code: Coder) -> None:
    coding = code("", title="Rockets fired by Hezbollah from northern Syria wound three Israelis.")
    doers = {actor for report in coding.reports if isinstance(report, EventReport) for actor in report.actors}
    assert doers == {"hezbollah"}


def test_hearsay_is_not_constitutive(code: Coder) -> None:
    own = truce(code("Hamas rejected the ceasefire."), Act.REJECTS)
    heard = truce(code("Israel said that Hamas rejected the ceasefire."), Act.REJECTS)
    unnamed = truce(code("Officials said Hamas rejected the ceasefire."), Act.REJECTS)
    assert (own.constitutive, own.speaker, own.speaker_actor) == (True, Speaker.PARTY, "hamas")
    assert (heard.constitutive, heard.speaker) == (False, Speaker.OPPONENT)
    assert (unnamed.constitutive, unnamed.speaker) == (False, Speaker.UNNAMED)


def test_the_group_is_who_was_named_before(code: Coder) -> None:
    told = code("Hamas issued a statement on Sunday. It was brief. The group declared a truce with Israel.")
    lone = code("The statement was brief. The group declared a ceasefire.")
    assert truce(told, Act.ANNOUNCES).parties == ("hamas",)
    assert truce(lone, Act.ANNOUNCES).parties == ()


def test_times_of_a_truce(code: Coder) -> None:
    report = truce(code("Hamas and Israel agreed to a 72-hour truce from 6 pm on Monday."), Act.ANNOUNCES)
    hour = MONDAY.start + (18 - 3) * HOUR  # by Israel's summer time
    assert report.start == When(hour, hour, Precision.HOUR)
    assert report.duration == 72 * HOUR


def test_end_of_an_extension(code: Coder) -> None:
    until = truce(code("Israel and Hamas extended the truce until Monday."), Act.EXTENDS)
    to = truce(code("Israel and Hamas extended the truce to October 20."), Act.EXTENDS)
    assert until.expires == MONDAY
    assert to.expires is not None
    assert to.expires.start == MONDAY.start + 8 * DAY


def test_a_demand_in_the_next_sentence_is_the_term(code: Coder) -> None:
    coding = code(
        "Hamas has halted its rocket fire on Israel. Israel must lift the siege of Gaza; it said so. "
        "The deadline is Monday."
    )
    (term,) = truce(coding, Act.ANNOUNCES).terms
    assert (term.text, term.obligor) == ("Israel must lift the siege of Gaza", "israel")
    assert term.deadline is DeadlineKind.DATE
    assert term.deadline_at == MONDAY


def test_a_deadline_without_a_day_is_unknown(code: Coder) -> None:
    coding = code("Hamas would agree to a truce if Israel lifted the siege. There was a deadline.")
    (term,) = truce(coding, Act.OFFERS_IF).terms
    assert term.deadline is DeadlineKind.UNKNOWN


def test_a_promise_of_kind_is_reciprocal(code: Coder) -> None:
    (term,) = truce(code("Hamas would observe a truce as long as Israel halts its raids."), Act.OFFERS_IF).terms
    assert term.timing == "reciprocal"


def test_covered_forces_at_home_stay_themselves(code: Coder) -> None:
    coding = code("The Rapid Support Forces declared a truce with the Sudanese army.")
    assert truce(coding, Act.ANNOUNCES).counterparts == ("sudanese-armed-forces",)


@pytest.mark.parametrize(
    "text",
    [
        "Strikers refuse a truce in the valley.",
        "The attacks of the Houthis were halted by a storm.",
        "It was said: no ceasefire. But the conflict was not named.",
    ],
)
def test_a_party_rule_needs_a_party(text: str, code: Coder) -> None:
    assert not [r for r in code(text).reports if isinstance(r, CeasefireReport)]


def test_old_events_are_history(code: Coder) -> None:
    coding = code("Nothing stirred on Sunday. In May 2018 Hamas fired rockets at Israel.")
    assert [r.factuality for r in coding.reports] == [Factuality.HISTORICAL]


def test_a_truces_own_year_and_another_clauses_date_are_no_history(code: Coder) -> None:
    assert code("Russia accused Ukraine of violating the 2015 ceasefire.").ceasefire_change is Label.VIOLATED
    freed = code("Hamas freed two women, who were seized in May 2019, as part of the truce with Israel.")
    assert freed.ceasefire_change is Label.IN_EFFECT


def test_blame_behind_the_news_is_standing_blame(code: Coder) -> None:
    coding = code(
        "One.\n\nTwo.\n\nIsrael blames Hezbollah for attacks on its ships.\n\n"
        "Israel blamed Hamas for an attack on Sunday."
    )
    events = [r for r in coding.reports if isinstance(r, EventReport)]
    assert [e.factuality for e in events] == [Factuality.HISTORICAL, Factuality.OCCURRED]
    assert {c.kind for e in events for c in e.responsibility} == {Responsibility.ATTRIBUTED}


def test_a_hit_group_in_a_clash_counts(code: Coder) -> None:
    assert code("The army and Hezbollah battled in heavy fighting near Baalbek.").militia_activity


def test_a_dash_ends_a_condition(code: Coder) -> None:
    (term,) = truce(
        code("Hamas would agree to a truce in return for prisoners - a demand that Israel knows."), Act.OFFERS_IF
    ).terms
    assert term.text == "prisoners"


@pytest.mark.parametrize(
    ("aside", "actor"),
    [
        ("Hezbollah, a group that rules the south, said", "hezbollah"),
        ("Hezbollah, which many know, said", "hezbollah"),
        ("Hezbollah, backed by Iran, said", "hezbollah"),
        ("Hezbollah, Israel's neighbour, said", "hezbollah"),
        ("Hezbollah, the paper wrote - and others too, said", None),
        ("Hezbollah, Hamas, said", "hamas"),
        ("On Sunday, the general, said", None),
    ],
)
def test_an_aside_does_not_part_subject_and_verb(aside: str, actor: str | None, code: Coder) -> None:
    coding = code(f"{aside} on Sunday it would suspend attacks on Syria.")
    found = [r.parties[-1] for r in coding.reports if isinstance(r, CeasefireReport)]
    assert found == ([actor] if actor else [])


@pytest.mark.parametrize(
    "title",
    [
        "Unknown Iraqi group says it would suspend attacks on US forces",
        "Iraqi armed group suspends attacks on US forces",
        "Iraq militants suspend attacks on US forces",
        "Iran-backed fighters suspend attacks on US forces",
        "Turkish rebels suspend attacks on US forces",
    ],
)
def test_a_country_before_a_group_is_not_the_state(title: str, code: Coder) -> None:
    actors = {a for r in code(title).reports if isinstance(r, CeasefireReport) for a in (*r.parties, r.speaker_actor)}
    assert not actors & {"iraq", "iran", "turkey"}


def test_soldiers_of_a_country_are_its_own(code: Coder) -> None:
    (event,) = [r for r in code("Syrian rebels attacked Turkish soldiers.").reports if isinstance(r, EventReport)]
    assert event.targets == ("turkish-forces",)


@pytest.mark.parametrize(
    ("title", "actor"),
    [
        ("Meshaal: we will stop firing if there is a full Gaza ceasefire", "hamas"),
        ("Hezbollah deputy: we will stop firing if there is a full Gaza ceasefire", "hezbollah"),
        ("Sudan: we will stop firing if there is a full ceasefire", None),
        ("Hezbollah: Israel will stop firing if there is a full ceasefire", "israel"),
    ],
)
def test_a_headline_names_its_speaker_before_a_colon(title: str, actor: str | None, code: Coder) -> None:
    offers = [r.parties for r in code("", title=title).reports if isinstance(r, CeasefireReport)]
    assert offers == ([(actor,)] if actor else [])
