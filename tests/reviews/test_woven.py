from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from communique.positions import positions
from communique.reading import MeetingStatus
from communique.reviews import Entry, Review, correction, entry_of_account, laid, laid_over, lay, standing
from communique.reviews.review import numbered
from communique.weave import Encounter, Occurrence, When, Woven, weave
from communique.weave.accounts import origins
from tests.reviews.made import accepting, reading_of, readings, rejecting, woven


def over(*reviews: Review) -> Woven:
    return laid(woven(), standing(numbered(review, number) for number, review in enumerate(reviews, 1)))


def entry(one: Occurrence, number: int = 0) -> Entry:
    account = one.accounts[number]
    return entry_of_account(reading_of(account.article), one, account)


def entries(one: Occurrence) -> list[Entry]:
    return [entry(one, number) for number in range(len(one.accounts))]


def correcting(of: Entry, **after: Any) -> Review:
    return correction(reading_of(of.article), of, after, who="Ada")


def told(kind: str, accounts: int | None = None, **values: Any) -> list[Occurrence]:
    return [
        one
        for one in woven().occurrences
        if one.kind == kind
        and (accounts is None or len(one.accounts) == accounts)
        and all(getattr(one, name) == value for name, value in values.items())
    ]


def found(within: Woven, id_: str) -> Occurrence:
    return next(one for one in within.occurrences if one.id == id_)


def encounter(within: Woven, id_: str | None) -> Encounter:
    return next(one for one in within.encounters if one.id == id_)


def assert_whole(after: Woven) -> None:
    """Everything that is named is there, in order, and no account is lost or told twice."""
    ids = [one.id for one in after.occurrences]
    assert len(set(ids)) == len(ids)
    assert {id_ for one in after.occurrences for id_ in one.related} <= set(ids)
    assert [step for e in after.encounters for step in e.steps if step not in ids] == []
    assert sorted(step for e in after.encounters for step in e.steps) == sorted(
        one.id for one in after.occurrences if one.encounter is not None
    )
    names = {actor.id for actor in after.actors}
    assert {actor for one in after.occurrences for actor in one.actors} <= names
    for one in after.occurrences:
        assert one.accounts
        assert one.origins == origins(one.accounts)
        assert all(n < len(one.accounts) for d in one.disagreements for side in d.sides for n in side.accounts)


def test_what_is_accepted_stays_as_it_is() -> None:
    everything = [accepting(one) for occurrence in woven().occurrences for one in entries(occurrence)]
    assert over(*everything) == woven()
    assert laid(woven(), standing([])) is woven()


def test_an_occurrence_whose_every_account_is_rejected_is_gone() -> None:
    for kind in ("statement", "move", "event", "meeting"):
        one = max(told(kind), key=lambda occurrence: (len(occurrence.related), len(occurrence.accounts)))
        first, *others = entries(one)
        after = over(rejecting(first, "Ada", *others))
        assert one.id not in {left.id for left in after.occurrences}
        assert len(after.occurrences) == len(woven().occurrences) - 1
        assert_whole(after)


def test_one_account_that_is_rejected_is_told_no_more_nor_are_its_words() -> None:
    for kind in ("statement", "move", "event"):
        for one in [o for o in told(kind) if len({a.words for a in o.accounts}) > 1][:20]:
            for number, account in enumerate(one.accounts):
                after = found(over(rejecting(entry(one, number))), one.id)
                left = [a for a in one.accounts if (a.article, a.item) != (account.article, account.item)]
                assert [*after.accounts] == left
                said = entry(one, number).values.get("content", {}).get("words", "")[:40]
                told_of = " ".join(" ".join(f"{a.words} {a.context}".split()) for a in left)
                assert not said or said not in after.summary or said in told_of


def test_the_last_report_of_a_meeting_takes_the_meeting_with_it() -> None:
    life = next(e for e in woven().encounters if len(e.steps) == 2)
    steps = [found(woven(), id_) for id_ in life.steps]
    rejected = [rejecting(one) for step in steps for one in entries(step)]
    after = over(*rejected)
    assert life.id not in {e.id for e in after.encounters}
    assert not {*life.steps} & {one.id for one in after.occurrences}
    assert_whole(after)
    half = over(*(rejecting(one) for one in entries(steps[0])))
    assert encounter(half, life.id).steps == (steps[1].id,)


