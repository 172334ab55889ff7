"""What stands behind the review page: fields and forms, the words around an entry, the log beside a catalogue."""

from __future__ import annotations

import random
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from communique.catalogue import Catalogue
from communique.catalogue.making import make
from communique.dispatches import gold
from communique.errors import QuestionError, ReviewError
from communique.reading import Span
from communique.record import Record
from communique.reviews import KINDS, Entry, Review, correction, entries_of
from communique.reviews.fields import FIELDS
from communique.web.reviewing.controls import CONTROLS, fields, marks, parts, spans_typed, typed
from communique.web.reviewing.ledger import Ledger, disagreed
from communique.web.reviewing.passages import BESIDE, LONGEST, passage, runs

READINGS = tuple(gold().values())
ENTRIES = [(reading, entry) for reading in READINGS for entry in entries_of(reading)]


def name(id_: str) -> str:
    return f"the {id_}"


def find(words: str) -> str:
    if not words.startswith("the "):
        raise QuestionError(f"no actor {words}")
    return words.removeprefix("the ")


def form_of(entry: Entry) -> dict[str, str]:
    """The form as the page has it, before anybody touches it."""
    found = {}
    for control in CONTROLS[entry.kind]:
        for part in parts(control, entry.values[control.name], name):
            placed = control.shape in ("passage", "terms", "hands")
            found[part.field] = part.place if placed else part.words
            if control.shape in ("terms", "hands"):
                found |= {f"{part.field}-about": part.about, f"{part.field}-actor": part.actor}
    return found


def an_entry(kind: str, number: int = 0) -> tuple[Any, Entry]:
    return [(reading, entry) for reading, entry in ENTRIES if entry.kind == kind][number]


def test_every_field_can_be_corrected() -> None:
    for kind in KINDS:
        assert {control.name for control in CONTROLS[kind]} == FIELDS[kind].keys()


@pytest.mark.parametrize("kind", KINDS)
def test_a_form_that_nobody_touched_changes_nothing(kind: str) -> None:
    found = [entry for _, entry in ENTRIES if entry.kind == kind]
    assert found
    for entry in found:
        assert typed(entry.kind, entry.values, form_of(entry), name, find) == {}


def test_what_is_typed_is_taken_as_a_correction() -> None:
    reading, entry = next(
        (reading, entry) for reading, entry in ENTRIES if entry.kind == "move" and len(entry.values["asks"]) == 1
    )
    form = form_of(entry) | {
        "f-kind": "threat",
        "f-party": "the JPN",
        "f-by": "",
        "f-when-begin": "2019-01-02",
        "f-when-end": "",
        "f-asks-0-about": "trade",
        "f-asks-new": "10-20",
        "f-asks-new-about": "",
        "f-condition-new": "30–40",
    }
    after = typed(entry.kind, entry.values, form, name, find)
    old = entry.values["asks"][0]
    assert after.pop("asks") == [{**old, "issue": "trade"}, {"spans": [[10, 20]], "issue": None}]
    assert after == {
        "kind": "threat",
        "party": "JPN",
        **({"by": None} if entry.values["by"] else {}),
        "when": ["2019-01-02", "2019-01-02"],
        "condition": {"spans": [[30, 40]], "issue": None},
    }
    review = correction(reading, entry, typed(entry.kind, entry.values, form, name, find), who="Ada")
    assert review.after["asks"][1]["words"] == " ".join(reading.article.text[10:20].split())


def test_terms_and_hands_are_taken_out() -> None:
    _, move = next((r, e) for r, e in ENTRIES if e.kind == "move" and e.values["gives"])
    form = form_of(move) | {"f-gives-0-out": "yes"}
    assert typed(move.kind, move.values, form, name, find)["gives"] == list(move.values["gives"][1:])
    _, statement = next((r, e) for r, e in ENTRIES if e.kind == "statement" and len(e.values["chain"]) == 1)
    form = form_of(statement) | {"f-chain-0-out": "yes", "f-chain-new": "5-9", "f-chain-new-about": "told"}
    assert typed(statement.kind, statement.values, form, name, find)["chain"] == [
        {"spans": [[5, 9]], "actor": None, "relation": "told"}
    ]


def test_several_actors_stand_one_a_line() -> None:
    _, meeting = an_entry("meeting")
    lines = "".join(f"the {id_}\n" for id_ in meeting.values["parties"])
    form = form_of(meeting) | {"f-parties": f"{lines}the JPN\n\nthe JPN"}
    assert typed("meeting", meeting.values, form, name, find) == {"parties": [*meeting.values["parties"], "JPN"]}
    with pytest.raises(QuestionError, match="No actor Japan"):
        typed("meeting", meeting.values, form | {"f-parties": "Japan"}, name, find)


