from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.layout import layout, readable
from communique.reading import Article, Block

STORY = (
    "The foreign minister arrived in the capital on Monday for three days of talks on the border and on grain, "
    "a visit that both governments had put off twice since the spring."
)
MORE = (
    "“We will not leave before there is a text,” she told reporters at the airport. Her hosts were less hopeful, and "
    "said that the matter of the bridge had not even been put on the agenda."
)


def article(text: str, **metadata: str) -> Article:
    return Article(id="x", text=text, **metadata)  # type: ignore[arg-type]


def marked(text: str, **metadata: str) -> list[tuple[str, str]]:
    """Kind and words of each block, without the white space around."""
    return [(block.kind, block.span.of(text).strip()) for block in layout(article(text, **metadata))]


def kinds(text: str, **metadata: str) -> list[str]:
    return [kind for kind, _ in marked(text, **metadata)]


def covers(text: str, blocks: tuple[Block, ...]) -> bool:
    return "".join(block.span.of(text) for block in blocks) == text and all(
        a.span.end == b.span.start for a, b in pairwise(blocks)
    )


# What pages are pieced together from; drawn at random, they meet in ways that nobody thinks of.
PIECES = st.sampled_from(
    [
        STORY,
        MORE,
        "Minister lands in Korvo for talks on bridge and grain",
        "Minister lands in Korvo for talks on bridge and grain.",
        "By Ada Lunt",
        "KORVO (Reuters) - ",
        "KORVO, May 3 (AFP) —",
        "(AP Photo/Ada Lunt)",
        "Credit Ada Lunt/AFP",
        "Image copyright Reuters Image caption The bridge at Korvo",
        "Related Articles",
        "Read more:",
        "Advertisement",
        "Ministers, left, and right, shake hands.",
        "What happens next",
        "",
        " ",
        "\t",
        "\u00a0",
        "—",
        "“",
    ]
)
BREAKS = st.sampled_from(["\n", "\n\n", "\r\n", "\r", "", " ", "\u2028", "\n \n"])


@given(st.text())
def test_blocks_cover_any_text(text: str) -> None:
    assert covers(text, layout(article(text)))


@settings(max_examples=300)
@given(st.lists(st.tuples(PIECES, BREAKS), max_size=14), st.booleans())
def test_blocks_cover_pages_of_any_make(pieces: list[tuple[str, str]], titled: bool) -> None:
    text = "".join(words + end for words, end in pieces)
    title = "Minister lands in Korvo for talks on bridge and grain" if titled else None
    blocks = layout(Article(id="x", text=text, title=title))
    assert covers(text, blocks)
    assert all(block.span.start < block.span.end for block in blocks)
    assert all(a.kind != b.kind for a, b in pairwise(blocks))


def test_no_text_has_no_blocks_and_white_space_is_one() -> None:
    assert layout(article("")) == ()
    assert kinds(" \n\n ") == ["other"]


def test_white_space_belongs_to_the_block_before_it() -> None:
    text = f"\n\nMinister lands in Korvo for talks\n \n\n{STORY}\n"
    first, second = layout(article(text))
    assert first.span == (0, text.index("The foreign"))
    assert second.span == (first.span.end, len(text))


def test_the_story_alone_is_one_body() -> None:
    assert kinds(f"{STORY}\n\n{MORE}\n\n{STORY}") == ["body"]


# Headlines


@pytest.mark.parametrize(
    "headline",
    [
        "Minister lands in Korvo for talks on bridge and grain",
        "‘Not before there is a text’: minister lands in Korvo",
        "Will the bridge at Korvo ever be built?",
        "# Minister lands in Korvo",
        "Minister Lands in Korvo for Talks on Bridge and Grain.",
    ],
)
def test_headline_at_the_top(headline: str) -> None:
    assert marked(f"{headline}\n\n{STORY}") == [("headline", headline), ("body", STORY)]


def test_headline_of_two_lines() -> None:
    assert kinds(f"Bridge talks begin in Korvo;\nGrain is not on the table, hosts say\n\n{STORY}") == [
        "headline",
        "body",
    ]


def test_a_sentence_at_the_top_is_no_headline() -> None:
    assert kinds(f"The minister has landed in Korvo.\n\n{STORY}") == ["body"]


def test_headline_known_from_metadata_wherever_it_stands() -> None:
    title = "Bridge talks begin"
    assert kinds(f"{STORY}\n\n{title}\n\n{MORE}", title=f"{title} | The Korvo Post") == ["body", "headline", "body"]


