"""A draft of gold: the layers of one article, collected from quoted words and written as a reading."""

from __future__ import annotations

import csv
import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from gold_check import actor_ids, days, dumps, faults, is_read, issues_of, quotation_of

from communique.dispatches import FIRST, folder
from communique.reading import (
    Actor,
    Article,
    Block,
    Event,
    EventParty,
    Hop,
    Meeting,
    Mention,
    Move,
    Party,
    Passage,
    Reading,
    Report,
    Role,
    Span,
    Spans,
    Statement,
    Term,
    Time,
)

ACTORS = Path(__file__).parent / "gold_actors.tsv"  # of the first negotiation; gold_actors_NAME.tsv adds another's

Words = str | Sequence[str]


def at(text: str, words: str, nth: int | None = None, *, near: Span | None = None) -> Span:
    """The span of `words` in `text`.

    `a ~ b` runs from `a` to the end of the first `b` after it; `before [[words]] after` is the bracketed part of the
    whole. Words that stand more than once need `nth` (from 1), or `near`: the occurrence closest to that span is meant.
    A match never starts or ends inside a word. Raises ValueError where the words are not there or not plain.
    """
    return _one(_found(text, words), words, nth, near)


def _found(text: str, words: str) -> list[Span]:
    """Every span of `words`, in text order."""
    if "[[" in words:
        before, rest = words.split("[[")
        inner, after = rest.split("]]")
        wholes = _found(text, before + inner + after)
        return [Span(whole.start + len(before), whole.end - len(after)) for whole in wholes]
    first, _, last = words.partition(" ~ ")
    found = [Span(m.start(), m.end()) for m in re.finditer(_whole(first), text)]
    if not last:
        return found
    ends = [(span, re.compile(_whole(last)).search(text, span.end)) for span in found]
    return [Span(span.start, end.end()) for span, end in ends if end]


def _one(found: Sequence[Span], words: str, nth: int | None, near: Span | None) -> Span:
    """The one of several spans that is meant. Raises ValueError where that is not plain."""
    if nth is not None and 0 < nth <= len(found):
        return found[nth - 1]
    if nth is None and near is not None and found:
        return min(found, key=lambda span: _gap(span, near))
    if nth is None and len(found) == 1:
        return found[0]
    raise ValueError(f"{words!r} stands {len(found)} times in the text; nth is {nth}")


def _whole(words: str) -> str:
    return (r"(?<!\w)" if words[0].isalnum() else "") + re.escape(words) + (r"(?!\w)" if words[-1].isalnum() else "")


def _gap(one: Span, other: Span) -> int:
    return max(one.start - other.end, other.start - one.end, 0)


def known_actors(negotiation: str = FIRST) -> dict[str, Actor]:
    """The actors of a negotiation, by id: those of gold_actors.tsv, and of a table of its own where there is one.

    A line is id, name, kind, country, titles and codes.
    """
    rows: list[list[str]] = []
    for path in (ACTORS, ACTORS.with_stem(f"{ACTORS.stem}_{negotiation}")):
        if path.exists():
            with path.open(encoding="utf-8", newline="") as lines:
                rows += [row for row in csv.reader(lines, delimiter="\t") if row]
    return {row[0]: _actor(row) for row in rows}


def _actor(row: Sequence[str]) -> Actor:
    titles, codes = row[4::2], row[5::2]
    roles = tuple(Role(title, code or None) for title, code in zip(titles, codes, strict=True))
    return Actor(row[0], row[1], row[2], row[3] or None, roles)  # type: ignore[arg-type]


def article_in(path: Path) -> Article:
    """The one article of a file, its path the bare file name: text files exactly as decoded, pages as gathered."""
    if path.suffix == ".txt":
        text = path.read_bytes().decode("utf-8")
        digest = hashlib.sha256(text.encode("utf-8")).hexdigest()[:16]
        return Article(digest, text, path=path.name, language="en")
    from communique.gather import gather

    articles = [item for item in gather([path]) if isinstance(item, Article)]
    if len(articles) != 1:
        raise ValueError(f"{path.name} holds {len(articles)} articles, not one")
    return replace(articles[0], path=path.name)


