from __future__ import annotations

import csv
import gzip
import io
import json
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from communique.gather import Columns, Unread, gather
from communique.reading import Article, Reading

TEXT = 'They met, he said; "gladly".\r\nThen\n\n they left.  '
ROW = {
    "id": "k-7",
    "text": TEXT,
    "title": "Talks",
    "published": "2019-04-12",
    "url": "https://example.org/1",
    "outlet": "The Post",
    "byline": "Ada Lunt",
}


def read(path: Path, columns: Columns | None = None, limit: int = 5_000_000) -> list[Article | Unread]:
    return list(gather([path], columns=columns, limit=limit))


def write(path: Path, rows: Sequence[Mapping[str, object]]) -> Path:
    """The rows in the kind of file that the name of `path` asks for."""
    name = path.name.removesuffix(".gz")
    if name.endswith(".parquet"):
        buffer = io.BytesIO()
        pq.write_table(pa.Table.from_pylist(list(rows)), buffer)
        data = buffer.getvalue()
    elif name.endswith((".csv", ".tsv")):
        table = io.StringIO(newline="")
        writer = csv.DictWriter(table, list(rows[0]), delimiter="\t" if name.endswith(".tsv") else ",")
        writer.writeheader()
        writer.writerows(rows)
        data = table.getvalue().encode()
    elif name.endswith(".json"):
        data = json.dumps(rows).encode()
    else:
        data = "".join(json.dumps(row) + "\n" for row in rows).encode()
    path.write_bytes(gzip.compress(data) if path.name.endswith(".gz") else data)
    return path


KINDS = ["a.json", "a.jsonl", "a.ndjson", "a.csv", "a.tsv", "a.parquet"]


@pytest.mark.parametrize("name", [*KINDS, *(f"{name}.gz" for name in KINDS)])
def test_rows_of_every_kind(tmp_path: Path, name: str) -> None:
    path = write(tmp_path / name, [ROW, {**ROW, "id": None, "text": "They left."}])
    first, second = read(path)
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert first.text == TEXT
    assert (first.title, first.url, first.outlet, first.byline) == (
        "Talks",
        "https://example.org/1",
        "The Post",
        "Ada Lunt",
    )
    assert (first.published, first.published_basis) == ("2019-04-12", "metadata")
    assert first.path == f"{path}#k-7"
    assert second.path is not None
    assert second.path.removeprefix(f"{path}#").isdigit()


@pytest.mark.parametrize("name", KINDS)
def test_other_columns(tmp_path: Path, name: str) -> None:
    path = write(
        tmp_path / name,
        [{"body": "They met.", "head": "Talks", "n": "1"}, {"body": "They left.", "head": "", "n": "2"}],
    )
    first, second = read(path, Columns(text="body", title="head"))
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert (first.text, first.title, second.title) == ("They met.", "Talks", None)


@pytest.mark.parametrize("name", KINDS)
def test_a_missing_text_column_is_said_with_those_that_exist(tmp_path: Path, name: str) -> None:
    (found,) = read(write(tmp_path / name, [{"content": "They met.", "day": "2019-04-12"}]))
    assert isinstance(found, Unread)
    assert "content, day" in found.message
    assert "--column text=NAME" in found.message


@pytest.mark.parametrize("name", ["a.csv", "a.parquet"])
def test_a_missing_column_that_was_asked_for_is_said(tmp_path: Path, name: str) -> None:
    found = read(write(tmp_path / name, [{"text": "They met.", "n": "1"}]), Columns(title="head"))
    assert [type(item) for item in found] == [Unread, Article]


@pytest.mark.parametrize("name", KINDS)
def test_one_bad_row_does_not_keep_back_the_others(tmp_path: Path, name: str) -> None:
    # A NUL byte in a table makes all of it binary; in JSON it is written as \\u0000.
    bad = ["", "x" * 101, " \n " if name.endswith(("csv", "tsv")) else "a\0b"]
    rows = [{"text": text, "title": "Talks"} for text in ("They met.", *bad, "They left.")]
    found = read(write(tmp_path / name, rows), limit=100)
    assert [type(item) for item in found] == [Article, Unread, Unread, Unread, Article]
    if name not in ("a.json",):
        first = 2 if name.endswith(("csv", "tsv")) else 1
        assert [item.line for item in found if isinstance(item, Unread)] == [first + 1, first + 2, first + 3]


def test_broken_json_line_is_said_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(
        b'\xef\xbb\xbf{"text": "They met."}\n\n{"text": "cut\nnot json\n[1]\n{"text": 5}\n{"text": "caf\xe9"}\n'
        b'{"text": "\\ud83d"}\n' + b"[" * 100_000 + b'\n{"text": "They left."}'
    )
    found = read(path)
    assert [item.text for item in found if isinstance(item, Article)] == ["They met.", "They left."]
    assert [item.line for item in found if isinstance(item, Unread)] == [3, 4, 5, 6, 7, 8, 9]
    assert [item.path for item in found if isinstance(item, Article)] == [f"{path}#1", f"{path}#10"]


def test_a_line_without_end_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"text": "x" * 50_000}) + "\n" + json.dumps({"text": "They met."}) + "\n")
    found = read(path, limit=1000)
    assert [(type(item), getattr(item, "line", None)) for item in found] == [(Unread, 1), (Article, None)]


