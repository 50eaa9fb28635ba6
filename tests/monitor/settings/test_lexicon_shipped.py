"""The shipped data: it loads, it knows the seed story's people and places, and its conflicts do not overlap."""

import importlib.resources
import io
import zipfile
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import combinations, product
from zoneinfo import ZoneInfo

import pytest

from monitor.domain.model.lexicon import ALWAYS, ARMED_NON_STATE, Actor, ActorKind, Lexicon, LinkKind, PlaceKind, Watch
from monitor.domain.model.time import iso, to_millis
from monitor.settings.lexicon import load_lexicon


def test_it_holds_the_conflicts_of_today(lexicon: Lexicon) -> None:
    kinds = Counter(actor.kind for actor in lexicon.actors)
    assert len(lexicon.actors) >= 450
    assert kinds[ActorKind.STATE] >= 130
    assert kinds[ActorKind.REBEL] + kinds[ActorKind.MILITIA] + kinds[ActorKind.UMBRELLA] >= 170
    assert len(lexicon.places) >= 3000
    assert len(lexicon.catalogue) >= 120
    assert {"truce", "words"} <= lexicon.patterns.keys()


def test_it_ties_the_seed_storys_factions(lexicon: Lexicon) -> None:
    brigades = lexicon.actor["kataib-hezbollah"]
    commission = "iraqi-resistance-coordination-commission"
    membership = next(link for link in brigades.links if link.actor == commission)
    assert membership.kind is LinkKind.MEMBER_OF
    assert membership.since is not None
    assert iso(membership.since) == "2020-10-10T00:00:00Z"
    assert any(person.name == "Mohammed Mohi" and person.role == "spokesman" for person in brigades.people)
    assert not lexicon.actor[commission].recognised
    front = next(link for link in lexicon.actor["ashab-al-kahf"].links if link.kind is LinkKind.FRONT_OF)
    assert (front.actor, front.alleged_by) == ("kataib-hezbollah", "united-states")
    assert lexicon.within("green-zone") == ("green-zone", "baghdad", "baghdad-governorate", "iraq")


@pytest.mark.parametrize(
    "conflict", ["iraq-us", "israel-hamas", "sudan", "yemen", "armenia-azerbaijan", "russia-ukraine"]
)
def test_the_catalogue_has_the_great_conflicts(lexicon: Lexicon, conflict: str) -> None:
    assert conflict in {watch.id for watch in lexicon.catalogue}


@pytest.mark.parametrize(
    "conflict",
    ["bosnia", "croatia-serbs", "el-salvador-fmln", "liberia-1989", "rwanda", "drc-1998", "sudan-south", "cambodia"],
)
def test_the_catalogue_has_the_earlier_conflicts(lexicon: Lexicon, conflict: str) -> None:
    assert conflict in {watch.id for watch in lexicon.catalogue}


@pytest.mark.parametrize(
    ("actor", "short"),
    [
        ("eta", "ETA"),
        ("contras", "Contras"),
        ("amal-movement", "Amal"),
        ("mlc", "MLC"),
        ("rcd", "RCD"),
        ("south-lebanon-army", "SLA"),
        ("islamic-salvation-army", "AIS"),
        ("gia", "GIA"),
        ("kdp-iraq", "KDP"),
        ("puk-iraq", "PUK"),
        ("ruf", "RUF"),
        ("model-liberia", "MODEL"),
        ("epl-pelusos", "EPL"),
    ],
)
def test_a_short_name_of_earlier_years_needs_support(lexicon: Lexicon, actor: str, short: str) -> None:
    """It means something else in the news of today."""
    named = {other.id for other in lexicon.actors if short in (other.name, *other.aliases)}
    assert short in lexicon.actor[actor].cues
    assert not named


def test_two_conflicts_never_set_the_same_actors_against_each_other(lexicon: Lexicon) -> None:
    """Otherwise one truce would stand as two arrangements, and be announced twice."""
    pairs = Counter(pair for watch in lexicon.catalogue for pair in _opponents(watch))
    assert [pair for pair, count in pairs.items() if count > 1] == []


def _opponents(watch: Watch) -> Iterator[tuple[str, str]]:
    for ours, theirs in combinations(watch.sides, 2):
        yield from ((min(pair), max(pair)) for pair in product(ours, theirs))


