"""Articles a second into a record, by engine: here, one and two processes, Ray with two actors, turn and turn about.

    python benchmarks/engines.py
    python benchmarks/engines.py --articles corpus.jsonl --count 1000 --without ray

Each run is a program of its own that reads the same files into an empty record, without weaving, so that what it takes
to start is in it; "steady" is what it reads a second once a quarter is done. As a measure of what the machine has to
give, "here" is also run twice at once, as two programs that know nothing of one another: several processes can be as
quick as that, and no quicker. The figures are medians of the rounds; ratios are taken round by round, for a slow
minute of the machine slows all. Beside them stands the processor time that an article took, start included, which
tells what an engine costs even where the machine has other things to do.

Without --articles the shipped dispatches are read, again and again, each time with other words of theirs in place of
some.
"""

from __future__ import annotations

import argparse
import ctypes
import json
import os
import random
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import islice
from pathlib import Path

import _results

KINDS = ("here", "processes 1", "processes 2", "ray 2")
TWICE = "here, twice at once"
FILES = 8  # shards: several for each actor
SWAPPED = 0.1  # of the longer words of a dispatch
_ADOPT = 36  # Linux's PR_SET_CHILD_SUBREAPER: processes that outlive their parent become children of this one
_WORD = re.compile(r"\b[a-z]{5,}\b")


def perturbed(count: int) -> Iterator[dict[str, str | None]]:
    """So many articles made of the shipped dispatches, all different."""
    from communique.dispatches import articles as dispatches
    from communique.gather import gather
    from communique.reading import Article

    files = [str(file) for file in dispatches()]
    articles = [item for item in gather(files) if isinstance(item, Article)]
    words = sorted({word for article in articles for word in _WORD.findall(article.text)})
    chance = random.Random(7)
    for number in range(count):
        article = articles[number % len(articles)]
        text = _WORD.sub(lambda found: chance.choice(words) if chance.random() < SWAPPED else found[0], article.text)
        yield {"text": text, "title": article.title, "published": article.published, "outlet": article.outlet}


def put(articles: Sequence[object], folder: Path) -> None:
    """The articles as files of JSON Lines, of as many articles each."""
    size = -(-len(articles) // FILES)
    for number in range(FILES):
        lines = articles[number * size : (number + 1) * size]
        (folder / f"{number:02}.jsonl").write_text("".join(f"{json.dumps(line)}\n" for line in lines), encoding="utf8")


def one(kind: str, folder: Path, record: Path) -> None:
    """Reads the files into a record, and prints when how many articles were done, in seconds since this began."""
    begun = time.time()
    from communique.cli._shards import place_of, read_shards_into
    from communique.cli.read import Tally, read_into
    from communique.engine import OnRay, engine_for
    from communique.engine.work import Job, Work
    from communique.gather import Columns, gather
    from communique.gather.shards import shards_of
    from communique.record import Record

    name, _, number = kind.partition(" ")
    several = int(number or 1)
    marks: list[tuple[float, int]] = []

    def tell(done: int, _: int | None) -> None:
        if not marks or done > marks[-1][1]:
            marks.append((time.time() - begun, done))

    into, tally = Record.open(record, create=True), Tally()
    if name == "ray":
        job = Job(Columns(), 5_000_000)
        read_shards_into(into, shards_of([folder])[0], tally, tell, OnRay(several), Work(place_of(record, None)), job)
    else:
        read_into(
            into, gather([folder]), tally, tell, None, engine_for(several, "here" if name == "here" else "processes")
        )
    print(json.dumps({"seconds": time.time() - begun, "read": tally.read, "marks": marks}))


def run(kinds: Sequence[str], folder: Path) -> tuple[float, float, float]:
    """Articles a second of programs that run at once, added up, with their start and steadily; processor ms of each."""
    before = _spent()
    read = 0
    with tempfile.TemporaryDirectory() as scratch:
        programs = [
            subprocess.Popen(
                [sys.executable, __file__, "--one", kind, str(folder), f"{scratch}/{n}"],
                stdout=subprocess.PIPE,
                text=True,
            )
            for n, kind in enumerate(kinds)
        ]
        begun = time.time()
        whole = steady = 0.0
        for program in programs:
            told, _ = program.communicate()
            if program.returncode:
                sys.exit(f"{' and '.join(kinds)} failed")
            found = json.loads(told.splitlines()[-1])
            read += found["read"]
            whole += found["read"] / (time.time() - begun)
            first = next(mark for mark in found["marks"] if mark[1] >= found["read"] / 4)
            last = found["marks"][-1]
            steady += (last[1] - first[1]) / (last[0] - first[0])
        return whole, steady, 1000 * (_spent() - before) / read


def _spent() -> float:
    """Processor seconds of all processes that have ended by now, of those too that outlived who started them."""
    with suppress(ChildProcessError):
        while True:
            os.wait()
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=Path, help="a .jsonl file of articles")
    parser.add_argument("--count", type=int, default=600, help="how many are read in each run (600)")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--without", action="append", default=[], choices=[name.split()[0] for name in KINDS])
    parser.add_argument("--results", type=Path, help="another file for the figures than the one of all benchmarks")
    parser.add_argument("--one", nargs=3, help=argparse.SUPPRESS)
    options = parser.parse_args()
    for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ[variable] = "1"
    if options.one:
        one(options.one[0], *map(Path, options.one[1:]))
        return
    ctypes.CDLL(None).prctl(_ADOPT, 1, 0, 0, 0)
    kinds = [kind for kind in KINDS if kind.split()[0] not in options.without]
    whole: dict[str, list[float]] = {}
    steady: dict[str, list[float]] = {}
    spent: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        if options.articles:
            with options.articles.open(encoding="utf8") as lines:
                put([json.loads(line) for line in islice(lines, options.count)], folder)
        else:
            put(list(perturbed(options.count)), folder)
        for number in range(options.rounds):
            for kind in (*kinds, TWICE):
                at_once = ["here", "here"] if kind == TWICE else [kind]
                for found, value in zip((whole, steady, spent), run(at_once, folder), strict=True):
                    found.setdefault(kind, []).append(value)
                print(
                    f"round {number + 1}: {kind:20} {steady[kind][-1]:6.1f} articles a second,"
                    f" {whole[kind][-1]:6.1f} with its start, {spent[kind][-1]:6.1f} ms of a processor each",
                    file=sys.stderr,
                )
    figures: dict[str, object] = {"articles": options.count, "rounds": options.rounds, "processors": os.cpu_count()}
    for kind in (*kinds, TWICE):
        figures[f"{kind}: articles a second, steady, with its start"] = [
            round(statistics.median(found[kind]), 1) for found in (steady, whole)
        ]
        figures[f"{kind}: processor time, ms an article"] = round(statistics.median(spent[kind]), 1)
    for kind, beside in (
        ("processes 2", "processes 1"),
        ("processes 2", "here"),
        ("processes 2", TWICE),
        ("ray 2", "here"),
    ):
        if kind in steady and beside in steady:
            figures[f"{kind} / {beside}, steady, with its start"] = [
                round(statistics.median(a / b for a, b in zip(found[kind], found[beside], strict=True)), 2)
                for found in (steady, whole)
            ]
    for name, value in figures.items():
        print(f"{name}: {value}")
    if options.results:
        options.results.write_text(json.dumps({"engines": figures}, indent=1, sort_keys=True) + "\n", encoding="utf8")
    else:
        _results.write("engines", figures)


if __name__ == "__main__":
    main()
