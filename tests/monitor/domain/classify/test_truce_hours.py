"""From when to when a truce holds, and where: hours, what the next sentence adds, lengths, anniversaries, venues."""

from collections.abc import Callable

import pytest

from monitor.domain.classify.coder import Coder
from monitor.domain.model.article import Article
from monitor.domain.model.report import Act, CeasefireReport, Coding, Factuality, Label
from monitor.domain.model.time import DAY, Precision, When, iso

Code = Callable[..., Coding]


def truce(coding: Coding, act: Act = Act.ANNOUNCES) -> CeasefireReport:
    acts = {act, Act.ACCEPTS} if act is Act.ANNOUNCES else {act}
    found = [r for r in coding.reports if isinstance(r, CeasefireReport) and r.act in acts]
    return found[0]


def hour(when: When | None) -> str:
    return iso(when.start) if when else ""


@pytest.mark.parametrize(
    "text",
    [
        "Hamas declared a truce with Israel, effective immediately.",
        "Hamas declared a truce with Israel with immediate effect.",
        "Israel and Hamas agreed to a truce that takes effect immediately.",
        "Israel and Hamas agreed to an immediate ceasefire.",
        "Israel and Hamas agreed to a full and immediate ceasefire.",
        "Israel and Hamas agreed to an immediate and unconditional truce.",
        "Hamas declared a truce with Israel starting immediately.",
        "Hamas said that it had agreed to an immediate ceasefire with Israel.",
        "Hamas declared a truce with Israel on Saturday. It takes effect immediately.",
    ],
)
def test_at_once(text: str, code: Code) -> None:
    assert truce(code(text)).effective_now


@pytest.mark.parametrize(
    "text",
    [
        "The bishop called for an immediate ceasefire between Israel and Hamas.",
        "France proposed an immediate ceasefire between Israel and Hamas.",
        "Hamas agreed to talks on an immediate ceasefire with Israel.",
        "Hamas and Israel agreed on the need for an immediate ceasefire.",
        "Hamas would accept an immediate ceasefire if Israel withdrew.",
        "Hamas and Israel agreed a ceasefire that takes effect immediately after the hostages are freed.",
        "Hamas declared a truce with Israel, to start immediately after the feast.",
        "Hamas rejected an immediate ceasefire.",
        "India and Pakistan agreed to a truce from Sunday, while visas were cancelled with immediate effect.",
        "Pakistan announced a truce with India from Monday and closed the border with immediate effect.",
        "Pakistan, which agreed to a truce with India, closed its airspace with immediate effect.",
        "India and Pakistan agreed to a truce, both sides said, but it does not start immediately.",
    ],
)
def test_not_at_once(text: str, code: Code) -> None:
    reports = [report for report in code(text).reports if isinstance(report, CeasefireReport)]
    assert not any(report.effective_now for report in reports)


@pytest.mark.parametrize(
    ("words", "start"),
    [
        ("from midnight", "2020-10-11T21:00:00Z"),
        ("that starts at midnight", "2020-10-11T21:00:00Z"),
        ("that would take effect at midnight on Sunday", "2020-10-11T21:00:00Z"),
        ("that will take effect at 4 a.m.", "2020-10-12T01:00:00Z"),
        ("from 10 p.m. (1900 GMT)", "2020-10-11T19:00:00Z"),
        ("on Saturday. It takes effect at 4 a.m. on Monday", "2020-10-12T01:00:00Z"),
        ("on Saturday. It will start on Tuesday", "2020-10-13T00:00:00Z"),
        ("on Saturday. The truce will run from 6 a.m. on Monday until 6 a.m. on Friday", "2020-10-12T03:00:00Z"),
    ],
)
def test_start(words: str, start: str, code: Code) -> None:
    assert hour(truce(code(f"Israel and Hamas agreed to a truce {words}.")).start) == start


@pytest.mark.parametrize(
    "text",
    [
        "Hamas declared a truce with Israel. It began as a quarrel over a well on Friday.",
        "Israel and Hamas agreed to a truce after talks that began at noon.",
        "Israel and Hamas agreed to a truce. Talks will start on Tuesday.",
        "Pakistan and India agreed to a truce. It begins a new chapter, Pakistan's prime minister said on Monday.",
        "Pakistan announced a truce with India. It will begin burying its dead on Saturday.",
        "The ELN announced a truce with Colombia. It begins its congress on Saturday.",
    ],
)
def test_no_start(text: str, code: Code) -> None:
    assert truce(code(text)).start is None


