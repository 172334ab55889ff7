from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from communique.errors import QuestionError, RecordError
from communique.reading import Passage, Reading, Span
from communique.record import Record, search
from communique.record.hits import SNIPPET
from communique.record.lock import INDEXING, held
from communique.record.manifest import Manifest
from communique.record.search import INDEX
from tests.record.samples import BORDER, HARBOUR, LETTER, border, harbour, identity, letter, many, samples


def found(record: Record, words: str) -> set[tuple[str, str | None]]:
    return {(hit.article, hit.statement) for hit in record.search(words)}


H, B, L = harbour().article.id, border().article.id, letter().article.id


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("harbour", {(H, None), (H, "s1")}),
        ("HARBOUR vent", {(H, None), (H, "s1")}),
        ("harb*", {(H, None), (H, "s1"), (L, None)}),
        ("harb", set()),
        ("sanctions", {(B, None), (B, "s2"), (L, None), (L, "s1")}),
        ("sanctions harbour", set()),
        ('"close the harbour"', {(H, None), (H, "s1")}),
        ('"the close harbour"', set()),
        ("cafe elysee", {(B, None), (B, "s1")}),
        ("“café élysée”", {(B, None), (B, "s1")}),
        ('"our word" "same', {(H, None), (H, "s2")}),
        ("harbours", {(L, None)}),
        ("NOT", {(L, None)} - {(L, None)}),
        ("denied*) OR (", set()),
    ],
)
def test_articles_and_statements_with_all_the_words(
    words: str, wanted: set[tuple[str, str | None]], record: Record
) -> None:
    assert found(record, words) == wanted


def test_hits_point_at_the_very_words(record: Record) -> None:
    texts = {H: HARBOUR, B: BORDER, L: LETTER}
    for words in ("sanctions", "harbour", "keep same", "cafe", "never"):
        for hit in record.search(words):
            assert hit.span is not None
            shown = hit.span.of(texts[hit.article])
            marked = {match.of(texts[hit.article]).lower().replace("é", "e") for match in hit.matches}
            assert marked == set(words.split())
            assert all(hit.span.start <= match.start < match.end <= hit.span.end for match in hit.matches)
            if "…" not in hit.snippet:
                assert hit.snippet.replace("**", "") == " ".join(shown.split())


def test_a_hit_in_pieces_of_a_statement_has_a_span_in_each(record: Record) -> None:
    (hit,) = (hit for hit in record.search("word expect") if hit.kind == "statement")
    assert hit.snippet == "“We keep our **word**,” … “and we **expect** the same.”"
    assert [match.of(HARBOUR) for match in hit.matches] == ["word", "expect"]
    assert hit.span == Span(HARBOUR.index("“We"), HARBOUR.index("same.”") + 6)


def test_a_phrase_over_the_gap_of_a_statement_is_marked_on_both_sides(record: Record) -> None:
    (hit,) = (hit for hit in record.search('"our word and we"') if hit.kind == "statement")
    assert [match.of(HARBOUR) for match in hit.matches] == ["our word,”", "“and we"]


def test_words_in_a_title_beside_the_text_have_no_span(record: Record) -> None:
    (hit,) = record.search("harbours")
    assert (hit.snippet, hit.span, hit.matches) == ("A letter of sanctions and **harbours**", None, ())


def test_marks_may_be_others(record: Record) -> None:
    (hit,) = record.search("lifted sanctions might", marks=("<b>", "</b>"))[:1]
    assert hit.snippet == "<b>sanctions</b> <b>might</b> be <b>lifted</b>"


def test_a_long_text_is_shown_where_most_of_the_words_are(folder: Path) -> None:
    filler = "nothing of note happened on that day " * 20
    text = f"{filler} a barge came. {filler} The barge carried turnips to the ferry. {filler}"
    base = letter()
    record = Record.open(folder, create=True)
    record.add([Reading(replace(base.article, id=identity(text), text=text))])
    (hit,) = record.search("barge turnips ferry")
    assert "The **barge** carried **turnips** to the **ferry**." in hit.snippet
    assert hit.snippet.startswith("… ")
    assert hit.snippet.endswith(" …")
    assert hit.span is not None
    assert len(hit.span.of(text)) <= SNIPPET
    assert not hit.span.of(text)[0].isspace() or text[hit.span.start - 1].isspace()
    assert [match.of(text) for match in hit.matches] == ["barge", "turnips", "ferry"]


def test_signs_that_sqlite_stumbles_over_do_not_move_spans(folder: Path) -> None:
    text = "a\0b \ufdd0\ufdd1 🕊 “Élan” then turnips\0 and more turnips"
    reading = Reading(replace(letter().article, id=identity(text), text=text, title=None))
    record = Record.open(folder, create=True)
    record.add([reading])
    (hit,) = record.search("turnips elan")
    assert [match.of(text) for match in hit.matches] == ["Élan", "turnips", "turnips"]


def test_the_best_come_first_and_no_more_than_asked(record: Record) -> None:
    first, *rest = record.search("sanctions")
    assert first.kind == "statement", "a short statement is more about a word than the article around it"
    assert list(record.search("sanctions", limit=1)) == [first]
    assert list(record.search("sanctions", limit=0)) == []
    assert record.search("sanctions").dicts()[0]["matches"] == [list(first.matches[0])]
    assert len(rest) == 3


