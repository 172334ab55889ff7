"""How quick the pages are, with eight readers at once on a record of 20,000 articles, while a writer adds more.

    python benchmarks/pages.py --shared ../shared               makes the record first: some 20 minutes
    python benchmarks/pages.py --shared ../shared --record DIR  takes a copy of one that was made before

The record: all of Reuters-21578 that has a text and a day, topped up to 20,000 with copies of which one word in ten is
another, read and woven by the program itself. The server and the writer (`communique read`, a hundred new articles a
run, over and over) are the real ones, in processes of their own.

Before the clock runs, a walk along the site's own links collects addresses of each kind of page, with whatever filters,
orders and pages of lists the links lead to, and searches for words of the record's titles are added. Then each reader
asks for one kind after the other, an address of it drawn with a seed, reads the answer to its end, and thinks for half
a second to a whole one. A time is from sending the question to the last byte of the answer. Anything but a 200 fails.
Whole lists as CSV are files, not pages: they are fetched one at a time, each in so many seconds.
Three times: with the writer, alone, and alone without a pause. Server, writer and readers share the machine.
"""

from __future__ import annotations

import argparse
import html
import http.client
import json
import os
import random
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlsplit

import _results
from communique.reading import Article
from communique.record import manifest
from communique.web.pages import NAVIGATION, PAGES
from copies import Edit, Edits, reuters

SEED, ARTICLES, READERS = 6, 20_000, 8
CHANGED = 10  # of a hundred words in a copy: enough to be another article, too few to be told as another story
BATCH = 100  # articles of one run of the writer
BATCHES = 30
THINK = (0.5, 1.0)
GOAL_MS, GOAL_MB = 150, 1_000
COSTED = 40  # pages of each kind that are asked for to learn what one costs
KEPT = 400  # addresses of one kind
WALK = 60  # pages of each kind that are looked at before the clock runs
LISTS = {f"{page.path}, csv" for page in PAGES if page.long}
SEARCHES = ("/statements?q={}",)
LINK = re.compile(rb'href="(/[^"#]*)')
WORD = re.compile(r"[a-z]{4,}")


@dataclass
class Times:
    """What the readers of one round met."""

    by_kind: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    wrong: list[str] = field(default_factory=list)
    characters: int = 0

    @property
    def all(self) -> list[float]:
        return [one for times in self.by_kind.values() for one in times]


class Reader:
    """A browser that keeps its line open."""

    def __init__(self, address: str) -> None:
        self._line = http.client.HTTPConnection(urlsplit(address).netloc, timeout=60)

    def get(self, path: str) -> tuple[int, bytes]:
        self._line.request("GET", path)
        answer = self._line.getresponse()
        return answer.status, answer.read()


def kind_of(path: str) -> str | None:
    """The kind of page that an address is of: its place in the site, and its form. None where it is none to measure."""
    parts = urlsplit(path)
    form = next((f", {f}" for f in ("json", "csv") if f"as={f}" in parts.query.split("&")), "")
    if parts.path.startswith("/api/"):
        return None  # the same as the pages' JSON
    for page in PAGES:
        pattern = re.sub(r"\\\{.*?\\\}", ".+", re.escape(page.path))
        if re.fullmatch(pattern, parts.path):
            return page.path.replace(":path", "") + form
    return None


def walk(address: str, rng: random.Random) -> dict[str, list[str]]:
    """Addresses of each kind, as the site's own links lead to them."""
    reader = Reader(address)
    found: dict[str, dict[str, None]] = defaultdict(dict)
    fresh: dict[str, list[str]] = defaultdict(list)
    seen: Counter[str] = Counter()

    def met(path: str) -> None:
        kind = kind_of(path)
        if kind is not None and path not in found[kind] and len(found[kind]) < KEPT:
            found[kind][path] = None
            if "," not in kind:
                fresh[kind].append(path)

    for page in NAVIGATION:
        met(page.path)
    while kinds := [kind for kind, paths in fresh.items() if paths and seen[kind] < WALK]:
        kind = min(kinds, key=lambda kind: seen[kind])
        seen[kind] += 1
        paths = fresh[kind]
        status, body = reader.get(paths.pop(rng.randrange(len(paths))))
        if status == 200:
            links = sorted(set(LINK.findall(body)))
            for link in rng.sample(links, len(links)):
                met(html.unescape(link.decode()))
    return {kind: list(paths) for kind, paths in sorted(found.items())}


def searches(articles: Sequence[Article], rng: random.Random) -> list[str]:
    """Searches for one word and for two words of a title."""
    made = []
    for article in rng.sample(articles, 200):
        words = WORD.findall((article.title or article.text[:200]).lower())
        if len(words) > 2:
            made += [p.format(quote(" ".join(rng.sample(words, n)))) for n in (1, 2) for p in SEARCHES]
    return made


