"""How like two mentions of events are: what each says of itself, and the features of a pair."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from communique.times.lexicon import MONTHS, WEEKDAYS
from communique.weave.events.mentions import ArticleWords, Bag, EventMention, bag, cosine, heaviest, names_in, scaled
from communique.weave.events.vectors import alike
from communique.weave.lexicon import content_words, lemma, weight

NEAR = 4  # content words on a side of the trigger that count as standing beside it
FADE = 0.8  # what a word is worth for each content word nearer to the trigger
SENTENCE = 200  # characters: distances within an article are counted in these, about a sentence each
FARTHEST = 8  # … up to so many
FIRST_WORDS, FIRST_NAMES = (5, 12), (3, 8)  # heaviest words and names of an article: whom and what it is about
PREFIX = 3  # letters that related words share at least: "acquire", "acquisition"

FEATURES = (
    "articles", "articles' first words", "articles' words", "articles' first names", "articles' names",
    "names' cosine", "openings", "articles' numbers", "shorter article",
    "same head", "words shared", "prefix", "meaning", "sentences", "around", "before", "after", "crossed",
    "same article", "distance", "weight, lighter", "weight, heavier", "weight, shared", "names shared", "names",
    "numbers shared", "numbers differ", "times shared", "times differ", "mentions, most", "mentions, sum",
    "trigger in the other's sentence", "words in triggers",
)  # fmt: skip
_TIMES = frozenset(lemma(word) for word in (*MONTHS, *WEEKDAYS))


@dataclass(frozen=True, slots=True)
class Profile:
    """What a mention says of itself, cut once for all its pairs.

    `trigger` are the lemmas of its words, the first is its head; `heard` are these words as their meaning is looked up
    by. `count` is how many mentions of its article have the same head.
    """

    mention: EventMention
    trigger: tuple[str, ...]
    heard: str
    weight: float
    around: Bag
    before: Bag
    after: Bag
    sentence: Bag
    names: frozenset[str]
    numbers: frozenset[str]
    times: frozenset[str]
    count: int


def profiles(mentions: Sequence[EventMention]) -> list[Profile]:
    """The profiles of the mentions of one article."""
    triggers = [content_words(m.trigger) or (lemma(m.trigger),) for m in mentions]
    heads = [trigger[0] for trigger in triggers]
    return [_profile(m, trigger, heads.count(trigger[0])) for m, trigger in zip(mentions, triggers, strict=True)]


def _profile(mention: EventMention, trigger: tuple[str, ...], count: int) -> Profile:
    before = content_words(mention.sentence[: mention.at.start])
    after = content_words(mention.sentence[mention.at.end :])
    around: dict[str, float] = {}
    for side in (before[::-1], after):
        for distance, word in enumerate(side):
            around[word] = max(around.get(word, 0.0), weight(word) * FADE**distance)
    words = before + after
    return Profile(
        mention=mention,
        trigger=trigger,
        heard=mention.trigger.casefold(),
        weight=max(weight(word) for word in trigger),
        around=scaled(around),
        before=bag(before[-NEAR:]),
        after=bag(after[:NEAR]),
        sentence=bag(words),
        names=frozenset(names_in(mention.sentence)) - frozenset(trigger) - _TIMES,
        numbers=frozenset(word for word in words if word[0].isdigit()),
        times=frozenset(words) & _TIMES,
        count=count,
    )


def prefix(a: Profile, b: Profile) -> float:
    """The longest beginning that two words of the triggers share, as a part of the longer word; 0 if it is short."""
    return max(_shared(one, other) for one in a.trigger for other in b.trigger)


def _shared(one: str, other: str) -> float:
    letters = 0
    for x, y in zip(one, other, strict=False):
        if x != y:
            break
        letters += 1
    return letters / max(len(one), len(other)) if letters >= PREFIX else 0.0


def meaning(a: Profile, b: Profile) -> float:
    """How like the meanings of the triggers are, out of context."""
    return alike(a.heard, b.heard)


def rows(pairs: Iterable[tuple[Profile, Profile]]) -> dict[tuple[str, str], list[float]]:
    """The values of `FEATURES` for each pair, under its two ids, the lesser first; the same both ways round."""
    articles: dict[tuple[str, str], list[float]] = {}
    found = {}
    for pair in pairs:
        a, b = sorted(pair, key=lambda profile: profile.mention.id)
        key = a.mention.article, b.mention.article
        if key not in articles:
            articles[key] = _of_articles(a.mention.words, b.mention.words)
        found[a.mention.id, b.mention.id] = articles[key] + _of_mentions(a, b)
    return found


def _of_articles(a: ArticleWords, b: ArticleWords) -> list[float]:
    shared = [
        _first_shared(one, other, count)
        for one, other, counts in ((a.words, b.words, FIRST_WORDS), (a.names, b.names, FIRST_NAMES))
        for count in counts
    ]
    return [
        cosine(a.words, b.words),
        *shared,
        cosine(a.names, b.names),
        cosine(a.opening, b.opening),
        float(sum(word[0].isdigit() for word in a.words.keys() & b.words.keys())),
        float(min(len(a.words), len(b.words))),
    ]


def _first_shared(a: Bag, b: Bag, count: int) -> float:
    """The share of the heaviest words of one bag that are among the heaviest of the other."""
    return len({*heaviest(a, count)} & {*heaviest(b, count)}) / max(1, min(count, len(a), len(b)))


def _of_mentions(a: Profile, b: Profile) -> list[float]:
    shared = frozenset(a.trigger) & frozenset(b.trigger)
    names = a.names & b.names
    same_article = a.mention.article == b.mention.article
    apart = min(abs(a.mention.place - b.mention.place) / SENTENCE, FARTHEST) if same_article else -1.0
    inside = max(b.sentence.get(word, 0.0) for word in a.trigger) + max(a.sentence.get(w, 0.0) for w in b.trigger)
    return [
        float(a.trigger[0] == b.trigger[0]),
        len(shared) / len({*a.trigger, *b.trigger}),
        prefix(a, b),
        meaning(a, b),
        cosine(a.sentence, b.sentence),
        cosine(a.around, b.around),
        cosine(a.before, b.before),
        cosine(a.after, b.after),
        max(cosine(a.before, b.after), cosine(a.after, b.before)),
        float(same_article),
        apart,
        min(a.weight, b.weight),
        max(a.weight, b.weight),
        sum(weight(word) for word in sorted(shared)),
        sum(weight(word) for word in sorted(names)),
        float(min(len(a.names), len(b.names))),
        float(len(a.numbers & b.numbers)),
        float(bool(a.numbers and b.numbers and not a.numbers & b.numbers)),
        float(len(a.times & b.times)),
        float(bool(a.times and b.times and not a.times & b.times)),
        float(max(a.count, b.count)),
        float(a.count + b.count),
        inside,
        float(len(a.trigger) + len(b.trigger)),
    ]
