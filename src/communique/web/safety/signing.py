"""A value that came back from a browser is the one that was given to it, or it is none."""

from __future__ import annotations

import hmac


def signed(value: str, key: bytes) -> str:
    """`value` with its signature, as a cookie can carry it. `value` has no dot at its end and only ASCII."""
    return f"{value}.{signature(value, key)}"


def unsigned(text: str | None, key: bytes) -> str | None:
    """The value that `signed` was given; None where it was signed with another key, or not at all."""
    value, dot, mark = (text or "").rpartition(".")
    return value if dot and same(mark, signature(value, key)) else None


def signature(value: str, key: bytes) -> str:
    """The signature alone, in hexadecimal digits."""
    return hmac.new(key, value.encode("utf-8", "surrogatepass"), "sha256").hexdigest()


def same(one: str | bytes, other: str | bytes) -> bool:
    """Whether both are the same, found in a time that tells nothing about where they differ."""
    a, b = (part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part for part in (one, other))
    return hmac.compare_digest(a, b)
