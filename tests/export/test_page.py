from __future__ import annotations

import re
from base64 import b64encode
from collections import Counter
from dataclasses import replace
from datetime import date
from hashlib import sha256
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from communique.chronology import RULE, chronology
from communique.export import page
from communique.reading import Span
from communique.signs import one_line, plain
from communique.weave.occurrence import Woven
from tests.chronology.samples import HOSTILE, OCCURRENCES, WOVEN, hostile

VOID = {"meta", "link", "img", "br"}
PAGE = page(chronology(WOVEN), title="Lake Sarn talks", record="lake-sarn", made=date(2021, 7, 1))
HARMFUL = page(chronology(hostile()), title=HOSTILE, record=HOSTILE)


class Parsed(HTMLParser):
    """What a browser sees: the elements with their attributes, and whether they are nested as they should be."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self.marked: list[str] = []
        self._open: list[str] = []
        self.feed(html)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self._open.append(tag)
        if tag == "mark":
            self.marked.append("")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text.append(data)
        if "mark" in self._open:
            self.marked[-1] += data

    def values(self, name: str) -> list[str]:
        return [value for _, attributes in self.elements if (value := attributes.get(name)) is not None]

    def tags(self) -> Counter[str]:
        return Counter(tag for tag, _ in self.elements)


@pytest.mark.parametrize("html", [PAGE, HARMFUL, page(chronology(Woven()))])
def test_the_page_runs_nothing_and_asks_nothing_of_any_network(html: str) -> None:
    seen = Parsed(html)
    assert not set(seen.tags()) & {"script", "img", "iframe", "object", "embed", "form", "base", "audio", "video"}
    assert not [
        name for _, attributes in seen.elements for name in attributes if name.startswith("on") or name == "style"
    ]
    assert seen.values("src") == []
    assert [attributes["href"] for tag, attributes in seen.elements if tag == "link"] == ["data:,"]
    assert not re.search(r"url\(|@import|@font-face", html)
    for href in seen.values("href"):
        assert href == "data:," or href.startswith(("#", "https://"))


def test_the_policy_allows_this_very_style_and_nothing_else() -> None:
    policy = next(value for value in Parsed(PAGE).values("content") if "default-src" in value)
    style = PAGE.partition("<style>")[2].partition("</style>")[0]
    assert policy.startswith("default-src 'none'; ")
    assert f"style-src 'sha256-{b64encode(sha256(style.encode()).digest()).decode()}'" in policy
    assert "script-src" not in policy
    assert "unsafe" not in policy


def test_the_page_has_what_a_reader_and_a_screen_reader_need() -> None:
    seen = Parsed(PAGE)
    tags = seen.tags()
    assert PAGE.startswith('<!doctype html>\n<html lang="en">')
    assert [tags[tag] for tag in ("h1", "main", "nav", "header", "footer", "svg", "figure")] == [1] * 7
    assert tags["h2"] == 1 + 7 + 1  # the contents, five months and two more sections, how to read it
    assert "<title>Lake Sarn talks – chronology</title>" in PAGE
    for tag in ("svg", "nav"):
        assert next(attributes for name, attributes in seen.elements if name == tag)["aria-label"]
    levels = [int(tag[1]) for tag, _ in seen.elements if re.fullmatch(r"h\d", tag)]
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_every_link_within_the_page_leads_somewhere_and_no_id_is_given_twice() -> None:
    for html in (PAGE, HARMFUL):
        seen = Parsed(html)
        ids = seen.values("id")
        assert len(ids) == len(set(ids))
        assert {href[1:] for href in seen.values("href") if href.startswith("#")} <= set(ids)


def test_each_entry_opens_to_the_words_it_was_read_from() -> None:
    seen = Parsed(PAGE)
    assert seen.tags()["details"] == len(OCCURRENCES)
    heads = [
        quote.account for entry in chronology(WOVEN).entries for telling in entry.tellings for quote in telling.quotes
    ]
    assert seen.marked == [words for account in heads for words in account.words.split(" … ")]
    assert seen.tags()["blockquote"] == len(heads)


def test_the_page_says_what_its_words_mean_and_where_it_is_from() -> None:
    text = " ".join("".join(Parsed(PAGE).text).split())
    for words in (
        "18 occurrences, from 17 articles · 12 Jan 2021 to 30 June 2021",
        "A text is what one writer wrote",
        "An origin is who an account comes from in the end",
        "From the record lake-sarn, by communique",
        "1 July 2021",
        "Copied by 1 article",
        "first reported 25 Feb 2021",
        "the article bears no date: inferred from its text",
        "Differs on date: 12 Mar 2021 (Harbour Post, Northern Wire), 13 Mar 2021 (Meridian)",
        "Mira Solan said, Arvian State Agency reported. Origin: Arvian State Agency",
    ):
        assert words in text


def test_no_more_of_a_path_is_told_than_the_files_name() -> None:
    assert "03.txt" in PAGE
    assert "inbox/" not in PAGE


def test_without_a_title_the_page_is_named_by_what_was_asked() -> None:
    found = chronology(WOVEN, actors=["ARV"], since="2021-03", brief=True)
    html = page(found)
    assert "<h1><bdi>Arvia; since 1 Mar 2021</bdi></h1>" in html
    assert RULE.partition(".")[0] in html
    assert "Key day: a meeting was held, 3 origins that day" in html
    assert "<h1><bdi>Everything on record</bdi></h1>" in page(chronology(WOVEN))


def test_hostile_text_is_shown_and_not_obeyed() -> None:
    seen = Parsed(HARMFUL)
    shown = HOSTILE.replace("\u202e", "\ufffd").replace("\x1b", "\ufffd")
    assert shown in "".join(seen.text)
    assert seen.marked == [shown]
    assert "\u202e" not in HARMFUL
    assert "\x1b" not in HARMFUL
    assert not [href for href in seen.values("href") if "javascript" in href]
    assert all(re.fullmatch(r"[A-Za-z0-9-]+", id_) for id_ in seen.values("id"))


@example(HOSTILE, 0, 30)
@given(st.text(min_size=1, max_size=30), st.integers(0, 40), st.integers(0, 40))
def test_no_text_whatever_breaks_out_of_its_place(words: str, start: int, length: int) -> None:
    account = replace(
        OCCURRENCES[0].accounts[0],
        words=words,
        context=words,
        context_start=0,
        spans=(Span(start, start + length),),
        outlet=words,
        title=words,
        path=words,
        url=words,
        chain=(words,),
    )
    one = replace(OCCURRENCES[0], summary=words, accounts=(account,), place=words, actors=(words,))
    seen = Parsed(page(chronology(Woven((), (one,))), title=words, record=words))
    assert seen.tags()["script"] == 0
    assert seen.tags()["h3"] == 1
    shown = plain(words, keep="\n\t")
    assert seen.text.count(plain(one_line(words))) >= 3 or not one_line(words)
    assert seen.marked == ([shown[start : start + length]] if shown[start : start + length] else [])


def test_half_of_a_surrogate_pair_does_not_keep_the_page_from_being_written() -> None:
    assert page(chronology(WOVEN), title="half \ud83d").encode("utf-8")


def test_a_page_of_nothing_says_so() -> None:
    assert "Nothing fits what was asked." in page(chronology(WOVEN, actors=["piet-aldan"], kind="event"))
