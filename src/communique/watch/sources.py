"""SOURCES.toml: what is watched, and how. Checked as a whole: every fault is told with its line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from communique.desk.lines import Lines
from communique.desk.lines import Path as Place
from communique.desk.shape import meant, shown
from communique.errors import GatherError
from communique.gather.web.fetching import default_agent
from communique.gather.web.lists import address

EVERY = 900.0  # seconds between two looks at a source, where the file does not say
PAUSE = 1.0  # seconds between two requests to one host
OFTENEST, RAREST = 30.0, 30 * 86_400.0
LONGEST_PAUSE = 3_600.0

_UNITS = {"second": 1.0, "minute": 60.0, "hour": 3_600.0, "day": 86_400.0}
_DURATION = re.compile(r"(\d{1,6}) ?(second|minute|hour|day)s?")
_CONTACT = re.compile(r"[!-'*-~]+(?: [!-'*-~]+)*")  # what may stand in a comment of the User-Agent header
_AT = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")


@dataclass(frozen=True, slots=True)
class Source:
    """A feed or a sitemap to look at. `days`: what its list dates as older is passed over; None takes all of it."""

    url: str
    name: str
    every: float = EVERY
    days: int | None = None
    private: bool = False


@dataclass(frozen=True, slots=True)
class Sources:
    """Everything that is watched. `contact` is told to the hosts, so that they can write to whoever watches."""

    sources: tuple[Source, ...]
    pause: float = PAUSE
    contact: str | None = None

    @property
    def agent(self) -> str:
        """The name under which pages are asked for."""
        return f"{default_agent()} ({self.contact})" if self.contact else default_agent()


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong in a file, at a line counted from 1."""

    path: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}"


def open_sources(path: str | Path) -> tuple[Sources, list[Fault]]:
    """What the file says is to be watched, and its faults; with faults, nothing is.

    Raises GatherError where it cannot be read at all.
    """
    try:
        data = Path(path).expanduser().read_bytes()
    except OSError as error:
        raise GatherError(
            f"The sources {path} cannot be read: {error.strerror or error}",
            cause="the path is mistyped, or the file belongs to another user",
            fix="check the path; docs/how-to/follow-feeds.md has an example to begin with",
        ) from error
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return Sources(()), [_fault(str(path), line, "this is not UTF-8", fix="save it as UTF-8")]
    return parse_sources(text, str(path))


def parse_sources(text: str, path: str) -> tuple[Sources, list[Fault]]:
    """The sources that `text` (TOML) names, and its faults in the order of their lines, which name `path`."""
    try:
        values = tomllib.loads(text)
        lines = Lines.of(text)
    except tomllib.TOMLDecodeError as error:
        place = _AT.search(str(error))
        line = int(place[1]) if place and place[1] else text.rstrip().count("\n") + 1
        said = str(error)[: place.start()] if place else str(error)
        cause = "a quotation mark, a bracket or an equals sign is missing here or shortly before"
        return Sources(()), [_fault(path, line, f"this is not TOML: {said}", cause=cause)]
    except (ValueError, RecursionError) as error:
        return Sources(()), [_fault(path, 1, f"this cannot be read: {error}", fix="write names and numbers only")]
    faults = [
        _fault(path, lines.line(wrong.at), wrong.what, cause=wrong.cause, fix=wrong.fix) for wrong in _wrongs(values)
    ]
    if faults:
        return Sources(()), sorted(faults, key=lambda fault: fault.line)
    return _sources(values), []


def seconds_of(text: str) -> float | None:
    """The seconds in `15 minutes`, `1 hour` …, or None where it is no such length of time."""
    match = _DURATION.fullmatch(text)
    return None if match is None else int(match[1]) * _UNITS[match[2]]


@dataclass(frozen=True, slots=True)
class _Wrong:
    at: Place
    what: str
    cause: str = ""
    fix: str = ""