def test_repeated_headline_is_marked_from_its_second_printing_on() -> None:
    headline = "Minister 'confident' that Korvo talks go on"
    text = f"{headline}\n\n{headline}\n\n{STORY}\n\n{headline}\n\n{MORE}"
    assert kinds(text) == ["headline", "repeated", "body", "repeated", "body"]


def test_repeated_headline_with_other_quotation_marks_and_a_full_stop() -> None:
    text = f"Minister 'confident' that talks go on\n\n{STORY}\n\nMinister ‘confident’ that talks go on.\n\n{MORE}"
    assert kinds(text) == ["headline", "body", "repeated", "body"]


def test_a_sentence_printed_twice_is_no_headline() -> None:
    assert kinds(f"{STORY}\n\nThe talks go on in Korvo.\n\n{MORE}\n\nThe talks go on in Korvo.\n\n{STORY}") == ["body"]


def test_headline_glued_to_the_sentence_before_it_comes_first() -> None:
    headline = "Bridge talks 'will go on' next month, minister says"
    text = f"{STORY}\n\n“We have done that before”, Ms Lunt said.{headline}\n\n{headline}\n\n{MORE}"
    assert [words for kind, words in marked(text) if kind == "headline"] == [headline]
    assert kinds(text) == ["body", "headline", "repeated", "body"]


def test_headline_glued_on_after_a_space_and_closed_by_a_full_stop() -> None:
    headline = "Bridge talks 'will go on' however no date but"
    text = f"{headline}\n\nThe hosts complained about grain, in line with state media {headline}.\n\n{MORE}"
    assert marked(text)[2] == ("repeated", f"{headline}.")


def test_headline_glued_to_the_sentence_after_it() -> None:
    headline = "Bridge talks will go on next month"
    assert marked(f"{headline}\n\n{headline}{STORY}") == [
        ("headline", headline),
        ("repeated", headline),
        ("body", STORY),
    ]


def test_a_headline_inside_a_sentence_stays_there() -> None:
    headline = "Bridge talks will go on next month"
    assert kinds(
        f"{headline}\n\nThe hosts said that “{headline}” was a false report, and asked for proof of it.\n\n{MORE}"
    ) == [
        "headline",
        "body",
    ]


def test_headline_of_a_second_story_spliced_in() -> None:
    text = f"{STORY}\n\nGrain prices fall for the third week\n\nBy Ada Lunt\n\n{MORE}"
    assert kinds(text) == ["body", "headline", "other", "body"]


def test_heading_of_a_part_is_other() -> None:
    assert marked(f"{STORY}\n\nWhat happens next\n\n{MORE}")[1] == ("other", "What happens next")


def test_short_lines_in_a_row_are_a_list_of_the_story() -> None:
    assert kinds(f"{STORY}\n\nThe bridge\n\nThe grain\n\nThe prisoners\n\n{MORE}") == ["body"]


# Datelines


@pytest.mark.parametrize(
    "dateline",
    [
        "SEOUL (Reuters) - ",
        "SEOUL, South Korea — ",
        "SEOUL, South Korea (AP) — ",
        "WASHINGTON, June 1 (Yonhap) -- ",
        "PYONGYANG, April 12 (KCNA) -- ",
        "Pyongyang, April 12 (KCNA) -- ",
        "Washington (AFP) – ",
        "NEW YORK, 31 May 2018 (Korvo News) — ",
        "NEW YORK, March 9, 2018 (The Korvo Ledger) -- ",
        "ST. PAUL, Minn. - ",
        "BRUSSELS/KORVO (Reuters) - ",
        "Dec 29 (Reuters) - ",
        "KORVO — ",
        "Seoul (CNN)",
        "KORVO, 8 July 2015 (Bulletin of the State) – ",
        "KORVO, 9 May 2019 (The Lakeside Mirror) — ",
        "Korvo, May 9, 2019 (Bank of Korvo Observer) -- ",
        "May 9, 2019 — ",
    ],
)
def test_dateline_is_split_off(dateline: str) -> None:
    assert marked(f"{dateline}{STORY}") == [("dateline", dateline.strip()), ("body", STORY)]


