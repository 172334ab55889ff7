from __future__ import annotations

import json
from dataclasses import replace
from importlib.resources import files
from typing import Any

import jsonschema
import pytest

from communique.reading import Actor, Reading, Span
from communique.reviews import Entry, Review, correction, entries_of, lay, standing
from communique.reviews.review import numbered
from tests.reviews.made import accepting, reading_of, readings, rejecting


def in_order(*reviews: Review) -> list[Review]:
    return [numbered(review, number) for number, review in enumerate(reviews, 1)]


def entry_with(kind: str, **fields: Any) -> Entry:
    return next(
        entry
        for reading in readings()
        for entry in entries_of(reading, kind)
        if all((entry.values[name] is not None) is wanted for name, wanted in fields.items())
    )


def laid(*reviews: Review) -> Reading:
    return lay(reading_of(reviews[0].entry.article), standing(in_order(*reviews))).reading


@pytest.fixture(scope="module")
def schema() -> Any:
    return json.loads((files("communique") / "reading.schema.json").read_text(encoding="utf-8"))


def test_nothing_reviewed_is_the_very_reading() -> None:
    for reading in readings():
        assert lay(reading, standing([])).reading is reading
    entry = entry_with("move")
    assert laid(accepting(entry)) == reading_of(entry.article)


@pytest.mark.parametrize("kind", ["statement", "move", "event", "meeting"])
def test_what_is_rejected_is_gone_and_listed_and_nothing_points_at_it(kind: str, schema: Any) -> None:
    for reading in readings():
        for entry in entries_of(reading, kind):
            found = lay(reading, standing(in_order(rejecting(entry))))
            assert found.rejected == (entry,)
            assert found.states[entry.key].verdict == "reject"
            left = [
                one for one in entries_of(found.reading, kind) if (one.item, one.spans) == (entry.item, entry.spans)
            ]
            assert left == []
            assert len(entries_of(found.reading)) == len(entries_of(reading)) - 1
            ids = {statement.id for statement in found.reading.statements}
            pointing = {s.within for s in found.reading.statements} | {m.statement for m in found.reading.moves}
            assert pointing - {None} <= ids
        jsonschema.validate(found.reading.to_dict(), schema)


@pytest.mark.parametrize(
    ("kind", "after"),
    [
        ("statement", {"speaker": "xi-jinping", "certainty": "hedged", "when": ["2018-05-01", "2018-05-03"]}),
        ("statement", {"speaker": None, "addressee": "JPN", "quotation": "direct", "chain": []}),
        ("statement", {"content": {"spans": [[3, 9], [12, 20]]}, "cue": {"spans": [[0, 3]]}}),
        ("move", {"kind": "refusal", "party": "JPN", "toward": None, "by": None, "when": None}),
        ("move", {"gives": [{"spans": [[3, 9]], "issue": "sanctions"}], "asks": [], "condition": None}),
        ("move", {"condition": {"spans": [[3, 9]], "issue": None}, "evidence": {"spans": [[0, 20]]}}),
        ("event", {"type": "AID", "actor": "JPN", "recipient": "CHN", "status": "denied", "place": "Kyoto"}),
        ("event", {"trigger": {"spans": [[3, 9]]}, "recipient": None, "when": ["2018-05-01", "2018-05-01"]}),
        ("meeting", {"status": "refused", "parties": ["JPN"], "participants": [], "name": None, "place": "Kyoto"}),
        ("meeting", {"by": None, "evidence": {"spans": [[3, 9]]}, "when": ["2018-05-01", "2018-05-01"]}),
    ],
)
def test_a_correction_is_what_the_reading_then_has(kind: str, after: dict[str, Any], schema: Any) -> None:
    for reading in readings():
        for entry in entries_of(reading, kind)[:3]:
            changed = {n: v for n, v in after.items() if n not in entry.values or entry.values[n] != v}
            review = correction(reading, entry, changed, who="Ada")
            found = lay(reading, standing(in_order(review))).reading
            jsonschema.validate(found.to_dict(), schema)
            number = [one.key for one in entries_of(reading, kind)].index(entry.key)
            now = entries_of(found, kind)[number]
            if kind == "event" and review.after.get("type", entry.values["type"]) != entry.values["type"]:
                review = replace(review, after={**review.after, "mode": None})  # the mode of another type
            assert now.values == {**entry.values, **review.after}


def test_the_days_that_a_person_gave_have_an_empty_span() -> None:
    entry = entry_with("statement", when=True)
    reading = reading_of(entry.article)
    found = laid(correction(reading, entry, {"when": ["2018-05-01", "2018-05-03"]}, who="Ada"))
    time = found.times[-1]
    assert (time.value, time.begin, time.end) == ("2018-05-01/2018-05-03", "2018-05-01", "2018-05-03")
    assert time.span.start == time.span.end
    assert found.times[:-1] == reading.times


def test_an_actor_whom_a_person_named_is_one_of_the_readings() -> None:
    entry = entry_with("move", party=True)
    reading = reading_of(entry.article)
    known = {actor.id: actor for actor in laid(correction(reading, entry, {"party": "ISL"}, who="Ada")).actors}
    assert known["ISL"] == Actor("ISL", "Iceland", "state", "ISL")
    known = {actor.id: actor for actor in laid(correction(reading, entry, {"party": "no-such-body"}, who="Ada")).actors}
    assert known["no-such-body"] == Actor("no-such-body", "no-such-body", "other", known=False)
    given = {"no-such-body": Actor("no-such-body", "No Such Body", "group")}
    review = correction(reading, entry, {"party": "no-such-body"}, who="Ada")
    assert given["no-such-body"] in lay(reading, standing([review]), given).reading.actors


def test_a_review_holds_for_another_reading_and_one_that_fits_nowhere_is_told() -> None:
    reading = next(r for r in readings() if len(r.statements) > 2)
    first, second, *_ = entries_of(reading, "statement")

    def shifted(statement: Any, number: int) -> Any:
        content = statement.content.spans
        moved = (*content[:-1], Span(content[-1].start, content[-1].end - 2))
        return replace(statement, id=f"z{number}", within=None, content=replace(statement.content, spans=moved))

    others = [shifted(s, n) for n, s in enumerate(reversed(reading.statements)) if s.id != second.item]
    again = replace(reading, statements=tuple(others), moves=(), events=())
    found = lay(again, standing(in_order(rejecting(first), accepting(second, "Ben"))))
    assert [entry.words[:20] for entry in found.rejected] == [first.words[:20]]
    assert len(found.reading.statements) == len(others) - 1
    assert [(state.entry, state.verdict) for state in found.unfit] == [(second, "accept")]


def test_of_reviews_of_two_readings_the_later_one_holds() -> None:
    reading = readings()[0]
    entry = entries_of(reading, "statement")[0]
    earlier = replace(entry, reading="an earlier model's", item="s77")
    both = in_order(rejecting(earlier), accepting(entry, "Ben"))
    found = lay(reading, standing(both))
    assert found.states[entry.key].verdict == "accept"
    assert [review.who for review in found.states[entry.key].reviews] == ["Ada", "Ben"]
    assert not found.rejected
    assert not found.unfit


def test_who_accepts_a_corrected_entry_accepts_it_as_corrected() -> None:
    entry = entry_with("move", party=True)
    change = correction(reading_of(entry.article), entry, {"party": "ISL"}, who="Ada")
    found = laid(change, accepting(entry, "Ben"))
    assert next(move for move in found.moves if move.id == entry.item).party == "ISL"
