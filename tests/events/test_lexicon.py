"""The list of words that tell events: that each line of it can be read, and what verbs become."""

from __future__ import annotations

import pytest

from communique.events.cameo import cameo_of, intent, mode_of_code
from communique.events.coded import TYPES
from communique.events.contexts import contexts_of
from communique.events.lexicon import GERUND, PARTICIPLE, PAST, lexicon, type_of


def test_every_code_has_a_type_and_every_verb_a_frame() -> None:
    verbs = {verb for found in lexicon().verbs.values() for verb, _ in found}
    assert len(verbs) > 200
    assert all(type_of(verb.code) in TYPES and verb.frames and all(verb.frames) for verb in verbs)
    assert all(type_of(noun.code) in TYPES for noun in lexicon().nouns.values())


@pytest.mark.parametrize(
    ("form", "lemma", "kind"),
    [
        ("met", "meet", PAST),
        ("withdrawn", "withdraw", PARTICIPLE),
        ("slammed", "slam", PAST),
        ("visiting", "visit", GERUND),
        ("denied", "deny", PAST),
        ("cancelled", "cancel", PAST),
        ("canceled", "cancel", PAST),
        ("bullied", None, PAST),
        ("occupied", "occupy", PARTICIPLE),
    ],
)
def test_forms_of_verbs(form: str, lemma: str | None, kind: str) -> None:
    found = {verb.lemma for verb, kinds in lexicon().verbs.get(form, ()) if kind in kinds}
    assert found == ({lemma} if lemma is not None else set())


def test_a_code_is_made_more_exact_by_what_is_said() -> None:
    assert cameo_of("100", "to release the prisoners") == "1053"
    assert cameo_of("100", "to be patient") == "100"
    assert cameo_of("112", "of breaking the truce") == "112"
    # What is said first counts.
    assert cameo_of("100", "to lift sanctions and meet") == "1054"


def test_modes_contexts_and_promises_by_code() -> None:
    assert (mode_of_code("1054"), mode_of_code("0841"), mode_of_code("036")) == ("yield", "release", None)
    assert contexts_of("ASSAULT", "190", "attacked the town") == ("military",)
    assert contexts_of("REQUEST", "1054", "lift the sanctions on uranium") == ("cbrn", "economic")
    assert intent("CONSULT", "040", surely=True) == "036"
    assert intent("CONSULT", "040", surely=False) is None
    assert intent("ASSAULT", "190", surely=False) == "138"
