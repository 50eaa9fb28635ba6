"""Folds Unicode to plain letters and quotes, with the way back to the original's offsets; no words are known here."""

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass

_SAME_LENGTH = {
    **dict.fromkeys("\u2018\u2019\u201b\u02bc\u02bb\u02be\u02bf\u0060\u00b4\u2032", "'"),
    **dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033", '"'),
    **dict.fromkeys("\u2010\u2011\u2012\u2212\u00ad", "-"),
    **dict.fromkeys("\u2013\u2014\u2015\u2022\u00b7", "|"),
    **dict.fromkeys("\u00a0\u2002\u2003\u2007\u2009\u200a\u202f\u3000\t\r\x0b\x0c", " "),
    **dict.fromkeys("\u2028\u2029", "\n"),
    "\u2026": ".",
}
_FOLDED_ALONE = re.compile(f"[{re.escape(''.join(_SAME_LENGTH))}]")  # far faster than str.translate on foreign letters
# Letters that Unicode does not take apart, and Persian and Urdu letters that Arabic writes otherwise.
_LETTERS = {
    "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ł": "l", "Ł": "L", "\u0131": "i", "æ": "ae", "Æ": "AE",
    "œ": "oe", "Œ": "OE", "ß": "ss", "\u06a9": "\u0643", "\u06cc": "\u064a", "\u0649": "\u064a", "\u0640": "",
}  # fmt: skip
_MOST_LETTERS = 4  # a sign that stands for a whole phrase is no letter
_REMNANT = re.compile(r"&?#(?:39|x27|8217|8216);|&?\b(?:quot|ldquo|rdquo);|&(?:amp|nbsp|apos);|<[^<>\n]{1,120}>")
_FOREIGN = re.compile(r"[^\x00-\x7f]+")


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text; `pivots` and `shifts` lead back to the original where lengths differ, both empty where not."""

    text: str
    pivots: tuple[int, ...] = ()
    shifts: tuple[int, ...] = ()

    def original(self, offset: int) -> int:
        """Give the offset in the original text of an offset in the folded one, of an unfolded letter its own."""
        behind = bisect_right(self.pivots, offset)
        moved = offset + (self.shifts[behind - 1] if behind else 0)
        if behind == len(self.pivots):
            return moved
        return min(moved, self.pivots[behind] + self.shifts[behind] - 1)


def fold_text(text: str) -> Folded:
    """Fold quotes, dashes, spaces, diacritics and HTML remnants; case stays, for it tells names from words."""
    plain = text if text.isascii() and not _has_controls(text) else _FOLDED_ALONE.sub(_same_length, text)
    if plain.isascii() and not _has_remnants(plain):
        return Folded(plain)
    return _fold_lengths(plain)


def plain(text: str) -> str:
    """Fold a short text where offsets do not matter."""
    return fold_text(text).text


def _same_length(match: re.Match[str]) -> str:
    return _SAME_LENGTH[match[0]]


def _has_controls(text: str) -> bool:
    return "\t" in text or "\r" in text or "`" in text or "\x0b" in text or "\x0c" in text


def _has_remnants(text: str) -> bool:
    if ";" not in text and ("<" not in text or ">" not in text):
        return False
    return "<" in text or "#39" in text or "quot;" in text or "&" in text or "#821" in text


def _fold_lengths(text: str) -> Folded:
    """Fold what changes length, piece by piece."""
    pieces: list[str] = []
    pivots: list[int] = []
    shifts: list[int] = []
    done = length = shift = 0
    for start, end, new in _replacements(text):
        pieces += (text[done:start], new)
        length += start - done + len(new)
        done = end
        if len(new) != end - start:
            shift += end - start - len(new)
            pivots.append(length)
            shifts.append(shift)
    pieces.append(text[done:])
    return Folded("".join(pieces), tuple(pivots), tuple(shifts))


def _replacements(text: str) -> list[tuple[int, int, str]]:
    """Give (start, end, replacement) in order, without overlap."""
    found = [(m.start(), m.end(), _remnant(m.group())) for m in _REMNANT.finditer(text)] if _has_remnants(text) else []
    edges = [(start, end) for start, end, _ in found]
    inside = 0
    for m in _FOREIGN.finditer(text):
        while inside < len(edges) and edges[inside][1] <= m.start():
            inside += 1
        if inside < len(edges) and edges[inside][0] <= m.start():
            continue
        for at, char in enumerate(m.group(), m.start()):
            new = _fold_char(char)
            if new != char:
                found.append((at, at + 1, new))
    found.sort()
    return found


def _remnant(tag: str) -> str:
    if tag[0] == "<":
        return " "
    body = tag.strip("&;")
    return {"amp": "&", "nbsp": " ", "quot": '"', "ldquo": '"', "rdquo": '"'}.get(body, "'")


def _fold_char(char: str) -> str:
    known = _LETTERS.get(char)
    if known is not None:
        return known
    if unicodedata.category(char) == "Cf":  # direction marks and joiners are invisible
        return ""
    letters = "".join(c for c in unicodedata.normalize("NFKD", char) if not unicodedata.combining(c))
    return letters if len(letters) <= _MOST_LETTERS else char
