"""The example dispatches and their gold: complete, valid, and with the situations that readers must cope with."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from communique.dispatches import articles, gold
from communique.gather import gather
from communique.reading import Article, Reading, Span
from tests.scripts import script

STEMS = [Path(file.name).stem for file in articles()]


TOOL = script("tools/gold.py")  # it checks the gold


@cache
def readings() -> dict[str, Reading]:
    return gold()


def words(reading: Reading, spans: tuple[Span, ...]) -> str:
    return " … ".join(span.of(reading.article.text) for span in spans)


def test_articles_and_gold_pair_up() -> None:
    assert sorted(readings()) == STEMS
    assert len(STEMS) >= 24


def test_articles_are_sorted_and_short() -> None:
    assert sorted(STEMS) == STEMS
    lengths = {stem: len(reading.article.text.split()) for stem, reading in readings().items()}
    assert {stem: n for stem, n in lengths.items() if not 110 <= n <= 310} == {}


@pytest.mark.parametrize("stem", STEMS)
def test_the_gold_is_valid(stem: str) -> None:
    assert TOOL.faults(readings()[stem]) == []


@pytest.mark.parametrize("file", articles(), ids=STEMS)
def test_the_gold_is_of_the_article_as_gathered(file: Any) -> None:
    (gathered,) = gather([Path(str(file))])
    assert isinstance(gathered, Article)
    told = readings()[Path(file.name).stem].article
    assert (told.id, told.text, told.path) == (gathered.id, gathered.text, file.name)
    assert (told.outlet, told.title, told.published) == (gathered.outlet, gathered.title, gathered.published)


@pytest.mark.parametrize(
    ("layer", "articles_with_it"),
    [
        ("mentions", 26),
        ("actors", 26),
        ("times", 22),
        ("statements", 26),
        ("events", 22),
        ("moves", 22),
        ("meetings", 20),
    ],
)
def test_every_layer_is_annotated(layer: str, articles_with_it: int) -> None:
    assert sum(bool(getattr(reading, layer)) for reading in readings().values()) >= articles_with_it


def test_kinds_of_files() -> None:
    kinds = Counter(Path(file.name).suffix for file in articles())
    assert kinds[".html"] >= 2
    assert kinds[".json"] >= 1


def test_several_outlets_report_on_one_day() -> None:
    days = Counter(stem[:10] for stem in STEMS)
    assert sum(n > 1 for n in days.values()) >= 3


def test_one_wire_story_is_printed_three_times() -> None:
    prints = [reading.article.text for stem, reading in readings().items() if "any-time" in stem]
    assert len(prints) == 3
    shared = "would help to resolve the worries of both sides, he said."
    assert all(shared in text and "(Tricoast Wire)" in text for text in prints)
    assert len({text.splitlines()[0] for text in prints}) == 3


def test_the_machine_spun_copy_has_torn_quotations() -> None:
    spun = readings()["2018-06-01-spun"]
    torn = [statement for statement in spun.statements if not statement.source.spans]
    assert [words(spun, statement.content.spans)[:12] for statement in torn] == ['"It will tak', '"Maybe we wi']
    assert all(statement.source.actor is None and not statement.cue.spans for statement in torn)


@pytest.mark.parametrize("kind", ["headline", "body", "dateline", "caption", "credit", "repeated", "related", "other"])
def test_every_kind_of_block(kind: str) -> None:
    assert sum(any(b.kind == kind for b in reading.blocks) for reading in readings().values()) >= 2


def test_a_caption_in_mid_story() -> None:
    for reading in readings().values():
        kinds = [block.kind for block in reading.blocks]
        if "caption" in kinds and "body" in kinds[: kinds.index("caption")] and kinds[-1] == "body":
            return
    pytest.fail("no caption stands between two stretches of body")


@pytest.mark.parametrize("certainty", ["asserted", "reported", "hedged", "denied"])
def test_every_certainty(certainty: str) -> None:
    assert sum(s.certainty == certainty for reading in readings().values() for s in reading.statements) >= 3


@pytest.mark.parametrize("quotation", ["direct", "mixed", "indirect"])
def test_every_kind_of_quotation(quotation: str) -> None:
    assert sum(s.quotation == quotation for reading in readings().values() for s in reading.statements) >= 20


@pytest.mark.parametrize("status", ["proposed", "planned", "called off", "reinstated", "held"])
def test_meetings_go_through_their_stages(status: str) -> None:
    reports = [r for reading in readings().values() for meeting in reading.meetings for r in meeting.reports]
    assert any(report.status == status for report in reports)


def test_a_summit_is_called_off_and_taken_up_again() -> None:
    (summit,) = [m for m in readings()["2018-06-02-back-on"].meetings if m.place == "Singapore"]
    assert [report.status for report in summit.reports] == ["reinstated", "called off"]


def test_chains_of_sources() -> None:
    chains = [s.chain for reading in readings().values() for s in reading.statements if s.chain]
    relations = {hop.relation for chain in chains for hop in chain}
    assert {"reported", "according to", "told", "reportedly", "wrote on"} <= relations
    assert any(len(chain) > 1 for chain in chains)
    assert any(hop.actor is None for chain in chains for hop in chain)


def test_unnamed_sources_keep_their_words_and_have_no_actor() -> None:
    sources = [s.source for reading in readings().values() for s in reading.statements]
    assert sum(bool(source.spans) and source.actor is None for source in sources) >= 8


def test_quotations_that_are_split_or_run_over_paragraphs() -> None:
    split = over = 0
    for reading in readings().values():
        for statement in reading.statements:
            spans = statement.content.spans
            if len(spans) > 1:
                between = reading.article.text[spans[0].end : spans[1].start]
                over += not between.strip()
                split += bool(between.strip())
    assert split >= 5
    assert over >= 1


def test_straight_and_curly_marks() -> None:
    texts = [reading.article.text for reading in readings().values()]
    assert sum('"' in text for text in texts) >= 3
    assert sum("“" in text for text in texts) >= 3
    assert any("“" not in text and "‘" in text for text in texts)


def test_nested_statements_name_the_speaker_around_them() -> None:
    nested = 0
    for reading in readings().values():
        outer = {statement.id: statement for statement in reading.statements}
        for statement in reading.statements:
            if statement.within and outer[statement.within].source.actor:
                inside = outer[statement.within].content.spans
                assert any(a.start <= b.start and b.end <= a.end for a in inside for b in statement.content.spans)
                nested += 1
    assert nested >= 10


class TestAt:
    text = "Kim said “yes”. Moon said that Kim said no. Kimchi."

    def test_plain_words(self) -> None:
        assert TOOL.at(self.text, "“yes”").of(self.text) == "“yes”"

    def test_whole_words_only(self) -> None:
        with pytest.raises(ValueError, match="stands 2 times"):
            TOOL.at(self.text, "Kim")

    def test_the_nth(self) -> None:
        assert TOOL.at(self.text, "said", 3) == (35, 39)

    def test_the_nearest(self) -> None:
        assert TOOL.at(self.text, "Kim", near=Span(35, 39)) == (31, 34)

    def test_in_context(self) -> None:
        assert TOOL.at(self.text, "Moon [[said]] that") == (21, 25)

    def test_from_to(self) -> None:
        assert TOOL.at(self.text, "that Kim ~ no").of(self.text) == "that Kim said no"

    def test_words_that_are_not_there(self) -> None:
        with pytest.raises(ValueError, match="stands 0 times"):
            TOOL.at(self.text, "Moon denied")


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2018-06-12", "2018-06-12", "2018-06-12"),
        ("2018-05-24TEV", "2018-05-24", "2018-05-24"),
        ("2020-02", "2020-02-01", "2020-02-29"),
        ("1953", "1953-01-01", "1953-12-31"),
        ("P2D", None, None),
        ("XXXX-06-12", None, None),
    ],
)
def test_days_of_a_timex_value(value: str, first: str | None, last: str | None) -> None:
    assert TOOL.days(value) == (first, last)


def test_faults_are_found() -> None:
    from dataclasses import replace

    good = readings()["2018-06-12-singapore"]
    bad_statement = replace(good.statements[0], within="s99", time="t99")
    bad_mention = replace(good.mentions[0], span=Span(0, 6))
    bad = replace(
        good,
        blocks=good.blocks[1:],
        mentions=(bad_mention, *good.mentions),
        statements=(bad_statement, *good.statements[1:]),
        events=(replace(good.events[0], type="HALT"),),
    )
    found = "\n".join(TOOL.faults(bad))
    for part in (
        "gap or overlap",
        "stands twice",
        "white space",
        "no statement s99",
        "no time t99",
        "no type of event",
    ):
        assert part in found
