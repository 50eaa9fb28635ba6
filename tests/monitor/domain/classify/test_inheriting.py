"""What a sentence leaves unnamed is taken from beside it, within one truce and never across two."""

from collections.abc import Callable

import pytest

from monitor.domain.model.report import Act, CeasefireReport, Coding

Code = Callable[..., Coding]


def told(coding: Coding, act: Act) -> CeasefireReport:
    (report,) = [r for r in coding.reports if isinstance(r, CeasefireReport) and r.act is act]
    return report


@pytest.mark.parametrize(
    ("title", "text", "act"),
    [
        ("Israel and Hamas in talks", "The truce held for a second day.", Act.HOLDS),
        ("Israel and Hamas in talks", "The truce expired at midnight.", Act.EXPIRES),
        ("Israel and Hamas agree a truce", "A day later the ceasefire took effect.", Act.TAKES_EFFECT),
        ("", "The truce took effect as Israel and Hamas looked on.", Act.TAKES_EFFECT),
        ("", "Israel and Hamas agreed to a truce. The ceasefire has ended.", Act.ENDS),
        ("Night falls", "Israel and Hamas agreed to a truce. The ceasefire has ended.", Act.ENDS),
        (
            "",
            "Fighting resumes between Israel and Hamas. Both sides blame each other for breaking the ceasefire.",
            Act.ALLEGES_VIOLATION,
        ),
    ],
)
def test_both_sides_come_from_beside(title: str, text: str, act: Act, code: Code) -> None:
    assert set(told(code(text, title=title), act).parties) == {"israel", "hamas"}


@pytest.mark.parametrize(
    ("title", "text", "act", "counterpart"),
    [
        ("Putin orders a truce over Christmas", "Ukraine rejected the ceasefire.", Act.REJECTS, "russia"),
        ("", "Putin ordered a truce. The war in Ukraine would pause, he said.", Act.ANNOUNCES, None),
        ("", "Putin ordered a truce. Ukraine rejected the ceasefire.", Act.ANNOUNCES, "ukraine"),
        ("", "Ukraine rejected Putin's truce.", Act.REJECTS, "russia"),
        ("", "Israel accused Hezbollah of violating the ceasefire.", Act.ALLEGES_VIOLATION, "israel"),
    ],
)
def test_an_opponent_comes_from_beside(title: str, text: str, act: Act, counterpart: str | None, code: Code) -> None:
    assert told(code(text, title=title), act).counterparts == ((counterpart,) if counterpart else ())


def test_a_place_comes_from_beside(code: Code) -> None:
    coding = code("Israel and Hamas agreed to a truce in Gaza. The ceasefire took effect at dawn.")
    assert told(coding, Act.TAKES_EFFECT).places == ("gaza-strip",)


def test_another_places_truce_lends_nothing(code: Code) -> None:
    coding = code("The truce in Yemen held. Israel and Hamas agreed to a ceasefire in Gaza.")
    held = told(coding, Act.HOLDS)
    assert (held.parties, held.places) == ((), ("yemen",))


def test_other_sides_truce_lends_nothing(code: Code) -> None:
    coding = code("Armenia and Azerbaijan agreed to a truce in Nagorno-Karabakh. Hamas rejected a ceasefire.")
    assert told(coding, Act.REJECTS).counterparts == ()


def test_history_and_appeals_lend_nothing(code: Code) -> None:
    coding = code("The truce held. In May 2018 Israel and Hamas agreed to a ceasefire in Gaza.")
    assert told(coding, Act.HOLDS).parties == ()


@pytest.mark.parametrize("title", ["Syria truce to exclude ISIL", "Israel says deal does not cover Hezbollah"])
def test_those_whom_a_truce_leaves_out_are_not_its_sides(title: str, code: Code) -> None:
    report = told(code("The ceasefire took effect at dawn.", title=title), Act.TAKES_EFFECT)
    assert (report.parties, report.counterparts) == ((), ())
