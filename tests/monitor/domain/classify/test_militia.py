"""Whether an armed group is at work, and whether a text is of armed conflict at all."""

from collections.abc import Callable

import pytest

from monitor.domain.model.report import Coding, EventReport, PloverEvent

Code = Callable[..., Coding]


def events(coding: Coding) -> list[EventReport]:
    return [report for report in coding.reports if isinstance(report, EventReport)]


@pytest.mark.parametrize(
    "text",
    [
        "Unknown gunmen stormed a police post near the border.",
        "Islamist gunmen dressed in uniforms trapped tourists in a temple and killed nine of them.",
        "Six soldiers were wounded in an encounter with New People's Army guerrillas.",
        "A Shining Path truck bomb devastated a street in Lima.",
        "Nine died in an assault on a factory; the PKK later called it the work of its men.",
        "Blasts killed nine at the airport in Kabul; the minister pointed the finger at Islamic State.",
        "Rebels in Sierra Leone hold dozens of peacekeepers.",
        "Four Malian soldiers were killed in an ambush near Gao.",
        "The raid left three soldiers and five militants dead.",
        "Two Egyptian soldiers and six insurgents were killed in Sinai.",
        "Abu Sayyaf threatens to behead two captives.",
        "The Polisario Front declared war on Morocco.",
        "Houthis claim to have shot down a Saudi helicopter.",
        "Boko Haram has been accused of killing farmers in Borno.",
        "Hezbollah and Israel exchanged fire across the border.",
        "Rebels advance on the capital of the Central African Republic.",
        "An al-Shabaab attack on a village in Kenya killed three.",
        "Hezbollah broke the truce by firing on an Israeli outpost.",
        "Two ISIL bombers blew themselves up at a market.",
        "A tanker was seized by Houthi rebels in the Red Sea.",
        "Israel struck Gaza after rocket fire on Ashkelon.",
        "A missile attack on Israel was condemned after the Hamas truce.",
        "An ISIL sniper in Mosul, Iraq, shot dead a reporter.",
        "A car bomb at a market in Kabul, Afghanistan, kills nine.",
        "Israel carried out raids after Hamas kills two soldiers.",
        "The ministry said that attacks by ELN rebels went on.",
        "The ELN says it will resume kidnappings in Cauca.",
        "Soldiers die as al-Shabaab attacks convoy",
        "The Houthis, whom Iran arms, fired a missile at Riyadh.",
        "ELN says its fighters killed two soldiers",
        "Army says ELN broke truce",
        "Al-Shabaab targets AU convoy near Marka",
        "Al-Shabaab attack on AU base in Somalia leaves nine dead",
        "The army accused the SPLM-North of breaching the truce in Sudan.",
        "The Houthis' attacks on ships in the Red Sea went on.",
        "Al-Shabaab said one of its men had carried out the bombing.",
        "Hezbollah airs footage of an attack on a border post.",
        "The Pakistani Taliban ordered attacks in the north-west.",
        "The Houthis said that all tankers were fair game, and any ship in the gulf is a legitimate target.",
        "Hamas gave Israel until noon to pull back.",
        "Rebels boarded a freighter off Yemen.",
        "M23 fighters were seen on the outskirts of Bukavu.",
        "Residents fled after the fall of Goma to the M23.",
        "FARC dissidents and ELN rebels clashed near Argelia.",
        "Boko Haram fighters killed around 40 Nigerian soldiers near Bama.",
        "Dozens of Boko Haram gunmen raided a village near Maiduguri.",
        "Gunmen dressed as soldiers stormed a hotel in Mogadishu.",
        "A faction of the Pakistani Taliban said on Friday that it had killed nine soldiers.",
        "A bomb went off in London as the IRA ended its truce.",
        "The ELN said it was ending its truce and taking up arms again.",
        "The PKK, which ended its truce, said that it will be active on all fronts.",
        "Militants warn firms in Nigeria that they would wage an all-out onslaught.",
        "M23 rebels continue their advance towards Bukavu.",
        "Hezbollah renewed its assault on Haifa.",
        "The Houthis kept up their shelling of Marib.",
        "Spain blamed a bomb at the airport on the separatist group ETA.",
        "The army accused the rebels of attacking posts near Goma.",
        "Troops and Boko Haram accused each other of shelling Bama.",
        "Clashes between the Myanmar army and an ethnic alliance continued in Kutkai despite the truce.",
        "The rebels have reportedly shelled a camp in Yemen.",
        "There was shelling of Bujumbura, Burundi, by suspected militants.",
        "Ukraine's rebels shelled Mariupol.",
        "Hamas warned that it would end its truce with Israel if it had to disarm.",
        "The UN condemned M23 advances on Goma.",
        "The UN deplored the takeover of Goma by M23 rebels.",
        "Houthis press offensive to take Marib.",
        "Colombia suspended its truce with the EMC after that group attacked a village in Cauca.",
        "Chechen rebels claim to kill nine soldiers.",
        "The UN condemned the M23's advances in South Kivu.",
        "ISIS tightens its siege of Deir ez-Zor",
        "Manila blamed the Abu Sayyaf for the abduction of three tourists.",
        "Abu Sayyaf is suspected in the kidnapping of a tourist.",
        "The rebels kept up attacks on the railway in Chad.",
        "An ambush killed eight soldiers in Paraguay; the raid bore the hallmarks of the Paraguayan People's Army.",
        "Abu Sayyaf militants plan to kidnap a boxer, the president says.",
        "ISIL urges its supporters in Malaysia to go to the Philippines and fight the army.",
        "Boko Haram frees the girls that it had kidnapped in Chibok.",
        "Three rockets, fired from a suburb, land at the airport of Baghdad, Iraq.",
        "Nine villagers are killed in a mass stabbing by the Allied Democratic Forces in North Kivu.",
        "A convoy is attacked in eastern Burkina Faso.",
        "The Taliban tighten their grip on the north of Afghanistan.",
        "Troops storm an office in Bannu, which was seized on Monday by Pakistani Taliban fighters.",
        "An American was killed, the first in Somalia since 1993, and two were hurt in a gunfight with al-Shabaab.",
        "The FACT, a rebel front, crossed the border of Chad from Libya; its rebels intruded over the frontier.",
        "The Houthis will not halt attacks on Israel.",
        "Colombia broke off its contacts with the ELN over killings in Cauca.",
        "Hezbollah declared a ceasefire after days of battles with the Amal militia.",
        "The PKK said Ankara was to blame. The group also said that it was responsible for a blast in Van.",
        "Turkish troops came under attack near Idlib.",
        "Hezbollah, which signed no truce, fires at an Israeli post.",
        "Houthi rebels detained nine aid workers in Sanaa.",
        "The ELN rejects the accord, saying that it will continue to fight the government.",
        "NPA rebels lifted a blockade, saying that they heard the people, but warned of tougher action.",
        "Nine engineers were kidnapped near Kidal, Mali.",
        "A blast hit a police station in Gaziantep, Turkey, on Friday.",
        "An explosion in a mosque in Kabul killed three worshippers.",
        "Eleven villagers died in an ambush near Imphal.",
        "A clerk was shot dead in a terror attack in Jammu and Kashmir.",
        "Haitian gangs attacked a prison.",
        "Armed gangs burned a market in Port-au-Prince, Haiti.",
        "There will be more US strikes unless Kataib Hezbollah halts attacks.",
        "A suicide drone wounded three American troops in Iraq, where Kataib Hezbollah is at work.",
        "Tamil Tiger rebels pushed to within four miles of Jaffna.",
    ],
)
def test_an_armed_group_is_at_work(text: str, code: Code) -> None:
    coding = code(text)
    assert (coding.militia_activity, coding.relevant) == (True, True)


