from __future__ import annotations

from communique.issues.words import Words

WORDS = Words((("nuclear test site", "reactor"), ("test site",), ("site",)))


def test_the_longest_word_stands_for_those_within_it() -> None:
    assert WORDS.named_in("The nuclear test sites were closed.") == [0]


def test_each_thing_can_be_looked_for_as_if_it_were_alone() -> None:
    assert WORDS.each_in("The nuclear test sites were closed.") == {0, 1, 2}
    assert WORDS.each_in("A site with two réactors") == {0, 2}
    assert WORDS.each_in("sitting, testing; nuclear") == frozenset()
