from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from communique.catalogue import Catalogue
from communique.catalogue.happenings import foremost, happenings
from communique.catalogue.making import make
from communique.reading import Time
from communique.record import Record
from tests.catalogue import salmon


def test_parties_have_their_moves_and_a_state_what_its_people_say(tmp_path: Path) -> None:
    record = salmon.record(tmp_path / "record", salmon.first(), salmon.later())
    catalogue = Catalogue(record.path, make(record.path))
    assert {name for _, name in foremost(catalogue, 6)} == {"Norway", "Chile"}
    told = [(one.kind, one.begin, one.times) for one in happenings(catalogue, ["NOR"])]
    assert told == [
        ("move", "2021-01-05", 1),
        ("statement", "2021-01-06", 1),
        ("meeting", "2021-01-20", 1),
        ("meeting", "2021-03-16", 1),
    ]


def test_a_move_is_of_the_day_on_which_it_was_reported_not_of_what_it_promises(tmp_path: Path) -> None:
    text = "Norway promised to lift all sanctions on salmon by 1 May 2023."
    promise = salmon.move(text, "commitment", "NOR", "CHL", gives="lift all sanctions on salmon")
    told = salmon.told(text, "2021-02-01", replace(promise, time="t1"))
    day = Time("t1", salmon.spans(text, "1 May 2023")[0], "DATE", "2023-05-01", "2023-05-01", "2023-05-01")
    record = salmon.record(tmp_path / "record", [replace(told, times=(day,))])
    catalogue = Catalogue(record.path, make(record.path))
    (one,) = happenings(catalogue, ["NOR"])
    assert (one.begin, one.end) == ("2021-02-01", "2021-02-01")


def test_an_empty_record_has_no_parties(tmp_path: Path) -> None:
    record = Record.open(tmp_path / "record", create=True)
    catalogue = Catalogue(record.path, make(record.path))
    assert foremost(catalogue, 6) == ()
    assert happenings(catalogue, []) == ()