@pytest.mark.parametrize(
    "text",
    [
        "Sixteen al-Shabaab militants were killed by Somali forces.",
        "US jets hit Houthi targets in Yemen on Monday.",
        "Israel strikes Hezbollah targets in Lebanon.",
        "Israel strikes Hezbollah in Lebanon.",
        "Hamas condemned the attack, for which no one has claimed responsibility.",
        "Groups linked to al-Qaida have not struck Senegal up to now.",
        "Troops killed four suspected suicide bombers heading for Adamawa state.",
        "Twelve militants killed in an airstrike near Idlib.",
        "A gunman was killed by the police in Ohio.",
        "Missile strikes hit depots in Kharkiv, Ukraine.",
        "Israel says it shot down a drone.",
        "The army repelled an attack on the town.",
        "The US launched airstrikes on depots used by militias in Iraq.",
        "Hamas accused Israel of violating the truce.",
        "A drone strike killed seven people in Mali.",
        "The union threatens to strike unless wages rise.",
        "Israel and Hamas agreed on a truce after weeks of fighting.",
        "Hamas agreed to a truce under which women who were held hostage go home.",
        "Israel battles Hamas near a hospital.",
        "Bombs fell on Khan Younis, Gaza.",
        "Israel struck a Hezbollah rocket depot.",
        "Thailand said that land mines hurt two of its rangers at the border with Cambodia.",
        "A Tamil Tiger chief was shot dead trying to flee, Sri Lanka says.",
        "Opinion: the Houthis attack ships and will do so again.",
        "Airstrikes on rebel-held Idlib killed nine people.",
        "Aid trucks drove into besieged Gaza while the truce of Israel and Hamas held.",
        "Monitors report that fighting went on; Hezbollah was not named.",
        "Two girls were kidnapped in Ohio.",
        "Two gangs fought in Chicago.",
        "An explosion in a temple in Ohio killed three people.",
        "The Taliban order all attacks to cease.",
        "The ELN called off its truce with Colombia.",
        "A bomb went off in Ohio as the IRA ended its truce.",
        "A barrel bomb dropped by a Syrian army helicopter killed seven in Aleppo.",
        "A US bomb killed ten at a wedding in Kandahar.",
        "Iraqi forces freed a kidnapped German engineer near Baiji.",
        "Hamas gains ground in opinion polls in the West Bank.",
        "The Houthis resume a vaccination campaign.",
        "Hezbollah would not end the truce even if the talks fail.",
        "Hezbollah tightens its hold on the cabinet.",
        "Turkey says the PKK will never take up arms again.",
        "A tourist bus was attacked in Jerusalem by settlers.",
        "Hamas leaders crossed the border into Egypt for talks.",
        "Spain rejects ETA truce and demands that it renounce guns and bombs",
        "Spain arrests four of an ETA bombing cell in Bilbao",
        "Israel warned that it would end its truce with Hamas if rockets fell.",
        "Government planes conducted bombing raids on two rebel-held towns in Ivory Coast.",
        "US kills two al-Shabaab militants in Somalia air attack",
        "Troops kill forty terrorists and free forty kidnapped victims in Nigeria.",
        "Hezbollah says two fighters killed in Israeli strike",
        "Israel and Hamas agreed to a truce after clashes of the army.",
        "Israel's army says it hit a Hezbollah post in the first strike since the truce.",
        "An ambush by Malian troops killed six JNIM fighters near Gao.",
        "An ISIL bomb maker was arrested in Berlin.",
        "Al-Shabaab bomb maker killed by Kenyan soldiers",
        "ELN says army bombed its camp",
        "RSF says army bombed market in Nyala",
        "Zapatistas say army broke ceasefire by bombing villages",
    ],
)
def test_no_armed_group_is_at_work(text: str, code: Code) -> None:
    assert not code(text).militia_activity