def test_a_search_without_a_word_is_refused(record: Record) -> None:
    with pytest.raises(QuestionError, match="no word"):
        record.search('"*')


def test_an_empty_record_finds_nothing(folder: Path) -> None:
    assert list(Record.open(folder, create=True).search("harbour")) == []


def test_what_is_added_later_is_found_by_who_opened_earlier(folder: Path) -> None:
    record = Record.open(folder, create=True)
    reader = Record.open(folder)
    assert found(reader, "sanctions") == set()
    record.add([border()])
    assert found(reader, "sanctions") == {(B, None), (B, "s2")}
    record.add([letter()])
    assert len(found(reader, "sanctions")) == 4


def remove(path: Path) -> None:
    path.unlink()


def overwrite(path: Path) -> None:
    path.write_bytes(b"this is no database at all " * 400)


def cut_off(path: Path) -> None:
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size // 2)


def empty(path: Path) -> None:
    path.write_bytes(b"")


def blot(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[:4096] + b"\xaa" * (len(content) - 4096))


def age(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 99")


def gut(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DROP TABLE words")


@pytest.mark.parametrize("harm", [remove, overwrite, cut_off, empty, blot, age, gut])
@pytest.mark.parametrize("then", ["search", "add"])
def test_a_damaged_index_is_made_anew(harm, then: str, record: Record, folder: Path) -> None:  # type: ignore[no-untyped-def]
    wanted = found(record, "harbour")
    harm(folder / INDEX)
    if then == "add":
        record.add(many(1))
        wanted |= found(record, "harbour")
    assert len(wanted) == (2 if then == "search" else 4)
    assert found(Record.open(folder), "harbour") == wanted
    with closing(sqlite3.connect(folder / INDEX)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("SELECT count(*) FROM parts").fetchone()[0] == (4 if then == "search" else 8)


def test_an_index_that_lags_is_caught_up(record: Record, folder: Path) -> None:
    old = (folder / INDEX).read_bytes()
    record.add(many(1))
    (folder / INDEX).write_bytes(old)
    assert len(found(record, "harbour")) == 4


def test_an_index_that_runs_ahead_shows_nothing_too_early(record: Record, folder: Path) -> None:
    index = search.SearchIndex(folder)
    before = record._present.now().manifest
    record.add(many(2))
    assert {row.article for row in index.find(before, '"harbour"', 99)} == {H}
    assert len({row.article for row in index.find(record._present.now().manifest, '"harbour"', 99)}) == 3


def test_rows_of_a_batch_that_never_came_are_forgotten(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    record = Record.open(folder, create=True)

    def die(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("communique.record.manifest.write", die)
        with pytest.raises(KeyboardInterrupt):
            record.add([harbour()])
    assert found(record, "harbour") == set()
    record.add([letter()])
    assert found(record, "harbour") == set()
    assert found(record, "sanctions") == {(L, None), (L, "s1")}
    with closing(sqlite3.connect(folder / INDEX)) as connection:
        assert connection.execute("SELECT count(*) FROM rows WHERE article = ?", (H,)).fetchone() == (0,)
    record.add([harbour()])
    assert found(record, "harbour") == {(H, None), (H, "s1")}


def test_where_the_index_cannot_be_written_one_is_made_in_memory(
    record: Record, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "_WAIT_SECONDS", 0.05)
    (folder / INDEX).unlink()
    with held(folder / INDEXING):
        assert len(found(record, "harbour")) == 2
        record.add(many(1))
        assert len(found(record, "harbour")) == 4
    (folder / INDEX).unlink(missing_ok=True)
    (folder / INDEX).mkdir()
    assert len(found(Record.open(folder), "harbour")) == 4


def test_a_part_that_cannot_be_read_is_named(record: Record, folder: Path) -> None:
    (folder / INDEX).unlink()
    (part,) = (part for part in record._present.now().manifest.parts if part.table == "statements")
    path = folder / "parts" / part.name
    path.write_bytes(b"\0" * part.bytes)
    with pytest.raises(RecordError, match=part.name):
        list(record.search("harbour"))


def test_a_statement_without_content_is_no_trouble(folder: Path) -> None:
    reading = replace(harbour(), statements=(replace(harbour().statements[0], content=Passage()),))
    record = Record.open(folder, create=True)
    record.add([reading])
    assert found(record, "harbour") == {(H, None)}


def test_an_index_of_no_parts_is_asked_without_harm(tmp_path: Path) -> None:
    assert search.SearchIndex(tmp_path).find(Manifest(), '"a"', 5) == []
    assert len(samples()) == 3


def test_a_part_that_comes_in_mid_question_is_not_stumbled_over(
    record: Record, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known, asked = search._known, 0

    def racing(index: sqlite3.Connection) -> dict[str, int]:
        nonlocal asked
        asked += 1
        before = known(index)
        if (
            asked == 2
        ):  # the first question was whether the index is behind; this one is what is later than the snapshot
            Record.open(folder).add(many(3))
        return before

    expected = found(record, "harbour")
    monkeypatch.setattr(search, "_known", racing)
    assert found(record, "harbour") == expected
    assert asked > 2