def test_json_lines_in_utf_16(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes('{"text": "They met."}\n{"text": "“They left.”"}\n'.encode("utf-16"))
    assert [item.text for item in read(path) if isinstance(item, Article)] == ["They met.", "“They left.”"]


def test_one_object_keeps_the_path_of_its_file(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    for value in (ROW, [ROW]):
        path.write_text(json.dumps(value, indent=1))
        (found,) = read(path)
        assert isinstance(found, Article)
        assert (found.path, found.text) == (str(path), TEXT)


def test_broken_json_file_is_said_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text('{\n"text": "They met."\n"title": 1}')
    (found,) = read(path)
    assert isinstance(found, Unread)
    assert found.line == 3


def test_item_of_a_list_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps([ROW, 7]))
    assert "Item 2" in next(item.message for item in read(path) if isinstance(item, Unread))


@pytest.mark.parametrize("name", ["a.json", "a.jsonl"])
def test_a_reading_is_read_again(tmp_path: Path, name: str) -> None:
    article = Article(
        id="0", text=TEXT, path="old.txt", title="Talks", published="2019-04-12", published_basis="metadata"
    )
    inferred = Article(id="1", text="They left.", published="2019-04-12", published_basis="inferred")
    path = tmp_path / name
    lines = [Reading(item).to_json() for item in (article, inferred)]
    path.write_text("\n".join(lines) if name == "a.jsonl" else f"[{','.join(lines)}]")
    first, second = read(path, Columns(title="head"))
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert (first.text, first.title, first.published, first.path) == (TEXT, "Talks", "2019-04-12", f"{path}#1")
    assert (second.published, second.published_basis) == (None, "unknown")


def test_csv_keeps_the_text_and_counts_lines(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b'Text;title\r\n"They ""met"".\r\nTwice.\n";Talks\r\n\r\n"";empty\r\nThey left.;"x"\r\n')
    first, empty, last = read(path)
    assert isinstance(first, Article)
    assert isinstance(empty, Unread)
    assert isinstance(last, Article)
    assert (first.text, first.title, first.path) == ('They "met".\r\nTwice.\n', "Talks", f"{path}#2")
    assert empty.line == 6
    assert last.path == f"{path}#7"


def test_csv_with_a_field_longer_than_pythons_limit(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", [{"text": "word " * 50_000}])
    (found,) = read(path)
    assert isinstance(found, Article)
    assert len(found.text) == 250_000


def test_broken_csv_rows_are_said_and_the_others_read(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(
        b"text,title\nThey met.,one\nThey met, twice,two\ncaf\xe9,three\n"
        b'"They "met"",four\nThey left.,five\n"no end,six\n'
    )
    found = read(path)
    assert [item.title for item in found if isinstance(item, Article)] == ["one", "five"]
    assert [item.line for item in found if isinstance(item, Unread)] == [3, 4, 5, 7]


def test_csv_from_a_spreadsheet_in_utf_16(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("text\ttitle\r\n“They met.”\tTalks\r\n".encode("utf-16"))
    (found,) = read(path)
    assert isinstance(found, Article)
    assert (found.text, found.title) == ("“They met.”", "Talks")
    path.write_bytes("text\ttitle\r\nThey met.\tTalks\r\n".encode("utf-16")[:-1])
    assert any(isinstance(item, Unread) for item in read(path))


@pytest.mark.parametrize("name", ["a.csv", "a.parquet"])
def test_a_header_alone_is_said(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    if name == "a.csv":
        path.write_text("text,title\n")
    else:
        pq.write_table(pa.table({"text": pa.array([], pa.string())}), path)
    (found,) = read(path)
    assert isinstance(found, Unread)


@pytest.mark.parametrize(
    "column",
    [
        pa.array([date(2019, 4, 12)]),
        pa.array([datetime(2019, 4, 12, 9, tzinfo=UTC)], pa.timestamp("ns", "UTC")),
        pa.array(
            [datetime(2019, 4, 12, 9, 0, 0, 1)],  # noqa: DTZ001
            pa.timestamp("us"),
        ),
        pa.array(["2019-04-12"]).dictionary_encode(),
        pa.array([20190412]),
    ],
)
def test_parquet_days(tmp_path: Path, column: pa.Array) -> None:
    path = tmp_path / "a.parquet"
    pq.write_table(pa.table({"text": ["They met."], "published": column}), path)
    (found,) = read(path)
    assert isinstance(found, Article)
    assert found.published == "2019-04-12"


def test_parquet_text_as_bytes(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    pq.write_table(pa.table({"text": [b"They met.", b"caf\xe9", b"They left."]}), path)
    assert [type(item) for item in read(path)] == [Article, Unread, Article]


def test_parquet_of_several_batches_keeps_its_order(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    pq.write_table(pa.table({"text": [f"They met {i} times." for i in range(200)]}), path, row_group_size=50)
    assert [item.path for item in read(path) if isinstance(item, Article)] == [f"{path}#{i + 1}" for i in range(200)]


def test_damaged_parquet_is_one_problem(tmp_path: Path) -> None:
    path = write(tmp_path / "a.parquet", [ROW])
    data = path.read_bytes()
    for damaged in (
        data[:-20],
        data[:40],
        b"PAR1",
        b"text",
        data[: len(data) // 2] + b"\0" * 40 + data[len(data) // 2 + 40 :],
    ):
        path.write_bytes(damaged)
        found = read(path)
        assert len(found) == 1
        assert isinstance(found[0], Unread), damaged
