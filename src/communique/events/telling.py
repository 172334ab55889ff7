"""The deeds that a sentence tells, by rules: verbs and nouns of the list, with who does it and to whom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from communique.events.deeds import Deed, fitting
from communique.events.frames import direct, fit
from communique.events.grammar import (
    ARTICLES,
    AUXILIARIES,
    BE,
    BREAKS,
    DAYS,
    FUTURE,
    MODALS,
    NEGATIONS,
    PREPOSITIONS,
    QUOTES,
    Group,
    Sentence,
    is_adverb,
)
from communique.events.lexicon import (
    ADJECTIVE,
    GAP,
    GERUND,
    OWNED,
    PARTICIPLE,
    PAST,
    PLAIN,
    PRESENT,
    RECIPIENT,
    Noun,
    Verb,
    lexicon,
    type_of,
)
from communique.events.parties import Party
from communique.meetings.lexicon import words
from communique.reading import EventStatus

# What governs an infinitive and makes a plan of it.
PLANS = words(
    "plan plans planned planning scheduled due set preparing prepares going intends intend intended about is are "
    "was were arranged decided decides"
)
_CONDITIONS = frozenset({"if", "unless", "whether", "should", "once", "until"})
_CANCELLED = words(
    "cancel cancels cancelled canceled cancelling canceling cancellation scrap scraps scrapped postpone postpones "
    "postponed call calls called calling suspend suspends suspended suspending halt halts halted freeze froze frozen"
)
_PLANNED = words("planned upcoming scheduled next future forthcoming")
_POSSIBLE = words("possible proposed potential another prospective")
_BEFORE = frozenset({"after", "before", "while", "when"})
# What comes of these is told by the verb that governs a noun, not by the noun.
_TALKED_OF = words(
    "reject rejects rejected refuse refuses refused propose proposes proposed demand demands demanded urge urges urged "
    "offer offers offered agree agrees agreed accept accepts accepted threaten threatens threatened seek seeks sought "
    "want wants wanted mulling mull suggested suggest suggests requested for toward towards about no without any if "
    "arrange possible cessation end ending halt stop prevent avoid"
)
_REMAINS = frozenset({"remain", "remains", "remained"})
_CAUSES = words("help helps helped let lets make makes made see saw have had watch watched that whether")
_ASKING = words(
    "propose proposes proposed proposing demand demands demanded demanding insist insists insisted suggest suggests "
    "suggested recommend recommends recommended ask asks asked"
)
_NUMBERS = frozenset({"two", "three", "four", "five", "six"})
_VERB_BEHIND = words(', who which that and or but — – - ) ” ’ " yesterday today') | DAYS
_DECLARED = words("call calls called calling declare declares declared declaring")
_UNDONE = MODALS | NEGATIONS
# Behind these something else is told.
_ELSEWHERE = words("after because while when although though said says saying until unless before since")
ABOUT, LEAST = 25, 3  # words in which is said what a deed is about, at most and before a comma at least
_DECISIONS = frozenset({"decision", "move"})
_NOTHING = (["nothing"], ["no"], ["none"])
_COMING = frozenset({"from", "after", "during", "in", "at", "before"})
_CLAUSES = words(", that which who said says ended began")
NEAR = 7  # words between a noun and what governs it, at most
BY = 9  # words between a passive verb and who did it, at most


def deeds_in(sentence: Sentence) -> Iterator[Deed]:
    """The deeds of a sentence in order of text, each told of one actor and one recipient."""
    seen: set[tuple[str, Party, Party | None]] = set()
    busy: set[int] = set()
    known = lexicon()
    for at in range(sentence.first, sentence.after):
        word = sentence.words[at]
        if (word not in known.verbs and word not in known.nouns) or at in busy or sentence.party(at) is not None:
            continue
        here: set[tuple[str, Party | str, Party | str | None]] = set()
        for deed in (*_by_verb(sentence, at), *_by_noun(sentence, at)):
            key = (type_of(deed.code), deed.actor, deed.recipient)
            alike = (
                key[0],
                deed.actor.actor or deed.actor,
                deed.recipient and (deed.recipient.actor or deed.recipient),
            )
            if key not in seen and alike not in here and fitting(deed):
                seen.add(key)
                here.add(alike)  # "the rebels' envoy, Jan Ek" is one, though told by title and name
                busy.update(range(deed.first, deed.after))
                yield deed


def _by_verb(sentence: Sentence, at: int) -> Iterator[Deed]:
    for verb, kinds in lexicon().verbs.get(sentence.words[at], ()):
        end = at + 1
        if verb.particles and tuple(sentence.words[end : end + len(verb.particles)]) != verb.particles:
            continue
        end += len(verb.particles)
        found = [*_told(sentence, verb, kinds, at, end)]
        if found:
            yield from found
            return


def _told(sentence: Sentence, verb: Verb, kinds: frozenset[str], at: int, end: int) -> Iterator[Deed]:
    group = sentence.group(at, end, participle=PARTICIPLE in kinds)
    harm = type_of(verb.code) in ("ACCUSE", "SUPPORT")
    if PARTICIPLE in kinds and (group.passive or (not group.helpers and sentence.words[end : end + 1] == ["by"])):
        yield from _passive(sentence, verb, group)
        return
    status, subjects = _subjects(sentence, group, kinds)
    subjects = subjects or _behind_noun(sentence, group, verb)
    if not subjects:
        return
    sentence.doers.append((at, subjects))
    if group.voice == "will not" and "unless" in sentence.words[end : end + ABOUT]:
        return  # a condition is no refusal: "will not sign unless …"
    match = fit(sentence, verb.frames, end, subjects, harm=harm)
    if match is None:
        return
    if status == "actual" and (sentence.words[end : end + 1] in _NOTHING or sentence.is_nobody(subjects[0])):
        status = "denied"
    after = match.particle or end
    about = (end, _clause(sentence, end))
    if match.mutual and not match.recipients:
        yield from _mutually(verb.code, subjects, at, after, about, status)
        return
    for subject in subjects:
        for recipient in match.recipients or (None,):
            home = verb.code[:2] == "03" and recipient is not None and _at_home(subject, recipient)
            yield Deed(verb.code, subject, None if home else recipient, at, after, about, status, group.voice)


def _at_home(party: Party, other: Party) -> bool:
    """Whether the other is the party's own country, or a place in it: "Cuba's envoy offered | Havana for the talks"."""
    return other.actor is not None and (party.code or "").startswith(f"{other.actor}GOV")


