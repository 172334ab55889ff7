from __future__ import annotations

from typing import Any

import pytest

from communique.record.results import Hand, Said
from communique.web.chains import chain

BARE: dict[str, Any] = {
    "article": "a1", "path": "inbox/2019-letter.txt", "outlet": None, "title": "A letter", "published": None,
    "date": None, "statement": "s1", "source_actor": None, "source_name": None, "source": None, "cue": None,
    "content": None, "spans": (), "quotation": "direct", "chain": (), "addressee_actor": None, "addressee_name": None,
    "addressee": None, "certainty": "asserted", "score": 1.0,
}  # fmt: skip


def sentence(**told: Any) -> str:
    links = chain(Said(**{**BARE, **told}))
    return " → ".join(" ".join(filter(None, (link.before, link.name, link.after))) for link in links)


@pytest.mark.parametrize(
    ("hand", "words"),
    [
        (Hand("kcna", "KCNA", "reported"), "Kim said → KCNA reported → Harbour Post"),
        (Hand("kcna", "KCNA", "according to"), "Kim said → according to KCNA → Harbour Post"),
        (Hand("kcna", "KCNA", "carried by"), "Kim said → carried by KCNA → Harbour Post"),
        (Hand(None, "state media", "quoted"), "Kim said → state media quoted → Harbour Post"),
        (Hand(None, "reportedly", "reportedly"), "Kim said → reportedly → Harbour Post"),
        (Hand("twitter", "Twitter", "said on"), "Kim said → on Twitter → Harbour Post"),
    ],
)
def test_each_hand_is_told_in_the_words_that_tie_it(hand: Hand, words: str) -> None:
    assert sentence(source_name="Kim", cue="said", chain=(hand,), outlet="Harbour Post") == words


def test_whom_it_was_told_is_not_told_twice() -> None:
    hand = Hand("fox", "Fox News", "told")
    assert sentence(source_name="Sanders", cue="told", chain=(hand,)) == "Sanders told → Fox News → 2019-letter"


def test_who_is_not_known_is_not_named() -> None:
    assert sentence() == "Somebody unnamed said → 2019-letter"
    assert sentence(path=None, title=None) == "Somebody unnamed said → an outlet that is not known"
    assert sentence(source="An official,", cue="warned") == "An official warned → 2019-letter"


def test_the_words_as_written_stand_beside_a_name_that_differs() -> None:
    written = [
        chain(Said(**{**BARE, "source_name": "Kim Jong-un", "source": words}))[0].written
        for words in ("the North Korean leader,", "Kim Jong Un", None)
    ]
    assert written == ["the North Korean leader", None, None]
