"""What is read of single sentences: who meets, what becomes of it, and what is no meeting of parties."""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib.resources import files

import pytest

from communique import Desk, annotate
from communique.meetings import meetings
from communique.reading import Article, Block, Meeting, Span
from communique.times import times
from tests.resolve.made import who_in


def met(text: str, *, on: str | None = "2018-06-01", blocks: tuple[Block, ...] = ()) -> tuple[Meeting, ...]:
    """The meetings of `text`, read without statements."""
    article = Article("x", text, published=on)
    blocks = blocks or (Block(Span(0, len(text)), "body"),)
    sentences = tuple(Span(m.start(), m.end()) for m in re.finditer(r"[^\n]+?(?:[.!?][\"”’]*(?=\s|$)|(?=\n|$))", text))
    return meetings(
        article, blocks, who_in(text, on=on, blocks=blocks), times(article, blocks, sentences), (), sentences
    )


def told(text: str, *, on: str | None = "2018-06-01") -> list[tuple[str, str]]:
    """Parties and statuses of the meetings of `text`."""
    return [(" ".join(m.parties), ", ".join(report.status for report in m.reports)) for m in met(text, on=on)]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Mike Pompeo met Kim Jong-un on Monday.", "held"),
        ("Mike Pompeo has met with Kim Jong-un twice.", "held"),
        ("Mike Pompeo sat down with Kim Jong-un.", "held"),
        ("Kim Jong-un received Mike Pompeo in Pyongyang.", "held"),
        ("Mike Pompeo, who met Kim Jong-un on Monday, was tired.", "held"),
        ("After talks with Kim Jong-un, Mike Pompeo flew home.", "held"),
        ("Mike Pompeo flew home after talks with Kim Jong-un.", "held"),
        ("Mike Pompeo and Kim Jong-un are meeting in Pyongyang.", "under way"),
        ("Mike Pompeo will meet Kim Jong-un on Monday.", "planned"),
        ("Mike Pompeo is due to meet Kim Jong-un.", "planned"),
        ("Mike Pompeo has agreed to hold talks with Kim Jong-un.", "planned"),
        ("Mike Pompeo wants to meet Kim Jong-un.", "proposed"),
        ("Mike Pompeo would meet Kim Jong-un if the tests stopped.", "proposed"),
        ("Mike Pompeo invited Kim Jong-un to Washington.", "proposed"),
        ("Mike Pompeo proposed a meeting with Kim Jong-un.", "proposed"),
        ("Mike Pompeo called off a meeting with Kim Jong-un.", "called off"),
        ("A meeting between Mike Pompeo and Kim Jong-un was cancelled.", "called off"),
        ("The meeting between Mike Pompeo and Kim Jong-un is back on.", "reinstated"),
        ("Talks between Mike Pompeo and Kim Jong-un ended without a deal.", "ended without agreement"),
        ("Talks between Mike Pompeo and Kim Jong-un broke down.", "ended without agreement"),
        ("Kim Jong-un refused to meet Mike Pompeo.", "refused"),
        ("Kim Jong-un will not meet Mike Pompeo.", "refused"),
    ],
)
def test_what_became_of_it(text: str, status: str) -> None:
    assert told(text) == [("PRK USA", status)]


@pytest.mark.parametrize(
    "text",
    [
        "Mike Pompeo has not met Kim Jong-un.",
        "There has been no sign that Mike Pompeo has met Kim Jong-un.",
        "Washington denied that Mike Pompeo had met Kim Jong-un.",
        "If Mike Pompeo met Kim Jong-un, all would be well.",
        "No meeting of Mike Pompeo and Kim Jong-un took place.",
        "The cabinet of South Korea met on Monday, and Moon Jae-in hosted a dinner for its members.",
        "Mike Pompeo met Donald Trump in Washington.",
        "The offer met North Korea's demands.",
        "Germany met France in the semi-final.",
        "Mike Pompeo told a news conference in Pyongyang about North Korea.",
        "Donald Trump and Moon Jae-in spoke by telephone.",
        "Officials met in Seoul.",
        "Four NATO countries apart from South Korea meet the bar.",
        "Toyota held talks with South Korean officials.",
        "Hosts India, China and Japan have been drawn together.",
        "Kim Jong-un and Donald Trump will attend the APEC summit.",
        "Mike Pompeo said it would be good to hold the talks in stages.",
        "Moon Jae-in encouraged more people to visit North Korea.",
        "Mike Pompeo welcomed the reply of North Korea.",
    ],
)
def test_no_meeting_of_parties(text: str) -> None:
    assert told(text) == []


def test_one_that_is_called_off_and_taken_up_again_is_one() -> None:
    text = (
        "Donald Trump will meet Kim Jong-un in Singapore. He called off the summit on Thursday. The summit is back on, "
        "an official said."
    )
    (meeting,) = met(text)
    assert [report.status for report in meeting.reports] == ["planned", "called off", "reinstated"]
    assert (meeting.place, meeting.participants) == ("Singapore", ("donald-trump", "kim-jong-un"))


