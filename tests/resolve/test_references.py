"""Pronouns, by the rules of their clause and by the links of the encoder."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from communique import annotate, encoder
from communique.gather import article_of
from communique.reading import Block, Span
from communique.resolve import resolve


def meant(text: str, word: str) -> str | None:
    """Whom the last `word` of `text` means, None where it is no mention or is left open."""
    start = text.rindex(word)
    found = [m for m in annotate(text, published="2019-04-13").mentions if m.span.start == start]
    return found[0].actor if found and found[0].span.of(text) == word else None


@pytest.mark.parametrize(
    ("text", "word", "actor"),
    [
        ("South Korea's foreign ministry said it welcomed the talks.", "it", "kor-foreign-ministry"),
        ("South Korea's foreign ministry said it was too early to tell.", "it", None),
        ("Officials warned that North Korea had restarted its reactor.", "its", "PRK"),
        (
            "Mike Pompeo landed in Seoul on Monday. There he met the press, and officials briefed him.",
            "him",
            "mike-pompeo",
        ),
        ("Theresa May spoke to Donald Trump by telephone. She thanked him for his help.", "She", "theresa-may"),
        ("Theresa May spoke to Donald Trump by telephone. She thanked him for his help.", "him", "donald-trump"),
        ("A man was seen near the gate. Guards said he had fled.", "he", None),
        ("North Korea bound itself to the treaty.", "itself", "PRK"),
        ("North Korea would get $2.8 billion of its money.", "its", "PRK"),
        ("Finland's harvest failed before Helsinki raised its taxes.", "its", "FIN"),
        ("Angela Merkel met officials on Friday. A spokesman for the Pentagon said it would agree.", "it", "pentagon"),
        ("Finland itself was not asked.", "itself", "FIN"),
        ("Ban Ki-moon told aides that his men were tired.", "his", "ban-ki-moon"),
        ("Theresa May spoke in London.\n\nPhilip May, her adviser, spoke in Leeds.", "her", "theresa-may"),
        ("Mike Pompeo spoke in Seoul.\n\nDonald Trump, his voice hoarse, spoke in Leeds.", "his", "donald-trump"),
    ],
)
def test_a_pronoun(text: str, word: str, actor: str | None) -> None:
    assert meant(text, word) == actor


def test_she_is_no_man_and_it_no_person() -> None:
    text = "Donald Trump spoke for an hour. She left, and it was over."
    assert meant(text, "She") is None
    assert meant(text, "it") is None


def test_who_was_last_named_paragraphs_ago_is_not_who_he_is() -> None:
    near = "Kim Jong-un flew home by train on Sunday.\n\nHe had stayed for two days."
    far = near.replace("\n\n", "\n\nThe station was closed.\n\nIt rained all day.\n\n")
    assert meant(near, "He") == "kim-jong-un"
    assert meant(far, "He") is None


def test_no_north_korean_speaks_of_the_north() -> None:
    text = 'Kim Jong-un opened the meeting in Pyongyang.\n\n"{} will never give up," he said.'
    assert meant(text.format("Our nation"), "he") == "kim-jong-un"
    assert meant(text.format("The North"), "he") is None


def test_time_is_linear_in_the_pronouns(cpu_seconds: Callable[[Callable[[], object]], float]) -> None:
    def seconds(times: int) -> float:
        text = (
            "Donald Trump met Kim Jong-un on Friday. He told him that his side and its allies had agreed.\n\n" * times
        )
        article, blocks = article_of(text, published="2019-03-01"), (Block(Span(0, len(text)), "body"),)
        understanding = encoder.load().understand(text, blocks)
        return cpu_seconds(lambda: resolve(article, blocks, understanding))

    assert seconds(200) < 25 * max(seconds(20), 0.004)


def test_who_speaks_in_a_transcript_is_named_in_capitals() -> None:
    text = "Press Briefing: Marie Harf, Deputy Spokesperson\n\nMS. HARF: We will see.\n\nQUESTION: Will you?\n"
    assert meant(text, "HARF") == "marie-harf"


@pytest.mark.parametrize(
    ("text", "word", "actor"),
    [
        # Nobody calls himself by name in what he says.
        ("Tony Blair opened the meeting in Oslo. “Chirac’s idea is a trap,” he said.", "he", "tony-blair"),
        # Whom a speaker speaks of is not who goes on speaking.
        (
            "Tony Blair said that Jacques Chirac would come late. He added that the doors stayed open.",
            "He",
            "tony-blair",
        ),
        ("Tony Blair of Britain spoke first. “Nobody slept,” he said.", "he", "tony-blair"),
        # A quotation in single marks ends where they close.
        (
            "Tony Blair met the press. ‘We are ready,’ Tony Blair said. ‘We wait.’ He warned of delays.",
            "He",
            "tony-blair",
        ),
        # Who does something to "him" is another.
        ("Jacques Chirac met Tony Blair in Paris. Jacques Chirac had invited him.", "him", "tony-blair"),
        # A state's doings are told on.
        ("Finland has opened its border. In return, it will get timber.", "it", "FIN"),
        ("Finland has signed a treaty. It will take effect in May.", "It", None),
        ("The Pentagon was not amused. The drawing was a forgery, it said in a statement.", "it", "pentagon"),
    ],
)
def test_who_goes_on(text: str, word: str, actor: str | None) -> None:
    assert meant(text, word) == actor


def test_they_and_we_who_are_left_open_are_mentions_of_nobody_known() -> None:
    text = "Finland and Hamas agreed to keep their word. “We'll see,” Tony Blair said."
    found = {m.span.of(text): (m.kind, m.actor) for m in annotate(text, published="2019-04-13").mentions}
    assert found["their"] == ("group", None)
    assert found["We"] == ("group", None)


def test_they_of_things_is_no_mention() -> None:
    text = "The minister read the two letters and burned them."
    assert "them" not in {m.span.of(text) for m in annotate(text, published="2019-04-13").mentions}


@pytest.mark.parametrize(
    ("text", "words", "actor"),
    [
        (
            "It was late, the Foreign Ministry in Helsinki said.",
            "the Foreign Ministry in Helsinki",
            "fin-foreign-ministry",
        ),
        (
            "It was late, the foreign ministry of Finland said.",
            "the foreign ministry of Finland",
            "fin-foreign-ministry",
        ),
        (
            "Finland's foreign ministry waited.\n\nThe day passed.\n\nRain fell.\n\nThe ministry wrote at night.",
            "The ministry",
            "fin-foreign-ministry",
        ),
        ("It was late, Moon Jae-in’s office said.", "Moon Jae-in’s office", "blue-house"),
        ("It was late, Petro Poroshenko's office said.", "Petro Poroshenko's office", "ukr-presidential-office"),
        ("China's president told state television that the harvest was safe.", "state television", "cctv"),
    ],
)
def test_a_body_by_what_stands_beside_it(text: str, words: str, actor: str) -> None:
    assert meant(text, words) == actor


def test_europeans_are_no_state() -> None:
    text = "The European envoys left. Western ones stayed."
    assert not [m for m in annotate(text, published="2019-04-13").mentions if m.basis == "name"]


def test_a_counterpart_beside_his_name_is_said_of_him_and_no_mention_of_its_own() -> None:
    text = "Javad Zarif of Iran spoke first. John Kerry, his American counterpart, and others listened."
    found = [m.span.of(text) for m in annotate(text, published="2014-02-01").mentions]
    assert "John Kerry" in found
    assert "his American counterpart" not in found
