"""What can be checked of a gold reading without knowing what is right: its shape, its spans, its references.

`faults` names what is wrong, `show` prints each layer's words for proof-reading. `gold.py` uses both.
"""

from __future__ import annotations

import calendar
import hashlib
import json
import re
from collections.abc import Container, Iterable, Iterator, Sequence
from typing import Any

from communique.dispatches import FIRST, desk_of
from communique.reading import Block, Reading, Span, Spans

EVENT_TYPES = frozenset(
    {
        *("AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST"),
        *("ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
    }
)
MOVE_KINDS = frozenset(
    {
        *("offer", "demand", "commitment", "conditional", "threat", "acceptance", "refusal", "concession"),
        *("retraction", "reaffirmation", "proposal", "withdrawal", "mediation"),
    }
)
READ = ("headline", "body")
DATED = frozenset({*READ, "caption", "dateline"})
ISSUES = frozenset(
    {
        "denuclearisation",
        "nuclear and missile tests",
        "inspection",
        "sanctions",
        "security guarantees",
        "peace treaty",
        "military exercises",
        "troops",
        "relations",
        "inter-Korean relations",
        "detainees and remains",
        "human rights",
        "aid",
        "talks",
        "conduct",
    }
)


def quotation_of(text: str, content: Spans) -> str:
    """direct, mixed or indirect, by the share of the content that stands inside double quotation marks, them included.

    A mark that is not closed in its paragraph holds to the paragraph's end, as in a quotation that runs over several.
    """
    quoted, depth, straight = set(), 0, False
    for i, character in enumerate(text):
        if character == "\n":
            depth, straight = 0, False
        depth += character == "“"
        if depth or straight or character == '"':
            quoted.add(i)
        depth = max(0, depth - (character == "”"))
        straight ^= character == '"'
    inside = [i in quoted for span in content for i in range(*span) if not text[i].isspace()]
    share = sum(inside) / max(1, len(inside))
    return "direct" if share >= 0.9 else "mixed" if share > 0.02 else "indirect"


def days(value: str) -> tuple[str | None, str | None]:
    """The first and last day of a TIMEX3 value that is a day, a month or a year (with or without a time of day)."""
    match = re.fullmatch(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T\w.*)?)?)?", value)
    if not match:
        return None, None
    year, month, day = match.groups()
    if day:
        return (f"{year}-{month}-{day}",) * 2
    if month:
        return f"{year}-{month}-01", f"{year}-{month}-{calendar.monthrange(int(year), int(month))[1]:02d}"
    return f"{year}-01-01", f"{year}-12-31"


def actor_ids(reading: Reading) -> Iterator[str]:
    """Every actor that a reading names, in any layer, with repetitions."""
    yield from (m.actor for m in reading.mentions if m.actor)
    for statement in reading.statements:
        parties = (statement.source, statement.addressee, *statement.chain)
        yield from (party.actor for party in parties if party and party.actor)
    for event in reading.events:
        yield from (party.actor for party in (event.actor, event.recipient) if party and party.actor)
    for move in reading.moves:
        yield from (one for one in (move.party, move.toward, move.by) if one)
    for meeting in reading.meetings:
        yield from (*meeting.parties, *meeting.participants, *(r.by for r in meeting.reports if r.by))


def dumps(reading: Reading) -> str:
    """The gold file's text: the reading's JSON, one item a line, so that a change shows as a line changed."""

    def plain(value: Any) -> str:
        return json.dumps(value, ensure_ascii=False)

    def layer(value: Any) -> str:
        if not isinstance(value, list) or not value:
            return plain(value)
        return "[\n  " + ",\n  ".join(map(plain, value)) + "\n ]"

    return "{\n" + ",\n".join(f' "{name}": {layer(value)}' for name, value in reading.to_dict().items()) + "\n}\n"


def spans_in(value: Any) -> Iterator[Span]:
    """Every span of a part of a reading, in depth."""
    if isinstance(value, Span):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from spans_in(item)
    elif hasattr(value, "__dataclass_fields__"):
        for name in value.__dataclass_fields__:
            yield from spans_in(getattr(value, name))


def is_read(span: Span, blocks: Iterable[Block], kinds: Container[str] = READ) -> bool:
    """Whether a span stands in one block of one of `kinds`: headline or body, where all but times is annotated."""
    return any(b.span.start <= span.start and span.end <= b.span.end and b.kind in kinds for b in blocks)


def issues_of(negotiation: str) -> frozenset[str]:
    """The issues that terms of a negotiation's gold may have: those of its desk, or the first one's own list."""
    return ISSUES if negotiation == FIRST else frozenset(issue.id for issue in desk_of(negotiation).issues)


