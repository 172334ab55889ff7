"""`communique new`: a folder for a negotiation of one's own, with a desk to begin with."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from communique.cli._desk import DESK
from communique.cli._inputs import LIMIT
from communique.cli._tables import Column, print_table
from communique.cli._terminal import counted, one_line

if TYPE_CHECKING:
    from communique.desk import Issue
    from communique.desk.proposing import Proposals, Proposed

SOURCES = "sources.toml"
MOST = 200  # articles that are read for proposals: a minute, and those who matter are named in them
READ = "en"  # the language that is read

COLUMNS = (Column("met"), Column("kind"), Column("name", 28), Column("as in", wide=True))


def new(
    name: Annotated[str, typer.Argument(metavar="NAME", help="What it is called: a folder of that name is made.")],
    party: Annotated[
        list[str] | None,
        typer.Option("--party", metavar="WHO", show_default=False, help="A party: a name or an id. May be repeated."),
    ] = None,
    issue: Annotated[
        list[str] | None,
        typer.Option(
            "--issue",
            metavar="ISSUE",
            show_default=False,
            help='One of the shipped issues ("sanctions"), or your own: "Name: what belongs to it". May be repeated.',
        ),
    ] = None,
    language: Annotated[
        list[str] | None,
        typer.Option("--language", metavar="CODE", show_default=False, help="A language of your sources: en, fr …"),
    ] = None,
    feed: Annotated[
        list[str] | None,
        typer.Option("--feed", metavar="URL", show_default=False, help="A feed or sitemap to watch. May be repeated."),
    ] = None,
    articles: Annotated[
        list[str] | None,
        typer.Option(
            "--articles",
            metavar="PATH",
            show_default=False,
            help="A first folder of articles: whom and what they speak of is proposed, to keep or drop.",
        ),
    ] = None,
    keep: Annotated[bool, typer.Option("--keep", help="Keep all that is proposed, and ask nothing.")] = False,
) -> None:
    """Start a desk for your own negotiation.

    Makes the folder NAME with desk.toml (parties, people, issues) and, where there are feeds, sources.toml. What the
    options leave open is asked, on a terminal. With --articles, actors whom the shipped tables do not know and issues
    that are spoken of are proposed, each with how often it was met and where; what is not kept stays in the file as a
    comment. The folder is where the record goes: communique read ARTICLES --record NAME.

    \b
    Example:
      communique new iran --party IRN --party USA --issue sanctions --issue "Enrichment: centrifuges, stockpiles"
      communique new congo --party COD --party M23 --articles inbox/
      communique new doha --feed https://example.org/feed.xml --keep
    """
    from communique.desk.writing import issue as issue_row
    from communique.desk.writing import sources

    folder = Path(name)
    if (folder / DESK).exists():
        raise typer.BadParameter(f"{folder / DESK} is there already: edit it, or choose another name.")
    asked = _asking(party, issue, language, feed, articles, talk=sys.stdin.isatty() and not keep)
    rows = [*_parties(asked.parties), *(issue_row(_issue(words)) for words in asked.issues)]
    if asked.articles:
        rows += _proposed(asked, rows, ask=_asker(keep))
    text, faults = _without_faults(folder, rows)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / DESK).write_text(text, encoding="utf-8")
    schema = (files("communique") / "desk" / "desk.schema.json").read_text(encoding="utf-8")
    (folder / "desk.schema.json").write_text(schema, encoding="utf-8")
    if asked.feeds:
        (folder / SOURCES).write_text(sources(asked.feeds), encoding="utf-8")
    for line in _closing(folder, asked, faults):
        typer.echo(line)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the user wants, by options or by answers."""

    parties: Sequence[str]
    issues: Sequence[str]
    languages: Sequence[str]
    feeds: Sequence[str]
    articles: Sequence[str]


def _asking(
    parties: Sequence[str] | None,
    issues: Sequence[str] | None,
    languages: Sequence[str] | None,
    feeds: Sequence[str] | None,
    articles: Sequence[str] | None,
    *,
    talk: bool,
) -> Asked:
    def answers(given: Sequence[str] | None, question: str, parted: str = ",") -> list[str]:
        if given is not None or not talk:
            return [one.strip() for one in given or () if one.strip()]
        told = typer.prompt(question, default="", show_default=False)
        return [one.strip() for one in told.split(parted) if one.strip()]

    if talk:
        typer.echo("An empty answer leaves a question open; everything can be changed in the file afterwards.\n")
    return Asked(
        answers(parties, "Who negotiates? States and others, with commas between"),
        answers(issues, "About what? “sanctions; Enrichment: centrifuges, stockpiles”, with semicolons between", ";"),
        answers(languages, "In which languages are your sources? en, fr …"),
        answers(feeds, "Feeds or sitemaps to watch, with spaces between", " "),
        answers(articles, "A first folder of articles, if you have one", "\0"),
    )


def _parties(names: Sequence[str]) -> Iterator[str]:
    """A row for each party: as the tables know it, or as a group of its own."""
    from communique.desk.writing import id_of, party
    from communique.resolve.explain import explain

    for name in names:
        known = explain(name).actor
        if known is not None and known.kind != "person":
            yield party(known.id, known.name, known=True)
        else:
            yield party(id_of(name, "party"), name, known=False)


