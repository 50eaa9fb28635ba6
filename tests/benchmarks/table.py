"""What a benchmark finds, and how it is printed."""

from collections.abc import Iterable
from dataclasses import dataclass

COLUMNS = ("", "trucewatch", "beside it", "ratio", "goal", "")
RATE = "a second"
ABSENT = "not installed: make bench"


@dataclass(frozen=True, slots=True)
class Row:
    """One figure of ours, the peer's (None where there is none to compare with), and the ratio or figure wanted."""

    what: str
    unit: str
    ours: float
    theirs: float | None = None
    peer: str = ""
    ratio_goal: float | None = None  # ours / theirs at most
    most: float | None = None
    least: float | None = None

    @property
    def ratio(self) -> float | None:
        return self.ours / self.theirs if self.theirs and self.unit != RATE else None

    def cells(self) -> tuple[str, ...]:
        beside = f"{_figure(self.theirs)} {self.unit}" if self.theirs is not None else ""
        ratio = self.ratio
        return (
            self.what,
            f"{_figure(self.ours)} {self.unit}",
            f"{beside} {self.peer}".strip(),
            "" if ratio is None else f"1/{1 / ratio:.1f}" if ratio < 1 else f"{ratio:.1f}x",
            self._goal(),
            self._verdict(),
        )

    def _goal(self) -> str:
        if self.ratio_goal is not None:
            return f"<= 1/{1 / self.ratio_goal:.0f}" if self.ratio_goal < 1 else f"<= {self.ratio_goal:.0f}x"
        if self.most is not None:
            return f"<= {self.most:,.0f} {self.unit}"
        return f">= {self.least:,.0f} {self.unit}" if self.least is not None else ""

    def _verdict(self) -> str:
        reached = []
        if self.ratio_goal is not None:
            if self.ratio is None:
                return "not compared"
            reached.append(self.ratio <= self.ratio_goal)
        if self.most is not None:
            reached.append(self.ours <= self.most)
        if self.least is not None:
            reached.append(self.ours >= self.least)
        return ("reached" if all(reached) else "MISSED") if reached else ""


@dataclass(frozen=True, slots=True)
class Findings:
    """What one benchmark found; notes say what was measured and on what."""

    title: str
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()


def as_text(findings: Iterable[Findings]) -> str:
    """Print all findings as one table."""
    findings = tuple(findings)
    cells = [COLUMNS, *(row.cells() for found in findings for row in found.rows)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    lines = [_line(COLUMNS, widths)]
    for found in findings:
        lines += ["", found.title, "-" * len(found.title)]
        lines += [_line(row.cells(), widths) for row in found.rows]
        lines += [f"  {note}" for note in found.notes]
    return "\n".join(lines)


def _line(cells: Iterable[str], widths: list[int]) -> str:
    return "  ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)).rstrip()


def _figure(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"