def test_every_conflict_names_a_place(lexicon: Lexicon) -> None:
    assert [watch.id for watch in lexicon.catalogue if not watch.places] == []


def test_forces_belong_to_their_state(lexicon: Lexicon) -> None:
    loose = [actor.id for actor in lexicon.actors if actor.kind is ActorKind.STATE_FORCES and not _owner(actor)]
    assert loose == ["gaddafi-forces"]


def _owner(actor: Actor) -> str | None:
    return next((link.actor for link in actor.links if link.kind is LinkKind.PART_OF), None)


def test_every_group_and_coalition_has_its_years(lexicon: Lexicon) -> None:
    led = ARMED_NON_STATE | {ActorKind.COALITION}
    assert [actor.id for actor in lexicon.actors if actor.kind in led and actor.active == ALWAYS] == [
        "bedouin-tribes-syria",
    ]


@pytest.mark.parametrize(
    ("actor", "day", "kind"),
    [
        ("taliban", (2020, 2, 29), ActorKind.REBEL),
        ("taliban", (2021, 8, 15), ActorKind.STATE),
        ("hayat-tahrir-al-sham", (2024, 12, 7), ActorKind.REBEL),
        ("hayat-tahrir-al-sham", (2024, 12, 8), ActorKind.STATE),
        ("rapid-support-forces", (2019, 6, 3), ActorKind.STATE_FORCES),
        ("rapid-support-forces", (2023, 4, 15), ActorKind.MILITIA),
        ("tplf", (2018, 1, 1), ActorKind.ORGANISATION),
        ("tplf", (2020, 11, 4), ActorKind.REBEL),
        ("farc", (2016, 8, 29), ActorKind.REBEL),
        ("farc", (2018, 1, 1), ActorKind.ORGANISATION),
    ],
)
def test_an_actor_changes_its_kind_on_the_day(
    lexicon: Lexicon, actor: str, day: tuple[int, int, int], kind: ActorKind
) -> None:
    assert lexicon.actor[actor].kind_at(to_millis(datetime(*day, tzinfo=UTC))) is kind


def test_years_know_who_is_gone(lexicon: Lexicon) -> None:
    now = to_millis(datetime(2025, 6, 1, tzinfo=UTC))
    assert lexicon.actor["m23"].active_at(now)
    assert not lexicon.actor["ltte"].active_at(now)


def test_most_actors_have_links_people_and_native_names(lexicon: Lexicon) -> None:
    assert sum(bool(actor.links) for actor in lexicon.actors) >= 190
    assert sum(bool(actor.people) for actor in lexicon.actors) >= 330
    assert sum(bool(actor.native) for actor in lexicon.actors) >= 300


def test_no_actor_has_the_same_link_twice_at_a_time(lexicon: Lexicon) -> None:
    ties = Counter((actor.id, link.kind, link.actor, link.since) for actor in lexicon.actors for link in actor.links)
    undated = {(actor, kind, other) for actor, kind, other, since in ties if since is None}
    assert [tie for tie, count in ties.items() if count > 1 or (tie[3] and tie[:3] in undated)] == []


def test_every_country_has_a_time_zone_that_exists(lexicon: Lexicon) -> None:
    countries = [place for place in lexicon.places if place.kind is PlaceKind.COUNTRY]
    assert [place.id for place in countries if place.time_zone is None] == []
    for place in lexicon.places:
        if place.time_zone is not None:
            assert ZoneInfo(place.time_zone).key == place.time_zone


def test_it_has_the_countries_of_the_world_and_the_way_to_them(lexicon: Lexicon) -> None:
    assert sum(place.kind is PlaceKind.COUNTRY for place in lexicon.places) >= 230
    assert lexicon.within("sudzha") == ("sudzha", "kursk-oblast", "russia")
    assert lexicon.within("rubaya") == ("rubaya", "north-kivu", "dr-congo")


def test_it_loads_the_same_from_a_zip_archive(lexicon: Lexicon) -> None:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as packed:
        shipped = importlib.resources.files("monitor").joinpath("lexicon")
        for part in shipped.iterdir():
            for file in part.iterdir() if part.is_dir() else ():
                packed.writestr(f"lexicon/{part.name}/{file.name}", file.read_bytes())
    with zipfile.ZipFile(archive) as packed:
        assert load_lexicon(zipfile.Path(packed, "lexicon/")) == lexicon
