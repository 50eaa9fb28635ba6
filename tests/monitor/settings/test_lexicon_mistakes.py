"""Every mistake of a data file is told with file and key, and all of them at once."""

from collections.abc import Callable
from pathlib import Path

import pytest

from monitor.domain.model.lexicon import ActorKind, LinkKind, Person, PlaceKind
from monitor.domain.model.time import iso
from monitor.errors import SettingsError
from monitor.settings.lexicon import load_lexicon

ACTORS = """
[reds]
name = "Red Army of Nowhere"
kind = "rebel"
country = "nw"
aliases = ["Reds of Nowhere"]
native = ["Красные"]
adjectives = ["Red"]
cues = ["the Reds"]
recognised = false
links = [{ kind = "splinter_of", actor = "nowhere", since = "2019-05", until = "2020", alleged_by = "nowhere" }]
people = [{ name = "Ann Red", aliases = ["Comrade Ann"], role = "leader" }]
active = { since = "1987", until = "2016" }
kinds = [{ kind = "militia", until = "1999-05-04" }, { kind = "rebel", since = "1999-05-04" }]

[nowhere]
name = "Nowhere"
kind = "state"
mediates = true
"""
PLACES = """id,name,kind,country,parent,aliases,time_zone
nowhere,Nowhere,country,nw,,,Europe/Paris
capital,Capital City,city,nw,nowhere,Cap|Kapital,
sea,Wide Sea,area,,,,
"""
CATALOGUE = """
[nowhere-reds]
title = "Nowhere and the Reds"
sides = [["nowhere"], ["reds"]]
places = ["nowhere"]
"""
PATTERNS = """
[words]
stone = ["stone", "stones"]
"""

Write = Callable[[str, str], None]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for file, text in {
        "actors/a.toml": ACTORS,
        "places/p.csv": PLACES,
        "catalogue/c.toml": CATALOGUE,
        "patterns/w.toml": PATTERNS,
    }.items():
        (tmp_path / file).parent.mkdir()
        (tmp_path / file).write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def write(folder: Path) -> Write:
    """Add a file to a sound lexicon."""

    def add(file: str, text: str) -> None:
        (folder / file).write_text(text, encoding="utf-8")

    return add


def mistakes(folder: Path) -> tuple[str, ...]:
    with pytest.raises(SettingsError) as caught:
        load_lexicon(folder)
    return caught.value.mistakes


def test_a_sound_folder_is_read_whole(folder: Path) -> None:
    lexicon = load_lexicon(folder)
    reds = lexicon.actor["reds"]
    link = reds.links[0]
    assert (reds.name, reds.kind, reds.country) == ("Red Army of Nowhere", ActorKind.REBEL, "nw")
    assert (reds.aliases, reds.native, reds.adjectives) == (("Reds of Nowhere",), ("Красные",), ("Red",))
    assert (reds.cues, reds.recognised, reds.mediates) == (("the Reds",), False, False)
    assert reds.people == (Person("Ann Red", ("Comrade Ann",), "leader"),)
    assert (link.kind, link.actor, link.alleged_by) == (LinkKind.SPLINTER_OF, "nowhere", "nowhere")
    assert link.since is not None
    assert link.until is not None
    assert (iso(link.since), iso(link.until)) == ("2019-05-01T00:00:00Z", "2021-01-01T00:00:00Z")
    assert reds.active.since is not None
    assert reds.active.until is not None
    assert (iso(reds.active.since), iso(reds.active.until)) == ("1987-01-01T00:00:00Z", "2017-01-01T00:00:00Z")
    assert [dated.kind for dated in reds.kinds] == [ActorKind.MILITIA, ActorKind.REBEL]
    assert lexicon.actor["nowhere"].mediates
    assert (lexicon.place["capital"].kind, lexicon.place["capital"].aliases) == (PlaceKind.CITY, ("Cap", "Kapital"))
    assert lexicon.place["nowhere"].time_zone == "Europe/Paris"
    assert lexicon.catalogue[0].sides == (("nowhere",), ("reds",))
    assert lexicon.patterns == {"w": {"words": {"stone": ["stone", "stones"]}}}


def test_a_cue_may_be_shared(folder: Path, write: Write) -> None:
    write("actors/b.toml", '[blues]\nname = "Blues"\nkind = "militia"\ncues = ["the Reds"]')
    assert load_lexicon(folder).actor["blues"].cues == ("the Reds",)


