"""Stands, lines and answers in plain English, the same in every form. Terms keep the text's own words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from communique.chronology.dates import OF_ARTICLE, in_words
from communique.positions import days
from communique.positions.lines import Answer, Line
from communique.positions.stands import Held, Position, Stand
from communique.signs import counted, one_line
from communique.weave.occurrence import Occurrence, When

UNKNOWN = "–"


def said(when: When | None) -> str:
    """When something was said: `28 Feb 2019`; `by 1 Mar 2019` where a text of that day gives no time; `undated`.

    What may have been any day of more than two months is undated.
    """
    if when is None or not days.placed(when):
        return "undated"
    return f"by {in_words(day(when.end))}" if when.basis in OF_ARTICLE else in_words(when)


def day(iso: str) -> When:
    """The one day, as days are written."""
    return When(iso, iso, "text")


def stand_words(stand: Stand) -> str:
    """`gives: close the port; asks: free passage, if the boats leave`: what one move says on the issue."""
    words = held_words(stand.held)
    if stand.beside:
        words += f" (also {held_words(stand.beside)})"
    return one_line(words + _on_condition(stand.condition, words))


def held_words(held: Iterable[Held]) -> str:
    """Each part once, with its terms."""
    parts: dict[str, list[str]] = {}
    for one in held:
        parts.setdefault(one.part, []).append(one.text)
    return "; ".join(f"{part}: {', '.join(terms)}" for part, terms in parts.items())


def change_words(stand: Stand, occurrences: Mapping[str, Occurrence]) -> str:
    """`changed from 12 June 2018`, `unchanged since 9 Mar 2018`; and whether others of the same time say otherwise."""
    told = []
    versus = occurrences.get(stand.versus or "")
    when = in_words(days.made(versus.when, versus.reported)) if versus else UNKNOWN
    if stand.change == "unchanged":
        told.append(f"unchanged since {when}")
    elif stand.change == "changed":
        told.append(f"changed from {when}")
    elif stand.change == "taken back":
        told.append(f"takes back what it said {when}")
    elif stand.change is not None:
        told.append({"first": "first known", "added": "new beside the rest"}[stand.change])
    if stand.disputed:
        told.append(f"disputed: {counted(len(stand.disputed), 'account')} of that time to the contrary")
    return "; ".join(told) or UNKNOWN


def course_words(position: Position) -> str:
    """What became of a position, in short: when it last changed, or since when it holds, and how often it was said."""
    times = counted(len(position.history), "stand")
    turned = [stand for stand in position.history if stand.change in ("changed", "taken back")]
    if turned:
        return f"{turned[-1].change} {in_words(turned[-1].when)}; {times}"
    if any(stand.change == "unchanged" for stand in position.history):
        return f"unchanged since {in_words(position.history[0].when)}; {times}"
    return times


def line_words(line: Line) -> str:
    """A term of the table with its condition, the price of what is given or refused, and whether it was taken back."""
    words = line.text
    if line.price and line.side in ("gives", "refuses"):
        words += f" (for: {'; '.join(line.price)})"
    words += _on_condition(line.condition, words)
    return one_line(f"{words} (taken back)" if line.taken_back else words)


def _on_condition(condition: str | None, words: str) -> str:
    """What is added for a condition: nothing where the words hold it already."""
    return f", {condition}" if condition and condition not in words else ""


def answer_words(answer: Answer | None) -> str:
    """`refused, 28 Feb 2019`, `unanswered`; a dash where no answer is looked for."""
    if answer is None or answer.kind == "unanswered":
        return answer.kind if answer else UNKNOWN
    return f"{answer.kind}, {said(answer.when)}"
