"""Positions over time: what is first, unchanged, changed, taken back, disputed, and what cannot be said."""

from __future__ import annotations

import time
from dataclasses import replace

from communique.positions import Position, positions
from communique.weave.occurrence import Occurrence
from tests.positions.samples import DESK, move, told, when, woven


def position(*occurrences: Occurrence, party: str = "ARV", issue: str | None = "tolls") -> Position:
    found = positions(woven(*occurrences), desk=DESK).positions
    return next(one for one in found if (one.party, one.issue) == (party, issue))


def courses(*occurrences: Occurrence, issue: str | None = "tolls") -> list[tuple[str, str | None, str | None]]:
    return [(s.occurrence, s.change, s.versus) for s in position(*occurrences, issue=issue).history]


JAN, FEB, MAR, APR = (when(f"2021-0{month}-05") for month in (1, 2, 3, 4))


def test_a_demand_made_again_is_unchanged_and_points_at_the_last_time() -> None:
    assert courses(
        move("a", JAN, "demand", asks="an end to the toll on salt"),
        move("b", FEB, "demand", asks="the toll on salt ended"),
        move("c", MAR, "reaffirmation", asks="end the salt toll"),
    ) == [("a", "first", None), ("b", "unchanged", "a"), ("c", "unchanged", "b")]


def test_a_term_that_says_nothing_of_the_earlier_ones_is_added() -> None:
    history = courses(
        move("a", JAN, "demand", asks="an end to the toll on salt"),
        move("b", FEB, "demand", asks="a lower duty on timber"),
    )
    assert history[1] == ("b", "added", None)


def test_who_gives_what_it_refused_has_changed() -> None:
    history = courses(
        move("a", JAN, "refusal", gives="lift the toll on salt"),
        move("b", FEB, "commitment", gives="lift the toll on salt by May"),
    )
    assert history[1] == ("b", "changed", "a")


def test_who_refused_all_and_gives_a_part_has_not() -> None:
    history = courses(
        move("a", JAN, "refusal", gives="lift all tolls"),
        move("b", FEB, "offer", gives="lift part of the tolls"),
    )
    assert history[1] == ("b", "added", None)


def test_who_asked_for_all_and_asks_for_a_part_has_changed() -> None:
    history = courses(
        move("a", JAN, "demand", asks="an end to all tolls"),
        move("b", FEB, "demand", asks="part of the tolls to go"),
    )
    assert history[1] == ("b", "changed", "a")


def test_a_refusal_said_again_is_no_change_for_its_terms_are_told_without_their_not() -> None:
    history = courses(
        move("a", JAN, "refusal", gives="lift the toll on salt"),
        move("b", FEB, "reaffirmation", gives="lift the toll on salt"),
    )
    assert history[1] == ("b", "added", None)


def test_a_concession_is_a_change_however_alike_its_words_are() -> None:
    history = courses(
        move("a", JAN, "demand", asks="an end to the toll on salt"),
        move("b", FEB, "concession", asks="an end to the toll on salt by summer"),
    )
    assert history[1] == ("b", "changed", "a")


def test_a_promise_that_has_its_price_now_has_changed_and_one_without_words_of_a_price_has_not() -> None:
    promise = move("a", JAN, "commitment", gives="lift the toll on salt")
    priced = move("b", FEB, "conditional", gives="lift the toll on salt", condition="if the boats leave")
    plain = move("b", FEB, "offer", gives="lift the toll on salt")
    assert courses(promise, priced)[1] == ("b", "changed", "a")
    assert courses(promise, plain)[1] == ("b", "unchanged", "a")


def test_an_offer_withdrawn_is_taken_back() -> None:
    history = courses(
        move("a", JAN, "offer", gives="a free port"),
        move("b", FEB, "retraction", gives="a free port"),
    )
    assert history[1] == ("b", "taken back", "a")


def test_a_retraction_without_the_offer_on_record_claims_no_change() -> None:
    assert courses(move("b", FEB, "retraction", gives="a free port")) == [("b", "first", None)]


def test_a_threat_to_end_what_was_promised_is_a_change_and_one_made_again_is_none() -> None:
    history = courses(
        move("a", JAN, "commitment", gives="not raise the toll on salt"),
        move("b", FEB, "threat", gives="think again about its freeze of the toll on salt"),
        move("c", MAR, "threat", gives="its freeze of the toll on salt"),
    )
    assert history == [("a", "first", None), ("b", "changed", "a"), ("c", "unchanged", "b")]


