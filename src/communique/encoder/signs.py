"""What can be seen, without the encoder, of phrases that may stand for the same thing.

How far apart they stand, which pronouns they are, whether they share a name, who is quoted by whom. Training and
running use this one module, so that both see the same.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import cast

import numpy as np
import numpy.typing as npt

from communique.encoder.crf import Ints
from communique.encoder.pieces import INSIDE, INSIDE_SINGLE, LOWER, OPENING, PARAGRAPH, Word
from communique.encoder.understanding import Attribution
from communique.reading import Span, Spans

# The antecedents that are looked at: the nearest, and of those further off the nearest that share a word of the name.
NEAREST, NAMESAKES = 50, 10
# Different words of a name that are compared, and how far back a name is followed.
LONGEST_NAME, _FARTHEST = 6, 15

_PRONOUNS = (
    "i me my mine myself", "we us our ours ourselves", "you your yours yourself yourselves", "he him his himself",
    "she her hers herself", "it its itself", "they them their theirs themselves", "this that", "these those",
    "who whom whose which", "one",
)  # fmt: skip
PRONOUN = {word: number for number, words in enumerate(_PRONOUNS, 1) for word in words.split()}
ME, WE, YOU, HE, SHE, IT, THEY, WHO = 1, 2, 3, 4, 5, 6, 7, 10
# Whether a kind of pronoun always stands for somebody, by its number.
PERSONAL = np.isin(np.arange(len(_PRONOUNS) + 1), (ME, WE, HE, SHE, THEY))
_DETERMINERS = (
    "the", "a an", "this that these those", "my your his her its our their 's whose",
    "some any no every each another all both many most few several",
)  # fmt: skip
_DETERMINER = {word: number for number, words in enumerate(_DETERMINERS, 1) for word in words.split()}
_PREPOSITIONS = "of in on at by for with to from about and or but that which who as"
_STOPS = ', . ; : ! ? ( ) " “ ” is are was were be been has have had said'
_ENDS_PHRASE = frozenset([*_PREPOSITIONS.split(), *_STOPS.split()])
_TITLES = "mr mrs ms dr sir lord lady president minister senator general prof professor chairman secretary"
_HONORIFICS = frozenset(_TITLES.split(" "))
_MEN = "he him his himself mr sir lord spokesman chairman king prince father son brother husband man gentleman"
_WOMEN = "she her hers herself mrs ms miss lady spokeswoman chairwoman queen princess mother daughter sister wife woman"
_GENDER = dict.fromkeys(_MEN.split(), 1) | dict.fromkeys(_WOMEN.split(), 2)
_CAPITALISED, _UPPER, _SINGLE_CAPITAL = frozenset({2, 3, 4, 5}), 3, 4  # of `Word.case`

DISTANCES, PARAGRAPHS = 12, 4
KINDS_OF_PRONOUN = len(_PRONOUNS) + 1
KINDS_OF_DETERMINER = len(_DETERMINERS) + 1
UNARY = KINDS_OF_PRONOUN + 8 + KINDS_OF_DETERMINER + 6 + 2 + 2
FLAGS = 31

Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Signs:
    """What can be seen, without the encoder, of the heads of phrases; an entry a head, in order of text.

    `at` is its place among the words; `sentence`, `paragraph` and `quotation` are numbers (quotation 0: outside);
    `source` and `content` the number of the attribution whose source or content the head is in, or -1; `gender` 1 for a
    man, 2 for a woman, 0 unknown; `stem` a number for the word without a plural s; `name` [heads, LONGEST_NAME] numbers
    for the words of the name that ends here, 0 where there is none.
    """

    at: Ints
    pronoun: Ints
    case: Ints
    determiner: Ints
    quote: Ints
    sentence: Ints
    paragraph: Ints
    quotation: Ints
    source: Ints
    content: Ints
    gender: Ints
    word: Ints
    stem: Ints
    name: Ints


def pronouns(words: Sequence[Word], lower: Sequence[str]) -> Ints:
    """The kind of pronoun that each word is, 0 where it is none: "us" is one, "US" and "WHO" are not."""
    kinds = np.array([PRONOUN.get(low, 0) for low in lower], np.int64)
    for at in np.flatnonzero(kinds).tolist():
        if words[at].case == _UPPER:
            kinds[at] = 0
    return kinds


def signs(
    words: Sequence[Word], lower: Sequence[str], heads: Ints, sentences: Spans, attributions: Iterable[Attribution]
) -> Signs:
    """The signs at `heads`, places among the `words` of an article; `lower` are these in lower case."""
    starts, ends = [w.start for w in words], [w.end for w in words]

    def inside(span: Span) -> slice:
        return slice(bisect_right(ends, span.start), bisect_left(starts, span.end))

    size = len(words)
    sentence, source, content = np.zeros(size, np.int64), np.full(size, -1), np.full(size, -1)
    for number, span in enumerate(sentences):
        sentence[inside(span)] = number
    for number, attribution in enumerate(attributions):
        for span in attribution.source:
            source[inside(span)] = number
        for span in attribution.content if attribution.source else ():
            content[inside(span)] = number
    quote = np.array([w.quote for w in words])
    paragraph = np.cumsum([w.gap == PARAGRAPH for w in words])
    quotation = np.where((quote == INSIDE) | (quote == INSIDE_SINGLE), np.cumsum(quote == OPENING), 0)
    numbers: dict[str, int] = {}

    def number_of(word: str) -> int:
        return numbers.setdefault(word, len(numbers) + 1)

    places = heads.tolist()
    names = [_name(words, lower, at) for at in places]
    numbered = np.zeros((len(places), LONGEST_NAME), np.int64)
    for n, (_, name) in enumerate(names):
        numbered[n, : len(name)] = [number_of(word) for word in name]
    return Signs(
        at=heads,
        pronoun=pronouns([words[at] for at in places], [lower[at] for at in places]),
        case=np.array([words[at].case for at in places]),
        determiner=np.array([_determiner(lower, at) for at in places]),
        quote=quote[heads],
        sentence=sentence[heads],
        paragraph=paragraph[heads],
        quotation=quotation[heads],
        source=source[heads],
        content=content[heads],
        gender=np.array([_gender(lower, first, at) for at, (first, _) in zip(places, names, strict=True)]),
        word=np.array([number_of(lower[at]) for at in places]),
        stem=np.array([number_of(lower[at].rstrip("s")) for at in places]),
        name=numbered,
    )


def _gender(lower: Sequence[str], first: int, at: int) -> int:
    """What the words of a phrase from `first` on say: a pronoun, an honorific ("Ms Berg"), a noun ("spokesman")."""
    for word in (lower[at], *lower[max(first - 2, 0) : at]):
        if word in _GENDER:
            return _GENDER[word]
    return 0


def _determiner(lower: Sequence[str], at: int) -> int:
    for before in range(at - 1, max(at - 6, -1), -1):
        if lower[before] in _DETERMINER:
            return _DETERMINER[lower[before]]
        if lower[before] in _ENDS_PHRASE:
            return 0
    return 0


def _name(words: Sequence[Word], lower: Sequence[str], at: int) -> tuple[int, list[str]]:
    """Where the capitalised name that ends at the word begins, and its different words, honorifics and titles apart."""
    if words[at].case not in _CAPITALISED:
        return at, []
    first = at
    while first > 0 and words[first].gap != PARAGRAPH and at - first < _FARTHEST:
        before, word = words[first - 1], lower[first - 1]
        if before.case in _CAPITALISED:
            if word in _DETERMINER:
                break
        elif not _joins(words, lower, first - 1):
            break
        first -= 1
    if first == at and words[at].case == _SINGLE_CAPITAL:
        return at, []
    kept = [w for w in lower[first : at + 1] if w[0].isalnum() and w not in _HONORIFICS]
    return first, list(dict.fromkeys(kept))[-LONGEST_NAME:]


def _joins(words: Sequence[Word], lower: Sequence[str], at: int) -> bool:
    """Whether a sign or "of" stands inside a name: "Jong-un", "J. Berg", "Bank of China"; no stop ends a sentence."""
    if lower[at] not in ("-", ".", "of") or not at or words[at - 1].case not in _CAPITALISED:
        return False
    if words[at].gap == PARAGRAPH:
        return False
    return lower[at] != "." or len(lower[at - 1]) <= 2 or lower[at - 1] in _HONORIFICS


def unary(seen: Signs) -> Ints:
    """What each head shows alone: [heads, 6], numbers below UNARY, one of each group of signs."""
    shown, first = [], 0
    for size, values in (
        (KINDS_OF_PRONOUN, seen.pronoun), (8, seen.case), (KINDS_OF_DETERMINER, seen.determiner), (6, seen.quote),
        (2, seen.source >= 0), (2, seen.content >= 0),
    ):  # fmt: skip
        shown.append(first + values)
        first += size
    return np.stack(shown, 1)


@dataclass(frozen=True, slots=True)
class Pairs:
    """Heads beside their possible antecedents: [rows, nearest + NAMESAKES].

    `antecedent` are places among the heads, -1 where there is none; `far` numbers how many sentences, heads and
    paragraphs lie between; `both` which pronouns the two are; `flags` have a bit for each of FLAGS signs.
    """

    antecedent: Ints
    far: Ints
    both: Ints
    flags: Ints


def pairs(seen: Signs, rows: Ints, nearest: int = NEAREST) -> Pairs:
    """The pairs of each head in `rows` (places among the heads) with the `nearest` before it, and its namesakes."""
    antecedent = _antecedents(seen, rows, nearest)
    there = antecedent >= 0
    i, j = rows[:, None], np.maximum(antecedent, 0)
    pronoun, of = seen.pronoun[i], seen.pronoun[j]
    far = (_bucket(seen.sentence[i] - seen.sentence[j]) * DISTANCES + _bucket(i - j - 1)) * PARAGRAPHS + np.clip(
        seen.paragraph[i] - seen.paragraph[j], 0, PARAGRAPHS - 1
    )
    both = pronoun * KINDS_OF_PRONOUN + of
    alike = (pronoun == of) & (pronoun > 0)
    quotation, other = seen.quotation[i], seen.quotation[j]
    together = (quotation == other) & (quotation > 0)
    noun = pronoun == 0
    stem = (seen.stem[i] == seen.stem[j]) & noun & there
    word = (seen.word[i] == seen.word[j]) & noun & there
    shared, within = _names(seen.name[i], seen.name[j], (noun & (of == 0) & there))
    capital, capital_before = seen.case[i] != LOWER, seen.case[j] != LOWER
    quoted_from = (seen.content[i] >= 0) & (seen.source[j] == seen.content[i])
    both_sources = (seen.source[i] >= 0) & (seen.source[j] >= 0)
    speaks_of = (seen.content[j] >= 0) & (seen.source[i] == seen.content[j])
    same_content = (seen.content[i] >= 0) & (seen.content[i] == seen.content[j])
    near = np.abs(seen.at[i] - seen.at[j]) <= 2
    gender, other_gender = seen.gender[i], seen.gender[j]
    third = (pronoun == YOU) | (pronoun == HE) | (pronoun == IT) | (pronoun == THEY)
    flags = [
        alike, alike & together, together, (quotation > 0) & (other == 0), (other > 0) & (quotation == 0),
        (quotation > 0) & (other > 0) & ~together, word, word & capital, stem & ~word,
        word & (seen.determiner[i] == 1), shared, within, shared & ~within, within & word,
        quoted_from, quoted_from & (pronoun == ME), quoted_from & (pronoun == WE), quoted_from & third,
        both_sources, both_sources & (pronoun > 0), speaks_of, speaks_of & (of == ME), same_content,
        alike & same_content, near, near & (pronoun == WHO), capital & capital_before, capital & ~capital_before,
        ~capital & capital_before, (gender > 0) & (gender == other_gender),
        (gender > 0) & (other_gender > 0) & (gender != other_gender),
    ]  # fmt: skip
    bits = np.zeros(antecedent.shape, np.int64)
    for number, flag in enumerate(flags):
        bits |= flag.astype(np.int64) << number
    return Pairs(antecedent, far, both, bits)


def _antecedents(seen: Signs, rows: Ints, nearest: int) -> Ints:
    antecedent = rows[:, None] - 1 - np.arange(nearest)
    antecedent[antecedent < 0] = -1
    further = np.full((len(rows), NAMESAKES), -1)
    if len(seen.at) > nearest:
        places: defaultdict[int, list[int]] = defaultdict(list)
        wanted = {row: n for n, row in enumerate(rows.tolist())}
        heads = zip(seen.name.tolist(), seen.stem.tolist(), seen.pronoun.tolist(), strict=True)
        for at, (name, stem, pronoun) in enumerate(heads):
            if pronoun:
                continue
            keys = {-stem, *name} - {0}
            if at in wanted and at > nearest:
                off = {p for key in keys for p in places[key][-NEAREST:] if p < at - nearest}
                chosen = sorted(off, reverse=True)[:NAMESAKES]
                further[wanted[at], : len(chosen)] = chosen
            for key in keys:
                places[key].append(at)
    return np.concatenate([antecedent, further], 1)


def _bucket(distance: Ints) -> Ints:
    steps = np.floor(np.log2(np.maximum(distance, 0) + 1) * 2)
    return cast("Ints", np.minimum(steps, DISTANCES - 1).astype(np.int64))


def _names(name: Ints, other: Ints, may: Bools) -> tuple[Bools, Bools]:
    """Whether two names share a word, and whether one is all in the other."""
    shared, within = np.zeros(may.shape, bool), np.zeros(may.shape, bool)
    some = may & (name[..., 0] > 0) & (other[..., 0] > 0)
    a, b = np.broadcast_to(name, other.shape)[some], other[some]
    same = ((a[:, :, None] == b[:, None, :]) & (a[:, :, None] > 0)).sum((1, 2))
    shared[some] = same > 0
    within[some] = (same > 0) & (same >= np.minimum((a > 0).sum(1), (b > 0).sum(1)))
    return shared, within
