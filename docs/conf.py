"""How Sphinx makes a site of these pages: `make site`."""

from __future__ import annotations

import re

from communique import __version__

project = "communique"
author = "The communique authors"
release = version = __version__

extensions = ["myst_parser", "sphinx.ext.autodoc"]
exclude_patterns = ["make"]
html_theme = "furo"
html_title = f"communique {release}"
html_show_sourcelink = False
html_copy_source = False

myst_heading_anchors = 4
# Links out of docs/ (to code, to the model card) lead to files of the repository: tests/test_docs.py follows them.
suppress_warnings = ["myst.xref_missing"]

autodoc_member_order = "bysource"
autodoc_preserve_defaults = True
default_role = "code"

_INLINE = re.compile(r"(`[^`]*`)|([*|]|_(?=\W|$)|(?<=\w)_(?=_))")


def plain(app: object, what: str, name: str, thing: object, options: object, lines: list[str]) -> None:
    """Our docstrings are prose with `code` in it, and no reStructuredText: their stars and bars mean themselves."""
    lines[:] = [_INLINE.sub(lambda m: f"`{m[1]}`" if m[1] else f"\\{m[2]}", line) for line in lines]


def setup(app: object) -> None:
    """Called by Sphinx."""
    app.connect("autodoc-process-docstring", plain)  # type: ignore[attr-defined]
