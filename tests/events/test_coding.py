from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

import communique
from communique import Coded, code
from communique.encoder.model import digest as encoder_digest
from communique.encoder.model import shipped as encoder_weights
from communique.errors import ModelError
from communique.events import TYPES
from communique.events.pairs import PairHead, digest, shipped
from communique.weights import note
from tests.events.marked import Gold, gold, unmarked

# Of the room's own sentences, in percent, a point under what was measured: all of them, and by what they are a case of.
# They only rise.
FLOORS = {"all": 88.3, "passive": 92.3, "nominal": 99.0, "compound": 82.3, "hard": 70.4, "plain": 89.4}
DIGEST = "8eea11f044a1b42de57efb73b42d2cf3c36e6c213021f570f6a64f26cda54f61"


def coded(sentence: str) -> Coded:
    return code(*unmarked(sentence))


@pytest.fixture(scope="module")
def judged() -> list[tuple[Gold, Coded]]:
    return [(one, code(one.text, one.actor, one.recipient)) for one in gold()]


def test_the_gold_has_every_type_and_every_kind_of_case() -> None:
    rows = gold()
    assert len(rows) >= 120
    assert Counter(one.type for one in rows).keys() == set(TYPES)
    assert {one.case for one in rows} == {"plain", "passive", "compound", "nominal", "negation", "plan", "hard"}


@pytest.mark.parametrize("case", sorted(FLOORS))
def test_floor(judged: list[tuple[Gold, Coded]], case: str) -> None:
    right = [one.type == found.type for one, found in judged if case in ("all", one.case)]
    assert 100 * sum(right) / len(right) >= FLOORS[case]


def test_every_type_is_found(judged: list[tuple[Gold, Coded]]) -> None:
    for kind in TYPES:
        hits = [found.type == kind for one, found in judged if one.type == kind]
        assert sum(hits) >= len(hits) / 2, kind


def test_scores_are_chances_and_the_type_has_the_highest(judged: list[tuple[Gold, Coded]]) -> None:
    for _, found in judged:
        assert list(found.scores) == list(TYPES)
        assert sum(found.scores.values()) == pytest.approx(1, abs=1e-3)
        assert found.scores[found.type] == max(found.scores.values())


def test_one_sentence_tells_two_pairs_apart() -> None:
    text = "Ghana freed two Togolese fishermen on Sunday, hours after Benin had accused Niger of arson."
    first = code(text, (0, 5), (12, 34))
    second = code(text, (text.index("Benin"), text.index("Benin") + 5), (text.index("Niger"), text.index("Niger") + 5))
    assert (first.type, second.type) == ("RETREAT", "ACCUSE")


def test_who_acts_matters_and_not_who_comes_first() -> None:
    assert coded("⟪The reporter⟫ was arrested by ⟦the police⟧ on the square.").type == "COERCE"


def test_a_pair_is_read_in_its_own_sentence() -> None:
    sentence = "⟦Oslo⟧ expelled ⟪two Iranian diplomats⟫ on Friday."
    text, actor, recipient = unmarked(sentence)
    before = "The week had begun quietly in the harbour. Nobody expected a row.\n\n"
    behind = "\n\nRescuers pulled nine miners from the rubble. The king praised them.\n"
    moved = [(start + len(before), end + len(before)) for start, end in (actor, recipient)]
    assert code(before + text + behind, *moved) == code(text, actor, recipient)


def test_of_a_long_text_the_sentence_alone_is_read() -> None:
    text, actor, recipient = unmarked("⟦Oslo⟧ expelled ⟪two Iranian diplomats⟫ on Friday.")
    before = "The week had begun quietly in the harbour. Nobody expected a row at all.\n\n" * 60
    moved = [(start + len(before), end + len(before)) for start, end in (actor, recipient)]
    assert code(before + text, *moved) == code(text, actor, recipient)


def test_a_sentence_longer_than_the_encoder_reads_is_coded_around_the_pair() -> None:
    tail = ", and the band played and the flags flew and the children sang in the rain" * 30
    text, actor, recipient = unmarked(
        f"After the rain⟦Oslo⟧ expelled ⟪two Iranian diplomats⟫{tail}.".replace("⟦", " ⟦", 1)
    )
    assert code(text, actor, recipient).type == "SANCTION"


def test_a_pair_further_apart_than_the_encoder_reads_is_coded_all_the_same() -> None:
    middle = " and the band played and the flags flew" * 60
    text, actor, recipient = unmarked(f"⟦Oslo⟧ expelled three diplomats{middle}, it was heard in ⟪Teheran⟫.")
    assert code(text, actor, recipient).type in TYPES


def test_a_recipient_may_be_missing() -> None:
    text = "The miners went on strike for better pay."
    assert code(text, actor=(0, 10)).type == "PROTEST"
    assert code("The bishop was arrested at dawn.", None, (0, 10)).type == "COERCE"


def test_half_a_surrogate_pair_does_no_harm() -> None:
    assert code("\ud800 Oslo expelled two envoys of Lima.", (2, 6), (25, 29)).type == "SANCTION"


@pytest.mark.parametrize(
    ("actor", "recipient", "message"),
    [
        ((0, 99), None, "The actor [0, 99] is no stretch of the text, which has 20 characters"),
        ((3, 3), None, "no stretch"),
        ((-1, 4), None, "no stretch"),
        ((0, 4), (15, 12), "The recipient [15, 12]"),
        ((4, 5), None, "holds no word"),
        (None, None, "Neither an actor nor a recipient"),
    ],
)
def test_spans_that_cannot_be(actor: tuple[int, int] | None, recipient: tuple[int, int] | None, message: str) -> None:
    with pytest.raises(ValueError, match=message.replace("[", r"\[").replace("]", r"\]")):
        code("Oslo met Lima today.", actor, recipient)


def test_it_is_exported() -> None:
    assert communique.code is code


def test_the_weights_are_those_that_were_measured_and_small() -> None:
    assert digest(shipped()) == DIGEST
    assert (shipped() / "pairs.onnx").stat().st_size < 8_000_000


def test_weights_for_another_encoder_are_refused() -> None:
    with pytest.raises(ModelError, match="made for another encoder"):
        PairHead(shipped(), encoder="0" * 64)


def test_damaged_weights_are_refused(tmp_path: Path) -> None:
    for name in ("config.json", "pairs.onnx", "phrases.npz"):
        (tmp_path / name).write_bytes((shipped() / name).read_bytes())
    (tmp_path / "pairs.onnx").write_bytes(b"nothing")
    note(tmp_path)
    with pytest.raises(ModelError, match="cannot be loaded"):
        PairHead(tmp_path, encoder=encoder_digest(encoder_weights()))
