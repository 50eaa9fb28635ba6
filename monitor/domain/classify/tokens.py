"""Cuts folded text into words and marks; where sentences end and what words mean is told elsewhere."""

import re

from monitor.domain.classify.sentences import SEAM, Sentence, SentenceCutter, Token

WALL = "|"  # a dash, bar, colon or semicolon: grammar does not reach across
_TOKEN = re.compile(
    r"(?P<run>(?:[A-Za-z]++ )++(?:[A-Za-z]{2,}+(?![^\W\d_]|'))?)"  # plain words between spaces: most of a text
    r"|(?P<acronym>(?:[A-Za-z]\.){2,})"
    r"|(?P<number>\d+(?:[.,:]\d+)*)"
    r"|(?P<word>[^\W\d_]+(?:'[^\W\d_]+)*)"
    r"|(?P<owner>(?<=\d)'s\b)"  # `M23's attack`
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
# Behind a hyphen they are no verbs: `rebel-held Idlib`, `ground-launched bombs`.
_HOLDS = frozenset({"held", "controlled", "occupied", "run", "launched", "fired"})


def tokenise(text: str) -> tuple[list[Token], list[Sentence]]:
    """Cut folded text into tokens and sentences; marks that carry no grammar are left out."""
    text = _LOST_STOP.sub(_seam, text)
    cutter = SentenceCutter(text)
    tokens = cutter.tokens
    for m in _TOKEN.finditer(text):
        kind, (start, end), known = m.lastgroup, m.span(), len(tokens)
        if kind == "run":
            _add_run(tokens, m.group(), start)
        elif kind == "word":
            _add_word(tokens, m.group(), start, end)
        elif kind == "stop":
            cutter.stop(start, end)
            continue
        elif kind == "lines":
            cutter.line(start, blank=m.group().count("\n") > 1)
            continue
        elif kind == "quote":
            cutter.quote(start)
        else:
            _add_mark(tokens, kind, m.group(), start, end)
        if text[start - 1 : start] == "-" and len(tokens) > known:
            _join(tokens, known)
        cutter.cut()
    cutter.close()
    return tokens, cutter.sentences


def _seam(found: re.Match[str]) -> str:
    """Give what stands for a blank where a stop may have been lost: behind a small word that takes no letter."""
    at = found.start()
    before = found.string[found.string.rfind(" ", 0, at) + 1 : at]
    return SEAM if before[0].islower() and before not in _LETTERED else " "


def words_of(text: str) -> tuple[str, ...]:
    """Give the words of a short folded text as the tokeniser writes them."""
    return tuple(word for word, *_ in tokenise(text)[0])


def _add_run(tokens: list[Token], run: str, start: int) -> None:
    low = run.lower()
    if low == run:
        for word in low.split():
            end = start + len(word)
            tokens.append((word, start, end, False, False))
            start = end + 1
        return
    for word, small in zip(run.split(), low.split(), strict=True):
        end = start + len(word)
        capital = small != word and word[0].isupper()
        tokens.append((small, start, end, capital, capital and word.isupper() and end - start > 1))
        start = end + 1


def _join(tokens: list[Token], at: int) -> None:
    """Keep the hyphen of a participle that tells who holds a place, so that it is read as no verb."""
    word, start, end, capital, upper = tokens[at]
    if word in _HOLDS:
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
    else:
        tokens.append((mark, start, end, False, False))
