"""Copies among many articles, out of core: time and memory from nothing, and for a hundred articles more.

    python benchmarks/copies_at_size.py --shared ../shared --articles 200000

Articles are those of Reuters-21578 less its near-copies, then such with most words swapped for others of about the
frequency, who have no more in common than any two. "ten of each": each with nine near-copies, as edited in copies.py;
woven from nothing, a quarter, half and all of them. "a fifth copies": half as many articles, a fifth of which are
near-copies of others; woven from nothing, then with a hundred more, once the latest of all and once of any day.

Each weaving is a process of its own, with one thread and 300 MB for DuckDB; its seconds are those of the processor, its
megabytes the most it ever held. Reading and sketching the articles is not in them: that is done once for each.
"""

from __future__ import annotations

import argparse
import itertools
import multiprocessing
import random
import re
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

import _results
from communique.reading import Article
from communique.weave.copies import tables
from communique.weave.copies.weaving import Known, weave_copies
from copies import SEED, Edit, Edits, article, later, reuters, without_near_copies, words

MORE = 100
PART = 500
MEMORY = "300MB"


def coverage(pool: Sequence[Article], edits: Edits, copies: Callable[[random.Random], int]) -> Iterator[Article]:
    """Articles without end: originals, each followed by so many near-copies of later days."""
    rng = random.Random(SEED)
    far: list[Edit] = [edits.spin(70), edits.swap(60)]
    near: list[Edit] = [edits.swap(10), edits.spin(20), edits.drop(0.2), edits.reorder, edits.cut, edits.headline]
    originals = iter(pool)
    while True:
        one = next(originals, None)
        if one is None:
            of = rng.choice(pool)
            one = article(rng.choice(far)(of.text, rng), None, of.published or "")
        yield one
        for _ in range(copies(rng)):
            yield article(rng.choice(near)(one.text, rng), None, later(one.published or "", rng))


def of_each(articles: Iterable[Article], count: int) -> Iterator[Article]:
    """The first so many articles of different ids."""
    seen: set[str] = set()
    for one in articles:
        if len(seen) == count:
            return
        if one.id not in seen:
            seen.add(one.id)
            yield one


def keep(articles: Iterable[Article], folder: Path) -> None:
    """Writes the sketches of articles as a record would have them, a few hundred in a part."""
    folder.mkdir()
    schema = tables.schema("sketched")
    left = iter(articles)
    for number in itertools.count():
        rows = [tables.sketched(one.id, one.text, one.published)._asdict() for one in itertools.islice(left, PART)]
        if not rows:
            break
        part = pa.Table.from_pylist(rows, schema=schema)
        pq.write_table(part, folder / f"{number:05}.parquet", compression="zstd")


def weave(sketched: Sequence[Path], before: Path | None, after: Path) -> dict[str, object]:
    """Weaves articles, and writes what a later weaving needs; what it took."""
    after.mkdir()
    db = duckdb.connect(":memory:", config={"memory_limit": MEMORY, "threads": 1, "temp_directory": str(after)})
    known = {"sketched": sketched, **{name: (before,) for name in ("links", "descents", "families") if before}}
    for name in tables.columns():
        if found := [str(file) for folder in known.get(name, ()) for file in sorted(folder.glob("*.parquet"))]:
            named = [file for file in found if name in ("sketched", Path(file).stem)]
            db.execute(f"CREATE VIEW {name} AS SELECT * FROM read_parquet({named})")
        else:
            db.register("none", tables.schema(name).empty_table())
            db.execute(f"CREATE TABLE {name} AS SELECT * FROM none")
    started = time.process_time(), time.perf_counter()
    woven = weave_copies(db, Known("sketched", "links", "descents", "families"), after)
    for name, relation in (("links", woven.links), ("descents", woven.descents), ("families", woven.families)):
        every = f"FROM {relation}" if name != "links" else f"FROM links UNION ALL FROM {relation}"
        db.execute(f"COPY ({every}) TO '{after / name}.parquet' (FORMAT parquet, COMPRESSION zstd)")
    seconds, wall = time.process_time() - started[0], time.perf_counter() - started[1]
    ((aligned,),) = db.execute(f"SELECT count(*) FROM {woven.links}").fetchall()
    ((members, families),) = db.execute(
        f"SELECT count(*), count(*) FILTER (number = 1) FROM {woven.families} WHERE members > 1"
    ).fetchall()
    return {
        "seconds": round(seconds, 1),
        "by the clock": round(wall, 1),
        "MB": most_memory() // 1024,
        "pairs aligned": aligned,
        "families of several": families,
        "their articles": members,
    }


def most_memory() -> int:
    """The most kilobytes this process has held; getrusage would tell those of the one that it was started from."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(re.search(r"VmHWM:\s*(\d+)", status)[1])  # type: ignore[index]


def alone(*arguments: object) -> dict[str, object]:
    """The same in a process of its own."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        found: dict[str, object] = pool.apply(weave, arguments)
    print(found, flush=True)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, required=True, help="folder with data/")
    parser.add_argument("--articles", type=int, default=200_000, help="how many, ten of each")
    options = parser.parse_args()
    most: int = options.articles
    pool = [one for one in without_near_copies(reuters(options.shared)) if len(words(one.text)) >= 40]
    edits = Edits(pool)
    figures: dict[str, object] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for count in (most // 4, most // 2, most):
            keep(of_each(coverage(pool, edits, lambda _: 9), count), folder / f"ten{count}")
            figures[f"ten of each: {count} articles"] = alone([folder / f"ten{count}"], None, folder / f"woven{count}")
        every = list(of_each(coverage(pool, edits, lambda rng: rng.random() < 0.25), most // 2 + 2 * MORE))
        by_day = sorted(every, key=lambda one: (one.published or "", one.id))
        latest, others = by_day[-MORE:], by_day[:-MORE]
        random.Random(SEED).shuffle(others)
        for part, articles in {"known": others[MORE:], "any": others[:MORE], "latest": latest}.items():
            keep(articles, folder / part)
        del every, by_day, others, latest
        known, woven = folder / "known", folder / "woven"
        figures[f"a fifth copies: {most // 2} articles"] = alone([known], None, woven)
        for part, what in {"latest": "the latest", "any": "of any day"}.items():
            more = alone([known, folder / part], woven, folder / f"woven-{part}")
            figures[f"a fifth copies: {MORE} more, {what}"] = more
    _results.write("copies: many articles, out of core", figures)


if __name__ == "__main__":
    main()
