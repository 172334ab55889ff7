"""Every layer on the shipped dispatches, against the gold that was made by hand.

python benchmarks/gold.py
"""

from __future__ import annotations

import _results
from communique import annotate
from communique.dispatches import articles, gold
from communique.gather import Unread, gather
from communique.reading import Reading
from communique.scoring import Score, score


def read_dispatches() -> list[Reading]:
    """The readings of the shipped dispatches."""
    found = []
    for path in articles():
        for article in gather([str(path)]):
            if isinstance(article, Unread):
                raise SystemExit(f"{article.path}: {article.message}")
            found.append(annotate(article))
    return found


def figures(result: Score) -> dict[str, float]:
    """F1 by layer and name, in percent."""
    return {f"{f.layer}: {f.name}": round(100 * f.f1, 1) for f in result.figures}


def main() -> None:
    result = score(gold().values(), read_dispatches())
    for name, value in figures(result).items():
        print(f"{name:40} {value:5.1f}")
    _results.write("gold of the dispatches, F1", figures(result) | {"articles": result.articles})


if __name__ == "__main__":
    main()
