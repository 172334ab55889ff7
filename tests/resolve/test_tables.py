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
        ("offices", "\tUSAGOV\t2018-04-26", "\tPRKGOV\t2018-04-26", "PRKGOV is not of USA"),
        (
            "offices",
            "\tUSAGOV\t2017-02-01\t2018-03-31",
            "\tUSAGOV\t2017-02-01\t2018-06-30",
            "are both secretary-of-state",
        ),
        ("offices", "2018-04-26\t2021-01-20", "2018-02-30\t2021-01-20", "2018-02-30 is no date"),
        ("people", "\tMajor\tJohn\tm\tGBR\t\t", "\tMajor\tJohn\tm\tGBR\tGBR\t", "Major alone is a word or a place"),
        (
            "people",
            "\tMike Pompeo\tPompeo\tMike\tm\tUSA\t*\t",
            "\tMike Pompeo\tPompeo\tMike\tm\tUSA\t*\tMIKE Pompeo|",
            "in another setting",
        ),
        ("people", "\tm\tPRK\tPRK\t", "\tm\tKOR\tPRK\t", "are not together"),
        ("bodies", "\tstate department|", "\tstate department|state department|", "is there twice"),
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
    assert without == {"MCO", "SMR", "SGP"}


def test_a_term_with_an_unknown_end_is_certain_up_to_the_day_that_is_known() -> None:
    """Two rows with the same beginning: nobody else is meant before that day, and nobody for certain after it."""
    known = knowledge.shipped().offices
    key = [("prime-minister", "GBR")]
    assert known.holders(key, "2025-06-01", ()) == {"keir-starmer"}
    assert known.holders(key, "2026-06-01", ()) == frozenset()
    assert known.holders(key, "2026-06-01", {"keir-starmer"}) == {"keir-starmer"}


@pytest.mark.parametrize(
    ("key", "of", "day", "person"),
    [
        ("president", "USA", "1991-02-01", "george-h-w-bush"),
        ("president", "FRA", "1994-06-06", "francois-mitterrand"),
        ("prime-minister", "ITA", "1994-09-01", "silvio-berlusconi"),
        ("president", "KOR", "2017-01-15", "park-geun-hye"),
        ("acting-president", "KOR", "2017-01-15", "hwang-kyo-ahn"),
        ("nuclear-envoy", "USA", "2007-02-13", "christopher-hill"),
        ("nuclear-envoy", "PRK", "2007-02-13", "kim-kye-gwan"),
        ("foreign-minister", "IRN", "2015-07-14", "mohammad-javad-zarif"),
        ("foreign-policy-chief", "european-union", "2013-11-24", "catherine-ashton"),
        ("top-diplomat", "CHN", "2021-03-18", "yang-jiechi"),
        ("trade-representative", "USA", "2019-05-10", "robert-lighthizer"),
        ("defence-minister", "UKR", "2024-03-01", "rustem-umerov"),
        ("mossad-director", "ISR", "2024-05-01", "david-barnea"),
        ("leader", "hamas", "2015-05-01", "khaled-meshaal"),
        ("leader", "COD", "1999-07-10", "laurent-kabila"),
        ("king", "JOR", "1994-10-26", "hussein-of-jordan"),
        ("president", "MMR", "2015-11-08", "thein-sein"),
    ],
)
def test_who_held_the_office(key: str, of: str, day: str, person: str) -> None:
    assert knowledge.shipped().offices.holders([(key, of)], day, ()) == {person}


def test_every_state_has_had_a_leader_since_1990_but_those_ruled_by_two_or_for_half_a_year() -> None:
    heads = {"leader", "president", "prime-minister", "king", "emir", "sultan", "pope", "prince", "supreme-leader"}
    known = {office.of for office in tables.load().offices if heads & set(office.keys)}
    assert set(tables.load().states) - known == {"SMR"}


def test_a_day_in_an_inexact_bound_is_not_certain() -> None:
    (office,) = (o for o in knowledge.shipped().offices.of_person("ri-yong-ho") if "foreign-minister" in o.keys)
    assert (office.since, office.until) == ("2016-05-31", "2020-01-01")
    assert office.on("2018-01-01")
    assert not office.on("2016-05-15")
    assert office.perhaps("2016-05-15")


def test_a_name_is_known_in_every_spelling() -> None:
    keys = set(variants("Kim Jong-un"))
    assert {("Kim", "Jong", "-", "un"), ("Kim", "Jong", "Un"), ("KIM", "Jong", "Un"), ("Kim", "Jongun")} <= keys


@pytest.mark.parametrize(
    ("word", "folded"), [("U.S.", "US"), ("’s", "'s"), ("…", "…"), (".", "."), ("Jŏng", "Jong"), ("\u0301", "\u0301")]
)
def test_a_word_is_folded_to_the_form_in_which_it_is_compared(word: str, folded: str) -> None:
    assert tables.fold(word) == folded
