"""Several who act together, groups that a desk adds, and who does what a second verb tells."""

from __future__ import annotations

import pytest

from communique import Desk, annotate
from tests.desks import LAKES

DESK = Desk.parse(LAKES)


@pytest.mark.parametrize(
    ("text", "events"),
    [
        ("The presidents of Chile and Bolivia met one on one.", [("CONSULT", "CHL", "BOL")]),
        (
            "Envoys of Chile, Bolivia and the insurgents signed an agreement.",
            [("SUPPORT", "CHL", "BOL"), ("SUPPORT", "CHL", "river-front")],
        ),
        (
            "The talks went on, with Chile accusing the insurgents of spying and the insurgents accusing Chile of it.",
            [("ACCUSE", "CHL", "river-front"), ("ACCUSE", "river-front", "CHL")],
        ),
        (
            "Chile welcomed the truce and called on Bolivia to free the sailors.",
            [("SUPPORT", "CHL", None), ("REQUEST", "CHL", "BOL")],
        ),
        ("The insurgents in eastern Chile agreed on Tuesday to wait.", [("AGREE", "river-front", None)]),
        ("The forum met in Lusaka.", [("CONSULT", "lakes-forum", None)]),
        ("Bolivia ordered its troops to hold their fire.", [("RETREAT", "BOL", None)]),
        ("Chile agreed on Tuesday.", []),
    ],
)
def test_who_did_what_to_whom(text: str, events: list[tuple[str, str, str | None]]) -> None:
    found = annotate(text, desk=DESK).events
    assert [(e.type, e.actor.actor, e.recipient.actor if e.recipient else None) for e in found] == events