@pytest.mark.parametrize(
    ("kind", "after"),
    [
        ("statement", {"speaker": "xi-jinping"}),
        ("statement", {"speaker": None}),
        ("statement", {"addressee": "JPN", "certainty": "denied"}),
        ("statement", {"chain": [{"spans": [], "words": "", "actor": "kcna", "relation": "according to"}]}),
        ("move", {"party": "JPN", "by": None}),
        ("move", {"kind": "refusal"}),
        ("move", {"kind": "demand", "toward": "CHN"}),
        ("move", {"kind": "commitment", "condition": None}),
        ("event", {"type": "AID", "actor": "JPN", "recipient": None, "place": "Kyoto"}),
        ("event", {"status": "denied"}),
        ("meeting", {"name": "Kyoto summit", "place": "Kyoto"}),
        ("meeting", {"participants": ["xi-jinping"], "parties": ["CHN", "JPN"]}),
    ],
)
def test_a_corrected_occurrence_says_what_weaving_says_of_the_corrected_reading(
    kind: str, after: dict[str, Any]
) -> None:
    """Of one in five: the same line, actors, origins, place and step as if it had been read so in the first place."""
    reviews: list[Review] = []
    for one in told(kind, 1)[::5]:
        if kind == "meeting" and len(encounter(woven(), one.encounter).steps) > 1:
            continue  # weaving again might find that it is of another life
        if all(one.accounts[0].article != review.entry.article for review in reviews):
            of = entry(one)
            changed = {name: value for name, value in after.items() if of.values[name] != value}
            reviews += [replace(correcting(of, **changed), id=one.id)] if changed else []
    assert len(reviews) > 1
    stand = standing(numbered(review, number) for number, review in enumerate(reviews, 1))
    ours = laid(woven(), stand)
    again = weave(lay(reading, stand).reading for reading in readings())
    theirs = {(a.article, str(o.kind), a.item): o for o in again.occurrences for a in o.accounts}
    compared = 0
    for review in reviews:
        one, other = found(ours, review.id), theirs[review.entry.article, kind, review.entry.item]
        if len(other.accounts) > 1 or (other.encounter and len(encounter(again, other.encounter).steps) > 1):
            continue  # as it is corrected, weaving would have taken it for one with another
        compared += 1
        own = "step" if kind == "move" else "status"
        for name in ("summary", "actors", "place", "certainty", "when", own):
            assert getattr(one, name) == getattr(other, name), name
        if "party" in after:
            continue  # whether the speaker of another's move is a hand in its chain, an account does not say
        assert one.origins == other.origins
        assert one.accounts[0].chain == other.accounts[0].chain
    assert compared
    assert_whole(ours)


def test_a_corrected_passage_is_the_evidence_and_the_words_of_the_line() -> None:
    one = next(o for o in told("statement", 1) if " that " in entry(o).values["content"]["words"])
    of = entry(one)
    [[start, end], *_] = of.values["content"]["spans"]
    after = found(over(correcting(of, content={"spans": [[start, end - 12]]})), one.id)
    account, text = after.accounts[0], reading_of(of.article).article.text
    assert after.summary.endswith(" ".join(text[start : end - 12].split()))
    assert account.words == " … ".join(" ".join(span.of(text).split()) for span in account.spans)
    assert account.spans != one.accounts[0].spans


def test_the_days_that_a_person_gave_are_those_of_the_occurrence_and_order_it() -> None:
    one = told("move")[0]
    day = ["2031-02-03", "2031-02-04"]
    after = over(correcting(entry(one), when=day))
    assert found(after, one.id).when == When("2031-02-03", "2031-02-04", "reviewed")
    dated = [o for o in after.occurrences if o.when]
    assert dated[-1].id == one.id
    none = next(o for o in told("event", 1) if o.when and o.when.basis == "text")
    known = found(over(correcting(entry(none), when=None)), none.id)
    assert known.when == known.reported


