"""Words as wording is compared by: their lemmas, without function words, and how much each tells.

A small rule-based lemmatiser of English: a table of irregular forms, then endings. It knows no parts of speech, and is
made to give the forms of one word the same lemma rather than the lemma that a dictionary has. Spellings of one word
("defense", "organize") and a few words that are swapped for one another ("pact", "accord") fall together.

Nothing here depends on the articles that are being compared: a word's weight comes from a table that is shipped.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from pathlib import Path

TABLES = Path(__file__).parent / "tables"
STEP = 0.5  # bits between one band of `words.tsv` and the next
RAREST = 10.0  # bits of a word that the table has not; the last rows of the table are in one of 420 articles
SHORTEST_FORM = 4  # letters: no ending is taken off a shorter word

_WORD = re.compile(r"(?:[A-Z]\.){2,}|\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*|\w+")
_USA = frozenset({"US", "U.S.", "USA", "U.S.A."})
_UK = frozenset({"UK", "U.K."})
_CONTRACTED = re.compile(r"(?:n't|'(?:s|d|m|ll|re|ve))$|'$")
_DOUBLED = re.compile(r"([bdgkmnprtvz])\1$")
_DOUBLED_L = re.compile(r"[aeiou][^aeiou]+[eo]ll$")  # "travell", "patroll"; "tell" has one syllable
_SHORT = re.compile(r"(?:qu|[^aeiou])*[aeiouy][bdgklmnprtvz]$")  # "hop" of "hoping": "hopping" is "hop" too
_VOWEL = re.compile(r"[aeiouy]")
# Stems that an -e was taken off: the endings that nearly no whole word has.
_LOST_E = re.compile(
    r"(?:[vcu]|[^sz]z|[^aeious]s|[aeiouy]s|[^aeiou][aiu]z|dg|rg|lg|quir|com|^(?:re|pro)?creat|[bcdfgkptz]l"
    r"|chang|rang|leng|lung|veng|fring|hing"
    r"|[^eao]at|[^aeiou]i?at|[^aeiou]ot|[^aeo]ut|[^aeo]id|[^eo]ad|[^aeo]od|[^aeo]ud|[^aeiou]ed|[^aeiou][aeio]g"
    r"|[^aeiou]ak|[^aeiou]ok|[^aeiou]ap|[^aeiou]op|[^aeiou]il|[^aeiou]ol|[^aeiou]ul|[^aeiou]um|[^aeiou]im|[^aeiou]am"
    r"|[^aeiou]in|[^aeiou][iua]r|[^aeiou]or|[^aeiou]yp|[^aeiou]if|[^aeiou][io]b)$"
)
# … and whole words that end as these do.
_WHOLE = re.compile(
    r"(?:visit|limit|edit|exhibit|inhibit|prohibit|deposit|profit|benefit|develop|envelop|gallop|monitor|sponsor|anchor"
    r"|author|censor|tailor|mirror|error|editor|refer|murmur|pencil|council|counsel|signal|total|fulfil|instil"
    r"|format|caravan|rubbish|bargain|maintain|begin|margin|cabin|basin|ruin|victim|maxim|pilgrim|symbol|capitol|idol"
    r"|gossip|collar|dollar|pillar|vandal|blog|dialog|catalog|focus|bias|canvas|virus|bonus|campus|census|versus|chorus"
    r"|status|circus|minus|consensus|corpus|genius|radius|fetus|nexus|lotus|thus|plus|corps|perhaps|succumb"
    r"|album|forum|medium|vacuum|premium|stadium|aquarium|uranium|plutonium|seminar|similar|popular|sugar|solar|polar"
    r"|sulphur|[^e]avor|color|labor|honor|harbor|neighbor|humor|rumor|vapor|armor|bonanza|ballad|salad|nomad|jihad|squad|launch|period|method|synod|ballot|pilot"
    r"|pivot|carrot|riot|patriot|idiot|abbot|zealot|robot|debut|hundred|kindred|sacred|hatred|embed|bishop"
    r"|kidnap|handicap|lag|flag|zigzag|iceberg|hamburg|erupt|attorn)$"
)
_AS_ISE = re.compile(r"i[sz](e|ation)$")
_FUNCTION_WORDS = frozenset((
    "a", "about", "above", "according", "after", "again", "against", "all", "also", "although", "among", "an", "and",
    "any", "as", "at", "be", "because", "before", "below", "between", "both", "but", "by", "can", "cannot", "could",
    "do", "down", "during", "each", "either", "even", "ever", "every", "few", "for", "from", "further", "have", "he",
    "her", "here", "hers", "herself", "him", "himself", "his", "how", "however", "i", "if", "in", "into", "it", "its",
    "itself", "just", "may", "me", "might", "more", "most", "much", "must", "my", "myself", "neither", "no", "nor",
    "not", "now", "of", "off", "on", "once", "only", "onto", "or", "other", "our", "ours", "ourselves", "out", "over",
    "own", "per", "same", "shall", "she", "should", "since", "so", "some", "such", "than", "that", "the", "their",
    "theirs", "them", "themselves", "then", "there", "these", "they", "this", "those", "though", "through", "thus",
    "to", "too", "toward", "towards", "under", "until", "up", "upon", "us", "very", "via", "we", "what", "when",
    "where", "whether", "which", "while", "who", "whom", "whose", "why", "will", "with", "within", "without", "would",
    "yet", "you", "your", "yours", "yourself",
))  # fmt: skip


def lemma(word: str) -> str:
    """The lemma of one word, in lower case, without accents, stops and apostrophes: "met" and "meets" give "meet".

    A word of nothing else ("…") comes back as it is.
    """
    return _lemma(word)


def content_words(text: str) -> tuple[str, ...]:
    """The lemmas of the words of `text` in their order, without function words; numbers are kept ("1,500": "1500")."""
    return tuple(word for word in map(_lemma, _WORD.findall(text)) if word not in _FUNCTION_WORDS)


def weight(lemma: str) -> float:
    """How much it tells that a text has this lemma: bits, log2 of one in so many articles; unknown ones tell most."""
    return _weights().get(lemma, RAREST)


@lru_cache(maxsize=1 << 17)
def _lemma(word: str) -> str:
    if word in _USA:
        return "usa"
    if word in _UK:
        return "britain"
    plain = _plain(word)
    if not plain:
        return word
    if plain[0].isdigit():
        return plain.replace(",", "").rstrip(".")
    plain = _CONTRACTED.sub("", plain) or plain
    plain = plain.replace(".", "").replace("'", "") or plain
    known = _forms().get(plain)
    found = _spelling(_without_ending(plain) if known is None else known)
    return _variants().get(found, found)


def _plain(word: str) -> str:
    if word.isascii():
        return word.casefold()
    plain = unicodedata.normalize("NFKD", word.casefold().replace("’", "'").replace("ı", "i"))
    return "".join(c for c in plain if not unicodedata.combining(c))


def _without_ending(word: str) -> str:
    """`word` without the ending of a plural, a person, a past or a participle."""
    if len(word) < SHORTEST_FORM:
        return word
    if word.endswith("s"):
        return _singular(word)
    if word.endswith("ied") and len(word) > SHORTEST_FORM:
        return word[:-3] + "y"
    for ending in ("ing", "ed"):
        stem = word.removesuffix(ending)
        if stem != word:
            return _base(stem) if len(stem) > 1 and _VOWEL.search(stem) else word
    return word


def _singular(word: str) -> str:
    if word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies") and len(word) > SHORTEST_FORM:
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "sses", "xes", "zzes")) and not word.endswith("aches"):
        return word[:-2]
    if word.endswith("aches"):
        return word[:-1] if word.endswith("daches") else word[:-2]
    return word[:-1]


def _base(stem: str) -> str:
    """The word whose -ed or -ing was taken off."""
    if _DOUBLED.search(stem) and len(stem) > 3 and not stem.endswith(("add", "egg", "zz")):
        return stem[:-1]
    if _DOUBLED_L.search(stem):
        return stem[:-1]
    if _SHORT.fullmatch(stem) or (_LOST_E.search(stem) and not _WHOLE.search(stem)):
        return stem + "e"
    return stem


def _spelling(word: str) -> str:
    """ "-ize", "-ization" and "-yze" as "-ise", "-isation" and "-yse"."""
    if len(word) > 5 and _AS_ISE.search(word):
        return _AS_ISE.sub(r"is\1", word)
    return word[:-2] + "se" if word.endswith("yze") else word


@cache
def _forms() -> dict[str, str]:
    """For each irregular form its lemma; a lemma of the table is its own."""
    rows = _rows("forms.tsv")
    return {lemma: lemma for lemma, _ in rows} | {
        form: lemma for lemma, forms in rows for form in forms.split("|") if form
    }


@cache
def _variants() -> dict[str, str]:
    return {variant: word for word, variants in _rows("variants.tsv") for variant in variants.split("|")}


@cache
def _weights() -> dict[str, float]:
    return {word: STEP * int(band) for word, band in _rows("words.tsv")}


def _rows(name: str) -> list[tuple[str, str]]:
    """The rows of a table of two columns, without its header."""
    lines = (TABLES / name).read_text(encoding="utf-8").splitlines()[1:]
    return [(first, second) for first, _, second in (line.partition("\t") for line in lines)]
