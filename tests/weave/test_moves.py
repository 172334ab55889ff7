"""Moves of several articles: which are the same step, and what comes of it."""

from __future__ import annotations

import random
import time
from dataclasses import replace

import pytest

from communique.annotate import dated
from communique.dispatches import gold
from communique.reading import Article, Move, Party, Passage, Reading, Span, Statement, Term, Time
from communique.weave import Occurrence, Step, Thread, Weaver, WovenTerm, thread, weave
from communique.weave.item import Hand, Made
from tests.weave.made import article, days, done, made, said

QUAY = "offered to open the northern quay for herring boats"


def woven(*threads: Thread) -> tuple[Occurrence, ...]:
    weaver = Weaver()
    for one in threads:
        weaver.add(one)
    return weaver.woven().occurrences


def moves(*threads: Thread) -> list[Occurrence]:
    return [occurrence for occurrence in woven(*threads) if occurrence.kind == "move"]


def together(one: Made, other: Made, day: str = "2031-03-02") -> bool:
    found = moves(article("a", "2031-03-01", one), article("b", day, other))
    assert sum(len(occurrence.accounts) for occurrence in found) == 2
    return len(found) == 1


def test_a_step_told_in_two_articles_is_one_with_both_accounts() -> None:
    (found,) = moves(article("a", "2031-03-01", made(QUAY)), article("b", "2031-03-02", made(QUAY, id_="v7")))
    assert [(account.article, account.item) for account in found.accounts] == [("a", "v1"), ("b", "v7")]
    assert found.step == Step(
        "offer", "NOR", "NGA", "ada-lund", (WovenTerm("open the northern quay for herring boats"),)
    )
    assert found.actors == ("ada-lund", "NOR", "NGA")
    assert found.when == found.reported
    assert found.reported is not None
    assert found.reported.begin == "2031-03-01"
    assert [origin.name for origin in found.origins] == ["The A", "The B"]


@pytest.mark.parametrize(
    ("other", "why"),
    [
        (made(QUAY, party="NGA"), "of another party"),
        (made(QUAY, to="PRK"), "toward another"),
        (made("offered to withdraw its inspectors from the customs house"), "on other terms"),
        (made(QUAY, kind="refusal"), "of a kind that it cannot be taken for"),
        (made(QUAY, by="ben-okoye"), "by another person"),
        (made("offered to not open the northern quay for herring boats"), "on the contrary terms"),
        (made(QUAY, when=days("2031-01-10")), "on another day, by its own words"),
    ],
)
def test_another_step_stays_apart(other: Made, why: str) -> None:
    one = made(QUAY, when=days("2031-03-01"))
    assert together(one, made(QUAY, when=days("2031-03-01")))
    assert not together(one, other), why


def test_what_is_asked_again_weeks_later_is_another_step() -> None:
    assert together(made(QUAY), made(QUAY), "2031-03-05")
    assert not together(made(QUAY), made(QUAY), "2031-03-20")


def test_a_chain_of_tellings_does_not_reach_over_weeks() -> None:
    told = [article(f"a{n}", f"2031-03-{1 + 3 * n:02d}", made(QUAY)) for n in range(9)]
    found = moves(*told)
    assert len(found) == 2
    assert [len(occurrence.accounts) for occurrence in found] == [5, 4]


def test_an_article_without_a_date_joins_one_step_and_never_ties_two() -> None:
    near = moves(article("a", "2031-03-01", made(QUAY)), article("x", None, made(QUAY)))
    assert [len(occurrence.accounts) for occurrence in near] == [2]
    apart = moves(
        article("a", "2031-03-01", made(QUAY)),
        article("b", "2031-09-01", made(QUAY)),
        article("x", None, made(QUAY)),
    )
    assert sorted(len(occurrence.accounts) for occurrence in apart) == [1, 1, 1]


def test_kinds_by_which_two_writers_tell_of_one_step_go_together_and_are_told_to_differ() -> None:
    offer = made(QUAY)
    promise = made(QUAY.replace("offered", "promised"), kind="commitment")
    (found,) = moves(article("a", "2031-03-01", offer), article("b", "2031-03-02", promise))
    assert [(d.kind, [side.value for side in d.sides]) for d in found.disagreements] == [
        ("kind", ["offer", "commitment"])
    ]


def test_numbers_in_the_terms_that_differ_are_told() -> None:
    one, other = (made(f"offered to open {number} quays in the northern harbour of Bergen") for number in (3, 5))
    (found,) = moves(article("a", "2031-03-01", one), article("b", "2031-03-01", other))
    assert [(d.kind, [side.value for side in d.sides]) for d in found.disagreements] == [("number", ["3", "5"])]