def test_the_day_of_a_meeting_is_that_of_its_encounter_and_of_all_that_took_place() -> None:
    held = next(o for o in told("meeting", status="held") if len(encounter(woven(), o.encounter).steps) > 2)
    after = over(correcting(entry(held), when=["2018-06-15", "2018-06-15"], name="Kyoto summit"))
    life = encounter(after, held.encounter)
    assert (life.name, life.when) == ("Kyoto summit", When("2018-06-15", "2018-06-15", "reviewed"))
    for id_ in life.steps:
        step = found(after, id_)
        assert step.summary.startswith("Kyoto summit (")
        assert (step.when == life.when) == (step.status in ("held", "ended without agreement", "under way"))
    assert_whole(after)


@pytest.mark.parametrize("kind", ["statement", "move", "event"])
def test_merged_occurrences_are_one_and_their_origins_counted_anew(kind: str) -> None:
    one, other, third = sorted(told(kind), key=lambda o: (-len(o.accounts), o.id))[:3]
    review = Review("merge", "Ada", entry(one), others=(entry(other), entry(third)))
    after = over(review)
    merged = found(after, one.id)
    assert len(merged.accounts) == len({*one.accounts, *other.accounts, *third.accounts})
    assert {account.article for account in merged.accounts} >= {account.article for account in other.accounts}
    assert {o.id for o in woven().occurrences} - {o.id for o in after.occurrences} == {other.id, third.id}
    assert merged.summary == one.summary
    assert_whole(after)


def test_moves_of_two_kinds_that_are_merged_differ_on_the_kind() -> None:
    one = next(o for o in told("move") if o.step and o.step.kind == "offer")
    other = next(o for o in told("move") if o.step and o.step.kind == "demand")
    merged = found(over(Review("merge", "Ada", entry(one), others=(entry(other),))), one.id)
    sides = next(d for d in merged.disagreements if d.kind == "kind").sides
    assert {side.value for side in sides} == {"offer", "demand"}


def test_a_split_occurrence_is_two_with_ids_that_stay_and_merging_puts_it_together_again() -> None:
    for kind in ("statement", "move"):
        one = max(told(kind), key=lambda o: len(o.accounts))
        stays, out = entry(one, 1), entry(one, 0)
        split = Review("split", "Ada", stays, others=(out,))
        after = over(split)
        new = {o.id for o in after.occurrences} - {o.id for o in woven().occurrences}
        assert len(new) == 1
        apart = found(after, new.pop())
        assert [account.item for account in apart.accounts] == [out.item]
        assert len(found(after, one.id).accounts) == len(one.accounts) - 1
        assert over(split, accepting(out)) == after
        assert_whole(after)
        together = found(over(split, Review("merge", "Ben", stays, others=(out,))), one.id)
        assert together.accounts == one.accounts
        assert together.origins == one.origins


def test_what_is_split_off_says_what_its_own_article_tells() -> None:
    """The same line, actors and step as where that article is woven alone; and what stays says nothing of it."""
    compared = 0
    for kind in ("statement", "move", "meeting"):
        for one in [o for o in told(kind) if len({a.article for a in o.accounts}) == len(o.accounts) > 1][:8]:
            out, stays = entry(one, 0), entry(one, 1)
            after = over(Review("split", "Ada", stays, others=(out,)))
            apart = next(o for o in after.occurrences if o.id not in {old.id for old in woven().occurrences})
            alone = weave([reading_of(out.article)])
            own = next(
                o for o in alone.occurrences if o.kind == kind and out.item in {a.item for a in o.accounts}
                and o.status == one.status
            )  # fmt: skip
            if len(own.accounts) > 1:
                continue
            compared += 1
            for name in ("summary", "step", "place") if kind == "move" else ("summary", "actors", "place"):
                assert getattr(apart, name) == getattr(own, name), (kind, name)
            assert_whole(after)
    assert compared > 10


def meeting(status: MeetingStatus, *, beside: Occurrence | None = None) -> Occurrence:
    lives = {beside.encounter} if beside else set()
    return next(o for o in told("meeting", status=status) if o.encounter not in lives)


