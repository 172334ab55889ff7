"""`communique who`: the answer, why, and what else it could have been, as a person at a terminal sees it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from communique.cli.who import SHOWN
from tests.cli.examples import Run

DESK = """
[desk]
name = "The lock at Varna"

[[actor]]
id = "jan-ek"
name = "Jan Ek"
kind = "person"
country = "SWE"
alone = ["*"]
"""


def test_the_first_line_is_the_answer_then_the_office_why_and_the_others(run: Run) -> None:
    outcome = run("who", "the Secretary of State", "--on", "2017-05-01")
    assert outcome.code == 0
    lines = outcome.out.splitlines()
    assert lines[0] == "Rex Tillerson (rex-tillerson), USA"
    assert lines[1] == "Secretary of State, USAGOV, 2017-02-01 to 2018-03-31"
    assert lines[3].startswith("why     “secretary of state”")
    assert "row     titles: title “secretary of state” (secretary-of-state)" in lines
    at = lines.index("It could have been")
    assert lines[at + 1].split() == ["who", "office", "dates", "why", "not"]
    closed_up = " ".join(lines[at + 2].split())
    assert closed_up == "John Kerry Secretary of State 2013-02-01 to 2017-01-20 no longer in office"
    assert max(map(len, lines)) <= 100


def test_the_nearest_few_are_listed_and_all_on_request(run: Run) -> None:
    few = run("who", "Kim", "--on", "2018-03-01", "--country", "PRK")
    assert "more: --all lists them." in few.out
    listed = few.out.partition("why not\n")[2].splitlines()
    assert sum(line.startswith(("Kim ", "Sung ")) for line in listed) <= SHOWN
    everyone = run("who", "Kim", "--on", "2018-03-01", "--country", "PRK", "--all")
    assert "more: --all" not in everyone.out
    assert len(everyone.out.splitlines()) > len(few.out.splitlines())


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        (["Pyongyang"], "North Korea (PRK), state"),
        (["Moon"], "Moon Jae-in (moon-jae-in), KOR, if the article names"),
        (["KCNA"], "Korean Central News Agency (kcna), organisation, PRK"),
        (["the", "president", "--on", "2018-06-01"], "Nobody in particular on 2018-06-01"),
        (["the president", "--on", "2018"], "Nobody in particular in 2018"),
        (["the president", "--on", "2018-06-01", "--country", "KOR"], "Moon Jae-in (moon-jae-in), KOR"),
    ],
)
def test_nobody_is_an_answer_too(words: list[str], shown: str, run: Run) -> None:
    outcome = run("who", *words)
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out.splitlines()[0].startswith(shown)
    assert max(map(len, outcome.out.splitlines())) <= 100


def test_an_id_shows_all_names_and_offices(run: Run) -> None:
    out = run("who", "mike-pompeo").out
    assert "names   Mike Pompeo, Michael Pompeo" in out
    assert "offices Director of the CIA, USASPY, 2017-01-23 to 2018-04-26\n        Secretary of State, USAGOV" in out


def test_json_has_every_field(run: Run) -> None:
    row = json.loads(run("who", "the Secretary of State", "--on", "2017-05-01", "--json").out)
    assert row["actor"]["id"] == "rex-tillerson"
    assert row["actor"]["roles"] == [{"title": "Secretary of State", "code": "USAGOV"}]
    assert (row["basis"], row["on"], row["match"]["table"]) == ("title", "2017-05-01", "titles")
    assert row["office"]["since"] == "2017-02-01"
    assert len(row["others"]) > SHOWN
    assert json.loads(run("who", "Zorb Quexil", "--json").out)["actor"] is None


def test_a_desk_of_ones_own_is_asked_too(run: Run, tmp_path: Path) -> None:
    (tmp_path / "varna.toml").write_text(DESK, encoding="utf-8")
    out = run("who", "Ek", "--desk", "varna.toml").out
    assert out.splitlines()[0] == "Jan Ek (jan-ek), SWE"
    assert "row     desk: family name “Ek” (jan-ek)" in out
    assert run("who", "Ek").out.startswith("Nobody in particular")


@pytest.mark.parametrize(
    "words", [["Kim", "--on", "yesterday"], ["Kim", "--country", "Atlantis"], ["..."], ["Kim", "--desk", "none.toml"]]
)
def test_what_cannot_be_asked_is_one_line_and_1(words: list[str], run: Run) -> None:
    outcome = run("who", *words)
    assert (outcome.code, outcome.out) == (1, "")
    assert outcome.err.startswith("communique: error: ")
    assert outcome.err.count("\n") == 1


def test_without_words_it_is_wrong_usage(run: Run) -> None:
    assert run("who").code == 2


def test_words_with_control_characters_obey_nothing(run: Run) -> None:
    outcome = run("who", "Zorb\x1b[2J Quexil")
    assert outcome.code == 0
    assert "\x1b" not in outcome.out
