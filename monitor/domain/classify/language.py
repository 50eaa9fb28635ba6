"""A first guess whether a text is English: by script, then by the small words of each language."""

from collections.abc import Sequence

from monitor.domain.classify.sentences import Token
from monitor.domain.classify.vocabulary import Vocabulary

_SAMPLE = 300  # tokens
_ENOUGH = 6  # words below which small words tell nothing
_FEW = 6  # a foreign small word in so many words is chance: a name, a title
_SOME = 8  # an English small word in so many words proves English where the source says otherwise


class LanguageReader:
    """Tells English from the rest; made once per vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._english = vocabulary.single_words("english_small")
        self._foreign = vocabulary.single_words("foreign_small")

    def is_english(self, tokens: Sequence[Token], lang: str = "") -> bool:
        """Tell whether the text can be read; `lang` is what its source says, "" where unknown."""
        words = [token[0] for token in tokens[:_SAMPLE] if token[0][0].isalpha()]
        if not words:
            return True
        if sum(map(str.isascii, words)) * 2 < len(words):
            return False
        english = sum(map(self._english.__contains__, words))
        # Capitals tell of a name: `the AU`, and beside an English word `Al-Shabaab`.
        name = 3 if english else 4
        foreign = sum(token[0] in self._foreign and not token[name] for token in tokens[:_SAMPLE])
        if lang and not lang.lower().startswith("en"):
            return english > foreign and english * _SOME >= len(words)
        return len(words) < _ENOUGH or foreign <= english or foreign * _FEW <= len(words)
