from __future__ import annotations

import re

from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from communique.chronology import RULE, chronology, meetings
from communique.export import lives_in_markdown, markdown
from communique.export.markdown import escaped
from communique.signs import one_line
from tests.chronology.samples import HOSTILE, WOVEN, hostile

TOLD = markdown(chronology(WOVEN), title="Lake Sarn talks")


def test_a_heading_a_month_in_order_what_has_no_date_and_the_meetings_last() -> None:
    assert re.findall(r"^#+ .*$", TOLD, re.MULTILINE) == [
        "# Lake Sarn talks",
        "## January 2021",
        "## February 2021",
        "## March 2021",
        "## April 2021",
        "## May 2021",
        "## Date unknown",
        "## Meetings",
    ]


def test_an_item_an_entry_with_its_evidence_in_the_items_within() -> None:
    assert len(re.findall(r"^- \*\*.*\*\* · ", TOLD, re.MULTILINE)) == 18
    assert (
        "- **February 2021** · Belmora moved border police to the Kessel dam (event)\n  - first reported 25 Feb" in TOLD
    )
    assert "President Mira Solan **has invited Prime Minister Tomas Verek to talks** on the waters" in TOLD
    assert "12 Jan 2021, <https://wire.example/1>" in TOLD
    assert "    - copied by Harbour Post, “Arvia invites neighbour to lake talks”, 13 Jan 2021" in TOLD
    assert "(Mira Solan said, Arvian State Agency reported)" in TOLD
    assert "**differs on date: 12 Mar 2021 (Harbour Post, Northern Wire), 13 Mar 2021 (Meridian)**" in TOLD


def test_quotation_marks_within_a_title_are_single() -> None:
    assert "Harbour Post, “‘No water, no talks’, says Verek”, 4 Feb 2021" in TOLD


def test_the_key_days_come_with_their_rule_and_their_reasons() -> None:
    told = markdown(chronology(WOVEN, brief=True))
    assert f"Key days: {RULE}" in told
    assert "14 that fit are hidden" in told
    assert "  - key day: a meeting was called off, 2 origins that day" in told


def test_no_text_of_an_article_is_taken_for_markup() -> None:
    told = markdown(chronology(hostile()), title=HOSTILE) + lives_in_markdown(meetings(hostile()))
    assert "javascript:alert(1)>" not in told
    assert "\u202e" not in told
    assert "\x1b" not in told
    for line in told.splitlines():
        bare = re.sub(r"\\.", "", line)
        assert "[" not in bare
        assert "`" not in bare
        assert not re.search(r"<(?!https?://)", bare)
    assert not [line for line in told.splitlines() if line.startswith(("# not", "- no"))]


@example(HOSTILE)
@example("https://a.example/_b_ &amp; 1. <b>")
@given(st.text(min_size=1, max_size=30))
def test_any_text_is_shown_as_it_is_by_whoever_reads_markdown(words: str) -> None:
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(f"- **1 May** · {escaped(words)} (event)\n")
    inline = [child for token in tokens if token.type == "inline" for child in token.children or ()]
    shown = "".join(child.content for child in inline)
    assert {child.type for child in inline} <= {"text", "strong_open", "strong_close", "text_special"}
    assert " ".join(shown.split()) == " ".join(f"1 May · {one_line(words)} (event)".split())


def test_every_character_that_markdown_acts_on_is_made_plain() -> None:
    assert escaped("a_b *c* `d`\n# e | f~g <h> [i] \\ &amp; ! $x$") == (
        r"a\_b \*c\* \`d\` \# e \| f\~g \<h\> \[i\] \\ \&amp; \! \$x\$"
    )


def test_a_meetings_life_has_its_steps_with_their_evidence() -> None:
    told = lives_in_markdown(meetings(WOVEN))
    assert "## Lake Sarn summit\n\n- parties: Arvia, Belmora\n- participants: Mira Solan, Tomas Verek" in told
    assert "- 12 Mar 2021, Ostmark\n- proposed 12 Jan 2021 → called off 24 Feb" in told
    assert "**Belmora has called off the meeting in Ostmark**, an official" in told
