"""One article: its text with what was found in it, where it is from, and what it shares with others."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePath
from typing import Literal
from urllib.parse import urlencode

from markupsafe import Markup
from pydantic import Field

from communique.catalogue import Slice
from communique.catalogue.found import Found, left_of
from communique.catalogue.told import Other, Passage, Told, told
from communique.chronology.dates import in_words
from communique.export.evidence import safe_link
from communique.issues.table import issues_of
from communique.reading import Article, Bound, PublishedBasis, Reading, Span
from communique.signs import one_line
from communique.weave.occurrence import When
from communique.web.house import NotThereError, Visit, linkable
from communique.web.layers import (
    FIRST,
    LAYERS,
    Group,
    Item,
    LayerName,
    Mark,
    Piece,
    Place,
    Run,
    Spot,
    counted_in,
    groups_of,
    items_of,
    marks_of,
    markup,
    spots_of,
)
from communique.web.publishing import Asked, Page, Sheet

LISTED = 100
"""Items of a layer that a page lists, and copies, and passages."""

MARKED = 2_000
"""Marks that a page shows; what has more shows them by stretches. The text and where links lead to are always whole."""

BASES: Mapping[PublishedBasis, str] = {
    "metadata": "as its source gives it",
    "dateline": "by its dateline",
    "url": "by its address",
    "inferred": "inferred from its text",
    "unknown": "its source gives none",
}

LABELS = {
    "caption": "Caption",
    "credit": "Credit",
    "dateline": "Dateline",
    "related": "Related links",
    "repeated": "Repeated",
    "other": "Not of the story",
}
"""What the blocks are called that are no part of the story."""


class ArticleAsked(Asked):
    """What can be asked of an article's page."""

    layer: tuple[LayerName | Literal["none"], ...] = Field(
        FIRST, description="A layer of marks to show: " + ", ".join(layer.name for layer in LAYERS) + ", or none."
    )
    at: str | None = Field(None, pattern=r"^\d{1,9}-\d{1,9}$", description="Words to show: first-end, in characters.")
    marks: int | None = Field(
        None, ge=1, description=f"Where there are more than {MARKED:,} marks: which {MARKED:,} of them to show."
    )
    rejected: bool = Field(False, description="Whether to show what people rejected in reviews, too.")
    page: int = Field(1, ge=1, description=f"Which page of the lists: each has {LISTED} items of a layer.")


@dataclass(frozen=True, slots=True)
class ArticleView:
    """What there is to tell of an article: its reading, as `communique annotate` gives it, and what weaving adds.

    `copies` are the other articles of its family, `passages` what stood elsewhere first, `occurrences` what its items
    are told of together with other articles. `woven` is False where it came after the record was woven last.
    Where people reviewed it, `reading` is as they left it, `found` says what they found of which item, and `unfit`
    counts what they reviewed that no longer fits.
    """

    reading: Reading
    copies: tuple[Other, ...]
    passages: tuple[Passage, ...]
    occurrences: tuple[Told, ...]
    woven: bool
    found: tuple[Found, ...] = ()
    unfit: int = 0

    def shown(self, visit: Visit, asked: ArticleAsked) -> Shown:
        """The same as the page shows it."""
        return Shown(self, visit, asked)


def view(visit: Visit, asked: ArticleAsked, key: str) -> ArticleView:
    """What the page tells. Raises NotThereError where the record has no such article."""
    found = told(visit.catalogue, key)
    if found is None:
        raise NotThereError(
            f"The record has no article {key!r}",
            cause="the address is cut off, or the article is in another record",
            fix="look for it in the list of articles",
        )
    left = left_of(visit.catalogue, found.reading, rejected=asked.rejected)
    return ArticleView(
        left.reading, found.copies, found.passages, found.occurrences, found.woven, left.found, left.unfit
    )


