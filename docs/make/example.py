"""Writes the example into README.md: what commands print on the shipped dispatches. `make docs` runs it."""

from __future__ import annotations

import io
import os
import re
import sys
import tempfile
from contextlib import redirect_stdout
from pathlib import Path

from communique.cli._program import program

README = Path(__file__).parents[2] / "README.md"
BLOCK = re.compile(r"(<!-- example -->\n).*?(<!-- /example -->)", re.DOTALL)
EXAMPLES = (
    ("said", "--by", "kim-jong-un", "--limit", "3"),
    ("meetings", "--place", "Singapore"),
)


def printed(*words: str) -> str:
    """What `communique WORDS` prints, 100 columns wide."""
    os.environ["COLUMNS"] = os.environ["TERMINAL_WIDTH"] = "100"
    out = io.StringIO()
    with redirect_stdout(out):
        program()(args=list(words), prog_name="communique", standalone_mode=False)
    return "\n".join(line.rstrip() for line in out.getvalue().rstrip().splitlines())


def example(record: Path) -> str:
    """The block of the README: some questions put to the record in `record`, each with its answer."""
    return "\n".join(
        f"```console\n$ communique {' '.join(words)}\n```\n\n```text\n{printed(*words, '--record', str(record))}\n```\n"
        for words in EXAMPLES
    )


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        printed("demo", "--into", folder)
        block = example(Path(folder) / "record")
    readme = README.read_text(encoding="utf-8")
    README.write_text(BLOCK.sub(lambda m: m[1] + block + m[2], readme), encoding="utf-8")
    sys.stdout.write(f"wrote {README}\n")
