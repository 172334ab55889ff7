from __future__ import annotations

from collections.abc import Iterator

import pytest
import typer

from communique.cli._inputs import Ahead, columns_of, is_foreign, unread_line
from communique.gather import Columns, Unread
from communique.reading import Article


def test_columns_are_named_pair_by_pair() -> None:
    assert columns_of(["text=body", "published=first=seen"]) == Columns(text="body", published="first=seen")
    assert columns_of(None) == Columns()


@pytest.mark.parametrize("pair", ["text", "text=", "body=text", "=body"])
def test_a_pair_that_is_none_is_wrong_usage(pair: str) -> None:
    with pytest.raises(typer.BadParameter, match="text, title, published"):
        columns_of([pair])


def test_an_unread_line_says_where_and_why_in_one_line() -> None:
    assert unread_line(Unread("a.jsonl", "The line is\nno JSON.", 7)) == "a.jsonl:7: The line is no JSON."
    assert unread_line(Unread("b.txt", "Empty.")) == "b.txt: Empty."


@pytest.mark.parametrize(("language", "foreign"), [("en", False), (None, False), ("de", True)])
def test_foreign_is_only_what_is_known_to_be(language: str | None, foreign: bool) -> None:
    assert is_foreign(Article("a", "text", language=language)) is foreign


def _articles(count: int, length: int = 10) -> list[Article]:
    return [Article(str(number), "x" * length) for number in range(count)]


def test_gathering_ahead_keeps_the_order_and_soon_knows_the_total() -> None:
    ahead = Ahead(_articles(50))
    items = iter(ahead)
    totals, first = [ahead.total], next(items)
    totals.append(ahead.total)
    assert totals == [None, 50]
    assert [first, *items] == _articles(50)


def test_gathering_ahead_holds_no_more_than_it_may() -> None:
    taken = 0

    def endless() -> Iterator[Article]:
        nonlocal taken
        while True:
            taken += 1
            yield Article(str(taken), "x" * 100)

    ahead = Ahead(endless(), characters=1_000)
    items = iter(ahead)
    for _ in range(30):
        next(items)
    assert taken <= 30 + 10
    assert ahead.total is None


def test_an_article_larger_than_the_room_still_comes() -> None:
    assert len(list(Ahead(_articles(3, length=5_000), characters=1))) == 3


def test_nothing_is_nothing() -> None:
    ahead = Ahead([])
    assert list(ahead) == []
    assert ahead.total == 0
