"""Families of copies, from controlled edits of newswire, beside plain MinHash and SimHash; speed on all of Reuters.

    python benchmarks/copies.py --shared ../shared

Originals are articles of Reuters-21578 and TE3-Silver. Near-copies that Reuters itself holds would make the truth
wrong: they are found without the system under test (a text that has a tenth or more of its runs of six words from an
earlier one) and left out, as are texts of less than 40 words. A third of the originals get one to four copies, of later
days, edited as the condition says; the others are distractors. Truth: a copy is of its original's family; a splice of
two to four articles is of none.

MinHash: 128 permutations of shingles of three words; SimHash: 64 bits over the same shingles. Each gets, in every
condition, the threshold that gives it the best ARI there, which no user could know; ours is one setting throughout.
Both compare all pairs, so that no banding loses them anything, and join what is over the threshold.
"""

from __future__ import annotations

import argparse
import hashlib
import html
import random
import re
import resource
import sys
import tarfile
import time
import zlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

import numpy as np

import _results
from communique.reading import Article
from communique.weave import CopyIndex

SEED, ORIGINALS = 20, 1500
HEAD = "\n\n"  # stands after the headline
SHORTEST = 20  # words that a copy keeps at least, or it is not counted
RATES = (0, 5, 10, 20, 30, 40, 50)
WORD = re.compile(r"\w+(?:[.,'’]\w+)*")
SENTENCE = re.compile(r"(?<=[.!?\"”])(?<!\b[A-Z].)\s+(?=[A-Z\"“])")
MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")

Edit = Callable[[str, random.Random], str]


def article(text: str, title: str | None, day: str) -> Article:
    whole = f"{title}{HEAD}{text}" if title else text
    return Article(hashlib.sha256(whole.encode()).hexdigest()[:16], whole, title=title, published=day)


def reuters(shared: Path) -> list[Article]:
    found = []
    with tarfile.open(shared / "data/reuters21578/reuters21578.tar.gz") as tar:
        for name in sorted(name for name in tar.getnames() if name.endswith(".sgm")):
            file = tar.extractfile(name)
            assert file is not None
            for block in re.findall(r"<REUTERS.*?</REUTERS>", file.read().decode("latin-1"), re.S):
                body = re.search(r"<BODY>(.*?)</BODY>", block, re.S)
                day = re.search(r"<DATE>\s*(\d+)-([A-Z]{3})-(\d{4})", block)
                title = re.search(r"<TITLE>(.*?)</TITLE>", block, re.S)
                if body and day:
                    text = html.unescape(body[1]).replace("&\\t", "\n")  # how this copy of the set marks a paragraph
                    text = re.sub(r"\s*reuter\s*\x03?\s*$", "", text, flags=re.I).strip()
                    when = date(int(day[3]), MONTHS.index(day[2]) + 1, int(day[1]))
                    found.append(article(text, html.unescape(title[1]).strip() if title else None, when.isoformat()))
    return found


def silver(shared: Path) -> list[Article]:
    found = []
    for path in sorted((shared / "data/te3_silver").glob("*.tml")):
        raw = path.read_text(encoding="utf8")
        body, title = re.search(r"<TEXT>(.*?)</TEXT>", raw, re.S), re.search(r"<TITLE>(.*?)</TITLE>", raw, re.S)
        day = re.search(r"_(\d{4})(\d\d)(\d\d)\.", path.name)
        if body and day:
            text, head = (html.unescape(re.sub(r"<[^>]+>", "", m[1] if m else "")).strip() for m in (body, title))
            found.append(article(text, head or None, f"{day[1]}-{day[2]}-{day[3]}"))
    return found


def words(text: str) -> list[str]:
    return [match[0].casefold() for match in WORD.finditer(text)]


def without_near_copies(articles: Iterable[Article]) -> list[Article]:
    """Those that have less than a tenth of their runs of six words from any one earlier article."""
    holders: dict[int, list[int]] = defaultdict(list)
    kept: list[Article] = []
    for number, one in enumerate(articles):
        found = words(one.text)
        runs = {zlib.crc32(" ".join(found[at : at + 6]).encode()) for at in range(len(found) - 5)}
        shared = Counter(other for run in runs for other in holders[run])
        if runs and max(shared.values(), default=0) < 0.1 * len(runs):
            kept.append(one)
        for run in runs:
            if len(holders[run]) < 100:
                holders[run].append(number)
    return kept


