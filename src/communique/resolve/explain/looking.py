"""Some words as a tiny article of a day, read as any other article is."""

from __future__ import annotations

from dataclasses import dataclass, field

from communique.encoder.understanding import Understanding
from communique.reading import Actor, Article, Basis, Mention, Span
from communique.resolve import resolving, states, titles
from communique.resolve.draft import Draft
from communique.resolve.gazetteer import Gazetteer, Hit, Key
from communique.resolve.grammar import KOREA
from communique.resolve.knowledge import Knowledge
from communique.resolve.tables import fold
from communique.resolve.titles import Phrase
from communique.resolve.words import Words, cut

HALVES = frozenset({"North", "South"})
ANYWHERE = "*"
SERVING = "~"


@dataclass(frozen=True, slots=True)
class Look:
    """What the reader makes of `text` in an article of `day` (ISO, None unknown) that names `context`, states.

    `actor` and `basis` are whom the words as a whole mean; `mentions` those in them that are no part of a longer one;
    `phrase` is the title in them and `title` its words without the state, if there is one. `draft` is the article
    before any mention was worked out.
    """

    text: str
    day: str | None
    context: tuple[str, ...]
    actor: Actor | None
    basis: Basis | None
    mentions: tuple[Mention, ...]
    phrase: Phrase | None
    title: str
    draft: Draft = field(repr=False)

    @property
    def words(self) -> list[str]:
        """The folded words of the text."""
        whole = self.draft.words
        return whole.folded[: whole.range(Span(0, len(self.text)))[1]]

    @property
    def hits(self) -> list[Hit]:
        """The names of the tables in the text, also those that count only where the article names their state."""
        end, there = len(self.words), {hit.first for hit in self.draft.hits}
        raw = (hit for hit in self.draft.gazetteer.find(self.draft.words) if hit.entry.needy and hit.first not in there)
        return sorted((hit for hit in (*self.draft.hits, *raw) if hit.after <= end), key=lambda hit: hit.first)

    @property
    def mention(self) -> Mention | None:
        """The last mention of the actor; where there is no actor, the one mention of all."""
        if self.actor is None:
            return self.mentions[0] if len(self.mentions) == 1 else None
        return next((m for m in reversed(self.mentions) if m.actor == self.actor.id), None)

    def key(self, mention: Mention) -> Key:
        """The folded words of a mention, without a "the" that is no part of the name."""
        first, after = self.draft.words.range(mention.span)
        key = tuple(self.draft.words.folded[first:after])
        return key[1:] if key[0].lower() == "the" and key not in self.draft.gazetteer.names else key


def look(text: str, day: str | None, context: tuple[str, ...], known: Knowledge) -> Look:
    """`text` as an article of `day` in which, further down, the states `context` are named."""
    whole = text + "".join(f"\n\n{plain_name(state, known)}" for state in context)
    article = Article(id="", text=whole, published=day)
    who = resolving.resolve(article, (), Understanding(), known)
    inside = [m for m in who.mentions if m.span.end <= len(text)]
    mentions = tuple(m for m in inside if not any(_holds(other.span, m.span) for other in inside))
    id_, basis = who.actor_of((Span(0, len(text)),))
    actor = next((a for a in who.actors if a.id == id_), None)
    draft = resolving.begin(article, (), known)
    phrase, title = _title(draft, len(text))
    return Look(text, day, context, actor, basis, mentions, phrase, title, draft)


def _holds(outer: Span, inner: Span) -> bool:
    return outer != inner and outer.start <= inner.start and inner.end <= outer.end


def plain_name(state: str, known: Knowledge) -> str:
    """Words that name the state and can mean nothing else, as the reader takes them."""
    row = known.tables.states[state]
    for name in (row.name, row.formal, *row.aliases, *row.capitals, *row.adjectives):
        if name and state in states.named(known.gazetteer.find(cut(name, ())), known.tables):
            return name
    return row.name


