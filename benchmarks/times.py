"""Times on AQUAINT and TimeBank (TempEval-3's copies) and WikiWars: the whole `annotate`, scored by the public scorer.

python benchmarks/times.py --shared ../shared

The rules were written by the files with even places in the order of their names; the odd ones were only watched.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import _results
from communique import annotate
from communique.gather.article import article_of
from communique.reading import Reading

SETS = ("AQUAINT", "TimeBank", "wikiwars")
HALVES = {"even": slice(0, None, 2), "odd": slice(1, None, 2), "all": slice(None)}


def measure(shared: Path) -> dict[str, Any]:
    """The figures of the scorer, by set and half."""
    scorer = [sys.executable, str(shared / "scorers/times.py")]
    figures: dict[str, Any] = {}
    for name in SETS:
        folder = shared / "data/timex" / name
        with tempfile.TemporaryDirectory() as texts:
            subprocess.run([*scorer, "--timeml", str(folder), "--export", texts], check=True)
            read = {path.stem: _read(path) for path in sorted(Path(texts).glob("*.json"))}
        files = sorted(folder.glob("*.tml"))
        figures[name] = {half: _score(scorer, files[part], read) for half, part in HALVES.items()}
    return figures


def _score(scorer: list[str], files: list[Path], read: dict[str, Reading]) -> dict[str, Any]:
    """The figures of the scorer on some files, of their readings by the files' stems."""
    with tempfile.TemporaryDirectory() as folder:
        gold, readings = Path(folder, "gold"), Path(folder, "readings.jsonl")
        gold.mkdir()
        for file in files:
            (gold / file.name).symlink_to(file.resolve())
        readings.write_text("".join(read[file.stem].to_json() + "\n" for file in files), encoding="utf8")
        scored = subprocess.run(
            [*scorer, str(readings), "--timeml", str(gold)], check=True, capture_output=True, text=True
        )
    figures: dict[str, Any] = json.loads(scored.stdout)
    right, days = map(int, figures["days right"].split("/"))
    return figures | {"days right, %": round(100 * right / max(days, 1), 1)}


def _read(path: Path) -> Reading:
    exported = json.loads(path.read_text(encoding="utf8"))
    return annotate(article_of(exported["text"], path=path.name, published=exported["published"]))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, required=True, help="folder with data/ and scorers/")
    figures = measure(parser.parse_args().shared)
    for name, halves in figures.items():
        for half, scores in halves.items():
            print(name, half, json.dumps(scores))
    _results.write("times", figures)


if __name__ == "__main__":
    main()