def of_body(edit: Edit) -> Edit:
    """The edit, of what stands under the headline."""

    def edited(text: str, rng: random.Random) -> str:
        head, _, body = text.partition(HEAD)
        return head + HEAD + edit(body, rng) if body else text

    return edited


class Edits:
    """The edits, with a vocabulary to draw other words from."""

    def __init__(self, articles: Sequence[Article]) -> None:
        counts = Counter(word for one in articles for word in words(one.text))
        self.ranked = [word for word, _ in counts.most_common()]
        self.rank = {word: at for at, word in enumerate(self.ranked)}
        self.vocabulary = [word for word, count in counts.items() if count > 1]

    def swap(self, rate: int) -> Edit:
        """So many of a hundred words, each for any other of the vocabulary."""
        return lambda text, rng: WORD.sub(
            lambda m: rng.choice(self.vocabulary) if rng.random() * 100 < rate else m[0], text
        )

    def spin(self, rate: int) -> Edit:
        """So many of a hundred words, always for the same other word of about the frequency, one in five for two."""

        def edit(text: str, rng: random.Random) -> str:
            table: dict[str, str] = {}

            def other(match: re.Match[str]) -> str:
                word = match[0].casefold()
                if word not in table:
                    near = self.rank.get(word, len(self.ranked) - 1)
                    pick = [self.ranked[min(len(self.ranked) - 1, max(0, near + rng.randint(-50, 50)))] for _ in "ab"]
                    table[word] = match[0]
                    if rng.random() * 100 < rate:
                        table[word] = " ".join(pick) if rng.random() < 0.2 else pick[0]
                return table[word]

            return WORD.sub(other, text)

        return edit

    @staticmethod
    def drop(share: float) -> Edit:
        def edit(body: str, rng: random.Random) -> str:
            kept = [sentence for sentence in SENTENCE.split(body) if rng.random() >= share]
            return " ".join(kept or SENTENCE.split(body)[:1])

        return of_body(edit)

    @staticmethod
    def reorder(text: str, rng: random.Random) -> str:
        def edit(body: str, rng: random.Random) -> str:
            found = SENTENCE.split(body)
            rng.shuffle(found)
            return " ".join(found)

        return of_body(edit)(text, rng)

    @staticmethod
    def cut(text: str, rng: random.Random) -> str:
        """The headline and the first 30 to 60 % of the words."""

        def edit(body: str, rng: random.Random) -> str:
            marks = list(WORD.finditer(body))
            return body[: marks[int(len(marks) * rng.uniform(0.3, 0.6))].start()].rstrip()

        return of_body(edit)(text, rng)

    def headline(self, text: str, rng: random.Random) -> str:
        head, _, body = text.partition(HEAD)
        return " ".join(rng.choice(self.vocabulary) for _ in words(head)).capitalize() + HEAD + body if body else text

    def several(self, rate: int) -> Edit:
        """One or two of the other edits, then words swapped or spun."""

        def edit(text: str, rng: random.Random) -> str:
            ways: list[Edit] = [self.drop(0.3), self.reorder, self.cut, self.headline]
            for way in rng.sample(ways, rng.randint(1, 2)):
                text = way(text, rng)
            return rng.choice((self.swap, self.spin))(rate)(text, rng)

        return edit


class Corpus(NamedTuple):
    articles: list[Article]
    truth: list[int]
    pieces: dict[str, list[tuple[int, int, str]]]  # of a splice: its stretches, and the article each is from


def later(day: str, rng: random.Random) -> str:
    return (date.fromisoformat(day) + timedelta(days=rng.randint(1, 5))).isoformat()


def copied(originals: Sequence[Article], edit: Edit, rng: random.Random) -> Corpus:
    articles, truth = list(originals), list(range(len(originals)))
    for number in range(0, len(originals), 3):
        for _ in range(rng.randint(1, 4)):
            one = originals[number]
            text = edit(one.text, rng)
            if len(words(text)) >= SHORTEST:
                articles.append(article(text, None, later(one.published or "", rng)))
                truth.append(number)
    return shuffled(articles, truth, {}, rng)


