"""Full-text search over the stored articles, in a reader's plain words."""

import re

from monitor.storage.driver import Step, Values
from monitor.storage.part import Part
from monitor.storage.queries import queries
from monitor.storage.views import SearchHit

_SQL = queries("views")
_PIECE = re.compile(r'"([^"]*)"|([^\s"]+)')
_UNSEARCHABLE = re.compile("[\x00\ud800-\udfff]")


class Search(Part):
    """Finds articles by their words."""

    async def search(self, query: str, limit: int = 20) -> tuple[SearchHit, ...]:
        """Find articles that have all the words, or phrases in double quotes, best first."""
        expression = match_expression(query)
        if not expression:
            return ()
        values: Values = {"query": expression, "limit": limit}
        (rows,) = await self._database.read(Step(_SQL["search"], (values,)))
        return tuple(SearchHit(**dict(row)) for row in rows)


def match_expression(query: str) -> str:
    """Write a reader's words as an FTS5 expression that cannot be malformed: each word a quoted string."""
    pieces = _PIECE.findall(_UNSEARCHABLE.sub(" ", query))
    words = ((phrase or word).strip() for phrase, word in pieces)
    return " ".join(f'"{word}"' for word in words if word)
