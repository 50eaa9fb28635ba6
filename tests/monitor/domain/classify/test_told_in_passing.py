"""Hours and zones, speakers who are no side, acts of one party alone, and two acts that are not one."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from monitor.domain.classify.coder import Coder
from monitor.domain.model.article import Article
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
    SubEvent,
    Toll,
)
from monitor.domain.model.time import DAY, iso, to_millis

Code = Callable[..., Coding]
TODAY = to_millis(datetime(2020, 10, 11, tzinfo=UTC))  # a Sunday


def truce(coding: Coding, act: Act) -> CeasefireReport:
    found = [r for r in coding.reports if isinstance(r, CeasefireReport) and r.act is act]
    assert len({frozenset(report.parties) for report in found}) == 1  # two of one act are the two sides' own words
    return found[0]


def events(coding: Coding) -> list[EventReport]:
    return [report for report in coding.reports if isinstance(report, EventReport)]


@pytest.mark.parametrize(
    ("hour", "start"),
    [
        ("6 pm", "15:00"),
        ("6.30 p.m.", "15:30"),
        ("6:15 pm", "15:15"),
        ("18:45", "15:45"),
        ("midnight", "21:00"),
        ("6 p.m. Khartoum time", "16:00"),
        ("6 p.m. GMT", "18:00"),
        ("6 p.m. (1500 GMT)", "15:00"),
        ("6 p.m. (15:00 GMT)", "15:00"),
        ("12 a.m.", "21:00"),
    ],
)
def test_an_hour_is_told_in_a_zone(hour: str, start: str, code: Code) -> None:
    report = truce(code(f"A truce between Israel and Hamas will begin at {hour} on Monday."), Act.ANNOUNCES)
    assert report.start is not None
    assert iso(report.start.start)[11:16] == start


@pytest.mark.parametrize("hour", ["13 pm", "0 pm", "9:75 pm", "24:10", "1:2:3", "9.5 km", "pm"])
def test_no_hour_is_made_up(hour: str, code: Code) -> None:
    report = truce(code(f"A truce between Israel and Hamas will begin at {hour} on Monday."), Act.ANNOUNCES)
    assert report.start is not None
    assert report.start.start == TODAY + DAY
    assert report.start.precision == "day"


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("The PKK said its truce will begin at 6 pm on Monday.", "15:00"),
        ("US forces said a truce with Kataib Hezbollah will begin at 6 pm on Monday.", "15:00"),
        ("The ceasefire will begin at 6 pm on Monday.", "18:00"),
    ],
)
def test_an_hour_without_a_place_is_that_of_the_sides_home_or_of_the_world(text: str, start: str, code: Code) -> None:
    report = truce(code(text), Act.ANNOUNCES)
    assert report.start is not None
    assert iso(report.start.start)[11:16] == start


@pytest.mark.parametrize("published", [-62135596800000, 253402300799999, 10**18])
def test_an_article_of_no_time_is_read_without_a_date(published: int, coder: Coder) -> None:
    text = "Israel and Hamas agreed yesterday on a truce until Friday."
    found = truce(coder.code(Article("a", "", text, published=published)), Act.ANNOUNCES)
    assert (found.when, found.start, found.expires) == (None, None, None)


@pytest.mark.parametrize(
    "text",
    [
        "Did Hamas violate the ceasefire with Israel?",
        "Gaza: Has the ceasefire collapsed?",
        "Hamas denies violating the ceasefire with Israel",
        "Israel rejects claims it violated the Lebanon ceasefire",
        "Posts falsely claim that Hamas and Israel agreed a ceasefire",
        "Iran and Iraq agreed on a truce in their long quarrel over tariffs on dates.",
        "An earlier version of this story said that Hamas had ended the ceasefire with Israel.",
    ],
)
def test_what_is_asked_denied_or_false_changes_nothing(text: str, code: Code) -> None:
    assert code(text).ceasefire_change is Label.NONE


@pytest.mark.parametrize(
    "title", ["Ten years ago: Colombia and FARC announce ceasefire", "Hoax: Hamas agrees to truce"]
)
def test_a_title_that_looks_back_or_mocks_changes_nothing(title: str, code: Code) -> None:
    assert code("", title=title).ceasefire_change is Label.NONE


def test_a_threat_in_a_pronouns_mouth(code: Code) -> None:
    vows = events(code("Hezbollah vowed to hit Haifa.\n\nHe vowed that the group would attack Acre."))
    assert [event.actors for event in vows] == [("hezbollah",)] * len(vows)


def test_a_group_calls_a_truce(code: Code) -> None:
    assert truce(code("Taliban call three-day Eid truce"), Act.ANNOUNCES).parties == ("taliban",)


def test_an_end_told_by_its_month_lies_ahead(code: Code) -> None:
    report = truce(code("Israel and Hamas extended their truce until March 5.", day=(2020, 10, 11)), Act.EXTENDS)
    assert report.expires is not None
    assert iso(report.expires.start)[:10] == "2021-03-05"


def test_a_weekend_is_two_days(code: Code) -> None:
    (event,) = events(code("Hamas fired rockets at Israel at the weekend."))
    assert event.when is not None
    assert (event.when.start - TODAY, event.when.end - TODAY) == (-DAY, DAY)


@pytest.mark.parametrize(
    "text",
    [
        "The PKK said it would halt its attacks on Turkey if the army left Cizre by Friday.",
        "The PKK said it would halt its attacks on Turkey if the army left Cizre on Friday.",
        "The UN Security Council will vote on Friday on a draft resolution for a truce between Israel and Hamas.",
    ],
)
def test_the_day_of_something_else_is_no_beginning(text: str, code: Code) -> None:
    assert [report.start for report in code(text).reports if isinstance(report, CeasefireReport)] == [None]


def test_a_condition_has_its_own_deadline(code: Code) -> None:
    report = truce(code("The PKK said it would halt its attacks on Turkey if talks began by Friday."), Act.OFFERS_IF)
    (term,) = report.terms
    assert (term.deadline, term.obligor) == (DeadlineKind.DATE, None)


def test_the_government_of_a_condition_is_the_other_sides(code: Code) -> None:
    text = "The PKK halted its attacks on Turkish forces on condition that the government frees its leader."
    (term,) = truce(code(text), Act.ANNOUNCES).terms
    assert term.obligor == "turkey"


@pytest.mark.parametrize(
    ("opening", "place"),
    [("QANTOLA, Oct 10 - ", ()), ("QANTOLA (Wire) - ", ()), ("NEW YORK, Oct 10 - ", ()), ("Qantola - ", ())],
)
def test_a_dateline_is_left_out(opening: str, place: tuple[str, ...], code: Code) -> None:
    (event,) = events(code(f"{opening}The PKK attacked a post on Sunday.", title="News"))
    assert event.places == place
    assert event.when is not None
    assert event.when.start == TODAY


@pytest.mark.parametrize(
    ("text", "act", "speaker"),
    [
        ("Israel and Hamas agreed to a truce, mediators from Egypt said.", Act.ANNOUNCES, Speaker.MEDIATOR),
        ("Israel and Hamas extended their truce, the two sides said.", Act.EXTENDS, Speaker.PARTY),
        ("UN observers recorded 14 truce violations by Hezbollah.", Act.ALLEGES_VIOLATION, Speaker.MONITOR),
        ("Observers left as Israel and Hamas extended their truce.", Act.EXTENDS, Speaker.MEDIA),
    ],
)
def test_speakers_who_are_no_side(text: str, act: Act, speaker: Speaker, code: Code) -> None:
    assert truce(code(text), act).speaker is speaker


def test_a_monitors_count_is_a_report_of_its_own(code: Code) -> None:
    text = "Israel accused Hezbollah of violating the truce.\n\nUN monitors recorded 14 truce violations."
    assert [report.speaker for report in code(text).reports if isinstance(report, CeasefireReport)] == [
        Speaker.OPPONENT,
        Speaker.MONITOR,
    ]


@pytest.mark.parametrize(
    ("text", "mediators"),
    [
        ("Israel and Hamas opened talks on a truce, with Qatar as host.", ("qatar",)),
        ("Israel and Hamas opened talks on a truce hosted by Qatar.", ("qatar",)),
        ("Israel and Hamas opened talks on a truce with a prince as host.", ()),
    ],
)
def test_hosts_are_mediators(text: str, mediators: tuple[str, ...], code: Code) -> None:
    assert truce(code(text), Act.NEGOTIATES).mediators == mediators


def test_a_veto_is_nobody_elses(code: Code) -> None:
    text = "Russia vetoed a Security Council resolution for a ceasefire between Israel and Hamas."
    assert truce(code(text), Act.REJECTS).parties == ("russia",)


def test_a_faction_that_quits_anothers_truce_withdraws(code: Code) -> None:
    coding = code(
        "Jamaat-ul-Ahrar withdrew from the ceasefire between the Pakistani Taliban and the Pakistani government.\n\n"
        "A spokesman for the Pakistani Taliban said the truce still held."
    )
    assert truce(coding, Act.WITHDRAWS).parties == ("jamaat-ul-ahrar",)
    assert truce(coding, Act.HOLDS).speaker is Speaker.PARTY
    assert coding.ceasefire_change is Label.ENDED


def test_a_side_that_quits_its_own_truce_ends_it(code: Code) -> None:
    text = "The Pakistani Taliban withdrew from the ceasefire between the Pakistani Taliban and the government."
    assert truce(code(text), Act.ENDS).parties == ("pakistani-taliban",)


def test_a_truce_that_begins_is_of_those_who_made_it(code: Code) -> None:
    text = "Hezbollah agreed to a truce that will begin on Monday, mediators from Egypt said."
    assert truce(code(text), Act.ANNOUNCES).parties == ("hezbollah",)


def test_own_men_are_not_addressed(code: Code) -> None:
    report = truce(code("The Taliban declared a truce on Saturday, and ordered their fighters to rest."), Act.ANNOUNCES)
    assert report.counterparts == ()


def test_what_a_party_denies_others_only_miss(code: Code) -> None:
    own = truce(code("A spokesman of Hamas said that no truce had been signed."), Act.DENIES_EXISTENCE)
    assert own.parties == ("hamas",)
    others = truce(code("A teacher in Gaza said that no truce had been signed."), Act.NEGOTIATES)
    assert others.speaker is not Speaker.PARTY


@pytest.mark.parametrize(
    "headline", ["Hamas accepts truce with Israel", "Hamas accepts truce with conditions", "Gaza waits"]
)
def test_a_condition_of_the_text_is_one_of_its_headline(headline: str, code: Code) -> None:
    text = "Hamas accepted a truce with Israel but only if its prisoners are freed."
    coding = code(text, title=headline)
    acts = [report.act for report in coding.reports if isinstance(report, CeasefireReport)]
    assert acts == [Act.ACCEPTS_IF]
    assert coding.ceasefire_change is Label.CONDITIONAL_OFFER


def test_a_truce_of_sport_is_none_though_there_is_a_war(code: Code) -> None:
    war = "Hezbollah fired rockets at Israel on Sunday."
    assert code(f"{war}\n\nBeirut's football clubs called a truce over a striker.").ceasefire_change is Label.NONE
    named = code(f"{war}\n\nFans of football clubs heard Hezbollah declare a truce over a striker's match.")
    assert named.ceasefire_change is Label.ANNOUNCED


def test_two_places_are_two_acts(code: Code) -> None:
    coding = code("A bomb exploded in Cali, killing three people.\n\nFARC dissidents ambushed a patrol near Corinto.")
    assert [event.actors for event in events(coding)] == [(), ("emc",)]


def test_two_weapons_are_two_acts(code: Code) -> None:
    coding = code("Hezbollah attacked a post with rockets on Saturday.\n\nHezbollah attacked a post with drones.")
    assert len(events(coding)) > 1


def test_a_general_name_is_that_of_the_group(code: Code) -> None:
    coding = code("JNIM fighters ambushed a patrol near Djibo.", title="Jihadists ambush patrol in Burkina Faso")
    (event,) = events(coding)
    assert event.actors == ("jnim",)


@pytest.mark.parametrize(
    "text", ["The Pentagon blamed Kataib Hezbollah for it.", "The Pentagon blamed Kataib Hezbollah."]
)
def test_blame_joins_an_act_and_makes_none(text: str, code: Code) -> None:
    (event,) = events(code(f"A drone hit a depot in Erbil.\n\n{text}"))
    assert [(tie.kind, tie.actor) for tie in event.responsibility] == [(Responsibility.ATTRIBUTED, "kataib-hezbollah")]
    assert events(code(text)) == []


def test_blame_tells_the_kind_by_its_means(code: Code) -> None:
    (event,) = events(code("Israel accused Hezbollah of shelling its posts near Metula."))
    assert (event.sub_event, event.factuality) == (SubEvent.SHELLING_ARTILLERY_MISSILE, Factuality.OCCURRED)


@pytest.mark.parametrize(
    ("behind", "injured"),
    [
        ("Hezbollah said it was behind the blast.\n\nThree more soldiers were wounded.", Toll(best=3)),
        ("Hezbollah said it was behind the blast.\n\nThree soldiers were wounded.", Toll()),
        ("Three soldiers were wounded.", Toll()),
        ("Three others were wounded.", Toll(best=3)),
        ("A drone hit Metula and wounded three more soldiers.", Toll()),
    ],
)
def test_wounded_told_later(behind: str, injured: Toll, code: Code) -> None:
    event = events(code(f"A roadside bomb killed six soldiers near Tyre.\n\n{behind}"))[0]
    assert (event.killed, event.injured) == (Toll(best=6), injured)


def test_a_weapon_is_told_without_its_owner(code: Code) -> None:
    (event,) = events(code("Russian drones struck Odesa and wounded a shepherd."))
    assert (event.sub_event, event.injured) == (SubEvent.AIR_DRONE_STRIKE, Toll(best=1))
    assert "drone" in event.weapon


@pytest.mark.parametrize(
    "text",
    [
        "The United Nations said that the ceasefire of Israel and Hamas has no meaning.",
        "The guns along the line in Gaza fell silent in 1918.",
        "Arsenal's guns fell silent in the second half.",
        "Rail strikes will end on Monday, the union said.",
        "India said that it would not launch strikes on Pakistan without evidence.",
        "Shares hit a record hours after the ceasefire of Israel and Hamas began.",
        "Hamas says Israel's Gaza City assault could undo weeks of work.",
    ],
)
def test_what_bystanders_and_other_things_do_changes_no_truce(text: str, code: Code) -> None:
    assert code(text).ceasefire_change in {Label.NONE, Label.IN_EFFECT, Label.NEGOTIATION_ONLY}
    acts = {report.act for report in code(text).reports if isinstance(report, CeasefireReport)}
    assert acts.isdisjoint({Act.ENDS, Act.ANNOUNCES, Act.ALLEGES_VIOLATION, Act.COLLAPSES})


def test_an_end_told_for_a_day_to_come_leaves_the_truce_alive(code: Code) -> None:
    coding = code("The truce in Gaza ends on Tuesday.")
    assert [r.act for r in coding.reports if isinstance(r, CeasefireReport)] == [Act.HOLDS]
