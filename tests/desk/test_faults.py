"""A desk with a fault is refused, with the line, the likely cause and the fix; all faults are told at once."""

from __future__ import annotations

import json
import pickle
import re
import tomllib
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique import CommuniqueError, Desk, DeskError
from communique.desk import shape
from communique.desk.examine import examine
from communique.desk.laying import with_desk
from communique.resolve import tables
from communique.resolve.knowledge import Knowledge

EXAMPLE = (files("communique") / "desk" / "example.toml").read_text(encoding="utf-8")
PERSON = '[[actor]]\nid = "jan-ek"\nname = "Jan Ek"\nkind = "person"\n'
GROUP = '[[actor]]\nid = "river-front"\nname = "River Front"\nkind = "group"\n'

# What is written, the line of the fault, and words of the message.
FAULTS = [
    ('[desk]\nnmae = "x"', 2, 'cannot have the key "nmae". Did you mean name?'),
    ('[[actors]]\nid = "x"', 1, 'desk cannot have the key "actors". Did you mean actor?'),
    ('[desk]\n\n[actor]\nid = "jan-ek"', 3, "The key actor is a table, not a list. Write [[actor]]"),
    ('[[actor]]\nname = "x"', 1, "has no id"),
    (f'{PERSON}aliases = "Johann Ek"', 5, 'Put it in brackets: aliases = ["Johann Ek"]'),
    (f"{PERSON}aliases = [\n  'Johann Ek',\n  3,\n]", 7, "One of the aliases is a number, not text"),
    (f'{PERSON}gender = "male"', 5, 'It can be "m" or "f"'),
    ('[[actor]]\nid = "x"\nname = "X"\nkind = "organization"', 4, "Did you mean organisation?"),
    (f'{PERSON}country = "Sweeden"', 5, 'There is no state "Sweeden". Did you mean SWE?'),
    (f'{PERSON}country = "SWD"', 5, 'There is no state "SWD". Did you mean SW'),
    (f'{PERSON}alone = ["SWE", "~XX"]', 5, 'There is no state "XX"'),
    (f'{PERSON}family = "Berg"', 5, 'is no part of "Jan Ek"'),
    (f"{PERSON}roles = [\n  # of\n  {{ title = 'T', of = 'SWE' }},\n]", 7, "It has neither keys nor words"),
    (f"{PERSON}roles = [\n{{ title = 'T', of = 'river', words = ['t'] }},\n]", 6, 'Nobody has the id "river"'),
    (
        f"{PERSON}[[actor.roles]]\ntitle = 'T'\nof = 'SWE'\nkeys = [\n'leader',\n'presidnt']",
        10,
        "Did you mean president",
    ),
    (f"{PERSON}[[actor.roles]]\ntitle = 'T'\nof = 'SWE'\nkeys = ['leader']\nfrom = '2019-02-30'", 9, "There is no day"),
    (f"{PERSON}[[actor.roles]]\ntitle = 'T'\nof = 'SWE'\nkeys = ['leader']\nfrom = 2019", 9, 'from = "2019"'),
    (f"{PERSON}[[actor.roles]]\ntitle = 'T'\nof = 'SWE'\nkeys = ['leader']\nfrom = 2019-02", 9, 'Write "2019-02"'),
    (f"{PERSON}[[actor.roles]]\ntitle = 'T'\nof = 'SWE'\nkeys = ['pope']", 8, 'The title "pope" is not one of "SWE"'),
    (
        f"{PERSON}[[actor.roles]]\ntitle = 'T'\nof = 'SWE'\nkeys = ['leader']\nfrom = 2019-03-01\nto = '2019-02'",
        10,
        "ends (2019-02) before it begins (2019-03-01)",
    ),
    (f"{PERSON}[[actor.roles]]\ntitle = 'T'\nof = 'SWE'\nkeys = ['leader']\ncode = 'SWEGVO'", 9, "SWEGVO is no CAMEO"),
    (f'{GROUP}gender = "m"', 5, "is a group, which has no gender"),
    (f"{GROUP}{PERSON}roles = [\n{{ title = 'T', of = 'jan-ek', words = ['t'] }}]", 10, 'Nobody has the id "jan-ek"'),
    (f'{GROUP}aliases = ["KCNA"]', 5, '"KCNA" already means kcna. Write takes = ["KCNA"]'),
    (f'{GROUP}aliases = ["Kremlin"]', 5, '"Kremlin" already means RUS'),
    (f'{GROUP}takes = ["Russia"]', 5, "the very name of RUS"),
    (f'{PERSON}aliases = ["Mike Pompeo"]', 5, 'shares = ["Mike Pompeo"] where the name is that of both'),
    (f'{PERSON}{GROUP}aliases = ["Front"]\n[[outlet]]\nid = "f"\nname = "Front"\nkind = "site"', 9, "already means f"),
    (f"{PERSON}{PERSON}", 6, 'The id "jan-ek" is there twice. Actor number 1 has it already'),
    ('[[actor]]\nid = "mike-pompeio"\naliases = ["Pompeio"]', 1, "Did you mean mike-pompeo"),
    ('[[actor]]\nid = "mike-pompeo"\nkind = "group"', 3, "is a person in the shipped tables, not a group"),
    ('[[outlet]]\nid = "mike-pompeo"\naliases = ["x"]', 2, "is a person in the shipped tables, and no outlet"),
    (f"{PERSON}replace = true", 5, "replaces nothing"),
    ('[[actor]]\nid = "freedonia"\nname = "Freedonia"\nkind = "state"', 2, "three capital letters"),
    ('[[actor]]\nid = "New Port"\nname = "New Port"\nkind = "place"', 2, "It is not written as it must be"),
    ('[[actor]]\nid = "port"\nname = "New Port"\nkind = "place"', 2, 'Write id = "new-port"'),
    (f'{GROUP}aliases = ["  Front"]', 5, "does not begin with a letter"),
    (f'{GROUP}aliases = ["River\\nFront"]', 5, "stray white space"),
    (f'{GROUP}aliases = ["-Front"]', 5, "does not begin with a letter"),
    ('[desk]\ndrop = [\n"kcna",\n"kcn",\n]', 4, 'Nobody is called "kcn", so it cannot be dropped. Did you mean kcna'),
    ('[desk]\ndrop = ["RUS"]', 2, "no state can be dropped"),
    ('[[issue]]\nid = "a"\nname = "A"\n[[issue]]\nid = "a"\nname = "B"', 5, "is there twice"),
    ('[[outlet]]\nid = "f"\nname = "F"\nkind = "site"\ndomains = ["https://f.org"]', 5, "without https://"),
    ('[[actor]\nid = "x"', 1, "This is not TOML"),
    ('[desk]\nname = "x', 2, "This is not TOML"),
    (f"a = {'[' * 5000}\n", 1, "nested too deep"),
    (f"[desk]\n\nname = {'9' * 5000}\n", 3, "cannot be read"),
]


