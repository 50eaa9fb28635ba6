"""The gate before the parsers."""

import pytest

from monitor.errors import FeedError
from monitor.ingest.feed_document import BODY_LIMIT, open_document

RSS = "<rss version='2.0'><channel><title>t</title></channel></rss>"


@pytest.mark.parametrize(
    "before",
    [
        "",
        "\n\n  ",
        "\ufeff",
        "<?xml version='1.0' encoding='utf-8'?>\n",
        "<?xml version='1.0'?><?xml-stylesheet href='a.xsl'?><!-- made by hand -->\n",
        '<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://x.example/rss.dtd">',
        "<!DOCTYPE rss [<!ELEMENT a (b)>]>\n",
        "Warning: a line of a broken server\n<?xml version='1.0'?>",
        '<?encoding="' * 2_000 + "?>",
        "\n" * 200_000,
    ],
)
def test_everything_before_the_root_is_cut_off(before: str) -> None:
    document = open_document((before + RSS).encode(), "text/xml")
    assert document.text == RSS
    assert document.root == "rss"
    assert not document.is_json


def test_json_is_told_apart() -> None:
    assert open_document(b' {"version": 1}', "application/json").is_json


def test_the_declared_encoding_is_heeded() -> None:
    body = f"<?xml version='1.0' encoding='windows-1251'?>{RSS.replace('>t<', '>Перемирие<')}".encode("cp1251")
    assert "Перемирие" in open_document(body, "").text


@pytest.mark.parametrize("body", [b"", b"  \n ", b"\xef\xbb\xbf", b"\0\0"])
def test_an_empty_answer_is_named(body: bytes) -> None:
    with pytest.raises(FeedError, match="empty"):
        open_document(body, "")


@pytest.mark.parametrize(
    "page",
    [
        "<!DOCTYPE html><html><body>Sign in</body></html>",
        "<!doctype\nHTML><p>hello",
        "<html><head><title>x</title></head></html>",
        "<HTML>",
        "<!-- x --><html lang='en'>",
        "<?xml version='1.0'?><!DOCTYPE html PUBLIC '-//W3C//DTD XHTML 1.0'><html xmlns='http://www.w3.org/1999/xhtml'>",
        "<script>location='/'</script>",
    ],
)
def test_a_page_is_refused_as_one(page: str) -> None:
    with pytest.raises(FeedError, match="answers HTML, not a feed"):
        open_document(page.encode(), "application/rss+xml")


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("<opml version='1.0'></opml>", "answers <opml>"),
        ("<urlset></urlset>", "answers <urlset>"),
        ("just words", "neither XML nor JSON"),
        ("/etc/passwd", "neither XML nor JSON"),
        ("https://news.example/feed", "neither XML nor JSON"),
        ("<?xml version='1.0'", "neither XML nor JSON"),
        ("<!-- never ends", "neither XML nor JSON"),
        ("<rss " + "a" * 10_000 + ">", "neither XML nor JSON"),
    ],
)
def test_what_is_no_feed_is_named(body: str, said: str) -> None:
    with pytest.raises(FeedError, match=said):
        open_document(body.encode(), "")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-be"])
def test_entity_declarations_are_refused_in_every_encoding(encoding: str) -> None:
    bomb = f'<!DOCTYPE rss [<!ENTITY a "{"x" * 50}">]><rss version="2.0"><channel>{"&a;" * 20}</channel></rss>'
    with pytest.raises(FeedError, match="declares entities"):
        open_document(bomb.encode(encoding), "")
    with pytest.raises(FeedError, match="declares entities"):
        open_document(bomb.replace("ENTITY", "entity").encode(encoding), "")


def test_entities_hidden_in_utf_7_stay_text() -> None:
    body = b"<?xml version='1.0' encoding='utf-7'?>+ADwAIQ-ENTITY a+AD4-<rss version='2.0'></rss>"
    with pytest.raises(FeedError, match="neither XML nor JSON"):
        open_document(body, "text/xml; charset=utf-7")


@pytest.mark.parametrize("declared", ["xmlns='{}'", 'xmlns:p = "{}"', "xmlns:" + "p" * 900 + "\n=\n'{}'"])
def test_a_namespace_that_each_element_would_bear_is_refused(declared: str) -> None:
    """One of 450,000 characters over 100,000 elements is a body of a megabyte and takes both parsers minutes."""
    with pytest.raises(FeedError, match="namespace of over 1,000 characters"):
        open_document(RSS.replace("<channel", f"<channel {declared.format('n' * 1000)}").encode(), "")
    assert open_document(RSS.replace("<channel", f"<channel {declared.format('n' * 999)}").encode(), "").root == "rss"


def test_too_many_bytes_are_refused() -> None:
    with pytest.raises(FeedError, match="more than the 8,000,000"):
        open_document(b"<rss>" + b" " * BODY_LIMIT, "")
