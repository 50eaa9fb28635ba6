"""The demo's parts: its story, its publisher, its receivers."""

import asyncio
import json
import smtplib
import urllib.error
import urllib.request
from datetime import UTC, datetime
from email.message import EmailMessage
from io import StringIO
from pathlib import Path
from threading import Thread

import pytest
from standardwebhooks.webhooks import Webhook

from monitor.clock import StagedClock
from monitor.demo.publisher import Press
from monitor.demo.receivers import receivers
from monitor.demo.stage import SECRET, Play, run_demo
from monitor.demo.story import as_feed, as_page, load_story
from monitor.domain.model.time import iso, to_millis
from monitor.errors import SettingsError
from monitor.ingest.feed import parse_feed
from monitor.ingest.work import FeedJob

STORY = load_story()


def test_the_story_is_told_in_order_and_each_article_has_a_feed() -> None:
    times = [article.at for article in STORY.articles]
    assert times == sorted(times)
    assert {article.feed for article in STORY.articles} == set(STORY.feeds)
    assert len({article.id for article in STORY.articles}) == len(STORY.articles)


def test_an_article_is_out_when_its_hour_has_come_and_not_before() -> None:
    third = STORY.articles[2]
    assert third not in STORY.released(third.at - 1)
    assert STORY.released(third.at)[0] == third


def test_the_feed_is_one_that_our_own_parser_reads() -> None:
    body = as_feed("Wire", STORY.released(STORY.articles[-1].at), "http://127.0.0.1:1")
    feed = parse_feed(FeedJob(body, "", "http://127.0.0.1:1/", "http://127.0.0.1:1/"))
    assert len(feed.items) == 10
    assert feed.items[0].published == STORY.articles[-1].at


def test_a_page_holds_every_paragraph_and_escapes_it() -> None:
    for article in STORY.articles:
        page = as_page(article, "A & B").decode()
        assert page.count("<p>") == article.text.strip().count("\n\n") + 2
        assert "A &amp; B" in page


@pytest.fixture
def press():
    clock = StagedClock(0.0, ((0.0, STORY.articles[1].at), (1.0, STORY.articles[-1].at)), lambda: 0.0)
    with Press(STORY, clock) as made:
        thread = Thread(target=made.serve_forever, daemon=True)
        thread.start()
        yield made
        made.shutdown()
        thread.join()


def asked(press: Press, path: str) -> tuple[int, bytes]:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{press.server_port}{path}", timeout=5) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, b""


def test_the_publisher_shows_only_what_is_released(press: Press) -> None:
    assert asked(press, "/courier.xml")[1].count(b"<item>") == 1
    assert asked(press, f"/{STORY.articles[0].id}.html")[0] == 200
    assert asked(press, f"/{STORY.articles[-1].id}.html")[0] == 404
    assert asked(press, "/nothing.xml")[0] == 404


def test_a_folder_that_holds_a_play_is_refused(tmp_path: Path) -> None:
    (tmp_path / "demo.db").touch()
    with pytest.raises(SettingsError, match="holds an earlier play; name another folder"):
        run_demo(Play(), tmp_path, StringIO())
    assert [path.name for path in tmp_path.iterdir()] == ["demo.db"]


def test_a_folder_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(SettingsError, match=r"file cannot be written \(File exists\); name a folder of yours"):
        run_demo(Play(), tmp_path / "file", StringIO())


def test_a_play_is_a_pure_function_of_time_and_seed() -> None:
    play = Play(kills=20, seed=7, stretch=2.0)
    assert play.kill_times() == Play(kills=20, seed=7, stretch=2.0).kill_times()
    assert len(play.kill_times()) == 20
    assert all(10.0 <= moment <= play.seconds for moment in play.kill_times())
    assert iso(play.clock(5.0).shown(0.0)) == "2020-10-09T08:00:00Z"
    assert iso(play.clock(5.0).shown(play.seconds)) == "2020-11-20T08:00:00Z"


async def test_the_receivers_take_mail_and_rightly_signed_webhooks() -> None:
    mail = EmailMessage()
    mail["Subject"], mail["From"], mail["To"], mail["Message-ID"] = (
        "Hello",
        "a@example.org",
        "b@example.org",
        "<1@example.org>",
    )
    mail.set_content("Something changed.")
    body = json.dumps({"type": "ceasefire.announced"})
    now = datetime.now(UTC)
    with receivers(SECRET) as ears:

        def send() -> list[int]:
            with smtplib.SMTP("127.0.0.1", ears.mail_port, timeout=5) as client:
                client.send_message(mail)
            return [
                posted(ears.hook_port, body, Webhook(secret).sign("m1", now, body), now) for secret in (SECRET, OTHER)
            ]

        codes = await asyncio.to_thread(send)
    assert codes == [204, 401]
    assert [receipt.identity for receipt in ears.ledger.by("mail")] == ["<1@example.org>"]
    assert "Something changed." in ears.ledger.by("mail")[0].body
    assert [receipt.title for receipt in ears.ledger.by("webhook")] == ["ceasefire.announced"]
    assert len(ears.ledger.refused) == 1


OTHER = "whsec_" + "QUFB" * 10


def posted(port: int, body: str, signature: str, at: datetime) -> int:
    headers = {
        "webhook-id": "m1",
        "webhook-timestamp": str(to_millis(at) // 1000),
        "webhook-signature": signature,
        "Content-Type": "application/json",
    }
    request = urllib.request.Request(f"http://127.0.0.1:{port}/", body.encode(), headers)
    try:
        with urllib.request.urlopen(request, timeout=5) as answer:  # noqa: S310
            return answer.status
    except urllib.error.HTTPError as error:
        with error:
            return error.code
