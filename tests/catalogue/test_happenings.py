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
    record = salmon.record(tmp_path / "record", [replace(told, times=(day,))])
    catalogue = Catalogue(record.path, make(record.path))
    (one,) = happenings(catalogue, ["NOR"])
    assert (one.begin, one.end) == ("2021-02-01", "2021-02-01")


def test_an_empty_record_has_no_parties(tmp_path: Path) -> None:
    record = Record.open(tmp_path / "record", create=True)
    catalogue = Catalogue(record.path, make(record.path))
    assert foremost(catalogue, 6) == ()
    assert happenings(catalogue, []) == ()
