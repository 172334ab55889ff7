"""What one says that another must do: "Oslo said that Rome | must open the ports"."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from communique.events.deeds import Deed
from communique.events.grammar import AUXILIARIES, QUOTES, Sentence, is_adverb
from communique.events.parties import Party, is_political

CODE = "100"  # a demand; what it is about is told by the words behind it
ABOUT = 25  # words in which that is looked for, at most
_ANY = frozenset({"a", "an", "any", "every"})  # "a president | must wait" asks nothing of anybody
_TOLD = frozenset({"told", "tells", "said", "says"})
_PASSED = QUOTES | {"not"}
_MUST = frozenset({"must", "should"})
_CONDITIONS = frozenset({"if", "unless", "whether", "what", "how", "who", "why", "when", "where"})


def demands_in(sentence: Sentence, speaker: Callable[[int], Party | None]) -> Iterator[Deed]:
    """The demands of a sentence that are put as what somebody must do, or should.

    `speaker` gives who says the word at a place, None where nobody of the sentence does.
    """
    for at in range(sentence.first, sentence.after - 1):
        if sentence.words[at] not in _MUST or sentence.party(at) is not None:
            continue
        verb = at + 1
        while verb < sentence.after - 1 and _passed(sentence.words[verb]):
            verb += 1
        if sentence.words[verb] in AUXILIARIES or not sentence.words[verb].isalpha():
            continue  # "must be lifted" says nothing of who shall do it, "should have known" blames
        asked, who = sentence.subjects(at), _telling(sentence, at) or speaker(at)
        if who is None or not asked or not is_political(who) or not all(map(is_political, asked)):
            continue
        if any(party.sides for party in asked):
            continue  # the speaker may be one of them
        if sentence.before(asked[0].first) in _CONDITIONS or sentence.words[asked[0].first] in _ANY:
            continue
        for party in asked:
            yield Deed(CODE, who, party, at, verb + 1, (at, min(at + ABOUT, sentence.after)), "actual")


def _telling(sentence: Sentence, at: int) -> Party | None:
    """Who tells it in the clause before: "the ministry said | Berg told Oslo that Rome must wait"."""
    verb, who = max((doer for doer in sentence.doers if doer[0] < at), default=(at, ()), key=lambda doer: doer[0])
    return who[0] if who and sentence.words[verb] in _TOLD else None


def _passed(word: str) -> bool:
    return word in _PASSED or is_adverb(word)
