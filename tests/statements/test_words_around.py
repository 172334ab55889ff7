"""Addressee, setting and certainty: what the words beside a statement say of it."""

from __future__ import annotations

import pytest

from .conftest import Reader


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{s:Ek} {q:told} reporters {c:that it was over}.", "reporters"),
        ("{c:“It is over,”} {s:Ek} {q:said} to reporters in Lagmar.", "reporters"),
        ("{s:Ek} {q:warned} Lagmar {c:that it was over}.", "Lagmar"),
        ("{s:Ek} {q:urged} {c:Lagmar to wait}.", "Lagmar"),
        ("{s:Ek} {q:promised} {c:Lagmar that it would wait}.", "Lagmar"),
        ("{s:Ek} {q:asked} the president {c:to wait}.", "the president"),
        ("{s:Ek} {q:told} Reuters {c:that it was over}.", "Reuters"),
        ("{s:Ek} {q:wrote} in a letter to Mr Lund {c:that it was over}.", "Mr Lund"),
        ("Addressing parliament, {s:Ek} {q:said} {c:it was over}.", "parliament"),
        ("{s:Ek} {q:told} him through an interpreter {c:that it was over}.", "him"),
    ],
)
def test_addressee(read: Reader, text: str, words: str) -> None:
    result = read(text)
    assert result.one.addressee is not None
    assert result.words(result.one.addressee.spans) == [words]


@pytest.mark.parametrize(
    "text",
    [
        "{s:Ek} {q:said} {c:it was over}.",
        "{s:Ek} {q:promised} {c:to wait}.",
        "{s:Ek} {q:urged} {c:restraint}.",
        "{s:Ek} {q:told} {c:a joke}.",
        "{s:Ek} {q:asked} {c:a question}.",
        "{s:Ek} {q:was told} {c:that it was over}.",
        "{q:Asked} that morning {c:whether it was over}, Ek left.",
        "{s:Ek} {q:said} {c:it was over}. He told Lund to go.",
    ],
)
def test_no_addressee(read: Reader, text: str) -> None:
    assert read(text).one.addressee is None


def test_the_addressee_has_its_actor(read: Reader) -> None:
    addressee = read("{s:Ek} {q:urged} {c:Lagmar to wait}.").one.addressee
    assert addressee is not None
    assert (addressee.actor, addressee.basis) == ("LGM", "name")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{c:“It is over,”} {s:Ek} {q:said} at the 4th session of the Upper House of Lagmar.",
         "at the 4th session of the Upper House of Lagmar"),
        ("{s:Ek} {q:said} in a speech to parliament on Friday {c:that it was over}.", "in a speech to parliament"),
        ("{s:Ek} {q:said} in an interview with Reuters {c:that it was over}.", "in an interview with Reuters"),
        ("{s:Ek} {q:said in a statement} {c:that it was over}.", "in a statement"),
        ("{s:Ek} {q:told} us at a news conference in Lagmar {c:it was over}.", "at a news conference in Lagmar"),
        ("In a letter to Mr Lund, {s:Ek} {q:said} {c:it was over}.", "In a letter to Mr Lund"),
        ("{s:Ek}, in his New Year address, {q:said} {c:it was over}.", "in his New Year address"),
        ("In Lagmar, {s:Ek} {q:said} {c:it was over}.", "In Lagmar"),
        ("{c:“It is over,”} {q:said} {s:Ek} in a statement.", "in a statement"),
    ],
)  # fmt: skip
def test_setting(read: Reader, text: str, words: str) -> None:
    result = read(text)
    assert result.one.setting is not None
    assert result.words(result.one.setting.spans) == [words]


@pytest.mark.parametrize(
    "text",
    [
        "{s:Ek} {q:said} {c:it was over}.",
        "{s:Ek} {q:said} on Friday {c:it was over}.",
        "{s:Ek} {q:wrote} on Twitter {c:it was over}.",
        "{s:Ek} {q:said} at the time {c:it was over}.",
        "{s:Ek} {q:said} {c:it was over at a news conference}.",
        "In March, {s:Ek} {q:said} {c:it was over}.",
        "{s:Ek} {q:said} {c:it was over}. In a statement, Lund agreed.",
        "{s:Lund's} {q:clarion call for} {c:peace}.",
    ],
)
def test_no_setting(read: Reader, text: str) -> None:
    assert read(text).one.setting is None


@pytest.mark.parametrize(
    ("text", "certainty"),
    [
        ("{s:Ek} {q:said} {c:it was over}.", "asserted"),
        ("{s:Ek} {q:said} {c:it might be over}.", "asserted"),
        ("{s:Ek} {q:believes} {c:it is over}.", "asserted"),
        ("{s:Ek} {q:wrote} on Twitter {c:it was over}.", "asserted"),
        ("{s:Ek} {q:flatly rejected} {c:the proposal to wait}.", "asserted"),
        ("{s:Ek} {q:not only said} {c:it was over}.", "asserted"),
        ("{s:Ek} {q:appeared on television to say} {c:it was over}.", "asserted"),
        ("{s:Ek} {q:said} {c:it was over}, according to KCNA.", "reported"),
        ("{s:Ek} {q:told} Reuters {c:it was over}.", "reported"),
        ("{s:Ek} {q:is reportedly seeking} {c:to wait}.", "reported"),
        ("{q:Reportedly}, {c:it is over}.", "reported"),
        ("{s:Ek} {q:may have said} {c:it was over}.", "hedged"),
        ("{s:Ek} {q:appeared to accept} {c:the offer}, KCNA reported.", "hedged"),
        ("{s:Ek} {q:is thought to want} {c:a pause}.", "hedged"),
        ("{s:Ek} {q:hinted} {c:that it was over}.", "hedged"),
        ("{s:Ek} {q:did not rule out} {c:a pause}.", "hedged"),
        ("{s:Ek} {q:did not deny} {c:that it was over}.", "hedged"),
        ("{s:Ek}, apparently, {q:said} {c:it was over}.", "hedged"),
        ("{s:Ek} {q:denied} {c:that it was over}.", "denied"),
        ("{s:Ek} {q:denied} {c:that it was over}, KCNA reported.", "denied"),
        ("{s:Ek} {q:rejected} {c:the claim that it was over}.", "denied"),
        ("{s:Ek} {q:dismissed} {c:reports of a pause as false}.", "denied"),
        ("{s:Ek} {q:never said} {c:that it was over}.", "denied"),
        ("{s:Ek} {q:did not say} {c:when it would be over}.", "denied"),
        ("{s:Ek} {q:doesn’t believe} {c:that it is over}.", "denied"),
        ("{q:There has been no indication} {c:that it is over}.", "denied"),
    ],
)
def test_certainty(read: Reader, text: str, certainty: str) -> None:
    assert read(text).one.certainty == certainty
