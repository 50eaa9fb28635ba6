"""Cuts folded text into words and sentences; what the words mean is told elsewhere."""

import re
from typing import NamedTuple, TypeAlias

WALL = "|"  # a dash, bar, colon or semicolon: grammar does not reach across
SEAM = "\x1e"  # stands where a stop was lost
_TOKEN = re.compile(
    r"(?P<run>(?:[A-Za-z]++ )++(?:[A-Za-z]{2,}+(?![^\W\d_]|'))?)"  # plain words between spaces: most of a text
    r"|(?P<acronym>(?:[A-Za-z]\.){2,})"
    r"|(?P<number>\d+(?:[.,:]\d+)*)"
    r"|(?P<word>[^\W\d_]+(?:'[^\W\d_]+)*)"
    r"|(?P<lines>\n\s*)"
    r"|(?P<stop>[.!?]+|\x1e)"
    r"|(?P<quote>\"|(?<![^\s(])'|'(?![^\s,.;:!?)]))"
    r"|(?P<comma>,)"
    r"|(?P<wall>[;:|]|--+|(?<=\s)-(?=\s))"
    r"|(?P<bracket>[()\[\]])"
)
# A stop that a feed has lost between its own line and the article's first one: `killed two soldiers A group said`.
_LOST_STOP = re.compile(
    r" (?=[A-Z])(?<=[a-z]{3} )(?=An [A-Za-z]"
    r"|(?:The|At|As|After|In|On|It|He|She|They|This|There|More|Two|Three|Police) [a-z]"
    r"|A (?!of |in |at |on |after |and |or |was |is |has |to |for )[a-z])"
)
# What can stand before the letter `A`, or before a town called An Nasiriyah.
_LETTERED = frozenset({"vitamin", "plan", "hepatitis", "group", "type", "category", "grade", "class", "near", "from"})
_ABBREVIATIONS = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "dr",
        "prof",
        "gen",
        "lt",
        "col",
        "maj",
        "capt",
        "sgt",
        "cmdr",
        "adm",
        "brig",
        "rep",
        "sen",
        "gov",
        "st",
        "no",
        "vs",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
        "inc",
        "corp",
        "ltd",
        "approx",
        "est",
        "rev",
        "hon",
    ]
)
_FEW_QUOTED = 4  # words
# Behind a hyphen they are no verbs: `rebel-held Idlib`, `ground-launched bombs`.
_HOLDS = frozenset({"held", "controlled", "occupied", "run", "launched", "fired"})
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


def tokenise(text: str) -> tuple[list[Token], list[Sentence]]:
    """Cut folded text into tokens and sentences; marks that carry no grammar are left out."""
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    first = paragraph = 0
    text = _LOST_STOP.sub(_seam, text)
    for m in _TOKEN.finditer(text):
        kind, (start, end), known = m.lastgroup, m.span(), len(tokens)
        if kind == "run":
            _add_run(tokens, m.group(), start)
            _join(tokens, known, text)
            first = _cut(tokens, sentences, first, paragraph)
            continue
        if kind == "word":
            _add_word(tokens, m.group(), start, end)
            _join(tokens, known, text)
        elif kind == "lines":
            whole = m.group().count("\n") > 1 or _ended(text, start)
            if whole:
                first = _close(tokens, sentences, first, paragraph)
                paragraph += 1
            continue
        elif kind == "stop":
            if _is_end(text, start, end, tokens):
                first = _close(tokens, sentences, first, paragraph, asks="?" in m.group())
            continue
        elif kind == "quote" and _is_owners(text, start, tokens[first:]):
            tokens.append(("'s", start, end, False, False))
        elif kind != "quote" or len(tokens) > first or not text[end : end + 1].isspace():
            _add_mark(tokens, kind, m.group(), start, end)
        if len(tokens) - first >= _LONGEST:
            first = _close(tokens, sentences, first, paragraph)
    _close(tokens, sentences, first, paragraph)
    return tokens, sentences


def _seam(found: re.Match[str]) -> str:
    """Give what stands for a blank where a stop may have been lost: behind a small word that takes no letter."""
    at = found.start()
    before = found.string[found.string.rfind(" ", 0, at) + 1 : at]
    return SEAM if before[0].islower() and before not in _LETTERED else " "


