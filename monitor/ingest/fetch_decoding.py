"""Turning a body's raw bytes into the content, never past a limit: identity and one layer of gzip, nothing else.

No socket here. The limits hold while decoding, so a bomb costs no more than the limit. zlib-ng speaks as the standard
library's zlib does and takes a third of its time.
"""

from io import BytesIO

from zlib_ng import zlib_ng

from monitor.errors import FetchError, FetchKind
from monitor.ingest.schedule import HARD

IDENTITY = frozenset({"", "identity"})
GZIP = frozenset({"gzip", "x-gzip"})
_GZIP_FRAMES = 16 + zlib_ng.MAX_WBITS  # zlib's way to say: a gzip header and trailer, checksum included
_STEP = 65_536  # bytes decoded at a time
_DIGITS = 18  # of a length that can be meant


class BodyDecoder:
    """Collects one body of at most `limit` raw and `limit` decoded bytes; `host` stands in the errors.

    Raises `FetchError` of kind ENCODING for any other encoding, also for stacked ones, and for a broken stream; of kind
    TOO_LARGE past a limit.
    """

    def __init__(self, encoding: str, limit: int, host: str) -> None:
        self._host = host
        self._limit = limit
        self._raw_size = 0
        self._content = BytesIO()
        self._gzip = self._chosen(encoding)

    def expect(self, content_length: str) -> None:
        """Refuse at once what announces itself as too large."""
        if content_length.isdecimal() and len(content_length) <= _DIGITS:
            self._stay_within(int(content_length))

    def feed(self, raw: bytes) -> None:
        """Take the next piece as it came over the wire."""
        self._raw_size += len(raw)
        self._stay_within(self._raw_size)
        if self._gzip is None:
            self._content.write(raw)
        elif not self._gzip.eof:  # what follows the end of the stream is padding
            self._inflate(self._gzip, raw)

    def content(self) -> bytes:
        """Give the whole content once all pieces are in."""
        if self._gzip is not None and not self._gzip.eof and self._raw_size:
            raise self._broken("it ends too early")
        return self._content.getvalue()

    def _inflate(self, stream: "zlib_ng._Decompress", raw: bytes) -> None:
        try:
            while raw and not stream.eof:
                self._content.write(stream.decompress(raw, _STEP))
                self._stay_within(self._content.tell())
                raw = stream.unconsumed_tail
        except zlib_ng.error as error:  # type: ignore[misc] # its stubs take the class for an instance
            raise self._broken(str(error)) from error

    def _chosen(self, encoding: str) -> "zlib_ng._Decompress | None":
        name = encoding.strip().lower()
        if name in IDENTITY:
            return None
        if name in GZIP:
            return zlib_ng.decompressobj(_GZIP_FRAMES)
        raise FetchError(
            FetchKind.ENCODING,
            f"{self._host} sent content encoding {name[:40]!r}, but gzip alone was offered; tell the publisher",
            weight=HARD,
        )

    def _broken(self, why: str) -> FetchError:
        return FetchError(
            FetchKind.ENCODING, f"{self._host} sent a broken gzip body: {why}; it is tried again at the next poll"
        )

    def _stay_within(self, size: int) -> None:
        if size > self._limit:
            raise FetchError(
                FetchKind.TOO_LARGE,
                f"{self._host} sends more than {self._limit:,} bytes; give a smaller feed, or raise the limit",
                weight=HARD,
            )
