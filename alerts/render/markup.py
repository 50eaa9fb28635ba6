"""The HTML part of a mail: no script, no image, no remote content; every text is escaped here and only here."""

from html import escape

from alerts.model import Alert
from alerts.render.plain import more
from alerts.render.wording import Quote, Wording, wording

_PAGE = """<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>{title}</title></head>
<body style="font-family: sans-serif; line-height: 1.4; max-width: 42em">
{body}
</body>
</html>
"""
_MARK = 'style="background: #fff3cd; padding: 0.5em"'
_QUOTE = 'style="border-left: 3px solid #999; margin: 1em 0; padding-left: 1em"'
_LABEL = 'style="text-align: left; vertical-align: top; padding-right: 1em"'


def render_html(alert: Alert) -> str:
    """Lay an alert out as one HTML page."""
    words = wording(alert)
    return _PAGE.format(title=escape(words.title), body="\n".join(part for part in _parts(words) if part))


def _parts(words: Wording) -> list[str]:
    return [
        f"<h1>{escape(words.title)}</h1>",
        f"<p>{escape(words.watch)} | {escape(words.badge.lower())}</p>",
        *(f"<p {_MARK}><strong>{escape(mark)}</strong></p>" for mark in words.marks),
        f"<p>{escape(words.reason)}</p>" if words.reason else "",
        _table(words.facts),
        *(_blockquote(quote) for quote in words.quotes),
        f"<p>{escape(more(words.omitted))}</p>" if words.omitted else "",
        _table(words.times),
        f"<p>Why and from where: <code>{escape(words.explain)}</code></p>" if words.explain else "",
    ]


def _table(facts: tuple[tuple[str, str], ...]) -> str:
    rows = "\n".join(f"<tr><th {_LABEL}>{escape(label)}</th><td>{escape(value)}</td></tr>" for label, value in facts)
    return f"<table>\n{rows}\n</table>" if rows else ""


def _blockquote(quote: Quote) -> str:
    source = escape(quote.source)
    if quote.link:
        source = f'<a href="{escape(quote.link)}" rel="noopener noreferrer">{source}</a>'
    return f"<blockquote {_QUOTE}><p>{escape(quote.sentence)}</p><p>{source}</p></blockquote>"
