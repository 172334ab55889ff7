"""One door, with inputs that atheris chooses by what of communique they reach (`pip install atheris`).

Started by `python -m tests.hostile.fuzz --guided`. libFuzzer ends the process with the first finding, so each round is
a process of its own, which goes on with the inputs that reached something new; the last line is the outcome, as JSON.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import subprocess
import sys
import tempfile
import time
from importlib import import_module
from pathlib import Path
from random import Random
from typing import Any

ROUNDS = 10  # findings of one door after which it is left
HUNG = 60  # seconds, on an instrumented program and a busy machine
_DONE = re.compile(rb"#(\d+)\s+(?:DONE|NEW|REDUCE|pulse|INITED|RELOAD).*?cov: (\d+)")
_RAN = re.compile(rb"^stat::number_of_executed_units: (\d+)", re.MULTILINE)


def one_round(name: str, count: int, seed: int, corpus: Path, keep: Path) -> None:
    """Lets libFuzzer loose, in this process; it does not come back."""
    atheris: Any = import_module("atheris")  # it is no dependency: whoever wants it installs it
    with atheris.instrument_imports(include=["communique"]):
        from tests.hostile.targets import TARGETS
    from tests.hostile.mutator import made, mutated

    target = TARGETS[name]
    seeds = [data[: target.longest] for data in target.seeds()]
    for data in seeds:
        (corpus / hashlib.sha256(data).hexdigest()[:16]).write_bytes(data)

    def mutate(data: bytes, longest: int, number: int) -> bytes:
        random = Random(number)
        if random.randrange(3) == 0:
            return bytes(atheris.Mutate(data, len(data)))
        if random.randrange(30) == 0:
            return made(target.pieces, random, longest)
        return mutated(data, seeds, target.pieces, random, longest)

    how = [f"-runs={count}", f"-seed={seed}", f"-max_len={target.longest}", f"-timeout={HUNG}", "-rss_limit_mb=4096"]
    options = [sys.argv[0], *how, "-print_final_stats=1", f"-artifact_prefix={keep}/{name}-", str(corpus)]
    atheris.Setup(options, lambda data: target.attempt(data) and None, custom_mutator=mutate)
    atheris.Fuzz()


def rounds(name: str, count: int, seed: int, keep: Path) -> dict[str, object]:
    """What came of so many inputs, as an Outcome has it."""
    keep.mkdir(parents=True, exist_ok=True)
    found: list[str] = []
    ran, reached, begun = 0, 0, time.monotonic()
    with tempfile.TemporaryDirectory(prefix="corpus-") as corpus:
        for number in range(ROUNDS):
            how = ["--target", name, "--inputs", str(count - ran), "--seed", str(seed + number), "--keep", str(keep)]
            command = [sys.executable, "-m", "tests.hostile.guided", *how, "--corpus", corpus]
            done = subprocess.run(command, capture_output=True, check=False)
            told = [(int(one[1]), int(one[2])) for one in _DONE.finditer(done.stderr)]
            units = _RAN.search(done.stderr)
            ran += int(units[1]) if units else max((at for at, _ in told), default=0)
            reached = max([reached, *(cov for _, cov in told)])
            if done.returncode == 0:
                break
            found.append(_finding(done.stdout + done.stderr, done.returncode))
            if ran >= count:
                break
    return {
        "inputs": ran,
        "seconds": round(time.monotonic() - begun, 1),
        "slowest": 0.0,
        "found": tuple(dict.fromkeys(found)),
        "reached": reached,
    }


def _finding(said: bytes, code: int) -> str:
    """The last line that tells of an error, and the input that it came from."""
    text = said.decode("utf-8", "replace")
    told = re.findall(r"^(?:\w+\.)*\w*(?:Error|Hang|Exception).*$|^.*ERROR: libFuzzer.*$", text, re.MULTILINE)
    kept = re.findall(r"Test unit written to (\S+)", text)
    where = re.findall(r'communique/(\S+\.py)", line (\d+)', text)
    at = f" {where[-1][0]} {where[-1][1]}" if where else ""
    return (
        f"{told[0][:140] if told else f'ended with {code}: {text[-200:]!r}'}{at} {Path(kept[-1]).name if kept else ''}"
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--target", required=True)
    parser.add_argument("--inputs", type=int, required=True)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--keep", type=Path, required=True)
    parser.add_argument("--corpus", type=Path)
    parser.add_argument("--alone", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.corpus is not None:
        one_round(asked.target, asked.inputs, asked.seed, asked.corpus, asked.keep)
    print(json.dumps(rounds(asked.target, asked.inputs, asked.seed, asked.keep)))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
