from __future__ import annotations

import re
from pathlib import Path

from communique.export import dossier
from communique.export.material import Material, Wanted
from tests.export.test_page import Parsed


def _html(material: Material, tmp_path: Path) -> str:
    dossier.write(material, tmp_path / "d.html")
    return (tmp_path / "d.html").read_text(encoding="utf-8")


def test_it_has_the_chronology_the_meetings_the_table_and_the_positions(material: Material, tmp_path: Path) -> None:
    html = _html(material, tmp_path)
    seen = Parsed(html)
    assert {"meetings", "table", "positions"} <= set(seen.values("id"))
    assert seen.values("href").count("#table") == 1
    text = " ".join("".join(seen.text).split())
    for words in (
        "Everything on record – dossier",
        "North Korea and United States",
        "North Korea: Denuclearisation",
        "changed from 27 May 2018",
        "dismantle all facilities at Yongbyon that make plutonium and uranium",
        "A text is what one writer wrote",
    ):
        assert words in text


def test_it_runs_nothing_and_asks_nothing_of_any_network(material: Material, tmp_path: Path) -> None:
    html = _html(material, tmp_path)
    seen = Parsed(html)
    assert not set(seen.tags()) & {"script", "img", "iframe", "object", "embed", "form", "base"}
    assert seen.values("src") == []
    assert not [name for _, given in seen.elements for name in given if name.startswith("on") or name == "style"]
    assert not [href for href in seen.values("href") if not re.match(r"data:,$|#|https://", href)]


def test_every_line_of_the_table_and_every_stand_leads_to_its_words(material: Material, tmp_path: Path) -> None:
    seen = Parsed(_html(material, tmp_path))
    ids = seen.values("id")
    assert len(ids) == len(set(ids))
    assert {href[1:] for href in seen.values("href") if href.startswith("#")} <= set(ids)
    rows = re.findall(r"<tr>(<td.*?)</tr>", _html(material, tmp_path), flags=re.S)
    assert len(rows) > 100
    assert all('href="#' in row or "<details" in row for row in rows)


def test_brief_and_filtered_it_is_about_whom_and_what_was_asked(record: Path, tmp_path: Path) -> None:
    wanted = Wanted(until="2018-06", actors=("Donald Trump",), brief=True)
    html = _html(Material(record, wanted), tmp_path)
    assert "Key day" in html
    captions = re.findall(r"<caption><bdi>(.*?)</bdi>", html)
    assert captions
    assert all("United States" in caption for caption in captions)
    assert "2019" not in "".join(re.findall(r"<tr>(<td.*?)</tr>", html, flags=re.S))
