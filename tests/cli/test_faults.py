"""What goes wrong on real machines, done to the real program: it is killed, its disk is full, its files are damaged."""

from __future__ import annotations

import json
import random
import resource
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from communique.gather import Unread, gather
from communique.reading import Article
from communique.record import Record
from communique.record.checking import check
from communique.record.manifest import MANIFEST, load
from tests.cli.faults import SEED, SOURCE, environment, here, ids, ordeal, program, run, write_articles
from tests.gather.misbehaving import Reply, feed, page, serving

KILLS = 4
"""As many as a minute has room for beside the others; `python -m tests.cli.faults` has a hundred."""

SMALL_FILES = 12_000
"""No file may grow larger: less than the articles of one run take, more than the first parts of it."""

BACK = """
import sys, datetime as d
import communique.record.history as history
from communique.cli import main
class Behind(d.datetime):
    @classmethod
    def now(cls, tz=None):
        return d.datetime.now(tz) - d.timedelta(days=400)
history.datetime = Behind
main(sys.argv[1:])
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a record of three articles, woven, and the articles."""
    folder = tmp_path_factory.mktemp("faults")
    paths = write_articles(folder / "inbox", 1)
    assert here("read", *paths, "--record", folder / "record").returncode == 0
    return folder


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "copy"))


def told(ended: subprocess.CompletedProcess[str]) -> str:
    """The one line of an error, which is no traceback."""
    assert ended.returncode == 1, ended.stdout + ended.stderr
    (line,) = [line for line in ended.stderr.splitlines() if line.startswith("communique: error:")]
    assert "Traceback" not in ended.stderr
    assert "fault in communique itself" not in line
    return line


def limited(*words: str | Path) -> subprocess.CompletedProcess[str]:
    """Runs the program on a disk that is as good as full: no file may grow."""
    return subprocess.run(
        program(*words),
        env=environment(),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (SMALL_FILES, SMALL_FILES)),
    )


def articles(folder: Path) -> set[str]:
    record = Record.open(folder / "record")
    assert check(record.path).damages == ()
    return {row.id for row in record.articles()}


def test_killed_at_random_moments_it_holds_what_was_acknowledged(tmp_path: Path) -> None:
    done = ordeal(tmp_path, KILLS)
    assert sum(done.outcomes.values()) == KILLS
    killed = sum(times for outcome, times in done.outcomes.items() if "killed" in outcome)
    assert killed >= KILLS // 2, "most had ended before they were killed: the test has shown little"


@pytest.mark.parametrize("command", ["read", "weave", "compact", "reviews"])
def test_a_full_disk_is_said_and_costs_nothing(command: str, folder: Path) -> None:
    record = folder / "record"
    fresh = write_articles(folder / "more", 2)
    words: list[str | Path] = ["read", *fresh]
    if command != "read":
        assert here(*words, "--record", record, "--no-weave").returncode == 0
        words = [command]
    if command == "reviews":
        from communique.reviews import Review, entry_of
        from communique.reviews.exchange import lines

        reading = Record.open(record).reading(min(articles(folder)))
        entry = entry_of(reading, "statement", reading.statements[0].id)
        many = [Review("accept", "Ada Lund", entry, note="so " * 500) for _ in range(50)]
        path = folder / "reviews.jsonl"
        path.write_text("".join(json.dumps(line) + "\n" for line in lines(many, {})), encoding="utf-8")
        words = ["reviews", "import", path]
    before = articles(folder), load(record)
    line = told(limited(*words, "--record", record))
    assert "cannot be written" in line
    assert "disk" in line
    assert (articles(folder), load(record)) == before
    ended = here(*words, "--record", record)
    assert ended.returncode == 0, ended.stderr
    assert articles(folder) >= before[0] | ids(fresh)


