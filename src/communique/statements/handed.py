"""Words given back to their speaker, where the encoder took the medium that printed them for the source of all.

"“We go,” Kim said, according to KCNA", with KCNA as the source of all before it, is Kim's statement through KCNA.
Corpora of attributions mark the outer source only; a state agency that quotes its leader's words is a hand, no speaker.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from communique.encoder.understanding import Attribution
from communique.reading import Hop, Span, Spans
from communique.statements.phrases import WhoIsMeant, media, names_somebody, phrase
from communique.statements.sentences import trimmed

_SAYS = (
    r"(?:said|says|wrote|writes|added|adds|asked|warned|vowed|announced|declared|stressed|noted|stated|argued|insisted"
    r"|claimed|promised|pledged|tweeted|told|continued|explained|urged|replied)"
)
_OUTER = re.compile(
    r"(?:’s |'s )?(?:as )?(?:according to|(?:has |had |have |also |first )*(?:reported|reports|report))\Z"
)
_AFTER_QUOTE = re.compile(rf"\s*,?\s*(?:(?P<verb>{_SAYS})\s)?")
_SAID = re.compile(rf"\s(?P<verb>(?:has |had |also |later )*{_SAYS})(?=[\s:,]|\Z)")
_LED = re.compile(rf"\s(?P<verb>(?:has |had |also |later )*{_SAYS})[\s:,]*\Z")
_SENTENCE_END = re.compile(r"[.!?][”\"’']?\s+(?=[A-Z“\"‘])")
_SETTING = re.compile(r"(?:at|in|on|during|after|before|late|early|to|from|[A-Z]\w+day)\b|[\w ]+\Z")
_SETTING_ONLY = re.compile(r"(?:at|in|on|during) (?:[\w’'.-]+ ?){1,20}\Z")
_OTHER = re.compile(r"(?:on|in|at|during|of)\b|[A-Z]\w+day\b")
_SUBJECT = re.compile(r"(?:[Hh]e|[Ss]he|[Tt]hey)\b")
_QUOTED = re.compile(r"\b(?:quoted|cited|quotes|cites|quoting|citing)\b")
_AS_SAYING = re.compile(
    r"\s+as (?P<verb>saying|telling)\b(?: reporters)?(?: (?:on|late on|early on) [A-Z]\w+day)?,?\s*"
)
# How far the content may stand from "quoted": the one who is quoted, and "as saying".
_BETWEEN = 80

# How far "…, Kim told officials on Friday" may reach back from the end of a content, and over how many commas.
_TAIL = 120
_COMMAS = 3

_Found = tuple[Span, Span, Spans]  # speaker, verb, content


@dataclass(frozen=True, slots=True)
class GivenBack:
    """An attribution given back to its speaker, and the hand that had been taken for the source."""

    attribution: Attribution
    hop: Hop


def given_back(text: str, attribution: Attribution, who: WhoIsMeant, cues: Sequence[Span] = ()) -> GivenBack | None:
    """The statement inside what a medium hands on, or None where the medium speaks in its own name.

    Only plain cases: a quotation followed by "Kim said" and no more than a setting; a content that begins "Kim said",
    one that ends with it, or that it leads to, unless that is one of the `cues` of other attributions; and "KCNA quoted
    Kim as saying".
    """
    if not attribution.content or not from_medium(text, attribution):
        return None
    cue = _cue(text, attribution)
    hop = hand(text, attribution, who)
    if _OUTER.match(cue):
        found = (
            _quoted_then_said(text, attribution.content)
            or _said_then_content(text, attribution.content)
            or _clause_then_said(text, attribution.content)
            or _said_before(text, attribution.content, cues)
            or _said_after(text, attribution, cues)
        )
    else:
        found = _quoted_as_saying(text, attribution)
        named = _QUOTED.search(cue)
        hop = replace(hop, relation=named.group() if named else "")
    if found is None:
        return None
    speaker, verb, content = found
    inner = replace(attribution, source=(speaker,), cue=(verb,), content=content)
    return GivenBack(inner, hop)


def from_medium(text: str, attribution: Attribution) -> bool:
    """Whether a news medium is the source of an attribution, with a cue."""
    return len(attribution.source) == 1 and bool(attribution.cue) and media(attribution.source[0].of(text))


def hand(text: str, attribution: Attribution, who: WhoIsMeant) -> Hop:
    """The medium that is an attribution's source, as the hand that passed it on."""
    cue = _cue(text, attribution)
    # A cue may be a mere colon: "Yonhap: …" has no word for how it was handed on.
    relation = "according to" if "according" in cue else (cue.split() or [""])[-1]
    return Hop(who.actor_of(attribution.source)[0], attribution.source, relation)


def _cue(text: str, attribution: Attribution) -> str:
    return " ".join(span.of(text) for span in attribution.cue).lower().strip(" :,")


def _taken(verb: Span, cues: Sequence[Span]) -> bool:
    """Whether a verb is, in part, the cue of another attribution."""
    return any(cue.start < verb.end and verb.start < cue.end for cue in cues)


def _quoted_then_said(text: str, content: Spans) -> _Found | None:
    first = content[0]
    words = first.of(text)
    close = max(words.rfind(mark) + len(mark) for mark in ("”", '"', "''", ",’", ".’"))
    if words[:1] not in "“\"‘'" or close < 3:
        return None
    end = first.start + close
    rest = _AFTER_QUOTE.match(text, end, first.end)
    speaker = _speaker(text, rest.end(), first.end) if rest else None
    if rest is None or speaker is None:
        return None
    if rest["verb"]:
        verb, after = Span(*rest.span("verb")), speaker.end
    elif said := _SAID.match(text, speaker.end, first.end):
        verb, after = Span(*said.span("verb")), said.end()
    else:
        return None
    tail = text[after : first.end].strip(" ,")
    if tail and not _SETTING.match(tail):
        return None
    return speaker, verb, (Span(first.start, end), *content[1:])


