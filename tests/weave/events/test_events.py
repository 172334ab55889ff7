from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.gather.article import article_of
from communique.layout import layout
from communique.reading import Event, EventParty, Passage, Reading, Span, Time
from communique.weave.events import EventIndex, same_events, shipped_judges
from communique.weave.events.candidates import comparable, near
from communique.weave.events.likeness import FEATURES, Profile, profiles, rows
from communique.weave.events.linkage import clusters
from communique.weave.events.links import Judges, Links, links, of_bytes, to_bytes
from communique.weave.events.mentions import EventMention, heaviest, mention_of, words_of
from communique.weave.events.support import SUPPORT, support
from communique.weave.events.trees import Trees
from communique.weave.events.vectors import alike

# Each text is ours; [brackets] are events, and the letter after one says which.
TEXTS = {
    "wire": """Arvenia and Tolmark [signed]a a ferry treaty in Port Sella on Monday, ending four years of silence.

Transport minister Lena Orsk [met]b her counterpart Pavel Dunn for nine hours before the ferry treaty was ready.

A storm [sank]c two fishing boats off Grauhaven on the same night, drowning three sailors.""",
    "paper": """Nine hours it took: on Monday Tolmark and Arvenia [signed]a the treaty on the Port Sella ferry line.

Lena Orsk had [met]b Pavel Dunn, the Tolmark transport minister, in the harbour office.""",
    "radio": """Ferries sail again from Port Sella to Grauhaven after the [signing]a of a treaty by Arvenia and Tolmark.

Two boats [sank]c in the storm off Grauhaven; three sailors drowned.""",
    "dam": """Engineers [signed]d a sealed proposal for the Kessim dam, which the river commission [met]e to read.

Chairwoman Ana Beltrame promised rice farmers an answer by the end of spring.""",
}


def mentions(name: str) -> list[EventMention]:
    text, spans = "", []
    rest = TEXTS[name]
    while "[" in rest:
        before, _, rest = rest.partition("[")
        trigger, _, rest = rest.partition("]")
        text += before
        spans.append((Span(len(text), len(text) + len(trigger)), rest[0]))
        text, rest = text + trigger, rest[1:]
    text += rest
    article = replace(article_of(text, path=name), id=name)
    nobody = EventParty()
    events = tuple(Event(letter, "CONSULT", None, None, (), nobody, None, Passage((span,))) for span, letter in spans)
    reading = Reading(article=article, blocks=tuple(layout(article)), events=events)
    words = words_of(text)
    return [replace(mention_of(reading, event, words), kind=None) for event in events]


def every() -> list[EventMention]:
    return [mention for name in TEXTS for mention in mentions(name)]


def test_one_event_in_several_articles_is_one() -> None:
    found = same_events(every())
    assert frozenset({"wire:a", "paper:a", "radio:a"}) in found
    assert frozenset({"wire:b", "paper:b"}) in found
    assert frozenset({"wire:c", "radio:c"}) in found


def test_the_same_word_in_another_story_is_another_event() -> None:
    assert frozenset({"dam:d"}) in same_events(every())
    assert frozenset({"dam:e"}) in same_events(every())


def test_every_mention_is_in_one_cluster() -> None:
    ids = [own for cluster in same_events(every()) for own in cluster]
    assert sorted(ids) == sorted(m.id for m in every())
    assert same_events([]) == ()


@pytest.mark.parametrize("seed", range(5))
def test_neither_order_nor_increments_matter(seed: int) -> None:
    names, rng = list(TEXTS), random.Random(seed)
    rng.shuffle(names)
    index = EventIndex()
    for name in names:
        found = mentions(name)
        rng.shuffle(found)
        index.add(found)
        index.clusters()
    assert index.clusters() == same_events(every())


def test_an_article_of_another_story_leaves_clusters_alone() -> None:
    index = EventIndex()
    for name in ("wire", "paper"):
        index.add(mentions(name))
    before = index.clusters()
    index.add(mentions("dam"))
    assert set(before) < set(index.clusters())


def test_what_two_articles_link_is_found_once_and_can_be_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    first = EventIndex()
    for name in ("wire", "paper"):
        first.add(mentions(name))
    first.clusters()
    kept = {pair: of_bytes(to_bytes(found)) for pair, found in first.links.items()}
    assert [found.keys() for found in kept.values()] == [found.keys() for found in first.links.values()]
    assert any(kept.values())
    expected = same_events([m for name in ("wire", "paper", "radio") for m in mentions(name)])
    compared: list[set[str]] = []

    def counted(here: list[Profile], there: list[Profile], judges: Judges) -> Links:
        compared.append({here[0].mention.article, there[0].mention.article})
        return links(here, there, judges)

    monkeypatch.setattr("communique.weave.events.index.links", counted)
    again = EventIndex(links=kept)
    for name in ("radio", "paper", "wire"):
        again.add(mentions(name))
    assert again.clusters() == expected
    assert compared
    assert all("radio" in pair for pair in compared)