def _clause(sentence: Sentence, at: int) -> int:
    """Where the clause ends in which is said what a deed is about."""
    for k in range(at, min(at + ABOUT, sentence.after)):
        word = sentence.words[k]
        if word in BREAKS or word in _ELSEWHERE or (word == "," and k > at + LEAST):
            return k
    return min(at + ABOUT, sentence.after)


def _mutually(
    code: str, subjects: Sequence[Party], at: int, after: int, about: tuple[int, int], status: EventStatus
) -> Iterator[Deed]:
    """Where all act alike the first is the actor, and each other a recipient."""
    first, *others = subjects
    for other in others or (None,):
        yield Deed(code, first, other, at, after, about, status)


def _passive(sentence: Sentence, verb: Verb, group: Group) -> Iterator[Deed]:
    """ "Iran was accused by Iraq": the subject is the recipient, who did it stands behind "by"."""
    actor = _doer(sentence, group.after)
    if actor is None or verb.lemma == "meet" or (verb.code == "051" and not group.helpers):
        return  # demands are met by somebody, and "backed by" only says whose side one is on
    recipients = sentence.subjects(group.first) if group.helpers else ()
    if not any(frame[0] in (RECIPIENT, OWNED) and GAP not in frame for frame in verb.frames):
        return
    if not recipients and not any(frame[0] == OWNED for frame in verb.frames):
        return  # "the statement that was released by": nobody was
    status = _status(sentence, group)
    about = (group.after, _clause(sentence, group.after))
    for maker in sentence.along(actor):
        for recipient in recipients or (None,):
            yield Deed(verb.code, maker, recipient, group.at, group.after, about, status)


def _doer(sentence: Sentence, at: int) -> Party | None:
    for k in range(at, min(at + BY, sentence.after)):
        word = sentence.words[k]
        if word == "by":
            return direct(sentence, k + 1)
        if word in BREAKS or word in (",", "that", "and"):
            return None
    return None


