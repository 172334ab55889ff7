"""What people's reviews say of statements, as far as a list of them needs it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Verdict:
    """What `who`, the last to review it, left of a statement: rejected, or with the fields of `after` corrected."""

    rejected: bool
    after: Mapping[str, Any]
    who: str


@dataclass(frozen=True, eq=False)
class Verdicts:
    """The verdicts on statements that are not as they were read, by article and statement; compared as objects."""

    of: Mapping[tuple[str, str], Verdict] = field(default_factory=dict)


NONE = Verdicts()


def corrected(told: Mapping[str, Any], after: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    """A statement as the shelf has it, with corrected fields; `names` are those of the actors that these name."""
    left = dict(told)
    for name in ("quotation", "certainty"):
        if name in after:
            left[name] = after[name]
    for name in ("source", "cue", "content"):
        if name in after:
            left[name] = after[name]["words"] or None
    if "content" in after:
        left["spans"] = after["content"]["spans"]
    if "speaker" in after:
        left["source_actor"] = after["speaker"]
        left["source_name"] = names.get(after["speaker"] or "")
    if "addressee" in after:
        left["addressee_actor"] = after["addressee"]
        left["addressee_name"] = left["addressee"] = names.get(after["addressee"] or "")
    if "chain" in after:
        left["chain"] = [
            [hand["actor"], names.get(hand["actor"] or "") or hand["words"], hand["relation"]]
            for hand in after["chain"]
        ]
    if "when" in after:
        first, last = after["when"] or (None, None)
        left |= {"first": first, "last": last, "basis": "text" if first else None}
    return left


def named(after: Mapping[str, Any]) -> set[str]:
    """The ids of the actors that corrected fields name."""
    ids = {after.get("speaker"), after.get("addressee"), *(hand["actor"] for hand in after.get("chain", ()))}
    return {id_ for id_ in ids if id_}
