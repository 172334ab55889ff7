"""A deed that a sentence tells, and whether it is one of politics."""

from __future__ import annotations

from dataclasses import dataclass

from communique.events.grammar import Voice
from communique.events.lexicon import type_of
from communique.events.parties import Party, is_political
from communique.reading import EventStatus

# An agreement that is only asked about is no step.
_VERBAL = frozenset({"AGREE", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})


@dataclass(frozen=True, slots=True)
class Deed:
    """Something done: its CAMEO code, who did it, to whom, and the words `[first, after)` that tell it.

    `about` are the words after the trigger in which is said what it is about. `status` is what grammar shows, `voice`
    how it is put, `noun` that a noun tells it.
    """

    code: str
    actor: Party
    recipient: Party | None
    first: int
    after: int
    about: tuple[int, int]
    status: EventStatus
    voice: Voice = "told"
    noun: bool = False


def fitting(deed: Deed) -> bool:
    """Whether a deed is one of political actors: one of them at least, and not one's own with oneself."""
    actor, recipient = deed.actor, deed.recipient
    if deed.status == "hypothetical" and type_of(deed.code) in _VERBAL:
        return False
    if recipient is None:
        return is_political(actor) and type_of(deed.code) not in ("COOPERATE", "AID", "SANCTION")
    if type_of(deed.code) == "CONSULT" and (_only_reports(actor) or _only_reports(recipient)):
        return False
    if deed.code == "042" and recipient.actor is not None and (actor.code or "").startswith(recipient.actor):
        return False  # whoever visits a base of their own country
    same = actor.actor is not None and actor.actor == recipient.actor
    return not same and (is_political(actor) or is_political(recipient))


def _only_reports(party: Party) -> bool:
    """Whether a party is of the press: an envoy who meets reporters has talks with nobody."""
    return (party.code or "").endswith("MED")
