from __future__ import annotations

import json
from dataclasses import replace

from communique.reading import Reading
from communique.reviews import Review, correction, entries_of, entry_of
from communique.reviews.exchange import fits, known, lines, read
from communique.reviews.review import numbered, undoing
from tests.reviews.made import accepting, an_entry, reading_of, readings, rejecting


def some() -> list[Review]:
    entry = an_entry("move")
    first = correction(reading_of(entry.article), entry, {"party": "ISL"}, who="Ada")
    second = rejecting(an_entry("statement"), "Ben Økoye")
    found = [first, second, undoing(second, "Ada"), accepting(an_entry("meeting"))]
    return [numbered(review, number) for number, review in enumerate(found, 1)]


def without_meetings(reading: Reading) -> Reading:
    return replace(reading, meetings=())


def test_what_is_exported_is_read_again_as_it_was() -> None:
    found = some()
    written = [json.dumps(line) for line in lines(found, known(readings(), found))]
    again = read(written)
    assert [review.to_dict() for review in again.reviews] == [review.to_dict() for review in found]
    assert again.unread == ()


def test_each_line_can_be_learnt_from_by_itself() -> None:
    found = some()
    told = list(lines(found, known(readings(), found)))
    assert [line["in_force"] for line in told] == [True, False, False, True]
    assert all(line["fits"] for line in told)
    for line, review in zip(told, found, strict=True):
        text = line["article"]["text"]
        spans = line["review"]["entry"]["spans"]
        assert " … ".join(" ".join(text[start:end].split()) for start, end in spans) == review.entry.words
    assert told[0]["review"]["before"] == {"party": found[0].entry.values["party"]}
    assert told[0]["review"]["after"] == {"party": "ISL"}
    bare = list(lines(found, known(readings(), found), text=False))
    assert {line["article"]["text"] for line in bare} == {None}
    assert bare[0]["article"]["id"] == found[0].entry.article


def test_what_an_article_no_longer_tells_or_is_not_there_does_not_fit() -> None:
    found = some()
    changed = known(map(without_meetings, readings()), found)
    assert [fits(review, changed) for review in found] == [True, True, True, False]
    assert [line["fits"] for line in lines(found, {})] == [False] * 4
    assert {line["article"] for line in lines(found, {}, text=True) if line["article"] is None} == {None}


def test_a_bad_line_is_named_and_costs_itself_alone() -> None:
    [good] = [json.dumps(line) for line in lines(some()[:1], {})]
    bad = ["{", "[]", "null", "", '{"version": 1}', good.replace('"version": 1', '"version": 2'), "[" * 100_000]
    bad += [good.replace('"Ada"', '""'), good.replace('"party"', '"colour"', 1), good.replace('"correct"', '"like"')]
    found = read([*bad, good])
    assert len(found.reviews) == 1
    assert [one.line for one in found.unread] == [1, 2, 3, 5, 6, 7, 8, 9, 10]
    assert "version 2" in found.unread[4].why


def test_reviews_of_all_entries_fit_the_readings_they_are_of() -> None:
    reading = readings()[0]
    found = [accepting(entry) for entry in entries_of(reading)]
    assert all(fits(review, known([reading], found)) for review in found)
    one = entry_of(reading, "statement", reading.statements[0].id)
    both = rejecting(one, "Ada", an_entry("statement", -1))
    assert not fits(both, known([reading], [both]))
