from __future__ import annotations

import gzip
import io
import json
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from communique.errors import GatherError
from communique.gather import KINDS, Unread, gather
from communique.reading import Article

TEXT = "The minister arrived on Monday.\r\n\r\n  Her hosts said they were glad.\n\n"


def articles(*sources: str | Path, **options: object) -> list[Article]:
    found = list(gather(sources, **options))  # type: ignore[arg-type]
    assert all(isinstance(item, Article) for item in found), found
    return [item for item in found if isinstance(item, Article)]


def problem(*sources: str | Path, **options: object) -> Unread:
    (found,) = gather(sources, **options)  # type: ignore[arg-type]
    assert isinstance(found, Unread)
    return found


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    (tmp_path / "b.txt").write_bytes(TEXT.encode())
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "c.md").write_bytes(b"# Talks begin\n\nThey began.")
    (tmp_path / ".hidden.txt").write_text("not read")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "x.txt").write_text("not read")
    return tmp_path


@pytest.mark.parametrize("ending", [".txt", ".md", ".TXT"])
def test_text_is_taken_exactly_as_decoded(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"story{ending}"
    path.write_bytes(TEXT.encode())
    (article,) = articles(path)
    assert article.text == TEXT
    assert article.path == str(path)
    assert (article.language, article.published, article.published_basis) == ("en", None, "unknown")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_every_unicode_encoding_gives_the_same_text_and_id(tmp_path: Path, encoding: str) -> None:
    text = "“We are ready,” said Élodie Müller of 北京."
    plain, other = tmp_path / "a.txt", tmp_path / "b.txt"
    plain.write_bytes(text.encode())
    other.write_bytes(text.encode(encoding))
    first, second = articles(plain, other)
    assert first.text == second.text == text
    assert first.id == second.id


def test_gzip_is_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "story.txt.gz"
    path.write_bytes(gzip.compress(TEXT.encode()))
    (article,) = articles(path)
    assert (article.text, article.path) == (TEXT, str(path))


def test_one_path_is_a_source(inbox: Path) -> None:
    (article,) = gather(str(inbox / "b.txt"))
    assert isinstance(article, Article)


def test_folder_is_read_through_in_order_without_hidden_files(inbox: Path) -> None:
    assert [Path(article.path or "").name for article in articles(inbox)] == ["b.txt", "c.md"]


def test_files_of_unknown_kinds_in_a_folder_are_said_one_by_one(inbox: Path) -> None:
    (inbox / "README").write_text("about this folder")
    (inbox / "table.xls").write_bytes(b"x")
    found = [item for item in gather([inbox]) if isinstance(item, Unread)]
    assert [Path(item.path).name for item in found] == ["README", "table.xls"]
    assert all(".parquet" in item.message for item in found)


def test_links_in_a_folder_lead_round_once(inbox: Path) -> None:
    (inbox / "a" / "up").symlink_to(inbox, target_is_directory=True)
    assert len(articles(inbox)) == 2


def test_a_broken_link_is_said(inbox: Path) -> None:
    (inbox / "gone.txt").symlink_to(inbox / "nowhere.txt")
    assert sum(isinstance(item, Unread) for item in gather([inbox])) == 1


def test_glob(inbox: Path) -> None:
    assert len(articles(f"{inbox}/**/*.md")) == 1
    assert [Path(article.path or "").name for article in articles(f"{inbox}/*")] == ["c.md", "b.txt"]


def test_a_file_whose_name_looks_like_a_glob(tmp_path: Path) -> None:
    path = tmp_path / "story[1].txt"
    path.write_text("They met.")
    assert articles(str(path))[0].path == str(path)


@pytest.mark.parametrize("name", ["nowhere.txt", "*.nothing"])
def test_what_is_not_there_is_an_error_before_anything_is_read(inbox: Path, name: str) -> None:
    with pytest.raises(GatherError, match=r"nowhere|nothing"):
        gather([inbox / "b.txt", str(inbox / name)])


def test_an_empty_folder_is_said(tmp_path: Path) -> None:
    assert problem(tmp_path).path == str(tmp_path)


@pytest.mark.parametrize("content", [b"", b" \n\t\n", "\ufeff".encode()])
@pytest.mark.parametrize("ending", [ending for ending in KINDS if ending != ".parquet"])
def test_an_empty_file_is_said(tmp_path: Path, ending: str, content: bytes) -> None:
    path = tmp_path / f"empty{ending}"
    path.write_bytes(content)
    assert problem(path).path == str(path)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.4\n", "PDF"),
        (b"PK\x03\x04....word/document.xml", "Word"),
        (b"PK\x03\x04....", "zip"),
        (b"\x89PNG\r\n\x1a\n", "image"),
        (b"\xff\xd8\xff\xe0", "image"),
        (gzip.compress(b"text", mtime=0), "gzip"),
        (b"{\\rtf1 text}", "RTF"),
        (b"PAR1....PAR1", "Parquet"),
        (b"some\x00bytes", "NUL"),
    ],
)
@pytest.mark.parametrize("ending", [".txt", ".jsonl", ".csv", ".json", ".html"])
def test_binary_files_are_named(tmp_path: Path, content: bytes, kind: str, ending: str) -> None:
    path = tmp_path / f"story{ending}"
    path.write_bytes(content)
    assert kind in problem(path).message


