"""Where the words of an item stood first, over all articles: what was copied stands where it was copied from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from communique.reading import Span
from communique.weave.copies.family import Member
from communique.weave.item import Evidence, hull
from communique.weave.shelves import Ref

COVERED = 0.6  # share of the words that must come from another article, for them to stand where they do there


def in_one_place(
    items: Iterable[tuple[Ref, Evidence]], members: Mapping[str, Member]
) -> Iterator[tuple[Ref, Ref, float]]:
    """The pairs of items of two articles whose words stood first in one place, and which share of the longer there."""
    sources = {passage.origin for member in members.values() for passage in member.passages}
    standing: defaultdict[str, list[tuple[Span, Ref]]] = defaultdict(list)
    for ref, evidence in items:
        span = hull(evidence)
        if ref.article not in members or span is None:
            continue
        place = standing_of(span, members[ref.article])
        if place[0] in sources:
            standing[place[0]].append((place[1], ref))
    for places in standing.values():
        places.sort()
        for at, (span, one) in enumerate(places):
            for other_span, other in places[at + 1 :]:
                if other_span.start >= span.end:
                    break
                if one.article != other.article:
                    shared = min(span.end, other_span.end) - max(span.start, other_span.start)
                    yield one, other, shared / max(span.end - span.start, other_span.end - other_span.start, 1)


def standing_of(span: Span, member: Member) -> tuple[str, Span]:
    """In which article, and where in it, the words that a span of an article covers stood first."""
    held: defaultdict[str, int] = defaultdict(int)
    place: dict[str, Span] = {}
    for passage in member.passages:
        start, end = max(span.start, passage.span.start), min(span.end, passage.span.end)
        if start < end:
            length = passage.span.end - passage.span.start
            scale = (passage.origin_span.end - passage.origin_span.start) / length
            there = Span(
                passage.origin_span.start + round((start - passage.span.start) * scale),
                passage.origin_span.start + round((end - passage.span.start) * scale),
            )
            held[passage.origin] += end - start
            before = place.get(passage.origin, there)
            place[passage.origin] = Span(min(before.start, there.start), max(before.end, there.end))
    origin = max(held, key=lambda id_: (held[id_], id_), default=None)
    if origin is None or held[origin] < COVERED * (span.end - span.start):
        return member.article, span
    return origin, place[origin]
