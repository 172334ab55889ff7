from __future__ import annotations

import io

import pytest

from communique.cli._progress import Pace, duration, progress, rate_line


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("seconds", "shown"), [(0, "0:00"), (34.4, "0:34"), (59.6, "1:00"), (725, "12:05"), (10_810, "3:00:10")]
)
def test_duration(seconds: float, shown: str) -> None:
    assert duration(seconds) == shown


def test_what_is_not_known_is_left_out() -> None:
    assert rate_line(1200, 4000, 8.0) == "1,200 of 4,000 articles, 8.0 a second, 5:50 left"
    assert rate_line(1200, None, 8.0) == "1,200 articles, 8.0 a second"
    assert rate_line(0, 10, 0.0) == "0 of 10 articles, 0.0 a second"


def test_the_pace_is_that_of_the_last_half_minute() -> None:
    pace = Pace(0.0)
    assert pace.rate(0.0, 0) == 0.0
    assert pace.rate(1.0, 9_000) == 9_000  # known ones, skipped
    for second in range(2, 62):
        rate = pace.rate(float(second), 9_000 + 5 * second)
    assert rate == pytest.approx(5, abs=0.1)


def test_a_pipe_gets_a_plain_line_every_few_seconds() -> None:
    out, now = io.StringIO(), [0.0]
    with progress(out, clock=lambda: now[0]) as tell:
        for second in range(12):
            now[0] = float(second)
            tell(2 * second, 100)
    assert out.getvalue().splitlines() == [
        "communique: reading: 10 of 100 articles, 2.0 a second, 0:45 left",
        "communique: reading: 20 of 100 articles, 2.0 a second, 0:40 left",
    ]


def test_a_terminal_gets_a_bar_that_goes_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    out = Terminal()
    with progress(out) as tell:
        tell(1, 2)
        tell(2, 2)
    assert "2 of 2 articles" in out.getvalue()
    assert out.getvalue().endswith("\x1b[2K")  # the line of the bar is wiped at the end


def test_a_short_run_shows_nothing_and_a_long_one_what_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    out, now = Terminal(), [0.0]
    with progress(out, doing="weaving", after=2.0, clock=lambda: now[0]) as tell:
        now[0] = 1.9
        tell(1, 4)
        assert out.getvalue() == ""
        now[0] = 2.1
        tell(2, 4)
    assert "Weaving" in out.getvalue()
    assert "2 of 4 articles" in out.getvalue()
    short = Terminal()
    with progress(short, doing="weaving", after=2.0) as tell:
        tell(1, 1)
    assert short.getvalue() == ""
