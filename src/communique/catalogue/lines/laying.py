"""The lines as people's reviews left them: what a review touches is put together anew, all else stays as it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np

from communique.catalogue.catalogue import Catalogue
from communique.catalogue.lines.abouts import Abouts
from communique.catalogue.lines.folds import beside_of, reached
from communique.catalogue.lines.index import UNDATED, Fresh, Index, Marks, nothing
from communique.catalogue.lines.opening import among, meetings_with, stored_at, stored_of
from communique.chronology.brief import TURNS
from communique.chronology.folding import folded
from communique.chronology.lives import life_of
from communique.reading import Actor, Span
from communique.reviews import Laid, Standing, laid_over, mended
from communique.weave.occurrence import Account, Encounter, Occurrence
from communique.weave.weaver import in_time

_TURNS = tuple(TURNS)
_LAST = np.iinfo(np.int32).max
_COLUMNS = (
    "listed", "single", "rejected", "begin", "end", "begin_month", "end_month", "reported", "articles", "origins",
    "head", "turn", "disputed", "rank", "stored",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Row:
    """A line that is not as in the file."""

    occurrence: Occurrence
    listed: bool
    single: bool
    rejected: bool = False


def laid_index(catalogue: Catalogue, base: Index, standing: Standing) -> Index:
    """The index as the reviews in force leave it; `base` itself where they touch nothing."""
    near = _near(catalogue, base, standing)
    if not near:
        return base
    lives = {one.encounter for one in near.values() if one.encounter is not None}
    encounters = meetings_with(catalogue, lives)
    given = tuple(near.values())
    actors = _actors(catalogue, given)
    laid = laid_over(given, standing, encounters=encounters.values(), names=actors)
    names = {**base.actors, **{actor.id: actor.name for actor in laid.actors}}
    rows, covers = _rows(given, laid)
    people = (*base.people, *((one.id, one.name, one.known, one.country) for one in laid.actors))
    abouts = Abouts.of(catalogue.folder)
    countries = {id_: country for id_, _, _, country in people if country is not None}
    return _put(
        replace(base, actors=names, people=people, encounters=_called(base, encounters, laid, names)),
        gone=[line for lines in stored_of(catalogue, near).values() for line in lines],
        rows=rows,
        covers=covers,
        marks=[_marks_of(row.occurrence, countries, abouts) for row in rows],
        names=names,
        laid=laid,
        encounters=encounters,
    )


def _near(catalogue: Catalogue, base: Index, standing: Standing) -> dict[str, Occurrence]:
    """The occurrences that a review may touch, as they are alone: those with evidence at the places reviewed, and what
    hangs together with them, by a meeting's life or by being told in the same words."""
    of_articles = among(catalogue, "SELECT line FROM line_articles WHERE article", sorted(standing.articles))
    told = stored_at(catalogue, sorted({line for (line,) in of_articles}))
    places = _places(standing)
    fresh = {one.id: one for one in told.values() if any(_is_near(account, places) for account in one.accounts)}
    found: dict[str, Occurrence] = {}
    while fresh:
        found |= fresh
        lives = {one.encounter for one in fresh.values() if one.encounter is not None}
        steps = [step for meeting in meetings_with(catalogue, lives).values() for step in meeting.steps]
        related = [id_ for one in fresh.values() for id_ in one.related]
        every = [line for its in stored_of(catalogue, fresh).values() for line in its]
        beside = [line for its in stored_of(catalogue, {*steps, *related} - found.keys()).values() for line in its]
        hidden = base.covered[np.isin(base.covers, every)].tolist()
        lines = sorted(line for line in {*beside, *hidden} if base.single[line])
        fresh = {one.id: one for one in stored_at(catalogue, lines).values() if one.id not in found}
    return {one.id: one for one in sorted(found.values(), key=in_time)}


def _places(standing: Standing) -> dict[str, list[Span]]:
    """Where the entries stand that reviews are of, by article."""
    found: dict[str, list[Span]] = {}
    for key in (*standing.states, *(key for review in standing.joins for key in review.keys)):
        found.setdefault(key.article, []).extend(key.spans)
    return found