def _sources(values: Mapping[str, Any]) -> Sources:
    head = values.get("watch", {})
    every = seconds_of(head["every"]) if "every" in head else None
    found = []
    for row in values["source"]:
        own = seconds_of(row["every"]) if "every" in row else None
        url = address(row["url"], row["url"]) or row["url"]
        days = row.get("days", head.get("days"))
        found.append(Source(url, row.get("name", url), own or every or EVERY, days, row.get("private", False)))
    pause = seconds_of(head["pause"]) if "pause" in head else None
    return Sources(tuple(found), PAUSE if pause is None else pause, head.get("contact"))


def _wrongs(values: Mapping[str, Any]) -> Iterator[_Wrong]:
    yield from _strange(values, ("watch", "source"), (), "the file")
    head = values.get("watch", {})
    if isinstance(head, dict):
        yield from _table(head, _HEAD, ("watch",), "[watch]")
    else:
        yield _Wrong(("watch",), "watch is no table", fix="write [watch] in a line of its own")
    rows = values.get("source", [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        yield _Wrong(("source",), "source is no list of tables", fix="write [[source]], with two brackets")
        return
    if not rows:
        yield _Wrong((), "there is no source", fix='write [[source]], and below it url = "https://…"')
    met: dict[str, int] = {}
    for number, row in enumerate(rows):
        at: Place = ("source", number)
        yield from _table(row, _ROW, at, "a source")
        url = row.get("url")
        if url is None:
            yield _Wrong(at, "the source has no url", fix='write url = "https://…", of a feed or a sitemap')
        elif isinstance(url, str) and met.setdefault(address(url, url) or url, number) != number:
            yield _Wrong((*at, "url"), f"{shown(url)} is watched already", fix="leave one of the two out")


def _table(row: Mapping[str, Any], keys: Mapping[str, Callable[[Any], str]], at: Place, owner: str) -> Iterator[_Wrong]:
    yield from _strange(row, tuple(keys), at, owner)
    for key, check in keys.items():
        if key in row and (fix := check(row[key])):
            value = shown(row[key]) if isinstance(row[key], str) else str(row[key])
            yield _Wrong((*at, key), f"the key {key} is {value[:80]}", fix=fix)


def _strange(row: Mapping[str, Any], known: tuple[str, ...], at: Place, owner: str) -> Iterator[_Wrong]:
    for key in row:
        if key not in known:
            yield _Wrong(
                (*at, key),
                f"{owner} cannot have the key {shown(key)}",
                cause=meant(key, known),
                fix=f"its keys are {', '.join(known)}",
            )


def _every(value: Any) -> str:
    seconds = seconds_of(value) if isinstance(value, str) else None
    if seconds is None:
        return 'write a length of time in quotation marks: every = "15 minutes"'
    return "" if OFTENEST <= seconds <= RAREST else "write one between 30 seconds and 30 days"


def _pause(value: Any) -> str:
    seconds = seconds_of(value) if isinstance(value, str) else None
    if seconds is None:
        return 'write a length of time in quotation marks: pause = "2 seconds"'
    return "" if PAUSE <= seconds <= LONGEST_PAUSE else "write one between 1 second and 1 hour"


def _contact(value: Any) -> str:
    fits = isinstance(value, str) and len(value) <= 200 and _CONTACT.fullmatch(value)
    return "" if fits else 'write an address at which you can be reached: contact = "desk@example.org"'


def _days(value: Any) -> str:
    fits = isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= 36_500
    return "" if fits else "write a number of days without quotation marks: days = 7"


def _url(value: Any) -> str:
    return "" if isinstance(value, str) and address(value, value) else "write the http(s) URL of a feed or a sitemap"


def _name(value: Any) -> str:
    return "" if isinstance(value, str) and value.strip() and value.isprintable() else "write what it is to be called"


def _private(value: Any) -> str:
    return "" if isinstance(value, bool) else "write true or false, without quotation marks"


_HEAD = {"every": _every, "pause": _pause, "contact": _contact, "days": _days}
_ROW = {"name": _name, "url": _url, "every": _every, "days": _days, "private": _private}


def _fault(path: str, line: int, what: str, *, cause: str = "", fix: str = "") -> Fault:
    return Fault(path, line, str(GatherError(what, cause=cause, fix=fix)))
