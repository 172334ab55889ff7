"""Write the figures of the pages from `results.json` and the peers' published figures.

python benchmarks/scoreboard.py [--check]

README.md has what a reader asks first, docs/explanation/scores.md the long tables, MODEL_CARD.md those of the model.
"""

from __future__ import annotations

import argparse
import sys
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import _results
from communique.dispatches import SCORED_ONLY

ROOT = Path(__file__).parents[1]
Results = dict[str, Any]

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
POSITIONS = (
    ("which party holds something on which issue", "positions, party and issue"),
    ("… and the kind of its last step there", "positions, with the last kind"),
    ("lines of the table", "table, lines"),
    ("… and how the other side answered", "table, lines with the answer"),
)
PEERS = (
    ("en_core_web_sm", "spaCy's `en_core_web_sm`"),
    ("textacy's quotations", "textacy's quotations on it"),
    ("parse and patterns", "the Gender Gap Tracker's design on it, without its coreference"),
)
GOLD = "gold of the dispatches, F1"  # of the first negotiation; of the others with their name after it
HELD = "positions and the table on the dispatches"  # of the first, and of the others, alike
LAYERS = (
    ("who said what", "statements: who said what"),
    ("who is meant", "statements: who is meant"),
    ("chain", "statements: chain"),
    ("mentions", "mentions: span and actor"),
    ("days", "times: span and days"),
    ("events", "events: who did what to whom"),
    ("moves", "moves: kind and party"),
    ("meetings", "meetings: encounter"),
    ("… what became of them", "meetings: status"),
)
BINS = "statements, mean score, share right"
SUREST = 4  # tenths of the score that are told in words
ROLES = ("source", "cue", "content")
QUOTATIONS = ("direct", "mixed", "indirect")


def first(results: Results) -> Iterator[str]:
    """What a reader asks first, a row each, beside the peers."""
    ours = results["attribution, PolNeAR dev"]
    exact = " / ".join(str(ours["exact span P/R/F1"][role][2]) for role in ROLES)
    rival = " / ".join(map(str, SPANS[0][1:]))
    days = results["times"]["AQUAINT"]["all"]["days right"].replace("/", " of ")
    copied = results["copies: pair F1, ARI"]["swap 30 %"]
    same = results["occurrences, ECB+ topics 1-35"]
    root = results["relations, PLV train, five folds"]["root"]
    held = results[HELD]
    moves = results["moves, labelled sentences"]["held out"]["kind and party: P/R/F1"]
    trackers = ", ".join(f"{name} {f1}" for name, f1, _ in RELATIONS)
    coders = ", ".join(f"{name.partition(',')[0]} {figure}" for name, _, _, figure in RELATIONS_PLV)
    yield "| what a reader asks | measured by | communique | beside it |"
    yield "| --- | --- | --- | --- |"
    yield f"| who said what? | relation F1, PolNeAR dev | **{ours['relation P/R/F1'][2]}** | {trackers} |"
    yield f"| … in which words? | span F1 of source / cue / content | **{exact}** | BERT+Cofe, test part: {rival} |"
    dated = ", ".join(f"{name} {right.split()[0]}" for name, _, right, *_ in TIMES)
    yield f"| when? | days right, AQUAINT | **{days}** | {dated} |"
    yield (
        f"| who copied whom? | ARI, 30 % of words swapped | **{copied['communique'][1]}** "
        f"| MinHash {copied['MinHash'][1]}, SimHash {copied['SimHash'][1]} |"
    )
    yield (
        f"| is it the same event? | CoNLL F1, ECB+, five parts | **{same['CoNLL F1 of five parts, communique'][-1]}** "
        f"| lemma-delta {same['CoNLL F1 of five parts, lemma-delta'][-1]} |"
    )
    yield f"| what did one do to another? | PLOVER root F1, PLV, five folds | **{root}** | untrained, test: {coders} |"
    yield (
        "| who offered, asked, refused? | F1, labelled sentences of negotiations that nothing was tuned on "
        f"| **{moves[2]}** | no other program known |"
    )
    positions, lines = (
        held[f"{key}, own readings: P/R/F1"][2] for key in ("positions, party and issue", "table, lines")
    )
    yield (
        "| who holds what? | F1 of positions / of lines of the table, on dispatches that they were tuned on "
        f"| **{positions} / {lines}** | the same |"
    )
    yield f"| how fast? | articles a second, one core | **{_quick(results['speed'])} times** | `en_core_web_sm` |"
    yield ""
    yield from negotiations(results)


