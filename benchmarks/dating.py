"""When dated articles were written, with their dates taken away: how often their day lies within what is inferred.

python benchmarks/dating.py --shared ../shared

PolNeAR dev, TimeBank and AQUAINT (TempEval-3's copies), TE3-Silver (the day in the file's name), and the shipped
dispatches without their datelines. `right` counts an article whose day lies within the bounds; `width` is in days, of
those that are bounded on both sides; `since` how many days before its day the first one lies. The rules were written
with an eye on these articles and on PolNeAR train: the figures are those of a development set.
"""

from __future__ import annotations

import argparse
import csv
import html
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any

import _results
from communique import annotate
from communique.dispatches import articles
from communique.gather import gather
from communique.gather.article import article_of
from communique.layout import layout
from communique.reading import Article

Dated = Iterator[tuple[Article, date]]
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_TAGS = re.compile(r"<[^>]+>")


def timeml(shared: Path, name: str) -> Dated:
    """The articles of a TempEval-3 folder, as the scorer exports them."""
    with tempfile.TemporaryDirectory() as texts:
        command = [sys.executable, str(shared / "scorers/times.py"), "--timeml", str(shared / "data/timex" / name)]
        subprocess.run([*command, "--export", texts], check=True)
        for path in sorted(Path(texts).glob("*.json")):
            exported = json.loads(path.read_text(encoding="utf8"))
            yield article_of(exported["text"]), date.fromisoformat(exported["published"][:10])


def silver(shared: Path) -> Dated:
    """TE3-Silver: title and text without mark-up; the day is in the file's name."""
    for path in sorted((shared / "data/te3_silver").glob("*.tml")):
        written = path.read_text(encoding="utf8", errors="replace")
        parts = re.findall(r"<(?:TITLE|TEXT)>(.*?)</(?:TITLE|TEXT)>", written, re.DOTALL)
        day = re.search(r"_(\d{8})\.", path.name)
        if day is not None:
            text = "\n\n".join(html.unescape(_TAGS.sub("", part)).strip() for part in parts)
            yield article_of(text), date.fromisoformat(f"{day[1][:4]}-{day[1][4:6]}-{day[1][6:]}")


def polnear(shared: Path, half: str) -> Dated:
    """The articles of a half of PolNeAR, with the day that its metadata have."""
    with (shared / "data/polnear/metadata.tsv").open(encoding="utf8") as lines:
        days = {row["filename"]: row["publication_date"] for row in csv.DictReader(lines, delimiter="\t")}
    for path in sorted((shared / "data/polnear" / half / "text").iterdir()):
        named = _DAY.search(path.name)
        day = next((day for name, day in days.items() if path.name.startswith(name)), named and named[0])
        if day is not None:
            yield article_of(path.read_text(encoding="utf8")), date.fromisoformat(day)


def dispatches() -> Dated:
    """The shipped dispatches without metadata and without their datelines; the day is in the file's name."""
    for path in articles():
        for article in gather([str(path)]):
            if isinstance(article, Article) and (day := _DAY.match(path.name)) is not None:
                text = article.text
                for block in reversed(layout(article)):
                    if block.kind == "dateline":
                        text = text[: block.span.start] + text[block.span.end :]
                yield article_of(text), date.fromisoformat(day[0])


def measure(dated: Dated) -> dict[str, Any]:
    """How many articles get bounds, how many of these are right, and how wide they are."""
    counts = dict.fromkeys(("articles", "bounded", "bounded on both sides", "one day", "right"), 0)
    widths: list[int] = []
    since: list[int] = []
    for article, day in dated:
        found = annotate(replace(article, published=None, published_basis="unknown")).article.dating
        counts["articles"] += 1
        if found is None:
            continue
        begin, end = _day(found.begin), _day(found.end)
        counts["bounded"] += 1
        counts["right"] += (begin is None or begin <= day) and (end is None or day <= end)
        if begin is not None:
            since.append((day - begin).days)
        if begin is not None and end is not None:
            counts["bounded on both sides"] += 1
            counts["one day"] += begin == end
            widths.append((end - begin).days + 1)
    return counts | {
        "right, %": round(100 * counts["right"] / max(counts["bounded"], 1), 1),
        "width, median": median(widths) if widths else None,
        "since, median": median(since) if since else None,
    }


def _day(written: str | None) -> date | None:
    return None if written is None else date.fromisoformat(written)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, required=True, help="folder with data/ and scorers/")
    shared = parser.parse_args().shared
    figures = {
        "PolNeAR dev": measure(polnear(shared, "dev")),
        "TimeBank": measure(timeml(shared, "TimeBank")),
        "AQUAINT": measure(timeml(shared, "AQUAINT")),
        "TE3-Silver": measure(silver(shared)),
        "dispatches": measure(dispatches()),
    }
    for name, scores in figures.items():
        print(name, json.dumps(scores))
    _results.write("dating", figures)


if __name__ == "__main__":
    main()
