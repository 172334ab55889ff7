"""Events in the columns of ICEWS, tab-separated, for scripts that read those.

The columns are those of the files on Dataverse (doi:10.7910/DVN/28075); after them come ours, by which a row can be
traced to the words it was read from.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from communique.export.cells import tab_row
from communique.export.coded import SECTORS, Coded, Doer, coded, spans_in_words
from communique.export.material import Material
from communique.export.written import Written, write_lines

COLUMNS = (
    "Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text", "CAMEO Code",
    "Intensity", "Target Name", "Target Sectors", "Target Country", "Story ID", "Sentence Number", "Publisher",
    "City", "District", "Province", "Country", "Latitude", "Longitude",
)  # fmt: skip
OURS = ("First Day", "Last Day", "Date Basis", "Articles", "Origins", "Spans", "Words", "URL", "Version")

ROOTS = {
    "01": "Make public statement", "02": "Appeal", "03": "Express intent to cooperate", "04": "Consult",
    "05": "Engage in diplomatic cooperation", "06": "Engage in material cooperation", "07": "Provide aid",
    "08": "Yield", "09": "Investigate", "10": "Demand", "11": "Disapprove", "12": "Reject", "13": "Threaten",
    "14": "Protest", "15": "Exhibit force posture", "16": "Reduce relations", "17": "Coerce", "18": "Assault",
    "19": "Fight", "20": "Use unconventional mass violence",
}  # fmt: skip
"""CAMEO's twenty classes in its words."""

_BETWEEN = "; "


def write(material: Material, path: Path) -> Written:
    """Writes the events to a file, with a line of headings."""
    left_out: Counter[str] = Counter()
    rows = (tab_row(_values(event, material.version)) for event in coded(material, left_out))
    count = write_lines(path, rows, before="\t".join((*COLUMNS, *OURS)) + "\n")
    return Written(count, "event", left_out)


def _values(event: Coded, version: str) -> list[str | int | None]:
    return [
        event.number,
        event.day.isoformat() if event.day else None,
        *_side(event.actor),
        ROOTS.get((event.cameo or "")[:2]),
        event.cameo,
        None,  # intensity: a scale of others, which nothing in an article says
        *_side(event.recipient),
        event.article,
        None,  # sentences are not numbered: the spans say where the words stand
        event.outlet,
        None,  # no place is looked up on a map
        None,
        None,
        None,
        None,
        None,
        event.first.isoformat() if event.first else None,
        event.last.isoformat() if event.last else None,
        event.basis,
        event.articles,
        _BETWEEN.join(event.origins),
        spans_in_words(event.spans),
        event.words,
        event.url,
        version,
    ]


def _side(doer: Doer) -> tuple[str | None, str | None, str | None]:
    sectors = _BETWEEN.join(SECTORS[sector] for sector in doer.sectors)
    return doer.name, sectors, doer.country_name or doer.country