def words_of(text: str) -> tuple[str, ...]:
    """Give the words of a short folded text as the tokeniser writes them."""
    return tuple(word for word, *_ in tokenise(text)[0])


def _add_run(tokens: list[Token], run: str, start: int) -> None:
    for word, low in zip(run.split(), run.lower().split(), strict=True):
        end = start + len(word)
        capital = low != word and word[0].isupper()
        tokens.append((low, start, end, capital, capital and word.isupper() and end - start > 1))
        start = end + 1


def _cut(tokens: list[Token], sentences: list[Sentence], first: int, paragraph: int) -> int:
    """Cut off what has grown too long; give the first token that is left."""
    while len(tokens) - first >= _LONGEST:
        sentences.append(Sentence(first, first + _LONGEST, paragraph))
        first += _LONGEST
    return first


def _join(tokens: list[Token], at: int, text: str) -> None:
    """Keep the hyphen of a participle that tells who holds a place, so that it is read as no verb."""
    word, start, end, capital, upper = tokens[at]
    if word in _HOLDS and text[start - 1 : start] == "-":
        tokens[at] = (f"-{word}", start, end, capital, upper)


def _add_word(tokens: list[Token], word: str, start: int, end: int) -> None:
    capital = word[0].isupper()
    upper = capital and word.isupper() and end - start > 1
    if "'" not in word:
        tokens.append((word.lower(), start, end, capital, upper))
        return
    low = word.lower()
    if low.endswith("'s"):
        tokens.append((low[:-2].replace("'", ""), start, end - 2, capital, word[:-2].isupper()))
        tokens.append(("'s", end - 2, end, False, False))
    else:
        tokens.append((low.replace("'", ""), start, end, capital, upper))


def _add_mark(tokens: list[Token], kind: str | None, mark: str, start: int, end: int) -> None:
    if kind == "acronym":
        tokens.append((mark.replace(".", "").lower(), start, end, True, True))
    elif kind == "number":
        tokens.append((mark.replace(",", ""), start, end, False, False))
    elif kind == "wall":
        tokens.append((WALL, start, end, False, False))
    elif kind == "quote":
        tokens.append(('"', start, end, False, False))
    else:
        tokens.append((mark, start, end, False, False))


def _close(tokens: list[Token], sentences: list[Sentence], first: int, paragraph: int, *, asks: bool = False) -> int:
    _bare(tokens, first)
    if len(tokens) > first:
        sentences.append(Sentence(first, len(tokens), paragraph, asks))
    return len(tokens)


def _is_owners(text: str, at: int, before: list[Token]) -> bool:
    """Tell whether a mark behind an `s` makes the word an owner, `the rebels' truce`, and closes no quotation."""
    if text[at] != "'" or text[at - 1 : at] not in {"s", "S"}:
        return False
    return not sum(word == '"' and text[start] == "'" for word, start, _, _, _ in before) % 2


def _bare(tokens: list[Token], first: int) -> None:
    """Leave out the marks around a few quoted words, which are read like any others: a "humanitarian pause"."""
    marks = [at for at in range(first, len(tokens)) if tokens[at][0] == '"']
    for opened, closed in reversed(list(zip(marks[::2], marks[1::2], strict=False))):
        inside = tokens[opened + 1 : closed]
        if 0 < len(inside) <= _FEW_QUOTED and all(token[0][0].isalnum() for token in inside):
            del tokens[closed], tokens[opened]


def _ended(text: str, at: int) -> bool:
    """Tell whether the line before this offset ended a sentence: hard-wrapped lines go on."""
    before = text[max(0, at - 4) : at].rstrip()
    return not before or before[-1] in ".!?\"')"


def _is_end(text: str, start: int, end: int, tokens: list[Token]) -> bool:
    """Tell whether a stop ends a sentence: not after an abbreviation, not before a small letter."""
    if not tokens:
        return False
    if text[start] == SEAM:
        return True
    follow = text[end : end + 3].lstrip("\"')]")
    if follow and not follow[0].isspace():
        return False
    after = follow.lstrip()
    if after and after[0].islower():
        return False
    last, _, close, _, _ = tokens[-1]
    return text[start] != "." or not (
        close == start and (last in _ABBREVIATIONS or (len(last) == 1 and last.isalpha()))
    )
