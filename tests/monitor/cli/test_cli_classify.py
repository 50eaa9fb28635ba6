"""`classify`: rows through stdin and stdout, a text file, an address."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from typer.testing import CliRunner

from monitor.cli.main import app
from monitor.cli.text import article_of, is_markup

Tell = Callable[..., Any]  # gives code, out and err

TRUCE = "Kataib Hezbollah said on Sunday that it has halted all attacks on US forces in Iraq."
KEYS = ["id", "relevant", "militia_activity", "ceasefire_change", "parties", "confidence", "lang", "reports"]
PAGE = f"""<html><head><title>A Sunday in Baghdad</title></head><body><article><h1>A Sunday in Baghdad</h1>
<p>{TRUCE} The group's spokesman gave no date for an end of the pause, and said that it was watching the talks.</p>
<p>{"Shops opened again in the capital, and people walked along the river until late at night. " * 6}</p>
</article></body></html>"""


def coded(rows: list[object], *options: str) -> tuple[int, str, str]:
    lines = [row if isinstance(row, str) else json.dumps(row) for row in rows]
    result = CliRunner().invoke(app, ["classify", *options], input="\n".join(lines), catch_exceptions=False)
    return result.exit_code, result.stdout, result.stderr


def test_rows_come_out_in_the_order_they_came_in() -> None:
    rows: list[object] = [{"id": 3, "text": "Rain is expected."}, "", {"id": "b", "title": None, "text": TRUCE}]
    code, out, err = coded(rows, "--format", "jsonl")
    first, second = map(json.loads, out.splitlines())
    assert (code, err) == (0, "")
    assert (first["id"], first["ceasefire_change"], first["reports"]) == ("3", "none", [])
    assert [key for key in second if key != "uncertain"] == KEYS
    assert second["id"] == "b"
    assert "Kataib Hezbollah" in second["parties"]
    assert second["reports"][0]["evidence"]["sentence"] in TRUCE


def test_lines_that_are_no_rows_are_told_and_the_others_coded() -> None:
    code, out, err = coded(["{", {"text": "no id"}, {"id": "x", "text": "y"}], "-f", "jsonl")
    assert [json.loads(line)["id"] for line in out.splitlines()] == ["x"]
    assert code == 1
    assert [line.split(":")[0] for line in err.splitlines()] == ["stdin, line 1", "stdin, line 2"]


def test_rows_make_a_table_or_an_array_too() -> None:
    assert json.loads(coded([{"id": "x", "text": "y"}], "-f", "json")[1])[0]["id"] == "x"
    assert "ceasefire change" in coded([{"id": "x", "text": "y"}])[1]


def test_a_text_file_is_read_out_with_its_evidence_marked(tell: Tell, tmp_path: Path) -> None:
    path = tmp_path / "story.txt"
    path.write_text(f"A quiet Sunday\n\n{TRUCE}\n\nNobody was hurt.\n", encoding="utf-8")
    told = tell("classify", path)
    assert told.code == 0
    assert told.out.startswith("A quiet Sunday\n\n[[1: Kataib Hezbollah said")
    assert f"\n{path}: " in told.out
    (row,) = json.loads(tell("classify", path, "-f", "json").out)
    assert (row["id"], row["relevant"]) == (str(path), True)
    assert row["ruled_out"] == []


def test_what_was_ruled_out_is_told_of_one_text(tell: Tell, tmp_path: Path) -> None:
    path = tmp_path / "story.txt"
    path.write_text("Hamas denied that it broke the truce with Israel.", encoding="utf-8")
    assert "alleges violation (rule violate.breaks): it is denied" in tell("classify", path).out
    (row,) = json.loads(tell("classify", path, "-f", "json").out)
    (out,) = row["ruled_out"]
    assert (out["act"], out["evidence"]["rule"]) == ("alleges_violation", "violate.breaks")


@pytest.mark.parametrize(
    ("content", "reason"),
    [(None, "cannot be read (No such file or directory); name a text file or an http address"), (b"\xff", "no UTF-8")],
)
def test_an_unreadable_file_is_told(tell: Tell, tmp_path: Path, content: bytes | None, reason: str) -> None:
    path = tmp_path / "story.txt"
    if content is not None:
        path.write_bytes(content)
    told = tell("classify", path)
    assert (told.code, told.out) == (2, "")
    assert told.err.startswith(f"{path}: {reason}")


@pytest.mark.parametrize(
    ("text", "title", "body"),
    [
        ("One\n\nTwo\n\nThree", "One", "Two\n\nThree"),
        ("One\nTwo\n\nThree", "", "One\nTwo\n\nThree"),
        ("\nOne\n", "", "One"),
    ],
)
def test_a_first_line_that_stands_alone_is_the_title(text: str, title: str, body: str) -> None:
    article = article_of("x", text)
    assert (article.title, article.text) == (title, body)


HARVEST = f"<html><body><article><p>{'Growers expect a good harvest. ' * 20}</p></article></body></html>"
PAGES = {
    "/story": ("html", PAGE),
    "/harvest": ("html", HARVEST),
    "/plain": ("plain", f"A quiet Sunday\n\n{TRUCE}\n"),
    "/mislabelled": ("plain", PAGE),
}


class Page(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        kind, page = PAGES.get(self.path, ("html", "<html></html>"))
        body = page.encode()
        self.send_response(404 if self.path.startswith("/gone") else 200)
        self.send_header("Content-Type", f"text/{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Stay silent."""


