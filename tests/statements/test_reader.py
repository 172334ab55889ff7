from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.encoder.understanding import Attribution, Understanding
from communique.reading import Article, Basis, Block, BlockKind, Span, Spans
from communique.statements import statements

from .conftest import Reader, unmarked


class Nobody:
    def actor_of(self, spans: Spans) -> tuple[str | None, Basis | None]:
        return None, None


def test_a_statement_as_the_encoder_gave_it(read: Reader) -> None:
    result = read("{c:“We agree,”} {s:the minister Ek} {q:said}, {c:“for now.”}")
    said = result.one
    assert result.words(said.content.spans) == ["“We agree,”", "“for now.”"]
    assert result.words(said.source.spans) == ["the minister Ek"]
    assert (said.source.actor, said.source.basis) == ("ek", "name")
    assert (said.id, said.quotation, said.certainty, said.within) == ("s1", "direct", "asserted", None)
    assert said.score == 0.8765


def test_ids_follow_the_contents_in_text_order(read: Reader) -> None:
    result = read("{2s:Ek} {2q:said} {2c:yes}. {1s:Lund} {1q:said} {1c:no}.")
    assert [(s.id, *result.words(s.content.spans)) for s in result.all] == [("s1", "yes"), ("s2", "no")]


def test_without_a_content_there_is_no_statement(read: Reader) -> None:
    assert read("{s:Ek} {q:spoke}.").all == ()


def test_edges_are_mended_and_else_left(read: Reader) -> None:
    result = read("{s:Ek\u00a0}{q:said}{c: “we agree}” today.")
    assert result.words(result.one.source.spans) == ["Ek"]
    assert result.words(result.one.content.spans) == ["“we agree”"]
    left = read("{s:Ek} {q:said} {c:he would go,} “so long”.")
    assert left.words(left.one.content.spans) == ["he would go,"]


def blocks_of(text: str, *kinds: BlockKind) -> list[Block]:
    """One block for each paragraph, with the white space after it."""
    blocks, at = [], 0
    for paragraph, kind in zip(text.split("\n\n"), kinds, strict=True):
        end = min(len(text), at + len(paragraph) + 2)
        blocks.append(Block(Span(at, end), kind))
        at = end
    return blocks


def test_only_headline_and_body_are_read(read: Reader) -> None:
    marked = (
        "{1s:Ek} {1q:says} {1c:it is over}\n\n{2s:Lund}, left, {2q:says} {2c:nothing}\n\n"
        "{3s:Ek} {3q:says} {3c:it is over}\n\n{4s:Ek} {4q:said} {4c:so} again.\n\n“Read this other story now.”"
    )
    text, _ = unmarked(marked)
    result = read(marked, blocks=blocks_of(text, "headline", "caption", "repeated", "body", "related"))
    assert [result.words(s.content.spans) for s in result.all] == [["it is over"], ["so"]]


def test_a_statement_with_its_cue_in_a_caption_is_dropped(read: Reader) -> None:
    marked = "{c:It is over}\n\nPhoto: {s:Ek} {q:said}"
    text, _ = unmarked(marked)
    assert read(marked, blocks=blocks_of(text, "body", "credit")).all == ()


def test_nested_statements_name_the_outer_one(read: Reader) -> None:
    result = read("{1s:Lund} {1q:said}: “{1c:He is late, and }{2s:Ek} {2q:told} me {2c:that he would come}.”")
    outer, nested = result.all
    assert outer.within is None
    assert nested.within == outer.id
    assert result.hops(nested) == [(None, "Lund", "said")]


def test_statements_side_by_side_are_not_nested(read: Reader) -> None:
    result = read("{1c:“We agree,”} {1s:Ek} {1q:said}, {2q:adding} {2c:that it was late}. {1c:“It is.”}")
    assert [s.within for s in result.all] == [None, None]


class TestSourceInAnotherParagraph:
    @pytest.mark.parametrize(
        "text",
        [
            "{s:Ek} {q:said}:\n\n{c:“It is over and done with.”}",
            "{c:“It is over and done with.”}\n\n{q:-} {s:Ek}",
            "{s:Ek} {q:said} as he left\n\n{c:“It is over and done with.”}",
        ],
    )
    def test_is_kept_where_the_text_leads_from_one_to_the_other(self, read: Reader, text: str) -> None:
        assert read(text).one.source.spans

    @pytest.mark.parametrize(
        "text",
        [
            "{s:Ek} is seeking a pause, and nobody knows why it took him so long.\n\n{c:“It is over and done with”}.",
            "{s:Ek} {q:spoke}. The snow fell all day on Lagmar.\n\n{c:“It is over and done with.”}",
        ],
    )
    def test_is_emptied_where_a_quotation_is_torn(self, read: Reader, text: str) -> None:
        assert read(text).one.source.spans == ()


