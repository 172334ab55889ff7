"""Whether two statements, of one article or of two, are the same: one speaker, one occasion, the same words.

Three things can say so: that one text was copied from the other (`weave.statements` sees to that), that the same words
stand in quotation marks, or that the words are alike and the days near one another. When in doubt they are two.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Literal, Protocol

from communique.weave.item import Lemmas, Said
from communique.weave.lexicon import content_words
from communique.weave.occurrence import When
from communique.weave.wording import Likeness, Wording, likeness, share_a_run, telling

Speakers = Literal["same", "side", "open", "other"]

# Tuned on the dispatches' gold occurrences, and on pairs of newswire articles that were read.
QUOTED_BITS = 11.0  # bits of the words in a row that both quote, for them to be the same words
FAR_BITS = 20.0  # and so many where the days are not near: "look forward to" is said every week
QUOTED_ALL = 0.8  # or such a share of all that the shorter one quotes,
QUOTED_LEAST = 6.0  # where it tells so much
ALIKE = 0.65  # share of what both tell
WITHIN = 0.75  # share of what the shorter tells, where it tells
WITHIN_BITS = 12.0  # so much
SHARED_BITS = 9.0  # bits that words alike must share: less is "the talks will go on",
SHARED_HERE = 6.0  # unless they stand in one article, or in one that was copied from it
HEADLINE = 0.25  # share of the bits of a headline that a statement below must have, to be what it announces
OPEN_WORDS = 4  # words in a row that are all that one quotes, where a speaker is not known: a name may have three
CONFLICTING_WORDS = 7  # words in a row that both quote, from two speakers: one of the articles errs
NEAR_DAYS = 4  # between the days of two articles that tell of the same words in words of their own
BACK_DAYS = 14  # an article may come so much later than the day on which its words were said
ZONE_DAYS = 1  # it is another day on the other side of the world

# words in a row that both quote at least, where the speakers are not one
_FEWEST: dict[Speakers, int] = {"other": CONFLICTING_WORDS, "open": OPEN_WORDS}


class Spoken(Protocol):
    """A statement as far as it is compared with others; `Said` tells what each means."""

    @property
    def actor(self) -> str | None:
        """The speaker's id."""

    @property
    def speaker_words(self) -> str:
        """The words for the speaker."""

    @property
    def side(self) -> str | None:
        """The state that the speaker belongs to."""

    @property
    def medium(self) -> bool:
        """Whether the speaker is a news medium."""

    @property
    def lemmas(self) -> Lemmas:
        """The content words."""

    @property
    def quoted(self) -> tuple[Lemmas, ...]:
        """Those in quotation marks."""

    @property
    def when(self) -> When | None:
        """The days in which it was said."""

    @property
    def within(self) -> str | None:
        """The statement that it is quoted in."""


def speakers(a: Spoken, b: Spoken) -> Speakers:
    """How the speakers of two statements go together: the same, one the other's side, one of them open, or two."""
    one, other = a.actor, b.actor
    if one is not None and other is not None:
        if one == other:
            return "same"
        generic = "state-media" in (one, other) and _medium(a) and _medium(b)
        return "side" if generic or one == b.side or other == a.side else "other"
    if one is None and other is None and a.speaker_words and b.speaker_words:
        return "same" if bare(a.speaker_words) == bare(b.speaker_words) else "open"
    return "open"


def comparable(a: Spoken, b: Spoken) -> bool:
    """Whether the words of two statements need to be looked at: of one speaker or side, or both quoted."""
    return speakers(a, b) in ("same", "side") or bool(a.quoted and b.quoted)


