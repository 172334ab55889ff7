"""Which record a command means."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

RecordFolder = Annotated[
    Path,
    typer.Option(
        "--record",
        "-r",
        metavar="DIR",
        envvar="COMMUNIQUE_RECORD",
        show_envvar=False,
        help="The record's folder. COMMUNIQUE_RECORD names another default.",
    ),
]
DEFAULT = Path("record")