def test_all_mistakes_come_at_once(folder: Path, write: Write) -> None:
    write("actors/b.toml", '[b]\nname = ""\nkind = "club"\nlinks = [{ kind = "member_of", actor = "ghost" }]')
    write("places/q.csv", "id,name,kind,country,parent,aliases,time_zone\nx,X,city,zz,ghost,,\n")
    write("catalogue/d.toml", '[d]\ntitle = "D"\nsides = [["ghost"]]')
    files = {line.split()[0] for line in mistakes(folder)}
    assert files == {"actors/b.toml", "places/q.csv", "catalogue/d.toml"}
    assert len(mistakes(folder)) == 7


ENTRY = '[b]\nname = "Blues"\nkind = "militia"\n'


@pytest.mark.parametrize(
    ("text", "mistake"),
    [
        ('[b]\nkind = "militia"', "actors/b.toml [b] name: is missing; give a text"),
        ('[b]\nname = "Blues"', "actors/b.toml [b] kind: is missing; allowed: state, state_forces, rebel, militia,"),
        ('[b]\nname = "Blues"\nkind = "club"', "actors/b.toml [b] kind: 'club' is unknown; allowed: state,"),
        ('[B_1]\nname = "Blues"\nkind = "militia"', "actors/b.toml [B_1] id: 'B_1' must be lower-case letters"),
        (ENTRY + "recognized = true", "actors/b.toml [b] recognized: is no key here; allowed: active, adjectives,"),
        (ENTRY + 'recognised = "no"', "actors/b.toml [b] recognised: must be true or false, not 'no'"),
        (ENTRY + 'aliases = "Blue"', "actors/b.toml [b] aliases: must be a list of texts, not 'Blue'"),
        (ENTRY + 'aliases = ["Blue", 7]', "actors/b.toml [b] aliases: holds something that is no text, empty, or has"),
        (ENTRY + 'aliases = ["Blue "]', "actors/b.toml [b] aliases: holds something that is no text, empty, or has"),
        (ENTRY + 'cues = ["Blue", "Blue"]', "actors/b.toml [b] cues: names something twice; keep it once"),
        (ENTRY + 'country = "NW"', "actors/b.toml [b] country: 'NW' must be two lower-case letters (ISO 3166-1)"),
        (ENTRY + 'country = "zz"', "actors/b.toml [b] country: no country has the code 'zz'; correct it or add"),
        (ENTRY + "country = 4", "actors/b.toml [b] country: must be a text, not empty and without outer spaces, not 4"),
        (ENTRY + 'links = ["reds"]', "actors/b.toml [b] links: must be a list of tables"),
        (ENTRY + 'people = [{ role = "leader" }]', "actors/b.toml [b] people[0] name: is missing; give a text"),
        (ENTRY + 'people = [{ name = "Bo", age = 4 }]', "actors/b.toml [b] people[0] age: is no key here; allowed: al"),
        (
            ENTRY + 'links = [{ kind = "member_of", actor = "ghost" }]',
            "actors/b.toml [b] links: no actor has the id 'ghost'; correct it or add the actor",
        ),
        (
            ENTRY + 'links = [{ kind = "front_of", actor = "reds", alleged_by = "ghost" }]',
            "actors/b.toml [b] links: no actor has the id 'ghost'; correct it or add the actor",
        ),
        (
            ENTRY + 'links = [{ kind = "member_of", actor = "b" }]',
            "actors/b.toml [b] links: member_of points to itself; name the other actor",
        ),
        (
            ENTRY + 'links = [{ kind = "member_of", actor = "reds", since = "soon" }]',
            "actors/b.toml [b] links[0] since: 'soon' is no date; write YYYY-MM-DD, YYYY-MM or YYYY",
        ),
        (
            ENTRY + 'links = [{ kind = "member_of", actor = "reds", since = 2020-10-10 }]',
            "actors/b.toml [b] links[0] since: must be a text, not empty and without outer spaces",
        ),
        (
            ENTRY + 'links = [{ kind = "member_of", actor = "reds", since = "2020", until = "2019" }]',
            "actors/b.toml [b] links: member_of reds ends before it starts; swap since and until",
        ),
        (
            ENTRY + "active = 1987",
            "actors/b.toml [b] active: must be a table that is not empty, not 1987",
        ),
        (
            ENTRY + "active = {}",
            "actors/b.toml [b] active: must be a table that is not empty, not {}",
        ),
        (
            ENTRY + 'active = { since = "1987", to = "1990" }',
            "actors/b.toml [b] active to: is no key here; allowed: since, until",
        ),
        (
            ENTRY + 'active = { since = "1987", until = "1986" }',
            "actors/b.toml [b] active: ends before it starts; swap since and until",
        ),
        (
            ENTRY + 'active = { until = "in 1986" }',
            "actors/b.toml [b] active until: 'in 1986' is no date; write YYYY-MM-DD, YYYY-MM or YYYY",
        ),
        (
            ENTRY + 'kinds = [{ kind = "militia", since = "1987" }]',
            "actors/b.toml [b] kinds: tells of no change; name two kinds at least, or drop it",
        ),
        (
            ENTRY + 'kinds = [{ kind = "rebel", until = "1987" }, { kind = "state", since = "1988" }]',
            "actors/b.toml [b] kinds: ends with 'state', but kind is 'militia'; make them the same",
        ),
        (
            ENTRY
            + 'kinds = [{ kind = "rebel", since = "1988", until = "1987" }, { kind = "militia", since = "1988" }]',
            "actors/b.toml [b] kinds: rebel ends before it starts; swap since and until",
        ),
        (
            ENTRY + 'kinds = [{ kind = "rebel", until = "1987-03-02" }, { kind = "militia", since = "1987-03-01" }]',
            "actors/b.toml [b] kinds: rebel and militia overlap; end one where the next starts",
        ),
        (
            ENTRY + 'kinds = [{ kind = "rebel" }, { kind = "militia", since = "1987" }]',
            "actors/b.toml [b] kinds: rebel and militia overlap; end one where the next starts",
        ),
        (
            ENTRY + 'kinds = [{ kind = "rebel", until = "1987" }, { kind = "militia" }]',
            "actors/b.toml [b] kinds: rebel and militia overlap; end one where the next starts",
        ),
        (
            ENTRY + 'kinds = [{ kind = "rebel", until = "1987", to = "1" }, { kind = "militia", since = "1988" }]',
            "actors/b.toml [b] kinds[0] to: is no key here; allowed: kind, since, until",
        ),
        (
            '[reds]\nname = "Other"\nkind = "militia"',
            "actors/b.toml [reds] id: 'reds' is already defined at actors/a.toml [reds]; rename or merge one of them",
        ),
        (
            ENTRY + 'aliases = ["reds of-nowhére"]',
            "actors/b.toml [b] aliases: 'reds of-nowhére' also names reds (actors/a.toml [reds]); make it",
        ),
        (
            ENTRY + 'people = [{ name = "Ann Red" }]',
            "actors/b.toml [b] aliases: 'Ann Red' also names reds (actors/a.toml [reds]); make it",
        ),
        ('name = "Blues"', "actors/b.toml [name]: a key outside of any table; put it under the [id] it belongs to"),
        ("[b", "actors/b.toml: no valid TOML ("),
    ],
)
def test_a_mistake_in_an_actor_is_told(folder: Path, write: Write, text: str, mistake: str) -> None:
    write("actors/b.toml", text)
    told = mistakes(folder)
    assert len(told) == 1
    assert told[0].startswith(mistake)


