"""The entry at work: all that a reviewer needs to see of it, and what the log has of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from communique.catalogue import Catalogue, told
from communique.catalogue.actors import names
from communique.catalogue.queue import Placed, Waiting, accounts_of, same_perhaps, waiting
from communique.catalogue.whole import whole
from communique.chronology.dates import happened
from communique.desk.desk import Issue
from communique.export.evidence import source_of
from communique.reading import Reading
from communique.reviews import Entry, Laid, Review, Standing, State, entries_of, laid_over
from communique.reviews.laying import joined
from communique.reviews.names import actors_of, named
from communique.signs import one_line
from communique.weave.occurrence import Occurrence
from communique.web.house import NotThereError
from communique.web.reviewing.controls import CONTROLS, ISSUE, Field, Name, fields, in_the_words, marks
from communique.web.reviewing.evidences import Evidence, evidences
from communique.web.reviewing.keys import key_of, parts_of
from communique.web.reviewing.ledger import Fitted, disagreed
from communique.web.reviewing.passages import Passage, passage

VERDICTS = {
    "accept": "accepted",
    "reject": "rejected",
    "correct": "corrected",
    "merge": "merged",
    "split": "split",
    "undo": "undid",
}
"""What a verdict is called after it was given."""


@dataclass(frozen=True, slots=True)
class Change:
    """A field that a review changed, both values in words."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the log in words.

    `entry` leads to what it is of, `words` are that entry's words; `others` counts further entries that it is of.
    `undone_by` and `undone_at` say who undid it, `undid` what it undid itself. `fits` says whether its entry is still
    to be found in the record.
    """

    number: int
    id: str
    at: str
    who: str
    verdict: str
    kind: str
    entry: str
    words: str
    changes: tuple[Change, ...]
    others: int
    note: str | None
    undid: str | None
    undone_by: str | None
    undone_at: str | None
    fits: bool


@dataclass(frozen=True, slots=True)
class AtWork:
    """An entry, ready to be reviewed.

    `line` and `happened` are of its occurrence, as reviews left it; of an article that was not woven yet there is none.
    `verdict` is what holds, by `by`; `saw` the id of the last review that is shown here (see `Review.saw`).
    `accounts` counts all accounts of the occurrence, `perhaps` are others that may be the same.
    """

    key: str
    article: str
    item: str
    kind: str
    step: str | None
    title: str | None
    source: str
    score: float
    occurrence: str | None
    number: int | None
    line: str
    happened: str
    reasons: tuple[str, ...]
    fields: tuple[Field, ...]
    passage: Passage
    evidences: tuple[Evidence, ...]
    accounts: int
    verdict: str | None
    by: str | None
    merged: bool
    differing: bool
    history: tuple[Line, ...]
    saw: str | None
    perhaps: tuple[Waiting, ...]
    known: tuple[str, ...]


@dataclass(frozen=True)
class Found:
    """An entry with what a review of it needs.

    `base` are the occurrences as they were woven that have anything to do with it, `now` the one that it is an account
    of as reviews left it, `standing` what is in force of all of these.
    """

    reading: Reading
    entry: Entry
    placed: Placed | None
    base: Mapping[str, Occurrence]
    now: Occurrence | None
    laid: Laid | None
    states: tuple[State, ...]

    @property
    def key(self) -> str:
        """What names the entry in addresses."""
        return key_of(self.entry.article, self.entry.item, self.entry.spans, self.entry.kind)

    @property
    def state(self) -> State | None:
        """What was found of this entry."""
        own = [state for state in self.states if _same(state, self.entry)]
        return joined(self.entry, own) if own else None

    @property
    def told_by(self) -> Occurrence | None:
        """The occurrence that it is an account of; of a rejected one, that which it was an account of."""
        return self.now or (self.base.get(self.placed.occurrence) if self.placed else None)

    @property
    def shown(self) -> Mapping[str, object]:
        """The values of its fields as the page shows them."""
        state = self.state
        return {**self.entry.values, **(state.after if state else {})}


def find(catalogue: Catalogue, fitted: Fitted, key: str) -> Found:
    """The entry that a key names. Raises NotThereError where the record has none."""
    article, item, start = parts_of(key)
    reading = reading_of(catalogue, article)
    entries = [entry for entry in entries_of(reading) if entry.item == item]
    if not entries:
        raise NotThereError(
            f"The reading of this article has nothing with the id {item}",
            cause="the article was read again since, or the address is mistyped",
            fix="look for it in the queue, or on the page of the article",
        )
    entry = next((one for one in entries if start is not None and one.spans[0].start == start), entries[0])
    here = [one for one in accounts_of(catalogue, article, item) if one.kind == entry.kind]
    placed = next((one for one in here if tuple(sorted(one.spans)) == entry.spans), here[0] if here else None)
    numbers = _touching(fitted, placed.number) if placed else set()
    states = tuple(state for number in sorted(numbers) for state in fitted.states.get(number, ()))
    states = states or tuple(state for state in fitted.unfit if _same(state, entry))
    beside = waiting(catalogue, numbers) if len(numbers) > 1 else ()
    base = whole(catalogue, {*((placed.occurrence,) if placed else ()), *(one.occurrence for one in beside)})
    laid = _laid(base, states, fitted)
    now = _now(laid.occurrences if laid else base.values(), placed) if placed else None
    return Found(reading, entry, placed, base, now, laid, states)


def reading_of(catalogue: Catalogue, article: str) -> Reading:
    """The reading of an article. Raises NotThereError where the record has none."""
    reading = told.reading_of(catalogue, article)
    if reading is None:
        raise NotThereError(
            "The record has no such article", cause="it is of another record, or the address is mistyped"
        )
    return reading


def at_work(
    catalogue: Catalogue,
    fitted: Fitted,
    found: Found,
    row: Waiting | None,
    issues: Mapping[str, str],
    *,
    words: str | None = None,
) -> AtWork:
    """What the page shows of an entry, with its `row` in the queue; `issues` are the names of issues (`named_issues`).

    `words` are what was asked of the occurrences that may be the same.
    """
    entry, reading, now = found.entry, found.reading, found.now
    state = found.state
    after = state.after if state else {}
    called = {**issues, **_names(catalogue, found)}
    article = reading.article
    history = tuple(line_of(review, fitted, called) for review in _history(fitted, found.states))
    base = found.base.get(found.placed.occurrence) if found.placed else None
    told_by = found.told_by
    shown = found.shown
    return AtWork(
        key=found.key,
        article=entry.article,
        item=entry.item,
        kind=entry.kind,
        step=now.step.kind if now and now.step else row.step if row else None,
        title=article.title,
        source=_source(reading, told_by),
        score=_score(reading, entry),
        occurrence=told_by.id if told_by else None,
        number=found.placed.number if found.placed else None,
        line=told_by.summary if told_by else entry.words,
        happened=happened(told_by.when) if told_by else "",
        reasons=row.reasons if row else (),
        fields=fields(entry.kind, entry.values, after, naming(called)),
        passage=passage(article.text, marks(entry.kind, shown) or {"evidence": entry.spans}),
        evidences=evidences(told_by, entry, called),
        accounts=len(told_by.accounts) if told_by else 1,
        verdict=VERDICTS[state.verdict] if state and state.verdict else None,
        by=state.decided.who if state and state.decided else None,
        merged=len(found.base) > 1 or (now is not None and now.id not in found.base),
        differing=state is not None and disagreed(state),
        history=history,
        saw=history[0].id if history else None,
        perhaps=tuple(same_perhaps(catalogue, base, words=words)) if base else (),
        known=tuple(dict.fromkeys(actor.name for actor in reading.actors)),
    )


def line_of(review: Review, fitted: Fitted, called: Mapping[str, str]) -> Line:
    """A review in words."""
    controls = {control.name: control for control in CONTROLS[review.entry.kind]}

    def words(field: str, values: Mapping[str, object]) -> str:
        return in_the_words(controls[field], values.get(field), naming(called))

    entry = review.entry
    placed = fitted.placed.get(entry.key)
    undone = fitted.told.undone.get(review.id)
    undid = fitted.told.by_id.get(review.undoes) if review.undoes else None
    return Line(
        review.number,
        review.id,
        review.at,
        review.who,
        VERDICTS[review.verdict],
        entry.kind,
        key_of(placed.article, placed.item, placed.spans, entry.kind)
        if placed
        else key_of(entry.article, entry.item, entry.spans, entry.kind),
        entry.words,
        tuple(
            Change(controls[name].label, words(name, review.before), words(name, review.after))
            for name in review.after
            if name in controls
        ),
        len(review.touched) - 1,
        review.note,
        f"{VERDICTS[undid.verdict]} by {undid.who}" if undid else None,
        undone.who if undone else None,
        undone.at if undone else None,
        placed is not None,
    )


def actors_in(reviews: Iterable[Review]) -> set[str]:
    """The ids of the actors that reviews name."""
    return {id_ for review in reviews for values in (review.before, review.after) for id_ in named({**values})}


def names_of(catalogue: Catalogue, ids: Iterable[str]) -> dict[str, str]:
    """The names of actors: as the record has them, else as the shipped tables do."""
    wanted = set(ids)
    called = names(catalogue, wanted)
    missing = wanted - called.keys()
    return called | ({id_: actor.name for id_, actor in actors_of(missing, {}).items()} if missing else {})


def named_issues(issues: Iterable[Issue]) -> dict[str, str]:
    """The names of issues as `line_of` and `at_work` look them up."""
    return {ISSUE + issue.id: issue.name for issue in issues}


def naming(called: Mapping[str, str]) -> Name:
    """What names an actor or an issue by its id, in signs that a field of a form can show."""
    return lambda id_: one_line(called.get(id_) or id_.removeprefix(ISSUE))


def _touching(fitted: Fitted, number: int) -> set[int]:
    """The numbers of the occurrences that merges and splits join with this one, itself among them."""
    found, ahead = {number}, [number]
    while ahead:
        for state in fitted.states.get(ahead.pop(), ()):
            keys = (key for review in state.reviews if review.verdict in ("merge", "split") for key in review.keys)
            new = {fitted.placed[key].number for key in keys if key in fitted.placed} - found
            found |= new
            ahead += new
    return found


def _laid(base: Mapping[str, Occurrence], states: Sequence[State], fitted: Fitted) -> Laid | None:
    if not (base and states):
        return None
    own = {state.entry.key: state for state in states}
    joins = tuple(review for review in fitted.told.standing.joins if review.keys & own.keys())
    return laid_over(tuple(base.values()), Standing(own, joins))


def _now(occurrences: Iterable[Occurrence], placed: Placed) -> Occurrence | None:
    """The occurrence that an account is one of now; None where it was rejected."""
    held = [
        one
        for one in occurrences
        if one.kind == placed.kind
        and any((account.article, account.item) == (placed.article, placed.item) for account in one.accounts)
    ]
    return next((one for one in held if one.id == placed.occurrence), held[0] if held else None)


def _history(fitted: Fitted, states: Iterable[State]) -> list[Review]:
    """All reviews of these entries, undone ones and undoings too, the last first."""
    found = {review.number: review for state in states for review in fitted.told.by_key.get(state.entry.key, ())}
    return [found[number] for number in sorted(found, reverse=True)]


def _same(state: State, entry: Entry) -> bool:
    mine, own = state.entry, entry
    return (mine.article, mine.kind) == (own.article, own.kind) and (mine.item == own.item or mine.spans == own.spans)


def _names(catalogue: Catalogue, found: Found) -> dict[str, str]:
    own = {actor.id: actor.name for actor in found.reading.actors}
    laid = {actor.id: actor.name for actor in found.laid.actors} if found.laid else {}
    wanted = set(named({**found.shown}))
    wanted |= actors_in(review for state in found.states for review in state.reviews)
    wanted |= set(found.now.actors if found.now else ())
    return names_of(catalogue, wanted - own.keys() - laid.keys()) | laid | own


def _source(reading: Reading, occurrence: Occurrence | None) -> str:
    article = reading.article
    own = next((a for a in (occurrence.accounts if occurrence else ()) if a.article == article.id), None)
    if own is not None:
        return source_of(own)
    return ", ".join(part for part in (article.outlet, article.title or article.path, article.published) if part)


def _score(reading: Reading, entry: Entry) -> float:
    scores = {
        **{statement.id: statement.score for statement in reading.statements},
        **{move.id: move.score for move in reading.moves},
        **{event.id: event.score for event in reading.events},
    }
    return scores.get(entry.item, 1.0)
