"""Who speaks with whom by telephone: "told Berg by phone", "in a telephone call, Oslo warned Rome"."""

from __future__ import annotations

from collections.abc import Iterator

from communique.events.deeds import Deed
from communique.events.frames import direct
from communique.events.grammar import BREAKS, Sentence, is_adverb
from communique.meetings.lexicon import words

CODE = "041"
FAR = 12  # words between what is said of the telephone and the verb, at most
_PHONE = frozenset({"phone", "telephone"})
_BY = frozenset({"by", "over", "on"})
_CALL = frozenset({"call", "conversation"})
_TALKING = words(
    "tell tells told warn warns warned urge urges urged assure assures assured inform informs informed ask asks asked "
    "discuss discusses discussed speak speaks spoke spoken talk talks talked agree agrees agreed congratulated thanked"
)


def calls_in(sentence: Sentence) -> Iterator[Deed]:
    """The telephone calls of a sentence, of each that speaks with each that hears it."""
    for at in range(sentence.first, sentence.after):
        if sentence.words[at] not in _PHONE:
            continue
        first, after = at, at + 1
        if after < sentence.after and sentence.words[after] in _CALL:
            after += 1
        elif sentence.before(at) in _BY:
            first -= 1
        else:
            continue
        yield from _spoken(sentence, first, after)


def _spoken(sentence: Sentence, first: int, after: int) -> Iterator[Deed]:
    verb = _verb(sentence, first, after)
    if verb is None:
        return
    group = sentence.group(verb, verb + 1, participle=True)
    subjects = () if group.passive or group.negated else sentence.subjects(group.first)
    heard = direct(sentence, after + 1) if sentence.words[after : after + 1] == ["with"] else direct(sentence, verb + 1)
    others = sentence.along(heard) if heard is not None else []
    if heard is None and len(subjects) > 1:
        subjects, others = subjects[:1], [*subjects[1:]]
    begin, end = (verb, after) if verb < first and first - verb <= 2 else (first, after)
    for subject in subjects:
        if not others and subject.many:
            yield Deed(CODE, subject, None, begin, end, (end, end), "actual")
        for other in others:
            yield Deed(CODE, subject, other, begin, end, (end, end), "actual")


def _verb(sentence: Sentence, first: int, after: int) -> int | None:
    """The verb of talking that goes with the words `[first, after)`: the nearest before them, else the first behind."""
    for k in range(first - 1, max(first - FAR, sentence.first) - 1, -1):
        if sentence.words[k] in _TALKING and sentence.party(k) is None:
            return k
        if sentence.words[k] in BREAKS:
            break
    for k in range(after, min(after + FAR, sentence.after)):
        if sentence.words[k] in _TALKING and sentence.party(k) is None and not is_adverb(sentence.words[k]):
            return k
        if sentence.words[k] in BREAKS:
            break
    return None
