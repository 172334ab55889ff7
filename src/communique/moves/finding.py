"""The moves of one sentence."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from itertools import islice

from communique.moves.cues import ASKS, CUES, GIVES, NONE, OF_ANOTHER, Cue
from communique.moves.found import Found
from communique.moves.lexicon import (
    ADVERB,
    ASKING,
    NAMED,
    NO_DURATION,
    NO_STEP,
    OUTSIDERS_SAY,
    UNSURE,
)
from communique.moves.meaning import as_meant
from communique.moves.nothing import DEFIANCE, tells_nothing
from communique.moves.nouns import HEADS, nouns
from communique.moves.scene import RELATIVE, Maker, Named, Scene
from communique.moves.scraps import without_scraps
from communique.moves.spoken import orders, out_of_question
from communique.moves.terms import CHANCE, Terms, each, terms
from communique.moves.thirds import third
from communique.moves.toward import addressed
from communique.moves.turned import step
from communique.moves.verbs import Verb, verbs_in
from communique.moves.wills import able, announced, constant, no_before, shifted, steady, told_to, willing
from communique.reading import Span

# Behind a form of "be" these are no passives: "is refusing", "was ready".
_ACTIVE = re.compile(r"ready\b|\w+ing\b|no longer\b|still\b|not\b|open to\b|content with\b")
# More words that could tell a step are no sentence, and are not all tried, so that the time stays linear.
MOST = 40
_WORD = re.compile(r"[\w’'-]+")
_WILL_HEADS = frozenset({"wil", "wou", "sha", "won"} | {f"{who}{mark}" for who in ("we", "he") for mark in "’'"})
_MUST_HEADS = frozenset({"mus", "sho", "has", "hav", "nee", "no"})
_NO_QUESTION = frozenset({
    "table", "negotiable", "renegotiable", "acceptable", "option", "sale", "needed", "discussion", "question", "up",
    "unacceptable", "non-negotiable", "non-starter", "non-starters",
})  # fmt: skip
_AS_BEFORE = frozenset({
    "once", "as", "running", "altered", "time", "times", "again", "position", "line", "said", "stays", "stay", "stayed",
    "stands", "remain", "remains",
})  # fmt: skip
# Without a party by its name, only "the two sides" can do anything.
_JOINT = re.compile(r"\b(?:[Tt]wo|[Bb]oth|[Tt]hree|sides|parties|leaders|delegations)\b")


def moves_in(
    sentence: str,
    named: Sequence[Named],
    *,
    speaker: Maker | None = None,
    between: tuple[str, ...] = (),
    assembled: tuple[str, ...] = (),
) -> tuple[Found, ...]:
    """The moves that `sentence` tells, in order of text; `named` are the mentions of parties in it.

    `speaker` is whose words the sentence is where it does not say so itself, `between` are those that bargain,
    the most prominent first, `assembled` those who were named together last, all where the sentence stands in an
    article that tells.
    """
    if not named and speaker is None and not assembled and not (between and _JOINT.search(sentence)):
        return ()
    scene = Scene.of(sentence, named, speaker=speaker, between=between, assembled=assembled)
    words = defaultdict[str, list[int]](list)
    for match in _WORD.finditer(scene.masked):
        words[match[0]].append(match.start())
    heads = {word[:3] for word in words}
    taken: list[Span] = []
    found: list[Found] = []
    for cue, span in islice(_cues(scene, words, heads), MOST):
        if any(span.start < other.end and other.start < span.end for other in taken):
            continue
        steps = tuple(_steps(scene, cue, span))
        if steps:
            taken.append(span)
            found += steps
    if not heads.isdisjoint(_WILL_HEADS):
        found += _apart(willing(scene), found)
    if "could" in words:
        found += _apart(able(scene), found)
    if not heads.isdisjoint(_MUST_HEADS):
        found += _apart(told_to(scene), found) or _apart(no_before(scene), found)
    found += _apart(orders(scene), found)
    if not words.keys().isdisjoint(_NO_QUESTION):
        found += _apart(out_of_question(scene), found)
    if not heads.isdisjoint(HEADS):
        found += nouns(scene, found)
    if not found and not words.keys().isdisjoint(_AS_BEFORE):
        found += constant(scene)
    if not found:
        found += shifted(scene)
    found = [whole for one in _merged(_in_return(scene, found)) if (whole := without_scraps(scene, one)) is not None]
    # Last, for most sentences have none to lose.
    if found and NO_STEP.search(scene.masked):
        return ()
    if found and (others := [Span(*match.span()) for match in OUTSIDERS_SAY.finditer(scene.masked)]):
        found = [one for one in found if not any(_told_by(scene, other, one.cue.start) for other in others)]
    found = [as_meant(scene, one) for one in found]
    return tuple(
        replace(
            one,
            gives=tuple(part for span in one.gives for part in each(scene, span)),
            asks=tuple(part for span in one.asks for part in each(scene, span)),
        )
        for one in sorted(addressed(scene, found), key=lambda f: (f.cue, f.party))
    )


_IN_RETURN = re.compile(r"[“\"]?(?:in (?:return|exchange) for|against) (?P<what>[^;“”]{3,160}?),")


def _in_return(scene: Scene, found: Sequence[Found]) -> list[Found]:
    """With "In return for …" in front, what each who gives something asks for it."""
    front = _IN_RETURN.match(scene.masked)
    if front is None:
        return list(found)
    asks = (Span(*front.span("what")),)
    return [
        replace(one, asks=asks)
        if one.kind in _GIVING and one.gives and not one.asks and one.cue.start > asks[0].end
        else one
        for one in found
    ]


def _merged(found: Sequence[Found]) -> list[Found]:
    """One step where a party's change or mediation is told in two verbs: "dropped its demand and settled for …"."""
    kept: list[Found] = []
    for one in sorted(found, key=lambda f: f.cue):
        same = next((k for k in kept if (k.kind, k.party) == (one.kind, one.party) and k.kind in _TOLD_IN_TWO), None)
        if same is None:
            kept.append(one)
        else:
            condition = same.condition or one.condition
            kept[kept.index(same)] = replace(
                same, gives=(*same.gives, *one.gives), asks=(*same.asks, *one.asks), condition=condition
            )
    return kept


