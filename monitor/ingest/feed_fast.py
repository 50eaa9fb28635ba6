"""The fast way: the standard library's expat, for documents of a plain form that every parser reads alike.

Every doubt sends the document to the parser of record: another root or version, markup that is not well-formed, a
field twice in an entry or with elements inside, a twin of a field (media:title, dc:description), several links, a guid
that is a relative link, a date that only a guess can read. So do texts that feedparser mends: those that were encoded
twice, and those with C1 characters, which it reads as Windows ones. What passes was found to be read alike, field by
field, in all of feedparser's and the feed validator's own test cases.
"""

import re
from collections.abc import Sequence
from typing import Final
from urllib.parse import urljoin
from xml.etree import ElementTree as ET

from monitor.ingest.feed_dates import read_date
from monitor.ingest.feed_document import Document
from monitor.ingest.feed_entry import Dated, Entry, Feed
from monitor.ingest.feed_form import ATOM, RSS1, Doubt, Form, form_of, is_beside, local
from monitor.ingest.feed_links import is_plain_link

_ABOUT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_BASES: Final = frozenset({"{http://www.w3.org/XML/1998/namespace}base", "base"})  # links are relative to it
_PERSON: Final = frozenset({f"{ATOM}name", f"{ATOM}email", f"{ATOM}uri"})
_TYPES: Final = frozenset({"text", "html"})
_PROSE_ATTRIBUTES: Final = frozenset({"type", _LANGUAGE})
_LINK_TYPES: Final = frozenset({"html", "xhtml", "text/html", "application/xhtml+xml"})
_LINK_ATTRIBUTES: Final = frozenset({"href", "rel", "type", "title", "hreflang", "length"})
_ENTRIES: Final = frozenset({"item", "entry"})
_BREAK = re.compile(r"[\t\r\n]")
_C1 = re.compile("[\x80-\x9f]")


def read_fast(document: Document) -> Feed | None:
    """Parse a document of a plain form; None for any doubt, for the parser of record."""
    try:
        return _feed(ET.fromstring(document.text.encode("utf-8", "replace")))  # noqa: S314 - entities were refused before
    except (ET.ParseError, Doubt):
        return None


def _feed(root: ET.Element) -> Feed:
    match root.tag:
        case "rss" if root.get("version") == "2.0" and [child.tag for child in root] == ["channel"]:
            return _collected(root, root[0], "item", root[0].find("title"))
        case "{http://www.w3.org/2005/Atom}feed":
            return _collected(root, root, f"{ATOM}entry", root.find(f"{ATOM}title"))
        case "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}RDF":
            return _collected(root, root, f"{RSS1}item", root.find(f"{RSS1}channel/{RSS1}title"))
        case _:
            raise Doubt


def _collected(root: ET.Element, holder: ET.Element, name: str, title: ET.Element | None) -> Feed:
    elements = holder.findall(name)
    # An entry elsewhere, or of another spelling or namespace, is one that another parser may read.
    if not elements or any(_holds_entries(child) for child in holder if child.tag != name):
        raise Doubt
    if not _BASES.isdisjoint((*root.keys(), *holder.keys())):
        raise Doubt
    return Feed(_title(title), [_entry(element) for element in elements])


def _holds_entries(element: ET.Element) -> bool:
    """Tell whether an element is an entry, or holds one."""
    return any(local(one.tag) in _ENTRIES for one in element.iter())


def _title(element: ET.Element | None) -> str:
    if element is not None and len(element):
        raise Doubt
    return _prose(element)


def _entry(element: ET.Element) -> Entry:
    if element.keys() and element.keys() != [_ABOUT]:
        raise Doubt
    children = list(element)
    form = form_of(tuple([child.tag for child in children]))
    if any(map(len, children)):  # most hold nothing
        _look_inside(children, form)
    guid, title, summary, content, author, published, updated = form.pick([*children, None])
    told, permanent = _guid(guid)
    links = [address for at in form.links for address in _addresses(children[at])]
    return Entry(
        told or element.get(_ABOUT, ""),
        _link(links) if links else told if permanent else "",
        _prose(title),
        _prose(summary),
        _prose(content),
        _author(author),
        _dated(published) or _dated(updated),
    )


def _look_inside(children: Sequence[ET.Element], form: Form) -> None:
    """Raise Doubt where a field but the author's holds elements, or what is no field holds what could be one."""
    for at, child in enumerate(children):
        if len(child) and at != form.author and not all(is_beside(one.tag) for one in child.iter()):
            raise Doubt


def _guid(element: ET.Element | None) -> tuple[str, bool]:
    """Give the guid and whether it is a link, too; feedparser makes a relative one absolute."""
    if element is None:
        return "", False
    guid, permanent = _text(element), element.get("isPermaLink", "true") == "true"
    attributes = element.keys()
    if (attributes and attributes != ["isPermaLink"]) or (permanent and not _is_absolute(guid)):
        raise Doubt
    return guid, permanent


def _is_absolute(guid: str) -> bool:
    try:
        return is_plain_link(guid) or urljoin("https://an.example/", guid) == guid
    except ValueError:
        return False


def _addresses(link: ET.Element) -> list[str]:
    """Give the address of a link to the article, none of a link to something else."""
    attributes = link.keys()  # `attrib` makes a dictionary for each element that has none
    if not attributes:
        return [_text(link)]
    if "href" not in attributes or not _LINK_ATTRIBUTES.issuperset(attributes):
        raise Doubt
    relation, kind = link.get("rel", "alternate"), link.get("type", "html")
    if not (relation + kind).islower():
        raise Doubt
    return [link.attrib["href"].strip()] if relation == "alternate" and kind in _LINK_TYPES else []


def _link(links: list[str]) -> str:
    link, *others = links
    # feedparser takes line breaks out of links, and mends "&a;"
    if others or _BREAK.search(link) or ("&" in link and ";" in link.partition("&")[2]):
        raise Doubt
    return link


def _author(element: ET.Element | None) -> str:
    """Give an author's name, with the mail address where there is one."""
    if element is None or not len(element):
        return _prose(element)
    parts = {part.tag: part for part in element}
    if len(parts) != len(element) or not parts.keys() <= _PERSON or any(map(len, element)):
        raise Doubt
    name, mail = _prose(parts.get(f"{ATOM}name")), _prose(parts.get(f"{ATOM}email"))
    return f"{name} ({mail})" if name and mail else name or mail


def _prose(element: ET.Element | None) -> str:
    """Give a field's text, which may be markup."""
    if element is None:
        return ""
    if element.keys() and not (_PROSE_ATTRIBUTES.issuperset(element.keys()) and element.get("type", "text") in _TYPES):
        raise Doubt
    return _text(element)


def _text(element: ET.Element) -> str:
    text = (element.text or "").strip()
    if not (text.isascii() or _is_sound(text)):
        raise Doubt
    return text


def _is_sound(text: str) -> bool:
    """Tell whether a text is free of C1 characters and was not encoded twice."""
    if _C1.search(text):
        return False
    try:
        text.encode("iso-8859-1").decode("utf-8")
    except UnicodeError:
        return True
    return False


def _dated(element: ET.Element | None) -> Dated | None:
    if element is None or not (text := _text(element)):
        return None
    if (dated := read_date(text)) is None:
        raise Doubt
    return dated
