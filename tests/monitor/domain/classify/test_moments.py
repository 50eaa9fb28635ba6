"""Which of a sentence's dates is the day of the act, and when the truce begins, lasts and ends."""

from collections.abc import Callable

import pytest

from monitor.domain.model.report import Act, CeasefireReport, Coding
from monitor.domain.model.time import DAY, HOUR, Millis, When

Code = Callable[..., Coding]
TODAY = 1602374400000  # Sunday, 11 October 2020


def only(coding: Coding) -> CeasefireReport:
    (report,) = [report for report in coding.reports if isinstance(report, CeasefireReport)]
    return report


def days(when: When | None) -> float | None:
    return None if when is None else (when.start - TODAY) / DAY


@pytest.mark.parametrize(
    ("text", "when", "start"),
    [
        ("A truce between Israel and Hamas will start on Friday.", None, 5),
        ("A truce between Israel and Hamas is to begin on Thursday.", None, 4),
        ("A truce between Israel and Hamas begins on Sunday.", None, 0),
        ("The PKK said on Saturday it would suspend its attacks on Turkey from Monday.", -1, 1),
        ("The PKK said it would suspend its attacks on Turkey on Friday.", None, 5),
        ("Hamas will halt its attacks on Israel, it said on Friday.", -2, None),
        ("The truce between Israel and Hamas began on Friday.", -2, -2),
        ("On Friday Israel and Hamas agreed to a truce.", -2, None),
        ("Israel and Hamas agreed on Friday, Qatar said, to a truce.", -2, None),
    ],
)
def test_days_of_act_and_beginning(text: str, when: float | None, start: float | None, code: Code) -> None:
    report = only(code(text))
    assert (days(report.when), days(report.start)) == (when, start)


@pytest.mark.parametrize(
    "text",
    [
        "Israel struck Hezbollah in the first attack since May 2018 on the truce.",
        "Hezbollah broke the 2016 ceasefire with Israel.",
        "Hezbollah broke the May 2018 truce with Israel.",
    ],
)
def test_a_date_since_or_in_a_name_is_no_day_of_the_act(text: str, code: Code) -> None:
    assert all(report.when is None for report in code(text).reports)


def test_the_day_on_which_a_truce_is_due_to_expire(code: Code) -> None:
    report = only(code("The truce between Israel and Hamas, due to expire on Thursday, was holding on Saturday."))
    assert report.act is Act.HOLDS
    assert (days(report.when), days(report.expires)) == (-1, 4)


def test_an_hour_and_a_length(code: Code) -> None:
    report = only(code("A 72-hour truce between Israel and Hamas will begin at 6 pm on Monday."))
    begin: Millis = TODAY + DAY + (18 - 3) * HOUR  # by Israel's summer time
    assert report.start is not None
    assert (report.start.start, report.duration) == (begin, 72 * HOUR)


def test_a_past_told_by_its_date_is_history_even_in_the_first_sentence(code: Code) -> None:
    coding = code("It was the first raid since May 2018, when Israel and Hezbollah agreed a truce.")
    assert {report.factuality for report in coding.reports if isinstance(report, CeasefireReport)} == {"historical"}


def test_a_recent_past_is_no_history(code: Code) -> None:
    coding = code("It was the first raid since Friday, when Israel and Hezbollah agreed a truce.")
    assert only(coding).factuality == "announced"
