"""Events in the columns of POLECAT, tab-separated, for scripts that read those.

The columns are those of the files that NGEC publishes on Dataverse (doi:10.7910/DVN/AJGVIT); after them come ours, by
which a row can be traced to the words it was read from.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from communique.export.cells import tab_row
from communique.export.coded import Coded, Doer, coded, spans_in_words
from communique.export.material import Material
from communique.export.written import Written, write_lines

COLUMNS = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts",
    "Actor Name", "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title",
    "Actor Name Raw", "Wikipedia Actor ID",
    "Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector", "Recipient Sectors",
    "Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID",
    "Placename", "City", "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename",
    "Feature Type", "Source", "Publication Date", "Story People", "Story Organizations", "Story Locations",
    "Language", "Version",
)  # fmt: skip
OURS = ("First Day", "Last Day", "Date Basis", "Articles", "Origins", "Article", "Spans", "Words", "URL")

QUADS = {
    "VERBAL COOPERATION": ("AGREE", "CONSULT", "SUPPORT", "CONCEDE"),
    "MATERIAL COOPERATION": ("COOPERATE", "AID", "RETREAT"),
    "VERBAL CONFLICT": ("REQUEST", "ACCUSE", "REJECT", "THREATEN"),
    "MATERIAL CONFLICT": ("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
}
"""PLOVER's sixteen types in its four classes."""
_QUAD_OF = {kind: quad for quad, kinds in QUADS.items() for kind in kinds}

_BETWEEN = "; "
_LANGUAGE = "English"  # what is not in English is not read


def write(material: Material, path: Path) -> Written:
    """Writes the events to a file, with a line of headings."""
    left_out: Counter[str] = Counter()
    rows = (tab_row([*_values(event, material.version), *_ours(event)]) for event in coded(material, left_out))
    count = write_lines(path, rows, before="\t".join((*COLUMNS, *OURS)) + "\n")
    return Written(count, "event", left_out)


def _values(event: Coded, version: str) -> list[str | int | None]:
    values: dict[str, str | int | None] = {
        "Event ID": event.id,
        "Event Date": event.day.isoformat() if event.day else None,
        "Event Type": event.kind,
        "Event Mode": event.mode,
        "Quad Code": _QUAD_OF.get(event.kind),
        "Contexts": _BETWEEN.join(event.contexts),
        **_side("Actor", event.actor),
        **_side("Recipient", event.recipient),
        "Raw Placename": event.place,
        "Source": event.outlet,
        "Publication Date": event.published.isoformat() if event.published else None,
        "Language": _LANGUAGE,
        "Version": version,
    }
    return [values.get(name) for name in COLUMNS]


def _side(of: str, doer: Doer) -> dict[str, str | int | None]:
    return {
        f"{of} Name": doer.name,
        f"{of} Country": doer.country,
        f"Primary {of} Sector": doer.sectors[0] if doer.sectors else None,
        f"{of} Sectors": _BETWEEN.join(doer.sectors),
        f"{of} Title": doer.title,
        f"{of} Name Raw": doer.words,
    }


def _ours(event: Coded) -> list[str | int | None]:
    return [
        event.first.isoformat() if event.first else None,
        event.last.isoformat() if event.last else None,
        event.basis,
        event.articles,
        _BETWEEN.join(event.origins),
        event.article,
        spans_in_words(event.spans),
        event.words,
        event.url,
    ]
