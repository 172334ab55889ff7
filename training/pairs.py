"""Sentences with a pair, made from our own in relations.txt, that the head for pairs learns from before PLV's."""

from __future__ import annotations

import random
import re
import sys
from collections import defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tools"))

from plv import Pair

from communique.reading import Span

PATTERNS = Path(__file__).with_name("relations.txt")
# Of what is made: the share of sentences that tell of a second pair beside the first, and that leave the recipient out.
TWOFOLD, ALONE = 0.3, 0.03


def made(each: int, seed: int = 0) -> list[Pair]:
    """`each` sentences or more of every type, made from the patterns, in random order of actors and settings."""
    chance = random.Random(seed)
    patterns = read_patterns()
    of_type = defaultdict(list)
    for kind, pattern in patterns:
        of_type[kind].append(pattern)
    found: list[Pair] = []
    for kind, own in of_type.items():
        for n in range(each):
            one = filled(own[n % len(own)], kind, chance)
            if chance.random() < TWOFOLD:
                other_kind, pattern = chance.choice(patterns)
                found += _joined(one, filled(pattern, other_kind, chance), chance)
            else:
                found.append(_set(one, chance))
    return found


def read_patterns() -> list[tuple[str, str]]:
    """The patterns of relations.txt, each with its type."""
    found, kind = [], ""
    for line in PATTERNS.read_text(encoding="utf8").splitlines():
        if line.startswith("["):
            kind = line[1:-1]
        elif line and not line.startswith("#"):
            found.append((kind, line))
    return found


def filled(pattern: str, kind: str, chance: random.Random) -> Pair:
    """The pattern with its choices made and its holes filled, without the full stop."""
    while hole := re.search(r"<([^<>]*)>", pattern):
        pattern = pattern[: hole.start()] + chance.choice((hole[1], "")) + pattern[hole.end() :]
    while hole := re.search(r"\(([^()]*)\)", pattern):
        pattern = pattern[: hole.start()] + chance.choice(hole[1].split("|")) + pattern[hole.end() :]
    pattern = re.sub(r"^(?:A|An|The|There|Troops|Soldiers) ", lambda m: m[0][0].lower() + m[0][1:], pattern.rstrip("."))
    text, spans = "", {}
    for part in re.split(r"(\{[^}]*\})", pattern):
        if part == "{P}":
            text += chance.choice(("he", "she"))
        elif part.startswith("{"):
            letter, actors = part[1:-1].split()
            start = len(text)
            text += _actor(actors, chance)
            spans[letter] = Span(start, len(text))
        else:
            text += part
    return Pair(text, spans["A"], spans["B"], kind)


def _moved(pair: Pair, by: int, text: str) -> Pair:
    actor, recipient = (s and Span(s.start + by, s.end + by) for s in (pair.actor, pair.recipient))
    return Pair(text[0].upper() + text[1:], actor, recipient, pair.type)


def _joined(one: Pair, other: Pair, chance: random.Random) -> list[Pair]:
    """One sentence that tells of both pairs, once for each."""
    first, second = (one, other) if chance.random() < 0.5 else (other, one)
    link = chance.choice(LINKS)
    text = f"{first.text}{link}{second.text}."
    return [_moved(first, 0, text), _moved(second, len(first.text) + len(link), text)]


def _set(one: Pair, chance: random.Random) -> Pair:
    before, behind = (chance.choice(choices) if chance.random() < 0.6 else "" for choices in (BEFORE, BEHIND))
    pair = _moved(one, len(before), f"{before}{one.text}{behind}.")
    return Pair(pair.text, pair.actor, None, pair.type) if chance.random() < ALONE else pair


