"""The chronology as JSON for TimelineJS (https://timeline.knightlab.com/docs/json-format.html), one slide an entry.

TimelineJS has no slide without a date: what is undated is left out. Days that are not known are drawn as a stretch,
and said in words beside it.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

from communique.chronology import Entry, Telling
from communique.export.evidence import kind_of, link_of, source_of, summary_of, title_of
from communique.export.html import element, own, text
from communique.export.material import Material
from communique.export.reduced import reduced
from communique.export.written import Written
from communique.weave.occurrence import When


def write(material: Material, path: Path) -> Written:
    """Writes the chronology to a file."""
    found = material.chronology
    timeline = {
        "scale": "human",
        "title": {
            "text": {
                "headline": text(title_of(found)),
                "text": element("p", text(f"{summary_of(found)}. {material.layer.words}")),
            }
        },
        "events": [slide(entry) for entry in found.dated],
    }
    path.write_text(json.dumps(timeline, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    left_out = {"undated": len(found.undated), "beside the key days": found.hidden}
    return Written(len(found.dated), "slide", left_out)


def slide(entry: Entry) -> dict[str, Any]:
    """An entry as a slide; one without a date has no place in time. No text of an article is taken for markup."""
    return {
        **(_dates(entry.occurrence.when) if entry.occurrence.when else {}),
        "display_date": "; ".join(filter(None, (entry.happened, entry.basis))),
        "text": {"headline": text(entry.occurrence.summary), "text": "".join(_paragraphs(entry))},
        "group": entry.occurrence.kind,
        "unique_id": entry.occurrence.id,
        "autolink": False,
    }


def _dates(when: When) -> dict[str, Any]:
    day = reduced(when)
    if day is not None:
        return {"start_date": dict(zip(("year", "month", "day"), map(int, day.split("-")), strict=False))}
    return {"start_date": _day(when.begin), "end_date": _day(when.end)}


def _day(iso: str) -> dict[str, int]:
    day = date.fromisoformat(iso)
    return {"year": day.year, "month": day.month, "day": day.day}


def _paragraphs(entry: Entry) -> list[str]:
    about = [kind_of(entry), *entry.who, *filter(None, (entry.occurrence.place,))]
    parts = [element("p", " · ".join(map(own, about)))]
    parts += [element("p", text(difference.words)) for difference in entry.differences]
    parts += [_quote(telling) for telling in entry.tellings]
    return [*parts, element("p", text(entry.count))]


def _quote(telling: Telling) -> str:
    link = link_of(telling.article)
    source = own(source_of(telling.article))
    source = f'<a href="{text(link)}" rel="noreferrer noopener">{source}</a>' if link else source
    told = []
    for quote in telling.quotes:
        handed = f" ({text(quote.handed_on)})" if quote.handed_on else ""
        told.append(element("p", f"“{own(quote.account.words)}”{handed}"))
    return element("blockquote", "".join(told) + element("p", source))
