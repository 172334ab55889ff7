"""The shipped issues, for whoever has no desk, or one without issues."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from communique.desk import Desk, Issue


@cache
def shipped() -> tuple[Issue, ...]:
    """The issues of `issues.toml`, in its order."""
    rows = tomllib.loads((files("communique") / "issues" / "issues.toml").read_text(encoding="utf-8"))["issue"]
    return tuple(Issue(row["id"], row["name"], tuple(row["words"]), row["description"]) for row in rows)


def issues_of(desk: Desk | None) -> tuple[Issue, ...]:
    """The issues that hold with a desk: its own where it has any, then the shipped ones do not; else the shipped."""
    return desk.issues if desk is not None and desk.issues else shipped()
