"""Which watches a report is routed to."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.monitor.domain.conditions.conftest import Scene


from monitor.domain.conditions import Router
from monitor.domain.model.lexicon import Actor, ActorKind, DatedKind, Lexicon, Watch, Years
from monitor.domain.model.report import Act, FiledReport, PloverEvent, Speaker


def route(scene: Scene, filed: FiledReport, *more: Watch) -> tuple[str, ...]:
    return Router((*scene.lexicon.catalogue, *more), scene.lexicon).route(filed.report, filed.reported_at)


def test_two_sides(scene: Scene) -> None:
    assert route(scene, scene.say(Act.ANNOUNCES, "hawks", "state", at="03-01")) == ("war",)
    assert route(scene, scene.say(Act.ANNOUNCES, "north", at="03-01", to=["south"])) == ("border",)
    assert route(scene, scene.say(Act.ANNOUNCES, "hawks", at="03-01", covered=("state",))) == ("war",)


def test_links_upward_and_umbrellas_downward(scene: Scene) -> None:
    assert route(scene, scene.act("cave", at="03-01", on=["brigade"], places=[])) == ("war",)
    assert route(scene, scene.say(Act.ANNOUNCES, "council", "army", at="03-01")) == ("war",)


def test_one_side_in_the_place(scene: Scene) -> None:
    assert route(scene, scene.act("hawks", at="03-01", places=["alba-zone"])) == ("war",)
    assert route(scene, scene.act(at="03-01", on=["coalition"], places=["coral"])) == ("war",)
    assert route(scene, scene.act("hawks", at="03-01", places=["abroad"])) == ()
    assert route(scene, scene.act(at="03-01", places=["coral"])) == ()


def test_a_stranger_beside_one_side_is_another_story(scene: Scene) -> None:
    assert route(scene, scene.say(Act.ANNOUNCES, "state", "neighbour", at="03-01", places=("alba",))) == ()
    assert route(scene, scene.say(Act.ANNOUNCES, "state", "broker", at="03-01", places=("alba",))) == ("war",)
    assert route(scene, scene.act("nobody-known", at="03-01", on=["state"])) == ()


def test_an_actor_of_one_watch_alone_needs_no_place_for_a_statement(scene: Scene) -> None:
    ended = scene.say(Act.ENDS, "kites", at="03-01", own=True)
    assert route(scene, ended) == ("war",)
    assert route(scene, ended, Watch("other", "Other", (("kites",), ("east",)))) == ()
    assert route(scene, scene.act("kites", at="03-01", places=[])) == ()
    assert route(scene, scene.act("kites", at="03-01", places=[], event=PloverEvent.THREATEN)) == ("war",)
    assert route(scene, scene.say(Act.ENDS, "kites", at="03-01", places=("abroad",))) == ()


def test_speakers_count_where_they_speak_as_parties(scene: Scene) -> None:
    assert route(scene, scene.say(Act.ENDS, at="03-01", own="kites")) == ("war",)
    assert route(scene, scene.say(Act.ENDS, at="03-01", speaker_actor="kites", speaker=Speaker.OFFICIAL)) == ()


def test_an_outsiders_appeal_goes_nowhere(scene: Scene) -> None:
    assert route(scene, scene.say(Act.APPEAL, "north", "south", at="03-01")) == ()


def test_claims_count_and_denials_do_not(scene: Scene) -> None:
    assert route(scene, scene.act(at="03-01", on=["state"], places=[], claimed=["kites"])) == ("war",)
    assert route(scene, scene.act(at="03-01", on=["state"], places=[], denied=["kites"])) == ()


def test_generic_names_stand_for_the_only_armed_side(scene: Scene) -> None:
    assert route(scene, scene.act("gunmen", at="03-01", on=["state"], places=[])) == ("war",)
    assert route(scene, scene.act("gunmen", at="03-01", on=["north"], places=[])) == ()
    assert route(scene, scene.act("militias", at="03-01", on=["north"], places=[])) == ()


def test_of_a_generic_names_conflicts_the_one_of_the_place_counts_else_the_first(scene: Scene) -> None:
    other = Watch("other", "Other", (("state",), ("kites",)), places=("abroad",))
    assert route(scene, scene.say(Act.HOLDS, "state", "gunmen", at="03-01"), other) == ("war",)
    assert route(scene, scene.say(Act.HOLDS, "state", "gunmen", at="03-01", places=("abroad",)), other) == ("other",)
    assert route(scene, scene.say(Act.HOLDS, "state", "kites", at="03-01", places=("abroad",)), other) == (
        "war",
        "other",
    )


def test_who_speaks_counts_only_where_the_sides_do_not_tell_the_conflict(scene: Scene) -> None:
    elsewhere = Watch("elsewhere", "Elsewhere", (("east",), ("kites",)))
    told = scene.say(Act.ANNOUNCES, "state", "gunmen", at="03-01", speaker_actor="east", speaker=Speaker.PARTY)
    assert route(scene, told, elsewhere) == ("war",)


def test_a_group_alone_is_in_the_war_with_its_own_state_where_that_is_its_first(scene: Scene) -> None:
    at_home = {"hawks", "state"}
    actors = tuple(replace(one, country="xx") if one.id in at_home else one for one in scene.lexicon.actors)
    lexicon = Lexicon(actors, scene.lexicon.places, scene.lexicon.catalogue)
    other = Watch("other", "Other", (("hawks",), ("east",)))
    alone = scene.say(Act.ANNOUNCES, "hawks", at="03-01")
    assert Router((*lexicon.catalogue, other), lexicon).route(alone.report, alone.reported_at) == ("war",)
    assert Router((other, *lexicon.catalogue), lexicon).route(alone.report, alone.reported_at) == ()
    assert Router((*scene.lexicon.catalogue, other), scene.lexicon).route(alone.report, alone.reported_at) == ()


def test_groups_that_end_their_truce_together_are_in_the_wars_of_each_with_their_common_adversary(scene: Scene) -> None:
    other = Watch("other", "Other", (("offshoot",), ("state",)))
    far = Watch("far", "Far", (("offshoot",), ("east",)))
    assert route(scene, scene.say(Act.ENDS, "hawks", "offshoot", at="03-01"), other, far) == ("war", "other")
    assert route(scene, scene.say(Act.ENDS, "hawks", "offshoot", at="03-01"), far) == ()
    assert route(scene, scene.say(Act.ENDS, "hawks", "east", at="03-01"), other, far) == ()
    assert route(scene, scene.say(Act.ANNOUNCES, "hawks", "offshoot", at="03-01"), other) == (), "with each other"


def test_a_conflict_of_which_a_side_was_not_active_then_sleeps(scene: Scene) -> None:
    long_ago = Years(until=0)
    actors = tuple(replace(one, active=long_ago) if one.id == "south" else one for one in scene.lexicon.actors)
    router = Router(scene.lexicon.catalogue, Lexicon(actors, scene.lexicon.places, scene.lexicon.catalogue))
    told = scene.say(Act.ANNOUNCES, "north", at="03-01", to=["south"])
    assert router.route(told.report, told.reported_at) == ()
    assert router.route(told.report, 0) == route(scene, told) == ("border",)


def test_of_two_groups_on_one_side_of_a_truce_none_is_the_others_adversary(scene: Scene) -> None:
    rivals = Watch("rivals", "Rivals", (("hawks",), ("kites",)))
    told = scene.say(Act.ANNOUNCES, "state", at="03-01", to=["hawks", "kites"])
    assert route(scene, told, rivals) == ("war",)


def test_the_conflict_whose_place_is_nearest_is_meant_by_a_general_name(scene: Scene) -> None:
    near = Watch("near", "Near", (("state",), ("hawks",)), places=("alba",))
    assert route(scene, scene.act("gunmen", at="03-01", places=["alba-zone"]), near) == ("near",)
    assert route(scene, scene.act("gunmen", at="03-01", places=["coral"]), near) == ("war",)
    threat = scene.act("militias", at="03-01", places=[], event=PloverEvent.THREATEN)
    assert route(scene, threat) == ("war",)


def test_of_conflicts_as_near_that_of_the_state_of_the_place_is_meant_by_a_general_name(scene: Scene) -> None:
    actors = tuple(replace(one, country="xx") if one.id == "state" else one for one in scene.lexicon.actors)
    places = tuple(replace(one, country="xx") for one in scene.lexicon.places)
    strange = Watch("strange", "Strange", (("east",), ("hawks",)), places=("land",))
    lexicon = Lexicon(actors, places, (strange, *scene.lexicon.catalogue))
    told = scene.act("gunmen", at="03-01")
    assert Router(lexicon.catalogue, lexicon).route(told.report, told.reported_at) == ("war",)
    assert Router((strange,), lexicon).route(told.report, told.reported_at) == ("strange",)


def test_a_watch_without_places_has_no_place(scene: Scene) -> None:
    nowhere = Watch("nowhere", "Nowhere", (("hawks",), ("east",)))
    assert route(scene, scene.act("hawks", at="03-01", places=["coral"]), nowhere) == ("war",)


def test_members_on_two_sides_put_an_umbrella_on_none(scene: Scene) -> None:
    split = Watch("split", "Split", (("hawks",), ("kites",)))
    assert route(scene, scene.say(Act.ENDS, "council", at="03-01"), split) == ("war",)
    one_sided = Watch("one", "One", (("hawks",),))
    assert route(scene, scene.act("gunmen", at="03-01"), one_sided) == ("war",)


def test_an_unlisted_umbrella_stands_where_its_members_do(scene: Scene) -> None:
    watch = Watch("w", "W", (("guests",), ("east",)))
    router = Router((watch,), scene.lexicon)
    filed = scene.say(Act.ANNOUNCES, "front", "east", at="03-01", places=("coral",))
    assert router.route(filed.report, filed.reported_at) == router.route(filed.report, filed.reported_at) == ("w",)


def test_a_statement_that_names_nobody_goes_to_its_place(scene: Scene) -> None:
    assert route(scene, scene.say(Act.HOLDS, at="03-01", places=("alba",))) == ("war",)
    assert route(scene, scene.say(Act.PROPOSES, at="03-01", places=("alba",))) == ()
    assert route(scene, scene.say(Act.HOLDS, at="03-01")) == ()


def test_one_side_goes_to_the_first_conflict_and_its_likes(scene: Scene) -> None:
    like = Watch("like", "Like", (("hawks",), ("coalition",)), ("land",))
    other = Watch("other", "Other", (("hawks",), ("east",)), ("land",))
    assert route(scene, scene.act("hawks", at="03-01"), like, other) == ("war", "like")
    assert route(scene, scene.act(at="03-01", on=["hawks"]), like, other) == ("war", "like", "other")


def test_two_sides_somewhere_make_one_side_elsewhere_nothing(scene: Scene) -> None:
    other = Watch("other", "Other", (("hawks",), ("east",)), ("land",))
    assert route(scene, scene.act("hawks", at="03-01", on=["state"]), other) == ("war",)


def test_rebels_stand_with_those_who_lead_a_side_that_a_foreign_state_or_todays_government_is_on(scene: Scene) -> None:
    once_rebels = (DatedKind(ActorKind.MILITIA, until=0), DatedKind(ActorKind.STATE, since=0))
    people = {one.id: one for one in scene.lexicon.actors}
    actors = {
        "state": replace(people["state"], country="xx"),
        "hawks": replace(people["hawks"], kind=ActorKind.STATE, country="xx", kinds=once_rebels),
        "north": replace(people["north"], country="yy"),
        "troops": Actor("troops", "Troops", ActorKind.GENERIC, official=True),
    }
    places = tuple(replace(one, country="xx") if one.id == "land" else one for one in scene.lexicon.places)
    war = Watch("rising", "Rising", (("state", "south"), ("hawks", "north")), ("land",))
    router = Router((war,), Lexicon(tuple({**people, **actors}.values()), places, (war,)))
    for told in (
        scene.act("gunmen", at="03-01", on=["state"], places=[]),
        scene.act("troops", at="03-01", on=["hawks"], places=[]),
        scene.act("troops", at="03-01", on=["gunmen"], places=[]),
    ):
        assert router.route(told.report, told.reported_at) == ("rising",)
    for told in (
        scene.act("gunmen", at="03-01", on=["hawks"], places=[]),
        scene.act("troops", at="03-01", on=["state"], places=[]),
    ):
        assert router.route(told.report, told.reported_at) == ()
