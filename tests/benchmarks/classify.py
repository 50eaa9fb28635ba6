"""The classifier: items and articles a second, triage, and what its start costs, beside spaCy's bare tokenizer."""

from pathlib import Path

from tests.benchmarks.invented import Inventor
from tests.benchmarks.subject import installed, run_subject
from tests.benchmarks.table import ABSENT, RATE, Findings, Row

ITEMS = 2_000
ARTICLES = 200
ARTICLE_CHARACTERS = 5_000
WAR_SHARE = 0.3
ITEMS_GOAL = 2_000
ARTICLES_GOAL = 300
IMPORT_GOAL = 500
MEMORY_GOAL = 150
TRIAGE_GOAL = 50
PEER = "spaCy's tokenizer alone"

Text = tuple[str, str]  # title and text


def items() -> list[Text]:
    """Headlines with summaries, some of wars."""
    return [_item(Inventor(seed), war=seed % 10 < 10 * WAR_SHARE) for seed in range(ITEMS)]


def articles() -> list[Text]:
    """Articles of 5,000 characters, a third of them of wars."""
    return [_article(Inventor(seed), war=seed % 10 < 10 * WAR_SHARE) for seed in range(10_000, 10_000 + ARTICLES)]


def run(folder: Path) -> Findings:
    """Measure both on the same texts."""
    ours = run_subject("classify_ours", folder)
    theirs = run_subject("classify_spacy", folder) if installed("spacy") else {}
    peer = PEER if theirs else f"spaCy: {ABSENT}"
    return Findings(
        "Classifier: one core",
        (
            Row("headline and summary, coded", RATE, ours["items"], theirs.get("items"), peer, least=ITEMS_GOAL),
            Row(
                "articles of 5,000 characters, coded",
                RATE,
                ours["articles"],
                theirs.get("articles"),
                peer,
                least=ARTICLES_GOAL,
            ),
            Row("triage of a headline and summary", "us", ours["triage"], most=TRIAGE_GOAL),
            Row("imports", "ms", ours["import"], theirs.get("import"), "spaCy" if theirs else "", most=IMPORT_GOAL),
            Row("lexicon loaded and compiled", "ms", ours["load"]),
            Row(
                "resident memory, at its peak",
                "MB",
                ours["peak"],
                theirs.get("peak"),
                "spaCy" if theirs else "",
                most=MEMORY_GOAL,
            ),
        ),
        (
            f"{ITEMS:,} items and {ARTICLES} articles, {WAR_SHARE:.0%} of them of wars.",
            f"Triage lets {ours['let pass']:.0%} of the items pass, {ours['relevant']:.0%} are coded as relevant.",
        ),
    )


def _item(inventor: Inventor, *, war: bool) -> Text:
    return inventor.title(war=war), inventor.passage(2, war=war)


def _article(inventor: Inventor, *, war: bool) -> Text:
    text = "\n\n".join(inventor.paragraphs(16, war=war))
    return inventor.title(war=war), text[:ARTICLE_CHARACTERS]
