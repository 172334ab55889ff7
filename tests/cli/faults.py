"""Kills the real program at random moments, and looks at what it leaves.

`python -m tests.cli.faults --kills 100` does so a hundred times; a test does a few. The schedule is seeded: which
command is killed, and after how much of the time that it takes. Every other kill waits for the first sign of writing.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, redirect_stderr, redirect_stdout, suppress
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import communique
from communique.gather import gather
from communique.reading import Article
from communique.record import Record
from communique.record.checking import check
from communique.record.manifest import load
from communique.reviews import Review, entry_of
from communique.reviews.exchange import lines
from tests.gather.misbehaving import Host, Reply, feed, page, send, serving

SEED = 20180612
COMMANDS = ("read", "watch", "weave", "compact", "reviews")
ARTICLES = 3
"""What one run of `read` reads: a batch, so all or nothing of it is in the record when it was killed."""

HOSTS = 3
"""What `watch` looks at: each has one new page for each run, that is never the same twice."""

REVIEWS = 10
LONGEST = 1.6
"""In times of what the command takes: a kill may fall on any step of it, on a machine that is busier by then, too."""

SIGN_SECONDS = 0.3
"""How long after the first sign of writing a kill may fall: on a busy machine the writing takes about as long."""

SOURCE = Path(communique.__file__).parents[1]
DISPATCHES = sorted((SOURCE / "communique" / "dispatches").glob("*.txt"))


def program(*words: str | Path) -> list[str]:
    """The command line of the real program."""
    return [sys.executable, "-m", "communique", *map(str, words)]


def environment(**more: str) -> dict[str, str]:
    """Of a process that finds this very source, and one thread of a processor."""
    return {**os.environ, "PYTHONPATH": str(SOURCE), "OMP_NUM_THREADS": "1", "COLUMNS": "100", **more}


def run(*words: str | Path, **more: str) -> subprocess.CompletedProcess[str]:
    """Runs the program to its end."""
    return subprocess.run(
        program(*words), env=environment(**more), capture_output=True, text=True, timeout=120, check=False
    )


def here(*words: str | Path) -> subprocess.CompletedProcess[str]:
    """Runs the program to its end in this process: a fifth of the time, where it is not the process that is tried."""
    from communique.cli import main

    out, errors = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(errors):
        try:
            main([*map(str, words)])
        except SystemExit as left:
            code = left.code if isinstance(left.code, int) else int(left.code is not None)
    return subprocess.CompletedProcess(program(*words), code, out.getvalue(), errors.getvalue())


def write_articles(folder: Path, number: int, count: int = ARTICLES) -> list[Path]:
    """Writes articles that no other number has: dispatches with a last line of their own."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for one in range(count):
        model = DISPATCHES[(number * count + one) % len(DISPATCHES)]
        path = folder / f"{number:04d}-{one}-{model.name}"
        path.write_text(
            f"{model.read_text(encoding='utf-8')}\n\nPrinted in edition {number}.{one}.\n", encoding="utf-8"
        )
        paths.append(path)
    return paths


def ids(paths: Sequence[Path]) -> set[str]:
    """The ids of the articles in these files."""
    return {found.id for found in gather(paths) if isinstance(found, Article)}