def test_another_place_day_number_or_person_is_another_meeting() -> None:
    assert len(met("Donald Trump met Kim Jong-un in Singapore. Donald Trump met Kim Jong-un in Hanoi.")) == 2
    assert len(met("Donald Trump met Kim Jong-un on 4 May. Donald Trump met Kim Jong-un on 9 May.")) == 2
    assert len(met("Donald Trump met Kim Jong-un in Singapore. He wants a third summit with Kim Jong-un.")) == 2
    assert len(met("Mike Pompeo met Kim Yong-chol of North Korea. Donald Trump met Kim Jong-un.")) == 2


def test_a_second_mention_adds_what_it_knows() -> None:
    text = "Donald Trump met Kim Jong-un. “It went well,” an aide said of their meeting in Singapore."
    (meeting,) = met(text)
    assert meeting.place == "Singapore"


def test_a_summit_called_by_its_place_has_a_name_and_the_parties_that_alone_meet() -> None:
    text = "Donald Trump wants to meet Kim Jong-un again.\n\nThe failed Hanoi summit ended without an agreement."
    hanoi = next(meeting for meeting in met(text) if meeting.place == "Hanoi")
    assert (hanoi.name, hanoi.parties) == ("failed Hanoi summit", ("PRK", "USA"))


def test_the_time_is_the_one_that_dates_it() -> None:
    text = "On Monday Moon Jae-in waited. Mike Pompeo met Kim Jong-un in Pyongyang on 4 May."
    reading = annotate(text, published="2018-06-01")
    (meeting,) = reading.meetings
    assert [t.span.of(text) for t in reading.times if t.id == meeting.time] == ["4 May"]


def test_the_time_of_what_is_done_about_a_meeting_is_not_the_meetings() -> None:
    text = "State media of North Korea passed over the collapse of the Hanoi summit with the United States on Friday."
    (meeting,) = met(text)
    assert meeting.time is None


def test_they_are_those_last_named_together() -> None:
    assert told("Donald Trump and Kim Jong-un smiled. The two leaders will meet again.") == [("PRK USA", "planned")]


def test_an_envoy_is_of_the_body_that_the_text_gives_him() -> None:
    (meeting,) = met("The UN envoy, Hans Grundberg, met Houthi leader Abdul-Malik al-Houthi.", on="2023-04-10")
    assert "united-nations" in meeting.parties


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("Hamas leader Khaled Meshaal met Egyptian officials in Cairo.", "EGY hamas"),
        ("António Guterres, the UN secretary general, met Vladimir Putin.", "RUS united-nations"),
        ("Theresa May met EU negotiator Michel Barnier.", "GBR european-union"),
        ("The Colombian government and the FARC held talks in Havana.", "COL farc"),
        ("The leaders of the two Koreas met at Panmunjom.", "KOR PRK"),
        ("The six-party talks opened in Beijing.", "CHN JPN KOR PRK RUS USA"),
        ("Senior diplomats from North Korea, South Korea and the United States met in Geneva.", "KOR PRK USA"),
        ("Iranian and American officials met in Muscat.", "IRN USA"),
        ("Donald Trump met his South Korean counterpart in Seoul.", "KOR USA"),
        ("Moon Jae-in will visit North Korea.", "KOR PRK"),
    ],
)
def test_the_parties_are_the_sides_of_those_who_meet(text: str, parties: str) -> None:
    assert [found for found, _ in told(text)] == [parties]


@pytest.mark.parametrize(
    ("text", "participants"),
    [
        ("Moon Jae-in's envoy met Kim Jong-un.", ("kim-jong-un",)),
        ("Donald Trump called off his meeting with Kim Jong-un.", ("donald-trump", "kim-jong-un")),
        ("Donald Trump, having met Moon Jae-in, left.", ("donald-trump", "moon-jae-in")),
        (
            "In Pyongyang, Kim Jong-un received Sergei Lavrov, the Russian foreign minister.",
            ("kim-jong-un", "sergei-lavrov"),
        ),
    ],
)
def test_those_take_part_whom_the_text_names(text: str, participants: tuple[str, ...]) -> None:
    (meeting,) = met(text)
    assert meeting.participants == participants


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("In Pyongyang, Kim Jong-un received Mike Pompeo.", "Pyongyang"),
        ("The Hanoi summit between Donald Trump and Kim Jong-un ended.", "Hanoi"),
        ("Mike Pompeo met Kim Jong-un to talk about an office in Seoul.", None),
        ("Talks between Kim Jong-un and Mike Pompeo on the reactor at Yongbyon ended in Pyongyang.", "Pyongyang"),
        ("Mike Pompeo met Kim Jong-un on ways to end the war on the Korean peninsula.", None),
    ],
)
def test_the_place_is_where_they_meet_and_not_what_they_speak_of(text: str, place: str | None) -> None:
    (meeting,) = met(text)
    assert meeting.place == place


