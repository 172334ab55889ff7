"""What names an entry in addresses."""

from __future__ import annotations

import re

from communique.reading import Spans
from communique.web.house import NotThereError

_KEY = re.compile(r"(?P<article>[^:]+):(?P<item>[^:@]+)(?:@(?P<start>\d+))?")


def key_of(article: str, item: str, spans: Spans, kind: str) -> str:
    """What names an entry in addresses: of a meeting, of which an article may tell twice, with where it begins."""
    return f"{article}:{item}" + (f"@{min(spans)[0]}" if kind == "meeting" and spans else "")


def parts_of(key: str) -> tuple[str, str, int | None]:
    """The article, the item, and where the entry begins if the key says so. Raises NotThereError where it is none."""
    match = _KEY.fullmatch(key)
    if match is None:
        raise NotThereError(
            "This is the address of no entry",
            cause="an entry is named by its article and its item, as in 0f3a…:s1",
            fix="follow a link to it from the queue, or from the page of its article",
        )
    return match["article"], match["item"], int(match["start"]) if match["start"] else None
