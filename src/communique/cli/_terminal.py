"""What reaches a terminal, and how wide it is."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, TextIO

from communique.signs import counted, one_line, plain

if TYPE_CHECKING:
    from rich.console import Console

__all__ = ["PIPE_WIDTH", "console", "counted", "one_line", "plain"]

PIPE_WIDTH = 100  # columns of a table in a pipe, where nobody says how wide it may be


def console(stream: TextIO | None = None) -> Console:
    """A rich console on `stream` (standard output where None): coloured on a terminal, 100 columns plain in a pipe.

    Markup, emoji codes and automatic highlighting are off: square brackets in an article are square brackets.
    """
    from rich.console import Console

    stream = stream if stream is not None else sys.stdout
    width = None if stream.isatty() or "COLUMNS" in os.environ else PIPE_WIDTH
    return Console(file=stream, width=width, markup=False, emoji=False, highlight=False, soft_wrap=False)
