"""Passages about other negotiations, made by hand, read by the shipped program."""

from __future__ import annotations

from functools import cache

import pytest

from tests.meetings.cases_report import LISTS, Judged, cases, figures, invented, judged

# In per cent, for encounters, statuses and places; they only rise. Before anything was mended, first.txt stood at 68.0,
# 59.3 and 90.9, with one passage of eleven given a meeting that it does not hold.
FLOORS = {"first": (84.0, 81.0, 92.0), "more": (91.0, 91.0, 96.0)}
LEAST_PRECISION = 85.0
FEWEST = {"first": 35, "more": 49}
NEGOTIATIONS = 6
EMPTY_SHARE = 1 / 3  # of all passages, at least


@cache
def results(name: str) -> tuple[Judged, ...]:
    return tuple(judged(case) for case in cases(name))


def test_the_passages_are_many_and_of_many_negotiations() -> None:
    rows = [case for name in LISTS for case in cases(name)]
    assert all(len(cases(name)) >= FEWEST[name] for name in LISTS)
    assert len({case.about for case in rows}) >= NEGOTIATIONS
    assert len({case.text for case in rows}) == len(rows)
    assert sum(not case.wanted for case in rows) >= EMPTY_SHARE * len(rows)


@pytest.mark.parametrize("name", LISTS)
def test_what_is_right_of_each_list(name: str) -> None:
    measured = [100 * figure.f1 for figure in figures(results(name))]
    assert all(share >= floor for share, floor in zip(measured, FLOORS[name], strict=True)), measured


@pytest.mark.parametrize("name", LISTS)
def test_little_is_made_up(name: str) -> None:
    encounters, *_ = figures(results(name))
    assert 100 * encounters.precision >= LEAST_PRECISION
    assert invented(results(name)) == 0


@pytest.mark.parametrize("name", LISTS)
def test_the_evidence_stands_in_the_passage(name: str) -> None:
    for result in results(name):
        for meeting in result.found:
            for report in meeting.reports:
                for span in report.spans:
                    words = span.of(result.case.text)
                    assert words
                    assert words == words.strip()
