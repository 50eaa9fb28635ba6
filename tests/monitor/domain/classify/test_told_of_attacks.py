"""Who attacked where nobody says it plainly, what is no news of an attack, and attacks that everybody knows by name."""

import pytest

from monitor.domain.model.report import Factuality, Label, Responsibility
from tests.monitor.domain.classify.test_militia import Code, events

AFTER_THE_LANDMARK = (2023, 11, 28)


@pytest.mark.parametrize(
    "text",
    [
        "Nine killed in Mali attacks",
        "A bus bombing injures nine people in Kabul, Afghanistan.",
        "Nine people are injured by a bus bombing in Kabul, Afghanistan.",
        "Two fuel lorries are bombed near Jalalabad, Afghanistan.",
        "A lorry filled with explosives detonates outside a hotel in Mogadishu.",
        "One peacekeeper killed in Congo after a UN helicopter comes under fire",
        "A rocket fired from Gaza was intercepted by the air defences, Israel says.",
        "Nine drivers are abducted at gunpoint in Gao, Mali.",
        "Ministers of nine states meet over attacks on commercial vessels in the Red Sea.",
    ],
)
def test_an_attack_of_nobody_in_an_insurgency(text: str, code: Code) -> None:
    assert code("", title=text, day=(2020, 2, 1)).militia_activity


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("Rebels backed by Uganda recapture four towns in Congo.", {"rebels"}),
        ("Two guards were killed at a dam near the old road, Faryab, by the Taliban.", {"taliban"}),
        ("The Security Council condemns today's attack in Kabul by the Taliban.", {"taliban"}),
        ("A Turkish soldier is killed and two are hurt in an ISIL bombing near al-Bab.", {"islamic-state"}),
        ("A series of Boko Haram attacks in Borno killed nine people.", {"boko-haram"}),
        ("Taliban fighters fire explosives at the parliament in Kabul.", {"taliban"}),
        ("An ISIL-linked group attacks a town near Palma, Mozambique.", {"islamic-state"}),
        ("A military offensive was launched by the Taliban near Ghazni.", {"taliban"}),
        ("The Syrian Democratic Forces began an operation to capture Raqqa.", {"syrian-democratic-forces"}),
        ("Israel kills two men of Hezbollah in an aerial attack near Damascus.", {"israel"}),
        ("In an operation against the PKK, the Turkish Air Force bombards a town.", {"turkish-forces"}),
        ("The Islamic State, following a raid on its posts, threatened to destroy a prison.", {"islamic-state"}),
        ("Troops stormed a camp in Borno where Boko Haram had hidden, killing nine.", set()),
        ("The army left leaflets at Rafah, where Hamas has its seat, threatening to attack it.", {"security-forces"}),
        ("Al-Shabaab sent leaflets to Baidoa, Somalia, threatening to attack ships.", {"al-shabaab"}),
    ],
)
def test_who_attacked(text: str, actors: set[str], code: Code) -> None:
    assert {actor for event in events(code(text)) for actor in event.actors} == actors


@pytest.mark.parametrize(
    ("text", "kind", "actor"),
    [
        (
            "The front killed nine. Hezbollah is suspected of conducting the attack.",
            Responsibility.SUSPECTED,
            "hezbollah",
        ),
        ("Nine people were killed in an attack blamed on Hezbollah.", Responsibility.ATTRIBUTED, "hezbollah"),
        ("Police suspect that Hezbollah is responsible for the attacks.", Responsibility.ATTRIBUTED, "hezbollah"),
        ("Without giving proof, ISIL claimed responsibility for the attack.", Responsibility.CLAIMED, "islamic-state"),
        ("Nine died, with ISIL claiming responsibility for the attack.", Responsibility.CLAIMED, "islamic-state"),
    ],
)
def test_who_is_said_to_have_done_it(text: str, kind: Responsibility, actor: str, code: Code) -> None:
    claims = [(claim.kind, claim.actor) for event in events(code(text)) for claim in event.responsibility]
    assert (kind, actor) in claims


def test_talks_without_a_result_deny_no_attack(code: Code) -> None:
    (event,) = events(code("A day after talks ended with no result, the Taliban attacked a post near Ghazni."))
    assert event.factuality is Factuality.OCCURRED


