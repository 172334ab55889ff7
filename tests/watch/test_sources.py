from __future__ import annotations

import re
from pathlib import Path

import pytest

from communique.errors import GatherError
from communique.watch import Source, open_sources, parse_sources

WHOLE = """
[watch]
every = "10 minutes"
pause = "2 seconds"
contact = "desk@example.org"
days = 14

[[source]]
name = "Korvo Post"
url = "https://korvopost.example/feed.xml"
every = "1 hour"

[[source]]
url = "HTTPS://herald.example/news-sitemap.xml#top"
days = 2
private = true
"""


def test_a_whole_file() -> None:
    found, faults = parse_sources(WHOLE, "s.toml")
    assert faults == []
    herald = "https://herald.example/news-sitemap.xml"
    assert found.sources == (
        Source("https://korvopost.example/feed.xml", "Korvo Post", 3600.0, 14),
        Source(herald, herald, 600.0, 2, private=True),
    )
    assert found.pause == 2.0
    assert re.fullmatch(r"communique/[\d.]+\S* \(desk@example\.org\)", found.agent)


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        (
            "[[source]]\nurl = 'https://a.example/f'\nevry = '1 hour'",
            3,
            'cannot have the key "evry". Did you mean every',
        ),
        ("[[source]]\nurl = 'ftp://a.example/f'", 2, "http(s) URL"),
        ("[[source]]\nname = 'A'", 1, "has no url"),
        ("[[source]]\nurl = 'https://a.example/f'\nevery = 15", 3, "length of time in quotation marks"),
        ("[[source]]\nurl = 'https://a.example/f'\nevery = '1 second'", 3, "between 30 seconds"),
        ("[watch]\npause = '0 seconds'\n[[source]]\nurl = 'https://a.example/f'", 2, "between 1 second"),
        ("[watch]\ncontact = '''a\n\nX-Other: b'''\n[[source]]\nurl = 'https://a.example/f'", 2, "can be reached"),
        ("[[source]]\nurl = 'https://a.example/f'\nprivate = 'yes'", 3, "true or false"),
        ("[[source]]\nurl = 'https://a.example/f'\ndays = true", 3, "number of days"),
        ("[[source]]\nurl = 'https://a.example/f'\n\n[[source]]\nurl = 'https://a.example/f#x'", 5, "watched already"),
        ("[source]\nurl = 'https://a.example/f'", 1, "with two brackets"),
        ("# nothing\n", 1, "there is no source"),
        ("[[source]]\nurl = https://a.example/f", 2, "not TOML"),
        ("watch = 3\n[[source]]\nurl = 'https://a.example/f'", 1, "[watch]"),
    ],
)
def test_a_fault_is_told_with_its_file_and_line(text: str, line: int, said: str) -> None:
    found, faults = parse_sources(text, "s.toml")
    assert found.sources == ()
    (fault,) = faults
    assert str(fault).startswith(f"s.toml:{line}: ")
    assert said.lower() in str(fault).lower()


def test_all_faults_are_told_in_the_order_of_their_lines() -> None:
    text = "[watch]\nevery = 3\n[[source]]\nname = ''\nurl = 'x'\n[[sauce]]\n"
    _, faults = parse_sources(text, "s.toml")
    assert [fault.line for fault in faults] == [2, 4, 5, 6]


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(GatherError, match="cannot be read"):
        open_sources(tmp_path / "nowhere.toml")
    (tmp_path / "latin.toml").write_bytes("# a\n# café\n".encode("latin-1"))
    _, (fault,) = open_sources(tmp_path / "latin.toml")
    assert fault.line == 2


def test_the_example_of_the_docs(tmp_path: Path) -> None:
    page = Path(__file__).parents[2] / "docs" / "how-to" / "follow-feeds.md"
    (example,) = re.findall(r"```toml\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
    found, faults = parse_sources(example, "s.toml")
    assert faults == []
    assert len(found.sources) > 1
