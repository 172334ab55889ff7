"""Steps that are told by a noun with its owner or maker: "the rejection by Oslo of", "at the request of Rome"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from communique.moves.cues import NOUN_KINDS, NOUNS
from communique.moves.found import Found
from communique.moves.lexicon import AT_WISH, UNSURE
from communique.moves.scene import Scene
from communique.moves.terms import terms
from communique.moves.thirds import as_third
from communique.reading import Span

HEADS = frozenset(noun[:3] for noun in NOUN_KINDS) | {"urg", "pro"}


def nouns(scene: Scene, found: Sequence[Found]) -> Iterator[Found]:
    """The steps that nouns tell beside those `found` already."""
    wish = AT_WISH.search(scene.masked)
    if wish is not None and found:
        one = scene.at(wish.start("who") if wish["who"] else wish.start("owner"))
        if one is not None and one.party != found[0].party:
            cue = Span(*wish.span("noun" if wish["noun"] else "wish"))
            by = None if one.adjective else one.by
            yield Found("noun", "demand", one.party, found[0].party, by, cue, (), found[0].gives)
    for match in NOUNS.finditer(scene.masked):
        inside = Span(match.start("noun"), match.end("noun"))
        if any(one.cue.start < inside.end and inside.start < one.cue.end for one in found):
            continue
        name = next((name for name in ("maker", "his") if match[name]), "owner")
        owner = scene.at(match.start(name)) if match[name] else None
        if owner is None or (name == "owner" and not (match["poss"] or owner.adjective)):
            continue
        if UNSURE.search(scene.masked[: match.start()]):
            continue
        kind = NOUN_KINDS[match["noun"]]
        parts = terms(scene, match.end())
        kind = as_third(scene, owner.party, kind, parts.main[0].of(scene.masked) if parts.main else "")
        gives, asks = (
            (parts.back, parts.main) if kind in ("demand", "proposal", "mediation") else (parts.main, parts.back)
        )
        by = None if owner.adjective else owner.by
        yield Found("noun", kind, owner.party, None, by, inside, gives, asks, parts.condition)
