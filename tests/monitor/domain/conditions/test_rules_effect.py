"""How the rules of effect word whose statement it was; what they decide is tested with the fold."""

import pytest

from monitor.domain.conditions.rules_effect import possessive


@pytest.mark.parametrize(
    ("name", "whose"),
    [
        ("Kataib Hezbollah", "Kataib Hezbollah's"),
        ("Houthis", "Houthis'"),
        ("Israel, United States", "Israel, United States'"),
    ],
)
def test_a_name_in_s_takes_a_bare_apostrophe(name: str, whose: str) -> None:
    assert possessive(name) == whose