@pytest.mark.parametrize(
    "opening",
    [
        "UPDATE - ",
        "BREAKING — ",
        "NATO — ",
        "Ada Lunt (D-Korvo) - ",
        "Monday — ",
        "The minister, 35 — ",
        "LUNT: ",
        "I — ",
        "KORVO, 9 May 2019 (killing three) — ",
        "May 9 — ",
    ],
)
def test_what_only_looks_like_a_dateline(opening: str) -> None:
    assert "dateline" not in kinds(f"{opening}{STORY}")


def test_capitals_before_a_dash_in_mid_story_are_no_place() -> None:
    assert kinds(f"{STORY}\n\nTHE BRIDGE QUESTION — {MORE}\n\nPRISONERS — {MORE}") == ["body"]


def test_dateline_on_a_line_of_its_own() -> None:
    text = f"Minister lands in Korvo for talks\n\nKORVO, Nov. 10, 2006 (Xinhua)\n\n{STORY}"
    assert kinds(text) == ["headline", "dateline", "body"]
    assert kinds(f"Minister lands in Korvo for talks\nFriday, 12 April 2019\n{STORY}") == [
        "headline",
        "dateline",
        "body",
    ]


# Captions and credits


@pytest.mark.parametrize(
    ("caption", "credit"),
    [
        (
            "The host, Milo Drees, left, and the minister this month in Korvo, where the two seemed at ease.",
            "Credit Korvo State Agency, via Kyodo — Associated Press",
        ),
        ("Ada Lunt, center, speaks outside the palace on Thursday.", "(AP Photo/Milo Drees)"),
        ("A table laid for the cancelled lunch at the palace.", "Credit: Pool photograph, via Reuters"),
        ("The two ministers shake hands in Korvo.", "Photograph: Ministry of Trade, Korvo"),
        ("Milo Drees greets Ada Lunt in Korvo, April 25, 2019.", "Sputnik/Ana Lim/Palace via REUTERS"),
        ("Drees speaks with Lunt at a guesthouse in Korvo, Oct. 7, 2018.", "Handout via Reuters"),
        ("Ada Lunt arrives at the embassy.", "REUTERS/Jon Ernst"),
        ("The envoy, left, is shown the harbour.", "Image via State Dept"),
        ("Lunt and Drees embrace on Saturday.", "Palace via Yonhap"),
        ("The bridge at Korvo, seen from the north.", "[Photo: Korvo Times]"),
        ("Drees hands the letter to Lunt in the palace on Friday.", "(Ana Lim/The White House)"),
    ],
)
@pytest.mark.parametrize("space", [" ", "\u00a0", "  "])
def test_caption_with_its_credit(caption: str, credit: str, space: str) -> None:
    text = f"{STORY}\n\n{caption}{space}{credit}\n\n{MORE}"
    assert marked(text) == [("body", STORY), ("caption", caption), ("credit", credit), ("body", MORE)]


@pytest.mark.parametrize(
    "credit",
    [
        "Getty Images",
        "(AFP/Ana Lim)",
        "Photo: Reuters",
        "Ana Lim via Getty Images.",
        "REUTERS/Jon Ernst",
        "Photo credit: Ana Lim",
    ],
)
def test_credit_on_a_line_of_its_own(credit: str) -> None:
    assert marked(f"{STORY}\n\n{credit}\n\n{MORE}")[1] == ("credit", credit)


def test_credit_below_its_caption() -> None:
    text = f"{STORY}\n\nAda Lunt shakes hands with her host, right, in Korvo\nAna Lim/AFP\n\n{MORE}"
    assert kinds(text) == ["body", "caption", "credit", "body"]


def test_credit_below_a_paragraph_of_the_story_leaves_it() -> None:
    assert kinds(f"{STORY}\n\nThe talks began at nine, an hour late.\n\nGetty Images\n\n{MORE}") == [
        "body",
        "credit",
        "body",
    ]


def test_credit_before_its_caption() -> None:
    text = f"{STORY}\n\nImage copyright Reuters Image caption The bridge at Korvo in May\n\n{MORE}"
    assert marked(text)[1:3] == [
        ("credit", "Image copyright Reuters"),
        ("caption", "Image caption The bridge at Korvo in May"),
    ]


@pytest.mark.parametrize(
    "glued",
    [
        "“It was just one of those days”. The gathering shut without any pact being signed.",
        "The Herald, the party’s newspaper, printed photographs of the two men smiling.",
        "Ms Lunt said that the talks would go on.",
    ],
)
def test_story_with_a_credit_glued_to_it_stays_story(glued: str) -> None:
    text = f"{STORY}\n\n{glued} (KCNA/via REUTERS)\n\n{MORE}"
    assert kinds(text) == ["body", "credit", "body"]


