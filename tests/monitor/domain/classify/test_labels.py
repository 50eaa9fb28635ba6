"""One sentence, one label: moods, voices and settings turn the same words into different things."""

from collections.abc import Callable

import pytest

from monitor.domain.model.report import Act, CeasefireReport, Coding, Label

SENTENCES = [
    ("Hamas and Israel agreed to a three-day ceasefire in Gaza.", Label.ANNOUNCED),
    ("Morocco broke the ceasefire of 1991 with the Polisario Front.", Label.VIOLATED),
    ("Hamas accuses Israel of breaking the ceasefire signed in Cairo in July.", Label.VIOLATED),
    ("Washington asked Israel and Hamas for a three-day truce.", Label.NEGOTIATION_ONLY),
    ("Bishops asked Israel and Hamas for a three-day truce.", Label.NONE),
    ("The 2002 truce between Sri Lanka and the Tamil Tigers was announced in Oslo.", Label.NONE),
    ("The truce between Israel and Hamas may not hold.", Label.IN_EFFECT),
    ("Netanyahu will go on with the war after the ceasefire with Hamas ends.", Label.NONE),
    ("Fighting rages in Gaza - a truce was rejected.", Label.NONE),
    ("Fighting rages in Gaza but the cabinet rejected a truce.", Label.REJECTED),
    ("France ratified the ceasefire between Israel and Hamas.", Label.NONE),
    ("Aid came in under the Qatari-mediated ceasefire with Hamas.", Label.IN_EFFECT),
    ("Yemen has been poor since the truce with the Houthis collapsed last year.", Label.NONE),
    ("The Taliban declared a truce for the holiday.", Label.ANNOUNCED),
    ("The Houthis called a unilateral ceasefire on Sunday.", Label.ANNOUNCED),
    ("A ceasefire was declared by the Houthis and the Saudi-led coalition.", Label.ANNOUNCED),
    ("The truce between Israel and Hamas will begin on Monday.", Label.ANNOUNCED),
    ("Hamas ordered its fighters to halt attacks on Israel.", Label.ANNOUNCED),
    ("The Taliban accepted the government's ceasefire.", Label.ANNOUNCED),
    ("Hamas did not agree to a ceasefire with Israel.", Label.REJECTED),
    ("Hamas rejected an Israeli ceasefire offer.", Label.REJECTED),
    ("Netanyahu said there would be no ceasefire in Gaza until the hostages are free.", Label.REJECTED),
    ("Russia vetoed a Security Council resolution on a truce in Syria.", Label.REJECTED),
    ("The Taliban denied that a ceasefire had been agreed with the government.", Label.REJECTED),
    ("Israel will not discuss a ceasefire with Hamas, its prime minister said.", Label.REJECTED),
    ("Hamas said it would halt its attacks if Israel lifted the siege.", Label.CONDITIONAL_OFFER),
    ("If Israel stops its raids, Hamas will halt its rocket fire, it said.", Label.CONDITIONAL_OFFER),
    ("Hamas would agree to a truce in return for prisoners.", Label.CONDITIONAL_OFFER),
    ("Hamas proposed a month-long truce to Israel.", Label.PROPOSED),
    ("Hamas is ready for another truce with Israel.", Label.PROPOSED),
    ("The Security Council backed a resolution for a truce in Gaza.", Label.PROPOSED),
    ("The truce between Israel and Hamas took effect at dawn.", Label.IN_EFFECT),
    ("On the second day of the truce Hamas freed eleven hostages.", Label.IN_EFFECT),
    ("The ceasefire in Sudan appears to be holding, the army said.", Label.IN_EFFECT),
    ("Israel and Hamas extended their truce by two days.", Label.EXTENDED),
    ("The truce between Israel and Hamas was extended until Friday.", Label.EXTENDED),
    ("Mediators push to extend the truce in Gaza.", Label.NEGOTIATION_ONLY),
    ("Israel and Hamas resumed ceasefire talks in Cairo.", Label.NEGOTIATION_ONLY),
    ("No ceasefire was reached between Russia and Ukraine.", Label.NEGOTIATION_ONLY),
    ("Israel and Hamas are close to a ceasefire deal, Qatar said.", Label.NEGOTIATION_ONLY),
    ("A ceasefire between Israel and Hezbollah could take effect within days.", Label.NEGOTIATION_ONLY),
    ("Israel and Hamas near an agreement to extend the truce.", Label.NEGOTIATION_ONLY),
    ("Egypt says a truce between Israel and Hamas is close.", Label.NEGOTIATION_ONLY),
    ("A delegation of Hamas arrived in Cairo to talk of a truce with Israel.", Label.NEGOTIATION_ONLY),
    ("The agreement calls for a three-day truce between Israel and Hamas.", Label.ANNOUNCED),
    ("A weeklong truce between Israel and Hamas has ended.", Label.ENDED),
    ("Israel and Hezbollah traded fire in the heaviest exchange since the ceasefire.", Label.VIOLATED),
    ("Hamas accused Israel of violating the ceasefire.", Label.VIOLATED),
    ("Shelling in Khartoum went on despite the ceasefire between the army and the RSF.", Label.VIOLATED),
    ("It was the first Israeli raid on Gaza since the truce began.", Label.VIOLATED),
    ("The truce in Gaza collapsed and Israel resumed its strikes.", Label.SUSPENDED_OR_COLLAPSED),
    ("Israel resumed its offensive in Gaza after the truce.", Label.SUSPENDED_OR_COLLAPSED),
    ("The army suspended the ceasefire with the RSF in Sudan.", Label.SUSPENDED_OR_COLLAPSED),
    ("The ceasefire in Sudan was suspended by the army, the RSF said.", Label.SUSPENDED_OR_COLLAPSED),
    ("The PKK called off its ceasefire with Turkey.", Label.ENDED),
    ("The truce between Israel and Hamas expired at midnight.", Label.EXPIRED),
    ("Israel and Hamas failed to extend their truce.", Label.EXPIRED),
    ("The prisoners go home when the truce between Israel and Hamas expires.", Label.NONE),
    ("Will the truce in Gaza be extended?", Label.NEGOTIATION_ONLY),
    ("The deal could include a brief ceasefire between Israel and Hamas.", Label.NEGOTIATION_ONLY),
    ("Air strikes hit Gaza amid signs of a truce.", Label.NONE),
    ("There will be no halt in the fighting between Israel and the men of Hamas before Friday.", Label.ANNOUNCED),
    ("Hamas freed ten captives in Gaza under the truce which lasted a week.", Label.ENDED),
    ("Rocket fire disrupts the truce between Israel and Hamas.", Label.VIOLATED),
    ("Qatar leads efforts to re-establish the truce between Israel and Hamas.", Label.NEGOTIATION_ONLY),
    ("Israel must decide what to do after the end of the truce with Hamas.", Label.IN_EFFECT),
    ("A truce in Yemen takes hold.", Label.IN_EFFECT),
    ("A truce between Israel and Hamas in Gaza comes to an end.", Label.ENDED),
    ("Six states sign a truce for Congo, rebels hold off.", Label.ANNOUNCED),
    ("Syria talks open with a ceasefire on top of the list.", Label.NEGOTIATION_ONLY),
    ("Shoppers were back in Beirut hours into the truce between Israel and Hezbollah.", Label.IN_EFFECT),
    ("The leaders of Russia and Ukraine left Geneva with no truce.", Label.NEGOTIATION_ONLY),
    ("The agenda of the Houthis and Saudi Arabia covers a truce and salaries.", Label.NEGOTIATION_ONLY),
    ("Russia and Ukraine opened talks on a plan to stop the war.", Label.NEGOTIATION_ONLY),
    ("An envoy met Hamas in an effort to persuade it to suspend attacks.", Label.NEGOTIATION_ONLY),
    ("Mediators are trying to keep the truce between Israel and Hamas from falling apart.", Label.NEGOTIATION_ONLY),
    ("Hamas threw out the ceasefire that Israel had offered.", Label.REJECTED),
    ("Nepal refuses to match the truce of the Maoist rebels.", Label.REJECTED),
    (
        "The Houthis said that they had no objection to a truce on condition that the port is opened.",
        Label.CONDITIONAL_OFFER,
    ),
    ("The Houthis' attacks on ships will end only when Israel leaves Gaza.", Label.CONDITIONAL_OFFER),
    ("Egypt unveils a three-stage plan to stop the war in Gaza.", Label.PROPOSED),
    ("India accuses Pakistan of firing after a midnight truce.", Label.VIOLATED),
    ("Indirect talks between Israel and Hamas resumed in Doha.", Label.NEGOTIATION_ONLY),
    ("The spy chief flew to Rome for Gaza talks with Egypt.", Label.NEGOTIATION_ONLY),
    ("Israel's cabinet approved a hostage deal with Hamas.", Label.ANNOUNCED),
    ("Hezbollah will stop if Israel does, its deputy leader said.", Label.CONDITIONAL_OFFER),
    ("Hezbollah's attacks will end only when Israel leaves Gaza.", Label.CONDITIONAL_OFFER),
    ("Kinshasa rejected the M23 rebels' terms for a truce.", Label.REJECTED),
    ("Sudan's army pulled out of the Jeddah talks on a ceasefire with the RSF.", Label.NEGOTIATION_ONLY),
    ("Thailand's army says no clashes with Cambodia since the truce began.", Label.IN_EFFECT),
    ("The Gaza pause took effect at dawn.", Label.IN_EFFECT),
]

