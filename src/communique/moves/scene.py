"""A sentence with the parties in it masked, so that rules can speak of "a party" and offsets stay what they are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from communique.moves.lexicon import ADVERB, AGENTS, OUTSIDERS, SAID, STAND_IN, WHEN, WHOLES

MASK = "§"
# How many characters before a verb its subject can end.
_REACH = 160
_NEAREST = 6  # of so many mentions before a verb one can be its subject, or the speaker


class Named(NamedTuple):
    """A mention at `[start, end)` of a sentence: the side it is of, and the actor meant. `adjective`: "Iranian"."""

    start: int
    end: int
    party: str
    by: str | None
    adjective: bool = False


class Maker(NamedTuple):
    """Who made a step: the side, and the actor where the words name one."""

    party: str
    by: str | None


_AGENT = re.compile(rf"['’]?s? ?(?:[\w-]+ ){{0,4}}?({AGENTS}(?: {AGENTS})*)(?![\w])")
# "Iran's position on the cameras | has not moved."
_STANCE = re.compile(
    r"['’]?s? ?(?:[\w-]+ ){0,2}?(line|positions?|stance|policy|view|attitude|answer)(?: (?:on|toward|towards|"
    r"about|to) "
    r"(?:[\w§-]+ ?){1,6}?)?(?= |$)"
)
# "Siri Vik, the Norwegian minister, | said": within an apposition, whose head is named before it.
_APPOSED = re.compile(r"(?P<head>§+), (?:the |an? |its |his |her |their )?(?:[\w-]+ ){0,3}$")
_WHOLE = re.compile(rf"{WHOLES}\Z")
# A word may stand between it and its mention, but no time: what follows "on Monday" is a subject.
_PREPOSITION = re.compile(
    r"\b(?:of|to|with|from|in|at|on|for|against|between|by|about|over|near|into|towards?|through|"
    r"under|than|as|across|around|outside|inside|via)"
    rf" (?:the |an? |its |his |both |all |most )?(?:(?!{WHEN}\b|which\b)[\w-]+ )?$"
)
_BODY_OF = re.compile(rf"\b({AGENTS}) (?:in|of|from|for) (?:the )?$")
_OFFICE_OF = re.compile(rf"(?:^|, |\bthe |\ban? |“){AGENTS} (?:of|from|for|at|in) (?:the )?§+$")
_BODY_NAME = re.compile(r"['’]s(?: [\w-]+){1,4}?(?= \w+)")
_TITLE_OF = re.compile(rf"\b{AGENTS} (?:of|for) [\w-]+ $")
# "Rejecting the plan, Rome said …"
_FRONTED = re.compile(r"\w+ing\b[^;:.]{3,160}?, (?:the )?(?P<who>§+)")
# A relative clause that goes on about a party: "Rome, which | wants".
RELATIVE = re.compile(rf"(?P<who>§+),? (?:which|who)(?: {ADVERB})* $")
# What joins a verb with the one before it, whose subject it has.
_JOINED = re.compile(rf"(?:\band|\bbut|,|\bor|\bthen)(?: {ADVERB})*(?:, [^,;“”]{{2,60}},)? $")
# What may stand between a party and the verb of its step: adverbs, an apposition, "said on Monday that it".
_WHERE = r"(?:in|at|on|during|after|through|via|over|under|from|before|with|for|without)"
# An adverb, or a preposition with its words, which end before the next one: so there is one way to read them.
_MANNER = (
    rf"(?> (?:{ADVERB}(?![\w-])|{_WHERE} [\w§’'-]+"
    rf"(?: (?!(?:{_WHERE}|{SAID}|{ADVERB}|that|which|who|and|but|it|he|she|they)\b)[\w§’'-]+){{0,4}}+))"
)
_BETWEEN = re.compile(
    rf"(?: and (?:its|his|her|their|other|several|"
    rf"some) (?:[\w-]+ ?){{1,3}}?)?(?:,[^,;:“”]{{1,110}},)?{_MANNER}{{0,4}}+(?:,? {SAID}(?: (?:§+|reporters|"
    rf"parliament|lawmakers))?{_MANNER}{{0,3}}+"
    rf",?(?: that)? {STAND_IN})?(?:,[^,;:“”§]{{1,70}},)?{_MANNER}{{0,3}}+[, ]*[“\"]?"
)
_OUTSIDER = re.compile(rf"\b{OUTSIDERS}\b")
_OUTSIDER_OF = re.compile(rf"\b{OUTSIDERS}(?: \w+)? (?:in|of|from|for|at|to) (?:the )?$")
_TOLD_TO = re.compile(r"\b(?:told|to|with|when|by) (?:the |some |a group of )?\w+")
# "The steps that | it has promised": whose steps these are, and nobody who speaks.
_WHAT_IT = re.compile(r"\b(?:the|an?|its|their|all|any|every) (?:[\w-]+ ){1,2}(?:that|which) $")
_PRONOUN = re.compile(rf"\b{STAND_IN}(?: (?:has|had|have|was|is|were|are))?(?: {ADVERB})? $")
# "His side | was ready, she said": that of who speaks.
_OWN_SIDE = re.compile(rf"\b(?:his|her|its|their) (?:own )?(?:{WHOLES}|country)(?: {ADVERB})? $")
# "Rome said its position on the cameras | had not changed."
_ITS_STANCE = re.compile(
    r"\b(?:his|her|its|their|our|my) (?:[\w-]+ )?(?:positions?|stance|line|desire|wish|commitment|goals?|resolve|will|"
    r"willingness|"
    r"readiness|policy|demands?|aims?)(?: (?:to|on|of|for|toward|about) [^,;:“”]{2,60})? $"
)
_FIRST_PERSON = re.compile(
    r"(?:\b(?:we|i|(?:our|my) (?:country|side|government|movement|people|delegation|party|army|forces|leader))"
    rf"(?: (?:have|had|are|am|were|is|has))?|\b(?:we|i)['’](?:re|m|ve|d|ll))(?: {ADVERB})? ?$"
)
# "He said the other side | wanted": whoever bargains with the one who speaks.
_OTHER_SIDE = re.compile(rf"\bthe other (?:side|party|camp)(?: (?:has|had|have))?(?: {ADVERB})? $")
_WE = re.compile(r"\b(?:we|us)\b")  # beside "they": then they are the others
_THEY = ("they ", "they also ", "they have ", "they had ")
_TWO = re.compile(
    rf"(?:^(?:under (?:the|its|a|an) (?:[\w-]+ ){{1,4}}?)?|[,“\"–—-] |\bthat |\bsaid )"
    rf"(?:(?:{AGENTS}) (?:of|from|for) )?(?:(?:the )?(?P<three>three)|"
    rf"(?:the )?(?:two|rival|warring)|both|the"
    r"(?= (?:sides|parties|leaders|delegations|rivals|neighbou?rs) ))"
    rf" (?:\w+ )?(?P<whom>sides|forces|countries|leaders|governments|delegations|nations|parties|armies|capitals|"
    rf"teams|camps|koreas|"
    rf"neighbours|neighbors|foes|rivals|powers|states|presidents|ministers|premiers|negotiators|envoys|"
    rf"allies){_MANNER}{{0,3}}+ $"
)
# "Rome's minister met Oslo's, and the two | agreed": those who bargain.
_BOTH = re.compile(rf"(?:^|[,“\"–—-] |\band |\bthat |\bsaid )(?:the two|both)(?: of them)?{_MANNER}{{0,3}}+ $")
# Several who are named together, "the ministers of Rome, Oslo and Lima", and spoken of again: "the ministers | agreed".
_ASSEMBLY = re.compile(
    r"\b(?P<whom>leaders|ministers|presidents|envoys|negotiators|representatives|diplomats|governments|delegates) of "
    r"(?:the )?§+(?:, (?:the )?§+)+,? and (?:the )?§+"
)
_ASSEMBLED = re.compile(
    rf"(?:^|[,“\"–—-] |\bthat |\bsaid )(?:all |the )?(?:(?:three|four|five|six|seven) )?(?:foreign |prime )?"
    r"(?:leaders|ministers|presidents|envoys|negotiators|representatives|diplomats|governments|delegates)"
    rf"{_MANNER}{{0,3}}+ $"
)
# "The ministers welcomed the truce and | demanded …": the subject of a first verb, where no clause begins in between.
_ASSEMBLED_FIRST = re.compile(
    r"[“\" ]*(?:all |the )(?:(?:three|four|five|six|seven) )?(?:foreign |prime )?"
    r"(?:leaders|ministers|presidents|envoys|negotiators|representatives|diplomats|governments|delegates) "
    r"(?P<rest>\w+(?:ed|s) [^,;:“”§]*)$"
)
# What a group that fights a state is not one of: "the two sides" are both, "the leaders" are no rebels.
_OF_STATES = frozenset({
    "countries", "leaders", "governments", "nations", "capitals", "neighbours", "neighbors", "powers", "states",
    "presidents", "ministers", "premiers", "allies",
})  # fmt: skip
_SPEAKING = re.compile(
    rf"[,”\"’–—;:] ?(?:(?P<verb>{SAID})(?: (?:the |an? |one |some )?(?:[\w’'-]+ ){{0,6}}?(?P<after>§+))|"
    rf"(?:the |an? |some )?(?:[\w-]+ ){{0,3}}?(?P<before>§+)(?:[^,;.“”]{{0,60}}?|[^,;.“”]{{0,40}}, [^,;.“”]{{1,80}},)"
    rf" {SAID}\b|(?:according to|in the words of) (?:the |an? )?(?:[\w-]+ ){{0,3}}?(?P<by>§+))"
)
# "Rome: no talks before the thaw", as headlines say who speaks.
_HEADED = re.compile(rf"(§+)(?:['’]?s? {AGENTS})?: ")
# "Rome said that the men who came had no powers and | had refused": what is said has a subject of its own.
_OF_OTHERS = re.compile(rf"\b{SAID}(?: {ADVERB})? that (?:the|an?|some|many|no|all) (?!§)(?!{WHOLES}\b)")
_FOLLOWED = re.compile(rf"(?:,[^,;.“”]{{1,110}},|,)?{_MANNER}{{0,3}}+ {SAID}\b")


def _with_aliases(text: str, named: Sequence[Named]) -> list[Named]:
    """The mentions, each with what it is more fully: "the Rapid Support Forces (RSF)", "Siri Vik of Norway"."""
    found: list[Named] = []
    for one in named:
        last = found[-1] if found else None
        alias = last is not None and text[last.end : one.start] == " (" and text.startswith(")", one.end)
        of_whom = last is not None and text[last.end : one.start] in (" of ", " of the ") and last.by != last.party
        if last is not None and (alias or of_whom) and last.party == one.party:
            found[-1] = last._replace(end=one.end + alias)
        else:
            found.append(one)
    return found


def _governed(before: str) -> bool:
    """Whether the words before a mention make it the object of a preposition."""
    return bool(_PREPOSITION.search(before)) and not _TITLE_OF.search(before)


def _onlooker(before: str, after: str) -> bool:
    """Whether a mention between the words only says of which country somebody is who is no party."""
    return bool(_OUTSIDER_OF.search(before) or _OUTSIDER.search(_TOLD_TO.sub("", after)))


@dataclass(frozen=True, slots=True)
class Scene:
    """The sentence, and `masked`: the same in lower case with every mention of a party blotted out."""

    text: str
    masked: str
    named: tuple[Named, ...]
    told_by: Maker | None = None
    between: tuple[str, ...] = ()
    assembled: tuple[str, ...] = ()

    @classmethod
    def of(
        cls,
        text: str,
        named: Sequence[Named],
        *,
        speaker: Maker | None = None,
        between: tuple[str, ...] = (),
        assembled: tuple[str, ...] = (),
    ) -> Scene:
        """The scene of a sentence; of mentions that overlap the longest counts.

        `speaker` is whose words the whole sentence is where it does not say so itself, `between` those that
        bargain, most prominent first: they are "the two sides". `assembled` are those who were named together last:
        they are "the ministers".
        """
        kept: list[Named] = []
        for one in sorted(named, key=lambda n: (n.start - n.end, n.start)):
            if all(one.end <= other.start or other.end <= one.start for other in kept):
                kept.append(one)
        kept = _with_aliases(text, sorted(kept))
        lower = text.lower()
        if len(lower) != len(text):  # a letter that is two in lower case would move all behind it
            lower = "".join(low if len(low := letter.lower()) == 1 else letter for letter in text)
        letters = list(lower.replace("\n", " "))  # lines of a wire report end inside a sentence
        for one in kept:
            letters[one.start : one.end] = MASK * (one.end - one.start)
        return cls(text, "".join(letters), tuple(sorted(kept)), speaker, between, assembled)

    def at(self, start: int) -> Named | None:
        """The mention that begins at `start`, or around it."""
        return next((n for n in self.named if n.start <= start < n.end), None)

    def assembly(self) -> tuple[str, ...]:
        """The parties of the last who are named together as several: "the ministers of Rome, Oslo and Lima"."""
        last = next(iter([*_ASSEMBLY.finditer(self.masked)][-1:]), None)
        if last is None:
            return ()
        return tuple(dict.fromkeys(n.party for n in self.named if last.start() <= n.start < last.end()))

    def makers(self, at: int) -> tuple[Maker, ...]:
        """Who does what the verb group at `at` tells; nobody where the words do not make it plain."""
        left, near = self.masked[:at], max(at - _REACH, 0)
        if _FIRST_PERSON.search(left, near):
            return self.speaker(at)
        if _OTHER_SIDE.search(left, near):
            said = self.speaker(at, before=True)
            return tuple(Maker(party, None) for party in self.between if said and party != said[0].party)[:1]
        begun = max(left.rfind(mark) + 1 for mark in (";", ":", ". "))
        if _PRONOUN.search(left, near) or _ITS_STANCE.search(left, near):
            two = self.between[:2] if left.endswith(_THEY) else ()
            if two and _WE.search(self.masked) and (said := self.speaker(at)) and said[0].party in two:
                return tuple(Maker(party, None) for party in two if party != said[0].party)
            many = self.assembled if left.endswith(_THEY) else ()
            return (
                self.speaker(at, before=True)
                or self._first(0, at)
                or (self.speaker(at) if _OWN_SIDE.search(left, near) else ())
                or tuple(Maker(party, None) for party in many or two)
            )
        if self.assembled and _ASSEMBLED.search(left, near):
            return tuple(Maker(party, None) for party in self.assembled)
        if not left[begun:].strip(' “"') and (fronted := _FRONTED.match(self.masked, at)) is not None:
            one = self.at(fronted.start("who"))
            return () if one is None or one.adjective else (Maker(one.party, one.by),)
        if (relative := RELATIVE.search(left, near)) is not None:
            one = self.at(relative.start("who"))
            return () if one is None or one.adjective else (Maker(one.party, one.by),)
        if (joint := _TWO.search(left, near)) is not None and joint["whom"] == "koreas":
            return (Maker("PRK", "PRK"), Maker("KOR", "KOR"))
        if joint is not None and joint["whom"] in _OF_STATES and not all(p.isupper() for p in self.between[:2]):
            return ()
        if joint is not None and len(self.between) >= (count := 3 if joint["three"] else 2):
            return tuple(Maker(party, party) for party in self.between[:count])
        if _BOTH.search(left, near) and len(self.between) > 1:
            return tuple(Maker(party, party) for party in self.between[:2])
        for one in [n for n in self.named if begun <= n.start and n.end <= at][: -_NEAREST - 1 : -1]:
            found = self._subject(one, at)
            if found:
                return found
        if _JOINED.search(left, max(begun, near)):
            if self.assembled and _ASSEMBLED_FIRST.match(left, begun) is not None:
                return tuple(Maker(party, None) for party in self.assembled)
            return self._first(begun, at)
        return ()

    def _subject(self, one: Named, at: int) -> tuple[Maker, ...]:
        between, by, end = self.masked[one.end : at], one.by, one.end
        before = self.masked[: one.start]
        head = _APPOSED.search(before)
        if (
            head is not None
            and "," in between
            and (named := self.at(head.start("head"))) is not None
            and not named.adjective
        ):
            return self._subject(named, at)
        office = _BODY_OF.search(before)
        agent = _AGENT.match(between) or _STANCE.match(between)
        if agent is not None:
            end = one.end + agent.end()
            by = one.party if _WHOLE.match(agent[1]) else None
        elif one.adjective or between.startswith(("'s ", "’s ")):
            return ()
        if office is not None:
            by = one.party if _WHOLE.match(office[1]) else None
        elif _governed(before) and not re.search(r"\band (?:the )?$", before):
            return ()
        if not _BETWEEN.fullmatch(self.masked[end:at]) or _onlooker(before, self.masked[one.end : at]):
            return ()
        return (*self._beside(one), Maker(one.party, by))

    def _beside(self, one: Named) -> tuple[Maker, ...]:
        """Those joined with a subject before it: "Moscow, Beijing and | Tehran"."""
        found: list[Maker] = []
        begin = one.start
        for other in reversed([n for n in self.named if n.end <= one.start]):
            link = self.masked[other.end : begin]
            if not re.fullmatch(r",? and (?:the )?" if not found else r", (?:the )?", link):
                break
            before = self.masked[: other.start]
            if _governed(before) and not _BODY_OF.search(before):
                return ()
            if other.party != one.party:
                found.insert(0, Maker(other.party, other.by))
            begin = other.start
        return tuple(found)

    def _first(self, begun: int, at: int) -> tuple[Maker, ...]:
        """The first subject of the clause, for the second verb of "offered … and demanded …"."""
        for one in self.named:
            if one.start < begun or one.end > at:
                continue
            if _governed(self.masked[: one.start]) and not _BODY_OF.search(self.masked[: one.start]):
                continue
            agent = _AGENT.match(self.masked, one.end)
            if agent is None and (one.adjective or self.masked.startswith(("'s ", "’s "), one.end)):
                return ()
            if _onlooker(self.masked[: one.start], self.masked[one.end : one.end + 25]):
                return ()
            if self.masked.startswith("had ", at) and _OF_OTHERS.search(self.masked, one.end, at):
                return ()
            following = next(
                (n for n in self.named if n.start == one.end + 5 and self.masked[one.end : n.start] == " and "), None
            )
            by = one.by if agent is None else one.party if _WHOLE.match(agent[1]) else None
            pair = (Maker(following.party, following.by),) if following and following.party != one.party else ()
            return (Maker(one.party, by), *pair)
        return ()

    def speaker(self, at: int, *, before: bool = False) -> tuple[Maker, ...]:
        """The party whose words those around `at` are, by "… , she said" behind them or "she said" before them."""
        if not before:
            behind = _SPEAKING.search(self.masked, at)
            if behind is not None:
                one = self.at(behind.start(next(name for name in ("after", "before", "by") if behind[name])))
                if one is not None:
                    return self._spoken(one)
        for one in [n for n in self.named if n.end <= at][: -_NEAREST - 1 : -1]:
            if _WHAT_IT.search(self.masked, 0, one.start):
                continue
            agent = _AGENT.match(self.masked, one.end)
            office = None if agent else _OFFICE_OF.search(self.masked, 0, one.end)
            named = _BODY_NAME.match(self.masked, one.end) if office else None
            end = agent.end() if agent else named.end() if named else one.end
            if office and _FOLLOWED.match(self.masked, end):
                return self._spoken(one)
            if _FOLLOWED.match(self.masked, end) and not _governed(self.masked[: one.start]):
                return self._spoken(one)
        headline = _HEADED.match(self.masked)
        if headline is not None and (one := self.at(headline.start(1))) is not None:
            return self._spoken(one)
        return (self.told_by,) if self.told_by is not None else ()

    def _spoken(self, one: Named) -> tuple[Maker, ...]:
        if _onlooker(self.masked[: one.start], self.masked[one.end : one.end + 25]):
            return ()
        agent = _AGENT.match(self.masked, one.end)
        office = _BODY_OF.search(self.masked[: one.start])
        whole = agent or office
        by = one.by if whole is None and not one.adjective else one.party if whole and _WHOLE.match(whole[1]) else None
        return (Maker(one.party, by),)

    def attributed(self) -> tuple[Maker, ...]:
        """The party that the whole sentence is attributed to at its end: "… , Siri Vik said"."""
        found = _SPEAKING.search(self.masked, len(self.masked) // 4)
        return self.speaker(len(self.masked) // 4) if found else ()
