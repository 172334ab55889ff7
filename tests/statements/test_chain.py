from __future__ import annotations

import pytest

from .conftest import Reader


@pytest.mark.parametrize(
    ("text", "hops"),
    [
        ("{s:Ek} {q:said} {c:the talks would go on}, according to KCNA.", [("kcna", "KCNA", "according to")]),
        ("According to KCNA, {s:Ek} {q:said} {c:the talks would go on}.", [("kcna", "KCNA", "according to")]),
        (
            "{c:“We go on,”} {s:Ek} {q:said} at a meeting in Lagmar, according to KCNA. More.",
            [("kcna", "KCNA", "according to")],
        ),
        ("{s:Ek} {q:said} {c:it was over}, according to state media.", [(None, "state media", "according to")]),
        ("{s:Ek} {q:said} {c:it was over}, KCNA reported on Monday.", [("kcna", "KCNA", "reported")]),
        ("{s:Ek} {q:said} {c:it was over}, the state agency said.", [(None, "the state agency", "said")]),
        ("{s:An aide} {q:told} Reuters {c:that it was over}.", [("reuters", "Reuters", "told")]),
        ("{c:“It is over,”} {s:Ek} {q:wrote} on Twitter on Friday.", [("twitter", "Twitter", "wrote on")]),
        ("{s:Ek} {q:tweeted} {c:that it was over}.", [("twitter", "tweeted", "tweeted")]),
        ("{s:Ek} {q:said} in a statement carried by KCNA {c:that it was over}.", [("kcna", "KCNA", "carried by")]),
        ("{s:Ek} {q:was quoted by Yonhap as saying} {c:it was over}.", [("yonhap", "Yonhap", "quoted by")]),
        ("KCNA quoted {s:Ek} as {q:saying} {c:it was over}.", [("kcna", "KCNA", "quoted")]),
        (
            "{s:Ek} {q:said} in an interview with Reuters {c:that it was over}.",
            [("reuters", "Reuters", "interview with")],
        ),
        ("{s:Ek} {q:reportedly said} {c:it was over}.", [(None, "reportedly", "reportedly")]),
        ("{s:Ek} reportedly {q:regretted} {c:“the tone”} of it.", [(None, "reportedly", "reportedly")]),
        (
            "{s:Ek} {q:told} Reuters {c:it was over}, according to Yonhap.",
            [("reuters", "Reuters", "told"), ("yonhap", "Yonhap", "according to")],
        ),
        ("{s:Ek}\u00a0{q:said}\u00a0{c:it was over}, according\u00a0to\u00a0KCNA.", [("kcna", "KCNA", "according to")]),
    ],
)
def test_hands(read: Reader, text: str, hops: list[tuple[str | None, str, str]]) -> None:
    result = read(text)
    assert result.hops(result.one) == hops


@pytest.mark.parametrize(
    "text",
    [
        "{s:State media} {q:said} {c:the talks were over}.",
        "{q:According to} {s:state media}, {c:the talks are over}.",
        "{s:KCNA} {q:reported} {c:that the talks were over}.",
        "{s:Ek} {q:told} reporters {c:that it was over}.",
        "{s:Ek} {q:said} {c:it was over}. According to KCNA, the snow fell.",
        "{s:Ek} {q:said} {c:it was over}, although the price, according to Yonhap, was high.",
        "{s:Ek} {q:said} {c:it would proceed according to KCNA rules}.",
        "{s:Ek} {q:said} {c:that it was reportedly over}.",
    ],
)
def test_no_hand(read: Reader, text: str) -> None:
    assert read(text).one.chain == ()


def test_the_outlet_that_prints_the_article_is_no_hand(read: Reader) -> None:
    text = "{s:An aide} {q:told} The Harbour Post {c:that it was over}."
    assert read(text, outlet="Harbour Post").one.chain == ()
    assert len(read(text, outlet="Reuters").one.chain) == 1


def test_one_hand_carries_what_is_joined(read: Reader) -> None:
    result = read(
        "{1s:Ek} {1q:said} {1c:it was over}, {2q:adding} {2c:that all had tried}, KCNA reported. "
        "{3s:Ek} {3q:left} {3c:it}."
    )
    assert [result.hops(s) for s in result.all] == [[("kcna", "KCNA", "reported")]] * 2 + [[]]


@pytest.mark.parametrize(
    ("text", "source", "cue", "content", "hop"),
    [
        (
            "{c:“We go on,” Ek said at the assembly in Lagmar}, {q:according to} {s:KCNA}.",
            "Ek", "said", "“We go on,”", ("kcna", "KCNA", "according to"),
        ),
        (
            "{c:“We go on,” said Ek}, {q:according to} {s:KCNA}.",
            "Ek", "said", "“We go on,”", ("kcna", "KCNA", "according to"),
        ),
        (
            "{c:Mr Ek said it was over}, {s:KCNA} {q:reported}.",
            "Mr Ek", "said", "it was over", ("kcna", "KCNA", "reported"),
        ),
        (
            "{s:KCNA} {q:quoted} {c:Mr Ek as saying on Friday that it was over}.",
            "Mr Ek", "saying", "that it was over", ("kcna", "KCNA", "quoted"),
        ),
    ],
)  # fmt: skip
def test_words_go_back_to_their_speaker(
    read: Reader, text: str, source: str, cue: str, content: str, hop: tuple[str, str, str]
) -> None:
    result = read(text)
    said = result.one
    assert result.words(said.source.spans) == [source]
    assert result.words(said.cue.spans) == [cue]
    assert result.words(said.content.spans) == [content]
    assert result.hops(said) == [hop]
    assert said.certainty == "reported"


@pytest.mark.parametrize(
    "text",
    [
        "{c:The talks are over}, {q:according to} {s:KCNA}.",
        "{c:Mr Ek said it was over}, {q:according to} {s:an aide}.",
        "{c:Ek, who said little, left}, {s:KCNA} {q:reported}.",
        "{s:KCNA} {q:quoted} {c:an old proverb}.",
    ],
)
def test_a_medium_in_its_own_name_stays_the_source(read: Reader, text: str) -> None:
    result = read(text)
    assert result.words(result.one.source.spans) in (["KCNA"], ["an aide"])


def test_a_setting_taken_for_a_content_is_no_statement(read: Reader) -> None:
    result = read("{1c:“We go on,”} {1s:Ek} {1q:said} {2c:at the assembly}, {2q:according to} {2s:KCNA}.")
    assert result.hops(result.one) == [("kcna", "KCNA", "according to")]
