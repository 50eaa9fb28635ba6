"""What is not an armed group's work: crime, courts, others' words about an attack, and attacks on the group itself."""

import pytest

from monitor.domain.model.report import Factuality, Responsibility
from tests.monitor.domain.classify.test_militia import Code, events


@pytest.mark.parametrize(
    "headline",
    [
        "Gunman kills nine in Ohio supermarket",
        "Nine people were shot dead by a gunman at a mall in Copenhagen, Denmark.",
        "Two gunmen shoot seven dead in a bar in Brazil",
        "Off-duty officer shot during robbery, police say",
        "Man slits throat of wife in Leeds",
        "Rocket booster fired in test at Texas spaceport",
        "Carrier rocket launched from Cape Canaveral",
        "Bath bombs explode in popularity at market",
        "Second World War bomb explodes off Denmark",
        "US to send Kyiv ground-launched bombs",
        "Russia pounds Ukraine; a bombing hit Kharkiv on Monday",
    ],
)
def test_crime_and_other_bangs(headline: str, code: Code) -> None:
    assert not code("", title=headline, day=(2023, 2, 1)).militia_activity


@pytest.mark.parametrize(
    "headline",
    [
        "A gunman shot dead a judge in Peshawar, Pakistan.",
        "Gunman kills two Israeli soldiers in West Bank",
        "Taliban gunman kills two soldiers",
        "Nine people are killed in Islamist attacks in Burkina Faso.",
        "Attack on Burkina Faso village leaves nine dead",
        "Dozens killed in attack on Mali village",
        "An Indian policeman is killed in an attack in Srinagar, Kashmir.",
        "Six soldiers were killed after attacks on three military bases in Mopti, Mali.",
        "Bomb kills soldier, wounds nine in Pakistan",
        "Clashes near the lake kill thirty Boko Haram militants and five soldiers.",
        "Seven people died in an attack on the city of Beni, North Kivu, DR Congo by the Allied Democratic Forces.",
        "A pipeline was blown up in Bir al-Abd, North Sinai, Egypt, by suspected jihadist militants.",
        "Unknown militants staged a number of attacks in Karak.",
        "Six soldiers died in a fight with ISWAP militants near the lake.",
        "IS claims bombing of bar in Kampala",
        "IS attack kills nine in Mosul",
        "ISIS clip threatens London",
        "Al-Shabaab video shows killing of soldiers",
        "Chechen gunmen hold hundreds in theatre",
        "A leader of the rebel group Abu Sayyaf said his men were holding them.",
        "A rocket is fired from the Gaza Strip. The Israeli army retaliates with strikes.",
    ],
)
def test_their_work(headline: str, code: Code) -> None:
    assert code("", title=headline, day=(2020, 2, 1)).militia_activity


@pytest.mark.parametrize(
    "text",
    [
        "Boko Haram killed or wounded nine soldiers in Maiduguri.",
        "Death toll of Taliban attack rises to nine",
        "Pakistan hit by wave of Taliban attacks",
        "Kabul shaken by Taliban attack",
        "M23 seized on Tuesday a town in North Kivu.",
        "ISIS captured in May the city of Ramadi.",
        "Militants of Boko Haram abducted in January three aid workers.",
        "On the anniversary of the war, Hezbollah fired rockets at Haifa.",
        "On anniversary of war's end, rebels kill five soldiers in Dagestan",
        "A memorial for a slain commander was hit by Taliban rockets in Kabul.",
        "Rebels charged with knives and killed nine soldiers in Beni.",
        "The Taliban set off charges that killed nine soldiers in Kabul.",
        "A judge who jailed rebels for murder was killed by the Taliban in Kabul.",
        "Police extradited a suspect on Sunday and the Taliban fired rockets at Kabul on Monday.",
        "The trial of a rebel goes on; Taliban rockets hit Kabul.",
        "Hamas threatens revenge for jailed leader: it will strike Tel Aviv",
        "Rebels in Mali attack near Gao",
        "Al-Shabaab militants from Somalia attack in Kenya",
        "ISIS gunmen near An Nasiriyah killed nine soldiers.",
        "Gunmen from wing A of the jail killed nine guards in Haiti.",
        "The Taliban said on Sunday that it had killed nine soldiers.",
        "The rebels killed eight soldiers in Mali.",
        "A Houthi spokesman says group attacked a ship.",
        "PKK says behind attack on police in Diyarbakir",
        "Pro-Iran militia accused of rocket attack in Iraq",
        "Car bomb explodes outside barracks in Burgos, Spain",
        "Bombs on trains kill at least ninety in Lisbon, Portugal",
        "Gunfight leaves nine policemen and five militants dead in Egypt",
    ],
)
def test_what_looks_like_it_and_is_their_work(text: str, code: Code) -> None:
    assert code(text, day=(2020, 2, 1)).militia_activity


