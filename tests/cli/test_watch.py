from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import count
from pathlib import Path

import pytest

from communique.record import Record
from communique.record.lock import held
from communique.watch.watching import WATCHING
from tests.cli.examples import Reader, Run
from tests.gather.misbehaving import Host, Reply, feed, page, send, serving

XML = {"Content-Type": "application/rss+xml"}
KILLS = 4
HOSTS, PAGES = 4, 2
LONGEST = 2.5  # seconds from the first request: about what it takes to fetch and read what is new each time


@pytest.fixture
def host() -> Iterator[Host]:
    with serving() as host:
        host.replies["/one"] = Reply(page("Ministers meet"))
        host.replies["/feed"] = Reply(feed(host.url("/one"), host.url("/gone")), headers=XML)
        yield host


def sources(path: Path, *urls: str) -> Path:
    text = "".join(
        f'[[source]]\nname = "Source {number}"\nurl = "{url}"\nprivate = true\n' for number, url in enumerate(urls)
    )
    path.write_text(text, encoding="utf-8")
    return path


def test_a_single_look_tells_what_came_of_it(run: Run, reader: Reader, host: Host, tmp_path: Path) -> None:
    sources(tmp_path / "s.toml", host.url("/feed"))
    outcome = run("watch", "s.toml", "--record", "korea", "--once")
    assert outcome.code == 0
    assert outcome.out.splitlines() == [
        "woven: 1 article, 1 text, 0 occurrences, 0 meetings",
        "1 article read into korea, with 0 statements",
        "1 input not read, for the reasons above",
    ]
    assert [line.split(":")[0] for line in outcome.err.splitlines()] == ["Source 0", "not read"]
    again = run("watch", "s.toml", "--record", "korea", "--once")
    assert (again.code, again.err) == (0, "")
    assert again.out == "0 articles read into korea, with 0 statements\n"


def test_where_no_source_could_be_looked_at_it_fails(run: Run, reader: Reader, host: Host, tmp_path: Path) -> None:
    sources(tmp_path / "s.toml", host.url("/nothing"))
    outcome = run("watch", "s.toml", "--once")
    assert outcome.code == 1
    assert "answered 404" in outcome.err
    assert "No source could be looked at" in outcome.err


def test_how_each_source_is_doing_is_told(run: Run, reader: Reader, host: Host, tmp_path: Path) -> None:
    sources(tmp_path / "s.toml", host.url("/feed"), host.url("/nothing"), host.url("/later"))
    text = (tmp_path / "s.toml").read_text(encoding="utf-8")
    (tmp_path / "two.toml").write_text(text.rpartition("[[source]]")[0], encoding="utf-8")
    assert run("watch", "--status").code == 1
    run("watch", "two.toml", "--once", "--no-weave")
    assert run("watch", "--status").out.splitlines()[-1] == (
        "1 source of 2 in trouble; nobody is watching for this record now"
    )
    outcome = run("watch", "s.toml", "--status")
    assert (outcome.code, outcome.err) == (0, "")
    lines = outcome.out.splitlines()
    assert max(map(len, lines)) <= 100
    assert lines[0].split() == ["source", "last", "look", "new", "next", "look", "waiting", "articles"]
    first, second, third = (next(line for line in lines if line.startswith(f"Source {n}")) for n in range(3))
    assert first.split()[-6:] == ["2", "in", "15", "minutes", "0", "1"]
    assert second.split()[-5:] == ["in", "30", "minutes", "0", "0"]
    assert third.split()[2:] == ["never", "0", "0"]
    assert "answered 404" in outcome.out
    assert "1 page gave no article" in outcome.out
    rows = [json.loads(line) for line in run("watch", "s.toml", "--status", "--json").out.splitlines()]
    told = [(row["name"], row["came"], row["failures"], row["articles"], row["without"]) for row in rows]
    assert told == [("Source 0", 2, 0, 1, 1), ("Source 1", 0, 1, 0, 0), ("Source 2", None, 0, 0, 0)]
    assert rows[0]["looked"] == rows[0]["news"] < rows[0]["next"]
    with held(tmp_path / "record" / WATCHING):
        assert "somebody is watching for this record now" in run("watch", "--status").out


