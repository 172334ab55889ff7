"""Files that are there whole or not at all: written under another name, and renamed when they are done."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from communique.errors import CommuniqueError

PACKAGE = "datapackage.json"
"""Every folder that is exported has this file: one without it is somebody's own, and is left alone."""


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """A file to be written in the block; afterwards it is `path`, if no error was raised, else there is nothing of it.

    Raises CommuniqueError where `path` is a folder or lies in one that is not there.
    """
    if path.is_dir():
        raise CommuniqueError(f"{path} is a folder", fix="name a file, such as --out talks.json")
    temporary = Path(_temporary(path))
    try:
        yield temporary
        _to_disk(temporary)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


@contextmanager
def whole_folder(path: Path) -> Iterator[Path]:
    """The same for a folder: it takes the place of one that was exported before, and of no other.

    Raises CommuniqueError where `path` is a file, or a folder that holds something else.
    """
    if path.exists() and not (path.is_dir() and ((path / PACKAGE).is_file() or not any(path.iterdir()))):
        raise CommuniqueError(
            f"{path} is there already, and not from an earlier export",
            cause="it holds something of yours, which is left alone",
            fix="name another folder with --out",
        )
    _check_parent(path)
    temporary = Path(tempfile.mkdtemp(prefix=f".{path.name}-", dir=path.absolute().parent))
    try:
        yield temporary
        temporary.chmod(0o777 & ~_umask())
        for file in temporary.iterdir():
            _to_disk(file)
        if path.exists():
            # renamed first: a folder that is being removed is never seen half
            old = Path(tempfile.mkdtemp(prefix=f".{path.name}-", dir=path.absolute().parent))
            path.replace(old / "old")
            temporary.replace(path)
            shutil.rmtree(old)
        else:
            temporary.replace(path)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def _temporary(path: Path) -> str:
    _check_parent(path)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.absolute().parent)
    os.close(handle)
    Path(name).chmod(0o666 & ~_umask())
    return name


def _check_parent(path: Path) -> None:
    if not path.absolute().parent.is_dir():
        raise CommuniqueError(f"There is no folder {path.absolute().parent}", fix="make it first, or name another")


def _umask() -> int:
    """What this process leaves out of the rights of a new file: files of `tempfile` have fewer than others."""
    mask = os.umask(0o022)
    os.umask(mask)
    return mask


def _to_disk(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())
