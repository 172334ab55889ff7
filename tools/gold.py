"""Gold by hand: from quoted words to a reading, and a check of the gold that ships with the package.

A person quotes the words that carry something; `at` finds where they stand, and refuses where that is not plain. A
`Draft` collects the layers of one article and writes the gold file. `python tools/gold.py check` validates every gold
file of a negotiation and prints each layer's words for proof-reading (`--quiet`: faults only). The guideline is
docs/reference/annotation.md.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from gold_check import days, faults, issues_of, show
from gold_draft import ACTORS, Draft, article_in, at, known_actors

from communique.dispatches import FIRST, folder, negotiations
from communique.reading import Reading

__all__ = [
    "ACTORS",
    "Draft",
    "article_in",
    "at",
    "check",
    "days",
    "faults",
    "issues_of",
    "known_actors",
    "show",
]


def check(paths: Sequence[Path], negotiation: str = FIRST, *, quiet: bool = False) -> int:
    """Validate gold files of a negotiation, print them and their faults, and return the number of faults."""
    total = 0
    for path in paths:
        gold = Reading.from_dict(json.loads(path.read_text(encoding="utf-8")))
        wrong = faults(gold, issues_of(negotiation))
        stored = article_in(folder(negotiation) / (gold.article.path or ""))
        if stored != gold.article:
            wrong.append("the gold's article is not the article as gathered")
        if not quiet:
            sys.stdout.write(show(gold) + "\n")
        for fault in wrong:
            sys.stdout.write(f"{path.name}: {fault}\n")
        total += len(wrong)
    sys.stdout.write(f"{negotiation}: {len(paths)} gold files, {total} faults\n")
    return total


def main() -> None:
    """Run `check`."""
    parser = argparse.ArgumentParser(description="Check the gold of the example dispatches.")
    parser.add_argument("command", choices=["check"])
    parser.add_argument("paths", nargs="*", type=Path, help="gold files (all of them)")
    parser.add_argument("--negotiation", choices=negotiations(), default=FIRST, help=f"whose gold it is ({FIRST})")
    parser.add_argument("--quiet", action="store_true", help="faults only")
    options = parser.parse_args()
    paths = options.paths or sorted(folder(options.negotiation).joinpath("gold").glob("*.json"))
    sys.exit(bool(check(paths, options.negotiation, quiet=options.quiet)))


if __name__ == "__main__":
    main()
