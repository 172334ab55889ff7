"""The meetings of an article, from its sentences."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from communique.encounters import load, named
from communique.encounters.table import words_of
from communique.meetings.guests import NOBODY, Side
from communique.meetings.joining import Encounter, completed, joined
from communique.meetings.lexicon import AGREES, NOUNS, SPORT
from communique.meetings.nouns import nouns
from communique.meetings.pieces import House, Piece
from communique.meetings.sighting import Context, Sighting
from communique.meetings.verbs import VERBS, verbs
from communique.reading import Article, Block, Meeting, MeetingStatus, Report, Span, Statement, Time
from communique.resolve import knowledge
from communique.resolve.knowledge import Knowledge
from communique.resolve.who import Who

_TRIGGERS = VERBS | NOUNS.keys()
# A sentence of more words is no sentence; it is read in parts of this length, so that the time stays linear.
LONGEST = 150
_BEHIND_FINAL = frozenset({".", ",", "on", "of", "at"})
_EDGES = frozenset(' ,;:–—-“”"‘\n')
_TOLD = frozenset({"headline", "body"})
# What only supposes that a meeting is to come is no report of it where the article also says what became of it.
_OUTDONE: dict[MeetingStatus, frozenset[str]] = {
    "planned": frozenset({"held", "called off", "reinstated", "under way", "ended without agreement", "refused"}),
    "held": frozenset({"ended without agreement", "under way", "planned", "called off"}),
}


def meetings(
    article: Article,
    blocks: Sequence[Block],
    who: Who,
    times: Sequence[Time],
    statements: Sequence[Statement],
    sentences: Sequence[Span],
    known: Knowledge | None = None,
) -> tuple[Meeting, ...]:
    """The encounters of parties in headline and body of `article`, in order of what is reported of them first.

    `who` is whom its words mean, `times` and `statements` are what was read of it, `sentences` where it is cut;
    `known` are the tables of actors, by default the shipped ones.
    """
    house = House.of(who, times, known or knowledge.shipped())
    named = frozenset(p for mention in who.mentions if mention.kind != "place" for p in house.parties(mention))
    context = Context(house, named, article.published[:10] if article.published else None)
    found = [s for sentence in _read(blocks, sentences) for s in _sightings(sentence, context, house)]
    hearing = _Hearing(statements)
    told = [
        meeting for encounter in joined(found, house) if (meeting := _meeting(encounter, house, hearing)) is not None
    ]
    told.sort(key=lambda meeting: meeting.reports[0].spans[0])
    return tuple(
        Meeting(f"g{n}", m.parties, m.participants, m.name, m.place, m.time, m.reports) for n, m in enumerate(told, 1)
    )


def _read(blocks: Sequence[Block], sentences: Sequence[Span]) -> Iterator[tuple[Span, bool]]:
    """The sentences of headline and body, with whether they are of the headline."""
    starts = [block.span.start for block in blocks]
    for sentence in sentences:
        at = bisect_right(starts, sentence.start) - 1
        if at >= 0 and blocks[at].kind in _TOLD:
            yield sentence, blocks[at].kind == "headline"


def _sightings(sentence: tuple[Span, bool], context: Context, house: House) -> Iterator[Sighting]:
    span, context.headline = sentence
    first, after = house.words.range(span)
    for begin in range(first, after, LONGEST):
        end = min(begin + LONGEST, after)
        words = house.words.lower[begin:end]
        if "and" in words and not AGREES.isdisjoint(words):
            context.agreements.append((begin, end))
        if _TRIGGERS.isdisjoint(words) or _is_sport(words):
            if "and" in words:
                context.recent = begin, end
            continue
        pieces = house.cut(begin, end)
        if context.recent is None and context.together is NOBODY:
            context.recent = begin, end
        used: set[int] = set()
        told = [*verbs(pieces, context, used)]
        for sighting in told:
            _note(sighting, context)
        spoken = (_known(sighting, context) for sighting in nouns(pieces, context, frozenset(used)))
        seen = sorted((*told, *spoken), key=lambda sighting: sighting.at)
        for sighting in completed(seen, _parties(pieces)):
            _note(sighting, context)
            yield sighting
        if "and" in words and all(len(sighting.parties) < 2 for sighting in seen):
            context.recent = begin, end


def _known(sighting: Sighting, context: Context) -> Sighting:
    """The sighting, with days and parties where its name can only mean one encounter of the table.

    What is over is not planned: "kept the promises he made at the Lisbon summit".
    """
    if sighting.name is None:
        return sighting
    name = words_of(context.house.words.span(*sighting.name).of(context.house.words.text))
    meant = {row for naming in named(name, load(), context.house.there) if naming.meeting for row in naming.meant}
    row = meant.pop() if len(meant) == 1 else None
    if row is None or len(row.parties) < 2 or not sighting.parties <= frozenset(row.parties):
        return sighting
    over = context.published is not None and row.last < context.published
    said = (("held", True),) if over and sighting.said == (("planned", True),) else sighting.said
    return replace(sighting, parties=frozenset(row.parties), said=said, known=(row.first, row.last))


def _note(sighting: Sighting, context: Context) -> None:
    """Notes who is spoken of as meeting, to whom "they" and "the two" go back."""
    if len(sighting.parties) > 1 or sighting.circle:
        context.meeting(Side(sighting.parties, sighting.participants))


def _is_sport(words: Sequence[str]) -> bool:
    """Whether a sentence is about a game: "England met France in the semi-final", "will meet Italy in the final"."""
    if not SPORT.isdisjoint(words):
        return True
    if "final" not in words:
        return False
    at = words.index("final")
    return [*words[max(at - 2, 0) : at]] == ["in", "the"] and at + 1 < len(words) and words[at + 1] in _BEHIND_FINAL


def _parties(pieces: Sequence[Piece]) -> frozenset[str]:
    """All parties that a sentence names."""
    return frozenset(party for piece in pieces for party in piece.parties)


class _Hearing:
    """Whose words an article's characters are."""

    def __init__(self, statements: Sequence[Statement]) -> None:
        spans = [(span, s) for s in statements for span in s.content.spans]
        self._spans = sorted(spans, key=lambda pair: pair[0])
        self._starts = [span.start for span, _ in self._spans]
        self._longest = max((span.end - span.start for span, _ in self._spans), default=0)

    def around(self, span: Span) -> tuple[Span, Statement] | None:
        """The innermost statement in whose content `span` stands, with that content; None where there is none."""
        high = bisect_right(self._starts, span.start)
        low = bisect_left(self._starts, span.start - self._longest)
        best = None
        for content, statement in self._spans[low:high]:
            if content.end >= span.end and (best is None or content.end - content.start <= best[0].end - best[0].start):
                best = content, statement
        return best


