from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.weave import lexicon
from communique.weave.lexicon import RAREST, content_words, lemma, weight


@pytest.mark.parametrize(
    ("lemma_", "forms"),
    [
        ("talk", "talks talked talking negotiations"),
        ("meet", "meets met meeting"),
        ("say", "says said saying"),
        ("deny", "denies denied denying"),
        ("agree", "agrees agreed agreeing"),
        ("hope", "hopes hoped hoping"),
        ("hop", "hops hopped hopping"),
        ("release", "releases released releasing"),
        ("pass", "passes passed passing"),
        ("train", "trains trained training"),
        ("create", "creates created creating"),
        ("treat", "treats treated treating"),
        ("visit", "visits visited visiting"),
        ("invite", "invites invited inviting"),
        ("travel", "travels travelled traveled travelling"),
        ("call", "calls called calling"),
        ("require", "requires required requiring"),
        ("occur", "occurs occurred occurring"),
        ("settle", "settles settled settling"),
        ("announce", "announces announced announcing"),
        ("withdraw", "withdraws withdrew withdrawn"),
        ("veto", "vetoes vetoed vetoing"),
        ("crisis", "crises"),
        ("spokesman", "spokesmen spokesman's"),
        ("country", "countries country's"),
    ],
)
def test_forms_of_one_word_have_one_lemma(lemma_: str, forms: str) -> None:
    assert {form: lemma(form) for form in [lemma_, *forms.split()]} == dict.fromkeys([lemma_, *forms.split()], lemma_)


@pytest.mark.parametrize("word", ["series", "during", "evening", "hundred", "need", "bring", "this", "virus", "gas"])
def test_what_only_looks_like_an_ending_stays(word: str) -> None:
    assert lemma(word) == word


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("denuclearize", "denuclearise"),
        ("denuclearization", "denuclearisation"),
        ("analyzed", "analysed"),
        ("defense", "defence"),
        ("favored", "favoured"),
        ("centers", "centres"),
        ("U.S.", "USA"),
        ("US", "U.S."),
        ("accord", "pact"),
        ("Café", "cafe"),
        ("Kim’s", "Kim's"),
    ],
)
def test_spellings_fall_together(one: str, other: str) -> None:
    assert lemma(one) == lemma(other)


def test_the_state_is_not_the_pronoun() -> None:
    assert content_words("They told us that the US will wait.") == ("tell", "usa", "wait")


def test_content_words_keep_numbers_and_order() -> None:
    text = "The ministers didn't sign; 1,500 crates, 7.5 tonnes and “Résumé” were left in Jong-il's office."
    assert content_words(text) == (
        "minister", "sign", "1500", "crate", "7.5", "tonne", "resume", "leave", "jong", "il", "office",
    )  # fmt: skip


def test_common_words_weigh_less_and_unknown_ones_most() -> None:
    assert 0 < weight("say") < weight("minister") < weight("ferry") <= RAREST
    assert weight("grauhaven") == RAREST


def test_the_tables_hold_lemmas() -> None:
    """A word that its own lemma is not would never be looked up."""
    rows = {name: lexicon._rows(name) for name in ("forms.tsv", "variants.tsv", "words.tsv")}
    for name, found in rows.items():
        assert found == sorted(set(found)), name
    forms = [form for _, cell in rows["forms.tsv"] for form in cell.split("|") if form]
    assert len(forms) == len(set(forms))
    assert not [word for word, _ in rows["variants.tsv"] if lemma(word) != word]
    assert len(rows["words.tsv"]) <= 6000


@given(st.text(max_size=40))
def test_any_text_gives_lemmas_that_are_no_function_words(text: str) -> None:
    for word in content_words(text):
        assert word
        assert word not in lexicon._FUNCTION_WORDS
