import pytest

from monitor.errors import FetchKind
from monitor.ingest.fetch_failures import failed, refused, too_slow, unresolved
from monitor.ingest.schedule import HARD, SOFT, TEMPORARY


@pytest.mark.parametrize(
    ("status", "kind", "weight"),
    [
        (204, FetchKind.STATUS, SOFT),
        (304, FetchKind.STATUS, SOFT),
        (401, FetchKind.STATUS, HARD),
        (403, FetchKind.STATUS, HARD),
        (404, FetchKind.STATUS, HARD),
        (408, FetchKind.STATUS, SOFT),
        (410, FetchKind.GONE, HARD),
        (425, FetchKind.STATUS, SOFT),
        (429, FetchKind.BUSY, SOFT),
        (500, FetchKind.STATUS, SOFT),
        (503, FetchKind.BUSY, SOFT),
        (999, FetchKind.STATUS, SOFT),
    ],
)
def test_what_a_status_counts(status: int, kind: FetchKind, weight: float) -> None:
    error = refused(status, "a.example", 1_000)
    assert (error.kind, error.weight) == (kind, weight)
    assert f"a.example answered {status}" in str(error)


def test_what_the_publisher_asks_for_is_kept() -> None:
    assert refused(503, "a.example", 7_000).retry_after == 7_000
    assert refused(500, "a.example", 7_000).retry_after == 7_000
    assert refused(429, "a.example", None).retry_after is None


def test_a_silent_name_server_counts_least() -> None:
    assert unresolved("a.example", "no answer", temporary=True).weight == TEMPORARY
    lasting = unresolved("a.example", "no such name", temporary=False)
    assert lasting.weight == HARD
    assert str(lasting) == "a.example: no such name; check the host's name in the address"


def test_a_slow_host_is_named_with_its_deadline() -> None:
    error = too_slow("a.example", 1_500)
    assert (error.kind, error.weight) == (FetchKind.TIMEOUT, SOFT)
    assert "a.example: no whole answer within 1.5 s" in str(error)


def test_a_host_is_named_once() -> None:
    assert str(failed(FetchKind.CONNECT, "a.example", "a.example is away")).startswith("a.example is away; ")
