"""Headlines tell two deeds of one subject with a comma alone: "North Korea disputes it, says it asked for less"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from communique.encoder.understanding import Attribution
from communique.reading import Block, Span
from communique.statements.phrases import WhoIsMeant

LONGEST = 4  # words of the name that such a headline begins with
_WORD = re.compile(r"\S+")
# Of the third person: "disputes", "says"; no genitive and no "talks with France's …" before it.
_VERB = re.compile(r"[A-Za-z]+[^\W\ds]s\b(?![’'])")


def with_subjects_of_headlines(
    text: str, attributions: Iterable[Attribution], blocks: Sequence[Block], who: WhoIsMeant
) -> tuple[Attribution, ...]:
    """The attributions; where a clause of a headline stands for who said something, its subject does.

    Both verbs agree with one subject: "officials in Seoul, says" is left as it is, and so is what nobody known begins.
    Words of a headline that mean nobody known are not the source of what is said in the story: it is left open.
    """
    headlines = [block.span for block in blocks if block.kind == "headline"]
    return tuple(_mended(text, attribution, headlines, who) for attribution in attributions)


def _mended(text: str, attribution: Attribution, headlines: Sequence[Span], who: WhoIsMeant) -> Attribution:
    if len(attribution.source) != 1 or not attribution.cue:
        return attribution
    source, cue = attribution.source[0], attribution.cue[0]
    headline = next((h for h in headlines if h.start <= source.start < h.end), None)
    if headline is None or who.actor_of(attribution.source)[0] is not None:
        return attribution
    if not headline.start <= cue.start < headline.end:
        return replace(attribution, source=())
    subject = _subject(text, source, cue, who)
    return replace(attribution, source=(subject,)) if subject else attribution


def _subject(text: str, source: Span, cue: Span, who: WhoIsMeant) -> Span | None:
    """The name that begins "North Korea disputes the account, | says"; None where it is no such clause."""
    clause = source.of(text)
    if not clause.endswith(",") or "," in clause[:-1] or text[source.end : cue.start].strip():
        return None
    if not _VERB.match(text, cue.start):
        return None
    for word in reversed([*_WORD.finditer(text, source.start, source.end)][:LONGEST]):
        subject = Span(source.start, word.end())
        if _VERB.match(text, word.end() + 1, source.end) and who.actor_of((subject,))[0] is not None:
            return subject
    return None
