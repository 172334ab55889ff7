from __future__ import annotations

import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import pytest

from communique.errors import RecordError
from communique.record.lock import Patience, held, writing

HOLD = """
import sys, time
from pathlib import Path
from communique.record.lock import held
with held(Path(sys.argv[1])) as taken:
    print(taken, flush=True)
    time.sleep(60)
"""


def test_only_one_holds_a_lock(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    with held(path) as first, held(path) as second:
        assert (first, second) == (True, False)
    with held(path) as again:
        assert again


def test_waiting_ends_when_the_time_is_up(tmp_path: Path) -> None:
    with held(tmp_path / "lock"):
        begun = time.monotonic()
        with held(tmp_path / "lock", wait_seconds=0.1) as taken:
            assert not taken
        assert time.monotonic() - begun >= 0.1


def test_a_lock_ends_with_the_process_that_held_it(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    with subprocess.Popen([sys.executable, "-c", HOLD, str(path)], stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "True\n"
        with held(path) as taken:
            assert not taken
        other.kill()
        other.wait()
    assert path.exists()
    with held(path, wait_seconds=5) as taken:
        assert taken


def test_a_writer_waits_for_another_as_long_as_it_has_patience_and_says_so(tmp_path: Path) -> None:
    told: list[str] = []
    with writing(tmp_path):
        with pytest.raises(RecordError, match=r"being written by another process.*--wait"), writing(tmp_path):
            pass
        begun = time.monotonic()
        with pytest.raises(RecordError), writing(tmp_path, Patience(0.1, lambda: told.append("once"))):
            pass
        assert time.monotonic() - begun >= 0.1
    assert told == ["once"]
    with writing(tmp_path, Patience(60, lambda: told.append("none is at work"))):
        pass
    with ThreadPoolExecutor(1) as other, ExitStack() as first:
        first.enter_context(writing(tmp_path))
        second = other.submit(_write, tmp_path, Patience(60, lambda: told.append("waits")))
        while told[-1] != "waits":
            time.sleep(0.01)
        first.close()
        assert second.result() == "written"
    assert told == ["once", "waits"]


def _write(folder: Path, patience: Patience) -> str:
    with writing(folder, patience):
        return "written"


def test_a_folder_that_is_gone_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="cannot be written"), held(tmp_path / "gone" / "lock"):
        pass