def test_a_meeting_called_off_is_taken_back_and_a_yes_after_that_a_change() -> None:
    history = courses(
        move("a", JAN, "acceptance", gives="a summit in Varna", issue="talks"),
        move("b", FEB, "withdrawal", issue=None, words="Arvia called off the summit"),
        move("c", MAR, "acceptance", gives="meet after all", issue="talks"),
        move("d", APR, "commitment", gives="set up a working group", issue="talks"),
        issue="talks",
    )
    assert history == [
        ("a", "first", None),
        ("b", "taken back", "a"),
        ("c", "changed", "b"),
        ("d", "added", None),
    ]


def test_leaving_talks_is_a_change_and_takes_nothing_back() -> None:
    history = courses(
        move("a", JAN, "commitment", gives="resume the talks", issue="talks"),
        move("b", FEB, "withdrawal", issue=None, words="Arvia walked out of the talks"),
        issue="talks",
    )
    assert history[1] == ("b", "changed", "a")


def test_what_is_refused_to_one_may_be_given_to_another() -> None:
    history = courses(
        move("a", JAN, "refusal", toward="BMR", gives="lift the toll on salt"),
        move("b", FEB, "offer", toward="OST", gives="lift the toll on salt"),
    )
    assert history[1] == ("b", "added", None)


def test_what_may_be_of_one_day_is_in_no_order() -> None:
    history = courses(
        move("a", when("2021-01-05"), "demand", asks="an end to the toll on salt"),
        move("b", when("2021-01-07", basis="published"), "demand", asks="an end to the toll on salt"),
    )
    assert history == [("a", "first", None), ("b", None, None)]


def test_the_contrary_at_one_time_is_disputed_and_no_change() -> None:
    found = position(
        move("a", when("2021-01-05"), "demand", asks="an end to all tolls", origin="Verek"),
        move("b", when("2021-01-06", basis="published"), "demand", asks="part of the tolls to go", origin="Solan"),
    )
    assert [(s.change, s.disputed) for s in found.history] == [("first", ("b",)), (None, ("a",))]


def test_a_concession_of_the_same_day_disputes_nothing() -> None:
    found = position(
        move("a", JAN, "demand", asks="an end to all tolls"),
        move("b", JAN, "concession", asks="part of the tolls to go"),
    )
    assert all(not stand.disputed for stand in found.history)


def test_what_has_no_date_goes_last_and_claims_nothing() -> None:
    found = position(
        move("b", None, "refusal", gives="lift the toll on salt"),
        move("a", JAN, "offer", gives="lift the toll on salt"),
    )
    assert [(s.occurrence, s.change) for s in found.history] == [("a", "first"), ("b", None)]
    assert found.last.occurrence == "a"


def test_a_deadline_is_not_the_day_of_the_demand() -> None:
    demand = move("a", when("2021-12-31"), "demand", asks="an end to the toll on salt")
    reported = when("2021-03-05", basis="published")
    found = position(replace(demand, reported=reported))
    assert found.last.when == reported


def test_a_reaffirmation_without_terms_confirms_the_issue_that_its_words_name() -> None:
    history = courses(
        move("a", JAN, "demand", asks="an end to the toll on salt"),
        move("b", FEB, "reaffirmation", issue=None, words="Arvia stood by its line on the tolls"),
    )
    assert history[1] == ("b", "unchanged", "a")


def test_a_position_said_to_be_unchanged_confirms_what_its_article_tells_of_the_party() -> None:
    occurrences = (
        move("a", JAN, "demand", asks="an end to the toll on salt"),
        move("b", JAN, "offer", gives="open the sluice", issue="dam"),
        move("c", FEB, "demand", asks="an end to the toll on salt", article="X"),
        move("d", FEB, "reaffirmation", issue=None, gives="its position would not change", article="X"),
    )
    assert ("d", "unchanged", "a") in courses(*occurrences)
    assert [id_ for id_, _, _ in courses(*occurrences, issue="dam")] == ["b"]


