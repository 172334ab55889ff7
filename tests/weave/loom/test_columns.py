"""What is woven in columns is what is woven item by item."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations, pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.dispatches import gold
from communique.reading import Party, Span
from communique.weave import CopiedPassage, Member, thread
from communique.weave.item import Evidence, Said
from communique.weave.joined import Disjoint
from communique.weave.loom.components import components
from communique.weave.loom.neighbours import Distinct, neighbours, paired, parted
from communique.weave.loom.places import Places
from communique.weave.loom.rows import Heard, actor_of, heard, item_of, item_rows, sketched_row, trigger_of
from communique.weave.loom.voices import Voices
from communique.weave.occurrence import When
from communique.weave.same import comparable, speakers
from communique.weave.shelves import Ref, Shelves
from communique.weave.standing import in_one_place, standing_of

PLAIN = Said(
    *("s1", Evidence((), "", "", 0), Party((), None, None), "", None, False, "said", "", (), (), "indirect"),
    *("asserted", None, (), None, None, False, 1.0),
)
actors = st.sampled_from([None, "state-media", "ELB", "pavel-orlok", "QDR"])
said = st.builds(
    lambda actor, words, side, medium, quoted, within: replace(
        PLAIN,
        speaker=Party((), actor, None),
        speaker_words=words,
        side=side,
        medium=medium,
        quoted=quoted,
        within=within,
    ),
    actors,
    st.sampled_from(["", "the ", "an envoy", "The envoy", "Envoy"]),
    actors,
    st.booleans(),
    st.sampled_from([(), (("keep", "word"),)]),
    st.sampled_from([None, "s2"]),
)


def voices(statements: Sequence[Said]) -> Voices:
    rows = [row for one in statements for row in item_rows(replace(ALONE, said=(one,)))]
    speaker, side, words = (np.array([row[name] for row in rows], np.uint64) for name in ("speaker", "side", "words"))
    medium, quotes, nested = (
        np.array([row[name] for row in rows], np.bool_) for name in ("medium", "quotes", "nested")
    )
    return Voices(speaker, side, words, medium, quotes, nested)


ALONE = replace(thread(next(iter(gold().values()))), said=(), met=(), done=(), made=())


@given(st.lists(said, min_size=2, max_size=6))
def test_speakers_are_compared_as_one_by_one(statements: list[Said]) -> None:
    of = voices(statements)
    one, other = (np.array(side) for side in zip(*combinations(range(len(statements)), 2), strict=True))
    found = of.compared(one, other)
    for n, (a, b) in enumerate(combinations(statements, 2)):
        who = "same" if found.same[n] else "side" if found.side[n] else "other" if found.other[n] else "open"
        assert who == speakers(a, b)
        assert of.comparable(one, other)[n] == comparable(a, b)


@given(
    st.lists(st.tuples(st.integers(0, 3), st.sampled_from("abc")), max_size=90),
    st.lists(st.integers(0, 90), max_size=4),
)
def test_neighbours_on_shelves_are_those_of_the_shelves(put: list[tuple[int, str]], cuts: list[int]) -> None:
    met: list[tuple[Ref, Ref]] = []

    def meet(one: Ref, other: Ref) -> bool:
        met.append((one, other))
        return True

    shelves = Shelves(meet)
    refs = [Ref(f"{day}", f"{n:03}") for n, (day, _) in enumerate(put)]
    for ref, (day, key) in zip(refs, put, strict=True):
        shelves.put(ref, str(day), [key])
    list(shelves.pairs())
    order = sorted(range(len(put)), key=lambda n: (put[n][1], refs[n]))
    numbers = {ref: n for n, ref in enumerate(sorted(refs))}
    rows = [(ord(put[n][1]), numbers[refs[n]]) for n in order]
    edges = sorted({0, len(rows), *(cut for cut in cuts if cut < len(rows))})
    pieces = [np.array(rows[a:b], np.int64).reshape(-1, 2) for a, b in pairwise(edges)]
    found = Distinct(10)
    for pairs in neighbours((piece[:, 0].astype(np.uint64), piece[:, 1]) for piece in pieces):
        found.add(pairs)
    one, other = parted(found.pairs())
    known = sorted(refs)
    assert {(known[a], known[b]) for a, b in zip(one.tolist(), other.tolist(), strict=True)} == set(met)


@given(st.integers(1, 30), st.lists(st.tuples(st.integers(0, 29), st.integers(0, 29)), max_size=40))
def test_components_are_what_hangs_together(size: int, pairs: list[tuple[int, int]]) -> None:
    pairs = [(a, b) for a, b in pairs if max(a, b) < size]
    joined = Disjoint(range(size))
    for pair in pairs:
        joined.join(*pair)
    wanted = {item: min(group) for group in joined.groups() for item in group}
    one, other = np.array(pairs, np.int64).reshape(-1, 2).T
    assert components(size, one, other).tolist() == [wanted[n] for n in range(size)]


spans = st.tuples(st.integers(0, 40), st.integers(0, 20)).map(lambda pair: Span(pair[0], sum(pair)))


@given(st.lists(st.tuples(st.integers(0, 3), spans), max_size=12), st.lists(st.tuples(spans, spans), max_size=3))
def test_places_are_shared_as_one_by_one(items: list[tuple[int, Span]], copied: list[tuple[Span, Span]]) -> None:
    passages = tuple(CopiedPassage(here, "0", there) for here, there in copied if here.end > here.start)
    members = {str(n): Member(str(n), passages if n else ()) for n in range(4)}
    refs = [Ref(str(article), f"s{n:02}") for n, (article, _) in enumerate(items)]
    evidence = [(ref, Evidence((span,), "", "", 0)) for ref, (_, span) in zip(refs, items, strict=True)]
    wanted = {(frozenset((one, other)), shared) for one, other, shared in in_one_place(evidence, members)}
    rows = [(n, a, *standing_of(span, members[str(a)])) for n, (a, span) in enumerate(items)]
    rows = [row for row in rows if passages and row[2] == "0"]
    table = np.array([(n, a, int(text), *there) for n, a, text, there in rows], np.int64).reshape(-1, 5).T
    one, other, shared = Places(*table).pairs()
    found = zip(one.tolist(), other.tolist(), shared.tolist(), strict=True)
    assert {(frozenset((refs[a], refs[b])), share) for a, b, share in found} == wanted


def test_a_pair_is_one_number() -> None:
    one, other = np.array([7, 2**31]), np.array([5, 1])
    assert [side.tolist() for side in parted(paired(one, other))] == [[5, 1], [7, 2**31]]


def test_rows_have_what_the_thread_has() -> None:
    for reading in gold().values():
        of = thread(reading)
        rows = item_rows(of)
        back = {kind: [item_of(kind, r["whole"]) for r in rows if r["kind"] == kind] for kind in ("said", "made")}
        assert back == {"said": list(of.said), "made": list(of.made)}
        assert [item_of("met", r["whole"]) for r in rows if r["kind"] == "met"] == list(of.met)
        assert [item_of("done", r["whole"]) for r in rows if r["kind"] == "done"] == list(of.done)
        triggers = [trigger_of(r["whole"]) for r in rows if r["kind"] == "done"]
        assert triggers == [done.trigger_spans for done in of.done]
        about = sketched_row(of, len(rows))
        assert [actor_of(row["whole"]) for row in about["actors"]] == list(of.actors)
        assert (about["items"], bool(about["keys"])) == (len(rows), bool(of.done))
        assert len({row["key"] for row in rows}) == len(rows)


@pytest.mark.parametrize("published", [None, When("2018-05-24", "2018-05-26", "inferred")])
def test_a_statement_is_compared_as_it_is(published: When | None) -> None:
    for reading in gold().values():
        for one in thread(reading).said:
            back = Heard.from_bytes(heard(one, published))
            names = ("actor", "speaker_words", "side", "medium", "lemmas", "quoted", "when", "within")
            assert [getattr(back, name) for name in names] == [getattr(one, name) for name in names]
            assert back.published == published