_TOLD_IN_TWO = frozenset({"concession", "mediation"})
_GIVING = frozenset({"offer", "commitment", "conditional", "concession"})
_BREAK = re.compile(r";|\. |,? (?:but|and|while|though|although) ")


def _told_by(scene: Scene, other: Span, at: int) -> bool:
    """Whether the words at `at` are those of an outsider who speaks at `other`."""
    if at < other.start:  # "…, analysts said" at the end speaks for all before it
        return _ATTRIBUTED.search(scene.masked, 0, other.start) is not None
    return at < other.end or _BREAK.search(scene.masked, other.end, at) is None


_ATTRIBUTED = re.compile(
    r"(?:,|[”\"])\W*(?:(?:the|an?|some|two|many|several) )?"
    r"(?:(?!but |and |though |although |while |as )[\w-]+ ){0,2}$"
)


def _cues(scene: Scene, words: Mapping[str, list[int]], heads: Set[str]) -> Iterator[tuple[Cue | Verb, Span]]:
    """The constructions and the verbs in a sentence, in the order in which they are tried."""
    for cue in CUES:
        if not cue.opens.isdisjoint(heads):
            yield from ((cue, Span(*match.span())) for match in cue.pattern.finditer(scene.masked))
    for verb, begin, end in verbs_in(scene.masked, words):
        if not verb.plain or _several(scene, begin, verb.kind):
            yield verb, Span(begin, end)


# Before the plain form of a verb: those who do it are several, or speak, or decided to.
_THOSE = re.compile(rf"(?:\b(?:we|i|they|you)|\w*s| and (?:the )?§+)(?:,[^,]{{1,80}},)?(?: {ADVERB})* $")


