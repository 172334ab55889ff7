"""One line of a chronology: an occurrence in words, and the accounts that it opens to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from communique.chronology.dates import happened, in_words, value_in_words, why
from communique.reading import Span, Spans
from communique.record.words import fold
from communique.signs import counted
from communique.weave.occurrence import Account, Disagreement, Occurrence, Origin


@dataclass(frozen=True, slots=True)
class Version:
    """One version of what accounts differ on, in words, and from where: the outlets, and the accounts' numbers."""

    words: str
    told_by: tuple[str, ...]
    accounts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """What accounts differ on, and how: the version of most origins first."""

    on: str
    versions: tuple[Version, ...]

    @property
    def words(self) -> str:
        """`differs on date: 12 June 2018 (Harbour Post), 13 June 2018 (Meridian)`."""
        versions = ", ".join(f"{version.words} ({', '.join(version.told_by)})" for version in self.versions)
        return f"differs on {self.on}: {versions}"


@dataclass(frozen=True, slots=True)
class Quote:
    """The words of one account: `marks` is where they stand in `account.context`, `handed_on` the chain in words.

    `number` is the account's number in its occurrence.
    """

    number: int
    account: Account
    marks: Spans
    handed_on: str


@dataclass(frozen=True, slots=True)
class Telling:
    """One text that tells of it: the quotes of the article that had the words first, and those of its copies.

    Where that article is not among the accounts, the earliest copy stands in its place.
    """

    text: str
    quotes: tuple[Quote, ...]
    copies: tuple[Quote, ...]

    @property
    def article(self) -> Account:
        """The account whose article stands at the head."""
        return self.quotes[0].account


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the chronology.

    `happened` is when, in words, and `basis` what that rests on where it is no time in the text; `reported` the day of
    the first report, in words. `who` are the actors' names, `count` how many told of it, in words. `key` says why its
    day is one of the key days, on the first entry of such a day.
    """

    number: int
    occurrence: Occurrence
    happened: str
    basis: str
    reported: str
    who: tuple[str, ...]
    count: str
    differences: tuple[Difference, ...]
    tellings: tuple[Telling, ...]
    key: str | None = None

    @property
    def report(self) -> str:
        """`first reported 1 Mar 2019`; "" where that is the day on which it happened."""
        if self.happened in (self.reported, f"reported {self.reported}"):
            return ""
        return "first report undated" if self.occurrence.reported is None else f"first reported {self.reported}"


def entry_of(occurrence: Occurrence, number: int, names: Mapping[str, str], *, key: str | None = None) -> Entry:
    """The occurrence as a line of a chronology; `names` has the actors' names by id."""
    return Entry(
        number=number,
        occurrence=occurrence,
        happened=happened(occurrence.when),
        basis=why(occurrence.when),
        reported=in_words(occurrence.reported),
        who=tuple(names.get(actor, actor) for actor in occurrence.actors),
        count=count_in_words(occurrence.accounts, occurrence.origins),
        differences=tuple(_difference(of, occurrence.accounts) for of in occurrence.disagreements),
        tellings=tellings(occurrence, names),
        key=key,
    )


def count_in_words(accounts: Sequence[Account], origins: Sequence[Origin], *, most: int | None = None) -> str:
    """`12 articles, 5 texts, 2 origins: KCNA, a White House official`; of more origins than `most`, `and 3 more`."""
    articles = len({account.article for account in accounts})
    texts = len({account.text for account in accounts})
    counts = f"{counted(articles, 'article')}, {counted(texts, 'text')}, {counted(len(origins), 'origin')}"
    named = [origin.name for origin in origins]
    if most is not None and len(named) > most:
        named = [*named[: most - 1], f"and {len(named) - most + 1} more"]
    return f"{counts}: {', '.join(named)}" if named else counts


def origins_of(occurrences: Iterable[Occurrence]) -> tuple[Origin, ...]:
    """The origins of all the occurrences, each once, in order of their first."""
    return tuple({(origin.kind, origin.id): origin for of in occurrences for origin in of.origins}.values())


def tellings(occurrence: Occurrence, names: Mapping[str, str]) -> tuple[Telling, ...]:
    """The accounts by the text that they are copies of, in order of each text's first account."""
    speaker = _speaker(occurrence, names)
    texts: dict[str, list[Quote]] = {}
    for number, account in enumerate(occurrence.accounts):
        quote = Quote(number, account, marks_of(account), _handed_on(account, speaker))
        texts.setdefault(account.text, []).append(quote)
    return tuple(_telling(text, quotes) for text, quotes in texts.items())


def marks_of(account: Account) -> Spans:
    """Where the evidence stands in the account's context, in order; spans with blanks alone between them are one.

    What of it lies outside the context is left out.
    """
    start, length = account.context_start, len(account.context)
    marks: list[Span] = []
    for span in sorted(account.spans):
        begin, end = max(span.start - start, 0), min(span.end - start, length)
        if begin >= end:
            continue
        if marks and not account.context[marks[-1].end : begin].strip():
            marks[-1] = Span(marks[-1].start, max(marks[-1].end, end))
        else:
            marks.append(Span(begin, end))
    return tuple(marks)


def place_of(account: Account) -> str:
    """Where the account stands, as shortly as can be: the outlet, else the file's name, else the title, else the id."""
    return account.outlet or (PurePath(account.path).stem if account.path else account.title) or account.article


def _telling(text: str, quotes: Sequence[Quote]) -> Telling:
    head = text if any(quote.account.article == text for quote in quotes) else quotes[0].account.article
    own = tuple(quote for quote in quotes if quote.account.article == head)
    copies: dict[str, Quote] = {}
    for quote in quotes:
        if quote.account.article != head:
            copies.setdefault(quote.account.article, quote)
    return Telling(text, own, tuple(copies.values()))


def _speaker(occurrence: Occurrence, names: Mapping[str, str]) -> str | None:
    """The name of who said it, where the summary begins with it: who else acts in it may be spoken to."""
    if occurrence.kind != "statement":
        return None
    summary = f"{fold(occurrence.summary)} "
    known = (names.get(actor, actor) for actor in occurrence.actors)
    return next((name for name in known if summary.startswith(f"{fold(name)} ")), None)


def _handed_on(account: Account, speaker: str | None) -> str:
    """`Kim Jong-un said, KCNA reported`; "" where nobody stands between the happening and the article."""
    if not account.chain:
        return ""
    return ", ".join([*([f"{speaker} said"] if speaker else ()), *(f"{hand} reported" for hand in account.chain)])


def _difference(disagreement: Disagreement, accounts: Sequence[Account]) -> Difference:
    return Difference(
        disagreement.kind,
        tuple(
            Version(
                value_in_words(side.value) if disagreement.kind == "date" else side.value,
                tuple(dict.fromkeys(place_of(accounts[number]) for number in side.accounts)),
                side.accounts,
            )
            for side in disagreement.sides
        ),
    )
