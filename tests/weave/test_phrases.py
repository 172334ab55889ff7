from __future__ import annotations

from dataclasses import replace

import pytest

from communique.reading import Actor, Span
from communique.weave.item import Evidence, Made
from communique.weave.naming import spoken
from communique.weave.phrases import LONGEST, in_words
from tests.weave.made import ACTORS, made


def told(move: Made) -> str:
    return in_words(move, ACTORS)


@pytest.mark.parametrize(
    ("move", "words"),
    [
        (made("offered to open the quay"), "Ada Lund (Norway) offered to open the quay (to Nigeria)"),
        (
            made("offered two boats", "two boats"),
            "Ada Lund (Norway) offered two boats (to Nigeria)",
        ),
        (
            made("offered to open the quay", "open the quay", asks=("relief from the levy",)),
            "Ada Lund (Norway) offered to open the quay, asking Nigeria for relief from the levy",
        ),
        (
            made("asked Nigeria to end the levy", kind="demand", asks=("end the levy",)),
            "Ada Lund (Norway) asked Nigeria to end the levy",
        ),
        (
            made("demanded an end to the levy", kind="demand", asks=("an end to the levy",)),
            "Ada Lund (Norway) demanded of Nigeria an end to the levy",
        ),
        (
            made("that the levy must go", kind="demand", asks=("the levy must go",), by=None),
            "Norway demanded of Nigeria: “the levy must go”",
        ),
        (
            made("would open the quay", "open the quay", kind="conditional", condition="If the levy goes"),
            "Ada Lund (Norway) was ready to open the quay (to Nigeria), if the levy goes",
        ),
        (
            made("rejected to open the quay", "open the quay", kind="refusal", asks=("a lower levy",)),
            "Ada Lund (Norway) refused to open the quay, in return for a lower levy",
        ),
        (made("refused to open the quay", kind="refusal"), "Ada Lund (Norway) refused to open the quay"),
        (
            made("walked out of the hall in Bergen", kind="withdrawal"),
            "Ada Lund (Norway) called off or left a meeting or the talks: “walked out of the hall in Bergen”",
        ),
        (
            made("offered to bring both together", kind="mediation", to=None),
            "Ada Lund (Norway), as a mediator, offered to bring both together",
        ),
        (made("did so here today", kind="gambit", party=None, by=None), "Somebody made a move: “did so here today”"),
    ],
)
def test_a_move_on_one_line(move: Made, words: str) -> None:
    assert told(move) == words


def test_who_it_is_made_to_is_not_said_twice() -> None:
    move = made("offered to meet Ben Okoye")
    named = replace(move, gives=(replace(move.gives[0], lemmas=("meet", "@ben-okoye")),))
    assert told(named) == "Ada Lund (Norway) offered to meet Ben Okoye"


def test_a_body_that_says_whose_it_is_has_no_brackets() -> None:
    ministry = Actor("ministry", "Norwegian fisheries ministry", "organisation", "NOR")
    move = made("offered to open the quay", by="ministry", to=None)
    assert in_words(move, {**ACTORS, "ministry": ministry}) == "Norwegian fisheries ministry offered to open the quay"


def test_a_term_is_cut_at_a_word_and_its_quotation_mark_closed() -> None:
    words = told(made("offered", "“the whole of the northern quay " + "and more of it " * 20, to=None))
    assert words.endswith(" …”")
    assert len(words) < LONGEST + 40


def test_few_words_are_told_by_their_sentence() -> None:
    context = "It rained. The foreign minister called off the talks in Bergen on Friday. Nobody was surprised."
    at = context.index("called off")
    move = replace(
        made("called off", kind="withdrawal"), evidence=Evidence((Span(at, at + 10),), "called off", context, 0)
    )
    assert told(move).endswith("“The foreign minister called off the talks in Bergen on Friday.”")


@pytest.mark.parametrize(
    ("name", "words"),
    [("United States", "the United States"), ("Norway", "Norway"), ("the Hague", "the Hague")],
)
def test_a_name_as_it_stands_in_a_sentence(name: str, words: str) -> None:
    assert spoken(name) == words


@pytest.mark.parametrize(
    "before",
    ["HALVEN, 24 May 2018 (Harbour Post) — ", "HALVEN, Aug. 24 (Harbour Post) - ", "HALVEN — ", "(Reuters) - ", ""],
)
def test_a_move_told_by_its_sentence_is_told_without_the_dateline_before_it(before: str) -> None:
    context = f"A headline.\n{before}The Norwegian delegation called off the talks on Monday. Nobody knew why.\n"
    start = context.index("called off")
    move = made("called off", kind="withdrawal", by=None, party="NOR")
    withdrawal = replace(move, evidence=Evidence((Span(500 + start, 510 + start),), "called off", context, 500))
    words = "The Norwegian delegation called off the talks on Monday."
    assert told(withdrawal) == f"Norway called off or left a meeting or the talks: “{words}”"


def test_evidence_that_stands_in_what_looks_like_a_dateline_is_told_with_it() -> None:
    context = "TALKS OFF (Harbour Post) — Nobody in Halven would say on Monday why the delegation had gone home."
    move = made("TALKS OFF", kind="withdrawal", by=None, party="NOR")
    assert "“TALKS OFF (Harbour" in told(replace(move, evidence=Evidence((Span(0, 9),), "TALKS OFF", context, 0)))
