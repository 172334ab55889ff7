"""What a short line that is no sentence of the story is, told by its words alone."""

from __future__ import annotations

import re

LONGEST = 200  # characters; no line that is told by its words is longer
LONGEST_NOTE = 600  # characters of a correction, whose heading tells it

_OTHER = re.compile(
    r"""(?ix)
    [\W_]+
    | (?: advertise?ments? | (?: scroll | story | article ) \s+ continues? \s+ (?: below | after ) .{0,30}
        | paid \s+ post | sponsored (?: \s+ content)? | promoted ) (?: \s* [-–—:] .{0,60} )?
    | continue \s+ reading (?: \s+ (?: the | below ) .{0,40})? | (?: keep | read ) \s+ (?: reading | more | on )
    | show \s+ more | skip \s+ (?: to | advert ) .{0,60} | our \s+ standards: .{0,80} | abstract\. | full \s+ text\.
    | (?: share | tweet | e-?mail | print | save | comments? | close | menu | search | home | reddit | facebook
        | twitter | whatsapp | linkedin | pinterest | image | photo | video | copy \s+ link | loading )
      (?: \W+ (?: share | tweet | e-?mail | print | save | comments? | reddit | facebook | twitter | whatsapp | linkedin
        | pinterest | copy \s+ link | this | link | article | story | page | on | via | with | your | friends | a | the
        | to | us | by ))* \W*
    | \d+ \s+ (?: comments? | shares? )
    | (?: sign \s+ up | subscribe | register | log \s+ in | sign \s+ in | join ) \b (?: \s+ (?: for | to | now | here
        | today | with | our | free ) \b .{0,120} )? [.!]?
    | get \s+ (?: our | the | more ) \b .{0,80} (?: newsletter | inbox | e-?mail | app ) s? \b .{0,40}
    | (?: follow | like | find | visit | join ) \s+ us \b .{0,100} | follow \s+ @ \w+ .{0,40}
    | follow \s+ .{1,60} \s+ on \s+ (?: twitter | facebook | instagram | x | google ) \b .{0,60}
    | (?: .{1,40} \s+ on \s+ )? twitter : \s* @? \w+ \.? | @\w+ | \S+@\S+\.\w+ | (?: https?:// | www\. ) \S+
    | click \s+ (?: here | on | the ) \b .{0,100}
    | (?: © | \(c\) | copyright \b ) (?! \s* (?: law | rule | infring | claim | case | suit )) .{0,160}
    | all \s+ rights \s+ reserved \.? .{0,80}
    | (?: terms \s+ of \s+ (?: use | service ) | privacy \s+ policy | cookie \s+ policy ) .{0,60}
    | (?: last \s+ )? (?: updated | modified ) (?: \W* (?: (?: at | on ) \s+ )? .{0,40} \d .{0,50} )?
    | this \s+ (?: article | story | post | report | piece ) \s+ (?: has \s+ been | was ) \s+
      (?: updated | corrected | amended | originally | first | published | edited ) \b .{0,140}
    | \(? (?: additional \s+ | further \s+ )? (?: reporting | writing | editing | compiled | written | edited
        | reported ) (?: \s+ and \s+ (?: writing | editing ) )? \s+ by \s+ .{2,180}
    | \(? (?: contributing | contributors? | with \s+ files \s+ from ) \s* : \s* .{2,160}
    | .{2,140} \s contributed \s+ (?: to \s+ (?: this | the ) \s+ (?: report | story | article | dispatch )
        | reporting ) \b .{0,60}
    | [—–-]* \s* with \s+ (?: assistance | reporting | files ) \s+ (?: by | from ) \s+ .{2,120}
    | (?: contact | e-?mail ) \s+ (?: the \s+ (?: writer | author | reporter | editor ) | us ) \b .{0,120}
    | \(? (?: end | ends | reuters? | reuters \s+ staff | more \s+ to \s+ come ) \)? \W* | -?30-?
    """
)
_NOTE = re.compile(
    r"""(?ix)
    (?: corrections? | clarification | (?: note \s+ (?: to | for ) \s+ editors? | editors? ['’]? s? ['’]? \s+ note ) )
    (?: \s* \( [^()\n]{1,40} \) | , \s [^:\n]{1,40}? )? \s* (?: : | [—–] ) \s* \S
    """
)
_RELATED_HEAD = re.compile(
    r"""(?ix) [\W_]* (?:
    related (?: \s+ (?: articles? | stor(?:y|ies) | news | coverage | content | links? | topics? | posts? | reading
        | items? ))?
    | see \s+ (?: also | more ) | (?: also \s+ read | read \s+ (?: more | next | also ) )
      (?: \s+ (?: from | on | about | in ) \s+ .{1,40} )?
    | more (?: \s+ (?: on \s+ this (?: \s+ story )? | stories | news | coverage | headlines
        | (?: from | on | about | in ) \s+ (?! this ) \w .{0,40} ))
    | you (?: \s+ (?: may | might ) | 'll | ’ll ) \s+ (?: also \s+ )? (?: like | be \s+ interested \s+ in
        | want \s+ to \s+ read )
    | recommended (?: \s+ (?: for \s+ you | stor(?:y|ies) | articles? | reading | videos? ))?
    | (?: most | top ) \s+ (?: read | popular | viewed | shared | stories | news | headlines ) (?: \s+ .{1,30} )?
    | trending (?: \s+ (?: now | stories | on .{1,20} ))? | don['’]t \s+ miss | what \s+ to \s+ read \s+ next
    | editor(?: s['’] | ['’]?s )? \s+ (?: picks? | choice ) | latest (?: \s+ (?: news | stories | headlines ))
    | further \s+ reading | in \s+ case \s+ you \s+ missed \s+ it | also \s+ on \s+ .{1,40}
    ) \s* [:…»>]* \s*
    """
)
_RELATED_LINE = re.compile(
    r"""(?ix) [\W_]* (?: related (?: \s+ (?: articles? | stor(?:y|ies) | news | coverage | content | links? ))?
    | see \s+ also | also \s+ read | read \s+ (?: more | next | also ) | more \s+ on \s+ this (?: \s+ story )?
    | don['’]t \s+ miss | recommended | in \s+ case \s+ you \s+ missed \s+ it )
    \s* (?: : | \| | [»>–—]+ | \s-\s ) \s* \S .{4,180}
    """
)