def negotiations(results: Results) -> Iterator[str]:
    """The example dispatches against their gold, a column a negotiation."""
    told = {
        key.removeprefix(GOLD).strip(": ") or "korea": results[key] for key in sorted(results) if key.startswith(GOLD)
    }
    names = (f"{name}, only scored" if name in SCORED_ONLY else name for name in told)
    yield f"| dispatches against gold made by hand, F1 | {' | '.join(names)} |"
    yield f"| --- |{' --- |' * len(told)}"
    yield f"| articles | {' | '.join(str(of['articles']) for of in told.values())} |"
    for name, key in LAYERS:
        yield f"| {name} | {' | '.join(str(of[key]) for of in told.values())} |"
    held = {key.removeprefix(HELD).strip(": ") or "korea": of for key, of in results.items() if key.startswith(HELD)}
    for name, key in POSITIONS:
        yield f"| {name} | {' | '.join(_own(held.get(of), key) for of in told)} |"


def _own(held: Results | None, key: str) -> str:
    """The F1 of positions from what is read; a dash for a negotiation without a table of them."""
    return str(held[f"{key}, own readings: P/R/F1"][2]) if held else "–"


def attribution(results: Results) -> Iterator[str]:
    """What the whole program finds of the marked attributions."""
    ours = results["attribution, PolNeAR dev"]
    yield "| | precision | recall | F1 |"
    yield "| --- | --- | --- | --- |"
    for role, figures in sorted(ours["exact span P/R/F1"].items(), key=lambda one: ROLES.index(one[0])):
        yield f"| {role}, exact span | {' | '.join(map(str, figures))} |"
    yield (
        "| who said what (content overlap of half, and the right source) "
        f"| {' | '.join(map(str, ours['relation P/R/F1']))} |"
    )


def surest(results: Results) -> Iterator[str]:
    """What the highest scores come to, in words."""
    told = results["calibration of statements"]
    rows = list(reversed(told["PolNeAR dev"][BINS]))[:SUREST]
    shares = [f"{100 * right:.0f} % of {count} scored {mean:.2f} in the mean" for count, mean, right in rows]
    count, mean, right = told["dispatches"][BINS][-1]
    yield from _prose(
        f"There are right {', '.join(shares)}; on the dispatches, where nothing was fitted, {100 * right:.0f} % of "
        f"{count} scored {mean:.2f}."
    )


def outlets(results: Results) -> Iterator[str]:
    """Attribution by kind of outlet and of quotation."""
    yield "| PolNeAR dev | articles | precision | recall | F1 | found, % of direct | mixed | indirect |"
    yield "| --- | --- | --- | --- | --- | --- | --- | --- |"
    told = results["attribution by outlet, PolNeAR dev"]
    for name, of in [*sorted(told.items()), ("all", results["attribution, PolNeAR dev"])]:
        figures = [of["articles"], *of["relation P/R/F1"], *map(_recall(of), QUOTATIONS)]
        yield f"| {name} | {' | '.join(map(str, figures))} |"


def scores(results: Results) -> Iterator[str]:
    """What the score of a statement comes to."""
    told = results["calibration of statements"]
    yield "| statements of | scored, in the mean | how many | right |"
    yield "| --- | --- | --- | --- |"
    for name, of in told.items():
        for count, mean, right in reversed(of[BINS]):
            yield f"| {name} | {mean:.2f} | {count} | {100 * right:.0f} % |"
    yield ""
    errors = (f"{of['calibration error, %']} % on {name}" for name, of in told.items())
    yield f"Mean distance of score and share: {', '.join(errors)}."