def test_a_group_that_only_the_desk_knows_is_a_side() -> None:
    desk = Desk.parse((files("communique") / "desk" / "example.toml").read_text(encoding="utf-8"))
    text = "The Congolese government and the M23 will hold talks in Doha. Félix Tshisekedi met Benjamin Mbonimpa."
    with_desk, without = (annotate(text, published="2025-07-19", desk=d).meetings for d in (desk, None))
    assert [meeting.parties for meeting in with_desk] == [("COD", "m23"), ("COD", "m23")]
    assert [meeting.parties for meeting in without] == [("COD",)]


@pytest.mark.parametrize(
    ("text", "parties", "status"),
    [
        ("After three days of talks, Norway and Poland signed a paper.", "NOR POL", "held"),
        ("Mike Pompeo will fly to Lausanne for another round with Kim Jong-un.", "PRK USA", "planned"),
        ("Mike Pompeo, together with Jim Mattis of the Pentagon, met Kim Jong-un.", "PRK USA", "held"),
    ],
)
def test_who_takes_part_without_a_word_for_it(text: str, parties: str, status: str) -> None:
    assert told(text) == [(parties, status)]


def test_they_meet_one_of_the_two_again() -> None:
    text = "Norway and Poland held talks in Oslo on Monday. They would meet Poland again in Lodz on 7 June, he said."
    assert told(text) == [("NOR POL", "held"), ("NOR POL", "planned")]


def test_talks_that_are_extended_are_no_further_round() -> None:
    assert told("Norway and Poland agreed to extend their talks until November.") == []
    assert told("Norway and Poland agreed to hold talks in November.") == [("NOR POL", "planned")]
    assert told("Mike Pompeo lost a round of golf with Kim Jong-un.") == []


def test_a_group_without_a_state_is_a_side_once_a_desk_adds_it() -> None:
    desk = Desk.parse('[[actor]]\nid = "lake-five"\nname = "Lake Five"\nkind = "group"\naliases = ["five lake states"]')
    text = "Talks between Kenya and the five lake states ended in Geneva. The Lake Five offered Kenya a dam."
    reading = annotate(text, desk=desk)
    assert [meeting.parties for meeting in reading.meetings] == [("KEN", "lake-five")]
    assert [(move.kind, move.party) for move in reading.moves] == [("offer", "lake-five")]


def test_captions_hold_none_and_headlines_only_what_the_story_does_not_tell() -> None:
    text = "Pompeo meets Kim\n\nMike Pompeo met Kim Jong-un on Monday.\n\nMike Pompeo meets Moon Jae-in in Seoul.\n"
    ends = (18, 58, len(text))
    kinds = ("headline", "body", "caption")
    blocks = tuple(Block(Span(a, b), k) for a, b, k in zip((0, *ends), ends, kinds, strict=False))  # type: ignore[arg-type]
    (meeting,) = met(text, blocks=blocks)
    assert [report.spans[0].of(text) for report in meeting.reports] == ["Mike Pompeo met Kim Jong-un on Monday"]


def test_a_report_in_somebodys_words_is_by_them_and_shows_those() -> None:
    text = "“Donald Trump will meet Kim Jong-un in June,” Moon Jae-in said in Seoul on Friday."
    (meeting,) = annotate(text, published="2018-05-25").meetings
    (report,) = meeting.reports
    assert report.by == "moon-jae-in"
    assert report.spans[0].of(text) == "Donald Trump will meet Kim Jong-un in June"


def test_meetings_are_numbered_in_order_of_their_evidence() -> None:
    found = met("Mike Pompeo met Moon Jae-in in Seoul. Mike Pompeo met Kim Jong-un in Pyongyang.")
    assert [meeting.id for meeting in found] == ["g1", "g2"]
    assert [meeting.place for meeting in found] == ["Seoul", "Pyongyang"]


@pytest.mark.parametrize(
    "unit",
    [
        "meeting ",
        "Donald Trump met Kim Jong-un. ",
        "a summit with Kim Jong-un and ",
        "They met in Seoul. ",
        "and they ",
    ],
)
def test_time_is_linear_in_the_text(unit: str, cpu_seconds: Callable[[Callable[[], object]], float]) -> None:
    def work(times_over: int) -> Callable[[], object]:
        text = "Donald Trump and Kim Jong-un waited. " + unit * times_over
        who = who_in(text)
        article, blocks = Article("x", text), (Block(Span(0, len(text)), "body"),)
        sentences = (Span(0, len(text)),)
        return lambda: meetings(article, blocks, who, (), (), sentences)

    short, long = cpu_seconds(work(400)), cpu_seconds(work(3200))
    assert long < 8 * 2 * short + 0.01
