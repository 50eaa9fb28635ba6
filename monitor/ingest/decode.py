"""From bytes to text: one rule for feeds and pages, and a closed list of encodings.

Encodings in which ASCII bytes can mean something else (UTF-7, HZ, unicode_escape) are not on the list, so nothing can
be hidden from a look at the decoded text.
"""

import codecs
import re

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_BARE = ((b"<\0\0\0", "utf-32-le"), (b"\0\0\0<", "utf-32-be"), (b"<\0", "utf-16-le"), (b"\0<", "utf-16-be"))
_LABELS = """
    iso8859-2 iso8859-3 iso8859-4 iso8859-5 iso8859-6 iso8859-7 iso8859-8 iso8859-9 iso8859-10 iso8859-13 iso8859-14
    iso8859-15 iso8859-16 koi8-r koi8-u mac-cyrillic mac-roman tis-620 cp866 cp874 cp1250 cp1251 cp1252 cp1253 cp1254
    cp1255 cp1256 cp1257 cp1258 gbk gb18030 big5 big5hkscs euc-jp shift_jis cp932 euc-kr cp949
"""
_KNOWN = frozenset(codecs.lookup(label).name for label in _LABELS.split())
_WIDER = {"iso8859-1": "cp1252", "ascii": "cp1252", "gb2312": "gb18030"}  # what the label means on the web
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)
_FALLBACK = "cp1252"


def decode(body: bytes, content_type: str, declared: str = "") -> str:
    """Decode by byte order mark, else as UTF-8 where that fits, else as declared, as served, as Windows-1252.

    `declared` is the document's own word for its encoding. Bytes that fit nothing become U+FFFD; never raises.
    """
    for mark, name in _BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(name, "replace")
    for start, name in _BARE:
        if body.startswith(start):
            return body.decode(name, "replace")
    text = _strictly(body, "utf-8")
    return _as_labelled(body, content_type, declared) if text is None else text


def _as_labelled(body: bytes, content_type: str, declared: str) -> str:
    served = _CHARSET.search(content_type[:500])
    for label in (declared, served[1] if served else ""):
        text = _strictly(body, _usable(label))
        if text is not None:
            return text
    return body.decode(_usable(declared) or _FALLBACK, "replace")


def _usable(label: str) -> str:
    """Give the codec for a label from the closed list, "" for any other."""
    try:
        name = codecs.lookup(label).name if label.isascii() and label else ""
    except LookupError:
        return ""
    name = _WIDER.get(name, name)
    return name if name in _KNOWN else ""


def _strictly(body: bytes, name: str) -> str | None:
    if not name:
        return None
    try:
        return body.decode(name)
    except UnicodeDecodeError:
        return None
