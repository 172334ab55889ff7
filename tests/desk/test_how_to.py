"""docs/how-to/desk.md is tested as it stands: its commands are run in their order, its desks are checked."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from communique import Desk
from communique.cli import main

PAGE = (Path(__file__).parents[2] / "docs" / "how-to" / "desk.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^ *```(\w+)\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
ARTICLE = (
    "Rebels in the east will go on with the talks, one of their leaders said on Friday.\n\n"
    "Corneille Nangaa said the M23 would not leave the town before a ceasefire is signed.\n"
)


def blocks(language: str) -> list[str]:
    return [code for kind, code in BLOCK.findall(PAGE) if kind == language]


def test_the_commands_work_in_their_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("COMMUNIQUE_RECORD", raising=False)
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / "talks.txt").write_text(ARTICLE, encoding="utf-8")
    commands = [line.strip() for block in blocks("sh") for line in block.splitlines()]
    assert len(commands) == 6
    for command in commands:
        words, _, into = command.partition(" > ")
        with pytest.raises(SystemExit) as left:
            main(shlex.split(words)[1:])
        out, err = capsys.readouterr()
        assert left.value.code in (None, 0), f"{command}: {err}"
        assert out.strip(), command
        if into:
            (tmp_path / into).write_text(out, encoding="utf-8")
    assert "would not leave" in out


@pytest.mark.parametrize("text", blocks("toml"), ids=range(len(blocks("toml"))))
def test_a_desk_on_the_page_has_no_fault(text: str) -> None:
    assert Desk.parse(text) != Desk()