def test_a_damaged_part_is_named_taken_out_and_read_again(folder: Path) -> None:
    record = folder / "record"
    everything = articles(folder)
    part = record / "parts" / load(record).of("articles")[0].name
    content = bytearray(part.read_bytes())
    content[len(content) // 3] ^= 1
    part.write_bytes(content)
    found = here("check", "--record", record)
    assert found.returncode == 1
    assert part.name in found.stdout
    assert "3 articles to read again" in found.stdout
    repaired = here("repair", "--record", record)
    assert repaired.returncode == 0, repaired.stderr
    assert here("check", "--record", record).returncode == 0
    assert articles(folder) == set()
    (listed,) = record.glob("quarantine/*/lost.jsonl")
    paths = [json.loads(line)["path"] for line in listed.read_text(encoding="utf-8").splitlines()]
    assert here("read", *paths, "--record", record).returncode == 0
    assert articles(folder) == everything


@pytest.mark.parametrize("name", [MANIFEST, "statements", "search.sqlite", "history.jsonl", "manifest.copy.json"])
def test_a_file_of_the_record_that_vanished_is_made_again(name: str, folder: Path) -> None:
    record = folder / "record"
    everything = articles(folder)
    statements = list(Record.open(record).statements())
    path = record / name if "." in name else record / "parts" / load(record).of("statements")[0].name
    path.unlink()
    if name in (MANIFEST, "statements"):
        assert "communique repair" in told(here("said", "--record", record))
        assert here("check", "--record", record).returncode == 1
    assert here("repair", "--record", record).returncode == 0
    assert articles(folder) == everything
    assert list(Record.open(record).statements()) == statements


def test_an_article_that_vanished_costs_itself_alone(folder: Path) -> None:
    fresh = write_articles(folder / "more", 2)
    gone = fresh[0]
    known = ids(fresh[1:])
    gone.unlink()
    gone.symlink_to(folder / "nowhere.txt")
    ended = here("read", folder / "more", "--record", folder / "record")
    assert ended.returncode == 0, ended.stderr
    assert gone.name in ended.stderr
    assert articles(folder) >= known


def test_a_file_that_vanishes_after_it_was_listed_costs_itself_alone(tmp_path: Path) -> None:
    paths = write_articles(tmp_path / "more", 2)
    found = gather([tmp_path / "more"])
    read: list[object] = [next(found)]
    paths[1].unlink()
    read += found
    assert [type(one) for one in read] == [Article, Unread, Article]
    assert isinstance(read[1], Unread)
    assert paths[1].name in read[1].path


def test_a_full_disk_while_watching_is_said_and_ends_it(folder: Path) -> None:
    record, before = folder / "record", articles(folder)
    with serving() as host:
        host.replies["/one"] = Reply(page())
        host.replies["/feed"] = Reply(feed(host.url("/one")), headers={"Content-Type": "application/rss+xml"})
        sources = folder / "sources.toml"
        sources.write_text(f'[[source]]\nurl = "{host.url("/feed")}"\nprivate = true\n', encoding="utf-8")
        words: list[str | Path] = ["watch", sources, "--no-weave", "--record", record]
        line = told(limited(*words))
        assert "disk" in line
        assert "full" in line
        assert articles(folder) == before


def test_a_damaged_model_is_said_and_costs_nothing(folder: Path) -> None:
    copy = folder / "source" / "communique"
    shutil.copytree(SOURCE / "communique", copy, copy_function=lambda a, b: Path(b).symlink_to(a))
    weights = copy / "encoder" / "weights" / "model.onnx"
    content = bytearray(weights.read_bytes())
    content[random.Random(SEED).randrange(len(content))] ^= 1
    weights.unlink()
    weights.write_bytes(content)
    before = articles(folder)
    fresh = write_articles(folder / "more", 2)
    words: list[str | Path] = ["read", *fresh, "--record", folder / "record"]
    line = told(run(*words, PYTHONPATH=str(copy.parent)))
    assert "model.onnx was changed" in line
    assert "pip install --force-reinstall communique" in line
    assert articles(folder) == before
    found = run("check", "--record", folder / "record", PYTHONPATH=str(copy.parent))
    assert found.returncode == 1
    assert "model.onnx was changed" in found.stdout
    assert "lost:  nothing of the record" in found.stdout
    assert here(*words).returncode == 0
    assert articles(folder) == before | ids(fresh)


def test_a_clock_that_is_set_back_harms_nothing(folder: Path) -> None:
    fresh = write_articles(folder / "more", 2)
    words = ["read", *map(str, fresh), "--record", str(folder / "record")]
    ended = subprocess.run(
        [sys.executable, "-c", BACK, *words],
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert ended.returncode == 0, ended.stderr
    assert articles(folder) >= ids(fresh)
    found = Record.open(folder / "record").history()
    times = [one.at or "" for one in found]
    assert times != sorted(times), "the clock was not set back: the test has shown nothing"
    assert [one.number for one in found] == [1, 2, 3, 4]
    assert Record.open(folder / "record", as_of=2).info().articles == 3
    assert here("weave", "--record", folder / "record").returncode == 0


def test_of_two_writers_at_once_each_waits_for_the_other(folder: Path) -> None:
    record, chance = folder / "record", random.Random(SEED)
    batches = [write_articles(folder / str(number), number) for number in (2, 3)]
    chance.shuffle(batches)
    running = [
        subprocess.Popen(
            program("read", *paths, "--record", record, "--no-weave", "--wait", "60"),
            env=environment(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        for paths in batches
    ]
    for paths, process in zip(batches, running, strict=True):
        _, errors = process.communicate(timeout=120)
        assert process.returncode == 0, errors
        assert articles(folder) >= ids(paths)
    assert articles(folder) >= {one for paths in batches for one in ids(paths)}
    assert len(articles(folder)) == 9
