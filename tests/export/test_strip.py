from __future__ import annotations

import re
from dataclasses import replace
from importlib.resources import files
from typing import get_args
from xml.etree import ElementTree as ET

import pytest

from communique.chronology import Entry, chronology
from communique.export.strip import HEIGHT, strip
from communique.weave.occurrence import OccurrenceKind, Woven
from tests.chronology.samples import OCCURRENCES, WOVEN, day


def _entries(*days: str) -> tuple[Entry, ...]:
    occurrences = tuple(replace(OCCURRENCES[1], id=f"{n}", when=day(on)) for n, on in enumerate(days))
    return chronology(Woven((), occurrences)).entries


def _titles(figure: str) -> list[str]:
    return [title.text or "" for title in ET.fromstring(figure).iter("title")]


def test_entries_are_counted_by_kind_where_they_begin() -> None:
    titles = _titles(strip(chronology(WOVEN).entries))
    assert titles[0] == "week of 11 Jan 2021: 2 statements, 1 meeting"
    assert sum(int(number) for title in titles for number in re.findall(r"(\d+) (?:stat|meet|even)", title)) == 16


@pytest.mark.parametrize(
    ("last", "first_bar", "last_bar"),
    [
        ("2021-03-03", "1 Jan 2021", "3 Mar 2021"),
        ("2021-06-30", "week of 28 Dec 2020", "week of 28 June 2021"),
        ("2025-12-31", "January 2021", "December 2025"),
        ("2031-01-01", "2021", "2031"),
    ],
)
def test_the_unit_is_the_finest_that_can_be_told_apart(last: str, first_bar: str, last_bar: str) -> None:
    figure = strip(_entries("2021-01-01", last))
    axis = [span.text for span in ET.fromstring(figure).iter("span")]
    assert axis == [first_bar, last_bar]
    assert _titles(figure) == [f"{first_bar}: 1 statement", f"{last_bar}: 1 statement"]


def test_the_fullest_bar_is_as_high_as_the_strip_and_the_others_in_proportion() -> None:
    drawing = ET.fromstring(strip(_entries("2021-01-01", "2021-01-01", "2021-01-03")))
    heights = [float(bar.attrib["height"]) for bar in drawing.iter("rect")]
    assert heights == [HEIGHT, HEIGHT / 2]
    assert "most, 2, in 1 Jan 2021" in next(drawing.iter("svg")).attrib["aria-label"]


@pytest.mark.parametrize("days", [(), ("2021-01-01",), ("2021-01-01", "2021-01-01")])
def test_with_nothing_to_compare_there_is_no_strip(days: tuple[str, ...]) -> None:
    assert strip(_entries(*days)) == ""


def test_the_strip_asks_for_nothing_and_has_no_style_of_its_own() -> None:
    figure = strip(chronology(WOVEN).entries)
    assert not re.search(r"href|src|style=|url\(", figure)


def test_every_kind_of_happening_has_its_colour() -> None:
    style = (files("communique.export") / "page.css").read_text(encoding="utf-8")
    for kind in get_args(OccurrenceKind):
        assert f".{kind} {{ --kind: var(--{kind}); }}" in style
        assert style.count(f"--{kind}: #") == 3  # by day, by night, on paper
