"""What a medium hands on, read again by itself; and contents that stand too far from their cue."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest

from communique.encoder.understanding import Attribution, Understanding
from communique.reading import Article, Block, Span
from communique.statements import statements
from tests.statements.conftest import Known, Read, Reader, unmarked


class Clauses:
    """An encoder that knows one pattern: "Somebody said something"."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def understand(self, text: str, blocks: Sequence[Block], *, linked: bool = True) -> Understanding:
        found = []
        for block in blocks:
            self.asked.append(block.span.of(text))
            for m in re.finditer(r"([A-Z]\w+) (said|told \w+|wants) (.+)", text[block.span.start : block.span.end]):
                source, cue, content = (Span(block.span.start + a, block.span.start + b) for a, b in m.regs[1:])
                found.append(Attribution((source,), (cue,), (content,), 0.7))
        return Understanding(tuple(found))


def read(marked: str, encoder: Clauses) -> Read:
    text, attributions = unmarked(marked)
    return Read(text, statements(Article("x", text), (), Understanding(attributions), Known(text), encoder))


def test_what_a_medium_hands_on_is_given_to_who_said_it() -> None:
    found = read("{c:Ek told envoys that the border would open}, {s:KCNA} {q:reported}.", Clauses())
    statement = found.one
    assert found.words(statement.source.spans) == ["Ek"]
    assert found.words(statement.content.spans) == ["that the border would open"]
    assert found.hops(statement) == [("kcna", "KCNA", "reported")]
    assert statement.certainty == "reported"
    assert statement.score == 0.7


@pytest.mark.parametrize(
    "marked",
    [
        "{s:Lagmar} {q:said} {c:Ek said that the border would open}.",  # a state is no medium
        "{c:Ek wants the border to open soon}, {s:KCNA} {q:reported}.",  # nobody's words, but the medium's account
        "{s:KCNA} {q:said} {c:that after years of talks and much delay on all sides the border, Ek said so}.",
        "{s:KCNA} {q:said} {c:Ek said so}.",  # too short to be read by itself
    ],
)
def test_what_is_the_mediums_or_a_partys_own_stays_theirs(marked: str) -> None:
    found = read(marked, Clauses())
    assert "Ek" not in found.words(found.one.source.spans)


def test_a_quotation_after_what_a_medium_handed_on_is_not_lost() -> None:
    marked = (
        "{c:Ek said that the border would open soon}, {s:KCNA} {q:reported}.\n\n{c:“It is over and done with now.”}"
    )
    spoken, torn = read(marked, Clauses()).all
    assert spoken.source.spans
    assert (torn.source.spans, torn.chain, torn.quotation) == ((), (), "direct")


def test_each_content_is_read_alone() -> None:
    encoder = Clauses()
    first = "{c:Ek said the first day was long}, {s:KCNA} {q:reported}."
    second = "{2c:It was a quiet day on the border}, {2s:KCNA} {2q:said}."
    found = read(f"{first} {second}", encoder)
    assert encoder.asked == ["Ek said the first day was long", "It was a quiet day on the border"]
    assert [found.words(s.source.spans) for s in found.all] == [["Ek"], ["KCNA"]]


def test_without_an_encoder_the_medium_stays(read: Reader) -> None:
    found = read("{c:On the same day the border post was closed}, {s:KCNA} {q:reported}.")
    assert found.words(found.one.source.spans) == ["KCNA"]


def test_kim_said_between_the_words_and_the_medium(read: Reader) -> None:
    found = read('{c:"We will not go there again,"} Ek said, {q:according to} {s:KCNA}.')
    assert found.words(found.one.source.spans) == ["Ek"]
    assert found.hops(found.one) == [("kcna", "KCNA", "according to")]


def test_kim_said_before_the_words(read: Reader) -> None:
    found = read("On Friday, Ek said {c:the border would not open this year}, {q:according to} {s:KCNA}.")
    assert found.words(found.one.source.spans) == ["Ek"]
    assert found.words(found.one.cue.spans) == ["said"]


def test_a_subject_beside_reportedly_is_the_source(read: Reader) -> None:
    found = read("{c:Ek} {q:is reportedly seeking} {c:to hold another meeting}.")
    assert found.words(found.one.source.spans) == ["Ek"]
    assert found.words(found.one.content.spans) == ["to hold another meeting"]


def test_reportedly_alone_has_no_source(read: Reader) -> None:
    found = read("{c:Ek} {q:reportedly} {c:went to the border}.")
    assert found.one.source.spans == ()


class TestContentInAnotherParagraph:
    def test_is_let_go_and_stands_alone(self, read: Reader) -> None:
        found = read(
            '{c:"We will see about that,"} {s:Ek} {q:said}.\n\nOther news.\n\nThen {c:"that was no way to talk"} came.'
        )
        assert [found.words(s.source.spans) for s in found.all] == [["Ek"], []]

    def test_is_dropped_where_it_is_nobodys_very_words(self, read: Reader) -> None:
        found = read('{c:"We will see about that,"} {s:Ek} {q:said}.\n\nThe council offered {c:to open the border}.')
        assert found.words(found.one.content.spans) == ['"We will see about that,"']

    def test_goes_on_where_the_next_paragraph_is_a_quotation(self, read: Reader) -> None:
        found = read('{c:"We will see about that,"} {s:Ek} {q:said}.\n\n{c:"It is not the end of it."}')
        assert len(found.one.content.spans) == 2

    def test_goes_on_where_the_quotation_was_not_closed(self, read: Reader) -> None:
        found = read("{c:“We will see about that.}\n\n{c:“It is not the end,”} {s:Ek} {q:said}.")
        assert len(found.one.content.spans) == 2


def test_what_is_unlikely_is_left_out() -> None:
    text = "Ek said it was over."
    weak = Attribution((Span(0, 2),), (Span(3, 7),), (Span(8, 19),), 0.1)
    assert statements(Article("x", text), (), Understanding((weak,)), Known(text)).statements == ()


def test_what_only_happened_at_the_time_did_not_come_through_the_medium() -> None:
    marked = (
        "{c:Ek said that the border was open}, {q:according to} {s:KCNA}, {c:hours after Ann told Lagmar to close it}."
    )
    found = read(marked, Clauses())
    assert [(found.words(s.source.spans), len(s.chain)) for s in found.all] == [(["Ek"], 1), (["Ann"], 0)]


def test_a_cue_inside_a_quotation_is_the_speakers_word(read: Reader) -> None:
    found = read('{s:The old plans} {q:"raised doubts about} {c:whether it was right"}.')
    assert (found.one.source.spans, found.one.cue.spans) == ((), ())
    assert found.words(found.one.content.spans) == ['"raised doubts about whether it was right"']


def test_an_auxiliary_may_stand_between_the_subject_and_its_cue(read: Reader) -> None:
    found = read("{c:Ek} is {q:reportedly seeking} {c:to hold another meeting}.")
    assert found.words(found.one.source.spans) == ["Ek"]


def test_whom_the_speaker_was_with_is_not_the_speaker(read: Reader) -> None:
    found = read("Ek came from talks with {s:an envoy} {q:to say} {c:that it was over}.")
    assert found.one.source.spans == ()
    assert read("{s:Ek} was the first {q:to say} {c:that it was over}.").one.source.spans
