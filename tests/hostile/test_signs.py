"""Half characters, NULs, unseen signs and mixed encodings: told, or kept as they are, at the cost of one article."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from communique import annotate
from communique.gather import Unread, gather
from communique.reading import Article
from tests.hostile import holding, pieces

SAID = "The minister said that talks would resume in the spring."


def lines(path: Path, *rows: object) -> list[Article | Unread]:
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    return holding.gathered(gather([path]))


@pytest.mark.parametrize("field", ["title", "url", "outlet", "byline", "id", "published"])
@pytest.mark.parametrize("half", [chr(0xD800), chr(0xDC80), f"{chr(0xDFFF)} x"], ids=ascii)
def test_half_a_character_beside_a_text_costs_that_character_alone(field: str, half: str, tmp_path: Path) -> None:
    found = lines(tmp_path / "talks.jsonl", {"text": SAID, field: f"a{half}b"}, {"text": f"{SAID} Then."})
    assert [item.text for item in found if isinstance(item, Article)] == [SAID, f"{SAID} Then."]


def test_half_a_character_or_a_nul_in_a_text_costs_that_text_alone(tmp_path: Path) -> None:
    found = lines(
        tmp_path / "talks.jsonl", {"text": SAID}, {"text": "a\ud800"}, {"text": "a\0"}, {"text": f"{SAID} Then."}
    )
    assert [type(item) for item in found] == [Article, Unread, Unread, Article]
    assert "surrogate" in getattr(found[1], "message", "")
    assert "NUL" in getattr(found[2], "message", "")


def test_two_encodings_in_one_file_cost_the_rows_of_the_wrong_one(tmp_path: Path) -> None:
    path = tmp_path / "talks.csv"
    path.write_bytes(b"text\n" + SAID.encode() + b"\n\xfcber\n" + "“über”\n".encode() + b"\x93no\x94\n")
    assert [type(item) for item in gather([path])] == [Article, Unread, Article, Unread]
    path = tmp_path / "talks.txt"
    path.write_bytes(SAID.encode() + "“über”".encode() + b"\xfc")
    (told,) = gather([path])
    assert isinstance(told, Unread)
    assert "0xfc" in told.message


def test_unseen_signs_move_no_span() -> None:
    for sign in (*pieces.UNSEEN, *pieces.ODD_LETTERS, "\x0b", "\x85", "\u2028"):
        text = (
            f"Kim{sign} Jong Un said{sign} that “talks {sign}would resume”{sign} on{sign} Monday, {sign}KCNA reported."
        )
        holding.reading(annotate(text, published="2019-04-12"), text)
