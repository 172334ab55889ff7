"""Events as event data has them: what was done once is one row, by the first account, with how many tell of it.

Only what articles tell as done is a row: event data has no column for what is planned, denied or disputed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from communique.export.evidence import safe_link
from communique.export.material import Material

SECTORS = {
    "AGR": "Agriculture", "BUS": "Business", "COP": "Police", "CRM": "Criminals / Gangs", "CVL": "General Population",
    "DEV": "Development", "EDU": "Education", "ELI": "Elite", "ENV": "Environment", "GOV": "Government",
    "HLH": "Health", "HRI": "Human Rights", "IGO": "International Government Organization", "IMG": "Militant Group",
    "INT": "International", "JUD": "Judicial", "LAB": "Labor", "LEG": "Legislative / Parliamentary", "MED": "Media",
    "MIL": "Military", "MNC": "Multinational Corporation", "NGM": "Nongovernmental Movement",
    "NGO": "Nongovernmental Organization", "OPP": "Opposition", "PTY": "Party", "REB": "Rebel", "REF": "Refugees",
    "SEP": "Separatists", "SPY": "Intelligence Service", "UAF": "Unidentified Armed Forces",
}  # fmt: skip
"""CAMEO's codes for what an actor is, beside its country, and what ICEWS calls them."""

_QUERY = """
SELECT o.id, o.begin, o."end", o.when_basis, o.reported_begin, o.reported_end, o.n_articles,
       list_transform(o.origins, lambda origin: origin.name) AS origins,
       (SELECT count(*) FROM accounts AS every WHERE every.occurrence = o.id) AS n_accounts,
       len(list_filter(o.disagreements, lambda found: found.kind = 'outcome')) > 0 AS disputed,
       a.article, list_transform(a.spans, lambda span: [span.start, span."end"]) AS spans, a.words, a.outlet, a.url,
       a.published_begin, a.published_end,
       e.type, e.mode, e.cameo, e.context, e.status, e.place, e.score,
       e.actor, e.actor_words, e.actor_code, e.recipient, e.recipient_words, e.recipient_code
FROM occurrences AS o
JOIN accounts AS a ON a.occurrence = o.id AND a.number = 0
JOIN events AS e ON e.article = a.article AND e.id = a.item
WHERE o.kind = 'event' AND o.id IN (SELECT id FROM chosen)
ORDER BY o.number
"""


@dataclass(frozen=True, slots=True)
class Doer:
    """One side of an event: who it is, as far as the article lets on. `sectors` are CAMEO's, three letters each."""

    name: str | None
    words: str | None
    code: str | None
    country: str | None
    country_name: str | None
    sectors: tuple[str, ...]
    title: str | None

    @property
    def known(self) -> bool:
        """Whether anything is known of it."""
        return any((self.name, self.words, self.code))


@dataclass(frozen=True, slots=True)
class Coded:
    """An event that articles tell as done. `first` and `last` are the days between which it was, `basis` what says so.

    `number` is made of the occurrence's id, and so the same in every export. `spans` and `words` are the evidence in
    the article that stands first.
    """

    id: str
    number: int
    first: date | None
    last: date | None
    basis: str | None
    reported: date | None
    published: date | None
    kind: str
    mode: str | None
    cameo: str | None
    contexts: tuple[str, ...]
    actor: Doer
    recipient: Doer
    place: str | None
    article: str
    spans: tuple[tuple[int, int], ...]
    words: str
    outlet: str | None
    url: str | None
    origins: tuple[str, ...]
    articles: int
    accounts: int

    @property
    def day(self) -> date | None:
        """The day of it, where that is known: one of several days is not."""
        return self.first if self.first == self.last else None


def coded(material: Material, left_out: Counter[str]) -> Iterator[Coded]:
    """The events of a record in order of time; what is left out is counted by why."""
    left_out["undated"] = _undated(material)
    for row in material.rows(_QUERY):
        if row["disputed"]:
            left_out["of which accounts differ whether they happened"] += 1
        elif row["status"] != "actual":
            left_out[row["status"]] += 1
        else:
            yield Coded(
                id=row["id"],
                number=number_of(row["id"]),
                first=row["begin"],
                last=row["end"],
                basis=row["when_basis"],
                reported=_one(row["reported_begin"], row["reported_end"]),
                published=_one(row["published_begin"], row["published_end"]),
                kind=row["type"],
                mode=row["mode"],
                cameo=row["cameo"],
                contexts=tuple(row["context"]),
                actor=_doer(material, row["actor"], row["actor_words"], row["actor_code"]),
                recipient=_doer(material, row["recipient"], row["recipient_words"], row["recipient_code"]),
                place=row["place"],
                article=row["article"],
                spans=tuple((start, end) for start, end in row["spans"]),
                words=row["words"],
                outlet=row["outlet"],
                url=safe_link(row["url"]),
                origins=tuple(row["origins"]),
                articles=row["n_articles"],
                accounts=row["n_accounts"],
            )


def number_of(id_: str) -> int:
    """An occurrence's id as a number that fits 60 bits: two of ten million are equal once in twenty thousand records.

    An id is a hexadecimal digest.
    """
    return int(id_[:15], 16)


def spans_in_words(spans: tuple[tuple[int, int], ...]) -> str:
    """`301-310; 320-324`: first and last code point and one, as the record has them."""
    return "; ".join(f"{start}-{end}" for start, end in spans)


def _undated(material: Material) -> int:
    if material.first is None and material.last is None:
        return 0
    where, values = material.condition()
    query = f"SELECT count(*) FROM occurrences WHERE kind = 'event' AND begin IS NULL AND {where}"
    return int(material.connection.execute(query, values).fetchall()[0][0])


def _one(first: date | None, last: date | None) -> date | None:
    return first if first == last else None


def _doer(material: Material, id_: str | None, words: str | None, code: str | None) -> Doer:
    actor = material.by_id.get(id_) if id_ is not None else None
    parts = tuple((code or "")[at : at + 3] for at in range(0, len(code or ""), 3))
    country = parts[0] if parts and parts[0] not in SECTORS else actor.country if actor else None
    state = material.by_id.get(country) if country else None
    return Doer(
        name=actor.name if actor else None,
        words=words,
        code=code,
        country=country,
        country_name=state.name if state else None,
        sectors=tuple(part for part in parts if part in SECTORS),
        title=actor.roles[0].title if actor and len(actor.roles) == 1 else None,
    )
