"""A first guess whether a text is English: by script, then by the small words of each language."""

from collections.abc import Sequence

from monitor.domain.classify.tokens import Token

_ENGLISH = frozenset("the of to and in a is that for on with as was by at from it be are has have said after over not his their".split())
_OTHERS = frozenset(
    "el la los las de del que y en un una por con para se su es al lo como le les des du et est dans pour qui sur au une ne pas "
    "der die das und ist von mit den dem ein eine zu auf fur nicht il di che della per non sono gli nel da do os um uma com nao na no em "
    "ve bir bu ile icin da olarak yang dan di dengan untuk pada ini itu het een van och att som pa av och na w z nie sie jest".split()
)
_SAMPLE = 300  # tokens
_ENOUGH = 6  # words below which small words tell nothing


def is_english(tokens: Sequence[Token], lang: str = "") -> bool:
    """Tell whether the text can be read; `lang` is what its source says, "" where unknown."""
    words = [token.word for token in tokens[:_SAMPLE] if token.word[0].isalpha()]
    if not words:
        return True
    if sum(word.isascii() for word in words) * 2 < len(words):
        return False
    english = sum(word in _ENGLISH for word in words)
    foreign = sum(word in _OTHERS for word in words)
    if lang and not lang.lower().startswith("en"):
        return english > foreign and english * 8 >= len(words)
    return len(words) < _ENOUGH or foreign <= english or foreign * 6 < len(words)