@pytest.mark.parametrize(
    "text",
    [
        "Battle of Mosul",
        "The Taliban name a deputy leader.",
        "Russia and Ukraine weigh a truce.",
        "Residents of Gaza rebuild after the truce, though Israel keeps troops there.",
        "The minister urged a ceasefire in Gaza.",
        "Air raids destroyed a hospital in Idlib, Syria.",
        "An attack on a market in Kabul killed nine people.",
        "Explosions were heard in Tripoli, Libya.",
        "The police call the ramming in Nice a terror attack.",
        "Troops moved refugees out of the besieged town of Kherson, Ukraine, after shelling.",
    ],
)
def test_a_text_of_armed_conflict(text: str, code: Code) -> None:
    assert code(text).relevant


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Does the Gaza truce mean more trouble for Hezbollah?", ""),
        ("UK strikes hit schools and railways", "Train drivers in Britain walked out for the fourth time."),
        ("Bus crash kills nine in Pakistan", "A lorry hit the bus near Lahore."),
        ("Oil slips as traders weigh Middle East truce", "Prices fell on Monday."),
        ("", "Marchers rallied in Kabul, where an attack had killed nine people."),
        ("", "Floods killed forty people in Afghanistan and shut a hospital."),
    ],
)
def test_a_text_of_something_else(title: str, text: str, code: Code) -> None:
    assert not code(text, title=title).relevant


