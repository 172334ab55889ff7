"""Noun phrases as far as the words around a statement need them, and which of them are news media."""

from __future__ import annotations

import re
from typing import Protocol

from communique.reading import Basis, Span, Spans

# The words that a phrase may have at most: the longest that occur ("two people close to the presidential office").
LENGTH = 10


def word_set(text: str) -> frozenset[str]:
    """The words of `text`, as a set."""
    return frozenset(text.split())


_WORD = re.compile(
    r"(?:[A-Z]\.){2,}|(?:Mr|Mrs|Ms|Dr|Gen|Sen|Rep|Gov|Lt|Col|Prof|Adm)\.|[A-Z]\.(?= [A-Z])"
    r"|[@#]?[^\W_][\w&]*(?:[’'.-][\w&]+)*(?:[sS][’'](?= ))?"
)
_DETERMINERS = word_set(
    "the a an his her its their our my your this that these those some several many all both other two three four "
    "five six ten no any"
)
# When it was said: "told Reuters | this morning".
_TIME = re.compile(
    r"(?:this|last|that|the same|late|early) (?:morning|afternoon|evening|night|day|week|month|year|\w+day)\b"
)
_CONNECTORS = word_set("of and & for close")
# What is told or asked, and hears nothing: "asked a question".
_TELLABLE = word_set(
    "question questions joke jokes story stories lie lies truth tale tales favor favour time way things "
    "morning afternoon evening night day week weekend month year once"
)
PRONOUNS = word_set("him her them us me you it himself herself themselves")
_STOP = word_set(
    "that to in on at about how why whether if what when where who whom whose which he she it they we i you there not "
    "by during after before from as with because since until while than then but or nor so also later earlier again "
    "once twice last next yesterday today tonight tomorrow now still only ahead amid over against into without "
    "monday tuesday wednesday thursday friday saturday sunday is are was were be been being has have had having will "
    "would can could may might shall should must does did do said says say saying told tells telling reported reports "
    "wrote writes quoted quotes added adds announced asked warned promised urged vowed declared claimed provided "
    "obtained released seen published viewed reviewed heard via per aboard outside inside near through across "
    "afterwards afterward there here recently repeatedly briefly previously publicly privately directly flatly"
)
# Nouns for people who are told things, which need no article.
_HEARERS = word_set(
    "reporters journalists correspondents lawmakers legislators senators congressmen parliament parliamentarians "
    "officials diplomats supporters voters viewers readers listeners delegates deputies aides advisers allies leaders "
    "ministers troops soldiers sailors students graduates congress investors colleagues interviewers congressional "
    "investigators crowds donors broadcasters people guests fans followers lawyers prosecutors editors"
)

