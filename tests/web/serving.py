"""The real program, serving a record in a process of its own."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

START_SECONDS = 60


@dataclass(frozen=True)
class Site:
    """A site that is being served: its address, without a slash at the end, and its record."""

    address: str
    record: Path


@contextmanager
def serving(record: Path, *words: str) -> Iterator[Site]:
    """`communique serve` with these further words, on a free port, until the end of the block.

    It must then end at once and cleanly when it is interrupted, having told of no fault.
    """
    command = [sys.executable, "-m", "communique", "serve", "--record", str(record), "--port", "0", *words]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ, "COMMUNIQUE_DEBUG": ""}
    )
    with process:
        try:
            yield Site(_address(process), record)
        finally:
            process.send_signal(signal.SIGINT)
            try:
                _, said = process.communicate(timeout=15)
            except subprocess.TimeoutExpired:
                process.kill()
                raise
    assert [line for line in said.splitlines() if not line.startswith("Arranging the record")] == []
    assert process.returncode == 0


def _address(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    line = process.stdout.readline()
    found = re.search(r"(http://\S+?)/? ", line)
    if found is None:
        assert process.stderr is not None
        raise AssertionError(f"the site did not start: {line}{process.stderr.read()}")
    return found[1]
