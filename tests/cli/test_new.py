from __future__ import annotations

import io
from pathlib import Path

import pytest

from communique import Desk, Record
from communique.cli import main
from communique.watch.sources import open_sources

DISPATCH = """Envoy Tor Halden of the River League said on Monday that the locks of Varna would stay shut.

Mr Halden spoke in Helsinki. Finland offered to lift its sanctions if Norway withdrew its troops."""


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as left:
        main(["new", *arguments])
    return int(left.value.code or 0)


@pytest.fixture
def articles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "inbox"
    folder.mkdir()
    (folder / "2031-03-03-locks.txt").write_text(DISPATCH, encoding="utf-8")
    return folder


def test_what_new_made_takes_the_record_in(articles: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("varna", "--party", "Finland", "--feed", "https://varna.example/feed.xml") == 0
    with pytest.raises(SystemExit) as left:
        main(["read", "inbox", "--record", "varna"])
    assert left.value.code in (None, 0), capsys.readouterr().err
    assert len(Record.open("varna").articles()) == 1


def test_a_desk_is_begun_from_options(articles: Path, capsys: pytest.CaptureFixture[str]) -> None:
    options = [
        "--party",
        "Finland",
        "--party",
        "River League",
        "--issue",
        "sanctions",
        "--issue",
        "Locks: gates, tolls",
    ]
    assert run("varna", *options, "--feed", "https://varna.example/feed.xml", "--language", "fi") == 0
    desk = Desk.open("varna/desk.toml")
    assert [actor.id for actor in desk.actors] == ["FIN", "river-league"]
    assert [issue.id for issue in desk.issues] == ["sanctions", "locks"]
    assert desk.issues[0].words
    watched, faults = open_sources(Path("varna/sources.toml"))
    assert faults == []
    assert [source.url for source in watched.sources] == ["https://varna.example/feed.xml"]
    told = capsys.readouterr().out
    assert "only English is read" in told
    assert "communique watch varna/sources.toml --record varna" in told


def test_what_a_first_folder_speaks_of_is_kept_or_stays_a_comment(articles: Path) -> None:
    assert run("kept", "--articles", str(articles), "--keep") == 0
    kept = Desk.open("kept/desk.toml")
    assert "sanctions" in [issue.id for issue in kept.issues]
    assert "Tor Halden" in [actor.name for actor in kept.actors]
    assert run("dropped", "--articles", str(articles)) == 0
    dropped = Desk.open("dropped/desk.toml")
    assert (dropped.actors, dropped.issues) == ((), ())
    assert '# name = "Tor Halden"' in Path("dropped/desk.toml").read_text(encoding="utf-8")


def test_what_is_left_open_is_asked_on_a_terminal(articles: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = ["Finland, River League", "Locks: gates, tolls", "en", "", str(articles), *["y"] * 20]
    monkeypatch.setattr("sys.stdin", Terminal("\n".join(answers) + "\n"))
    assert run("talked") == 0
    desk = Desk.open("talked/desk.toml")
    assert {"FIN", "river-league", "tor-halden"} <= {actor.id for actor in desk.actors}
    assert desk.issues[0].id == "locks"
    assert not Path("talked/sources.toml").exists()


def test_a_desk_that_is_there_is_not_written_over(articles: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("varna", "--party", "Finland") == 0
    before = Path("varna/desk.toml").read_bytes()
    assert run("varna", "--party", "Norway") == 2
    assert Path("varna/desk.toml").read_bytes() == before
    assert "is there already" in capsys.readouterr().err
