"""How long a record takes to be opened and asked, a kind of question after the other.

    python benchmarks/asking.py --record DIR            a record that is read and woven; it is only ever asked
    python benchmarks/asking.py --record DIR --only said --runs 9

For each question, in the middle of so many runs, in milliseconds: opening the record and asking it first, with the
libraries imported; asking the same record again; and the command that asks it, from start to end. Beside each is the
time that processors were at it, which other work on the machine does not lengthen. What is asked for is taken from the
record: whoever spoke most often, whoever made most moves, the day in the middle, the words of a title, an article.

Some questions must look at everything, whatever is asked: they are marked, and have no goal.
"""

from __future__ import annotations

import argparse
import os
import re
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import _results
from communique import Record
from communique.chronology import chronology_in, meetings
from communique.record.narrow import Narrow

GOAL_MS = 300
RUNS = 5
FEW = 20  # rows of a list
WORD = re.compile(r"[A-Za-z]{5,}")


@dataclass(frozen=True)
class Question:
    """A kind of question: how it is put to an open record, and as a command; `whole` where it looks at everything."""

    name: str
    ask: Callable[[Record], object]
    command: tuple[str, ...] = ()
    whole: bool = False


@dataclass(frozen=True)
class Took:
    """Milliseconds on the clock, and of processors."""

    wall: float
    cpu: float


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--record", type=Path, required=True, help="a record that is read and woven")
    options.add_argument("--runs", type=int, default=RUNS, help="how often each is asked")
    options.add_argument("--only", help="only questions whose name has this")
    given = options.parse_args()
    info = Record.open(given.record).info()
    parts = len(list((given.record / "parts").iterdir()))
    print(
        f"{info.articles:,} articles, {info.statements:,} statements, {info.occurrences:,} occurrences, {parts:,} parts"
    )
    print(f"{'':34}{'open and ask':>16}{'ask again':>16}{'command':>16}   (ms on the clock / of processors)")
    figures: dict[str, Any] = {}
    for one in questions(given.record):
        if given.only is None or given.only in one.name:
            figures[one.name] = measured(one, given.record, given.runs)
            print(line(one, figures[one.name]), flush=True)
    if given.only is None:
        bounded = [one["open and ask"]["wall"] for one in figures.values() if not one["whole"]]
        print(f"the slowest but those marked *: {max(bounded):.0f} ms, where {GOAL_MS} ms are the goal")
        of = {"articles": info.articles, "statements": info.statements, "parts": parts, "runs": given.runs}
        _results.write("asking", {"of": of, "goal_ms": GOAL_MS, "questions": figures})


