"""`communique demo`: the shipped dispatches, from start to end."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from communique.cli._tables import Column, print_table
from communique.errors import GatherError

if TYPE_CHECKING:
    from communique.reading import Reading
    from communique.record import Said
    from communique.scoring import Score

MARKER = ".communique-demo"  # says that what is in the folder was put there by this command, and may be made again
GOLD = "gold"
SHOWN = 12  # statements in the table: one screen
COLUMNS = (
    Column("layer"),
    Column("what"),
    Column("right", number=True),
    Column("found", number=True),
    Column("wanted", number=True),
    Column("F1", number=True),
)


def demo(
    into: Annotated[Path, typer.Option("--into", metavar="DIR", help="Where the articles and the record go.")] = Path(
        "communique-demo"
    ),
    serve: Annotated[bool, typer.Option("--serve", help="Then serve what was read as a site.")] = False,
) -> None:
    """Read the shipped dispatches and show what comes of it.

    Copies the example articles to DIR/articles, reads them into DIR/record, puts together what several of them tell,
    shows who said what and through whom, and compares it with what a person marked in the same articles. Run again, it
    begins anew.

    \b
    Example:
      communique demo
      communique demo --into dispatches
      communique demo --serve
    """
    from communique.cli._progress import progress
    from communique.cli.read import Tally, read_into, summary
    from communique.cli.said import print_statements
    from communique.cli.weave import weave_all
    from communique.gather import gather
    from communique.record import Record
    from communique.scoring import score

    prepare(into)
    count = copy_dispatches(into / "articles")
    typer.echo(f"{count} dispatches copied to {into / 'articles'}\n")
    tally, record = Tally(), Record.open(into / "record", create=True)
    with progress() as tell:
        read_into(record, gather([into / "articles"]), tally, tell)
    typer.echo("\n".join(summary(tally, into / "record")))
    typer.echo(weave_all(record))

    said = record.statements()
    handed_on = with_hands(said)
    typer.echo(f"\nWho said what, through whom ({min(SHOWN, len(handed_on))} of {len(said)} statements):\n")
    print_statements(handed_on[:SHOWN])

    gold = list(gold_readings())
    result = score(gold, (record.reading(wanted.article.id) for wanted in gold if record.knows(wanted.article.id)))
    typer.echo(f"\nCompared with what a person marked in {result.articles} of these articles:\n")
    print_table(COLUMNS, figure_rows(result))
    if result.not_read:
        typer.echo(f"\nNot read yet in this release: {', '.join(result.not_read)}.")
    typer.echo(f"\n{next_steps(into)}")
    if serve:
        typer.echo()
        serve_demo(into / "record")


def serve_demo(record: Path) -> None:
    """Serve the record on this machine until Ctrl-C: on the usual port, or any that is free."""
    from communique.cli.serve import serve_record
    from communique.errors import ServingError
    from communique.web.safety import settings_for
    from communique.web.serving import listen

    try:
        listener, settings = listen(settings_for())
    except ServingError:
        listener, settings = listen(settings_for(port=0))
    with listener:
        serve_record(record, listener, settings)


def prepare(folder: Path) -> None:
    """Make the folder, or empty it of an earlier demo. Raises GatherError where it holds anything else."""
    if folder.exists() and not (folder / MARKER).is_file() and (not folder.is_dir() or any(folder.iterdir())):
        raise GatherError(
            f"{folder} is there already, and not from an earlier demo",
            cause="it holds something of yours, which is left alone",
            fix="name another folder with --into DIR",
        )
    folder.mkdir(parents=True, exist_ok=True)
    (folder / MARKER).touch()
    for part in ("articles", "record"):
        if (folder / part).exists():
            shutil.rmtree(folder / part)


def copy_dispatches(folder: Path) -> int:
    """Copy the shipped articles into a new folder. Returns how many files there are."""
    folder.mkdir()
    count = 0
    with as_file(files("communique") / "dispatches") as shipped:
        for path in sorted(shipped.iterdir()):
            if path.is_file() and path.suffix != ".py":
                shutil.copyfile(path, folder / path.name)
                count += 1
    return count


def gold_readings() -> Iterator[Reading]:
    """What a person marked in the shipped articles, in the order of the files' names."""
    from communique.reading import Reading

    with as_file(files("communique") / "dispatches" / GOLD) as shipped:
        for path in sorted(shipped.glob("*.json")):
            yield Reading.from_json(path.read_text(encoding="utf-8"))


def with_hands(said: Iterable[Said]) -> list[Said]:
    """The statements that came through somebody other than who spoke; all of them, where none did."""
    said = list(said)
    return [row for row in said if any(hand.actor != row.source_actor for hand in row.chain)] or said


def figure_rows(result: Score) -> Iterator[tuple[str, str, int, int, int, str]]:
    """The figures as the cells of `COLUMNS`."""
    for figure in result.figures:
        share = f"{100 * figure.f1:.1f}"
        yield figure.layer, figure.name, figure.right, figure.found, figure.wanted, share


def next_steps(folder: Path) -> str:
    """What to try next."""
    return "\n".join(
        [
            "Try next:",
            f"  cd {folder}",
            "  communique chronology --brief",
            "  communique table --party PRK --party USA",
            "  communique meetings --place Singapore",
            "  communique said --through kcna --quotation direct",
            "  communique show 2019-03-01-ri-midnight",
            '  communique search "sanctions relief"',
            "  communique serve --open",
            "  communique read YOUR-ARTICLE.txt",
        ]
    )
