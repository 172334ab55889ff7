"""The moves of one sentence."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from communique.moves.cues import ASKS, CUES, GIVES, NONE, NOUN_KINDS, NOUNS, OF_ANOTHER, Cue
from communique.moves.lexicon import (
    ADVERB,
    ASKING,
    ASSURING,
    AT_WISH,
    CONSTANT,
    HARM,
    MODAL,
    MUST,
    NO_BEFORE,
    NO_STEP,
    OWN_VOICE,
    SAID_OF_ITSELF,
    SHIFT,
    UNSURE,
    WARNING,
)
from communique.moves.scene import Maker, Named, Scene
from communique.moves.terms import Terms, condition_at, terms
from communique.moves.verbs import Verb, verbs_in
from communique.reading import Span

# Bodies and states that are third parties by custom: what they propose or host is mediation.
MEDIATORS = frozenset({"QAT", "OMN", "NOR", "CHE", "VAT", "united-nations", "african-union", "SGP", "SWE"})


# Behind a form of "be" these are no passives: "is refusing", "was ready".
_ACTIVE = re.compile(r"ready\b|\w+ing\b|no longer\b|still\b|not\b|open to\b|content with\b")
_WORD = re.compile(r"[\w’'-]+")
_WILL_HEADS = frozenset({"wil", "wou", "sha", "won"} | {f"{who}{mark}" for who in ("we", "he") for mark in "’'"})
_NOUN_HEADS = frozenset(noun[:3] for noun in NOUN_KINDS) | {"urg", "pro"}
_MUST_HEADS = frozenset({"mus", "sho", "has", "hav", "nee", "no"})


@dataclass(frozen=True, slots=True)
class Found:
    """A step in a sentence. All spans are offsets of that sentence."""

    kind: str
    party: str
    toward: str | None
    by: str | None
    cue: Span
    gives: tuple[Span, ...] = ()
    asks: tuple[Span, ...] = ()
    condition: Span | None = None


def moves_in(
    sentence: str, named: Sequence[Named], *, speaker: Maker | None = None, pair: tuple[str, ...] = ()
) -> tuple[Found, ...]:
    """The moves that `sentence` tells, in order of text; `named` are the mentions of parties in it.

    `speaker` is whose words the sentence is where it does not say so itself, `pair` are the parties that "the two
    sides" are, both where the sentence stands in an article that tells.
    """
    if not named and speaker is None and not pair:
        return ()
    scene = Scene.of(sentence, named, speaker=speaker, pair=pair)
    words = defaultdict[str, list[int]](list)
    for match in _WORD.finditer(scene.masked):
        words[match[0]].append(match.start())
    heads = {word[:3] for word in words}
    taken: list[Span] = []
    found: list[Found] = []
    for cue in CUES:
        if cue.opens.isdisjoint(heads):
            continue
        for match in cue.pattern.finditer(scene.masked):
            span = Span(match.start(), match.end())
            if any(span.start < other.end and other.start < span.end for other in taken):
                continue
            steps = tuple(_steps(scene, cue, span))
            if steps:
                taken.append(span)
                found += steps
    for verb, begin, end in verbs_in(scene.masked, words):
        span = Span(begin, end)
        if any(span.start < other.end and other.start < span.end for other in taken):
            continue
        if verb.plain and not _plural(scene, begin):
            continue
        steps = tuple(_steps(scene, verb, span))
        if steps:
            taken.append(span)
            found += steps
    if not heads.isdisjoint(_WILL_HEADS):
        found += [one for one in _modal(scene) if not _inside(one.cue, found)]
    if not heads.isdisjoint(_MUST_HEADS):
        found += [one for one in _must(scene) or _no_before(scene) if not _inside(one.cue, found)]
    if not heads.isdisjoint(_NOUN_HEADS):
        found += _nouns(scene, found)
    # Last, for most sentences have none to lose.
    if found and NO_STEP.search(scene.masked):
        return ()
    return tuple(sorted(found, key=lambda f: (f.cue, f.party)))


# Before the plain form of a verb: those who do it are several, or speak, or decided to.
_SEVERAL = re.compile(rf"(?:\b(?:we|i|they|you)|\w*s| and (?:the )?§+)(?:,[^,]{{1,80}},)?(?: {ADVERB})* $")


def _plural(scene: Scene, at: int) -> bool:
    """Whether a plain form at `at` is one of a verb, and not a noun: "we reject", "the Russians offer"."""
    left = scene.masked[:at]
    if _SEVERAL.search(left) or _CHOSE.search(left):
        return True
    one = next((one for one in reversed(scene.named) if one.end == at - 1), None)
    return one is not None and scene.text[one.start : one.end].endswith("s") and not one.adjective


def _inside(cue: Span, found: Sequence[Found]) -> bool:
    """Whether a cue stands in a step that was found already, in its words or its terms."""
    return any(
        part.start < cue.end and cue.start < part.end
        for one in found
        for part in (one.cue, *one.gives, *one.asks, *([one.condition] if one.condition else []))
    )


_CHOSE = re.compile(
    r"(?:\b(?:decided|chose|opted|moved|resolved|elected|voted|went on|rushed|hastened|decides|chooses|opts|moves) )"
    r"(?:not )?to (?:\w+ly )?$"
)
# What belongs to the verb before its cue: auxiliaries, and verbs of deciding.
_GROUP = re.compile(
    r"(?:\b(?:has|have|had|would|will|is|are|was|were|be|been|being)\b(?: \w+ly| now| also| again| still)? )*"
    rf"(?:{_CHOSE.pattern[:-1]})?$"
)


def _steps(scene: Scene, cue: Cue | Verb, span: Span) -> Iterator[Found]:
    left = scene.masked[: span.start]
    group = _GROUP.search(left)
    start = group.start() if group else span.start
    passive = re.search(r"\b(?:is|are|was|were|be|been|being)\b(?: \w+ly| also)? $", left) and not _ACTIVE.match(
        scene.masked, span.start
    )
    if passive or UNSURE.search(scene.masked[:start]):
        if passive and not UNSURE.search(scene.masked[:start]):
            yield from _passive(scene, cue, span, start)
        return
    makers = scene.makers(start)
    parts = (
        Terms((), (), None)
        if cue.frame == NONE
        else terms(
            scene,
            span.end,
            before=cue.kind in ("demand", "refusal", "reaffirmation"),
            asking=bool(ASKING.match(scene.masked, span.start, span.end)),
        )
    )
    if (
        not makers
        and (told := scene.attributed())
        and re.search(r"[”\"]?[,;] ?[^,;]*$", left)
        and cue.kind in ("offer", "proposal")
    ):
        makers = told
    if not parts.main and cue.frame in (GIVES, ASKS) and makers:
        parts = _told_before(scene, start, parts)
    for maker in makers:
        yield _found(scene, cue, span, maker, parts, makers)


def _told_before(scene: Scene, start: int, parts: Terms) -> Terms:
    """The clause that is told before its teller, as in "The road will be open, | she promised"."""
    end = max(scene.masked.rfind(mark, 0, start) for mark in (",", "”", '"'))
    if end <= 0:
        return parts
    lead = _WILL.match(scene.masked, 0, end)
    before = terms(scene, lead.end() if lead else 0)
    main = tuple(Span(one.start, min(one.end, end)) for one in before.main if one.start < end)
    return Terms(main, before.back or parts.back, before.condition or parts.condition)


def _found(scene: Scene, cue: Cue | Verb, span: Span, maker: Maker, parts: Terms, makers: Sequence[Maker]) -> Found:
    kind, (main, back, condition) = cue.kind, parts
    if kind in ("commitment",) and condition is not None:
        kind = "conditional"
    if kind == "proposal" and maker.party in MEDIATORS:
        kind = "mediation"
    if kind in ("offer", "commitment") and main and _BRINGS.match(scene.masked, main[0].start):
        kind = "mediation"
    if kind in ("offer", "commitment", "acceptance", "conditional") and SHIFT.search(scene.masked):
        kind = "concession"
    if kind in ("offer", "commitment", "demand", "conditional") and CONSTANT.search(scene.masked):
        kind = "reaffirmation"
    if kind == "withdrawal":
        condition = condition_at(scene, span.end, len(scene.masked))
        condition = condition if condition and scene.masked.startswith(("until", "unless"), condition.start) else None
    toward = _toward(scene, span, maker)
    words = scene.masked[span.start : span.end]
    asked = (
        cue.frame == ASKS
        or bool(_CLAIMED.search(words))
        or bool(main and kind == "reaffirmation" and _OUGHT.search(scene.masked, *main[0]))
    )
    # What another offers is what one would have got by taking it.
    if cue.frame == OF_ANOTHER and main and _OFFERED.search(scene.masked[span.end : main[0].start]):
        asked = True
    gives, asks = (back, main) if asked else (main, back)
    if len(makers) == 2:
        toward = next(one.party for one in makers if one is not maker)
    return Found(kind, maker.party, toward, maker.by, span, gives, asks, condition)


_BRINGS = re.compile(
    r"help (?:the )?§+ and (?:the )?§+|bring [^,;.]{0,40}together|mediate\b|help [^,;.]{0,30} (?:sides|"
    r"parties) "
)
_CLAIMED = re.compile(
    r"(?:demand|call|request|insistence)s? (?:for|that|to|on|of)$|still (?:want|insist|demand|"
    r"expect)|settle"
)
_OUGHT = re.compile(r"\b(?:must|should|has to|have to)\b")
_OFFERED = re.compile(r"\boffers? (?:to|of|that|for)\b")


def _toward(scene: Scene, span: Span, maker: Maker) -> str | None:
    """The party that stands right behind the cue, with its office if any."""
    after = re.match(r" (?:on |to |the |with )?(?:§+)", scene.masked[span.end :])
    if after is None:
        inner = [n for n in scene.named if span.start <= n.start and n.end <= span.end and n.party != maker.party]
        return inner[0].party if inner else None
    one = scene.at(span.end + after.end() - 1)
    return one.party if one is not None and one.party != maker.party else None


_WILL = re.compile(r"[“\" ]*(?:§+|it|he|she|they|we|i) (?:will|would|shall)(?: not)?(?= )")
_BY = re.compile(r"[^,;.]{0,60}?\bby (?:the )?(§+)")


def _passive(scene: Scene, cue: Cue | Verb, span: Span, start: int) -> Iterator[Found]:
    agent = _BY.match(scene.masked, span.end)
    if agent is None or cue.frame == NONE:
        return
    one = scene.at(agent.start(1))
    if one is None:
        return
    begun = max(scene.masked.rfind(mark, 0, start) + 1 for mark in (";", ".", ":"))
    while begun < start and scene.text[begun] in ' “"':
        begun += 1
    subject = (Span(begun, start - 1),) if begun < start - 1 else ()
    maker = Maker(one.party, one.by)
    yield _found(scene, cue, span, maker, Terms(subject, (), None), (maker,))


def _modal(scene: Scene) -> Iterator[Found]:
    """What a party will or would do: conditional or threat with a condition, a refusal where it will not."""
    for match in MODAL.finditer(scene.masked):
        left = scene.masked[: match.start()]
        if UNSURE.search(left) or left.endswith("they "):
            continue
        span, negated = Span(*match.span()), bool(match["not"] or match["wont"])
        parts = terms(scene, span.end, before=negated)
        condition = parts.condition or condition_at(scene, 0, match.start(), before=negated)
        speaking = scene.attributed() or scene.speaker(match.start(), before=True)
        makers = scene.makers(match.start())
        if not makers and condition is not None:
            makers = speaking[:1]  # what will happen, in the words of a party that has it in its hands
        if not makers:
            continue
        reported = bool(SAID_OF_ITSELF.search(left))
        own = (
            reported
            or bool(OWN_VOICE.search(scene.masked))
            or (bool(speaking) and speaking[0].party == makers[0].party)
        )
        kind = _willing(scene, match, parts, condition, negated=negated, own=own, reported=reported)
        if kind is None:
            continue
        taking = _TAKES.match(scene.masked, span.end) if kind == "acceptance" else None
        parts = terms(scene, taking.end()) if taking else parts
        for maker in makers:
            yield Found(kind, maker.party, None, maker.by, span, parts.main, (), condition)


def _willing(
    scene: Scene,
    match: re.Match[str],
    parts: Terms,
    condition: Span | None,
    *,
    negated: bool,
    own: bool,
    reported: bool,
) -> str | None:
    """The kind of what somebody will or would do, None where it is no move."""
    main = parts.main[0].of(scene.masked) if parts.main else ""
    harms = bool(HARM.search(main))
    if CONSTANT.search(scene.masked) or _STAYS.match(main):
        return "reaffirmation" if own else None
    if _NO_DEED.match(main):
        return None
    if ASSURING.search(scene.masked) and own and negated:
        return "conditional" if condition is not None else "commitment"
    if condition is not None:
        harmful = harms or bool(WARNING.search(scene.masked))
        under = condition.of(scene.masked).startswith(("if", "unless", "should"))
        withheld = negated and condition.of(scene.masked).startswith(("as long as", "so long as", "if"))
        return "threat" if (harmful and under and not negated) or withheld else "conditional"
    if negated:
        return "commitment" if _HARMS.match(main) else "refusal"
    if own and _TAKES.match(scene.masked, match.end()):
        return "acceptance"
    if _PLANNED.match(main):
        return None
    if own and (match["will"] != "would" or reported):
        return "threat" if _HARMS.match(main) else "commitment"
    return None


def _must(scene: Scene) -> list[Found]:
    """What somebody of another party is told to do: "Rome must leave, the envoy of Oslo said"."""
    found = MUST.search(scene.masked)
    if found is None or UNSURE.search(scene.masked[: found.start()]):
        return []
    one = scene.at(found.start("who"))
    begun = max(found.start() - 2, 0)
    for maker in scene.speaker(found.end()) or scene.speaker(begun, before=True):
        if one is None or one.party != maker.party:
            parts = terms(scene, found.end(), before=True)
            return [
                Found(
                    "demand",
                    maker.party,
                    one.party if one else None,
                    maker.by,
                    Span(*found.span()),
                    (),
                    parts.main,
                    parts.condition,
                )
            ]
    return []


def _no_before(scene: Scene) -> list[Found]:
    """What a party will not have before or without something: "no truce until …, she said"."""
    found = NO_BEFORE.search(scene.masked)
    if found is None or UNSURE.search(scene.masked[: found.start()]):
        return []
    makers = scene.speaker(found.end()) or scene.speaker(found.start(), before=True)
    condition = _UNTIL.match(scene.masked, found.end() + 1)
    rest = Span(*condition.span()) if condition else condition_at(scene, 0, found.start())
    if rest is None:
        return []
    kind = "threat" if rest.of(scene.masked).startswith(("if", "as long as", "while")) else "conditional"
    what = found.span("what") if kind == "conditional" else (found.start(), found.end("what"))
    return [Found(kind, m.party, None, m.by, Span(*found.span()), (Span(*what),), (), rest) for m in makers]


# Standing as before; no deed at all; what is only a plan, a wish or a way of talking.
_STAYS = re.compile(r"(?:remain|stay)\b(?! \w+ kilomet)")
_NO_DEED = re.compile(
    r"(?:be (?=(?:an?|the|no|in|on|at|not|enough|too|very|more|here|there|needed|able|\w+ful|\w+ible|"
    r"\w+able|hard|good|great)\b)|have to be|like|love|prefer|need|know|seem|mean|depend|change|"
    r"see)\b"
)
_PLANNED = re.compile(
    r"(?:\w+ly |soon |also |then |now )?(?:be|have|take(?! (?:part|back|down|out))|meet|travel|"
    r"visit|fly|go|come|arrive|return|wait|see|continue|discuss|hold|speak|"
    r"talk|seek|step|decide|try|look|consider|study|ask|make|do|say|get|give|find|support|host|"
    r"attend|send|brief|tell|think|work|"
    r"journey|happen|follow|begin|start|resume)\b"
)
_TAKES = re.compile(r" (?:accept|take up)(?= )")
_HARMS = re.compile(
    r"(?:lower|weaken|block|resume|veto|retaliate|strike|hit|punish|destroy|attack|fight|respond in kind|"
    r"take [\w§ ]+ to court|act alone)\b"
)
_UNTIL = re.compile(r"(?:without|unless|until|before|as long as|while|if) [^,;.”]*")


def _nouns(scene: Scene, found: Sequence[Found]) -> Iterator[Found]:
    """Steps that are told by a noun with its owner or maker: "the rejection by Oslo of", "at the request of Rome"."""
    wish = AT_WISH.search(scene.masked)
    if wish is not None and found:
        one = scene.at(wish.start("who") if wish["who"] else wish.start("owner"))
        if one is not None and one.party != found[0].party:
            cue = Span(*wish.span("noun" if wish["noun"] else "wish"))
            by = None if one.adjective else one.by
            yield Found("demand", one.party, found[0].party, by, cue, (), found[0].gives)
    for match in NOUNS.finditer(scene.masked):
        inside = Span(match.start("noun"), match.end("noun"))
        if any(one.cue.start < inside.end and inside.start < one.cue.end for one in found):
            continue
        owner = (
            scene.at(match.start("maker"))
            if match["maker"]
            else scene.at(match.start("owner"))
            if match["owner"]
            else None
        )
        if owner is None or (match["owner"] and not match["maker"] and not (match["poss"] or owner.adjective)):
            continue
        if UNSURE.search(scene.masked[: match.start()]):
            continue
        kind = NOUN_KINDS[match["noun"]]
        kind = "mediation" if kind == "proposal" and owner.party in MEDIATORS else kind
        parts = terms(scene, match.end())
        gives, asks = (
            (parts.back, parts.main) if kind in ("demand", "proposal", "mediation") else (parts.main, parts.back)
        )
        # What goes on behind the noun's own term is the sentence's verb.
        yield replace(
            Found(kind, owner.party, None, owner.by, inside, gives, asks, parts.condition),
            by=None if owner.adjective else owner.by,
        )
