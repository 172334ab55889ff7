"""`communique serve`: the record as a site."""

from __future__ import annotations

import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from communique.cli._desk import DeskFile, desk_for, desk_of
from communique.cli._record import DEFAULT, RecordFolder
from communique.cli._terminal import one_line

if TYPE_CHECKING:
    from socket import socket

    from communique.desk import Desk
    from communique.web.safety import Settings

HOST, PORT = "127.0.0.1", 8710  # those of communique.web.safety, which takes long to import; a test compares them


def serve(
    record: RecordFolder = DEFAULT,
    port: Annotated[int, typer.Option("--port", "-p", min=0, max=65_535, help="0 takes any that is free.")] = PORT,
    host: Annotated[
        str, typer.Option("--host", metavar="ADDRESS", help="Any but this machine's own needs --token-file.")
    ] = HOST,
    token_file: Annotated[
        Path | None,
        typer.Option(
            "--token-file",
            metavar="FILE",
            help="Holds what visitors must know: 16 characters or more, in a file that only you can read.",
            show_default=False,
        ),
    ] = None,
    name: Annotated[
        list[str] | None,
        typer.Option(
            "--name",
            metavar="HOST",
            help="A name that visitors use for this machine. May be given several times.",
            show_default=False,
        ),
    ] = None,
    behind_https: Annotated[
        bool, typer.Option("--behind-https", help="A proxy on this machine serves the site as https.")
    ] = False,
    who: Annotated[
        str, typer.Option("--who", metavar="NAME", help="Whose reviews these are, where nobody gives a name.")
    ] = "",
    desk: DeskFile = None,
    open_browser: Annotated[bool, typer.Option("--open", help="Open it in a browser.")] = False,
    log: Annotated[bool, typer.Option("--log", help="Print a line for each request.")] = False,
) -> None:
    """Serve the record as a site, to read and correct it.

    Prints the address once it answers; Ctrl-C ends it. Other commands may go on reading articles into the record: the
    pages show what is new. Only this machine can reach the site, unless --host says otherwise, and then only those who
    know the token. Nothing is loaded from another host.

    \b
    Example:
      communique serve --record korea --open
      communique serve --record korea --port 0 --who "Ana Ruiz"
      (umask 077; openssl rand -hex 32 > token)
      communique serve --host 0.0.0.0 --name desk.example.org --token-file token
    """
    from communique.web.safety import settings_for
    from communique.web.serving import listen

    wished = settings_for(
        host=host, port=port, token_file=token_file, names=name or (), behind_https=behind_https, who=who
    )
    own = desk_of(desk_for(record, desk))
    listener, settings = listen(wished)
    with listener:
        serve_record(record, listener, settings, own, open_browser=open_browser, log=log)


def serve_record(
    record: Path,
    listener: socket,
    settings: Settings,
    desk: Desk | None = None,
    *,
    open_browser: bool = False,
    log: bool = False,
) -> None:
    """Serve the record on `listener` until Ctrl-C, and say where it is once it answers."""
    from communique.catalogue import Following
    from communique.web.house import House
    from communique.web.serving import serve

    def listening() -> None:
        typer.echo(f"serving {one_line(str(record))} on {settings.address} – Ctrl-C ends it")
        sys.stdout.flush()
        if open_browser:
            import webbrowser

            threading.Thread(target=webbrowser.open, args=(settings.address,), daemon=True).start()

    house = House(Following(record.expanduser().absolute(), tell=lambda line: typer.echo(line, err=True)), desk)
    serve(house, listener, settings, listening=listening, log=log)
    typer.echo("ended")
