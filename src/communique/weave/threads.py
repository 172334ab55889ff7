"""From a reading to its thread: what was said, done and offered and which meetings there were, ready to be compared.

reading ─► statements and moves, with the actors in their words by id ─┐
        ─► meetings and events, with their days ───────────────────────┴► thread
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from itertools import islice

from communique.encounters import load, named
from communique.encounters.table import words_of
from communique.layout import readable
from communique.layout.datelines import outlet_named
from communique.reading import (
    Article,
    Event,
    Hop,
    Meeting,
    Move,
    Reading,
    Report,
    Span,
    Spans,
    Statement,
    Term,
    Time,
)
from communique.resolve import knowledge
from communique.weave.events.mentions import ArticleWords, EventMention, mention_of
from communique.weave.item import Done, Evidence, Hand, Lemmas, Made, Met, Said, Stake, Thread, Told
from communique.weave.lexicon import content_words, lemma
from communique.weave.occurrence import When

LONGEST_CONTEXT = 1200  # characters of the paragraph around the evidence that are kept on either side, at most
# Characters of words that are kept of one item, and of all items of an article together. Of 1,500 Reuters articles
# the longest item has 488, and all those of one article 5,180. Without a bound, ten thousand items that each hold the
# whole text would keep its square.
LONGEST_WORDS = 10_000
MOST_WORDS = 4_000_000
CUT = " …"
_MARKS = re.compile(r"[“\"«]([^“”\"«»]+)[”\"»]|‘([^‘“”\"]+?)’(?!\w)|(?<!\w)'([^'“”\"]+(?:'\w[^'“”\"]*)*)'(?!\w)")
_NO_WORDS = ArticleWords({}, {}, {})  # the article's own are made when its thread is woven
_WORD = re.compile(r"\w+(?:['’]\w+)*")
_BEFORE_VERB = re.compile(
    r"\b(?:(?<!exchange )(?<!return )to|will|would|shall|should|could|may|might|can|must)"
    r"(?: (?:not|also|soon|now|never))?\s+[“\"‘]?$"
)
_BETWEEN_TERMS = re.compile(r"[\s,;”\"]*(?:and|or|nor)\s+[“\"‘]?")
BEFORE = 24  # characters before a term in which the words are looked for that make it a verb
STATEMENTS_BEFORE = 20  # statements before a move that are looked at for the one that it stands in
STANDS_IN = 0.8  # share of a move's evidence that must be within a statement


def thread(reading: Reading) -> Thread:
    """What weaving keeps of `reading`."""
    article = reading.article
    around = _Around(reading)
    said = tuple(around.said(statement) for statement in reading.statements)
    met = tuple(around.met(meeting) for meeting in reading.meetings)
    done = tuple(around.done(event) for event in reading.events if event.trigger.spans)
    made = tuple(around.made(move) for move in reading.moves if move.spans)
    named = _named(said, met, done, made)
    return Thread(
        article.id,
        article.text,
        readable(reading.blocks) if reading.blocks else (Span(0, len(article.text)),),
        published(article),
        article.outlet or _outlet(reading),
        article.title,
        article.path,
        article.url,
        said,
        met,
        done,
        made,
        tuple(sorted((actor for actor in reading.actors if actor.id in named), key=lambda actor: actor.id)),
    )


def published(article: Article) -> When | None:
    """The days in which the article was written: its own day, or those inferred; None where neither end is known."""
    if article.published is not None:
        day = article.published[:10]
        return When(day, day, "inferred" if article.published_basis == "inferred" else "published")
    dating = article.dating
    if dating is None or dating.begin is None or dating.end is None:
        return None
    return When(dating.begin, dating.end, "inferred")


def _outlet(reading: Reading) -> str | None:
    """The agency or paper that the article's dateline names, where its datelines name one."""
    found = {
        outlet
        for block in reading.blocks
        if block.kind == "dateline" and (outlet := outlet_named(block.span.of(reading.article.text)))
    }
    return found.pop() if len(found) == 1 else None