class TestTornQuotations:
    @pytest.mark.parametrize(
        "text",
        [
            "“It is over and done with.”",
            "“It is over and done with”. He has used his new friends.",
            "The snow fell. “It is over and done with.” The rain came.",
            '"We hold it to be right. I never said it would be".',
        ],
    )
    def test_have_no_source(self, read: Reader, text: str) -> None:
        result = read(text)
        said = result.one
        assert (said.source.spans, said.source.actor, said.cue.spans) == ((), None, ())
        assert said.quotation == "direct"
        assert result.words(said.content.spans)[0].strip('“”"').split()[0] in ("It", "We")

    @pytest.mark.parametrize(
        "text",
        [
            "They called it “the end of all of it” in Lagmar.",
            "“Oh no!”",
            "“THE END OF ALL OF IT”",
            "“The end of all of it”",
            "The “end of all of it”.",
            "“It is over and done with,” said nobody we know",
        ],
    )
    def test_are_whole_sentences(self, read: Reader, text: str) -> None:
        assert read(text).all == ()

    def test_go_to_the_speaker_whose_quotation_they_continue(self, read: Reader) -> None:
        result = read("{c:“We agree,”} {s:Ek} {q:said} on Friday. “It is over and done with.”")
        assert result.words(result.one.content.spans) == ["“We agree,”", "“It is over and done with.”"]

    def test_do_not_go_to_a_speaker_a_sentence_away(self, read: Reader) -> None:
        result = read("{c:“We agree,”} {s:Ek} {q:said}. The snow fell. “It is over and done with.”")
        assert [len(s.source.spans) for s in result.all] == [1, 0]

    def test_over_paragraphs_belong_to_the_one_left_open(self, read: Reader) -> None:
        result = read("{s:Ek} {q:said}: {c:“We agree.}\n\n“It is over and done with.\n\n“We mean it.” He left.")
        assert result.words(result.one.content.spans) == ["“We agree.", "“It is over and done with.", "“We mean it.”"]

    def test_after_a_closed_quotation_are_their_own(self, read: Reader) -> None:
        result = read("{s:Ek} {q:said}: {c:“We agree.”}\n\n“It is over and done with.”")
        assert [s.source.actor for s in result.all] == ["ek", None]


def test_odd_marks_are_told_and_cost_nothing_else(read: Reader) -> None:
    result = read("He said “ and left.\n\n{c:“We agree,”} {s:Ek} {q:said}.")
    assert [problem.message for problem in result.stated.problems] == [
        "an opening quotation mark without a closing one"
    ]
    assert result.one.quotation == "direct"


spans = st.tuples(st.integers(-5, 130), st.integers(-5, 130)).map(lambda pair: Span(*pair))
attributions = st.builds(
    Attribution,
    st.lists(spans, max_size=2).map(tuple),
    st.lists(spans, max_size=2).map(tuple),
    st.lists(spans, max_size=3).map(tuple),
    st.floats(0, 1),
)
words = st.sampled_from(
    ["KCNA ", "Ek ", "said ", "told ", "reportedly ", "according to ", "“We go.” ", '"', "'", "\n\n", ", ", ". ",
     "in a speech ", "quoted ", "as saying ", "the ", "Reuters ", "he ", "that ", "on Twitter ", "to ", "urged ", "’",
     "”", "\u00a0", "İ", "😀"]
)  # fmt: skip
texts = st.lists(words, max_size=30).map("".join) | st.text(max_size=120)


@given(texts, st.lists(attributions, max_size=6))
def test_anything_the_encoder_gives_is_read(text: str, given_attributions: list[Attribution]) -> None:
    article = Article("x", text)
    found, problems = statements(article, (), Understanding(tuple(given_attributions)), Nobody())
    ids = [s.id for s in found]
    assert ids == [f"s{i + 1}" for i in range(len(found))]
    for s in found:
        parties = [s.source.spans, s.cue.spans, s.content.spans, *(hop.spans for hop in s.chain)]
        parties += [part.spans for part in (s.addressee, s.setting) if part is not None]
        for span in (span for part in parties for span in part):
            assert 0 <= span.start < span.end <= len(text)
            assert span.of(text).strip() == span.of(text)
        assert s.content.spans
        assert s.within is None or (s.within in ids and s.within != s.id)
    assert all(p.span is None or p.span.end <= len(text) for p in problems)
    assert statements(article, (), Understanding(tuple(given_attributions)), Nobody()) == (found, problems)


def test_time_grows_with_the_text(cpu_seconds: Callable[[Callable[[], object]], float]) -> None:
    marked = "{c:“We agree with all of it,”} {s:Mr Ek} {q:told} Reuters in a speech in Lagmar, according to KCNA. " * 4
    marked += "The snow fell on the town and nobody came to see it. " * 8 + "\n\n"

    def seconds(times: int) -> float:
        text, found = unmarked("".join(marked.replace("{", f"{{{i}") for i in range(times)))
        return cpu_seconds(lambda: statements(Article("x", text), (), Understanding(found), Nobody()))

    assert seconds(100) < 30 * max(seconds(10), 0.005)


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("In {s:Helsinki a tired envoy} {q:said} {c:it was over}.", "a tired envoy"),
        ("In {s:private an aide} {q:said} {c:it was over}.", "an aide"),
        ("In {s:Helsinki} they {q:said} {c:it was over}.", "Helsinki"),
        ("{s:Ek, the envoy} {q:said} {c:it was over}.", "Ek, the envoy"),
    ],
)
def test_where_it_was_said_is_no_part_of_the_source(read: Reader, text: str, source: str) -> None:
    result = read(text)
    assert result.words(result.one.source.spans) == [source]


def test_this_morning_was_not_told(read: Reader) -> None:
    result = read("{s:Ek} {q:told} Reuters this morning {c:that it was over}.")
    assert [result.words(hop.spans) for hop in result.one.chain] == [["Reuters"]]


def test_a_headline_is_no_part_of_the_source_below_it() -> None:
    text = "Talks end in Oslo\n\nFinland said that it would send grain."
    source, content = Span(0, text.index(" said")), Span(text.index("that"), len(text) - 1)
    cue = Span(source.end + 1, content.start - 1)
    blocks = (Block(Span(0, 19), "headline"), Block(Span(19, len(text)), "body"))
    given = Understanding((Attribution((source,), (cue,), (content,), 0.9),))
    (said,) = statements(Article("x", text), blocks, given, Nobody()).statements
    assert [span.of(text) for span in said.source.spans] == ["Finland"]
