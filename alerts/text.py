r"""The one boundary where foreign text becomes ours: plain, inert, in normal form C and of bounded length.

Behind it a text holds no control but line breaks, no terminal sequence, and nothing that is invisible or turns the
reading direction. It may still hold "<", "&" or "=": each sink (mail, page, CSV, terminal) escapes for itself. All of
it is linear in the input, and what lies far beyond the wanted length is not looked at.
"""

import re
import unicodedata
from collections.abc import Sequence
from html import unescape

TEXT_LIMIT = 200_000  # characters of an article
LINE_LIMIT = 500  # characters of a title or a name
MARKUP_LIMIT = 1_000_000  # characters of markup that are looked at
MARKS = 8  # combining marks in a row; normalising a run costs its square, and no script in use stacks more
LOOKED_AT = 8  # times the wanted length: room for what is taken away

# Terminal sequences: CSI; and OSC and its kin, which carry text up to BEL or ST.
_SEQUENCE = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]{0,64}[ -/]{0,16}[@-~]"
    r"|(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x9c\n\x90\x98\x9d-\x9f]{0,1000}(?:\x07|\x1b\\|\x9c)"
)
_PLAIN = b"\n" + bytes(range(0x20, 0x7F))
_SEQUENCE_START = re.compile(r"[\x1b\x90\x98\x9b\x9d-\x9f]")
_BREAK = re.compile(r"\r\n?|[\v\f\x85\u2028\u2029]")
# Controls, soft hyphens, direction marks, zero widths, fillers, variations and tags, surrogates, noncharacters.
_UNSEEN = re.compile(
    r"[\x00-\x08\x0e-\x1b\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u202a-\u202e"
    r"\u2060-\u206f\u3164\ufe00-\ufe0e\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\ud800-\udfff\ufdd0-\ufdef"
    r"\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]+"
)
# Those of them that count as printable.
_UNSEEN_PRINTABLE = re.compile(
    r"[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180d\u180f\u3164\ufe00-\ufe0e\uffa0\U000e0100-\U000e01ef]+"
)
# A joiner stays only behind a letter of a script that is spelt with it (Persian, Indic, Mongolian) or in an emoji.
_JOINER = re.compile(
    r"(?<![\u0600-\u109f\u1780-\u18af\ua840-\uabff\ufb50-\ufefc])\u200c"
    r"|(?<![\u0600-\u109f\u1780-\u18af\ua840-\uabff\ufb50-\ufefc\ufe0f\u2600-\u27bf\U0001f000-\U0001faff])\u200d"
)
_MARKED = re.compile(rf"[^\w\s\x00-\x7f]{{{MARKS + 1},}}")  # every long run of marks lies in one of these
_BLANK_LINES = re.compile(r"\n{3,}")

_TAG = re.compile(r"<(?:(!--)|[!?]|/?([a-zA-Z][a-zA-Z0-9]{0,15}))")
_WHOLE_TAG = re.compile(r"<([!?]-{0,2}|/?[a-zA-Z][a-zA-Z0-9]{0,15})[^>]*>")
_HUGE_REFERENCE = re.compile(r"&#(?:[0-9]{8,}|[xX][0-9a-fA-F]{8,});?")  # `html.unescape` raises on the longest
_UNREAD = frozenset({"script", "style", "template", "iframe", "svg", "object", "textarea", "select"})
_BREAKING = """
    address article aside blockquote br dd dl dt div fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 hr header
    li main nav ol p pre section table tr ul
"""
_GAPS = dict.fromkeys(_BREAKING.split(), "\n") | {"td": " ", "th": " "}  # what stands in a tag's place; else nothing
_TAG_GAPS = _GAPS | {f"/{name}": gap for name, gap in _GAPS.items()}
_WALKED = frozenset({"!--", *_UNREAD})  # tags that need a look beyond their own end


def clean_text(text: str, limit: int = TEXT_LIMIT) -> str:
    """Make a text inert; line breaks stay, at most two in a row, and what is over the limit ends in an ellipsis.

    Lengths are in characters.
    """
    stripped = text.strip()
    if len(stripped) <= limit and _is_clean(stripped):
        return stripped
    looked_at = stripped[: limit * LOOKED_AT]
    if not _is_plain(looked_at):
        spaced = _spaced(_visible(looked_at))
    elif "  " in looked_at:
        spaced = _spaced(looked_at)
    else:
        spaced = _joined([line.strip() for line in looked_at.split("\n")])
    return _cut(spaced, limit, more=len(stripped) > len(looked_at))


def clean_line(text: str, limit: int = LINE_LIMIT) -> str:
    """Make a title or a name inert, on one line: fit for a mail's header."""
    return clean_text(" ".join(text[: limit * LOOKED_AT].split()), limit)


