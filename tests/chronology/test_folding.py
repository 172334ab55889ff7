"""What is told in the same words stands once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from communique.chronology import chronology
from communique.chronology.folding import folded, in_one_line
from communique.reading import Span
from communique.weave.occurrence import Account, Disagreement, Occurrence, OccurrenceKind, Origin, Side, Step, Woven

TEXT = "Mira Solan said that Arvia would open the sluices by June and that the Kessel dam was safe. She smiled."
POST, WIRE = Origin("post", "Harbour Post", "outlet"), Origin("wire", "Northern Wire", "outlet")


def account(*words: str, article: str = "a", item: str = "s1", origin: Origin = POST) -> Account:
    spans = tuple(Span(TEXT.index(piece), TEXT.index(piece) + len(piece)) for piece in words)
    return Account(article, item, spans, " … ".join(words), TEXT, 0, article, origin)


def told(kind: OccurrenceKind, id_: str, *accounts: Account, related: tuple[str, ...] = ()) -> Occurrence:
    step = Step("commitment", "ARV", None, "mira-solan") if kind == "move" else None
    origins = tuple(dict.fromkeys(account.origin for account in accounts))
    return Occurrence(id_, kind, id_, ("mira-solan",), None, None, accounts, origins, step=step, related=related)


SOURCE, CUE = "Mira Solan", "said"
WHOLE = "that Arvia would open the sluices by June"
MORE = "that Arvia would open the sluices by June and that the Kessel dam was safe"
MOVE = told("move", "move", account("would open the sluices by June", item="v1"), related=("said",))


def test_a_statement_that_is_all_but_its_move_is_not_told_again() -> None:
    said = told("statement", "said", account(SOURCE, CUE, WHOLE), related=("move",))
    assert folded([said, MOVE]) == [MOVE]


def test_a_statement_that_says_more_stands_beside_its_move() -> None:
    said = told("statement", "said", account(SOURCE, CUE, MORE), related=("move",))
    assert folded([said, MOVE]) == [said, MOVE]


def test_a_statement_whose_move_was_not_asked_for_stays() -> None:
    said = told("statement", "said", account(SOURCE, CUE, WHOLE), related=("move",))
    assert folded([said]) == [said]


def test_the_line_that_stays_has_the_evidence_of_both_and_what_it_differs_on() -> None:
    differing = Disagreement("speaker", (Side("Mira Solan", (0,)), Side("Piet Aldan", (1,))))
    said = told(
        "statement",
        "said",
        account(SOURCE, CUE, WHOLE),
        account(SOURCE, CUE, WHOLE, article="b", item="s9", origin=WIRE),
        related=("move",),
    )
    (one,) = folded([replace(said, disagreements=(differing,)), MOVE])
    assert [(a.article, a.item) for a in one.accounts] == [("a", "v1"), ("b", "s9")]
    assert one.origins == (POST, WIRE)
    assert one.disagreements == (differing,)  # what the statement told in the first article, the move's account tells
    assert (one.id, one.step) == (MOVE.id, MOVE.step)


def test_a_difference_between_articles_that_are_added_is_told() -> None:
    versions = Disagreement("number", (Side("3", (1,)), Side("5", (2,))))
    others = [account(SOURCE, CUE, WHOLE, article=id_, item="s1", origin=WIRE) for id_ in ("b", "c")]
    said = told("statement", "said", account(SOURCE, CUE, WHOLE), *others, related=("move",))
    (one,) = folded([replace(said, disagreements=(versions,)), MOVE])
    assert one.disagreements == (Disagreement("number", (Side("3", (1,)), Side("5", (2,)))),)
    assert [one.accounts[n].article for side in one.disagreements[0].sides for n in side.accounts] == ["b", "c"]


def test_an_event_in_the_words_of_another_line_is_not_told_again_and_one_outside_of_them_is() -> None:
    event = told("event", "event", account("open", item="e1"), related=("move",))
    assert folded([event, MOVE]) == [MOVE]
    elsewhere = told("event", "event", account("open", item="e1"), account("open", article="z"), related=("move",))
    assert folded([elsewhere, MOVE]) == [elsewhere, MOVE]
    alone = told("event", "event", account("smiled", item="e1"))
    assert folded([alone, MOVE]) == [alone, MOVE]


@pytest.mark.parametrize(
    ("one", "other", "both"),
    [
        (
            "Norway promised to open the quay (to Nigeria)",
            "Nigeria promised to open the quay (to Norway)",
            "Norway and Nigeria promised to open the quay",
        ),
        (
            "Kim (North Korea) promised to open it",
            "Moon (South Korea) promised to open it",
            "Kim (North Korea) and Moon (South Korea) promised to open it",
        ),
        (
            "North Korea promised to open the gate",
            "The United States promised to open the gate",
            "North Korea and the United States promised to open the gate",
        ),
        ("Norway promised to open the quay", "Nigeria refused to sign anything", None),
        ("Norway made a promise", "Norway made a promise", None),
    ],
)
def test_two_lines_that_say_the_same_of_two_are_one(one: str, other: str, both: str | None) -> None:
    assert in_one_line(one, other) == both


def test_a_joint_step_is_one_line_for_both_parties() -> None:
    ours = replace(
        MOVE, summary="Arvia promised to open the sluices", step=Step("commitment", "ARV", "BMR", None), actors=("ARV",)
    )
    theirs = replace(
        ours,
        id="theirs",
        summary="Belmora promised to open the sluices",
        step=Step("commitment", "BMR", "ARV", None),
        actors=("BMR",),
    )
    (one,) = folded([ours, theirs])
    assert one.summary == "Arvia and Belmora promised to open the sluices"
    assert (one.actors, one.related) == (("ARV", "BMR"), ("said", "theirs"))
    elsewhere = replace(theirs, accounts=(account("would open", item="v2"),))
    assert folded([ours, elsewhere]) == [ours, elsewhere]
    third = replace(theirs, step=Step("commitment", "BMR", "OST", None))
    assert folded([ours, third]) == [ours, third]


def test_a_kind_that_is_asked_for_is_shown_whole() -> None:
    said = told("statement", "said", account(SOURCE, CUE, WHOLE), related=("move",))
    woven = Woven(occurrences=(said, MOVE))
    default = chronology(woven)
    assert ([entry.occurrence.id for entry in default.entries], default.fitting, default.beside) == (["move"], 1, 1)
    statements = chronology(woven, kind="statement")
    assert ([entry.occurrence.id for entry in statements.entries], statements.beside) == (["said"], 0)
