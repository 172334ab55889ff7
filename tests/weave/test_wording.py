"""What two statements quote in a row."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from communique.weave.wording import longest_run, share_a_run

stretches = st.lists(st.lists(st.sampled_from(["quay", "open", "herring"]), max_size=6).map(tuple), max_size=3)


@given(stretches, stretches, st.integers(1, 5))
def test_whether_a_run_is_shared_is_told_without_looking_for_it(
    a: list[tuple[str, ...]], b: list[tuple[str, ...]], words: int
) -> None:
    runs = [{run[at : at + words] for run in of for at in range(len(run))} for of in (a, b)]
    assert share_a_run(a, b, words) == any(len(run) == words for run in runs[0] & runs[1])
    if len(longest_run(a, b)) >= words:
        assert share_a_run(a, b, words)
