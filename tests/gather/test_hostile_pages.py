"""Pages that are made to keep a reader busy, or whose mark-up went wrong."""

from __future__ import annotations

import pytest

from communique.gather import Unread
from communique.gather.pages import MOST_TAGS, article_of_page
from communique.reading import Article

SAID = "The minister said that talks would resume in the spring after a long winter break."
LIMIT = 5_000_000


def page(inner: str) -> Article | Unread:
    markup = f"<html><body><article><p>{SAID}</p>{inner}</article></body></html>"
    return article_of_page(markup.encode(), "page.html", limit=LIMIT)


@pytest.mark.parametrize("tag", ["div", "b", "ul><li", "table><tr><td"])
def test_ten_thousand_nested_elements_cost_their_page_alone(tag: str) -> None:
    found = page(f"<{tag}>" * 10_000 + "<p>Deep down.</p>")
    assert isinstance(found, (Article, Unread))
    bare = article_of_page((f"<{tag}>" * 10_000 + SAID).encode(), "page.html", limit=LIMIT)
    assert isinstance(bare, Unread)
    assert "elements deep" in bare.message


@pytest.mark.parametrize(
    ("tag", "end"), [("span", "span"), ('a href="/x"', "a"), ("B", "b"), ("font color=red", "font")]
)
def test_a_paragraph_of_very_many_tags_keeps_its_words(tag: str, end: str) -> None:
    few, many = (page(f"<p>{f'<{tag}>Officials</{end}> agreed. ' * count}</p>") for count in (3, MOST_TAGS))
    assert isinstance(few, Article)
    assert isinstance(many, Article)
    assert few.text.split() == (SAID + " Officials agreed." * 3).split()
    assert many.text.split() == (SAID + " Officials agreed." * MOST_TAGS).split()