class _Around:
    """A reading, with its parts by id and in order of text."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.text = reading.article.text
        self.published = published(reading.article)
        self.statements = {statement.id: statement for statement in reading.statements}
        self.hulls = sorted(
            (Span(spans[0].start, max(span.end for span in spans)), statement.id)
            for statement in reading.statements
            if (spans := sorted(_of_statement(statement)))
        )
        self.actors = {actor.id: actor for actor in reading.actors}
        self.times = {time.id: time for time in reading.times}
        self.dates = sorted(reading.times, key=lambda time: time.span)
        self.dates_at = [time.span.start for time in self.dates]
        reports = sum(len(meeting.reports) for meeting in reading.meetings)
        items = len(reading.statements) + len(reading.events) + len(reading.moves) + reports
        self.longest = min(LONGEST_WORDS, MOST_WORDS // max(items, 1))
        self.names = [m for m in reading.mentions if m.actor is not None and m.basis in ("name", "metonym")]
        self.starts = [mention.span.start for mention in self.names]
        self.media = media()
        self.headlines = [block.span for block in reading.blocks if block.kind == "headline"]

    def said(self, statement: Statement) -> Said:
        spans = _of_statement(statement)
        content = self.kept(statement.content.spans)
        speaker = statement.source
        return Said(
            statement.id,
            self.evidence(spans),
            speaker,
            self.words(speaker.spans),
            self.side(speaker.actor),
            speaker.actor in self.media,
            self.words(statement.cue.spans),
            self.words(statement.content.spans),
            tuple(lemma for span in content for lemma in self.lemmas(span)),
            tuple(run for span in self.quoted(statement, content) if (run := self.all_words(span))),
            statement.quotation,
            statement.certainty,
            statement.addressee.actor if statement.addressee else None,
            tuple(self.hand(hop) for hop in statement.chain),
            when(self.times.get(statement.time or "")),
            statement.within,
            bool(content) and self.in_headline(content[0]),
            statement.score,
        )

    def met(self, meeting: Meeting) -> Met:
        own = self.times.get(meeting.time or "")
        return Met(
            meeting.id,
            meeting.parties,
            meeting.participants,
            meeting.name,
            meeting.place,
            _narrower(when(own), _known_days(meeting)),
            tuple(self.told(report, own) for report in meeting.reports),
        )

    def told(self, report: Report, own: Time | None) -> Told:
        by = self.actors.get(report.by or "")
        return Told(
            report.status,
            self.evidence(report.spans),
            (Hand(by.id, by.name, "said"),) if by else (),
            self.dated(report, own),
        )

    def dated(self, report: Report, own: Time | None) -> When | None:
        """The time in the words of a report that is not the meeting's own: when it was called off, agreed …"""
        found: dict[str, When] = {}
        for span in report.spans:
            for time in islice(self.dates, bisect_left(self.dates_at, span.start), None):
                if time.span.start > span.end or len(found) > 1:
                    break
                if time != own and time.span.end <= span.end and (days := when(time)):
                    found[time.id] = days
        return next(iter(found.values())) if len(found) == 1 else None

    def done(self, event: Event) -> Done:
        mention = mention_of(self.reading, event, _NO_WORDS)
        told = self.statements.get(event.statement or "")
        recipient = event.recipient
        parties = (event.actor, *((recipient,) if recipient else ()))
        spans = (*event.trigger.spans, *(span for party in parties for span in party.spans))
        return Done(
            event.id,
            self.evidence(spans),
            event.type,
            self.cut(mention.trigger),
            event.trigger.spans,
            *self.sentence(mention),
            event.actor.actor,
            recipient.actor if recipient else None,
            event.place,
            when(self.times.get(event.time or "")),
            event.status,
            told.id if told else None,
            self.told_by(told) if told else (),
            event.score,
        )

    def made(self, move: Move) -> Made:
        spans = [*move.spans]
        for term in (*move.gives, *move.asks, *((move.condition,) if move.condition else ())):
            spans += (span for span in term.spans if not any(_within(span, other) for other in move.spans))
        evidence = self.evidence(spans)
        told = self.statements.get(move.statement or "") or self.around(evidence.spans)
        by = self.actors.get(move.by or "")
        return Made(
            move.id,
            evidence,
            move.kind,
            move.party,
            move.toward,
            move.by,
            by is not None and by.kind == "person",
            self.stakes(move.gives),
            self.stakes(move.asks),
            self.stakes((move.condition,))[0] if move.condition else None,
            tuple(lemma for span in self.kept(evidence.spans) for lemma in self.lemmas(span)),
            told.id if told else None,
            told.certainty if told else None,
            self.made_known_by(move, told) if told else (),
            self.stepped(move, told),
            self.in_headline(evidence.spans[0]),
            move.score,
        )

    def stakes(self, terms: Sequence[Term]) -> tuple[Stake, ...]:
        """The terms, in their order; one joined to the last ("and to open …") begins with a verb as that one does."""
        found: list[Stake] = []
        end = None
        for term in terms:
            start = min((span.start for span in term.spans), default=0)
            verb = follows_to(self.text, start)
            if not verb and found and found[-1].verb and end is not None and 0 <= start - end <= BEFORE:
                verb = _BETWEEN_TERMS.fullmatch(self.text, end, start) is not None
            lemmas = tuple(lemma for span in self.kept(term.spans) for lemma in self.lemmas(span))
            found.append(Stake(" ".join(self.cut(term.text).split()), term.issue, lemmas, verb))
            end = max((span.end for span in term.spans), default=None)
        return tuple(found)

    def around(self, spans: Spans) -> Statement | None:
        """The shortest statement, with its source and cue, that holds nearly all of the spans' reach; None for none."""
        start, end = spans[0].start, max(span.end for span in spans)
        last = bisect_left(self.hulls, (Span(end, end), ""))
        holding = [
            (hull.end - hull.start, id_)
            for hull, id_ in self.hulls[max(0, last - STATEMENTS_BEFORE) : last]
            if min(hull.end, end) - max(hull.start, start) >= STANDS_IN * (end - start)
        ]
        return self.statements[min(holding)[1]] if holding else None

    def made_known_by(self, move: Move, told: Statement) -> tuple[Hand, ...]:
        """The hands that a move came through: not the speaker, where it is his own or his side's, and he no medium."""
        speaker = told.source.actor
        own = speaker is not None and (speaker in (move.by, move.party) or self.side(speaker) == move.party)
        if own and speaker not in self.media:
            return tuple(self.hand(hop) for hop in told.chain)
        return self.told_by(told)

    def stepped(self, move: Move, told: Statement | None) -> When | None:
        """The days of a move: its own, else those of its statement, but none that end after the article was written."""
        for id_ in (move.time, told.time if told else None):
            days = when(self.times.get(id_ or ""))
            if days and (self.published is None or days.end <= self.published.end):
                return days
        return None

    def told_by(self, statement: Statement) -> tuple[Hand, ...]:
        """The hands of what is told in a statement: its speaker, and those who handed the statement on."""
        speaker = self.actors.get(statement.source.actor or "")
        words = speaker.name if speaker else self.words(statement.source.spans)
        own = (Hand(statement.source.actor, words, "said"),) if words else ()
        return (*own, *(self.hand(hop) for hop in statement.chain))

    def hand(self, hop: Hop) -> Hand:
        actor = self.actors.get(hop.actor or "")
        return Hand(hop.actor, actor.name if actor else self.words(hop.spans), hop.relation)

    def side(self, actor: str | None) -> str | None:
        found = self.actors.get(actor or "")
        return None if found is None else found.id if found.kind == "state" else found.country

    def in_headline(self, span: Span) -> bool:
        return any(headline.start <= span.start < headline.end for headline in self.headlines)

    def kept(self, spans: Spans) -> Spans:
        """The spans, as far as the words of an item are kept: nearly always all of them."""
        left = self.longest
        found: list[Span] = []
        for span in spans:
            if left <= 0:
                break
            found.append(span if span.end - span.start <= left else Span(span.start, span.start + left))
            left -= span.end - span.start
        return tuple(found)

    def cut(self, words: str) -> str:
        return words if len(words) <= self.longest else words[: self.longest] + CUT

    def words(self, spans: Spans) -> str:
        kept = self.kept(spans)
        words = " … ".join(" ".join(span.of(self.text).split()) for span in kept)
        return words if kept == spans else words + CUT

    def sentence(self, mention: EventMention) -> tuple[str, Span]:
        """The sentence of an event, and where in it the trigger stands; of an endless one, what is around it."""
        sentence, (start, end) = mention.sentence, mention.at
        if len(sentence) <= self.longest:
            return sentence, mention.at
        first, end = max(0, start - LONGEST_CONTEXT), min(end, start + self.longest)
        return sentence[first : end + LONGEST_CONTEXT], Span(start - first, end - first)

    def evidence(self, spans: Iterable[Span]) -> Evidence:
        ordered = tuple(sorted(set(spans)))
        context = _paragraphs(self.text, ordered, self.longest)
        return Evidence(ordered, self.words(ordered), context.of(self.text), context.start)

    def quoted(self, statement: Statement, content: Spans) -> Iterable[Span]:
        """What stands in quotation marks: all of a direct quotation, however it is torn."""
        for span in content:
            if statement.quotation == "direct":
                yield span
                continue
            for match in _MARKS.finditer(self.text, span.start, span.end):
                yield Span(*match.span(match.lastindex or 0))

    def all_words(self, span: Span) -> Lemmas:
        """The lemmas of all words within `span`, function words among them: quotations are compared word by word."""
        return self.by_actor(span, lambda text: map(lemma, _WORD.findall(text)))

    def lemmas(self, span: Span) -> Lemmas:
        """The content words within `span`, in order."""
        return self.by_actor(span, content_words)

    def by_actor(self, span: Span, words: Callable[[str], Iterable[str]]) -> Lemmas:
        """The `words` of the text within `span`; a name of an actor is one of them, by its id."""
        found: list[str] = []
        at = span.start
        for index in range(bisect_left(self.starts, span.start), len(self.names)):
            mention = self.names[index]
            if mention.span.end > span.end:
                break
            if mention.span.start >= at:
                found += words(self.text[at : mention.span.start])
                found.append(f"@{mention.actor}")
                at = mention.span.end
        return (*found, *words(self.text[at : span.end]))


