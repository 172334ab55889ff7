"""The moves of an article, from its sentences."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from communique.meetings.sides import adjectives, is_group_of_a_desk, sides
from communique.moves.finding import moves_in
from communique.moves.found import Found
from communique.moves.lexicon import OUTSIDERS
from communique.moves.pointing import points, told_before
from communique.moves.scene import Maker, Named, Scene
from communique.moves.scores import score
from communique.moves.terms import DASHED
from communique.moves.when import when
from communique.reading import Actor, Article, Block, Mention, Move, Span, Statement, Term, Time
from communique.resolve.knowledge import Knowledge
from communique.resolve.who import Who

# A sentence of more characters is no sentence; it is not read, so that the time stays linear.
LONGEST = 900
SAME_STEP = 0.4  # least share of words in common for two steps of a kind and party to be one that is told twice
# Bargaining takes two: a sentence in which one party alone is named tells a step only in an article in which a second
# one is named so often, and at least this share as often as the first. A campaign at home is full of calls and
# promises.
TWO, FEWEST, LEAST_SHARE = 2, 3, 0.2
# Least share of the mentions of the second party for another to bargain as well, and not to stand between. In the
# labelled negotiations third parties have up to 0.43, Sudan and the Afghan government over 0.75.
PROMINENT = 0.5
_READ = frozenset({"headline", "body"})
_POSSESSIVES = frozenset({"his", "her", "its", "their", "my", "our", "your"})
_FIRST = frozenset({"we", "i", "us", "me", "you"})
# A verb has them beside it: "committed itself to".
_REFLEXIVES = frozenset({"itself", "himself", "herself", "themselves", "ourselves", "myself"})
_NOT_NAMED = _POSSESSIVES | _FIRST | _REFLEXIVES
_LABEL = re.compile(r"[A-Z][A-Z. ’'-]{1,40}: (?=\S)")
_OUTSIDER = re.compile(rf"\b{OUTSIDERS}\b")
# Words of three letters and more that two steps may share by chance.
_COMMON = frozenset({
    "and", "the", "for", "that", "with", "its", "his", "her", "their", "not", "all", "any", "from", "has", "had",
    "will", "would", "was", "were", "been",
})  # fmt: skip
_WORD = re.compile(r"[\w’'-]{3,}")

# The id of the issue that the words of a term are about, given with the sentence that they stand in; or None.
IssueOf = Callable[[str, str], str | None]


def moves(
    article: Article,
    blocks: Sequence[Block],
    who: Who,
    statements: Sequence[Statement],
    sentences: Sequence[Span],
    known: Knowledge,
    times: Sequence[Time] = (),
    *,
    issue_of: IssueOf,
) -> tuple[Move, ...]:
    """The steps of parties that headline and body of `article` tell, in order of text.

    `who` is whom its words mean, `statements` is what was read of it, `sentences` where it is cut, `known` are the
    tables of actors, `times` its expressions of time in order of text; `issue_of` says what the words of a term are
    about, given with the sentence they stand in. A step that is told twice is given once, where most is told of it.
    """
    room = _Room(article.text, who, known, statements)
    starts = [block.span.start for block in blocks]
    found = [
        (headline, sentence, previous, one)
        for previous, sentence in pairwise((None, *sentences))
        if sentence is not None
        if (at := bisect_right(starts, sentence.start) - 1) >= 0 and blocks[at].kind in _READ
        for headline in (blocks[at].kind == "headline",)
        for one in room.read(sentence)
    ]
    told = [
        (_move(article.text, sentence, None if headline else previous, one, room, times, issue_of), headline)
        for headline, sentence, previous, one in found
    ]
    return tuple(replace(move, id=f"v{n}") for n, move in enumerate(_once(told), 1))


def principals(counts: Counter[str]) -> tuple[str, ...]:
    """Those that bargain, the most prominent first: the two that are named most, and who is nearly as prominent."""
    common = counts.most_common()
    second = common[1][1] if len(common) > 1 else 0
    return tuple(party for party, count in common if second and count >= PROMINENT * second)


def at_war(counts: Counter[str], actors: Iterable[Actor], known: Knowledge) -> tuple[str, ...]:
    """A state and the group of it that it bargains with at home, where a desk has such groups; else nobody.

    Then others, however often they are named, are no "two sides"; who is as prominent bargains as well.
    """
    bodies = [known.tables.bodies[actor.id] for actor in actors if actor.id in known.tables.bodies]
    states = {body.country for body in bodies if is_group_of_a_desk(body) and body.country and counts[body.country]}
    if len(states) != 1:
        return ()
    (state,) = states
    groups = [b.id for b in bodies if b.kind == "group" and b.country == state and counts[b.id]]
    group = max(groups, key=lambda one: counts[one], default=None)
    if group is None:
        return ()
    least = PROMINENT * counts[state]
    others = (p for p, n in counts.most_common() if p not in groups and p != state and n >= least)
    return (state, group, *(p for p in others if p in known.tables.states))


class _Room:
    """Whom the words of one article mean and whose words they are, for reading its sentences one by one."""

    def __init__(self, text: str, who: Who, known: Knowledge, statements: Sequence[Statement]) -> None:
        self._text = text
        own = {actor.id: actor for actor in who.actors}
        # Who sits in a parliament alone does not speak for the state.
        self._sides: Mapping[str, str | None] = {
            actor: side
            for actor, side in sides(who, known).items()
            if actor not in own or not _of_parliament(own[actor])
        }
        named = (
            one
            for mention, extent in zip(who.heads, who.extents, strict=True)
            if (one := self._named(who, mention, extent)) is not None
        )
        self._named_in_order = sorted(named)
        self._starts = [one.start for one in self._named_in_order]
        counts = Counter(one.party for one in self._named_in_order)
        common = counts.most_common(2)
        self._parted = len(common) > 1 and common[1][1] >= max(FEWEST, LEAST_SHARE * common[0][1])
        self._assembled: tuple[str, ...] = ()
        self._between = at_war(counts, own.values(), known) or principals(counts)
        contents = [(span, s) for s in statements for span in s.content.spans]
        self._contents = sorted(contents, key=lambda pair: pair[0])
        self._begins = [span.start for span, _ in self._contents]
        self._longest = max((span.end - span.start for span, _ in self._contents), default=0)

    def _named(self, who: Who, mention: Mention, extent: Span) -> Named | None:
        party = self._sides.get(mention.actor or "") if mention.kind != "place" else None
        words = mention.span.of(self._text).lower()
        if party is None or (mention.basis == "pronoun" and words in _NOT_NAMED):
            return None
        folded = " ".join(who.words.folded[slice(*who.words.range(mention.span))])
        adjective = mention.kind == "state" and folded in adjectives()
        start = min(extent.start, mention.span.start)
        return Named(start, mention.span.end, party, mention.actor, adjective)

    def read(self, sentence: Span) -> Iterator[Found]:
        """The steps of one sentence, less those that somebody denies or that only an onlooker tells of."""
        if sentence.end - sentence.start > LONGEST:
            return
        text = sentence.of(self._text)
        low, high = bisect_left(self._starts, sentence.start), bisect_left(self._starts, sentence.end)
        inside = [
            Named(one.start - sentence.start, one.end - sentence.start, *one[2:])
            for one in self._named_in_order[low:high]
            if one.end <= sentence.end
        ]
        label = _LABEL.match(text)  # "MS. BERG: We will not": her words begin behind it
        begin = sentence.start + (label.end() if label else 0)
        whole = self.around(Span(begin, max(sentence.end - 3, begin + 1)))
        speaker = self.speaker(whole) if whole is not None else None
        if len({one.party for one in inside}) > TWO and " and " in text:
            self._assembled = Scene.of(text, inside).assembly() or self._assembled
        if not self._parted and not self._assembled and len({one.party for one in inside}) < TWO:
            return
        for one in moves_in(text, inside, speaker=speaker, between=self._between, assembled=self._assembled):
            heard = self.around(Span(one.cue.start + sentence.start, one.cue.end + sentence.start))
            if heard is None or not self._doubtful(heard):
                yield one

    def around(self, span: Span) -> Statement | None:
        """The innermost statement in whose content `span` stands."""
        high = bisect_right(self._begins, span.start)
        low = bisect_left(self._begins, span.start - self._longest)
        holding = [(c.end - c.start, n) for n, (c, _) in enumerate(self._contents[low:high], low) if c.end >= span.end]
        return self._contents[min(holding)[1]][1] if holding else None

    def speaker(self, statement: Statement) -> Maker | None:
        """The party whose words a statement is, with the actor."""
        side = self._sides.get(statement.source.actor or "")
        return Maker(side, statement.source.actor) if side is not None else None

    def _doubtful(self, statement: Statement) -> bool:
        if statement.certainty == "denied":
            return True
        source = " ".join(span.of(self._text).lower() for span in statement.source.spans)
        # Whoever is known to speak for a side is no outsider, whatever else is told of them: "Siri Vik, his deputy".
        return self.speaker(statement) is None and bool(_OUTSIDER.search(source))


def _of_parliament(actor: Actor) -> bool:
    codes = [role.code for role in actor.roles if role.code is not None]
    return actor.kind == "person" and bool(codes) and all(code.endswith(("LEG", "OPP", "PTY")) for code in codes)


def _move(
    text: str,
    sentence: Span,
    previous: Span | None,
    one: Found,
    room: _Room,
    times: Sequence[Time],
    issue_of: IssueOf,
) -> Move:
    at, around = sentence.start, sentence.of(text)

    def term(span: Span) -> Term:
        pieces = tuple(_without_asides(text, Span(span.start + at, span.end + at)))
        words = " ".join(piece.of(text) for piece in pieces)
        issue = None
        if points(words):
            earlier = told_before(text, pieces[0].start, sentence, previous)
            issue = next((found for before in earlier if (found := issue_of(before, "")) is not None), None)
        return Term(pieces, words, issue or issue_of(words, around))

    gives, asks = tuple(map(term, one.gives)), tuple(map(term, one.asks))
    condition = term(one.condition) if one.condition is not None else None
    cue = Span(one.cue.start + at, one.cue.end + at)
    stated = (*gives, *asks, *([condition] if condition is not None else []))
    parts = [part for term in stated for part in term.spans]
    evidence = Span(min(part.start for part in (cue, *parts)), max(part.end for part in (cue, *parts)))
    heard = room.around(cue)
    time = when(text, sentence, cue, parts, times)
    if (
        time is None
        and heard is not None
        and (speaker := room.speaker(heard)) is not None
        and speaker.party == one.party
    ):
        time = heard.time  # a step that is made by saying so was made when it was said
    return Move(
        "",
        one.kind,
        one.party,
        one.toward,
        one.by,
        gives,
        asks,
        condition,
        (evidence,),
        heard.id if heard is not None else None,
        time,
        score(one),
    )


def _without_asides(text: str, span: Span) -> Iterator[Span]:
    """The stretch less what stands in it between dashes."""
    start = span.start
    for aside in DASHED.finditer(text, span.start, span.end):
        yield Span(start, aside.start())
        start = aside.end()
    yield Span(start, span.end)


def _once(told: Sequence[tuple[Move, bool]]) -> list[Move]:
    """The moves without those that are told again: of two of a kind and a party, the one with more to it."""
    kept: list[tuple[Move, frozenset[str]]] = []
    for move, headline in sorted(told, key=lambda pair: (pair[1], -_length(pair[0]))):
        words = _words(move)
        alike = (its for other, its in kept if (other.kind, other.party) == (move.kind, move.party))
        # The story tells what its headline only names, in other words.
        if not any(headline or _same(words, its) for its in alike):
            kept.append((move, words))
    return sorted((move for move, _ in kept), key=lambda move: (move.spans, move.party or ""))


def _same(one: frozenset[str], other: frozenset[str]) -> bool:
    fewer = min(len(one), len(other))
    return fewer == 0 or len(one & other) / fewer >= SAME_STEP


def _length(move: Move) -> int:
    terms = (*move.gives, *move.asks, *([move.condition] if move.condition else []))
    return sum(len(term.text) for term in terms)


def _words(move: Move) -> frozenset[str]:
    words = frozenset(w for term in (*move.gives, *move.asks) for w in _WORD.findall(term.text.lower()))
    return words - _COMMON
