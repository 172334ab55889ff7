from __future__ import annotations

import json
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from communique.export import timeline
from communique.export.material import Material, Wanted

# https://timeline.knightlab.com/docs/json-format.html
DATE = {
    "type": "object",
    "required": ["year"],
    "properties": {
        "year": {"type": "integer"},
        "month": {"type": "integer", "minimum": 1, "maximum": 12},
        "day": {"type": "integer", "minimum": 1, "maximum": 31},
    },
    "dependentRequired": {"day": ["month"]},
    "additionalProperties": False,
}
TEXT = {
    "type": "object",
    "properties": {"headline": {"type": "string"}, "text": {"type": "string"}},
    "additionalProperties": False,
}
TIMELINE = {
    "type": "object",
    "required": ["events"],
    "properties": {
        "scale": {"enum": ["human", "cosmological"]},
        "title": {"type": "object", "required": ["text"], "properties": {"text": TEXT}, "additionalProperties": False},
        "events": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["start_date", "text"],
                "properties": {
                    "start_date": DATE,
                    "end_date": DATE,
                    "text": TEXT,
                    "group": {"type": "string"},
                    "display_date": {"type": "string"},
                    "unique_id": {"type": "string"},
                    "autolink": {"type": "boolean"},
                },
                "additionalProperties": False,
            },
        },
    },
    "additionalProperties": False,
}


class Tags(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)


def _timeline(material: Material, tmp_path: Path) -> dict[str, Any]:
    timeline.write(material, tmp_path / "t.json")
    found: dict[str, Any] = json.loads((tmp_path / "t.json").read_text(encoding="utf-8"))
    jsonschema.validate(found, TIMELINE)
    return found


def test_the_timeline_is_as_its_documentation_has_it(material: Material, tmp_path: Path) -> None:
    found = _timeline(material, tmp_path)
    assert len(found["events"]) == len(material.chronology.dated)
    ids = [slide["unique_id"] for slide in found["events"]]
    assert len(set(ids)) == len(ids)


def test_what_is_undated_is_left_out_and_counted(material: Material, tmp_path: Path) -> None:
    written = timeline.write(material, tmp_path / "t.json")
    assert written.left_out["undated"] == len(material.chronology.undated) > 0


def test_days_that_are_not_known_are_said_in_words(material: Material, tmp_path: Path) -> None:
    slides = {slide["unique_id"]: slide for slide in _timeline(material, tmp_path)["events"]}
    for entry in material.chronology.dated:
        slide, when = slides[entry.occurrence.id], entry.occurrence.when
        assert slide["display_date"].startswith(entry.happened)
        if when and when.begin == when.end:
            assert "day" in slide["start_date"]
            assert "end_date" not in slide
        else:
            assert "end_date" in slide or "day" not in slide["start_date"]
    some_day = next(slide for slide in slides.values() if "4–6 Mar 2020" in slide["display_date"])
    assert (some_day["start_date"]["day"], some_day["end_date"]["day"]) == (4, 6)


def test_no_text_of_an_article_is_markup(material: Material, tmp_path: Path) -> None:
    for slide in _timeline(material, tmp_path)["events"]:
        assert Tags(slide["text"]["headline"]).tags == set()
        assert Tags(slide["text"]["text"]).tags <= {"p", "blockquote", "a", "bdi"}
        assert "javascript:" not in slide["text"]["text"]
        assert "\u202e" not in json.dumps(slide, ensure_ascii=False)


@pytest.mark.parametrize("brief", [True, False])
def test_key_days_alone(record: Path, tmp_path: Path, brief: bool) -> None:
    wanted = Material(record, Wanted(actors=("PRK", "USA"), brief=brief))
    assert (len(_timeline(wanted, tmp_path)["events"]) < 20) == brief
