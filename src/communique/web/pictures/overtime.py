"""What the foremost parties said and did over time: a row a party, in it a lane a kind, in that a bar a month or so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from communique.catalogue.happenings import Happened, Kind
from communique.signs import counted
from communique.weave.occurrence import days_between
from communique.web.pictures.scale import LENGTH, Bin, Scale, Tick, Unit, scale

LANES: dict[Kind, int] = {"statement": 30, "move": 22, "meeting": 14}
"""The kinds from top to bottom, and the height of each lane in pixels."""

GAP = 6
LEAST = 2.0  # pixels of the smallest bar
FILLED = 0.8  # of the width of a bin
OUTLIERS = 0.01
"""Share of the happenings that may lie before the drawing, and after it: one date of 1945 shall not flatten a year."""


@dataclass(frozen=True, slots=True)
class Bar:
    """How many happenings of one kind a party has in a stretch of time, and where that is drawn.

    `address` is the page of the chronology that lists them.
    `x` and `width` are per cent, `y` and `height` pixels.
    """

    kind: Kind
    times: int
    begin: str
    end: str
    words: str
    address: str
    x: float
    width: float
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class PartyRow:
    """What one party has: the bars, and how many of each kind they stand for."""

    party: str
    name: str
    bars: tuple[Bar, ...]
    totals: tuple[tuple[Kind, int], ...]


@dataclass(frozen=True, slots=True)
class Overtime:
    """The drawing.

    `before` and `after` count what lies outside of `first` and `last`, `vague` what is not known closely enough to
    stand in one bar. `most` is what the highest bar of each kind stands for. `bins` are those with any bar.
    """

    unit: Unit
    first: str
    last: str
    rows: tuple[PartyRow, ...]
    bins: tuple[Bin, ...]
    ticks: tuple[Tick, ...]
    height: int
    most: tuple[tuple[Kind, int], ...]
    before: int
    after: int
    vague: int


def overtime(parties: Sequence[tuple[str, str]], happened: Iterable[Happened]) -> Overtime | None:
    """The drawing of what these parties, by id and name, said and did; None where nothing of it has a date."""
    happened = tuple(happened)
    dated = [one for one in happened if one.begin is not None and one.end is not None]
    if not dated:
        return None
    first, last = _reach(dated)
    along = scale(first, last)
    counts: Counter[tuple[str, Kind, int]] = Counter()
    before = after = 0
    vague = sum(one.times for one in happened if one.begin is None)
    for one in dated:
        begin, end = one.begin or "", one.end or ""
        if end < along.bins[0].begin:
            before += one.times
        elif begin > along.bins[-1].end:
            after += one.times
        elif days_between(begin, end) >= LENGTH[along.unit] or (number := along.bin_of(begin)) is None:
            vague += one.times
        else:
            counts[one.party, one.kind, number] += one.times
    most = {kind: max((n for (_, its, _), n in counts.items() if its == kind), default=0) for kind in LANES}
    rows = tuple(_row(party, name, counts, along, most) for party, name in parties)
    used = sorted({number for _, _, number in counts})
    return Overtime(
        along.unit,
        along.bins[0].begin,
        along.bins[-1].end,
        rows,
        tuple(along.bins[number] for number in used),
        along.ticks,
        sum(LANES.values()) + GAP * (len(LANES) - 1),
        tuple(most.items()),
        before,
        after,
        vague,
    )


def address(party: str, kind: Kind, of: Bin) -> str:
    """The chronology of one kind, party and stretch of time: a move is its party's, whoever acts has the others."""
    role = "party" if kind == "move" else "actor"
    return f"/chronology?{urlencode({role: party, 'kind': kind, 'since': of.begin, 'until': of.end})}"


def _reach(dated: Sequence[Happened]) -> tuple[str, str]:
    """The first and the last day of the drawing."""
    aside = int(OUTLIERS * sum(one.times for one in dated))
    return (
        _nth(sorted((one.begin or "", one.times) for one in dated), aside),
        _nth(sorted(((one.begin or "", one.times) for one in dated), reverse=True), aside),
    )


def _nth(ordered: Iterable[tuple[str, int]], number: int) -> str:
    """The day of the happening with this number, counted from 0."""
    so_far = 0
    for day, times in ordered:
        so_far += times
        if so_far > number:
            return day
    return ""


def _row(
    party: str, name: str, counts: Counter[tuple[str, Kind, int]], along: Scale, most: dict[Kind, int]
) -> PartyRow:
    bars, totals, top = [], [], 0
    for kind, lane in LANES.items():
        own = sorted((number, n) for (its, other, number), n in counts.items() if (its, other) == (party, kind))
        totals.append((kind, sum(n for _, n in own)))
        for number, times in own:
            height = round(max(LEAST, lane * times / most[kind]), 1)
            one = along.bins[number]
            bars.append(
                Bar(
                    kind,
                    times,
                    one.begin,
                    one.end,
                    f"{name}, {one.words}: {counted(times, kind)}",
                    address(party, kind, one),
                    round((number + (1 - FILLED) / 2) * along.width, 3),
                    round(FILLED * along.width, 3),
                    round(top + lane - height, 1),
                    height,
                )
            )
        top += lane + GAP
    return PartyRow(party, name, tuple(bars), tuple(totals))