@pytest.mark.parametrize(
    "caption",
    [
        "A photo released by the ministry shows the bridge at Korvo",
        "FILE PHOTO: Ada Lunt walks to her car in Korvo",
        "In this April 12, 2019, photo provided by the government, Ada Lunt speaks in Korvo.",
        "Ada Lunt (left) and Milo Drees at the palace in Korvo",
        "President Milo Drees shakes hands with Ada Lunt in Korvo, June 12, 2018.",
        "Ada Lunt at the palace in Korvo (file photo)",
    ],
)
def test_caption_without_a_credit(caption: str) -> None:
    assert marked(f"{STORY}\n\n{caption}\n\n{MORE}")[1] == ("caption", caption)


@pytest.mark.parametrize(
    "sentence",
    [
        "Ms Lunt, right or wrong, is the one whom the farmers trust.",
        "“He is, right, the one who knows,” Ms Lunt said, and left the room.",
        "Mr Drees, the centre of the storm, left early and said nothing.",
        "The two men shake hands on nothing, an aide said.",
        "Sen. Milo Drees (R) and Sen. Ada Lunt (D) voted against it.",
        "A Reuters/Ipsos poll put support for the bridge at a third (Reuters/Ipsos).",
        "Half of the farmers want the bridge (NBC News/Wall Street Journal).",
        "Ms Lunt meets the farmers again on Friday (Ana Lim/Korvo will carry it live), said an aide.",
        "She posted a photo of the bridge on Twitter.",
        "He deserves the credit for it, Ms Lunt said.",
        "The troops left, the farmers stayed.",
        "A photo released by the ministry showed Ms Lunt at the bridge.",
        "An image taken from the air shows a new road, an analyst said.",
    ],
)
def test_sentences_that_have_the_words_of_captions(sentence: str) -> None:
    assert kinds(f"{STORY}\n\n{sentence}\n\n{MORE}") == ["body"]


# Lists of links, and the furniture of pages


@pytest.mark.parametrize(
    "heading", ["Related Articles", "RELATED ARTICLES", "Read more:", "See also", "More on this story", "• Related:"]
)
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_list_of_links(heading: str, gap: str) -> None:
    links = [
        "Lunt to fly to Korvo next week",
        "Explainer: Why is there no bridge?",
        "‘A new page’: Drees at the border",
    ]
    text = f"{STORY}\n\n{MORE}\n\n{gap.join([heading, *links])}"
    assert kinds(text) == ["body", "related"]


def test_list_of_links_ends_where_the_story_goes_on() -> None:
    text = f"{STORY}\n\nRelated Articles\n\nLunt to fly to Korvo next week\n\n{MORE}"
    assert kinds(text) == ["body", "related", "body"]


def test_list_of_links_ends_at_the_headline_of_another_story() -> None:
    text = f"{STORY}\n\nRelated Articles\n\nLunt to fly to Korvo\n\nGrain prices fall again\n\nKORVO (Reuters) - {MORE}"
    assert kinds(text) == ["body", "related", "headline", "dateline", "body"]


def test_heading_of_links_without_links() -> None:
    assert kinds(f"{STORY}\n\nRelated Articles") == ["body", "related"]
    assert kinds(f"{STORY}\n\nRead more\n\n{MORE}") == ["body", "other", "body"]


@pytest.mark.parametrize(
    "line", ["Read more: How the talks fell apart", "RELATED: Lunt to fly to Korvo", "See also: The bridge, explained"]
)
def test_link_in_one_line(line: str) -> None:
    assert marked(f"{STORY}\n\n{line}\n\n{MORE}")[1] == ("related", line)


def test_links_and_a_newsletter() -> None:
    text = f"{STORY}\n\nRead more:\nLunt to fly to Korvo\nThe bridge: a history\nSign up for our Korvo newsletter"
    assert kinds(text) == ["body", "related", "other"]


