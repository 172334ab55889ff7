"""The drawings over time: where each mark stands, and what is said of what is not drawn."""

from __future__ import annotations

import pytest

from communique.catalogue.happenings import Happened, Kind
from communique.catalogue.standing import IssueHeld, Point
from communique.web.pictures.changes import changes
from communique.web.pictures.overtime import LANES, overtime
from communique.web.pictures.scale import MOST_BINS, scale


@pytest.mark.parametrize(
    ("first", "last", "unit", "bins"),
    [
        ("2021-01-05", "2021-01-05", "day", 1),
        ("2021-01-05", "2021-03-01", "day", 56),
        ("2021-01-05", "2021-12-31", "week", 52),
        ("2018-03-09", "2019-10-05", "month", 20),
        ("2001-01-01", "2012-12-31", "quarter", 48),
        ("1945-08-15", "2012-12-31", "year", 68),
    ],
)
def test_a_scale_has_the_smallest_unit_with_few_enough_bins(first: str, last: str, unit: str, bins: int) -> None:
    made = scale(first, last)
    assert (made.unit, len(made.bins)) == (unit, bins)
    assert made.bins[0].begin <= first <= made.bins[0].end
    assert made.bins[-1].begin <= last <= made.bins[-1].end


def test_each_day_stands_in_its_bin_and_bins_leave_no_gap() -> None:
    for first, last in (("2019-12-28", "2020-03-02"), ("2019-06-30", "2020-06-30"), ("0001-01-01", "9999-12-31")):
        made = scale(first, last)
        for number, one in enumerate(made.bins):
            assert made.bin_of(one.begin) == made.bin_of(one.end) == number
        assert len(made.bins) <= MOST_BINS or made.unit == "year"
        assert made.bin_of("0000-01-01" if first > "0001" else "") is None
        assert 0 <= made.place(first) <= made.place(last) <= 100


def test_ticks_are_few_and_in_order() -> None:
    ticks = scale("2018-03-09", "2019-10-05").ticks
    assert [tick.words for tick in ticks][:2] == ["Mar 2018", "July 2018"]
    assert [tick.x for tick in ticks] == sorted(tick.x for tick in ticks)


def _told(kind: Kind, begin: str | None, end: str | None = None, times: int = 1, party: str = "NOR") -> Happened:
    return Happened(party, kind, begin, end or begin, times)


def test_bars_are_as_high_as_what_they_stand_for() -> None:
    told = [
        _told("move", "2021-01-05", times=4),
        _told("move", "2021-02-05", times=1),
        _told("statement", "2021-01-20"),
    ]
    picture = overtime(
        [("NOR", "Norway"), ("CHL", "Chile")], [*told, _told("move", "2021-01-06", party="CHL", times=2)]
    )
    assert picture is not None
    norway, chile = picture.rows
    moves = [bar for bar in norway.bars if bar.kind == "move"]
    assert [bar.times for bar in moves] == [4, 1]
    assert moves[0].height == LANES["move"] == 4 * moves[1].height
    # the rows share one measure
    assert [bar.height for bar in chile.bars] == [LANES["move"] / 2]
    assert dict(norway.totals) == {"statement": 1, "move": 5, "meeting": 0}
    assert moves[0].address == "/chronology?party=NOR&kind=move&since=2021-01-05&until=2021-01-05"
    assert moves[0].words == "Norway, 5 Jan 2021: 4 moves"


def test_what_cannot_be_drawn_is_counted() -> None:
    told = [
        *(_told("move", f"2021-{month:02}-05", times=50) for month in range(1, 13)),
        _told("move", "1945-01-05"),
        _told("meeting", "2050-01-05", times=2),
        _told("statement", "2021-03-01", "2021-05-31", times=3),
        _told("statement", None, times=4),
    ]
    picture = overtime([("NOR", "Norway")], told)
    assert picture is not None
    assert (picture.before, picture.after, picture.vague) == (1, 2, 7)
    assert picture.first >= "2020-12-28"
    assert overtime([("NOR", "Norway")], [_told("move", None)]) is None


def _point(occurrence: str, day: str | None, change: str | None = "first", *, until: str | None = None) -> Point:
    return Point(occurrence, "sanctions", day, until or day, change, False, True, "asks: relief", day or "undated")  # type: ignore[arg-type]


def test_marks_stand_on_their_days_and_apart_from_one_another() -> None:
    issue = IssueHeld("sanctions", "Sanctions", 4)
    told = [
        _point("a", "2021-01-01"),
        _point("b", "2021-12-31", "changed"),
        _point("c", "2021-12-31"),
        _point("d", None),
    ]
    picture = changes(told, [issue, IssueHeld(None, "no issue", 0)])
    assert picture is not None
    (lane,) = picture.lanes
    assert lane.undated == 1
    first, second, third = lane.marks
    assert first.x < 3 < 95 < second.x
    assert (second.x, second.y) != (third.x, third.y)
    assert second.change == "changed"
    assert changes([_point("d", None)], [issue]) is None


def test_a_stand_of_some_days_reaches_over_them() -> None:
    issue = IssueHeld("sanctions", "Sanctions", 2)
    picture = changes([_point("a", "2021-01-01", until="2021-02-10"), _point("b", "2021-06-01")], [issue])
    assert picture is not None
    mark = picture.lanes[0].marks[0]
    assert mark.x < mark.to
