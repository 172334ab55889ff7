"""Who "I" and "we" are inside a quotation: the speaker, and the side for which the speaker speaks."""

from __future__ import annotations

from collections.abc import Sequence

from communique.encoder.understanding import Attribution
from communique.reading import MentionKind
from communique.resolve.draft import Draft, Found
from communique.resolve.grammar import JOINT, OFFICIALS
from communique.resolve.tables import Office
from communique.resolve.who import Who

_I = frozenset({"I", "my", "me", "myself", "mine", "My"})
_WE = frozenset({"we", "We", "us", "our", "Our", "ours", "ourselves"})
_OWN_VOICES = frozenset({"LEG", "JUD", "OPP"})
# What everybody does: "we'll see".
_WAITING = tuple((*will, *see) for will in ((), ("'ll",), ("will",)) for see in (("see",), ("have", "to", "see")))[1:]
# Words behind "we" among which a verb may say that the other side is meant too: "we had a good meeting".
_AHEAD = 5


def resolve(draft: Draft, who: Who, attributions: Sequence[Attribution]) -> list[Found]:
    """The mentions "I" and "we", with their other forms, in quotations whose speaker is known.

    "We" is the state of a person in its service, and the state of its ministry; where the speaker speaks for nobody, or
    the words say that both sides are meant, it is no mention.
    """
    words = draft.words
    spoken = _spoken(draft, who, attributions)
    found = []
    for index, actor in sorted(spoken.items()):
        word = words.folded[index]
        if draft.taken[index]:
            continue
        if word in _I:
            if actor in draft.people and words.folded[index + 1] != ".":
                found.append(Found(index, index + 1, "person", actor, "pronoun", index))
        elif not _of_both(draft, index):
            side = side_of(draft, actor)
            if side is not None:
                found.append(Found(index, index + 1, side[1], side[0], "pronoun", index))
    return found


def side_of(draft: Draft, actor: str) -> tuple[str, MentionKind] | None:
    """For whom `actor` speaks: the state or international body whose office it holds on the day, or itself."""
    if actor in draft.tables.states:
        return actor, "state"
    body = draft.tables.bodies.get(actor)
    if body is not None:
        if body.medium is not None or body.kind != "organisation":
            return None
        if body.country is None:
            return actor, "organisation"
        return (body.country, "state") if (body.code or "").startswith(body.country) else None
    if actor in draft.others:
        country = draft.others[actor][2]
        return (country, "state") if country is not None else None
    person = draft.people.get(actor)
    if person is None:
        return None
    day = draft.day
    held = {office for office in draft.offices.of_person(actor) if day is None or office.on(day)}
    called = {o for key in person.keys for o in draft.offices.by_key.get(key, ())}
    told = {of for key, of in person.keys if not any((key, of) == (k, o.of) for o in called for k in o.keys)}
    sides = {side for of in told | {o.of for o in held | called if _serves(o)} if (side := _of_office(draft, of))}
    if (
        not held
        and not person.keys
        and person.country is not None
        and any(OFFICIALS & set(t.lower().split()) for t in person.titles)
    ):
        sides = {(person.country, "state")}
    return next(iter(sides)) if len(sides) == 1 else None


def _serves(office: Office) -> bool:
    """Whether who holds the office speaks for those whose office it is; a member of parliament or a judge does not."""
    return office.code[3:6] not in _OWN_VOICES


def _of_office(draft: Draft, of: str) -> tuple[str, MentionKind] | None:
    if of in draft.tables.states:
        return of, "state"
    body = draft.tables.bodies.get(of)
    if body is None or body.medium is not None:
        return None
    if body.kind == "group":
        return of, "group"
    return (body.country, "state") if body.country is not None else (of, "organisation")


def _spoken(draft: Draft, who: Who, attributions: Sequence[Attribution]) -> dict[int, str]:
    """The speaker of each "I" and "we" in quotation marks: that of the innermost quotation, if the text says."""
    words = draft.words
    spoken: dict[int, str | None] = {}
    lengths = [sum(span.end - span.start for span in a.content) for a in attributions]
    for number in sorted(range(len(attributions)), key=lambda n: -lengths[n]):
        told = [span.of(words.text) for span in attributions[number].cue] == [":"]  # "Ms. Berg: We will wait."
        here = [
            index
            for span in attributions[number].content
            for index in range(*words.range(span))
            if (told or words.quoted[index])
            and words.told[index]
            and (words.folded[index] in _I or words.folded[index] in _WE)
        ]
        if here:
            actor, _ = who.actor_of(attributions[number].source)
            spoken.update(dict.fromkeys(here, actor))
    return {index: actor for index, actor in spoken.items() if actor is not None}


def _of_both(draft: Draft, index: int) -> bool:
    """Whether the speaker means more than the own side: "we both", "let us", "we met", or nobody: "we'll see"."""
    lower = draft.words.lower
    before = lower[index - 1] if index else ""
    if before in ("let", "both", "between", "of") and lower[index] in ("us", "our"):
        return before != "of" or lower[index - 2] in ("both", "all", "two", "each", "either", "neither")
    if lower[index + 1] in ("both", "all", "each", "two"):
        return True
    ahead: list[str] = []
    for word in lower[index + 1 : index + 1 + _AHEAD]:
        if not word[-1].isalpha():
            break
        ahead.append(word)
    waiting = any(tuple(ahead[: len(words)]) == words for words in _WAITING)
    return bool(JOINT & set(ahead)) or waiting
