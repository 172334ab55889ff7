"""Attribution on PolNeAR dev: the whole `annotate`, scored by the public scorer.

python benchmarks/attribution.py --shared ../shared
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

import _results
from communique import annotate_many
from communique.gather import gather


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, required=True, help="folder with data/ and scorers/")
    parser.add_argument("--keep", type=Path, help="keep the readings here")
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
    if not options.keep:
        readings.unlink()


if __name__ == "__main__":
    main()
