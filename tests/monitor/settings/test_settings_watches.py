"""From names to watches: the catalogue, custom conflicts, and routes that wait for one."""

from collections.abc import Callable

import pytest

from monitor.domain.model.lexicon import Actor, ActorKind, Lexicon, Place, PlaceKind, Watch
from monitor.errors import SettingsError
from monitor.settings import Settings
from monitor.settings.watches import folded

LEXICON = Lexicon(
    actors=(
        Actor("kataib-hezbollah", "Kataib Hezbollah", ActorKind.MILITIA, aliases=("Hezbollah Brigades",)),
        Actor("hezbollah", "Hezbollah", ActorKind.MILITIA, native=("حزب الله",), aliases=("The Party",)),
        Actor("united-states", "United States", ActorKind.STATE, aliases=("USA", "the party")),
    ),
    places=(
        Place("iraq", "Iraq", PlaceKind.COUNTRY, aliases=("Republic of Iraq",)),
        Place("erbil", "Erbil", PlaceKind.CITY, aliases=("Hawler",)),
    ),
    catalogue=(
        Watch("iraq-us", "Iraq", (("kataib-hezbollah",), ("united-states",)), ("iraq",)),
        Watch("sudan", "Sudan", (("hezbollah",), ("united-states",))),
    ),
)

Load = Callable[..., Settings]


def mistakes_of(settings: Settings) -> tuple[str, ...]:
    with pytest.raises(SettingsError) as caught:
        settings.watches(LEXICON)
    assert all(line.startswith("config.toml: ") for line in caught.value.mistakes)
    return tuple(line.removeprefix("config.toml: ") for line in caught.value.mistakes)


def test_all_follows_the_whole_catalogue(load: Load) -> None:
    assert load("").watches(LEXICON) == LEXICON.catalogue


def test_follow_takes_the_named_ones_once_in_order(load: Load) -> None:
    settings = load('[watches]\nfollow = ["sudan", "iraq-us", "sudan"]\n')
    assert [watch.id for watch in settings.watches(LEXICON)] == ["sudan", "iraq-us"]


def test_a_custom_conflict_takes_ids_names_and_aliases_in_any_spelling(load: Load) -> None:
    settings = load(
        """
        [watches]
        follow = []
        [[watches.custom]]
        id = "own"
        sides = [["Kata\u2019ib Hezbollah", "حزب الله"], ["usa"]]
        places = ["republic of  iraq", "Hawlêr"]
        """
    )
    assert settings.watches(LEXICON) == (
        Watch("own", "own", (("kataib-hezbollah", "hezbollah"), ("united-states",)), ("iraq", "erbil")),
    )


def test_every_unknown_name_is_told_with_the_nearest_one(load: Load) -> None:
    settings = load(
        """
        [watches]
        follow = ["iraq_us", "nowhere-at-all"]
        [[watches.custom]]
        id = "sudan"
        sides = [["Kataib Hizbollah", "the party"], ["united-states", "USA"]]
        places = ["Irak"]
        [[routes]]
        watch = ["sudan", "iraq"]
        """
    )
    assert mistakes_of(settings) == (
        'watches.follow: the catalogue has no "iraq_us"; did you mean iraq-us?',
        'watches.follow: the catalogue has no "nowhere-at-all"; allowed: iraq-us, sudan',
        'watches.custom "sudan", id: the catalogue has this id already; choose another, or follow it by its id',
        (
            'watches.custom "sudan", sides: no actor of the lexicon is called "Kataib Hizbollah"; did you mean '
            "kataib hezbollah?"
        ),
        'watches.custom "sudan", sides: "the party" may be hezbollah or united-states; write the id',
        'watches.custom "sudan", sides: united-states is named twice; keep it once',
        'watches.custom "sudan", places: no place of the lexicon is called "Irak"; did you mean iraq?',
        'routes #1, watch: nothing followed has the id "iraq"; allowed: sources, sudan',
    )


def test_a_route_for_a_followed_watch_is_right(load: Load) -> None:
    assert len(load('[[routes]]\nwatch = "sudan"\n').watches(LEXICON)) == 2


def test_a_route_may_wait_for_changes_of_coverage_but_no_conflict_may_bear_their_id(load: Load) -> None:
    assert len(load('[[routes]]\nwatch = "sources"\nkinds = "coverage"\n').watches(LEXICON)) == 2
    own = '[[watches.custom]]\nid = "sources"\nsides = [["Kataib Hezbollah"], ["united-states"]]\n'
    told = 'watches.custom "sources", id: changes of coverage are told under this id; choose another'
    assert mistakes_of(load(own)) == (told,)


@pytest.mark.parametrize("name", ["Kata'ib", "kataib", "KATA\u02bfIB", "Kat\u00e1ib"])
def test_names_fold_case_accents_and_apostrophes(name: str) -> None:
    assert folded(name) == "kataib"


@pytest.mark.parametrize("name", ["al-qaida", "Al Qaida", " al\u2011Qaida ", "al_qaida"])
def test_names_fold_dashes_to_spaces(name: str) -> None:
    assert folded(name) == "al qaida"