def _is_near(account: Account, places: Mapping[str, Sequence[Span]]) -> bool:
    """Whether an account has evidence where a review is of: in a reading by another model it may stand a little off."""
    return any(
        max(span.start, other.start) < min(span.end, other.end)
        for other in places.get(account.article, ())
        for span in account.spans
    )


def _actors(catalogue: Catalogue, occurrences: Iterable[Occurrence]) -> dict[str, Actor]:
    ids = sorted({id_ for one in occurrences for id_ in one.actors})
    found = among(catalogue, "SELECT id, name, kind, country, known FROM line_actors WHERE id", ids)
    return {id_: Actor(id_, name, kind, country, known=known) for id_, name, kind, country, known in found}


def _rows(given: Sequence[Occurrence], laid: Laid) -> tuple[list[_Row], list[tuple[str, str]]]:
    """The lines that stand in the place of others; and for each that is not listed, those that tell it in its stead."""
    # in the order in which they are woven: of two that are one joint step, the first stands for both
    now = sorted((mended(one, laid.became) for one in laid.occurrences), key=in_time)
    before = {one.id: one for one in now}
    shown = {one.id: one for one in folded(now)}
    beside = beside_of((*now, *shown.values()))
    rows = []
    covers = []
    for one in now:
        in_place = shown.get(one.id)
        rows.append(_Row(one, listed=in_place is one, single=True))
        if in_place is None:
            covers += [(one.id, other) for other in reached(one.id, beside) if other in shown]
        elif in_place is not one:
            rows.append(_Row(in_place, listed=True, single=False))
    gone = (one for one in given if one.id not in before and laid.became.get(one.id, "") is None)
    rows += [_Row(one, listed=False, single=False, rejected=True) for one in gone]
    return rows, covers


def _called(
    base: Index, encounters: Mapping[str, Encounter], laid: Laid, names: Mapping[str, str]
) -> tuple[tuple[str, str | None, str], ...]:
    """The meetings with the names by which they are listed."""
    now = tuple((one.id, one.name, life_of(one, {}, names).name) for one in laid.encounters)
    return (*(row for row in base.encounters if row[0] not in encounters), *now)


def _marks_of(one: Occurrence, countries: Mapping[str, str], abouts: Abouts) -> dict[str, set[str]]:
    """What an occurrence can be asked by, as `filling` has it."""
    step = one.step
    acting: dict[str, list[str | None]] = {"actor": list(one.actors)}
    if step is not None:
        acting |= {"party": [step.party], "toward": [step.toward], "by": [step.by]}
    found = {
        what: {id_ for given in its if given for id_ in (given, countries.get(given)) if id_}
        for what, its in acting.items()
    }
    return found | {
        "kind": {one.kind, *((step.kind,) if step else ())},
        "place": {one.place} if one.place else set(),
        "meeting": {one.encounter} if one.encounter else set(),
        "origin": {f"{origin.kind} {origin.id}" for origin in one.origins},
        "issue": abouts.of_occurrence(one),
    }