def contexts(text: str, known: Knowledge) -> tuple[str, ...]:
    """The states that could make a difference if the article named them: for shared names, bare family names, and
    "the North".
    """
    words = cut(text, ())
    found: dict[str, None] = {}
    for hit in known.gazetteer.find(words):
        if hit.entry.needy:
            found.update(dict.fromkeys(hit.entry.ids))
    for person in family_bearers(words, known):
        row = known.tables.people[person]
        marks = (mark.lstrip(SERVING) for mark in row.alone if mark != ANYWHERE)
        found.update(dict.fromkeys((*marks, *((row.country,) if row.country else ()))))
    if HALVES & set(words.folded):
        found.update(dict.fromkeys(sorted(KOREA)))
    return tuple(state for state in found if state in known.tables.states)


def family_bearers(words: Words, known: Knowledge) -> list[str]:
    """The ids of those whose family name stands in `words`, in the order of the table."""
    found: dict[str, None] = {}
    for index in range(len(words.folded)):
        key = known.gazetteer.family(words, index)
        if key is not None:
            found.update(dict.fromkeys(known.gazetteer.families[key]))
    return list(found)


def respelt(text: str, known: Knowledge) -> str | None:
    """`text` with the names and family names of the tables in it spelt as they are there; None where it is already.

    A name that is right in part only ("UN" in "KIM JONG UN") is no hindrance: the longest name wins.
    """
    words = cut(text, ())
    names = _spellings(known.gazetteer, frozenset(words.lower))
    lower, after, pieces = words.lower, 0, list[str]()
    end = 0
    for index in range(len(lower)):
        if index < after or not lower[index][0].isalnum():
            continue
        for length in range(min(len(lower) - index, 8), 0, -1):
            key = tuple(lower[index : index + length])
            spelt = names.get(key)
            if spelt is not None:
                after = index + length
                typed = tuple(fold(words.span(at, at + 1).of(text)) for at in range(index, after))
                if typed not in known.gazetteer.names:
                    pieces += [text[end : words.starts[index]], " ".join(spelt).replace(" - ", "-")]
                    end = words.ends[after - 1]
                break
    new = "".join((*pieces, text[end:]))
    return new if new != text else None


def _spellings(gazetteer: Gazetteer, begin: frozenset[str]) -> dict[Key, Key]:
    """The names of the gazetteer by their words in lower case, in the most usual of the spellings it has for each.

    Only those whose first word is in `begin`.
    """
    found: dict[Key, Key] = {}
    for key in (*gazetteer.families, *gazetteer.names):
        if key[0].lower() not in begin:
            continue
        lower = tuple(word.lower() for word in key)
        known = found.get(lower)
        if known is None or _unusual(key) < _unusual(known):
            found[lower] = key
    return found


def _unusual(key: Key) -> tuple[int, int]:
    """How unusual a spelling is: "KIM Jong Un" more than "Kim Jong un", that more than "Kim Jong Un"; with a hyphen,
    "Kim Jong-Un" more than "Kim Jong-un".
    """
    shouted = sum(word.isupper() and len(word) > 1 for word in key)
    small = sum(word[0].islower() for word in key)
    return shouted, -small if "-" in key else small


def _title(draft: Draft, end: int) -> tuple[Phrase | None, str]:
    """The last title phrase that ends before the character `end`, and its title as the table has it."""
    hits = draft.gazetteer.find_titles(draft.words)
    inside = [phrase for phrase in titles.phrases(draft, hits) if draft.words.ends[phrase.after - 1] <= end]
    if not inside:
        return None, ""
    phrase = inside[-1]
    first = next((hit.first for hit in hits if hit.after == phrase.end), None)
    if first is not None:
        return phrase, draft.words.span(first, phrase.end).of(draft.words.text).lower()
    there = set(draft.words.lower[: phrase.end])  # a title in two parts: "the top US diplomat"
    parted = [text for title in phrase.titles for text in title.words if there.issuperset(text.lower().split())]
    return phrase, max(parted, key=len, default="")
