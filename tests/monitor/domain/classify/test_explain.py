"""A coding in plain words."""

from collections.abc import Callable

from monitor.domain.classify.explain import Explained, describe
from monitor.domain.model.article import Article
from monitor.domain.model.lexicon import Lexicon
from monitor.domain.model.report import (
    Act,
    CeasefireReport,
    Claim,
    Coding,
    DeadlineKind,
    EventReport,
    Evidence,
    Factuality,
    Label,
    PloverEvent,
    Responsibility,
    SubEvent,
    Term,
    TermTiming,
    Toll,
    Uncertain,
)
from monitor.domain.model.time import DAY, Precision, When, instant

ARTICLE = Article(id="a7", title="", text="")
SUNDAY = When(1602374400000, 1602460800000, Precision.DAY)


def test_every_part_of_a_truce_report_is_told(lexicon: Lexicon) -> None:
    report = CeasefireReport(
        act=Act.ACCEPTS_IF,
        parties=("hamas", "hezbollah"),
        counterparts=("israel",),
        factuality=Factuality.ANNOUNCED,
        evidence=Evidence("x", 3, 9, "r.one", background=True),
        covered=("iraqi-militias",),
        speaker_actor="hamas",
        constitutive=True,
        effective_now=True,
        terms=(
            Term("a", TermTiming.PRECEDENT, obligor="israel", deadline=DeadlineKind.NONE_STATED, consequence="war"),
            Term("b", TermTiming.RECIPROCAL, deadline=DeadlineKind.DATE, deadline_at=SUNDAY),
            Term("c", TermTiming.RESOLUTIVE),
        ),
        start=instant(1602374400000),
        duration=DAY * 3 // 2,
        expires=SUNDAY,
        mediators=("qatar",),
        places=("baghdad",),
    )
    coding = Coding(True, True, Label.CONDITIONAL_OFFER, ("Hamas", "Israel"), 0.9, (report,))
    assert describe(ARTICLE, coding, lexicon) == (
        Explained("a7: conditional_offer between Hamas and Israel; militia activity"),
        Explained(
            "Hamas and Hezbollah: accepts if (announced); towards Israel; covering Iraqi militias; mediated by Qatar; "
            "in Baghdad; already in force; from 2020-10-11T00:00:00Z; until 2020-10-11; for 1.5 days; "
            "will hold if: 'a', owed by Israel, expressly no deadline, else: 'war'; "
            "holds as long as: 'b', by 2020-10-11; holds on condition of: 'c'; said by Hamas (own word) [background]",
            "r.one",
            3,
            9,
        ),
    )


def test_every_part_of_an_event_is_told(lexicon: Lexicon) -> None:
    report = EventReport(
        event=PloverEvent.ASSAULT,
        sub_event=SubEvent.GRENADE,
        actors=(),
        targets=("israel",),
        factuality=Factuality.OCCURRED,
        evidence=Evidence("x", 0, 1, "r.two"),
        when=SUNDAY,
        weapon="grenade",
        places=("baghdad",),
        killed=Toll(best=2),
        injured=Toll(low=3),
        responsibility=(
            Claim("hamas", Responsibility.CLAIMED),
            Claim("hezbollah", Responsibility.ATTRIBUTED, by="israel"),
        ),
    )
    told = describe(ARTICLE, Coding(True, False, Label.NONE, (), 0.9, (report,)), lexicon)
    assert told[1].text == (
        "unattributed: Grenade (occurred); on Israel; in Baghdad; by grenade; on 2020-10-11; 2 killed; "
        "at least 3 injured; claimed by Hamas; blamed on Hezbollah by Israel"
    )


def test_what_was_not_read_or_not_proven_is_said(lexicon: Lexicon) -> None:
    unread = Coding(False, False, Label.NONE, (), 1.0, (), "unsupported")
    guess = Coding(True, False, Label.NONE, (), 1.0, (), uncertain=Uncertain(Label.IN_EFFECT, 0.3))
    assert describe(ARTICLE, unread, lexicon)[0].text == "a7: none; not relevant; language unsupported, not read"
    assert "perhaps in_effect (30%)" in describe(ARTICLE, guess, lexicon)[0].text


def test_an_unknown_speaker_and_an_upper_figure(lexicon: Lexicon, code: Callable[..., Coding]) -> None:
    told = [part.text for part in describe(ARTICLE, code("A truce took effect in Gaza."), lexicon)]
    assert told[1].endswith("said by media (media)")
    assert told[1].startswith("someone: takes effect")
    many = code("Rockets killed nearly 40 people in Gaza.")
    assert "up to 40 killed" in describe(ARTICLE, many, lexicon)[1].text
