"""What all forms say of evidence in the same words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from communique.chronology import Chronology, Entry, Quote
from communique.chronology.dates import in_words
from communique.chronology.entries import place_of
from communique.reading import Spans
from communique.signs import counted, one_line
from communique.weave.occurrence import Account, Occurrence

_WITHIN = str.maketrans("“”", "‘’")  # quotation marks within quotation marks

LONGEST_NAME = 160  # characters of a title or an outlet's name, as a source is told

UNDATED = "Date unknown"
UNDATED_WHY = "Nothing says when these happened; they may lie outside the days asked for."
TEXT_MEANS = (
    "A text is what one writer wrote: articles that print the same story count as one text, however cut or edited."
)
ORIGIN_MEANS = (
    "An origin is who an account comes from in the end: an agency, an official, or the outlet that had the text first. "
    "Twenty articles that quote one agency are one origin."
)
DATES_MEAN = (
    "A date says no more than is known: “between 1 and 4 May” is one of these days, “reported 1 May” the day of the "
    "earliest article where the text gives no time."
)


def title_of(chronology: Chronology) -> str:
    """What the chronology is of: the filters in words, or that it is all."""
    return chronology.asked.words or "Everything on record"


def summary_of(chronology: Chronology) -> str:
    """`18 of 40 occurrences, from 17 articles; 22 hidden`."""
    shown = len(chronology.entries)
    of = (
        f"{shown:,} of {counted(chronology.known, 'occurrence')}"
        if shown != chronology.known
        else counted(shown, "occurrence")
    )
    beside = f"; {chronology.beside:,} told in the same words are not listed again" if chronology.beside else ""
    hidden = f"; key days alone: {chronology.hidden:,} that fit are hidden" if chronology.asked.brief else ""
    return f"{of}, from {counted(chronology.articles, 'article')}{beside}{hidden}"


def kind_of(entry: Entry) -> str:
    """The kind of its occurrence, as `kind_in_words`."""
    return kind_in_words(entry.occurrence)


def kind_in_words(occurrence: Occurrence) -> str:
    """`statement`, `meeting called off`, `offer`; with `denied` or `hedged` where the articles do not stand by it."""
    kind = occurrence.step.kind if occurrence.step else occurrence.kind
    words = f"{kind} {occurrence.status}" if occurrence.status else kind
    return f"{words}, {occurrence.certainty}" if occurrence.certainty in ("hedged", "denied") else words


def source_of(account: Account) -> str:
    """Where an account stands: `Harbour Post, “A title”, 13 Jan 2021`; the file's name where there is no outlet."""
    title = None
    if account.title and account.title != place_of(account):
        title = f"“{_short(account.title.translate(_WITHIN))}”"
    day = in_words(account.published) if account.published else "undated"
    return one_line(", ".join(part for part in (_short(place_of(account)), title, day) if part))


def _short(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else f"{name[:LONGEST_NAME].rstrip()} …"


def link_of(account: Account) -> str | None:
    """The address of the article, where it is one of the web that can be followed."""
    return safe_link(account.url)


def safe_link(url: str | None) -> str | None:
    """The address, where it is one of the web that can be followed: what else a page calls its address is none."""
    safe = url is not None and url.startswith(("https://", "http://")) and url.isprintable()
    return url if safe and not set(url or "") & set(" <>\"'`\\") else None


def pieces(text: str, marks: Spans) -> Iterator[tuple[str, bool]]:
    """The text in pieces, and whether each is marked; marks may overlap."""
    at = 0
    for start, end in sorted(marks):
        if start > at:
            yield text[at:start], False
        if end > max(at, start):
            yield text[max(at, start) : end], True
        at = max(at, end)
    if at < len(text):
        yield text[at:], False


def copy_words(copy: Quote, head: Quote) -> str | None:
    """The words of a copy, where they are not those of the article that had them first."""
    return None if " ".join(copy.account.words.split()) == " ".join(head.account.words.split()) else copy.account.words


def copy_origin(copy: Quote, quotes: Sequence[Quote]) -> str | None:
    """Whom a copy's account comes from, where that is nobody from whom the `quotes` of its text do."""
    origin = copy.account.origin
    return None if origin in {quote.account.origin for quote in quotes} else origin.name
