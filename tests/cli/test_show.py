from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from communique.cli.show import encounters, heading, legend, marked
from communique.gather import article_of
from communique.reading import Actor, Block, Bound, Dating, Meeting, Party, Passage, Reading, Report, Span, Statement
from tests.cli.examples import TEXT


def _text(reading: Reading) -> str:
    return "".join(piece.text for piece in marked(reading))


def test_every_part_of_a_statement_is_marked_with_its_number(reading: Reading) -> None:
    shown = _text(reading)
    assert "[1 The river talks “will go on in May” 1], {1 minister Jan Ek} <1 told> delegates" in shown
    assert "(1 the Varna News Agency) reported." in shown
    assert "[2 “We have seen [no] paper” 2], {2 a senior official} <2 said>." in shown
    assert "caption: Minister Ek at the lock." in shown


def test_what_is_what_has_a_style_of_its_own(reading: Reading) -> None:
    styles = {piece.text: piece.style for piece in marked(reading) if piece.style}
    parts = ("minister Jan Ek", "told", "The river talks “will go on in May”", "the Varna News Agency")
    assert len({styles[part] for part in parts}) == len(parts)


def test_the_legend_says_who_how_through_whom_and_what(reading: Reading) -> None:
    assert legend(reading) == [
        ("1", "Jan Ek (minister Jan Ek)"),
        ("", "mixed, reported, through Varna News Agency (reported), to delegates"),
        ("", "The river talks “will go on in May”"),
        ("2", "a senior official"),
        ("", "direct, asserted"),
        ("", "“We have seen [no] paper”"),
    ]
    assert legend(replace(reading, statements=())) == [("", "No statements.")]


def test_a_torn_quotation_has_nobody_and_its_pieces_are_joined(reading: Reading) -> None:
    torn = Statement("s1", Party(), Passage(), Passage((Span(0, 5), Span(9, 14))), "direct")
    lines = legend(replace(reading, statements=(torn,)))
    assert lines == [("1", "nobody named"), ("", "direct, asserted"), ("", f"{TEXT[0:5]} … {TEXT[9:14]}")]


def test_the_heading_leaves_out_what_is_not_known(reading: Reading) -> None:
    assert heading(reading) == [
        "Talks to go on, minister says",
        f"Varna Post · 2019-03-04 · talks.txt · {reading.article.id}",
    ]
    assert heading(Reading(article_of("text"))) == [article_of("text").id]


def test_escapes_in_an_article_do_not_reach_the_terminal() -> None:
    text = "He said\x1b]0;owned\x07 no.\r\nYes.\rNo."
    assert _text(Reading(article_of(text))) == "He said�]0;owned� no.\nYes.�No."


spans = st.lists(st.integers(0, 40), min_size=2, max_size=2, unique=True).map(lambda ends: Span(*sorted(ends)))


@given(st.lists(st.tuples(spans, spans), max_size=4), st.lists(st.integers(1, 39), max_size=3, unique=True))
def test_the_article_is_all_there_whatever_overlaps(parts: list[tuple[Span, Span]], cuts: list[int]) -> None:
    text = "abcdefghij" * 4
    blocks = tuple(Block(Span(*ends), "caption") for ends in pairwise([0, *sorted(cuts), 40]))
    statements = tuple(
        Statement(f"s{number}", Party((source,)), Passage(), Passage((content,)), "direct")
        for number, (source, content) in enumerate(parts, 1)
    )
    shown = _text(Reading(article_of(text), blocks, statements=statements))
    bare = re.sub(r"caption: |\[\d |\{\d | \d\]|\}", "", shown)
    assert bare == text
    for number in range(1, len(parts) + 1):
        assert shown.count(f"[{number} ") == shown.count(f" {number}]") == shown.count(f"{{{number} ") == 1


def test_an_article_without_a_date_says_between_which_days_it_was_written() -> None:
    article = article_of("The talks went on.", path="talks.txt")
    bounds = (Bound("2031-03-04", None, "looks back on the lock summit"), Bound(None, "2031-03-09", "says tomorrow"))
    line = "no date given; written between 4 Mar 2031 and 9 Mar 2031: looks back on the lock summit; says tomorrow"
    assert heading(Reading(replace(article, dating=Dating("2031-03-04", "2031-03-09", bounds))))[-1] == line
    half = Reading(replace(article, dating=Dating("2031-03-04", None, bounds[:1])))
    assert "not before 4 Mar 2031" in heading(half)[-1]
    assert "written" not in "".join(heading(Reading(article)))


def test_meetings_are_told_with_what_became_of_them_and_the_words() -> None:
    text = "Ek met the southern side in Varna."
    met = Meeting("g1", ("NOR", "SWE"), ("jan-ek",), None, "Varna", None, (Report("held", (Span(0, 6),)),))
    people = (Actor("jan-ek", "Jan Ek", "person", "NOR"), Actor("SWE", "Sweden", "state", "SWE"))
    told = list(encounters(Reading(article_of(text), actors=people, meetings=(met,))))
    assert told == ["\nMeetings", "meeting of Jan Ek and Sweden in Varna: held (“Ek met”)"]
    assert list(encounters(Reading(article_of(text)))) == []
