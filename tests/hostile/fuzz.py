"""Tries the doors of communique with hostile input, as much of it as is asked for, and says in a table what came of it.

    python -m tests.hostile.fuzz --inputs 100000 [--target gather] [--guided] [--seed 7] [--keep FOLDER]

Each door has a process of its own, so that one that dies says where. `--guided` lets atheris choose the inputs, by what
of communique they reach (`pip install atheris`); without it a seeded hand changes the seeds, the same everywhere. Exit
code 1 where anything was found; the inputs are in the folder.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.hostile.trying import SECONDS, Outcome, try_out

SEED = 20190412


@dataclass(frozen=True, slots=True)
class Row:
    """What is told of one door."""

    target: str
    outcome: Outcome

    def __str__(self) -> str:
        of = self.outcome
        told = "; ".join(of.found[:3]) or "nothing"
        return f"{self.target:<15}{of.inputs:>9,}{of.seconds:>8.0f}{of.slowest:>9.3f}{of.reached or '':>9}  {told}"


HEAD = f"{'target':<15}{'inputs':>9}{'seconds':>8}{'slowest':>9}{'reached':>9}  found"


def shares(inputs: int, wanted: str) -> dict[str, int]:
    """How many inputs each door gets whose name begins as is wanted."""
    from tests.hostile.targets import TARGETS

    chosen = [target for target in TARGETS.values() if target.name.startswith(wanted)]
    whole = sum(target.share for target in chosen)
    return {target.name: -(-inputs * target.share // whole) for target in chosen}


def in_process_of_its_own(target: str, inputs: int, seed: int, keep: Path, *, guided: bool) -> Outcome:
    """What came of so many inputs; a process that died is a finding."""
    module = "tests.hostile.guided" if guided else "tests.hostile.fuzz"
    how = ["--target", target, "--inputs", str(inputs), "--seed", str(seed), "--keep", str(keep), "--alone"]
    done = subprocess.run([sys.executable, "-m", module, *how], capture_output=True, check=False)
    told = done.stdout.decode("utf-8", "replace").splitlines()
    if told and told[-1].startswith("{"):
        return Outcome(**json.loads(told[-1]))
    said = re.sub(r"\s+", " ", done.stderr[-300:].decode("utf-8", "replace"))
    return Outcome(0, 0.0, 0.0, (f"the process died ({done.returncode}): {said}",))


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--inputs", type=int, default=10_000, help="over all targets")
    parser.add_argument("--target", default="", help="the beginning of the targets' names")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--keep", type=Path, help="where inputs with a finding are kept; else a new folder")
    parser.add_argument("--guided", action="store_true", help="let atheris choose the inputs")
    parser.add_argument("--alone", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args(argv)
    keep = asked.keep or Path(tempfile.mkdtemp(prefix="found-"))
    if asked.alone:
        from tests.hostile.targets import TARGETS

        print(json.dumps(try_out(TARGETS[asked.target], asked.inputs, asked.seed, keep).told()))
        return 0
    print(f"{HEAD}\n{'-' * len(HEAD)}", flush=True)
    rows = []
    for target, inputs in shares(asked.inputs, asked.target).items():
        rows.append(Row(target, in_process_of_its_own(target, inputs, asked.seed, keep, guided=asked.guided)))
        print(rows[-1], flush=True)
    found = sum(len(row.outcome.found) for row in rows)
    total = sum(row.outcome.inputs for row in rows)
    print(f"{total:,} inputs, {found} findings" + (f", kept in {keep}" if found else ""))
    print(f"slowest: processor seconds of one input, of which {SECONDS:g} are allowed")
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())
