"""Where sentences begin and end among the tokens of a text; what a token is cut from is told elsewhere."""

from typing import NamedTuple, TypeAlias

SEAM = "\x1e"  # stands where a stop was lost
_ABBREVIATIONS = frozenset(
    ["mr", "mrs", "ms", "dr", "prof", "gen", "lt", "col", "maj", "capt", "sgt", "cmdr", "adm", "brig", "rep", "sen",
     "gov", "st", "no", "vs", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec",
     "inc", "corp", "ltd", "approx", "est", "rev", "hon"]
)  # fmt: skip
_FEW_QUOTED = 4  # words
_LONGEST = 160  # words; a longer run without a stop is cut, so that matching stays linear

# One word or mark: folded lower-case word, start and end in the folded text, whether it began with a capital, and
# whether it is all capitals. A text has a thousand of them: a tuple with names would cost twice as much.
Token: TypeAlias = tuple[str, int, int, bool, bool]


class Sentence(NamedTuple):
    """Tokens [first, last) of the list, the paragraph's number (0 is the title), and whether it is a question."""

    first: int
    last: int
    paragraph: int
    asks: bool = False


class SentenceCutter:
    """Takes the tokens of one text and cuts them into sentences; the tokeniser appends to `tokens` itself."""

    __slots__ = ("_first", "_marks", "_open", "_paragraph", "_text", "sentences", "tokens")

    def __init__(self, text: str) -> None:
        self._text = text
        self.tokens: list[Token] = []
        self.sentences: list[Sentence] = []
        self._marks: list[int] = []  # the quotation marks of the sentence so far
        self._open = False  # a quotation in single marks goes on from the sentence before
        self._first = self._paragraph = 0

    def quote(self, at: int) -> None:
        """Add a quotation mark, or what makes an owner of a word in `s`; a lone one before a sentence is left out."""
        if self._is_owners(at):
            self.tokens.append(("'s", at, at + 1, False, False))
        elif len(self.tokens) > self._first or not self._text[at + 1 : at + 2].isspace():
            self._marks.append(len(self.tokens))
            self.tokens.append(('"', at, at + 1, False, False))

    def _is_owners(self, at: int) -> bool:
        """Tell whether a mark behind an `s` makes the word an owner, `the rebels' truce`, and closes no quotation."""
        if self._text[at] != "'" or self._text[at - 1 : at] not in {"s", "S"}:
            return False
        return not self._opened()

    def _opened(self) -> bool:
        """Tell whether a quotation in single marks is open."""
        here = sum(self._text[self.tokens[mark][1]] == "'" for mark in self._marks)
        return self._open != (here % 2 == 1)

    def stop(self, start: int, end: int) -> None:
        """End a sentence at a stop that is one; it asks where a question mark is in it."""
        if self._is_end(start, end):
            self.close(asks="?" in self._text[start:end])

    def line(self, start: int, *, blank: bool) -> None:
        """End a paragraph where lines are left blank, or a line is not only hard-wrapped."""
        if blank or self._ended(start):
            self.close()
            self._open = False
            self._paragraph += 1

    def cut(self) -> None:
        """Cut off what has grown too long."""
        while len(self.tokens) - self._first >= _LONGEST:
            self.sentences.append(Sentence(self._first, self._first + _LONGEST, self._paragraph))
            self._first += _LONGEST
            self._marks = [at for at in self._marks if at >= self._first]

    def close(self, *, asks: bool = False) -> None:
        """End the sentence here."""
        self._open = self._opened()
        self._bare()
        if len(self.tokens) > self._first:
            self.sentences.append(Sentence(self._first, len(self.tokens), self._paragraph, asks))
        self._first = len(self.tokens)

    def _bare(self) -> None:
        """Leave out the marks around a few quoted words, which are read like any others: a "humanitarian pause"."""
        marks = self._marks
        for opened, closed in reversed(list(zip(marks[::2], marks[1::2], strict=False))):
            inside = self.tokens[opened + 1 : closed]
            if 0 < len(inside) <= _FEW_QUOTED and all(token[0][0].isalnum() for token in inside):
                del self.tokens[closed], self.tokens[opened]
        marks.clear()

    def _ended(self, at: int) -> bool:
        """Tell whether the line before this offset ended a sentence: hard-wrapped lines go on."""
        before = self._text[max(0, at - 4) : at].rstrip()
        return not before or before[-1] in ".!?\"')"

    def _is_end(self, start: int, end: int) -> bool:
        """Tell whether a stop ends a sentence: not after an abbreviation, not before a small letter."""
        if not self.tokens:
            return False
        if self._text[start] == SEAM:
            return True
        follow = self._text[end : end + 3].lstrip("\"')]")
        if follow and not follow[0].isspace():
            return False
        after = follow.lstrip()
        if after and after[0].islower():
            return False
        last, _, close, _, _ = self.tokens[-1]
        return self._text[start] != "." or not (
            close == start and (last in _ABBREVIATIONS or (len(last) == 1 and last.isalpha()))
        )
