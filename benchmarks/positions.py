"""Positions and the table on the shipped dispatches, against what an analyst would have kept by hand.

python benchmarks/positions.py [--errors] [--only NEGOTIATION]

Twice: from the gold readings woven, which shows this room alone; and from the program's own readings woven, which shows
what a user gets. Each takes the days of the articles as the program dates them. A position is right where its party
and issue are, and the kind of its last stand is one that the gold has. A line of the table is right where a gold line
of the same parties and side has a term alike; its answer, where it is one that the gold has; found lines that the gold
has not count against precision, though the gold names the terms that matter and not all. A change is right where a
stand of that party and issue has it, with the evidence in both articles. --errors prints what is wrong.

The gold of the first dispatches was looked at while this was made; that of the other negotiations was written from the
texts before they were first run, and rules are not made from it. The pairs were written before they were first run, in
words of other negotiations: `position_pairs.tsv` has two stands each and what became of the position,
`answer_pairs.tsv` a term, a reply and the answer that it is. There a claim is anything but "added", and "unanswered".
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import _results
from communique.dispatches import FIRST, SCORED_ONLY, desk_of, folder, gold_of, negotiations
from communique.positions import Line, Positions, Stand, Table, days, positions, table
from communique.positions.wording import alike
from communique.reading import Actor, Reading, Term
from communique.scoring import Figure
from communique.weave import weave
from communique.weave.occurrence import Account, Occurrence, Origin, Step, When, Woven, WovenTerm
from gold import read_dispatches

Row = Mapping[str, str]

# The gold readings name their issues more finely than the tables do.
ISSUES = {
    "talks": "summitry",
    "inspection": "denuclearisation",
    "nuclear and missile tests": "tests",
    "security guarantees": "security-guarantees",
    "peace treaty": "peace-treaty",
    "military exercises": "exercises",
    "relations": "normalisation",
    "inter-Korean relations": "normalisation",
    "detainees and remains": "humanitarian",
    "aid": "humanitarian",
    "human rights": "humanitarian",
    "troops": None,
    "conduct": None,
}
SIDES = (Actor("CHL", "Chile", "state", "CHL"), Actor("NOR", "Norway", "state", "NOR"))
ONE_TERM = 0.65  # least likeness of a line's term to the gold's, where it was not told in the gold's article


@dataclass(frozen=True)
class Found:
    """What the readings of a negotiation came to, and the article files that tell each occurrence."""

    negotiation: str
    positions: Positions
    table: Table
    files: Mapping[str, frozenset[str]]


def rows(negotiation: str, name: str) -> list[Row]:
    """The rows of a negotiation's gold table."""
    head, *lines = folder(negotiation).joinpath("gold", name).read_text(encoding="utf-8").splitlines()
    return [dict(zip(head.split("\t"), line.split("\t"), strict=True)) for line in lines]


def found(negotiation: str, readings: Iterable[Reading], paths: Mapping[str, str]) -> Found:
    """Positions and table of the readings of a negotiation, woven."""
    woven = weave(readings)
    told = {o.id: frozenset(paths[a.article] for a in o.accounts) for o in woven.occurrences}
    desk = desk_of(negotiation) if negotiation != FIRST else None
    return Found(negotiation, positions(woven, desk=desk), table(woven, desk=desk), told)


def as_the_tables_have_it(reading: Reading) -> Reading:
    """The gold reading, the issues of its terms named as in the tables of positions."""

    def named(term: Term) -> Term:
        return replace(term, issue=ISSUES.get(term.issue or "", term.issue))

    moves = tuple(
        replace(
            move,
            gives=tuple(map(named, move.gives)),
            asks=tuple(map(named, move.asks)),
            condition=named(move.condition) if move.condition else None,
        )
        for move in reading.moves
    )
    return replace(reading, moves=moves)


def position_figures(got: Found, errors: bool) -> list[Figure]:
    """Positions, and of those that both have, the kind of the last stand."""
    wanted = {(row["party"], row["issue"]): row for row in rows(got.negotiation, "positions.tsv")}
    have = {(p.party, p.issue): p for p in got.positions.positions if p.issue is not None}
    both = wanted.keys() & have.keys()
    kinds = {key for key in both if last_kinds(have[key].history) & set(wanted[key]["kind"].split("|"))}
    if errors:
        print("missing", sorted(wanted.keys() - have.keys()), "\nmore", sorted(have.keys() - wanted.keys()))
        for key in sorted(both - kinds):
            print("last kind", key, wanted[key]["kind"], wanted[key]["date"], "found", last_kinds(have[key].history))
    return [
        Figure("positions", "party and issue", len(both), len(have), len(wanted)),
        Figure("positions", "with the last kind", len(kinds), len(have), len(wanted)),
    ]


