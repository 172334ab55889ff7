"""`communique mcp`: answers for a language model."""

from __future__ import annotations

from communique.cli._desk import DeskFile, desk_for, desk_of
from communique.cli._record import DEFAULT, RecordFolder


def mcp(record: RecordFolder = DEFAULT, desk: DeskFile = None) -> None:
    """Answer a language model's questions, each with its evidence.

    A server of the Model Context Protocol on standard input and output: a program that works with a language model
    starts it and gives the model four tools, who_said, chronology, table and evidence. Every line of an answer has the
    article, the place in it, the words there and who handed them on. It can change nothing, and always answers from the
    newest state of the record. Needs: pip install 'communique[mcp]'.

    \b
    Example:
      communique mcp --record my-record
    """
    from communique.mcp.asking import Asking
    from communique.mcp.server import server

    server(Asking(record, desk_of(desk_for(record, desk)))).run("stdio")
