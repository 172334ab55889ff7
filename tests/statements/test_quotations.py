from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.reading import Span
from communique.statements import quotation_of, quoted


def found(text: str) -> list[str]:
    return [q.span.of(text) for q in quoted(text, Span(0, len(text))).outermost]


def inner(text: str) -> list[str]:
    return [q.span.of(text) for q in quoted(text, Span(0, len(text))).quoted if q.depth]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We agree,” she said, “for now.”", ["“We agree,”", "“for now.”"]),
        ('"We agree," she said, "for now."', ['"We agree,"', '"for now."']),
        ("‘We agree,’ she said. ‘We don’t doubt it.’", ["‘We agree,’", "‘We don’t doubt it.’"]),
        ("'We agree,' she said. 'We don't doubt it.'", ["'We agree,'", "'We don't doubt it.'"]),
        ("''We agree,'' she said. ``Now.''", ["''We agree,''", "``Now.''"]),
        ("« Nous venons », and «oui», and »ja«, and „gut“", ["« Nous venons »", "«oui»", "»ja«", "„gut“"]),
        ("She said:“We agree.”Then she left.", ["“We agree.”"]),
        ('said:"We agree."Then he "left"', ['"We agree."', '"left"']),
        ('" We agree " she said, " for now. "', ['" We agree "', '" for now. "']),
        ("”We agree,” she said", ["”We agree,”"]),
        ("a ‘99.9 per cent’ chance", ["‘99.9 per cent’"]),
    ],
)
def test_marks_of_every_kind(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "They don't know the ministers' answer, nor Ek's, in the '90s; 'tis so, tell 'em.",
        "They don’t know the ministers’ answer, nor Ek’s, in the ’90s.",
        "The mast is 6' high and 4\" wide",
        "rock 'n' roll",
        "",
    ],
)
def test_apostrophes_are_no_marks(text: str) -> None:
    quotes = quoted(text, Span(0, len(text)))
    assert quotes.quoted == ()
    assert quotes.problems == ()


@pytest.mark.parametrize(
    ("text", "outer", "nested"),
    [
        ("“He said ‘no’ twice,” she said", ["“He said ‘no’ twice,”"], ["‘no’"]),
        ("''He called it 'nonsense''' again", ["''He called it 'nonsense'''"], ["'nonsense'"]),
        ("'He said 'no'' again", ["'He said 'no''"], ["'no'"]),
        (
            'acting "like a "broker" and a \'herald, \'" and more',
            ['"like a "broker" and a \'herald, \'"'],
            ['"broker"', "'herald, '"],
        ),
        ("“One “two” three” four", ["“One “two” three”"], ["“two”"]),
    ],
)
def test_nested_marks_also_the_same_ones(text: str, outer: list[str], nested: list[str]) -> None:
    assert (found(text), inner(text)) == (outer, nested)


def test_a_plural_inside_single_marks_does_not_close_them() -> None:
    assert found("‘The ministers’ talks failed,’ he said") == ["‘The ministers’ talks failed,’"]
    assert found("the 'doves' and the ministers' talks") == ["'doves'"]


def test_a_quotation_over_paragraphs_opens_anew_and_closes_last() -> None:
    text = "“One.\n\n“Two.\n\n“Three,” he said. “Four.”"
    quotes = quoted(text, Span(0, len(text))).quoted
    assert [q.span.of(text) for q in quotes] == ["“One.", "“Two.", "“Three,”", "“Four.”"]
    assert [(q.continues, q.goes_on) for q in quotes] == [(False, True), (True, True), (True, False), (False, False)]


def test_a_quotation_over_paragraphs_without_a_new_mark() -> None:
    text = "“One goes on.\nTwo ends,” he said."
    quotes = quoted(text, Span(0, len(text)))
    assert [q.span.of(text) for q in quotes.quoted] == ["“One goes on.", "Two ends,”"]
    assert quotes.problems == ()


def test_an_odd_mark_costs_its_own_paragraph_only() -> None:
    text = 'He said "yes" and "no.\n\n“We agree,” she said.\n\nAn end” without a start.\n\n"Last," he said.'
    quotes = quoted(text, Span(0, len(text)))
    assert found(text) == ['"yes"', "“We agree,”", '"Last,"']
    assert [problem.span.of(text) for problem in quotes.problems if problem.span] == ['"', "”"]


def test_an_unclosed_mark_at_the_head_of_a_paragraph_quotes_it() -> None:
    text = "“We never closed this\n\nNext."
    assert found(text) == ["“We never closed this"]
    assert len(quoted(text, Span(0, len(text))).problems) == 1


def test_lines_wrapped_to_one_width_are_one_paragraph() -> None:
    line = "“" + "word " * 13
    text = f"{line}\n{'Other ' * 11}\n{'Third ' * 11}\nand the end,” he said."
    assert len(found(text)) == 1


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("“We agree to all of it.”", "direct"),
        ("that “we agree”, more or less", "mixed"),
        ("that they agree", "indirect"),
        ("'We agree to all of it'", "direct"),
        ("the ministers' own words", "indirect"),
    ],
)
def test_the_kind_of_quotation(text: str, kind: str) -> None:
    whole = (Span(0, len(text)),)
    assert quotation_of(text, whole, quoted(text, whole[0])) == kind


@given(st.text(alphabet="ab .,\n\"'“”‘’`«»„-5s", max_size=200))
def test_any_text_is_read(text: str) -> None:
    quotes = quoted(text, Span(0, len(text)))
    ends: list[int] = []
    for q in quotes.quoted:
        assert 0 <= q.span.start <= q.words.start <= q.words.end <= q.span.end <= len(text)
        while ends and ends[-1] <= q.span.start:
            ends.pop()
        assert not ends or q.span.end <= ends[-1], "stretches nest, they never cross"
        assert q.depth == len(ends)
        ends.append(q.span.end)
    for problem in quotes.problems:
        assert problem.span is not None
        assert 0 <= problem.span.start < problem.span.end <= len(text)


@pytest.mark.parametrize("unit", ['"', "“", "”", "'", '" ', '"a ', "‘a ", "a' 'b", '"\n\n', "''' ", "“a‘"])
def test_time_is_linear_in_the_marks(unit: str, cpu_seconds: Callable[[Callable[[], object]], float]) -> None:
    def seconds(size: int) -> float:
        text = unit * size
        return cpu_seconds(lambda: quoted(text, Span(0, len(text))))

    small, large = seconds(5_000), seconds(50_000)
    assert large < 40 * max(small, 0.005), "ten times the marks take about ten times as long, not a hundred"


def test_the_stretches_over_a_span_are_those_that_share_a_character_with_it() -> None:
    text = 'a "b" c "d" e "f"'
    quotes = quoted(text, Span(0, len(text)))
    assert [q.span.of(text) for q in quotes.over(Span(3, 9))] == ['"b"', '"d"']
    assert list(quotes.over(Span(5, 8))) == []
    assert [q.span.of(text) for q in quotes.over(Span(0, len(text)))] == ['"b"', '"d"', '"f"']
