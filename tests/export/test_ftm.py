from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from communique.export import ftm
from communique.export.material import Material, Wanted
from communique.record import Record

# The schemata that we use, as followthemoney 4 has them: by each property its type, and what a link may lead to.
TEXT, NAME, DATE, URL, COUNTRY, LANGUAGE = "text", "name", "date", "url", "country", "language"
LEGAL = ("Person", "Organization", "PublicBody", "LegalEntity")
THING = {"name": NAME, "country": COUNTRY, "summary": TEXT, "description": TEXT, "sourceUrl": URL}
SCHEMATA: dict[str, dict[str, str | tuple[str, ...]]] = {
    "Person": {**THING, "position": TEXT},
    "Organization": {**THING},
    "PublicBody": {**THING},
    "LegalEntity": {**THING},
    "Article": {
        **THING, "fileName": TEXT, "title": TEXT, "author": TEXT, "publisher": TEXT, "language": LANGUAGE,
        "publishedAt": DATE,
    },
    "Event": {
        **THING, "date": DATE, "startDate": DATE, "endDate": DATE, "location": TEXT, "recordId": TEXT,
        "involved": LEGAL, "proof": ("Article",), "publisher": TEXT,
    },
}  # fmt: skip
NEEDED = {
    "Article": "fileName",
    **dict.fromkeys(("Person", "Organization", "PublicBody", "LegalEntity", "Event"), "name"),
}
PATTERNS = {
    DATE: r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?",
    URL: r"https?://\S+",
    COUNTRY: "[a-z]{2}",
    LANGUAGE: "[a-z]{3}",
}


@pytest.fixture(scope="module")
def entities(record: Path, tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    path = tmp_path_factory.mktemp("ftm") / "record.json"
    ftm.write(Material(record), path)
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_every_entity_keeps_to_its_schema(entities: list[dict[str, Any]]) -> None:
    schemata = {entity["id"]: entity["schema"] for entity in entities}
    assert len(schemata) == len(entities)
    for entity in entities:
        properties = entity["properties"]
        assert properties[NEEDED[entity["schema"]]]
        for name, values in properties.items():
            kind = SCHEMATA[entity["schema"]][name]
            for value in values:
                if isinstance(kind, tuple):
                    assert schemata[value] in kind
                elif kind in PATTERNS:
                    assert re.fullmatch(PATTERNS[kind], value), (name, value)


def test_followthemoney_itself_takes_every_entity(entities: list[dict[str, Any]]) -> None:
    model = pytest.importorskip(
        "followthemoney", reason="followthemoney needs ICU's headers and a library under the LGPL: install it by hand"
    ).model
    for entity in entities:
        model.get(entity["schema"]).validate(entity)
        proxy = model.get_proxy(entity, cleaned=False)
        assert proxy.to_dict()["properties"].keys() == entity["properties"].keys()
        assert {name: set(values) for name, values in proxy.to_dict()["properties"].items()} == {
            name: set(values) for name, values in entity["properties"].items()
        }


def test_a_happening_has_who_is_involved_and_where_it_is_told(entities: list[dict[str, Any]]) -> None:
    by_id = {entity["id"]: entity for entity in entities}
    met = next(
        entity
        for entity in entities
        if entity["schema"] == "Event" and entity["properties"]["summary"][0].startswith("meeting held, 12 June 2018")
    )["properties"]
    assert met["date"] == ["2018-06-12"]
    names = {by_id[who]["properties"]["name"][0] for who in met["involved"]}
    assert {"Kim Jong-un", "Donald Trump"} <= names
    assert "characters" in met["description"][0]
    assert by_id["communique-actor-kim-jong-un"]["properties"]["country"] == ["kp"]
    assert by_id["communique-actor-USA"]["properties"]["country"] == ["us"]


def test_what_articles_deny_is_told_as_denied(entities: list[dict[str, Any]], record: Path) -> None:
    denied = {one.id for one in Record.open(record).occurrences() if one.certainty == "denied"}
    assert denied
    for entity in entities:
        if entity["id"].removeprefix("communique-occurrence-") in denied:
            assert ", denied, " in entity["properties"]["summary"][0]


def test_a_day_that_is_not_known_is_no_date(entities: list[dict[str, Any]]) -> None:
    unsure = [
        entity["properties"]
        for entity in entities
        if entity["schema"] == "Event" and entity["properties"]["summary"][0].endswith("4–6 Mar 2020")
    ]
    assert unsure
    assert not [one for one in unsure if "date" in one or "startDate" in one]


def test_filters(record: Path) -> None:
    found = list(ftm.entities(Material(record, Wanted(since="2020", actors=("DNK",)))))
    assert {one["schema"] for one in found} == {"Article", "Event", "Person", "PublicBody"}
    assert len([one for one in found if one["schema"] == "Article"]) == 1