def read_for(address: str, pool: dict[str, list[str]], seconds: float, think: tuple[float, float]) -> Times:
    """Eight readers at once, for so long."""
    times, lock, until = Times(), threading.Lock(), time.monotonic() + seconds

    def one(number: int) -> None:
        rng, reader = random.Random(SEED * 1000 + number), Reader(address)
        kinds = list(pool)
        while time.monotonic() < until:
            rng.shuffle(kinds)
            for kind in kinds:
                time.sleep(rng.uniform(*think))
                if time.monotonic() >= until:
                    return
                path = rng.choice(pool[kind])
                begun = time.perf_counter()
                status, body = reader.get(path)
                took = time.perf_counter() - begun
                with lock:
                    times.by_kind[kind].append(took)
                    times.characters += len(body)
                    if status != 200:
                        times.wrong.append(f"{status} {path}")

    threads = [threading.Thread(target=one, args=(number,)) for number in range(READERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return times


@contextmanager
def server(record: Path) -> Iterator[tuple[str, int, float]]:
    """The real program, on a free port: its address, its process, and the seconds until it answered."""
    begun = time.monotonic()
    words = [sys.executable, "-m", "communique", "serve", "--record", str(record), "--port", "0"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        found = re.search(r"(http://\S+)/ ", process.stdout.readline())
        assert found is not None, "the server did not start"
        try:
            yield found[1], process.pid, time.monotonic() - begun
        finally:
            process.send_signal(signal.SIGINT)


@contextmanager
def writer(record: Path, batches: Iterable[Path]) -> Iterator[None]:
    """`communique read` of one batch after the other, until the end of the block."""
    stop = threading.Event()
    running: list[subprocess.Popen[bytes]] = []

    def write() -> None:
        for batch in batches:
            if stop.is_set():
                return
            words = [sys.executable, "-m", "communique", "read", str(batch), "--record", str(record)]
            with subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
                running[:] = [process]
                _, said = process.communicate()
            if process.returncode and not stop.is_set():
                raise SystemExit(f"the writer failed: {said.decode()}")

    thread = threading.Thread(target=write)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        for process in running:
            process.send_signal(signal.SIGINT)
        thread.join()


class Memory(threading.Thread):
    """Watches a process and its children: the most resident memory of either, in MB (Linux)."""

    def __init__(self, process: int) -> None:
        super().__init__(daemon=True)
        self._process, self.children = process, 0.0

    @property
    def own(self) -> float:
        return self._peak(self._process)

    def run(self) -> None:
        while Path(f"/proc/{self._process}").exists():
            for task in Path(f"/proc/{self._process}/task").glob("*/children"):
                with suppress(OSError):  # it has ended meanwhile
                    self.children = max([self.children, *map(self._peak, map(int, task.read_text().split()))])
            time.sleep(0.2)

    @staticmethod
    def _peak(process: int) -> float:
        try:
            status = Path(f"/proc/{process}/status").read_text()
        except OSError:
            return 0.0
        found = re.search(r"VmHWM:\s+(\d+) kB", status)
        return int(found[1]) / 1024 if found else 0.0


def cpu_seconds(process: int) -> float:
    """Processor seconds that a process has used (Linux)."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def costs(address: str, process: int, pool: dict[str, list[str]], rng: random.Random) -> dict[str, float]:
    """Processor milliseconds of the server for a page of each kind, asked for one after the other."""
    reader, found = Reader(address), {}
    for kind, paths in pool.items():
        before = cpu_seconds(process)
        for path in rng.choices(paths, k=COSTED):
            reader.get(path)
        found[kind] = round(1000 * (cpu_seconds(process) - before) / COSTED, 1)
    return found


def downloads(address: str) -> dict[str, object]:
    """For each long list, the whole of it as CSV: seconds and megabytes."""
    reader, found = Reader(address), {}
    for page in PAGES:
        if page.long:
            begun = time.monotonic()
            status, body = reader.get(f"{page.path}?as=csv")
            seconds = round(time.monotonic() - begun, 1)
            found[page.path] = {"status": status, "seconds": seconds, "MB": round(len(body) / 1e6, 1)}
    return found


def milliseconds(times: Sequence[float]) -> list[float]:
    """p50, p95, p99 and the most, in ms, and how many there were."""
    cut = statistics.quantiles(times, n=100, method="inclusive") if len(times) > 1 else [times[0]] * 99
    return [*(round(1000 * value, 1) for value in (cut[49], cut[94], cut[98], max(times))), len(times)]


def as_lines(articles: Iterable[Article], path: Path) -> Path:
    """The articles as a file that `communique read` takes."""
    with path.open("w", encoding="utf8") as file:
        for one in articles:
            fields = {"text": one.text, "title": one.title, "published": one.published, "outlet": "Reuters"}
            file.write(json.dumps({name: value for name, value in fields.items() if value}) + "\n")
    return path


def copies_of(articles: Sequence[Article], edit: Edit, count: int, rng: random.Random) -> Iterator[Article]:
    """So many articles with one word in ten another."""
    for one in rng.choices(articles, k=count):
        yield Article(one.id, edit(one.text, rng), title=one.title, published=one.published)


def report(name: str, times: Times, seconds: float) -> dict[str, object]:
    """The figures of a round, printed as they are kept."""
    print(f"\n{name}: {len(times.all) / seconds:.1f} pages a second\n{'':44}   p50    p95    p99   most  count")
    rows = {kind: milliseconds(found) for kind, found in sorted(times.by_kind.items())}
    rows["all"] = milliseconds(times.all)
    for kind, figures in rows.items():
        print(f"{kind:44}" + "".join(f"{value:7.1f}" for value in figures[:-1]) + f"{figures[-1]:7.0f}")
    for wrong in times.wrong[:10]:
        print(f"WRONG: {wrong}")
    return {
        "pages a second": round(len(times.all) / seconds, 1),
        "kB a page": round(times.characters / 1000 / len(times.all), 1),
        "not 200": len(times.wrong),
        "p50, p95, p99, most in ms; count": rows,
        "kinds of page over the goal": [kind for kind, figures in rows.items() if figures[1] > GOAL_MS],
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, required=True, help="folder with data/")
    parser.add_argument("--record", type=Path, help="a record of 20,000 articles, which is copied")
    parser.add_argument("--seconds", type=float, default=120, help="of each round")
    parser.add_argument("--quick", action="store_true", help="the round with the writer alone, nothing kept")
    options = parser.parse_args()
    rng, figures = random.Random(SEED), dict[str, object]()
    articles = reuters(options.shared)[:ARTICLES]
    edit = Edits(articles).swap(CHANGED)
    with tempfile.TemporaryDirectory() as folder:
        record = Path(folder) / "record"
        if options.record is not None:
            shutil.copytree(options.record, record, ignore=shutil.ignore_patterns("catalogue"))
        else:
            whole = [*articles, *copies_of(articles, edit, ARTICLES - len(articles), rng)]
            file = as_lines(whole, Path(folder) / "articles.jsonl")
            subprocess.run([sys.executable, "-m", "communique", "read", file, "--record", record], check=True)
        batches = [as_lines(copies_of(articles, edit, BATCH, rng), Path(folder) / f"{n}.jsonl") for n in range(BATCHES)]
        figures["articles"] = manifest.load(record).rows("articles")
        with server(record) as (address, process, started):
            memory = Memory(process)
            memory.start()
            pool = walk(address, rng)
            asked = kind_of(SEARCHES[0].format("x"))
            if asked is not None:
                pool[f"{asked}, searched"] = searches(articles, rng)
            pool = {kind: paths for kind, paths in pool.items() if kind not in LISTS}
            figures["whole lists as CSV"] = downloads(address)
            figures["addresses of each kind"] = {kind: len(paths) for kind, paths in pool.items()}
            figures["processor ms of a page"] = costs(address, process, pool, rng)
            files = {"static": ["/static/icon.svg"]}
            floor = read_for(address, files, 3, THINK)
            before = manifest.load(record).rows("articles")
            begun = time.monotonic()
            with writer(record, batches):
                used = cpu_seconds(process)
                met = read_for(address, pool, options.seconds, THINK)
                used = cpu_seconds(process) - used
            written = (manifest.load(record).rows("articles") - before) / (time.monotonic() - begun)
            rounds = {"with a writer": report("with a writer", met, options.seconds)}
            figures["processor ms of a page, with a writer"] = round(1000 * used / len(met.all), 1)
            if not options.quick:
                alone = read_for(address, pool, options.seconds / 2, THINK)
                rounds["alone"] = report("alone", alone, options.seconds / 2)
                hurried = read_for(address, pool, options.seconds / 4, (0, 0))
                rounds["alone, without a pause"] = report("alone, without a pause", hurried, options.seconds / 4)
            figures |= {
                "readers": READERS,
                "thinking, seconds": list(THINK),
                "rounds": rounds,
                "seconds until the first answer": round(started, 1),
                "a small file (what the readers themselves take), ms": milliseconds(floor.all),
                "articles written a second meanwhile": round(written, 1),
                "peak memory of the server, MB": round(memory.own),
                "peak memory of what it starts, MB": round(memory.children),
            }
    for name, value in figures.items():
        if name != "rounds":
            print(f"{name}: {value}")
    if not options.quick:
        _results.write("pages", figures)
    return int(any(one["not 200"] for one in rounds.values()))


if __name__ == "__main__":
    sys.exit(main())
