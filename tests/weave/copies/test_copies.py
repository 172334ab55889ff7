from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.layout import layout
from communique.reading import Article, Span
from communique.weave import CopyIndex, Family, families
from communique.weave.copies.family import Link
from tests.weave.copies.stories import (
    DAM,
    FERRY,
    FERRY_ELSEWHERE,
    PRISONERS,
    article,
    made_up,
    sentences,
    spun,
    swapped,
)

WIRE = article(FERRY, "2031-05-05")


def together(*articles: Article) -> set[frozenset[str]]:
    """The families of several members, as sets of ids."""
    return {
        frozenset(member.article for member in family.members)
        for family in families(articles)
        if len(family.members) > 1
    }


@pytest.mark.parametrize(
    "copy",
    [
        FERRY.replace(". ", ".\n\n").upper(),
        f"Boats to sail again between old rivals\n\n{FERRY}",
        spun(FERRY),
        swapped(FERRY, random.Random(1), 0.3),
        " ".join(sentences(FERRY)[:3]),
        " ".join(sentences(FERRY)[::2]),
        " ".join(sentences(FERRY)[::-1]),
        f"{FERRY} {made_up(random.Random(2), 160)}",
    ],
    ids=["printed otherwise", "re-headlined", "spun", "a third swapped", "cut", "thinned", "turned round", "gone on"],
)
def test_a_copy_is_of_the_family(copy: str) -> None:
    other = article(copy, "2031-05-06")
    assert together(WIRE, other, article(DAM, "2031-05-05")) == {frozenset((WIRE.id, other.id))}


def test_a_family_has_the_name_of_its_earliest_article() -> None:
    later, latest = article(spun(FERRY), "2031-05-06"), article(f"{FERRY} More soon.")
    (family,) = families([latest, later, WIRE])
    assert family.id == WIRE.id
    assert [member.article for member in family.members] == [WIRE.id, later.id, latest.id]
    assert family.members[0].passages == ()


def test_other_texts_on_the_same_event_are_no_family() -> None:
    assert together(WIRE, article(FERRY_ELSEWHERE, "2031-05-05")) == set()


def test_one_paragraph_of_background_makes_no_family() -> None:
    background = " ".join(sentences(FERRY)[1:3])
    follow = article(f"{' '.join(sentences(PRISONERS)[:5])} {background}", "2031-06-01")
    found = families([WIRE, follow])
    assert [family.id for family in found] == [WIRE.id, follow.id]
    (passage,) = found[1].members[0].passages
    assert passage.span.of(follow.text) == passage.origin_span.of(FERRY) == background.rstrip(".")


def test_each_passage_of_a_splice_has_its_own_origin() -> None:
    dam, prisoners = article(DAM, "2031-05-07"), article(PRISONERS, "2031-05-08")
    pieces = [" ".join(sentences(of)[first : first + 3]) for of, first in ((PRISONERS, 1), (FERRY, 0), (DAM, 3))]
    splice = article(" ".join(pieces), "2031-05-09")
    found = families([splice, prisoners, WIRE, dam])
    assert [len(family.members) for family in found] == [1, 1, 1, 1]
    member = found[-1].members[0]
    assert member.article == splice.id
    assert [passage.origin for passage in member.passages] == [prisoners.id, WIRE.id, dam.id]
    assert [passage.span.of(splice.text) for passage in member.passages] == [piece.rstrip(".") for piece in pieces]
    assert [
        passage.origin_span.of(text) for passage, text in zip(member.passages, (PRISONERS, FERRY, DAM), strict=True)
    ] == [piece.rstrip(".") for piece in pieces]
    ferry = splice.text.index("joint office")
    assert member.origin(Span(ferry, ferry + 12)) == WIRE.id


def test_a_brief_printed_whole_beside_another_story_is_spliced() -> None:
    brief, dam = article(" ".join(sentences(FERRY)[:4]), "2031-05-05"), article(DAM, "2031-05-06")
    both = article(f"{brief.text} {' '.join(sentences(DAM)[:4])}", "2031-05-07")
    assert together(brief, dam, both) == set()


def test_a_copy_of_a_splice_is_of_its_family_and_names_the_first_origins() -> None:
    splice = article(" ".join((*sentences(FERRY)[:3], *sentences(DAM)[:3])), "2031-05-09")
    copy = article(spun(splice.text), "2031-05-10")
    dam = article(DAM, "2031-05-07")
    assert together(WIRE, dam, splice, copy) == {frozenset((splice.id, copy.id))}
    member = families([WIRE, dam, splice, copy])[-1].members[-1]
    assert [passage.origin for passage in member.passages] == [WIRE.id, dam.id]


def test_origins_are_handed_down() -> None:
    first = spun(FERRY)
    middle = article(f"{' '.join(sentences(first)[:4])} {sentences(DAM)[0]}", "2031-05-06")
    last = article(" ".join(sentences(middle.text)[1:]), "2031-05-07")
    member = families([WIRE, middle, last])[0].members[-1]
    assert [passage.origin for passage in member.passages] == [WIRE.id, middle.id]


