"""Who and which article is meant is found in the index, and is whoever was meant without it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from communique.errors import QuestionError
from communique.reading import Reading
from communique.record import Record
from communique.record.names import Names
from communique.record.search import INDEX
from communique.record.views import Views
from communique.reviews import correction, entry_of
from tests.record.samples import harbour, letter, many, samples

NAMES = (
    "pavel-orlok",
    "Pavel Orlok",
    "ORLOK",
    "zoe ruiz",
    "ZOË RUIZ",
    "elb",
    "ELB",
    "Elbonian press agency",
    "***",
    "",
)
COUNTRIES = ("elb", "Elbonia", "QDR", "qadira", "Pavel Orlok", "ZZZ", "")


def outcome(ask: Callable[[str], object], value: str) -> object:
    try:
        return ask(value)
    except QuestionError as error:
        return str(error)


def without_index(record: Record) -> Record:
    for file in record.path.glob(f"{INDEX}*"):
        file.unlink()
    return Record.open(record.path)


def article_keys() -> list[str]:
    first = harbour().article
    path = str(first.path)
    return [
        first.id,
        first.id[:6],
        path,
        Path(path).name,
        Path(path).stem,
        "many/1.txt",
        "1.txt",
        "1",
        "nowhere",
        "",
        "\ud800",
    ]


def test_answers_are_the_same_with_the_index_and_without(record: Record) -> None:
    record.add(many(3))

    def told(asked: Record) -> list[object]:
        names = asked._present.names()
        return [
            *(outcome(names.actor, name) for name in NAMES),
            *(outcome(names.country, name) for name in COUNTRIES),
            *(outcome(asked.reading, key) for key in article_keys()),
        ]

    assert told(record) == told(without_index(record))


def test_nobody_looks_through_all_names_for_one_that_is_there(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(views: Views) -> Names:
        raise AssertionError(f"all names of {views.folder} were looked through")

    monkeypatch.setattr(Views, "names", property(never))
    assert len(record.statements(by="Pavel Orlok", country="Elbonia")) > 0
    assert record.reading(harbour().article.id[:8]) == harbour()
    with pytest.raises(AssertionError, match="looked through"):
        record.statements(by="nobody known")


def test_names_of_a_batch_that_never_came_are_forgotten(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    record = Record.open(folder, create=True)

    def die(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("communique.record.manifest.write", die)
        with pytest.raises(KeyboardInterrupt):
            record.add([harbour()])
    record.add([letter()])
    found = outcome(record._present.names().actor, "Qadira")
    assert found == outcome(without_index(record)._present.names().actor, "Qadira") != "QDR"
    record.add([harbour()])
    assert record._present.names().actor("Qadira") == "QDR"


def test_names_stay_when_parts_are_merged(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    record = Record.open(folder, create=True)
    for one in samples():
        record.add([one])
    compacted = record.compact()
    assert compacted.after < compacted.before
    monkeypatch.setattr(Views, "names", property(lambda _: Names()))
    assert [record._present.names().actor(name) for name in ("Pavel Orlok", "zoe ruiz", "elb")] == [
        "pavel-orlok",
        "zoe-ruiz",
        "ELB",
    ]


def test_whom_a_review_names_anew_is_found_and_whom_it_takes_away_is_not(folder: Path) -> None:
    record = Record.open(folder, create=True)
    reading: Reading = harbour()
    record.add([reading])
    record.reviews.add(
        correction(
            reading, entry_of(reading, "statement", reading.statements[0].id), {"speaker": "zoe-ruiz"}, who="Ada"
        )
    )
    asked = ("Qadira", "Zoë Ruiz", "zoe-ruiz", "Pavel Orlok", "nobody")
    found = [outcome(record._present.names().actor, name) for name in asked]
    assert found[2] == "zoe-ruiz"
    assert found == [outcome(without_index(record)._present.names().actor, name) for name in asked]
