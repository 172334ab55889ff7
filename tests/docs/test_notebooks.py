"""The notebooks run from top to bottom, and what they show is there."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from communique.cli import main

nbformat = pytest.importorskip("nbformat", reason="notebooks are run where Jupyter's client is installed")
nbclient = pytest.importorskip("nbclient", reason="notebooks are run where Jupyter's client is installed")

NOTEBOOKS = sorted((Path(__file__).parents[2] / "docs/notebooks").glob("*.ipynb"))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SystemExit):
        main(["demo", "--into", str(tmp_path / "communique-demo")])
    monkeypatch.delenv("COMMUNIQUE_RECORD", raising=False)
    monkeypatch.setitem(os.environ, "MPLBACKEND", "module://matplotlib_inline.backend_inline")
    notebook = nbformat.read(path, as_version=4)
    assert not any(cell.get("outputs") for cell in notebook.cells), "clear the outputs: they are made when it is run"
    nbclient.NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(tmp_path)}}).execute()
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    kinds = {kind for cell in cells for output in cell.outputs for kind in output.get("data", ())}
    assert {"image/png", "text/html"} <= kinds
    assert _tables(cells) >= 4


def _tables(cells: list[Any]) -> int:
    return sum(
        "<table" in str(output.get("data", {}).get("text/html", "")) for cell in cells for output in cell.outputs
    )
