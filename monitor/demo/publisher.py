"""The publisher: a process of its own that serves feeds and pages and releases them by the staged clock.

`python -m monitor.demo.publisher CLOCK` prints its port on a line of its own and serves until it is ended.
"""

import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from monitor.clock import Clock, parse_clock
from monitor.demo.story import Story, as_feed, as_page, load_story

HOST = "127.0.0.1"


class Press(ThreadingHTTPServer):
    """Serves a story: `/FEED.xml` and `/ARTICLE.html`, each only once it is released."""

    daemon_threads = True

    def __init__(self, story: Story, clock: Clock) -> None:
        super().__init__((HOST, 0), Reply)
        self.story = story
        self.clock = clock

    def find(self, path: str) -> tuple[str, bytes] | None:
        """Give the content type and body at a path, None where nothing is (yet)."""
        out = self.story.released(self.clock.now())
        name, _, kind = path.lstrip("/").partition(".")
        if kind == "xml" and name in self.story.feeds:
            entries = [article for article in out if article.feed == name]
            return "application/rss+xml", as_feed(self.story.feeds[name], entries, f"http://{HOST}:{self.server_port}")
        for article in out:
            if kind == "html" and article.id == name:
                return "text/html; charset=utf-8", as_page(article, self.story.feeds[article.feed])
        return None


class Reply(BaseHTTPRequestHandler):
    """Answers one request."""

    server: Press
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Answer a GET."""
        kind, body = self.server.find(self.path) or ("", b"")
        self.send_response(200 if kind else 404)
        if kind:
            self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the base class names it so
        """Say nothing: the story is told by the daemon."""


def main(spec: str) -> None:
    """Serve the story by the clock that the spec describes."""
    with Press(load_story(), parse_clock(spec)) as press:
        print(press.server_port, flush=True)  # noqa: T201  the stage reads the port from here
        press.serve_forever()


if __name__ == "__main__":
    main(sys.argv[1])
