"""Readers of event data, written from the published lists of columns and what each may hold, and from nothing else.

POLECAT: the codebook beside the data, doi:10.7910/DVN/AJGVIT. ICEWS: doi:10.7910/DVN/28075. GDELT 2.0: "The GDELT
Event Database Data Format Codebook V2.0", 19 February 2015. CAMEO: its codebook 1.1b3 of March 2012.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

Test = Callable[[str], bool]


def _matches(pattern: str) -> Test:
    return lambda cell: re.fullmatch(pattern, cell) is not None


def _day(cell: str) -> bool:
    return date.fromisoformat(cell).isoformat() == cell


def _between(least: int, most: int) -> Test:
    return lambda cell: cell.isdecimal() and least <= int(cell) <= most


def _real(least: float, most: float) -> Test:
    return lambda cell: least <= float(cell) <= most


def _stamp(cell: str) -> bool:
    return f"{datetime.strptime(cell, '%Y%m%d%H%M%S'):%Y%m%d%H%M%S}" == cell  # noqa: DTZ007


def _any(cell: str) -> bool:
    return True


PLOVER = (
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN",
    "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip
COUNTRY, CAMEO, ACTOR = _matches("[A-Z]{3}"), _matches("(0[1-9]|1[0-9]|20)[0-9]{0,2}"), _matches("([A-Z]{3}){1,5}")
SECTORS = _matches("[A-Z]{3}(; [A-Z]{3})*")

POLECAT: dict[str, Test] = {
    "Event ID": _matches(r"\S+"),
    "Event Date": _day,
    "Event Type": lambda cell: cell in PLOVER,
    "Event Mode": _matches("[a-z-]+"),
    "Intensity": _real(-10, 10),
    "Quad Code": _matches("(VERBAL|MATERIAL) (COOPERATION|CONFLICT)"),
    "Contexts": _matches("[a-z_]+(; [a-z_]+)*"),
    "Actor Name": _any, "Actor Country": COUNTRY, "Actor COW": _any, "Primary Actor Sector": COUNTRY,
    "Actor Sectors": SECTORS, "Actor Title": _any, "Actor Name Raw": _any, "Wikipedia Actor ID": _any,
    "Recipient Name": _any, "Recipient Country": COUNTRY, "Recipient COW": _any, "Primary Recipient Sector": COUNTRY,
    "Recipient Sectors": SECTORS, "Recipient Title": _any, "Recipient Name Raw": _any, "Wikipedia Recipient ID": _any,
    "Placename": _any, "City": _any, "District": _any, "Province": _any, "Country": COUNTRY,
    "Latitude": _real(-90, 90), "Longitude": _real(-180, 180), "GeoNames ID": _matches(r"\d+"), "Raw Placename": _any,
    "Feature Type": _any, "Source": _any, "Publication Date": _day, "Story People": _any,
    "Story Organizations": _any, "Story Locations": _any, "Language": lambda cell: cell == "English", "Version": _any,
}  # fmt: skip
POLECAT_NEEDS = ("Event ID", "Event Type", "Quad Code", "Language", "Version")

ICEWS: dict[str, Test] = {
    "Event ID": _between(1, 2**63 - 1),
    "Event Date": _day,
    "Source Name": _any, "Source Sectors": _any, "Source Country": _any, "Event Text": _any,
    "CAMEO Code": CAMEO,
    "Intensity": _real(-10, 10),
    "Target Name": _any, "Target Sectors": _any, "Target Country": _any,
    "Story ID": _matches(r"\S+"), "Sentence Number": _between(1, 10**6), "Publisher": _any,
    "City": _any, "District": _any, "Province": _any, "Country": _any, "Latitude": _real(-90, 90),
    "Longitude": _real(-180, 180),
}  # fmt: skip
ICEWS_NEEDS = ("Event ID", "Story ID")


def _actor(number: int) -> dict[str, Test]:
    of = f"Actor{number}"
    codes = (
        "CountryCode",
        "KnownGroupCode",
        "EthnicCode",
        "Religion1Code",
        "Religion2Code",
        "Type1Code",
        "Type2Code",
        "Type3Code",
    )
    return {
        f"{of}Code": ACTOR,
        f"{of}Name": lambda cell: cell == cell.upper(),
        **{f"{of}{code}": COUNTRY for code in codes},
    }


def _place(of: str) -> dict[str, Test]:
    return {
        f"{of}Geo_Type": _between(1, 5), f"{of}Geo_FullName": _any, f"{of}Geo_CountryCode": _matches("[A-Z]{2}"),
        f"{of}Geo_ADM1Code": _any, f"{of}Geo_ADM2Code": _any, f"{of}Geo_Lat": _real(-90, 90),
        f"{of}Geo_Long": _real(-180, 180), f"{of}Geo_FeatureID": _any,
    }  # fmt: skip


GDELT: dict[str, Test] = {
    "GLOBALEVENTID": _between(1, 2**63 - 1),
    "SQLDATE": _matches(r"\d{4}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])"),
    "MonthYear": _matches(r"\d{4}(0[1-9]|1[0-2])"),
    "Year": _between(1900, 2100),
    "FractionDate": _matches(r"\d{4}\.\d{4}"),
    **_actor(1),
    **_actor(2),
    "IsRootEvent": _between(0, 1),
    "EventCode": CAMEO,
    "EventBaseCode": _matches(r"(0[1-9]|1\d|20)\d?"),
    "EventRootCode": _matches(r"0[1-9]|1\d|20"),
    "QuadClass": _between(1, 4),
    "GoldsteinScale": _real(-10, 10),
    "NumMentions": _between(1, 10**6),
    "NumSources": _between(1, 10**6),
    "NumArticles": _between(1, 10**6),
    "AvgTone": _real(-100, 100),
    **_place("Actor1"),
    **_place("Actor2"),
    **_place("Action"),
    "DATEADDED": _stamp,
    "SOURCEURL": _matches(r"\S+"),
}
GDELT_NEEDS = ("GLOBALEVENTID", "NumMentions", "NumSources", "NumArticles", "SOURCEURL")

MENTIONS: dict[str, Test] = {
    "GLOBALEVENTID": _between(1, 2**63 - 1), "EventTimeDate": _stamp, "MentionTimeDate": _stamp,
    "MentionType": _between(1, 6), "MentionSourceName": _any, "MentionIdentifier": _matches(r"\S+"),
    "SentenceID": _between(1, 10**6), "Actor1CharOffset": _between(0, 10**9), "Actor2CharOffset": _between(0, 10**9),
    "ActionCharOffset": _between(0, 10**9), "InRawText": _between(0, 1), "Confidence": _between(0, 100),
    "MentionDocLen": _between(1, 10**9), "MentionDocTone": _real(-100, 100), "MentionDocTranslationInfo": _any,
    "Extras": _any,
}  # fmt: skip
MENTIONS_NEED = ("GLOBALEVENTID", "MentionType", "MentionIdentifier", "ActionCharOffset", "MentionDocLen")


def read(
    path: Path, columns: dict[str, Test], needed: tuple[str, ...], *, headings: bool, more: int = 0
) -> list[dict[str, str]]:
    """The rows of a file as a script has them that reads tab-separated values by `columns` and `more` after them.

    Raises AssertionError where a row has another number of cells, or a cell holds what its column may not.
    """
    with path.open(encoding="utf-8", newline="") as file:
        lines = list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    names = list(columns)
    if headings:
        names = lines.pop(0)
        assert names[: len(columns)] == list(columns)
    rows = []
    for line in lines:
        assert len(line) == len(columns) + more
        row = dict(zip(names if headings else columns, line, strict=True))
        assert all(row[name] for name in needed), row
        for name, test in columns.items():
            assert row[name] == "" or test(row[name]), (name, row[name])
        rows.append(row)
    return rows
