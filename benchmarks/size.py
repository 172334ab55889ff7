"""How far it goes: reading and weaving at several sizes, what a hundred articles more cost, and what a question does.

    python benchmarks/size.py --sizes 500,1000,2000
    python benchmarks/size.py --articles reuters.jsonl silver.jsonl --sizes 12500,25000
    python benchmarks/size.py --readings RECORD --sizes 12500,25000,50000,100000,200000

There are never enough articles, so they are perturbed (`perturbing.py`) until there are. By default they are the
shipped dispatches. With `--readings` the readings in a record are perturbed in place of articles, and written without
reading anything: the record is the same to weave, and the time to make it is that of writing alone; with `--keep` such
records are made once, and 0 s is told the next time. The last hundred are read in earnest in either case.

Each step is a process of its own. Its memory is what Linux says is resident (VmRSS) of it and all its children, summed
every 50 ms; its time is that of the clock, and beside it that of the processors, which a busy machine does not change.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count, islice
from pathlib import Path

from communique.reading import Article, Reading
from communique.record import Record
from perturbing import Generations

WATCH_SECONDS = 0.05
MORE = 100
FAR = 99  # the generation of what is added: none of the others comes near
ASKED = 5  # times that each question is put; the figure is the median


@dataclass(frozen=True, slots=True)
class Cost:
    """What a process cost: seconds of the clock, seconds of processors, and the most memory it held, in MB."""

    seconds: float
    cpu: float
    megabytes: float


def run(*command: str | Path) -> Cost:
    """Runs a command, and what it cost. Raises CalledProcessError where it fails."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen([*map(str, command)], stdout=said, stderr=subprocess.STDOUT)
        most = 0
        while process.poll() is None:
            most = max(most, resident(process.pid))
            time.sleep(WATCH_SECONDS)
        if process.returncode:
            said.seek(0)
            raise SystemExit(f"{command} failed:\n{said.read().decode(errors='replace')}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(time.monotonic() - began, cpu, most / 1e6)


def resident(pid: int) -> int:
    """The bytes that a process and all its children hold; 0 for one that is gone."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except (OSError, IndexError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE") + sum(resident(int(child)) for child in children)


def originals(options: argparse.Namespace) -> Iterator[Article | Reading]:
    """The articles, or readings, that all others are made from."""
    from communique import dispatches
    from communique.gather import gather

    if options.readings:
        record = Record.open(options.readings)
        yield from record.readings(record.sql("SELECT id FROM articles")["id"].to_pylist())
        return
    for found in gather(options.articles or [Path(str(file)) for file in dispatches.articles()]):
        if isinstance(found, Article):
            yield found


def made(options: argparse.Namespace, first: int = 0) -> Iterator[Article | Reading]:
    """Articles, or readings, without end: the originals, then them as each generation has them."""
    generations = Generations(article_of(one).text for one in originals(options))
    if not generations.known:
        raise SystemExit("there are no articles to begin with")
    for generation in count(first):
        for one in originals(options):
            if isinstance(one, Reading):
                yield generations.reading(one, generation)
            else:
                yield generations.article(one, generation)


def article_of(one: Article | Reading) -> Article:
    """The article, where it is a reading its own."""
    return one.article if isinstance(one, Reading) else one


def make(options: argparse.Namespace, articles: int, folder: Path) -> None:
    """Makes a record of so many readings, without weaving it; or writes so many articles to be read."""
    some = islice(made(options), articles)
    if options.readings:
        Record.open(folder, create=True).add(one for one in some if isinstance(one, Reading))
    else:
        write((one for one in some if isinstance(one, Article)), folder.with_suffix(".jsonl"))


def readied(options: argparse.Namespace, own: Sequence[str | Path], size: int, record: Path) -> Cost:
    """Makes a record, or takes the one that is kept; what it cost, nothing for one that was made before."""
    step = (*own, "--sizes", str(size), "--step", "make", "--into")
    if not (options.keep and options.readings):
        return run(*step, record)
    kept = options.keep / str(size)
    taken = Cost(0.0, 0.0, 0.0)
    if not kept.exists():
        making = kept.with_suffix(".tmp")
        shutil.rmtree(making, ignore_errors=True)
        taken = run(*step, making)
        making.rename(kept)
    shutil.copytree(kept, record, copy_function=named)
    return taken


def named(source: str, target: str) -> None:
    """Copies a file of a record; its parts, which never change, get a second name."""
    if source.endswith(".parquet"):
        os.link(source, target)
    else:
        shutil.copyfile(source, target)


def write(articles: Iterator[Article], path: Path) -> None:
    """Writes articles as the program reads them."""
    with path.open("w", encoding="utf-8") as file:
        for article in articles:
            names = ("text", "title", "outlet", "published", "path")
            file.write(json.dumps({name: getattr(article, name) for name in names if getattr(article, name)}) + "\n")


def more(options: argparse.Namespace, path: Path) -> None:
    """Writes a hundred articles that no record here has: of a generation far from the others."""
    found = (article_of(one) for one in islice(made(options, first=FAR), MORE))
    write(found, path)


def asked(folder: Path) -> None:
    """Opens a record and asks it; prints the milliseconds of each."""
    began = time.perf_counter()
    record = Record.open(folder)
    print(f"    open {1000 * (time.perf_counter() - began):6.0f} ms")
    speaker = next(iter(record.actors(limit=1)))
    questions = {
        f"statements of {speaker.name}, 20": lambda: list(record.statements(by=speaker.id, limit=20)),
        "occurrences of him, 20": lambda: list(record.occurrences(actors=speaker.id, limit=20)),
        "search: talks": lambda: list(record.search("talks", limit=20)),
    }
    for name, question in questions.items():
        taken = []
        for _ in range(ASKED):
            began = time.perf_counter()
            question()
            taken.append(time.perf_counter() - began)
        print(f"    {name}: first {1000 * taken[0]:.0f} ms, then {1000 * sorted(taken)[ASKED // 2]:.0f} ms")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=Path, nargs="*", help="files of articles; by default the dispatches")
    parser.add_argument("--readings", type=Path, help="a record whose readings are perturbed in place of articles")
    parser.add_argument("--sizes", default="250,500,1000", help="how many articles, with commas")
    parser.add_argument("--folder", type=Path, help="where records are made, and left")
    parser.add_argument(
        "--keep", type=Path, help="where records of readings are kept as made, to be woven another time"
    )
    parser.add_argument("--step", choices=("make", "more", "ask"), help=argparse.SUPPRESS)
    parser.add_argument("--into", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    sizes = sorted(int(size) for size in options.sizes.split(","))
    if options.step == "make":
        return make(options, sizes[0], options.into)
    if options.step == "more":
        return more(options, options.into)
    if options.step == "ask":
        return asked(options.into)
    with tempfile.TemporaryDirectory() as name:
        measure(options, sizes, options.folder or Path(name))
    return None


def measure(options: argparse.Namespace, sizes: Sequence[int], folder: Path) -> None:
    """Prints what each size costs, and then what is added to the largest does."""
    folder.mkdir(parents=True, exist_ok=True)
    program = (sys.executable, "-m", "communique")
    own = (sys.executable, __file__, *(("--readings", options.readings) if options.readings else ()))
    own = (*own, *(("--articles", *options.articles) if options.articles else ()))
    how = f"the readings of {options.readings}" if options.readings else "articles"
    print(f"simulated: {how}, perturbed until there are enough" + ("; none was read" if options.readings else ""))
    print("articles  written or read: s   (cpu)   /s     MB   woven: s   (cpu)     MB   on disk MB")
    record = folder
    for size in sizes:
        record = folder / str(size)
        shutil.rmtree(record, ignore_errors=True)
        taken = readied(options, own, size, record)
        if not options.readings:
            taken = run(*program, "read", record.with_suffix(".jsonl"), "--record", record, "--no-weave")
        woven = run(*program, "weave", "--record", record)
        articles = Record.open(record).info().articles
        disk = sum(path.stat().st_size for path in record.rglob("*") if path.is_file()) / 1e6
        print(
            f"{articles:8,}  {taken.seconds:18.0f} {taken.cpu:7.0f} {articles / max(taken.seconds, 1.0):5.0f}"
            f" {taken.megabytes:6.0f} {woven.seconds:10.1f} {woven.cpu:7.1f} {woven.megabytes:6.0f} {disk:12.0f}",
            flush=True,
        )
    path = folder / "more.jsonl"
    run(*own, "--step", "more", "--into", path)
    added = run(*program, "read", path, "--record", record, "--no-weave")
    woven = run(*program, "weave", "--record", record)
    print(
        f"{MORE} more into the largest: read in {added.seconds:.1f} s ({added.cpu:.1f} of a processor), "
        f"woven in {woven.seconds:.1f} s ({woven.cpu:.1f}), {woven.megabytes:.0f} MB"
    )
    subprocess.run([*map(str, own), "--step", "ask", "--into", str(record)], check=True)


if __name__ == "__main__":
    main()