def test_one_that_stands_alone_in_its_article_confirms_all_that_was_held() -> None:
    occurrences = (
        move("a", JAN, "demand", asks="an end to the toll on salt"),
        move("b", JAN, "offer", gives="open the sluice", issue="dam"),
        move("d", FEB, "reaffirmation", issue=None, gives="its position would not change"),
    )
    assert ("d", "unchanged", "a") in courses(*occurrences)
    assert ("d", "unchanged", "b") in courses(*occurrences, issue="dam")


def test_a_statement_that_a_position_is_unchanged_confirms_it() -> None:
    said = told(
        "s",
        FEB,
        "Arvia said: Our position on the lake tolls is unchanged, consistent and fixed.",
        kind="statement",
        actors=("ARV",),
    )
    history = position(move("a", JAN, "demand", asks="an end to the toll on salt"), said).history
    assert [(s.kind, s.change, s.versus) for s in history] == [
        ("demand", "first", None),
        ("statement", "unchanged", "a"),
    ]


def test_standing_is_what_nothing_later_has_overtaken() -> None:
    found = position(
        move("a", JAN, "demand", asks="an end to the toll on salt"),
        move("b", FEB, "offer", gives="a free port"),
        move("c", MAR, "demand", asks="an end to the toll on salt"),
        move("d", APR, "retraction", gives="a free port"),
    )
    assert [stand.occurrence for stand in found.standing] == ["d", "c"]


def test_a_term_of_no_issue_goes_with_those_that_have_one_and_the_price_is_beside() -> None:
    stand = position(
        move("a", JAN, "offer", gives=("open the sluice", "talks: meet in Varna"), asks="some answer", issue="dam"),
        issue="dam",
    ).history[0]
    assert [(held.part, held.text) for held in stand.held] == [("gives", "open the sluice"), ("asks", "some answer")]
    assert [(held.part, held.text) for held in stand.beside] == [("gives", "meet in Varna")]


def test_the_party_of_whom_most_is_told_is_first() -> None:
    found = positions(
        woven(
            move("a", JAN, "demand", party="ARV", toward="BMR", asks="a free port"),
            move("b", JAN, "refusal", party="BMR", toward="ARV", gives="a free port"),
            move("c", FEB, "offer", party="BMR", toward="ARV", gives="open the sluice", issue="dam"),
        ),
        desk=DESK,
    )
    assert [(one.party, one.issue) for one in found.positions] == [("BMR", "dam"), ("BMR", "tolls"), ("ARV", "tolls")]
    assert found.parties == {"ARV": "Arvia", "BMR": "Belmora"}
    assert found.issues == {"dam": "The Kessel dam", "tolls": "Lake tolls"}


def test_a_long_history_takes_time_in_proportion() -> None:
    def took(number: int) -> float:
        moves = [
            move(f"{n:05d}", when(f"{1500 + n // 300}-{n % 12 + 1:02d}-05"), "demand", asks=f"quay {n} cleared")
            for n in range(number)
        ]
        start = time.perf_counter()
        position(*moves)
        return time.perf_counter() - start

    took(200)
    assert took(3000) < 60 * max(took(300), 0.01)


def test_a_threat_in_other_words_is_the_same_pressure() -> None:
    history = courses(
        move("a", JAN, "threat", gives="impose a new duty on barley"),
        move("b", FEB, "threat", gives="what boats pay would rise"),
    )
    assert history[1] == ("b", "unchanged", "a")


def test_an_invitation_is_about_the_talks_and_a_list_about_what_it_lists() -> None:
    come = move("a", JAN, "proposal", issue="dam", asks="Verek to the White Hall")
    assert position(come, issue="talks").last.occurrence == "a"
    listed = move("b", JAN, "proposal", asks="lists of what the boats paid")
    assert position(listed).last.occurrence == "b"


def test_what_only_points_is_held_on_the_issue_that_it_points_at() -> None:
    assert position(move("a", JAN, "refusal", gives="do that"), issue="tolls").last.held[0].part == "refuses"


def test_what_a_deal_is_not_to_be_had_without_is_what_the_party_stands_on() -> None:
    refused = move("a", JAN, "conditional", gives="talks: accept a deal", condition="without a lower toll")
    assert [one.issue for one in positions(woven(refused), desk=DESK).positions] == ["tolls"]
