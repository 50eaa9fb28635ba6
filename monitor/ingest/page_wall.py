"""Pages that are no article although they answer 200: consent walls, challenges, soft 404s. Pure.

Told by what they say in their first words, or by a text that does not mention a single word of the feed's title.
"""

import re

_HEAD = 400
_WALLS = {
    "a consent wall": (
        r"before you continue|we value your privacy|accept (?:all )?cookies|consent to the use of cookies"
    ),
    "a challenge page": (
        r"just a moment|checking your browser|verify(?:ing)? (?:that )?you are (?:a )?human|are you a robot"
        r"|enable javascript|access (?:to this page has been )?denied|unusual traffic|attention required|captcha"
    ),
    "a page-not-found page": r"page (?:not found|cannot be found|does not exist)|404 (?:error|not found)|error 404",
}
_PATTERNS = tuple((name, re.compile(pattern, re.IGNORECASE)) for name, pattern in _WALLS.items())
_WORD = re.compile(r"\w{4,}")
_SHORT = 1_500  # a longer text is an article even if it mentions cookies
_ENOUGH = 4  # title words needed before their absence tells anything
_STEM = 5  # letters that inflections of a word share


def wall(text: str, title: str) -> str:
    """Name what stands in the article's place, "" where the text is the article's."""
    if len(text) < _SHORT:
        for name, pattern in _PATTERNS:
            if pattern.search(text, 0, _HEAD):
                return name
    words = {word[:_STEM].casefold() for word in _WORD.findall(title)}
    folded = text.casefold()
    if len(words) >= _ENOUGH and not any(word in folded for word in words):
        return "another page than the one its feed announces"
    return ""
