from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.chronology import chronology
from communique.export.evidence import copy_origin, link_of, pieces
from communique.export.tellings import telling as html
from communique.reading import Span
from communique.weave.occurrence import Origin
from tests.chronology.samples import OCCURRENCES, WOVEN

ACCOUNT = OCCURRENCES[0].accounts[0]


@given(st.text(max_size=40), st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=5))
def test_the_pieces_are_the_whole_text_and_the_marked_ones_what_is_marked(
    text: str, ends: list[tuple[int, int]]
) -> None:
    spans = tuple(Span(min(a, b, len(text)), min(max(a, b), len(text))) for a, b in ends)
    told = list(pieces(text, spans))
    assert "".join(piece for piece, _ in told) == text
    marked = {at for span in spans for at in range(*span)}
    assert "".join(piece for piece, is_marked in told if is_marked) == "".join(text[at] for at in sorted(marked))


@pytest.mark.parametrize("url", ["https://a.example/b?c=d&e=f", "http://a.example/ü"])
def test_an_address_of_the_web_is_a_link(url: str) -> None:
    assert link_of(replace(ACCOUNT, url=url)) == url


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "https://a b",
        'https://a"b',
        "https://a\u202eb",
    ],
)
def test_anything_else_is_none(url: str | None) -> None:
    assert link_of(replace(ACCOUNT, url=url)) is None


def test_whom_a_copy_has_its_account_from_is_told_where_it_is_somebody_else() -> None:
    told = (telling for entry in chronology(WOVEN).entries for telling in entry.tellings)
    telling = next(one for one in told if one.copies)
    assert copy_origin(telling.copies[0], telling.quotes) is None
    other = replace(telling.copies[0].account, origin=Origin("jan-ek", "Jan Ek", "actor"))
    copied = replace(telling, copies=(replace(telling.copies[0], account=other),))
    assert copy_origin(copied.copies[0], copied.quotes) == "Jan Ek"
    assert ". Origin: " in html(copied, "e1").partition("Copied by")[2]
    assert ". Origin: " not in html(telling, "e1").partition("Copied by")[2]
