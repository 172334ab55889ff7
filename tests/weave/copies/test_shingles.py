from __future__ import annotations

import os
import subprocess
import sys

import numpy as np

from communique.reading import Span
from communique.weave import sketch
from tests.weave.copies.stories import DAM, FERRY, PRISONERS


def test_case_and_points_make_no_other_word() -> None:
    assert np.array_equal(sketch("The U.S. said: “No”").codes, sketch("the us SAID no").codes)


def test_words_stand_where_the_sketch_says() -> None:
    found = sketch(FERRY)
    assert found.span(0, 3).of(FERRY) == "Ministers from Arvenia"
    assert found.span(len(found) - 1, len(found)).of(FERRY) == "demands"


def test_only_the_given_spans_are_sketched() -> None:
    text = f"Picture: a boat. {DAM}"
    found = sketch(text, [Span(17, len(text))])
    assert np.array_equal(found.codes, sketch(DAM).codes)
    assert found.span(0, 1).of(text) == "Engineers"


def test_a_passage_keeps_its_shingles_in_a_longer_text() -> None:
    alone = set(sketch(DAM).shingles.tolist())
    within = (
        set(sketch(f"{FERRY} {DAM}").shingles.tolist()),
        set(sketch(f"{DAM} {PRISONERS} {FERRY}").shingles.tolist()),
    )
    assert len(alone & within[0]) >= len(alone) // 3
    assert len(alone & within[0] & within[1]) >= len(alone & within[1]) - 1


def test_numbers_and_names_are_particular() -> None:
    text = "the 12 envoys of NATO met Orsk near TALKSTOWN"
    found = sketch(text)
    assert [found.span(at, at + 1).of(text) for at in np.flatnonzero(found.particular).tolist()] == [
        "12",
        "NATO",
        "Orsk",
    ]


def test_nothing_to_sketch() -> None:
    assert len(sketch("")) == len(sketch(" … — ")) == 0
    assert len(sketch("").shingles) == 0


def test_every_process_makes_the_same_sketch() -> None:
    code = "from communique.weave import sketch; print(sketch('envoys of Tolmark left Ulmet').shingles.tolist())"
    seen = {
        subprocess.run(
            [sys.executable, "-c", code], env={**os.environ, "PYTHONHASHSEED": seed}, check=True, capture_output=True
        ).stdout
        for seed in ("1", "2")
    }
    assert len(seen) == 1