def _meeting(encounter: Encounter, house: House, hearing: _Hearing) -> Meeting | None:
    reports: dict[str, tuple[bool, bool, Report]] = {}
    for sighting in encounter.sightings:
        at = house.words.span(*sighting.at)
        heard = hearing.around(at)
        if heard is not None and heard[1].certainty == "denied":
            continue
        evidence = _evidence(house.words.text, house.words.span(*sighting.clause), heard)
        by = heard[1].source.actor if heard is not None and heard[0].end >= evidence.end else None
        for status, supposed in sighting.said:
            rank = supposed, sighting.headline
            if status not in reports or rank < reports[status][:2]:
                reports[status] = *rank, Report(status, (evidence,), by)
    told = {status for status, (supposed, _, _) in reports.items() if not supposed}
    past = told | ({"held"} & reports.keys())
    kept = [
        report
        for status, (supposed, _, report) in reports.items()
        if not (supposed and _OUTDONE.get(report.status, frozenset()) & (past if status == "planned" else told))
    ]
    if not kept:
        return None
    words = house.words
    name = next((s.name for s in encounter.sightings if s.name is not None), None)
    return Meeting(
        "",
        tuple(sorted(encounter.parties)),
        encounter.participants,
        words.span(*name).of(words.text) if name is not None else None,
        encounter.place,
        encounter.time.id if encounter.time is not None else None,
        tuple(sorted(kept, key=lambda report: report.spans)),
    )


def _evidence(text: str, clause: Span, heard: tuple[Span, Statement] | None) -> Span:
    """The clause that is shown, without marks at its ends, and no more of it than stands in one speaker's words."""
    start, end = clause
    if heard is not None:
        start, end = max(start, heard[0].start), min(end, heard[0].end)
    while start < end - 1 and text[start] in _EDGES:
        start += 1
    while start < end - 1 and text[end - 1] in _EDGES:
        end -= 1
    return Span(start, end)