def follows_to(text: str, start: int) -> bool:
    """Whether the words before a place in a text make a bare verb of the word that begins there: "to", "would" …"""
    return bool(_BEFORE_VERB.search(text, max(0, start - BEFORE), start))


def _of_statement(statement: Statement) -> Spans:
    """The words of a statement: who, the cue, and what."""
    return (*statement.source.spans, *statement.cue.spans, *statement.content.spans)


def _within(span: Span, other: Span) -> bool:
    return other.start <= span.start and span.end <= other.end


def when(time: Time | None) -> When | None:
    """The days of a time expression; None where it has none."""
    if time is None or time.begin is None or time.end is None:
        return None
    return When(time.begin, time.end, "text")


def _known_days(meeting: Meeting) -> When | None:
    """The days of the known encounter whose usual name the meeting bears; None where it is none, or may be several."""
    if meeting.name is None:
        return None
    actors = {*meeting.parties, *meeting.participants}
    found = [naming for naming in named(words_of(meeting.name), load(), actors) if naming.meeting]
    if len(found) != 1 or len(found[0].meant) != 1:
        return None
    row = found[0].meant[0]
    return When(row.first, row.last, "known")


@cache
def media() -> frozenset[str]:
    """The ids of the news media that the tables know, and of "state media"."""
    return frozenset(id_ for id_, body in knowledge.shipped().tables.bodies.items() if body.medium)


