"""Where each key and each value of a TOML text stands. `tomllib` gives the values without their lines."""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, field

Path = tuple[str | int, ...]
"""The way to a value: keys of tables and places in arrays, as `("actor", 2, "aliases", 0)`."""

_BLANK = re.compile(r"(?:[ \t\n]|#[^\n]*)*")
_KEY = re.compile(r"""[ \t]*(?:([A-Za-z0-9_-]+)|("(?:[^"\\\n]|\\.)*")|'([^'\n]*)')[ \t]*""")
# The four kinds of string, the long ones first; anything else ends at a comma, a bracket, a comment or the line.
_PLAIN = re.compile(
    r'"""(?:[^"\\]|\\.|"{1,2}(?!"))*"{3,5}'
    r"|'''(?:[^']|'{1,2}(?!'))*'{3,5}"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'[^'\n]*'"
    r"|[^,\]}\n#]+",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Lines:
    """The line, counted from 1, of each key and each element of an array in a TOML text."""

    places: Mapping[Path, int]

    @classmethod
    def of(cls, text: str) -> Lines:
        """The lines of `text`, which `tomllib` must have read without complaint."""
        return cls(_Scan(text.replace("\r\n", "\n")).places())

    def line(self, path: Path) -> int:
        """The line of `path`, or of the nearest thing around it that has one; 1 where nothing has."""
        for length in range(len(path), 0, -1):
            if path[:length] in self.places:
                return self.places[path[:length]]
        return 1


@dataclass(slots=True)
class _Open:
    """An array or an inline table whose end has not come yet. `count`: elements so far, None for a table."""

    path: Path
    count: int | None


@dataclass(slots=True)
class _Scan:
    text: str
    at: int = 0
    found: dict[Path, int] = field(default_factory=dict)
    counts: dict[Path, int] = field(default_factory=dict)
    ends: list[int] = field(default_factory=list)

    def places(self) -> dict[Path, int]:
        self.ends = [match.start() for match in re.finditer("\n", self.text)]
        table: Path = ()
        while self._skip() < len(self.text):
            if self.text[self.at] == "[":
                table = self._header()
            else:
                self._pair(table)
        return self.found

    def _skip(self) -> int:
        match = _BLANK.match(self.text, self.at)
        self.at = match.end() if match else self.at
        return self.at

    def _place(self, path: Path, line: int) -> None:
        self.found.setdefault(path, line)

    def _line(self) -> int:
        return bisect_left(self.ends, self.at) + 1

    def _header(self) -> Path:
        line, brackets = self._line(), 2 if self.text.startswith("[[", self.at) else 1
        self.at += brackets
        keys = self._keys()
        self.at += brackets
        path: Path = ()
        for key in keys[:-1]:
            path = (*path, key)
            if path in self.counts:
                path = (*path, self.counts[path] - 1)
            self._place(path, line)
        path = (*path, keys[-1])
        self._place(path, line)
        if brackets == 2:
            number = self.counts[path] = self.counts.get(path, 0) + 1
            path = (*path, number - 1)
            self._place(path, line)
        return path

    def _keys(self) -> list[str]:
        """The parts of a key with dots; stops behind it."""
        keys: list[str] = []
        while (match := _KEY.match(self.text, self.at)) is not None:
            bare, quoted, literal = match.groups()
            keys.append(tomllib.loads(f"k = {quoted}")["k"] if quoted is not None else bare or literal or "")
            self.at = match.end()
            if not self.text.startswith(".", self.at):
                break
            self.at += 1
        return keys

    def _pair(self, table: Path) -> None:
        self._value(self._named(table))

    def _named(self, table: Path) -> Path:
        """The path of the key that begins here, in `table`; stops before its value."""
        self._skip()
        line = self._line()
        path = table
        for key in self._keys():
            path = (*path, key)
            self._place(path, line)
        self.at += 1
        return path

    def _value(self, path: Path) -> None:
        """Walks over one value, however deeply nested, without recursion."""
        stack: list[_Open] = []
        while True:
            self._skip()
            if self.text[self.at] in "[{":
                stack.append(_Open(path, 0 if self.text[self.at] == "[" else None))
                self.at += 1
            elif (match := _PLAIN.match(self.text, self.at)) is not None:
                self.at = match.end()
            while stack:
                character = self.text[self._skip()]
                if character not in ",]}":
                    break
                self.at += 1
                if character != ",":
                    stack.pop()
            if not stack:
                return
            top = stack[-1]
            if top.count is None:
                path = self._named(top.path)
            else:
                path = (*top.path, top.count)
                top.count += 1
                self._place(path, self._line())
