"""What is known, in forms that leave the house: one form a file. Pure: each gives text or plain values.

rows: JSON objects, CSV      markdown: Markdown      page: one HTML page that can be mailed
"""

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
