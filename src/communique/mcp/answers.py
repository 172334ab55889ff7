"""The types of an answer. Whatever is told has its evidence: which article, which characters of it, through whom."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words that something was read from.

    `spans` are [start, end) in code points of the article's text, and `words` the characters there, joined by " … "
    where they stand apart. `chain` names those who handed it on, nearest the speaker first; `origin` is whoever the
    account comes from in the end. `copy_of` is the article that had the words first, None where it is this one.
    `paragraph` is what stands around the words, where that was asked for; it begins at `paragraph_start`.
    """

    article: str
    spans: tuple[tuple[int, int], ...]
    words: str
    chain: tuple[str, ...]
    origin: str | None
    outlet: str | None
    title: str | None
    published: str | None
    url: str | None
    copy_of: str | None = None
    paragraph: str | None = None
    paragraph_start: int | None = None


@dataclass(frozen=True, slots=True)
class Saying:
    """Who said what, as one article tells it. `source` are the text's own words for who said it.

    `id` opens all accounts of it; None where it is not woven yet. `date` is None where it is not known.
    """

    id: str | None
    speaker: str | None
    source: str | None
    said: str
    quotation: str
    certainty: str
    addressee: str | None
    date: str | None
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Happening:
    """A line of the chronology. `when` says no more than is known; `first` and `last` are the days it lies between.

    `told_by` says how many articles and independent origins tell of it; `differs` what they differ on. `evidence` has
    the first few accounts, `accounts` counts all of them.
    """

    id: str
    kind: str
    summary: str
    when: str
    first: str | None
    last: str | None
    reported: str
    who: tuple[str, ...]
    certainty: str | None
    told_by: str
    differs: tuple[str, ...]
    accounts: int
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Term:
    """What one party gives, asks or refuses of another, and what became of it; None where there is nothing to answer.

    `evidence` has the words that say it, `answer_evidence` those that answer it.
    """

    party: str
    other: str
    side: str
    term: str
    issue: str
    last_said: str
    answer: str | None
    taken_back: bool
    evidence: tuple[Evidence, ...]
    answer_evidence: tuple[Evidence, ...]


# Without slots: the protocol's library takes the slot of a field for its default.


@dataclass(frozen=True)
class Sayings:
    """What was found: `found` counts all that fits, of which `lines` are the first. `note` says what is left out."""

    found: int
    lines: tuple[Saying, ...]
    note: str


@dataclass(frozen=True)
class Happenings:
    """The same, of happenings."""

    found: int
    lines: tuple[Happening, ...]
    note: str


@dataclass(frozen=True)
class Terms:
    """The same, of terms."""

    found: int
    lines: tuple[Term, ...]
    note: str
