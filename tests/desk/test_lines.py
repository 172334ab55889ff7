from __future__ import annotations

import tomllib
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.desk.lines import Lines, Path

LAYOUTS = {
    "tables": """a = 1

# [b]
[b] # c = 9
c = 5

  [b.d]
  "e f" = 8
[g . h]
i.j = 10
""",
    "arrays of tables": """[[a]]
b = 2
[[a]]
b = 4
[a.c]
d = 6
[[a.e]]
f = 8
[[a.e]]
f = 10
[[a]]
[[a.e]]
f = 13
""",
    "nested arrays": """a = [ # [
  [2, 2, # ]
  3], [],
  [[4,
  5],],
]
b = 7
""",
    "inline tables": """a = {b = 1, c = {d = 1, "e" = [1,
2, {f = 2}]}, g.h = 2}
b = [{c = 3},
  {c = 4}]
""",
    "literal strings": """a = '''
[x]
y = 1 "
]}''' # '''
b = 5
c = '''
\"""'''''
d = 8
""",
    "strings": r'''a = """
[x]
y = 1 \""" # """
b = 4
c = """d"""""
e = "\"[" # "
"e]#" = 7
''',
    "escaped keys": r"""a = 1
"\u0062" = 2
'b"' = 3
"c\".d" = 4
"" = 5
["d"]
"" = 7
""",
    "scalars": "a = [1979-05-27 07:32:00, # t\n 2, +inf, true]\nb = 3\n",
    "windows": "a = 1\r\nb = [\r\n 3,\r\n]\r\nc = 5",
}


def leaves(value: Any, at: Path = ()) -> list[tuple[Path, int]]:
    """The whole numbers in a TOML value, with their paths: in these tests each is the number of its own line."""
    if isinstance(value, dict):
        return [leaf for key, item in value.items() for leaf in leaves(item, (*at, key))]
    if isinstance(value, list):
        return [leaf for number, item in enumerate(value) for leaf in leaves(item, (*at, number))]
    return [(at, value)] if type(value) is int else []


@pytest.mark.parametrize("name", LAYOUTS)
def test_each_value_has_its_line(name: str) -> None:
    text = LAYOUTS[name]
    lines, found = Lines.of(text), leaves(tomllib.loads(text))
    assert found
    assert [(path, lines.line(path)) for path, _ in found] == found


def test_what_has_no_line_has_that_of_what_is_around_it() -> None:
    lines = Lines.of("\n[[a]]\nb = [\n]\n")
    assert lines.line(("a", 0, "b", 7)) == 3
    assert lines.line(("a", 0, "c")) == 2
    assert lines.line(("d",)) == 1


class Writer:
    """Writes TOML in any layout; every number is that of its line."""

    def __init__(self, draw: Any) -> None:
        self.draw, self.text = draw, ""

    def pick(self, *choices: str) -> str:
        return str(self.draw(st.sampled_from(choices)))

    def number(self) -> None:
        self.text += str(self.text.count("\n") + 1)

    def gap(self) -> None:
        self.text += self.pick("", " ", "\n", "# ] , } [x]\n", '\n\t# """ \' =\n')

    def string(self) -> None:
        self.text += self.pick(
            '"a # ] \\" ="', "'[b] \\'", '"""\n[x]\nk = 1\n"""', '"""a""\\"""b"""""', "'''\n''}, ]\n'''", '""', "''"
        )

    def key(self, number: int) -> None:
        self.text += self.pick(f"k{number}", f'"k{number} ]"', f"'k{number} #'", f'"\\u006b{number}"', f"k{number} . x")

    def value(self, depth: int) -> None:
        kind = self.pick("number", "string", "array", "table") if depth else self.pick("number", "string")
        if kind == "number":
            self.number()
        elif kind == "string":
            self.string()
        elif kind == "array":
            self.text += "["
            for _ in range(self.draw(st.integers(0, 3))):
                self.gap()
                self.value(depth - 1)
                self.gap()
                self.text += ","
            self.gap()
            self.text += "]"
        else:
            self.text += "{"
            for number in range(self.draw(st.integers(0, 3))):
                self.text += ", " if number else " "
                self.pair(number, depth - 1)
            self.text += " }"

    def pair(self, number: int, depth: int) -> None:
        self.key(number)
        self.text += self.pick("=", " = ", "\t=\t")
        self.value(depth)

    def document(self) -> str:
        for table in range(self.draw(st.integers(0, 4))):
            if table:
                self.text += self.pick("[[t]]", f"[s{table}]", f"[t2.u{table}]", "[[ t3 . 'v' ]]", f'["w{table}"] # "')
                self.text += "\n"
            for number in range(self.draw(st.integers(0, 3))):
                self.gap()
                self.pair(number, 3)
                self.text += self.pick("\n", " # k = 1\n", "\n\n")
        return self.text


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_each_value_has_its_line_in_any_layout(data: st.DataObject) -> None:
    text = Writer(data.draw).document()
    lines = Lines.of(text)
    for path, line in leaves(tomllib.loads(text)):
        assert lines.line(path) == line