HEADER = "id,name,kind,country,parent,aliases,time_zone\n"


@pytest.mark.parametrize(
    ("text", "mistake"),
    [
        (HEADER + "x,,city,nw,nowhere,,", "places/q.csv line 2 name: is missing; give a text"),
        (HEADER + "x,X,town,nw,nowhere,,", "places/q.csv line 2 kind: 'town' is unknown; allowed: country, region,"),
        (HEADER + "x,X,city,nw,nowhere,A||B,", "places/q.csv line 2 aliases: holds something that is no text, empty"),
        (HEADER + "x,X,city,nw,nowhere,,,,", "places/q.csv line 2: has not as many cells as the header"),
        (HEADER + "x,X,city", "places/q.csv line 2: has not as many cells as the header"),
        ("id,name,kind,size\nx,X,area,7", "places/q.csv line 2 size: is no key here; allowed: aliases, country, id,"),
        (HEADER + 'x,"X"Y,city,nw,nowhere,,', "places/q.csv line 1: no readable CSV ("),
        (HEADER + "x,X,city,nw,ghost,,", "places/q.csv line 2 parent: no place has the id 'ghost'; correct it or add"),
        (HEADER + "x,X,city,nw,,,", "places/q.csv line 2 parent: the parents of 'x' do not lead to the country 'nw'"),
        (HEADER + "x,X,area,,x,,", "places/q.csv line 2 parent: the parents of 'x' go in a circle; cut it"),
        (HEADER + "capital,X,area,,,,", "places/q.csv line 2 id: 'capital' is already defined at places/p.csv line 3;"),
        (
            HEADER + "x,X,area,,,KAPITAL,",
            "places/q.csv line 2 aliases: 'KAPITAL' also names capital (places/p.csv line 3); keep it for the better",
        ),
    ],
)
def test_a_mistake_in_a_place_is_told(folder: Path, write: Write, text: str, mistake: str) -> None:
    write("places/q.csv", text)
    told = mistakes(folder)
    assert len(told) == 1
    assert told[0].startswith(mistake)


