"""The moves of whole articles: who is meant, whose words, told once, by two parties at least, and at what cost."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from communique import Desk, annotate
from communique.desk import Issue
from communique.issues import IssueFinder
from communique.moves import moves
from communique.reading import Article, Block, Move, Span, Time
from communique.resolve import knowledge
from tests.resolve.made import who_in

STORY = (
    "Egypt offered on Monday to share its rainfall data in return for a seat on the commission. "
    "“We are ready to sign,” said Sameh Shoukry, the Egyptian foreign minister. "
    "Ethiopia rejected the plan, and the Ethiopian government demanded a new draft. Egypt called that regrettable."
)


def made(text: str, *, issues: tuple[Issue, ...] = (), times: tuple[Time, ...] = ()) -> tuple[Move, ...]:
    """The moves of `text`, read without statements."""
    article, blocks = Article("x", text), (Block(Span(0, len(text)), "body"),)
    sentences = tuple(Span(*match.span()) for match in re.finditer(r"[^ \n][^\n]*?(?:[.!?][”\"]?(?=\s|$)|$)", text))
    return moves(
        article, blocks, who_in(text), (), sentences, knowledge.shipped(), times, issue_of=IssueFinder(issues).of
    )


def test_steps_are_numbered_in_order_and_show_their_words() -> None:
    found = annotate(STORY, published="2021-04-06").moves
    assert [move.id for move in found] == [f"v{n}" for n in range(1, len(found) + 1)]
    assert [(move.kind, move.party) for move in found] == [
        ("offer", "EGY"),
        ("offer", "EGY"),
        ("refusal", "ETH"),
        ("demand", "ETH"),
    ]
    first = found[0]
    assert (first.gives[0].text, first.asks[0].text) == ("share its rainfall data", "a seat on the commission")
    assert all(term.spans[0].of(STORY) == term.text for move in found for term in (*move.gives, *move.asks))


def test_a_step_in_somebodys_words_points_to_the_statement() -> None:
    reading = annotate(STORY, published="2021-04-06")
    quoted = next(move for move in reading.moves if move.gives and move.gives[0].text == "sign")
    statement = next(one for one in reading.statements if one.id == quoted.statement)
    assert "We are ready to sign" in statement.content.spans[0].of(STORY)
    assert reading.moves[0].statement is None


def test_what_is_told_twice_is_one_step_where_most_is_told_of_it() -> None:
    text = (
        "Iran offered to close a plant. Iraq and Iran are neighbours. Iraq waited. Iraq smiled. "
        "Iran offered to close a plant and to ship its fuel abroad."
    )
    (move,) = made(text)
    assert [term.text for term in move.gives] == ["close a plant", "ship its fuel abroad"]


def test_a_term_is_without_what_stands_in_it_between_dashes() -> None:
    text = "Iran asked Iraq for a pact on water and – so the papers say – on oil."
    (move,) = made(text)
    (term,) = move.asks
    assert term.text == "a pact on water and on oil"
    assert " ".join(span.of(text) for span in term.spans) == term.text


def test_bargaining_takes_two() -> None:
    alone = "Iran pledged to plant trees. "
    assert made(alone * 3) == ()
    assert [move.kind for move in made(alone * 3 + "Iraq listened. Iraq waited. Iraq smiled.")] == ["commitment"]
    assert [move.party for move in made("Iran called on Iraq to plant trees.")] == ["IRN"]


def test_the_two_sides_are_the_two_that_are_named_most() -> None:
    text = "Iran met Iraq. Iran and Iraq spoke of water. Iran and Iraq ate. The two sides agreed to open the border."
    assert {(move.kind, move.party) for move in made(text)} == {("commitment", "IRN"), ("commitment", "IRQ")}


def test_a_term_has_the_issue_of_a_desk_whose_words_it_has() -> None:
    text = "Iran called on Iraq to open the sluices of the dam."
    water = Issue("water", "Water", ("dam", "sluice"))
    assert [term.issue for move in made(text, issues=(water,)) for term in move.asks] == ["water"]
    assert [term.issue for move in made(text) for term in move.asks] == [None]
    desk = Desk(name="x", issues=(water,))
    assert [term.issue for move in annotate(text, desk=desk).moves for term in move.asks] == ["water"]


def test_a_step_has_the_day_that_stands_beside_its_cue_or_on_which_it_was_said() -> None:
    reading = annotate(STORY, published="2021-04-06")
    assert reading.moves[0].time == reading.times[0].id
    text = "Iran offered on Monday to close a plant by Friday. Iran and Iraq waited. Iran smiled, Iraq ate, Iraq slept."
    monday, friday = (
        Time(day, Span(at, at + 6), "DATE", f"2021-04-0{n}", None, None)
        for n, (day, at) in enumerate((("Monday", text.index("Monday")), ("Friday", text.index("Friday"))), 5)
    )
    assert [move.time for move in made(text, times=(monday, friday))] == ["Monday"]
    assert [move.time for move in made(text, times=(friday,))] == [None]
    quoted = annotate(
        "Egypt met Ethiopia. Ethiopia and Egypt ate. Egypt slept, and Ethiopia woke. "
        "“We are ready to sign,” Sameh Shoukry, the Egyptian foreign minister, said on Monday.",
        published="2021-04-06",
    )
    assert [move.time for move in quoted.moves] == [quoted.times[0].id]


def test_a_score_is_a_chance_that_differs_by_rule() -> None:
    left, will = made(
        "Iran and Iraq met. Iran and Iraq ate. Iran walked out of the talks with Iraq. Iran will sign if Iraq does."
    )
    assert 0 < will.score < 1
    assert 0 < left.score < 1
    assert left.score != will.score


@pytest.mark.parametrize(
    "unit",
    [
        "Iran offered Iraq a deal if Iraq agreed. ",
        "Iran would ",
        "demanded and ",
        "the offer of the plan to ",
    ],
)
def test_time_is_linear_in_the_text(unit: str, cpu_seconds: Callable[[Callable[[], object]], float]) -> None:
    def work(times_over: int) -> Callable[[], object]:
        text = "Iran and Iraq waited. " + unit * times_over
        who = who_in(text)
        article, blocks = Article("x", text), (Block(Span(0, len(text)), "body"),)
        sentences = tuple(Span(*match.span()) for match in re.finditer(r"[^ ][^.]*\.?", text))
        return lambda: moves(article, blocks, who, (), sentences, knowledge.shipped(), issue_of=IssueFinder(()).of)

    short, long = cpu_seconds(work(200)), cpu_seconds(work(1600))
    assert long < 8 * 2 * short + 0.01


def test_who_speaks_in_a_transcript_is_who_we_are() -> None:
    text = (
        "Press Briefing: Marie Harf, Deputy Spokesperson\n\nFebruary 20, 2014\n\n"
        "QUESTION: Iran and the United States will meet again. What does Iran get?\n\n"
        "MS. HARF: If Iran takes the steps that it has promised, we will keep our part of the plan.\n"
    )
    found = [(move.kind, move.party, move.by) for move in annotate(text, published="2014-02-20").moves]
    assert ("conditional", "USA", "marie-harf") in found
    assert all(party != "IRN" for _, party, _ in found)


NEIGHBOURS = "Egypt and Ethiopia bargain. Ethiopia waited. Egypt waited. Ethiopia smiled at Egypt. "


def test_whoever_speaks_for_a_side_is_no_outsider_whatever_else_is_told_of_them() -> None:
    text = f"{NEIGHBOURS}Sameh Shoukry, his deputy, told state television that Egypt would not share its maps."
    assert [(move.kind, move.party) for move in annotate(text, published="2021-04-06").moves] == [("refusal", "EGY")]
