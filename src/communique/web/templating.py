"""Templates: HTML from views, with every word of others kept from being anything but text."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from pathlib import PurePath
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from communique.chronology.dates import happened, in_words
from communique.export import evidence
from communique.export.evidence import pieces
from communique.reading import Span, Spans
from communique.signs import counted, one_line, plain
from communique.weave.occurrence import When
from communique.web.house import Visit, linkable
from communique.web.safety import csrf_token


def render(template: str, visit: Visit, **values: Any) -> str:
    """The page that a template makes of these values. `visit` and `link` are known in each."""
    return environment().get_template(template).render(visit=visit, link=visit.link, **values)


@cache
def environment() -> Environment:
    """The templates, and what they can use: an undefined name in one is an error."""
    made = Environment(
        loader=PackageLoader("communique.web"),
        autoescape=True,
        auto_reload=False,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {
        "own": own,
        "short": short,
        "day": day,
        "number": number,
        "counted": _counted,
        "marked": marked,
        "excerpt": excerpt,
        "happened": happened,
        "file_name": file_name,
        "safe_text": plain,
    }
    made.tests["linkable"] = linkable
    made.globals |= {"csrf_token": csrf_token, "static": static, "NAVIGATION": navigation(), "evidence": evidence}
    return made


def own(words: str | None) -> Markup:
    """Somebody else's words on one line, kept from turning the line around where they run from right to left."""
    return Markup(f"<bdi>{escape(one_line(words or ''))}</bdi>")


SHORT = 160
"""The most characters of a title or of an outlet's name that a list shows. The page of the article has all of it."""


def short(words: str | None) -> Markup:
    """As `own`, but no more of the words than a list has room for."""
    words = words or ""
    return own(words if len(words) <= SHORT else f"{words[:SHORT].rstrip()} …")


def marked(words: str, marks: Spans) -> Markup:
    """A paragraph with what stands at `marks` marked; its line breaks stay."""
    told = ((escape(plain(piece, keep="\n\t")), is_marked) for piece, is_marked in pieces(words, marks))
    return Markup("".join(f"<mark>{piece}</mark>" if is_marked else piece for piece, is_marked in told))


EXCERPT = 700
"""The most characters of a passage that a list shows: some eight lines. All of it is in the article."""

LEAD = 80
"""How far before the first mark an excerpt begins, where it does not begin with the passage."""


def excerpt(words: str, marks: Spans) -> Markup:
    """As `marked`, but of a long passage the stretch around its first mark alone, cut between words."""
    if len(words) <= EXCERPT:
        return marked(words, marks)
    start = max(min(marks[0].start - LEAD if marks else 0, len(words) - EXCERPT), 0)
    end = start + EXCERPT
    while 0 < start < end and not words[start - 1].isspace():
        start -= 1
        if end - start > EXCERPT + LEAD:  # one huge word
            break
    inside = tuple(
        Span(max(m.start, start) - start, min(m.end, end) - start) for m in marks if start < m.end and m.start < end
    )
    before, after = ("… " if start else ""), (" …" if end < len(words) else "")
    return Markup("{}{}{}").format(before, marked(words[start:end], inside), after)


def day(iso: str | None) -> str:
    """`1 Mar 2019`; `date unknown` where there is none."""
    return in_words(When(iso, iso, "text") if iso else None)


def file_name(path: str | None) -> str:
    """The name of a file without its folders and its ending; "" where there is none."""
    return PurePath(path).stem if path else ""


def number(value: int) -> str:
    """`20,000`."""
    return f"{value:,}"


def _counted(value: int, thing: str) -> str:
    return counted(value, thing)


@cache
def static(name: str) -> str:
    """The address of a file in static/, which is another whenever the file is."""
    content = (files("communique.web") / "static" / name).read_bytes()
    return f"/static/{name}?{hashlib.sha256(content).hexdigest()[:12]}"


def navigation() -> Iterable[tuple[str, str]]:
    """Addresses and names of the pages that every page leads to."""
    from communique.web.pages import NAVIGATION

    return [(page.path, page.name) for page in NAVIGATION]
