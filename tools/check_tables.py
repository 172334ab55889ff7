"""Checks the tables of actors: `python tools/check_tables.py`. Prints each fault; exit code 1 if there is any.

Ids are unique; states, codes and references exist; dates are days of the calendar and in order; genders and kinds are
known; no name means two actors, unless the rows declare it shared with a "~" before it; an office that one person
holds has one holder a day; a code belongs to the state or body that the office is of; and nobody goes by a bare
family name that is a word or a place.

An office that is known to have been held up to a day, and not since, takes two rows with the same beginning: one up
to that day, and one with "?" for its end.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "src"))

from communique.resolve import tables
from communique.resolve.gazetteer import variants
from communique.resolve.tables import first_day, last_day
from communique.resolve.words import cut_plain

ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
CODE = re.compile(r"([A-Z]{3})(GOV|MIL|LEG|JUD|SPY|COP|MED|REB|OPP|BUS|PTY)?")
INTERNATIONAL = re.compile(r"(IGO|NGO|IMG)([A-Z]{3})?")
KINDS = frozenset({"organisation", "group"})
AGENCY_KINDS = frozenset({"organisation", "wire", "paper", "broadcaster", "site"})
STATES_IN_THE_TABLE = 197  # the 193 members of the United Nations, Taiwan, Palestine, Kosovo and the Holy See
ELSEWHERE = frozenset({"HKG"})  # territories where a paper may be at home, and which are no states


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Offices that one person holds at a time. Where two share one, for a time or by law, no bare title means either.
EXCLUSIVE = _words(
    "leader president prime-minister king queen emir sultan pope emperor chancellor supreme-leader crown-prince "
    "foreign-minister secretary-of-state top-diplomat defence-minister defence-secretary finance-minister "
    "treasury-secretary national-security-adviser chief-cabinet-secretary unification-minister chief-of-staff "
    "chief-of-the-general-staff army-chief commander-in-chief intelligence-chief cia-director fbi-director "
    "mossad-director nis-director fsb-director trade-representative house-speaker un-ambassador nuclear-envoy "
    "press-secretary secretary-general director-general managing-director foreign-policy-chief "
    "central-bank-chief"
)
HANDOVER = timedelta(days=2)  # sworn in at noon here, dismissed at midnight there
SHARED = frozenset(
    {
        ("prime-minister", "KHM"),  # Hun Sen and Norodom Ranariddh, first and second, 1993 to 1997
    }
)
# A state's officials in another one's service, and a state that was a part of another when the office was held.
CODES_OF_OTHERS = frozenset({("IRQ", "USAGOV"), ("BIH", "IGO")})

# Family names that are words, months or places besides: "Moon" alone is the president only where the rules have seen to
# it, and nobody else goes by such a name.
WORDS = _words(
    "Major May Brown King Bush Park Moon Sharon Key English Hill Rice Power Price Young Gates Fox Straw Cook Ban Lam "
    "Bird Friday Carter Baker Rose Snow Stone Wood Field Rivers Banks Church Bishop Pope Prince Duke Earl Knight Page "
    "Marshal March April June August Day Summer Winter Frost Swan Wolf Lamb Bacon Berry Bean Rich Wise Good Best Long "
    "Short Small Strong Sharp Swift White Black Green Gray Grey Cross Bond Cash Case Cotton Glass Gold Law Lord Love "
    "Mark Mason Miller Moore Nelson Parker Payne Perry Porter Post Reid Ross Singer Smith Taylor Turner Walker Ward "
    "Waters Weaver Wells West North South East Will Washington London Lincoln Jackson Christian Guy Rock Sage Hunt "
    "Wallace Healey Burns Hook Pence Mansour Noon Earnest Craft Chan Ho An No He To Do So"
)
WORDS_IN_ORDER = frozenset({"moon-jae-in", "mike-pence", "ariel-sharon", "george-h-w-bush", "george-w-bush"})


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
    yield from _codes(rows)
    yield from _holders(rows)
    yield from _family_names(rows)
    yield from _state_bodies(rows)
    yield from _order(rows)
    yield from _clashes(rows)


_NAMES = ("states", "organisations", "agencies", "people", "offices", "titles", "bodies", "places", "given_names")


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
    for row in rows["given_names"]:
        if row["gender"] not in ("m", "f") or not row["name"].isalpha():
            yield f"given_names.tsv: {row['name']}: unknown gender, or no name"
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
        if since not in ("", "?") and not _is_date(since):
            yield f"{where}: {since} is no date"
        elif until not in ("", "?", "now") and not _is_date(until):
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


def _codes(rows: dict[str, list[dict[str, str]]]) -> Iterator[str]:
    """Codes of another state than the office is of, or than the body is at home in."""
    homes = {r["id"]: r["code"][:3] for r in rows["organisations"] if r["code"]}
    for row in rows["offices"]:
        of, code = row["of"], row["code"]
        home = homes.get(of) or of[:3].upper()
        if code and code[:3] != home and (of, code) not in CODES_OF_OTHERS:
            yield f"offices.tsv: {row['person']}, {row['title']}: {code} is not of {of}"
    for row in rows["organisations"]:
        if row["country"] and row["code"] and row["code"][:3] not in (row["country"], "IGO"):
            yield f"organisations.tsv: {row['id']}: {row['code']} is not of {row['country']}"


def _holders(rows: dict[str, list[dict[str, str]]]) -> Iterator[str]:
    """Two holders of an exclusive office on one day, one person's overlapping terms, and a row that is there twice."""
    terms: defaultdict[tuple[str, str], list[tuple[date, date, str]]] = defaultdict(list)
    seen: set[tuple[str, ...]] = set()
    for row in rows["offices"]:
        key = tuple(row.values())
        if key in seen:
            yield f"offices.tsv: {row['person']}, {row['title']}, {row['from']} is there twice"
        seen.add(key)
        first, last = first_day(row["from"]), last_day(row["to"])
        if first is None or last is None or first > last:
            continue
        for office in _split(row["keys"]):
            if office in EXCLUSIVE and (office, row["of"]) not in SHARED:
                terms[office, row["of"]].append((_calendar(first), _calendar(last), row["person"]))
    for (office, of), held in sorted(terms.items()):
        held.sort()
        for n, (_, until, person) in enumerate(held):
            for since, end, other in held[n + 1 :]:
                if since + HANDOVER < min(until, end) and other != person:
                    yield f"offices.tsv: {person} and {other} are both {office} of {of} on {since + HANDOVER}"


