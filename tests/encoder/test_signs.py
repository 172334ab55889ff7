"""What can be seen of phrases that may stand for the same thing."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pytest
from tokenizers import Tokenizer

from communique.encoder.model import shipped
from communique.encoder.pieces import Word, words_of
from communique.encoder.signs import FLAGS, HE, IT, NAMESAKES, NEAREST, UNARY, WE, Signs, pairs, pronouns, signs, unary
from communique.encoder.understanding import Attribution
from communique.reading import Span

WITHIN, WOMEN_AND_MEN = 11, 30  # of `Pairs.flags`


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return Tokenizer.from_file(str(shipped() / "tokenizer.json"))


def cut(text: str, tokenizer: Tokenizer) -> tuple[list[Word], list[str]]:
    words = words_of(text, [Span(0, len(text))], tokenizer)
    return words, [text[w.start : w.end].lower() for w in words]


def seen(text: str, heads: Sequence[str], tokenizer: Tokenizer, attributions: Sequence[Attribution] = ()) -> Signs:
    """The signs of the words `heads` of `text`, the first of each that comes after the one before."""
    words, lower = cut(text, tokenizer)
    places, at = [], -1
    for head in heads:
        at = lower.index(head.lower(), at + 1)
        places.append(at)
    return signs(words, lower, np.array(places), (Span(0, len(text)),), attributions)


def test_capitals_tell_a_pronoun_from_an_acronym(tokenizer: Tokenizer) -> None:
    words, lower = cut("The US told us that it, the IT firm and he met WHO staff", tokenizer)
    found = {f"{low}{at}": int(kind) for at, (low, kind) in enumerate(zip(lower, pronouns(words, lower), strict=True))}
    assert {k: v for k, v in found.items() if v in (WE, HE, IT)} == {"us3": WE, "it5": IT, "he11": HE}


def test_a_name_is_seen_in_its_later_short_form(tokenizer: Tokenizer) -> None:
    found = pairs(
        seen("Envoy Anna Berg met Tomas Lind. Ms Berg smiled.", ["Berg", "Lind", "Berg"], tokenizer), np.array([2])
    )
    assert found.antecedent[0, :2].tolist() == [1, 0]
    assert (found.flags[0, :2] >> WITHIN & 1).tolist() == [0, 1]


def test_honorifics_and_pronouns_tell_men_from_women(tokenizer: Tokenizer) -> None:
    found = seen("Mr Lind met Ms Berg. She smiled.", ["Lind", "Berg", "She"], tokenizer)
    assert found.gender.tolist() == [1, 2, 2]
    beside = pairs(found, np.array([2]))
    assert (beside.flags[0, :2] >> WOMEN_AND_MEN & 1).tolist() == [0, 1], "she and Mr Lind differ"


def test_what_is_inside_a_quotation_or_a_content_is_seen(tokenizer: Tokenizer) -> None:
    text = "Berg said: “I agree.” Lind left."
    said = Attribution((Span(0, 4),), (Span(5, 9),), (Span(11, 21),), 0.9)
    found = seen(text, ["Berg", "I", "Lind"], tokenizer, [said])
    assert (found.quotation > 0).tolist() == [False, True, False]
    assert (found.source.tolist(), found.content.tolist()) == ([0, -1, -1], [-1, 0, -1])


def test_the_shapes_are_as_said(tokenizer: Tokenizer) -> None:
    found = seen("Berg met Lind, who said he agreed.", ["Berg", "Lind", "who", "he"], tokenizer)
    beside = pairs(found, np.array([0, 3]))
    assert unary(found).shape == (4, 6)
    assert 0 <= unary(found).min() < unary(found).max() < UNARY
    for values in (beside.antecedent, beside.far, beside.both, beside.flags):
        assert values.shape == (2, NEAREST + NAMESAKES)
    assert 0 <= beside.flags.min() <= beside.flags.max() < 1 << FLAGS
    assert beside.antecedent[0].max() == -1, "the first has none before it"


def test_a_name_from_far_back_is_looked_at_again(tokenizer: Tokenizer) -> None:
    text = "Anna Berg spoke. " + "It rained. " * (NEAREST + 30) + "Berg left."
    words, lower = cut(text, tokenizer)
    heads = np.array([at for at, word in enumerate(lower) if word in ("berg", "it")])
    last = len(heads) - 1
    assert 0 in pairs(signs(words, lower, heads, (), ()), np.array([last])).antecedent[0]


def test_time_is_linear_in_the_text(tokenizer: Tokenizer, cpu_seconds: Callable[[Callable[[], object]], float]) -> None:
    def seconds(times: int) -> float:
        words, lower = cut("Anna Berg met Tomas Lind. She said he agreed with her plan. " * times, tokenizer)
        heads = np.flatnonzero(np.isin(lower, ["berg", "lind", "she", "he", "plan"]))
        return cpu_seconds(lambda: pairs(signs(words, lower, heads, (), ()), np.arange(len(heads))))

    assert seconds(400) < 25 * max(seconds(40), 0.004)