def _issue(words: str) -> Issue:
    """The issue that the user names: a shipped one, or one of their own."""
    from communique.desk.writing import own_issue
    from communique.issues import shipped

    known = {key: one for one in shipped() for key in (one.id, one.name.casefold())}
    return known.get(words.casefold()) or own_issue(words)


def _proposed(asked: Asked, rows: Sequence[str], ask: Callable[[str, Proposed], bool]) -> Iterator[str]:
    """A row for each actor and issue that the articles propose; those that are not kept as comments."""
    from communique.desk.writing import actor, met_issue, set_aside
    from communique.issues import shipped

    own = [_issue(words) for words in asked.issues]
    found = _read(asked.articles, [*own, *(one for one in shipped() if one.id not in {mine.id for mine in own})])
    there = "\n".join(rows)
    actors = [p for p in found.actors if f'id = "{p.what.id}"' not in there]
    issues = [p for p in found.issues if f'id = "{p.what.id}"' not in there]
    if not actors and not issues:
        typer.echo(f"{counted(found.articles, 'article')} read: nobody and nothing to propose.")
        return
    typer.echo(f"Met in {counted(found.articles, 'article')}, and not in the desk yet:\n")
    print_table(COLUMNS, [_cells(p) for p in (*actors, *issues)])
    typer.echo()
    if found.parties:
        most = ", ".join(f"{state} ({count})" for state, count in found.parties[:6])
        typer.echo(f"Most statements are made for: {most}\n")
    for kind, proposals, row_of in (("actor", actors, actor), ("issue", issues, met_issue)):
        for proposal in proposals:
            row = row_of(proposal)
            yield row if ask(kind, proposal) else set_aside(row, f"Not kept: take the signs away to have this {kind}.")


def _read(paths: Sequence[str], issues: Sequence[Issue]) -> Proposals:
    """What the first articles of `paths` propose, of `issues` those that they speak of."""
    from itertools import islice

    from communique.cli._inputs import unread_line
    from communique.cli._progress import progress
    from communique.desk.proposing import propose
    from communique.engine import engine_for
    from communique.gather import Unread, gather
    from communique.reading import Article, Reading

    def wanted() -> Iterator[Article]:
        for item in gather(list(paths), limit=LIMIT):
            if isinstance(item, Unread):
                typer.echo(f"communique: not read: {unread_line(item)}", err=True)
            else:
                yield item

    def told() -> Iterator[Reading]:
        with progress() as tell:
            for done, reading in enumerate(engine_for(None).readings(islice(wanted(), MOST)), 1):
                tell(done, None)
                yield reading

    return propose(told(), issues)


def _asker(keep: bool) -> Callable[[str, Proposed], bool]:
    """Whether to keep a proposal: all of them, as the user says on a terminal, or else none."""

    def asked(kind: str, proposal: Proposed) -> bool:
        if keep or not sys.stdin.isatty():
            return keep
        name, example = proposal.what.name, proposal.example
        question = f"Keep the {kind} {name} (met {counted(proposal.times, 'time')}: “{example}”)?"
        return typer.confirm(one_line(question), default=True)

    return asked


def _cells(proposal: Proposed) -> tuple[str, str, str, str]:
    met = f"{proposal.times} in {proposal.articles}"
    kind = getattr(proposal.what, "kind", "issue")
    return met, kind, one_line(proposal.what.name), one_line(proposal.example)


def _without_faults(folder: Path, rows: Sequence[str]) -> tuple[str, list[str]]:
    """The desk's text, where a row has a fault (a name that means somebody else) as a comment; and those faults."""
    from communique.desk.examine import examine
    from communique.desk.writing import set_aside, text_of_desk

    fit: list[str] = []
    faults: list[str] = []
    for row in rows:
        found = examine(text_of_desk(folder.name, "", [*fit, row]))[1]
        if found:
            faults.append(str(found[0]))
            row = set_aside(row, f"Set aside: {found[0]}")
        fit.append(row)
    return text_of_desk(folder.name, f"The record of {folder.name}, begun with communique new.", fit), faults


def _closing(folder: Path, asked: Asked, faults: Sequence[str]) -> Iterator[str]:
    for fault in faults:
        yield one_line(f"set aside in {folder / DESK}: {fault}")
    for language in asked.languages:
        if language.casefold() not in (READ, "english"):
            yield one_line(f"{language}: only English is read so far; other articles are kept in the record, not read.")
    yield f"\nmade {one_line(str(folder / DESK))}" + (f" and {SOURCES}" if asked.feeds else "")
    yield "\nNext:"
    record = one_line(str(folder))
    yield f"  communique desk check {one_line(str(folder / DESK))}"
    yield f"  communique read {one_line(asked.articles[0]) if asked.articles else 'ARTICLES'} --record {record}"
    if asked.feeds:
        yield f"  communique watch {one_line(str(folder / SOURCES))} --record {record}"
    yield f"  communique chronology --record {record} --brief"
    yield f"  communique serve --record {record} --open"