NOTHING = [
    "The Ukrainian advance was stopped by Russian attacks.",
    "Israeli shoppers rejected a ceasefire with Hamas.",
    "The Ukrainian advance was stopped by heavy attacks.",
    "Ukrainian troops tried to stop a new Russian offensive in the east.",
    "The pope called for a ceasefire in Gaza.",
    "The president urged Israel and Hamas to agree to a truce.",
    "Iran warned of a wider war if a ceasefire is not reached in Gaza.",
    "The US hinted at more raids unless the Houthis halt attacks.",
    "The truce in Gaza may collapse, mediators fear for Israel and Hamas.",
    "Europe and the US extended their trade truce over steel tariffs.",
    "The hospital in Gaza suspended operations for want of fuel.",
    "The film Ceasefire broke box office records at the weekend.",
    "The attacks were suspended by a storm, officials said.",
    "The army says that the ceasefire of the troops could end when the talks end.",
    "Gazans try to fill their cupboards by night, fearing for the hospital.",
    "Negotiators of Mali and the Tuareg rebels wound up their third round in Algiers.",
    "Iran and the United States held indirect talks on its nuclear programme in Muscat.",
    "Indirect talks between Lebanon and Israel on their maritime border went on.",
    "The freed hostage talks about her year in the tunnels of Hamas.",
    "Police in Ohio said hostage talks with the bank robber went on.",
    "The court in The Hague stopped short of ordering a ceasefire in Gaza.",
    "Netanyahu says that the Gaza ceasefire will end if Hamas does not return its captives by noon.",
    "Any violation of the truce in Yemen will be answered, the Houthis warned.",
    "Aid to Gaza has fallen by half since the end of the truce in March.",
    "Israel denied that it would suspend the ceasefire with Hamas.",
    "The mandate of the force that watches the ceasefire between Israel and Hezbollah has been extended.",
    "Talks between Ukraine and Poland on grain ended without agreement.",
    "Negotiations between Israel and a plane maker ended without a deal.",
    "Iran and the United States agreed on a hostage deal that frees five Americans.",
    "Hezbollah's arms threaten to upend the ceasefire, Israel says.",
    "Russia said Ukraine would suspend the ceasefire within days.",
]


