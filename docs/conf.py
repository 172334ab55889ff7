"""How Sphinx makes a site of these pages: `make site`."""

from __future__ import annotations

import re
from pathlib import Path

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
html_static_path = ["static"]
html_css_files = ["wide.css"]

myst_heading_anchors = 4

autodoc_member_order = "bysource"
autodoc_preserve_defaults = True
default_role = "code"

_INLINE = re.compile(r"(`[^`]*`)|([*|]|_(?=\W|$)|(?<=\w)_(?=_))")


def plain(app: object, what: str, name: str, thing: object, options: object, lines: list[str]) -> None:
    """Our docstrings are prose with `code` in it, and no reStructuredText: their stars and bars mean themselves."""
    lines[:] = [_INLINE.sub(lambda m: f"`{m[1]}`" if m[1] else f"\\{m[2]}", line) for line in lines]


ROOT = Path(__file__).parents[1]
OF_THE_ROOT = {"explanation/model-card": "MODEL_CARD.md", "reference/changes": "CHANGELOG.md"}
"""Pages of the site that are files of the repository's root."""
_LINK = re.compile(r"\[([^\]]+)\]\(((?:\.\./)+)([^)\s#]+)(#[^)\s]*)?\)")


def within(app: object, page: str, source: list[str]) -> None:
    """A link that leaves docs/ leads to the page that has that file, or becomes plain words: the site has no other."""
    text = source[0]
    if page in OF_THE_ROOT:
        text = (ROOT / OF_THE_ROOT[page]).read_text(encoding="utf-8")
        text = re.sub(r"\]\((?!https?:)docs/", "](../", re.sub(r"\]\((?!https?:|docs/|#)", "](../../", text))
    to = {file: name for name, file in OF_THE_ROOT.items()}

    def led(link: re.Match[str]) -> str:
        words, up, file, part = link.groups(default="")
        if len(up) // 3 <= page.count("/"):
            return link[0]
        return f"[{words}](/{to[file]}.md{part})" if file in to else words

    source[0] = _LINK.sub(led, text)


def setup(app: object) -> None:
    """Called by Sphinx."""
    app.connect("autodoc-process-docstring", plain)  # type: ignore[attr-defined]
    app.connect("source-read", within)  # type: ignore[attr-defined]