def long(results: Results) -> Iterator[str]:
    """The long tables, in the order of the reading."""
    ours = results["attribution, PolNeAR dev"]
    spans = ours["exact span P/R/F1"]
    yield "| exact spans on PolNeAR, F1 | source | cue | content |"
    yield "| --- | --- | --- | --- |"
    yield f"| **communique**, dev | **{spans['source'][2]}** | **{spans['cue'][2]}** | **{spans['content'][2]}** |"
    yield from (f"| {name} | {source} | {cue} | {content} |" for name, source, cue, content in SPANS)
    yield ""
    yield "| who said what, PolNeAR dev | relation F1 | recall % direct / mixed / indirect |"
    yield "| --- | --- | --- |"
    share = " / ".join(f"{_recall(ours)(kind):.0f}" for kind in QUOTATIONS)
    yield f"| **communique** | **{ours['relation P/R/F1'][2]}** | **{share}** |"
    yield from (f"| {name} | {f1} | {kinds} |" for name, f1, kinds in RELATIONS)
    yield ""
    yield from _when(results)
    yield ""
    yield "| who did what to whom (PLOVER), the pair being given; PLV | macro-F1 binary | quad | root |"
    yield "| --- | --- | --- | --- |"
    pairs = results["relations, PLV train, five folds"]
    yield "| **communique**, train part, five folds | **{binary}** | **{quad}** | **{root}** |".format(**pairs)
    yield from (f"| {name} | {binary} | {quad} | {root} |" for name, binary, quad, root in RELATIONS_PLV)
    yield ""
    yield "| moves, in labelled sentences of our own, kind and party | precision | recall | F1 | with terms |"
    yield "| --- | --- | --- | --- | --- |"
    yield from _moves(results["moves, labelled sentences"])
    yield ""
    issues, deeds = results["issues of terms, held out"], results["events of readings, single sentences"]
    right, given = issues["new desks, by meaning: P/R/F1"][:2]
    by_words = " % and ".join(map(str, issues["new desks, by words alone: P/R/F1"][:2]))
    yield from _prose(
        f"Of terms of the held-out negotiations, {right} % of the issues given are right, and {given} % of all get "
        f"theirs; by words alone {by_words} %. Of single sentences without an event {deeds['no event, rightly']} % are "
        f"left without one, of the others {deeds['an event, rightly']} % get one."
    )
    yield ""
    yield "| families of copies, ARI | communique | MinHash | SimHash |"
    yield "| --- | --- | --- | --- |"
    for name, key in COPIES:
        of = results["copies: pair F1, ARI"][key]
        yield f"| {name} | **{of['communique'][1]}** | {of['MinHash'][1]} | {of['SimHash'][1]} |"
    yield ""
    once = results["occurrences, ECB+ topics 1-35"]
    yield "| the same event in several articles, ECB+ topics 1–35, gold mentions | CoNLL F1, dev | five parts, mean |"
    yield "| --- | --- | --- |"
    for name, key, short in OCCURRENCES:
        parts = once[f"CoNLL F1 of five parts, {short}"][-1]
        yield f"| {name} | {once[f'development topics, {key}']['CoNLL F1']} | {parts} |"
    yield ""
    held = results[HELD]
    yield "| positions and the table, on the dispatches, F1 | from moves marked by hand (tuned on) | from moves read |"
    yield "| --- | --- | --- |"
    for name, key in POSITIONS:
        yield f"| {name} | {' | '.join(str(held[f'{key}, {of} readings: P/R/F1'][2]) for of in ('gold', 'own'))} |"
    yield ""
    yield from _woven(results["weaving, pairs on the dispatches"])
    yield ""
    yield from _coreference(results["coreference, GUM news and speech"])
    yield ""
    yield from _speed(results["speed"])
    yield ""
    yield from _pages(results["pages"])


def _recall(of: Results) -> Callable[[str], float]:
    """The share of gold attributions of a kind of quotation that were found, in percent."""
    return lambda kind: float(of["recall by quotation"][kind].split("=")[1].strip(" %"))


def _when(results: Results) -> Iterator[str]:
    both = [results["times"][name] for name in ("AQUAINT", "TimeBank")]
    dated = [text for of in both for text in (of["all"]["value F1"], of["all"]["days right"].replace("/", " of "))]
    odd = [of["odd"]["value F1"] for of in both]
    undated = results["dating"].values()
    yield "| times | AQUAINT, value F1 | days right | TimeBank, value F1 | days right |"
    yield "| --- | --- | --- | --- | --- |"
    yield f"| **communique** | {' | '.join(f'**{one}**' for one in dated)} |"
    yield from (f"| {' | '.join(row)} |" for row in TIMES)
    yield ""
    articles, bounded, right = (sum(of[key] for of in undated) for key in ("articles", "bounded", "right"))
    yield from _prose(
        "The rules for times were written by the half of these articles with even places; on the other half, which was "
        f"looked at three times, they reach {odd[0]} and {odd[1]}. Of {articles} articles whose dates were taken away, "
        f"{bounded} get bounds from their text; the true day lies within them in {right}."
    )


def _moves(told: Results) -> Iterator[str]:
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