@dataclass(frozen=True, slots=True)
class Marked:
    """Which of the marks are shown, in the order of the text: from the `first` on so many as `shown`, of `total`."""

    number: int
    first: int
    shown: int
    total: int

    @property
    def last(self) -> int:
        """The number of the last stretch of marks."""
        return -(-self.total // MARKED)


@dataclass(frozen=True, slots=True)
class Ground:
    """Why the article was written in these days, or what could not be read; `id` is where in the text, if anywhere."""

    id: str | None
    words: str


class Shown:
    """What the page shows of an article, worked out as it is needed."""

    def __init__(self, view: ArticleView, visit: Visit, asked: ArticleAsked) -> None:
        self.view = view
        self.on = frozenset(asked.layer)
        self.layers = LAYERS
        self.labels = LABELS
        self._asked = asked
        self._found = {one.item: one.words for one in view.found}
        self._stretch = range((asked.page - 1) * LISTED, asked.page * LISTED)
        self._article: Article = view.reading.article
        self._issues = {issue.id: issue.name for issue in issues_of(visit.house.desk)}

    @property
    def title(self) -> str:
        """What the article is called: its title, its headline, or the name of its file."""
        article = self._article
        file = PurePath(article.path).name if article.path else None
        return article.title or self._headline or file or article.url or article.id

    @property
    def source(self) -> str | None:
        """Where the article can be read, where that is an address of the web."""
        return safe_link(self._article.url)

    @property
    def of_outlet(self) -> str | None:
        """Where the articles of its outlet are listed."""
        outlet = self._article.outlet
        return f"/articles?{urlencode({'outlet': outlet})}" if outlet and linkable(outlet) else None

    @property
    def dated(self) -> str:
        """What the day of publication rests on."""
        return BASES[self._article.published_basis]

    @property
    def written(self) -> str | None:
        """Between which days an article was written that bears no date; None where nothing says so."""
        dating = self._article.dating
        if dating is None or not (dating.begin or dating.end):
            return None
        if dating.begin and dating.end:
            return in_words(When(dating.begin, dating.end, "inferred"))
        day = in_words(When(dating.begin or dating.end or "", dating.begin or dating.end or "", "inferred"))
        return f"not before {day}" if dating.begin else f"not after {day}"

    @cached_property
    def grounds(self) -> tuple[Ground, ...]:
        """What says in which days it was written."""
        return tuple(Ground(id_ if bound.span else None, bound.why) for id_, bound in self._bounds)

    @cached_property
    def problems(self) -> tuple[Ground, ...]:
        """What could not be read."""
        return tuple(
            Ground(f"p{number}" if problem.span else None, problem.message)
            for number, problem in enumerate(self.view.reading.problems, 1)
        )

    @cached_property
    def counts(self) -> Mapping[LayerName, int]:
        """How many items each layer has."""
        return counted_in(self._marks)

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """The items to be listed, in the order of the text."""
        seen: Counter[LayerName] = Counter()
        listed = set()
        for spot in self._spots:
            if seen[spot.layer] in self._stretch:
                listed.add(spot.id)
            seen[spot.layer] += 1
        return items_of(self.view.reading, listed)

    @property
    def copies(self) -> tuple[Other, ...]:
        """The copies to be listed."""
        return self.view.copies[self._stretch.start : self._stretch.stop]

    @property
    def passages(self) -> tuple[tuple[str, Passage], ...]:
        """The copied passages to be listed, each with its id."""
        numbered = enumerate(self.view.passages, 1)
        return tuple((f"c{number}", passage) for number, passage in numbered if number - 1 in self._stretch)

    @property
    def lists(self) -> Slice[Item]:
        """Which of the lists this is: `total` is the length of the longest."""
        layers = Counter(spot.layer for spot in self._spots)
        longest = max([len(self.view.copies), len(self.view.passages), *layers.values()])
        return Slice(self.items, longest, self._stretch.start)

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """The text in runs."""
        reading = self.view.reading
        listed = {item.id: item.place for item in self.items}
        places = [listed.get(spot.id) or Place(spot.id, spot.start) for spot in self._spots if spot.start is not None]
        places += [
            Place(id_, passage.span.start, "copies", "copied", f"Copied: {_named(passage.origin)}")
            for id_, passage in self.passages
        ]
        places += [Place(mark.item, mark.span.start) for mark in self._grounds]
        return groups_of(reading.article.text, reading.blocks, [*self._shown_marks, *self._grounds], places)

    @cached_property
    def named(self) -> tuple[tuple[str, str, int], ...]:
        """Who is named: id, name, how often; those named most first."""
        counts: dict[str, int] = {}
        for mention in self.view.reading.mentions:
            if mention.actor is not None:
                counts[mention.actor] = counts.get(mention.actor, 0) + 1
        names = {actor.id: actor.name for actor in self.view.reading.actors}
        return tuple((id_, names.get(id_, id_), count) for id_, count in sorted(counts.items(), key=_most_first))

    def occurrences(self, item: str) -> tuple[Told, ...]:
        """The occurrences that an item is of."""
        return self._occurrences.get(item, ())

    def reviewed(self, item: str) -> str | None:
        """What people found of an item, in words; None where nobody reviewed it."""
        return self._found.get(item)

    @property
    def rejected(self) -> int:
        """How many items people rejected."""
        return sum(one.rejected for one in self.view.found)

    def issue(self, issue: str) -> str:
        """The name of an issue."""
        return self._issues.get(issue, issue)

    def markup(self, piece: Piece) -> Markup:
        """The runs of a piece of the text as HTML."""
        return markup(piece.runs, self._told)

    def _told(self, run: Run) -> str:
        """What a run belongs to, an item a line."""
        lines = [self._titles.get(item, "") for item in run.items]
        return "\n".join([*lines, f"and {run.more:,} more"] if run.more else lines)

    @cached_property
    def _spots(self) -> tuple[Spot, ...]:
        return spots_of(self.view.reading)

    @cached_property
    def marked(self) -> Marked:
        """Which marks are shown: those asked for, else those around the words asked for, else where the list begins."""
        total = len(self._marks)
        at = 0 if self._asked.at is None else int(self._asked.at.split("-")[0])
        if self._asked.at is None and self._asked.page > 1:
            at = min((item.start for item in self.items if item.start is not None), default=0)
        starts = [mark.span.start for mark in self._marks]
        number = self._asked.marks or bisect_left(starts, at) // MARKED + 1
        number = max(1, min(number, -(-total // MARKED)))
        first = (number - 1) * MARKED
        return Marked(number, first, min(MARKED, total - first), total)

    @property
    def _shown_marks(self) -> list[Mark]:
        first = self.marked.first
        return self._marks[first : first + MARKED]

    @cached_property
    def _marks(self) -> list[Mark]:
        """All marks, in the order of the text."""
        marks = marks_of(self.view.reading, [passage.span for passage in self.view.passages])
        return sorted(marks, key=lambda mark: mark.span.start)

    @cached_property
    def _grounds(self) -> tuple[Mark, ...]:
        """Further words that links lead to: those asked for, those that date it, those that could not be read."""
        spans = [(id_, bound.span) for id_, bound in self._bounds]
        spans += [(f"p{number}", problem.span) for number, problem in enumerate(self.view.reading.problems, 1)]
        if self._asked.at is not None:
            start, end = self._asked.at.split("-")
            spans.append(("at", Span(int(start), int(end))))
        return tuple(Mark(span, None, "at" if id_ == "at" else "ground", id_) for id_, span in spans if span)

    @property
    def _bounds(self) -> list[tuple[str, Bound]]:
        dating = self._article.dating
        return [(f"b{number}", bound) for number, bound in enumerate(dating.bounds if dating else (), 1)]

    @cached_property
    def _occurrences(self) -> dict[str, tuple[Told, ...]]:
        found: dict[str, list[Told]] = {}
        for one in self.view.occurrences:
            found.setdefault(one.item, []).append(one)
        return {item: tuple(several) for item, several in found.items()}

    @cached_property
    def _titles(self) -> dict[str, str]:
        reading = self.view.reading
        names = {actor.id: actor.name for actor in reading.actors}
        told = {mark.item for mark in self._shown_marks}
        titles = {item.id: item.title for item in items_of(reading, told)}
        for mention in reading.mentions:
            if mention.id not in told:
                continue
            who = names.get(mention.actor, mention.actor) if mention.actor else "nobody whom it could say"
            titles[mention.id] = one_line(f"Named: {who}, by {mention.basis}")
        for time in reading.times:
            if time.id not in told:
                continue
            titles[time.id] = one_line(f"Time: {time.value}{'' if time.begin else ', of no day that could be said'}")
        for number, passage in enumerate(self.view.passages, 1):
            titles[f"c{number}"] = f"Copied: stood first in {_named(passage.origin)}"
        for mark in self._grounds:
            titles[mark.item] = "What was asked for" if mark.item == "at" else "Where it says so"
        return titles

    @property
    def _headline(self) -> str:
        for block in self.view.reading.blocks:
            if block.kind == "headline":
                return one_line(block.span.of(self._article.text))
        return ""


def _named(other: Other) -> str:
    """`Harbour Post, “A title”, 1 Mar 2019`."""
    day = in_words(When(other.published, other.published, "text")) if other.published else "undated"
    title = f"“{other.title}”" if other.title else other.name
    return one_line(", ".join(part for part in (other.outlet, title, day) if part))


def _most_first(counted: tuple[str, int]) -> tuple[int, str]:
    return -counted[1], counted[0]


def sheet(view: ArticleView) -> Sheet:
    """What was found in the text, an item a row, as a table; `spans` as in `12-40 55-60`."""
    columns = ("id", "layer", "kind", "who", "spans", "words", "about", "score", "within", "occurrences")
    return Sheet(columns, _rows(view))


def _rows(view: ArticleView) -> Iterator[tuple[object, ...]]:
    reading, text = view.reading, view.reading.article.text
    occurrences: dict[str, list[str]] = {}
    for one in view.occurrences:
        occurrences.setdefault(one.item, []).append(one.id)
    for item in items_of(reading):
        spans = " ".join(f"{span.start}-{span.end}" for span in item.spans)
        words = " … ".join(span.of(text) for span in item.spans)
        who = "".join(bit.words for bit in item.who)
        found = " ".join(occurrences.get(item.id, ()))
        about = ", ".join(item.about)
        yield item.id, item.layer, item.kind, who, spans, words, about, item.score, item.within, found
    for mention in reading.mentions:
        yield _row(mention.id, "names", mention.kind, mention.actor, mention.span, text, mention.basis)
    for time in reading.times:
        yield _row(time.id, "times", time.type, None, time.span, text, time.value)


def _row(id_: str, layer: str, kind: str, who: str | None, span: Span, text: str, about: str) -> tuple[object, ...]:
    return id_, layer, kind, who, f"{span.start}-{span.end}", span.of(text), about, None, None, None


PAGE = Page(
    path="/articles/{key:path}",
    name="Article",
    template="article.html",
    asked=ArticleAsked,
    view=view,
    sheet=sheet,
    about="An article with all that was found in it: its reading, its copies, and the occurrences its items are of.",
)
