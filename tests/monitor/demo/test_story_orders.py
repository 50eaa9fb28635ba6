"""The story's twelve articles, read by the real coder, come to the same in whatever order they arrive."""

import random

import pytest

from monitor.demo.story import load_story
from monitor.domain.classify.coder import Coder
from monitor.domain.conditions import Fold, Router
from monitor.domain.filing import file_reports
from monitor.domain.model.article import Article
from monitor.domain.model.coverage import Coverage
from monitor.domain.model.lexicon import Lexicon
from monitor.domain.model.report import FiledReport
from monitor.domain.model.time import DAY

ORDERS = 500
WATCH = "iraq-us"
STORY = load_story()
END = STORY.articles[-1].at + 3 * DAY
SEEN = Coverage(((STORY.articles[0].at - DAY, END),))


@pytest.fixture(scope="module")
def articles(lexicon: Lexicon, coder: Coder) -> list[list[FiledReport]]:
    """Give the reports of each article that belong to the story's conflict."""
    watches = [watch for watch in lexicon.catalogue if watch.id == WATCH]
    router = Router(watches, lexicon)
    told: list[list[FiledReport]] = []
    for one in STORY.articles:
        article = Article(one.id, one.title, one.text.strip(), one.id, "en", one.at, publisher=STORY.feeds[one.feed])
        filed = file_reports(article, coder.code(article), first_seen=one.at, muted=False)
        told.append([report for report in filed if router.route(report.report, report.reported_at)])
    return told


def test_any_of_500_orders_gives_the_same_conditions(lexicon: Lexicon, articles: list[list[FiledReport]]) -> None:
    (watch,) = (watch for watch in lexicon.catalogue if watch.id == WATCH)
    whole = Fold(watch, lexicon)
    whole.file(report for reports in articles for report in reports)
    expected = whole.derive(SEEN, END)
    assert len(articles) > 11
    assert len(expected.transitions) > 4
    chance = random.Random(2020)  # noqa: S311 - no secret hangs on it
    for _ in range(ORDERS):
        fold = Fold(watch, lexicon)
        for reports in chance.sample(articles, len(articles)):
            fold.file(reports)
            fold.derive(SEEN, END)  # each goes on from the bookmarks of the one before
        assert fold.derive(SEEN, END) == expected
