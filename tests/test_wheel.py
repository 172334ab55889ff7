"""What `pip install .` puts on a user's machine."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tarfile
import venv
import zipfile
from pathlib import Path

import numpy as np
import pytest

import communique

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "communique"


LARGEST = 40_000_000  # bytes of the wheel


def build(folder: Path) -> Path:
    """The folder, with wheel and sdist in it, built as pip would build them."""
    command = [sys.executable, "-m", "hatchling", "build", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return folder


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("built"))


@pytest.fixture(scope="module")
def wheel(built: Path) -> zipfile.ZipFile:
    return zipfile.ZipFile(next(built.glob("*.whl")))


def test_wheel_and_sdist_are_the_same_bytes_whenever_they_are_built(built: Path, tmp_path: Path) -> None:
    def digests(folder: Path) -> dict[str, str]:
        return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}

    assert len(digests(built)) == 2
    assert digests(build(tmp_path)) == digests(built)


def test_the_wheel_is_small_enough(built: Path) -> None:
    assert next(built.glob("*.whl")).stat().st_size < LARGEST


def test_the_sdist_has_what_is_needed_to_test_it(built: Path) -> None:
    with tarfile.open(next(built.glob("*.tar.gz"))) as sdist:
        names = {name.partition("/")[2] for name in sdist.getnames()}
    assert {"pyproject.toml", "Makefile", "requirements-dev.lock", "CITATION.cff", "docs/conf.py"} <= names
    assert "tests/test_wheel.py" in names


def test_the_installed_wheel_works_in_an_environment_of_its_own(built: Path, tmp_path: Path) -> None:
    """The package comes from the wheel alone; what it depends on is lent by the locked environment."""
    venv.create(tmp_path / "venv", with_pip=False)
    python = tmp_path / "venv/bin/python"
    if not python.exists():
        pytest.skip("environments are laid out otherwise here")
    lent = Path(np.__file__).parents[1]
    own = next((tmp_path / "venv/lib").glob("python*/site-packages"))
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "install", "-q", "--no-deps", "--no-index"]
    subprocess.run([*pip, "--target", str(own), str(next(built.glob("*.whl")))], check=True)
    (own / "lent.pth").write_text(f"{lent}\n", encoding="utf-8")  # not a site folder: its own .pth files mean nothing
    clean = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    article = tmp_path / "2031-03-03-ferry.txt"
    article.write_text("The ferry talks will go on, minister Jan Ek of Sweden said on Monday.", encoding="utf-8")

    def run(*words: str) -> str:
        command = [str(python), "-m", "communique", *words]
        return subprocess.run(command, cwd=tmp_path, env=clean, check=True, capture_output=True, text=True).stdout

    where = subprocess.run(
        [str(python), "-c", "import communique; print(communique.__file__)"],
        cwd=tmp_path, env=clean, check=True, capture_output=True, text=True,
    ).stdout  # fmt: skip
    assert Path(where.strip()).is_relative_to(own)
    assert run("--version") == f"communique {communique.__version__}\n"
    assert "with 1 statement" in run("read", str(article), "--record", "record")
    assert "Jan Ek" in run("said", "--record", "record")


def test_the_citation_names_this_version() -> None:
    assert f"\nversion: {communique.__version__}\n" in (ROOT / "CITATION.cff").read_text(encoding="utf-8")


def test_the_wheel_has_every_file_of_the_package(wheel: zipfile.ZipFile) -> None:
    files = {
        path.relative_to(PACKAGE.parent).as_posix()
        for path in PACKAGE.rglob("*")
        if path.is_file() and not any(part.startswith((".", "__pycache__")) for part in path.relative_to(PACKAGE).parts)
    }
    assert files <= set(wheel.namelist())
    assert "communique/py.typed" in files
    assert any(name.startswith("communique/dispatches/gold/") for name in files)
    assert any(name.endswith(".onnx") for name in files)


def test_the_wheel_has_the_package_and_nothing_else(wheel: zipfile.ZipFile) -> None:
    assert {name.split("/")[0].partition("-")[0] for name in wheel.namelist()} == {"communique"}


def test_the_wheel_says_what_it_needs(wheel: zipfile.ZipFile) -> None:
    name = next(name for name in wheel.namelist() if name.endswith(".dist-info/METADATA"))
    metadata = wheel.read(name).decode()
    assert "\nRequires-Python: >=3.11\n" in metadata
    assert "\nLicense-Expression: Apache-2.0\n" in metadata
    assert "\nRequires-Dist: lxml-html-clean>=0.4\n" in metadata
    needed = [line for line in metadata.splitlines() if line.startswith("Requires-Dist: ") and "extra ==" not in line]
    assert len(needed) == 21


def test_the_wheel_has_the_program(wheel: zipfile.ZipFile) -> None:
    name = next(name for name in wheel.namelist() if name.endswith(".dist-info/entry_points.txt"))
    assert "communique = communique.cli:main" in wheel.read(name).decode()
