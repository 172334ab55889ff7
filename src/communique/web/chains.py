"""Through whose hands a statement came, as a sentence with arrows: Kim said → KCNA reported → Harbour Post."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath

from communique.record.results import Said

UNNAMED = "Somebody unnamed"
UNKNOWN_OUTLET = "an outlet that is not known"

# Relations that stand before whom they name ("according to KCNA"); of the others, the name comes first.
_BEFORE = (" to", " by", " on", " with", " of", " from", " in")
_ALONE = "edly"  # reportedly, allegedly: nobody is named


@dataclass(frozen=True, slots=True)
class Link:
    """One hand: the words before its name, the name, the words after it, and the actor, where one is known.

    `written` are the article's own words for it, where they are not the name.
    """

    before: str
    name: str
    after: str
    actor: str | None = None
    written: str | None = None


def chain(said: Said) -> tuple[Link, ...]:
    """The hands from the speaker to the article, in order; the last is where the article appeared."""
    cue = (said.cue or "said").strip(" ,:;")
    words = (said.source or "").strip(" ,;")
    name = said.source_name or words or UNNAMED
    written = words if words and _plain(words) != _plain(name) else None
    links = [Link("", name, cue, said.source_actor, written)]
    for hand in said.chain:
        relation = hand.relation.removeprefix(f"{cue.rsplit(' ', 1)[-1]} ")
        who = hand.name or ""
        if relation == cue.rsplit(" ", 1)[-1]:  # "Sanders told → Fox News"
            relation = ""
        if relation.endswith(_ALONE):
            links.append(Link("", relation, ""))
        elif relation == "on" or f" {relation}".endswith(_BEFORE):
            links.append(Link(relation, who, "", hand.actor))
        else:
            links.append(Link("", who, relation, hand.actor))
    links.append(Link("", place(said.outlet, said.path, said.title) or UNKNOWN_OUTLET, ""))
    return tuple(links)


def place(outlet: str | None, path: str | None, title: str | None) -> str | None:
    """Where something stands, as shortly as can be: the outlet, else the file's name, else the title."""
    return outlet or (PurePath(path).stem if path else title)


def _plain(words: str) -> str:
    return " ".join(words.replace("-", " ").casefold().split())