@dataclass
class Ordeal:
    """A record, its writers that are killed, and what they had acknowledged."""

    folder: Path
    random: random.Random
    hosts: Sequence[Host]
    number: int = 0
    listed: list[list[str]] = field(default_factory=lambda: [[] for _ in range(HOSTS)])
    readers: Iterator[int] = field(default_factory=count)
    pages: set[str] = field(default_factory=set)
    articles: set[str] = field(default_factory=set)
    reviews: set[str] = field(default_factory=set)
    woven: int = 0
    seconds: dict[str, float] = field(default_factory=dict)
    outcomes: Counter[str] = field(default_factory=Counter)

    @property
    def record(self) -> Path:
        """The folder of the record."""
        return self.folder / "record"

    def prepare(self, command: str) -> tuple[list[str], Callable[[], None]]:
        """A run of a command that has something to do: its words, and what is acknowledged once it has ended well."""
        self.number += 1
        if command == "read":
            fresh = write_articles(self.folder / "inbox" / str(self.number), self.number)
            mine = ids(fresh)
            return ["read", *map(str, fresh), "--record", str(self.record), "--no-weave"], lambda: self.articles.update(
                mine
            )
        if command == "watch":
            sources = self._pages()
            named = {url for urls in self.listed for url in urls}
            words = ["watch", str(sources), "--once", "--no-weave", "--record", str(self.record)]
            return words, lambda: self.pages.update(named)
        if command == "reviews":
            path, made = self._reviews()
            return ["reviews", "import", str(path), "--record", str(self.record)], lambda: self.reviews.update(made)
        if command == "weave":
            return ["weave", "--record", str(self.record)], self._wove
        return ["compact", "--record", str(self.record)], lambda: None

    def measure(self, command: str) -> None:
        """Runs a command to its end, and notes how long it takes."""
        words, acknowledge = self.prepare(command)
        begun = time.monotonic()
        ended = run(*words)
        assert ended.returncode == 0, ended.stderr
        self.seconds[command] = time.monotonic() - begun
        acknowledge()
        self.look()

    def kill(self, command: str, *, at_sign: bool) -> None:
        """Runs a command, kills it at a random moment, and looks at what it leaves."""
        words, acknowledge = self.prepare(command)
        before = self._sign()
        process = subprocess.Popen(
            program(*words), env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        if at_sign:
            while process.poll() is None and self._sign() == before:
                time.sleep(0.0005)
            time.sleep(self.random.uniform(0, SIGN_SECONDS))
        else:
            moment = self.random.uniform(0, LONGEST * self.seconds[command])
            with suppress(subprocess.TimeoutExpired):
                process.wait(moment)
        process.kill()
        code = process.wait()
        assert code in (0, -signal.SIGKILL), (command, code)
        if code == 0:
            acknowledge()
        self.outcomes[
            f"{command}: {'killed' if code else 'had ended'}{' while writing' if at_sign and code else ''}"
        ] += 1
        self.look()

    def look(self) -> None:
        """The record opens, is sound, and holds what was acknowledged, and whole batches only."""
        found = check(self.record)
        assert found.damages == (), found.damages
        record = Record.open(self.record)
        urls = {row.id: row.url for row in record.articles()}
        there = {*urls}
        assert self.articles <= there, "acknowledged articles are gone"
        assert sum(url is None for url in urls.values()) % ARTICLES == 0, "half a batch is there"
        watched = [url for url in urls.values() if url is not None]
        assert self.pages <= {*watched}, "a page that was watched is missed"
        assert len({*watched}) == len(watched), "a page that was watched is there twice"
        assert {row.article for row in record.statements()} <= there
        log = [review.id for review in record.reviews.all()]
        assert self.reviews <= {*log}, "acknowledged reviews are gone"
        assert len(log) % REVIEWS == 0, "half an import is there"
        woven = load(self.record).woven
        assert (woven.articles if woven else 0) >= self.woven, "what was woven is gone"
        assert record.history()[-1].number == load(self.record).snapshot
        self.articles |= there  # what can be asked once can be asked for ever
        self.reviews |= {*log}
        self.woven = woven.articles if woven else 0

    def end(self) -> None:
        """In the end the record answers as one that nobody was killed at, and has every page that was ever listed."""
        self.measure("watch")
        for words in (("weave",), ("compact",), ("check",)):
            ended = here(*words, "--record", self.record)
            assert ended.returncode == 0, ended.stderr + ended.stdout
        record, calm = Record.open(self.record), Record.open(self.folder / "calm", create=True)
        calm.add(record.readings(self.articles))
        calm.weave()
        assert calm.woven() == record.woven(reviewed=False)
        assert list(calm.statements()) == list(record.statements())

    def _pages(self) -> Path:
        """Sources with a new page each, which is another one whenever it is fetched."""
        text = ""
        for host, urls in zip(self.hosts, self.listed, strict=True):
            fresh = f"/{self.number}"
            urls.append(host.url(fresh))
            host.replies[fresh] = lambda handler: send(
                handler, Reply(page("Counter", f"You are reader {next(self.readers)} today,"))
            )
            host.replies["/feed"] = Reply(feed(*urls), headers={"Content-Type": "application/rss+xml"})
            text += f'[[source]]\nurl = "{host.url("/feed")}"\nprivate = true\n'
        path = self.folder / "sources.toml"
        path.write_text(text, encoding="utf-8")
        return path

    def _reviews(self) -> tuple[Path, set[str]]:
        record = Record.open(self.record)
        reading = record.reading(min(self.articles))
        entry = entry_of(reading, "statement", reading.statements[0].id)
        made = [Review("accept", "Ada Lund", entry, note=f"{self.number}.{one}") for one in range(REVIEWS)]
        path = self.folder / f"reviews-{self.number}.jsonl"
        path.write_text("".join(json.dumps(line) + "\n" for line in lines(made, {})), encoding="utf-8")
        return path, {one.id for one in made}

    def _wove(self) -> None:
        self.woven = load(self.record).rows("articles")

    def _sign(self) -> tuple[object, ...]:
        """Something that changes when anything in the record's folder is written."""
        files = [self.record / "parts", *self.record.glob("reviews.sqlite*"), *self.record.glob("search.sqlite*")]
        found = []
        for path in files:
            with suppress(OSError):
                found.append((path.name, path.stat().st_size, path.stat().st_mtime_ns))
        return tuple(sorted(found))


def ordeal(folder: Path, kills: int, seed: int = SEED) -> Ordeal:
    """A record that goes through so many kills, and is looked at after each."""
    with ExitStack() as serving_:
        made = Ordeal(folder, random.Random(seed), [serving_.enter_context(serving()) for _ in range(HOSTS)])
        for command in COMMANDS:
            made.measure(command)
        for number in range(kills):
            made.kill(COMMANDS[number % len(COMMANDS)], at_sign=number // len(COMMANDS) % 2 == 1)
        made.end()
    return made


def main() -> None:
    """Runs the ordeal, and says what became of it."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--kills", type=int, default=100)
    options.add_argument("--seed", type=int, default=SEED)
    chosen = options.parse_args()
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        done = ordeal(Path(folder), chosen.kills, chosen.seed)
        for outcome, times in sorted(done.outcomes.items()):
            sys.stdout.write(f"{times:4d}  {outcome}\n")
        sys.stdout.write(
            f"{len(done.articles)} articles, {len(done.pages)} of them watched, {len(done.reviews)} reviews,"
            f" {load(done.record).snapshot} snapshots:"
            f" sound after each of {chosen.kills} kills; {time.monotonic() - begun:.0f} s\n"
        )


if __name__ == "__main__":
    main()