def _subjects(sentence: Sentence, group: Group, kinds: frozenset[str]) -> tuple[EventStatus, tuple[Party, ...]]:
    """Who does it, and whether it is done; nobody where the word is no verb here."""
    before = sentence.words[group.first - 1] if group.first > sentence.first else "¶"
    bare = not group.helpers
    if group.infinitive:
        return _governed(sentence, group)
    if bare and (before in ARTICLES or _owned(sentence, group.first)):
        return "actual", ()
    if GERUND in kinds:
        if any(helper in BE for helper in group.helpers):
            return _status(sentence, group), sentence.subjects(group.first)
        doer = sentence.absolute(group.first)
        if doer is not None:
            return "actual", (doer,)
        if before in _BEFORE or before in (",", "¶"):
            return "actual", sentence.shared(group.first) or sentence.first_subject(group.first)
        return "actual", ()
    subjects = sentence.subjects(group.first)
    if ADJECTIVE in kinds:
        standing = any(helper in BE | _REMAINS for helper in group.helpers)
        return _status(sentence, group), subjects if standing else ()
    if bare and PLAIN in kinds and subjects and _caused(sentence, subjects[0]):
        return "actual", ()
    if bare and PAST not in kinds and not _verb_place(sentence, group.first):
        return "actual", ()
    finite = PAST in kinds or PRESENT in kinds or (PARTICIPLE in kinds and not bare)
    if not finite and not (PLAIN in kinds and (not bare or len(subjects) > 1 or any(p.many for p in subjects))):
        return "actual", ()
    if not bare and PLAIN in kinds and PAST not in kinds and any(h in BE for h in group.helpers[-1:]):
        return "actual", ()
    return _status(sentence, group), subjects


def _behind_noun(sentence: Sentence, group: Group, verb: Verb) -> tuple[Party, ...]:
    """Whose the blow is that does harm: "an Israeli air strike | killed"."""
    noun = lexicon().nouns.get(sentence.words[group.first - 1]) if group.first > sentence.first else None
    if noun is None or group.infinitive or type_of(noun.code) != type_of(verb.code) != "CONSULT":
        return ()
    owner = _owner(sentence, group.first - 1)
    return (owner,) if owner is not None else ()


def _caused(sentence: Sentence, party: Party) -> bool:
    """Whether somebody only is helped, made or asked to do it: "vowed to help | Oslo and Rome reach a deal"."""
    first = party.first - (sentence.words[party.first - 1] in _NUMBERS)
    asked = sentence.words[first - 1] == "that" and sentence.words[first - 2] in _ASKING
    return asked or sentence.before(first) in _CAUSES


def _verb_place(sentence: Sentence, at: int) -> bool:
    """Whether a word that may be a noun stands where a verb does: right behind a party, an adverb or a comma."""
    k = at - 1
    word = sentence.words[k] if k >= sentence.first else "¶"
    return sentence.party(k) is not None or is_adverb(word) or word in _VERB_BEHIND


def _owned(sentence: Sentence, index: int) -> bool:
    party = sentence.party(index - 1)
    if party is None and sentence.words[index - 1] in ("'s", "’s"):
        party = sentence.party(index - 2)
    return party is not None and party.owner


def _governed(sentence: Sentence, group: Group) -> tuple[EventStatus, tuple[Party, ...]]:
    """The subject of an infinitive that tells a plan."""
    k = group.first - 1
    while k > sentence.first and (is_adverb(sentence.words[k]) or sentence.words[k] in QUOTES):
        k -= 1
    word = sentence.words[k]
    status: EventStatus = "planned"
    opening = sentence.party(k)
    if opening is not None and opening.first == sentence.first and opening.after == k + 1 and not opening.owner:
        return status, (opening,)  # as headlines have it: "Oslo to host talks"
    if word in _DECISIONS and (owner := _owner(sentence, k)) is not None:
        return "actual", (owner,)
    if word not in PLANS or sentence.party(k) is not None:
        return "actual", ()
    above = sentence.group(k, k + 1, participle=True)
    if above.negated or group.negated:
        status = "denied"
    return status, sentence.subjects(above.first)


def _status(sentence: Sentence, group: Group) -> EventStatus:
    if _conditional(sentence, group.first):
        return "hypothetical"
    helpers = group.helpers
    if group.negated:
        return "denied"
    if any(h in FUTURE or h == "would" or h in ("'d", "’d", "'ll", "’ll") for h in helpers):
        return "planned"
    if any(h in MODALS for h in helpers):
        return "hypothetical"
    return "actual"


def _conditional(sentence: Sentence, at: int) -> bool:
    for k in range(at - 1, max(at - 14, sentence.first) - 1, -1):
        word = sentence.words[k]
        if word in BREAKS or word in (",", "that", "and", "said"):
            return False
        if word in _CONDITIONS:
            return True
    return False


