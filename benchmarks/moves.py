"""How well moves are read on the labelled sentences: `python -m benchmarks.moves`.

The rules were written over the others; those in `training/moves/HELD_OUT` are only measured. Parties
and actors are given to the rules by the names that the head of each file declares, and the adjectives of the tables.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from benchmarks import _results
from communique.moves import Found, Named, moves_in
from communique.moves.articles import principals
from communique.moves.scene import Scene
from communique.reading import Move, Spans
from communique.resolve import tables
from communique.scoring import Figure, characters
from training.moves.format import HERE, Labelled, Negotiation, read_all

# Negotiations that no rule is written over and nothing is trained on.
HELD_OUT = tuple((HERE / "HELD_OUT").read_text(encoding="utf-8").split())
DRAWN = 4  # as many steps of the average chance are counted with each rule's own, so that few do not speak for many
SAME_TERMS = 0.5  # least share of characters in common for two terms to be the same
# Names of offices begin small in the heads, and are no names.
_NAME = re.compile(r"[A-Z]")
_PLACED = re.compile(r" (?:in|of|from) .*")
_BODY = re.compile(
    r"\w ([Gg]overnment|movement|coalition|Commission|Union|Platform|League|Council|Front|Movement|Treasury)$"
)


def named(text: str, negotiation: Negotiation) -> tuple[Named, ...]:
    """Where the declared parties and actors stand in `text`."""
    return tuple(
        Named(match.start("name"), match.end(), *who)
        for name, who in _names(negotiation)
        for match in re.finditer(rf"(?<!\w){_the(name)}(?!\w)", text)
    )


def _names(negotiation: Negotiation) -> Iterator[tuple[str, tuple[str, str | None, bool]]]:
    states = tables.load().states
    for party, names in negotiation.parties.items():
        for name in names:
            for form in _forms(name.removeprefix("the ")):
                yield form, (party, party, False)
        for adjective in states[party].adjectives if party in states else ():
            yield adjective, (party, party, True)
            yield adjective.upper(), (party, party, True)
            # "The Russians" are Russia.
            yield f"{adjective}s", (party, party, False)
    for actor, someone in negotiation.actors.items():
        name, *offices = someone.name.split(", ")
        yield name, (someone.party, actor, False)
        if offices and len(name.split()) > 1:
            yield name.split()[-1], (someone.party, actor, False)
            yield name.split()[-1].upper(), (someone.party, actor, False)
            # In some languages the family's name stands first.
            if actor.split("-")[0] == name.split()[0].lower() and len(name.split()) < 4:
                yield name.split()[0], (someone.party, actor, False)
        yield from (
            (office, (someone.party, actor, False)) for office in offices if _NAME.match(office) and " " not in office
        )


def _the(name: str) -> str:
    """A name as a pattern, in which an article before it is wanted and is no part of it."""
    article, rest = ("[Tt]he ", name[4:]) if name.startswith("the ") else ("", name)
    return f"{article}(?P<name>{re.escape(rest)})"


def _forms(name: str) -> Iterator[str]:
    """A name, in capitals, at the head of a sentence, and short: "unionists in the north", "the Commission"."""
    yield from (name, name.upper(), name[0].upper() + name[1:])
    if not _NAME.match(name):
        short = _PLACED.sub("", name)
        yield from (short, short[0].upper() + short[1:])
    if (body := _BODY.search(name)) is not None:
        yield f"the {body[1]}"


@dataclass(frozen=True, slots=True)
class Result:
    """What was found in the sentences of one negotiation, by how closely it is looked at."""

    id: str
    step: Figure  # kind and party
    full: Figure  # and terms
    bare: Figure  # sentences without a move that were given one


def read_in(negotiation: Negotiation) -> list[tuple[Labelled, tuple[Found, ...]]]:
    """The sentences with the moves that the rules read in them, given who is named most in all, as in an article."""
    between = between_in(negotiation)
    return [(one, moves_in(one.text, named(one.text, negotiation), between=between)) for one in negotiation.sentences]


def between_in(negotiation: Negotiation) -> tuple[str, ...]:
    """Those that bargain, by how often they are named. "Turkish Cypriots" names nobody else."""
    scenes = (Scene.of(one.text, named(one.text, negotiation)) for one in negotiation.sentences)
    return principals(Counter(who.party for scene in scenes for who in scene.named))


def result(negotiation: Negotiation) -> Result:
    """The figures of a negotiation."""
    read = read_in(negotiation)
    steps = Counter[str]()
    for one, found in read:
        steps.update(_counts(one, found))
    return Result(
        negotiation.id,
        Figure("moves", "kind and party", steps["step"], steps["found"], steps["wanted"]),
        Figure("moves", "with terms", steps["full"], steps["found"], steps["wanted"]),
        Figure("moves", "bare", steps["invented"], steps["bare"], steps["bare"]),
    )


def _counts(one: Labelled, found: Sequence[Found]) -> dict[str, int]:
    left, step, full = list(found), 0, 0
    for move in one.moves:
        same = [other for other in left if (other.kind, other.party) == (move.kind, move.party)]
        if same:
            best = max(same, key=lambda other: same_terms(move, other))
            left.remove(best)
            step += 1
            full += same_terms(move, best)
    bare = not one.moves
    return {
        "step": step,
        "full": full,
        "found": len(found),
        "wanted": len(one.moves),
        "bare": bare,
        "invented": bare and bool(found),
    }


def same_terms(move: Move, found: Found) -> bool:
    """Whether what is given, asked and set as a condition share enough characters, field by field."""
    pairs = (
        (_all(term.spans for term in move.gives), found.gives),
        (_all(term.spans for term in move.asks), found.asks),
        (move.condition.spans if move.condition else (), (found.condition,) if found.condition else ()),
    )
    return all(_overlap(wanted, other) >= SAME_TERMS for wanted, other in pairs)


def _all(spans: Iterable[Spans]) -> Spans:
    return tuple(span for some in spans for span in some)


def _overlap(one: Spans, other: Spans) -> float:
    here, there = characters(one), characters(other)
    return len(here & there) / len(here | there) if here | there else 1.0


def table(results: Sequence[Result]) -> str:
    """The figures for a person to read, with a line for all."""
    rows = [f"{'':<18}{'precision':>10}{'recall':>8}{'F1':>7}{'with terms':>12}{'given to bare':>15}"]
    together = [
        Result("all", *(_sum(figures) for figures in zip(*((r.step, r.full, r.bare) for r in results), strict=True)))
    ]
    rows += [
        f"{r.id:<18}{100 * r.step.precision:>10.1f}{100 * r.step.recall:>8.1f}{100 * r.step.f1:>7.1f}"
        f"{100 * r.full.f1:>12.1f}{100 * r.bare.recall:>15.1f}"
        for r in (*results, *together)
    ]
    return "\n".join(rows)


def figures(results: Sequence[Result]) -> dict[str, list[float]]:
    """The figures of all `results` together, in percent, for results.json."""
    step, full, bare = (_sum(some) for some in zip(*((r.step, r.full, r.bare) for r in results), strict=True))
    return {
        "kind and party: P/R/F1": [round(100 * value, 1) for value in (step.precision, step.recall, step.f1)],
        "with terms: F1": [round(100 * full.f1, 1)],
        "bare sentences given a move": [round(100 * bare.recall, 1)],
        "moves": [step.wanted],
    }


def _sum(figures: Iterable[Figure]) -> Figure:
    figures = tuple(figures)
    totals = (sum(getattr(figure, name) for figure in figures) for name in ("right", "found", "wanted"))
    return Figure(figures[0].layer, figures[0].name, *totals)


def chances(negotiations: Sequence[Negotiation]) -> dict[tuple[str, str], tuple[int, int]]:
    """How many of the steps that each rule found, by kind, are right in kind and party, and how many it found."""
    right, found = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for sentence, read in (pair for negotiation in negotiations for pair in read_in(negotiation)):
        wanted = Counter((move.kind, move.party) for move in sentence.moves)
        for one in read:
            found[one.rule, one.kind] += 1
            if wanted[one.kind, one.party]:
                wanted[one.kind, one.party] -= 1
                right[one.rule, one.kind] += 1
    return {key: (right[key], count) for key, count in found.items()}


def scores(negotiations: Sequence[Negotiation]) -> str:
    """The chances as the lines of scores.toml, and how well they hold in a negotiation that they are not counted over.

    That is the Brier score of each step's chance from all other negotiations, beside that of one chance for all.
    """
    each = {negotiation.id: chances([negotiation]) for negotiation in negotiations}
    counts = _summed(each.values())
    total = Chances(counts)
    lines = [
        "# By rule and kind: the chance that the step is right, of how many it found. Made by",
        "# `python -m benchmarks.moves --scores`.",
    ]
    for rule, group in groupby(sorted(counts), key=lambda key: key[0]):
        lines.append(f'\n["{rule}"]')
        lines += [
            f"{kind} = {total.of(rule, kind):.2f}  # {counts[rule, kind][0]} of {counts[rule, kind][1]}"
            for _, kind in group
        ]
    own, common, steps = 0.0, 0.0, 0
    for left_out, counted in each.items():
        others = Chances(_summed(some for id_, some in each.items() if id_ != left_out))
        for key, (right, found) in counted.items():
            own += _squares(others.of(*key), right, found)
            common += _squares(others.all, right, found)
            steps += found
    told = f"Brier score, each negotiation left out: {own / steps:.3f}; with one chance for all: {common / steps:.3f}."
    return "\n".join([*lines, f"\n# {told}"])


def _squares(chance: float, right: int, found: int) -> float:
    return right * (1 - chance) ** 2 + (found - right) * chance**2


def _summed(counts: Iterable[Mapping[tuple[str, str], tuple[int, int]]]) -> dict[tuple[str, str], tuple[int, int]]:
    total: dict[tuple[str, str], tuple[int, int]] = {}
    for some in counts:
        for key, (right, found) in some.items():
            before = total.get(key, (0, 0))
            total[key] = (before[0] + right, before[1] + found)
    return total


class Chances:
    """The chance of a rule's kind of step, drawn toward that of all steps where few were counted."""

    def __init__(self, counts: Mapping[tuple[str, str], tuple[int, int]]) -> None:
        self._counts = counts
        right, found = (sum(count[place] for count in counts.values()) for place in (0, 1))
        self.all = right / found if found else 0.5

    def of(self, rule: str, kind: str) -> float:
        right, found = self._counts.get((rule, kind), (0, 0))
        return (right + DRAWN * self.all) / (found + DRAWN)


def main(arguments: Sequence[str]) -> int:
    """Prints the development figures; with --held-out also those of the negotiations that no rule was written over.

    With --scores: the chances that a step is right, for scores.toml.
    """
    negotiations = read_all()
    development = [one for one in negotiations if one.id not in HELD_OUT]
    if "--scores" in arguments:
        print(scores(development))
        return 0
    results = [result(one) for one in development]
    print(table(results))
    told = {"development": figures(results)}
    if "--held-out" in arguments:
        apart = [result(one) for one in negotiations if one.id in HELD_OUT]
        print(f"\nheld out\n{table(apart)}")
        told["held out"] = figures(apart)
        told |= {f"held out, {one.id}": figures([one]) for one in apart}
    _results.write("moves, labelled sentences", told)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