def plain_from_html(html: str, limit: int = TEXT_LIMIT) -> str:
    """Give the text of some HTML, inert: tags and scripts gone, references resolved once, each block on its line."""
    plain = html[3:-4] if html.startswith("<p>") and html.endswith("</p>") else html  # one paragraph: most summaries
    if len(plain) <= limit and "&" not in plain and "<" not in plain and _is_clean(plain):
        return plain.strip()
    text = html[:MARKUP_LIMIT]
    if "<" in text:
        text = _without_tags(text)
    if "&" in text:
        text = unescape(_HUGE_REFERENCE.sub("\ufffd", text))
    return clean_text(text, limit)


def are_plain(texts: Sequence[str], limit: int = LINE_LIMIT) -> bool:
    """Tell whether texts are as `plain_from_html` would give them, each of one line.

    One look at all of them costs a tenth of a look at each.
    """
    lines = "\n".join(("", *texts, ""))
    return (
        _is_plain(lines)
        and lines.count("\n") == len(texts) + 1
        and not any(sign in lines for sign in ("&", "<", "  ", " \n", "\n "))
        and max(map(len, texts), default=0) <= limit
    )


def _is_clean(text: str) -> bool:
    """Tell at little cost whether a text is clean but for blanks around it: most titles, names and addresses are."""
    return "\n" not in text and _is_plain(text) and "  " not in text


def _is_plain(text: str) -> bool:
    """Tell whether a text holds nothing but printable ASCII and line breaks; this way costs a fifth of any other."""
    return text.isascii() and not text.encode().translate(None, _PLAIN)


def _visible(text: str) -> str:
    text = _UNSEEN_PRINTABLE.sub("", text) if text.replace("\n", "").isprintable() else _printable(text)
    return text if text.isascii() else unicodedata.normalize("NFC", _MARKED.sub(_fewer_marks, text))


def _printable(text: str) -> str:
    if _SEQUENCE_START.search(text):
        text = _SEQUENCE.sub("", text)
    text = _UNSEEN.sub("", _BREAK.sub("\n", text))
    return _JOINER.sub("", text) if "\u200c" in text or "\u200d" in text else text


def _fewer_marks(run: re.Match[str]) -> str:
    kept: list[str] = []
    marks = 0
    for char in run.group():
        marks = marks + 1 if unicodedata.combining(char) else 0
        if marks <= MARKS:
            kept.append(char)
    return "".join(kept)


def _spaced(text: str) -> str:
    if "\n" not in text:
        return " ".join(text.split())
    return _joined([" ".join(line.split()) for line in text.split("\n")])


def _joined(lines: list[str]) -> str:
    """Join stripped lines, with two line breaks in a row at most, and none around them."""
    text = "\n".join(lines)
    if "" not in lines:
        return text
    return (_BLANK_LINES.sub("\n\n", text) if "\n\n\n" in text else text).strip()


def _cut(text: str, limit: int, *, more: bool) -> str:
    """Cut between characters as readers see them, never between a letter and its marks."""
    if len(text) <= limit and not more:
        return text
    end = min(limit - 1, len(text))
    while 0 < end < len(text) and (unicodedata.combining(text[end]) or text[end] in "\u200c\u200d\ufe0f"):
        end -= 1
    return text[:end].rstrip() + "…"


def _without_tags(html: str) -> str:
    """Put a gap in each tag's place, each ending at the next ">"; what never ends is dropped, as browsers do."""
    end = html.rfind(">") + 1
    parts = _WHOLE_TAG.split(html[:end])
    names = [name.lower() for name in parts[1::2]]
    if not _WALKED.isdisjoint(names):
        return _walked(html)
    parts[1::2] = [_TAG_GAPS.get(name, "") for name in names]
    rest = html[end:]
    unended = _TAG.search(rest)
    return "".join(parts) + (rest[: unended.start()] if unended else rest)


def _walked(html: str) -> str:
    """Do the same step by step, where comments or elements that hold no text are to be skipped whole."""
    kept: list[str] = []
    at = 0
    while at >= 0 and (tag := _TAG.search(html, at)):
        name = (tag.group(2) or "").lower()
        kept.append(html[at : tag.start()])
        kept.append(_GAPS.get(name, ""))
        at = _tag_end(html, tag, name)
    if at >= 0:
        kept.append(html[at:])
    return "".join(kept)


def _tag_end(html: str, tag: re.Match[str], name: str) -> int:
    """Find where reading goes on behind a tag, a comment, or a whole element that holds no text; -1 for nowhere."""
    if tag.group(1):
        end = html.find("-->", tag.end())
        return end + 3 if end >= 0 else -1
    if name in _UNREAD and not tag.group().startswith("</"):
        closing = re.compile(f"</{name}", re.IGNORECASE).search(html, tag.end())
        return closing.start() if closing else -1
    return html.find(">", tag.end()) + 1 or -1