def test_who_answers_rockets_did_not_fire_them(code: Code) -> None:
    told = events(code("The Israeli army shelled Lebanon after rockets were fired at Israel."))
    assert {event.actors for event in told} == {("israel-defense-forces",), ()}


@pytest.mark.parametrize(
    "text",
    [
        "A ceasefire was agreed upon by militias fighting in Tripoli, an envoy said.",
        "The state signs a peace deal with the main rebel groups fighting in Darfur.",
        "Donors praise the aid to government troops fighting Islamist rebels in Mali.",
        "Envoys see no end to the fight between Israel and Hamas.",
        "Spokesmen told of soldiers meeting with terrorists and killing them.",
        "The resumption of fighting between Israel and Hamas is a disaster, aid workers say.",
        "The army dropped leaflets over Khan Younis, where Hamas has its seat, warning people to leave.",
        "A Palestinian student was shot in Vermont, his aunt said.",
        "Turkish jets kill nine suspected rebels in strikes in northern Iraq.",
        "Israeli settlers burn homes and cars near Nablus",
        "A speaker recalled the 1983 Beirut Old Barracks bombing that killed Hezbollah men.",
        "Hamas's fighting force, the envoy said, is small.",
    ],
)
def test_no_news_of_an_attack(text: str, code: Code) -> None:
    assert not code(text, day=(2023, 9, 1)).militia_activity


@pytest.mark.parametrize(
    "text",
    [
        "The Hamas attack has shaken many, a poll says.",
        "Trade with Israel fell after the Hamas attack, a bank says.",
        "For survivors of a party attacked by Hamas, a new clinic opens",
        "Parents of a girl held hostage by Hamas met the envoy on Monday.",
        "A boy who was kidnapped by Hamas is back at school.",
    ],
)
def test_an_attack_known_by_its_doers_name_is_history(text: str, code: Code) -> None:
    assert not code(text, day=AFTER_THE_LANDMARK).militia_activity


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Three people were killed in a Hamas attack in Jerusalem.", AFTER_THE_LANDMARK),
        ("Near Jerusalem, three people were killed on Monday in a Hamas attack.", AFTER_THE_LANDMARK),
        ("Two soldiers were killed by Hamas.", AFTER_THE_LANDMARK),
        ("Hamas threatens to attack ships.", AFTER_THE_LANDMARK),
        ("Hamas attacks an army post.", AFTER_THE_LANDMARK),
        ("Nine people were taken hostage by Hamas.", (2023, 10, 9)),
        ("Nine people were taken hostage by Hamas.", None),
    ],
)
def test_another_attack_of_theirs_is_news(text: str, day: tuple[int, int, int] | None, code: Code) -> None:
    assert code(text, day=day).militia_activity


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Israel bombs Gaza after failed UN ceasefire bid", Label.REJECTED),
        ("The UN fails to pass a Gaza ceasefire resolution.", Label.REJECTED),
        ("A short truce between Israel and Hamas allows aid lorries into Gaza.", Label.IN_EFFECT),
        ("In Gaza, a ceasefire brings some relief", Label.IN_EFFECT),
        ("Israel and Hamas: a truce is in motion in Gaza", Label.IN_EFFECT),
        ("Two days into the four-day truce of Israel and Hamas, markets opened in Gaza.", Label.IN_EFFECT),
        (
            "Nine died as fierce fighting resumed in Gaza after a week-long truce of Israel and Hamas.",
            Label.SUSPENDED_OR_COLLAPSED,
        ),
        (
            "This continued shelling threatens the truce of Hamas and Israel and the talks being held in Cairo.",
            Label.VIOLATED,
        ),
        ("A carmaker announces the suspension of operations at nine assembly plants in Mexico.", Label.NONE),
        ("Thousands protest in Beirut over ceasefire violations by Israel", Label.NONE),
    ],
)
def test_what_real_headlines_say_of_a_truce(text: str, label: Label, code: Code) -> None:
    assert code("", title=text, day=(2023, 11, 28)).ceasefire_change is label


@pytest.mark.parametrize(
    "text",
    [
        "A man in Ohio is killed by a tree that fell onto his home.",
        "Six people are killed in Muscat, Oman, as a cyclone strikes the coast.",
        "At least 14 soldiers are killed in avalanches near Srinagar, Kashmir.",
    ],
)
def test_a_storm_is_no_war(text: str, code: Code) -> None:
    assert not code(text).relevant