def spliced(originals: Sequence[Article], edit: Edit, rng: random.Random) -> Corpus:
    """Splices of two to four articles, a stretch of whole sentences from each, and copies of some of these articles."""
    articles, truth, pieces = list(originals), list(range(len(originals))), {}
    for number in range(0, len(originals), 3):
        picked = [originals[number], *rng.sample(originals, rng.randint(1, 3))]
        stretches = [stretch(one.text.partition(HEAD)[2], rng) for one in picked]
        sizes = [len(words(one)) for one in stretches]
        if max(sizes) > 0.6 * sum(sizes):
            continue  # mostly one story
        text, spans = "", []
        for one, found in zip(picked, stretches, strict=True):
            piece = edit(found, rng)
            spans.append((len(text), len(text) + len(piece), one.id))
            text += piece + " "
        day = max(one.published or "" for one in picked)
        made = article(text.rstrip(), None, later(day, rng))
        pieces[made.id] = spans
        articles.append(made)
        truth.append(len(originals) + number)
        if number % 2:
            articles.append(article(edit(picked[0].text, rng), None, later(picked[0].published or "", rng)))
            truth.append(number)
    return shuffled(articles, truth, pieces, rng)


def stretch(text: str, rng: random.Random) -> str:
    """Whole sentences in a row, of some 45 to 75 words."""
    found, length = SENTENCE.split(text), rng.randint(45, 75)
    first = rng.randint(0, max(0, len(found) - 3))
    end = first + 1
    while end < len(found) and len(words(" ".join(found[first:end]))) < length:
        end += 1
    return " ".join(found[first:end])


def shuffled(
    articles: list[Article], truth: list[int], pieces: dict[str, list[tuple[int, int, str]]], rng: random.Random
) -> Corpus:
    order = list({articles[at].id: at for at in range(len(articles))}.values())  # an unchanged copy is the same article
    rng.shuffle(order)
    return Corpus([articles[at] for at in order], [truth[at] for at in order], pieces)


def scores(truth: Sequence[int], found: Sequence[int]) -> tuple[float, float]:
    """Pair F1 and the adjusted Rand index (Hubert and Arabie 1985)."""

    def pairs(counts: Iterable[int]) -> float:
        return sum(n * (n - 1) / 2 for n in counts)

    both = pairs(Counter(zip(truth, found, strict=True)).values())
    real, said = pairs(Counter(truth).values()), pairs(Counter(found).values())
    chance = real * said / pairs([len(truth)])
    even = (real + said) / 2
    f1 = 2 * both / (real + said) if real + said else 1.0
    return f1, (both - chance) / (even - chance) if even != chance else 1.0


def hashes(text: str) -> np.ndarray:
    found = words(text)
    runs = {" ".join(found[at : at + 3]) for at in range(max(1, len(found) - 2))}
    digests = (hashlib.blake2b(run.encode(), digest_size=8).digest() for run in runs)
    return np.frombuffer(b"".join(digests), dtype=np.uint64)


def minhash(texts: Sequence[str]) -> list[tuple[float, np.ndarray]]:
    rng = np.random.default_rng(SEED)
    a, b = (rng.integers(1, 2**63, 128, dtype=np.uint64) | np.uint64(1) for _ in "ab")
    signatures = np.stack([(hashes(text)[:, None] * a + b).min(axis=0) for text in texts])
    near = []
    for number in range(len(texts) - 1):
        alike = (signatures[number + 1 :] == signatures[number]).mean(axis=1)
        near.extend((alike[at], number, number + 1 + at) for at in np.flatnonzero(alike >= 0.04))
    return [(t, joined(len(texts), ((i, j) for alike, i, j in near if alike >= t))) for t in np.arange(0.04, 0.9, 0.02)]


def simhash(texts: Sequence[str]) -> list[tuple[float, np.ndarray]]:
    bits = np.uint64(1) << np.arange(64, dtype=np.uint64)
    signatures = np.array(
        [np.bitwise_or.reduce(bits[((hashes(t)[:, None] & bits) != 0).mean(axis=0) > 0.5], initial=0) for t in texts],
        dtype=np.uint64,
    )
    near = []
    for number in range(len(texts) - 1):
        apart = np.bitwise_count(signatures[number + 1 :] ^ signatures[number])
        near.extend((int(apart[at]), number, number + 1 + at) for at in np.flatnonzero(apart <= 20))
    return [(t, joined(len(texts), ((i, j) for apart, i, j in near if apart <= t))) for t in range(21)]


def joined(size: int, pairs: Iterable[tuple[int, int]]) -> list[int]:
    parent = list(range(size))

    def root(of: int) -> int:
        while parent[of] != of:
            parent[of] = of = parent[parent[of]]
        return of

    for one, other in pairs:
        parent[root(one)] = root(other)
    return [root(of) for of in range(size)]


