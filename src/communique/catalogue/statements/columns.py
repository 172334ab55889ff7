"""The statements as columns of numbers, in memory, as people's reviews leave them: what fits is counted in no time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from communique.catalogue.catalogue import Catalogue
from communique.catalogue.coded import Coded, as_number, decoded
from communique.catalogue.remembering import remembered
from communique.catalogue.statements.filling import CODED
from communique.catalogue.verdicts import Verdict, Verdicts, named

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Columns:
    """A row a statement, in order of its number.

    `first` and `last` are the days on which it was said, `head` and `members` tell which have the same words, `words`
    how many these are. `hand` has the actor of each handing-on, `handed` the statement that it is of. `names` are those
    of the actors, `reviewed` has the verdicts on statements that are not as they were read.
    """

    coded: Mapping[str, Coded]
    first: NDArray[np.int32]
    last: NDArray[np.int32]
    head: NDArray[np.int32]
    members: NDArray[np.int32]
    words: NDArray[np.int32]
    hand: Coded
    handed: NDArray[np.int64]
    names: Mapping[str, str]
    reviewed: Mapping[int, Verdict]


def columns_left(catalogue: Catalogue, verdicts: Verdicts) -> Columns:
    """The columns as verdicts leave them."""
    return _laid(catalogue, verdicts) if verdicts.of else _read(catalogue)


@remembered()
def _read(catalogue: Catalogue) -> Columns:
    import numpy as np

    names = ("first_day", "last_day", "head", "members", "words")
    plain = catalogue.columns(f"SELECT {', '.join(names)} FROM said_columns ORDER BY number")
    hands = catalogue.ask("SELECT hand, list(number ORDER BY number) FROM said_hands GROUP BY hand ORDER BY hand")
    codes = np.repeat(np.arange(len(hands), dtype=np.int32), [len(numbers) for _, numbers in hands])
    handed = np.array([number for _, numbers in hands for number in numbers], np.int64)
    return Columns(
        decoded(catalogue, "said_columns", CODED),
        plain["first_day"],
        plain["last_day"],
        plain["head"],
        plain["members"],
        plain["words"],
        Coded(tuple(hand for hand, _ in hands), codes),
        handed,
        dict(catalogue.ask("SELECT id, name FROM actors WHERE statements + addressed + relayed > 0")),
        {},
    )


@remembered()
def _laid(catalogue: Catalogue, verdicts: Verdicts) -> Columns:
    columns = _read(catalogue)
    rows = catalogue.ask(
        "SELECT number, article, statement FROM said JOIN (SELECT unnest(?::VARCHAR[]) AS article) USING (article)",
        [sorted({article for article, _ in verdicts.of})],
    )
    found = {
        number: verdicts.of[article, statement]
        for number, article, statement in rows
        if (article, statement) in verdicts.of
    }
    told = catalogue.ask(
        "SELECT id, name, country FROM actors JOIN (SELECT unnest(?::VARCHAR[]) AS id) USING (id)",
        [sorted(set().union(*(named(verdict.after) for verdict in found.values())))],
    )
    countries = {id_: country for id_, _, country in told}

    def after(field: str) -> dict[int, Any]:
        return {number: verdict.after[field] for number, verdict in found.items() if field in verdict.after}

    coded = {**columns.coded}
    for field, column in (
        ("speaker", "source_actor"),
        ("addressee", "addressee_actor"),
        ("quotation", "quotation"),
        ("certainty", "certainty"),
    ):
        coded[column] = coded[column].changed(after(field))
    speakers = {number: countries.get(speaker) for number, speaker in after("speaker").items()}
    coded["source_country"] = coded["source_country"].changed(speakers)
    first, last = columns.first.copy(), columns.last.copy()
    for number, days in after("when").items():
        first[number], last[number] = map(as_number, days or (None, None))
    hand, handed = _rehanded(columns, after("chain"))
    return replace(
        columns,
        coded=coded,
        first=first,
        last=last,
        hand=hand,
        handed=handed,
        names={**columns.names, **{id_: name for id_, name, _ in told}},
        reviewed=found,
    )


def _rehanded(columns: Columns, chains: Mapping[int, Sequence[Mapping[str, Any]]]) -> tuple[Coded, NDArray[np.int64]]:
    """Who handed which statements on, with other chains for some of these."""
    import numpy as np

    stays = ~np.isin(columns.handed, list(chains))
    new = [(hand["actor"], number) for number, chain in chains.items() for hand in chain if hand["actor"]]
    values = (*columns.hand.values, *sorted({actor for actor, _ in new} - set(columns.hand.values)))
    codes = np.array([values.index(actor) for actor, _ in new], np.int32)
    return (
        Coded(values, np.concatenate((columns.hand.codes[stays], codes))),
        np.concatenate((columns.handed[stays], np.array([number for _, number in new], np.int64))),
    )
