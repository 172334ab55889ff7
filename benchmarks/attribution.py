"""Attribution on PolNeAR dev: the whole `annotate`, scored by the public scorer.

    python benchmarks/attribution.py --shared ../shared [--by outlet]

`--by outlet` adds the figures of each kind of outlet. What a score means is measured in the same run: for each tenth of
the score the share of statements that are right, here and on the dispatches, where the score was not fitted.
"""

from __future__ import annotations

import argparse
import csv
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import _results
from communique import annotate_many
from communique.dispatches import gold as dispatches_gold
from communique.gather import gather
from communique.scoring import matched
from gold import read_dispatches

# Where PolNeAR's articles are from. What a wire wrote is wire copy wherever it was printed.
KINDS = {
    "nyt": "newspapers",
    "wash-post": "newspapers",
    "usa-today": "newspapers",
    "politico": "news sites",
    "huff-post": "news sites",
    "breitbart": "partisan sites",
    "west-journal": "partisan sites",
}
NO_WIRE = ("None", "NA", "")
ENOUGH = 0.5  # the least share of characters in common for two contents to be one, as in the scorer


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, required=True, help="folder with data/ and scorers/")
    parser.add_argument("--keep", type=Path, help="keep the readings here")
    parser.add_argument("--by", choices=["outlet"], help="the figures of each kind of outlet, too")
    options = parser.parse_args()
    polnear = options.shared / "data/polnear/dev"
    readings = options.keep or Path(tempfile.mkstemp(suffix=".jsonl")[1])
    articles = [found for found in gather([polnear / "text"]) if not hasattr(found, "message")]
    with readings.open("w", encoding="utf8") as out:
        for i, reading in enumerate(annotate_many(articles)):
            out.write(reading.to_json() + "\n")
            print(f"\r{i + 1} of {len(articles)} articles", end="", file=sys.stderr)
    print(file=sys.stderr)
    scored = subprocess.run(
        [sys.executable, options.shared / "scorers/attribution.py", readings, "--polnear", polnear,
         "--tokens", options.shared / "data/polnear_tokens/dev.jsonl"],
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    print(scored.stdout)
    figures = json.loads(scored.stdout)
    _results.write("attribution, PolNeAR dev", figures)
    scorer = load(options.shared / "scorers/attribution.py")
    gold, texts = scorer.read_gold(polnear)
    if options.by:
        predicted, _ = scorer.read_readings(readings)
        outlets = by_outlet(scorer, gold, texts, predicted, options.shared / "data/polnear/metadata.tsv")
        print(json.dumps(outlets, indent=1))
        _results.write("attribution by outlet, PolNeAR dev", outlets)
    meant = {"PolNeAR dev": bins(on_polnear(scorer, gold, readings), 10), "dispatches": bins(on_dispatches(), 5)}
    print(json.dumps(meant, indent=1))
    _results.write("calibration of statements", meant)
    if not options.keep:
        readings.unlink()


def load(path: Path) -> Any:
    """The public scorer as a module."""
    spec = spec_from_file_location("attribution_scorer", path)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def by_outlet(scorer: Any, gold: Any, texts: Any, predicted: Any, metadata: Path) -> dict[str, dict[str, Any]]:
    """The relation figures of the articles of each kind of outlet."""
    with metadata.open(encoding="utf8", newline="") as file:
        wires = {row["filename"]: row["wire"] not in NO_WIRE for row in csv.DictReader(file, delimiter="\t")}
    kinds = {stem: "wire copy" if wires.get(stem) else KINDS[stem.partition("_")[0]] for stem in gold}
    told = {}
    for kind in sorted(set(kinds.values())):
        part = {stem: gold[stem] for stem in gold if kinds[stem] == kind}
        figures, recall = scorer.relations(part, texts, predicted)
        told[kind] = {"articles": len(part), "relation P/R/F1": figures, "recall by quotation": recall}
    return told


def on_polnear(scorer: Any, gold: Any, readings: Path) -> list[tuple[float, bool]]:
    """The score of each statement, and whether an attribution of the gold has its content and its source.

    Statements inside of another are left out: PolNeAR marks none.
    """
    told = []
    with readings.open(encoding="utf8") as lines:
        for line in lines:
            reading = json.loads(line)
            wanted = gold[Path(reading["article"]["path"]).stem]
            pairs = [tuple(scorer.characters(one.get(role, [])) for role in ("content", "source")) for one in wanted]
            for one in reading["statements"]:
                if one["within"] is None:
                    content, source = (scorer.characters(one[role]["spans"]) for role in ("content", "source"))
                    right = any(
                        len(content & c) / max(1, len(content | c)) >= ENOUGH
                        and (bool(source & s) if s else not source)
                        for c, s in pairs
                    )
                    told.append((one["score"], right))
    return told


def on_dispatches() -> list[tuple[float, bool]]:
    """The same for the shipped dispatches, by the program's own scoring; statements inside of another count there."""
    told = []
    readings = {reading.article.id: reading for reading in read_dispatches()}
    for wanted in dispatches_gold().values():
        found = readings[wanted.article.id].statements
        right = {id(one) for _, one in matched(wanted.statements, found)}
        told += [(one.score, id(one) in right) for one in found]
    return told


def bins(told: Sequence[tuple[float, bool]], parts: int) -> dict[str, Any]:
    """By equal parts of the score: statements, their mean score, the share that is right; and the calibration error."""
    rows: list[list[float]] = []
    for part in range(parts):
        inside = [one for one in told if min(int(one[0] * parts), parts - 1) == part]
        if inside:
            rows.append([len(inside), round(mean(s for s, _ in inside), 3), round(mean(r for _, r in inside), 3)])
    error = sum(count * abs(score - right) for count, score, right in rows) / max(1, len(told))
    return {"statements, mean score, share right": rows, "calibration error, %": round(100 * error, 1)}


def mean(values: Iterable[float]) -> float:
    listed = list(values)
    return sum(listed) / len(listed)


if __name__ == "__main__":
    main()
