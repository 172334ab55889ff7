"""Captions and the credits of pictures, in text that no mark-up tells from the story.

A credit is told by its form. A caption is told by a credit, or by words that only captions have; a paragraph of the
story taken for a caption is a loss, a caption taken for the story a blemish, so that doubt goes to the story.
"""

from __future__ import annotations

import re

LONGEST_CREDIT = 140
LONGEST_CAPTION = 500

_AGENCY = re.compile(
    r"\b(?:Reuters|REUTERS|AP|AFP|UPI|EPA|EFE|KCNA|KNS|Yonhap|YONHAP|Newsis|NEWSIS|Xinhua|XINHUA|Kyodo|KYODO|Jiji|TASS"
    r"|Sputnik|SPUTNIK|[Dd][Pp][Aa]|ANSA|Getty|GETTY|Bloomberg|CNN|BBC|NHK|VOA|AAP|PA|Anadolu|Shutterstock|Rex|Alamy"
    r"|iStock|ZUMA\w*|Pool|POOL|Handout|HANDOUT|Associated Press|Agence France-Presse|News Agency|NurPhoto|Redux"
    r"|Polaris|Instagram|Facebook|Twitter)\b"
)
_PICTURE_AGENCY = re.compile(
    r"Getty(?: Images)?|AP(?: Photo)?|AFP|Reuters|EPA|Shutterstock|Alamy|iStock|Handout|Pool|Twitter|Facebook|Instagram"
)
_POLL = re.compile(r"Ipsos|NORC|Quinnipiac|Marist|SurveyMonkey|Gallup|YouGov|\b[Pp]oll\b|Kaiser|Zogby")
_CREDIT_WORD = re.compile(
    r"[A-Z0-9][\w’'.&\-]*|via|for|of|the|and|by|from|courtesy|photo(?:graph|s)?|file|pool|handout|images?|picture|in"
    r"|de|van|von|al|through"
)
_SEPARATORS = re.compile(r"[\s/,|·•—–:()\[\]\-]+")
# "Photo: …", "Photograph by …", "Credit …", "Image copyright …": the label of a credit
_LABEL = re.compile(
    r"(?:(?:Photo(?:graph)?s?|PHOTO|Image|IMAGE|Picture|Video|Illustration|Graphic|File photo)\s*"
    r"(?:(?:credits?|CREDITS?|Credits?|copyright|source|courtesy(?: of)?|by|via)\b\s*:?|:)"
    r"|(?:Credits?|CREDIT|Photo(?:graph)?s?|Handout|Courtesy(?: of)?)\s*(?::|\.\.\.|…)?)\s*"
)
# "Ana Lim/The White House": a credit only below a caption, for papers that share a poll are written alike.
_PERSON_AND_HOUSE = re.compile(
    r"[A-Z][\w’'.\-]+(?: [A-Z][\w’'.\-]*){1,3}(?<!News)(?<!Post)(?<!Times)/[A-Z][\w’'.& \-]+"
)
_TAIL_PAREN = re.compile(r"\s*[(\[]([^()\[\]]{2,120})[)\]]\.?$")
_SENTENCE_END = re.compile(r"""(?:[.!?][”"’')\]]*|[”"])\s*(?=[A-Z0-9(])""")
_GLUED_LABEL = re.compile(
    r"\s(?=(?:Credit|CREDIT|Photo(?:graph)?|PHOTO|Image|Picture)(?:\s+(?:credit|by|via|courtesy)\b|\s*:))"
)

