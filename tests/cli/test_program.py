from __future__ import annotations

import os
import subprocess
import sys
import time
from importlib import import_module

import pytest

from communique.cli import _program
from communique.errors import RecordError
from tests.cli.examples import Run

HEAVY = ("duckdb", "numpy", "onnxruntime", "pyarrow", "rich.console", "tokenizers", "trafilatura", "py3langid")
QUICK_SECONDS = 0.4


def test_help_names_every_command_and_loads_none(run: Run) -> None:
    loaded = {name for name in sys.modules if name.startswith("communique.cli.")}
    outcome = run("--help")
    assert outcome.code == 0
    for name, line in _program.COMMANDS.items():
        assert f"  {name} " in outcome.out
        assert line in outcome.out
    new = {name for name in sys.modules if name.startswith("communique.cli.")} - loaded
    assert not new & {f"communique.cli.{name}" for name in _program.COMMANDS}


def test_help_is_quick_and_loads_nothing_heavy() -> None:
    code = (
        "import sys\nfrom communique.cli import main\n"
        "try: main(['--help'])\n"
        f"finally: sys.stderr.write(' '.join(name for name in {HEAVY!r} if name in sys.modules))"
    )
    fastest = float("inf")
    for _ in range(3):  # the machine may be busy: the quickest of three counts
        begun = time.perf_counter()
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
        fastest = min(fastest, time.perf_counter() - begun)
        assert done.returncode == 0
        assert done.stderr == ""
    assert fastest < QUICK_SECONDS


def test_what_is_asked_and_shown_loads_no_reader_and_no_weaver() -> None:
    rooms = ("cli._tables", "chronology.selecting", "positions.selecting", "record.record", "record.woven")
    heavy = (*HEAVY, "communique.annotate", "communique.layout", "communique.encoder", "communique.weave.weaver")
    code = (
        f"import sys\nfrom importlib import import_module\nfor room in {rooms!r}: import_module('communique.' + room)\n"
        f"print(*(name for name in {heavy!r} if name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "\n"


@pytest.mark.parametrize("name", _program.COMMANDS)
def test_each_command_has_its_line_and_an_example(name: str, run: Run) -> None:
    doc = str(getattr(import_module(f"communique.cli.{name}"), name).__doc__)
    assert doc.splitlines()[0] == _program.COMMANDS[name]
    outcome = run(name, "--help")
    assert outcome.code == 0
    example = outcome.out.partition("Example:")[2]
    assert f"  communique {name}" in example


def test_version(run: Run) -> None:
    outcome = run("--version")
    assert (outcome.code, outcome.out) == (0, "communique 0.1.0\n")


@pytest.mark.parametrize(
    "words",
    [["raed"], ["read"], ["info", "--colour"], ["said", "--limit", "many"], ["annotate", "--limit", "0", "x.txt"]],
)
def test_wrong_usage_is_2_and_said_on_standard_error(words: list[str], run: Run) -> None:
    outcome = run(*words)
    assert outcome.code == 2
    assert outcome.out == ""
    assert "Error" in outcome.err


def test_a_mistyped_command_gets_a_suggestion(run: Run) -> None:
    assert "Did you mean 'read'?" in run("raed").err


def _break(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    def info() -> None:
        raise error

    monkeypatch.setattr("communique.cli.info.info", info)


def test_an_error_is_one_line_and_1(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    _break(monkeypatch, RecordError("It is\nlocked", cause="another writes", fix="wait"))
    outcome = run("info")
    assert (outcome.code, outcome.out) == (1, "")
    assert outcome.err == "communique: error: It is locked. Another writes. Wait.\n"


def test_a_fault_is_one_line_that_says_how_to_report_it(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    _break(monkeypatch, ZeroDivisionError("division\x1b[31m by zero"))
    outcome = run("info")
    assert outcome.code == 1
    assert outcome.err.count("\n") == 1
    assert "ZeroDivisionError" in outcome.err
    assert "COMMUNIQUE_DEBUG=1" in outcome.err
    assert "\x1b" not in outcome.err


def test_what_the_disk_refuses_is_no_fault_of_ours(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    _break(monkeypatch, PermissionError(13, "Permission denied", "korea"))
    outcome = run("info")
    assert outcome.code == 1
    assert outcome.err.startswith("communique: error: [Errno 13] Permission denied: 'korea'.")
    assert outcome.err.count("\n") == 1


def test_debugging_lets_a_fault_through(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    _break(monkeypatch, ZeroDivisionError())
    monkeypatch.setenv("COMMUNIQUE_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        _program.run(["info"])


def test_an_interruption_is_130(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    _break(monkeypatch, KeyboardInterrupt())
    assert run("info").code == 130


@pytest.mark.skipif(os.name == "nt", reason="a pipe that nobody reads ends otherwise there")
def test_a_pipe_that_nobody_reads_ends_quietly() -> None:
    code = (
        "import communique.cli.info as command\nfrom communique.cli import main\n"
        "def info():\n  for _ in range(100_000): print('line')\n"
        "command.info = info\nmain(['info'])"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 141


def test_python_dash_m() -> None:
    done = subprocess.run([sys.executable, "-m", "communique", "--version"], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("communique ")
