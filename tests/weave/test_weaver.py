from __future__ import annotations

import random
from dataclasses import replace
from functools import cache

import pytest

from communique.annotate import dated
from communique.dispatches import gold
from communique.reading import Reading
from communique.weave import Kept, Thread, Weaver, Woven, same, thread, weave
from communique.weave.shelves import Ref


@cache
def readings() -> tuple[Reading, ...]:
    """The gold of the dispatches, each with the day that its dateline names, as a reading has it."""
    return tuple(replace(r, article=dated(r.article, r.blocks)) for r in gold().values())


@cache
def threads() -> tuple[Thread, ...]:
    return tuple(thread(reading) for reading in readings())


@cache
def woven() -> Woven:
    return weave(readings())


def test_a_thread_comes_back_from_its_bytes() -> None:
    for one in threads():
        assert Thread.from_bytes(one.to_bytes()) == one


def test_other_bytes_are_no_thread() -> None:
    with pytest.raises(ValueError, match="no thread"):
        Thread.from_bytes(b"something else")


@pytest.mark.parametrize("seed", range(4))
def test_the_order_of_arrival_changes_nothing(seed: int) -> None:
    shuffled = list(threads())
    random.Random(seed).shuffle(shuffled)
    weaver = Weaver()
    for number, one in enumerate(shuffled):
        weaver.add(one)
        if number % 7 == seed:
            weaver.woven()  # asked for in between
    assert weaver.woven() == woven()


def test_an_article_that_comes_twice_is_one() -> None:
    weaver = Weaver()
    for one in (*threads(), *threads()[:5]):
        weaver.add(one)
    assert len(weaver) == len(threads())
    assert weaver.woven() == woven()


def test_what_was_compared_is_kept_and_not_compared_again(monkeypatch: pytest.MonkeyPatch) -> None:
    first = Weaver()
    for one in threads()[:20]:
        first.add(one)
    first.woven()
    kept = Kept.from_rows(first.kept().to_rows())
    assert kept == first.kept()
    assert kept.moves

    compared: list[tuple[str, str]] = []

    def counted(a, b, *rest, one_text):  # type: ignore[no-untyped-def]
        compared.append((a.id, b.id))
        return plain(a, b, *rest, one_text=one_text)

    plain = same.same
    monkeypatch.setattr("communique.weave.statements.same", counted)
    again = Weaver(kept)
    for one in threads()[:20]:
        again.add(one)
    assert again.woven() == first.woven()
    assert compared == []
    for one in threads()[20:]:
        again.add(one)
    assert again.woven() == woven()
    assert 0 < len(compared) < len(again.kept().pairs)


def test_every_statement_is_in_one_occurrence() -> None:
    told = [(a.article, a.item) for o in woven().occurrences if o.kind == "statement" for a in o.accounts]
    assert sorted(told) == sorted((r.article.id, s.id) for r in readings() for s in r.statements)


def test_every_report_of_a_meeting_is_in_one_occurrence() -> None:
    reports = [
        (a.article, a.item, o.status)
        for o in woven().occurrences
        if o.kind == "meeting" and not any(d.kind == "outcome" for d in o.disagreements)
        for a in o.accounts
    ]
    assert sorted(reports) == sorted(
        (r.article.id, m.id, report.status) for r in readings() for m in r.meetings for report in m.reports
    )


def test_the_evidence_is_in_the_text() -> None:
    texts = {r.article.id: r.article.text for r in readings()}
    for occurrence in woven().occurrences:
        for account in occurrence.accounts:
            text = texts[account.article]
            assert text[account.context_start : account.context_start + len(account.context)] == account.context
            for span in account.spans:
                assert account.context_start <= span.start
                assert span.end <= account.context_start + len(account.context)
            assert account.words == " … ".join(" ".join(span.of(text).split()) for span in account.spans)


def test_kept_facts_are_only_those() -> None:
    assert Kept.from_rows([]) == Kept()
    pair = (Ref("a", "s1"), Ref("b", "s2"))
    assert Kept.from_rows(Kept(pairs={pair: True}).to_rows()).pairs == {pair: True}
    moves = Kept(moves={(Ref("a", "v1"), Ref("b", "v2")): False})
    assert Kept.from_rows(moves.to_rows()) == moves
    with pytest.raises(ValueError, match="no fact"):
        Kept.from_rows([("something", b"")])
