from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import Any

from mcp import Client, StdioServerParameters

from tests.cli.examples import Run
from tests.export.samples import make


def test_a_client_starts_the_program_and_is_answered(tmp_path: Path) -> None:
    folder = make(tmp_path / "record")
    program = StdioServerParameters(command=sys.executable, args=["-m", "communique", "mcp", "--record", str(folder)])

    async def ask() -> Any:
        async with Client(program) as client:
            return await client.call_tool("who_said", {"by": "Kim Jong-un", "limit": 1})

    result = asyncio.run(ask())
    assert not result.is_error
    assert result.structured_content["lines"][0]["evidence"][0]["words"]


def test_a_record_that_is_not_there_is_told_at_once(run: Run) -> None:
    outcome = run("mcp", "--record", "nothing")
    assert (outcome.code, outcome.out) == (1, "")
    assert "There is no record" in outcome.err
