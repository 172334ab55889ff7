"""`communique reviews`: what people found of a record's entries, listed, exported, or taken in from elsewhere."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TextIO

import typer

from communique.cli._record import DEFAULT, RecordFolder
from communique.cli._tables import AsCsv, AsJson, Column, one_form, print_csv, print_json, print_table
from communique.cli._terminal import counted, one_line

if TYPE_CHECKING:
    from communique.record import Record
    from communique.reviews import Review
    from communique.reviews.exchange import Known

LONGEST = 160  # characters of an entry's words in the table
ID_SHOWN = 8
STDIN = Path("-")

COLUMNS = (
    Column("", number=True),
    Column("when", 16),
    Column("who", 14),
    Column("verdict", 16),
    Column("what", wide=True),
    Column("where", 8),
)
CSV = (
    "number", "id", "at", "who", "verdict", "in_force", "fits", "kind", "article", "item", "words", "before", "after",
    "others", "undoes", "note",
)  # fmt: skip


class Action(StrEnum):
    """What is to be done."""

    LIST = "list"
    EXPORT = "export"
    IMPORT = "import"


def reviews(
    action: Annotated[
        Action,
        typer.Argument(
            metavar="ACTION",
            help="list: who found what, in order. export: all of it as JSON Lines, to learn from or to take elsewhere. "
            "import: take the reviews of FILE in.",
        ),
    ] = Action.LIST,
    file: Annotated[
        Path | None,
        typer.Argument(metavar="FILE", show_default=False, help="What export wrote, for import; - is standard input."),
    ] = None,
    record: RecordFolder = DEFAULT,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="FILE", show_default=False, help="Where export writes; else standard output."),
    ] = None,
    without_text: Annotated[
        bool, typer.Option("--without-text", help="Export no text of articles, only the words that reviews are of.")
    ] = False,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """List, export or take in people's reviews.

    A review is laid over what was read, and holds however often the articles are read again. One whose words are no
    longer told there, or whose article this record has not, is marked: it is kept, and changes nothing. Taking in the
    same file again changes nothing either; a line that is no review is named, and costs itself alone.

    \b
    Example:
      communique reviews --record korea
      communique reviews export --record korea --out reviews.jsonl
      communique reviews import reviews.jsonl --record korea-again
    """
    from communique.record import Record

    if (file is not None) != (action is Action.IMPORT):
        wrong = "import needs FILE" if action is Action.IMPORT else f"{action.value} takes no FILE; --out names one"
        raise typer.BadParameter(f"{wrong}.", param_hint="FILE")
    if action is not Action.EXPORT and (out is not None or without_text):
        raise typer.BadParameter("--out and --without-text are for export.")
    if action is not Action.LIST and (as_json or as_csv):
        raise typer.BadParameter("--json and --csv are for list; export writes JSON Lines.")
    one_form(as_json, as_csv)
    of = Record.open(record)
    if action is Action.IMPORT and file is not None:
        take(of, file)
        return
    found = of.reviews.all()
    if action is Action.EXPORT:
        export(of, found, out, text=not without_text)
    elif not found:
        typer.echo("Nobody has reviewed anything in this record.", err=True)
    else:
        show(found, articles_of(of, found), as_json=as_json, as_csv=as_csv)


def articles_of(record: Record, found: Sequence[Review]) -> dict[str, Known]:
    """What the record knows of the articles that reviews are of."""
    from communique.reviews.exchange import known

    return known(record.readings(key.article for review in found for key in review.keys), found)


def show(found: Sequence[Review], articles: dict[str, Known], *, as_json: bool, as_csv: bool) -> None:
    """Print the reviews in the form that is asked for."""
    from communique.reviews.exchange import lines

    if as_json:
        print_json(lines(found, articles, text=False))
    elif as_csv:
        print_csv(CSV, csv_rows(found, articles))
    else:
        print_table(COLUMNS, table_rows(found, articles), apart=True)
        unfit = sum(not line["fits"] for line in lines(found, articles, text=False))
        if unfit:
            fit = "review fits" if unfit == 1 else "reviews fit"
            typer.echo(f"\n{unfit} {fit} nothing that this record has of the article now; kept, and without effect.")


def table_rows(found: Sequence[Review], articles: dict[str, Known]) -> Iterator[tuple[Any, ...]]:
    """Reviews as the cells of `COLUMNS`."""
    from communique.reviews.exchange import lines

    by_id = {review.id: review for review in found}
    for review, line in zip(found, lines(found, articles, text=False), strict=True):
        undone = "" if line["in_force"] or review.undoes else " (undone)"
        yield (
            review.number,
            review.at[:16].replace("T", " "),
            one_line(review.who),
            f"{review.verdict}{undone}{'' if line['fits'] else ' (no longer fits)'}",
            one_line(what(review, by_id.get(review.undoes or ""))),
            review.entry.article[:ID_SHOWN],
        )


def what(review: Review, undone: Review | None = None) -> str:
    """What a review is of, and what it says of it: `move “close its harbour”; party: PRK → USA`."""
    words = review.entry.words
    cut = words if len(words) <= LONGEST else words[: LONGEST - 2].rsplit(" ", 1)[0] + " …"
    parts = [f"{review.entry.kind} “{cut}”"]
    parts += [f"{name}: {_short(review.before.get(name))} → {_short(new)}" for name, new in review.after.items()]
    if undone is not None:
        parts.insert(0, f"{undone.number}, {undone.verdict} by {undone.who}")
    others = len(review.touched) - 1
    if others:
        parts.append(f"and {counted(others, 'account')} more")
    if review.note:
        parts.append(f"“{review.note}”")
    return "; ".join(parts)


def csv_rows(found: Sequence[Review], articles: dict[str, Known]) -> Iterator[list[Any]]:
    """Reviews as the cells of `CSV`."""
    from communique.reviews.exchange import lines

    for review, line in zip(found, lines(found, articles, text=False), strict=True):
        entry = review.entry
        values = {
            **line["review"],
            "number": review.number,
            "in_force": line["in_force"],
            "fits": line["fits"],
            **{name: getattr(entry, name) for name in ("kind", "article", "item", "words")},
            "others": len(review.touched) - 1,
        }
        yield [values[name] for name in CSV]


def export(record: Record, found: Sequence[Review], out: Path | None, *, text: bool) -> None:
    """Write the reviews to `out`, or to standard output."""
    from communique.reviews.exchange import lines

    articles = articles_of(record, found)
    with _written(out) as file:
        for line in lines(found, articles, text=text):
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
    if out is not None:
        typer.echo(one_line(f"reviews: {len(found):,} written to {out}"), err=True)


def take(record: Record, path: Path) -> None:
    """Take the reviews of a file in, and name each line that is none; where all are, leave with exit code 1."""
    from communique.reviews.exchange import fits, read

    if path == STDIN:
        exchange = read(sys.stdin)
    else:
        with path.open(encoding="utf-8", errors="surrogatepass", newline="\n") as file:
            exchange = read(file)
    taken = record.reviews.take(exchange.reviews)
    articles = articles_of(record, exchange.reviews)
    unfit = sum(not fits(review, articles) for review in exchange.reviews)
    told = [f"{taken.new:,} new", f"{taken.known:,} known"]
    if unfit:
        told.append(f"{unfit:,} of them fit nothing in this record, and wait until it has what they are of")
    typer.echo(f"reviews: {', '.join(told)}")
    for unread in exchange.unread:
        typer.echo(one_line(f"{path}:{unread.line}: {unread.why}"), err=True)
    if exchange.unread and not exchange.reviews:
        typer.echo("communique: error: Nothing was read.", err=True)
        raise typer.Exit(1)


@contextmanager
def _written(out: Path | None) -> Iterator[TextIO]:
    """Standard output, or a file that is there when all of it is written."""
    if out is None:
        yield sys.stdout
        return
    part = out.with_name(f"{out.name}.{os.getpid()}.tmp")
    try:
        with part.open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
            yield file
        part.replace(out)
    finally:
        part.unlink(missing_ok=True)


def _short(value: Any) -> str:
    """A field's value in a line: a passage by its words, terms by theirs, days as one or two."""
    if value is None:
        return "unknown"
    if isinstance(value, dict):
        return f"“{value['words']}”"
    if isinstance(value, list):
        days = value[:1] if len({*map(str, value)}) == 1 else value
        return ", ".join(map(_short, days)) or "none"
    return str(value)
