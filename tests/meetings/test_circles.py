"""Groups that a desk adds sit at the table: by themselves where they are of a country, else as a circle of several."""

from __future__ import annotations

import pytest

from communique import Desk, annotate
from communique.reading import Meeting
from tests.desks import LAKES

DESK = Desk.parse(
    LAKES
    + """

[[actor]]
id = "ada-lunt"
name = "Ada Lunt"
kind = "person"
country = "DNK"
roles = [{ title = "Envoy of the OSCE", of = "osce", words = ["lakes envoy"], code = "IGO", from = "2001" }]

[[actor]]
id = "jan-moke"
name = "Jan Moke"
kind = "person"
country = "COD"
roles = [{ title = "Leader of the River Front", of = "river-front", keys = ["leader"], code = "CODREB", from = "2001" }]
"""
)


def told(text: str) -> list[tuple[tuple[str, ...], str | None, list[str]]]:
    def plain(meeting: Meeting) -> tuple[tuple[str, ...], str | None, list[str]]:
        return meeting.parties, meeting.place, [report.status for report in meeting.reports]

    return [plain(meeting) for meeting in annotate(text, published="2015-05-20", desk=DESK).meetings]


@pytest.mark.parametrize(
    ("text", "meetings"),
    [
        ("The forum met in Nairobi on Monday.", [(("lakes-forum",), "Nairobi", ["held"])]),
        ("The Lakes Forum will meet again in Nairobi next week.", [(("lakes-forum",), "Nairobi", ["planned"])]),
        ("The insurgents met the deadline.", []),
        ("The insurgents met in the woods.", []),
        (
            "Rwanda and the insurgents held talks in Nairobi on Monday.",
            [(("RWA", "river-front"), "Nairobi", ["held"])],
        ),
        (
            "The forum met in Nairobi on Monday. A second round, planned for Tuesday, was called off.",
            [(("lakes-forum",), "Nairobi", ["held"]), (("lakes-forum",), None, ["called off"])],
        ),
        ("The forum was founded in 2001. A second round of voting was called off.", []),
        (
            "Talks on the valley broke off on Monday, with Rwanda accusing the insurgents of stalling.",
            [(("RWA", "river-front"), None, ["ended without agreement"])],
        ),
        (
            "The decision follows a summit in Nairobi on Monday, at which Paul Kagame promised Jacob Zuma to wait.",
            [(("RWA", "ZAF"), "Nairobi", ["held"])],
        ),
        (
            "The leaders of Rwanda, Kenya and France announced a truce on Monday after a long negotiating session.",
            [(("FRA", "KEN", "RWA"), None, ["held"])],
        ),
        (
            "Envoys of Rwanda and the insurgents signed a truce in Nairobi on Monday.",
            [(("RWA", "river-front"), "Nairobi", ["held"])],
        ),
        ("Paul Kagame and Jacob Zuma shook hands in Nairobi.", [(("RWA", "ZAF"), "Nairobi", ["held"])]),
        ("Paul Kagame shook hands in Nairobi.", []),
        (
            "Paul Kagame and Jacob Zuma flew to Paris on Monday, where they talked to Angela Merkel for an hour.",
            [(("DEU", "RWA", "ZAF"), None, ["held"])],
        ),
        (
            "Kinshasa shelled the insurgents. Both sides have accepted new talks in Nairobi.",
            [(("COD", "river-front"), "Nairobi", ["planned"])],
        ),
        ("Rwanda and the insurgents signed letters to the court on Monday.", []),
        (
            "The forum met in Nairobi on Monday. Rwanda proposed that the group meet again in Lusaka on Friday.",
            [(("lakes-forum",), "Nairobi", ["held"]), (("lakes-forum",), "Lusaka", ["proposed"])],
        ),
        ("Parliament rose on Monday after a long session.", []),
    ],
)
def test_who_sits_at_the_table(text: str, meetings: list[tuple[tuple[str, ...], str | None, list[str]]]) -> None:
    assert told(text) == meetings


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("Ada Lunt urged Rwanda to free the prisoners.", "osce"),
        ("Jan Moke, the insurgents’ leader, urged Rwanda to free the prisoners.", "river-front"),
        ("The insurgents urged Rwanda to free the prisoners.", "river-front"),
    ],
)
def test_whose_step_it_is(text: str, party: str) -> None:
    assert {move.party for move in annotate(text, published="2015-05-20", desk=DESK).moves} == {party}
