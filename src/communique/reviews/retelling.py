"""What an occurrence says of itself once people have changed it: its accounts, days, origins, differences and line.

A corrected field of any account is one of the occurrence: a person corrects what the line says, and what is told of
something else is split from it. The rest is come to as weaving does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from communique.reading import Actor, Span, Spans
from communique.reviews.regrouping import Draft, Told, ruling, status_of, told
from communique.reviews.standing import State
from communique.weave import deeds, phrases, tellings
from communique.weave.accounts import differing, differing_days, happened, in_order, origins, reported
from communique.weave.encounters import DONE
from communique.weave.item import Evidence, Hand, Made, Stake
from communique.weave.occurrence import (
    Account,
    Disagreement,
    DisagreementKind,
    Encounter,
    Occurrence,
    Step,
    When,
    WovenTerm,
)
from communique.weave.origins import origin
from communique.weave.threads import follows_to, media

Names = Mapping[str, Actor]
JOIN = " … "
PROBE = 40  # characters of words by which one tells whether a line was taken from them
_VERB = re.compile(r"\b(?:to|would(?: still| no longer)?) $")  # what stands in a line before a term that is a bare verb
_CAPITALISED = re.compile(r"\b[A-Z]\w{2,}")
_QUOTED = re.compile(r": “(.+)”$", re.DOTALL)
_OFF = frozenset(("called off", "refused"))
_PASSAGES = {
    "statement": ("source", "cue", "content"),
    "move": ("evidence", "gives", "asks", "condition"),
    "event": ("trigger",),
    "meeting": ("evidence",),
}


def retold(draft: Draft, states: Mapping[Told, State], names: Names) -> Occurrence:
    """The occurrence that a draft amounts to; of a meeting without what its encounter says (see `of_encounter`)."""
    first = draft.first
    corrected = ruling(draft, states)
    if not corrected and draft.untouched:
        return first
    done = first.kind != "meeting" or status_of(draft, states) in DONE
    before: dict[int, Told] = {}  # by the identity of the account: its spans may have been corrected
    changed = []
    for account in draft.accounts:
        key = told(first.kind, account)
        state = states.get(key)
        new = _account(account, state, names, draft.accounts, done) if state and state.changed else account
        before[id(new)] = key
        changed.append(new)
    accounts = in_order(changed)
    base = replace(
        first,
        id=draft.id,
        accounts=accounts,
        origins=origins(accounts),
        when=happened(accounts),
        reported=reported(accounts),
        disagreements=_differences(draft, accounts, [before[id(account)] for account in accounts], states, names),
        related=tuple(dict.fromkeys(id_ for one in draft.of for id_ in one.related)),
    )
    left = {*before.values()}
    lost = [key for one in draft.of for account in one.accounts if (key := told(first.kind, account)) not in left]
    if lost:
        known = (states.get(before[id(account)]) for account in accounts)
        read = next((state.entry.values for state in known if state is not None), None)
        if draft.apart and read is not None:
            base = _told_as(base, read, names)
        elif accounts:
            gone = [states[key].entry.values for key in lost if key in states]
            base = _told_by_those_left(base, read, gone, names)
    for state in corrected:
        base = _corrected(base, state, names)
    return base


def _corrected(one: Occurrence, state: State, names: Names) -> Occurrence:
    """The occurrence with the corrected fields of one of its accounts."""
    after = state.changed
    values = {**state.entry.values, **after}
    if after.get("when") is not None and (one.kind != "meeting" or one.status in DONE):
        one = replace(one, when=reviewed_when(after))
    if one.kind == "statement":
        actors = _exchanged(one.actors, state, ("speaker", "addressee"))
        one = replace(one, actors=actors, certainty=after.get("certainty", one.certainty))
        one = replace(one, summary=_statement_in_words(one, state, values, names))
    elif one.kind == "event":
        one = replace(one, actors=_exchanged(one.actors, state, ("actor", "recipient")))
        one = replace(one, place=after.get("place", one.place))
        if after.keys() & {"actor", "recipient", "type", "status", "trigger"}:
            parties = (values["actor"], values["recipient"])
            line = deeds.in_words(parties, values["type"], values["status"], values["trigger"]["words"], names)
            one = replace(one, summary=line)
    elif one.kind == "move" and one.step is not None:
        step = _step(one.step, after)
        actors = _known(step.by, step.party, step.toward)
        if step != one.step or "evidence" in after:
            one = replace(one, step=step, actors=actors, summary=_move_in_words(one, step, names, after))
    elif one.kind == "meeting":
        status = after.get("status", one.status)
        line = f"{one.summary.rpartition(': ')[0]}: {status}"
        one = replace(one, status=status, place=after.get("place", one.place), summary=line)
    return one


def _statement_in_words(one: Occurrence, state: State, values: Mapping[str, Any], names: Names) -> str:
    """The line of a statement: with the words of the corrected account where it was told in these, else its speaker."""
    after, old = state.changed, state.entry.values
    before, who = (_name(v["speaker"], names) or v["source"]["words"] or tellings.NOBODY for v in (old, values))
    content = old["content"]["words"][:PROBE]
    if after.keys() & {"cue", "content"} and (len(one.accounts) == 1 or content in one.summary):
        return tellings.in_words(who, values["cue"]["words"], values["content"]["words"])
    if who == before:
        return one.summary
    line = one.summary.removeprefix(f"{before[:1].upper()}{before[1:]}")
    if line != one.summary:
        return f"{who[:1].upper()}{who[1:]}{line}"
    return tellings.in_words(who, values["cue"]["words"], values["content"]["words"])


def of_encounter(one: Occurrence, encounter: Encounter, label: str) -> Occurrence:
    """The step of an encounter that people have changed, as that encounter has it; `label` is what this is called."""
    when = encounter.when if one.status in DONE and encounter.when else one.when
    actors = tuple(dict.fromkeys((*encounter.participants, *encounter.parties)))
    return replace(one, encounter=encounter.id, summary=f"{label}: {one.status}", actors=actors, when=when)


# An account


def _account(account: Account, state: State, names: Names, beside: Sequence[Account], done: bool) -> Account:
    """The account with its corrected fields. `done`: its own days are those of what happened."""
    after, kind = state.changed, state.entry.kind
    values = {**state.entry.values, **after}
    if "when" in after and done:
        account = replace(account, when=reviewed_when(after))
    if after.keys() & {*_PASSAGES[kind]}:
        account = _with_evidence(account, state, values)
    text = next((a for a in beside if a.article == account.text), account)
    if kind == "statement" and after.keys() & {"chain", "speaker", "source"}:
        hands = tuple(
            Hand(hand["actor"], _name(hand["actor"], names) or hand["words"], hand["relation"])
            for hand in values["chain"]
        )
        speaker = values["speaker"]
        found = origin(
            hands,
            text,
            speaker=speaker,
            name=_name(speaker, names) or values["source"]["words"],
            medium=speaker in media(),
        )
        account = replace(account, chain=tuple(hand.words for hand in hands), origin=found)
    if kind == "meeting" and "by" in after:
        by = after["by"]
        hands = (Hand(by, _name(by, names) or by, "said"),) if by else ()
        account = replace(account, chain=tuple(hand.words for hand in hands), origin=origin(hands, text))
    return account


def _with_evidence(account: Account, state: State, values: Mapping[str, Any]) -> Account:
    """The account with the spans of its corrected passages, as far as they stand in the paragraph it comes with."""
    parts = [values[name] for name in _PASSAGES[state.entry.kind]]
    passages = [one for part in parts for one in (part if isinstance(part, list) else [part]) if one]
    spans = {Span(*span) for passage in passages for span in passage["spans"]}
    if state.entry.kind == "event":  # its parties' words are no passage that is corrected
        spans |= {*account.spans} - {Span(*span) for span in state.entry.values["trigger"]["spans"]}
    start, end = account.context_start, account.context_start + len(account.context)
    ordered: Spans = tuple(sorted(span for span in spans if start <= span.start and span.end <= end))
    if not ordered:
        return account
    cut = (account.context[span.start - start : span.end - start] for span in ordered)
    return replace(account, spans=ordered, words=JOIN.join(" ".join(words.split()) for words in cut))


def reviewed_when(after: Mapping[str, Any]) -> When | None:
    """The days that a person gave among the corrected fields; None where they said that nothing is known."""
    if after["when"] is None:
        return None
    begin, end = after["when"]
    return When(begin, end, "reviewed")


# What the accounts differ on


def _differences(
    draft: Draft,
    accounts: Sequence[Account],
    keys: Sequence[Told],
    states: Mapping[Told, State],
    names: Names,
) -> tuple[Disagreement, ...]:
    """What the accounts differ on: as weaving found it, with what was corrected as it is now.

    `keys` are what the accounts were told by before they were corrected.
    """
    sides: dict[DisagreementKind, dict[Told, str]] = {}
    kind = draft.first.kind
    for one in draft.of:
        for disagreement in one.disagreements:
            versions = sides.setdefault(disagreement.kind, {})
            for side in disagreement.sides:
                versions |= {told(kind, one.accounts[number]): side.value for number in side.accounts}
    if len(draft.of) > 1 and kind == "move":  # what was two moves may be two kinds of move
        for one in draft.of:
            theirs = {told(kind, account): one.step.kind for account in one.accounts if one.step}
            sides["kind"] = {**theirs, **sides.get("kind", {})}
    for key in keys:
        state = states.get(key)
        for name, value in _otherwise(state, names) if state else ():
            if name in sides:
                sides[name][key] = value
        if state and "content" in state.changed:
            sides.get("number", {}).pop(key, None)
    found = [differing_days(accounts)]
    for name, versions in sides.items():
        if name != "date":
            found.append(differing(name, accounts, lambda number, of=versions: of.get(keys[number])))  # type: ignore[misc]
    return tuple(one for some in found for one in some)


def _otherwise(state: State, names: Names) -> Iterator[tuple[DisagreementKind, str]]:
    """What a corrected account now has in a disagreement, as weaving words it."""
    for field, value in state.changed.items():
        match state.entry.kind, field:
            case "statement", "speaker" if value is not None:
                yield "speaker", _name(value, names) or value
            case "move", "kind":
                yield "kind", value
            case "event", "status":
                yield "outcome", "did not happen" if value in deeds.UNDONE else "happened"
            case "meeting", "status":
                yield "outcome", "called off" if value in _OFF else value
            case "meeting" | "event", "place" if value is not None:
                yield "place", value


# The line


def _told_as(one: Occurrence, read: Mapping[str, Any], names: Names) -> Occurrence:
    """The occurrence as the fields of one of its accounts tell it."""
    if one.kind == "statement":
        who = _name(read["speaker"], names) or read["source"]["words"]
        line = tellings.in_words(who, read["cue"]["words"], read["content"]["words"])
        actors = _known(read["speaker"], read["addressee"])
        return replace(one, summary=line, actors=actors, certainty=read["certainty"])
    if one.kind == "event":
        parties = (read["actor"], read["recipient"])
        line = deeds.in_words(parties, read["type"], read["status"], read["trigger"]["words"], names)
        return replace(one, summary=line, actors=_known(*parties), place=read["place"])
    if one.step is not None:
        step = _step(one.step, read)
        line = _move_in_words(one, step, names, read)
        return replace(one, step=step, summary=line, actors=_known(step.by, step.party, step.toward))
    return one


def _told_by_those_left(
    one: Occurrence, read: Mapping[str, Any] | None, gone: Sequence[Mapping[str, Any]], names: Names
) -> Occurrence:
    """The occurrence with nothing in its line, or its terms, that only accounts say which it no longer has.

    `read` are the fields of one that it still has, where they are known, `gone` those of the ones that it has not.
    """
    texts = [" ".join(f"{account.words} {account.context}".split()) for account in one.accounts]

    def is_told(words: str) -> bool:
        return any(" ".join(words.split())[:PROBE] in text for text in texts)

    step = one.step
    if step is not None:
        terms = (*step.gives, *step.asks, *((step.condition,) if step.condition else ()))
        quoted = _QUOTED.search(one.summary)
        if all(is_told(term.text) for term in terms) and (quoted is None or is_told(quoted[1].rstrip(" …"))):
            return one
        if read is not None:
            return _told_as(one, read, names)
        gives, asks = (tuple(term for term in some if is_told(term.text)) for some in (step.gives, step.asks))
        condition = step.condition if step.condition and is_told(step.condition.text) else None
        step = replace(step, gives=gives, asks=asks, condition=condition)
        return replace(one, step=step, summary=_move_in_words(one, step, names, {"evidence": None}))
    if one.kind == "meeting":
        return one  # its line is that of its encounter
    line, _, trigger = one.summary.rpartition(" (“")
    if one.kind == "event":
        parts = [trigger.rstrip("”)")]
    else:
        contents = (values["content"]["words"] for values in gone)
        parts = [one.summary.rstrip(" …")[-PROBE:], *(c for c in contents if c[:PROBE] in one.summary)]
    if all(map(is_told, parts)):
        return one
    if read is not None:
        return _told_as(one, read, names)
    words = one.accounts[0].words
    if one.kind == "event":
        return replace(one, summary=f"{line} (“{_cut(words)}”)")
    return replace(one, summary=tellings.in_words(_name(one.actors[0], names) or "" if one.actors else "", "", words))


def _known(*actors: str | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(actor for actor in actors if actor is not None))


def _move_in_words(one: Occurrence, step: Step, names: Names, after: Mapping[str, Any] | None = None) -> str:
    """The line of a move, from its step, with the corrected fields `after`; without terms, in the words it had so far.

    The places of corrected terms tell how they are joined to the line; of the others, the line so far does.
    """
    after = after or {}
    account = one.accounts[0]
    quoted = None if "evidence" in after else _QUOTED.search(one.summary)
    words = quoted[1] if quoted else account.words
    terms = [term for name in ("gives", "asks") for term in after.get(name, ())]
    corrected = {term["words"] for term in terms if term["spans"] and _after_to(term["spans"][0][0], account)}

    def stake(term: WovenTerm) -> Stake:
        # Whoever is named in a term is not named beside it.
        lemmas = (f"@{step.toward}",) if _names_one_of(term.text, step.toward, names) else ()
        verb = term.text in corrected or _VERB.search(one.summary.partition(term.text[:PROBE])[0]) is not None
        return Stake(term.text, term.issue, lemmas, verb)

    made = Made(
        account.item,
        Evidence((Span(0, len(words)),), words, words, 0),
        step.kind,
        step.party,
        step.toward,
        step.by,
        step.by is not None and step.by in names and names[step.by].kind == "person",
        tuple(map(stake, step.gives)),
        tuple(map(stake, step.asks)),
        stake(step.condition) if step.condition else None,
        (),
        None,
        None,
        (),
        None,
        False,
        account.score,
    )
    return phrases.in_words(made, names)


def _names_one_of(words: str, actor: str | None, names: Names) -> bool:
    """Whether words name an actor, or somebody of that state: a person by any part of a name, "Kim"."""
    if actor is None:
        return False
    there = {*_CAPITALISED.findall(words)}
    theirs = (one for one in names.values() if actor in (one.id, one.country))
    return any(
        one.name in words or (one.kind == "person" and not there.isdisjoint(_CAPITALISED.findall(one.name)))
        for one in theirs
    )


def _after_to(start: int, account: Account) -> bool:
    """Whether a term that begins there begins with a bare verb, by the words before it."""
    place = start - account.context_start
    return 0 <= place <= len(account.context) and follows_to(account.context, place)


def _step(old: Step, after: Mapping[str, Any]) -> Step:
    def terms(name: str, old: tuple[WovenTerm, ...]) -> tuple[WovenTerm, ...]:
        return tuple(map(_term, after[name])) if name in after else old

    condition = old.condition
    if "condition" in after:
        condition = _term(after["condition"]) if after["condition"] else None
    return Step(
        after.get("kind", old.kind),
        after.get("party", old.party),
        after.get("toward", old.toward),
        after.get("by", old.by),
        terms("gives", old.gives),
        terms("asks", old.asks),
        condition,
    )


def _term(value: Mapping[str, Any]) -> WovenTerm:
    return WovenTerm(" ".join(value["words"].split()), value["issue"])


def _exchanged(actors: tuple[str, ...], state: State, fields: Sequence[str]) -> tuple[str, ...]:
    """Those who act, with the corrected ones in the place of those that were read; the first field's come first."""
    found = list(actors)
    for number, name in enumerate(fields):
        if name not in state.changed:
            continue
        old, new = state.entry.values[name], state.changed[name]
        at = found.index(old) if old in found else (0 if number == 0 else len(found))
        found[at : at + 1 if old in found else at] = [new] if new is not None else []
    return tuple(dict.fromkeys(found))


def _name(actor: str | None, names: Names) -> str | None:
    return names[actor].name if actor is not None and actor in names else None


def _cut(words: str) -> str:
    return words if len(words) <= tellings.LONGEST else words[: tellings.LONGEST - 2].rsplit(" ", 1)[0] + " …"
