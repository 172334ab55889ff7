"""Frozen dataclasses as plain JSON values, and back again, by their types."""

from __future__ import annotations

import types
import typing
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, Literal


def plain(value: Any) -> Any:
    """`value` as JSON has it: dataclasses as objects, tuples as lists, all else as it is."""
    if is_dataclass(value) and not isinstance(value, type):
        return {name: plain(getattr(value, name)) for name in _names(type(value))}
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    return value


def typed(kind: Any, value: Any) -> Any:
    """`value`, plain JSON, as an instance of `kind`: what `plain` was given.

    Raises ValueError where a field is unknown or a value not allowed, TypeError where a field is missing or misshapen.
    """
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin in (typing.Union, types.UnionType):
        if value is None:
            return None
        return typed(next(a for a in arguments if a is not type(None)), value)
    if kind is int:
        return int(value)
    if origin is tuple:
        return tuple(typed(arguments[0], item) for item in value)
    if origin is Literal:
        if value not in arguments:
            raise ValueError(f"{value!r} is none of {', '.join(map(repr, arguments))}")
        return value
    if isinstance(kind, type) and issubclass(kind, tuple) and hasattr(kind, "_fields"):
        hints = _hints(kind)
        return kind(*(typed(hint, item) for hint, item in zip(hints.values(), value, strict=True)))
    if is_dataclass(kind) and isinstance(kind, type):
        hints = _hints(kind)
        unknown = value.keys() - hints.keys()
        if unknown:
            raise ValueError(f"unknown field {sorted(unknown)[0]!r} in {kind.__name__}")
        return kind(**{name: typed(hints[name], item) for name, item in value.items()})
    return value


@cache
def _names(kind: type[Any]) -> tuple[str, ...]:
    return tuple(f.name for f in fields(kind))


@cache
def _hints(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind)
