"""The words that an entry was read from, in the terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from communique.cli._terminal import console, one_line, plain

if TYPE_CHECKING:
    from communique.chronology import Entry, Quote, Telling
    from communique.weave.occurrence import Account

# The marks alone tell what was read; colour only makes it quicker to see.
MARKS = ("[", "]")
READ, HEADING, ASIDE = "green", "bold", "dim"
INDENT = 4  # columns
Line = tuple[int, tuple[tuple[str, str], ...]]  # the columns before it; its pieces and their rich styles


def print_evidence(entry: Entry) -> None:
    """Print when and what, who told of it, and each text with its paragraph, the words read in [brackets]."""
    from rich.padding import Padding
    from rich.text import Text

    screen = console()
    with screen.capture() as printed:
        for indent, pieces in lines(entry):
            screen.print(Padding(Text.assemble(*pieces), (0, 0, 0, indent), expand=False) if pieces else "")
    # rich fills every line up with spaces
    sys.stdout.write("\n".join(line.rstrip(" ") for line in printed.get().split("\n")))


def lines(entry: Entry) -> Iterator[Line]:
    """What is printed, line by line, not yet wrapped."""
    from communique.export.evidence import kind_of

    occurrence = entry.occurrence
    yield 0, ((one_line(f"{entry.happened}: {occurrence.summary}"), HEADING),)
    yield 0, ((one_line(" · ".join(filter(None, (kind_of(entry), occurrence.place, ", ".join(entry.who))))), ""),)
    for words in (entry.report, entry.basis, entry.count, *(difference.words for difference in entry.differences)):
        if words:
            yield 0, ((one_line(words), ""),)
    yield 0, ((f"id {one_line(occurrence.id)}", ASIDE),)
    for number, telling in enumerate(entry.tellings, 1):
        yield 0, ()
        yield from _telling(telling, number)


def _telling(telling: Telling, number: int) -> Iterator[Line]:
    from communique.export.evidence import copy_origin, copy_words, source_of

    account = telling.article
    yield 0, ((f"{number}. {source_of(account)}", HEADING), (f" · {_where(account)}", ASIDE))
    for quote in telling.quotes:
        yield INDENT, tuple(_marked(quote))
        handed = f"{quote.handed_on}; " if quote.handed_on else ""
        yield INDENT, ((one_line(f"{handed}origin: {quote.account.origin.name}"), ASIDE),)
    for copy in telling.copies:
        words = copy_words(copy, telling.quotes[0])
        told = f"copied by {source_of(copy.account)} · {_where(copy.account)}{f', as: {words}' if words else ''}"
        origin = copy_origin(copy, telling.quotes)
        yield INDENT, ((one_line(f"{told}; origin: {origin}" if origin else told), ASIDE),)


def _where(account: Account) -> str:
    """The file or address, and the id that `show` takes."""
    return one_line(" · ".join(filter(None, (account.path or account.url, account.article))))


def _marked(quote: Quote) -> Iterator[tuple[str, str]]:
    from communique.export.evidence import pieces

    for text, marked in pieces(quote.account.context, quote.marks):
        shown = plain(text.replace("\r\n", "\n"), keep="\n\t")
        yield (f"{MARKS[0]}{shown}{MARKS[1]}", READ) if marked else (shown, "")
