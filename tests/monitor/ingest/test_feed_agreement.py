"""The fast parser against the parser of record, and the doubts that send a document to the latter."""

import pytest

from monitor.errors import FeedError
from monitor.ingest.feed import read
from monitor.ingest.feed_document import Document, open_document
from monitor.ingest.feed_entry import Entry
from monitor.ingest.feed_fast import read_fast
from monitor.ingest.feed_links import absolute_link
from monitor.ingest.feed_record import LONGEST_NAME, read_record
from monitor.ingest.work import Parser

URL = "https://news.example/feed"
DATE = "Sun, 11 Oct 2020 12:00:00 GMT"
ISO = "2020-10-11T12:00:00Z"
MODULES = (
    "xmlns:dc='http://purl.org/dc/elements/1.1/' xmlns:content='http://purl.org/rss/1.0/modules/content/' "
    "xmlns:media='http://search.yahoo.com/mrss/' xmlns:atom='http://www.w3.org/2005/Atom' "
    "xmlns:slash='http://purl.org/rss/1.0/modules/slash/'"
)
RSS = f"""<rss version="2.0" {MODULES}><channel><title>World &amp; region</title><link>https://news.example/</link>
<language>en</language><lastBuildDate>{DATE}</lastBuildDate><atom:link rel="self" href="{URL}"/>
<item><title>Shelling stops in the north &#8211; for now</title><link>https://news.example/1</link>
<guid isPermaLink="false">1</guid><pubDate>Sun, 11 Oct 2020 15:00:00 +0300</pubDate><dc:creator>A. Writer</dc:creator>
<description>Short &lt;b&gt;text&lt;/b&gt; &amp;amp; more</description>
<category>war</category><slash:comments>3</slash:comments>
<content:encoded><![CDATA[<p>The longer text, with <a href="/x">a link</a> &nbsp; and more.</p>]]></content:encoded>
<media:content url="https://img.example/1.jpg"><media:credit>Someone</media:credit></media:content></item>
<item><title><![CDATA[A "quoted" title & more]]></title><link>https://news.example/2?a=1&amp;b=2</link>
<guid>https://news.example/2</guid><dc:date>{ISO}</dc:date><description>Second</description></item>
<item><title>Without a guid</title><link>https://news.example/3</link><pubDate>11 Oct 2020 08:00 EDT</pubDate></item>
<item><title>Nothing but a guid</title><guid>https://news.example/4</guid><link/>
<author>c@news.example (C. Writer)</author></item>
<item><title>A link by its guid, a café, and no date</title>
<guid>https://news.example/5?a=b!</guid><x:y xmlns:x="urn:x">z</x:y></item>
</channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title type="text">Wire</title><id>urn:f</id>
<updated>{ISO}</updated>
<entry><id>urn:1</id><title type="html">Talks &amp;amp; threats</title><link rel="alternate" href="https://wire.example/1"/>
<updated>2020-10-11T14:00:00+02:00</updated><published>2020-10-11T11:30:00.250Z</published>
<summary>In short</summary><content type="html">&lt;p&gt;At some more length&lt;/p&gt;</content>
<author><name>B. Writer</name><email>b@wire.example</email></author>
<link rel="replies" href="https://wire.example/1/r"/></entry>
<entry><id>urn:2</id><title>Only updated</title><link href="https://wire.example/2"/><updated>{ISO}</updated></entry></feed>"""
RDF = f"""<rdf:RDF xmlns="http://purl.org/rss/1.0/" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://rdf.example/"><title>RDF wire</title>
<link>https://rdf.example/</link></channel><item rdf:about="https://rdf.example/1"><title>One</title>
<link>https://rdf.example/1</link><description>Text</description><dc:date>{ISO}</dc:date></item></rdf:RDF>"""


def document(text: str) -> Document:
    return open_document(text.encode(), "")


@pytest.mark.parametrize("text", [RSS, ATOM, RDF], ids=["rss", "atom", "rdf"])
def test_both_parsers_read_the_same(text: str) -> None:
    opened = document(text)
    fast, record = read_fast(opened), read_record(opened, URL)
    assert fast is not None
    assert fast.title == record.title
    assert list(map(told, fast.entries)) == list(map(told, record.entries))


def told(entry: Entry) -> tuple[object, ...]:
    longer = max(entry.content, entry.summary, key=len)
    return entry.guid, absolute_link(entry.link, URL), entry.title, longer, entry.author, entry.dated


def entry(fields: str) -> str:
    return f"<rss version='2.0' {MODULES}><channel><title>t</title><item>{fields}</item></channel></rss>"


GOOD = f"<title>a</title><link>https://x.example/1</link><pubDate>{DATE}</pubDate>"


@pytest.mark.parametrize(
    "text",
    [
        entry(GOOD),
        entry(GOOD.replace(DATE, "2020-10-11")),
        entry(GOOD.replace(DATE, "")),
        entry(GOOD.replace("<title>a<", "<title>a <![CDATA[and]]> b<")),
        entry(GOOD + "<author><name>N</name></author>").replace("author", "atom:author").replace("name", "atom:name"),
        entry(GOOD).replace("<rss ", "<rss xmlns:it='http://www.itunes.com/dtds/podcast-1.0.dtd' "),
        entry(GOOD + "<media:group><media:content url='https://x.example/1.jpg'/></media:group>"),
        entry(GOOD + "<guid isPermaLink='false'>a1</guid>"),
        entry(GOOD + "<guid>urn:a1</guid>"),
        ATOM.replace('rel="alternate"', 'rel="enclosure"'),
        ATOM.replace('rel="alternate"', 'type="application/pdf"'),
        entry(GOOD + "<x>" * 2_000 + "</x>" * 2_000),
        entry(GOOD + "<x/>" * 61),
    ],
)
def test_what_is_beyond_doubt_is_read_alike(text: str) -> None:
    opened = document(text)
    fast = read_fast(opened)
    assert fast is not None
    assert list(map(told, fast.entries)) == list(map(told, read_record(opened, URL).entries))


