"""Names as they stand in a sentence: "the United States", "Russia, Ukraine and Japan", "Meeting of the Contact Group".

It knows nothing of texts, so that whatever shows what was woven can use it and load no reader.
"""

from __future__ import annotations

from collections.abc import Sequence

_CIRCLES = ("Group", "Quartet", "Council", "Commission", "Committee")  # of several, who can meet among themselves
_THE = frozenset((
    "Islands", "Emirates", "Nations", "Kingdom", "Republic", "States", "Netherlands", "Philippines", "Union", "Agency",
    "League", "Authority", *_CIRCLES,
))  # fmt: skip
_THE_FIRST = ("Organization for ", "Organisation for ", "Organization of ", "Organisation of ")


def spoken(name: str) -> str:
    """A name as it stands in a sentence: "the United States", "Japan"."""
    named_so = name.rsplit(" ", 1)[-1] in _THE or name.startswith(_THE_FIRST)
    return f"the {name}" if named_so and not name.lower().startswith("the ") else name


def together(names: Sequence[str]) -> str:
    """Names as they stand in a sentence: "Russia, Ukraine and the United States"."""
    told = [spoken(name) for name in names]
    return " and ".join([", ".join(told[:-1]), told[-1]]) if len(told) > 1 else "".join(told)


def a_meeting(who: Sequence[str], place: str | None) -> str:
    """A meeting without a name: "Meeting of Russia and Ukraine in Minsk", "Meeting with Russia"."""
    tie = "of" if len(who) > 1 or (who and who[0].endswith(_CIRCLES)) else "with"
    return f"Meeting{f' {tie} {together(who)}' if who else ''}{f' in {place}' if place else ''}"