@pytest.mark.parametrize(("text", "line", "words"), FAULTS, ids=range(len(FAULTS)))
def test_a_fault_is_told_with_its_line(text: str, line: int, words: str) -> None:
    with pytest.raises(DeskError) as raised:
        Desk.parse(text, path="talks.toml")
    told = [f"{error}" for error in (raised.value, *raised.value.others) if error.line == line]
    assert any(words in message for message in told), f"{raised.value} {raised.value.others}"
    assert all(message.startswith(f"talks.toml:{line}: ") for message in told)


def test_all_faults_are_told_at_once_in_their_order() -> None:
    text = f'[desk]\ndrop = ["nobody"]\n{PERSON}gendre = "m"\n{GROUP}aliases = ["KCNA"]\n[[issue]]\nid = "a"\n'
    with pytest.raises(DeskError) as raised:
        Desk.parse(text)
    assert [raised.value.line, *(error.line for error in raised.value.others)] == [2, 7, 12, 13]
    assert str(raised.value).startswith("Line 2: ")
    assert str(raised.value).endswith("3 more faults: communique desk check names them all.")
    assert isinstance(raised.value, CommuniqueError)
    again = pickle.loads(pickle.dumps(raised.value))
    assert (str(again), again.line) == (str(raised.value), 2)


def test_a_fault_in_a_row_does_not_make_others_elsewhere() -> None:
    role = "roles = [{ title = 'Speaker of the front', of = 'river-front', words = ['speaker'] }]"
    with pytest.raises(DeskError) as raised:
        Desk.parse(f"{GROUP}colour = 'red'\n{PERSON}{role}")
    assert (raised.value.line, raised.value.others) == (5, ())


def test_a_file_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    with pytest.raises(DeskError, match="cannot be read: No such file"):
        Desk.open(tmp_path / "none.toml")
    (tmp_path / "latin.toml").write_bytes(b'[desk]\nname = "Caf\xe9"\n')
    with pytest.raises(DeskError, match=r"latin\.toml:2: This is not UTF-8"):
        Desk.open(tmp_path / "latin.toml")
    (tmp_path / "marked.toml").write_bytes(b'\xef\xbb\xbf[desk]\r\nname = "Notepad"\r\n')
    assert Desk.open(tmp_path / "marked.toml").name == "Notepad"


def _refused_by_the_schema(text: str) -> bool:
    try:
        values = shape.json_values(tomllib.loads(text))
    except (ValueError, RecursionError):
        return False
    return not jsonschema.Draft202012Validator(dict(shape.schema())).is_valid(values)


def test_the_schema_is_one_and_the_example_follows_it() -> None:
    jsonschema.Draft202012Validator.check_schema(dict(shape.schema()))
    assert not _refused_by_the_schema(EXAMPLE)
    assert [text for text, _, _ in FAULTS if _refused_by_the_schema(text)]


def test_the_schema_uses_no_keyword_that_is_not_understood() -> None:
    def keywords(rule: Any) -> set[str]:
        inner = [*rule.get("properties", {}).values(), *rule.get("$defs", {}).values()]
        inner += [rule["items"]] if "items" in rule else []
        return set(rule) - {"$schema", "$id", "$defs"} | {word for part in inner for word in keywords(part)}

    assert keywords(shape.schema()) == shape.KEYWORDS


