"""What runs in each process: chunks of articles in, their readings out, until there are no more."""

from __future__ import annotations

import signal
from multiprocessing.connection import Connection

from communique.annotate import annotate_many
from communique.desk import Desk
from communique.errors import CommuniqueError


def work(line: Connection, desk: Desk | None) -> None:
    """Answers each chunk that comes on `line` with its readings, or with the error that ends it all."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which closes the line
    try:
        while True:
            articles = line.recv()
            try:
                line.send(list(annotate_many(articles, desk=desk)))
            except CommuniqueError as error:
                line.send(error)
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return  # the parent has left
