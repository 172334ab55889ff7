"""Who meets where the clause of the encounter does not name them: their names stand in another clause or sentence."""

from __future__ import annotations

import pytest

from tests.meetings.test_meetings import told


@pytest.mark.parametrize(
    ("text", "meetings"),
    [
        (
            "Vladimir Putin met Shinzo Abe on Monday, and the two agreed to hold talks in Lima with Peru and Chile.",
            [("JPN RUS", "held"), ("CHL JPN PER RUS", "planned")],
        ),
        (
            "Vladimir Putin telephoned Shinzo Abe and proposed that the two governments begin consultations at once.",
            [("JPN RUS", "proposed")],
        ),
        (
            "Russia and Japan agreed to share the catch. The paper was signed after five days of talks.",
            [("JPN RUS", "held")],
        ),
        (
            "Russia, Japan, Chile and Peru agreed on quotas, Shinzo Abe told reporters after nine hours of talks.",
            [("CHL JPN PER RUS", "held")],
        ),
        ("Russia and Japan agreed to share the catch. Angela Merkel spoke after talks in Berlin.", []),
        ("Russia and Japan agreed to share the catch. It was signed after talks here with fishermen.", []),
        ("Russia and Japan would close the harbour if the talks collapsed.", []),
    ],
)
def test_parties_of_another_clause(text: str, meetings: list[tuple[str, str]]) -> None:
    assert told(text) == meetings
