"""The docs are tested as they stand: each command in them is run, each Python block is executed, each link followed."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
import tomllib
from contextlib import chdir
from importlib.metadata import version
from pathlib import Path

import pytest

import communique
from communique.cli import main
from communique.cli._program import COMMANDS
from tests.scripts import script

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")])
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
TUTORIAL = DOCS / "tutorial/first-hour.md"  # has a record of its own: test_tutorial.py walks it
LINK = re.compile(r"\[[^\]]+\]\((?!https?:)([^)#\s]+)[^)]*\)")


def _blocks(page: Path, language: str) -> list[str]:
    return [code for kind, code in BLOCK.findall(page.read_text(encoding="utf-8")) if kind == language]


def _commands() -> list[str]:
    lines = [
        line for page in PAGES if page != TUTORIAL for block in _blocks(page, "console") for line in block.splitlines()
    ]
    return list(dict.fromkeys(line[2:] for line in lines if line.startswith("$ communique")))


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that `communique demo` makes: the docs' commands are run in it."""
    above = tmp_path_factory.mktemp("docs")
    with chdir(above), pytest.raises(SystemExit) as left:
        main(["demo", "--into", "communique-demo"])
    assert left.value.code in (None, 0)
    return above / "communique-demo"


@pytest.mark.parametrize("command", _commands())
def test_a_command_in_the_docs_works_and_has_something_to_say(
    command: str, demo: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(demo)
    monkeypatch.delenv("COMMUNIQUE_RECORD", raising=False)
    with pytest.raises(SystemExit) as left:
        main(shlex.split(command)[1:])
    captured = capsys.readouterr()
    assert left.value.code in (None, 0), captured.err
    assert captured.out.strip()


@pytest.mark.parametrize(
    "page", [page for page in PAGES if _blocks(page, "python")], ids=lambda page: str(page.relative_to(ROOT))
)
def test_the_python_in_the_docs_runs(page: Path, demo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(demo)
    names: dict[str, object] = {}
    for block in _blocks(page, "python"):
        exec(compile(block, str(page), "exec"), names)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_to_a_file_leads_somewhere(page: Path) -> None:
    for target in LINK.findall(page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target


def _locked(package: str) -> str:
    lock = (ROOT / "requirements-dev.lock").read_text(encoding="utf-8")
    return lock.lower().partition(f"\n{package.lower()}==")[2].partition("\n")[0]


@pytest.mark.skipif(version("typer") != _locked("typer"), reason="another typer sets its help otherwise")
def test_the_page_of_commands_is_what_the_commands_say() -> None:
    page = (DOCS / "reference/commands.md").read_text(encoding="utf-8")
    assert page == script("docs/make/commands.py").page(), "run: make docs"


def test_the_page_of_tables_describes_every_column_that_a_record_has() -> None:
    page = (DOCS / "reference/tables.md").read_text(encoding="utf-8")
    assert page == script("docs/make/tables.py").page(), "run: make docs"


@pytest.mark.parametrize("name", ["reading-schema", "desk-schema"])
def test_the_page_of_a_schema_is_what_the_schema_says(name: str) -> None:
    page = (DOCS / "reference" / f"{name}.md").read_text(encoding="utf-8")
    assert page == script("docs/make/schemas.py").page(name), "run: make docs"


def test_the_page_of_the_api_has_every_name_that_is_offered() -> None:
    page = (DOCS / "reference/api.md").read_text(encoding="utf-8")
    named = set(re.findall(r"^\.\. auto\w+:: communique\.(\w+)$", page, re.MULTILINE))
    assert named == {name for name in communique.__all__ if not name.startswith("_")}


def test_the_drawing_of_the_house_has_every_room() -> None:
    page = (DOCS / "architecture.md").read_text(encoding="utf-8")
    drawing = page.partition("```text\n")[2].partition("```")[0]
    listed = re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE)
    package = Path(communique.__file__).parent
    rooms = {path.parent.name for path in package.glob("*/__init__.py")}
    assert sorted(listed) == sorted(rooms)
    assert [room for room in rooms if not re.search(rf"\b{room}\b", drawing)] == ["dispatches"]
    files = {path.name for path in package.glob("*.py") if not path.name.startswith("_")}
    assert [name for name in files if f"`{name}`" not in page] == []


@pytest.mark.parametrize("page", script("docs/make/example.py").pages(), ids=lambda page: str(page.relative_to(ROOT)))
def test_an_answer_in_the_docs_is_what_the_program_prints(
    page: Path, demo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(demo)
    monkeypatch.delenv("COMMUNIQUE_RECORD", raising=False)
    for name in ("COLUMNS", "TERMINAL_WIDTH"):
        monkeypatch.setenv(name, "100")
    text = page.read_text(encoding="utf-8")
    assert script("docs/make/example.py").answered(text) == text, "run: make docs"


def test_every_command_is_shown_in_use_somewhere() -> None:
    text = "\n".join(page.read_text(encoding="utf-8") for page in PAGES if page.name != "commands.md")
    assert [name for name in COMMANDS if f"communique {name}" not in text] == []


def test_the_figures_in_the_pages_are_those_that_were_measured() -> None:
    board = ROOT / "benchmarks/scoreboard.py"
    done = subprocess.run([sys.executable, board, "--check"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"run: python benchmarks/scoreboard.py {done.stderr}"
    drawing = script("docs/make/calibration.py")
    assert drawing.PICTURE.read_text(encoding="utf-8") == drawing.picture(drawing.measured()), (
        "run: python docs/make/calibration.py"
    )


def test_the_locked_versions_hold_every_dependency() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for requirement in [*project["dependencies"], *project["optional-dependencies"]["pandas"]]:
        package, _, least = requirement.partition(">=")
        locked = _locked(package)
        assert locked, package
        assert [int(part) for part in locked.split(".")[:2]] >= [int(part) for part in least.split(".")[:2]]