@pytest.mark.parametrize(
    "line",
    [
        "By Jane Doe",
        "By JANE DOE, Associated Press",
        "By Jane Doe and John Roe",
        "by Jane Doe",
        "By Jane Doe in Seoul",
        "Advertisement",
        "Share",
        "Share this article",
        "Updated 3:04 PM ET, Fri April 12, 2019",
        "Read more",
        "Sign up for our newsletter",
        "Follow us on Twitter",
        "Follow Jane Doe on Twitter @janedoe",
        "© 2019 The Korvo Post. All rights reserved.",
        "Copyright 2019 The Korvo Post",
        "(Reporting by Jane Doe; editing by John Roe)",
        "Additional reporting by Jane Doe",
        "Jane Doe contributed to this report.",
        "This article was updated to add a comment.",
        "* * *",
        "https://example.org/korvo",
    ],
)
def test_furniture_is_other(line: str) -> None:
    assert marked(f"{STORY}\n\n{line}\n\n{MORE}")[1] == ("other", line)


@pytest.mark.parametrize(
    "sentence",
    [
        "By Tuesday the talks had stopped.",
        "Share prices fell in Korvo.",
        "Related to this is the grain.",
        "Updated rules took effect in May, Ms Lunt said.",
        "See also what the farmers did, she said.",
        "Join the talks, she urged him.",
        "Copyright law was not discussed.",
        "More on that later, the minister said.",
    ],
)
def test_sentences_that_begin_like_furniture(sentence: str) -> None:
    assert kinds(f"{STORY}\n\n{sentence}\n\n{MORE}") == ["body"]


def test_the_writer_named_in_metadata_is_other() -> None:
    text = f"Minister lands in Korvo for talks\n\nada lunt\n\n{STORY}"
    assert kinds(text, byline="Ada Lunt") == ["headline", "other", "body"]
    assert kinds(text)[1] == "body"


# Lines and their ends


def test_wrapped_text_is_read_by_paragraphs() -> None:
    text = (
        "Minister lands in Korvo for talks\nBy Ada Lunt\n\n"
        "KORVO (Reuters) - The foreign minister arrived in the\ncapital on Monday for three days of talks on\n"
        "the border and on grain.\n\nHer hosts, left out of the\nplanning, said that they had\nnot been told.\n"
    )
    assert kinds(text) == ["headline", "other", "dateline", "body"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_of_every_kind(end: str) -> None:
    text = end.join(
        ["Minister lands in Korvo for talks", "By Ada Lunt", STORY, "Related Articles", "Lunt to fly to Korvo"]
    )
    assert kinds(text) == ["headline", "other", "body", "related"]


def test_readable_is_headline_and_body_once_and_in_order() -> None:
    headline = "Minister lands in Korvo for talks on grain"
    text = f"{headline}\n\nKORVO — {STORY}\n\n{headline}\n\nAdvertisement\n\n{MORE}"
    blocks = layout(article(text))
    assert [span.of(text).strip() for span in readable(blocks)] == [headline, STORY, MORE]


@pytest.mark.parametrize(
    "text",
    [
        " " * 200_000,
        "A. " * 20_000,
        "By " + "A. " * 60 + "!",
        "\n".join(f"Line {i % 7} of the table of prices" for i in range(20_000)),
        "(" * 50_000,
        "Related Articles\n" * 5_000,
        ("Minister lands in Korvo for talks on grain" * 2_000),
    ],
    ids=["spaces", "initials", "byline", "table", "brackets", "headings", "glued"],
)
def test_strange_texts_take_no_longer_than_others(
    text: str, cpu_seconds: Callable[[Callable[[], object]], float]
) -> None:
    assert covers(text, layout(article(text)))
    assert cpu_seconds(lambda: layout(article(text))) < 3


@pytest.mark.parametrize(
    "note",
    [
        "Correction, 9.30am: An earlier version of this article said that the bridge was open.",
        "CORRECTION (9:30 a.m.): the bridge is closed.",
        "Note to editors: the text was read in two languages. A film is on our site.",
        "Editor’s note — the name of the writer is known to us.",
        "By Ada Lunt, chief diplomatic analyst",
    ],
)
def test_notes_on_the_article_are_no_part_of_the_story(note: str) -> None:
    assert marked(f"{STORY}\n\n{note}\n\n{MORE}")[1] == ("other", note)


def test_a_headline_that_is_printed_again_as_a_first_sentence() -> None:
    headline = "Minister lands in Korvo for talks on bridge and grain"
    assert marked(f"{headline}\n\n{STORY}\n\n{headline}. {MORE}")[1:] == [
        ("body", STORY),
        ("repeated", f"{headline}."),
        ("body", MORE),
    ]
