"""From the encoder's attributions to the statements of a reading: the order of the steps, in one place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from communique.encoder.understanding import Attribution, Encoder, Understanding
from communique.reading import Article, Block, Hop, Party, Passage, Problem, Spans, Statement, Time
from communique.statements.addressee import addressee
from communique.statements.certainty import certainty
from communique.statements.chain import LATE, chain
from communique.statements.frame import Frame, frames
from communique.statements.handed import given_back, hand, without_fragments
from communique.statements.headlines import with_subjects_of_headlines
from communique.statements.mend import mended, parted, read_parts, with_subjects
from communique.statements.nesting import outer
from communique.statements.phrases import WhoIsMeant
from communique.statements.quotations import Quotes, quotation_of, quoted
from communique.statements.reread import handed_on, reread
from communique.statements.setting import setting
from communique.statements.torn import with_torn
from communique.statements.turns import with_turns
from communique.statements.when import when

# Spaces that pages set to keep words together or apart: plain ones while the words are looked at. Every code point
# stays one code point, so no offset moves.
_SPACES = "\u00a0\u2007\u2008\u2009\u200a\u202f\t"
# What is less likely than this is left out. Tuned on PolNeAR dev: the relation F1 is highest between .2 and .3.
LEAST_SCORE = 0.25
# "Kim said …, adding that …": how much may stand between the two for the same hands to carry both.
_JOINED = 6


class Stated(NamedTuple):
    """The statements of an article in order of text, and what was odd about its quotation marks."""

    statements: tuple[Statement, ...] = ()
    problems: tuple[Problem, ...] = ()


def statements(
    article: Article,
    blocks: Sequence[Block],
    understanding: Understanding,
    who: WhoIsMeant,
    encoder: Encoder | None = None,
    times: Sequence[Time] = (),
) -> Stated:
    """The statements in headline and body, ids s1, s2 … in order of their content, and the odd quotation marks.

    Each with who handed it on, to whom, where and at which of `times` it was made, how sure it is, and what it is
    quoted inside of. With an `encoder`, what media hand on is read once more by itself.
    """
    text = article.text
    for space in _SPACES:
        text = text.replace(space, " ")
    parts = read_parts(text, blocks)
    quotes = quoted(text, *parts)
    likely = [a for a in understanding.attributions if a.score >= LEAST_SCORE]
    attributions = mended(text, likely, parts, quotes)
    attributions = with_subjects_of_headlines(text, attributions, blocks, who)
    attributions = parted(text, with_subjects(text, without_fragments(text, attributions), who), quotes)
    body = read_parts(text, [b for b in blocks if b.kind == "body"]) if blocks else parts
    attributions = with_torn(text, with_turns(text, attributions, parts), quotes, body)
    own, given = _to_their_speakers(text, attributions, who, encoder)
    return Stated(_read(text, article.outlet, own, given, quotes, parts, who, times), quotes.problems)


def _to_their_speakers(
    text: str, attributions: Sequence[Attribution], who: WhoIsMeant, encoder: Encoder | None
) -> tuple[list[Attribution], dict[int, Hop]]:
    """The attributions with what media hand on given to those who said it, and the hand of each of these."""
    inside = reread(text, attributions, encoder) if encoder is not None else {}
    cues = [span for a in attributions for span in a.cue]
    own: list[tuple[Attribution, Hop | None]] = []
    for i, attribution in enumerate(attributions):
        if i in inside:
            hop = hand(text, attribution, who)
            own += [(inner, hop if handed_on(text, inner, attribution) else None) for inner in inside[i]]
        elif back := given_back(text, attribution, who, cues):
            own.append((back.attribution, back.hop))
        else:
            own.append((attribution, None))
    own.sort(key=lambda pair: (pair[0].content, pair[0].cue, pair[0].source))
    return [a for a, _ in own], {i: hop for i, (_, hop) in enumerate(own) if hop is not None}


def _read(
    text: str,
    outlet: str | None,
    attributions: Sequence[Attribution],
    given: dict[int, Hop],
    quotes: Quotes,
    parts: Spans,
    who: WhoIsMeant,
    times: Sequence[Time],
) -> tuple[Statement, ...]:
    around = frames(text, attributions, parts)
    told = [t for t in times if any(part.start <= t.span.start < part.end for part in parts)]
    hands = [_hands(frame, given.get(i), who, outlet) for i, frame in enumerate(around)]
    _share(text, attributions, hands)
    sources = [_party(a.source, who) for a in attributions]
    nested = outer(attributions, quotes)
    ids = [f"s{i + 1}" for i in range(len(attributions))]
    found = []
    for i, (a, frame) in enumerate(zip(attributions, around, strict=True)):
        outside = nested[i]
        hops = hands[i]
        if outside is not None and sources[outside].spans:
            relation = around[outside].cue.strip(" :,")
            hops = (*hops, Hop(sources[outside].actor, sources[outside].spans, relation or "said"))
        found.append(
            Statement(
                ids[i],
                sources[i],
                Passage(a.cue),
                Passage(a.content),
                quotation_of(text, a.content, quotes),
                hops,
                addressee(frame, who),
                setting(frame),
                when(frame, told),
                certainty=certainty(frame, hops),
                within=None if outside is None else ids[outside],
                score=round(a.score, 4),
            )
        )
    return tuple(found)


def _party(spans: Spans, who: WhoIsMeant) -> Party:
    return Party(spans, *who.actor_of(spans)) if spans else Party()


def _hands(frame: Frame, given: Hop | None, who: WhoIsMeant, outlet: str | None) -> tuple[Hop, ...]:
    hops = chain(frame, who, outlet)
    if given is None or any(set(hop.spans) & set(given.spans) for hop in hops):
        return hops
    return (*hops, given)


def _share(text: str, attributions: Sequence[Attribution], hands: list[tuple[Hop, ...]]) -> None:
    """Gives "Kim said …, adding that …, KCNA reported" the same late hands for both statements."""
    for i in range(1, len(attributions)):
        before, after = attributions[i - 1], attributions[i]
        if not after.cue or (after.source and after.source != before.source):
            continue
        end = max(span.end for span in (*before.source, *before.cue, *before.content))
        between = text[end : after.cue[0].start]
        adding = text[after.cue[0].start : after.cue[0].end].split(maxsplit=1)[0].endswith("ing")
        if len(between) > _JOINED or between.strip(" ,—–-") not in (("", "and") if adding else ("and",)):
            continue
        for mine, other in ((i, i - 1), (i - 1, i)):
            if not any(hop.relation in LATE for hop in hands[mine]):
                hands[mine] = (*hands[mine], *(hop for hop in hands[other] if hop.relation in LATE))
