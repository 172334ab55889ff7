"""Events in the 61 columns of GDELT 2.0, and their accounts in the 16 of its mentions; tab-separated, no headings.

The columns are those of the codebook of 19 February 2015. What GDELT measures and this record does not (tone,
Goldstein's scale, places on a map) is empty.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

from communique.export.cells import tab_row
from communique.export.coded import Coded, Doer, coded, number_of
from communique.export.evidence import safe_link
from communique.export.material import Material
from communique.export.written import Written, write_lines


def _sides(*names: str) -> tuple[str, ...]:
    return tuple(f"Actor{side}{name}" for side in (1, 2) for name in names)


def _places(*names: str) -> tuple[str, ...]:
    return tuple(f"{of}Geo_{name}" for of in ("Actor1", "Actor2", "Action") for name in names)


COLUMNS = (
    "GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate",
    *_sides("Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code", "Religion2Code",
            "Type1Code", "Type2Code", "Type3Code"),
    "IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale", "NumMentions",
    "NumSources", "NumArticles", "AvgTone",
    *_places("Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID"),
    "DATEADDED", "SOURCEURL",
)  # fmt: skip
MENTIONS = (
    "GLOBALEVENTID", "EventTimeDate", "MentionTimeDate", "MentionType", "MentionSourceName", "MentionIdentifier",
    "SentenceID", "Actor1CharOffset", "Actor2CharOffset", "ActionCharOffset", "InRawText", "Confidence",
    "MentionDocLen", "MentionDocTone", "MentionDocTranslationInfo", "Extras",
)  # fmt: skip
_TYPES = 3  # of an actor's roles

_WEB, _CITATION = 1, 2  # GDELT's kinds of identifiers: an address, or a text that only its owner can look up

_MENTIONS = """
WITH told AS (
    SELECT a.*, o.reported_begin, o.reported_end, o.number AS place, e.trigger_spans[1][1] AS trigger_at,
           articles.characters
    FROM occurrences AS o
    JOIN accounts AS a ON a.occurrence = o.id
    JOIN events AS e ON e.article = a.article AND e.id = a.item
    JOIN articles ON articles.id = a.article
    WHERE o.kind = 'event' AND o.id IN (SELECT id FROM chosen)
)
SELECT occurrence, article, trigger_at, outlet, url, published_begin, published_end, reported_begin, reported_end,
       characters, score
FROM told ORDER BY place, number
"""


def write(material: Material, path: Path) -> Written:
    """Writes the events to a file."""
    left_out: Counter[str] = Counter()
    count = write_lines(path, (_row(COLUMNS, _values(event)) for event in coded(material, left_out)))
    return Written(count, "event", left_out)


def write_mentions(material: Material, path: Path) -> Written:
    """Writes the accounts of the same events to a file: where in which article each is told."""
    held = {event.id for event in coded(material, Counter())}
    told = (row for row in material.rows(_MENTIONS) if row["occurrence"] in held)
    return Written(write_lines(path, (_row(MENTIONS, _mention(row, material.version)) for row in told)), "account")


def _row(columns: tuple[str, ...], values: dict[str, str | int | None]) -> str:
    return tab_row([values.get(name) for name in columns])


def _mention(row: dict[str, Any], version: str) -> dict[str, str | int | None]:
    url = safe_link(row["url"])
    return {
        "GLOBALEVENTID": number_of(row["occurrence"]),
        "EventTimeDate": _midnight(row["reported_begin"], row["reported_end"]),
        "MentionTimeDate": _midnight(row["published_begin"], row["published_end"]),
        "MentionType": _WEB if url else _CITATION,
        "MentionSourceName": row["outlet"],
        "MentionIdentifier": url or row["article"],
        "ActionCharOffset": row["trigger_at"],
        "InRawText": 1,
        "Confidence": round(100 * row["score"]),
        "MentionDocLen": row["characters"],
        "Extras": version,
    }


def _midnight(first: date | None, last: date | None) -> str | None:
    return f"{first:%Y%m%d}000000" if first is not None and first == last else None


def _values(event: Coded) -> dict[str, str | int | None]:
    first, last, cameo = event.first, event.last, event.cameo
    same_month = first and last and (first.year, first.month) == (last.year, last.month)
    return {
        "GLOBALEVENTID": event.number,
        "SQLDATE": f"{event.day:%Y%m%d}" if event.day else None,
        "MonthYear": f"{first:%Y%m}" if first and same_month else None,
        "Year": first.year if first and last and first.year == last.year else None,
        "FractionDate": _fraction(event.day) if event.day else None,
        **_side(1, event.actor),
        **_side(2, event.recipient),
        "EventCode": cameo,
        "EventBaseCode": cameo[:3] if cameo else None,
        "EventRootCode": cameo[:2] if cameo else None,
        "QuadClass": quad_class(cameo) if cameo else None,
        "NumMentions": event.accounts,
        "NumSources": len(event.origins),
        "NumArticles": event.articles,
        "ActionGeo_FullName": event.place,
        "DATEADDED": _midnight(event.reported, event.reported),
        "SOURCEURL": event.url or event.article,
    }


def _side(number: int, doer: Doer) -> dict[str, str | int | None]:
    of = f"Actor{number}"
    types = dict(enumerate(doer.sectors[:_TYPES], 1))
    return {
        f"{of}Code": doer.code,
        f"{of}Name": doer.name.upper() if doer.name else None,
        f"{of}CountryCode": doer.country,
        **{f"{of}Type{place}Code": sector for place, sector in types.items()},
    }


def quad_class(cameo: str) -> int:
    """GDELT's class of a CAMEO code: 1 verbal and 2 material cooperation, 3 verbal and 4 material conflict."""
    root = int(cameo[:2])
    return 1 if root <= 5 else 2 if root <= 8 else 3 if root <= 13 else 4


def _fraction(day: date) -> str:
    """The day as a fraction of its year, as GDELT reckons it: with months of thirty days, in a year of 365."""
    return f"{day.year + (30 * (day.month - 1) + day.day) / 365:.4f}"
