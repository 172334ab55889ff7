"""A few inputs at each door; `python -m tests.hostile.fuzz --inputs 100000` tries many."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.hostile import fuzz
from tests.hostile.mutator import mutated
from tests.hostile.targets import TARGETS, Target
from tests.hostile.trying import Hang, given_up_after, inputs, try_out

MOST_EXAMPLES = 12  # of one door; those that are slow to try have a small share, and get as few as that


def of(target: Target) -> st.SearchStrategy[bytes]:
    """Parts of the seeds, pieces and bytes, one after another."""
    seeds = target.seeds()
    ends = st.integers(0, 400)
    parts = st.builds(
        lambda seed, one, other: seed[min(one, other) : max(one, other)], st.sampled_from(seeds), ends, ends
    )
    pieces = st.sampled_from(target.pieces).map(str.encode)
    some = st.lists(st.one_of(pieces, pieces, parts, st.binary(max_size=4)), max_size=12)
    return st.builds(
        lambda seed, found: (seed + b"".join(found))[: target.longest], st.sampled_from((b"", *seeds)), some
    )


@pytest.mark.parametrize("name", TARGETS)
def test_no_input_breaks_what_must_hold(name: str) -> None:
    target = TARGETS[name]
    for seed in target.seeds()[:3]:
        target.attempt(seed[: target.longest])

    @settings(max_examples=min(MOST_EXAMPLES, target.share))
    @given(of(target))
    def tried(data: bytes) -> None:
        target.attempt(data)

    tried()


def test_the_same_seed_makes_the_same_inputs() -> None:
    target = TARGETS["manifest"]
    made = list(inputs(target, 40, 1))
    assert made == list(inputs(target, 40, 1))
    assert made != list(inputs(target, 40, 2))
    assert len(set(made)) > 30
    assert mutated(b"", [b"x"], ["y"], Random(3), 5) == mutated(b"", [b"x"], ["y"], Random(3), 5)


def test_what_is_found_is_told_once_and_its_input_kept(tmp_path: Path) -> None:
    def attempt(data: bytes) -> None:
        if b"!" in data:
            raise ValueError("an exclamation")

    outcome = try_out(Target("made", attempt, ["!", "."], lambda: [b"a"], 1), 50, 1, tmp_path)
    (said,) = outcome.found
    assert "ValueError" in said
    assert outcome.inputs == 50
    (kept,) = tmp_path.iterdir()
    assert b"!" in kept.read_bytes()


def test_an_input_that_never_ends_is_given_up() -> None:
    def for_ever() -> None:
        while True:
            pass

    with pytest.raises(Hang), given_up_after(0.05):
        for_ever()


def test_every_door_gets_its_share_and_dying_is_a_finding(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    shares = fuzz.shares(100_000, "")
    assert sum(shares.values()) >= 100_000
    assert min(shares.values()) >= 1_000
    assert set(fuzz.shares(10, "gather")) == {name for name in TARGETS if name.startswith("gather")}
    monkeypatch.setattr("sys.executable", "false")
    died = fuzz.in_process_of_its_own("manifest", 1, 1, tmp_path, guided=False)
    assert died.found[0].startswith("the process died (1)")
