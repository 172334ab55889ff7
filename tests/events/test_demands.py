"""What is asked, refused, called off or said by telephone in words that are no plain verb with its object."""

from __future__ import annotations

import pytest

from communique import annotate

Told = list[tuple[str, str | None, str | None]]

# A sentence, and of each event its type, actor and recipient.
CASES: list[tuple[str, Told]] = [
    # what one says that another must do, and what is none
    ("Chile said on Monday that Bolivia must open the port.", [("REQUEST", "CHL", "BOL")]),
    ("Peru told Chile that Bolivia should leave the pier.", [("REQUEST", "PER", "BOL")]),
    ("Chile said that Chile must open the port.", []),
    ("Chile said that the port must be opened.", []),
    ("Bolivia insisted that Chile open the port.", [("REQUEST", "BOL", "CHL")]),
    ("Bolivia insisted that Chile had opened the port.", []),
    ("Bolivia demanded that the tolls be lowered.", [("REQUEST", "BOL", None)]),
    ("Peru proposed that the two countries begin talks.", [("REQUEST", "PER", None)]),
    # telephone calls
    ("Chile told Bolivia by telephone that the pier was shut.", [("CONSULT", "CHL", "BOL")]),
    ("In a phone call on Monday, Chile assured Peru of its help.", [("CONSULT", "CHL", "PER")]),
    ("Chile and Peru had discussed the tolls by phone.", [("CONSULT", "CHL", "PER")]),
    ("Chile, Bolivia speak by phone", [("CONSULT", "CHL", "BOL")]),
    # refusals
    ("Bolivia ruled out a sale of the pier.", [("REJECT", "BOL", None)]),
    ("Peru was opposed to opening the pier.", [("REJECT", "PER", None)]),
    ("Chile disagreed with Bolivia over the pier.", [("REJECT", "CHL", "BOL")]),
    ("Asked to open the pier, Chile refused.", [("REJECT", "CHL", None)]),
    ("“We will not sign the paper unless the tolls are lowered,” Bolivia said.", []),
    # threats are told once, and strike somebody
    ("Peru warned that it would impose new tariffs on Chile if nothing changed.", [("THREATEN", "PER", "CHL")]),
    ("Chile was prepared to walk away from the table.", [("THREATEN", "CHL", None)]),
    # a promise behind what is promised
    ("The pier would stay open, Bolivia promised.", [("AGREE", "BOL", None)]),
    ("Bolivia kept what it had promised.", []),
    # a list behind a preposition is no subject, and one place may part verb and infinitive
    ("Chile said that drills by Peru and Bolivia must continue.", []),
    ("Chile agreed in Lima to meet Bolivia.", [("AGREE", "CHL", "BOL")]),
    ("Chile offered Santiago as a place for the talks.", [("AGREE", "CHL", None)]),
    ("Peru called the vote a farce.", [("ACCUSE", "PER", None)]),
    ("Peru called the vote.", []),
    ("Chilean officials urged Bolivia to wait.", [("REQUEST", "CHL", "BOL")]),
    ("Two Chilean officials urged Bolivia to wait.", [("REQUEST", None, "BOL")]),
    ("The two agreed to wait.", [("AGREE", None, None)]),
]


@pytest.mark.parametrize(("text", "told"), CASES, ids=[text for text, _ in CASES])
def test_what_is_told(text: str, told: Told) -> None:
    found = annotate(text).events
    assert [(e.type, e.actor.actor, e.recipient.actor if e.recipient else None) for e in found] == told
