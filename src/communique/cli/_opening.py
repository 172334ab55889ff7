"""Opens a line to the words that it was read from, where a line rests on several happenings."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

import typer

from communique.errors import QuestionError

if TYPE_CHECKING:
    from communique.weave import Woven

_SHOWN = 5


def id_named(key: str, ids: Collection[str]) -> str:
    """The one of `ids` that is `key`, or begins so. Raises QuestionError where there is none, or several."""
    found = [id_ for id_ in ids if id_ == key] or sorted(id_ for id_ in ids if key and id_.startswith(key))
    if len(found) == 1:
        return found[0]
    if found:
        shown = ", ".join(found[:_SHOWN])
        raise QuestionError(f"{key!r} may be {len(found)} lines", cause=f"so begin {shown}", fix="use more of the id")
    raise QuestionError(
        f"There is no line {key!r} among the {len(ids)} that were asked for",
        cause="the id is mistyped, or a filter leaves the line out",
        fix="give an id that the last column shows, with the same filters",
    )


def show(ids: Iterable[str], woven: Woven, *, as_json: bool) -> None:
    """Show the words behind these occurrences, one after the other."""
    from communique.chronology.entries import entry_of

    by_id = {occurrence.id: occurrence for occurrence in woven.occurrences}
    names = {actor.id: actor.name for actor in woven.actors}
    entries = [entry_of(by_id[id_], number, names) for number, id_ in enumerate(dict.fromkeys(ids), 1)]
    if as_json:
        from communique.cli._tables import print_json
        from communique.export import entry_row

        print_json(map(entry_row, entries))
        return
    from communique.cli._evidence import print_evidence

    for entry in entries:
        if entry.number > 1:
            typer.echo()
        print_evidence(entry)