def same(a: Spoken, b: Spoken, published_a: When | None, published_b: When | None, *, one_text: bool) -> bool:
    """Whether `a` and `b` are the same statement.

    `published_…` are the days of their articles; `one_text`: whether they stand in one article.
    """
    who = speakers(a, b)
    if who != "same" and one_text:
        return False  # "Ri said that the North had asked for …": what Ri said, and what the North asked
    near = one_text or one_occasion(a.when, b.when, published_a, published_b)
    if who in ("same", "side") and not near and not (a.quoted and b.quoted):
        return False  # told at a glance: without quotations, days that are not near part them
    if who in _FEWEST and not share_a_run(a.quoted, b.quoted, _FEWEST[who]):
        return False  # told at a glance as well: of two speakers only what both quote can be one
    like = likeness(wording(a), wording(b))
    verbatim = _verbatim(a, b, like)
    if who == "other":
        return like.run_words >= CONFLICTING_WORDS and like.run >= 2 * QUOTED_BITS
    if who == "open":
        torn = not (a.speaker_words and b.speaker_words)
        whole = like.run >= QUOTED_ALL * _least_quoted(a, b)
        return verbatim and like.run_words >= (OPEN_WORDS if whole else CONFLICTING_WORDS) and (near or torn)
    if who == "same" and verbatim and (near or (like.run >= FAR_BITS and not apart(a.when, b.when, BACK_DAYS))):
        return True
    if who == "side" and (a.within is None) != (b.within is None):
        return False
    alike = like.of_both >= ALIKE or (like.of_shorter >= WITHIN and like.shared >= WITHIN_BITS)
    return near and alike and like.shared >= (SHARED_HERE if one_text else SHARED_BITS)


def announced(headline: Said, body: Sequence[Said]) -> Said | None:
    """The one of the statements below that a headline announces: of one speaker or side, and the likest; else None.

    A headline is short and in words of its own, so less is asked of it than of two sentences.
    """
    best, most = None, 0.0
    for said in body:
        if speakers(headline, said) in ("same", "side") and (said.within is None) == (headline.within is None):
            share = likeness(_with_cue(headline), _with_cue(said)).of_shorter
            if share >= HEADLINE and share > most:
                best, most = said, share
    return best


def _verbatim(a: Spoken, b: Spoken, like: Likeness) -> bool:
    """Whether both put the same words in quotation marks, so many that this is no chance."""
    if like.run >= QUOTED_BITS:
        return True
    return like.run >= QUOTED_LEAST and like.run >= QUOTED_ALL * _least_quoted(a, b)


def _least_quoted(a: Spoken, b: Spoken) -> float:
    """The bits of all that is quoted in the one that quotes less."""
    return min(sum(telling(word) for run in side.quoted for word in run) for side in (a, b))


def wording(said: Spoken) -> Wording:
    """The words of a statement, to be compared."""
    return Wording(said.lemmas, said.quoted)


def _with_cue(said: Said) -> Wording:
    return Wording((*content_words(said.cue), *said.lemmas))


def one_occasion(a: When | None, b: When | None, published_a: When | None, published_b: When | None) -> bool:
    """Whether the two may be of one occasion, by what the texts say of its day, and by the days of their articles."""
    if a and b:
        return not apart(a, b, ZONE_DAYS)
    for dated, published in ((a, published_b), (b, published_a)):
        if dated and published:
            return not apart(When(dated.begin, _later(dated.end, BACK_DAYS), "text"), published, ZONE_DAYS)
    return not apart(published_a, published_b, NEAR_DAYS)


def apart(a: When | None, b: When | None, days: int) -> bool:
    """Whether more than so many days lie between the two; unknown days lie apart from none."""
    if a is None or b is None:
        return False
    return max(a.begin, b.begin) > _later(min(a.end, b.end), days)


def _later(day: str, days: int) -> str:
    try:
        return (date.fromisoformat(day) + timedelta(days)).isoformat()
    except OverflowError:
        return day


def _medium(said: Spoken) -> bool:
    return said.actor == "state-media" or said.medium


def bare(words: str) -> str:
    """Words for somebody, without an article in front, in lower case."""
    plain = words.casefold()
    for article in ("a ", "an ", "the "):
        plain = plain.removeprefix(article)
    return plain
