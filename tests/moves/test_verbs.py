"""The table of verbs: their forms, and where they stand."""

from __future__ import annotations

import re
import tomllib

import pytest

from communique.moves.verbs import TABLE, forms, verbs_in
from training.moves.format import KINDS


def found(text: str) -> list[tuple[str, str]]:
    """Kind and words of every verb of the table in a text."""
    words: dict[str, list[int]] = {}
    for match in re.finditer(r"[\w’'-]+", text):
        words.setdefault(match[0], []).append(match.start())
    return [(verb.kind, text[begin:end]) for verb, begin, end in verbs_in(text, words)]


@pytest.mark.parametrize(
    ("lemma", "some"),
    [
        ("reject", {"reject", "rejects", "rejected", "rejecting"}),
        ("propose", {"propose", "proposes", "proposed", "proposing"}),
        ("deny", {"deny", "denies", "denied", "denying"}),
        ("scrap", {"scrap", "scraps", "scrapped", "scrapping"}),
        ("take", {"take", "takes", "took", "taken", "taking"}),
        ("be", {"be", "is", "are", "was", "were", "been", "being"}),
        ("have", {"have", "has", "had", "having"}),
        ("cancel", {"cancel", "cancels", "cancelled", "canceled", "cancelling", "canceling"}),
    ],
)
def test_the_forms_of_a_verb(lemma: str, some: set[str]) -> None:
    assert forms(lemma) == some


def test_a_verb_is_found_in_any_form_with_its_other_words() -> None:
    assert ("refusal", "turned up her nose at") in found("§§§§ turned up her nose at the plan")
    assert ("offer", "was prepared “to") in found("§§§§ was prepared “to sign”")
    assert not any(kind == "refusal" for kind, _ in found("§§§§ turned up at the lake"))


def test_what_must_and_what_must_not_follow() -> None:
    assert ("withdrawal", "cancelled") in found("§§§§ cancelled the meeting")
    assert not any(kind == "withdrawal" for kind, _ in found("§§§§ cancelled the debt"))
    assert ("refusal", "rejected") in found("§§§§ rejected the plan")
    assert found("§§§§ rejected reports of a quarrel") == []


def test_every_row_is_a_kind_with_verbs() -> None:
    for row in tomllib.loads(TABLE.read_text(encoding="utf-8"))["row"]:
        assert row["kind"] in KINDS
        assert row["frame"] in ("gives", "asks", "of another", "none")
        assert all(verb.split() for verb in row["verbs"].split(";"))
