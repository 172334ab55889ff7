from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.reading import Actor, Role, Span
from communique.record.columns import WOVEN_TABLES, schemas
from communique.record.woven import woven_of, woven_tables
from communique.weave import (
    Account,
    CopiedPassage,
    Disagreement,
    Encounter,
    Family,
    Member,
    Occurrence,
    Origin,
    Side,
    Step,
    When,
    Woven,
    WovenTerm,
)
from tests.record.wovens import woven

text = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
maybe = st.none() | text
span = st.tuples(st.integers(0, 9_999), st.integers(0, 99)).map(lambda pair: Span(pair[0], sum(pair)))
day = st.dates().map(str)
basis: Any = st.sampled_from(["text", "published", "inferred", "known"])
when = st.none() | st.builds(When, day, day, basis)
origin = st.builds(Origin, text, text, st.sampled_from(["actor", "unnamed", "outlet"]))


def some(of: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(of, max_size=3).map(tuple)


SIDE: dict[str, Any] = {"value": text, "accounts": some(st.integers(0, 9))}
DISAGREEMENT: dict[str, Any] = {
    "kind": st.sampled_from(["date", "number", "speaker", "outcome", "place", "kind"]),
    "sides": some(st.builds(Side, **SIDE)),
}
ACCOUNT: dict[str, Any] = {
    **dict.fromkeys(("article", "item", "words", "context", "text"), text),
    "spans": some(span),
    "context_start": st.integers(0, 9_999),
    "origin": origin,
    "chain": some(text),
    **dict.fromkeys(("when", "published"), when),
    **dict.fromkeys(("outlet", "title", "path", "url"), maybe),
    "score": st.floats(0, 1),
}
term = st.builds(WovenTerm, text, maybe)
STEP: dict[str, Any] = {
    "kind": text,
    **dict.fromkeys(("party", "toward", "by"), maybe),
    **dict.fromkeys(("gives", "asks"), some(term)),
    "condition": st.none() | term,
}
OCCURRENCE: dict[str, Any] = {
    **dict.fromkeys(("id", "summary"), text),
    "kind": st.sampled_from(["statement", "meeting", "event", "move"]),
    "actors": some(text),
    **dict.fromkeys(("when", "reported"), when),
    "accounts": some(st.builds(Account, **ACCOUNT)),
    "origins": some(origin),
    "status": st.sampled_from([None, "held", "called off"]),
    **dict.fromkeys(("encounter", "place", "certainty"), maybe),
    "disagreements": some(st.builds(Disagreement, **DISAGREEMENT)),
    "step": st.none() | st.builds(Step, **STEP),
    "related": some(text),
}
ENCOUNTER: dict[str, Any] = {
    "id": text,
    **dict.fromkeys(("name", "place"), maybe),
    **dict.fromkeys(("parties", "participants", "steps"), some(text)),
    "when": when,
}
occurrence = st.builds(Occurrence, **OCCURRENCE)
encounter = st.builds(Encounter, **ENCOUNTER)
passage = st.builds(CopiedPassage, span, text, span)
member = st.builds(Member, text, some(passage))
family = st.builds(Family, text, st.lists(member, min_size=1, max_size=3).map(tuple))
actor = st.builds(
    Actor,
    text,
    text,
    st.sampled_from(["person", "state", "place"]),
    maybe,
    some(st.builds(Role, text, maybe)),
    st.booleans(),
)


def different(of: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    """Several with ids of their own."""
    return st.lists(of, unique_by=lambda item: item.id, max_size=3).map(tuple)


@settings(deadline=None)  # the first example pays for the imports
@given(st.builds(Woven, different(family), different(occurrence), different(encounter), different(actor)))
def test_whatever_is_woven_comes_back_as_it_was(of: Woven) -> None:
    assert woven_of(woven_tables(of)) == of


@pytest.mark.parametrize(
    ("kind", "made"),
    [
        (Account, ACCOUNT),
        (Disagreement, DISAGREEMENT),
        (Encounter, ENCOUNTER),
        (Occurrence, OCCURRENCE),
        (Side, SIDE),
        (Woven, dict.fromkeys(("families", "occurrences", "encounters", "actors"))),
    ],
)
def test_no_field_is_left_out_of_that(kind: Any, made: dict[str, Any]) -> None:
    assert {field.name for field in fields(kind)} == made.keys()


def test_every_table_has_its_columns() -> None:
    tables = woven_tables(woven())
    assert tables.keys() == set(WOVEN_TABLES)
    assert {name: table.schema for name, table in tables.items()} == {name: schemas()[name] for name in WOVEN_TABLES}
    assert [tables[name].num_rows for name in WOVEN_TABLES] == [3, 4, 5, 2, 3]


def test_an_occurrence_is_counted_and_dated_in_its_row() -> None:
    row = woven_tables(woven())["occurrences"].to_pylist()[0]
    assert (row["number"], row["n_articles"], row["n_texts"], row["n_origins"]) == (1, 2, 2, 2)
    assert (str(row["begin"]), str(row["end"]), row["when_basis"]) == ("2018-05-24", "2018-05-24", "published")


@pytest.mark.parametrize("begin", ["2018-02-30", "spring", ""])
def test_what_is_no_day_comes_back_as_unknown(begin: str) -> None:
    (first, *_) = woven().occurrences
    odd = replace(first, when=When(begin, "2018-03-01", "text"))
    (back,) = woven_of(woven_tables(Woven(occurrences=(odd,)))).occurrences
    assert back == replace(first, when=None)