@pytest.mark.parametrize(
    "headline",
    [
        "Hamas condemns attack on mosque",
        "Hezbollah denounces raid on Jenin",
        "Man jailed for life over Hamas attack",
        "Mass trial begins for Chad rebels accused of killing president",
        "Rebel leader killed in helicopter raid in Syria",
        "Israeli troops kill five Palestinian gunmen in West Bank raid, says army",
        "Two members of the Islamic State group were killed during separate raids in Kabul.",
        "Bodies of forty suspected rebels killed by Indian forces were found.",
        "Over nine thousand Wagner fighters injured or killed",
        "Wagner fighters captured in Ukraine tell of war",
        "Israel frees settlers held after anti-Palestinian attacks",
        "Woman who joined ISIS loses appeal in fight to come home",
        "Istanbul bomb suspect killed in operation in Syria",
        "Syrian opposition activists say a drone strike in Idlib has killed two operatives.",
        "The Wagner chief assumed a more public role.",
        "Canada sends ships to Haiti to quell gang violence",
        "El Salvador extends powers in fight against gangs",
        "Jury hears that ISIS-inspired killer struck alone",
        "A Taliban fighter who attacked a base was jailed on Monday.",
        "Opposition leader calls on premier to resign over Hamas attack",
        "Traders were told of the Hamas attack in advance, study finds",
        "Minister meets victims of the Taliban attack",
        "Hamas denounces attack in Lima that killed ten",
        "Drone strike targets militants in Pakistan, killing six",
        "US drone strike targets gunmen in Mali, wounding four",
        "THIS IS ATTACK OF THE CLONES",
        "Victims of bombing by Taliban remembered at memorial to Hamas attack",
        "Family remembers soldier of war with Taliban",
        "Activists in Idlib said to a wire that a strike of nobody killed nine.",
    ],
)
def test_who_did_not_do_it(headline: str, code: Code) -> None:
    assert not code("", title=headline, day=(2023, 2, 1)).militia_activity


def test_an_accusation_of_fire_is_no_fact(code: Code) -> None:
    (event,) = events(code("Israel accused Hezbollah of firing rockets at Haifa."))
    assert event.actors == ()
    assert [(claim.actor, claim.kind, claim.by) for claim in event.responsibility] == [
        ("hezbollah", Responsibility.ATTRIBUTED, "israel")
    ]


def test_an_answer_is_not_the_act_that_it_answers(code: Code) -> None:
    text = (
        "A rocket was fired from the Gaza Strip at Ashkelon. The Israeli army retaliated with strikes on Hamas posts."
    )
    first, *others = events(code(text))
    assert first.actors == ()
    assert any("israel-defense-forces" in event.actors for event in others)


def test_what_is_tried_in_court_is_history(code: Code) -> None:
    (event,) = events(code("", title="Man jailed for life over Hamas attack"))
    assert event.factuality is Factuality.HISTORICAL


def test_behind_a_headline_from_court_nobodys_bomb_is_history(code: Code) -> None:
    text = "The ministry says that he planned a bombing that killed nine in Kabul, Afghanistan."
    assert not code(text, title="Former soldier sentenced to death").militia_activity


def test_a_lost_stop_parts_two_sentences(code: Code) -> None:
    text = "Nine dead in a district known for Hezbollah militants An Israeli airstrike has killed nine people."
    coding = code(text, day=(2023, 2, 1))
    assert not coding.militia_activity
    assert [report.evidence.sentence for report in coding.reports][-1].startswith("An Israeli")


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("Hamas denounces Kabul attack that killed ten", ()),
        ("UN condemns Boko Haram attack that killed ten villagers", ("boko-haram",)),
        ("Forty fighters of Boko Haram killed, a minister says", ()),
        ("Mali blast kills three peacekeepers", ()),
        ("The United Nations says two of its men were killed", ()),
        ("M23 seized in Goma, as a truce held, a post.", ()),
    ],
)
def test_who_did_what_somebody_speaks_of(text: str, actors: tuple[str, ...], code: Code) -> None:
    assert {actor for event in events(code(text)) for actor in event.actors} == set(actors)


def test_a_place_and_an_end_of_clause_hide_no_object(code: Code) -> None:
    (event, *_) = events(code("Rebels captured in Gao | nine die"))
    assert event.actors == ()