def _family_names(rows: dict[str, list[dict[str, str]]]) -> Iterator[str]:
    """Persons who go by a family name that is a word or a place, whom nothing is known of, or who are named twice."""
    places = {w for r in rows["places"] for w in (r["name"], *_split(r["aliases"]))}
    places |= {w for r in rows["states"] for c in ("name", "aliases", "capitals") for w in _split(r[c])}
    in_office = {r["person"] for r in rows["offices"]}
    for row in rows["people"]:
        where = f"people.tsv: {row['id']}"
        if row["alone"] and row["family"] in WORDS | places and row["id"] not in WORDS_IN_ORDER:
            yield f"{where}: {row['family']} alone is a word or a place"
        if not (row["gender"] or row["country"] or row["aliases"] or row["alone"]) and row["id"] not in in_office:
            yield f"{where}: nothing is known of this person"
        known = set(variants(row["name"]))
        for alias in _split(row["aliases"]):
            keys = set(variants(alias.removeprefix("~")))
            if keys and keys <= known:
                yield f"{where}: the alias {alias} is the name in another setting"


def _state_bodies(rows: dict[str, list[dict[str, str]]]) -> Iterator[str]:
    """Common nouns that mean two bodies of one state, and bodies that go by another name than in their own table."""
    names = {r["id"]: r["name"] for table in ("organisations", "agencies") for r in rows[table]}
    seen: set[tuple[str, str]] = set()
    for row in rows["bodies"]:
        if row["country"] and names.get(row["id"], row["name"]) != row["name"]:
            yield f"bodies.tsv: {row['id']} is called {row['name']!r} here and {names[row['id']]!r} there"
        for word in _split(row["words"]):
            if (row["country"], word) in seen:
                yield f"bodies.tsv: {row['country'] or 'any state'}: {word!r} is there twice"
            seen.add((row["country"], word))


def _order(rows: dict[str, list[dict[str, str]]]) -> Iterator[str]:
    """Tables whose rows of one country are not together."""
    for name in ("organisations", "agencies", "people", "places", "bodies"):
        countries = [row["country"] for row in rows[name]]
        done: set[str] = set()
        for before, country in zip(["-", *countries], countries, strict=False):
            if country != before and country in done:
                yield f"{name}.tsv: the rows of {country or 'no country'} are not together"
            done.add(before)


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


def _is_date(cell: str) -> bool:
    """Whether `cell` is a year, a month or a day of the calendar."""
    if not DATE.fullmatch(cell):
        return False
    try:
        date.fromisoformat((cell + "-01-01")[:10])
    except ValueError:
        return False
    return True


def _calendar(day: str) -> date:
    """The date of `day`, which may be the 31st of a shorter month: see `first_day`."""
    year, month, number = (int(part) for part in day.split("-"))
    if number < 31:
        return date(year, month, number)
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1) if year < date.max.year else date.max


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
