from __future__ import annotations

import ast
import inspect
import subprocess
import sys
from pathlib import Path
from types import FunctionType, ModuleType

import pytest

import communique
from communique import errors, reading

HEAVY = {
    "duckdb",
    "numpy",
    "onnxruntime",
    "pandas",
    "py3langid",
    "pyarrow",
    "rich",
    "tokenizers",
    "trafilatura",
    "typer",
}


def _fresh(code: str) -> str:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout


def test_all_is_sorted_and_everything_in_it_is_there() -> None:
    assert communique.__all__ == sorted(communique.__all__)
    assert len(set(communique.__all__)) == len(communique.__all__)
    for name in communique.__all__:
        assert not isinstance(getattr(communique, name), ModuleType), name
    assert dir(communique) == communique.__all__


def test_all_names_what_a_type_checker_sees() -> None:
    tree = ast.parse(Path(str(communique.__file__)).read_text(encoding="utf-8"))
    guarded = next(node for node in tree.body if isinstance(node, ast.If))
    imported = {alias.name for node in guarded.body if isinstance(node, ast.ImportFrom) for alias in node.names}
    assert imported == set(communique.__all__) - {"__version__"}


@pytest.mark.parametrize("room", [errors, reading])
def test_every_public_class_of_the_contract_is_exported(room: ModuleType) -> None:
    classes = {
        name for name, value in vars(room).items() if inspect.isclass(value) and value.__module__ == room.__name__
    }
    assert {name for name in classes if not name.startswith("_")} <= set(communique.__all__)


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'Document'"):
        communique.Document  # type: ignore[attr-defined]  # noqa: B018


def test_importing_loads_nothing_heavy() -> None:
    loaded = _fresh("import sys, communique; print(*{name.split('.')[0] for name in sys.modules})").split()
    assert not HEAVY & set(loaded)


@pytest.mark.parametrize("name", ["annotate", "gather"])
@pytest.mark.parametrize("first", ["", "import communique.annotate, communique.gather; "])
def test_a_function_is_not_hidden_by_the_room_of_the_same_name(name: str, first: str) -> None:
    assert _fresh(f"{first}import communique; print(type(communique.{name}).__name__)").strip() == FunctionType.__name__