def last_kinds(history: Iterable[Stand]) -> set[str]:
    """The kinds of the stands of the last day that any of them could be placed on."""
    known = [(stand.when.end, stand.kind) for stand in history if stand.when is not None and days.placed(stand.when)]
    last = max((day for day, _ in known), default=None)
    return {kind for day, kind in known if day == last}


def change_figures(got: Found, errors: bool) -> list[Figure]:
    """Changes that the gold names, found with both evidences."""
    have = {
        (position.party, position.issue, stand.change, before, after)
        for position in got.positions.positions
        for stand in position.history
        if stand.versus is not None
        for before in got.files[stand.versus]
        for after in got.files[stand.occurrence]
    }
    right = 0
    for row in rows(got.negotiation, "changes.tsv"):
        key = (row["party"], row["issue"], row["change"], row["before_article"], row["article"])
        right += key in have
        if errors and key not in have:
            near = [f"{c} from {b}" for p, i, c, b, a in have if (p, i, a) == (key[0], key[1], key[4])]
            print("change", *key, "| found:", *near)
    named = sum(1 for p in got.positions.positions for s in p.history if s.versus is not None)
    return [Figure("changes", "with both evidences", right, named, len(rows(got.negotiation, "changes.tsv")))]


def line_figures(got: Found, errors: bool) -> list[Figure]:
    """Lines of the table, and those with the right answer."""
    wanted = rows(got.negotiation, "exchange.tsv")
    have = [line for exchange in got.table.exchanges for line in exchange.lines if line.side in ("gives", "asks")]
    pairs = matched(wanted, have, got)
    answered = [(row, line) for row, line in pairs if line.answer and line.answer.kind in row["answer"].split("|")]
    if errors:
        rows_met = [id(row) for row, _ in pairs]
        for row in wanted:
            if id(row) not in rows_met:
                print("no line", *row.values())
        for row, line in pairs:
            if (row, line) not in answered:
                print("answer", *row.values(), "| found:", line.text, line.answer)
    return [
        Figure("table", "lines", len(pairs), len(have), len(wanted)),
        Figure("table", "lines with the answer", len(answered), len(have), len(wanted)),
    ]


def matched(wanted: Iterable[Row], have: Iterable[Line], got: Found) -> list[tuple[Row, Line]]:
    """The lines that are those of the gold, each once: in words alike first, then as told in the same article."""
    have = list(have)
    scored = sorted(
        (
            (score, n, m, row, line)
            for n, row in enumerate(wanted)
            for m, line in enumerate(have)
            if (line.party, line.other, line.side) == (row["party"], row["toward"], row["side"])
            and (score := alike(row["term"], line.text)) >= ONE_TERM
        ),
        key=lambda pair: (-pair[0], not told_in(pair[4], pair[3]["article"], got), pair[1], pair[2]),
    )
    taken_rows: set[int] = set()
    taken_lines: set[int] = set()
    pairs = []
    for _, n, m, row, line in scored:
        if n not in taken_rows and m not in taken_lines:
            taken_rows.add(n)
            taken_lines.add(m)
            pairs.append((row, line))
    return pairs


def told_in(line: Line, article: str, got: Found) -> bool:
    """Whether a move that says the line is told in that article."""
    return any(article in got.files[occurrence] for occurrence in line.occurrences)


def pair_figures(errors: bool) -> list[Figure]:
    """Of pairs of stands, and of terms and replies, the claims that are right."""
    return [
        _claims("changes", "position_pairs.tsv", "change", change_of, "added", errors),
        _claims("answers", "answer_pairs.tsv", "answer", answer_to, "unanswered", errors),
    ]