def _toml(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(k, ensure_ascii=False)} = {_toml(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_toml, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


SCRAPS = re.findall(r'[\w-]+ = |"[^"\n]*"|\[\[?\w+\]\]?|[{}\[\],\n]|\d{4}[-\d]*', EXAMPLE)
NAMES = st.sampled_from(["Jan Ek", "Å-B c", "Élan", "Kim Jong-un", "WFP", "9 x’s", "ǅ-ŉ", "A.b", "Ⅷ_"]) | st.text(
    "a-É 1'_", max_size=4
)
LISTS = st.lists(NAMES, max_size=2)
STATES = st.sampled_from(["COD", "SWE", "COD", "SWE", "Sweden"])
ROLE = st.fixed_dictionaries(
    {"title": NAMES, "of": st.sampled_from(["COD", "kcna", "river-front", "prk-foreign-ministry", "nobody"])},
    optional={
        "keys": st.lists(st.sampled_from(["president", "spokesperson", "no-key"]), max_size=1),
        "words": st.lists(NAMES, min_size=1, max_size=2),
        "code": st.sampled_from(["CODGOV", "IGOUNO", "XXX"]),
        "from": st.sampled_from(["2019", "2019-13", "now", "?", "2020-02-29"]),
        "to": st.sampled_from(["2018", "now", "?", "2021-05"]),
    },
)
ANY = {"country": STATES, "aliases": LISTS, "takes": LISTS, "replace": st.booleans()}
KINDS: dict[str, tuple[list[str], dict[str, st.SearchStrategy[Any]]]] = {
    "person": (
        ["jan-ek", "mike-pompeo"],
        {
            "family": NAMES,
            "given": NAMES,
            "gender": st.sampled_from(["m", "f"]),
            "alone": st.booleans() | st.lists(STATES, max_size=2),
            "roles": st.lists(ROLE, max_size=2),
            "shares": LISTS,
        },
    ),
    "state": (
        ["COD", "XXA"],
        {"formal": NAMES, **dict.fromkeys(("adjectives", "capitals", "seats"), LISTS)},
    ),
    "group": (["river-front", "iaea"], {"adjectives": LISTS}),
    "organisation": (["kcna", "unicef"], {}),
    "place": (["panmunjom", "a-1"], {}),
}
ACTORS = st.sampled_from(sorted(KINDS)).flatmap(
    lambda kind: (
        st.fixed_dictionaries(
            {"id": st.sampled_from(KINDS[kind][0]), "name": NAMES, "kind": st.just(kind)}, optional=ANY | KINDS[kind][1]
        )
        | st.fixed_dictionaries(
            {"id": st.sampled_from(KINDS[kind][0])}, optional={"name": NAMES, **ANY, **KINDS[kind][1]}
        )
    )
)
OUTLETS = st.fixed_dictionaries(
    {"id": st.sampled_from(["yonhap", "post"])},
    optional={"name": NAMES, **ANY, "kind": st.sampled_from(["wire", "paper", "press"])},
)
ISSUES = st.fixed_dictionaries({"id": st.sampled_from(["a", "b"]), "name": NAMES}, optional={"words": LISTS})
HEAD = st.fixed_dictionaries(
    {}, optional={"drop": st.lists(st.sampled_from(["kcna", "mike-pompeo", "iaea"]), max_size=2)}
)
DESKS = st.fixed_dictionaries(
    {},
    optional={
        "desk": HEAD,
        "actor": st.lists(ACTORS, max_size=3),
        "outlet": st.lists(OUTLETS, max_size=1),
        "issue": st.lists(ISSUES, max_size=2),
    },
).map(lambda values: "\n".join(f"{key} = {_toml(value)}" for key, value in values.items()))
TEXTS = st.text() | st.lists(st.sampled_from(SCRAPS), max_size=40).map("".join) | DESKS


@settings(max_examples=50, deadline=None)
@given(TEXTS)
def test_any_text_is_a_desk_or_is_refused_with_a_line(text: str) -> None:
    desk, faults = examine(text)
    assert all(1 <= (fault.line or 0) <= text.count("\n") + 1 for fault in faults)
    assert all(fault.what for fault in faults)
    if faults:
        with pytest.raises(DeskError):
            Desk.parse(text)
        return
    assert Desk.parse(text) == desk
    assert not _refused_by_the_schema(text)
    laid = with_desk(tables.load(), desk)
    assert {actor.id for actor in desk.actors} >= set(laid.people) - set(tables.load().people)
    Knowledge.of(laid)


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_a_damaged_example_is_a_desk_or_is_refused_with_a_line(data: st.DataObject) -> None:
    lines = EXAMPLE.split("\n")
    for _ in range(data.draw(st.integers(1, 3))):
        number = data.draw(st.integers(0, len(lines) - 1))
        cut = data.draw(st.integers(0, len(lines[number])))
        lines[number] = data.draw(st.sampled_from(["", lines[number][:cut], lines[number][cut:], lines[number] * 2]))
    _, faults = examine("\n".join(lines))
    assert all(1 <= (fault.line or 0) <= len(lines) for fault in faults)
