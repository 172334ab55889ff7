"""The table: what each gives and asks, and whether it was met, partly met, refused, or not answered."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from communique.positions import Line, table
from communique.weave.occurrence import Occurrence
from tests.positions.samples import DESK, move, told, when, woven

JAN, FEB, MAR, APR = (when(f"2021-0{month}-05") for month in (1, 2, 3, 4))


def lines(*occurrences: Occurrence) -> list[Line]:
    return [line for exchange in table(woven(*occurrences), desk=DESK).exchanges for line in exchange.lines]


def line(*occurrences: Occurrence, party: str = "ARV", side: str = "asks") -> Line:
    """The one line of that party and side."""
    (found,) = (one for one in lines(*occurrences) if (one.party, one.side) == (party, side))
    return found


def answer(*occurrences: Occurrence, party: str = "ARV", side: str = "asks") -> tuple[str, str | None]:
    found = line(*occurrences, party=party, side=side).answer
    assert found is not None
    return found.kind, found.occurrence


def demand(days: object = JAN, asks: str = "an end to the toll on salt") -> Occurrence:
    return move("d", days, "demand", asks=asks)  # type: ignore[arg-type]


def reply(kind: str, text: str, days: object = FEB, **more: str) -> Occurrence:
    return move("r", days, kind, "BMR", "ARV", gives=text, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kind", "found"),
    [
        ("acceptance", "met"),
        ("commitment", "met"),
        ("concession", "met"),
        ("offer", "partly met"),
        ("conditional", "partly met"),
        ("reaffirmation", "partly met"),
        ("refusal", "refused"),
        ("retraction", "refused"),
    ],
)
def test_what_is_asked_is_answered_by_what_the_other_gives(kind: str, found: str) -> None:
    assert answer(demand(), reply(kind, "end the toll on salt")) == (found, "r")


def test_a_demand_that_nobody_answers() -> None:
    assert answer(demand()) == ("unanswered", None)
    assert answer(demand(), reply("commitment", "open the sluice")) == ("unanswered", None)
    assert answer(demand(), reply("commitment", "end the toll on salt", days=when("2020-12-05"))) == (
        "unanswered",
        None,
    )


def test_a_part_or_a_condition_meets_a_demand_in_part() -> None:
    whole = demand(asks="an end to all tolls")
    assert answer(whole, reply("commitment", "part of the tolls to go"))[0] == "partly met"
    assert (
        answer(demand(), reply("commitment", "end the toll on salt", condition="if the boats leave"))[0] == "partly met"
    )


def test_a_measure_that_stays_turns_down_who_wants_its_end() -> None:
    found = lines(demand(asks="an end to the tolls"), reply("reaffirmation", "the tolls would stay in force"))
    assert [(one.party, one.side, one.answer and one.answer.kind) for one in found] == [
        ("ARV", "asks", "refused"),
        ("BMR", "keeps", None),
    ]


def test_who_refuses_all_has_not_refused_a_part() -> None:
    assert answer(demand(asks="part of the tolls to go"), reply("refusal", "lift all tolls"))[0] == "unanswered"


def test_the_last_answer_counts_until_it_is_met() -> None:
    refused = move("n", FEB, "refusal", "BMR", "ARV", gives="end the toll on salt")
    granted = move("y", MAR, "commitment", "BMR", "ARV", gives="end the toll on salt")
    again = move("z", APR, "refusal", "BMR", "ARV", gives="end the toll on salt")
    assert answer(demand(), refused, granted) == ("met", "y")
    assert answer(demand(), refused, granted, again) == ("met", "y")


def test_what_was_met_and_is_asked_again_is_a_new_line() -> None:
    found = lines(
        demand(),
        reply("commitment", "end the toll on salt"),
        move("again", APR, "demand", asks="the toll on salt ended"),
    )
    asked = [one for one in found if one.side == "asks"]
    assert [(one.occurrences, one.answer and one.answer.kind) for one in asked] == [
        (("d",), "met"),
        (("again",), "unanswered"),
    ]


def test_what_is_asked_again_without_an_answer_is_one_line_in_its_fullest_words() -> None:
    found = line(demand(asks="the toll on salt ended"), move("e", FEB, "demand", asks="an end to the toll on salt"))
    assert (found.text, found.occurrences) == ("an end to the toll on salt", ("d", "e"))
    assert (found.first, found.last) == (JAN, FEB)


def test_the_words_of_one_time_do_not_go_with_the_price_of_another() -> None:
    found = line(
        move("d", JAN, "offer", gives="the toll on salt ended, on all boats of the north shore"),
        move(
            "e",
            FEB,
            "offer",
            gives="end the toll on salt, on all boats",
            asks="dam: open the gates at Kessel in spring",
        ),
        side="gives",
    )
    assert found.text == "end the toll on salt, on all boats"
    assert (found.price, found.occurrences) == (("open the gates at Kessel in spring",), ("d", "e"))


OFFER = move("o", JAN, "offer", gives="open the Kessel sluice", asks="tolls: an end to the toll on salt", issue="dam")


@pytest.mark.parametrize(
    ("step", "found"),
    [
        (move("r", FEB, "acceptance", "BMR", "ARV", gives="the opening of the Kessel sluice", issue="dam"), "met"),
        (move("r", FEB, "refusal", "BMR", "ARV", asks="open the Kessel sluice", issue="dam"), "refused"),
        (move("r", FEB, "refusal", "BMR", "ARV", gives="end the toll on salt"), "refused"),
        (move("r", FEB, "demand", "BMR", "ARV", asks="one step beyond the Kessel sluice", issue="dam"), "refused"),
        (move("r", FEB, "proposal", "BMR", "ARV", asks="open the Kessel sluice", issue="dam"), "partly met"),
        (move("r", FEB, "demand", "BMR", "ARV", asks="open the Kessel sluice", issue="dam"), "unanswered"),
    ],
)
def test_what_is_given_is_taken_or_turned_down_also_by_its_price(step: Occurrence, found: str) -> None:
    assert answer(OFFER, step, side="gives")[0] == found


def test_a_joint_step_is_met_on_both_sides() -> None:
    steps = [
        move("a", JAN, "commitment", "ARV", "BMR", gives="share the lake maps", issue="dam"),
        move("b", JAN, "commitment", "BMR", "ARV", gives="share the lake maps", issue="dam"),
    ]
    assert {(one.party, one.answer and one.answer.kind) for one in lines(*steps)} == {("ARV", "met"), ("BMR", "met")}


def meeting(status: str, days: object = FEB, actors: tuple[str, ...] = ("ARV", "BMR", "mira-solan")) -> Occurrence:
    return told("m", days, f"Meeting {status}", kind="meeting", actors=actors, status=status)  # type: ignore[arg-type]


def test_a_meeting_meets_who_wanted_it() -> None:
    wish = move("w", JAN, "proposal", asks="meet in Varna", issue="talks")
    assert answer(wish, meeting("held")) == ("met", "m")
    assert answer(wish, meeting("planned")) == ("unanswered", None)
    assert answer(wish, meeting("held", actors=("ARV", "OST"))) == ("unanswered", None)
    assert answer(wish, meeting("held", days=when("2020-12-05"))) == ("unanswered", None)
    assert answer(demand(), meeting("held")) == ("unanswered", None)


def test_a_meeting_with_somebody_is_met_by_him_alone() -> None:
    spoke = move("v", when("2020-01-06"), "demand", "BMR", "OST", asks="a free port")
    assert spoke.step is not None
    known = replace(spoke, step=replace(spoke.step, by="tomas-verek"))
    wish = move("w", JAN, "proposal", asks="meet Tomas Verek", issue="talks")
    assert answer(known, wish, meeting("held")) == ("unanswered", None)
    assert answer(known, wish, meeting("held", actors=("ARV", "BMR", "tomas-verek"))) == ("met", "m")


@pytest.mark.parametrize("asks", ["talk directly to the rebels", "start talks with the new leaders on equal terms"])
def test_talks_with_a_third_are_not_met_by_meeting_who_asked_for_them(asks: str) -> None:
    assert answer(move("w", JAN, "demand", asks=asks, issue="talks"), meeting("held")) == ("unanswered", None)


def test_a_yes_without_terms_answers_what_its_article_tells_before_it() -> None:
    wish = move("w", JAN, "proposal", asks="a summit in Varna", issue="talks", article="X", at=10)
    yes = move("y", JAN, "acceptance", "BMR", "ARV", issue=None, article="X", at=90, words="she accepted")
    elsewhere = move("y", JAN, "acceptance", "BMR", "ARV", issue=None, article="Y", at=90, words="she accepted")
    assert answer(wish, yes) == ("met", "y")
    far = move("y", JAN, "acceptance", "BMR", "ARV", issue=None, article="X", at=9000, words="she accepted")
    assert answer(wish, elsewhere) == ("unanswered", None)
    assert answer(wish, far) == ("unanswered", None)


def test_a_no_to_that_is_one_to_what_was_told_before_and_to_nothing_else() -> None:
    asked = move("d", JAN, "demand", asks="an end to the toll on salt", article="X", at=10)
    no = move("r", JAN, "refusal", "BMR", "ARV", gives="do that", issue=None, article="X", at=90)
    assert answer(asked, no) == ("refused", "r")
    assert answer(demand(), no) == ("unanswered", None)


def test_their_demands_are_those_of_late() -> None:
    no = move("r", FEB, "refusal", "BMR", "ARV", gives="yield to the Arvian demands", issue=None)
    later = move("r", when("2021-09-05"), "refusal", "BMR", "ARV", gives="yield to the Arvian demands", issue=None)
    assert answer(demand(), no) == ("refused", "r")
    assert answer(demand(), later) == ("unanswered", None)


def test_what_is_refused_is_a_line_of_its_own_whoever_asked_for_it() -> None:
    found = line(reply("refusal", "a joint patrol"), party="BMR", side="refuses")
    assert (found.text, found.answer) == ("a joint patrol", None)
    for days in (JAN, FEB):
        found = line(demand(), reply("refusal", "end the toll on salt", days=days), party="BMR", side="refuses")
        assert found.text == "end the toll on salt"


def test_a_bargain_that_is_refused_is_one_line_with_what_would_have_been_got() -> None:
    no = move("r", FEB, "refusal", "BMR", "ARV", gives="end the toll on salt", asks="a free port")
    found = line(no, party="BMR", side="refuses")
    assert (found.text, found.price) == ("end the toll on salt", ("a free port",))


def test_what_is_said_to_nobody_goes_first_to_whom_its_article_says_the_party_spoke() -> None:
    often = [move(f"o{n}", JAN, "demand", toward="OST", asks=f"clear quay {n}") for n in range(3)]
    once = move("b", FEB, "demand", toward="BMR", asks="a free port", article="X")
    for article, other in (("X", "BMR"), ("Y", "OST")):
        bare = move("u", FEB, "demand", toward=None, asks="a lower duty on timber", article=article)
        if article == "Y":
            once = move("b", FEB, "demand", toward="BMR", asks="a free port", article="X", issue="dam")
        found = next(one for one in lines(*often, once, bare) if one.text == "a lower duty on timber")
        assert (found.other, found.named) == (other, False)


def test_an_offer_that_its_party_withdrew_is_taken_back() -> None:
    offer = move("o", JAN, "offer", gives="a free port")
    assert line(offer, move("t", FEB, "retraction", gives="a free port"), side="gives").taken_back == "t"
    assert line(offer, move("t", FEB, "retraction", gives="open the sluice"), side="gives").taken_back is None


def test_what_is_said_to_nobody_goes_to_whom_the_party_speaks_to_and_says_so() -> None:
    found = line(
        demand(),
        move("e", FEB, "demand", toward=None, asks="a lower duty on timber"),
        move("f", FEB, "offer", toward="BMR", gives="a free port"),
        side="gives",
    )
    assert found.named
    asked = {
        one.text: (one.other, one.named)
        for one in lines(demand(), move("e", FEB, "demand", toward=None, asks="a lower duty on timber"))
    }
    assert asked["a lower duty on timber"] == ("BMR", False)


def test_what_is_said_to_nobody_by_a_party_that_speaks_to_several_has_no_line() -> None:
    open_ = move("e", MAR, "demand", toward=None, asks="a lower duty on timber")
    others = [move("a", JAN, "demand", asks="x quay"), move("b", FEB, "demand", toward="OST", asks="y quay")]
    assert "a lower duty on timber" not in {one.text for one in lines(*others, open_)}


def test_what_has_no_date_has_a_line_and_answers_nothing() -> None:
    assert answer(demand(), reply("commitment", "end the toll on salt", days=None)) == ("unanswered", None)
    assert answer(demand(days=None), reply("commitment", "end the toll on salt")) == ("unanswered", None)


def test_the_pair_with_most_lines_is_first_and_parties_choose() -> None:
    steps = [
        demand(),
        move("a", JAN, "demand", toward="OST", asks="a free port"),
        move("b", JAN, "offer", toward="OST", gives="open the sluice", issue="dam"),
    ]
    found = table(woven(*steps), desk=DESK)
    assert [exchange.parties for exchange in found.exchanges] == [("ARV", "OST"), ("ARV", "BMR")]
    named = table(woven(*steps), parties=("Belmora",), desk=DESK)
    assert [exchange.parties for exchange in named.exchanges] == [("ARV", "BMR")]
    both = table(woven(*steps), parties=("ARV", "OST"), issue="dam", desk=DESK)
    assert [[one.text for one in exchange.lines] for exchange in both.exchanges] == [["open the sluice"]]


def test_a_table_as_of_a_day_knows_nothing_later() -> None:
    steps = (demand(), reply("refusal", "end the toll on salt"), move("u", None, "demand", asks="a free port"))
    then = table(woven(*steps), at="2021-01-31", desk=DESK)
    (one,) = (one for exchange in then.exchanges for one in exchange.lines)
    assert one.answer is not None
    assert (one.answer.kind, then.at, then.undated) == ("unanswered", "2021-01-31", 1)


def test_many_terms_take_time_in_proportion() -> None:
    def took(number: int) -> float:
        steps = []
        for n in range(number):
            days = when(f"{1500 + n // 300}-{n % 12 + 1:02d}-05")
            steps.append(move(f"d{n:05d}", days, "demand", asks=f"quay {n} cleared"))
            steps.append(move(f"r{n:05d}", days, "refusal", "BMR", "ARV", gives=f"clear quay {n}"))
        start = time.perf_counter()
        lines(*steps)
        return time.perf_counter() - start

    took(100)
    assert took(1500) < 80 * max(took(150), 0.01)


def test_who_will_not_beg_for_a_thing_has_not_turned_down_its_gift() -> None:
    offer = move("o", JAN, "commitment", gives="impose no new tolls")
    assert answer(offer, reply("refusal", "beg for the tolls to be lifted"), side="gives") == ("unanswered", None)


def test_a_step_that_names_nobody_is_toward_whom_its_article_has_the_party_meet() -> None:
    known = move("k", JAN, "threat", "ARV", "BMR", gives="dam: shut the sluice")
    other = move("o", JAN, "commitment", "OST", "ARV", gives="dam: mend the sluice")
    met = told("m", FEB, "Arvia met Ostmark", kind="meeting", actors=("ARV", "OST"), article="x", status="held")
    offer = move("f", FEB, "offer", "ARV", None, gives="halve the toll", article="x")
    found = next(one for one in lines(known, other, met, offer) if one.text == "halve the toll")
    assert (found.other, found.named) == ("OST", False)
    found = next(one for one in lines(known, other, replace(met, accounts=()), offer) if one.text == "halve the toll")
    assert found.other == "BMR"


def test_what_two_do_together_is_toward_one_another() -> None:
    words = "Both sides will open the sluice."
    both = [
        move(party, FEB, "commitment", party, None, gives="dam: open the sluice", words=words, article="x")
        for party in ("ARV", "BMR")
    ]
    assert {(one.party, one.other) for one in lines(*both)} == {("ARV", "BMR"), ("BMR", "ARV")}


def test_what_several_ask_together_is_toward_nobody_by_habit() -> None:
    words = "The ministers of Arvia, Belmora and Ostmark demanded an end to the toll."
    habit = move("h", JAN, "threat", "OST", "ARV", gives="dam: shut the sluice")
    asked = [
        move(party, FEB, "demand", party, None, asks="an end to the toll", words=words, article="x")
        for party in ("ARV", "BMR", "OST")
    ]
    assert [one.text for one in lines(habit, *asked) if one.side == "asks"] == []


def test_the_price_of_a_commitment_is_asked_and_what_only_points_is_no_line() -> None:
    bound = move("a", JAN, "commitment", gives="halve the toll", asks="dam: an open sluice")
    assert line(bound).text == "an open sluice"
    assert lines(move("b", FEB, "conditional", gives="do so", condition="if the sluice opens")) == []


def test_a_refusal_that_only_points_answers_what_stands_beside_it_alone() -> None:
    far = move("r", FEB, "refusal", "BMR", "ARV", gives="do that")
    assert answer(demand(), far) == ("unanswered", None)
