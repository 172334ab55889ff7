"""The shipped encoder: present, whole, and the same whatever runs beside it."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from communique import annotate, annotate_many, encoder
from communique.encoder.model import OnnxEncoder, calibrated, digest, shipped, with_output
from communique.errors import ModelError
from communique.reading import Block, Span
from communique.weights import note

TEXTS = [
    "The minister said on Monday that talks would resume.",
    """Envoys met in Geneva.

"We are not there yet," said Anna Berg, who led the delegation. "But we are close."

Her counterpart, Tomas Lind, told reporters that his side had asked for more time.""",
    "According to two officials, the draft was ready. They declined to give details.\n\n" * 12,
]


def test_the_weights_are_those_that_the_model_card_names() -> None:
    card = (Path(__file__).parents[2] / "MODEL_CARD.md").read_text(encoding="utf8")
    assert digest(shipped()) in card


def test_the_weights_are_small_enough_to_ship() -> None:
    assert (shipped() / "model.onnx").stat().st_size < 25.5e6


def test_a_plain_attribution_is_found() -> None:
    text = TEXTS[0]
    found = encoder.load().understand(text, [Block(Span(0, len(text)), "body")])
    (attribution,) = found.attributions
    assert [s.of(text) for s in attribution.source] == ["The minister"]
    assert [s.of(text) for s in attribution.cue] == ["said"]
    assert [s.of(text) for s in attribution.content] == ["that talks would resume"]
    assert 0.5 < attribution.score <= 1


def test_the_inner_states_are_those_of_each_piece() -> None:
    encode = OnnxEncoder(shipped())
    words = encode.words(TEXTS[0], [Span(0, len(TEXTS[0]))])
    states, ends = encode.states(words)
    assert states.shape == (sum(len(word.ids) for word in words) + 2, 384)
    assert ends.shape == (len(words), 1)
    assert (ends == encode.run(words)[2]).all()
    assert states.std() > 0.1


@pytest.mark.parametrize("size", [1, 100, 127, 128, 300])
def test_an_output_that_is_put_behind_is_as_protobuf_writes_it(size: int) -> None:
    """By hand: model.graph (7) holds output (12), which has a name (1) and a type (2) of floats."""

    def field(number: int, data: bytes) -> bytes:
        length = bytes([len(data)]) if len(data) < 128 else bytes([len(data) % 128 + 128, len(data) // 128])
        return bytes([8 * number + 2]) + length + data

    output = field(1, b"n" * size) + field(2, field(1, bytes([8, 1])))
    assert with_output(b"graph", "n" * size) == b"graph" + field(7, field(12, output))


def test_readings_do_not_depend_on_order_or_on_neighbours_or_on_threads() -> None:
    alone = [annotate(text).to_json() for text in TEXTS]
    assert [r.to_json() for r in annotate_many(TEXTS[::-1])][::-1] == alone
    with ThreadPoolExecutor(2) as pool:
        assert [r.to_json() for r in pool.map(annotate, TEXTS * 3)] == alone * 3


def test_readings_do_not_depend_on_the_process() -> None:
    code = "import sys; from communique import annotate; sys.stdout.write(annotate(sys.argv[1]).to_json())"
    run = subprocess.run([sys.executable, "-c", code, TEXTS[1]], capture_output=True, check=True)
    assert run.stdout.decode("utf8") == annotate(TEXTS[1]).to_json()


def test_more_threads_inside_the_graph_change_nothing() -> None:
    text = TEXTS[1]
    block = [Block(Span(0, len(text)), "body")]
    assert OnnxEncoder(shipped(), threads=2).understand(text, block) == encoder.load().understand(text, block)


def test_damaged_weights_are_named(tmp_path: Path) -> None:
    shutil.copytree(shipped(), tmp_path / "w")
    (tmp_path / "w" / "model.onnx").write_bytes(b"not a model")
    note(tmp_path / "w")
    with pytest.raises(ModelError, match="cannot be loaded"):
        OnnxEncoder(tmp_path / "w")


def test_settings_of_another_format_are_named(tmp_path: Path) -> None:
    shutil.copytree(shipped(), tmp_path / "w")
    config = tmp_path / "w" / "config.json"
    config.write_text(json.dumps(json.loads(config.read_text()) | {"format": 99}))
    note(tmp_path / "w")
    with pytest.raises(ModelError, match="format 99"):
        OnnxEncoder(tmp_path / "w")
    config.write_text("{")
    note(tmp_path / "w")
    with pytest.raises(ModelError, match="settings cannot be read"):
        OnnxEncoder(tmp_path / "w")


def test_the_score_rises_with_the_evidence() -> None:
    weights = (0.5, 0.5, 0.0)
    assert calibrated((0.9, 0.9), weights) > calibrated((0.6, 0.9), weights) > calibrated((0.1, 0.2), weights)