# What one does by saying that one will; the other kinds are told by "will" itself (wills.py).
_ANNOUNCED = frozenset({"withdrawal", "refusal", "proposal", "demand", "retraction"})
_WILL_DO = re.compile(r"\b(?:will|would|shall)(?: \w+ly| also| now| then)? $")


def _several(scene: Scene, at: int, kind: str) -> bool:
    """Whether a plain form at `at` is a verb that tells a step: "we reject", "the Russians offer", "it will reject"."""
    left = scene.masked[:at]
    if _THOSE.search(left) or _CHOSE.search(left):
        return True
    if (will := _WILL_DO.search(left)) is not None:
        return kind in _ANNOUNCED and announced(scene, will.start())
    one = next((one for one in reversed(scene.named) if one.end == at - 1), None)
    return one is not None and scene.text[one.start : one.end].endswith("s") and not one.adjective


def _apart(found: Iterable[Found], others: Sequence[Found]) -> list[Found]:
    """Those whose words stand in no other step."""
    return [
        one
        for one in found
        if all(one.cue.end <= other.hull.start or other.hull.end <= one.cue.start for other in others)
    ]


# What is promised or asked "until …" lasts so long.
_GIVES = ("offer", "promis", "grant", "guarantee", "hand", "pledg", "dangl")
_LASTING = frozenset({"offer", "commitment", "demand", "proposal", "acceptance"})
_CHOSE = re.compile(
    r"(?:\b(?:decided|chose|opted|moved|resolved|elected|voted|went on|rushed|hastened|decides|chooses|opts|moves) )"
    r"(?:not )?to (?:\w+ly )?$"
)
# What belongs to the verb before its cue: auxiliaries, and verbs of deciding.
_GROUPED = 80  # the most characters that such words can be
# "Announced a truce | after a night of talks": what follows only says when, and the thing stands in the cue.
_WHEN_ONLY = re.compile(r"(?:after|following|during|hours|days|weeks) ")
_TRUCE = re.compile(r"\ban? (?:truce|cease-?fire|moratorium)\b")
# Who stands by and welcomes what others settle takes nothing.
_APPLAUDS = re.compile(r"(?:welcom|endors|support|back|embrac)\w*\b")
_BE = re.compile(r"\b(?:is|are|was|were|be|been|being)\b(?: \w+ly| also)? $")
_GROUP = re.compile(
    r"(?:\b(?:has|have|had|would|will|is|are|was|were|be|been|being)\b(?: \w+ly| now| also| again| still|"
    r" all along)? )*"
    r"(?:(?:has |have |had )?declared (?:it|him|her|them)sel(?:f|ves) )?[“\"]?"
    rf"(?:{_CHOSE.pattern[:-1]})?$"
)