def _claims(name: str, file: str, column: str, told: Callable[[Row], str | None], nothing: str, errors: bool) -> Figure:
    head, *lines = Path(__file__).with_name(file).read_text(encoding="utf-8").splitlines()
    right = claimed = wanted = 0
    for line in lines:
        row = dict(zip(head.split("\t"), line.split("\t"), strict=True))
        found = told(row)
        wanted += row[column] != nothing
        claimed += found != nothing
        right += found == row[column] != nothing
        if errors and found != row[column]:
            print("pair", *row.values(), "| found:", found)
    return Figure("pairs", name, right, claimed, wanted)


def change_of(row: Row) -> str | None:
    """What becomes of the position between the two stands of a row."""
    earlier, later = (
        _move(
            which,
            row[f"{which} kind"],
            "" if row[f"{which} part"] == "leaves" else "asks" if row[f"{which} part"] == "asks" else "gives",
            row[f"{which} words"],
            row["issue"],
        )
        for which in ("earlier", "later")
    )
    held = positions(Woven(occurrences=(earlier, later), actors=SIDES)).positions
    return next(s.change for p in held for s in p.history if s.occurrence == "later")


def answer_to(row: Row) -> str | None:
    """The answer that the reply of a row is to its term."""
    asked = _move("earlier", row["kind"], row["side"], row["words"], row["issue"])
    reply = _move("later", row["reply kind"], row["reply side"], row["reply words"], row["issue"], party="CHL")
    exchange = table(Woven(occurrences=(asked, reply), actors=SIDES)).exchanges[0]
    line = next(line for line in exchange.lines if line.party == "NOR")
    return line.answer.kind if line.answer else None


def _move(id_: str, kind: str, side: str, words: str, issue: str, *, party: str = "NOR") -> Occurrence:
    day = {"earlier": "2021-01-05", "later": "2021-03-05"}[id_]
    term = (WovenTerm(words, issue),)
    toward = "CHL" if party == "NOR" else "NOR"
    step = Step(kind, party, toward, None, term if side == "gives" else (), term if side == "asks" else ())
    when, origin = When(day, day, "text"), Origin("x", "x", "outlet")
    account = Account(id_, id_, (), words, words, 0, id_, origin, when=when, published=when)
    return Occurrence(id_, "move", words, (party, toward), when, when, (account,), (origin,), step=step)


SECTION = "positions and the table on the dispatches"


def section(negotiation: str) -> str:
    """Where in the results the figures of a negotiation are kept."""
    return SECTION if negotiation == FIRST else f"{SECTION}: {negotiation}"


def figures_of(negotiation: str, errors: bool) -> dict[str, list[float]]:
    """Precision, recall and F1 in percent, from the gold readings of a negotiation and from the program's own."""
    told = gold_of(negotiation).values()
    own = {reading.article.id: reading for reading in read_dispatches(negotiation)}
    named = map(as_the_tables_have_it, told) if negotiation == FIRST else told
    wanted = [replace(reading, article=own[reading.article.id].article) for reading in named]
    paths = {reading.article.id: reading.article.path or "" for reading in told}
    figures: dict[str, list[float]] = {}
    for name, readings in (("gold readings", wanted), ("own readings", list(own.values()))):
        got = found(negotiation, readings, paths)
        if errors:
            print(f"\n{negotiation}, {name}")
        measured = (f for measure in (position_figures, change_figures, line_figures) for f in measure(got, errors))
        figures |= {f"{figure.layer}, {figure.name}, {name}: P/R/F1": percent(figure) for figure in measured}
    return figures


def held() -> list[str]:
    """The negotiations of which an analyst has written down who holds what."""
    return [name for name in negotiations() if name not in SCORED_ONLY]


def percent(figure: Figure) -> list[float]:
    return [round(100 * value, 1) for value in (figure.precision, figure.recall, figure.f1)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--errors", action="store_true", help="print what is wrong")
    parser.add_argument("--only", choices=held(), help="one negotiation alone")
    options = parser.parse_args()
    for negotiation in (options.only,) if options.only else held():
        figures = figures_of(negotiation, options.errors)
        if negotiation == FIRST:
            pairs = pair_figures(options.errors)
            figures |= {f"{one.name}, pairs of other negotiations: P/R/F1": percent(one) for one in pairs}
        print(f"\n{negotiation}")
        for name, values in figures.items():
            print(f"{name:60}", *(f"{value:6.1f}" for value in values))
        _results.write(section(negotiation), figures)


if __name__ == "__main__":
    main()
