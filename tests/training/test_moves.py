"""The labelled moves: every file parses, there is enough of everything, and what is wrong in a file is named."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from training.moves import format as moves

HEAD = """\
negotiation: Fishing in the West Sound
# A remark.
party NOR: Norway, Oslo
party DNK: Denmark, Copenhagen
actor siri-vik of NOR: Siri Vik, fisheries minister
issue quotas: How much of each fish each side may catch.
issue talks: Meetings and their course.
---
"""
SENTENCE = "Norway offered Denmark a share of its cod if the boats of Denmark kept out of the fjords."
LABEL = 'offer "offered" NOR > DNK by=NOR | gives: a share of its cod [quotas]'
ENOUGH_SENTENCES, ENOUGH_OF_A_KIND, ENOUGH_OF_A_NEGOTIATION, ENOUGH_NEGOTIATIONS = 1800, 60, 80, 19
SCREEN = 100  # columns


def write(folder: Path, body: str, head: str = HEAD, name: str = "sound.txt") -> Path:
    path = folder / name
    path.write_text(head + body, encoding="utf-8")
    return path


def test_there_is_enough_of_everything() -> None:
    negotiations = moves.read_all()
    sentences = [sentence for negotiation in negotiations for sentence in negotiation.sentences]
    kinds = Counter(move.kind for sentence in sentences for move in sentence.moves)
    assert len(negotiations) >= ENOUGH_NEGOTIATIONS
    assert len(sentences) >= ENOUGH_SENTENCES
    assert 3 * sum(not sentence.moves for sentence in sentences) >= len(sentences)
    assert {kind for kind in moves.KINDS if kinds[kind] < ENOUGH_OF_A_KIND} == set()
    for negotiation in negotiations:
        assert len(negotiation.sentences) >= ENOUGH_OF_A_NEGOTIATION, negotiation.id
        within = {move.kind for sentence in negotiation.sentences for move in sentence.moves}
        assert within == set(moves.KINDS), negotiation.id


def test_every_issue_is_described_in_words_and_used() -> None:
    for negotiation in moves.read_all():
        terms = [
            term
            for sentence in negotiation.sentences
            for move in sentence.moves
            for term in (*move.gives, *move.asks, *([move.condition] if move.condition else []))
        ]
        assert {term.issue for term in terms} - {None} == set(negotiation.issues), negotiation.id
        assert all(len(description.split()) > 2 for description in negotiation.issues.values()), negotiation.id


def test_spans_are_those_of_the_words() -> None:
    for negotiation in moves.read_all():
        for sentence in negotiation.sentences:
            for move in sentence.moves:
                for term in (*move.gives, *move.asks):
                    assert moves.GAP.join(span.of(sentence.text) for span in term.spans) == term.text


def test_a_sentence_with_its_move(tmp_path: Path) -> None:
    negotiation = moves.read(
        write(tmp_path, f"{SENTENCE}\n  {LABEL} | condition: if … kept out of the fjords [quotas]\n")
    )
    assert negotiation.parties == {"NOR": ("Norway", "Oslo"), "DNK": ("Denmark", "Copenhagen")}
    assert negotiation.actors["siri-vik"] == moves.Someone("NOR", "Siri Vik, fisheries minister")
    (sentence,) = negotiation.sentences
    (move,) = sentence.moves
    assert (sentence.line, sentence.why) == (9, None)
    assert (move.kind, move.party, move.toward, move.by) == ("offer", "NOR", "DNK", "NOR")
    assert [span.of(SENTENCE) for span in move.spans] == ["offered"]
    assert move.condition is not None
    assert [span.of(SENTENCE) for span in move.condition.spans] == ["if", "kept out of the fjords"]
    assert (move.condition.issue, move.asks) == ("quotas", ())


def test_a_joint_step_is_one_of_each_party_toward_the_other(tmp_path: Path) -> None:
    label = 'commitment "agreed to" NOR + DNK | gives: count the seals [?]'
    body = f"Oslo and Copenhagen agreed to count the seals.\n  {label}\n"
    first, second = moves.read(write(tmp_path, body)).sentences[0].moves
    assert (first.id, first.party, first.toward) == ("v1", "NOR", "DNK")
    assert (second.id, second.party, second.toward) == ("v2", "DNK", "NOR")
    assert (first.by, first.gives[0].issue) == (None, None)
    first, second = moves.read(write(tmp_path, body.replace("DNK |", "DNK > ? |"))).sentences[0].moves
    assert (first.toward, second.toward) == (None, None)


def test_a_sentence_without_a_move_says_why(tmp_path: Path) -> None:
    (sentence,) = moves.read(write(tmp_path, "The sound was calm.\n  none: scene\n")).sentences
    assert (sentence.moves, sentence.why) == ((), "scene")


@pytest.mark.parametrize(
    ("body", "line", "what"),
    [
        (f"{SENTENCE}\n", 9, "no label"),
        ("The sound  was calm.\n  none: scene\n", 9, "a space too many"),
        ("The sound was calm.\nNobody spoke.\n  none: scene\n", 10, "an empty line parts two sentences"),
        ("The sound was calm.\n  none: boredom\n", 10, "one of the reasons guess, hope"),
        (f"{SENTENCE}\n  none: scene\n  {LABEL}\n", 10, "none stands alone"),
        (f"{SENTENCE}\n  offer NOR > DNK\n", 10, "a label is written KIND"),
        (f"{SENTENCE}\n  {LABEL.replace('offer ', 'gift ')}\n", 10, "there is no kind “gift”; there are offer, demand"),
        (f"{SENTENCE}\n  {LABEL.replace('> DNK', '> SWE')}\n", 10, "“SWE” is not declared; declared are NOR, DNK"),
        (f"{SENTENCE}\n  {LABEL.replace('NOR >', 'FIN >')}\n", 10, "the party “FIN” is not declared"),
        (f"{SENTENCE}\n  {LABEL.replace('by=NOR', 'by=jan-ek')}\n", 10, "the actor “jan-ek” is not declared"),
        (f"{SENTENCE}\n  {LABEL.replace('[quotas]', '[whales]')}\n", 10, "the issue “whales” is not declared"),
        (f"{SENTENCE}\n  {LABEL.replace(' [quotas]', '')}\n", 10, "does not end with its issue in brackets"),
        (f"{SENTENCE}\n  {LABEL.replace('gives:', 'takes:')}\n", 10, "“takes” is no field"),
        (f"{SENTENCE}\n  {LABEL} | gives: its cod [quotas]\n", 10, "“gives” is no field, or comes twice"),
        (f"{SENTENCE}\n  {LABEL.replace('its cod', 'his cod')}\n", 10, "“a share of his cod” occurs 0 times"),
        (f"{SENTENCE}\n  {LABEL} | asks: Denmark [?]\n", 10, "“Denmark” occurs 2 times"),
        (f"{SENTENCE}\n  {LABEL} | asks: boat [?]\n", 10, "“boat” occurs 0 times"),
        (f"{SENTENCE}\n  {LABEL} | asks: the fjords … the boats [?]\n", 10, "another order"),
        (f"{SENTENCE}\n  {LABEL} | condition: if [?] ; the fjords [?]\n", 10, "a move has one condition"),
        (f"{SENTENCE}\n  {LABEL.replace('NOR >', 'NOR + DNK >')}\n", 10, "as many makers"),
    ],
)
def test_faults_are_named_with_file_and_line(tmp_path: Path, body: str, line: int, what: str) -> None:
    path = write(tmp_path, body)
    with pytest.raises(moves.LabelError) as fault:
        moves.read(path)
    assert what in fault.value.what
    assert str(fault.value).startswith(f"{path}:{line}: ")


@pytest.mark.parametrize(
    ("head", "line", "what"),
    [
        (HEAD.replace("---\n", ""), 7, "a line --- is missing"),
        (HEAD.replace("party DNK", "side DNK"), 4, "a head has lines that begin with"),
        (HEAD.replace("party DNK", "party NOR"), 4, "NOR is declared twice"),
        (HEAD.replace("of NOR", "of SWE"), 5, "actor siri-vik is of no declared party"),
        ("negotiation: Seals\n---\n", 2, "declares no negotiation, no party or no issue"),
    ],
)
def test_faults_of_a_head_are_named(tmp_path: Path, head: str, line: int, what: str) -> None:
    path = write(tmp_path, "", head)
    with pytest.raises(moves.LabelError) as fault:
        moves.read(path)
    assert what in fault.value.what
    assert fault.value.line == line


def test_the_guideline_parses_and_names_every_kind_and_reason(tmp_path: Path) -> None:
    guideline = (moves.HERE / "GUIDELINE.md").read_text(encoding="utf-8")
    example = re.findall(r"```\n(.*?)```", guideline, re.DOTALL)[0]
    assert [len(sentence.moves) for sentence in moves.read(write(tmp_path, example, "")).sentences] == [1, 0]
    assert set(re.findall(r"^\*\*(\w+)\*\*:", guideline, re.MULTILINE)) == set(moves.KINDS)
    assert set(re.findall(r"^\| `(\w+)` \|", guideline, re.MULTILINE)) == set(moves.REASONS)


def test_a_sentence_stands_once(tmp_path: Path) -> None:
    write(tmp_path, "The sound was calm.\n  none: scene\n", name="a.txt")
    write(tmp_path, "The sound was “calm”\n  none: scene\n", name="b.txt")
    with pytest.raises(moves.LabelError, match=r"b\.txt:9: this sentence stands at .*a\.txt:9"):
        moves.read_all(tmp_path)


def test_the_table_counts_by_negotiation_and_kind(tmp_path: Path) -> None:
    write(tmp_path, f"{SENTENCE}\n  {LABEL}\n\nThe sound was calm.\n  none: scene\n")
    write(tmp_path, "Nobody spoke.\n  none: scene\n", name="strait.txt")
    headings, *rows = (line.split() for line in moves.table(moves.read_all(tmp_path)).split("\n"))
    assert len(set(headings)) == len(headings) == 3 + len(moves.KINDS)
    assert headings[:5] == ["sent", "none", "move", "offe", "dema"]
    assert [row[:6] for row in rows] == [
        ["sound", "2", "1", "1", "1", "0"],
        ["strait", "1", "1", "0", "0", "0"],
        ["all", "3", "2", "1", "1", "0"],
    ]


def test_the_table_fits_a_screen() -> None:
    assert max(map(len, moves.table(moves.read_all()).split("\n"))) <= SCREEN
