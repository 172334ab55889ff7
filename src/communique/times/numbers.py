"""How many: the number that the words of an expression make, and the duration that it makes with a unit."""

from __future__ import annotations

from collections.abc import Sequence

from communique.times.lexicon import CARDINALS, ORDINALS, UNITS

VAGUE = "X"
_VAGUE_CLASSES = frozenset({"several", "few", "some", "many", "dozens"})
_NUMBERS = frozenset({"dnum", "num", "yr", "card", "scale"})
_SIZES = "YMWDHIS"  # units that are told together, the larger first
_ENOUGH = 10**9  # no span of time is counted in more


def number(names: Sequence[str], words: Sequence[str]) -> float | None:
    """The number that figures and cardinals among `words` make up to the first gap; None where there is none."""
    total = current = 0.0
    seen = False
    for name, word in zip(names, words, strict=True):
        if name in ("dnum", "num", "yr"):
            if seen:
                break
            current, seen = _figures(word), True
        elif name in ("card", "scale"):
            count = CARDINALS[word]
            if count >= 1000:
                total, current = total + max(current, 1) * count, 0
            elif count == 100:
                current = max(current, 1) * 100
            elif seen and current % 100 and not (current % 10 == 0 and count < 10 and current % 100 >= 20):
                current = current * 100 + count  # nineteen ninety
            else:
                current += count
            seen = True
        elif seen and name not in ("hyphen",):
            break
    return min(total + current, _ENOUGH) if seen else None


def _figures(word: str) -> float:
    spelled = word.replace("½", " 1/2").replace("¼", " 1/4").replace("¾", " 3/4")
    whole, _, part = " ".join(spelled.split()).rpartition(" ")
    if "/" in part:
        over, under = part.split("/")
        return (float(whole) if whole else 0.0) + int(over) / int(under)
    plain = word.replace(",", "")
    return float(plain) if plain.count(".") < 2 and len(plain) < 15 else float(_ENOUGH)


def ordinal(names: Sequence[str], words: Sequence[str]) -> int | None:
    """The number of the first ordinal among `words`."""
    for name, word in zip(names, words, strict=True):
        if name in ("first", "second", "ordw"):
            return ORDINALS.get(word)
        if name == "ordd":
            return int(word[:-2])
    return None


def count(names: Sequence[str], words: Sequence[str]) -> str | None:
    """How many units, as TIMEX3 writes it: "3", "2.5", "X" where it is vague; None where nothing is counted."""
    if _VAGUE_CLASSES & {*names}:
        return VAGUE
    found = number(names, words)
    if "couple" in names:
        found = 2.0
    elif "dozen" in names:
        found = 12.0 * (found or 1)
    elif "half" in names:
        found = (found or (1.0 if "and" in names else 0.0)) + 0.5
    elif found is None and ("an" in names or "another" in names):
        found = 1.0
    return None if found is None else written(found)


def written(value: float) -> str:
    """A number without needless noughts."""
    return str(int(value)) if value == int(value) else f"{value:g}"


def compound(names: Sequence[str], words: Sequence[str]) -> str | None:
    """The duration of "five hours and 38 minutes"; None where the second unit is not the smaller one."""
    at = next((i for i, word in enumerate(words) if word in UNITS and names[i] not in _NUMBERS), len(words) - 1) + 1
    units = unit_in(names[:at], words[:at]), unit_in(names[at:], words[at:])
    many = count(names[:at], words[:at]), count(names[at:], words[at:])
    if None in (*units, *many) or _SIZES.find(units[0] or "") >= _SIZES.find(units[1] or ""):
        return None
    first, second = (duration(m or "", u or "") for m, u in zip(many, units, strict=True))
    same = first.startswith("PT") or not second.startswith("PT")
    return first + second.removeprefix("PT" if first.startswith("PT") else "P") if same else first + second[1:]


def unit_in(names: Sequence[str], words: Sequence[str]) -> str | None:
    """The letter of the last unit among `words`."""
    for name, word in zip(reversed(names), reversed(words), strict=True):
        if name != "period" and word in UNITS:
            return UNITS[word]
    return None


def duration(how_many: str, unit: str) -> str:
    """The ISO 8601 duration of so many units, with TIMEX3's X for vague numbers."""
    if how_many == "0.5" and unit in "HYE":
        return {"H": "PT30M", "Y": "P6M", "E": "P5Y"}[unit]
    if unit in "EC" and how_many != VAGUE:
        return f"P{written(float(how_many) * (10 if unit == 'E' else 100))}Y"
    if unit == "L" and how_many != VAGUE:
        return f"P{written(float(how_many) * 1000)}Y"
    if unit in "SIH":
        return f"PT{how_many}{'M' if unit == 'I' else unit}"
    if unit == "F":
        return f"P{how_many if how_many == VAGUE else written(float(how_many) * 2)}W"
    return f"P{how_many}{ {'N': 'D', 'K': 'WE', 'L': 'Y'}.get(unit, unit) }"
