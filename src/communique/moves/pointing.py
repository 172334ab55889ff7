"""Terms that only point at what was told before them: "accept it", "lift either", "the demand"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from communique.reading import Span

LONGEST = 80  # characters of a term that only points
# Of what was told, as a whole.
_THING = (
    r"(?:it|them|that|this|these|those|so|either|neither|both|one|the same|none of (?:it|them)|"
    r"(?:the|that|this|these|those|such an?) (?:demand|request|call|appeal|step|move|measure|"
    r"question|issue|matter|condition|restriction|ban|limit)s?)"
)
# What is done with it tells nothing of what it is, nor does when.
_DONE = (
    r"(?:(?:not|never|to|would|will|should|must|be|ever|fully) )*(?:[\w-]+(?: by| to| with| on| up| off| out)? )?"
    rf"{_THING}(?: (?:up|off|out|back|down|at once|now|again|soon|immediately|first|too|either|altogether|completely))*"
)
# "That the exchange be completed": what it is an exchange of was told.
_COURSE = (
    r"(?:that )?the (?:exchange|swap|release|handover|transfer|withdrawal|pull-?back|pull-?out|removal|suspension|"
    r"lifting|process|work|ban|freeze|halt)s? (?:must |should |will |would |has to |have to )?(?:be )?(?:completed?|"
    r"finish(?:ed)?|continued?|resumed?|begin|begun|start(?:ed)?|stop(?:ped)?|end(?:ed)?|sped up|speeded up|extended|"
    r"go on|go ahead|stay)(?: (?:at once|now|soon|immediately|again))?"
)
_POINTS = re.compile(rf"{_DONE}|{_COURSE}", re.IGNORECASE)
# "Fewer than the 10,000 it runs now": of what things, was told.
_NUMBER = re.compile(
    r"\b(?:fewer|more|less|most|half|none|only|up to)\b[^,;.]{0,20}?\b\d[\d,]*"
    r"(?= (?:it|they|he|she|that|which|now|of them)\b|$)"
)


def points(words: str) -> bool:
    """Whether a term names nothing itself, and is about what was told before it."""
    return len(words) <= LONGEST and (_POINTS.fullmatch(words) is not None or _NUMBER.search(words) is not None)


def told_before(text: str, at: int, sentence: Span, previous: Span | None) -> Iterator[str]:
    """The words that what stands at `at` can point at, the nearest first: of its own sentence, and the one before."""
    yield text[sentence.start : at]
    if previous is not None:
        yield previous.of(text)
