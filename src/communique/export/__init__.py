"""What is known, in forms that leave the house: one form a file.

rows, positions: JSON objects, CSV      markdown: Markdown      page: one HTML page that can be mailed
evidence, html, tellings, strip: what these share. All of them are pure: each gives text or plain values.

formats: the forms that other programs read, each written to a file or a folder by a module of its own
material: the record that they are written from      files: whole or not at all
tables, dictionary.toml: CSV, Parquet and SQLite      coded: event data      cells, reduced: text and days
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.rooms import offer

if TYPE_CHECKING:
    from communique.export.markdown import lives_in_markdown, markdown
    from communique.export.page import page
    from communique.export.rows import (
        ENTRY_CSV,
        MOVE_CSV,
        STEP_CSV,
        entry_cells,
        entry_row,
        life_row,
        move_cells,
        step_cells,
    )

__all__ = [
    "ENTRY_CSV",
    "MOVE_CSV",
    "STEP_CSV",
    "entry_cells",
    "entry_row",
    "life_row",
    "lives_in_markdown",
    "markdown",
    "move_cells",
    "page",
    "step_cells",
]

offer(
    __name__,
    {
        "markdown": ("lives_in_markdown", "markdown"),
        "page": ("page",),
        "rows": (
            "ENTRY_CSV",
            "MOVE_CSV",
            "STEP_CSV",
            "entry_cells",
            "entry_row",
            "life_row",
            "move_cells",
            "step_cells",
        ),
    },
)