def _paragraphs(text: str, spans: Sequence[Span], longest: int) -> Span:
    """The paragraphs in which the spans stand, cut where they are long; an empty span where there are none.

    Of spans that reach further than `longest` it is where they begin.
    """
    if not spans:
        return Span(0, 0)
    first, last = spans[0].start, max(span.end for span in spans)
    last = min(last, first + longest)
    start = text.rfind("\n", max(0, first - LONGEST_CONTEXT), first) + 1 or max(0, first - LONGEST_CONTEXT)
    end = text.find("\n", last, last + LONGEST_CONTEXT)
    return Span(start, min(len(text), last + LONGEST_CONTEXT) if end < 0 else end)


def _narrower(told: When | None, known: When | None) -> When | None:
    """The days that the text tells; those that the meeting's name is known by where they lie within, "in February"."""
    if told is None or known is None:
        return told or known
    return known if told.begin <= known.begin and known.end <= told.end else told


def _named(said: Iterable[Said], met: Iterable[Met], done: Iterable[Done], made: Iterable[Made]) -> frozenset[str]:
    """The ids of all actors that the items name."""
    found: set[str | None] = set()
    for one in said:
        found |= {one.speaker.actor, one.side, one.addressee, *(hand.actor for hand in one.chain)}
    for meeting in met:
        found |= {*meeting.parties, *meeting.participants}
        found |= {hand.actor for told in meeting.reports for hand in told.chain}
    for event in done:
        found |= {event.actor, event.recipient, *(hand.actor for hand in event.chain)}
    for move in made:
        found |= {move.party, move.toward, move.by, *(hand.actor for hand in move.chain)}
    return frozenset(id_ for id_ in found if id_ is not None)