def test_places_are_typed_with_any_dash() -> None:
    assert spans_typed(" 40-50, 7 – 12,1—2 ") == [[1, 2], [7, 12], [40, 50]]
    assert spans_typed("") == []
    for wrong in ("5", "5-5", "9-3", "a-b", "1-2-3", "-1-4"):
        with pytest.raises(ReviewError, match="no place in the text"):
            spans_typed(wrong)


def test_corrected_fields_say_what_was_read() -> None:
    _, entry = an_entry("event")
    shown = {field.control.name: field for field in fields(entry.kind, entry.values, {"type": "AID"}, name)}
    assert (shown["type"].told, shown["type"].corrected, shown["type"].read) == ("AID", True, entry.values["type"])
    assert not shown["status"].corrected


def test_the_words_around_an_entry_are_the_text_itself_cut_at_every_mark() -> None:
    for reading, entry in ENTRIES:
        text = reading.article.text
        found = passage(text, marks(entry.kind, entry.values))
        assert "".join(run.text for run in found.runs) == text[found.start : found.end]
        for run in found.runs:
            assert text.startswith(run.text, run.start)
            for field, spans in marks(entry.kind, entry.values).items():
                inside = any(span.start <= run.start < span.end for span in spans)
                assert (field in run.fields) == inside
        assert found.before == (found.start > 0)
        assert found.after == (found.end < len(text))


def test_overlapping_and_repeated_marks_are_counted_out() -> None:
    text = "abcdefghij"
    marked = {"one": (Span(1, 5), Span(3, 7)), "two": (Span(4, 6),)}
    assert [(run.text, run.fields) for run in runs(text, 0, 10, marked)] == [
        ("a", ()),
        ("bc", ("one",)),
        ("d", ("one",)),
        ("e", ("one", "two")),
        ("f", ("one", "two")),
        ("g", ("one",)),
        ("hij", ()),
    ]


def test_a_passage_is_no_longer_than_anybody_reads() -> None:
    text = "word " * 40_000
    found = passage(text, {"content": (Span(50_000, 50_004), Span(190_000, 190_004))})
    assert found.end - found.start <= LONGEST + BESIDE
    assert found.start <= 50_000 < found.end
    assert passage("short", {}).runs[0].text == "short"
    assert passage("", {}).runs == ()


@pytest.fixture(scope="module")
def woven(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("ledger") / "record"
    record = Record.open(folder, create=True)
    record.add(READINGS)
    record.weave()
    make(folder)
    return folder


def test_the_log_is_kept_up_with_as_it_grows(woven: Path, tmp_path: Path) -> None:
    """Whatever is reviewed and undone in whatever order: what was kept up comes to what is made anew."""
    folder = tmp_path / "record"
    shutil.copytree(woven, folder)
    catalogue = Catalogue(folder, make(folder))
    draw = random.Random(6)
    kept = Ledger(folder)
    log = kept.log
    for _ in range(12):
        for _ in range(draw.randint(1, 6)):
            entry, other = (draw.choice(ENTRIES)[1] for _ in range(2))
            reviews = log.all()
            if reviews and draw.random() < 0.3:
                try:
                    log.undo(draw.choice(reviews).id, "Ada")
                except ReviewError:
                    continue  # it was undone already
                continue
            verdict = draw.choice(["accept", "reject", "merge"])
            others = (other,) if verdict == "merge" and other.kind == entry.kind and other.key != entry.key else ()
            verdict = verdict if others or verdict != "merge" else "accept"
            seen = log.of(entry, *others)
            who = draw.choice(["Ada", "Ben"])
            review = Review(verdict, who, entry, others=others, saw=seen[-1].id if seen else None)  # type: ignore[arg-type]
            try:
                log.add(review)
            except ReviewError:
                continue  # what it saw touches others that were reviewed since
        anew = Ledger(folder)
        one, two = kept.fitted(catalogue), anew.fitted(catalogue)
        assert one.told.standing.states == two.told.standing.states == log.standing().states
        assert one.told.standing.joins == log.standing().joins
        assert (one.done, one.by, one.differing) == (two.done, two.by, two.differing)
        assert one.placed == two.placed
    assert kept.told().newest > 20
    assert kept.fitted(catalogue) is kept.fitted(catalogue)


def test_people_differ_where_their_last_words_do(tmp_path: Path) -> None:
    reading, entry = an_entry("move")
    log = Ledger(tmp_path).log

    def add(review: Review) -> bool:
        seen = log.of(entry)
        log.add(replace(review, saw=seen[-1].id if seen else None))
        return disagreed(log.standing().states[entry.key])

    assert not add(Review("reject", "Ada", entry))
    assert add(Review("accept", "Ben", entry))
    assert not add(Review("accept", "Ada", entry))
    assert not add(correction(reading, entry, {"party": "JPN"}, who="Ben"))
    assert add(correction(reading, entry, {"party": "RUS"}, who="Ada"))