def _woven(told: Results) -> Iterator[str]:
    yield "| the same thing in several dispatches, pairs | precision | recall | from what is read: precision | recall |"
    yield "| --- | --- | --- | --- | --- |"
    for kind in ("statements", "moves", "meetings"):
        figures = [one for of in ("gold", "own") for one in told[f"{kind}, {of} readings: P/R/F1"][:2]]
        yield f"| {kind} | {' | '.join(map(str, figures))} |"


def _coreference(told: Results) -> Iterator[str]:
    chain, pronouns = (
        "{2} % ({0} of {1})".format(*told[f"the program, chain: {kind}"]) for kind in ("all", "pronouns")
    )
    yield from _prose(
        f"On {told['texts']} texts of news and speech of GUM that were kept apart, the speaker of an attribution is in "
        f"the right chain of mentions in {chain}, where it is a pronoun in {pronouns}. Coreference CoNLL F1 is "
        f"{told['CoNLL F1']} (on another release: SpanBERT 64.6, the rules of Stanford's dcoref 39.7; Zhu et al. 2021)."
    )


def _quick(told: Results) -> float:
    """How many times as many articles as the small spaCy pipeline, the median of the rounds."""
    ratio = told.get("annotate beside en_core_web_sm: ratio, median (least, most)")
    return float((ratio or told["ratio, median (least, most)"])[0])


def _speed(told: Results) -> Iterator[str]:
    """How quick it is beside others, on the same articles in turn."""
    key = "{} beside {}: ratio, median (least, most)"
    if key.format("annotate", PEERS[0][0]) in told:
        yield "| times as fast, one core, same articles in turn (least to most) | `annotate` | reading into a record |"
        yield "| --- | --- | --- |"
        for peer, name in PEERS:
            ratios = (told[key.format(ours, peer)] for ours in ("annotate", "read into a record"))
            yield f"| {name} | {' | '.join('{} ({} to {})'.format(*ratio) for ratio in ratios)} |"
        yield ""
    else:
        ratio, least, most = told["ratio, median (least, most)"]
        yield f"One core, same articles in turn: {ratio} times as fast as `en_core_web_sm` ({least} to {most})."
    yield f"Peak memory of `annotate` {told['peak memory of annotate, MB']} MB."


def _pages(told: Results) -> Iterator[str]:
    """How quick the pages are, over all and of the slowest kind."""
    rows = told["rounds"]["with a writer"]["p50, p95, p99, most in ms; count"]
    p50, p95, *_ = rows["all"]
    kind = max((kind for kind in rows if kind != "all"), key=lambda kind: rows[kind][1])
    readers = f"{told['readers']} readers at once"
    yield from _prose(
        f"The pages of a record of {told['articles']:,} articles, with {readers} while a writer adds articles, on two "
        f"cores: p50 {p50} ms, p95 {p95} ms; of the slowest kind (`{kind}`) p95 {rows[kind][1]} ms. The server takes "
        f"{told['peak memory of the server, MB']} MB at most."
    )


def _prose(text: str) -> Iterator[str]:
    """The lines of a paragraph."""
    yield from textwrap.wrap(text, 120, break_long_words=False, break_on_hyphens=False)


BLOCKS: tuple[tuple[str, str, Callable[[Results], Iterator[str]]], ...] = (
    ("README.md", "scoreboard", first),
    ("docs/explanation/scores.md", "scores", scores),
    ("docs/explanation/scores.md", "scoreboard", long),
    ("MODEL_CARD.md", "attribution", attribution),
    ("MODEL_CARD.md", "outlets", outlets),
    ("MODEL_CARD.md", "surest", surest),
    ("MODEL_CARD.md", "negotiations", negotiations),
)


def written(page: str, name: str, lines: Iterator[str]) -> str:
    """The page with these lines in its block of that name. Raises ValueError where it has no such block."""
    before, begin, rest = page.partition(f"<!-- {name} -->\n")
    _, end, after = rest.partition(f"<!-- /{name} -->")
    if not (begin and end):
        raise ValueError(f"no block {name}")
    return f"{before}{begin}\n" + "".join(f"{line}\n" for line in lines) + f"\n{end}{after}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="only say whether the pages are up to date")
    options = parser.parse_args()
    results = _results.read()
    pages = {name: (ROOT / name).read_text(encoding="utf8") for name, _, _ in BLOCKS}
    before = dict(pages)
    for name, block, lines in BLOCKS:
        pages[name] = written(pages[name], block, lines(results))
    if options.check:
        sys.exit(before != pages)
    for name, page in pages.items():
        (ROOT / name).write_text(page, encoding="utf8")


if __name__ == "__main__":
    main()