@pytest.mark.parametrize(("sentence", "label"), SENTENCES)
def test_label(sentence: str, label: Label, code: Callable[..., Coding]) -> None:
    coding = code(sentence)
    assert coding.ceasefire_change is label
    assert coding.relevant


@pytest.mark.parametrize("sentence", NOTHING)
def test_nothing_changes(sentence: str, code: Callable[..., Coding]) -> None:
    assert code(sentence).ceasefire_change is Label.NONE


@pytest.mark.parametrize(
    "title",
    [
        "Opinion | The truce between Israel and Hamas took effect",
        "Rally for peace as Hamas declares a ceasefire with Israel",
    ],
)
def test_comment_and_protest_headlines_have_no_label(title: str, code: Callable[..., Coding]) -> None:
    coding = code("Israel watched.", title=title)
    assert coding.ceasefire_change is Label.NONE
    assert not coding.relevant


def test_headline_weighs_more_than_the_tail(code: Callable[..., Coding]) -> None:
    tail = " ".join(f"Sentence number {n} tells of the weather in the hills." for n in "abcdefgh")
    coding = code(f"{tail} Hamas rejected a truce.", title="Israel and Hamas agree to a ceasefire")
    assert coding.ceasefire_change is Label.ANNOUNCED


def test_the_meant_conflict_supplies_unnamed_parties(code: Callable[..., Coding]) -> None:
    coding = code("", title="Gaza truce takes effect")
    assert coding.ceasefire_change is Label.IN_EFFECT
    assert coding.parties == ("Israel", "Hamas")


def test_a_countrys_own_war_goes_before_that_with_its_neighbour(code: Callable[..., Coding]) -> None:
    coding = code("", title="Ceasefire in South Sudan breaks down after a few hours")
    assert coding.parties == ("South Sudan", "SPLM-IO")


def test_a_truce_without_a_rule_is_uncertain_not_a_change(code: Callable[..., Coding]) -> None:
    coding = code("Israel and Hamas and the ceasefire: a long story of war.")
    assert coding.ceasefire_change is Label.NONE
    assert coding.uncertain is not None


def test_an_appeal_between_named_parties_is_relevant(code: Callable[..., Coding]) -> None:
    assert code("The pope called for a ceasefire between Israel and Hamas.").relevant
    assert not code("The weather in Rome was fine on Sunday.").relevant


