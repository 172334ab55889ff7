"""Scripts that stand beside the package (`tools`, `benchmarks`, `docs/make`), as modules for their tests."""

from __future__ import annotations

import sys
from functools import cache
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent


@cache
def script(path: str) -> Any:
    """The script at `path`, from the root of the project, loaded once.

    What it imports from its own folder is found there, and is forgotten afterwards: another folder has modules of the
    same names.
    """
    file = ROOT / path
    there = set(sys.modules)
    spec = spec_from_file_location(f"script_{file.stem}", file)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    sys.modules[module.__name__] = module
    sys.path.insert(0, str(file.parent))
    try:
        spec.loader.exec_module(module)
    finally:
        sys.path.remove(str(file.parent))
        for name in set(sys.modules) - there - {module.__name__}:
            if Path(getattr(sys.modules[name], "__file__", None) or "/").parent == file.parent:
                del sys.modules[name]
    return module
