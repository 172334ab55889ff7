"""Frozen dataclasses as plain JSON values, and back again, by their types."""

from __future__ import annotations

import types
import typing
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, Literal


def plain(value: Any) -> Any:
    """`value` as JSON has it: dataclasses as objects, tuples as lists, all else as it is."""
    names = _names(value.__class__)
    if names is not None:
        found = {name: getattr(value, name) for name in names}
        return {name: item if type(item) in _SIMPLE else plain(item) for name, item in found.items()}
    if isinstance(value, tuple):
        return [item if type(item) in _SIMPLE else plain(item) for item in value]
    return value


_SIMPLE = frozenset({str, int, float, bool, type(None)})  # most values are these, and are asked nothing further


def typed(kind: Any, value: Any) -> Any:
    """`value`, plain JSON, as an instance of `kind`: what `plain` was given.

    Raises ValueError where a field is unknown or a value not allowed, TypeError where a field is missing or misshapen.
    """
    return _maker(kind)(value)


# What is to be done for a type is found out once: weaving makes some hundred objects of each of many thousand articles.


@cache
def _maker(kind: Any) -> Callable[[Any], Any]:
    """What makes an instance of `kind` from plain JSON; `_same` where there is nothing to be made."""
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin in (typing.Union, types.UnionType):
        return _optional(_maker(next(a for a in arguments if a is not type(None))))
    if kind is int:
        return int
    if origin is tuple:
        return _several(_maker(arguments[0]))
    if origin is Literal:
        return _one_of(arguments)
    if isinstance(kind, type) and issubclass(kind, tuple) and hasattr(kind, "_fields"):
        return _named(kind)
    if is_dataclass(kind) and isinstance(kind, type):
        return _fielded(kind)
    return _same


def _same(value: Any) -> Any:
    return value


def _optional(make: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return make if make is _same else lambda value: None if value is None else make(value)


def _several(make: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return tuple if make is _same else lambda value: tuple(map(make, value))


def _one_of(allowed: tuple[Any, ...]) -> Callable[[Any], Any]:
    def make(value: Any) -> Any:
        if value not in allowed:
            raise ValueError(f"{value!r} is none of {', '.join(map(repr, allowed))}")
        return value

    return make


def _named(kind: Any) -> Callable[[Any], Any]:
    makers = [_maker(hint) for hint in typing.get_type_hints(kind).values()]
    return lambda value: kind(*[make(item) for make, item in zip(makers, value, strict=True)])


def _fielded(kind: type) -> Callable[[Any], Any]:
    hints = typing.get_type_hints(kind)
    makers = {name: maker for name, hint in hints.items() if (maker := _maker(hint)) is not _same}

    def make(value: Any) -> Any:
        unknown = value.keys() - hints.keys()
        if unknown:
            raise ValueError(f"unknown field {sorted(unknown)[0]!r} in {kind.__name__}")
        made = {name: maker(value[name]) for name, maker in makers.items() if name in value}
        return kind(**{**value, **made})

    return make


@cache
def _names(kind: type[Any]) -> tuple[str, ...] | None:
    """The names of the fields of a dataclass, None of any other type."""
    return tuple(f.name for f in fields(kind)) if is_dataclass(kind) else None
