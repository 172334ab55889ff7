"""Files of weights, as they were made: each is compared with the SHA-256 that stands beside it before it is used.

A byte that a failing disk or a copy that was cut off has changed would else only make answers a little worse.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from communique.errors import ModelError

SUMS = "SHA256SUMS"
"""In each folder of weights, a line a file: `sha256sum -c SHA256SUMS` understands it, too."""

FOLDERS = tuple(
    Path(__file__).parent / at for at in ("encoder/weights", "events/weights", "issues/weights", "weave/tables")
)
"""The folders of this package that have weights; beside those of weaving stand tables that a person may edit."""


def verified(path: Path) -> bytes:
    """The bytes of a file of weights. Raises ModelError where it is gone, or is not the one that was made."""
    try:
        content = path.read_bytes()
        noted = _noted(path.parent)
    except (OSError, ValueError) as error:
        raise _damaged(path, f"cannot be read: {error}") from error
    digest = hashlib.sha256(content).hexdigest()
    if path.name not in noted:
        raise _damaged(path, f"has no checksum in {SUMS} beside it")
    if digest != noted[path.name]:
        raise _damaged(path, f"was changed: SHA-256 {digest[:12]}…, where {noted[path.name][:12]}… was made")
    return content


def faults() -> Iterator[tuple[Path, ModelError]]:
    """The files of weights inside this package that are gone or damaged, and what is wrong with each."""
    for folder in FOLDERS:
        try:
            names = sorted(_noted(folder))
        except (OSError, ValueError) as error:
            yield folder / SUMS, _damaged(folder / SUMS, f"cannot be read: {error}")
            continue
        for name in names:
            try:
                verified(folder / name)
            except ModelError as error:
                yield folder / name, error


def note(folder: Path, *names: str) -> None:
    """Writes the checksums of the files of these names in a folder, by default of all: for whoever has made them."""
    every = sorted(path for path in folder.iterdir() if path.is_file() and path.name != SUMS)
    files = [path for path in every if path.name in names or not names]
    lines = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in files]
    (folder / SUMS).write_text("".join(lines), encoding="ascii")


def _noted(folder: Path) -> dict[str, str]:
    lines = (folder / SUMS).read_text(encoding="ascii").splitlines()
    return {name: digest for digest, name in (line.split("  ", 1) for line in lines)}


def _damaged(path: Path, what: str) -> ModelError:
    return ModelError(
        f"The file of weights {path} {what}",
        cause="the disk is failing, the installation was cut off, or something else changed the file",
        fix="install communique again: pip install --force-reinstall communique",
    )
