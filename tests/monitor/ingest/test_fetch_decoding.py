import gzip
import tracemalloc
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.errors import FetchError, FetchKind
from monitor.ingest.fetch_decoding import BodyDecoder

MEGABYTE = 1_000_000


def decoded(encoding: str, raw: bytes, limit: int = MEGABYTE, piece: int = 1_000) -> bytes:
    decoder = BodyDecoder(encoding, limit, "publisher.test")
    for at in range(0, len(raw), piece):
        decoder.feed(raw[at : at + piece])
    return decoder.content()


@given(
    st.binary(max_size=5_000),
    st.integers(min_value=1, max_value=700),
    st.sampled_from(["gzip", "X-GZIP ", "", "identity"]),
)
def test_a_body_comes_out_as_it_went_in(body: bytes, piece: int, encoding: str) -> None:
    raw = gzip.compress(body) if "gzip" in encoding.lower() else body
    assert decoded(encoding, raw, piece=piece) == body


@pytest.mark.parametrize("encoding", ["br", "zstd", "deflate", "compress", "gzip, gzip", "gzip,identity", "x" * 500])
def test_what_was_not_offered_is_refused(encoding: str) -> None:
    with pytest.raises(FetchError, match=r"publisher\.test sent content encoding") as caught:
        BodyDecoder(encoding, MEGABYTE, "publisher.test")
    assert caught.value.kind is FetchKind.ENCODING
    assert len(str(caught.value)) < 200


def test_a_bomb_stops_at_the_limit_and_costs_no_more() -> None:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    bomb = b"".join([packer.compress(b"\0" * MEGABYTE) for _ in range(50)]) + packer.flush()
    tracemalloc.start()
    try:
        with pytest.raises(FetchError, match="more than 1,000,000 bytes") as caught:
            decoded("gzip", bomb, piece=len(bomb))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert caught.value.kind is FetchKind.TOO_LARGE
    assert peak < 4 * MEGABYTE
    assert len(zlib.decompress(bomb, 31)) == 50 * MEGABYTE, "the control: unbounded, it is fifty megabytes"


def test_raw_bytes_count_too() -> None:
    with pytest.raises(FetchError, match="more than 10 bytes"):
        decoded("", b"x" * 11, limit=10)
    assert decoded("", b"x" * 10, limit=10) == b"x" * 10


def test_an_announced_length_is_refused_before_the_body() -> None:
    decoder = BodyDecoder("", 10, "publisher.test")
    for harmless in ("", "10", "-1", "many", "9" * 5_000):
        decoder.expect(harmless)
    with pytest.raises(FetchError, match="more than 10 bytes"):
        decoder.expect("11")


@pytest.mark.parametrize(
    "raw", [b"not gzip at all", gzip.compress(b"x" * 100)[:-4], gzip.compress(b"x")[:-8] + b"\0" * 8]
)
def test_a_broken_stream_is_told(raw: bytes) -> None:
    with pytest.raises(FetchError, match="broken gzip body") as caught:
        decoded("gzip", raw)
    assert caught.value.kind is FetchKind.ENCODING


def test_padding_behind_the_stream_is_ignored() -> None:
    assert decoded("gzip", gzip.compress(b"body") + b"\0" * 3_000) == b"body"


def test_an_empty_body_needs_no_stream() -> None:
    assert decoded("gzip", b"") == b""
