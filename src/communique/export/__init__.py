"""What is known, in forms that leave the house: one form a file. Pure: each gives text or plain values.

rows: JSON objects      markdown: Markdown      page: one HTML page that can be mailed
"""

from communique.export.markdown import lives_in_markdown, markdown
from communique.export.page import page
from communique.export.rows import entry_row, life_row

__all__ = ["entry_row", "life_row", "lives_in_markdown", "markdown", "page"]
