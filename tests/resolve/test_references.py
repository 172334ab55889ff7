"""Pronouns, by the rules of their clause and by the links of the encoder."""

from __future__ import annotations

import pytest

from communique import annotate


def meant(text: str, word: str) -> str | None:
    """Whom the last `word` of `text` means, None where it is no mention or is left open."""
    start = text.rindex(word)
    found = [m for m in annotate(text, published="2019-04-13").mentions if m.span.start == start]
    return found[0].actor if found and found[0].span.of(text) == word else None


@pytest.mark.parametrize(
    ("text", "word", "actor"),
    [
        ("South Korea's foreign ministry said it welcomed the talks.", "it", "kor-foreign-ministry"),
        ("South Korea's foreign ministry said it was too early to tell.", "it", None),
        ("Officials warned that North Korea had restarted its reactor.", "its", "PRK"),
        ("Envoys spoke with North Korea about the reactor and its fuel.", "its", None),
        (
            "Mike Pompeo landed in Seoul on Monday. There he met the press, and officials briefed him.",
            "him",
            "mike-pompeo",
        ),
        ("Theresa May spoke to Donald Trump by telephone. She thanked him for his help.", "She", "theresa-may"),
        ("Theresa May spoke to Donald Trump by telephone. She thanked him for his help.", "him", "donald-trump"),
        ("A man was seen near the gate. Guards said he had fled.", "he", None),
    ],
)
def test_a_pronoun(text: str, word: str, actor: str | None) -> None:
    assert meant(text, word) == actor


def test_she_is_no_man_and_it_no_person() -> None:
    text = "Donald Trump spoke for an hour. She left, and it was over."
    assert meant(text, "She") is None
    assert meant(text, "it") is None
