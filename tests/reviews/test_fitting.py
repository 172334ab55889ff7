from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.reading import Reading, Span
from communique.reviews import Entry, Place, entries_of, fit
from communique.reviews.entry import overlap
from tests.reviews.made import readings

spans = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 9)), max_size=5).map(
    lambda found: tuple(Span(start, start + length) for start, length in found)
)


def places_of(entries: list[Entry], draw: Any = None) -> list[Place[Entry]]:
    return [Place(e.kind, e.item, e.spans, e, e.values, e.reading) for e in entries]


def read_again(reading: Reading, shift: Any, order: Any) -> list[Place[Entry]]:
    """The places of a reading whose items have other ids and another order, and whose spans end a little elsewhere."""
    entries = order(entries_of(reading))
    found = []
    for number, entry in enumerate(entries):
        moved = tuple(
            Span(max(0, span.start + shift(span)), max(1, span.start + shift(span) + 1, span.end + shift(span)))
            for span in entry.spans
        )
        found.append(Place(entry.kind, f"other{number}", moved, entry, entry.values, "another reading"))
    return found


@given(spans, spans)
def test_overlap_is_that_of_the_sets_of_characters(one: tuple[Span, ...], other: tuple[Span, ...]) -> None:
    a, b = ({at for span in some for at in range(*span)} for some in (one, other))
    assert overlap(one, other) == pytest.approx(len(a & b) / len(a | b) if a | b else 0.0)


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_every_entry_fits_its_own_item_in_a_reading_with_other_ids_and_shifted_spans(data: st.DataObject) -> None:
    reading = data.draw(st.sampled_from(readings()))
    # a word more or less at either end: as much as a model differs from another, and a fifth of what is short
    near = {
        span: data.draw(st.integers(-min(6, (span.end - span.start) // 8), min(6, (span.end - span.start) // 8)))
        for entry in entries_of(reading)
        for span in entry.spans
    }
    again = read_again(reading, near.__getitem__, lambda entries: data.draw(st.permutations(entries)))
    entries = entries_of(reading)
    found = fit(entries, again)
    right = [
        entry for entry in entries if entry.key in found and found[entry.key].of.spans == entry.spans
        and found[entry.key].of.values == entry.values
    ]  # fmt: skip
    assert len(right) == len(entries)
    assert len({id(place) for place in found.values()}) == len(found)


def test_the_very_same_reading_fits_by_its_ids_whatever_is_like_it() -> None:
    for reading in readings():
        entries = entries_of(reading)
        assert all(place.of.key == key for key, place in fit(entries, places_of(entries)).items())
        assert len(fit(entries, places_of(entries))) == len(entries)


def test_an_inner_statement_that_was_not_read_again_is_not_taken_for_the_outer_one() -> None:
    entry = next(e for r in readings() for e in entries_of(r, "statement") if e.values["speaker"])
    start, end = entry.spans[0].start, entry.spans[-1].end
    wider = (Span(start, end + (end - start) // 3),)
    one = replace(entry, spans=(Span(start, end),))
    other = Place(entry.kind, "s1", wider, "outer", {**entry.values, "speaker": "somebody-else"}, "another")
    assert fit([one], [other]) == {}
    assert fit([one], [replace(other, values=entry.values)])


def test_what_stands_elsewhere_does_not_fit() -> None:
    entry = entries_of(readings()[0], "statement")[0]
    gone = Place(entry.kind, entry.item, (Span(100_000, 100_050),), None, entry.values, "another")
    assert fit([entry], [gone]) == {}
    assert fit([entry], [replace(gone, spans=entry.spans, kind="move")]) == {}


def test_entries_of_two_readings_may_fit_one_item() -> None:
    entry = entries_of(readings()[0], "statement")[0]
    earlier = replace(entry, reading="an earlier model's", item="s77")
    assert len(fit([entry, earlier], places_of([entry]))) == 2
    again = replace(entry, item="s78")
    assert len(fit([entry, again], places_of([entry]))) == 1
