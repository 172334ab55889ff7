"""Write the scoreboard of README.md from `results.json` and the peers' published figures.

python benchmarks/scoreboard.py [--check]
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import _results

README = Path(__file__).parents[1] / "README.md"
BLOCK = re.compile(r"(<!-- scoreboard -->\n).*?(<!-- /scoreboard -->)", re.S)

# Published: CofeNet (Wang et al., 2023) on PolNeAR test. Run by us on PolNeAR dev: the Gender Gap Tracker and textacy.
SPANS = (
    ("BERT+Cofe, test", 83.2, 75.3, 72.9),
    ("BERT, test", 81.1, 74.0, 68.9),
    ("BiLSTM+Cofe, test", 73.3, 66.2, 63.6),
    ("CRF, test", 50.6, 53.4, 28.6),
    ("Gender Gap Tracker, test", 53.3, 47.9, 26.7),
    ("textacy, test", 26.9, 32.1, 29.5),
)
RELATIONS = (("Gender Gap Tracker", 39.4, "52 / 43 / 23"), ("textacy", 25.8, "71 / 18 / 4"))
# Run by us: value F1 and days right of HeidelTime (on AQUAINT) and recognizers-text.
TIMES = (
    ("HeidelTime", "72.7", "260 of 294", "", ""),
    ("recognizers-text", "58.1", "233 of 294", "49.8", "261 of 342"),
)
# Published: ACL 2024 (ZSP) and its follow-ups, on PLV's test part, without training on PLV.
RELATIONS_PLV = (
    ("ZSP (RoBERTa-large), test part, untrained", 96.4, 89.6, 82.4),
    ("Gemma2-9B with the codebook, test part, untrained", 95.8, 86.8, 71.4),
    ("GPT-4, test part, untrained", 93.4, 76.7, 61.5),
)
OCCURRENCES = (
    ("**communique**", "communique", "communique"),
    ("lemma and like articles (lemma-delta)", "lemma-delta (0.2)", "lemma-delta"),
    ("same lemma", "lemma", "lemma"),
)
COPIES = (
    ("30 % of words swapped", "swap 30 %"),
    ("30 % of words spun", "spin 30 %"),
    ("several edits, and 30 % of words swapped", "several edits and 30 %"),
    ("spliced from two to four articles, 30 % swapped", "spliced, 30 %"),
)
SAME_STATEMENTS, SAME_MEETINGS, SAME_MOVES = (
    f"{kind}, gold readings: P/R/F1" for kind in ("statements", "meetings", "moves")
)
POSITIONS = (
    ("which party holds something on which issue", "positions, party and issue"),
    ("… and the kind of its last step there", "positions, with the last kind"),
    ("lines of the table", "table, lines"),
    ("… and how the other side answered", "table, lines with the answer"),
)


def table(results: dict[str, Any]) -> str:
    """The scoreboard as Markdown."""
    ours = results["attribution, PolNeAR dev"]
    spans = ours["exact span P/R/F1"]
    recall = ours["recall by quotation"]
    share = " / ".join(f"{float(recall[k].split('=')[1].strip(' %')):.0f}" for k in ("direct", "mixed", "indirect"))
    speed = results["speed"]
    ratios = {
        (ours, peer): "{} ({} to {})".format(*speed[f"{ours} beside {peer}: ratio, median (least, most)"])
        for ours in ("annotate", "read into a record")
        for peer in ("en_core_web_sm", "textacy's quotations", "parse and patterns")
    }
    gold = results["gold of the dispatches, F1"]
    back = results["coreference, GUM news and speech"]
    chain, pronouns = (
        "{2} % ({0} of {1})".format(*back[f"the program, chain: {kind}"]) for kind in ("all", "pronouns")
    )
    times = [results["times"][name]["all"] for name in ("AQUAINT", "TimeBank")]
    odd = [results["times"][name]["odd"]["value F1"] for name in ("AQUAINT", "TimeBank")]
    once = results["occurrences, ECB+ topics 1-35"]
    copies = results["copies: pair F1, ARI"]
    pairs = results["relations, PLV train, five folds"]
    woven = results["weaving, pairs on the dispatches"]
    undated = results["dating"]
    moves = results["moves, labelled sentences"]
    deeds = results["events of readings, single sentences"]
    issues = results["issues of terms, held out"]
    positions = results["positions and the table on the dispatches"]
    dated = [text for one in times for text in (one["value F1"], one["days right"].replace("/", " of "))]
    lines = [
        "| exact spans on PolNeAR, F1 | source | cue | content |",
        "| --- | --- | --- | --- |",
        f"| **communique**, dev | **{spans['source'][2]}** | **{spans['cue'][2]}** | **{spans['content'][2]}** |",
        *(f"| {name} | {source} | {cue} | {content} |" for name, source, cue, content in SPANS),
        "",
        "| who said what, PolNeAR dev | relation F1 | recall % direct / mixed / indirect |",
        "| --- | --- | --- |",
        f"| **communique** | **{ours['relation P/R/F1'][2]}** | **{share}** |",
        *(f"| {name} | {f1} | {kinds} |" for name, f1, kinds in RELATIONS),
        "",
        "| times | AQUAINT, value F1 | days right | TimeBank, value F1 | days right |",
        "| --- | --- | --- | --- | --- |",
        f"| **communique** | **{dated[0]}** | **{dated[1]}** | **{dated[2]}** | **{dated[3]}** |",
        *(f"| {' | '.join(row)} |" for row in TIMES),
        "",
        "Our rules for times were written by the half of these articles with even places; on the other half, which",
        f"was looked at three times, they reach {odd[0]} and {odd[1]}.",
        "",
        "| the same event in several articles, ECB+ topics 1–35, gold mentions | CoNLL F1, dev | five parts, mean |",
        "| --- | --- | --- |",
        *(
            f"| {name} | {once[f'development topics, {key}']['CoNLL F1']} "
            f"| {once[f'CoNLL F1 of five parts, {short}'][-1]} |"
            for name, key, short in OCCURRENCES
        ),
        "",
        "| families of copies, ARI | communique | MinHash | SimHash |",
        "| --- | --- | --- | --- |",
        *(
            f"| {name} | **{of['communique'][1]}** | {of['MinHash'][1]} | {of['SimHash'][1]} |"
            for name, of in ((name, copies[key]) for name, key in COPIES)
        ),
        "",
        "| who did what to whom (PLOVER), the pair being given; PLV | macro-F1 binary | quad | root |",
        "| --- | --- | --- | --- |",
        "| **communique**, train part, five folds | **{binary}** | **{quad}** | **{root}** |".format(**pairs),
        *(f"| {name} | {binary} | {quad} | {root} |" for name, binary, quad, root in RELATIONS_PLV),
        "",
        "| moves, in labelled sentences of our own, kind and party | precision | recall | F1 | with terms |",
        "| --- | --- | --- | --- | --- |",
        *_moves(moves),
        "",
        "| positions and the table, on the dispatches, F1 | from moves marked by hand (tuned on) | from moves read |",
        "| --- | --- | --- |",
        *(
            f"| {name} | {' | '.join(str(positions[f'{key}, {of} readings: P/R/F1'][2]) for of in ('gold', 'own'))} |"
            for name, key in POSITIONS
        ),
        "",
        "Of terms of the held-out negotiations, {} % of the issues given are right, and {} % of all get theirs;".format(
            *issues["new desks, by meaning: P/R/F1"][:2]
        ),
        "by words alone {} % and {} %. Of single sentences without an event {} % are left without one, of the".format(
            *issues["new desks, by words alone: P/R/F1"][:2], deeds["no event, rightly"]
        ),
        f"others {deeds['an event, rightly']} % get one.",
        "",
        "| times as fast, one core, same articles in turn (least to most) | `annotate` | reading into a record |",
        "| --- | --- | --- |",
        *(
            f"| {told} | {ratios['annotate', peer]} | {ratios['read into a record', peer]} |"
            for peer, told in (
                ("en_core_web_sm", "spaCy's `en_core_web_sm`"),
                ("textacy's quotations", "textacy's quotations on it"),
                ("parse and patterns", "the Gender Gap Tracker's design on it, without its coreference"),
            )
        ),
        "",
        f"Peak memory of `annotate` {speed['peak memory of annotate, MB']} MB.",
        "",
        *_pages(results["pages"]),
        "",
        f"On the {gold['articles']} dispatches shipped here, against gold made by hand, F1: who said what",
        f"{gold['statements: who said what']}; of those found, who is meant {gold['statements: who is meant']}",
        f"and the chain {gold['statements: chain']}; mentions with their actor {gold['mentions: span and actor']};",
        f"moves {gold['moves: kind and party']}; who did what to whom {gold['events: who did what to whom']};",
        f"meetings {gold['meetings: encounter']}, what became of them {gold['meetings: status']}. Weaving the gold",
        "readings takes pairs of statements for one with precision {}, recall {}; of meetings, {} and {};".format(
            *woven[SAME_STATEMENTS][:2], *woven[SAME_MEETINGS][:2]
        ),
        "of moves, {} and {}.".format(*woven[SAME_MOVES][:2]),
        "",
        "Of {} articles whose dates were taken away, {} get bounds from their text; the true day lies within".format(
            *(sum(of[key] for of in undated.values()) for key in ("articles", "bounded"))
        ),
        f"them in {sum(of['right'] for of in undated.values())}.",
        "",
        f"On {back['texts']} texts of news and speech of GUM that were kept apart, the speaker of an attribution is",
        f"in the right chain of mentions in {chain}, where it is a pronoun in {pronouns}.",
        f"Coreference CoNLL F1 is {back['CoNLL F1']} (on another release: SpanBERT 64.6, the rules of Stanford's",
        "dcoref 39.7; Zhu et al. 2021).",
    ]
    return "\n".join(lines) + "\n"


def _pages(told: dict[str, Any]) -> Iterator[str]:
    """How quick the pages are, over all and of the slowest kind."""
    rows = told["rounds"]["with a writer"]["p50, p95, p99, most in ms; count"]
    p50, p95, *_ = rows["all"]
    kind = max((kind for kind in rows if kind != "all"), key=lambda kind: rows[kind][1])
    readers = f"{told['readers']} readers at once"
    yield f"The pages of a record of {told['articles']:,} articles, with {readers} while a writer adds"
    yield f"articles, on two cores: p50 {p50} ms, p95 {p95} ms; of the slowest kind (`{kind}`) p95 {rows[kind][1]} ms."
    yield f"The server takes {told['peak memory of the server, MB']} MB at most."


def _moves(told: dict[str, Any]) -> Iterator[str]:
    """The rows for moves: all that is held out, each of it, and what the rules were written over."""
    each = ((f"… {key.removeprefix('held out, ')}", key) for key in sorted(told) if key.startswith("held out, "))
    rows = (
        ("**negotiations that nothing was tuned on**", "held out"),
        *each,
        ("negotiations that the rules were written over", "development"),
    )
    for name, key in rows:
        figures = (*told[key]["kind and party: P/R/F1"], *told[key]["with terms: F1"])
        yield f"| {name} | {' | '.join(map(str, figures))} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="only say whether README.md is up to date")
    options = parser.parse_args()
    before = README.read_text(encoding="utf8")
    after = BLOCK.sub(lambda m: m[1] + table(_results.read()) + m[2], before)
    if options.check:
        sys.exit(before != after)
    README.write_text(after, encoding="utf8")


if __name__ == "__main__":
    main()