@pytest.mark.parametrize(
    ("words", "end"),
    [
        ("until 8 a.m. on Monday", "2020-10-12T05:00:00Z"),
        ("until 2 a.m. Beirut time on Monday, October 26", "2020-10-26T00:00:00Z"),
        ("until midnight on Monday", "2020-10-12T21:00:00Z"),
        ("on Saturday. The truce will end at 2 a.m. local time on Monday, October 19", "2020-10-18T23:00:00Z"),
        ("until Monday", "2020-10-12T00:00:00Z"),
    ],
)
def test_end(words: str, end: str, code: Code) -> None:
    assert hour(truce(code(f"Hamas declared a truce with Israel {words}.")).expires) == end


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("Under the truce between Israel and Hamas 600 lorries a day should enter Gaza.", Act.TAKES_EFFECT),
        ("The truce between Israel and Hamas collapsed after only four days.", Act.COLLAPSES),
        ("Israel and Hamas agreed to a truce after a 12-day war.", Act.ANNOUNCES),
        ("Israel and Hamas agreed to a truce an hour before a raid was to start.", Act.ANNOUNCES),
        ("Israel and Hamas agreed to a truce, ending the fighting of the last three days.", Act.ANNOUNCES),
    ],
)
def test_lengths_of_other_things(text: str, act: Act, code: Code) -> None:
    assert truce(code(text), act).duration is None


@pytest.mark.parametrize(
    ("text", "act", "days"),
    [
        ("Israel and Hamas extended the truce by a day.", Act.EXTENDS, 1),
        ("Israel and Hamas agreed to a truce for a day.", Act.ANNOUNCES, 1),
        ("Israel and Hamas agreed to a truce for the next three days.", Act.ANNOUNCES, 3),
        ("Israel and Hamas agreed to a truce. It will last three days.", Act.ANNOUNCES, 3),
    ],
)
def test_a_truces_own_length(text: str, act: Act, days: int, code: Code) -> None:
    assert truce(code(text), act).duration == days * DAY


def test_the_day_of_a_breach_is_not_that_of_the_truce(code: Code) -> None:
    coding = code("It was the first fire on Gaza since a ceasefire between Israel and Hamas began on Thursday.")
    assert truce(coding, Act.ALLEGES_VIOLATION).when is None


@pytest.mark.parametrize(
    "words", ["Two years ago on Saturday", "Two years ago this Saturday", "Ten years ago to the day"]
)
def test_anniversaries_are_history(words: str, code: Code) -> None:
    coding = code(f"{words} Israel and Hamas agreed to a ceasefire.", title="Gaza waits")
    assert truce(coding).factuality is Factuality.HISTORICAL


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Hezbollah has halted all attacks on Israel after talks with an envoy in Beirut.", ()),
        ("Hezbollah declared a truce with Israel until 2 a.m. Beirut time on Monday.", ()),
        ("Hamas announced the ceasefire with Israel in Cairo.", ()),
        ("Hamas declared a truce, a spokesman told reporters in Gaza City.", ()),
        ("Israel and Hamas agreed to a truce in Gaza City.", ("gaza-city",)),
        ("After talks in Cairo Israel and Hamas agreed to a truce in Gaza City.", ("gaza-city",)),
    ],
)
def test_a_venue_is_no_scope(text: str, places: tuple[str, ...], code: Code) -> None:
    assert truce(code(text)).places == places


def test_an_end_that_no_longer_counts_is_no_start(code: Code) -> None:
    report = truce(
        code("Israel and Hamas agreed that their truce will end on October 30 instead of December 15."),
        Act.CHANGES_TERMS,
    )
    assert (report.start, hour(report.expires)) == (None, "2020-10-30T00:00:00Z")


@pytest.mark.parametrize(
    "text",
    [
        "Pakistan shortened its ceasefire with India on Saturday.",
        "The end of the ceasefire was brought forward on Saturday, Pakistan said.",
    ],
)
def test_the_day_of_a_change_is_no_new_end(text: str, code: Code) -> None:
    assert truce(code(text), Act.CHANGES_TERMS).expires is None


@pytest.mark.parametrize(
    ("hour", "precision", "label"),
    [
        ("7 p.m. local time", Precision.INSTANT, Label.ANNOUNCED),
        ("7 p.m. local time", Precision.DAY, Label.IN_EFFECT),
        ("7 p.m. on Monday", Precision.DAY, Label.ANNOUNCED),
    ],
)
def test_an_hour_of_a_day_that_is_all_we_know_of_is_past(
    hour: str, precision: Precision, label: Label, coder: Coder
) -> None:
    text = f"A truce between Israel and Hamas takes effect at {hour}."
    sunday = 18_546 * DAY
    article = Article(id="a", title="", text=text, published=sunday, precision=precision)
    assert coder.code(article).ceasefire_change is label
