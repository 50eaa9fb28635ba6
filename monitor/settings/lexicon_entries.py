"""The closed schema of actors, places and conflicts: which keys an entry has and what each becomes.

What must hold between entries is checked in `lexicon_checks`.
"""

from monitor.domain.model.lexicon import (
    ALWAYS,
    Actor,
    ActorKind,
    DatedKind,
    Link,
    LinkKind,
    Person,
    Place,
    PlaceKind,
    Watch,
    Years,
)
from monitor.settings.lexicon_table import Table


def read_actor(name: str, table: Table) -> Actor:
    """Read one actor; the table's name is its id."""
    actor = Actor(
        id=table.identifier(name),
        name=table.text("name"),
        kind=table.choice("kind", ActorKind),
        country=table.country("country"),
        aliases=table.texts("aliases"),
        native=table.texts("native"),
        adjectives=table.texts("adjectives"),
        cues=table.texts("cues"),
        links=tuple(_link(link) for link in table.tables("links")),
        people=tuple(_person(person) for person in table.tables("people")),
        recognised=table.flag("recognised", default=True),
        mediates=table.flag("mediates", default=False),
        official=table.flag("official", default=False),
        active=_years(table.table("active")),
        kinds=tuple(_dated_kind(kind) for kind in table.tables("kinds")),
        landmark=table.since("landmark"),
    )
    table.done()
    return actor


def _years(table: Table | None) -> Years:
    if table is None:
        return ALWAYS
    years = Years(table.since("since"), table.until("until"))
    table.done()
    return years


def _dated_kind(table: Table) -> DatedKind:
    dated = DatedKind(table.choice("kind", ActorKind), table.since("since"), table.until("until"))
    table.done()
    return dated


def _link(table: Table) -> Link:
    link = Link(
        kind=table.choice("kind", LinkKind),
        actor=table.text("actor"),
        since=table.since("since"),
        until=table.until("until"),
        alleged_by=table.optional("alleged_by"),
    )
    table.done()
    return link


def _person(table: Table) -> Person:
    person = Person(name=table.text("name"), aliases=table.texts("aliases"), role=table.optional("role") or "")
    table.done()
    return person


def read_place(row: Table) -> Place:
    """Read one place from a row of cells."""
    place = Place(
        id=row.identifier(row.text("id")),
        name=row.text("name"),
        kind=row.choice("kind", PlaceKind),
        country=row.country("country"),
        parent=row.optional("parent"),
        aliases=row.parts("aliases"),
        time_zone=row.optional("time_zone"),
    )
    row.done()
    return place


def read_watch(name: str, table: Table) -> Watch:
    """Read one conflict; the table's name is its id."""
    watch = Watch(
        id=table.identifier(name),
        title=table.text("title"),
        sides=table.groups("sides"),
        places=table.texts("places"),
        open_war=_years(war) if (war := table.table("open_war")) else None,
        insurgency=table.flag("insurgency", default=False),
    )
    table.done()
    return watch
