from __future__ import annotations

from dataclasses import replace

from communique.chronology import Entry, chronology
from communique.chronology.entries import count_in_words, entry_of, marks_of
from communique.reading import Span
from tests.chronology.samples import ACTORS, OCCURRENCES, PAPERS, WOVEN, day

NAMES = {actor.id: actor.name for actor in ACTORS}
INVITED, PROMISED, CAREFUL, DAM, _, POLICE, OFF, JOKE = OCCURRENCES[:8]
SUMMIT, MEMORY = OCCURRENCES[10], OCCURRENCES[16]


def _entry(number: int) -> Entry:
    return entry_of(OCCURRENCES[number - 1], number, NAMES)


def test_the_day_it_happened_and_the_day_it_was_first_reported_are_kept_apart() -> None:
    police = entry_of(POLICE, 1, NAMES)
    assert (police.happened, police.reported, police.report) == (
        "February 2021",
        "25 Feb 2021",
        "first reported 25 Feb 2021",
    )


def test_a_report_on_the_day_itself_is_not_said_twice() -> None:
    assert entry_of(INVITED, 1, NAMES).report == ""
    careful = entry_of(CAREFUL, 1, NAMES)
    assert (careful.happened, careful.report) == ("reported 13 Jan 2021", "")


def test_a_report_without_a_date_says_so() -> None:
    assert entry_of(replace(INVITED, reported=None), 1, NAMES).report == "first report undated"


def test_the_count_is_in_words_and_names_the_origins() -> None:
    assert entry_of(OFF, 1, NAMES).count == (
        "3 articles, 2 texts, 2 origins: an official in Verek's office, Lake Commission"
    )
    assert entry_of(PROMISED, 1, NAMES).count == "2 articles, 1 text, 1 origin: Northern Wire"


def test_many_origins_can_be_cut_and_the_rest_counted() -> None:
    assert count_in_words(SUMMIT.accounts, SUMMIT.origins, most=2).endswith("3 origins: Harbour Post, and 2 more")
    assert count_in_words(SUMMIT.accounts, SUMMIT.origins, most=3).endswith("Harbour Post, Meridian, scan-0417")


def test_who_acts_is_told_by_name_and_by_id_where_no_name_is_known() -> None:
    assert entry_of(replace(CAREFUL, actors=("tomas-verek", "nobody-known")), 1, NAMES).who == (
        "Tomas Verek",
        "nobody-known",
    )


def test_copies_are_folded_under_the_article_that_had_the_words_first() -> None:
    first, second = entry_of(INVITED, 1, NAMES).tellings
    assert first.article.outlet == "Northern Wire"
    assert [copy.account.outlet for copy in first.copies] == ["Harbour Post"]
    assert (second.article.outlet, second.copies) == ("Meridian", ())


def test_the_earliest_copy_stands_in_for_a_first_article_that_is_not_among_the_accounts() -> None:
    (telling,) = entry_of(replace(PROMISED, accounts=PROMISED.accounts[1:]), 1, NAMES).tellings
    assert telling.text == PAPERS["wire-invite"].id
    assert telling.article.outlet == "Harbour Post"
    assert telling.copies == ()


def test_two_accounts_of_one_article_are_quotes_of_one_telling() -> None:
    again = replace(PROMISED.accounts[0], item="s9", words="Ostmark in March")
    (telling,) = entry_of(replace(PROMISED, accounts=(*PROMISED.accounts, again)), 1, NAMES).tellings
    assert [quote.number for quote in telling.quotes] == [0, 2]
    assert [copy.number for copy in telling.copies] == [1]


def test_the_marks_are_the_very_words_in_their_paragraph() -> None:
    for occurrence in OCCURRENCES:
        for account in occurrence.accounts:
            assert " … ".join(mark.of(account.context) for mark in marks_of(account)) == account.words


def test_evidence_that_lies_outside_the_paragraph_is_not_marked_elsewhere() -> None:
    account = replace(INVITED.accounts[0], spans=(Span(0, 10), Span(190, 205), Span(9_000, 9_010)))
    assert marks_of(account) == (Span(0, 5),)


def test_source_verb_and_words_in_a_row_are_one_mark() -> None:
    context = "He  said it. “No,” he added."
    account = replace(
        INVITED.accounts[0], context=context, context_start=50, spans=(Span(54, 58), Span(50, 52), Span(59, 61))
    )
    assert [mark.of(context) for mark in marks_of(account)] == ["He  said it"]
    overlapping = replace(account, spans=(Span(50, 58), Span(54, 56), Span(63, 68)))
    assert [mark.of(context) for mark in marks_of(overlapping)] == ["He  said", "“No,”"]


def test_the_chain_names_the_speaker_and_then_each_hand() -> None:
    (agency, *_) = entry_of(DAM, 1, NAMES).tellings
    assert agency.quotes[0].handed_on == "Mira Solan said, Arvian State Agency reported"
    (told,) = entry_of(MEMORY, 1, NAMES).tellings
    assert told.quotes[0].handed_on == "Mira Solan said, an aide reported, a diplomat reported"


def test_nobody_is_made_the_speaker_of_what_an_unnamed_one_said() -> None:
    spoken_to = replace(JOKE, accounts=(replace(JOKE.accounts[0], chain=("Northern Wire",)),))
    (told,) = entry_of(spoken_to, 1, NAMES).tellings
    assert told.quotes[0].handed_on == "Northern Wire reported"


def test_where_nobody_stands_between_there_is_no_chain() -> None:
    (told,) = entry_of(CAREFUL, 1, NAMES).tellings
    assert told.quotes[0].handed_on == ""


def test_a_difference_gives_each_version_with_those_who_have_it() -> None:
    on_date, on_place = entry_of(SUMMIT, 1, NAMES).differences
    assert on_date.words == "differs on date: 12 Mar 2021 (Harbour Post, Northern Wire), 13 Mar 2021 (Meridian)"
    assert on_place.words == (
        "differs on place: the old customs house (Harbour Post, Northern Wire), Ostmark (Meridian, scan-0417)"
    )
    assert [version.accounts for version in on_date.versions] == [(0, 1), (2,)]


def test_every_account_is_in_exactly_one_telling() -> None:
    for entry in chronology(WOVEN).entries:
        numbers = [quote.number for telling in entry.tellings for quote in (*telling.quotes, *telling.copies)]
        assert sorted(numbers) == list(range(len(entry.occurrence.accounts)))


def test_a_line_is_the_same_whatever_day_it_is_read() -> None:
    assert _entry(1) == _entry(1)
    assert _entry(1).occurrence.when == day("2021-01-12")
