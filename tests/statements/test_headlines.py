"""Who says what a headline tells with a comma alone, and what of a headline is no source."""

from __future__ import annotations

import pytest

from communique.encoder.understanding import Attribution
from communique.reading import Basis, Block, Span, Spans
from communique.statements.headlines import with_subjects_of_headlines

KNOWN = ("Norland", "Chile")


class Known:
    """Knows whole names, and nobody else."""

    def __init__(self, text: str) -> None:
        self.text = text

    def actor_of(self, spans: Spans) -> tuple[str | None, Basis | None]:
        name = spans[0].of(self.text) if spans else ""
        return (name, "name") if name in KNOWN else (None, None)


def source_of(headline: str, source: str, cue: str, body: str = "") -> str | None:
    text = f"{headline}\n{body}"
    blocks = [Block(Span(0, len(headline)), "headline"), Block(Span(len(headline) + 1, len(text)), "body")]
    start, at = text.index(source), text.index(cue)
    told = Attribution(
        (Span(start, start + len(source)),), (Span(at, at + len(cue)),), (Span(at + len(cue), len(text)),), 0.9
    )
    (mended,) = with_subjects_of_headlines(text, [told], blocks, Known(text))
    return mended.source[0].of(text) if mended.source else None


@pytest.mark.parametrize(
    ("headline", "source", "cue", "meant"),
    [
        ("Norland rejects the draft, says it needs more", "Norland rejects the draft,", "says", "Norland"),
        ("Somebody rejects the draft, says it needs more", "Somebody rejects the draft,", "says", None),
        ("Norland officials in Lima, say it is late", "Norland officials in Lima,", "say", None),
        ("Norland's envoys, says the paper", "Norland's envoys,", "says", None),
        ("Norland, which rejects it, says it is late", "Norland, which rejects it,", "says", None),
    ],
)
def test_the_subject_of_a_headline_says_what_its_second_verb_tells(
    headline: str, source: str, cue: str, meant: str | None
) -> None:
    assert source_of(headline, source, cue) == (meant or source)


def test_words_of_a_headline_that_mean_nobody_known_are_not_who_speaks_in_the_story() -> None:
    story = "The envoy came, telling reporters that it was late."
    assert source_of("A late envoy", "A late envoy", "telling", story) is None
    assert source_of("Chile is late", "Chile", "telling", story) == "Chile"
