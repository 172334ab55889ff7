"""When something was said."""

from __future__ import annotations

import pytest

from communique import annotate


def said_on(text: str, published: str | None = "2019-04-13") -> list[str | None]:
    """The words for when each statement of `text` was made."""
    reading = annotate(text, published=published)
    times = {time.id: time.span.of(text) for time in reading.times}
    return [None if s.time is None else times[s.time] for s in reading.statements]


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("The minister said on Friday that the talks would go on.", "Friday"),
        ("“We agree,” Mr Lind told reporters late on Thursday.", "Thursday"),
        ("On Monday, Kim Jong-un said that the talks would go on.", "Monday"),
        ("As envoys prepared to meet next month, Kim Jong-un said that the talks would go on.", None),
        ("The minister said that the talks would go on until Friday.", None),
        ("The minister, in office since 2017, said that the talks would go on.", None),
        ("The minister said the talks would go on.", None),
    ],
)
def test_it_is_the_time_beside_the_cue(text: str, when: str | None) -> None:
    assert said_on(text) == [when]


def test_an_undated_article_has_its_words_all_the_same() -> None:
    assert said_on("The minister said on Friday that the talks would go on.", None) == ["Friday"]


def test_the_day_of_the_dateline_is_not_when_it_was_said() -> None:
    text = "Minister hopeful\n\nSEOUL, April 13, 2019 (Harbour Post) — The minister said the talks would go on."
    reading = annotate(text)
    assert [t.span.of(text) for t in reading.times] == ["April 13, 2019"]
    assert [s.time for s in reading.statements] == [None]