@pytest.mark.parametrize(
    ("text", "relevant"),
    [
        ("Israel's air force destroyed a Hamas tunnel near Gaza.", True),
        ("Russian airstrikes near Deir ez-Zor killed at least 34 civilians.", True),
        ("Blasts at a funeral in Kabul killed seven people.", True),
        ("War in Afghanistan", True),
        ("Yemeni civil war", True),
        ("A mill in Gaza is surrounded by troops and heavy fighting, its owner says.", True),
        ("A mill in Gaza is surrounded by gardens and short of nothing, its owner says.", False),
        ("Police in Ohio shot a man after a long chase through the county on Sunday.", False),
        ("The earthquake killed thousands in Syria, where war has raged for years.", False),
        ("The actress called for a ceasefire between Israel and Hamas.", False),
        ("Demonstrators in Rome called for a ceasefire between Israel and Hamas.", False),
        ("The Oath Keepers militia met for its trial over the Capitol.", False),
    ],
)
def test_armed_conflict_is_relevant(text: str, *, relevant: bool, code: Callable[..., Coding]) -> None:
    assert code(text).relevant is relevant


def test_a_truce_without_the_context_that_its_pattern_needs_is_none(code: Callable[..., Coding]) -> None:
    assert code("Doubts remain despite a truce over parking.").reports == ()


def test_an_end_that_is_still_awaited_is_not_told(code: Callable[..., Coding]) -> None:
    reports = code("Thousands of families left Khartoum before the truce ends.").reports
    assert not any(isinstance(report, CeasefireReport) and report.act is Act.ENDS for report in reports)


def test_an_end_that_is_only_asked_for_is_an_appeal(code: Callable[..., Coding]) -> None:
    (report,) = code("The Pope urges Israel to end the truce.").reports
    assert isinstance(report, CeasefireReport)
    assert report.act is Act.APPEAL


def test_a_truce_told_of_only_behind_the_lead_is_background(code: Callable[..., Coding]) -> None:
    lead = "Rebels seized a town in Yemen on Monday. The army said that it would take it back. Nine people were hurt."
    assert (
        code(f"{lead} A truce between Yemen and the Houthis has mostly held since April.").ceasefire_change
        is Label.NONE
    )
    told = code("Nine people were hurt. A truce between Yemen and the Houthis has mostly held since April.")
    assert told.ceasefire_change is Label.IN_EFFECT


@pytest.mark.parametrize(
    ("sentence", "label"),
    [
        ("The PKK drops its ceasefire after the raids.", Label.ENDED),
        ("Hizbul Mujahideen takes back its truce in Kashmir.", Label.ENDED),
        ("Ethiopia and the TPLF signed an accord under which hostilities are to cease for good.", Label.ANNOUNCED),
        ("Iran will stop if Israel's raids cease by dawn, its minister said.", Label.CONDITIONAL_OFFER),
        ("Armenia said Azerbaijan resumed artillery fire minutes after the truce was to have begun.", Label.VIOLATED),
        (
            "A truce that the Free Aceh Movement had promised did not outlast its first day.",
            Label.SUSPENDED_OR_COLLAPSED,
        ),
        ("The Arakan Army said its truce would run for another month.", Label.EXTENDED),
        ("Rebels in Aleppo want nothing to do with the UN plan for a truce.", Label.REJECTED),
        ("Kerry and Lavrov meet again on Syria truce", Label.NEGOTIATION_ONLY),
        ("US says Gaza ceasefire within reach", Label.NEGOTIATION_ONLY),
        ("Peace talks yield no ceasefire in Yemen", Label.NEGOTIATION_ONLY),
        ("M23 and Congo delegates in Doha to thrash out ceasefire", Label.NEGOTIATION_ONLY),
        ("Israel vows to press on in Gaza as calls for truce mount", Label.REJECTED),
    ],
)
def test_a_turn_told_in_an_uncommon_wording(sentence: str, label: Label, code: Callable[..., Coding]) -> None:
    assert code(sentence).ceasefire_change is label


@pytest.mark.parametrize(
    ("sentence", "label"),
    [
        ("Israel drops its objections to a Gaza ceasefire.", Label.ENDED),
        ("Trump drops his ceasefire deadline for Russia.", Label.ENDED),
        ("Israel and Hamas sign ceasefire, agree to firm up truce lines.", Label.NEGOTIATION_ONLY),
        (
            "After a two-year search for a truce, Yemen's government and the Houthis signed a ceasefire.",
            Label.NEGOTIATION_ONLY,
        ),
        ("Israel will continue aid as pressure for ceasefire mounts.", Label.REJECTED),
        ("The Gaza ceasefire committee will hold another day of talks.", Label.EXTENDED),
        ("The six-month truce in Yemen ended in October without attacks.", Label.SUSPENDED_OR_COLLAPSED),
    ],
)
def test_like_words_that_tell_of_something_else(sentence: str, label: Label, code: Callable[..., Coding]) -> None:
    assert code(sentence).ceasefire_change is not label