@pytest.mark.parametrize(
    "text",
    [
        "Despite the ceasefire, fighting erupted between M23 and the army in Goma.",
        "Despite the halt, fighting continues between rebels and the army in Goma.",
        "In Goma, M23 rebels fighting the army captured the airport.",
        "Residents reported M23 fighting the army near Goma.",
        "New M23 fighting near Goma has driven people out.",
        "A Palestinian assailant killed two Israelis in Jerusalem.",
        "Hamas kidnapped two aid workers in Rafah.",
        "A Hamas attack killed five Israeli soldiers, the army says.",
    ],
)
def test_what_still_is_news_of_an_attack(text: str, code: Code) -> None:
    assert code(text, day=(2024, 6, 2)).militia_activity


@pytest.mark.parametrize(
    "text",
    [
        "No rebels, with no exception, attacked Goma.",
        "Houses were raided in Baghdad by police.",
        "Dozens of cars were torched in Kabul during protests.",
        "Hamas launched a campaign to win seats in the Israeli parliament.",
        "Orcas lead an attack on the sailing ship of a crew from Spain.",
    ],
)
def test_what_only_looks_like_an_attack(text: str, code: Code) -> None:
    assert not code(text).militia_activity


@pytest.mark.parametrize("doer", ["Israel", "Russia", "Turkey"])
def test_a_state_strikes_elsewhere(doer: str, code: Code) -> None:
    assert {actor for event in events(code(f"Nine killed in {doer} strikes in Syria")) for actor in event.actors} == {
        doer.lower()
    }


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Hamas has not, with no guarantee in hand, accepted the truce.", Label.REJECTED),
        ("Neither side, with no mediator left, declared a ceasefire in Gaza.", Label.NONE),
        ("Israel and Hamas agreed a ceasefire after a failed UN truce resolution.", Label.ANNOUNCED),
        ("Hamas will use the truce to rearm, Israel warns.", Label.NONE),
        ("A truce would bring relief to Gaza, the UN said.", Label.NONE),
        ("Ukraine: the shelling has resumed in Donetsk.", Label.NONE),
    ],
)
def test_what_is_no_news_of_a_truce(text: str, label: Label, code: Code) -> None:
    assert code(text, day=(2023, 11, 28)).ceasefire_change is label


def test_a_country_never_commands_its_rebels(code: Code) -> None:
    (attack,) = events(code("Colombia's rebels shelled a town in Cauca."))
    assert attack.actors == ("rebels",)


def test_a_noun_with_its_owner_has_the_sentences_doer(code: Code) -> None:
    advance, *_ = events(code("M23 rebels continue their advance towards Bukavu."))
    assert advance.actors == ("m23",)
    (nobodys,) = events(code("The attack on Goma, North Kivu, and its offensive on Bukavu killed nine people."))
    assert nobodys.actors == ()


def test_each_blames_the_other(code: Code) -> None:
    (blame,) = events(code("Ukraine and pro-Russian separatists accused each other of shelling Donetsk."))
    assert {claim.actor for claim in blame.responsibility} == {"ukraine", "donbas-separatists"}


def test_whom_it_had_kidnapped_is_no_victim_of_the_verb(code: Code) -> None:
    kidnapping, *_ = events(code("Boko Haram frees nine girls it had kidnapped in February."))
    assert kidnapping.actors == ("boko-haram",)


def test_who_says_that_he_is_not_responsible_denies(code: Code) -> None:
    claim, *_ = events(
        code("Two judges were shot dead in an ambush in Kabul. The Taliban said it was not responsible.")
    )
    assert [(held.actor, held.kind) for held in claim.responsibility] == [("taliban", Responsibility.DENIED)]


def test_whom_somebody_blames_a_bombing_on_is_who_is_blamed(code: Code) -> None:
    (bombing,) = events(code("President Museveni blamed the bombing on the Allied Democratic Forces."))
    assert bombing.actors == ()
    assert [(claim.actor, claim.kind) for claim in bombing.responsibility] == [("adf", Responsibility.ATTRIBUTED)]
