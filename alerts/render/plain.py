"""The text part of a mail."""

from collections.abc import Iterator

from alerts.model import Alert
from alerts.render.wording import Quote, wording


def render_text(alert: Alert) -> str:
    """Lay an alert out as plain text, ending with a newline."""
    words = wording(alert)
    paragraphs = [
        [words.title, f"{words.watch} | {words.badge.lower()}"],
        list(words.marks),
        [words.reason] if words.reason else [],
        pairs(words.facts),
        *(list(quoted(quote)) for quote in words.quotes),
        [more(words.omitted)] if words.omitted else [],
        pairs(words.times),
        [f"Why and from where: {words.explain}"] if words.explain else [],
    ]
    return "\n\n".join("\n".join(lines) for lines in paragraphs if lines) + "\n"


def pairs(facts: tuple[tuple[str, str], ...]) -> list[str]:
    """Give one "label: value" line each."""
    return [f"{label}: {value}" for label, value in facts]


def quoted(quote: Quote) -> Iterator[str]:
    """Give a sentence in quotes, its source and its link, a line each."""
    yield f'"{quote.sentence}"'
    yield f"  {quote.source}"
    if quote.link:
        yield f"  {quote.link}"


def more(omitted: int) -> str:
    """Say that there are more sentences than shown."""
    return f"({omitted} more: see the command below)"