def test_articles_meet_their_neighbours_in_time_under_two_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("communique.weave.events.candidates.NEIGHBOURS", 1)
    articles = [(f"a{n}", f"2031-05-0{n}", ("treaty", "ferry")) for n in (3, 1, 2)]
    assert set(near([*articles, ("b", "2031-05-09", ("treaty", "storm"))])) == {("a1", "a2"), ("a2", "a3")}


def test_an_article_is_added_once_and_alone() -> None:
    index = EventIndex()
    index.add([])
    index.add(mentions("wire"))
    with pytest.raises(ValueError, match="wire"):
        index.add(mentions("wire"))
    with pytest.raises(ValueError, match="paper"):
        index.add(mentions("paper") + mentions("dam"))


@pytest.mark.parametrize(
    ("one", "other", "may"),
    [
        ({}, {}, True),
        ({"kind": "CONSULT"}, {"kind": "CONSULT"}, True),
        ({"kind": "CONSULT"}, {"kind": "ASSAULT"}, False),
        ({"kind": "CONSULT"}, {}, True),
        ({"actors": frozenset({"ARV", "TOL"})}, {"actors": frozenset({"TOL"})}, True),
        ({"actors": frozenset({"ARV"})}, {"actors": frozenset({"TOL"})}, False),
        ({"days": ("2031-05-01", "2031-05-31")}, {"days": ("2031-05-09", "2031-05-09")}, True),
        ({"days": ("2031-05-01", "2031-05-31")}, {"days": ("2031-06-01", "2031-06-01")}, False),
    ],
)
def test_what_is_known_and_differs_bars(one: dict[str, object], other: dict[str, object], may: bool) -> None:
    (a, *_), (b, *_) = mentions("wire"), mentions("paper")
    (left,), (right,) = profiles([replace(a, **one)]), profiles([replace(b, **other)])  # type: ignore[arg-type]
    assert comparable(left, right) is may
    assert comparable(right, left) is may


def test_triggers_of_unlike_meaning_are_not_compared() -> None:
    a, _, c = profiles(mentions("wire"))
    assert not comparable(a, c)


def test_features_are_named_and_the_same_either_way() -> None:
    found = [profile for name in TEXTS for profile in profiles(mentions(name))]
    for one in found:
        for other in found:
            ((ids, values),) = rows([(one, other)]).items()
            assert len(values) == len(FEATURES)
            assert rows([(other, one)]) == {ids: values}
    (same,) = rows([(found[0], found[0])]).values()
    assert same[FEATURES.index("same head")] == same[FEATURES.index("articles' names")] == 1


def test_support_tells_a_pair_whose_articles_match_from_one_whose_do_not() -> None:
    met = [m for m in every() if m.article in ("wire", "paper", "dam")]
    chances = {("paper:b", "wire:b"): 0.5, ("dam:e", "wire:b"): 0.5, ("paper:a", "wire:a"): 0.9}
    lone = {pair: chance for pair, chance in chances.items() if pair != ("paper:a", "wire:a")}
    values = dict(zip(chances, support(chances, met), strict=True))
    assert all(len(row) == len(SUPPORT) for row in values.values())
    at = SUPPORT.index("articles' others, mean")
    assert values["paper:b", "wire:b"][at] == pytest.approx(2 * 0.9 / 3)
    assert values["dam:e", "wire:b"][at] == 0
    assert support(lone, met)[0][at] == 0


def test_a_better_match_in_the_other_article_speaks_against_a_pair() -> None:
    chances = {("paper:b", "wire:b"): 0.9, ("paper:a", "wire:b"): 0.3}
    values = dict(zip(chances, support(chances, mentions("wire") + mentions("paper")), strict=True))
    at = SUPPORT.index("better elsewhere, most")
    assert values["paper:a", "wire:b"][at] == pytest.approx(0.6)
    assert values["paper:b", "wire:b"][at] == 0


