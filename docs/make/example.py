"""Writes into the pages what their commands print on the shipped dispatches. `make docs` runs it.

Where a block of one command stands before a block of text, the text is the command's answer.
"""

from __future__ import annotations

import io
import os
import re
import shlex
import sys
import tempfile
from contextlib import chdir, redirect_stderr, redirect_stdout
from pathlib import Path

from communique.cli._program import program

ROOT = Path(__file__).parents[2]
ANSWERED = re.compile(r"(^```console\n\$ communique ([^\n]+)\n```\n\n```text\n)(.*?)(^```$)", re.MULTILINE | re.DOTALL)
DEMO = "communique-demo"  # made in this folder and under this name, for articles are told by their path
WIDTH = "100"


def printed(words: str) -> str:
    """What `communique WORDS` prints here, 100 columns wide."""
    os.environ["COLUMNS"] = os.environ["TERMINAL_WIDTH"] = WIDTH
    out = io.StringIO()
    with redirect_stdout(out), redirect_stderr(io.StringIO()):
        program()(args=shlex.split(words), prog_name="communique", standalone_mode=False)
    return "".join(f"{line.rstrip()}\n" for line in out.getvalue().strip("\n").splitlines())


def answered(page: str) -> str:
    """The page with the answers that its commands have in the present folder, which holds the demo's record."""
    return ANSWERED.sub(lambda m: m[1] + printed(m[2]) + m[4], page)


def pages() -> list[Path]:
    """The pages that have room for an answer."""
    every = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
    return [page for page in every if ANSWERED.search(page.read_text(encoding="utf-8"))]


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder, chdir(folder):
        printed(f"demo --into {DEMO}")
        with chdir(DEMO):
            for page in pages():
                page.write_text(answered(page.read_text(encoding="utf-8")), encoding="utf-8")
                sys.stdout.write(f"wrote {page}\n")
