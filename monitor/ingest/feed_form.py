"""What the tags of an entry's children say about it, for the fast way; told once for all entries with the same tags.

Nothing here looks at what the children hold.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import Any, Final, NamedTuple

ATOM: Final = "{http://www.w3.org/2005/Atom}"
RSS1: Final = "{http://purl.org/rss/1.0/}"
_FIELDS: Final = {
    **{f"{space}{name}": name for space in ("", ATOM, RSS1) for name in ("title", "link", "author", "summary")},
    **{f"{space}description": "summary" for space in ("", RSS1)},
    **{f"{ATOM}{name}": name for name in ("content", "published", "updated")},
    "{http://purl.org/rss/1.0/modules/content/}encoded": "content",
    "guid": "guid",
    f"{ATOM}id": "guid",
    "pubDate": "published",
    "{http://purl.org/dc/elements/1.1/}date": "updated",
    "{http://purl.org/dc/elements/1.1/}creator": "author",
}
# An entry may hold other elements beside its fields, but none whose name, in whatever namespace, some parser takes for
# a field's.
_TWIN_NAMES: Final = """
    abstract author body content created creator date description encoded entry fullitem guid id info issued item
    lastbuilddate link managingeditor math modified pubdate published summary svg textinput title updated
"""
_TWINS: Final = frozenset(_TWIN_NAMES.split())
_PICTURES: Final = frozenset({"{http://search.yahoo.com/mrss/}content", "{http://search.yahoo.com/mrss}content"})
NAMES: Final = ("guid", "title", "summary", "content", "author", "published", "updated")
# What is kept about forms has a limit.
_LONGEST_TAG: Final = 200  # characters
_MOST_CHILDREN: Final = 64


class Doubt(Exception):
    """Something that two parsers may read differently."""


class Form(NamedTuple):
    """Where the entries with the same tags have what: the entries of a feed are of few forms.

    `pick` picks the fields in the order of `NAMES` out of an entry's children with a None behind them, which it gives
    for a field that the form lacks. The rest are the places of the links, and of the author, -1 for none.
    """

    pick: Callable[[Sequence[Any]], tuple[Any, ...]]
    links: tuple[int, ...]
    author: int


@lru_cache(maxsize=256)
def form_of(tags: tuple[str, ...]) -> Form:
    """Tell an entry's children apart by their tags; raises Doubt where two may be taken for the same field."""
    if len(tags) > _MOST_CHILDREN:
        raise Doubt
    names = [_FIELDS.get(tag) for tag in tags]
    if any(name is None and not is_beside(tag) for name, tag in zip(names, tags, strict=True)):
        raise Doubt
    if any(names.count(name) > 1 for name in NAMES):
        raise Doubt
    places = [names.index(name) if name in names else -1 for name in NAMES]
    links = tuple(at for at, name in enumerate(names) if name == "link")
    return Form(itemgetter(*places), links, places[NAMES.index("author")])


def is_beside(tag: str) -> bool:
    """Tell whether no parser takes an element of this tag for a field, as all do one with a field's own tag."""
    return len(tag) <= _LONGEST_TAG and (local(tag) not in _TWINS or tag in _PICTURES)


def local(tag: str) -> str:
    """Give a tag's name without its namespace, in small letters."""
    return tag.rpartition("}")[2].lower()
