"""Packages whose names come from their rooms: a room is imported when one of its names is asked for first."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from types import ModuleType
from typing import Any


def offer(package: str, rooms: Mapping[str, Sequence[str]]) -> None:
    """Lets `package` offer the names that each of its rooms has, without importing any of them now."""
    home = {name: f"{package}.{room}" for room, names in rooms.items() for name in names}

    class Offering(ModuleType):
        def __getattr__(self, name: str) -> Any:
            if name not in home:
                raise AttributeError(f"module {package!r} has no attribute {name!r}")
            value = getattr(import_module(home[name]), name)
            vars(self)[name] = value
            return value

        def __setattr__(self, name: str, value: object) -> None:
            # Importing a room binds it to its package. Some rooms bear the name of the function that is offered
            # (annotate, align, page): the function keeps the name, whoever imports the room first.
            if not (name in home and isinstance(value, ModuleType)):
                super().__setattr__(name, value)

        def __dir__(self) -> list[str]:
            return list(vars(self)["__all__"])

    sys.modules[package].__class__ = Offering
