"""What follows a verb that tells an event: whether it fits one of the verb's frames, and who the recipient is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from communique.events.grammar import (
    ARTICLES,
    AUXILIARIES,
    BREAKS,
    MODALS,
    OPENERS,
    PREPOSITIONS,
    QUOTES,
    WEEKDAYS,
    Sentence,
    is_adverb,
)
from communique.events.lexicon import (
    ALONE,
    CONDITION,
    GAP,
    OWNED,
    PAST,
    PRESENT,
    RECIPIENT,
    SAID,
    SHALL,
    TOWARD,
    is_plain,
    lexicon,
)
from communique.events.parties import Party

GAPPED = 8  # words that ".." stands for, at most
FAR = 14  # words in which the owner of a thing is looked for
JUDGED = 16  # words in which a judgement is looked for
CONDITIONED = 25  # words between a warning and its condition, at most
LOOSE = 3  # words between a verb and its object's name, at most: numbers and adjectives
_MAKERS = frozenset({"by", "from"})
# A place counts only where it is what is moved or struck at: "to send troops into | Chad".
_OWN = frozenset({"his", "her", "its", "their", "our", "my"})  # what is theirs is the actor's own side
_ASIDE = frozenset({",", "following", "during", "amid"})
_ANOTHER = MODALS | {"will", "we", "they"}  # with these another clause has begun
_WHEN_AND_WHERE = frozenset({"in", "at", "on", "before", "after", "during"})
PHRASE = 4  # words of such a phrase, at most
_AGAINST = ("REB", "OPP")  # those who fight or oppose their own state
_MARKS = QUOTES | {","}
_INTO = frozenset({"into", "against", "on", "at"})
_PLACES = frozenset({"in", "at", "near", "inside", "outside", "around", "across"})
_PARTICLES = frozenset({"on", "upon", "for", "against", "at", "about", "over"})
_HARM = re.compile(r"attack|assault|kill|murder|strike|raid|bomb|shell|invasion|war|aggression|massacre|crackdown|coup")
_BAD = re.compile(
    r"regret|provoc|unaccept|disappoint|shame|illegal|aggress|hostil|irrespons|dangerous|outrag|lie|liar|dummy|"
    r"terroris|threat|mistake|crime|criminal|wrong|absurd|insult|hypocri|reckless|violat|farce|brutal|enemy|genocid|"
    r"obstacle|delusion|unfair|useless|crazy|pretext|rehearsal|failure|unhelpful|nonsense|propaganda|blackmail|betray|coward|evil|thug"
)
_GOOD = re.compile(
    r"positive|historic|welcome|great|excellent|construct|promising|encourag|important|friend|progress|success|"
    r"brave|courag|wise|interesting|amazing|good|courteous|remarkable|breakthrough|milestone"
)
_JUDGEMENTS = {"<bad>": _BAD, "<good>": _GOOD}
_VERDICTS = {"<a-bad>": _BAD, "<a-good>": _GOOD}
VERDICT = 5  # words in which a verdict is looked for


class Match(NamedTuple):
    """A frame that fits: who the recipients are, and whether all the subjects act alike.

    `particle` is where the preposition ends that the verb calls for ("called on"), None where it calls for none.
    """

    recipients: tuple[Party, ...]
    mutual: bool
    particle: int | None


def fit(
    sentence: Sentence, frames: Sequence[tuple[str, ...]], at: int, subjects: Sequence[Party], *, harm: bool
) -> Match | None:
    """The first of `frames` that fits the words from `at` on; None where none does.

    `harm` says that who suffers a deed told in the object is not the recipient: "condemned the attack on Oslo".
    """
    for frame in frames:
        trial = _Trial(sentence, at, subjects, harm, at)
        if all(trial.takes(element) for element in frame):
            return Match(trial.recipients, trial.mutual, trial.particle)
    return None


@dataclass(slots=True)
class _Trial:
    """A frame that is being fitted: it has taken the words from `at` up to `k`."""

    sentence: Sentence
    at: int
    subjects: Sequence[Party]
    harm: bool
    k: int
    recipients: tuple[Party, ...] = ()
    mutual: bool = False
    particle: int | None = None
    gap: int = 0

    def takes(self, element: str) -> bool:
        """Whether what stands next is the element; then it is taken."""
        if element == GAP:
            self.gap = GAPPED
            return True
        self.k = _over(self.sentence, self.k)
        if element == "to" and self.k == _over(self.sentence, self.at):
            self.k = _past_phrase(self.sentence, self.k)
        taken = self._party(element) if element.startswith("@") else self._sign(element)
        self.gap = 0
        return taken

    def _party(self, element: str) -> bool:
        words, k = self.sentence.words, self.k
        if element == RECIPIENT:
            party = direct(self.sentence, k)
            if party is None or self._acts(party):
                return False
            self.recipients, self.k = tuple(self.sentence.along(party)), party.reach
            return True
        if element == TOWARD:
            self.recipients = _toward(self.sentence, k, self.subjects)
            return True
        # No object: "a step that he backed | in Rome".
        if (
            k >= self.sentence.after
            or words[k] in BREAKS | {",", "that"}
            or (k == self.at and words[k] in PREPOSITIONS)
        ):
            return False
        self.recipients = owners(self.sentence, k, self.subjects, harm=self.harm)
        return bool(self.recipients) or element == OWNED

    def _sign(self, element: str) -> bool:
        if element == ALONE:
            self.mutual = True
            return len(self.subjects) > 1 or any(party.many for party in self.subjects)
        if element == CONDITION:
            return self._condition()
        if element in _JUDGEMENTS:
            return _judged(self.sentence, self.k, _JUDGEMENTS[element])
        if element in _VERDICTS:
            return _judged(self.sentence, _verdict(self.sentence, self.k), _VERDICTS[element], VERDICT)
        if element == SHALL:
            return self._shall()
        if element == SAID:
            return self._said()
        if element.startswith("!"):
            return _word(self.sentence, self.k, element[1:].split("/"), self.gap) is None
        listed = element.rstrip("?").split("/")
        place = _word(self.sentence, self.k, listed, self.gap)
        if place is None:
            return element.endswith("?")
        if place == self.at and listed[0] in _PARTICLES:
            self.particle = place + 1
        self.k = place + 1
        return True

    def _condition(self) -> bool:
        condition = _word(self.sentence, self.k, ("if", "unless"), CONDITIONED, through=True)
        if condition is None:
            return False
        party = direct(self.sentence, condition + 1)
        if party is not None and not self._sides_with(party):
            self.recipients = (party,)
            return True
        # Whoever would suffer what is to come: "that Oslo would raise the tolls on | Rome if nothing changed".
        struck = (p for p in self.sentence.parties if self.k <= p.first < condition and not p.owner)
        self.recipients = tuple(p for p in struck if _lead(self.sentence, p.first, self.k) in _INTO)[:1]
        self.recipients = tuple(p for p in self.recipients if not self._sides_with(p))
        return True

    def _sides_with(self, party: Party) -> bool:
        """Whether a party is one of those who act, or of their state: "Kerry warned that the United States …"."""
        state = (party.code or "")[:3]
        return self._acts(party) or any(
            (s.code or "")[:3] == state != "" and not (s.code or "").endswith(_AGAINST) for s in self.subjects
        )

    def _shall(self) -> bool:
        who = direct(self.sentence, self.k)
        for place in range(self.k if who is None else who.reach, min(self.k + GAPPED, self.sentence.after)):
            word, before = self.sentence.words[place], self.sentence.words[place - 1]
            if word in ("must", "should") or (word == "be" and before not in AUXILIARIES and before != "to"):
                break
            if who is not None and place == who.reach and not who.many and is_plain(word):
                break
            if word in AUXILIARIES or word in BREAKS or word == "," or word in OPENERS:
                return False
        else:
            return False
        self.recipients = (who,) if who is not None and not who.owner and not self._acts(who) else ()
        return True

    def _said(self) -> bool:
        """Whether what is told stands before the verb and its subject: "Oslo would wait, he | promised"."""
        words, first = self.sentence.words, self.subjects[0].first
        behind = self.k >= self.sentence.after or words[self.k] in BREAKS or words[self.k] == ","
        return behind and first > self.sentence.first and words[first - 1] in _MARKS

    def _acts(self, party: Party) -> bool:
        return any(_same(party, subject) for subject in self.subjects)


def _over(sentence: Sentence, k: int) -> int:
    """The first word from `k` on that is no mark, no adverb and no day: "agreed | on Tuesday | to wait"."""
    words = sentence.words
    while k < sentence.after:
        if k + 1 < sentence.after and words[k] == "on" and words[k + 1] in WEEKDAYS:
            k += 2
        elif words[k] in QUOTES or (is_adverb(words[k]) and sentence.party(k) is None):
            k += 1
        else:
            break
    return k


def _past_phrase(sentence: Sentence, k: int) -> int:
    """The "to" behind a phrase that says when or where: "agreed | in Vienna to wait"; `k` where none follows."""
    if sentence.words[k : k + 1] and sentence.words[k] in _WHEN_AND_WHERE:
        for place in range(k + 1, min(k + PHRASE + 1, sentence.after)):
            if sentence.words[place] == "to":
                return place
            if sentence.words[place] in BREAKS | OPENERS | {","}:
                break
    return k


def _word(sentence: Sentence, k: int, words: Sequence[str], gap: int, *, through: bool = False) -> int | None:
    """Where one of the words stands, at `k` or no more than `gap` words behind; `through`: in any clause."""
    for place in range(k, min(k + gap + 1, sentence.after)):
        word = sentence.words[place]
        if word in words:
            return place
        if word in BREAKS or (not through and (word == "," or word in OPENERS or word in _ANOTHER)):
            return None
    return None


def direct(sentence: Sentence, k: int) -> Party | None:
    """The party whose phrase begins at `k`, or after an article and a few words that say more of it."""
    for place in range(k, min(k + LOOSE + 1, sentence.after)):
        party = sentence.party(place)
        if party is not None and party.first == place:
            return _named(sentence, party) if party.owner else party
        word = sentence.words[place]
        if word in BREAKS or word in PREPOSITIONS or word in OPENERS or word in (",", "to", "and"):
            return None
    return None


def _named(sentence: Sentence, owner: Party) -> Party | None:
    """Whom an attribute leads to: "the British envoy | Lee"; where nobody is named, the state: "Russian oil firms"."""
    if owner.actor is None or owner.code is None or not owner.code.startswith(owner.actor):
        return None
    for place in range(owner.after, min(owner.after + LOOSE + 2, sentence.after)):
        party, word = sentence.party(place), sentence.words[place]
        if party is not None:
            return party if party.first == place and not party.owner and party.actor is not None else owner
        if word in BREAKS or word in PREPOSITIONS or word in OPENERS or word in (",", "to", "and"):
            break
    return owner


def owners(sentence: Sentence, k: int, subjects: Sequence[Party], *, harm: bool = False) -> tuple[Party, ...]:
    """Whose the thing at `k` is: its maker, its owner, or else the first with whom it has to do."""
    best: tuple[int, int] | None = None
    found: Party | None = None
    place = k
    while place < min(k + FAR, sentence.after):
        word = sentence.words[place]
        party = sentence.party(place)
        if party is None:
            stop = word in BREAKS or (word in OPENERS and word != "that") or (word == "that" and place > k)
            stop = stop or (word in ("and", "but") and _acts_on(sentence, place + 1))
            if stop or word in _ASIDE:
                break
            place += 1
            continue
        lead = _lead(sentence, place, k)
        skip = any(_same(party, subject) for subject in subjects) or (party.place and lead in _PLACES)
        skip = skip or sentence.words[party.first] in _OWN
        skip = skip or (harm and lead == "to")
        if harm and lead in ("on", "against", "of", "in") and _HARM.search(" ".join(sentence.words[k:place])):
            skip = True
        skip = skip or (party.actor is None and party.code is None)
        if not skip:
            rank = 0 if lead in _MAKERS else 1 if party.owner else 2
            if best is None or (rank, place) < best:
                best, found = (rank, place), party
        place = party.after
    return (found,) if found is not None else ()


def _acts_on(sentence: Sentence, place: int) -> bool:
    """Whether the same subject goes on to do something else: "welcomed the truce and | called on Oslo"."""
    while place < sentence.after and is_adverb(sentence.words[place]):
        place += 1
    kinds = lexicon().verbs.get(sentence.words[place], ()) if place < sentence.after else ()
    return any(PAST in forms or PRESENT in forms for _, forms in kinds)


def _lead(sentence: Sentence, place: int, k: int) -> str:
    """The preposition that leads to the party at `place`, past an article and one more word; "" where none does."""
    passed = 0
    for j in range(place - 1, max(place - 4, k) - 1, -1):
        word = sentence.words[j]
        if word in PREPOSITIONS or word == "to":
            return word
        if word not in ARTICLES and word not in QUOTES:
            passed += 1
        if passed > 1 or sentence.party(j) is not None:
            return ""
    return ""


def _toward(sentence: Sentence, k: int, subjects: Sequence[Party]) -> tuple[Party, ...]:
    """Who stands as the first in what is promised or threatened: "to meet | Berg", "to give | Oslo grain"."""
    for place in range(k, min(k + FAR, sentence.after)):
        word = sentence.words[place]
        party = sentence.party(place)
        if party is None:
            if word in BREAKS or word == "," or (word in OPENERS and word != "if"):
                break
        elif not (party.owner or (party.actor or party.code) is None or any(_same(party, s) for s in subjects)) and (
            not party.place or _lead(sentence, place, k) in _INTO
        ):
            return (party,)
    return ()


def _verdict(sentence: Sentence, k: int) -> int:
    """Where a verdict begins on the thing at `k`: behind an article or "as"; nowhere where there is none."""
    opened = range(k + 1, min(k + GAPPED, sentence.after))
    return next((n for n in opened if sentence.words[n] in ("a", "an", "as")), sentence.after)


def _judged(sentence: Sentence, k: int, judgement: re.Pattern[str], reach: int = JUDGED) -> bool:
    for place in range(k, min(k + reach, sentence.after)):
        word = sentence.words[place]
        if word in BREAKS or word in ("said", "because", "after"):
            return False
        if judgement.match(word):
            return True
    return False


def _same(one: Party, other: Party) -> bool:
    return one is other or (one.actor is not None and one.actor == other.actor)