_WORD = r"[A-Z][\w’'.\-]*"
_NAMES = rf"{_WORD}(?:\s+(?:{_WORD}|de|van|von|der|al|el|bin|da|di|la|le))*"
_WRITER = r"(?:[a-z]+\s+){1,3}(?:correspondent|editor|reporter|writer|analyst|columnist)"
_BYLINE = re.compile(
    rf"(?:By|BY|by|Written by|Story by|Text by|Reported by|Words by):?\s+{_NAMES}"
    rf"(?:(?:\s*[,&;|/•·]\s*|\s+(?:and|AND|in|for|of|of\s+[Tt]he|[-–—])\s+)"
    rf"(?:and\s+)?(?:{_NAMES}|\d[\d:., ]*|{_WRITER}))*\.?"
)


def is_other(line: str) -> bool:
    """Whether `line` is page furniture, a note on who wrote, a correction, or a request of the publisher."""
    return (len(line) <= LONGEST and _OTHER.fullmatch(line) is not None) or (
        len(line) <= LONGEST_NOTE and _NOTE.match(line) is not None
    )


def is_byline(line: str) -> bool:
    """Whether `line` names the writer: "By Jane Doe", "By JANE DOE, Associated Press"."""
    return len(line) <= LONGEST and line[:1] in "BbWSTR" and _BYLINE.fullmatch(line) is not None


def is_related_head(line: str) -> bool:
    """Whether `line` is the heading of a list of links."""
    return len(line) <= 60 and not line.endswith(".") and _RELATED_HEAD.fullmatch(line) is not None


def is_related_line(line: str) -> bool:
    """Whether `line` is a link to another story with its heading: "Read more: How the talks fell apart"."""
    return (
        len(line) <= LONGEST and _RELATED_LINE.fullmatch(line) is not None and not line.rstrip().endswith((".", ".”"))
    )