def faults(reading: Reading, issues: Container[str] = ISSUES) -> list[str]:
    """What is wrong with a gold reading, in words; empty where all is well."""
    text, found = reading.article.text, []
    if [b.span.start for b in reading.blocks] != [0, *(b.span.end for b in reading.blocks[:-1])]:
        found.append("the blocks leave a gap or overlap")
    if not reading.blocks or reading.blocks[-1].span.end != len(text):
        found.append("the blocks do not cover the text")
    if reading.article.id != hashlib.sha256(text.encode("utf-8")).hexdigest()[:16]:
        found.append("the article's id is not the digest of its text")
    layers: dict[str, Sequence[Any]] = {
        name: getattr(reading, name) for name in ("mentions", "times", "statements", "events", "moves", "meetings")
    }
    for name, items in layers.items():
        if len({one.id for one in items}) != len(items):
            found.append(f"an id stands twice in {name}")
        for one in items:
            for span in spans_in(one):
                words = text[span.start : span.end]
                if not 0 <= span.start < span.end <= len(text):
                    found.append(f"{one.id}: {tuple(span)} is not in the text")
                elif words != words.strip():
                    found.append(f"{one.id}: {words!r} starts or ends in white space")
                elif not is_read(span, reading.blocks, DATED if name == "times" else READ):
                    found.append(f"{one.id}: {words!r} does not stand in one block that is read")
    actors = {actor.id for actor in reading.actors}
    found += [f"no actor {one}" for one in sorted(set(actor_ids(reading)) - actors)]
    found += [f"the actor {one} is named nowhere" for one in sorted(actors - set(actor_ids(reading)))]
    statements, times = {s.id for s in reading.statements}, {t.id for t in reading.times}
    item: Any
    for item in (*reading.statements, *reading.events, *reading.moves, *reading.meetings):
        if item.time is not None and item.time not in times:
            found.append(f"{item.id}: no time {item.time}")
        reference = getattr(item, "within", None) or getattr(item, "statement", None)
        if reference is not None and (reference not in statements or reference == item.id):
            found.append(f"{item.id}: no statement {reference}")
    found += [f"{e.id}: {e.type} is no type of event" for e in reading.events if e.type not in EVENT_TYPES]
    found += [f"{m.id}: {m.kind} is no kind of move" for m in reading.moves if m.kind not in MOVE_KINDS]
    terms = [(m.id, t) for m in reading.moves for t in (*m.gives, *m.asks, m.condition) if t]
    found += [f"{one}: {t.issue} is no issue of the list" for one, t in terms if t.issue and t.issue not in issues]
    found += [f"{one}: {t.text!r} is not what stands there" for one, t in terms if t.text != t.spans[0].of(text)]
    found += [f"{s.id}: no content" for s in reading.statements if not s.content.spans]
    found += [
        f"{s.id}: an actor for a source that is not given"
        for s in reading.statements
        if s.source.actor and not s.source.spans
    ]
    return found


def show(reading: Reading) -> str:
    """Each layer's words, for proof-reading."""
    text = reading.article.text

    def of(spans: Iterable[Span]) -> str:
        return " … ".join(span.of(text) for span in spans) or "–"

    lines = [f"== {reading.article.path}  {reading.article.id}"]
    lines += [f"{b.kind:9} {' '.join(b.span.of(text).split())[:90]}" for b in reading.blocks]
    lines += [f"{m.id} {m.kind} {m.actor} ({m.basis}): {m.span.of(text)}" for m in reading.mentions]
    lines += [f"{t.id} {t.type} {t.value} [{t.begin}..{t.end}]: {t.span.of(text)}" for t in reading.times]
    for s in reading.statements:
        hops = "; ".join(f"{h.relation}: {of(h.spans)} = {h.actor}" for h in s.chain)
        to = f" TO {of(s.addressee.spans)} = {s.addressee.actor}" if s.addressee else ""
        extra = "".join(f" {k.upper()} {v}" for k, v in (("via", hops), ("in", s.within), ("at", s.time)) if v)
        setting = f" SETTING {of(s.setting.spans)}" if s.setting else ""
        lines.append(
            f"{s.id} {s.quotation} {s.certainty} | {of(s.source.spans)} = {s.source.actor} ({s.source.basis}) | "
            f"{of(s.cue.spans)} | {of(s.content.spans)} |{to}{extra}{setting}"
        )
    for e in reading.events:
        to = f" -> {of(e.recipient.spans)} = {e.recipient.actor} {e.recipient.code}" if e.recipient else ""
        lines.append(
            f"{e.id} {e.type} {e.mode} {e.cameo} {e.status} | "
            f"{of(e.actor.spans)} = {e.actor.actor} {e.actor.code}{to} | "
            f"{of(e.trigger.spans)} | {e.place} {e.time} {e.statement}"
        )
    for m in reading.moves:
        terms = [f"gives {t.text!r} ({t.issue})" for t in m.gives] + [f"asks {t.text!r} ({t.issue})" for t in m.asks]
        terms += [f"if {m.condition.text!r} ({m.condition.issue})"] if m.condition else []
        lines.append(
            f"{m.id} {m.kind} {m.party} -> {m.toward} by {m.by} | "
            f"{'; '.join(terms)} | {of(m.spans)} | {m.statement} {m.time}"
        )
    for g in reading.meetings:
        lines += [f"{g.id} {g.parties} {g.participants} {g.name} | {g.place} {g.time}"]
        lines += [f"   {r.status} ({r.by}): {of(r.spans)}" for r in g.reports]
    return "\n".join(lines)
