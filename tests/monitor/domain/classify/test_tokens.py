"""Words, marks and sentences."""

from monitor.domain.classify.tokens import tokenise, words_of


def sentences(text: str) -> list[tuple[int, list[str]]]:
    tokens, found = tokenise(text)
    return [(s.paragraph, [word for word, *_ in tokens[s.first : s.last]]) for s in found]


def test_words_fold_apostrophes_hyphens_and_acronyms() -> None:
    assert words_of("Kata'ib Al-Qaida's U.S. 72-hour 1,000 won't") == (
        *("kataib", "al", "qaida", "'s", "us", "72", "hour", "1000", "wont"),
    )


def test_marks_that_carry_grammar_stay() -> None:
    assert words_of("a - b; c (d) \"e\", 'f, g'") == (
        "a",
        "|",
        "b",
        "|",
        "c",
        "(",
        "d",
        ")",
        "e",
        ",",
        '"',
        "f",
        ",",
        "g",
        '"',
    )


def test_capitals_are_remembered() -> None:
    tokens, _ = tokenise("NATO met Gaza's men")
    assert [(capital, upper) for *_, capital, upper in tokens] == [
        *((True, True), (False, False), (True, False), (False, False), (False, False)),
    ]


def test_words_keep_their_places_in_runs_and_beside_marks() -> None:
    text = "A plain run, Gaza's U.S. naïve x-ray 3rd iPhone - on."
    tokens, _ = tokenise(text)
    cut = [text[start:end] for _, start, end, _, _ in tokens]
    assert cut == ["A", "plain", "run", ",", "Gaza", "'s", "U.S.", "naïve", "x", "ray", "3", "rd", "iPhone", "-", "on"]
    assert [word for word, *_, capital, _ in tokens if capital] == ["a", "gaza", "us"]


def test_stops_end_sentences_but_not_behind_abbreviations_or_inside() -> None:
    text = 'Gen. A. Smith left at 6 p.m. on Monday. "He won." The end! Go to a.b or ... on?'
    assert [words[0] for _, words in sentences(text)] == ["gen", '"', "the", "go"]


def test_paragraphs_are_counted_and_hard_wraps_go_on() -> None:
    assert [number for number, _ in sentences("Title\n\nOne two\nthree.\nFour.")] == [0, 1, 2]
    assert [number for number, _ in sentences("\n\nNo title.")] == [1]


def test_a_text_without_stops_is_cut() -> None:
    assert [len(words) for _, words in sentences("word " * 400)] == [160, 160, 80]
    assert [len(words) for _, words in sentences("word, " * 200)] == [160, 160, 80]


def test_nothing_but_marks_is_no_sentence() -> None:
    assert sentences(". ! ?") == []
    assert sentences("") == []


def test_a_stop_that_was_lost_before_a_capital_is_found() -> None:
    text = "Nine die in the district An airstrike hit it while the troops left The army said so."
    assert [words[0] for _, words in sentences(text)] == ["nine", "an", "the"]
    assert tokenise(text)[0][5][1:3] == (25, 27), "places stay"


def test_a_capital_in_a_name_ends_nothing() -> None:
    for text in ("he took vitamin A daily", "he went to The Hague", "he saw In Salah", "Rebels Attack At Dawn"):
        assert len(sentences(text)) == 1, text


def test_a_mark_behind_an_s_makes_an_owner_unless_it_closes_a_quotation() -> None:
    assert words_of("the rebels' terms")[-2:] == ("'s", "terms")
    assert words_of("rebels' 'sham' truce")[:3] == ("rebels", "'s", "sham")
    assert words_of("they are 'not our people and never were the rebels' he said").count("'s") == 0
    assert words_of('He said "the rebels\' truce is over and will not come back"').count("'s") == 1


def test_marks_beyond_the_end_of_a_sentence_that_was_cut_are_no_pair_with_those_before() -> None:
    text = "word " * 159 + '"one two ' + "word " * 20 + '"three'
    assert sum(words.count('"') for _, words in sentences(text)) == 2


def test_a_quotation_in_single_marks_goes_on_over_sentences_but_not_over_paragraphs() -> None:
    assert words_of("'It is over. We reject the army's terms', they said.").count("'s") == 1
    assert words_of("'It is over.\n\nThe rebels' terms were rejected").count("'s") == 1
