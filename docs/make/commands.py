"""Writes docs/reference/commands.md from the commands' own help. `make docs` runs it; a test fails where it is old."""

from __future__ import annotations

import io
import os
import sys
from contextlib import redirect_stdout
from pathlib import Path

from communique.cli._program import COMMANDS, program

PAGE = Path(__file__).parents[1] / "reference/commands.md"
HEAD = """\
# Commands

Made from the commands' own help by `make docs`. Each ends with exit code 0 when done, 1 after an error (told in one
line on standard error), 2 for wrong usage, 130 when interrupted, 141 when nobody reads its output any more.
"""
COLUMNS = "100"


def help_of(*words: str) -> str:
    """What `communique WORDS --help` prints, 100 columns wide."""
    os.environ["COLUMNS"] = os.environ["TERMINAL_WIDTH"] = COLUMNS
    out = io.StringIO()
    with redirect_stdout(out):
        program()(args=[*words, "--help"], prog_name="communique", standalone_mode=False)
    return "\n".join(line.rstrip() for line in out.getvalue().strip().splitlines())


def page() -> str:
    """The whole of docs/reference/commands.md."""
    parts = [HEAD, f"## communique\n\n```text\n{help_of()}\n```\n"]
    parts += [f"## communique {name}\n\n```text\n{help_of(name)}\n```\n" for name in COMMANDS]
    return "\n".join(parts)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    sys.stdout.write(f"wrote {PAGE}\n")