def _steps(scene: Scene, cue: Cue | Verb, span: Span) -> Iterator[Found]:
    left = scene.masked[: span.start]
    group = _GROUP.search(left, max(span.start - _GROUPED, 0))
    start = group.start() if group else span.start
    # "Rome, which | wants": what it goes on about is plain, whatever else "which" may begin.
    unsure = (
        UNSURE.search(scene.masked[:start]) if RELATIVE.search(left, max(start - _GROUPED, 0), start) is None else None
    )
    passive = _BE.search(left, max(span.start - _GROUPED, 0)) and not _ACTIVE.match(scene.masked, span.start)
    if tells_nothing(scene, cue.kind, span):
        return
    if passive or unsure:
        if passive and not unsure:
            yield from _passive(scene, cue, span, start)
        return
    makers = scene.makers(start)
    if cue.kind == "acceptance" and _APPLAUDS.match(scene.masked, span.start):
        makers = tuple(one for one in makers if not third(scene, one.party))
    if _NOBODYS.match(scene.masked, span.start):
        makers = scene.speaker(start, before=True) or scene.attributed()
    parts = (
        Terms((), (), None)
        if cue.frame == NONE
        else terms(
            scene,
            span.end,
            before=cue.kind in ("demand", "refusal", "reaffirmation"),
            asking=bool(ASKING.match(scene.masked, span.start, span.end))
            and not scene.masked.endswith(" to", 0, span.end),
            naming=cue.kind not in ("proposal", "mediation"),
            short=cue.frame == OF_ANOTHER,
            until=cue.kind not in _LASTING,
            giving=scene.masked.startswith(_GIVES, span.start),
        )
    )
    if parts.main and _WHEN_ONLY.match(scene.masked, parts.main[0].start):
        truce = _TRUCE.search(scene.masked, span.start, span.end)
        parts = parts._replace(main=(Span(*truce.span()),)) if truce else parts
    if (
        not makers
        and (told := scene.attributed())
        and re.search(r"[”\"]?[,;] ?[^,;]*$", left)
        and cue.kind in ("offer", "proposal")
    ):
        makers = told
    if parts.condition is None and makers and cue.kind in _CONDITIONED:
        parts = parts._replace(condition=_fronted(scene, start))
    if makers and cue.frame == NONE and cue.kind == "reaffirmation":
        parts = parts._replace(main=(steady(scene, start, span.end),))
    if makers and cue.frame in (GIVES, ASKS) and (not parts.main or _last(scene, span, start)):
        parts = _told_before(scene, start, parts)
    if parts.main and (CHANCE.fullmatch(scene.masked, *parts.main[0]) or _DEFIANT.search(scene.masked, *parts.main[0])):
        return
    if cue.kind == "refusal" and _KEEPS.search(scene.masked, max(span.start - _GROUPED, 0), span.end):
        told = scene.speaker(start, before=True) or scene.attributed()
        if told and makers and all(maker.party != told[0].party for maker in makers):
            return
    makers = (*makers, *_partners(scene, span, makers)) if cue.kind == "commitment" else makers
    if scene.masked.startswith("insist", span.start) and parts.main and parts.main[0].end <= start:
        return  # "…, she insisted" claims what is so, and asks for nothing
    if (
        scene.masked.startswith("agree", span.start)
        and parts.main
        and parts.main[0].end <= start
        and _IS_SO.search(scene.masked, *parts.main[0])
        and not _TO_BE_DONE.search(scene.masked, *parts.main[0])
    ):
        return  # "The road is long, they agreed" is an opinion
    asked = {one.party for one in scene.named if cue.kind == "demand" and span.start <= one.start < span.end}
    if (
        cue.kind == "demand"
        and len(makers) > 1
        and parts.main
        and scene.masked.endswith("that ", 0, parts.main[0].start)
    ):
        # "They demanded that Rome leave": nor is Rome one of them.
        asked |= {one.party for one in scene.named if 0 <= one.start - parts.main[0].start <= len("the ")}
    for maker in makers:
        if maker.party not in asked:  # "they want Norwegian troops to leave": nobody asks that of themselves
            yield step(scene, cue, span, maker, parts, makers)


_DEFIANT = re.compile(rf"\b(?:not|never) {DEFIANCE.pattern}")
# "Oslo said Rome has been | refusing": what the other side is reproached with, and no answer of its own.
_KEEPS = re.compile(r"\b(?:been |(?:keeps?|kept) (?:on )?)(?:\w+ly )?\w+ing(?: to)?\Z")
_IS_SO = re.compile(r"\b(?:is|are|was|were|do|does|did|had)\b(?! to\b)")
_TO_BE_DONE = re.compile(r"\b(?:will|would|shall|should|must|ought)\b|['’]ll\b")
_CONDITIONED = frozenset({"offer", "commitment", "threat", "refusal", "acceptance"})


def _fronted(scene: Scene, start: int) -> Span | None:
    """The condition that the sentence begins with, where the first clause behind it is that of the verb at `start`."""
    found = NO_DURATION.match(scene.masked) or NO_DURATION.match(scene.masked, 1)
    comma = scene.masked.find(",", found.end()) if found else -1
    if found is None or not 0 < comma < start or re.search(r"[;:.]|,? (?:and|but) ", scene.masked[comma:start]):
        return None
    return Span(found.start(), comma)


