"""Articles in JSON and JSON Lines: objects with a text, or the readings that communique itself wrote."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping
from typing import BinaryIO

from communique.gather.decode import HEAD, binary, decoded, head_of, marked, undecodable
from communique.gather.rows import article_from_row, too_long
from communique.gather.unread import Columns, Unread, unread
from communique.reading import Article

# A line may be this many times the limit of an article: JSON writes a character in up to six bytes ("\u2019"), and
# there is metadata beside the text.
_LINE = 8
# A .json file is held in memory as a whole; this many articles of the longest kind are let in.
_FILE = 100


def read_json(stream: BinaryIO, path: str, columns: Columns, limit: int) -> Iterator[Article | Unread]:
    """The articles of a .json file: one object, a list of them, or a reading."""
    data = stream.read(_FILE * limit + 1)
    if len(data) > _FILE * limit:
        yield unread(
            path,
            f"The file is longer than {_FILE * limit:,} bytes, and JSON can only be read as a whole",
            fix="write it as JSON Lines (.jsonl), one article a line",
        )
        return
    text = decoded(data, path)
    if isinstance(text, Unread):
        yield text
        return
    value = _parsed(text, path, None)
    if isinstance(value, Unread):
        yield value
    elif isinstance(value, list):
        for number, item in enumerate(value, 1):
            label = str(number) if len(value) > 1 else None
            yield _article(item, path, columns, limit, line=None, label=label)
    else:
        yield _article(value, path, columns, limit, line=None, label=None)


def read_json_lines(stream: BinaryIO, path: str, columns: Columns, limit: int) -> Iterator[Article | Unread]:
    """The articles of a .jsonl file, one by one; a line that cannot be read does not keep back the others."""
    head = head_of(stream)
    if problem := binary(head, path):
        yield problem
        return
    number = 0
    for data in _lines(stream, marked(head), _LINE * limit + HEAD):
        number += 1
        if data is None:
            yield too_long(path, limit, line=number)
            continue
        if isinstance(data, UnicodeDecodeError):
            yield undecodable(path, data, line=number)
            continue
        text = data if isinstance(data, str) else decoded(data, path, line=number)
        if isinstance(text, Unread):
            yield Unread(path, text.message, number)
        elif text and not text.isspace():
            value = _parsed(text, path, number)
            if isinstance(value, Unread):
                yield value
            else:
                yield _article(value, path, columns, limit, line=number, label=str(number))


def _lines(stream: BinaryIO, mark: str | None, longest: int) -> Iterator[bytes | str | UnicodeDecodeError | None]:
    """The lines of `stream`; None for one longer than `longest`, and an error, the last, for UTF-16 that breaks off."""
    if mark and mark != "utf-8-sig":
        with io.TextIOWrapper(stream, encoding=mark, newline="\n") as lines:
            try:
                yield from lines
            except UnicodeDecodeError as error:
                yield error
        return
    while line := stream.readline(longest):
        if len(line) < longest or line.endswith(b"\n"):
            yield line
            continue
        yield None
        while line and not line.endswith(b"\n"):
            line = stream.readline(longest)


def _parsed(text: str, path: str, line: int | None) -> object:
    try:
        value: object = json.loads(text)
    except json.JSONDecodeError as error:
        at = f"character {error.pos + 1}" if line else f"line {error.lineno}, character {error.colno}"
        return unread(
            path,
            f"The JSON is broken: {error.msg} at {at}",
            cause="the file was cut off, or a quotation mark or backslash in it is not escaped",
            fix="write it again with a JSON library",
            line=line if line is not None else error.lineno,
        )
    except (ValueError, RecursionError) as error:  # a number of thousands of digits, or brackets nested without end
        return unread(path, f"The JSON cannot be read: {error}", cause="it holds no article", line=line)
    return value


def _article(
    value: object, path: str, columns: Columns, limit: int, *, line: int | None, label: str | None
) -> Article | Unread:
    if not isinstance(value, Mapping):
        found = unread(
            path,
            "The JSON value is not an object",
            cause="an article is an object with a field for its text",
            fix=f'write it as {{"{columns.text}": "…", "{columns.title}": "…", "{columns.published}": "…"}}',
            line=line,
        )
    elif (inner := _of_reading(value, columns)) is not None:
        return article_from_row(inner, path, columns=Columns(), limit=limit, line=line, label=label)
    else:
        article = article_from_row(value, path, columns=columns, limit=limit, line=line, label=label)
        if isinstance(article, Article):
            return article
        found = article
    if label is not None and line is None:
        return Unread(found.path, f"Item {label} of the list: {found.message}", None)
    return found


def _of_reading(value: Mapping[str, object], columns: Columns) -> Mapping[str, object] | None:
    """The article inside a communique reading, in the default columns, or None where `value` is no reading.

    A date that an earlier reading inferred is left out: it is inferred again, by the present rules.
    """
    article = value.get("article")
    if columns.text in value or not isinstance(article, Mapping) or not isinstance(article.get("text"), str):
        return None
    known = article.get("published_basis") in ("metadata", "url", None)
    left_out = {"id"} if known else {"id", "published"}
    return {name: item for name, item in article.items() if name not in left_out}
