"""The verbs of `verbs.toml`: where they stand in a sentence, whatever their form."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from communique.moves.lexicon import COURTESY, HOME, TALKS, WHEN

TABLE = Path(__file__).with_name("verbs.toml")

# Past and participle, where they are not made with "-ed" alone.
_IRREGULAR = {
    "be": "is are was were been", "beseech": "besought", "bend": "bent", "bind": "bound", "break": "broke broken",
    "bring": "brought", "cast": "cast", "cling": "clung", "come": "came come", "cut": "cut", "freeze": "froze frozen",
    "get": "got", "give": "gave given", "go": "went gone", "have": "had", "hold": "held", "lay": "laid",
    "leave": "left", "lend": "lent", "let": "let", "make": "made", "meet": "met", "put": "put", "quit": "quit",
    "say": "said", "see": "saw seen", "seek": "sought", "send": "sent", "set": "set", "shoot": "shot", "shut": "shut",
    "stand": "stood", "stick": "stuck", "swear": "swore sworn", "sweep": "swept", "take": "took taken",
    "tear": "tore torn", "tell": "told", "throw": "threw thrown", "undertake": "undertook undertaken",
    "withdraw": "withdrew withdrawn",
}  # fmt: skip
_THIRD = {"be": "is", "have": "has"}
# Those whose last letter is doubled before "-ed" and "-ing".
_DOUBLED = frozenset({
    "cut", "get", "let", "put", "quit", "rip", "set", "shun", "shut", "skip", "slam", "snub", "step", "submit", "scrap",
    "swat", "commit", "drop", "prod", "cancel",
})  # fmt: skip
_NO_DAY = rf"(?! (?:\w+day|{WHEN})\b)"
_FEW = r"(?:[\w§'’-]+ ){0,6}?"
_LISTS: Mapping[str, str] = {
    "talks": rf"{_FEW}{TALKS}\b",
    "talks between": rf"{_FEW}{TALKS}\b[^.;]{{0,40}}\b(?:between|the two|both)\b",
    "pact": r"(?:(?!without )[\w§'’-]+ ){0,6}?(?:deal|treaty|"
    r"accord|agreement|pact|commitment|pledge|promise|moratorium|(?:truce|cease-?fire)(?! talks)|"
    r"memorandum|undertaking|armistice|plan|offer|proposal)\b",
    "favour": r"(?:its |his |her |their |the |an? )?(?:[\w-]+ ){0,3}(?:withdrawal|release|pull-?out|lifting|"
    r"hand-?over|return|reopening|"
    r"easing|dismantling|demobili[sz]ation|disarmament|repatriation|swap|exchange)\b",
    "demand": r"(?:the|that|this|its|his|her|their|§+['’]?s?) (?:[\w-]+ )?(?:demands?|calls? for|appeals? for)\b",
    "proposal": rf"{_FEW}(?:proposals?|offers?|plans?|requests?|draft|text|invitation|calls?|demands?|terms|compromise|"
    r"deal|idea|initiative|formula|timetable|suggestions?|bid|appeals?|package|roadmap|framework|truce|cease-?fire|"
    r"agreement|accord)\b",
    "courtesy": COURTESY,
    "home": HOME,
    "wish": r"(?:(?:to|nothing|none|whether|if|about|why|how|what|no|the talks|talks|peace|an agreement|a deal)\b|"
    r"for (?:none|nothing|time)\b)",
    "reports": r"(?:(?:to )?(?:comment|say|elaborate|answer|speculate|confirm|be (?:named|drawn|quoted)|"
    r"discuss (?:the )?details|"
    r"name|give (?:details|an?|his|her|their))\b|(?:(?:an?|the|any|all|"
    r"such|those|§+(?:['’]s?)?) )?(?:[\w-]+ )?(?:reports?|claims?|accusations?|allegations?|criticisms?|charges?|"
    r"accounts?|rumou?rs?|suggestions? that (?:it|he|she|they) (?:had|was|were))\b)",
}


class Verb(NamedTuple):
    """A row's verb: its kind, frame and place in the table, and whether the form found is its plain one."""

    row: int
    kind: str
    frame: str
    lemma: str
    plain: bool