def test_another_encoding_is_said_and_not_guessed(tmp_path: Path) -> None:
    path = tmp_path / "story.txt"
    path.write_bytes("“We are ready,” she said.".encode("cp1252"))
    message = problem(path).message
    assert "undecodable" in message
    assert "Windows-1252" in message
    assert "iconv" in message


def test_the_longest_article_is_read_and_a_longer_one_said(tmp_path: Path) -> None:
    path = tmp_path / "story.txt"
    path.write_text("x" * 100)
    assert articles(path, limit=100)[0].text == "x" * 100
    path.write_text("x" * 101)
    assert "--limit" in problem(path, limit=100).message


def test_a_gzip_bomb_is_not_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "story.txt.gz"
    path.write_bytes(gzip.compress(b"x" * 10_000_000))
    assert "--limit" in problem(path, limit=1000).message


@pytest.mark.parametrize(
    "damage", [lambda data: data[:-12], lambda data: data[:20] + b"\xff" * 9 + data[29:], lambda _: b"text"]
)
@pytest.mark.parametrize("ending", [".txt", ".jsonl", ".csv", ".json", ".parquet"])
def test_damaged_gzip_is_one_problem(tmp_path: Path, ending: str, damage: object) -> None:
    path = tmp_path / f"story{ending}.gz"
    path.write_bytes(damage(gzip.compress(b'text\n"They met.' + bytes(range(35, 127)) * 40)))  # type: ignore[operator]
    *_, last = gather([path])
    assert isinstance(last, Unread)
    assert "gzip" in last.message


def test_a_file_that_may_not_be_read_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "story.txt"
    path.write_text("They met.")

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    assert "Permission denied" in problem(path).message


def test_the_rest_of_a_batch_goes_on(inbox: Path) -> None:
    (inbox / "bad.txt").write_bytes(b"\xff\xfe\xfd")
    (inbox / "bad.jsonl").write_text("{")
    assert sum(isinstance(item, Article) for item in gather([inbox])) == 2


def standard_input(monkeypatch: pytest.MonkeyPatch, data: bytes) -> list[Article | Unread]:
    class Input:
        buffer = io.BufferedReader(io.BytesIO(data))

    monkeypatch.setattr(sys, "stdin", Input)
    return list(gather(["-"]))


def test_standard_input_as_text(monkeypatch: pytest.MonkeyPatch) -> None:
    (article,) = standard_input(monkeypatch, TEXT.encode())
    assert isinstance(article, Article)
    assert (article.text, article.path) == (TEXT, "-")


def test_standard_input_as_json_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = "\n".join(json.dumps({"text": text}) for text in ("They met.", "They left."))
    found = standard_input(monkeypatch, f"\n {lines}".encode())
    assert [(item.path, item.text) for item in found if isinstance(item, Article)] == [
        ("-#2", "They met."),
        ("-#3", "They left."),
    ]


def test_empty_standard_input_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    (found,) = standard_input(monkeypatch, b"")
    assert isinstance(found, Unread)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    ending=st.sampled_from(KINDS),
    packed=st.booleans(),
    content=st.one_of(
        st.binary(max_size=300),
        st.text(max_size=100).map(str.encode),
        st.lists(
            st.dictionaries(
                st.sampled_from(["text", "title", "published", "url", "article"]),
                st.one_of(st.none(), st.text(), st.integers(), st.lists(st.text())),
            )
        ).map(lambda rows: "\n".join(map(json.dumps, rows)).encode()),
        st.lists(st.lists(st.text(), max_size=3)).map(
            lambda rows: ("text,title\n" + "\n".join(map(",".join, rows))).encode()
        ),
        st.binary(max_size=100).map(lambda data: b"PAR1" + data + b"PAR1"),
        st.text(max_size=60).map(lambda words: f"<html><body><p>{words}</p></body></html>".encode()),
    ),
)
def test_any_bytes_give_something_and_raise_nothing(tmp_path: Path, ending: str, packed: bool, content: bytes) -> None:
    path = tmp_path / f"any{ending}{'.gz' if packed else ''}"
    path.write_bytes(gzip.compress(content) if packed else content)
    found = list(gather([path]))
    assert found
    for item in found:
        if isinstance(item, Article):
            assert item.text.strip()
            item.text.encode()
        else:
            assert item.path == str(path)
            assert item.message
