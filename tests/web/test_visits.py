from __future__ import annotations

from pathlib import Path

import pytest

from communique.web.visits import QUIET, Seen, cookie_of


def test_what_was_seen_is_read_as_it_was_written() -> None:
    for seen in (Seen(3, 100), Seen(5, 900, 3, 100)):
        assert Seen.read(seen.written()) == seen


@pytest.mark.parametrize(
    "words", [None, "", "1.2.3", "a.b.c.d", "1.-2..", "٣.4..", "1.999999999999..", ".4..", "1...2.3"]
)
def test_a_cookie_that_somebody_changed_tells_nothing(words: str | None) -> None:
    assert Seen.read(words) is None


def test_a_visit_goes_on_until_it_is_quiet() -> None:
    seen = Seen(3, 1000).then(4, 1000 + QUIET)
    assert seen == Seen(4, 1000 + QUIET)
    later = seen.then(6, 1000 + 2 * QUIET + 1)
    assert (later.before, later.ended, later.snapshot) == (4, 1000 + QUIET, 6)
    # within the next visit, what is new stays new
    assert later.then(7, later.at + 5).before == 4


def test_each_record_has_a_cookie_of_its_own() -> None:
    assert cookie_of(Path("/one/record")) != cookie_of(Path("/other/record"))
