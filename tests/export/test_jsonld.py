from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from rdflib import RDF, Graph, Literal

from communique.export import jsonld
from communique.export.material import Material, Wanted
from communique.record import Record

SCHEMA = "https://schema.org/"
# The properties of each type that we use, by https://schema.org, with those that the type inherits.
THING = {"name", "description", "url", "subjectOf"}
WORK = {*THING, "about", "author", "creditText", "datePublished", "genre", "hasPart", "headline", "inLanguage",
        "isPartOf", "publisher", "spatialCoverage", "temporalCoverage", "text"}  # fmt: skip
KNOWN = {
    "Person": {*THING, "jobTitle"},
    "Organization": THING,
    "Country": THING,
    "Place": THING,
    "Thing": THING,
    "NewsArticle": WORK,
    "Dataset": {*WORK, "creator"},
    "SoftwareApplication": {*WORK, "softwareVersion"},
    "Quotation": {*WORK, "spokenByCharacter"},
    "Claim": {*WORK, "appearance"},
    "Event": {*THING, "attendee", "eventStatus", "location", "startDate"},
}
RANGES = {
    "spokenByCharacter": {"Person", "Organization"},
    "isPartOf": {"NewsArticle"},
    "appearance": {"Quotation"},
    "hasPart": {"Quotation"},
}


@pytest.fixture(scope="module")
def graph(record: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """Every object by its id, as a processor of JSON-LD understands it, with nothing to be fetched."""
    path = tmp_path_factory.mktemp("jsonld") / "record.jsonld"
    jsonld.write(Material(record, Wanted(since="2018", until="2020")), path)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("socket.socket.connect", lambda *_: pytest.fail("something was to be fetched"))
        triples = Graph().parse(path, format="json-ld")
    nodes: dict[str, dict[str, Any]] = {}
    for subject, predicate, value in triples:
        node = nodes.setdefault(str(subject), {"@id": str(subject), "@type": []})
        if predicate == RDF.type:
            node["@type"].append(str(value))
        elif isinstance(value, Literal):
            kind = str(value.datatype) if value.datatype else None
            node.setdefault(str(predicate), []).append({"@value": str(value), "@type": kind})
        else:
            node.setdefault(str(predicate), []).append({"@id": str(value)})
    return nodes


def _types(node: dict[str, Any]) -> set[str]:
    return {kind.removeprefix(SCHEMA) for kind in node.get("@type", [])}


def test_a_processor_takes_it_without_fetching_anything(graph: dict[str, dict[str, Any]]) -> None:
    counts = Counter(kind for node in graph.values() for kind in _types(node))
    assert counts["Claim"] > 150
    assert counts["Event"] > 15
    assert counts["Quotation"] >= counts["Claim"] / 2


def test_every_type_and_property_is_one_of_schema_org(graph: dict[str, dict[str, Any]]) -> None:
    for node in graph.values():
        (kind,) = _types(node)
        names = {name.removeprefix(SCHEMA) for name in node if not name.startswith("@")}
        assert names <= KNOWN[kind], (kind, names - KNOWN[kind])
        for name, of in RANGES.items():
            for value in node.get(SCHEMA + name, []):
                assert _types(graph[value["@id"]]) <= of, (name, value)


def test_dates_and_addresses_are_such(graph: dict[str, dict[str, Any]]) -> None:
    for node in graph.values():
        for value in node.get(f"{SCHEMA}datePublished", []):
            assert value["@type"] == f"{SCHEMA}Date"
            assert date.fromisoformat(value["@value"])
        for value in node.get(f"{SCHEMA}url", []):
            assert urlsplit(value["@id"]).scheme in ("http", "https")


def test_a_quotation_leads_to_its_words_and_its_speaker(graph: dict[str, dict[str, Any]], record: Path) -> None:
    opened = Record.open(record)
    texts = {one.article.id: one.article.text for one in opened.readings(row.id for row in opened.articles())}
    spoken = joined = 0
    for node in graph.values():
        if _types(node) != {"Quotation"}:
            continue
        (article,) = node[f"{SCHEMA}isPartOf"]
        (words,) = node[f"{SCHEMA}text"]
        parts = [part["@id"] for part in node.get(f"{SCHEMA}hasPart", ())] or [node["@id"]]
        text = texts[article["@id"].rpartition(":")[2]]
        assert {part.partition("#char=")[0] for part in parts} == {article["@id"]}
        places = [tuple(map(int, part.partition("#char=")[2].split(","))) for part in parts]
        # RDF keeps no order among the parts of a thing: their places do.
        assert words["@value"] == " … ".join(text[start:end] for start, end in sorted(places))
        joined += len(parts) > 1
        spoken += f"{SCHEMA}spokenByCharacter" in node
    assert spoken > 40
    assert joined > 40


def test_a_day_that_is_not_known_is_no_date(graph: dict[str, dict[str, Any]]) -> None:
    hostile = next(
        node
        for node in graph.values()
        if "Event" in _types(node) and "4–6 Mar 2020" in node[f"{SCHEMA}description"][0]["@value"]
    )
    assert f"{SCHEMA}startDate" not in hostile
    covered = {
        value["@value"]
        for node in graph.values()
        if "Claim" in _types(node)
        for value in node.get(f"{SCHEMA}temporalCoverage", [])
    }
    assert "2020-03-04/2020-03-06" in covered
    assert "2018-06-12" in covered


def test_filters(record: Path, tmp_path: Path) -> None:
    jsonld.write(Material(record, Wanted(since="2020", actors=("DNK",))), tmp_path / "r.jsonld")
    names = {node["@id"] for node in json.loads((tmp_path / "r.jsonld").read_text(encoding="utf-8"))["@graph"]}
    assert {name.split(":")[3] for name in names if ":actor:" in name} == {"DNK", "SWE", "ana-torv"}


def test_words_that_have_the_joining_mark_themselves_keep_their_places(material: Material) -> None:
    occurrence, speakers = next((one, who) for one, who in material.told() if len(one.accounts[0].spans) == 2)
    (account, *_), (speaker, *_) = occurrence.accounts, speakers
    odd = jsonld.quotation(replace(account, words="a … b … c"), speaker, material)
    assert [part["@id"].partition("#")[2] for part in odd["hasPart"]] == [
        f"char={start},{end}" for start, end in account.spans
    ]
    assert odd["text"] == "a … b … c"
