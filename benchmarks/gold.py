"""Every layer on the shipped dispatches, against the gold that was made by hand: a column each negotiation.

python benchmarks/gold.py [--negotiation NAME] [--halves]

`--halves` parts what was not the first by the places of its files: the second, fourth … were looked at when rules were
mended, the first, third … only later. A negotiation that is only scored (`SCORED_ONLY`) is not parted: nothing was
mended by any of its files.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence

import _results
from communique import annotate
from communique.desk import Desk
from communique.dispatches import FIRST, SCORED_ONLY, articles_of, desk_of, gold_of, negotiations
from communique.gather import Unread, gather
from communique.reading import Reading
from communique.scoring import Score, score

SECTION = "gold of the dispatches, F1"


def read_dispatches(negotiation: str = FIRST, *, desk: Desk | None = None) -> list[Reading]:
    """The readings of a negotiation's dispatches, with its own desk unless another is given."""
    desk = desk or desk_of(negotiation)
    found = []
    for path in articles_of(negotiation):
        for article in gather([str(path)]):
            if isinstance(article, Unread):
                raise SystemExit(f"{article.path}: {article.message}")
            found.append(annotate(article, desk=desk))
    return found


def figures(result: Score) -> dict[str, float]:
    """F1 by layer and name, in percent."""
    return {f"{f.layer}: {f.name}": round(100 * f.f1, 1) for f in result.figures}


def section(negotiation: str) -> str:
    """Where in the results a negotiation's figures are kept."""
    return SECTION if negotiation == FIRST else f"{SECTION}: {negotiation}"


def halves(negotiation: str, readings: Sequence[Reading]) -> dict[str, Score]:
    """The scores of the files in odd places, which no rule was mended by, and of those in even places."""
    gold = list(gold_of(negotiation).values())
    return {
        f"{negotiation}, odd": score(gold[0::2], readings[0::2]),
        f"{negotiation}, even": score(gold[1::2], readings[1::2]),
    }


def table(columns: Mapping[str, Score]) -> str:
    """The figures, a line each, with a column of F1 for each score and its distance to the first."""
    names = list(columns)
    shown = {name: figures(result) for name, result in columns.items()}
    lines = [" " * 40 + "".join(f"{name:>16}" for name in names)]
    for figure, first in shown[names[0]].items():
        others = (f"{shown[name][figure]:7.1f} ({shown[name][figure] - first:+6.1f})" for name in names[1:])
        lines.append(f"{figure:40}{first:16.1f}" + "".join(others))
    lines.append(f"{'articles':40}" + "".join(f"{result.articles:16}" for result in columns.values()))
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description="Score the readings of the shipped dispatches.")
    parser.add_argument("--negotiation", choices=negotiations(), help="this one alone (all)")
    parser.add_argument("--halves", action="store_true", help="part the others by the places of their files")
    options = parser.parse_args()
    columns: dict[str, Score] = {}
    for name in [options.negotiation] if options.negotiation else negotiations():
        readings = read_dispatches(name)
        columns[name] = result = score(gold_of(name).values(), readings)
        _results.write(section(name), figures(result) | {"articles": result.articles})
        if options.halves and name != FIRST and name not in SCORED_ONLY:
            columns |= halves(name, readings)
    print(table(columns))


if __name__ == "__main__":
    main()