def test_parents_in_a_circle_are_told_for_each_place(folder: Path, write: Write) -> None:
    write("places/q.csv", HEADER + "x,X,area,,y,,\ny,Y,area,,x,,\n")
    assert mistakes(folder) == (
        "places/q.csv line 2 parent: the parents of 'x' go in a circle; cut it",
        "places/q.csv line 3 parent: the parents of 'y' go in a circle; cut it",
    )


@pytest.mark.parametrize(
    ("text", "mistake"),
    [
        ('[d]\nsides = [["nowhere"], ["reds"]]', "catalogue/d.toml [d] title: is missing; give a text"),
        ('[d]\ntitle = "D"', "catalogue/d.toml [d] sides: must be a list of lists of ids"),
        (
            '[sources]\ntitle = "D"\nsides = [["reds"], ["nowhere"]]',
            "catalogue/d.toml [sources] id: 'sources' is kept for changes of coverage; choose another",
        ),
        ('[d]\ntitle = "D"\nsides = [["reds"]]', "catalogue/d.toml [d] sides: a conflict has at least two sides"),
        ('[d]\ntitle = "D"\nsides = [["reds"], []]', "catalogue/d.toml [d] sides: a side is empty; name at least one"),
        (
            '[d]\ntitle = "D"\nsides = [["reds"], ["nowhere", "reds"]]',
            "catalogue/d.toml [d] sides: 'reds' stands on two sides or twice on one; keep it once",
        ),
        (
            '[d]\ntitle = "D"\nsides = [["reds"], ["ghost"]]',
            "catalogue/d.toml [d] sides: no actor has the id 'ghost'; correct it or add the actor",
        ),
        (
            '[d]\ntitle = "D"\nsides = [["reds"], ["nowhere"]]\nplaces = ["ghost"]',
            "catalogue/d.toml [d] places: no place has the id 'ghost'; correct it or add the place",
        ),
        (
            '[nowhere-reds]\ntitle = "D"\nsides = [["reds"], ["nowhere"]]',
            "catalogue/d.toml [nowhere-reds] id: 'nowhere-reds' is already defined at catalogue/c.toml [nowhere-reds];",
        ),
    ],
)
def test_a_mistake_in_a_conflict_is_told(folder: Path, write: Write, text: str, mistake: str) -> None:
    write("catalogue/d.toml", text)
    assert any(line.startswith(mistake) for line in mistakes(folder))


def test_a_mistake_in_a_pattern_is_told_by_the_classifiers_own_check(folder: Path, write: Write) -> None:
    write("patterns/x.toml", "[nonsense]\n")
    assert [line for line in mistakes(folder) if line.startswith("patterns/x.toml")]


def test_a_missing_part_is_told(folder: Path) -> None:
    (folder / "catalogue/c.toml").unlink()
    (folder / "patterns/w.toml").unlink()
    (folder / "patterns").rmdir()
    assert mistakes(folder) == (
        "catalogue: holds no .toml file; install the package again",
        "patterns: holds no .toml file; install the package again",
    )


def test_a_file_that_is_no_utf8_is_told(folder: Path) -> None:
    (folder / "actors/b.toml").write_bytes(b'[b]\nname = "\xff"')
    assert mistakes(folder)[0].startswith("actors/b.toml: cannot be read as UTF-8 text (")


def test_other_files_are_left_alone(folder: Path, write: Write) -> None:
    write("actors/notes.txt", "not a lexicon file")
    assert len(load_lexicon(folder).actors) == 2