@pytest.mark.parametrize("words", [["watch"], ["watch", "s.toml", "--json"]])
def test_status_alone_needs_no_file_and_json_is_its_own(words: list[str], run: Run, host: Host, tmp_path: Path) -> None:
    sources(tmp_path / "s.toml", host.url("/feed"))
    outcome = run(*words)
    assert outcome.code == 2
    assert "--status" in outcome.err


def test_sources_with_faults_make_no_record(run: Run, reader: Reader, tmp_path: Path) -> None:
    (tmp_path / "s.toml").write_text("[[source]]\nurl = 'x'\nevry = '1 hour'\n", encoding="utf-8")
    outcome = run("watch", "s.toml")
    assert outcome.code == 1
    assert [line.partition(": ")[0] for line in outcome.err.splitlines()] == ["s.toml:2", "s.toml:3", "communique"]
    assert not (tmp_path / "record").exists()


def test_private_addresses_are_refused_unless_a_source_allows_them(
    run: Run, reader: Reader, host: Host, tmp_path: Path
) -> None:
    text = sources(tmp_path / "s.toml", host.url("/feed")).read_text(encoding="utf-8").replace("private = true", "")
    (tmp_path / "s.toml").write_text(text, encoding="utf-8")
    outcome = run("watch", "s.toml", "--once")
    assert outcome.code == 1
    assert "no public address" in outcome.err
    assert host.asked == []


def test_read_takes_urls(run: Run, reader: Reader, host: Host) -> None:
    outcome = run("read", host.url("/feed"), "--private", "--no-weave")
    assert outcome.code == 0
    assert "1 article read into record" in outcome.out
    assert "answered 404" in outcome.err
    assert run("read", host.url("/one"), "--record", "other").code == 1


def program(*words: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "communique", *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "OMP_NUM_THREADS": "1"},
    )


def test_killed_at_any_moment_it_misses_and_repeats_nothing(tmp_path: Path) -> None:
    """The real program, reading for real. No page is the same twice, so a page that is read again would be seen."""
    numbers = count()
    wanted: list[str] = []
    with ExitStack() as stack:
        hosts = [stack.enter_context(serving()) for _ in range(HOSTS)]
        chosen = str(sources(tmp_path / "s.toml", *(host.url("/feed") for host in hosts)))
        words = ("watch", chosen, "--record", str(tmp_path / "record"), "--once", "--no-weave")
        moments = random.Random(20180612)
        killed = 0
        for time_ in range(KILLS):
            for host in hosts:
                fresh = [f"/{time_}/{number}" for number in range(PAGES)]
                host.asked.clear()
                for path in fresh:
                    host.replies[path] = lambda handler: send(
                        handler, Reply(page("Counter", f"You are reader {next(numbers)} today,"))
                    )
                wanted += map(host.url, fresh)
                host.replies["/feed"] = Reply(feed(*(url for url in wanted if url.startswith(host.base))), headers=XML)
            running = program(*words)
            while not any(host.asked for host in hosts) and running.poll() is None:
                time.sleep(0.01)
            time.sleep(moments.uniform(0.0, LONGEST))
            killed += running.poll() is None
            running.kill()
            running.communicate()
        assert killed > KILLS / 2, "it had ended before: the test has shown nothing"
        for _ in range(2):
            last = program(*words)
            told, problems = last.communicate(timeout=120)
            assert last.returncode == 0, problems
        assert "0 articles read" in told
    assert len(set(wanted)) == KILLS * HOSTS * PAGES
    record = Record.open(tmp_path / "record")
    assert record.check() == ()
    assert sorted(str(article.url) for article in record.articles()) == sorted(wanted)


@pytest.mark.skipif(not hasattr(signal, "SIGTERM") or os.name == "nt", reason="Windows has no SIGTERM to be sent")
def test_asked_to_end_it_ends(host: Host, tmp_path: Path) -> None:
    chosen = str(sources(tmp_path / "s.toml", host.url("/feed")))
    running = program("watch", chosen, "--record", str(tmp_path / "record"), "--no-weave")
    until = time.monotonic() + 60
    while "/gone" not in host.paths() and time.monotonic() < until:
        time.sleep(0.05)
    running.terminate()
    told, problems = running.communicate(timeout=30)
    assert running.returncode == 0, problems
    assert "1 article read" in told
    assert "Source 0: 2 new" in problems
