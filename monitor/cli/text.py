"""What a text is before it is read: a page's markup or plain words, with or without a title. Pure."""

import re

from alerts.text import clean_text
from monitor.domain.model.article import Article

# How a page may begin, after the MIME Sniffing Standard (section 7.1), or an XML declaration before it.
MARKUP = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype html|!--|"
    r"(?:html|head|script|iframe|h1|div|font|table|a|style|title|b|body|br|p|article|main|meta)[\s/>])",
    re.IGNORECASE,
)


def is_markup(text: str) -> bool:
    """Tell whether a text is a page's HTML, by how it begins."""
    return MARKUP.match(text) is not None


def article_of(name: str, text: str) -> Article:
    """Make an article of a plain text; a first line that stands alone is its title."""
    first, gap, rest = clean_text(text).partition("\n\n")
    if gap and "\n" not in first:
        return Article(id=name, title=first.strip(), text=rest.strip())
    return Article(id=name, title="", text=f"{first}{gap}{rest}".strip())
