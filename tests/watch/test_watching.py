from __future__ import annotations

import sqlite3
import time
from http.server import BaseHTTPRequestHandler
from itertools import count
from pathlib import Path
from threading import Event, Thread, Timer
from types import SimpleNamespace

import pytest

from communique.errors import RecordError
from communique.record import history
from communique.record.lock import WRITING, held
from communique.record.manifest import unwritable
from communique.watch import Source, Sources, kept, looking, watch, watching
from communique.watch.looking import Means, Seen, next_look
from communique.watch.state import STATE, Standing, State
from communique.watch.watching import left_to_wait
from tests.gather.misbehaving import Host, Reply, endless, feed, page, send, silent
from tests.watch.conftest import LIMITS, Desk, Heard

XML = {"Content-Type": "application/rss+xml", "ETag": '"1"'}


def marked(host: Host, body: bytes, etag: str = '"1"') -> object:
    """A feed whose host knows when it has not changed."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        if handler.headers.get("If-None-Match") == etag:
            send(handler, Reply(status=304, headers={"ETag": etag}))
        else:
            send(handler, Reply(body, headers={"Content-Type": "application/rss+xml", "ETag": etag}))

    return answer


def three(host: Host, prefix: str = "") -> list[str]:
    """Three pages, and the feed that names them."""
    paths = [f"{prefix}/{name}" for name in ("one", "two", "three")]
    for path in paths:
        host.replies[path] = Reply(page(f"News of {path}", f"We are glad of {path},"))
    host.replies[f"{prefix}/feed"] = marked(host, feed(*map(host.url, paths)))  # type: ignore[assignment]
    return paths


def test_a_second_look_asks_for_the_list_alone_and_only_for_what_has_changed(desk: Desk) -> None:
    paths = three(desk.host)
    heard = desk.once("/feed")
    assert [article.url for article in heard.read_] == [desk.host.url(path) for path in paths]
    assert [article.published for article in heard.read_] == ["2019-03-12"] * 3
    assert desk.host.paths() == ["/feed", *paths]
    desk.host.asked.clear()
    heard = desk.once("/feed")
    assert [heard.read_, heard.known_, heard.said_] == [[], [], []]
    assert [(path, headers.get("if-none-match")) for path, headers in desk.host.asked if path != "/robots.txt"] == [
        ("/feed", '"1"')
    ]


def test_only_what_is_new_in_a_changed_list_is_fetched(desk: Desk) -> None:
    three(desk.host)
    desk.once("/feed")
    desk.host.replies["/four"] = Reply(page("Fourth", "Four is enough,"))
    urls = [desk.host.url(path) for path in ("/four", "/three", "/two")]
    desk.host.replies["/feed"] = Reply(feed(*urls), headers={**XML, "ETag": '"2"'})
    desk.host.asked.clear()
    heard = desk.once("/feed")
    assert heard.said_ == [("/feed", "1 new")]
    assert desk.host.paths() == ["/feed", "/four"]
    assert len(desk.urls()) == 4


def changing(host: Host, path: str) -> None:
    """A page that is never the same twice, so that its text alone cannot tell that it is known."""
    numbers = count()
    host.replies[path] = lambda handler: send(handler, Reply(page("Counter", f"You are reader {next(numbers)} today,")))


@pytest.mark.parametrize("moment", ["handed", "done"])
def test_a_run_that_dies_between_the_record_and_its_own_notes_repeats_nothing(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    changing(desk.host, "/one")
    desk.host.replies["/feed"] = Reply(feed(desk.host.url("/one")), headers=XML)

    def die(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(State, moment, die)
        with pytest.raises(KeyboardInterrupt):
            desk.once("/feed")
    in_record = len(desk.urls())
    assert in_record == (1 if moment == "done" else 0)
    desk.host.asked.clear()
    desk.once("/feed")
    assert len(desk.urls()) == 1
    assert desk.host.paths().count("/one") == 1 - in_record
    desk.host.asked.clear()
    desk.once("/feed")
    assert desk.host.paths() == ["/feed"]


def test_a_run_that_dies_while_it_adds_misses_nothing(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    three(desk.host)
    with monkeypatch.context() as patch:
        patch.setattr(type(desk.record), "add", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            desk.once("/feed")
    assert desk.urls() == []
    desk.once("/feed")
    assert len(desk.urls()) == 3


def test_failing_sources_hold_up_no_other(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    three(desk.host)
    desk.host.replies.update(
        {
            "/silent": silent(desk.host.over),
            "/endless": endless,
            "/500": Reply(status=500),
            "/round": Reply(status=302, headers={"Location": "/round"}),
            "/fault": Reply(feed()),
            "/page": Reply(page()),
        }
    )
    real = looking.look

    def look(source: Source, means: Means) -> Seen:
        if source.name == "/fault":
            raise RuntimeError("not foreseen")
        return real(source, means)

    monkeypatch.setattr(watching, "look", look)
    begun = time.monotonic()
    arrived: list[float] = []
    heard = Heard(on_read=lambda: arrived.append(time.monotonic() - begun))
    names = ("/silent", "/endless", "/500", "/round", "/fault", "/page", "/feed")
    failing = watch(desk.record, Sources(tuple(map(desk.source, names))), heard, once=True, limits=LIMITS)
    assert failing == 6
    assert len(desk.urls()) == 3
    assert max(arrived) < LIMITS.seconds  # all was read before the silent one was given up
    said = dict(heard.said_)
    assert "No whole answer" in said["/silent"]
    assert "longer than" in said["/endless"]
    assert "answered 500" in said["/500"]
    assert "more than 3 times" in said["/round"]
    assert "fault in communique itself: RuntimeError: not foreseen" in said["/fault"]
    assert "no feed" in said["/page"]


def test_a_host_that_asks_to_be_left_alone_is_not_asked_by_the_next_run(desk: Desk) -> None:
    desk.host.replies["/feed"] = Reply(status=429, headers={"Retry-After": "7200"})
    (trouble,) = desk.once("/feed").troubles()
    assert "The next look is in 2 hours" in trouble
    desk.host.asked.clear()
    heard = desk.once("/feed")
    assert desk.host.asked == []
    assert "left alone" in heard.troubles()[0]


def test_a_source_that_is_well_again_is_looked_at_as_ever(desk: Desk) -> None:
    desk.host.replies["/feed"] = Reply(status=500)
    desk.once("/feed")
    three(desk.host)
    _set(desk, "UPDATE source SET next = 0")
    heard = desk.once("/feed")
    assert "well again" in heard.troubles()
    assert len(heard.read_) == 3


def test_a_page_whose_host_has_trouble_is_fetched_again_later(desk: Desk) -> None:
    three(desk.host)
    whole = desk.host.replies["/two"]
    desk.host.replies["/two"] = Reply(status=503)
    assert desk.once("/feed").lost_ == []
    assert len(desk.urls()) == 2
    desk.host.replies["/two"] = whole
    desk.host.asked.clear()
    desk.once("/feed")  # too soon
    assert "/two" not in desk.host.paths()
    _set(desk, "UPDATE page SET next = 0")
    desk.once("/feed")
    assert len(desk.urls()) == 3


def test_a_page_that_never_comes_is_left_in_the_end_and_said(desk: Desk) -> None:
    three(desk.host)
    desk.host.replies["/two"] = Reply(status=503)
    lost = []
    for _ in range(looking.MOST_TRIES):
        lost += desk.once("/feed").lost_
        _set(desk, "UPDATE page SET next = 0")
    assert [unread.path for unread in lost] == [desk.host.url("/two")]
    desk.host.asked.clear()
    desk.once("/feed")
    assert desk.host.paths() == ["/feed"]


def test_a_page_that_is_gone_is_said_once_and_not_asked_for_again(desk: Desk) -> None:
    three(desk.host)
    del desk.host.replies["/two"]
    assert [unread.path for unread in desk.once("/feed").lost_] == [desk.host.url("/two")]
    desk.host.asked.clear()
    assert desk.once("/feed").lost_ == []
    assert desk.host.paths() == ["/feed"]


def test_a_host_in_trouble_is_not_asked_for_page_after_page(desk: Desk) -> None:
    paths = [f"/{number}" for number in range(10)]
    desk.host.replies.update({path: Reply(status=500) for path in paths})
    desk.host.replies["/feed"] = Reply(feed(*map(desk.host.url, paths)), headers=XML)
    desk.once("/feed")
    assert len(desk.host.paths()) == 1 + looking.FAILURES_IN_A_ROW


def test_a_damaged_list_gives_what_it_has_and_is_asked_for_anew(desk: Desk) -> None:
    three(desk.host)
    body = feed(*map(desk.host.url, ("/one", "/two", "/three")))
    desk.host.replies["/feed"] = Reply(body[: body.index(b"Item 2")], headers=XML)
    heard = desk.once("/feed")
    assert len(desk.urls()) == 2
    assert "damaged" in heard.troubles()[0]
    three(desk.host)
    desk.once("/feed")
    assert len(desk.urls()) == 3


def test_an_index_of_sitemaps_is_asked_for_anew_and_its_sitemaps_only_if_changed(desk: Desk) -> None:
    three(desk.host)
    index = f"<sitemapindex><sitemap><loc>{desk.host.url('/feed')}</loc></sitemap></sitemapindex>"
    desk.host.replies["/index"] = marked(desk.host, index.encode())  # type: ignore[assignment]
    desk.once("/index")
    assert len(desk.urls()) == 3
    desk.host.asked.clear()
    desk.once("/index")
    assert [(path, "if-none-match" in headers) for path, headers in desk.host.asked[1:]] == [
        ("/index", False),
        ("/feed", True),
    ]


def test_what_the_list_dates_as_too_old_is_passed_over(desk: Desk) -> None:
    three(desk.host)
    heard = desk.once(sources=[desk.source("/feed", days=7)])
    assert desk.host.paths() == ["/feed"]
    assert heard.read_ == []


def test_a_page_that_is_watched_by_mistake_names_its_feed(desk: Desk) -> None:
    head = '<link rel="alternate" type="application/rss+xml" href="/news/feed.xml">'
    desk.host.replies["/"] = Reply(page(head=head))
    assert desk.host.url("/news/feed.xml") in desk.once("/").troubles()[0]


def test_two_sources_that_name_the_same_page_fetch_it_once(desk: Desk) -> None:
    changing(desk.host, "/one")
    for path in ("/a", "/b"):
        desk.host.replies[path] = Reply(feed(desk.host.url("/one")), headers=XML)
    desk.once("/a")
    desk.once("/a", "/b")
    assert desk.host.paths().count("/one") == 1


def test_two_watchers_at_once(desk: Desk) -> None:
    three(desk.host)
    with held(desk.record.path / watching.WATCHING), pytest.raises(RecordError, match="watching already"):
        desk.once("/feed")


def test_another_writer_is_waited_for(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    three(desk.host)
    begun, free = Event(), Event()

    def write() -> None:
        with held(desk.record.path / WRITING):
            begun.set()
            free.wait(30)

    def busy(heard: Heard, error: RecordError) -> None:
        heard.busy_ += 1
        free.set()

    monkeypatch.setattr(Heard, "busy", busy)
    other = Thread(target=write)
    other.start()
    begun.wait(30)
    heard = desk.once("/feed")
    other.join()
    assert heard.busy_ == 1
    assert len(desk.urls()) == 3


@pytest.mark.parametrize("back", [0.0, 7_200.0])
def test_it_goes_on_looking_until_it_is_stopped_whatever_the_clock_says(
    back: float, desk: Desk, stop: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    three(desk.host)
    heard, behind = Heard(), 0.0
    clock = SimpleNamespace(monotonic=time.monotonic, time=lambda: time.time() - behind)
    monkeypatch.setattr(watching, "time", clock)

    def more() -> None:
        nonlocal behind
        behind = back
        desk.host.replies["/four"] = Reply(page("Fourth", "Four is enough,"))
        desk.host.replies["/feed"] = Reply(feed(desk.host.url("/four")), headers={**XML, "ETag": '"2"'})

    heard.on_rest = more
    heard.on_read = lambda: stop.set() if len(heard.read_) == 4 else None
    ender = Timer(20, stop.set)
    ender.start()
    begun = time.monotonic()
    watch(desk.record, Sources((desk.source("/feed", every=0.3),)), heard, limits=LIMITS, stop=stop)
    ender.cancel()
    assert time.monotonic() - begun < 15
    assert len(desk.urls()) == 4
    assert heard.rests == 1


def test_a_clock_that_was_set_back_keeps_nothing_waiting(desk: Desk) -> None:
    three(desk.host)
    desk.host.replies["/two"] = Reply(status=503)
    desk.once("/feed")
    three(desk.host)
    far = time.time() + 400 * 86_400
    _set(desk, f"UPDATE page SET next = {far} WHERE standing = 'waiting'")
    _set(desk, f"UPDATE source SET next = {far}, trouble = 'x'")
    desk.once("/feed")
    assert len(desk.urls()) == 3


def test_nobody_waits_longer_than_was_meant() -> None:
    standing = Standing(looked=5_000.0, next=5_900.0)
    waits = {now: left_to_wait(standing, now, 86_401.0) for now in (5_100.0, 5_900.0, 9_000.0, 1_000.0, -1e9)}
    assert waits == {5_100.0: 800.0, 5_900.0: 0.0, 9_000.0: 0.0, 1_000.0: 900.0, -1e9: 900.0}
    assert left_to_wait(Standing(looked=0.0, next=1e9), 10.0, 86_401.0) == 0.0


def test_a_disk_that_is_full_ends_it_at_once_and_costs_no_page(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    three(desk.host)
    with monkeypatch.context() as patch:
        patch.setattr(
            history, "swap", lambda *_: (_ for _ in ()).throw(unwritable(Path(STATE), OSError(28, "no room")))
        )
        begun = time.monotonic()
        with pytest.raises(RecordError, match="disk is full"):
            desk.once("/feed")
        assert time.monotonic() - begun < 5
    assert desk.urls() == []
    assert len(desk.once("/feed").read_) == 3
    assert len(desk.urls()) == 3


def test_where_nothing_can_be_kept_of_the_sources_it_ends(desk: Desk, stop: Event) -> None:
    three(desk.host)
    desk.once("/feed")
    _set(desk, "UPDATE source SET next = 0")
    _set(desk, "CREATE TRIGGER full BEFORE UPDATE ON source BEGIN SELECT RAISE(FAIL, 'database or disk is full'); END")
    ender = Timer(20, stop.set)
    ender.start()
    with pytest.raises(RecordError, match=r"disk is full.*its disk is full"):
        watch(desk.record, Sources((desk.source("/feed", every=0.2),)), Heard(), limits=LIMITS, stop=stop)
    assert ender.is_alive()
    ender.cancel()


def test_failures_in_a_row_are_followed_by_longer_and_longer_pauses() -> None:
    source = Source("https://a.example/feed", "a", every=600.0)
    pauses = [next_look(source, Seen(trouble="x"), failures, 0.0) for failures in range(12)]
    assert pauses[:3] == [1200.0, 2400.0, 4800.0]
    assert max(pauses) == 86_400.0
    assert next_look(source, Seen(trouble="x", wait=5_000.0), 0, 0.0) == 5_000.0
    assert next_look(source, Seen(), 7, 0.0) == 600.0


def test_a_damaged_state_is_said(desk: Desk) -> None:
    (desk.record.path / STATE).write_bytes(b"no database, whatever it says" * 100)
    with pytest.raises(RecordError, match="moved away"):
        desk.once("/feed")


def _set(desk: Desk, statement: str) -> None:
    db = sqlite3.connect(desk.record.path / STATE)
    with db:
        db.execute(statement)
    db.close()


def test_what_was_kept_by_an_earlier_release_is_taken_over(desk: Desk) -> None:
    three(desk.host)
    desk.once("/feed")
    with sqlite3.connect(desk.record.path / STATE) as db:
        db.executescript(
            "ALTER TABLE source DROP COLUMN came; ALTER TABLE source DROP COLUMN news; PRAGMA user_version = 1"
        )
    url = desk.host.url("/feed")
    before = kept(desk.record.path)[url]
    assert (before.came, before.news, before.articles) == (None, None, 3)
    desk.host.asked.clear()
    desk.once("/feed")
    assert desk.host.paths() == ["/feed"]
    after = kept(desk.record.path)[url]
    assert (after.came, after.news, after.articles) == (0, None, 3)
