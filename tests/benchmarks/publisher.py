"""The publisher: a process of its own that serves a folder's files on many loopback addresses.

`python -m tests.benchmarks.publisher FOLDER` prints its port and serves until its input ends. A feed has editions,
`feed-7.1.xml` and so on; `/set/2/1` sets the edition that `/feed-7.xml` is, and whether it has validators. It packs the
folder's files then, not while they are asked for: beside a client of several processes that would take its processor's
caches, beside one that waits for it nothing. It speaks HTTP/1.1 and keeps a connection for as long as its client does.
Here the rounds follow each other closely, so a client that keeps its connections finds them again; half an hour later,
as between real polls, it would not.
"""

import asyncio
import gzip
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path

from tests.benchmarks.subject import TOP

HOSTS = 150
KINDS = {".xml": b"application/rss+xml", ".html": b"text/html; charset=utf-8"}
MODIFIED = b"Mon, 05 Oct 2020 0%d:00:00 GMT"


def host(number: int) -> str:
    """The loopback address of a feed or a page: each has its own, so that no host's pace holds up another's."""
    return f"127.0.1.{1 + number % HOSTS}"


@contextmanager
def publishing(folder: Path) -> Iterator[int]:
    """Serve a folder; gives the port."""
    command = [sys.executable, "-m", "tests.benchmarks.publisher", str(folder)]
    with subprocess.Popen(command, cwd=TOP, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            yield int(process.stdout.readline())
        finally:
            process.stdin.close()


def publish(port: int, edition: int, *, validators: bool = True) -> None:
    """Have this edition of every feed served from now on."""
    with urllib.request.urlopen(f"http://{host(0)}:{port}/set/{edition}/{validators:d}", timeout=10) as answer:
        answer.read()


@dataclass
class Press:
    """What is served now."""

    folder: Path
    edition: int = 1
    validators: bool = True
    packed: dict[Path, tuple[bytes, bytes]] = field(default_factory=dict)

    def reply(self, path: str, asked: bytes) -> bytes:
        if path.startswith("/set/"):
            self.edition, self.validators = map(int, path.split("/")[2:])
            self.pack()
            return b"HTTP/1.1 204 No Content\r\n\r\n"
        name = Path(path.lstrip("/"))
        file = self.folder / (name.with_suffix(f".{self.edition}.xml") if name.suffix == ".xml" else name)
        etag, body = self.packed[file]
        head = b""
        if file.suffix == ".xml" and self.validators:
            head += b'ETag: "%s"\r\nLast-Modified: %s\r\n' % (etag, MODIFIED % self.edition)
            if _unchanged(asked.lower(), etag, MODIFIED % self.edition):
                return b"HTTP/1.1 304 Not Modified\r\n%s\r\n" % head
        head += b"Content-Type: %s\r\nContent-Encoding: gzip\r\n" % KINDS[file.suffix]
        return b"HTTP/1.1 200 OK\r\n%sContent-Length: %d\r\n\r\n%s" % (head, len(body), body)

    def pack(self) -> None:
        for file in set(self.folder.iterdir()) - self.packed.keys():
            body = file.read_bytes()
            self.packed[file] = blake2b(body, digest_size=8).hexdigest().encode(), gzip.compress(body)

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(asyncio.IncompleteReadError, ConnectionResetError):  # the client has closed it
            while asked := await reader.readuntil(b"\r\n\r\n"):
                writer.write(self.reply(asked.split(b" ", 2)[1].decode(), asked))
                await writer.drain()
                if b"\r\nconnection: close\r\n" in asked.lower():
                    break
        writer.close()


def _unchanged(asked: bytes, etag: bytes, modified: bytes) -> bool:
    """Tell whether the client has it already; the date counts only where no tag was sent."""
    if b"\r\nif-none-match:" in asked:
        return b'\r\nif-none-match: "%s"\r\n' % etag in asked
    return b"\r\nif-modified-since: %s\r\n" % modified.lower() in asked


async def _serve(folder: Path) -> None:
    press = Press(folder)
    first = await asyncio.start_server(press.answer, host(0), 0)
    port: int = first.sockets[0].getsockname()[1]
    await asyncio.start_server(press.answer, [host(number) for number in range(1, HOSTS)], port)
    print(port, flush=True)
    await asyncio.to_thread(sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(_serve(Path(sys.argv[1])))
