"""Makes `src/communique/weave/tables/words.tsv`: in how many news articles each of the commonest lemmas is.

    python tools/word_weights.py --shared ../shared

Counted in Reuters-21578, TE3-Silver and the training part of PolNeAR. The share of articles is taken in each set apart
and then averaged, so that the much larger Reuters, which is on commodities and takeovers, does not outweigh the others.
A band is log2 of one in so many articles, in half steps.
"""

from __future__ import annotations

import argparse
import html
import math
import re
import sys
import tarfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "src"))

from communique.weave.lexicon import STEP, TABLES, content_words

MOST = 6000  # rows of the table
FEWEST = 5  # articles that a lemma is in, or its share is chance
SETS = 3


def reuters(shared: Path) -> Iterator[str]:
    """The articles of Reuters-21578, without their headlines."""
    with tarfile.open(shared / "data/reuters21578/reuters21578.tar.gz") as tar:
        for name in sorted(name for name in tar.getnames() if name.endswith(".sgm")):
            file = tar.extractfile(name)
            if file is None:
                continue
            for body in re.findall(r"<BODY>(.*?)</BODY>", file.read().decode("latin-1"), re.S):
                yield html.unescape(body)


def silver(shared: Path) -> Iterator[str]:
    """The articles of TE3-Silver."""
    for path in sorted((shared / "data/te3_silver").glob("*.tml")):
        body = re.search(r"<TEXT>(.*?)</TEXT>", path.read_text(encoding="utf8"), re.S)
        yield html.unescape(re.sub(r"<[^>]+>", "", body[1])) if body else ""


def polnear(shared: Path) -> Iterator[str]:
    """The articles of PolNeAR's training part."""
    for path in sorted((shared / "data/polnear/train/text").glob("*.txt")):
        yield path.read_text(encoding="utf8")


def main() -> None:
    """Counts and writes the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, required=True, help="folder with data/")
    shared = parser.parse_args().shared
    share: Counter[str] = Counter()
    articles: Counter[str] = Counter()
    for texts in (reuters(shared), silver(shared), polnear(shared)):
        found = [set(content_words(text)) for text in texts]
        counts = Counter(lemma for lemmas in found for lemma in lemmas)
        articles.update(counts)
        share.update({lemma: count / len(found) / SETS for lemma, count in counts.items()})
    kept = [lemma for lemma in share if articles[lemma] >= FEWEST and not lemma[0].isdigit()]
    kept = sorted(kept, key=lambda lemma: (-share[lemma], lemma))[:MOST]
    rows = [f"{lemma}\t{max(1, round(-math.log2(share[lemma]) / STEP))}\n" for lemma in sorted(kept)]
    (TABLES / "words.tsv").write_text("lemma\tband\n" + "".join(rows), encoding="utf-8")
    sys.stdout.write(f"{len(rows)} lemmas; the rarest is in one of {1 / share[kept[-1]]:.0f} articles\n")


if __name__ == "__main__":
    main()