def verbs_in(masked: str, words: Mapping[str, list[int]]) -> Iterator[tuple[Verb, int, int]]:
    """Every verb of the table in a sentence, with its begin and end, first rows first and longest first.

    `words` are the sentence's words, each with where it begins.
    """
    index = _index()
    hits = [
        (verb, begin, found.end())
        for word in words.keys() & index.keys()
        for begin in words[word]
        for verb in index[word]
        if (found := _rest(verb.row, verb.lemma).match(masked, begin + len(word))) is not None
    ]
    yield from sorted(hits, key=lambda hit: (hit[0].row, hit[1], -hit[2]))


@cache
def _table() -> tuple[dict[str, str], ...]:
    return tuple(tomllib.loads(TABLE.read_text(encoding="utf-8"))["row"])


@cache
def _phrases(row: int) -> Mapping[str, tuple[str, ...]]:
    """What may follow each verb of a row, the longest first."""
    found = defaultdict[str, list[str]](list)
    for phrase in _table()[row]["verbs"].split(";"):
        lemma, _, rest = " ".join(phrase.split()).partition(" ")
        found[lemma].append(rest)
    return {lemma: tuple(sorted(rests, key=len, reverse=True)) for lemma, rests in found.items()}


@cache
def _index() -> Mapping[str, tuple[Verb, ...]]:
    """The verbs of the table by every form of their first word."""
    found = defaultdict[str, list[Verb]](list)
    for number, row in enumerate(_table()):
        for lemma in _phrases(number):
            for form in forms(lemma):
                plain = form == lemma and lemma not in _IRREGULAR.get(lemma, "").split()
                found[form].append(Verb(number, row["kind"], row["frame"], lemma, plain))
    return {form: tuple(verbs) for form, verbs in found.items()}


@cache
def _rest(row: int, lemma: str) -> re.Pattern[str]:
    """What must follow the first word: the verb's other words, then what its row asks for."""
    # What "on Monday" begins is no object: "agreed | on Monday to".
    rests = (
        f" {_words(rest)}{_NO_DAY if rest.endswith(('on', 'at')) else ''}" if rest else ""
        for rest in _phrases(row)[lemma]
    )
    told = _table()[row]
    followed = rf"(?= {_LISTS[told['followed']]})" if "followed" in told else ""
    barred = rf"(?! {_LISTS[told['barred']]})" if "barred" in told else ""
    # What is barred behind "decline" is so behind "decline to".
    return re.compile(rf"{barred}(?:{'|'.join(rests)})(?![\w-]){followed}{barred}")


def _words(rest: str) -> str:
    words = re.sub(r"\bits\b", "(?:its|his|her|their|our|my)", re.escape(rest).replace("\\ ", " "))
    words = words.replace(" ", ' [“"]?').replace("itself", "(?:itself|himself|herself|themselves|ourselves)")
    return words.replace("§\\+", r"(?:the )?§+s?(?:['’]s? [\w-]+)?")


def forms(lemma: str) -> frozenset[str]:
    """The forms of an English verb: plain, third person, past, participle, gerund."""
    stem = lemma[:-1] if lemma.endswith("e") and lemma != "be" else lemma
    stem += lemma[-1] if lemma in _DOUBLED else ""
    ends_in_y = re.search(r"[^aeiou]y$", lemma) is not None
    third = _THIRD.get(
        lemma,
        f"{lemma[:-1]}ies" if ends_in_y else f"{lemma}es" if re.search(r"(?:s|sh|ch|x|o)$", lemma) else f"{lemma}s",
    )
    past = _IRREGULAR.get(lemma, f"{lemma[:-1]}ied" if ends_in_y else f"{stem}ed").split()
    # "Canceled" and "cancelled" are both written.
    single = [f"{lemma}ed", f"{lemma}ing"] if lemma == "cancel" else []
    return frozenset((lemma, third, *past, f"{stem}ing", *single))
