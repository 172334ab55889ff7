from __future__ import annotations

import json
import types
import typing
from dataclasses import fields, is_dataclass, replace
from importlib import resources
from typing import Any, Literal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from communique import reading as types_of_reading
from communique.errors import ReadingError
from communique.reading import VERSION, Article, Problem, Reading, Span
from tests.record.samples import samples

SCHEMA: dict[str, Any] = json.loads(resources.files("communique").joinpath("reading.schema.json").read_text("utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA)

PARTS_OF_A_READING = {
    name: value
    for name, value in vars(types_of_reading).items()
    if isinstance(value, type) and is_dataclass(value) and value is not Reading
}


def strategy(kind: Any, schema: dict[str, Any]) -> st.SearchStrategy[Any]:
    """Any value of a type that the schema allows: shapes come from the type, narrower rules from the schema."""
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if "$ref" in schema:
        schema = {**schema, **SCHEMA["$defs"][schema["$ref"].rpartition("/")[2]]}
    if origin in (typing.Union, types.UnionType):
        inner = next((choice for choice in schema.get("anyOf", ()) if choice.get("type") != "null"), schema)
        return st.none() | strategy(next(a for a in arguments if a is not type(None)), inner)
    if kind is Span:
        return st.tuples(st.integers(0, 99), st.integers(0, 99)).map(lambda pair: Span(*sorted(pair)))
    if origin is tuple:
        return st.lists(strategy(arguments[0], schema["items"]), max_size=2).map(tuple)
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    if is_dataclass(kind) and isinstance(kind, type):
        hints, rules = typing.get_type_hints(kind), schema["properties"]
        return st.builds(kind, **{name: strategy(hint, rules[name]) for name, hint in hints.items()})
    if "const" in schema:
        return st.just(schema["const"])
    if schema.get("format") == "date":
        return st.dates().map(lambda day: day.isoformat())
    return {
        str: st.text(st.characters(exclude_categories=["Cs"]), min_size=schema.get("minLength", 0), max_size=12),
        bool: st.booleans(),
        float: st.floats(0, 1),
        int: st.integers(0, 99),
    }[kind]


READINGS = strategy(Reading, SCHEMA)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(READINGS)
def test_a_reading_comes_back_from_json_as_it_was_and_follows_the_schema(reading: Reading) -> None:
    line = reading.to_json()
    assert "\n" not in line
    assert Reading.from_json(line) == reading
    VALIDATOR.validate(json.loads(line))


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_readings_made_by_hand_follow_the_schema() -> None:
    for reading in samples():
        VALIDATOR.validate(reading.to_dict())
        assert Reading.from_dict(json.loads(json.dumps(reading.to_dict()))) == reading


def test_the_schema_defines_every_part_of_a_reading_and_nothing_else() -> None:
    shared = {"Span", "Spans", "Day", "Score", "MentionKind", "Basis"}
    assert SCHEMA["$defs"].keys() == PARTS_OF_A_READING.keys() | shared


@pytest.mark.parametrize("kind", [Reading, *PARTS_OF_A_READING.values()], ids=lambda kind: kind.__name__)
def test_schema_and_type_agree_field_by_field(kind: type) -> None:
    rules = SCHEMA if kind is Reading else SCHEMA["$defs"][kind.__name__]
    names = {field.name for field in fields(kind)}
    assert rules["properties"].keys() == names
    assert set(rules["required"]) == names
    assert rules["additionalProperties"] is False
    assert rules["description"]
    for name, hint in typing.get_type_hints(kind).items():
        assert_agree(hint, rules["properties"][name], f"{kind.__name__}.{name}")


def assert_agree(hint: Any, rule: dict[str, Any], where: str) -> None:
    """The rule allows what the type does: None, the same words, the same kind of value, and items that agree too."""
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if "$ref" in rule:
        target = rule["$ref"].rpartition("/")[2]
        if is_dataclass(hint):
            assert target == getattr(hint, "__name__", None), where
            return
        rule = SCHEMA["$defs"][target]
    if origin in (typing.Union, types.UnionType):
        inner = next(a for a in arguments if a is not type(None))
        assert VALIDATOR.evolve(schema=rule).is_valid(None), f"{where} may be null"
        if "anyOf" in rule:
            rule = next(choice for choice in rule["anyOf"] if choice.get("type") != "null")
        else:
            rule = {**rule, "type": next(name for name in rule["type"] if name != "null")}
        assert_agree(inner, rule, where)
        return
    assert not VALIDATOR.evolve(schema=rule).is_valid(None), f"{where} may not be null"
    if origin is Literal:
        assert tuple(rule["enum"]) == arguments, where
    elif hint is Span:
        assert rule == SCHEMA["$defs"]["Span"], where
    elif origin is tuple:
        assert rule["type"] == "array", where
        assert_agree(arguments[0], rule["items"], where)
    elif hint is str and "enum" in rule:
        assert all(isinstance(word, str) for word in rule["enum"]), where
    elif "const" in rule:
        assert rule["const"] == VERSION, where
    else:
        assert rule["type"] == {str: "string", bool: "boolean", float: "number", int: "integer"}[hint], where


def test_every_property_and_definition_is_described() -> None:
    def undescribed(rule: dict[str, Any], where: str) -> list[str]:
        found = [] if "description" in rule or "$ref" in rule else [where]
        for name, inner in rule.get("properties", {}).items():
            found += undescribed(inner, f"{where}.{name}")
        return found

    assert undescribed(SCHEMA, "Reading") == []
    assert [name for name, rule in SCHEMA["$defs"].items() for name in undescribed(rule, name)] == []


@pytest.mark.parametrize(
    "change",
    [
        {"surprise": 1},
        {"version": 2},
        {"article": {"id": "a", "text": "b", "surprise": 1}},
        {"blocks": [{"span": [0], "kind": "body"}]},
        {"blocks": [{"span": [0, 1], "kind": "sidebar"}]},
        {"problems": [{"span": None}]},
    ],
)
def test_what_is_no_reading_is_refused_by_the_type_and_by_the_schema(change: dict[str, Any]) -> None:
    values = {**Reading(Article("a", "b")).to_dict(), **change}
    assert not VALIDATOR.is_valid(values)
    with pytest.raises(ReadingError):
        Reading.from_dict(values)


@pytest.mark.parametrize("line", ["", "{", '{"version":1,"article":{"id":"a","te'])
def test_a_line_cut_off_is_said_to_be_no_json(line: str) -> None:
    with pytest.raises(ReadingError, match="not JSON"):
        Reading.from_json(line)


def test_a_reading_of_another_version_says_what_to_do() -> None:
    values = {**Reading(Article("a", "b")).to_dict(), "version": 2}
    with pytest.raises(ReadingError, match="Read the articles again"):
        Reading.from_dict(values)


def test_spans_count_code_points() -> None:
    text = "“Señor 🕊 sagt” — ende"
    assert Span(7, 8).of(text) == "🕊"
    reading = replace(Reading(Article("a", text)), problems=(Problem("a dove", Span(7, 8)),))
    found = Reading.from_json(reading.to_json())
    assert found.problems[0].span is not None
    assert found.problems[0].span.of(found.article.text) == "🕊"
