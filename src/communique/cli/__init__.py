"""The command line: one command a file, each a thin call of plain functions. `main` is the program `communique`."""

from __future__ import annotations

from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the program on `arguments` (those of the process where None) and leave it with an exit code.

    0: done; 1: an error, told in one line; 2: wrong usage; 130: interrupted; 141: nobody reads the output any more.
    """
    from communique.cli._program import run

    run(arguments)