@contextmanager
def served() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Page) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


def test_an_address_is_fetched_and_read_out(tell: Tell, config: Path) -> None:
    config.write_text('[network]\nallowed_networks = ["127.0.0.1/32"]\n', encoding="utf-8")
    with served() as site:
        told = tell("classify", f"{site}/story", "--config", config)
        assert told.code == 0, told.err
        assert "[[1: " in told.out
        assert "Kataib Hezbollah said on Sunday" in told.out
        empty = tell("classify", f"{site}/empty", "--config", config)
        assert (empty.code, "no text could be taken out" in empty.err) == (1, True)


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("/plain", "A quiet Sunday\n\n[[1: Kataib Hezbollah said"),
        ("/mislabelled", "[[1: Kataib Hezbollah said"),
        ("/harvest", "Growers expect a good harvest."),
    ],
)
def test_an_address_is_read_for_what_it_is(tell: Tell, config: Path, path: str, shown: str) -> None:
    config.write_text('[network]\nallowed_networks = ["127.0.0.1/32"]\n', encoding="utf-8")
    with served() as site:
        told = tell("classify", f"{site.replace('http', 'HTTP')}{path}", "--config", config)
    assert shown in told.out, told.err
    assert "<p>" not in told.out


def test_a_refusal_names_the_address_without_its_secrets(tell: Tell, config: Path) -> None:
    config.write_text('[network]\nallowed_networks = ["127.0.0.1/32"]\n', encoding="utf-8")
    with served() as site:
        told = tell("classify", f"{site}/gone?token=hunter2", "--config", config)
    assert told.code == 1
    assert told.err.startswith(f"{site}/gone?token=***: 127.0.0.1 answered 404; check the address")


def test_a_saved_page_is_read_as_one(tell: Tell, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(PAGE, encoding="utf-8")
    told = tell("classify", path)
    assert told.code == 0
    assert "[[1: Kataib Hezbollah said" in told.out
    assert "<" not in told.out


@pytest.mark.parametrize(
    ("text", "markup"),
    [
        ("<!DOCTYPE html><p>", True),
        ("  \n<HTML lang='en'>", True),
        ('<?xml version="1.0"?><html/>', True),
        ("<p>One", True),
        ("<!-- saved --><html>", True),
        ("One <p> two", False),
        ("<unknown>", False),
        ("", False),
    ],
)
def test_markup_is_told_by_how_it_begins(text: str, *, markup: bool) -> None:
    assert is_markup(text) is markup


def test_a_private_address_is_refused_unless_allowed(tell: Tell, config: Path) -> None:
    with served() as site:
        told = tell("classify", f"{site}/story", "--config", config)
    assert (told.code, told.out) == (1, "")
    assert "127.0.0.1" in told.err
    assert "add that exact range to allowed_networks in [network] of config.toml" in told.err
