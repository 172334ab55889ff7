"""The site of the docs is built as it is published, and every link in it leads somewhere."""

from __future__ import annotations

import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

ROOT = Path(__file__).parents[2]

pytest.importorskip("sphinx", reason="the site is built where its generator is installed")


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.targets: list[str] = []
        self.ids: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.ids |= {value for name in ("id", "name") if (value := values.get(name))}
        if tag == "a" and (target := values.get("href")):
            self.targets.append(target)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built with every warning an error."""
    folder = tmp_path_factory.mktemp("site")
    build = [sys.executable, "-m", "sphinx", "-W", "-q", "-d", str(folder / "trees"), str(ROOT / "docs")]
    done = subprocess.run([*build, str(folder / "site")], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return folder / "site"


def test_every_link_within_the_site_leads_somewhere(site: Path) -> None:
    pages = {path: _parsed(path) for path in site.rglob("*.html")}
    assert len(pages) > 20
    lost = []
    for path, page in pages.items():
        for target in page.targets:
            url = urlsplit(target)
            if url.scheme or url.netloc:
                continue
            there = (path.parent / unquote(url.path)).resolve() if url.path else path
            if not there.exists() or (url.fragment and there in pages and url.fragment not in pages[there].ids):
                lost.append((path.relative_to(site).as_posix(), target))
    assert lost == []


def test_the_site_has_the_model_card_and_the_changes(site: Path) -> None:
    assert 'id="known-errors"' in (site / "explanation/model-card.html").read_text(encoding="utf-8")
    assert 'id="unreleased"' in (site / "reference/changes.html").read_text(encoding="utf-8")


def test_the_site_loads_nothing_from_elsewhere(site: Path) -> None:
    for path in site.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert 'src="http' not in text
        assert '<link rel="stylesheet" type="text/css" href="http' not in text


def _parsed(path: Path) -> _Links:
    found = _Links()
    found.feed(path.read_text(encoding="utf-8"))
    return found
