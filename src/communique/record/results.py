"""What a question gives: rows of plain, frozen types, run when first looked at, and the same as Arrow or pandas."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar, overload

from communique.errors import CommuniqueError
from communique.reading import Certainty, EventStatus, MentionKind, PublishedBasis, Quotation, Span, Spans
from communique.record.hits import Hit

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

    from communique.weave import Encounter, Occurrence

R = TypeVar("R")


class Hand(NamedTuple):
    """One hand through which a statement came. `name` is the actor's, or the text's own words where it names none."""

    actor: str | None
    name: str | None
    relation: str


@dataclass(frozen=True, slots=True)
class Said:
    """A statement as the record has it: who said what, through whom, and where it stands.

    `source`, `cue`, `content` and `addressee` are the text's own words, None where it has none; `spans` are those of
    the content. `date` is the day of the statement where the text gives one, else the day the article was published.
    """

    article: str
    path: str | None
    outlet: str | None
    title: str | None
    published: str | None
    date: str | None
    statement: str
    source_actor: str | None
    source_name: str | None
    source: str | None
    cue: str | None
    content: str | None
    spans: Spans
    quotation: Quotation
    chain: tuple[Hand, ...]
    addressee_actor: str | None
    addressee_name: str | None
    addressee: str | None
    certainty: Certainty
    score: float


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """An article as the record lists it. `characters` is the length of its text."""

    id: str
    path: str | None
    url: str | None
    outlet: str | None
    title: str | None
    byline: str | None
    language: str | None
    published: str | None
    published_basis: PublishedBasis
    characters: int
    statements: int
    problems: int


@dataclass(frozen=True, slots=True)
class ActorRow:
    """An actor as the record knows it, and how often it occurs.

    `articles` and `mentions` count where it is named; `statements` those it made (as speaker), `addressed` those made
    to it (as recipient), `relayed` those it handed on (as reporter).
    """

    id: str
    name: str
    kind: MentionKind
    country: str | None
    known: bool
    articles: int
    mentions: int
    statements: int
    addressed: int
    relayed: int
    first_said: str | None
    last_said: str | None


@dataclass(frozen=True, slots=True)
class EventRow:
    """An event as the record has it: who did what to whom, as one article tells it.

    `trigger` and the `…_words` are the text's own, joined by " … " where they stand apart. `begin` and `end` are the
    days that the text gives for the event; `date` is the first of them, else the day the article was published.
    """

    article: str
    path: str | None
    outlet: str | None
    title: str | None
    published: str | None
    begin: str | None
    end: str | None
    date: str | None
    event: str
    type: str
    mode: str | None
    cameo: str | None
    context: tuple[str, ...]
    actor: str | None
    actor_name: str | None
    actor_words: str | None
    actor_code: str | None
    recipient: str | None
    recipient_name: str | None
    recipient_words: str | None
    recipient_code: str | None
    trigger: str
    place: str | None
    status: EventStatus
    statement: str | None
    score: float


class Result(Sequence[R], Generic[R]):
    """Rows that answer a question. The question is put when they are first looked at, to the snapshot of its time."""

    def __init__(self, ask: Callable[[], pa.Table], rows: Callable[[pa.Table], Iterable[R]]) -> None:
        self._ask = ask
        self._made = rows
        self._table: pa.Table | None = None
        self._rows: tuple[R, ...] | None = None

    def arrow(self) -> pa.Table:
        """The rows as an Arrow table; its columns are named as the fields of a row."""
        if self._table is None:
            self._table = self._ask()
        return self._table

    def pandas(self) -> pd.DataFrame:
        """The rows as a pandas DataFrame. Raises CommuniqueError where pandas is not installed."""
        try:
            importlib.import_module("pandas")
        except ImportError as error:
            raise CommuniqueError(
                "pandas is not installed",
                cause="communique does without it unless it is asked for",
                fix="pip install pandas, or use arrow() or dicts()",
            ) from error
        return self.arrow().to_pandas()

    def dicts(self) -> list[dict[str, Any]]:
        """The rows as plain dictionaries, ready for JSON."""
        return [_plain(row) for row in self._all()]

    def __len__(self) -> int:
        return self.arrow().num_rows if self._rows is None else len(self._rows)

    def __iter__(self) -> Iterator[R]:
        return iter(self._all())

    @overload
    def __getitem__(self, index: int) -> R: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[R, ...]: ...
    def __getitem__(self, index: int | slice) -> R | tuple[R, ...]:
        if isinstance(index, slice) and self._rows is None:  # of a few, only these are made
            start, stop, step = index.indices(len(self))
            if step == 1:
                return tuple(self._made(self.arrow().slice(start, max(stop - start, 0))))
        return self._all()[index]

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: {len(self)} rows>"

    def _all(self) -> tuple[R, ...]:
        if self._rows is None:
            self._rows = tuple(self._made(self.arrow()))
        return self._rows


class Dated(Result[R]):
    """Rows that have dates, and a count of those left out for want of one."""

    def __init__(
        self, ask: Callable[[], pa.Table], rows: Callable[[pa.Table], Iterable[R]], undated: Callable[[], int]
    ) -> None:
        super().__init__(ask, rows)
        self._count_undated = undated
        self._undated: int | None = None

    @property
    def undated(self) -> int:
        """How many more fit the question but for its dates, and have none themselves; 0 where no dates were asked."""
        if self._undated is None:
            self._undated = self._count_undated()
        return self._undated


class Statements(Dated[Said]):
    """Statements, ordered by date (undated ones last), then article, then place in the text."""


class Articles(Dated[ArticleRow]):
    """Articles, ordered by date of publication (undated ones last), then id."""


class Events(Dated[EventRow]):
    """Events, ordered by date (undated ones last), then article, then place in the text."""


class Actors(Result[ActorRow]):
    """Actors, those who occur most often first, in the part that was asked for."""


class Hits(Result[Hit]):
    """What a search found, best first."""


class Occurrences(Dated["Occurrence"]):
    """Occurrences, ordered by the first day on which they may have happened (undated ones last).

    As an Arrow table, or in pandas, they have the columns of the view `occurrences`, and their accounts as a list.
    """


class Encounters(Dated["Encounter"]):
    """Encounters, ordered as occurrences are. As an Arrow table they have the columns of the view `encounters`."""


def said(values: Mapping[str, Any]) -> Said:
    """A row of an answer, with the columns of `Said`, as a `Said`."""
    chain = tuple(Hand(hand["actor"], hand["name"] or hand["words"], hand["relation"]) for hand in values["chain"])
    spans = tuple(Span(pair["start"], pair["end"]) for pair in values["spans"])
    return Said(**{**_days_as_text(values), "spans": spans, "chain": chain})


def article_row(values: Mapping[str, Any]) -> ArticleRow:
    """A row of an answer as an `ArticleRow`."""
    return ArticleRow(**_days_as_text(values))


def event_row(values: Mapping[str, Any]) -> EventRow:
    """A row of an answer as an `EventRow`."""
    return EventRow(**{**_days_as_text(values), "context": tuple(values["context"])})


def actor_row(values: Mapping[str, Any]) -> ActorRow:
    """A row of an answer as an `ActorRow`."""
    return ActorRow(**_days_as_text(values))


def occurrences(table: pa.Table) -> tuple[Occurrence, ...]:
    """An answer, with the columns of `Occurrences`, as occurrences."""
    import pyarrow as pa
    import pyarrow.compute as pc

    from communique.record.woven import occurrences_of

    accounts = pc.list_flatten(table["accounts"])
    return occurrences_of(table, pa.Table.from_struct_array(accounts))


def encounters(table: pa.Table) -> tuple[Encounter, ...]:
    """An answer, with the columns of `Encounters`, as encounters."""
    from communique.record.woven import encounters_of

    return encounters_of(table)


def each(row: Callable[[Mapping[str, Any]], R]) -> Callable[[pa.Table], Iterable[R]]:
    """What turns a table into rows, one by one."""
    return lambda table: map(row, table.to_pylist())


def _days_as_text(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Hand):
        return value._asdict()
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value
