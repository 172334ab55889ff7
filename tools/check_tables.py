"""Checks the tables of actors: `python tools/check_tables.py`. Prints each fault; exit code 1 if there is any.

Ids are unique; states, codes and references exist; dates are dates and in order; genders and kinds are known; and no
name means two actors, unless the rows declare it shared with a "~" before it.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "src"))

from communique.resolve import tables
from communique.resolve.gazetteer import variants
from communique.resolve.words import cut_plain

ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
CODE = re.compile(r"([A-Z]{3})(GOV|MIL|LEG|JUD|SPY|COP|MED|REB|OPP|BUS|PTY)?")
INTERNATIONAL = re.compile(r"(IGO|NGO|IMG)([A-Z]{3})?")
KINDS = frozenset({"organisation", "group"})
AGENCY_KINDS = frozenset({"organisation", "wire", "paper", "broadcaster", "site"})
STATES_IN_THE_TABLE = 197  # the 193 members of the United Nations, Taiwan, Palestine, Kosovo and the Holy See
ELSEWHERE = frozenset({"HKG"})  # territories where a paper may be at home, and which are no states


def faults() -> Iterator[str]:
    """Every fault in the tables, in words."""
    yield from _cells()
    rows = {name: list(tables.rows(name)) for name in _NAMES}
    states = {r["id"] for r in rows["states"]}
    if len(states) != STATES_IN_THE_TABLE:
        yield f"states.tsv: {len(states)} states, not {STATES_IN_THE_TABLE}"
    for row in rows["states"]:
        if not re.fullmatch(r"[A-Z]{3}", row["id"]):
            yield f"states.tsv: {row['id']} is no alpha-3 code"
        words = "|".join(row[c] for c in ("name", "formal", "aliases", "adjectives", "capitals", "seats")).split("|")
        yield from (
            f"states.tsv: {row['id']} needs {n!r}, which it has not" for n in _split(row["needs"]) if n not in words
        )
    yield from _actors(rows, states)
    yield from _offices(rows, states)
    yield from _clashes(rows)


_NAMES = ("states", "organisations", "agencies", "people", "offices", "titles", "bodies", "places")


def _cells() -> Iterator[str]:
    for name in _NAMES:
        lines = (tables.FOLDER / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
        width = len(lines[0].split("\t"))
        for number, line in enumerate(lines, 1):
            cells = line.split("\t")
            if len(cells) != width:
                yield f"{name}.tsv:{number}: {len(cells)} cells, the header has {width}"
            if any(c != c.strip() or "||" in c or c.startswith("|") or c.endswith("|") for c in cells):
                yield f"{name}.tsv:{number}: stray space or bar"


def _actors(rows: dict[str, list[dict[str, str]]], states: set[str]) -> Iterator[str]:
    seen: set[str] = set()
    for name in ("organisations", "agencies", "people"):
        for row in rows[name]:
            where = f"{name}.tsv: {row['id']}"
            if not ID.fullmatch(row["id"]):
                yield f"{where} is no id"
            if row["id"] in seen:
                yield f"{where} is there twice"
            seen.add(row["id"])
            if row["country"] and row["country"] not in states | ELSEWHERE:
                yield f"{where}: unknown country {row['country']}"
    for row in rows["organisations"]:
        if row["kind"] not in KINDS or row["seat"] not in ("", "yes"):
            yield f"organisations.tsv: {row['id']}: unknown kind or seat"
        if row["code"] and not _code(row["code"], states):
            yield f"organisations.tsv: {row['id']}: unknown code {row['code']}"
    for row in rows["agencies"]:
        if row["kind"] not in AGENCY_KINDS:
            yield f"agencies.tsv: {row['id']}: unknown kind {row['kind']}"
    for row in rows["people"]:
        if row["gender"] not in ("m", "f", ""):
            yield f"people.tsv: {row['id']}: unknown gender {row['gender']}"
        if row["family"] not in row["name"]:
            yield f"people.tsv: {row['id']}: the family name is no part of the name"
        for mark in _split(row["alone"]):
            if mark != "*" and mark.removeprefix("~") not in states:
                yield f"people.tsv: {row['id']}: unknown mark {mark} in alone"


def _offices(rows: dict[str, list[dict[str, str]]], states: set[str]) -> Iterator[str]:
    people = {r["id"] for r in rows["people"]}
    bodies = {r["id"] for r in rows["organisations"]} | {
        f"{s.lower()}-{r['id']}" for s in states for r in rows["bodies"] if not r["country"]
    }
    keys = {r["key"] for r in rows["titles"]}
    for row in rows["offices"]:
        where = f"offices.tsv: {row['person']}, {row['title']}"
        if row["person"] not in people:
            yield f"{where}: unknown person"
        if row["of"] not in states | bodies:
            yield f"{where}: unknown state or body {row['of']}"
        if row["code"] and not _code(row["code"], states):
            yield f"{where}: unknown code {row['code']}"
        yield from (f"{where}: no title has the key {k}" for k in _split(row["keys"]) if k not in keys)
        since, until = row["from"], row["to"]
        if since not in ("", "?") and not DATE.fullmatch(since):
            yield f"{where}: {since} is no date"
        elif until not in ("", "?", "now") and not DATE.fullmatch(until):
            yield f"{where}: {until} is no date"
        elif since not in ("", "?") and until not in ("", "?", "now") and since > until:
            yield f"{where}: ends before it begins"
    known = {r["id"] for name in ("organisations", "agencies") for r in rows[name]}
    for row in rows["bodies"]:
        if row["country"] and (row["country"] not in states or row["id"] not in known):
            yield f"bodies.tsv: {row['country']} {row['id']}: unknown state or body"
    for row in rows["titles"]:
        if row["of"] and row["of"] not in states | bodies:
            yield f"titles.tsv: {row['key']}: unknown state or body {row['of']}"
        if row["bare"] not in ("", "-", "seat") and row["bare"] not in states:
            yield f"titles.tsv: {row['key']}: unknown mark {row['bare']} in bare"


def _clashes(rows: dict[str, list[dict[str, str]]]) -> Iterator[str]:
    """Names that mean two actors. A word may be a state's name and adjective, and a place's alias twice, at no harm."""
    owners: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
    shared: set[tuple[str, ...]] = set()
    for name in ("organisations", "agencies", "states"):
        for row in rows[name]:
            columns = ("name", "formal", "aliases", "adjectives", "capitals", "seats") if name == "states" else _BODY
            for text in (t for c in columns for t in _split(row[c])):
                owners[cut_plain(text)].add(row["id"])
    for row in rows["people"]:
        for text in (row["name"], *_split(row["aliases"])):
            for key in variants(text.removeprefix("~")):
                owners[key].add(row["id"])
                if text.startswith("~"):
                    shared.add(key)
    for key, ids in sorted(owners.items()):
        if len(ids) > 1 and key not in shared:
            yield f"{' '.join(key)!r} means {' and '.join(sorted(ids))}"


_BODY = ("name", "aliases")


def _code(code: str, states: set[str]) -> bool:
    match = CODE.fullmatch(code)
    return bool(INTERNATIONAL.match(code)) or (match is not None and match[1] in states)


def _split(cell: str) -> list[str]:
    return cell.split("|") if cell else []


def main() -> int:
    """Prints the faults; 1 if there are any."""
    found = list(faults())
    for fault in found:
        sys.stdout.write(f"{fault}\n")
    sys.stdout.write(f"{len(found)} faults in {len(_NAMES)} tables\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