def _by_noun(sentence: Sentence, at: int) -> Iterator[Deed]:
    noun = lexicon().nouns.get(sentence.words[at])
    if noun is None:
        return
    owner = _owner(sentence, at)
    led = _led(sentence, at + 1)
    status = _of_noun(sentence, at)
    if status is None:
        return
    about = (at, _clause(sentence, at))
    if noun.mutual:
        yield from _meeting(sentence, noun, at, owner, led, status)
        return
    actor = led.get("by") or owner
    recipient = next(
        (led[lead] for lead in ("on", "against", "to", "for", "of") if lead in led and lead in noun.leads), None
    )
    thing = noun.code in ("120", "111") and "by" in led
    if actor is None and "of" in led and noun.code == "042":
        actor = led["of"]
    if actor is not None and recipient is not actor and (recipient is not None or thing):
        yield Deed(noun.code, actor, recipient, at, at + 1, about, status, noun=True)


def _meeting(
    sentence: Sentence, noun: Noun, at: int, owner: Party | None, led: dict[str, Party], status: EventStatus
) -> Iterator[Deed]:
    about = (at, _clause(sentence, at))
    between = led.get("between") or led.get("of")
    if between is not None:
        both = sentence.along(between)
        if len(both) > 1:
            yield from (replace(deed, noun=True) for deed in _mutually(noun.code, both, at, at + 1, about, status))
        elif between.many and "between" in led:
            yield Deed(noun.code, between, None, at, at + 1, about, status, noun=True)
        return
    other = led.get("with")
    if other is None:
        return
    makers = sentence.shared(at) or (sentence.first_subject(at) if sentence.before(at) in _COMING else ())
    actor = owner or next(iter(makers), None)
    if actor is not None:
        for each in sentence.along(other):
            yield Deed(noun.code, actor, each, at, at + 1, about, status, noun=True)


def _owner(sentence: Sentence, at: int) -> Party | None:
    """Whose the noun is: "Seoul's first | visit", "Israeli air | strikes"."""
    for k in range(at - 1, max(at - 5, sentence.first) - 1, -1):
        party = sentence.party(k)
        if party is not None:
            return party if party.owner else None
        word = sentence.words[k]
        if (
            word in BREAKS
            or word in PREPOSITIONS
            or word in ARTICLES
            or word in (",", "and", "to")
            or word in AUXILIARIES - {"'s", "’s"}
        ):
            return None
    return None


def _led(sentence: Sentence, at: int) -> dict[str, Party]:
    """The parties behind a noun by the preposition that leads to each: "of Oslo by Rome"."""
    found: dict[str, Party] = {}
    k = at
    while k < min(at + 14, sentence.after):
        word = sentence.words[k]
        if word in PREPOSITIONS or word == "to":
            party = direct(sentence, k + 1)
            if party is not None:
                found.setdefault(word, party)
                k = party.after
                continue
        elif word in BREAKS | AUXILIARIES | _CLAUSES or (word.endswith("ed") and word in lexicon().verbs):
            break
        k += 1
    return found


def _of_noun(sentence: Sentence, at: int) -> EventStatus | None:
    """What became of the deed a noun tells, None where it is only talked of."""
    status: EventStatus | None = "actual"
    for k in range(at - 1, max(at - NEAR, sentence.first) - 1, -1):
        word = sentence.words[k]
        if word in BREAKS or word == ",":
            break
        if word in _CANCELLED and (not word.startswith("call") or "off" in sentence.words[k + 1 : k + 3]):
            before = sentence.words[max(k - 2, sentence.first) : k]
            return None if any(w in MODALS or w in FUTURE or w == "to" for w in before) else "called off"
        if word in _PLANNED or (word == "of" and sentence.words[k - 1] == "ahead"):
            status = "planned"
        elif word in _POSSIBLE:
            status = "hypothetical"
        elif word in _TALKED_OF and sentence.party(k) is None:
            return None
        elif word in FUTURE:
            status = "planned"
        elif word in _UNDONE or (word == "to" and k + 1 < at and sentence.words[k + 1] not in ARTICLES):
            return None
    for k in range(at + 1, min(at + 14, sentence.after)):
        word = sentence.words[k]
        if word in BREAKS or word == ",":
            break
        if word == "off" and any(w in _DECLARED for w in sentence.words[max(at - 4, sentence.first) : at]):
            return "called off"
        if word in _CANCELLED and (not word.startswith("call") or "off" in sentence.words[k + 1 : k + 3]):
            before = sentence.words[max(k - 3, at) : k]
            return "called off" if any(w in BE for w in before) else status
    return status