def ours(corpus: Corpus) -> tuple[list[int], CopyIndex]:
    index = CopyIndex()
    for one in corpus.articles:
        index.add(one)
    number = {m.article: at for at, family in enumerate(index.families()) for m in family.members}
    return [number[one.id] for one in corpus.articles], index


def origins_right(corpus: Corpus, index: CopyIndex) -> float:
    """The share of the words of the splices whose origin is the article that they were taken from."""
    right = total = 0
    for family in index.families():
        for member in family.members:
            for start, end, source in corpus.pieces.get(member.article, ()):
                held = [0] * (end - start)
                for passage in member.passages:
                    for at in range(max(start, passage.span.start), min(end, passage.span.end)):
                        held[at - start] = 1 if passage.origin == source else 0
                right += sum(held)
                total += len(held)
    return right / total


def measure(name: str, corpus: Corpus, peers: bool) -> dict[str, object]:
    texts = [one.text for one in corpus.articles]
    found, index = ours(corpus)
    f1, ari = scores(corpus.truth, found)
    row: dict[str, object] = {"articles": len(texts), "communique": [round(f1, 3), round(ari, 3)]}
    if peers:
        for peer, run in (("MinHash", minhash), ("SimHash", simhash)):
            best = max((scores(corpus.truth, groups)[::-1], t) for t, groups in run(texts))
            row[peer] = [round(best[0][1], 3), round(best[0][0], 3)]
            row[f"{peer}'s threshold"] = round(float(best[1]), 2)
    if corpus.pieces:
        row["origins right"] = round(origins_right(corpus, index), 3)
    print(f"{name}: {row}", flush=True)
    return row


def speed(articles: Sequence[Article]) -> dict[str, object]:
    """Articles a second, added and woven, for a quarter, half and all of them; and the memory that the index takes."""
    figures: dict[str, object] = {}
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for part in (4, 2, 1):
        some = articles[::part] if part > 1 else articles
        started = time.process_time()
        index = CopyIndex()
        for one in some:
            index.add(one)
        families = index.families()
        seconds = time.process_time() - started
        figures[f"{len(some)} articles"] = {"seconds": round(seconds, 1), "a second": round(len(some) / seconds)}
    figures["memory of the index, MB"] = round((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024)
    figures["families of several articles"] = sum(len(family.members) > 1 for family in families)
    started = time.process_time()
    extra = article(articles[7].text + " It was not said when.", None, "1987-12-01")
    index.add(extra)
    index.families()
    figures["seconds for one article more"] = round(time.process_time() - started, 3)
    print(figures, flush=True)
    return figures


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, required=True, help="folder with data/")
    parser.add_argument("--quick", action="store_true", help="without the peers and without speed, nothing written")
    options = parser.parse_args()
    every = reuters(options.shared)
    figures: dict[str, object] = {} if options.quick else {"speed": speed(every)}

    rng = random.Random(SEED)
    pool = [one for one in without_near_copies(every + silver(options.shared)) if len(words(one.text)) >= 40]
    left_out = len(every) + len(silver(options.shared)) - len(pool)
    print(f"{len(pool)} originals to draw from, {left_out} left out as near-copies or shorter than 40 words")
    originals = rng.sample(pool, ORIGINALS)
    edits = Edits(pool)
    conditions: dict[str, Corpus] = {}
    for rate in RATES:
        for name, way in (("swap", edits.swap), ("spin", edits.spin), ("several edits and", edits.several)):
            if rate or name.startswith("several"):
                conditions[f"{name} {rate} %"] = copied(originals, way(rate), rng)
    conditions |= {
        "20 % of sentences dropped": copied(originals, edits.drop(0.2), rng),
        "50 % of sentences dropped": copied(originals, edits.drop(0.5), rng),
        "sentences in any order": copied(originals, edits.reorder, rng),
        "cut to 30 to 60 %": copied(originals, edits.cut, rng),
        "another headline": copied(originals, edits.headline, rng),
    }
    for rate in (5, 10, 20, 30, 40, 50):
        conditions[f"spliced, {rate} %"] = spliced(originals, edits.swap(rate), rng)
    figures |= {name: measure(name, corpus, peers=not options.quick) for name, corpus in conditions.items()}
    if not options.quick:
        _results.write("copies: pair F1, ARI", figures)


if __name__ == "__main__":
    sys.exit(main())
