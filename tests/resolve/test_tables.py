"""The shipped tables hold together, and the check of them can fail."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from communique.resolve import knowledge, tables
from communique.resolve.gazetteer import variants
from tools import check_tables


def test_the_tables_have_no_faults() -> None:
    assert list(check_tables.faults()) == []


@pytest.mark.parametrize(
    ("table", "old", "new", "fault"),
    [
        ("offices", "2018-04-26\t2021-01-20", "2018-04-26\t2017-01-20", "ends before it begins"),
        ("offices", "\tUSAGOV\t2018-04-26", "\tUSXGOV\t2018-04-26", "unknown code"),
        ("offices", "mike-pompeo\tsecretary", "mike-pompe\tsecretary", "unknown person"),
        ("people", "\nrex-tillerson\t", "\nmike-pompeo\t", "is there twice"),
        ("agencies", "\tYonhap\n", "\tYonhap|KCNA\n", "means"),
        ("states", "\nFRA\t", "\nFR\t", "no alpha-3 code"),
    ],
)
def test_the_check_finds(
    table: str, old: str, new: str, fault: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "tables"
    shutil.copytree(tables.FOLDER, folder)
    path = folder / f"{table}.tsv"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    monkeypatch.setattr(tables, "FOLDER", folder)
    assert any(fault in found for found in check_tables.faults())


def test_every_state_has_its_capital_but_the_city_states() -> None:
    without = {s.id for s in tables.load().states.values() if not s.capitals}
    assert without == {"DJI", "KIR", "LUX", "MCO", "SMR", "SGP"}


def test_a_day_in_an_inexact_bound_is_not_certain() -> None:
    (office,) = (o for o in knowledge.shipped().offices.of_person("ri-yong-ho") if "foreign-minister" in o.keys)
    assert (office.since, office.until) == ("2016-05-31", "2020-01-01")
    assert office.on("2018-01-01")
    assert not office.on("2016-05-15")
    assert office.perhaps("2016-05-15")


def test_a_name_is_known_in_every_spelling() -> None:
    keys = set(variants("Kim Jong-un"))
    assert {("Kim", "Jong", "-", "un"), ("Kim", "Jong", "Un"), ("KIM", "Jong", "Un"), ("Kim", "Jongun")} <= keys
