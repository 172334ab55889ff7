"""Whether every dependency has a wheel for each Python and platform that is promised; asks the package index.

    python tools/wheels.py

Run before a release. Prints a line for each combination, and ends with exit code 1 where a wheel is missing. What is of
pure Python and comes as source alone is named: pip builds it anywhere.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parents[1]
PYTHONS = ("3.11", "3.12", "3.13")
PLATFORMS = {
    "Linux x86-64": ("manylinux_2_28_x86_64", "manylinux_2_17_x86_64", "manylinux2014_x86_64"),
    "Linux ARM": ("manylinux_2_28_aarch64", "manylinux_2_17_aarch64", "manylinux2014_aarch64"),
    "macOS ARM": ("macosx_14_0_arm64", "macosx_13_0_arm64", "macosx_12_0_arm64", "macosx_11_0_arm64"),
    "Windows": ("win_amd64",),
}
SOURCE_ALONE = {"sgmllib3k": "pure Python, needed by feedparser"}


def main() -> None:
    """Print what is there and what is missing."""
    needed = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    missing = 0
    for python in PYTHONS:
        for name, tags in PLATFORMS.items():
            fault = resolved(needed, python, tags)
            missing += fault is not None
            sys.stdout.write(f"Python {python}, {name}: {fault or 'a wheel of everything'}\n")
            sys.stdout.flush()
    told = ", ".join(f"{name} ({why})" for name, why in SOURCE_ALONE.items())
    sys.stdout.write(f"as source alone: {told}\n")
    sys.exit(missing > 0)


def resolved(needed: Sequence[str], python: str, tags: Sequence[str]) -> str | None:
    """What pip says where it finds no wheel of something; None where all is there."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "pip", "install", "--dry-run", "--quiet", "--ignore-installed"]
        command += ["--only-binary", ":all:", "--python-version", python, "--target", folder]
        command += [part for tag in tags for part in ("--platform", tag)]
        # what comes as source alone is left out with what needs it, and that is asked for without its dependencies
        whole = [one for one in needed if not one.startswith("feedparser")]
        alone = [one for one in needed if one.startswith("feedparser")]
        for part in ([*command, *whole], [*command, "--no-deps", *alone]):
            done = subprocess.run(part, capture_output=True, text=True, check=False)
            if done.returncode:
                return done.stderr.strip().splitlines()[-1]
    return None


if __name__ == "__main__":
    main()