@pytest.mark.parametrize(("day", "militia"), [((2023, 10, 9), True), ((2023, 12, 9), False)])
def test_an_attack_named_by_its_day_is_news_only_then(code: Code, day: tuple[int, int, int], *, militia: bool) -> None:
    coding = code("The minister called it a just answer to the October 7 Hamas attacks.", day=day)
    assert coding.militia_activity is militia


def test_a_year_in_a_bombings_name_makes_it_history(code: Code) -> None:
    assert not code("Two runners who survived the 2013 bombing came back.").militia_activity


@pytest.mark.parametrize(
    ("day", "relevant"), [((2021, 6, 1), True), ((2022, 6, 1), False)], ids=["before the open war", "in it"]
)
def test_battles_of_an_open_war_of_states_are_no_context(
    code: Code, day: tuple[int, int, int], *, relevant: bool
) -> None:
    assert code("Russian forces shelled Ukrainian troops near Kharkiv, Ukraine.", day=day).relevant is relevant


def test_in_an_open_war_a_truce_or_an_armed_group_matters(code: Code) -> None:
    day = (2023, 6, 1)
    assert code("Russia and Ukraine weigh a truce.", day=day).relevant
    assert code("Wagner fighters hold Bakhmut, Ukraine.", day=day).relevant


@pytest.mark.parametrize(
    ("title", "text", "relevant"),
    [
        ("Poll finds voters split over Gaza truce", "Israel and Hamas have yet to answer.", False),
        ("Why the Gaza truce matters", "Israel and Hamas have yet to answer.", False),
        ("Palestinian chef opens a museum of bread", "The guests came from Gaza.", False),
        ("", "Students freed by Boko Haram met their families in Abuja.", True),
        ("", "Israeli troops shot at protesters at the fence of Gaza and killed two.", True),
        ("", "American military intervention in Somalia", True),
    ],
)
def test_what_is_told_at_home_is_told_from_a_conflict(code: Code, title: str, text: str, *, relevant: bool) -> None:
    assert code(text, title=title).relevant is relevant


def test_a_joined_verb_has_the_first_verbs_doer(code: Code) -> None:
    coding = code("Insurgents kill two Pakistani soldiers and injure three others.")
    assert {event.actors for event in events(coding)} == {("insurgents",)}


def test_a_verb_joined_to_none_keeps_its_own_doer(code: Code) -> None:
    assert events(code("By shelling Sderot it broke the truce."))[0].actors == ()
    assert events(code("Hamas failed after the talks: by shelling Sderot it broke the truce."))[0].actors == ()


def test_the_country_behind_a_town_is_no_doer(code: Code) -> None:
    (event,) = events(code("A car bomb in Kirkuk, Iraq, kills five."))
    assert event.actors == ()


def test_an_ambush_hits_those_it_names(code: Code) -> None:
    (event,) = events(code("Four Malian soldiers were killed in an ambush near Gao."))
    assert (event.actors, event.targets) == ((), ("malian-forces",))


def test_an_unowned_volley_is_not_lent_a_doer(code: Code) -> None:
    struck, volley = sorted(
        events(code("Israel struck Gaza after rocket fire on Ashkelon.")), key=lambda event: not event.actors
    )
    assert (struck.actors, volley.actors) == (("israel",), ())


def test_a_state_lends_no_hand_to_a_hidden_bomb(code: Code) -> None:
    coding = code("A roadside bomb killed five people near Gao. The Malian army killed a militant elsewhere.")
    assert [event.actors for event in events(coding)] == [(), ("malian-forces",)]