BEFORE = (
    "On Tuesday, ", "In March, ", "Last week, ", "Meanwhile, ", "In 2014, ", "SEOUL — ", "NAIROBI (AP) - ",
    "According to local media, ", "Hours later, ", "After months of silence, ", "Officials said that ",
    "State media reported that ",
)  # fmt: skip
BEHIND = (
    " on Monday", ", officials said", ", a spokesman said", ", according to state media", " in 2011", " last month",
    ", state television reported", " despite criticism at home", " amid growing tension in the region",
    ", diplomats told reporters on Friday",
)  # fmt: skip
LINKS = (
    ", days after ", " after ", ", while ", ", a week before ", " and said that ", ", as ", ", hours before ", "; ",
    ", but ",
)  # fmt: skip
STATES = (
    "North Korea", "South Korea", "the United States", "Washington", "Moscow", "Russia", "China", "Beijing", "Japan",
    "Tokyo", "Iran", "Tehran", "Israel", "Egypt", "Turkey", "Ankara", "Germany", "Berlin", "France", "Britain",
    "London",
    "India", "Pakistan", "Ukraine", "Kyiv", "Saudi Arabia", "Qatar", "Colombia", "Venezuela", "Cuba", "Sudan",
    "Ethiopia", "Eritrea", "Kenya", "Nigeria", "Mali", "Libya", "Syria", "Iraq", "Yemen", "Armenia", "Azerbaijan",
    "Georgia", "Serbia", "Kosovo", "Cyprus", "Greece", "Spain", "Morocco", "Algeria", "Myanmar", "Thailand", "Vietnam",
    "the Philippines", "Indonesia", "Australia", "Canada", "Mexico", "Brazil", "Peru", "Chile", "Norway", "Sweden",
    "the European Union", "the Afghan government", "the Kremlin", "Seoul", "Pyongyang", "the Sudanese authorities",
    "the White House", "the Chinese government", "the Israeli government", "the Polish foreign ministry", "Nepal",
    "Sri Lanka", "Bangladesh", "the Swiss government", "Rwanda", "Congo", "Burundi", "Zimbabwe", "South Africa",
)  # fmt: skip
PLACES = (
    *STATES, "Aleppo", "the Gaza Strip", "the capital", "the northern province", "Donbas", "a border town", "Mosul",
    "the east of the country", "the Golan Heights", "Darfur", "Kashmir", "a village near Kandahar", "the island",
    "Goma", "the port of Hodeidah", "southern Lebanon",
)  # fmt: skip
FIRST = (
    "Anna", "Kofi", "Lars", "Maria", "Ivan", "Yusuf", "Park", "Chen", "Hassan", "Lucia", "Pedro", "Aiko", "Samir",
    "Elena", "Jan", "Fatima", "John", "David", "Ri", "Tomas",
)  # fmt: skip
LAST = (
    "Berg", "Mensah", "Lind", "Ortiz", "Petrov", "Aydin", "Min-ho", "Wei", "Rahman", "Rossi", "Alvarez", "Tanaka",
    "Haddad", "Popescu", "Novak", "Diallo", "Carter", "Cohen", "Tae-song", "Kral",
)  # fmt: skip
TITLES = (
    "President", "Prime Minister", "Foreign Minister", "opposition leader", "Defence Minister", "UN envoy", "Senator",
    "Governor", "Chancellor", "General",
)  # fmt: skip
NATIONS = (
    "Russian", "Turkish", "Egyptian", "Iranian", "French", "Greek", "Indian", "Korean", "Kenyan", "Mexican", "Chinese",
    "Israeli", "Syrian", "Peruvian", "Danish", "Nigerian", "Sudanese", "American", "British", "Serbian",
)  # fmt: skip
# {0} is a nation, {1} a state, {2} a title, {3} a person's name
ACTORS = {
    "state": STATES,
    "place": PLACES,
    "person": (
        "{3}", "{2} {3}", "{0} {2} {3}", "{0} {2} {3}", "the {0} president", "the {0} prime minister",
        "{1}'s leader {3}",
        "the {0} foreign minister", "{1}'s foreign minister {3}", "{1}'s envoy {3}",
    ),
    "army": (
        "the {0} army", "{0} troops", "{0} police", "{0} security forces", "{0} soldiers", "the {0} navy", "{0} forces",
        "government forces", "NATO", "the {0} military", "police", "{0} warplanes",
    ),
    "rebels": (
        "the rebels", "the Taliban", "Islamic State", "Hezbollah", "Hamas", "{0} rebels", "Maoist guerrillas", "gunmen",
        "al-Shabab", "Boko Haram", "the FARC", "{0} separatists", "the Houthis", "militants", "{0} militiamen",
    ),
    "crowd": (
        "students", "thousands of demonstrators", "teachers", "miners", "railway workers", "{0} farmers", "nurses",
        "opposition supporters", "hundreds of prisoners", "activists", "monks", "pensioners", "truck drivers",
        "{0} lawyers", "the trade unions", "refugees", "protesters", "{0} workers",
    ),
    "body": (
        "the United Nations", "the UN Security Council", "the European Commission", "the African Union", "NATO",
        "the IMF", "the World Bank", "the Red Cross", "parliament", "the interior ministry", "Amnesty International",
        "the Arab League", "the UN refugee agency", "the IAEA", "the {0} parliament", "the {0} government",
        "the oil company", "the opposition party", "Human Rights Watch", "prosecutors",
    ),
    "court": (
        "a court in Cairo", "a {0} court", "the Supreme Court", "the war crimes tribunal", "prosecutors",
        "a judge in Lagos", "{0} prosecutors",
    ),
    "people": (
        "the {0} opposition", "two {0} journalists", "{0} refugees", "the hostages", "a British engineer",
        "political prisoners", "the villagers", "{0} diplomats", "{1}", "a human rights activist", "three fishermen",
        "the Kurds", "the Palestinians", "{0} civilians", "the miners", "opposition members", "12 migrants",
        "foreign journalists", "a dissident writer", "aid workers",
    ),
}  # fmt: skip


def _actor(kind: str, chance: random.Random) -> str:
    name = f"{chance.choice(FIRST)} {chance.choice(LAST)}"
    values = (chance.choice(NATIONS), chance.choice(STATES), chance.choice(TITLES), name)
    return chance.choice(ACTORS[kind]).format(*values)
