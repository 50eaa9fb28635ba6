"""How the pattern files' words become phrases."""

from monitor.domain.classify.vocabulary import compile_vocabulary


def test_a_phrase_with_alternatives_stands_for_all_of_them() -> None:
    words = {"truce": ["halt|pause in|to -|the air_raids|fire", "cease-fire"]}
    phrases = set(compile_vocabulary({"own": {"words": words}}).phrases_of("truce"))
    assert len(phrases) == 2 * 2 * 2 * 2 + 1
    assert {"halt in air raids", "pause to the fire", "cease fire"} <= phrases