def test_a_threat_told_by_a_noun_is_its_subjects(code: Code) -> None:
    (event,) = events(code("The statement says al-Qaeda is making preparations for attacks in Europe."))
    assert (event.event, event.actors) == (PloverEvent.THREATEN, ("al-qaeda",))


def test_both_sides_of_a_clash_fall(code: Code) -> None:
    (event,) = events(code("Forty insurgents and five Egyptian soldiers are killed in Sinai."))
    assert event.actors == ("insurgents", "egyptian-forces")


def test_a_capital_tells_of_a_name_and_not_of_a_language(code: Code) -> None:
    assert code("Gangs attack Port-au-Prince airport").lang == "en"


def test_the_place_that_is_hit_is_no_doer(code: Code) -> None:
    (event,) = events(code("A raid on a Sanaa ministry kills two leaders."))
    assert event.actors == ()


def test_who_lays_a_bomb_is_not_who_kills_its_layers(code: Code) -> None:
    coding = code("The mayor said that four gunmen had been killed.", title="Two car bombs hit a hotel in Mogadishu")
    assert coding.militia_activity
    assert {event.evidence.rule for event in events(coding)} == {"attack.mine", "attack.kills"}


@pytest.mark.parametrize(
    "text",
    [
        "The Taliban owned up to killing seven soldiers in Helmand.",
        "Al-Shabab said the operation in Mogadishu was theirs.",
        "A convoy of tankers was ambushed in western Mali.",
        "Two devices went off under police patrols in Makhachkala.",
        "Nine villagers lost their lives to Boko Haram.",
        "Guerrillas of the FARC and troops traded shots in Colombia in 2010.",
    ],
)
def test_an_act_told_in_an_uncommon_wording(text: str, code: Code) -> None:
    assert code(text, day=(2010, 6, 1)).militia_activity


def test_who_still_fights_clashes_with_nobody_named_behind(code: Code) -> None:
    assert not code("The last rebels still fighting call Burundi's mediator one-sided.").militia_activity


@pytest.mark.parametrize(
    "text",
    [
        "Hamas said the decision was theirs.",
        "Hezbollah said it was behind them in the polls.",
        "Houthis combat a cholera outbreak in Yemen.",
        "Charges hit policeman accused of bribery in Kenya.",
        "Fire alarm devices go off near a police station in Turkey.",
        "Raid by bomber jets in Iran.",
        "Army outpost lost to flood in Mali.",
    ],
)
def test_like_words_that_tell_of_no_attack(text: str, code: Code) -> None:
    assert not code(text).militia_activity


@pytest.mark.parametrize(
    "text",
    [
        "Rebels strike deal with government.",
        "The Taliban struck a prisoner deal with Kabul.",
        "FARC and the government strike a land accord.",
    ],
)
def test_a_bargain_is_struck_without_a_blow(text: str, code: Code) -> None:
    assert not code(text).militia_activity


def test_what_is_struck_after_a_bargain_is_hit(code: Code) -> None:
    for text in (
        "Rebels strike convoy after deal.",
        "Rebels struck an army base despite truce.",
        "Taliban strike NATO deal venue.",
    ):
        assert code(text).militia_activity


@pytest.mark.parametrize(
    "text",
    ["Rebels in Mali attack police", "Rebels in Colombia blow up bridge", "Six policemen slain by Naxals in Bihar"],
)
def test_a_clipped_headline_tells_who_attacks(text: str, code: Code) -> None:
    (event,) = events(code(text))
    assert event.actors in {("rebels",), ("naxalites",)}


def test_an_attack_that_dates_the_news_has_no_doer_before_it(code: Code) -> None:
    for text in ("Taliban after US attack: we will talk.", "Hamas men in Israeli raid on Jenin: six."):
        assert not any({"taliban", "hamas"}.intersection(event.actors) for event in events(code(text)))


def test_who_claims_is_not_the_country_that_was_hit(code: Code) -> None:
    (event,) = events(code("Islamic State said on Sunday it was behind the Sri Lanka bombings."))
    assert [claim.actor for claim in event.responsibility] == ["islamic-state"]
