"""Steps that are told by what will, would or must be: "will sign once …", "there will be no truce if …"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from communique.moves.found import Found
from communique.moves.lexicon import (
    ASSURING,
    CONSTANT,
    FORECAST,
    HARM,
    MODAL,
    MUST,
    NO_BEFORE,
    OWN_VOICE,
    SAID,
    SAID_OF_ITSELF,
    SHIFT,
    UNDER_A_DEAL,
    UNSURE,
    WARNING,
)
from communique.moves.nothing import DEFIANCE
from communique.moves.scene import Maker, Scene
from communique.moves.terms import Terms, condition_at, terms, whole_quotes
from communique.moves.thirds import as_third
from communique.reading import Span

MOST = 8  # modal verbs of a sentence that are read, so that the time stays linear
# Standing as before; no deed at all; what is only a plan, a wish or a way of talking.
_STAYS = re.compile(
    r"(?:remain|stay)\b(?! \w+ kilomet)(?! (?:\w+ly )?(?:vigilant|calm|alert|patient|silent|cautious|watchful|"
    r"hopeful|in (?:close )?(?:touch|contact)|on (?:the )?alert|away|home|at home)\b)"
)
_NO_DEED = re.compile(
    r"(?:(?:remain|stay) (?!\w+ kilomet)|be (?=(?:an?|the|in|on|at|not|enough|too|very|more|here|there|needed|"
    r"able|drawn|\w+ful|\w+ible|"
    r"\w+able|hard|good|great)\b)|have to be|stand(?! (?:by|in|aside|down))|like|love|prefer|need|know|seem|mean|"
    r"depend|change(?! (?:its|his|her|their|our|the|any|an?) (?!mind|view|opinion|heart|world|situation))|comment|"
    r"elaborate|"
    r"speculate|say|name|go into|confirm|negotiate (?:in|through|via)|"
    r"see|fall|rise|grow|shrink|exceed|"
    r"have (?:\w+ed|been|done|gone|made|taken)\b|solve|suffice|succeed|fail|benefit|"
    r"result|amount to|lead to|constitute|represent|probably|likely|presumably)\b"
)
_PLANNED = re.compile(
    r"(?:\w+ly |soon |also |then |now )?(?:be|have|take(?! (?:part|back|down|out))|meet|travel|"
    r"visit|fly|go|come|arrive|return|wait|see|continue|discuss|hold|speak|"
    r"talk|seek|step|decide|try|look|consider|study|ask|make|do|say|get|give|find|support|host|"
    r"attend|send|brief|tell|think|work|"
    r"journey|happen|vote|follow|begin|start|resume|push|depart|leave (?:office\b|(?:[\w-]+ ){0,4}?(?:for|"
    r"to attend)))\b"
)
_TAKES = re.compile(r" (?:accept|take up)(?= )")
_EXPECTS = re.compile(r" (?:\w+ly |also |now )?expect(?= (?!to\b)[^,;.“”]{2,60}? to )(?! (?:it|that|this|there)\b)")
_SETTLES = re.compile(r" (?:now |only )?(?:settle for|make do with|content itself with|be content with)(?= )")
_HARMS = re.compile(
    r"(?:lower|weaken|block|resume|veto|retaliate|strike|hit|punish|destroy|attack|fight|respond in kind|"
    r"take [\w§ ]+ to court|act alone|be (?:treated|regarded|seen|considered) as an? (?:act|declaration)|"
    r"be (?:answered|met|punished|avenged))\b"
)
# What "unless" may stay undone without harm: "will not" is said of it as often.
_WELCOME = re.compile(r"(?:sign|agree|accept|join|attend|stay|remain|keep|continue|talk|meet|hold)\b")
_UNTIL = re.compile(r"(?:without|unless|until|before|as long as|while|if) [^,;.”]*")
# What is not to be without something can be had with it; how it is done is no such thing.
_LACKING = re.compile(
    r" without (?!\w+ing\b|(?:further|more|delay|notice|warning|hesitation|doubt|comment|naming|any doubt)\b)"
)
# A subject that says no: "not one more site | will be shut".
_NOBODY = re.compile(
    r"(?:^|[“\"]|[,:;–—] |\bthat |\bsaid )(?P<what>(?:no|not one|not an?|not another|not even|"
    r"none of|nobody|no one)(?: [^,:;“”]{1,60}?)?) $"
)
# "No text | will be signed on Monday": what is not to be hoped for of a meeting, and nothing that is turned down.
_NO_OUTCOME = re.compile(r" be (?:\w+ly )?(?:signed|reached|concluded|published|announced|expected|made)\b")
_ITSELF = (" it ", "it ", "he ", "she ", "they ")
# "Only after an apology would | Rome return."
_INVERTED = re.compile(
    r"[“\"]?(?:but )?(?:only (?:after|if|when|once|then)|not (?:until|before)|never|under no|in no case|"
    r"on no account)\b"
)
_SUBJECT = re.compile(r" (?:the )?(§+)(?:['’]s? [\w-]+(?: (?:ministry|minister|government|side|team))?)?(?= )")
# "Will sign no paper" is "will not sign", and so is "will free nobody".
_DO_NO = re.compile(
    r"\w+ (?:nobody|no one|none of|nothing)\b|(?:take|accept|sign|make|allow|tolerate|have|grant|give|consider|"
    r"support|host|hold|enter|join|pay|lift|"
    r"release|send|"
    r"see|seek|recogni[sz]e) no (?!longer|more)"
)
_PASSIVE = re.compile(r" (?:not )?be (?:\w+ly )?\w+(?:ed|en|wn|ut|nt)\b")
# What stands as it did: "the embargo stays until …".
_HOLDS = re.compile(
    r"(?<![\w-])(?:stays?|stayed|still stands?|stands(?! (?:by|at|for))|remains? (?:in (?:force|place)|shut|"
    r"closed|frozen|valid|"
    r"on the table|off the table|unchanged|the same))(?= (?:in (?:force|place)|shut|closed|frozen|until|as long|"
    r"no matter|where)|"
    r"[,.;”]|$| (?:until|as long as|unless|while))"
)
# What is done by who speaks of it: "the site would be dismantled, the ministry announced".
_DONE = re.compile(
    r" (?:not )?be (?:\w+ly )?(?!(?:held|resumed|attended|discussed|followed|known|seen|needed|expected|"
    r"published|signed|"
    r"remembered|felt|required|welcomed|based|made|able|involved|elected|affected|hurt|killed|solved|tested|"
    r"judged)\b)"
    r"\w+(?:ed|en|wn|ut|nt|ld)\b"
)
_THERE_NO = re.compile(r"be no (?!\w+ to )")
# "Lifting it | would help": what a deed would do, and nobody does it.
_DEED_DOES = re.compile(
    r"(?:^|[“\"‘,:] ?|\b(?:said|says|that|argued|insisted) )\w+ing "
    r"(?:it|this|that|them|(?:the |its |his |her |their )?[\w-]+) $"
)


_UNDER_A_DEAL = re.compile(UNDER_A_DEAL)


def willing(scene: Scene) -> Iterator[Found]:
    """What a party will or would do: conditional or threat with a condition, a refusal where it will not."""
    for match in islice(MODAL.finditer(scene.masked), MOST):
        left = scene.masked[: match.start()]
        nobody = _NOBODY.search(left)
        reported = bool(SAID_OF_ITSELF.search(left))
        # Who is done to is not who does it: "should they stay, they will be thrown out".
        done_to = left.endswith("they ") and not reported
        if done_to and not _PASSIVE.match(scene.masked, match.end()):
            continue
        before_nobody = left[: nobody.start("what")] if nobody else left
        if UNSURE.search(before_nobody) or FORECAST.search(before_nobody):
            continue
        if _DEED_DOES.search(left):
            continue
        inverted = _INVERTED.match(left) and _SUBJECT.match(scene.masked, match.end())
        subject = scene.at(inverted.start(1)) if inverted else None
        makers = (
            (Maker(subject.party, subject.by),)
            if subject is not None
            else ()
            if nobody or done_to
            else scene.makers(match.start())
        )
        speaking = scene.attributed() or scene.speaker(match.start(), before=True)
        if not makers and not speaking:
            continue
        negated = bool(match["not"] or match["wont"] or nobody)
        if negated and DEFIANCE.match(scene.masked, match.end() + 1):
            continue
        if not negated and (expects := _EXPECTS.match(scene.masked, match.end())) is not None:
            asked = terms(scene, expects.end())
            for maker in makers or speaking[:1]:
                cue = Span(match.start(), expects.end())
                yield Found("will", "demand", maker.party, None, maker.by, cue, (), asked.main, asked.condition)
            continue
        parts = terms(scene, inverted.end() if inverted and subject is not None else match.end(), before=negated)
        condition = parts.condition or condition_at(scene, 0, match.start(), before=negated)
        if negated and condition is None and parts.main:
            parts, condition = _without(scene, parts)
        if nobody and condition is None and _NO_OUTCOME.match(scene.masked, match.end()):
            continue
        there_no = left.endswith("there ") and _THERE_NO.match(scene.masked, match.end() + 1)
        others = False
        if not makers and (condition is not None or nobody or there_no or _DONE.match(scene.masked, match.end())):
            # What will happen, in the words of a party that has it in its hands, or what that party itself will do.
            makers, others = speaking[:1], not left.endswith(_ITSELF)
        if not makers:
            continue
        agreed = _UNDER_A_DEAL.match(scene.masked, 0, match.start()) is not None
        own = (
            reported
            or agreed
            or bool(OWN_VOICE.search(scene.masked))
            or (bool(speaking) and speaking[0].party == makers[0].party)
        )
        if not negated and parts.main and _DO_NO.match(scene.masked, parts.main[0].start):
            negated, parts = True, terms(scene, match.end(), before=True)
            condition = condition or parts.condition
        if not own and speaking and speaking[0].party != makers[0].party:
            continue  # what another says that one will do
        kind = _kind(scene, match, parts, condition, negated=negated, own=own, reported=reported or others)
        if kind is None:
            continue
        taking = (_TAKES if kind == "acceptance" else _SETTLES).match(scene.masked, match.end())
        parts = terms(scene, taking.end()) if taking and kind in ("acceptance", "concession") else parts
        main = parts.main
        if main and nobody:
            main = (_without_no(nobody, main[0], kind),)
        elif main and others and kind in ("threat", "conditional", "commitment", "reaffirmation"):
            main = (Span(clause_start(left), main[0].end),)  # what will happen, with what it happens to
        elif main and kind == "reaffirmation" and scene.masked.startswith("change", main[0].start):
            main = (
                Span(clause_start(left), main[0].end),
            )  # "change" alone would say the contrary of "will not change"
        elif main and _THERE_NO.match(scene.masked, main[0].start):
            main = (Span(left.rfind("there") if kind == "threat" else main[0].start + len("be no "), main[0].end),)
        kind = as_third(scene, makers[0].party, kind, main[0].of(scene.masked) if main else "")
        gives, asks = ((), main) if kind == "concession" else (main, ())
        for maker in makers:
            yield Found("will", kind, maker.party, None, maker.by, Span(*match.span()), gives, asks, condition)


def _without(scene: Scene, parts: Terms) -> tuple[Terms, Span | None]:
    """The terms of what will not be "without access to the sites", and that as their condition."""
    main = parts.main[0]
    found = _LACKING.search(scene.masked, main.start, main.end)
    if found is None:
        return parts, None
    return parts._replace(main=(Span(main.start, found.start()),)), Span(found.start() + 1, main.end)


def _without_no(nobody: re.Match[str], main: Span, kind: str) -> Span:
    """What "no boat will leave" is about: the negation is kept in a threat, and left out of what is refused."""
    if kind != "threat" and nobody["what"].startswith(("nobody", "no one")):
        return main
    first = nobody.start("what")
    return Span(first if kind == "threat" else first + len(nobody["what"].split()[0]) + 1, main.end)


def able(scene: Scene) -> Iterator[Found]:
    """What a party says that it could do under a condition: "could lift them if the truce held, Rome said"."""
    for match in islice(_COULD.finditer(scene.masked), MOST):
        left = scene.masked[: match.start()]
        makers = scene.makers(match.start())
        speaking = scene.attributed() or scene.speaker(match.start(), before=True)
        own = bool(SAID_OF_ITSELF.search(left)) or bool(speaking and makers and speaking[0].party == makers[0].party)
        fronted = _FRONT_CONDITION.match(left)
        if not own or UNSURE.search(left[fronted.end() :] if fronted else left):
            continue
        parts = terms(scene, match.end())
        condition = parts.condition or (condition_at(scene, 0, match.start()) if fronted else None)
        main = parts.main[0].of(scene.masked) if parts.main else ""
        if condition is None or not main or _NO_DEED.match(main) or _ASKS.match(main):
            continue
        kind = "threat" if HARM.search(main) and not _EASES.match(main) else "offer"
        for maker in makers:
            yield Found(
                "will", kind, maker.party, None, maker.by, Span(*match.span()), parts.main, parts.back, condition
            )


def announced(scene: Scene, at: int) -> bool:
    """Whether what the modal verb at `at` tells is said by who will do it."""
    if SAID_OF_ITSELF.search(scene.masked[:at]):
        return True
    makers, speaking = scene.makers(at), scene.attributed() or scene.speaker(at, before=True)
    return bool(makers and speaking) and makers[0].party == speaking[0].party


_COULD = re.compile(r"(?<![\w-])could(?! (?:not|have|only|never|be)\b)(?![\w-])")
_FRONT_CONDITION = re.compile(r"[“\"]?if [^,;.“”]*,")
_ASKS = re.compile(r"(?:demand|ask|seek|call|want|request|insist|expect)\b")
# What is bad for the other only by its verb: "could suspend the sanctions".
_EASES = re.compile(
    r"(?:suspend|lift|ease|end|freeze|cut|stop|halt) (?:(?:the|its|his|her|their|all|some|any|most) )*"
    r"(?:[\w-]+ ){0,2}(?:sanctions|embargo|tariffs?|duties|restrictions|ban|bans|drills|exercises|enrichment|"
    r"tests?|them)\b"
)
_ASIDE = re.compile(r", (?:something|which|a \w+)\b")
_SAID = re.compile(rf"(?<![\w-]){SAID}(?![\w-])")


def shifted(scene: Scene) -> Iterator[Found]:
    """What is told as a change, and said: "In a shift, Rome said | the observers could stay"."""
    found = SHIFT.search(scene.masked)
    if found is None:
        return
    for said in _SAID.finditer(scene.masked):
        makers, parts = scene.makers(said.start()), terms(scene, said.end())
        # "Rome said that Oslo had for the first time …" is no change of Rome's.
        own = found.start() <= said.end() + 2 or _ASIDE.search(scene.masked, said.end(), found.start()) is not None
        if makers and parts.main and own:
            for maker in makers:
                cue = Span(*found.span())
                yield Found("shift", "concession", maker.party, None, maker.by, cue, parts.main, (), parts.condition)
            return


def clause_start(left: str) -> int:
    """Where the clause begins that the words `left` of a verb belong to."""
    return max(
        (left.rfind(mark) + len(mark) for mark in ("“", '"', ", ", ": ", "; ", " that ", " said ") if mark in left),
        default=0,
    )


# "His wish to | reopen the road | remained unchanged."
_WISH = re.compile(
    r"(?:his|her|its|their|our|my|§+['’]s?) (?:[\w-]+ )?(?:desire|wish|commitment|willingness|readiness|offer|pledge|"
    r"promise|resolve|intention|determination) to (?P<what>[^,;:“”]{4,100}) $"
)


def steady(scene: Scene, start: int, end: int) -> Span:
    """What the verb group between the two offsets says to be unchanged: what it is to do, else the clause."""
    left = scene.masked[:start]
    if (wish := _WISH.search(left)) is not None:
        return Span(wish.start("what"), wish.end("what"))
    return whole_quotes(scene.text, Span(clause_start(left), end))


def _kind(
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
    under = condition.of(scene.masked).removeprefix("but ").removeprefix("only ") if condition is not None else ""
    if CONSTANT.search(scene.masked) or _STAYS.match(main):
        return "reaffirmation" if own else None
    if _SETTLES.match(scene.masked, match.end()) and not negated:
        return "concession"
    if _THERE_NO.match(main):
        if condition is not None:
            return (
                "threat" if under.startswith(("if", "as long as", "so long as", "while", "should")) else "conditional"
            )
        return ("threat" if WARNING.search(scene.masked) else "refusal") if own else None
    if _NO_DEED.match(main):
        return None
    if condition is None and not negated and scene.masked.startswith(("in return for ", "in exchange for ")):
        return "commitment" if match["will"] == "will" else "offer"
    if ASSURING.search(scene.masked) and own and negated:
        return "conditional" if condition is not None else "commitment"
    if condition is not None:
        withheld = negated and under.startswith(("as long as", "so long as", "if", "while"))
        harmful = (
            under.startswith(("if", "unless", "should", "as long as", "so long as", "while", "in the event"))
            and not negated
            and (
                bool(HARM.search(main) or WARNING.search(scene.masked))
                or (under.startswith("unless") and not _WELCOME.match(main))
            )
        )
        return "threat" if harmful or withheld else "conditional"
    if negated:
        return "commitment" if _HARMS.match(main) else "refusal"
    if own and _TAKES.match(scene.masked, match.end()):
        return "acceptance"
    if _PLANNED.match(main) and not _DONE.match(scene.masked, match.end()):
        return None
    if own and (match["will"] != "would" or reported):
        return "threat" if _HARMS.match(main) else "commitment"
    return None


_OUGHT = re.compile(r"\b(?:must|should|(?:has|have|needs?) to)\b")
_OF_WHAT = re.compile(r"\w+ (?:on|against|from|of|with|for|to|in) (?:the )?$")
_SAYING = re.compile(r"\b(?:saying|adding|insisting|said|says) ")


def told_to(scene: Scene) -> Iterator[Found]:
    """What somebody of another party is told to do: "Rome must leave, the envoy of Oslo said"."""
    if _OUGHT.search(scene.masked) is None:  # sooner seen than the whole
        return
    for found in islice(MUST.finditer(scene.masked), MOST):
        if UNSURE.search(scene.masked[: found.start()]):
            continue
        if found["who"] and _OF_WHAT.search(scene.masked, 0, found.start("who")):
            continue  # "Sanctions on Rome must …" tells nothing that Rome must do
        one = scene.at(found.start("who")) if found["who"] else None
        begun = max(found.start() - 2, 0)
        saying = [match.start() for match in _SAYING.finditer(scene.masked, 0, begun)]
        for maker in (
            scene.speaker(found.end())
            or scene.speaker(begun, before=True)
            or (scene.makers(saying[-1]) if saying else ())
        ):
            if one is None or one.party != maker.party:
                parts = terms(scene, found.end(), before=True)
                toward = one.party if one else None
                cue, asks = Span(found.start("who") if one else found.start("what"), found.end()), parts.main
                if asks and (one is None or found.end("who") > one.end):  # what is to be is told with what is to be so
                    asks = (Span(cue.start, asks[0].end),)
                yield Found("must", "demand", maker.party, toward, maker.by, cue, (), asks, parts.condition)
                break


def no_before(scene: Scene) -> Iterator[Found]:
    """What a party will not have before or without something: "no truce until …, she said"."""
    found = NO_BEFORE.search(scene.masked)
    if found is None or UNSURE.search(scene.masked[: found.start()]):
        return
    makers = scene.speaker(found.end()) or scene.speaker(found.start(), before=True)
    condition = _UNTIL.match(scene.masked, found.end() + 1)
    rest = Span(*condition.span()) if condition else condition_at(scene, 0, found.start())
    if rest is None:
        return
    kind = "threat" if rest.of(scene.masked).startswith(("if", "as long as", "while")) else "conditional"
    what = found.span("what") if kind == "conditional" else (found.start(), found.end("what"))
    for maker in makers:
        yield Found("no before", kind, maker.party, None, maker.by, Span(*found.span()), (Span(*what),), (), rest)


def constant(scene: Scene) -> Iterator[Found]:
    """What is said as before, in a sentence with no other step: "“…,” the envoy said, as he did in May"."""
    holds = _HOLDS.search(scene.masked)
    found = holds or CONSTANT.search(scene.masked)
    if found is None or UNSURE.search(scene.masked[: found.start()]):
        return
    makers: Sequence[Maker] = scene.attributed()
    before = terms(scene, 0)
    if makers and before.main and (holds or before.main[0].end <= found.start()):
        cue = Span(*found.span())
        for maker in makers[:1]:
            yield Found(
                "constant", "reaffirmation", maker.party, None, maker.by, cue, before.main, (), before.condition
            )
