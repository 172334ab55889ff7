"""The table: for each pair of parties, what each gives and asks, and how the other answered, term by term.

The steps are gone through in order of time. A step answers what the other party has on the table, and puts its own
terms there. What was met is settled: the same term asked again is a new line.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import permutations

from communique.positions import days
from communique.positions.answers import ANSWERS_PRICE, Given, answer_of, by_meeting, undone
from communique.positions.lines import UNANSWERED, Answer, Exchange, Line, LineSide
from communique.positions.steadfast import says_unchanged
from communique.positions.wording import Matters, blank, keeps, only_points
from communique.reading import Spans
from communique.weave.occurrence import Occurrence, Step, When

LOOK_BACK = 100  # lines of one party toward another that a step is compared with, the latest first
MOST_OTHERS = 2 / 3  # share of a party's steps that must be toward one other, for that to be whom it speaks to

TWO = 2  # parties who do a thing together do it toward one another
OFTEN = 0.5  # least share of a party's meetings with whom it meets most, for another to be met as often

# What the terms of a step put on the table. An acceptance answers, and puts nothing there of its own.
_GIVES = frozenset({"offer", "commitment", "conditional", "concession", "reaffirmation"})
_ASKS = _GIVES | {"demand", "proposal", "mediation"}
_ORDER: dict[LineSide, int] = {"gives": 0, "asks": 1, "keeps": 2, "refuses": 3}


@dataclass
class _Open:
    """A line as it grows."""

    given: Given
    issue: str | None
    steps: list[Occurrence]
    named: bool
    answer: Answer = UNANSWERED
    taken_back: str | None = None
    renewed: bool = False  # put on the table again, in a line of its own

    @cached_property
    def first(self) -> When | None:
        """When it was first put on the table."""
        return made(self.steps[0])

    @property
    def last(self) -> Occurrence:
        """The latest step that says it, of those whose day is known."""
        return next((step for step in reversed(self.steps) if days.placed(made(step))), self.steps[-1])

    @property
    def settled(self) -> bool:
        """Whether asking again would open a new line."""
        return self.answer.kind in ("met", "partly met") or self.taken_back is not None


@dataclass(slots=True)
class _Table:
    """All that was put on the table so far, by who put it there and toward whom."""

    lines: dict[tuple[str, str], list[_Open]] = field(default_factory=dict)

    def toward(self, party: str, other: str) -> list[_Open]:
        return self.lines.setdefault((party, other), [])


def exchanges(
    occurrences: Iterable[Occurrence],
    matters: Mapping[str | None, Matters],
    persons: Mapping[str, frozenset[str]],
    parties: Iterable[str] = (),
) -> tuple[Exchange, ...]:
    """The table of each pair of parties that have something on it, those with most lines first.

    `matters` compares terms of an issue, `persons` has the lemmas of the persons' names by their ids. Of `parties`:
    one, the pairs that it is of; two or more, the pairs of these; none, all pairs.
    """
    told = sorted(
        (o for o in occurrences if (o.step is not None and o.step.party is not None) or o.kind == "meeting"),
        key=lambda o: (*days.in_order(made(o)), o.kind == "meeting", o.id),
    )
    spoken_to = _Counterparts(told)
    table, wanted = _Table(), frozenset(parties)
    for number, occurrence in enumerate(told):
        if occurrence.kind == "meeting":
            _met(occurrence, table, persons)
            continue
        for other, named in spoken_to.of(occurrence):
            if len(wanted.intersection((_party(occurrence), other))) >= min(len(wanted), 2):
                _take(occurrence, other, named, _near(told, number), table, matters)
    pairs = dict.fromkeys(tuple(sorted(pair)) for pair, lines in table.lines.items() if lines)
    found = [Exchange((one, other), tuple(_lines(table, one, other))) for one, other in pairs]
    return tuple(sorted(found, key=lambda exchange: (-len(exchange.lines), exchange.parties)))


def made(occurrence: Occurrence) -> When | None:
    """When a step was made, or a meeting was."""
    return days.made(occurrence.when, occurrence.reported)


class _Counterparts:
    """To whom each party speaks, where a step does not say.

    The nearest that tells it counts: with whom alone it does the same, to whom it speaks in the article, to whom on
    the issue, whom alone it meets there, who speaks to it on the issue, to whom it speaks at all, and who to it.
    """

    def __init__(self, told: Iterable[Occurrence]) -> None:
        told = list(told)
        self._on: dict[tuple[str, str | None], Counter[str]] = {}
        self._in: dict[tuple[str, str], Counter[str]] = {}
        self._from: dict[tuple[str, str | None], Counter[str]] = {}
        self._met: dict[tuple[str, str], Counter[str]] = {}
        self._together: dict[tuple[str, Spans, str], set[str]] = {}
        for occurrence in told:
            if (step := occurrence.step) is not None and step.party is not None:
                self._note(occurrence, step, step.party)
        acting = {party for key in self._in for party in key[:1]} | {party for party, _ in self._from}
        meets: dict[str, Counter[str]] = {}
        for occurrence in told:
            pair = acting.intersection(occurrence.actors) if occurrence.kind == "meeting" else ()
            if len(pair) != TWO:
                continue
            for one, other in permutations(pair):
                meets.setdefault(one, Counter())[other] += 1
                for article in {account.article for account in occurrence.accounts}:
                    self._met.setdefault((one, article), Counter())[other] += 1
        for (one, _), counts in self._met.items():  # whom it meets now and then is not whom it bargains with
            often = max(meets[one].values()) * OFTEN
            for other in [other for other in counts if meets[one][other] < often]:
                del counts[other]

    def _note(self, occurrence: Occurrence, step: Step, party: str) -> None:
        for account in occurrence.accounts:
            self._in.setdefault((party, account.article), Counter())
            self._together.setdefault((account.article, account.spans, step.kind), set()).add(party)
        if step.toward is None:
            return
        for issue in {None, *_issues(step)}:
            self._on.setdefault((party, issue), Counter())[step.toward] += 1
            self._from.setdefault((step.toward, issue), Counter())[party] += 1
        for article in {account.article for account in occurrence.accounts}:
            self._in[party, article][step.toward] += 1

    def of(self, occurrence: Occurrence) -> Iterator[tuple[str, bool]]:
        """The party that a step is toward, and whether it is named; none where neither text nor habit tells."""
        step = occurrence.step
        if step is None or step.party is None:
            return
        if step.toward is not None:
            yield step.toward, True
            return
        party, issues = step.party, _issues(step)
        articles = sorted({account.article for account in occurrence.accounts})
        told_with = [
            self._together.get((account.article, account.spans, step.kind), set()) for account in occurrence.accounts
        ]
        # What several ask together, or more than two do, is said to others than each of them speaks to by habit.
        if any(len(them) > TWO or (len(them) == TWO and not step.gives) for them in told_with):
            return
        beside = Counter(other for them in told_with for other in them if other != party)
        told = (
            beside,
            sum((self._in.get((party, article), Counter()) for article in articles), Counter[str]()),
            *(self._on.get((party, issue)) for issue in issues),
            sum((self._met.get((party, article), Counter()) for article in articles), Counter[str]()),
            *(self._from.get((party, issue)) for issue in issues),
            self._on.get((party, None)),
            self._from.get((party, None)),
        )
        counts = next(filter(None, told), None)
        if counts:
            other, times = counts.most_common(1)[0]
            if times >= MOST_OTHERS * counts.total():
                yield other, False


def _party(occurrence: Occurrence) -> str | None:
    return occurrence.step.party if occurrence.step is not None else None


def _issues(step: Step) -> tuple[str, ...]:
    return tuple(dict.fromkeys(term.issue for term in (*step.gives, *step.asks) if term.issue is not None))


def _near(told: Sequence[Occurrence], number: int) -> list[Occurrence]:
    """The steps before this one in the list that may be of the same day."""
    when = made(told[number])
    found: list[Occurrence] = []
    if not days.placed(when):
        return found
    for earlier in reversed(told[max(0, number - LOOK_BACK) : number]):
        if days.before(made(earlier), when):
            break
        found.append(earlier)
    return found


def _take(
    occurrence: Occurrence,
    other: str,
    named: bool,
    near: Sequence[Occurrence],
    table: _Table,
    matters: Mapping[str | None, Matters],
) -> None:
    """What a step answers, and what it puts on the table."""
    step = occurrence.step
    if step is None or step.party is None:
        return
    if days.placed(made(occurrence)):
        issues = frozenset(term.issue for term in (*step.gives, *step.asks))
        for line in table.toward(other, step.party)[-LOOK_BACK:]:
            if _may_answer(line, step, issues):
                _answer(line, occurrence, matters)
        for line in table.toward(step.party, other)[-LOOK_BACK:]:
            if line.taken_back is None and undone(line.given, line.issue, occurrence, matters):
                line.taken_back = occurrence.id
    for given, issue in _put(occurrence):
        line = _line_of(given, issue, occurrence, named, table.toward(step.party, other), matters)
        for earlier in reversed(near):
            if earlier.step is not None and earlier.step.party == other and earlier.step.toward in (step.party, None):
                _answer(line, earlier, matters)


def _may_answer(line: _Open, step: Step, issues: frozenset[str | None]) -> bool:
    """Whether a step on these issues can be about the line, or about its price; that is told at a glance."""
    if not issues or None in issues or line.issue is None or line.issue in issues:
        return True
    return bool(line.given.price) and step.kind in ANSWERS_PRICE


def _answer(line: _Open, occurrence: Occurrence, matters: Mapping[str | None, Matters]) -> None:
    """Puts the answer on the line that a step of the other party is, if it is one."""
    if line.answer.kind == "met" or line.renewed or days.before(made(occurrence), line.first):
        return
    found = answer_of(line.given, line.issue, line.steps, occurrence, matters)
    if found is not None and found.kind != line.answer.kind:
        line.answer = found


def _met(meeting: Occurrence, table: _Table, persons: Mapping[str, frozenset[str]]) -> None:
    """A meeting that took place answers who offered it or asked for it, of those who met."""
    for (party, other), lines in table.lines.items():
        if party in meeting.actors and other in meeting.actors:
            for line in lines[-LOOK_BACK:]:
                if line.answer.kind != "met" and by_meeting(line.given, meeting, line.last, persons):
                    line.answer = Answer("met", made(meeting), meeting.id, "meeting", meeting.summary)


def _put(occurrence: Occurrence) -> Iterator[tuple[Given, str | None]]:
    """The terms that a step puts on the table, with their issues."""
    step = occurrence.step
    if step is None:
        return
    gives, asks = (tuple(term.text for term in terms) for terms in (step.gives, step.asks))
    condition = step.condition.text if step.condition else None
    if step.kind in _GIVES:
        for term in step.gives:
            side: LineSide = "keeps" if keeps(term.text) else "gives"
            if not says_unchanged(term.text) and not blank(term.text):
                yield Given(side, term.text, asks, condition, step.kind), term.issue
    if step.kind in _ASKS:
        for term in step.asks:
            if not blank(term.text):
                yield Given("asks", term.text, gives, condition, step.kind), term.issue
    if step.kind == "refusal":
        # What is refused is one bargain, however much the other would have given for it.
        for term, price in [(t, asks) for t in step.gives] or [(t, ()) for t in step.asks]:
            if not only_points(term.text):
                yield Given("refuses", term.text, price, condition, step.kind), term.issue


def _line_of(
    given: Given,
    issue: str | None,
    occurrence: Occurrence,
    named: bool,
    lines: list[_Open],
    matters: Mapping[str | None, Matters],
) -> _Open:
    """The open line that says the same, or a new one, with this step on it."""
    for line in reversed(lines[-LOOK_BACK:]):
        if line.renewed or line.given.side != given.side or line.issue != issue:
            continue
        if matters.get(issue, matters[None]).same(line.given.text, given.text):
            # What is told of the same time as the answer is no new asking.
            if line.settled and days.before(made(line.steps[-1]), made(occurrence)):
                line.renewed = True
                continue
            line.steps.append(occurrence)
            line.named |= named
            line.given = line.given.fuller(given)
            return line
    lines.append(_Open(given, issue, [occurrence], named))
    return lines[-1]


def _lines(table: _Table, one: str, other: str) -> Iterator[Line]:
    for party, toward in ((one, other), (other, one)):
        found = [_line(party, toward, line) for line in table.lines.get((party, toward), ())]
        yield from sorted(found, key=lambda ln: (_ORDER[ln.side], ln.issue or "~", days.in_order(ln.last)))


def _line(party: str, other: str, line: _Open) -> Line:
    given = line.given
    return Line(
        party,
        other,
        given.side,
        given.text,
        line.issue,
        given.kind,
        given.price,
        given.condition,
        line.first,
        made(line.last),
        tuple(step.id for step in line.steps),
        len({(origin.kind, origin.id) for step in line.steps for origin in step.origins}),
        line.named,
        line.answer if given.side in ("gives", "asks") else None,
        line.taken_back,
    )
