"""The grammar of one sentence, by rules: its groups of verbs, who their subjects are, and what follows them.

There is no parser in this program. What a verb's form, the words left of it and the parties beside it show is enough
for the plain sentences in which deeds are told; where they do not make it plain, nobody is taken for the subject.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from communique.events.parties import Party
from communique.meetings.lexicon import PEOPLE, words
from communique.resolve.grammar import PARTS_OF_A_LAND

# Words before a verb that belong to its group.
AUXILIARIES = words(
    "have has had having be is are was were been being am do does did will would shall should may might must can could "
    "'s ’s 'd ’d 'll ’ll 've ’ve 're ’re 'm ’m ca wo get got remain remains remained"
)
NEGATIONS = frozenset({"not", "never", "n't", "n’t", "cannot", "neither", "nor", "no"})
_CONTRACTED = ("n't", "n’t")
MODALS = words("may might could would should must can ca cannot couldn't mightn't")
FUTURE = words("will shall wo won't won’t 'll ’ll")
_WOULD = frozenset({"would", "'d", "’d"})
BE = words("be is are was were been being am 's ’s 're ’re 'm ’m get got gets")
ADVERBS = words(
    "also again still once twice now then just soon already even ever first formally later today yesterday tomorrow "
    "tonight earlier meanwhile therefore instead both all each jointly reportedly long only himself "
    "herself itself themselves together recently gladly"
)
_NOT_ADVERBS = frozenset(
    {"family", "italy", "ally", "assembly", "july", "reply", "supply", "rely", "only-child", "fly"}
)
WEEKDAYS = words("monday tuesday wednesday thursday friday saturday sunday")
DAYS = WEEKDAYS | words(
    "january february march april may june july august "
    "september october november december week month year night morning afternoon evening weekend last this late early "
    "past days weeks hours ago"
)
PREPOSITIONS = words(
    "of in on at for from with by to against over into near under after before during about between among through "
    "toward towards since until despite without within amid across along around beside behind outside inside "
    "following including like unlike as"
)
QUOTES = frozenset({'"', "“", "”", "‘", "’", "'", "''", "`"})
BREAKS = frozenset({"¶", ".", ";", "!", "?", "(", ")", "…"})
_DASHES = frozenset({"—", "–", "--", "-"})
_RELATIVES = frozenset({"who", "which", "that"})
_JOINS = frozenset({"and", "but", "or", "then", "&"})
# Words that open another clause.
OPENERS = words(
    "that which who whom whose because while when where if unless although though as after before since until whether "
    "said says saying told adding so but"
)
ARTICLES = words("the a an its his her their this that these those any some all no our my your both")

# Prepositions that also open a clause: "after | he met".
_CONJUNCTIONS = frozenset({"after", "before", "since", "until", "as", "than"})

FARTHEST = 30  # words between a subject and its verb, at most: an apposition and a phrase of time
PHRASE = 6  # words of a phrase behind a preposition, at most


Voice = Literal["told", "plan", "will", "will not", "may"]


@dataclass(frozen=True, slots=True)
class Group:
    """A verb with what stands before it: the words `[first, after)`; `at` is the verb itself.

    `subjects` do what it tells; `helpers` are its auxiliaries in order.
    """

    first: int
    at: int
    after: int
    helpers: tuple[str, ...]
    negated: bool
    passive: bool
    infinitive: bool

    @property
    def voice(self) -> Voice:
        """How it is put: as what will be or not be, what may be, a plan, or simply told."""
        will = any(h in FUTURE or h in _WOULD for h in self.helpers)
        if self.infinitive:
            return "plan"
        if will:
            return "will not" if self.negated else "will"
        return "may" if any(h in MODALS for h in self.helpers) else "told"


@dataclass(slots=True)
class Sentence:
    """The words `[first, after)` of an article in lower case, and the parties among them."""

    words: Sequence[str]
    first: int
    after: int
    parties: Sequence[Party]
    # Where a verb with a known subject stands, for the verbs that share it: its word, and who.
    doers: list[tuple[int, tuple[Party, ...]]] = field(default_factory=list)
    _at: dict[int, Party] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for party in self.parties:
            self._at.update(dict.fromkeys(range(party.first, party.after), party))

    def party(self, index: int) -> Party | None:
        """The party one of whose words is at `index`."""
        return self._at.get(index)

    def group(self, at: int, after: int, *, participle: bool) -> Group:
        """The group of the verb at `at`, whose particles end before `after`."""
        helpers: list[str] = []
        negated = infinitive = False
        first = at
        while first > self.first:
            word = self.words[first - 1]
            if word in QUOTES or is_adverb(word) or word in NEGATIONS:
                if self.party(first - 1) is not None or (word == "no" and not helpers):
                    break
                negated |= word in NEGATIONS
            elif word == "t" or word.endswith(_CONTRACTED):
                negated = True
                helpers.append(word)
            elif word in AUXILIARIES and self.party(first - 1) is None:
                helpers.append(word)
            elif word == "to" and first == at:
                infinitive = True
                first -= 1
                break
            else:
                break
            first -= 1
        # An adverb that opens the group belongs to the words before it.
        while first < at and (self.words[first] in QUOTES or (is_adverb(self.words[first]) and not infinitive)):
            first += 1
        passive = participle and any(h in BE for h in helpers[:1])
        return Group(first, at, after, tuple(reversed(helpers)), negated, passive, infinitive)

    def subjects(self, at: int) -> tuple[Party, ...]:
        """Who stands as subject of the verb group that begins at `at`; nobody where it is not plain."""
        j, steps = at - 1, 0
        while j >= self.first and steps < FARTHEST:
            word = self.words[j]
            party = self._ending(j + 1)
            if party is not None:
                before = self.before(party.first)
                if party.place and before in PARTS_OF_A_LAND:  # "the rebels in eastern Chad | agreed"
                    before = self.before(self._skip(party.first) - 1)
                before = "" if before in _CONJUNCTIONS else before
                if party.owner or before in PREPOSITIONS:
                    if before in PREPOSITIONS and self.words[j + 1] not in ("who", "which"):
                        behind = self.words[self._skip(party.first) - 1] in PARTS_OF_A_LAND
                        j, steps = self._skip(party.first) - 2 - behind, steps + 3
                        continue
                    if party.owner:
                        return ()
                if party.place:
                    return ()
                if (led := self._listed(party)) is not None:
                    j, steps = led - 1, steps + 3
                    continue
                return (*self._headlined(party, at), *self._joined(party), party)
            if word in PREPOSITIONS and j == at - 1:
                return ()  # no verb: "of | targeted strikes"
            if self._passed(word):
                j -= 1
            elif word == "," or word in _DASHES:
                return self._across(j, at)
            elif word in _RELATIVES:
                party = self._ending(j) or (self._ending(j - 1) if self.words[j - 1] == "," else None)
                return (party,) if party is not None and not party.owner and word != "that" else ()
            elif word in _JOINS:
                return self._clausal(j)
            elif word == ")" and (opened := self._opening(j)) is not None:
                j = opened - 1
            elif word in BREAKS or word in OPENERS:
                return ()
            else:
                phrase = self._phrase(j)
                if phrase is None:
                    return ()
                j = phrase - 1
            steps += 1
        return ()

    @staticmethod
    def _passed(word: str) -> bool:
        """Whether a word between a subject and its verb says nothing of who the subject is."""
        preposition = word in PREPOSITIONS and word != "as"
        return word in QUOTES or is_adverb(word) or word in DAYS or word.isdigit() or preposition

    def _clausal(self, join: int) -> tuple[Party, ...]:
        """The subject of a verb behind "and": that of the verb before it in the clause, else who opens the clause."""
        begun = next((k for k in range(join - 1, self.first - 1, -1) if self._opens(k)), self.first - 1)
        inside = [(at, who) for at, who in self.doers if begun < at < join]
        if inside:
            return max(inside, key=lambda doer: doer[0])[1]
        return self.first_subject(join, since=begun + 1) or self.shared(join)

    def _opens(self, index: int) -> bool:
        word = self.words[index]
        return word in BREAKS or (word in OPENERS and self.party(index) is None)

    def _opening(self, closing: int) -> int | None:
        """Where the bracket opens that closes at `closing`."""
        return next(
            (k for k in range(closing - 1, max(closing - PHRASE, self.first) - 1, -1) if self.words[k] == "("), None
        )

    def shared(self, before: int) -> tuple[Party, ...]:
        """The subject of the last verb before the word `before`."""
        return max(((at, who) for at, who in self.doers if at < before), default=(0, ()), key=lambda d: d[0])[1]

    def first_subject(self, before: int, *, since: int = 0) -> tuple[Party, ...]:
        """Who opens the words `[since, before)`: the first party that is no attribute and has no preposition."""
        for party in self.parties:
            if party.first >= before:
                break
            if (
                party.first >= since
                and not party.owner
                and not party.place
                and self.before(party.first) not in PREPOSITIONS
            ):
                return (party,)
        return ()

    def _across(self, comma: int, at: int) -> tuple[Party, ...]:
        """The subject before what stands between commas or dashes; a participle behind a comma has the last verb's."""
        mark = self.words[comma]
        for k in range(comma - 1, max(comma - FARTHEST, self.first), -1):
            if self.words[k] in BREAKS:
                break
            if self.words[k] == mark or (mark in _DASHES and self.words[k] in _DASHES):
                party = self._ending(k)
                if party is not None and not party.owner and not party.place:
                    before = self.before(party.first)
                    led = before in PREPOSITIONS - _CONJUNCTIONS
                    return (*self._joined(party), party) if not led else ()
        return ()

    def _joined(self, party: Party) -> Iterator[Party]:
        """Those that are joined with a party before it: "Seoul and | Tokyo", "Seoul, Beijing and | Tokyo"."""
        found: list[Party] = []
        first = self._skip(party.first)
        link = {"and", "&"}
        while (mark := self.before(first)) in link:
            k = first - 2
            if mark == "and" and k >= self.first and self.words[k] == ",":
                k -= 1
            other = self._ending(k + 1)
            if other is None or other.owner:
                break
            before = self.before(other.first)
            if before in PREPOSITIONS and before not in _CONJUNCTIONS:
                if self._of_people(other.first):
                    found.insert(0, other)
                break
            found.insert(0, other)
            first, link = self._skip(other.first), {",", "and", "&"}
        yield from found

    def _listed(self, party: Party) -> int | None:
        """Where the preposition stands that leads to a list which ends with the party: "drills | by Oslo and Rome"."""
        first, links = party.first, {"and", "&"}
        while self.before(first) in links:
            k = self._skip(first) - 1
            if self.words[k - 1] == ",":
                if first == party.first:
                    return None  # perhaps another clause: "met Oslo, and Rome | left"
                k -= 1
            other = self._ending(k)
            if other is None or other.owner or _is_body(other) != _is_body(party):
                return None
            first, links = other.first, {"and", "&", ","}
        k = self._skip(first) - 1
        if first == party.first or self.words[k] not in PREPOSITIONS - _CONJUNCTIONS or self._of_people(first):
            return None
        return k

    def _headlined(self, party: Party, at: int) -> Iterator[Party]:
        """Who is joined with a party by a comma alone, as headlines have it: "Obama, | Rouhani speak by phone"."""
        other = self.party(self.first)
        if other is None or other.owner or other.place or (other.after, party.after) != (party.first - 1, at):
            return
        verb = self.words[at]
        if self.words[other.after] == "," and verb not in AUXILIARIES and not verb.endswith(("s", "ed", "ing")):
            yield other

    def _of_people(self, first: int) -> bool:
        """Whether people of those named from the word `first` on are meant: "the leaders of | Oslo and Rome"."""
        k = self._skip(first) - 1
        return k > self.first and self.words[k] == "of" and self.words[k - 1] in PEOPLE and self.words[k - 1][-1] == "s"

    def along(self, party: Party) -> list[Party]:
        """A party and those joined with it behind it: "accused Oslo | and Rome"."""
        found = [party]
        k = party.reach
        while k + 1 < self.after and self.words[k] in ("and", ",", "&"):
            j = k + 1 + (self.words[k + 1] == "and")
            while j < self.after and self.words[j] in ARTICLES and self.party(j) is None:
                j += 1
            other = self.party(j)
            if other is None or other.first != j or other.owner or self._acts(other):
                break
            if self.words[k] == "," and not self._lists(other):
                break
            found.append(other)
            k = other.reach
        return found

    def _lists(self, other: Party) -> bool:
        """Whether the party behind a comma is one of a list: "Oslo, Rome and Bern"."""
        return other.reach < self.after and self.words[other.reach] in ("and", ",") and not other.owner

    def _acts(self, party: Party) -> bool:
        """Whether a verb follows the party at once, so that another clause begins with it."""
        k = party.reach
        return k < self.after and (self.words[k] in AUXILIARIES or self.words[k] in ("said", "says"))

    def _ending(self, after: int) -> Party | None:
        """The party whose phrase ends right before the word `after`."""
        party = self.party(after - 1)
        if party is not None:
            return party if party.after == after else None
        # One whose head stands before what says more of it: "the leader of the party |".
        for k in range(after - 2, max(after - 12, self.first) - 1, -1):
            party = self.party(k)
            if party is not None and party.reach == after and party.after == k + 1:
                return party
        return None

    def absolute(self, at: int) -> Party | None:
        """Who does what the participle at `at` tells in "with Oslo | accusing Rome, and Rome | accusing Oslo"."""
        party = self._ending(at)
        if party is None or party.owner or "with" not in self.words[self.first : party.first]:
            return None
        return party if self.before(party.first) in ("with", "and") else None

    def is_nobody(self, party: Party) -> bool:
        """Whether "no" stands before the party: "no | Chilean president has met him"."""
        return "no" in self.words[max(party.first - 2, self.first) : party.first + 1]

    def before(self, index: int) -> str:
        """The word before the one at `index`, past articles and quotation marks."""
        k = self._skip(index) - 1
        return self.words[k] if k >= self.first else "¶"

    def _skip(self, index: int) -> int:
        """The first of the small words before `index` that belong to the noun phrase: articles and quotation marks."""
        k = index
        while k > self.first and (self.words[k - 1] in ARTICLES or self.words[k - 1] in QUOTES) and k > index - 3:
            k -= 1
        return k

    def _phrase(self, end: int) -> int | None:
        """Where the preposition stands whose phrase ends with the word `end`; None where there is none near."""
        for k in range(end - 1, max(end - PHRASE, self.first) - 1, -1):
            word = self.words[k]
            if word in PREPOSITIONS:
                return k
            if word in BREAKS or word in (",", "and") or self.party(k) is not None or word in AUXILIARIES | OPENERS:
                return None
            if word in ARTICLES and self.words[k - 1] not in PREPOSITIONS:
                return None
        return None


def _is_body(party: Party) -> bool:
    """Whether a party is a state or a body of states, and no person of one."""
    return party.actor is not None and (party.code or "").startswith((f"{party.actor}GOV", "IGO"))


def is_adverb(word: str) -> bool:
    """Whether a word says how or when, and may stand anywhere near a verb."""
    return word in ADVERBS or (word.endswith("ly") and len(word) > 4 and word not in _NOT_ADVERBS)