def test_words_of_its_own_have_the_article_as_origin() -> None:
    own = made_up(random.Random(4), 60)
    copy = article(f"{FERRY} {own}", "2031-05-06")
    member = families([WIRE, copy])[0].members[1]
    assert member.origin(Span(len(FERRY) + 1, len(copy.text))) == copy.id
    assert member.origin(Span(0, 80)) == WIRE.id


FOOTER = (
    "All material is the property of the Harbour Press Union and may not be broadcast or stored without consent. "
    "Complaints are heard by the ombudsman at the Union's seat in Port Sella within thirty days of printing."
)


def test_a_footer_of_many_stories_joins_none() -> None:
    rng = random.Random(5)
    stories = [article(f"{made_up(rng, 20)} {FOOTER}", f"2031-05-0{day}") for day in range(1, 8)]
    assert together(*stories) == set()


def test_captions_and_credits_join_nothing_where_the_blocks_are_known() -> None:
    credit = "Reporting by Mara Lindqvist-Okonjo and Teodor van Asselt in Grauhaven; Editing by Priscilla Nakamura-Holt"
    one = article(f"{sentences(FERRY)[5]}\n\n{credit}", "2031-05-01")
    other = article(f"{sentences(DAM)[4]}\n\n{credit}", "2031-05-02")
    assert len(families([one, other])) == 1
    assert len(families([one, other], {each.id: layout(each) for each in (one, other)})) == 2


def test_the_same_text_twice_counts_from_its_earlier_day() -> None:
    later = replace(WIRE, published="2031-05-20", outlet="The Tolmark Mail")
    copy = article(spun(FERRY), "2031-05-10")
    for order in ([later, copy, WIRE], [WIRE, copy, later], [copy, WIRE, later]):
        (family,) = families(order)
        assert [member.article for member in family.members] == [WIRE.id, copy.id]


def test_nothing_and_articles_without_words() -> None:
    assert families([]) == ()
    assert [family.id for family in families([article("…"), WIRE])] == [WIRE.id, article("…").id]


def coverage(rng: random.Random) -> list[Article]:
    """Stories, copies of every kind, copies of copies and splices, with days and without."""
    texts = [FERRY, DAM, PRISONERS, FERRY_ELSEWHERE]
    for _ in range(10):
        parts = sentences(rng.choice(texts))
        way = rng.randrange(4)
        if way == 0:
            parts = parts[: rng.randint(2, 6)]
        elif way == 1:
            rng.shuffle(parts)
        elif way == 2:
            parts = [*parts[:3], *sentences(rng.choice(texts))[:3]]
        texts.append(swapped(" ".join(parts), rng, rng.choice((0, 0.1, 0.3))))
    days = [None, *(f"2031-05-0{day}" for day in range(1, 6))]
    return [article(text, rng.choice(days)) for text in texts]


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.randoms(use_true_random=False))
def test_the_order_of_arrival_changes_nothing(seed: int, order: random.Random) -> None:
    articles = coverage(random.Random(seed))
    at_once = families(articles)
    order.shuffle(articles)
    index = CopyIndex()
    for number, one in enumerate(articles):
        index.add(one)
        if order.random() < 0.4:
            assert index.families() == families(articles[: number + 1])
    assert index.families() == at_once
    assert len(index) == len({one.id for one in articles})


def test_adding_one_article_aligns_it_with_few(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = random.Random(6)
    index = CopyIndex()
    for day in range(200):
        index.add(article(f"{made_up(rng, 40)} {FOOTER}", f"2031-{day % 12 + 1:02}-01"))
    index.families()
    aligned: list[int] = []
    link = CopyIndex._link

    def counted(self: CopyIndex, number: int, other: int) -> Link:
        aligned.append(other)
        return link(self, number, other)

    monkeypatch.setattr(CopyIndex, "_link", counted)
    index.add(article(f"{made_up(rng, 40)} {FOOTER}", "2032-01-01"))
    index.families()
    assert 0 < len(aligned) <= 3


def test_twice_the_articles_take_about_twice_the_time(cpu_seconds: Callable[[Callable[[], object]], float]) -> None:
    rng = random.Random(7)
    stories = [made_up(rng, 60) for _ in range(50)]
    # Every article has the footer, every third is a copy: crowded shelves, and families.
    articles = [
        article(
            f"{swapped(stories[at // 3 * 3 % 50], rng, 0.1) if at % 3 == 2 else made_up(rng, 60)} {FOOTER}",
            "2031-05-05",
        )
        for at in range(200)
    ]
    half: Sequence[Article] = articles[:100]
    families(half)
    assert cpu_seconds(lambda: families(articles)) < 3 * cpu_seconds(lambda: families(half))


def test_families_are_values() -> None:
    one, other = families([WIRE]), families([WIRE])
    assert one == other
    assert isinstance(one[0], Family)
    assert hash(one) == hash(other)
