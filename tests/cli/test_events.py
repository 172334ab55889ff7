from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest

from communique.cli.events import days
from communique.reading import Event, EventParty, Passage, Reading, Span
from communique.record import Record
from tests.cli.examples import Run


@pytest.fixture
def kept(reading: Reading, tmp_path: Path) -> Reading:
    """A record of one article that tells two events."""
    actor = reading.actors[0]
    party = EventParty((Span(0, 5),), actor.id, None)
    unnamed = EventParty((Span(0, 5),), None, None)
    told = replace(
        reading,
        events=(
            Event("e1", "ACCUSE", "disapprove", "111", ("diplomatic",), party, unnamed, Passage((Span(6, 9),))),
            Event("e2", "CONSULT", None, "040", (), party, None, Passage((Span(6, 9),)), status="planned"),
        ),
    )
    Record.open(tmp_path / "record", create=True).add([told])
    return told


def test_a_table_shows_who_did_what_to_whom(run: Run, kept: Reading) -> None:
    outcome = run("events")
    assert (outcome.code, outcome.err) == (0, "")
    assert "ACCUSE" in outcome.out
    assert "(2019-03-04)" in outcome.out  # the text gives no day: that of the article, in brackets
    assert "disapprove" in outcome.out
    assert "planned" in outcome.out
    assert kept.actors[0].name.split()[0] in outcome.out


def test_filters_and_forms(run: Run, kept: Reading) -> None:
    (row,) = (json.loads(line) for line in run("events", "--type", "accuse", "--json").out.splitlines())
    assert (row["event"], row["actor"], row["context"]) == ("e1", kept.actors[0].id, ["diplomatic"])
    (line,) = csv.DictReader(io.StringIO(run("events", "--status", "planned", "--csv").out))
    assert (line["event"], line["recipient"], line["trigger"]) == ("e2", "", kept.article.text[6:9])
    assert run("events", "--until", "2001").err == "No event matches.\n"


def test_a_wrong_type_is_an_error_in_one_line(run: Run, kept: Reading) -> None:
    outcome = run("events", "--type", "halt")
    assert outcome.code == 1
    assert outcome.err.startswith("communique: error: Type cannot be 'HALT'")
    assert "ACCUSE" in outcome.err


def test_only_one_form_at_a_time(run: Run, kept: Reading) -> None:
    assert run("events", "--json", "--csv").code == 2


@pytest.mark.parametrize(
    ("begin", "end", "told"),
    [
        ("2019-03-04", "2019-03-04", "2019-03-04"),
        ("2019-03-04", None, "2019-03-04"),
        ("2020-02-01", "2020-02-29", "2020-02"),
        ("2019-01-01", "2019-12-31", "2019"),
        ("2019-01-01", "2019-06-30", "2019-01-01 – 2019-06-30"),
        ("2019-03-04", "2019-03-10", "2019-03-04 – 2019-03-10"),
    ],
)
def test_days_are_no_more_precise_than_they_are(begin: str, end: str | None, told: str) -> None:
    assert days(begin, end) == told
