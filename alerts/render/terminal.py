"""An alert for a terminal or a log of lines: no escape sequences, no colours."""

from alerts.model import Alert
from alerts.render.plain import more, pairs, quoted
from alerts.render.wording import Wording, utc, wording


def render_line(alert: Alert) -> str:
    """Give an alert on one line, without newline."""
    words = wording(alert)
    head = f"{utc(alert.event_at)} [{words.badge}] {words.watch}: {words.title}"
    return " | ".join((head, *words.marks, words.explain)) if words.explain else " | ".join((head, *words.marks))


def render_block(alert: Alert) -> str:
    """Give an alert as a block of lines, ending with an empty line: the first line names it, the rest is indented."""
    words = wording(alert)
    lines = [f"[{words.badge}] {words.watch}: {words.title}", *(f"    {line}" for line in _body(words))]
    return "\n".join(lines) + "\n\n"


def _body(words: Wording) -> list[str]:
    return [
        *words.marks,
        *([words.reason] if words.reason else []),
        *pairs(words.facts),
        *(line for quote in words.quotes for line in quoted(quote)),
        *([more(words.omitted)] if words.omitted else []),
        "; ".join(f"{label.lower()} {value}" for label, value in words.times),
        *([words.explain] if words.explain else []),
    ]
