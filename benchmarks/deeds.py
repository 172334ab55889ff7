"""The events that readings hold, against sets of single sentences: whether there is one, and of which type.

    python benchmarks/deeds.py --shared ../shared

Of CAMEO's classes (cameo_class_train): the share of sentences without an event (class 0) in which none is found, and of
the others in which one is. Of PLV (plv_train): the share of the marked pairs of which an event is found, and how many
of these have the type that is marked. The reader has learned from neither, but its list of words was read over against
parts of both, so these figures are its best.
"""

from __future__ import annotations

import argparse
import csv
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tools"))

from plv import FOLDED, YIELD, plv

import _results
from communique import annotate
from communique.reading import Event, Spans


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, required=True, help="folder with data/plover")
    folder = parser.parse_args().shared / "data/plover"
    found = of_classes(folder / "cameo_class_train.tsv") | of_pairs(folder / "plv_train.tsv")
    for name, value in found.items():
        print(f"{name:48} {value}")
    _results.write("events of readings, single sentences", found)


def of_classes(path: Path) -> dict[str, float | int]:
    """How many sentences of class 0 are left without an event, and how many others get one, in percent."""
    told: dict[bool, list[bool]] = {True: [], False: []}
    with path.open(encoding="utf8", newline="") as lines:
        for sentence, kind in csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            told[kind != "0"].append(bool(annotate(sentence).events))
    none, some = told[False], told[True]
    return {
        "no event, rightly": round(100 * none.count(False) / len(none), 1),
        "an event, rightly": round(100 * some.count(True) / len(some), 1),
        "sentences": len(none) + len(some),
    }


def of_pairs(path: Path) -> dict[str, float | int]:
    """How many marked pairs are found, and how many of these with the marked type, in percent."""
    pairs = right = found = 0
    for pair in plv(path):
        pairs += 1
        same = [event for event in annotate(pair.text).events if _is_of(event, pair.actor, pair.recipient)]
        found += bool(same)
        right += any((YIELD if event.type in FOLDED else event.type) == pair.type for event in same)
    return {
        "pairs found": round(100 * found / pairs, 1),
        "of these with the right type": round(100 * right / found, 1),
        "pairs": pairs,
    }


def _is_of(event: Event, actor: tuple[int, int] | None, recipient: tuple[int, int] | None) -> bool:
    """Whether an event is the pair's: its actor, and its recipient where it has one, share words with the pair's."""
    ours = event.recipient.spans if event.recipient is not None else ()
    return _overlap(event.actor.spans, actor) and (not ours or _overlap(ours, recipient))


def _overlap(spans: Spans, other: tuple[int, int] | None) -> bool:
    return other is not None and any(span.start < other[1] and other[0] < span.end for span in spans)


if __name__ == "__main__":
    main()
