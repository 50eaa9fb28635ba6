import pytest
from hypothesis import given
from hypothesis import strategies as st

from alerts.redaction import Redactor, redact, redact_url

CANARY = "c4n4ry-0xDEADBEEF"


@pytest.mark.parametrize(
    "text",
    [
        f"GET https://bob:{CANARY}@feeds.example/a",
        f"GET https://{CANARY}@feeds.example/a",
        f"https://bob:p@ss{CANARY}@feeds.example",
        f"https://x.example/feed?token={CANARY}",
        f"https://x.example/feed?a=1&API-Key={CANARY}&b=2",
        f"https://x.example/feed?X-Amz-Signature={CANARY}",
        f"https://x.example/feed?key={CANARY}#top",
        f"https://x.example/cb#access_token={CANARY}",
        f"https://x.example/feed?auth={CANARY};x=1",
        f"https://hooks.slack.com/services/T0/B0/{CANARY}",
        f"https://discord.com/api/webhooks/1/{CANARY}",
        f"https://api.telegram.org/bot1:{CANARY}/sendMessage",
        f"signed with whsec_{CANARY}",
    ],
)
def test_both_hide_secrets_in_urls(text: str) -> None:
    assert CANARY not in redact(text)
    assert CANARY not in redact_url(text)
    assert "***" in redact_url(text)


@pytest.mark.parametrize(
    "text",
    [
        f"Authorization: Bearer {CANARY}",
        f"Authorization: Basic {CANARY}==",
        f"'authorization': 'Bearer {CANARY}'",
        f"(b'Authorization', b'Token {CANARY}')",
        f"proxy-authorization: {CANARY}",
        f"sent Bearer {CANARY} along",
        f"password={CANARY}",
        f'{{"smtp_password": "{CANARY}"}}',
        f"client_secret: {CANARY}",
        f"TRUCEWATCH_API_KEY={CANARY}",
    ],
)
def test_redact_hides_secrets_in_text(text: str) -> None:
    assert CANARY not in redact(text)


@pytest.mark.parametrize(
    "text",
    [
        "https://news.example/2020/10/11/truce?page=2&author=jane#comments",
        "the key findings: a token gesture, basic needs, and the code of conduct",
        "Bearer of bad news: envoy arrives",
        "feeds.example answered 404; check the address and what it needs",
        "https://x.example/monkey=1?monkey=2",
    ],
)
def test_ordinary_words_stay(text: str) -> None:
    assert redact(text) == text
    assert redact_url(text) == text


def test_the_rest_of_a_url_stays_readable() -> None:
    assert redact_url("https://bob:pw@x.example/a?token=t&page=2") == "https://***@x.example/a?token=***&page=2"


def test_a_redactor_hides_known_values_in_each_spelling() -> None:
    hide = Redactor(("p@ss word", "hunter22"))
    assert hide("p@ss word, p%40ss%20word, p%40ss+word, hunter22") == "***, ***, ***, ***"


def test_a_longer_secret_goes_before_the_one_it_holds() -> None:
    assert Redactor(("hunter", "hunter22"))("hunter22") == "***"


def test_a_redactor_hides_forms_too_and_leaves_short_values() -> None:
    assert Redactor(("ab",))("ab token=x") == "ab token=***"
    assert Redactor()("password: x") == "password: ***"


def test_a_redactor_shows_no_secret_of_its_own() -> None:
    assert CANARY not in repr(Redactor((CANARY,)))


@given(st.text(max_size=40), st.text(min_size=4, max_size=20), st.text(max_size=40))
def test_no_known_value_survives(before: str, secret: str, after: str) -> None:
    hidden = Redactor((secret,))(f"{before}{secret}{after}")
    assert secret not in hidden or secret in f"{before}***{after}"


@pytest.mark.parametrize(
    "piece", ["://", "?token", "a_", "token ", "key: ", "://a.a.", "bearer ", "authorization:", "&a"]
)
def test_a_megabyte_of_anything_comes_back(piece: str) -> None:
    assert redact(piece * (1_000_000 // len(piece)))
