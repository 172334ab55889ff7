"""The events of an article, from its sentences."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from communique.encoder.understanding import States, Understanding
from communique.events.calls import calls_in
from communique.events.cameo import cameo_of, intent, met_at, mode_of_code, refusal
from communique.events.contexts import contexts_of
from communique.events.deeds import Deed, fitting
from communique.events.demands import demands_in
from communique.events.doubt import settled
from communique.events.grammar import Sentence
from communique.events.lexicon import lexicon, type_of
from communique.events.modes import mode_of
from communique.events.parties import Parties, Party
from communique.events.telling import deeds_in
from communique.reading import Article, Block, Event, EventParty, EventStatus, Passage, Span, Spans, Statement, Time
from communique.resolve.knowledge import Knowledge
from communique.resolve.who import Who

# A sentence of more words is no sentence; it is not read, so that the time stays linear.
LONGEST = 150
NEAR_TIME = 12  # words between a trigger and when it was, at most
# The share that was right of the events found on the dispatches: of verbs with a recipient and of those without, and
# of what a noun tells or has not been done.
NAMED, ALONE, SELDOM = 0.75, 0.65, 0.5
_READ = frozenset({"headline", "body"})
_DATED = frozenset({"DATE", "TIME"})
# Behind these begins another clause, and its times and places; a time behind those is when something ends.
_ANOTHER = frozenset({"said", "says", "that", "to", "after", "before", "because", "while", "when", "if", "unless", "¶"})
_ENDS = frozenset({"by", "until", "since", "before"})
_PLANNED_FOR = [[word, "for"] for word in ("planned", "scheduled", "due", "set", "called")]
_AT = frozenset({"in", "at", "near", "off", "outside"})


def events(
    article: Article,
    blocks: Sequence[Block],
    who: Who,
    understanding: Understanding,
    times: Sequence[Time],
    statements: Sequence[Statement],
    known: Knowledge,
) -> tuple[Event, ...]:
    """What political actors do to or with one another, as headline and body of `article` tell it, in order of text.

    `who` is whom its words mean, `understanding` what the encoder found, `times` and `statements` what was read of
    them; `known` are the tables of actors.
    """
    parties = Parties(who, understanding.references, known, (article.published or "")[:10] or None)
    room = _Room(article.text, who, times, statements, understanding.states, parties)
    starts = [block.span.start for block in blocks]
    found: list[Event] = []
    for span in understanding.sentences:
        at = bisect_right(starts, span.start) - 1
        first, after = who.words.range(span)
        if at < 0 or blocks[at].kind not in _READ or not 0 < after - first <= LONGEST:
            continue
        sentence = Sentence(who.words.lower, first, after, parties.within(first, after))
        if not sentence.parties:
            continue
        sentence.doers.extend(room.speakers(sentence))
        deeds = room.told(sentence)
        found += _once([room.event(deed, span, deeds) for deed in deeds], room)
    return tuple(replace(event, id=f"e{n}") for n, event in enumerate(found, 1))


def _once(events: Sequence[Event], room: _Room) -> list[Event]:
    """The events of a sentence without those that only say what another one is: "warned that it | would strike"."""
    return [event for event in events if not any(room.says(other, event) for other in events)]


class _Room:
    """What else was read of one article, for saying of a deed when, where and by whose account it was."""

    def __init__(
        self,
        text: str,
        who: Who,
        times: Sequence[Time],
        statements: Sequence[Statement],
        states: States | None,
        parties: Parties,
    ) -> None:
        self._text, self._who, self._states = text, who, states
        self._sides, self._speakers = parties.sides, dict[str, Party]()
        self._times = sorted((time for time in times if time.type in _DATED), key=lambda t: t.span)
        self._time_starts = [time.span.start for time in self._times]
        contents = sorted(((span, s) for s in statements for span in s.content.spans), key=lambda pair: pair[0])
        self._contents, self._begins = contents, [span.start for span, _ in contents]
        self._longest = max((span.end - span.start for span, _ in contents), default=0)
        cues = sorted(((span, s) for s in statements for span in s.cue.spans), key=lambda pair: pair[0])
        self._cue_of = {statement.id: statement.cue.spans for statement in statements}
        self._cues, self._cue_starts = cues, [span.start for span, _ in cues]

    def speakers(self, sentence: Sentence) -> Iterator[tuple[int, tuple[Party, ...]]]:
        """Where somebody is said to speak in a sentence, and who: for the verbs that share the subject."""
        words = self._who.words
        low = bisect_left(self._cue_starts, words.starts[sentence.first])
        high = bisect_left(self._cue_starts, words.ends[sentence.after - 1])
        self._speakers.clear()
        for span, statement in self._cues[low:high]:
            for source in statement.source.spans:
                party = next(
                    (
                        p
                        for p in sentence.parties
                        if p.span.start < source.end and p.span.end > source.start and not p.owner
                    ),
                    None,
                )
                if party is not None:
                    self._speakers[statement.id] = party
                    yield words.range(span)[0], (party,)
                    break

    def event(self, deed: Deed, span: Span, others: Sequence[Deed]) -> Event:
        """A deed as the reading has it."""
        words = self._who.words
        trigger = words.span(deed.first, deed.after)
        ends = [trigger, deed.actor.span, *([deed.recipient.span] if deed.recipient else [])]
        reach = Span(min(s.start for s in ends) - span.start, max(s.end for s in ends) - span.start)
        about = " ".join(words.lower[deed.about[0] : deed.about[1]])
        heard = self._heard(trigger)
        place = self._place(deed, span, others)
        if deed.noun and deed.recipient is not None:
            code = settled(deed.code, self._states, self._text, span, deed.actor.span, deed.recipient.span)
            deed = replace(deed, code=code)
        deed = self._meant(deed, heard)
        code = met_at(cameo_of(deed.code, about), place, deed.actor, deed.recipient)
        kind = type_of(code)
        mode = mode_of_code(code) or mode_of(kind, span.of(self._text), reach)
        return Event(
            "",
            kind,
            mode,
            code,
            contexts_of(kind, code, " ".join(words.lower[deed.first : deed.about[1]])),
            _party(deed.actor),
            _party(deed.recipient) if deed.recipient is not None else None,
            Passage((trigger,)),
            place,
            self._time(deed, span, others),
            _status(deed.status, heard, trigger),
            heard.id if heard is not None else None,
            _score(deed),
        )

    def _meant(self, deed: Deed, heard: Statement | None) -> Deed:
        """The deed, or what somebody does by saying that their own side will do it, or will not."""
        if deed.voice == "will not" and (refused := refusal(type_of(deed.code), deed.code)) is not None:
            return replace(deed, code=refused, status="actual")
        if heard is None or deed.voice not in ("will", "may") or deed.status not in ("planned", "hypothetical"):
            return deed
        own = self._side(heard.source.actor)
        if own is None or own != self._side(deed.actor.actor):
            return deed
        intended = intent(type_of(deed.code), deed.code, surely=deed.status == "planned")
        return replace(deed, code=intended, status="actual") if intended is not None else deed

    def _side(self, actor: str | None) -> str | None:
        return (self._sides.get(actor) or actor) if actor is not None else None

    def told(self, sentence: Sentence) -> list[Deed]:
        """The deeds of a sentence in order of text, with the demands and calls that no word of the list tells."""
        deeds = [*deeds_in(sentence)]
        asked = [d for d in demands_in(sentence, self._speaker) if d.recipient is not None and self._differ(d)]
        must = {k for demand in asked for k in range(demand.first, demand.after)}
        deeds = [deed for deed in deeds if deed.first not in must]  # what somebody must do is not done
        asking = {deed.actor for deed in deeds if type_of(deed.code) == "REQUEST"}
        met = {_pair(deed) for deed in deeds if type_of(deed.code) == "CONSULT"}
        asked = [deed for deed in asked if deed.actor not in asking]
        called = [d for d in calls_in(sentence) if fitting(d) and _pair(d) not in met]
        return sorted([*deeds, *asked, *called], key=lambda deed: deed.first)

    def _speaker(self, index: int) -> Party | None:
        heard = self._heard(self._who.words.span(index, index + 1))
        return self._speakers.get(heard.id) if heard is not None else None

    def _differ(self, deed: Deed) -> bool:
        """Whether actor and recipient are of different sides, as far as one knows."""
        own, other = self._side(deed.actor.actor), self._side(deed.recipient.actor if deed.recipient else None)
        return own != other or own is None

    def says(self, event: Event, other: Event) -> bool:
        """Whether `other` is but what the same side says it does by `event`."""
        if event is other or event.type != other.type or self._side(event.actor.actor) != self._side(other.actor.actor):
            return False
        cue = self._cue_of.get(other.statement or "", ())
        return _touch(event.trigger.spans, cue) and not _touch(other.trigger.spans, cue)

    def _heard(self, trigger: Span) -> Statement | None:
        """The statement that the trigger is the cue of, else the innermost one in whose content it stands."""
        at = bisect_right(self._cue_starts, trigger.start)
        for span, statement in self._cues[max(at - 1, 0) : at + 1]:
            if span.start < trigger.end and trigger.start < span.end:
                return statement
        high = bisect_right(self._begins, trigger.start)
        low = bisect_left(self._begins, trigger.start - self._longest)
        holding = [
            (c.end - c.start, n) for n, (c, _) in enumerate(self._contents[low:high], low) if c.end >= trigger.end
        ]
        return self._contents[min(holding)[1]][1] if holding else None

    def _time(self, deed: Deed, span: Span, others: Sequence[Deed]) -> str | None:
        """The time in the sentence that is nearest the trigger, with no other deed between them."""
        low, high = bisect_left(self._time_starts, span.start), bisect_left(self._time_starts, span.end)
        best: tuple[int, str] | None = None
        lower = self._who.words.lower
        for time in self._times[low:high]:
            first, after = self._who.words.range(time.span)
            gap = first - deed.after if first >= deed.after else deed.first - after
            between = range(deed.after, first) if first >= deed.after else range(after, deed.first)
            if gap > NEAR_TIME or any(other.first in between for other in others if other.first != deed.first):
                continue
            if any(lower[k] in _ANOTHER for k in between) or lower[first - 1] in _ENDS:
                continue
            if not deed.noun and (lower[after] in lexicon().nouns or lower[first - 2 : first] in _PLANNED_FOR):
                continue  # the day of what is spoken of: "the June 12 summit", "talks planned for Monday"
            if best is None or gap < best[0]:
                best = gap, time.id
        return best[1] if best is not None else None

    def _place(self, deed: Deed, span: Span, others: Sequence[Deed]) -> str | None:
        """The place where it was done: behind the trigger, before its noun, at the opening of the sentence."""
        words = self._who.words
        if deed.recipient is not None and deed.recipient.place and deed.code == "042":
            return deed.recipient.span.of(self._text)
        after = min((o.first for o in others if o.first > deed.first), default=words.range(span)[1])
        first = words.range(span)[0]
        for k in (*range(deed.after, min(after, deed.after + NEAR_TIME)), first):
            if k > first and words.lower[k] in _ANOTHER - {"to"}:
                break
            if words.lower[k] in _AT and (found := self._place_at(k + 1)) is not None:
                return found
        return self._place_at(deed.first - 1) or (self._place_at(first + 1) if words.lower[first] in _AT else None)

    def _place_at(self, index: int) -> str | None:
        """The place whose name begins at the word `index`, or after an article there."""
        words = self._who.words
        index += words.lower[index] == "the"
        low = bisect_left(self._who.starts, words.starts[index])
        for mention in self._who.heads[low : low + 1]:
            if mention.kind == "place" and mention.span.start == words.starts[index]:
                return mention.span.of(self._text)
        return None


def _pair(deed: Deed) -> frozenset[object]:
    """Who is in a deed, whoever is named first and by whatever words."""
    return frozenset(party and (party.actor or party) for party in (deed.actor, deed.recipient))


def _touch(spans: Spans, others: Spans) -> bool:
    return any(one.start < other.end and other.start < one.end for one in spans for other in others)


def _party(party: Party) -> EventParty:
    return EventParty((party.span,), party.actor, party.code)


def _score(deed: Deed) -> float:
    if deed.noun or deed.status != "actual":
        return SELDOM
    return NAMED if deed.recipient is not None else ALONE


def _status(status: EventStatus, heard: Statement | None, trigger: Span) -> EventStatus:
    """The status that grammar shows, or that of what somebody says not to be so."""
    if heard is None or heard.certainty != "denied" or _touch((trigger,), heard.cue.spans):
        return status
    return "denied" if status == "actual" else status
