from __future__ import annotations

import time

from communique.reading import Block, BlockKind, Span
from communique.web.layers import Mark, Place, Run, groups_of
from communique.web.layers.runs import MOST_ITEMS


def runs_of(text: str, marks: list[Mark], blocks: tuple[Block, ...] = (), places: tuple[Place, ...] = ()) -> list[Run]:
    return [run for group in groups_of(text, blocks, marks, places) for piece in group.pieces for run in piece.runs]


def mark(start: int, end: int, part: str = "content", item: str = "s1") -> Mark:
    return Mark(Span(start, end), "statements", part, item)


def test_every_character_stands_where_its_run_says() -> None:
    text = "Ada said “yes” 😀 twice.\n\n\tShe left 𝔘 early."
    marks = [mark(9, 14), mark(0, 3, "source"), mark(16, 30, item="s2"), mark(10, 13, "name", "m1")]
    found = runs_of(text, marks)
    assert all(text[run.start : run.start + len(run.text)] == run.text for run in found)
    assert "".join(run.text for run in found) == text.replace("\n\n\t", "")


def test_runs_end_where_a_mark_begins_or_ends_and_name_the_innermost_first() -> None:
    found = runs_of("abcdefgh", [mark(0, 6), mark(2, 4, "name", "m1"), mark(3, 8, item="s2")])
    assert [(run.text, run.items, run.parts) for run in found] == [
        ("ab", ("s1",), ("content",)),
        ("c", ("m1", "s1"), ("content", "name")),
        ("d", ("s2", "m1", "s1"), ("content", "name", "within")),
        ("ef", ("s2", "s1"), ("content", "within")),
        ("gh", ("s2",), ("content",)),
    ]


def test_of_marks_that_begin_together_the_shorter_is_the_inner_one() -> None:
    found = runs_of("abcdef", [mark(0, 2, "name", "m1"), mark(0, 6)])
    assert [run.items for run in found] == [("m1", "s1"), ("s1",)]


def test_passages_that_stand_apart_are_of_one_item() -> None:
    found = runs_of("yes, she said, no", [mark(0, 4), mark(15, 17)])
    assert [(run.text, run.items) for run in found] == [("yes,", ("s1",)), (" she said, ", ()), ("no", ("s1",))]


def test_spans_that_reach_out_of_the_text_are_cut_off_and_empty_ones_are_nothing() -> None:
    found = runs_of("abc", [mark(-5, 1), mark(2, 99, item="s2"), mark(1, 1, item="s3"), mark(50, 60, item="s4")])
    assert [(run.text, run.items) for run in found] == [("a", ("s1",)), ("b", ()), ("c", ("s2",))]


def test_blocks_are_pieces_and_those_on_one_line_stand_together() -> None:
    text = "Talks fail\n\nSEOUL - They met.\n\nThey parted.\n"
    parts: list[tuple[str, BlockKind]] = [
        ("Talks fail\n\n", "headline"),
        ("SEOUL - ", "dateline"),
        ("They met.\n\nThey parted.\n", "body"),
    ]
    blocks, at = [], 0
    for words, kind in parts:
        blocks.append(Block(Span(at, at + len(words)), kind))
        at += len(words)
    groups = groups_of(text, blocks, [])
    assert [[(piece.kind, [run.text for run in piece.runs]) for piece in group.pieces] for group in groups] == [
        [("headline", ["Talks fail"])],
        [("dateline", ["SEOUL - "]), ("body", ["They met."])],
        [("body", ["They parted."])],
    ]


def test_what_no_block_covers_is_shown_as_body() -> None:
    groups = groups_of("one\n\ntwo\n\nthree", [Block(Span(5, 8), "caption")], [])
    assert [piece.kind for group in groups for piece in group.pieces] == ["body", "caption", "body"]
    assert groups_of("", [], []) == ()
    assert groups_of(" \n\n ", [Block(Span(0, 4), "body")], []) == ()


def test_control_characters_are_shown_one_for_one_and_a_return_before_a_line_break_is_left_out() -> None:
    text = "a\u202eb\x07\r\nc\rd\x00"
    found = runs_of(text, [mark(7, 8)])
    assert [(run.start, run.text) for run in found] == [
        (0, "a\ufffdb\ufffd"),
        (6, "c"),
        (7, "\ufffd"),
        (8, "d\ufffd"),
    ]


def test_places_are_where_they_begin_or_at_the_next_words() -> None:
    text = "one\n\ntwo"
    found = runs_of(text, [], places=(Place("a", 1), Place("b", 3), Place("c", 5)))
    assert [(run.text, [place.id for place in run.places]) for run in found] == [
        ("o", []),
        ("ne", ["a"]),
        ("two", ["b", "c"]),
    ]


def test_ten_thousand_marks_within_one_another_take_no_square() -> None:
    text = "ab" * 20_000
    marks = [mark(number, len(text) - number, item=f"s{number}") for number in range(10_000)]
    begun = time.process_time()
    found = runs_of(text, marks)
    assert time.process_time() - begun < 5  # 0.2 seconds where nothing else runs
    assert len(found) == 2 * 10_000 - 1
    assert max(len(run.items) for run in found) == MOST_ITEMS
    middle = found[len(found) // 2]
    assert middle.items[0] == "s9999"
    assert middle.more == 10_000 - MOST_ITEMS