_POSITION = re.compile(
    r"""(?:,\s*|\()(?:(?:second|third|fourth|far|top|bottom|seated|standing|at|front)\s+)?(?:from\s+)?
        (?:left|right|cent(?:er|re))(?:\s+(?:front|row|foreground))?(?:\)|\s*,)
        |,\s*(?:pictured|seen)\s+(?:here|above|left|right|in|with|on|at)\b
        |\(pictured[^)]*\)|\bfrom\s+(?:left|right)\b|\(L\)|\(L-R\)|\b[Ll]eft\s+to\s+right\b|\b[Cc]lockwise\s+from\b""",
    re.VERBOSE,
)
_PRESENT = re.compile(
    r"(?<!\bthe )(?<!\bof )(?<!\bin )(?<!\bfor )(?<!\bno )\b(?:shakes?|poses?|waves?|walks?|speaks?|listens?|looks?"
    r"|smiles?|gestures?|greets?|embraces?|hugs?|inspects?|arrives?|attends?|delivers?|addresses|meets?|sits?|stands?"
    r"|holds?|watch(?:es)?|visits?|signs?|leaves?|departs?|applauds?|chats?|toasts?|boards?|points?|reacts?|reads?"
    r"|guides?|reviews?|march(?:es)?|protests?|burns?|passes|hands\s+(?:the|an?|over)|(?:is|are)\s+(?:shown|seen"
    r"|pictured|flanked|greeted))\b"
)
_POSING = re.compile(r"\b(?:shakes?\s+hands|poses?\s+(?:for|with))\b")
_WHEN = re.compile(
    r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|\b(?:this|last)\s+(?:week|month|year)\b|\b(?:19|20)\d\d\b"
    r"|\bundated\b|\bfile\b"
)
_REPORTING = re.compile(
    r"\b(?:sa(?:id|ys?|ying)|t(?:old|ells?)|add(?:ed|s)|according\s+to|asked|warn(?:ed|s)|insist(?:ed|s)|den(?:ied"
    r"|ies)|argu(?:ed|es)|wrote|writes|tweeted|announced|claim(?:ed|s)|report(?:ed|s|edly)|suggest(?:ed|s)|promised"
    r"|vowed|pledged|called\s+for|believes?|thinks?)\b"
)
_QUOTED = re.compile(r"[“”\"«»]|''|(?<!\w)[‘'](?=\w)")
# A verb in the past with its object: the story's tense. "Printed photographs" is one, "laid for the lunch" is none.
_PAST = re.compile(
    r"(?:[A-Z][\w’'\-]+|[,)])\s+(?:\w+ly\s+)?(?:\w{3,}ed|was|were|had|made|gave|took|went|came|met|held|began|left"
    r"|kept|put|set|won|lost)\s+(?!by\b|in\b|at\b|on\b|for\b|with\b|from\b|as\b|near\b|during\b|against\b|outside\b"
    r"|under\b|after\b|before\b|to\b)"
)
_OPENS = re.compile(
    r"FILE(?:\s+(?:PHOTO|IMAGE|PICTURE))?\s*[-–—:.]|File\s+(?:photo|picture|image)\b|(?:Image|Media)\s+caption\b"
    r"|Caption:"
    r"|In\s+this\s+(?:[\w.,’']+\s+){0,7}?(?:photo(?:graph)?|image|picture|frame\s+grab|video\s+grab)\b"
    r"|Pictured:|From\s+left\b|[Ll]eft\s+to\s+right\b|Clockwise\s+from\b"
)
# How captions and sentences of the story begin alike.
_MAY_OPEN = re.compile(
    r"(?:In\s+)?(?:[Tt]his|[Aa]n?)\s+(?:[\w.,’']+\s+){0,7}?(?:photo(?:graph)?|image|picture|frame\s+grab|video\s+grab)"
    r"\s*,?\s*(?:released|provided|taken|made|distributed|supplied|issued|from\s+(?:video|files?))\b"
)
_CLOSES = re.compile(r"[(.\s—–-](?:File\s+(?:photo|picture|image)|FILE\s+PHOTO|file\s+photo)\s*[).]*$")
# One of these is in whatever _POSITION or _POSING find; looking for them is ten times as fast.
_CAPTION_HINTS = ("left", "right", "cent", "pictured", "seen", "(L", "Left", "lockwise", "hands", "pose")
_BBC = re.compile(r"Image (?:copyright|source)[,:]?\s+(?P<credit>.{2,60}?)\s+Image caption[,:]?\s+", re.DOTALL)
LONGEST_UNCREDITED = 350
# What may be in the last characters of a paragraph with a credit; most paragraphs have none of it.
_HINT = re.compile(
    r"Credit|CREDIT|[Pp]hoto|PHOTO|Image|IMAGE|Picture|Courtesy|[/|]|\bvia\b|Getty|Handout|Illustration|Graphic|Video"
)


def is_credit(line: str) -> bool:
    """Whether all of `line` is the credit of a picture."""
    if len(line) > LONGEST_CREDIT:
        return False
    inner = line.rstrip(". ")
    if inner[:1] in "([" and inner[-1:] in ")]":
        return _in_brackets(inner[1:-1])
    return _is_labelled(inner) or _is_bare(inner) or _PICTURE_AGENCY.fullmatch(inner.removeprefix("- ")) is not None