def test_the_terms_are_those_of_the_fullest_account_and_who_is_filled_in_from_others() -> None:
    short = made(QUAY, to="NGA")
    full = made(
        f"{QUAY}, in return for relief from the fishing levy",
        "open the northern quay for herring boats",
        asks=("relief from the fishing levy",),
        condition="if the levy goes by June",
        to=None,
        by=None,
        id_="v2",
    )
    (found,) = moves(article("a", "2031-03-01", short), article("b", "2031-03-02", full))
    assert found.step is not None
    assert [term.text for term in found.step.asks] == ["relief from the fishing levy"]
    assert found.step.condition == WovenTerm("if the levy goes by June")
    assert (found.step.toward, found.step.by) == ("NGA", "ada-lund")


def test_a_headline_is_never_the_fullest() -> None:
    headline = made(f"{QUAY} and its whole old harbour", headline=True)
    (found,) = moves(article("a", "2031-03-01", headline), article("b", "2031-03-01", made(QUAY)))
    assert found.step is not None
    assert found.step.gives[0].text == "open the northern quay for herring boats"


def test_terms_of_one_meaning_are_one_step_where_they_are_of_one_issue() -> None:
    one = made("demanded an end to all sanctions", kind="demand", asks=("an end to all sanctions",), issue="sanctions")
    words = "the sanctions lifted in their entirety"
    assert together(one, made(f"wanted {words}", kind="demand", asks=(words,), issue="sanctions"))


def test_all_and_a_part_of_it_are_two_steps() -> None:
    one, other = (
        made(f"demanded {words}", kind="demand", asks=(words,))
        for words in ("an end to all the fishing levies", "an end to nearly all the fishing levies")
    )
    assert not together(one, other)
    assert together(other, replace(other, id="v2"))


def test_a_party_calls_off_one_meeting_in_a_few_days_however_it_is_worded() -> None:
    one = made("called off the talks in Bergen", kind="withdrawal")
    assert together(one, made("scrapped the encounter", kind="withdrawal"))
    assert not together(one, made("scrapped the encounter", kind="withdrawal"), "2031-03-20")


def test_moves_without_terms_are_compared_by_their_words() -> None:
    one = made("rejected a stepwise deal on herring quotas", kind="refusal")
    assert together(one, made("turned down a stepwise deal on herring quotas", kind="refusal"))
    assert not together(one, made("turned down new customs inspectors", kind="refusal"))


def test_moves_in_one_statement_are_one_step_though_their_words_differ() -> None:
    words = "would open the northern quay and nobody will stop us from doing so"
    statements = [said(words, quoted=words) for _ in range(2)]
    one = made("would open the northern quay", "open the northern quay", kind="commitment", told_in="s1")
    other = made("nobody will stop us", "nobody will stop us", kind="commitment", told_in="s1")
    threads = article("a", "2031-03-01", statements[0], one), article("b", "2031-03-02", statements[1], other)
    assert len(moves(*threads)) == 1
    strangers = article("a", "2031-03-01", replace(one, told_in=None)), article("b", "2031-03-02", other)
    assert len(moves(*strangers)) == 2


def test_two_steps_in_one_statement_stay_two() -> None:
    words = "would open the northern quay and would lift the fishing levy this year"
    statements = [said(words, quoted=words) for _ in range(2)]
    quay = made("would open the northern quay", "open the northern quay", kind="commitment", told_in="s1")
    levy = made("would lift the fishing levy", "lift the fishing levy", id_="v2", kind="commitment", told_in="s1")
    found = moves(
        article("a", "2031-03-01", statements[0], quay, levy), article("b", "2031-03-02", statements[1], quay)
    )
    assert sorted(len(occurrence.accounts) for occurrence in found) == [1, 2]


def test_what_was_copied_is_one_step_with_one_text_and_one_origin() -> None:
    words = " ".join(f"word{n}" for n in range(40))
    text = f"{words} {QUAY} {words[::-1]}"
    at = text.index(QUAY)
    first = made(QUAY, start=at)
    spun = replace(first, gives=(), lemmas=("quite", "other", "word"))
    (found,) = moves(article("a", "2031-03-01", first, text=text), article("b", "2031-05-02", spun, text=text))
    assert (found.articles, found.texts, len(found.origins)) == (2, 1, 1)


def test_a_move_and_its_statement_name_one_another_and_an_event_names_both() -> None:
    statement = said("she would open the northern quay", start=0)
    move = made("would open the northern quay", told_in="s1", start=19)
    event = replace(done(told_in="s1"), trigger_spans=(Span(25, 29),))
    found = {occurrence.kind: occurrence for occurrence in woven(article("a", "2031-03-01", statement, move, event))}
    assert found["move"].related == (found["statement"].id,)
    assert found["statement"].related == (found["move"].id,)
    assert found["event"].related == (found["statement"].id, found["move"].id)