def _said_then_content(text: str, content: Spans) -> _Found | None:
    first = content[0]
    start = first.start + (5 if first.of(text).startswith("that ") else 0)
    speaker = _speaker(text, start, first.end)
    said = _SAID.match(text, speaker.end, first.end) if speaker else None
    if speaker is None or said is None or said["verb"].split()[-1] == "told":
        return None
    rest = trimmed(text, Span(said.end() + (text[said.end() : said.end() + 1] in (":", ",")), first.end))
    if rest is None or _OTHER.match(rest.of(text)):
        return None
    return speaker, Span(*said.span("verb")), (rest, *content[1:])


def _clause_then_said(text: str, content: Spans) -> _Found | None:
    """Of "the envoy was hopeful, Kim told officials on Friday": what stands before the last "…, somebody said"."""
    first = content[0]
    comma = first.end
    for _ in range(_COMMAS):
        comma = text.rfind(", ", max(first.start, first.end - _TAIL), comma)
        if comma < 0:
            return None
        speaker = _speaker(text, comma + 2, first.end)
        said = _SAID.match(text, speaker.end, first.end) if speaker else None
        if speaker is not None and said is not None:
            tail = text[said.end() : first.end].strip()
            if tail.startswith("that ") or _SENTENCE_END.search(tail):
                return None
            return speaker, Span(*said.span("verb")), (Span(first.start, comma), *content[1:])
    return None


def _said_before(text: str, content: Spans, cues: Sequence[Span]) -> _Found | None:
    """ "Kim said" right before the content, and nobody else's: then the encoder left both out."""
    start = content[0].start
    line = text.rfind("\n", max(0, start - _BETWEEN), start) + 1
    floor = max(line, start - _BETWEEN, *(at + 2 for at in _sentence_ends(text, start)), 0)
    head = text[floor:start]
    said = _LED.search(head)
    if said is None:
        return None
    verb = Span(floor + said.start("verb"), floor + said.end("verb"))
    if _taken(verb, cues):
        return None
    opening = floor + (head.rfind(", ", 0, said.start("verb")) + 2 if ", " in head[: said.start("verb")] else 0)
    speaker = _speaker(text, opening, verb.start)
    return (speaker, verb, content) if speaker and speaker.end == verb.start - 1 else None


def _said_after(text: str, attribution: Attribution, cues: Sequence[Span]) -> _Found | None:
    """ "Kim said" between the content and "according to KCNA", and nobody else's."""
    last = attribution.content[-1]
    stop = min(attribution.cue[0].start, attribution.source[0].start)
    if not 0 < stop - last.end <= _BETWEEN or "\n" in text[last.end : stop]:
        return None
    opening = stop - len(text[last.end : stop].lstrip(" ,"))
    speaker = _speaker(text, opening, stop)
    said = _SAID.match(text, speaker.end, stop) if speaker else None
    if speaker is None or said is None:
        return None
    verb = Span(*said.span("verb"))
    return None if _taken(verb, cues) else (speaker, verb, attribution.content)


def _sentence_ends(text: str, before: int) -> list[int]:
    start = max(0, before - _BETWEEN)
    return [start + m.start() for m in _SENTENCE_END.finditer(text[start:before])]


def _quoted_as_saying(text: str, attribution: Attribution) -> _Found | None:
    """Of "KCNA quoted Kim as saying …", however much of it the encoder took for the cue."""
    first = attribution.content[0]
    quoted = next((m for span in attribution.cue if (m := _QUOTED.search(text, *span))), None)
    if quoted is None:
        return None
    after = first.start >= quoted.end()  # else "…, state media quoted a diplomat as saying"
    if after and first.start - quoted.end() > _BETWEEN:
        return None
    limit = first.end if after else min(len(text), quoted.end() + _BETWEEN)
    speaker = phrase(text, quoted.end(), limit)
    saying = _AS_SAYING.match(text, speaker.end, limit) if speaker else None
    if speaker is None or saying is None:
        return None
    verb = Span(*saying.span("verb"))
    if not after:
        return speaker, verb, attribution.content
    rest = Span(max(first.start, saying.end()), first.end)
    return (speaker, verb, (rest, *attribution.content[1:])) if rest.start < rest.end else None


def _speaker(text: str, start: int, limit: int) -> Span | None:
    pronoun = _SUBJECT.match(text, start, limit)
    span = Span(*pronoun.span()) if pronoun else phrase(text, start, limit)
    if span is None or not (pronoun or (text[span.start].isupper() and names_somebody(span.of(text)))):
        return None
    return span


def without_fragments(text: str, attributions: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """The attributions without those that are only a setting and a hand of the one before.

    In "“We go,” Kim said at the assembly, according to KCNA", the encoder may make "at the assembly" KCNA's content.
    """
    kept: list[Attribution] = []
    for attribution in attributions:
        if not (kept and _fragment(text, kept[-1], attribution)):
            kept.append(attribution)
    return tuple(kept)


def _fragment(text: str, before: Attribution, attribution: Attribution) -> bool:
    if len(attribution.content) != 1 or not before.cue or len(attribution.source) != 1:
        return False
    content = attribution.content[0]
    end = max(span.end for span in (*before.source, *before.cue, *before.content))
    if not 0 <= content.start - end <= 1 or not _SETTING_ONLY.match(content.of(text)):
        return False
    return bool(_OUTER.match(_cue(text, attribution))) and media(attribution.source[0].of(text))
