"""What the coder takes: any language, any length, any rubbish; and its cheap first look."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from monitor.domain.classify.coder import Coder
from monitor.domain.model.article import Article
from monitor.domain.model.lexicon import Actor, ActorKind, Lexicon, Place, PlaceKind
from monitor.domain.model.report import Coding, Label

Code = Callable[..., Coding]


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Hamas y el gobierno de Israel acordaron una tregua en la Franja de Gaza.", ""),
        ("Hamas und Israel haben sich auf eine Waffenruhe geeinigt, die am Montag beginnt.", "de"),
        ("\u0623\u0639\u0644\u0646\u062a \u062d\u0645\u0627\u0633 \u0648\u0642\u0641", ""),
        ("Hamas Israel tregua", "es"),
    ],
)
def test_other_languages_are_not_guessed(text: str, lang: str, code: Code) -> None:
    coding = code(text, lang=lang)
    assert coding.lang == "unsupported"
    assert coding.ceasefire_change is Label.NONE
    assert coding.confidence == 0.0


def test_english_under_a_wrong_flag_is_read(code: Code) -> None:
    coding = code("The army and the rebels have agreed to a truce in the north of the country.", lang="fr")
    assert coding.lang == "en"


@pytest.mark.parametrize("text", ["", "...", "\n\n", "<p></p>", "1234 5678"])
def test_nothing_to_read_is_answered(text: str, code: Code) -> None:
    coding = code(text)
    assert (coding.reports, coding.confidence) == ((), 0.0)


def test_all_capitals_are_read(code: Code) -> None:
    assert code("", title="HAMAS AND ISRAEL AGREE TO A CEASEFIRE").ceasefire_change is Label.ANNOUNCED


def test_small_letters_are_read(code: Code) -> None:
    assert code("hamas and israel agreed to a ceasefire in gaza").ceasefire_change is Label.ANNOUNCED


def test_pronoun_us_is_not_the_united_states(code: Code) -> None:
    assert "US" not in code("Hamas and Israel told us that they agreed to a ceasefire.").parties


def test_curly_quotes_keep_evidence_exact(coder: Coder) -> None:
    article = Article(
        "a",
        "\u2018Relief\u2019 \u2013 as truce holds",
        "\u201cThe truce holds in Gaza,\u201d Hamas said. M\u00e9dicos left.",
    )
    for report in coder.code(article).reports:
        assert article.reading[report.evidence.start : report.evidence.end] == report.evidence.sentence
        assert "truce holds" in report.evidence.sentence


def test_a_megabyte_is_read(code: Code) -> None:
    assert code("agree truce declare attack " * 40_000).lang == "en"


def test_names_of_marks_only_are_passed_over(lexicon: Lexicon) -> None:
    odd = replace(
        lexicon,
        actors=(
            Actor("x", "X Front", ActorKind.REBEL, aliases=("-",)),
            Actor("y", "Y Front", ActorKind.REBEL, aliases=("X Front",)),
        ),
        places=(Place("p", "Plainsville", PlaceKind.CITY, aliases=("!",)),),
        catalogue=(),
    )
    coding = Coder(odd).code(Article("a", "X Front declares a truce", "It said so in Plainsville."))
    assert coding.parties[:1] == ("X Front",)