def test_what_is_told_within_a_statement_in_a_statement_is_told_in_both() -> None:
    outer, inner = said("that she had said so", id_="s1", by="ben-okoye"), said("would open it", id_="s2", within="s1")
    found = woven(article("a", "2031-03-01", outer, inner, made(QUAY, told_in="s2")))
    move = next(occurrence for occurrence in found if occurrence.kind == "move")
    statements = {account.item: o.id for o in found if o.kind == "statement" for account in o.accounts}
    assert move.related == (statements["s2"], statements["s1"])


def test_statements_within_one_another_in_a_circle_do_no_harm() -> None:
    one, other = said("what she said", id_="s1", within="s2"), said("what he said", id_="s2", within="s1")
    assert moves(article("a", "2031-03-01", one, other, made(QUAY, told_in="s1")))


def test_the_order_of_arrival_changes_nothing() -> None:
    rng = random.Random(5)
    threads = [
        article(
            f"a{n}",
            rng.choice([None, f"2031-03-{rng.randint(1, 28):02d}"]),
            said("would open the northern quay", quoted="would open the northern quay"),
            made(rng.choice([QUAY, "promised to open the quay", "offered to lift the levy"]), told_in="s1"),
        )
        for n in range(30)
    ]
    expected = woven(*threads)
    for _ in range(3):
        rng.shuffle(threads)
        assert woven(*threads) == expected


def test_thousands_of_tellings_are_woven_in_seconds() -> None:
    threads = [article(f"a{n}", f"2031-03-{1 + n % 28:02d}", made(QUAY), text=f"text {n}") for n in range(2_500)]
    weaver = Weaver()
    for one in threads:
        weaver.add(one)
    begun = time.process_time()
    assert len(weaver.woven().occurrences) == 2
    assert time.process_time() - begun < 20


TEXT = (
    "Ada Lund said on Monday that Norway would open the quay and cut the levy by June, if Nigeria asks, the wire said."
)


def reading(**fields: object) -> Reading:
    def at(words: str) -> tuple[Span, ...]:
        start = TEXT.index(words)
        return (Span(start, start + len(words)),)

    statement = Statement(
        "s1",
        Party(at("Ada Lund"), "ada-lund", "name"),
        Passage(at("said")),
        Passage(at("that Norway would open the quay and cut the levy by June, if Nigeria asks")),
        "indirect",
        time="t1",
    )
    move = Move(
        "v1",
        "conditional",
        "NOR",
        "NGA",
        "ada-lund",
        (Term(at("open the quay"), "open the quay"), Term(at("cut the levy by June"), "cut the levy by June", "levy")),
        (),
        Term(at("if Nigeria asks"), "if Nigeria asks"),
        at("would open the quay and cut the levy by June"),
        **fields,  # type: ignore[arg-type]
    )
    times = (
        Time("t1", at("Monday")[0], "DATE", "2031-03-03", "2031-03-03", "2031-03-03"),
        Time("t2", at("June")[0], "DATE", "2031-06", "2031-06-01", "2031-06-30"),
    )
    told = Article("a", TEXT, published="2031-03-05", published_basis="metadata")
    return Reading(told, times=times, statements=(statement,), moves=(move,))


def test_what_is_kept_of_a_move() -> None:
    (found,) = thread(reading()).made
    assert found.told_in == "s1"  # by its place
    assert [(stake.text, stake.verb) for stake in found.gives] == [
        ("open the quay", True),
        ("cut the levy by June", True),  # joined by "and" to what follows "would"
    ]
    assert found.evidence.words == "would open the quay and cut the levy by June … if Nigeria asks"
    assert found.when == days("2031-03-03")  # its statement's
    assert found.chain == ()  # her own words, for her own side


def test_a_deadline_is_not_the_day_of_a_move() -> None:
    (found,) = thread(reading(time="t2")).made
    assert found.when == days("2031-03-03")


def test_who_tells_of_the_move_of_another_side_is_its_origin() -> None:
    told = reading(statement="s1")
    (found,) = thread(replace(told, moves=(replace(told.moves[0], party="NGA", toward="NOR", by=None),))).made
    assert found.chain == (Hand("ada-lund", "Ada Lund", "said"),)


def test_every_move_of_the_dispatches_is_in_one_occurrence() -> None:
    readings = [replace(r, article=dated(r.article, r.blocks)) for r in gold().values()]
    found = [(a.article, a.item) for o in weave(readings).occurrences if o.kind == "move" for a in o.accounts]
    assert sorted(found) == sorted((r.article.id, move.id) for r in readings for move in r.moves)