@pytest.mark.parametrize(
    "text",
    [
        entry(GOOD.replace(DATE, "yesterday")),
        entry(GOOD + "<lastBuildDate>today</lastBuildDate>"),
        entry("<media:title>caption</media:title>" + GOOD),
        entry("<media:group><media:title>caption</media:title></media:group>" + GOOD),
        entry(GOOD + "<dc:description>again</dc:description>"),
        entry(GOOD + "<title>again</title>"),
        entry(GOOD + "<link>https://x.example/2</link>"),
        entry(GOOD.replace("<link>", "<link rel='alternate'>")),
        entry(GOOD.replace("https://x.example/1", "https://x.example/?a=1&amp;b;c=2")),
        entry(GOOD.replace("<link>", "<link url='https://x.example/2' href=''>")),
        entry(GOOD.replace("<title>a<", "<title>a <b>bold</b><")),
        entry(GOOD.replace("<title>a<", "<title type='xhtml'>a<")),
        entry(GOOD).replace("<title>t<", "<title>t<b/><"),
        entry(GOOD.replace("<title>a<", "<title mode='base64'>YQ==<")),
        entry(GOOD.replace("<title>a<", "<title>it&#146;s<")),
        entry(GOOD.replace("<title>a<", "<title>caf\u00c3\u00a9<")),
        entry(GOOD + "<author><name>N</name></author>"),
        entry(GOOD + "<description>a &nbsp; b</description>"),
        entry(GOOD + "<guid>1</guid>"),
        entry(GOOD + "<guid>https://[x</guid>"),
        entry(GOOD + "<guid type='x' isPermaLink='false'>1</guid>"),
        entry(GOOD + f"<{'x' * 201}/>"),
        entry(GOOD + "<x/>" * 62),
        ATOM.replace(
            '<link rel="replies" href="https://wire.example/1/r"/>', "<link rel='replies' href='x'><id/></link>"
        ),
        ATOM.replace("11:30:00.250Z</published>", "11:30:00.250Z</published><updated><b/></updated>", 1).replace(
            "<updated>2020-10-11T14:00:00+02:00</updated>", ""
        ),
        ATOM.replace("<name>B. Writer</name>", "<name>B. Writer<b/></name>"),
        *(
            entry(GOOD).replace("</channel>", f"{other}</channel>")
            for other in (
                "<item xmlns='http://x.example/'><title>b</title></item>",
                "<ITEM><title>b</title></ITEM>",
                "<atom:entry><title>b</title></atom:entry>",
                "<image><entry><title>b</title></entry></image>",
            )
        ),
        ATOM.replace("</feed>", "<item xmlns=''><title>b</title></item></feed>"),
        RDF.replace("</rdf:RDF>", "<item xmlns=''><title>b</title></item></rdf:RDF>"),
        ATOM.replace('rel="alternate"', 'rel="Alternate"'),
        ATOM.replace('rel="alternate"', 'type="text/HTML"'),
        entry(GOOD.replace("example/1", "example/a\nb")),
        entry(GOOD).replace("</channel>", ""),
        entry(GOOD).replace("version='2.0'", "version='0.91'"),
        entry(GOOD).replace("<rss ", "<rss xmlns='http://backend.userland.com/rss2' "),
        entry(GOOD).replace("<item>", "<item xml:base='https://y.example/'>"),
        entry(GOOD).replace("<channel>", "<channel xml:base='https://y.example/'>"),
        entry(GOOD).replace("<rss ", "<rss xml:base='https://y.example/' "),
        entry(GOOD).replace("<channel>", "<channel base='https://y.example/'>"),
        entry(GOOD).replace("<item>", "<item href='https://y.example/'>"),
        entry(GOOD).replace("</channel>", "<old><item><title>b</title></item></old></channel>"),
        ATOM.replace("http://www.w3.org/2005/Atom", "http://purl.org/atom/ns#"),
        ATOM.replace("<updated>2020-10-11T14", "<link href='https://wire.example/b'/><updated>2020-10-11T14"),
        ATOM.replace('content type="html"', 'content type="application/octet-stream"'),
        RDF.replace('xmlns="http://purl.org/rss/1.0/"', 'xmlns="http://channel.netscape.com/rdf/simple/0.9/"'),
        "<RSS version='2.0'><channel><title>t</title></channel></RSS>",
    ],
)
def test_every_doubt_sends_a_document_to_the_parser_of_record(text: str) -> None:
    opened = document(text)
    assert read_fast(opened) is None
    assert read(opened, URL).parser is Parser.RECORD


def test_a_document_without_entries_is_for_the_parser_of_record() -> None:
    assert read_fast(Document("<rss version='2.0'><channel/></rss>", "rss")) is None
    assert read_fast(Document("<rss/>", "rss")) is None


@pytest.mark.parametrize("ends", ["item", "entry"])
def test_a_long_document_costs_its_own_size(ends: str) -> None:
    nested = f"<{ends}>" * 50_000 + f"</{ends}>" * 50_000
    assert read_fast(document(f"<rss version='2.0'><channel>{nested}</channel></rss>")) is None


@pytest.mark.parametrize(
    "start", ["<author>", "<dc:creator>", "<managingEditor>", "<author>\n<![CDATA[", "<NAME a='b'>"]
)
def test_an_endless_name_is_refused(start: str) -> None:
    with pytest.raises(FeedError, match="person's name"):
        read_record(document(RSS.replace("<title>", start + "a" * LONGEST_NAME + "<title>")), URL)
