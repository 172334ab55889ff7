"""The program: which commands there are, how one is found, and what becomes of an error."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Annotated, Any

import typer
import typer.core
import typer.main

from communique.errors import CommuniqueError, debugging

# One line each, here and not in the commands' own files: listing the commands must not import them.
COMMANDS = {
    "read": "Read articles into a record.",
    "watch": "Keep a record up to date from feeds and sitemaps.",
    "annotate": "Print what is understood of articles, as JSON Lines.",
    "code": "Code what one actor does to another, for each line of a file.",
    "said": "Show who said what, to whom, through whom.",
    "events": "Show who did what to whom.",
    "chronology": "Tell what happened, in order of time.",
    "moves": "List what was offered, asked, accepted and refused.",
    "meetings": "Tell the life of each meeting.",
    "positions": "Show what each party holds on each issue, and how that changed.",
    "table": "Show what each party gives and asks of another, and the answer.",
    "show": "Show one article, with its statements marked.",
    "search": "Find the articles and statements that have some words.",
    "actors": "List who occurs in the record.",
    "who": "Explain who is meant by a name or a title, and why.",
    "info": "Say what is in the record.",
    "reviews": "List, export or take in people's reviews.",
    "weave": "Put together what several articles tell.",
    "sql": "Ask the record in SQL.",
    "export": "Write the record in a form that other programs read.",
    "mcp": "Answer a language model's questions, each with its evidence.",
    "history": "List the snapshots of a record, and what came with each.",
    "check": "Look for damage in a record, and say what is lost.",
    "repair": "Mend a damaged record; nothing is deleted.",
    "compact": "Merge the small parts of a record.",
    "new": "Start a desk for your own negotiation.",
    "desk": "Check a desk: your own actors, issues and outlets.",
    "serve": "Serve the record as a site, to read and correct it.",
    "demo": "Read the shipped dispatches and show what comes of it.",
}
REPORT_TO = "with the input, if you may share it, and the output of the same command with COMMUNIQUE_DEBUG=1 set"
INTERRUPTED, UNREAD_PIPE = 130, 141  # 128 + the number of SIGINT and of SIGPIPE, as a shell has them


def load_command(name: str) -> Any:
    """The command of the file `communique.cli.<name>`, ready to be run. Imports that file and no other."""
    single = typer.Typer(add_completion=False, rich_markup_mode=None)
    single.command(name=name)(getattr(import_module(f"communique.cli.{name}"), name))
    command = typer.main.get_command(single)
    command.name = name
    return command


class Commands(typer.core.TyperGroup):
    """A group whose commands are imported when they are used."""

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes)
        names: Any = dict.fromkeys(COMMANDS)  # what they are called; get_command loads the rest
        self.commands = names

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command of that name, or None."""
        return load_command(cmd_name) if cmd_name in COMMANDS else None

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Write the list of commands."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def invoke(self, ctx: Any) -> Any:
        """Run the command; whatever goes wrong ends in an exit code and one line, never in a traceback."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except CommuniqueError as error:
            _say(f"communique: error: {error}")
            raise typer.Exit(1) from error
        except KeyboardInterrupt:
            _say("communique: interrupted")
            raise typer.Exit(INTERRUPTED) from None
        except BrokenPipeError:
            # Whoever read our output has left (`communique said | head`). Python would complain once more when it
            # flushes standard output on the way out, so that is pointed at nothing.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit(UNREAD_PIPE) from None
        except OSError as error:
            _say(f"communique: error: {error}. A file or the disk could not be used: check the path and its rights.")
            raise typer.Exit(1) from error
        except Exception as error:
            if _is_typers_own(error) or debugging():
                raise
            _say(
                f"communique: error: This is a fault in communique itself: {type(error).__name__}: {error}. "
                f"Please report it {REPORT_TO}."
            )
            raise typer.Exit(1) from error
        return result


def run(arguments: Sequence[str] | None = None) -> None:
    """Run the program. Always leaves by SystemExit."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # What cannot be encoded (half of a surrogate pair in a file's name) is written as \udc80, as JSON has it.
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        program()(args=None if arguments is None else list(arguments), prog_name="communique")
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)


def program() -> Any:
    """The whole command line, as the object that runs it."""
    app = typer.Typer(
        name="communique",
        cls=Commands,
        rich_markup_mode=None,
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(communique)
    return typer.main.get_command(app)


def _show_version(wanted: bool) -> None:
    if wanted:
        from communique import __version__

        typer.echo(f"communique {__version__}")
        raise typer.Exit


def communique(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Print the version and leave.")
    ] = False,
) -> None:
    """Read news articles about negotiations and record who said what, to whom, and through whom.

    \b
    Begin with:
      communique demo                               the shipped example, from start to end
      communique read articles/ --record my-record  read your own articles
      communique said --record my-record            who said what in them

    Each command tells more: communique COMMAND --help
    """


def _is_typers_own(error: Exception) -> bool:
    """Whether typer itself ends the program by `error`: wrong usage, an exit, an abort, another way out."""
    return type(error).__module__.split(".")[0] in ("typer", "click")


def _say(line: str) -> None:
    from communique.cli._terminal import plain

    typer.echo(plain(" ".join(line.split())), err=True)
