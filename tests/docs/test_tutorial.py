"""The tutorial is walked from its first command to its last, in an empty folder."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from communique.cli import main

TUTORIAL = Path(__file__).parents[2] / "docs/tutorial"
PAGE = TUTORIAL / "first-hour.md"
BLOCK = re.compile(r"^```(console|toml)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
KEPT = ("Oleksandr Kubrakov", "Oleg Nikolenko", "Sergei Vershinin", "Serhii Nykyforov")


class _Terminal:
    """A terminal at which somebody keeps whom the tutorial keeps."""

    def __init__(self, out: pytest.CaptureFixture[str]) -> None:
        self.out = out

    def isatty(self) -> bool:
        return True

    def readline(self) -> str:
        question = self.out.readouterr().out.rpartition("Keep ")[2]
        return "y\n" if any(question.startswith(f"the actor {name}") for name in KEPT) else "n\n"


def test_the_tutorial_can_be_walked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("COMMUNIQUE_RECORD", raising=False)
    monkeypatch.setattr("sys.stdin", _Terminal(capsys))
    shutil.copytree(TUTORIAL / "inbox", "inbox")
    told: dict[str, str] = {}
    for kind, block in BLOCK.findall(PAGE.read_text(encoding="utf-8")):
        if kind == "toml":
            _edit(Path("grain/desk.toml"), block)
            continue
        for line in block.replace("\\\n", " ").splitlines():
            command = line.removeprefix("$ ")
            if not command.startswith("communique "):
                subprocess.run(command, shell=True, check=True)
                continue
            with pytest.raises(SystemExit) as left:
                main(shlex.split(command)[1:])
            captured = capsys.readouterr()
            assert left.value.code in (None, 0), (command, captured.err)
            told[command] = captured.out + captured.err
    # What the page says of its six articles is so.
    said = told["communique said --record grain --since 2023"]
    assert re.search(r"Kubrakov, +Twitter", said)
    assert re.search(r"Serhii Nykyforov +was quoted as saying: “We are not", said)
    assert "5 texts" in told["communique read inbox --record grain"]
    assert told["communique said --record grain-2 --by oleksandr-kubrakov"].count("Oleksandr Kubrakov ") == 3
    assert "<script" not in Path("grain.html").read_text(encoding="utf-8")


def _edit(desk: Path, row: str) -> None:
    """Puts `row` in the place of the row with the same id."""
    head = "\n".join(row.splitlines()[:2])
    before, found, after = desk.read_text(encoding="utf-8").partition(head)
    assert found
    desk.write_text(f"{before}{row}\n{after.partition(chr(10) * 2)[2]}", encoding="utf-8")
