"""The terms of a step: where what is given, what is asked and the condition begin and end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from communique.moves.lexicon import BEFORE, CONDITION, NAMED, NO_DURATION, RETURN, SAID
from communique.moves.scene import Scene
from communique.reading import Span

# "What it regards | as a threat" is one thing, with the words of who sees it so.
_VIEWS = ("sees", "saw", "views", "viewed", "regards", "regarded", "perceives", "perceived", "describes", "denounces")
_NO_VIEW = "".join(f"(?<!{view})" for view in _VIEWS)
# A stop behind these ends no sentence: "until Nov. 24", "at 6 p.m. on Friday".
_SHORT = (
    r"(?<!\b(?:mr|ms|dr|st))(?<!\b(?:mrs|gen|sen|rep|gov|jan|feb|mar|apr|jun|jul|aug|sep|oct|nov|dec|art))"
    r"(?<!\bsept)(?<!\.[a-z])"
)
_ENDS = re.compile(
    rf"[;]|[,.]?[”\"](?=$|[,.]| (?:§|he|she|they|it|said|the|an?|in|on|during|told)(?![\w-]))|(?:{_SHORT}\.|[!?])(?=\s|"
    rf"$|”)|,? (?:“|\")?(?:(?<!those )who|(?<!by )(?<!in )(?<!to )(?<!under )(?<!for )which|whose|saying|adding|"
    rf"blaming|citing|calling|but|while|although|"
    rf"though|after|when|because|since|where|"
    rf"(?:hours|days|weeks|months) (?:after|before|later)|as (?:part|a (?:gesture|sign|step|token)|did|it|he|"
    rf"she)|and (?:also |now )?(?:\w{{3,}}ed|held|took|left|"
    rf"gave|went|sent|made|could|wants?|said|added|warned|threatened|demanded|urged|called|offered|"
    rf"accused|rejected|vowed|promised|would|will|proposed|insisted|brought|named|asked|that))\b|"
    rf" [–—-] | (?:and|but) (?:(?:mr|ms|mrs|president|premier|minister) )?§+ [“\"]?"
    rf"(?:has|had|is|was|will|would|\w+(?:ed|s))\b| and (?:demands|wants|"
    rf"says|insists|warns|threatens|offers|urges|calls|accuses|rejects)\b|, (?:and|so|then|in a|"
    rf"the|an?|its|his|one|two|three|\w+ing|for|of|or|all)\b"
    rf"(?! (?:(?:(?!that |which |who )[^,;.“]){{2,35}} )?(?:and|or) )|"
    rf" despite |, (?:at|with|in|under|according|not|on|by|if|as)\b|"
    rf"{_NO_VIEW} as “| and (?:not|has|had|have|is|are|was|were|remains|there) |"
    r" (?:in (?:retaliation|response|protest|reaction|reply)|ahead of|"
    r"regardless of|"
    r"at the (?:urging|request|insistence|invitation|prompting) of|so that) |"
    rf"[,”] ?(?:{SAID}|§+,[^,;.“”]{{2,60}}, {SAID}|"
    rf"(?:the |an? |its |some )?(?:[\w’'-]+ ){{0,4}}?§*(?:[\w’'§ -]+ ){{0,3}}{SAID})\b|: | \("
)
_CLAUSE = re.compile(
    r";|\b(?:and|but) (?:also |then |now )?(?:\w+(?:ed|s)|said|told|that|would|will|held|took|left|went|made|"
    r"gave|sent|put|brought) |\b(?:saying|adding|which|who)\b"
)
# What goes on with a second thing to be done.
# What only says whose it was: "the pause | that its own delegate had announced".
_WHOSE = re.compile(
    r"(?:,? (?:that|which))? (?:§+|it|he|she|they|(?:its|his|her|their) (?:own )?\w+) (?:had|has|have)(?: \w+ly)? \w+"
)
# "Rejected the plan | as a joke".
_CALLED = re.compile(rf"{_NO_VIEW} as (?!well|part|soon|long|many|much)")
# "Offered | Rome | a pause".
_TO_WHOM = re.compile(r"(?:the )?§+ (?!(?:to|and|in|of|for|on|at|from|with|that|or|as)\b)(?=\w)")
_MORE = re.compile(r",?[”\"]? and to (?=\w)")
_TIME = re.compile(
    r"(?: ?(?:on|late on|early on) (?:sun|mon|tues|wednes|thurs|fri|satur)day(?: (?:night|morning|evening))?"
    r"| (?:sun|mon|tues|wednes|thurs|fri|satur)day(?=,? that )"
    r"| ?(?:on )?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d{1,2}(?=,? (?:to|that) )"
    r"| (?:yesterday|today|again|once more|this week|last week))+"
)
_ASIDE = re.compile(
    r",[^,;.“”]{3,60},(?= (?:to|that) )|(?: (?:in|at|on(?! condition| the understanding)|before|during|since|"
    r"under) (?:(?! (?:to|that) )[^,;.“”]){2,60})(?= (?:to|that) )|"
    r" for (?:(?:an?|the|more|less|over|than|nearly|almost|about|at|least|some|past|last|several|\d+|\w+teen|\w+ty|"
    r"two|three|four|five|six|seven|eight|nine|ten|half) ){1,4}(?:hours?|days?|weeks?|months?|years?|decades?)(?= to )|"
    r" as (?:“[^”]{2,60}”|an? [\w-]+(?: [\w-]+)?)(?= (?:an?|the|§))"
)
_LEAD = re.compile(
    r"[\s,:“\"]*(?:out of hand |outright |flatly )?(?:to (?:both|the two|the) (?:sides|parties|delegations|"
    r"camps) )?(?:to (?:the |an? )?(?:[\w-]+ ){1,3}that |(?:parliament|reporters|"
    r"lawmakers|deputies|voters) that |to |that |for )?(?:(?:(?:§+|him|her|them) (?=that )|"
    r"(?:each other|one another) (?=that |to )))?(?:§+(?:,? and §+)? to(?! (?:§|(?:the|"
    r"an?)\b)) )?(?:to |that )?(?:(?:not )?hesitate to )?(?:(?:it|he|she|they|§+|his country|"
    r"its government) (?:would|will|was|were) (?:never |not )?)?[“\"]?"
)
_ASKED = re.compile(
    r" (?:(?:the|his|her|its|their|both|all|other) )*(?:§+(?:['’]s)?)?(?: ?[\w’-]+){0,3}?(?:, [^,;.“”]{2,50},)? "
    r"(?:to(?! (?:§|"
    r"(?:the|an?)\b))|for|that) "
)
_TAIL = re.compile(
    r"[\s,;:.“\"–—-]+$|(?: on (?:sun|mon|tues|wednes|thurs|fri|satur)day| yesterday| today| again|"
    r" (?:and|or|but))+$"
)


# "Urged Rome to seize the chance to | open the pass": what there is a chance of is the term; a chance alone is none.
CHANCE = re.compile(
    r"(?:seize|take|grasp|use|exploit|embrace|not (?:to )?(?:miss|waste|lose|squander)) (?:(?:up|on) )?(?:an?|the|"
    r"this|that|its|"
    r"their) (?:[\w-]+ ){0,3}?(?:opportunity|chance|opening|moment)"
)


# An aside between dashes, behind a word that wants an object.
DASHED = re.compile(r" (?P<dash>[–—-]) [^–—;.“”]{2,90} (?P=dash) ")
_WANTS = re.compile(r"\b(?:\w+ing|of|for|to|with|that|on|from|by|the|an?|and|or|than|including)$")


# "That Rome and Oslo, who signed the pact, | attend": an aside about a subject whose verb is still to come.
_RELATIVE = re.compile(r", (?:who|which) [^,;.“”]{2,90}, (?=(?!and |but |or |so |said |says )[a-z])")
# A subject alone: names, and what they are joined by.
_NAMES = re.compile(r"(?:[Tt]he )?[A-Z][\w’'.-]*(?:(?:,? (?:and|of) (?:the )?| )[A-Z][\w’'.-]*){0,9}")


def _goes_on(scene: Scene, start: int, stop: int) -> re.Match[str] | None:
    """The aside at `stop` that stands between a word and its object: "a deal comprising – they say – the yard"."""
    masked = scene.masked
    dashed = DASHED.match(masked, stop)
    if dashed is None and masked.endswith("that ", 0, start) and _NAMES.fullmatch(scene.text, start, stop):
        return _RELATIVE.match(masked, stop)
    return dashed if dashed is not None and _WANTS.search(masked, max(stop - 20, 0), stop) else None


LONGEST_QUOTE = 90  # characters behind a word, within which the quotation that it is in ends where it is one thing


class Terms(NamedTuple):
    """The stretches of one object: itself, what it is to be returned with, and its condition."""

    main: tuple[Span, ...]
    back: tuple[Span, ...]
    condition: Span | None


def terms(
    scene: Scene,
    at: int,
    *,
    before: bool = False,
    asking: bool = False,
    naming: bool = True,
    short: bool = False,
    until: bool = True,
    giving: bool = False,
) -> Terms:
    """The terms behind the cue that ends at `at`.

    `before`: "before …" sets a condition, too. `asking`: the words right behind the cue are the one who is asked.
    `naming`: of "a plan to" only what is planned is the term. `short`: it ends where it is called something. `until`:
    "until …" sets a condition, and not only the length of what is promised. `giving`: before what is given
    stands to whom.
    """
    masked, end = scene.masked, len(scene.masked)
    aside = None if masked.endswith((" to", " on", " for"), 0, at) else _ASIDE.match(masked, at)
    at = aside.end() if aside else at
    skipped = _TIME.match(masked, at)
    at = skipped.end() if skipped else at
    if aside is None and masked[at : at + 1] in (",", ".", ";", ""):
        return Terms((), (), condition_at(scene, at, end, before=before))
    # Who is invited to a place is a part of what is proposed.
    asked = _ASKED.match(masked, at) if asking else None
    begin = asked if asked and not scene.text[asked.end()].isupper() else _LEAD.match(masked, at)
    start = begin.end() if begin else at
    start = to_whom.end() if giving and (to_whom := _TO_WHOM.match(masked, start)) else start
    inner = NAMED.match(masked, start)
    # An invitation to a place is not to do something.
    to_place = (
        inner is not None
        and inner["noun"].startswith("invit")
        and not scene.text[inner.end() : inner.end() + 1].islower()
    )
    start = inner.end() if inner is not None and naming and not asking and not to_place else start
    chance = CHANCE.match(masked, start)
    start = chance.end() + len(" to ") if chance is not None and masked.startswith(" to ", chance.end()) else start
    pattern = BEFORE if before else CONDITION if until else NO_DURATION
    condition, back = pattern.search(masked, start, end), RETURN.search(masked, start, end)
    whose = _WHOSE.search(masked, min(start + 4, end), end)
    stop = min(_end(masked, start, end), whose.start() if whose else end)
    if short and (called := _CALLED.search(masked, start, stop)) is not None:
        stop = called.start()
    while (more := _MORE.match(masked, stop) or _goes_on(scene, start, stop)) is not None:
        stop = _end(masked, more.end(), end)
    bounds = [found.start() for found in (condition, back) if found is not None and found.start() <= stop + 2]
    main = _span(scene, start, min((stop, *bounds)))
    returned: Span | None = None
    if back is not None and not _CLAUSE.search(masked, stop, back.start()):
        last = condition.start() if condition and condition.start() > back.end() else end
        last = min(_end(masked, back.end(), end), last)
        returned = _span(scene, back.end(), last)
    return Terms((main,) if main else (), (returned,) if returned else (), _own(scene, stop, condition, before=before))


def _own(scene: Scene, stop: int, condition: re.Match[str] | None, *, before: bool) -> Span | None:
    """The condition, unless another clause begins between it and the `stop` of what it would be the condition of."""
    if condition is None or _CLAUSE.search(scene.masked, stop, condition.start()):
        return None
    return condition_at(scene, condition.start(), len(scene.masked), before=before)


def condition_at(scene: Scene, start: int, end: int, *, before: bool = False) -> Span | None:
    """The first condition between the two offsets, with its opening word."""
    found = (BEFORE if before else CONDITION).search(scene.masked, start, end)
    if found is None:
        return None
    until = _end(scene.masked, found.end(), end)
    if not scene.masked[: found.start()].strip(' “"'):  # in front of what it is the condition of
        comma = scene.masked.find(",", found.end(), end)
        until = min(until, comma) if comma > 0 else until
    return _span(scene, found.start(), until)


def _end(masked: str, start: int, end: int) -> int:
    found = _ENDS.search(masked, start, end)
    return found.start() if found else end


def _span(scene: Scene, start: int, end: int) -> Span | None:
    """The stretch without blanks and marks at its edges and times of speaking at its end; None where it is empty.

    It ends where the quotation does that it begins in, and takes the closing mark of one that it opens itself.
    """
    until = _quoted_until(scene.text, start)
    if (
        until < end - 1 and scene.text[start - 1] in '“"' and scene.text[until - 1] not in ",."
    ):  # "ready for “tough, direct” talks"
        rest = _span(scene, until + 1, end)
        return Span(start - 1, rest.end) if rest is not None else Span(start, until)
    end = min(end, until)
    while (tail := _TAIL.search(scene.masked, start, end)) is not None and tail.start() < end:
        end = tail.start()
    while start < end and scene.text[start] in ' ,;:“"':
        start += 1
    if start >= end:
        return None
    closing = _CLOSING.match(scene.text, end) if _leaves_open(scene.text, start, end) else None
    return Span(start, closing.end() if closing is not None else end)


# Plain verbs that bargains are made of, where what they are done to follows: "reduce its stock", not "cuts and limits"
_DEED = (
    r"(?:also |then )?(?:stop|halt|end|cease|withdraw|pull|return|release|free|reduce|cut|limit|freeze|suspend|lift|"
    r"ease|give|grant|open|reopen|close|shut|dismantle|destroy|hand|turn|move|allow|let|permit|accept|recogni[sz]e|"
    r"respect|honou?r|implement|begin|start|resume|join|sign|ratify|send|pay|provide|supply|deliver|buy|sell|save|leave|keep|"
    r"abandon|drop|scrap|disarm|disband|protect|guarantee|ensure|restore|rebuild|remove|dilute|convert|ship|admit|"
    r"receive|impose|ratchet|tighten|step|seek|set|show|take|make|change|amend|share|disclose|declare|hold|put|draw|"
    r"lay|surrender|repay|drain|build|scale|redesign)"
)
_TO_IT = (
    r" (?=(?:the|its|their|his|her|our|all|any|an?|no|more|every|each|most|some|several|hundreds|thousands|up|out|"
    r"back|off|over|down|aside|to (?:the|an?|its|their)|§+|[\w-]+(?:s|ing|[tsg]ion|ment)|\d[\d.,]*|two|three|"
    r"four|five|six)\b)"
)
_DOES = re.compile(
    rf"(?:(?:the )?§+(?:['’]s)?(?: [\w-]+)?|(?:the|its|their) [\w-]+(?: [\w-]+)?|both|each)? ?"
    rf"(?:not )?(?:immediately |fully )?{_DEED}(?:{_TO_IT}|(?: or [\w-]+)? )"
)
_AND_DOES = re.compile(rf"(?:,? and|,)[”\"]? (?:to )?(?={_DEED}{_TO_IT}|{_DEED} or [\w-]+{_TO_IT})")
_AND_TO_OR_DOES = re.compile(rf"{_AND_DOES.pattern}|{_MORE.pattern}")


def each(scene: Scene, span: Span) -> Iterator[Span]:
    """What is to be done, each by itself: "to open the port | and to free the crews", "open the port | and free …"."""
    start = span.start
    to, does = scene.masked.endswith("to ", 0, start), _DOES.match(scene.masked, *span)
    more = _AND_TO_OR_DOES if to and does else _AND_DOES if does else _MORE if to else None
    for link in more.finditer(scene.masked, *span) if more is not None else ():
        if link.start() > start and not _leaves_open(scene.text, span.start, link.start()):
            yield Span(start, link.start())
            start = link.end()
    yield Span(start, span.end)


def whole_quotes(text: str, span: Span) -> Span:
    """The stretch, up to the end of a quotation that it leaves open."""
    if not _leaves_open(text, span.start, span.end):
        return span
    reach = span.end + LONGEST_QUOTE
    closing = min((at for mark in '”"' if (at := text.find(mark, span.end, reach)) >= 0), default=span.end - 1)
    return Span(span.start, closing + 1)


# The mark that closes a quotation, behind a comma or stop that belongs to the sentence around it.
_CLOSING = re.compile(r"[,.]?[”\"]")


def _quoted_until(text: str, start: int) -> int:
    """Where the quotation ends that `start` is in; the end of the text where it is in none."""
    opened, closed = text.rfind("“", 0, start), text.rfind("”", 0, start)
    mark = "”" if opened > closed else '"' if text.count('"', 0, start) % 2 else None
    end = text.find(mark, start) if mark is not None else -1
    return end if end > start else len(text)


def _leaves_open(text: str, start: int, end: int) -> bool:
    """Whether a quotation begins in the stretch and does not end there."""
    if text.rfind("“", start, end) > text.rfind("”", start, end):
        return True
    return text.count('"', 0, start) % 2 == 0 and text.count('"', start, end) % 2 == 1
