from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from mcp import Client

from communique.errors import CommuniqueError
from communique.mcp import Asking
from communique.mcp.server import INSTRUCTIONS, server
from communique.record import Record
from tests.export.samples import make


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("asked") / "record")


@pytest.fixture(scope="module")
def asking(folder: Path) -> Asking:
    return Asking(folder)


def _call(asking: Asking, tool: str, **arguments: Any) -> Any:
    async def call() -> Any:
        async with Client(server(asking)) as client:
            return await client.call_tool(tool, arguments)

    return asyncio.run(call())


def _ask(asking: Asking, tool: str, **arguments: Any) -> dict[str, Any]:
    result = _call(asking, tool, **arguments)
    assert not result.is_error, result.content
    found: dict[str, Any] = result.structured_content
    return found


def _evidence(line: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield from line["evidence"]
    yield from line.get("answer_evidence", ())


def test_a_client_is_given_four_tools_that_change_nothing(asking: Asking) -> None:
    async def listed() -> Any:
        async with Client(server(asking)) as client:
            return await client.list_tools(), client.instructions

    found, instructions = asyncio.run(listed())
    assert instructions == INSTRUCTIONS
    tools = {tool.name: tool for tool in found.tools}
    assert set(tools) == {"who_said", "chronology", "table", "evidence"}
    for tool in tools.values():
        assert tool.annotations.read_only_hint
        assert tool.description
        assert tool.output_schema["properties"]["lines"]
        assert all("description" in one for one in tool.input_schema["properties"].values())


@pytest.mark.parametrize(
    ("tool", "arguments"),
    [
        ("who_said", {"by": "Kim Jong-un", "limit": 50}),
        ("who_said", {"through": "kcna"}),
        ("who_said", {"by": "ana-torv"}),
        ("chronology", {"actors": ["PRK", "USA"], "limit": 50}),
        ("chronology", {"kind": "offer", "brief": False}),
        ("table", {"parties": ["PRK", "USA"], "limit": 50}),
        ("table", {"issue": "sanctions", "at": "2019"}),
    ],
)
def test_every_line_has_its_article_span_words_and_chain(
    tool: str, arguments: dict[str, Any], asking: Asking, folder: Path
) -> None:
    found = _ask(asking, tool, **arguments)
    assert 0 < len(found["lines"]) <= found["found"]
    record = Record.open(folder)
    for line in found["lines"]:
        assert line["evidence"]
        for evidence in _evidence(line):
            text = record.reading(evidence["article"]).article.text
            assert evidence["spans"]
            assert " … ".join(text[start:end] for start, end in evidence["spans"]) == evidence["words"]
            assert isinstance(evidence["chain"], list)
            assert evidence["url"] is None or evidence["url"].startswith("https://")


def test_through_whom_it_came_is_told(asking: Asking) -> None:
    lines = _ask(asking, "who_said", through="kcna", limit=50)["lines"]
    assert all("Korean Central News Agency" in line["evidence"][0]["chain"] for line in lines)


def test_a_line_opens_to_every_account_with_its_paragraph(asking: Asking) -> None:
    line = _ask(asking, "chronology", actors=["PRK", "USA"], brief=True, limit=1)["lines"][0]
    assert line["accounts"] > len(line["evidence"])
    whole = _ask(asking, "evidence", id=line["id"])["lines"][0]
    assert len(whole["evidence"]) == line["accounts"] == whole["accounts"]
    for evidence in whole["evidence"]:
        start = evidence["spans"][0][0] - evidence["paragraph_start"]
        assert evidence["paragraph"][start:].startswith(evidence["words"].split(" … ")[0])
    assert any(evidence["copy_of"] for evidence in whole["evidence"])


def test_a_saying_opens_too(asking: Asking) -> None:
    line = _ask(asking, "who_said", by="Kim Jong-un", limit=1)["lines"][0]
    assert _ask(asking, "evidence", id=line["id"])["lines"][0]["kind"] == "statement"


def test_days_say_no_more_than_is_known(asking: Asking) -> None:
    found = _ask(asking, "chronology", actors=["DNK"])["lines"]
    ranged = next(line for line in found if line["first"] != line["last"])
    assert (ranged["first"], ranged["last"]) == ("2020-03-04", "2020-03-06")
    assert "4–6 Mar 2020" in ranged["when"]


def test_what_is_left_out_is_told(asking: Asking) -> None:
    found = _ask(asking, "chronology", limit=2)
    assert f"{found['found'] - 2:,} more lines fit" in found["note"]
    assert "have no date and are left out" in _ask(asking, "who_said", since="2018", limit=50)["note"]


def test_what_is_woven_is_not_all_read_for_an_answer(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object) -> None:
        raise AssertionError("all that is woven was read")

    monkeypatch.setattr("communique.record.weaving.stored", never)
    asking = Asking(folder)
    assert _ask(asking, "who_said", by="Kim Jong-un", limit=1)["lines"][0]["id"]
    line = _ask(asking, "chronology", actors=["PRK", "USA"], limit=1)["lines"][0]
    assert _ask(asking, "evidence", id=line["id"][:8])["lines"][0]["id"] == line["id"]
    assert _ask(asking, "table", limit=1)["lines"]


@pytest.mark.parametrize(
    ("tool", "arguments", "why"),
    [
        ("who_said", {"by": "Nobody"}, "The record knows no actor 'Nobody'"),
        ("chronology", {"since": "soon"}, "Since 'soon' is no date"),
        ("chronology", {"kind": "gossip"}, "Kind cannot be 'gossip'"),
        ("table", {"issue": "weather"}, "The issue 'weather' is not known"),
        ("evidence", {"id": ""}, "is the id of nothing"),
        ("who_said", {"limit": 10_000}, "less than or equal to 50"),
    ],
)
def test_a_question_that_cannot_be_answered_says_why(
    tool: str, arguments: dict[str, Any], why: str, asking: Asking
) -> None:
    result = _call(asking, tool, **arguments)
    assert result.is_error
    assert why in result.content[0].text


def test_answers_are_from_the_newest_snapshot(tmp_path: Path) -> None:
    from communique.cli.demo import gold_readings
    from tests.export.samples import hostile

    record = Record.open(tmp_path / "record", create=True)
    record.add([hostile()])
    record.weave()
    asking = Asking(record.path)
    before = _ask(asking, "chronology")["found"]
    record.add(gold_readings())
    assert "not woven yet" in _ask(asking, "chronology")["note"]
    record.weave()
    assert _ask(asking, "chronology")["found"] > before


def test_without_the_library_the_error_names_the_command(asking: Asking, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "mcp.server", None)
    with pytest.raises(CommuniqueError, match=r"pip install 'communique\[mcp\]'"):
        server(asking)
