"""What one actor does to another, against PLV's roots: macro-F1 of binary, quad and root.

    python benchmarks/relations.py --shared ../shared     cross-validated on PLV (needs training/requirements.txt)
    python benchmarks/relations.py --gold FILE            the shipped head on a file in PLV's format, as it stands

The shipped head has learned from PLV's training part, so of that part only cross-validation says anything: five folds,
near-copies in one, each coded by a head that has not seen it and is made and quantised as the shipped one is.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tools"))

from plv import figures, plv

import _results
from communique import code


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("--shared", type=Path, help="folder with data/plover")
    source.add_argument("--gold", type=Path, help="a file of PLV")
    parser.add_argument("--wrong", action="store_true", help="with --gold, print each wrong answer")
    options = parser.parse_args()
    found = cross_validated(options.shared) if options.shared else shipped(options.gold, wrong=options.wrong)
    for name, value in found.items():
        print(f"{name:20} {value}")
    if options.shared:
        _results.write("relations, PLV train, five folds", found)


def cross_validated(shared: Path) -> dict[str, object]:
    sys.path.insert(0, str(Path(__file__).parents[1] / "training"))  # it has a relations.py too, which is meant here
    from relations import Course, measured

    course = Course.begin(shared)
    scores, fold = course.held_out()
    return {"pairs": len(fold), **measured(scores, [pair.type for pair in course.marked], fold)}


def shipped(gold: Path, *, wrong: bool) -> dict[str, object]:
    """The figures of the shipped program; a pair without an actor and a recipient is counted as wrong."""
    pairs = plv(gold)
    said = []
    for pair in pairs:
        coded = code(pair.text, pair.actor, pair.recipient) if pair.actor or pair.recipient else None
        said.append(coded.type if coded else "")
        if wrong and said[-1] != pair.type:
            print(f"{pair.type}\t{said[-1]}\t{pair.text}")
    return {"pairs": len(pairs), **figures([pair.type for pair in pairs], said)}


if __name__ == "__main__":
    main()