def test_average_linkage_joins_the_nearest_first() -> None:
    likeness = {("a", "b"): 0.9, ("b", "c"): 0.8, ("c", "d"): 0.85}
    # a-b, then c-d; between the two .8 of four pairs is .2
    assert clusters(likeness, 0.3) == [{"a", "b"}, {"c", "d"}]
    assert clusters(likeness, 0.2) == [{"a", "b", "c", "d"}]
    assert clusters(likeness, 0.95) == []


@given(st.dictionaries(st.tuples(st.sampled_from("abcde"), st.sampled_from("fghij")), st.floats(0, 1)), st.randoms())
def test_linkage_does_not_depend_on_the_order_of_the_pairs(
    likeness: dict[tuple[str, str], float], rng: random.Random
) -> None:
    pairs = list(likeness.items())
    rng.shuffle(pairs)
    found = clusters(likeness, 0.4)
    assert clusters(dict(pairs), 0.4) == found
    assert len(frozenset[str]().union(*found)) == sum(map(len, found))


def test_trees_go_down_to_their_leaves() -> None:
    import numpy as np

    # one tree: x0 <= .5 gives -2, else x1 <= .5 gives 1, else 3; a second is a leaf of 0.25 alone
    arrays: dict[str, np.ndarray] = {
        "t.feature": np.array([0, 0, 1, 0, 0, 0]),
        "t.bound": np.array([0.5, 0, 0.5, 0, 0, 0]),
        "t.left": np.array([1, 1, 3, 3, 4, 5]),
        "t.right": np.array([2, 1, 4, 3, 4, 5]),
        "t.value": np.array([0, -2, 0, 1, 3, 0.25]),
        "t.roots": np.array([0, 5]),
        "t.shape": np.array([0.5, 2]),
    }
    rows = np.array([[0, 0], [0, 1], [1, 0], [1, 1]] * 700, np.float32)
    expected = 1 / (1 + np.exp(-(np.array([-2, -2, 1, 3] * 700) + 0.75)))
    assert Trees.of(arrays, "t").chances(rows) == pytest.approx(expected)


def test_the_shipped_trees_fit_the_features() -> None:
    judges = shipped_judges()
    assert int(judges.alone.feature.max()) < len(FEATURES)
    assert len(FEATURES) <= int(judges.around.feature.max()) < len(FEATURES) + len(SUPPORT)


def test_words_of_like_meaning_are_alike() -> None:
    assert alike("quake", "earthquake") > 0.5 > alike("acquire", "buy") > 0.2 > alike("arrest", "music")
    assert alike("treaty", "treaty") == pytest.approx(1)
    assert alike("", "treaty") == 0


def test_a_reading_s_event_as_a_mention() -> None:
    text = "Grauhaven, Friday.\n\nMs. Orsk spoke first. She met Mr. Dunn in May; nobody was told. It rained."
    article = replace(article_of(text, published="2031-06-01"), id="x")
    may = Time("t1", Span(52, 55), "DATE", "2031-05", "2031-05-01", "2031-05-31")
    at = text.index("met")
    event = Event(
        "e1", "CONSULT", "visit", "042", (), EventParty((), "lena-orsk"), EventParty((), "pavel-dunn"),
        Passage((Span(at, at + 3),)), time="t1",
    )  # fmt: skip
    reading = Reading(article=article, blocks=tuple(layout(article)), times=(may,), events=(event,))
    mention = mention_of(reading, event)
    assert mention.id == "x:e1"
    assert mention.sentence.strip() == "She met Mr. Dunn in May; nobody was told."
    assert mention.at.of(mention.sentence) == mention.trigger == "met"
    assert (mention.kind, mention.actors) == ("CONSULT", frozenset({"lena-orsk", "pavel-dunn"}))
    assert mention.days == ("2031-05-01", "2031-05-31")
    with pytest.raises(ValueError, match="no trigger"):
        mention_of(reading, replace(event, trigger=Passage()))
    assert mention_of(reading, replace(event, time=None, recipient=None)).days is None


def test_the_words_of_an_article() -> None:
    text = "Orsk Signs Treaty In Port Sella\n\nFerries may sail again. On Monday Lena Orsk signed for 1,500 berths."
    found = words_of(text)
    assert found.names.keys() == {"monday", "lena", "orsk"}  # a headline in title case tells no names
    assert "1500" in found.words
    assert found.words["sella"] > found.words["sail"]
    assert sum(value * value for value in found.words.values()) == pytest.approx(1)
    assert heaviest({"b": 1.0, "a": 1.0, "c": 2.0}, 2) == ["c", "a"]
    assert words_of("").opening == {}