def _put(
    base: Index,
    *,
    gone: Sequence[int],
    rows: Sequence[_Row],
    covers: Iterable[tuple[str, str]],
    marks: Sequence[Mapping[str, set[str]]],
    names: Mapping[str, str],
    laid: Laid,
    encounters: Mapping[str, Encounter],
) -> Index:
    """The index with some lines in the place of others, all in order again."""
    kept = np.ones(base.size, np.bool_)
    kept[list(gone)] = False
    fresh = [_values(row) for row in rows]
    columns: dict[str, Any] = {
        name: np.concatenate([getattr(base, name)[kept], [values[name] for values in fresh]]).astype(
            getattr(base, name).dtype
        )
        for name in _COLUMNS
    }
    rank = np.lexsort(
        (columns["rank"], columns["head"], -columns["articles"], -columns["origins"], columns["turn"] == 0)
    )
    columns["rank"][rank] = np.arange(1, len(rank) + 1)
    dated = columns["begin"] != UNDATED
    order = np.lexsort(
        (
            columns["rank"],
            np.where(~dated & (columns["reported"] != UNDATED), columns["reported"], _LAST),
            np.where(dated, columns["end"], _LAST),
            np.where(dated, columns["begin"], _LAST),
        )
    )
    columns = {name: column[order] for name, column in columns.items()}
    at = np.empty(len(order), np.int32)
    at[order] = np.arange(len(order))
    many = int(np.count_nonzero(kept))
    places = np.full(base.size, -1, np.int32)
    places[kept] = at[:many]
    lines = at[many:].tolist()
    by_id: dict[str, tuple[int, ...]] = {}
    for line, row in zip(lines, rows, strict=True):
        by_id[row.occurrence.id] = (*by_id.get(row.occurrence.id, ()), line)
    pairs = [(line, by) for one, other in covers for line in by_id[one] for by in by_id[other] if columns["listed"][by]]
    held = kept[base.covered] & kept[base.covers]
    gone_meetings: dict[str, Encounter | None] = dict.fromkeys(encounters)
    return replace(
        base,
        **columns,
        covered=np.concatenate([places[base.covered[held]], [line for line, _ in pairs]]).astype(np.int32),
        covers=np.concatenate([places[base.covers[held]], [by for _, by in pairs]]).astype(np.int32),
        marks={
            what: _marked(
                base.marks.get(what, nothing()), kept, places, lines, [one.get(what, set()) for one in marks], names
            )
            for what in {*base.marks, *(what for one in marks for what in one)}
        },
        fresh=Fresh(
            told={line: row.occurrence for line, row in zip(lines, rows, strict=True)},
            places=places,
            by_id=by_id,
            states=laid.states,
            became=laid.became,
            encounters=gone_meetings | {one.id: one for one in laid.encounters},
        ),
    )


def _marked(
    base: Marks,
    kept: np.ndarray[Any, np.dtype[np.bool_]],
    places: np.ndarray[Any, np.dtype[np.int32]],
    lines: Sequence[int],
    values: Sequence[set[str]],
    names: Mapping[str, str],
) -> Marks:
    new = sorted({value for its in values for value in its} - base.code_of.keys())
    code_of = base.code_of | {value: len(base.values) + at for at, value in enumerate(new)}
    pairs = [(code_of[value], line) for line, its in zip(lines, values, strict=True) for value in its]
    held = kept[base.lines]
    codes = np.concatenate([base.codes[held], [code for code, _ in pairs]]).astype(np.int32)
    marked = np.concatenate([places[base.lines[held]], [line for _, line in pairs]]).astype(np.int32)
    order = np.lexsort((marked, codes))
    return Marks.of(
        (*base.values, *new), (*base.names, *(names.get(value, value) for value in new)), codes[order], marked[order]
    )


def _values(row: _Row) -> dict[str, Any]:
    """A line's columns, as `filling` has them."""
    one = row.occurrence
    begin, end = (date.fromisoformat(one.when.begin), date.fromisoformat(one.when.end)) if one.when else (None, None)
    return {
        "listed": row.listed,
        "single": row.single,
        "rejected": row.rejected,
        "begin": begin.toordinal() if begin else UNDATED,
        "end": end.toordinal() if end else UNDATED,
        "begin_month": 12 * begin.year + begin.month - 1 if begin else 0,
        "end_month": 12 * end.year + end.month - 1 if end else 0,
        "reported": date.fromisoformat(one.reported.begin).toordinal() if one.reported and not one.when else UNDATED,
        "articles": one.articles,
        "origins": len(one.origins),
        "head": min((span.start for account in one.accounts for span in account.spans), default=0),
        "turn": _TURNS.index(one.status) + 1 if one.status in _TURNS else 0,
        "disputed": bool(one.disagreements),
        "rank": _LAST,
        "stored": -1,
    }
