"""Draws docs/calibration.svg: how many statements of a score are right, as `benchmarks/attribution.py` measured it.

python docs/make/calibration.py
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).parents[2]
RESULTS, PICTURE = ROOT / "benchmarks/results.json", ROOT / "docs/calibration.svg"
SIDE, LEFT, TOP = 360, 64, 24  # of the square that is drawn in, in points
COLOURS = {"PolNeAR dev": "fitted", "dispatches": "unseen"}
NAMES = {"PolNeAR dev": "PolNeAR dev, where the score was fitted", "dispatches": "the dispatches, where it was not"}
STYLE = """
  text { font: 13px system-ui, sans-serif; fill: #1a1d21 }
  .ground { fill: #fff } .grid { stroke: #d9dce1 } .even { stroke: #8a9099; stroke-dasharray: 4 4 }
  .fitted { fill: #1d5fa8; stroke: #1d5fa8 } .unseen { fill: #b4530a; stroke: #b4530a }
  polyline.line { fill: none; stroke-width: 2 }
  @media (prefers-color-scheme: dark) {
    text { fill: #e8eaed } .ground { fill: #16181c } .grid { stroke: #3a3f47 } .even { stroke: #8a9099 }
    .fitted { fill: #7db4f0; stroke: #7db4f0 } .unseen { fill: #f0a35e; stroke: #f0a35e }
  }
"""


def picture(told: dict[str, Sequence[tuple[int, float, float]]]) -> str:
    """The plot as SVG. `told` has, for each set, rows of how many there are, their mean score and the share right."""
    width, height = LEFT + SIDE + 24, TOP + SIDE + 100
    title = "The share of statements that are right, by their score"
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" role="img">',
        f"<title>{title}</title>",
        f"<style>{STYLE}</style>",
        f'<rect class="ground" width="{width}" height="{height}"/>',
        *_axes(),
        *(line for at, (name, rows) in enumerate(sorted(told.items())) for line in _curve(name, rows, at)),
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def _axes() -> Iterator[str]:
    for tenth in range(0, 11, 2):
        share = tenth / 10
        x, y = _x(share), _y(share)
        yield f'<line class="grid" x1="{x}" x2="{x}" y1="{TOP}" y2="{TOP + SIDE}"/>'
        yield f'<line class="grid" x1="{LEFT}" x2="{LEFT + SIDE}" y1="{y}" y2="{y}"/>'
        yield f'<text x="{x}" y="{TOP + SIDE + 18}" text-anchor="middle">{share:.1f}</text>'
        yield f'<text x="{LEFT - 8}" y="{y + 4}" text-anchor="end">{100 * share:.0f} %</text>'
    yield f'<line class="even" x1="{_x(0)}" y1="{_y(0)}" x2="{_x(1)}" y2="{_y(1)}"/>'
    yield f'<text x="{LEFT + SIDE / 2}" y="{TOP + SIDE + 38}" text-anchor="middle">score</text>'
    yield f'<text transform="translate(16 {TOP + SIDE / 2}) rotate(-90)" text-anchor="middle">right</text>'


def _curve(name: str, rows: Sequence[tuple[int, float, float]], at: int) -> Iterator[str]:
    """A line through the points, each with an area that grows with how many statements it stands for."""
    kind = COLOURS[name]
    points = " ".join(f"{_x(score)},{_y(right)}" for _, score, right in rows)
    yield f'<polyline class="line {kind}" points="{points}"/>'
    for count, score, right in rows:
        radius = round(2 + (count / 12) ** 0.5, 1)
        told = f"{count} statements scored {score:.2f}: {100 * right:.0f} % right"
        yield f'<circle class="{kind}" cx="{_x(score)}" cy="{_y(right)}" r="{radius}"><title>{told}</title></circle>'
    y = TOP + SIDE + 62 + 20 * at
    yield f'<circle class="{kind}" cx="{LEFT + 6}" cy="{y - 4}" r="5"/>'
    yield f'<text x="{LEFT + 18}" y="{y}">{NAMES[name]}</text>'


def _x(share: float) -> float:
    return round(LEFT + SIDE * share, 1)


def _y(share: float) -> float:
    return round(TOP + SIDE * (1 - share), 1)


def measured() -> dict[str, Sequence[tuple[int, float, float]]]:
    """The rows of each set, from the benchmarks' results."""
    told = json.loads(RESULTS.read_text(encoding="utf-8"))["calibration of statements"]
    return {name: of["statements, mean score, share right"] for name, of in told.items()}


if __name__ == "__main__":
    PICTURE.write_text(picture(measured()), encoding="utf-8")
    sys.stdout.write(f"wrote {PICTURE}\n")
