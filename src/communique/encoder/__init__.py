"""The one neural pass, and its weights.

text and blocks ─► pieces (words, features) ─► windows ─► graph ─► CRF and links ─► Understanding
"""

from __future__ import annotations

from functools import cache

from communique.encoder.understanding import Attribution, Encoder, Name, Understanding

__all__ = ["Attribution", "Encoder", "Name", "Understanding", "load"]


@cache
def load() -> Encoder:
    """The encoder shipped with this package, loaded once a process. Raises ModelError where it cannot be."""
    from communique.encoder.model import OnnxEncoder, shipped

    return OnnxEncoder(shipped())