_MEDIA_NAME = re.compile(
    r"""(?<![\w])(?:
      Reuters|AP|Associated\ Press|AFP|Agence\ France[- ]Presse|Bloomberg(?:\ News)?|UPI|DPA|dpa|EFE|ANSA|PTI|IRNA|ISNA
    | KCNA|Korean\ Central\ News\ Agency|Korean\ Central\ Television|KCTV|Rodong\ Sinmun|Uriminzokkiri|Minju\ Joson
    | Yonhap|Newsis|KBS|MBC|SBS|JTBC|YTN|Chosun\ Ilbo|JoongAng\ Ilbo|Dong-A\ Ilbo|Hankyoreh|NK\ News|38\ North
    | Xinhua|CCTV|CGTN|Global\ Times|People[’']s\ Daily|Kyodo|NHK|Jiji|Asahi|Mainichi|Nikkei|Sankei|Yomiuri
    | TASS|Tass|Itar-Tass|ITAR-TASS|Interfax|RIA(?:\ Novosti)?|Sputnik|RT|Rossiya[- ]\d+|Kommersant|Izvestia|Anadolu
    | CNN|BBC|NBC|ABC|CBS|MSNBC|CNBC|NPR|PBS|C-SPAN|Fox(?:\ News|\ Business)?|Sky\ News|ITV|Al[- ]Jazeera|Al[- ]Arabiya
    | Politico|POLITICO|Axios|Breitbart|HuffPost|Huffington\ Post|BuzzFeed|Vox|Slate|Newsweek|Vice\ News|Daily\ Beast
    | (?:Der\ )?Spiegel|Le\ Monde|Le\ Figaro|Bild|Die\ Zeit|El\ Pa[ií]s|Haaretz|Tasnim|Fars|Mehr|SANA
    | USA\ T(?:oday|ODAY)
    | New\ Yorker|The\ Economist|The\ Atlantic|The\ Times|The\ Post|Time\ magazine
    | (?:[A-Z][\w.&’'-]*\ ){1,4}
      (?:News|Times|Post|Journal|Tribune|Herald|Guardian|Telegraph|Gazette|Chronicle|Globe|Mail
      |News\ Agency|Press\ Agency|Radio|Television|TV|Broadcasting|Sinmun|Shimbun|Ilbo|Weekly|Observer|Courier|Ledger
      |Inquirer|Register|Wire|Press|Standard|Dispatch|Examiner|Sentinel|Review|Magazine)
    )(?![\w])""",
    re.VERBOSE,
)
_MEDIA_NOUN = re.compile(
    r"\b(?:media|news\ agenc(?:y|ies)|newspapers?|news\ sites?|news\ outlets?|broadcasters?|television|tv|state\ radio"
    r"|(?:news|press|media|pool)\ reports?|state\ agency|wire\ service|official\ agency)\Z"
    r"|^the\ (?:news\ )?(?:agency|paper|magazine|network|daily|tabloid)\Z",
    re.IGNORECASE | re.VERBOSE,
)
_NO_MEDIA = re.compile(
    r"\b(?:ministry|secretary|minister|spokes\w+|officials?|editor|anchor|host|reporter|correspondent)\b", re.I
)


class WhoIsMeant(Protocol):
    """Anything that says whom words mean."""

    def actor_of(self, spans: Spans) -> tuple[str | None, Basis | None]:
        """The actor that the words of a source, an addressee or a hand mean, and on what ground; None where unknown."""
        ...


def phrase(text: str, start: int, limit: int) -> Span | None:
    """The noun phrase that begins at `start` (white space apart) and ends before `limit`, or None.

    It ends at punctuation, at a word that no noun phrase has, at the article of the next one.
    """
    at = start
    while at < limit and text[at].isspace():
        at += 1
    first = at
    words: list[tuple[str, int]] = []
    joined = True  # the word before lets a new article follow
    while len(words) < LENGTH and (match := _WORD.match(text, at, limit)):
        word = match.group()
        lower = word.lower()
        if words and _TIME.match(text, match.start(), limit):
            break
        if lower in _STOP and not (lower == "that" and not words and _WORD.match(text, match.end() + 1, limit)):
            break
        if words and lower in _DETERMINERS and not joined:
            break
        joined = lower in _CONNECTORS or not words
        words.append((lower, match.end()))
        if lower in PRONOUNS and len(words) == 1 and lower != "her":
            break
        at = match.end()
        if text[at : at + 1] != " ":
            break
        at += 1
    while words and (words[-1][0] in _CONNECTORS or words[-1][0] in _DETERMINERS - PRONOUNS):
        words.pop()
    if not words:
        return None
    end = words[-1][1]
    # The owner of what follows in marks or is cut off: "told MSNBC's “Morning Joe”".
    return Span(first, end - 2 if words[-1][0].endswith(("’s", "'s")) else end)


def names_somebody(words: str) -> bool:
    """Whether a phrase can be a person, a body or a crowd that is spoken to, or speaks: by its form alone."""
    first, _, rest = words.partition(" ")
    if first.lower() in PRONOUNS | _HEARERS or words.rsplit(maxsplit=1)[-1].lower() in _HEARERS:
        return True
    if first.lower() in _DETERMINERS:
        return bool(rest) and rest.rsplit(maxsplit=1)[-1].lower() not in _TELLABLE
    return any(word[:1].isupper() or word[:1] == "@" for word in words.split())


def media(words: str) -> bool:
    """Whether a phrase names a news outlet or an agency, or says "state media", "the newspaper" and the like."""
    if _NO_MEDIA.search(words):
        return False
    if name := _MEDIA_NAME.search(words):
        return words[name.end() :].strip().lower() in ("", "news agency", "agency", "television")
    return bool(_MEDIA_NOUN.search(words))
