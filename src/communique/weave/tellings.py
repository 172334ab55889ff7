"""Statements as occurrences: what was said once, with every account of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from communique.reading import Actor
from communique.weave.accounts import (
    Sources,
    differing,
    differing_days,
    happened,
    identity,
    in_order,
    origins,
    reported,
)
from communique.weave.item import Said
from communique.weave.numbers import differing_numbers
from communique.weave.occurrence import Account, Disagreement, Occurrence
from communique.weave.shelves import Group, Ref

_A_SENTENCE = re.compile(
    r"(?:The|An?|In|On|At|Under|After|Before|If|When|As|This|That|These|There|It|He|She|We|They|No) "
)
_MARKS = tuple("“‘\"'«")
NOBODY = "Nobody named"
LONGEST = 200  # characters of what was said in a summary


def occurrence(group: Group, said: Mapping[Ref, Said], sources: Sources, names: Mapping[str, Actor]) -> Occurrence:
    """The occurrence of a group of statements that are the same one."""
    accounts = in_order(_account(ref, said[ref], sources, names) for ref in group)
    told = [said[Ref(account.article, account.item)] for account in accounts]
    first = accounts[0]
    return Occurrence(
        identity("statement", first.article, first.item),
        "statement",
        _summary(accounts, told, names),
        _actors(told),
        happened(accounts),
        reported(accounts),
        accounts,
        origins(accounts),
        certainty=Counter(one.certainty for one in told).most_common(1)[0][0],
        disagreements=(*differing_days(accounts), *_speakers(accounts, told, names), *_numbers(accounts, told)),
    )


def _account(ref: Ref, said: Said, sources: Sources, names: Mapping[str, Actor]) -> Account:
    actor = said.speaker.actor
    return sources.account(
        ref.article,
        ref.id,
        said.evidence,
        said.chain,
        said.when,
        score=said.score,
        speaker=actor,
        name=_name(actor, names) or ("" if said.speaker.basis == "pronoun" else said.speaker_words),
        medium=said.medium,
    )


def _summary(accounts: Sequence[Account], told: Sequence[Said], names: Mapping[str, Actor]) -> str:
    """One line: who, the cue, and what; of the fullest account, in running text and in the words that stood first."""
    best = told[max(range(len(told)), key=lambda n: _fullness(accounts[n], told[n]))]
    return in_words(_name(best.speaker.actor, names) or best.speaker_words, best.cue, best.content)


def in_words(who: str, cue: str, content: str) -> str:
    """A statement on one line: the speaker (the words for one who is not named), the cue, and what was said."""
    speaker = who or NOBODY
    told = content if len(content) <= LONGEST else content[: LONGEST - 2].rsplit(" ", 1)[0] + " …"
    verb = cue.rstrip(" :,")
    tie = " " if verb and not (told.startswith(_MARKS) or _A_SENTENCE.match(told)) else ": "
    return f"{speaker[:1].upper()}{speaker[1:]}{' ' + verb if verb else ''}{tie}{told}"


def _fullness(account: Account, said: Said) -> tuple[bool, bool, bool, int]:
    first = account.article == account.text
    return not said.headline, said.speaker.actor is not None, first, min(len(said.content), LONGEST)


def _actors(told: Sequence[Said]) -> tuple[str, ...]:
    """The speaker, then whom the words were addressed to, those of most accounts first."""
    speakers = Counter(one.speaker.actor for one in told if one.speaker.actor is not None)
    addressees = Counter(one.addressee for one in told if one.addressee is not None)
    return tuple(dict.fromkeys(actor for found in (speakers, addressees) for actor, _ in found.most_common()))


def _speakers(
    accounts: Sequence[Account], told: Sequence[Said], names: Mapping[str, Actor]
) -> tuple[Disagreement, ...]:
    """Who said it, where two texts name two; a person and his state ("Pyongyang", in the headline) are not two."""
    sides = {one.side for one in told if one.speaker.actor == one.side}
    named = {
        n: one.speaker.actor
        for n, one in enumerate(told)
        if one.speaker.actor is not None and one.speaker.actor != "state-media" and one.speaker.actor not in sides
    }
    if len({accounts[n].text for n in named}) < 2:
        return ()
    return differing("speaker", accounts, lambda n: _name(named.get(n), names))


def _numbers(accounts: Sequence[Account], told: Sequence[Said]) -> tuple[Disagreement, ...]:
    """The numbers in what was said, but not in headlines: they round."""
    return differing_numbers(accounts, {n: (one.content, one.lemmas) for n, one in enumerate(told) if not one.headline})


def _name(actor: str | None, names: Mapping[str, Actor]) -> str | None:
    return names[actor].name if actor is not None and actor in names else None