def credit(paragraph: str) -> int:
    """Where the credit begins that ends `paragraph`: its length where there is none, 0 where it is nothing else."""
    end = len(paragraph)
    if is_credit(paragraph):
        return 0
    tail = max(0, end - LONGEST_CREDIT)
    if not _HINT.search(paragraph, tail):
        return end
    if bracket := _TAIL_PAREN.search(paragraph, tail):
        named = _PERSON_AND_HOUSE.fullmatch(bracket[1]) and is_caption_near_credit(paragraph[: bracket.start()])
        if named or _in_brackets(bracket[1]):
            return bracket.start() + len(bracket[0]) - len(bracket[0].lstrip())
    starts = {match.end() for match in _SENTENCE_END.finditer(paragraph, tail)}
    starts |= {match.end() for match in _GLUED_LABEL.finditer(paragraph, tail)}
    for start in sorted(starts):
        words = paragraph[start:].rstrip(". ")
        if words and not words[0].isdigit() and (_is_labelled(words) or _is_bare(words)):
            return start
    return end


def credit_before_caption(paragraph: str) -> int:
    """Where the caption begins in the one line "Image copyright … Image caption …"; 0 where there is none."""
    match = _BBC.match(paragraph)
    return match.end("credit") + 1 if match else 0


def is_caption_of_credit(words: str) -> bool:
    """Whether `words`, with a credit right after them, are a caption, not the story that the credit was glued to."""
    if not words or len(words) > LONGEST_CAPTION or _REPORTING.search(words):
        return _OPENS.match(words) is not None
    if _POSITION.search(words) or _OPENS.match(words):
        return True
    if _QUOTED.search(words):
        return False
    return bool(_PRESENT.search(words) or _WHEN.search(words)) or not _PAST.search(words)


def is_caption_near_credit(words: str) -> bool:
    """Whether `words`, the paragraph before a credit that stands alone, are its caption: more evidence is asked for."""
    if len(words) > LONGEST_UNCREDITED or _REPORTING.search(words) or _QUOTED.search(words):
        return False
    return bool(_POSITION.search(words) or _OPENS.match(words) or (_PRESENT.search(words) and not _PAST.search(words)))


def is_caption(paragraph: str) -> bool:
    """Whether `paragraph`, without a credit, is a caption by its own words."""
    if len(paragraph) > LONGEST_CAPTION:
        return False
    if _OPENS.match(paragraph) or ("hoto" in paragraph[-14:].lower() and _CLOSES.search(paragraph)):
        return True
    if len(paragraph) > LONGEST_UNCREDITED:
        return False
    if _MAY_OPEN.match(paragraph):
        shows = re.search(r"\b(?:shows?|showing)\b", paragraph)
        return shows is not None and not (_REPORTING.search(paragraph) or _QUOTED.search(paragraph))
    if not any(hint in paragraph for hint in _CAPTION_HINTS):
        return False
    if not (_POSITION.search(paragraph) or _POSING.search(paragraph)):
        return False
    if _REPORTING.search(paragraph) or _QUOTED.search(paragraph) or _PAST.search(paragraph):
        return False
    return bool(
        _PRESENT.search(paragraph) and (_POSITION.search(paragraph) or _WHEN.search(paragraph))
    ) or not re.search(r"[a-z][.!?]\s+[A-Z]", paragraph)


def _in_brackets(words: str) -> bool:
    if _POLL.search(words):
        return False
    return _is_labelled(words) or _is_bare(words)


def _is_labelled(words: str) -> bool:
    label = _LABEL.match(words)
    if label is None or len(words) == label.end():
        return False
    rest = words[label.end() :]
    return _is_names(rest) and (
        label[0].rstrip()[-1:] in (":", ".", "…")
        or " " in label[0].strip()
        or "/" in rest
        or bool(_AGENCY.search(rest))
    )


def _is_bare(words: str) -> bool:
    """Names with an agency among them, joined as only credits join them: "Ana Lim/AFP", "KCNA via Reuters"."""
    joined = "/" in words or " via " in words or "AP Photo" in words or "Getty Images" in words
    return joined and bool(_AGENCY.search(words)) and not _POLL.search(words) and _is_names(words)


def _is_names(words: str) -> bool:
    parts = [part for part in _SEPARATORS.split(words) if part]
    return 0 < len(parts) <= 16 and all(map(_CREDIT_WORD.fullmatch, parts)) and words[:1] not in "/,"