def _partners(scene: Scene, span: Span, makers: Sequence[Maker]) -> Iterator[Maker]:
    """With whom one agreed: "Rome agreed with Oslo to"."""
    if scene.masked.startswith("agree", span.start) and " with " in scene.masked[span.start : span.end]:
        for one in scene.named:
            if span.start <= one.start < span.end and all(one.party != maker.party for maker in makers):
                yield Maker(one.party, one.by)
        if _WITH_HIM.search(scene.masked, *span) and makers:
            others = [one for one in scene.named if one.end <= span.start and one.party != makers[0].party]
            yield from (Maker(one.party, one.by) for one in others[-1:])


_WITH_HIM = re.compile(r"\bwith (?:him|her|them)\b")
# What has its own subject is told by who speaks: "Rome said | the time was not right for".
_NOBODYS = re.compile(r"(?:the time|there)\b")


_SPOKEN = re.compile(
    r"(?:repeat|reiterat|promis|pledg|vow|warn|threaten|assur|agree|conced|acknowledg|insist|demand|reaffirm)\w+"
)
# What may stand behind it: where and when, and who was told.
_REST = re.compile(
    r"(?: (?:in|at|on|to|from|after|before|during|over|with) [^,;.“”]{1,60}| \w+day| again|"
    r"(?<=assured) (?!that\b)[^,;.“”]{2,50}| (?:the )?§+)?(?=[,.;]|$)"
)


def _last(scene: Scene, span: Span, start: int) -> bool:
    """Whether a cue only says whose words those before it are: "The road will be open, Rome | repeated in Oslo"."""
    return bool(
        _SPOKEN.fullmatch(scene.masked, span.start, span.end)
        and _REST.match(scene.masked, span.end)
        and re.search(r"\w[,”\"]+ (?!and |but )[^,“”;:]{2,70}$", scene.masked[:start])
    )


def _told_before(scene: Scene, start: int, parts: Terms) -> Terms:
    """The clause that is told before its teller, as in "The road will be open, | she promised"."""
    end = max(scene.masked.rfind(mark, 0, start) for mark in (",", "”", '"'))
    if end <= 0:
        return parts
    lead = _WILL.match(scene.masked, 0, end)
    before = terms(scene, lead.end() if lead else 0)
    main = tuple(Span(one.start, min(one.end, end)) for one in before.main if one.start < end)
    return Terms(main, before.back or parts.back, before.condition or parts.condition)


_WILL = re.compile(r"[“\" ]*(?:§+|it|he|she|they|we|i) (?:will|would|shall)(?= )")
_BY = re.compile(r"(?: in (?=§)|[^,;.]{0,60}?\bby )(?:the |both )?(§+)(?:['’]s? [\w-]+)?(?: and (?:the )?(§+))?")


# What is rejected with these is no step of another.
_BLAME = re.compile(r"\b(?:reports?|claims?|accusations?|allegations?|criticisms?|charges?|rumou?rs?)\b")


def _passive(scene: Scene, cue: Cue | Verb, span: Span, start: int) -> Iterator[Found]:
    agent = _BY.match(scene.masked, span.end)
    if agent is None or cue.frame == NONE:
        return
    one = scene.at(agent.start(1))
    other = scene.at(agent.start(2)) if agent[2] else None
    if one is None:
        return
    begun = max(scene.masked.rfind(mark, 0, start) + 1 for mark in (";", ".", ":"))
    while begun < start and scene.text[begun] in ' “"':
        begun += 1
    if _BLAME.search(scene.masked, begun, start):
        return
    inner = NAMED.match(scene.masked, begun, start)
    subject = (Span(inner.end() if inner else begun, start - 1),) if begun < start - 1 else ()
    makers = [Maker(some.party, some.by) for some in (one, other) if some is not None]
    for maker in makers:
        yield step(scene, cue, span, maker, Terms(subject, (), None), makers)