def test_meetings_that_are_merged_have_one_life() -> None:
    held = meeting("held")
    other = meeting("held", beside=held)
    after = over(Review("merge", "Ada", entry(held), others=(entry(other),)))
    assert other.encounter not in {e.id for e in after.encounters}
    assert {*encounter(woven(), other.encounter).steps} - {other.id} <= {*encounter(after, held.encounter).steps}
    assert len(found(after, held.id).accounts) >= len(held.accounts)
    assert_whole(after)
    planned = meeting("planned", beside=held)
    after = over(Review("merge", "Ada", entry(held), others=(entry(planned),)))
    assert {held.id, planned.id} <= {*encounter(after, held.encounter).steps}
    assert found(after, planned.id).encounter == held.encounter
    assert found(after, planned.id).accounts == planned.accounts
    assert_whole(after)


def test_meetings_with_one_outcome_as_it_was_corrected_are_merged_as_one() -> None:
    held, planned = meeting("held"), meeting("planned")
    status = [replace(correcting(one, status="held"), id=f"{n}") for n, one in enumerate(entries(planned))]
    after = over(*status, Review("merge", "Ada", entry(held), others=(entry(planned),)))
    assert planned.id not in {one.id for one in after.occurrences}
    assert {*found(after, held.id).accounts} >= {*planned.accounts} - {*held.accounts}
    assert found(after, held.id).status == "held"
    assert_whole(after)


def test_a_report_that_is_split_from_a_meeting_is_one_of_another_meeting() -> None:
    one = next(o for o in told("meeting") if len({a.article for a in o.accounts}) > 1 and not o.disagreements)
    after = over(Review("split", "Ada", entry(one, 0), others=(entry(one, 1),)))
    apart = next(o for o in after.occurrences if o.id not in {old.id for old in woven().occurrences})
    assert apart.encounter not in {e.id for e in woven().encounters}
    assert encounter(after, apart.encounter).steps == (apart.id,)
    assert apart.status == one.status
    assert_whole(after)


def test_the_occurrences_that_a_review_touches_can_be_laid_alone() -> None:
    one, other = told("move", 1)[:2]
    reviews = [correcting(entry(one), party="ISL"), rejecting(entry(other))]
    stand = standing(numbered(review, number) for number, review in enumerate(reviews, 1))
    names = {actor.id: actor for actor in woven().actors}
    some = laid_over([one, other], stand, names=names)
    assert some.occurrences == (found(laid(woven(), stand), one.id),)
    assert some.became == {other.id: None}
    assert [(d.occurrence, d.account) for d in some.dropped] == [(other, other.accounts[0])]
    assert [state.verdict for state in (*some.states[one.id], *some.states[other.id])] == ["correct", "reject"]
    assert [actor.name for actor in some.actors] == ["Iceland"]
    assert some.unfit == ()
    alone = laid_over([one], stand, names=names)
    assert [state.entry for state in alone.unfit] == [entry(other)]


def test_a_correction_for_several_accounts_keeps_places_in_the_text_to_its_own() -> None:
    one = max(told("statement"), key=lambda o: len(o.accounts))
    first, *others = entries(one)
    [[start, end], *_] = first.values["content"]["spans"]
    review = correcting(first, content={"spans": [[start, end - 3]]}, speaker="xi-jinping")
    after = found(over(replace(review, others=tuple(others))), one.id)
    before = {(account.article, account.item): account.spans for account in one.accounts}
    changed = [a.item for a in after.accounts if a.spans != before[a.article, a.item]]
    assert changed == [first.item]
    assert after.actors[0] == "xi-jinping"


def test_positions_made_of_what_people_left_have_what_they_corrected() -> None:
    one = next(o for o in told("move") if o.step and o.step.party == "PRK" and any(t.issue for t in o.step.gives))
    first, *others = entries(one)
    review = replace(correcting(first, party="ISL"), others=tuple(others))
    held = positions(over(review), party="ISL")
    assert held.positions
    assert not positions(woven()).parties.get("ISL")
    assert held.parties["ISL"] == "Iceland"
