"""The one file that the benchmarks write to: `results.json`, a section a script."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

PATH = Path(__file__).with_name("results.json")


def read() -> dict[str, Any]:
    return json.loads(PATH.read_text(encoding="utf8")) if PATH.exists() else {}


def write(section: str, figures: dict[str, Any]) -> None:
    results = read() | {section: figures}
    PATH.write_text(json.dumps(results, indent=1, sort_keys=True) + "\n", encoding="utf8")