@dataclass
class Draft:
    """The gold of one article while it is written. Statements, events and meetings are named by a key of one's own."""

    article: Article
    negotiation: str = FIRST
    layers: dict[str, list[Any]] = field(default_factory=dict)

    @classmethod
    def of(cls, name: str, negotiation: str = FIRST) -> Draft:
        """The draft for the dispatch with this file name."""
        return cls(article_in(folder(negotiation) / name), negotiation)

    @property
    def text(self) -> str:
        """The article's text."""
        return self.article.text

    def at(self, words: str, nth: int | None = None, near: Span | None = None) -> Span:
        """`at` in this article's headline and body; the blocks come first."""
        found = [span for span in _found(self.text, words) if is_read(span, self.layers["blocks"])]
        return _one(found, words, nth, near)

    def spans(self, words: Words | None, near: Span | None = None) -> Spans:
        """The spans of one quotation, or of several, in text order."""
        several = () if words is None else (words,) if isinstance(words, str) else words
        return tuple(sorted(self.at(one, near=near) for one in several))

    def blocks(self, *starts: tuple[str, str]) -> None:
        """(kind, first words) of each block in order; each runs up to the next, and so they cover the text."""
        begins, cursor = [], 0
        for _, words in starts:
            cursor = self.text.index(words, cursor)
            begins.append(cursor)
            cursor += 1
        if begins[0] != 0:
            raise ValueError("the first block must start where the text does")
        ends = [*begins[1:], len(self.text)]
        kinds = [kind for kind, _ in starts]
        self.layers["blocks"] = [
            Block(Span(b, e), k)  # type: ignore[arg-type]
            for k, b, e in zip(kinds, begins, ends, strict=True)
        ]

    def mentions(self, table: str) -> None:
        """A line for each mention, in text order: `words | actor or - | basis (name) | kind (the actor's)`.

        The blocks come first, for only headline and body are searched.
        """
        actors, cursor = known_actors(self.negotiation), Span(-1, -1)
        for line in filter(None, map(str.strip, table.splitlines())):
            words, actor, basis, kind = (*(part.strip() for part in line.split("|")), "", "", "")[:4]
            cursor = self._after(words, cursor)
            of_kind = kind or actors[actor].kind
            named = None if actor == "-" else actor
            self._add("mentions", Mention(f"m{self._next('mentions')}", cursor, of_kind, named, basis or "name"))  # type: ignore[arg-type]

    def times(self, table: str) -> None:
        """A line for each time, in text order: `words | type | value | begin | end` (the days from the value)."""
        cursor = Span(-1, -1)
        for line in filter(None, map(str.strip, table.splitlines())):
            words, kind, value, begin, end = (*(part.strip() for part in line.split("|")), "", "", "")[:5]
            cursor = self._after(words, cursor)
            first, last = days(value)
            self._add(
                "times",
                Time(f"t{self._next('times')}", cursor, kind, value, begin or first, end or last),  # type: ignore[arg-type]
            )

    def statement(
        self,
        key: str,
        content: Words,
        source: Words | None = None,
        cue: Words | None = None,
        actor: str | None = None,
        basis: str | None = None,
        *,
        chain: Iterable[tuple[str | None, Words, str]] = (),
        addressee: tuple[str, str | None, str] | None = None,
        setting: Words | None = None,
        time: str | None = None,
        certainty: str = "asserted",
        quotation: str | None = None,
        within: str | None = None,
    ) -> None:
        """Add a statement.

        Cue, source and the rest are sought nearest to the content. `time` is the words of a time already given,
        `within` the key of another statement; the kind of quotation is counted from the content's marks unless given.
        """
        said = self.spans(content)
        near = Span(said[0].start, said[-1].end) if len(said) == 1 else Span(said[0].end, said[1].start)
        cues = self.spans(cue, near)
        beside = cues[0] if cues else near
        hops = tuple(Hop(who, self.spans(words, beside), relation) for who, words, relation in chain)
        party = addressee and Party(self.spans(addressee[0], beside), addressee[1], addressee[2])  # type: ignore[arg-type]
        self._add(
            "statements",
            (
                key,
                within,
                Statement(
                    key,
                    Party(self.spans(source, beside), actor, basis),  # type: ignore[arg-type]
                    Passage(cues),
                    Passage(said),
                    quotation or quotation_of(self.text, said),  # type: ignore[arg-type]
                    hops,
                    party,
                    Passage(self.spans(setting, beside)) if setting else None,
                    self._time(time, beside),
                    certainty,  # type: ignore[arg-type]
                ),
            ),
        )

    def event(
        self,
        kind: str,
        trigger: str,
        actor: tuple[Words | None, str | None, str | None],
        recipient: tuple[Words | None, str | None, str | None] | None = None,
        *,
        mode: str | None = None,
        cameo: str | None = None,
        context: Sequence[str] = ("diplomatic",),
        place: str | None = None,
        time: str | None = None,
        status: str = "actual",
        statement: str | None = None,
    ) -> None:
        """Add an event of a PLOVER type.

        `trigger` must be plain; actor and recipient (words, actor, code) are sought nearest to it.
        """
        near = self.at(trigger)
        parties = [p and EventParty(self.spans(p[0], near), p[1], p[2]) for p in (actor, recipient)]
        when = self._time(time, near)
        self._add(
            "events",
            Event(
                "",
                kind,
                mode,
                cameo,
                tuple(context),
                parties[0],  # type: ignore[arg-type]
                parties[1],
                Passage((near,)),
                place,
                when,
                status,  # type: ignore[arg-type]
                statement,
            ),
        )

    def move(
        self,
        kind: str,
        evidence: Words,
        party: str | None,
        toward: str | None,
        by: str | None,
        *,
        gives: Iterable[tuple[str, str | None]] = (),
        asks: Iterable[tuple[str, str | None]] = (),
        condition: tuple[str, str | None] | None = None,
        statement: str | None = None,
        time: str | None = None,
    ) -> None:
        """Add a move. Terms are (words, issue), sought inside or nearest to the evidence."""
        spans = self.spans(evidence)

        def term(words: str, issue: str | None) -> Term:
            span = self.at(words, near=spans[0])
            return Term((span,), span.of(self.text), issue)

        self._add(
            "moves",
            Move(
                "",
                kind,
                party,
                toward,
                by,
                tuple(term(*one) for one in gives),
                tuple(term(*one) for one in asks),
                condition and term(*condition),
                spans,
                statement,
                self._time(time, spans[0]),
            ),
        )

    def meeting(
        self,
        parties: Iterable[str],
        reports: Iterable[tuple[str, Words, str | None]],
        *,
        participants: Iterable[str] = (),
        name: str | None = None,
        place: str | None = None,
        time: str | None = None,
    ) -> None:
        """Add a meeting. Each report is (status, words, by)."""
        told = tuple(
            sorted(
                (Report(status, self.spans(words), by) for status, words, by in reports),  # type: ignore[arg-type]
                key=lambda report: report.spans,
            )
        )
        parties, participants = tuple(sorted(parties)), tuple(participants)
        when = self._time(time, told[0].spans[0])
        self._add("meetings", Meeting("", parties, participants, name, place, when, told))

    def reading(self) -> Reading:
        """The finished gold, its items in text order and numbered. Raises ValueError naming what is at fault."""
        statements = sorted(self.layers.get("statements", []), key=lambda item: item[2].content.spans)
        ids = {key: f"s{n}" for n, (key, _, _) in enumerate(statements, 1)}
        events = sorted(self.layers.get("events", []), key=lambda event: event.trigger.spans)
        moves = sorted(self.layers.get("moves", []), key=lambda move: move.spans)
        meetings = sorted(self.layers.get("meetings", []), key=lambda meeting: meeting.reports[0].spans)
        made = Reading(
            self.article,
            tuple(self.layers.get("blocks", [])),
            tuple(self.layers.get("mentions", [])),
            (),
            tuple(self.layers.get("times", [])),
            tuple(replace(s, id=ids[key], within=within and ids[within]) for key, within, s in statements),
            tuple(replace(e, id=f"e{n}", statement=e.statement and ids[e.statement]) for n, e in enumerate(events, 1)),
            tuple(replace(m, id=f"v{n}", statement=m.statement and ids[m.statement]) for n, m in enumerate(moves, 1)),
            tuple(replace(g, id=f"g{n}") for n, g in enumerate(meetings, 1)),
        )
        known = known_actors(self.negotiation)
        missing = sorted(set(actor_ids(made)) - known.keys())
        if missing:
            raise ValueError(f"no such actor in the tables of {self.negotiation}: {', '.join(missing)}")
        made = replace(made, actors=tuple(known[one] for one in sorted(set(actor_ids(made)))))
        wrong = faults(made, issues_of(self.negotiation))
        if wrong:
            raise ValueError("; ".join(wrong))
        return made

    def write(self) -> Path:
        """Write the gold file, one item a line, and return its path."""
        path = folder(self.negotiation) / "gold" / (Path(self.article.path or "").stem + ".json")
        path.parent.mkdir(exist_ok=True)
        path.write_text(dumps(self.reading()), encoding="utf-8")
        return path

    def _add(self, layer: str, item: Any) -> None:
        self.layers.setdefault(layer, []).append(item)

    def _next(self, layer: str) -> int:
        return len(self.layers.get(layer, [])) + 1

    def _after(self, words: str, cursor: Span) -> Span:
        """The first `words` in headline or body that start after `cursor` does, or with it if it is another span."""
        for match in re.finditer(_whole(words), self.text):
            span = Span(match.start(), match.end())
            later = span.start > cursor.start or (span.start == cursor.start and span != cursor)
            if later and is_read(span, self.layers["blocks"]):
                return span
        raise ValueError(f"{words!r} does not come after {cursor.of(self.text)!r}")

    def _time(self, words: str | None, near: Span) -> str | None:
        if words is None:
            return None
        times: list[Time] = [time for time in self.layers["times"] if time.span.of(self.text) == words]
        if not times:
            raise ValueError(f"{words!r} is none of the times given")
        return min(times, key=lambda time: _gap(time.span, near)).id
