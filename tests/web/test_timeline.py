"""The timeline: where its marks are, and which days lead into and out of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from communique.catalogue.lines.spread import Count, Period, Reach, Spread, Unit, unit_of
from communique.weave.occurrence import When
from communique.web.pictures.timeline import BARS, LANES, beside, crumbs, label, timeline
from tests.chronology.samples import OCCURRENCES

MARCH = Spread(
    unit="day",
    first=date(2021, 3, 1),
    last=date(2021, 3, 31),
    counts=(
        Count(Period.of(date(2021, 3, 1), "day"), (3, 0, 0, 1)),
        Count(Period.of(date(2021, 3, 31), "day"), (0, 2, 0, 0)),
    ),
    reaches=(),
    unshown=0,
    anywhere=0,
    earlier=2,
    later=0,
    undated=1,
)


def test_bars_stand_where_their_days_are_and_are_as_high_as_they_count() -> None:
    picture = timeline(MARCH, {})
    first, last = picture.bars
    assert (first.x, round(last.x + last.width)) == (0, 100)
    assert [part.kind for part in first.parts] == ["statement", "move"]
    heights = [sum(part.height for part in bar.parts) for bar in picture.bars]
    assert abs(heights[0] - 2 * heights[1]) < 1
    assert all(0 <= part.y < BARS for bar in picture.bars for part in bar.parts)
    assert (first.since, first.until, first.told) == ("2021-03-01", "2021-03-01", "1 Mar 2021: 3 statements, 1 move")
    assert picture.told == "6 lines by day, 1 Mar 2021 to 31 Mar 2021"
    assert picture.notes == ("1 line without a date",)
    (earlier,) = picture.outside
    assert (earlier.words, earlier.since, earlier.until) == ("2 lines earlier", None, "2021-02-28")


def _range(begin: str, end: str, line: int) -> tuple[Reach, object]:
    one = replace(OCCURRENCES[1], id=str(line), when=When(begin, end, "text"))
    return Reach(line, date.fromisoformat(begin), date.fromisoformat(end)), one


def test_ranges_keep_their_days_go_on_outside_and_do_not_cross() -> None:
    told = [
        _range("2021-02-20", "2021-03-02", 1),
        _range("2021-03-02", "2021-03-05", 2),
        _range("2021-03-03", "2021-04-09", 3),
    ]
    spread = replace(MARCH, reaches=tuple(reach for reach, _ in told))
    picture = timeline(spread, {reach.line: one for reach, one in told})  # type: ignore[misc]
    before, inside, after = picture.ranges
    assert (before.x, before.early, before.late) == (0, True, False)
    assert (inside.early, inside.late) == (False, False)
    assert abs(inside.x - 100 / 31) < 0.01
    assert abs(inside.width - 400 / 31) < 0.01
    assert (after.late, round(after.x + after.width)) == (True, 100)
    assert len({before.y, inside.y, after.y}) == 2  # the first and the third share a lane
    assert before.y == after.y


def test_ranges_that_have_no_room_are_counted() -> None:
    told = [_range("2021-03-02", "2021-03-20", line) for line in range(LANES + 3)]
    picture = timeline(
        replace(MARCH, reaches=tuple(reach for reach, _ in told), unshown=4),
        {reach.line: one for reach, one in told},  # type: ignore[misc]
    )
    assert len(picture.ranges) == LANES
    assert picture.notes[0] == "7 more uncertain dates not drawn"


def test_crumbs_lead_out_step_by_step() -> None:
    assert crumbs(None, None) == ()
    assert [one.words for one in crumbs("2021-03-12", "2021-03-12")] == [
        "All",
        "the 2020s",
        "2021",
        "March 2021",
        "12 Mar 2021",
    ]
    assert [one.words for one in crumbs("2021-01-01", "2021-12-31")] == ["All", "the 2020s", "2021"]
    assert [one.words for one in crumbs("2021-03-01", "2022-03-31")][:2] == ["All", "the 2020s"]
    assert [one.words for one in crumbs("2021-03-12", None)] == ["All", "since 12 Mar 2021"]
    *_, month, _ = crumbs("2021-03-12", "2021-03-12")
    assert (month.since, month.until) == ("2021-03", "2021-03")


def test_a_whole_period_has_neighbours() -> None:
    found = beside("2021-03-01", "2021-03-31")
    assert found is not None
    assert [(one.words, one.since) for one in found] == [("February 2021", "2021-02"), ("April 2021", "2021-04")]
    assert beside("2021-03-02", "2021-03-31") is None
    assert beside("2021-03-02", None) is None
    assert beside("0001-01-01", "0001-12-31") is None


def test_labels() -> None:
    day = date(2021, 3, 3)
    units: tuple[Unit, ...] = ("day", "week", "month", "year", "decade")
    assert [label(Period.of(day, unit)) for unit in units] == [
        "3 Mar 2021",
        "week of 1 Mar 2021",
        "March 2021",
        "2021",
        "the 2020s",
    ]


@given(st.dates(), st.dates())
def test_any_two_days_can_be_drawn(one: date, other: date) -> None:
    first, last = sorted((one, other))
    unit = unit_of(first, last)
    counts = tuple(Count(Period.of(day, unit), (1, 0, 0, 0)) for day in dict.fromkeys((first, last)))
    picture = timeline(replace(MARCH, unit=unit, first=first, last=last, counts=counts), {})
    assert all(0 <= bar.x <= 100 and bar.x + bar.width <= 100.01 for bar in picture.bars)
    assert picture.ticks[0].x == 0
    assert crumbs(first.isoformat(), last.isoformat())[-1].since == first.isoformat()
    beside(first.isoformat(), last.isoformat())
