"""The shelf of lines tells what `communique chronology` tells: the same lines, under the same filters."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from communique.catalogue import Catalogue
from communique.catalogue.lines.choosing import Choice, Wanted
from communique.catalogue.lines.folds import groups
from communique.catalogue.lines.opening import covering, entries_at, life_at, line_named, lines_of, occurrences_at
from communique.catalogue.lines.reviewed import index_of
from communique.catalogue.lines.spread import Period, spread_of
from communique.catalogue.making import make
from communique.chronology import chronology, meetings
from communique.desk import Desk
from communique.errors import QuestionError
from communique.reading import Span
from communique.record import Record
from communique.weave.occurrence import Account, Occurrence, Origin, Step, When, Woven, WovenTerm
from tests.chronology.samples import ACTORS, OCCURRENCES, SUMMIT, WOVEN, day
from tests.record.wovens import put

STATEMENT, MEETING = OCCURRENCES[1], OCCURRENCES[0]


def catalogue_of(folder: Path, woven: Woven) -> Catalogue:
    record = Record.open(folder, create=True)
    put(record.path, woven)
    return Catalogue(record.path, make(record.path))


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    return catalogue_of(tmp_path_factory.mktemp("lake") / "record", WOVEN)


def shown(catalogue: Catalogue, choice: Choice) -> list[Occurrence]:
    told = occurrences_at(catalogue, index_of(catalogue), choice.lines.tolist())
    return [told[line] for line in choice.lines.tolist()]


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"actors": ("ARV",)},
        {"actors": ("Mira Solan", "BMR")},
        {"kind": "meeting"},
        {"kind": "statement"},
        {"place": "ostmark"},
        {"meeting": "Lake Sarn summit"},
        {"since": "2021-02", "until": "2021-03"},
        {"until": "2021-02-24"},
        {"origins": 2},
        {"brief": True},
        {"brief": True, "actors": ("BMR",)},
        {"issue": "water"},
        {"issue": "Talks and summitry", "since": "2021-03"},
        {"actors": ("ARV",), "kind": "meeting", "origins": 2, "place": "Ostmark"},
    ],
    ids=str,
)
def test_lines_are_those_of_the_chronology(lake: Catalogue, asked: dict[str, Any]) -> None:
    told = chronology(WOVEN, **asked)
    choice = Choice(
        index_of(lake), Wanted(**{{"brief": "key"}.get(name, name): value for name, value in asked.items()})
    )
    first = told.asked.first
    # what may have begun before the days asked for stands behind what did not
    expected = sorted(
        told.dated, key=lambda one: bool(first and one.occurrence.when and one.occurrence.when.begin < first)
    )
    assert shown(lake, choice) == [entry.occurrence for entry in (*expected, *told.undated)]
    assert choice.asked == told.asked
    assert (choice.known, choice.hidden, choice.beside) == (told.known, told.hidden, told.beside)
    assert sorted(choice.why.values()) == sorted(entry.key for entry in told.entries if entry.key)


def test_an_entry_is_the_same_as_in_the_chronology(lake: Catalogue) -> None:
    lines = Choice(index_of(lake), Wanted()).lines.tolist()
    assert entries_at(lake, index_of(lake), lines) == chronology(WOVEN).entries


def test_where_nothing_fits_each_filter_says_what_it_lets_through_alone(lake: Catalogue) -> None:
    choice = Choice(index_of(lake), Wanted(actors=("OST",), kind="event", origins=3))
    told = chronology(WOVEN, actors=("OST",), kind="event", origins=3)
    assert len(choice.lines) == len(told.entries) == 0
    assert choice.alone == told.alone
    assert [words for words, _ in choice.alone] == ["Ostmark", "events", "at least 3 origins"]


@pytest.mark.parametrize(
    ("wanted", "words"),
    [
        (Wanted(actors=("Mira Solon",)), "did you mean mira-solan"),
        (Wanted(kind="statment"), "use one of statement"),
        (Wanted(place="Atlantis"), "Ostmark"),
        (Wanted(meeting="no such"), "no encounter"),
        (Wanted(since="soon"), "is no date"),
        (Wanted(since="2022", until="2021"), "exchange the two"),
        (Wanted(origins=0), "1 or more"),
        (Wanted(issue="sanctoins"), "did you mean 'sanctions'"),
    ],
    ids=str,
)
def test_a_filter_that_cannot_be_understood_is_an_error_with_a_fix(lake: Catalogue, wanted: Wanted, words: str) -> None:
    with pytest.raises(QuestionError, match=f"(?i){words}"):
        Choice(index_of(lake), wanted)


def test_a_facet_counts_what_a_click_on_it_shows(lake: Catalogue) -> None:
    for wanted in (Wanted(), Wanted(actors=("ARV",)), Wanted(kind="statement"), Wanted(place="Ostmark", origins=2)):
        facets = Choice(index_of(lake), wanted).facets()
        assert {"actor", "kind"} <= {facet.question for facet in facets}
        for facet in facets:
            for row in facet.rows:
                more: dict[str, Any] = {facet.question: row.value}
                if facet.question == "actor":
                    more = {"actors": tuple(dict.fromkeys((*wanted.actors, row.value)))}
                assert len(Choice(index_of(lake), replace(wanted, **more)).lines) == row.count, (
                    wanted,
                    facet.question,
                    row,
                )


def test_a_facet_shows_what_is_asked_for_first_and_counts_the_rest(lake: Catalogue) -> None:
    (actors,) = (
        facet for facet in Choice(index_of(lake), Wanted(actors=("OST",))).facets(most=2) if facet.question == "actor"
    )
    assert (actors.rows[0].value, actors.rows[0].asked) == ("OST", True)
    assert len(actors.rows) == 2
    assert actors.more > 0


def test_only_what_accounts_differ_on(lake: Catalogue) -> None:
    found = shown(lake, Choice(index_of(lake), Wanted(disputed=True)))
    assert found == [one for one in (e.occurrence for e in chronology(WOVEN).entries) if one.disagreements]
    assert found


def test_the_latest_can_be_first_and_what_has_no_date_stays_last(lake: Catalogue) -> None:
    told = chronology(WOVEN)
    found = shown(lake, Choice(index_of(lake), Wanted(latest_first=True)))
    assert found == [e.occurrence for e in (*reversed(told.dated), *told.undated)]


def test_a_line_is_found_by_its_id_or_the_only_id_that_begins_so(lake: Catalogue) -> None:
    id_ = OCCURRENCES[3].id
    line = line_named(lake, index_of(lake), id_)
    assert line is not None
    assert occurrences_at(lake, index_of(lake), [line])[line] == OCCURRENCES[3]
    assert line_named(lake, index_of(lake), id_[:8]) == line
    assert line_named(lake, index_of(lake), id_[:3]) is None
    assert line_named(lake, index_of(lake), "no-such-line") is None


def test_the_life_of_a_meeting_is_told_as_elsewhere(lake: Catalogue) -> None:
    assert life_at(lake, index_of(lake), SUMMIT) == meetings(WOVEN, meeting=SUMMIT)[0]
    assert life_at(lake, index_of(lake), "no such") is None


# What is told in the same words.

TEXT = "Mira Solan said that Arvia would open the sluices by June. Tomas Verek smiled."
POST, WIRE = Origin("Harbour Post", "Harbour Post", "outlet"), Origin("Northern Wire", "Northern Wire", "outlet")


def account(*words: str, article: str = "a", item: str = "s1", origin: Origin = POST) -> Account:
    spans = tuple(Span(TEXT.index(piece), TEXT.index(piece) + len(piece)) for piece in words)
    return Account(article, item, spans, " … ".join(words), TEXT, 0, article, origin)


SAID = Occurrence(
    "said", "statement", "Mira Solan said that Arvia would open the sluices", ("mira-solan",), day("2021-05-02"), None,
    (
        account("Mira Solan", "said", "that Arvia would open the sluices by June"),
        account("said", "that Arvia would open the sluices by June", article="b", origin=WIRE),
    ),
    (POST, WIRE), related=("move", "event"),
)  # fmt: skip
MOVE = Occurrence(
    "move", "move", "Arvia promised to open the sluices", ("ARV",), day("2021-05-02"), None,
    (account("Arvia would open the sluices by June", item="v1"),), (POST,),
    step=Step("commitment", "ARV", "BMR", "mira-solan", (WovenTerm("open the sluices", "sluices-issue"),)),
    related=("said",),
)  # fmt: skip
EVENT = Occurrence(
    "event", "event", "Arvia, toward Belmora: concede", ("ARV", "BMR"), day("2021-05-03"), None,
    (account("open the sluices", item="e1"),), (POST,), related=("said",),
)  # fmt: skip
ASIDE = replace(STATEMENT, id="aside", when=day("2021-05-02"), related=())
FOLDING = Woven((), (SAID, MOVE, ASIDE, EVENT), (), ACTORS)


@pytest.fixture(scope="module")
def folding(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    return catalogue_of(tmp_path_factory.mktemp("folding") / "record", FOLDING)


def test_what_is_told_in_the_same_words_stands_once_with_the_evidence_of_both(folding: Catalogue) -> None:
    choice = Choice(index_of(folding), Wanted())
    told = chronology(FOLDING)
    assert shown(folding, choice) == [entry.occurrence for entry in told.entries]
    assert {one.id for one in shown(folding, choice)} == {"move", "aside"}
    assert choice.beside == told.beside == 2
    (move,) = (one for one in shown(folding, choice) if one.id == "move")
    assert [a.article for a in move.accounts] == ["a", "b"]


def test_all_of_a_kind_are_listed_as_they_are_alone(folding: Catalogue) -> None:
    assert shown(folding, Choice(index_of(folding), Wanted(kind="move"))) == [MOVE]
    assert shown(folding, Choice(index_of(folding), Wanted(kind="commitment"))) == [MOVE]
    assert SAID in shown(folding, Choice(index_of(folding), Wanted(kind="statement")))


def test_what_is_told_by_a_line_that_does_not_pass_is_listed_itself(folding: Catalogue) -> None:
    # the move is not of Belmora, so nothing else tells the event
    assert shown(
        folding, Choice(index_of(folding), Wanted(actors=("BMR",), since="2021-05-03", until="2021-05-03"))
    ) == [EVENT]
    assert EVENT not in shown(folding, Choice(index_of(folding), Wanted(actors=("ARV",))))


def test_a_move_is_found_by_its_party_by_whom_it_is_made_toward_whom_and_by_its_terms(folding: Catalogue) -> None:
    for wanted in (
        Wanted(party="Arvia"), Wanted(by="Mira Solan"), Wanted(by="ARV"), Wanted(toward="BMR"),
        Wanted(issue="sluices-issue"),
    ):  # fmt: skip
        assert [one.id for one in shown(folding, Choice(index_of(folding), wanted))] == ["move"], wanted
    assert len(Choice(index_of(folding), Wanted(party="BMR")).lines) == 0


def test_a_line_that_is_not_listed_names_the_one_that_stands_for_it(folding: Catalogue) -> None:
    lines = lines_of(folding, index_of(folding), ["said", "move"])
    assert covering(index_of(folding), lines["said"]) == [lines["move"]]
    assert covering(index_of(folding), lines["move"]) == []


def test_groups_hold_together_whoever_names_another() -> None:
    found = groups([(1, 2), (5, 6), (2, 3), (7, 5)])
    assert sorted(map(sorted, found)) == [[1, 2, 3], [5, 6, 7]]


# Key days and the picture, over many lines.

_STATUSES = (None, None, None, "held", "called off", "proposed")


def _many(seed: int) -> Woven:
    choose, number = random.Random(seed), count()
    found = []
    for _ in range(120):
        begin = date(2021, 1, 1) + timedelta(choose.randrange(60))
        end = begin + timedelta(choose.choice((0, 0, 0, 1, 2, 3, 40)))
        status: Any = choose.choice(_STATUSES)
        origins = tuple(Origin(name, name, "outlet") for name in choose.sample("ABCDEF", choose.randint(1, 3)))
        found.append(
            replace(
                MEETING if status else STATEMENT,
                id=f"{next(number):03}",
                kind="meeting" if status else "statement",
                status=status,
                encounter=None,
                when=None if choose.random() < 0.05 else When(begin.isoformat(), end.isoformat(), "text"),
                origins=origins,
            )
        )
    return Woven((), tuple(found), (), ACTORS)


@pytest.mark.parametrize("seed", range(4))
def test_key_days_are_those_of_the_rule(tmp_path: Path, seed: int) -> None:
    woven = _many(seed)
    catalogue = catalogue_of(tmp_path / "record", woven)
    for asked in ({}, {"origins": 2}, {"kind": "meeting"}, {"since": "2021-01-20"}):
        told = chronology(woven, brief=True, **asked)
        choice = Choice(index_of(catalogue), Wanted(key=True, **asked))
        whys = {
            occurrences_at(catalogue, index_of(catalogue), [line])[line].id: why for line, why in choice.why.items()
        }
        assert whys == {entry.occurrence.id: entry.key for entry in told.entries if entry.key}
        assert {one.id for one in shown(catalogue, choice)} == {entry.occurrence.id for entry in told.entries}
        assert choice.hidden == told.hidden
    assert told.entries


def test_the_spread_counts_every_line_once_in_the_finest_unit_that_is_legible(tmp_path: Path) -> None:
    woven = _many(9)
    catalogue = catalogue_of(tmp_path / "record", woven)
    choice = Choice(index_of(catalogue), Wanted())
    spread = spread_of(choice)
    assert spread is not None
    assert spread.unit == "day"
    counted = sum(each.total for each in spread.counts)
    assert counted + spread.undated + spread.earlier + spread.later == len(choice.lines)
    undated = [one for one in woven.occurrences if one.when is None]
    assert spread.undated == len(undated)
    uncertain = [one for one in woven.occurrences if one.when and one.when.begin != one.when.end]
    assert len(spread.reaches) + spread.unshown + spread.anywhere == len(uncertain)
    told = occurrences_at(catalogue, index_of(catalogue), [reach.line for reach in spread.reaches])
    for reach in spread.reaches:
        when = told[reach.line].when
        assert when is not None
        assert (when.begin, when.end) == (reach.first.isoformat(), reach.last.isoformat())


def test_a_few_far_days_do_not_coarsen_the_picture_of_all(tmp_path: Path) -> None:
    many = _many(1).occurrences
    far = replace(STATEMENT, id="far", when=day("1953-07-27"))
    catalogue = catalogue_of(tmp_path / "record", Woven((), (*many, far), (), ACTORS))
    spread = spread_of(Choice(index_of(catalogue), Wanted()))
    assert spread is not None
    assert (spread.unit, spread.first.year) == ("day", 2021)
    assert spread.earlier >= 1
    asked = spread_of(Choice(index_of(catalogue), Wanted(since="1953", until="2021")))
    assert asked is not None
    assert (asked.unit, asked.first, asked.last) == ("decade", date(1953, 1, 1), date(2021, 12, 31))
    assert asked.earlier == 0


@pytest.mark.parametrize(
    ("unit", "first", "last"),
    [
        ("day", "2021-03-03", "2021-03-03"),
        ("week", "2021-03-01", "2021-03-07"),
        ("month", "2021-03-01", "2021-03-31"),
        ("year", "2021-01-01", "2021-12-31"),
        ("decade", "2020-01-01", "2029-12-31"),
    ],
)
def test_a_period_has_all_its_days(unit: Any, first: str, last: str) -> None:
    period = Period.of(date(2021, 3, 3), unit)
    assert (period.first.isoformat(), period.last.isoformat()) == (first, last)
    assert {Period.of(period.first, unit), Period.of(period.last, unit)} == {period}


def test_the_first_and_the_last_days_of_the_calendar_are_in_a_period() -> None:
    assert Period.of(date.max, "decade").last == date.max
    assert Period.of(date.min, "decade").first == date.min
    assert Period.of(date.max, "day").last == date.max


def test_a_record_without_occurrences_has_no_lines(tmp_path: Path) -> None:
    record = Record.open(tmp_path / "record", create=True)
    catalogue = Catalogue(record.path, make(record.path))
    choice = Choice(index_of(catalogue), Wanted(key=True))
    assert (len(choice.lines), choice.known, choice.facets()) == (0, 0, ())
    assert spread_of(choice) is None


def test_the_issues_of_a_desk_in_the_records_folder_are_those_that_lines_are_about(tmp_path: Path) -> None:
    record = Record.open(tmp_path / "record", create=True)
    desk = '[[issue]]\nid = "dam"\nname = "The Kessel dam"\nwords = ["sluice"]\n'
    (record.path / "desk.toml").write_text(desk, encoding="utf-8")
    put(record.path, WOVEN)
    catalogue = Catalogue(record.path, make(record.path))
    assert index_of(catalogue).issues == (("dam", "The Kessel dam"),)
    found = shown(catalogue, Choice(index_of(catalogue), Wanted(issue="The Kessel dam")))
    told = chronology(WOVEN, issue="dam", desk=Desk.open(record.path / "desk.toml"))
    assert found == [entry.occurrence for entry in told.entries]
    assert found
