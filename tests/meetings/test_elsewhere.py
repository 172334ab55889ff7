"""Who meets where the clause of the encounter does not name them: their names stand in another clause or sentence."""

from __future__ import annotations

import pytest

from tests.meetings.test_meetings import met, told


@pytest.mark.parametrize(
    ("text", "meetings"),
    [
        (
            "Vladimir Putin met Shinzo Abe on Monday, and the two agreed to hold talks in Geneva with Peru and Chile.",
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
        ("Russia and Japan quarrelled. Talks will resume in May, an official said.", [("JPN RUS", "planned")]),
        ("Russia and Japan quarrelled. Talks to found a party resumed.", []),
        (
            "Vladimir Putin's office said the president would meet Shinzo Abe and Angela Merkel in Geneva.",
            [("DEU JPN RUS", "planned")],
        ),
        ("An aide said the king would meet Shinzo Abe and Angela Merkel in Geneva.", []),
        (
            "Talks between Russia and Japan broke off. The negotiators would return to Geneva on Sunday, he added.",
            [("JPN RUS", "ended without agreement"), ("JPN RUS", "planned")],
        ),
        ("Negotiators would return to Geneva on Sunday.", []),
        (
            "The foreign ministers of Russia, Japan and Chile want quotas. They argued for six hours.",
            [("CHL JPN RUS", "held")],
        ),
        ("Russia and Japan have argued for years.", []),
        ("Vladimir Putin expects Japan and Chile to reach an agreement in Geneva on Friday.", [("CHL JPN", "planned")]),
        ("Japan and Chile reached an agreement on tuna.", []),
        (
            "Sergei Lavrov smiled. Sergei Lavrov, who is in Geneva for the sixth round, smiled.",
            [("RUS", "under way")],
        ),
        ("Sergei Lavrov, who is in Geneva for the final, smiled.", []),
        ("Sergei Lavrov is in Geneva for talks with the Philippines’ banks.", []),
    ],
)
def test_parties_of_another_clause(text: str, meetings: list[tuple[str, str]]) -> None:
    assert told(text) == meetings


@pytest.mark.parametrize(
    ("text", "meetings"),
    [
        ("Angela Merkel wavers. Sergei Lavrov will lead a team to Berlin next week.", [("DEU RUS", "planned")]),
        ("Angela Merkel waits. Shinzo Abe and Vladimir Putin took a plan to Berlin.", [("DEU JPN RUS", "held")]),
        ("Angela Merkel waits. Shinzo Abe took a train to Berlin.", []),
        ("Sergei Lavrov had three good days in Geneva with Shinzo Abe.", [("JPN RUS", "held")]),
        ("Sergei Lavrov had three good days in Geneva.", []),
        ("Sergei Lavrov told Shinzo Abe in Geneva on Friday that he would wait.", [("JPN RUS", "held")]),
        ("Sergei Lavrov told Shinzo Abe that he would wait in Geneva.", []),
        (
            "Vladimir Putin and Angela Merkel met in Geneva and parted without a deal.",
            [("DEU RUS", "ended without agreement")],
        ),
        ("Vladimir Putin, a Russian envoy, met Angela Merkel.", [("DEU RUS", "held")]),
        ("Vladimir Putin will be tired when he pays a visit to Japan.", [("JPN RUS", "planned")]),
        ("Vladimir Putin cut short a visit to Japan.", [("JPN RUS", "held")]),
        ("Sergei Lavrov and Shinzo Abe, of the ministry (MOFA), are to meet.", [("JPN RUS", "planned")]),
        (
            "Sergei Lavrov arrived on a plane and went straight into a meeting with Shinzo Abe.",
            [("JPN RUS", "under way")],
        ),
        ("Shinzo Abe kept to the terms agreed at a summit with Sergei Lavrov.", [("JPN RUS", "held")]),
        ("At an airport after talks with Shinzo Abe, Sergei Lavrov smiled.", [("JPN RUS", "held")]),
        ("A truce would open the way for talks between Shinzo Abe and Sergei Lavrov.", [("JPN RUS", "proposed")]),
    ],
)
def test_ways_of_meeting(text: str, meetings: list[tuple[str, str]]) -> None:
    assert told(text) == meetings


def test_a_known_name_tells_who_met() -> None:
    text = "Mike Pompeo told Moon Jae-in in Seoul that Kim Jong-un kept what he promised at the Singapore summit."
    assert told(text, on="2018-10-07") == [("KOR USA", "held"), ("PRK USA", "held")]


def test_a_known_summit_and_talks_of_its_month_are_one() -> None:
    text = (
        "There were no meetings of the envoys since the Hanoi summit.\n\n"
        "Kim Jong-un said that his talks with Donald Trump in February raised questions."
    )
    (found,) = met(text, on="2019-04-13")
    assert (found.name, found.place, found.parties) == ("Hanoi summit", "Hanoi", ("PRK", "USA"))
