"""Words that look like a step and are none: what is only named, claimed, thought, or asked for in no amount."""

from __future__ import annotations

import re

from communique.moves.scene import Scene
from communique.reading import Span

_REACH = 80  # how far before a verb, in characters, the words that belong to it begin

# "The deal that it had | accepted" tells no step but which deal is meant.
_HAD = re.compile(
    r"(?<!told )\b(?:the|an?|its|his|her|their) (?:[\w-]+ ){1,2}(?:that |which )?"
    r"(?:it|he|she|they|§+) (?:had|has|have)(?: \w+ly)? $"
)
# "Insists that it has only asked for a part": what is or was so.
_CLAIMS = re.compile(
    r"(?:insist|suggest)(?:ed|s|ing)(?: that)? (?:(?:the |its |his |her |their )?(?:[\w§’'-]+ ){1,3}?)"
    r"(?:had|has|was|were|did|does)\b(?! to\b| after\b| time\b)"
    r"|insist(?:ed|s|ing)?(?: for [\w ]{3,20}?|, [^,;.“”]{2,40},)? that (?:it|he|she|they|§+|(?:its|his|her|"
    r"their) [\w-]+) "
    r"(?:will|would|remain(?:s|ed)?|is|are|stays?|stayed|stands?|stood)\b(?! to\b)"
    r"|(?:insist|suggest)(?:ed|s|ing)? that (?:no one|nobody|nothing|every\w+) (?:is|has|was|had)\b"
)
# "Agrees with Rome that the road is long": what is so, and nothing that will be done.
_OPINION = re.compile(
    r"agree[sd]?(?: (?:with|in|on|at) (?:(?!to |that )[^ ,;.“”]+ ){1,12})? ?that "
    r"(?![^,;.“”]{0,80}\b(?:will|would|shall|should|must|ought|(?:is|are|was|were|has|have|had|needs?|needed) to)\b)"
)
# "Repeated that it was a mistake": what one thinks of a thing, and no position on what will be done.
_JUDGED = re.compile(
    r"(?:repeat|reiterat|restat|reaffirm)\w* that (?:it|this|that|(?:the|such an?) [\w-]+) "
    r"(?:is|was|had been) [“\"‘]?(?:an?|too)\b"
)
# "Dismissed the story as fiction", "cut short a trip": what is turned down or left is no part of the bargaining.
_WORDS = re.compile(
    r"(?:reject|dismiss)(?:ed|es|ing)(?: an?| the| any| all| such)?(?: [\w-]+)? (?:stor(?:y|ies)|rumou?rs?|"
    r"speculation|"
    r"speech|address|remarks?|suggestions? that|explanations?|interpretations?|descriptions?|versions?|arguments?|"
    r"comparisons?|assertions?|assumptions?|characteri[sz]ations?)\b"
    r"|cut(?:s|ting)? short (?:an?|the|its|his|her|their) (?:[\w-]+ )?(?:trip|visit|tour|holiday|stay|journey)\b"
)
# "Called on Congress to wait", "would ask his cabinet": what is asked of one's own house is settled at home.
_AT_HOME = re.compile(
    r"[\w’' -]{3,20}? (?:on |to |with )?(?:(?:the |US |U\.S\. )?(?:[Cc]ongress|[Pp]arliament|[Ss]enate|Knesset|"
    r"Duma|Majlis|"
    r"Verkhovna Rada|[Ll]awmakers|[Dd]eputies|[Ss]enators|MPs|[Vv]oters)\b|"
    r"(?:his|her|its|their) (?:[\w-]+ )?(?:council|cabinet|parliament|ministers|party|lawmakers|generals|"
    r"supporters)\b)"
)
# "Pleaded for patience": a mood is no term.
_FOR_PATIENCE = re.compile(
    r"[\w’' -]{3,20}? for (?:[\w-]+ )?(?:patience|understanding|unity|sympathy|solidarity|support|prayers|vigilance)"
    r"(?: and \w+)?(?=[,.;”\"]|$| (?:from|in|on|with|at)\b)"
)
# "Will not be bullied": what nobody has offered or asked.
DEFIANCE = re.compile(
    r"(?:be (?:\w+ly )?(?:bullied|intimidated|blackmailed|cowed|deterred|swayed|rushed|hurried|dictated|fooled|"
    r"pushed around|"
    r"silenced|"
    r"dragged|provoked|duped|lectured|humiliated|subdued|divided|held hostage|taken hostage)|"
    r"beg|kneel|surrender|capitulate|rush|(?:bow|bend|yield|give in|cave in|succumb|submit|"
    r"buckle)(?: down)? (?:to|under|before) "
    r"(?:[\w’'-]+ ){0,2}(?:pressure|threats?|force|blackmail|intimidation|bullying|coercion|sanctions)|"
    r"(?:permit|allow|let|tolerate) (?:anyone|anybody|anything))\b"
)
# "Accept the challenge": a lot that one bears, and nobody's offer.
_LOT = re.compile(
    r"accept(?:ed|s|ing)? (?:(?:the|a|its|his|her|their|full|all|some) )*(?:[\w-]+ )?(?:challenge|blame|"
    r"responsibility|defeat|facts?|"
    r"reality|"
    r"realities|risks?|consequences|fate|criticism|inevitable|loss(?:es)?)\b"
)
# "Threatened to veto the bill": a quarrel with one's own parliament.
_VETO = re.compile(
    r"threaten\w* (?:to|that \w+ would) veto (?:[\w’'-]+ ){0,6}?(?:[Cc]ongress|[Pp]arliament|[Ss]enate|"
    r"[Ll]awmakers|bills?|legislation|laws?|budget|amendments?)\b"
)
# "Asked for no new money": nothing is asked.
_FOR_NO = re.compile(
    r"(?:offer(?:ed|s|ing)?|ask(?:ed|s|ing)?(?: for)?|request(?:ed|s|ing)?|sought|seek(?:s|ing)?) no (?!longer)"
)
# "A speech with no new | offers": a noun, and none.
_NO_NEW = re.compile(r"\b(?:no|any) (?:new|further|fresh|formal|concrete|firm|such|more|other) $")


def tells_nothing(scene: Scene, kind: str, span: Span) -> bool:
    """Whether the words at `span`, which tell a step of `kind` elsewhere, tell none here, whoever would take it."""
    left, near = scene.masked[: span.start], max(span.start - _REACH, 0)
    if _HAD.search(left, near) or _NO_NEW.search(left, near):
        return True
    told = (_OPINION, _JUDGED, _WORDS, _LOT, _CLAIMS, *_OF_KIND.get(kind, ()))
    if any(pattern.match(scene.masked, span.start) for pattern in told):
        return True
    at_home = {"demand": _AT_HOME, "threat": _VETO}.get(kind)
    return at_home is not None and at_home.match(scene.text, span.start) is not None


_OF_KIND = {"demand": (_FOR_NO, _FOR_PATIENCE), "offer": (_FOR_NO,)}
