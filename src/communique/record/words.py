"""Words to look for, as a person types them: plain words, "phrases in quotation marks", and prefixes ending in *."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from communique.errors import QuestionError

_TERM = re.compile(r'"(?P<phrase>[^"]*)"(?P<open>\*)?|(?P<word>[^\s"]+)')
_BARE = re.compile(r"[0-9a-z]+")
_MARKS = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "\0": " "})

OPEN, CLOSE = "\ufdd0", "\ufdd1"
"""Non-characters, which no text has a use for: where a match begins and ends in what `highlight` gives."""

_BLANKS = str.maketrans(dict.fromkeys(("\0", OPEN, CLOSE), " "))


@dataclass(frozen=True, slots=True)
class Term:
    """A word, or several that stand together. `prefix`: the last of them may go on."""

    text: str
    prefix: bool = False


def terms(words: str) -> tuple[Term, ...]:
    """The terms of `words`; all of them are to be found. A quotation mark too many is passed over.

    Raises QuestionError where there is no letter and no digit in it.
    """
    found = []
    for match in _TERM.finditer(words.translate(_MARKS)):
        text = match["word"] or match["phrase"] or ""
        prefix = bool(match["open"]) or text.endswith("*")
        if any(character.isalnum() for character in text):
            found.append(Term(text.rstrip("*"), prefix))
    if not found:
        raise QuestionError(
            f"There is no word to look for in {words!r}",
            cause="it is empty, or has signs alone",
            fix='give words, "a phrase", or the beginning of a word followed by *',
        )
    return tuple(found)


def match_expression(wanted: tuple[Term, ...]) -> str:
    """The terms as an FTS5 query. Each stands in quotation marks, so that nothing in it is taken for an operator."""
    return " ".join(f'"{term.text}"{" *" if term.prefix else ""}' for term in wanted)


def indexed(text: str | None) -> str:
    """A text as the index takes it: of the same length, without the signs that SQLite or `highlighted` stumble over."""
    return (text or "").translate(_BLANKS)


def fold(text: str) -> str:
    """A text as its words alone, lower case and without accents, one space between them."""
    if text.isascii():  # nearly all names are, and then there is nothing to take apart
        return " ".join(_BARE.findall(text.lower()))
    bare = (c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join("".join(c if c.isalnum() else " " for c in bare).casefold().split())