def questions(folder: Path) -> tuple[Question, ...]:
    """The questions, about what is in the record."""
    record = Record.open(folder)
    who = record.actors(limit=1)[0].id
    days = record.sql(
        "SELECT CAST(quantile_disc(begin, 0.5) AS VARCHAR) AS day FROM occurrences WHERE begin IS NOT NULL"
    )
    day = days["day"][0].as_py()
    title = record.sql("SELECT title FROM articles WHERE length(title) > 30 ORDER BY id LIMIT 1")["title"].to_pylist()
    words = " ".join(WORD.findall(title[0] if title else "the talks")[:2])
    article = record.articles(limit=1)[0].id
    few = str(FEW)
    party = record.sql(
        "SELECT party FROM moves WHERE party IS NOT NULL GROUP BY party ORDER BY count(*) DESC, party LIMIT 1"
    )["party"].to_pylist()[0]

    def rows(question: str, **asked: Any) -> Callable[[Record], object]:
        return lambda record: list(getattr(record, question)(**asked))

    return (
        Question("info", lambda record: record.info(), ("info",)),
        Question("said, by whom", rows("statements", by=who, limit=FEW), ("said", "--by", who, "--limit", few)),
        Question(
            "said, on a day",
            rows("statements", since=day, until=day, limit=FEW),
            ("said", "--since", day, "--until", day, "--limit", few),
        ),
        Question(
            "said, with words", rows("statements", about=words, limit=FEW), ("said", "--about", words, "--limit", few)
        ),
        Question("search", rows("search", words=words), ("search", words)),
        Question("show", lambda record: record.reading(article[:12]), ("show", article[:12])),
        Question("articles", rows("articles", limit=FEW)),
        Question("actors", rows("actors", limit=FEW), ("actors", "--limit", few)),
        Question(
            "events, of a kind",
            rows("events", kind="CONSULT", limit=FEW),
            ("events", "--type", "CONSULT", "--limit", few),
        ),
        Question("happenings, by whom", rows("occurrences", actors=who, limit=FEW)),
        Question("happenings, on a day", rows("occurrences", since=day, until=day, limit=FEW)),
        Question("happenings, of a kind", rows("occurrences", kind="move", limit=FEW)),
        Question("happenings, with words", rows("occurrences", about=words, limit=FEW), whole=True),
        Question("encounters", rows("encounters", limit=FEW)),
        Question(
            "chronology, of whom on a day",
            lambda record: chronology_in(record, actors=(who,), since=day, until=day),
            ("chronology", "--actor", who, "--since", day, "--until", day),
        ),
        Question(
            "moves, all of one party",
            lambda record: chronology_in(record, kind="move", party=party),
            ("moves", "--party", party),
            whole=True,
        ),
        Question("meetings, all", _meetings, ("meetings",), whole=True),
        Question("table, all", lambda record: record.table(), ("table",), whole=True),
        Question(
            "table, of one party", lambda record: record.table(parties=[party]), ("table", "--party", party), whole=True
        ),
        Question("positions, all", lambda record: record.positions(), ("positions",), whole=True),
        Question(
            "positions, of one party",
            lambda record: record.positions(party=party),
            ("positions", "--party", party),
            whole=True,
        ),
        Question(
            "SQL",
            lambda record: record.sql("SELECT count(*) FROM statements"),
            ("sql", "SELECT count(*) FROM statements"),
        ),
    )


def _meetings(record: Record) -> object:
    return meetings(record.woven(narrow=Narrow(("meeting",), theirs=True)))


def measured(one: Question, folder: Path, runs: int) -> dict[str, Any]:
    """What a question takes, in the middle of so many runs."""
    one.ask(Record.open(folder))  # what is imported on the way is no part of it
    first = [took(lambda: one.ask(Record.open(folder))) for _ in range(runs)]
    record = Record.open(folder)
    one.ask(record)
    again = [took(lambda: one.ask(record)) for _ in range(runs)]
    told = [command(one.command, folder) for _ in range(runs)] if one.command else []
    kinds = {"open and ask": first, "ask again": again, "command": told}
    return {"whole": one.whole} | {kind: middle(times) for kind, times in kinds.items()}


def took(ask: Callable[[], object]) -> Took:
    """What it takes in this process."""
    wall, cpu = time.perf_counter(), time.process_time()
    ask()
    return Took(1000 * (time.perf_counter() - wall), 1000 * (time.process_time() - cpu))


def command(arguments: Sequence[str], folder: Path) -> Took:
    """What the program takes from its start to its end."""
    wall, cpu = time.perf_counter(), _of_children()
    whole = [sys.executable, "-m", "communique", *arguments, "--record", str(folder)]
    done = subprocess.run(whole, env={**os.environ, "COLUMNS": "100"}, capture_output=True, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(whole)}: {done.stderr.decode()}")
    return Took(1000 * (time.perf_counter() - wall), 1000 * (_of_children() - cpu))


def middle(times: Sequence[Took]) -> dict[str, float] | None:
    """The median of each time; None where there is none."""
    if not times:
        return None
    return {kind: round(statistics.median(getattr(one, kind) for one in times), 1) for kind in ("wall", "cpu")}


def line(one: Question, figures: dict[str, Any]) -> str:
    """A question's line of the table."""
    cells = [
        "" if (of := figures[kind]) is None else f"{of['wall']:,.0f} / {of['cpu']:,.0f}" for kind in list(figures)[1:]
    ]
    return f"{one.name + (' *' if one.whole else ''):34}" + "".join(f"{cell:>16}" for cell in cells)


def _of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
