"""Inputs made of other inputs: by a seeded hand, and in pieces that a reader of text looks for."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

CHANGES = 6  # to one input, at most
REPEATS = (2, 3, 10, 100)
_BYTES = (b"\0", b"\xff", b"\xfe", b"\x80", b"\xc3", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\x1f\x8b", b"\xef\xbb\xbf")


def mutated(data: bytes, others: Sequence[bytes], pieces: Sequence[str], random: Random, longest: int) -> bytes:
    """`data` after a few changes: pieces put in, repeated, cut, swapped with those of another input, bytes flipped."""
    found = bytearray(data)
    for _ in range(random.randint(1, CHANGES)):
        start = random.randint(0, len(found))
        end = min(len(found), start + random.choice((0, 1, 2, 8, 40)))
        kind = random.randrange(8)
        if kind <= 2:
            found[start:end] = "".join(random.choices(pieces, k=random.choice((1, 1, 2, 5)))).encode()
        elif kind == 3:
            found[start:end] = random.choice(pieces).encode() * random.choice(REPEATS)
        elif kind == 4:
            del found[start : min(len(found), start + random.choice((1, 3, 20, 200)))]
        elif kind == 5:
            other = random.choice(others)
            at = random.randint(0, len(other))
            found[start:end] = other[at : at + random.choice((5, 50, 500))]
        elif kind == 6:
            found[start:start] = found[start:end] * random.choice(REPEATS)
        elif found:
            at = min(start, len(found) - 1)
            found[at : at + 1] = random.choice((bytes([found[at] ^ 1 << random.randrange(8)]), random.choice(_BYTES)))
    return bytes(found[:longest])


def made(pieces: Sequence[str], random: Random, longest: int) -> bytes:
    """An input of nothing but pieces."""
    return "".join(random.choices(pieces, k=random.choice((1, 3, 10, 40, 150)))).encode()[:longest]
