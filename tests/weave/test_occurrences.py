from __future__ import annotations

from dataclasses import replace

import pytest

from communique.reading import Article, Meeting, Party, Reading, Report, Span, Time
from communique.weave import Occurrence, Thread, Weaver, When, Woven
from communique.weave.item import Hand
from communique.weave.occurrence import Disagreement, Side
from communique.weave.threads import thread as kept
from tests.weave.made import article, days, done, met, said

QUAY = "the northern quay would be opened to fishing boats of both coasts in spring"
KCNA = Hand("kcna", "Korean Central News Agency", "reported")


def woven(*threads: Thread) -> Woven:
    weaver = Weaver()
    for thread in threads:
        weaver.add(thread)
    return weaver.woven()


def statements(*threads: Thread) -> tuple[Occurrence, ...]:
    return tuple(o for o in woven(*threads).occurrences if o.kind == "statement")


def one(*threads: Thread) -> Occurrence:
    (found,) = statements(*threads)
    return found


def test_the_same_words_of_one_speaker_are_one_statement() -> None:
    found = one(article("a", "2031-03-04", said(QUAY)), article("b", "2031-03-05", said(f"that {QUAY}")))
    assert (found.articles, found.texts, len(found.origins)) == (2, 2, 2)
    assert found.actors == ("ada-lund",)
    assert found.summary == f"Ada Lund said that {QUAY}"
    assert found.reported is not None
    assert found.reported.begin == "2031-03-04"


def test_a_quotation_stands_behind_a_colon_in_the_summary() -> None:
    quoted = said("“The quay will open,”", quoted="the quay will open")
    assert one(article("a", "2031-03-04", quoted)).summary == "Ada Lund said: “The quay will open,”"


def test_a_month_later_they_are_said_again() -> None:
    assert len(statements(article("a", "2031-03-04", said(QUAY)), article("b", "2031-04-09", said(QUAY)))) == 2


def test_a_long_quotation_is_the_same_however_late_it_is_printed() -> None:
    quoted = "we shall open the northern quay before the herring comes"
    first, later = (
        article("a", "2031-03-04", said(quoted, quoted=quoted)),
        article("b", "2031-09-09", said(quoted, quoted=quoted)),
    )
    assert one(first, later).articles == 2


def test_other_speakers_are_other_statements() -> None:
    assert (
        len(statements(article("a", "2031-03-04", said(QUAY)), article("b", "2031-03-04", said(QUAY, by="ben-okoye"))))
        == 2
    )


def test_who_reports_a_demand_has_not_made_it() -> None:
    outer, inner = said(f"Norway had asked that {QUAY}", id_="s1"), said(QUAY, id_="s2", by="NOR", within="s1")
    assert len(statements(article("a", "2031-03-04", outer, inner))) == 2


def test_a_headline_goes_with_the_statement_that_it_announces() -> None:
    headline = said("quay to open", id_="s1", headline=True)
    other = said("the weather had been kind", id_="s2")
    found = statements(article("a", "2031-03-04", headline, other, said(QUAY, id_="s3")))
    assert sorted(len(o.accounts) for o in found) == [1, 2]
    both = next(o for o in found if len(o.accounts) == 2)
    assert {a.item for a in both.accounts} == {"s1", "s3"}
    assert QUAY in both.summary


def test_twenty_outlets_that_quote_one_agency_have_one_origin() -> None:
    found = one(*(article(f"a{n}", "2031-03-04", said(QUAY, chain=(KCNA,))) for n in range(20)))
    assert (found.articles, found.texts) == (20, 20)
    assert [(o.id, o.kind) for o in found.origins] == [("kcna", "actor")]


def test_an_agency_in_its_own_name_is_its_own_origin() -> None:
    found = one(*(article(f"a{n}", "2031-03-04", said(QUAY, by="kcna")) for n in range(3)))
    assert [o.id for o in found.origins] == ["kcna"]


def test_the_agency_that_prints_and_the_one_that_is_quoted_are_one() -> None:
    quotes, prints = (
        article("a", "2031-03-04", said(QUAY, chain=(KCNA,))),
        article("b", "2031-03-04", said(QUAY), outlet="KCNA"),
    )
    assert [o.id for o in one(quotes, prints).origins] == ["kcna"]


def test_copies_have_the_origin_of_the_first() -> None:
    text = f"Ada Lund said {QUAY}. " + " ".join(f"harbour{n} gull{n}" for n in range(40))
    first = article("a", "2031-03-04", said(QUAY), text=text, outlet="Coast Wire")
    copy = article("b", "2031-03-05", said(QUAY), text=text + " More follows.", outlet="Evening Echo")
    found = one(first, copy)
    assert (found.articles, found.texts, [o.name for o in found.origins]) == (2, 1, ["Coast Wire"])
    assert {a.text for a in found.accounts} == {"a"}


def test_an_outlet_is_the_same_with_and_without_its_article() -> None:
    papers = ("The Coast Echo", "Coast Echo")
    found = one(*(article(f"a{n}", "2031-03-04", said(QUAY), outlet=name) for n, name in enumerate(papers)))
    assert [o.name for o in found.origins] == ["The Coast Echo"]


def test_a_headline_over_what_an_agency_reported_is_no_second_origin() -> None:
    headline, below = said(QUAY, id_="s1", headline=True), said(QUAY, id_="s2", chain=(KCNA,))
    assert [o.id for o in one(article("a", "2031-03-04", headline, below)).origins] == ["kcna"]


def in_year(thread: Thread) -> Thread:
    return replace(thread, published=When("2031-01-01", "2031-12-31", "inferred"))


def test_an_article_without_a_date_is_not_before_what_it_tells_of() -> None:
    dated = article("a", "2031-03-05", said(QUAY, when=days("2031-03-04")))
    found = one(dated, in_year(article("b", "2031-01-01", said(QUAY))))
    assert {a.article: a.published and a.published.begin for a in found.accounts} == {
        "a": "2031-03-05",
        "b": "2031-03-04",
    }


def test_where_that_cannot_be_the_article_keeps_its_own_days() -> None:
    quoted = "we shall open the northern quay before the herring comes"
    dated = article("a", "2032-03-05", said(quoted, quoted=quoted, when=days("2032-03-04")))
    found = one(dated, in_year(article("b", "2031-01-01", said(quoted, quoted=quoted))))
    assert [a.published for a in found.accounts if a.article == "b"] == [When("2031-01-01", "2031-12-31", "inferred")]


def test_somebody_who_is_only_he_is_no_origin() -> None:
    he = replace(said(QUAY, by=None, words="he"), speaker=Party((Span(0, 2),), None, "pronoun"))
    assert [o.kind for o in one(article("a", "2031-03-04", he)).origins] == ["outlet"]


def test_an_article_of_some_day_in_a_year_is_not_the_first() -> None:
    text = f"Ada Lund said {QUAY}. " + " ".join(f"harbour{n} gull{n}" for n in range(40))
    first = article("a", "2031-03-04", said(QUAY), text=text, outlet="Coast Wire")
    spun = article("b", "2031-01-01", said(QUAY), text=text + " More follows.", outlet="Evening Echo")
    found = one(first, replace(spun, published=When("2031-01-01", "2031-12-31", "inferred")))
    assert [o.name for o in found.origins] == ["Coast Wire"]


def test_an_unnamed_official_is_one_origin_in_the_same_words() -> None:
    official = Hand(None, "a harbour official", "told")
    found = one(*(article(f"a{n}", "2031-03-04", said(QUAY, chain=(official,))) for n in range(2)))
    assert [(o.kind, o.name) for o in found.origins] == [("unnamed", "a harbour official")]


def test_when_is_the_narrowest_day_that_the_texts_give() -> None:
    found = one(
        article("a", "2031-03-05", said(QUAY, when=days("2031-03-01", "2031-03-31"))),
        article("b", "2031-03-06", said(QUAY, when=days("2031-03-04"))),
    )
    assert found.when == days("2031-03-04")
    assert found.disagreements == ()


def test_days_that_lie_apart_are_a_disagreement_the_most_origins_first() -> None:
    quoted = "we shall open the northern quay before the herring comes"
    found = one(
        article("a", "2031-03-09", said(quoted, quoted=quoted, when=days("2031-03-04"))),
        article("b", "2031-03-09", said(quoted, quoted=quoted, when=days("2031-03-07"))),
        article("c", "2031-03-09", said(quoted, quoted=quoted, when=days("2031-03-07"))),
    )
    assert found.when == days("2031-03-07")
    assert found.disagreements == (Disagreement("date", (Side("2031-03-07", (1, 2)), Side("2031-03-04", (0,)))),)


def test_other_numbers_in_the_same_sentence_are_a_disagreement() -> None:
    sentence = "the fleet would be given {} berths on the northern quay by the harbour board"
    found = one(
        article("a", "2031-03-04", said(sentence.format(12))), article("b", "2031-03-04", said(sentence.format(15)))
    )
    assert [(d.kind, [s.value for s in d.sides]) for d in found.disagreements] == [("number", ["12", "15"])]


def test_two_speakers_of_one_quotation_are_a_disagreement() -> None:
    quoted = "nobody who has seen the northern quay in winter would anchor a ferry there"
    found = one(
        article("a", "2031-03-04", said(quoted, quoted=quoted)),
        article("b", "2031-03-04", said(quoted, quoted=quoted, by="ben-okoye")),
    )
    assert [(d.kind, [s.value for s in d.sides]) for d in found.disagreements] == [
        ("speaker", ["Ada Lund", "Ben Okoye"])
    ]


def test_a_state_in_a_headline_and_its_minister_are_no_disagreement() -> None:
    headline = said("northern quay to be opened to fishing boats", id_="s1", by="NOR", headline=True)
    assert one(article("a", "2031-03-04", headline, said(QUAY, id_="s2"))).disagreements == ()


def meetings(*threads: Thread) -> list[tuple[str | None, tuple[str | None, ...]]]:
    """Per encounter: its day, and what became of it."""
    found = woven(*threads)
    steps = {o.id: o.status for o in found.occurrences}
    return [(e.when.begin if e.when else None, tuple(steps[id_] for id_ in e.steps)) for e in found.encounters]


def test_the_life_of_a_meeting() -> None:
    day = days("2031-06-12")
    told = (
        article("a", "2031-03-09", met("planned")),
        article("b", "2031-05-10", met("planned", when=day, place="Bergen")),
        article("c", "2031-05-24", met("called off", name="Bergen summit", people=())),
        article("d", "2031-06-01", met("planned", when=day)),
        article("e", "2031-06-12", met("held", when=day, place="Bergen")),
        article("f", "2031-10-01", met("held", name="the Bergen summit", people=())),
    )
    assert meetings(*told) == [("2031-06-12", ("planned", "called off", "planned", "held"))]
    assert meetings(*reversed(told)) == meetings(*told)
    assert woven(*told).encounters[0].name == "Bergen summit"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param(met(when=days("2031-03-04")), met(when=days("2031-03-09")), id="other days"),
        pytest.param(
            met(when=days("2031-03-04")), met(when=days("2031-03-04"), parties=("NOR", "SWE")), id="other parties"
        ),
        pytest.param(
            met(when=days("2031-03-04"), place="Oslo"), met(when=days("2031-03-04"), place="Abuja"), id="other places"
        ),
        pytest.param(met(), met(people=()), id="nothing but the parties"),
    ],
)
def test_they_are_two(first, second) -> None:  # type: ignore[no-untyped-def]
    assert len(meetings(article("a", "2031-03-10", first), article("b", "2031-03-10", second))) == 2


def test_a_plan_for_later_is_not_the_meeting_that_was() -> None:
    held, planned = met("held", when=days("2031-03-04")), met("planned", id_="g2")
    assert meetings(article("a", "2031-03-05", held, planned)) == [("2031-03-04", ("held",)), (None, ("planned",))]


def test_what_one_article_keeps_apart_is_two() -> None:
    held, planned = met("held", when=days("2031-02-01", "2031-02-28")), met("proposed", id_="g2", name="third summit")
    assert len(meetings(article("a", "2031-04-12", held, planned))) == 2


@pytest.mark.parametrize(
    ("parties", "people", "when"),
    [
        pytest.param(("NOR", "NGA"), ("ada-lund", "ben-okoye"), days("2031-02-01", "2031-02-28"), id="in that month"),
        pytest.param(("NOR", "NGA", "SWE"), (), None, id="three parties after their day"),
        pytest.param(("NOR", "river-front"), (), None, id="a group after its day"),
    ],
)
def test_an_undated_report_is_of_the_meeting_that_it_can_mean(parties, people, when) -> None:  # type: ignore[no-untyped-def]
    dated = met("planned", when=days("2031-02-27"), parties=parties, people=people)
    later = "2031-04-12" if when else "2031-02-28"
    told = (
        article("a", "2031-02-20", dated),
        article("b", later, met("held", when=when, parties=parties, people=people)),
    )
    assert meetings(*told) == [("2031-02-27", ("planned", "held"))]


def test_a_known_name_tells_the_days_of_a_month() -> None:
    meeting = Meeting("g1", ("PRK", "USA"), (), "Hanoi summit", None, "t1", (Report("held", (Span(0, 6),), None),))
    time = Time("t1", Span(0, 6), "DATE", "2019-02", "2019-02-01", "2019-02-28")
    reading = Reading(Article("x", "In February, …"), times=(time,), meetings=(meeting,))
    assert kept(reading).met[0].when == When("2019-02-27", "2019-02-28", "known")


def test_a_meeting_is_called_by_all_its_sides() -> None:
    (found,) = woven(article("a", "2031-03-04", met(people=("ada-lund",), place="Bergen"))).occurrences
    assert found.summary == "Meeting of Ada Lund and Nigeria in Bergen: held"


def test_an_outcome_that_some_deny_is_a_disagreement() -> None:
    day = days("2031-06-12")
    found = woven(
        article("a", "2031-06-13", met("held", when=day)), article("b", "2031-06-14", met("called off", when=day))
    )
    held = next(o for o in found.occurrences if o.status == "held")
    assert [(d.kind, [s.value for s in d.sides]) for d in held.disagreements] == [("outcome", ["held", "called off"])]
    assert len(held.accounts) == 2


def events(*threads: Thread) -> tuple[Occurrence, ...]:
    return tuple(o for o in woven(*threads).occurrences if o.kind == "event")


def test_an_event_in_two_articles_is_one() -> None:
    (found,) = events(article("a", "2031-03-04", done()), article("b", "2031-03-05", done("rejects")))
    assert (found.articles, found.actors) == (2, ("ada-lund", "ben-okoye"))
    assert found.summary == "Ada Lund, toward Ben Okoye: reject (“rejected”)"


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(article("b", "2031-04-05", done()), id="a month later"),
        pytest.param(article("b", "2031-03-05", done(by="ben-okoye", to="ada-lund")), id="by the other"),
        pytest.param(article("b", "2031-03-05", done(kind="AGREE")), id="of another type"),
        pytest.param(article("b", None, done()), id="of no day"),
    ],
)
def test_other_events_in_the_same_words(other: Thread) -> None:
    assert len(events(article("a", "2031-03-04", done()), other)) == 2


def test_an_event_that_some_deny_is_a_disagreement() -> None:
    (found,) = events(article("a", "2031-03-04", done()), article("b", "2031-03-05", done(status="denied")))
    assert [d.kind for d in found.disagreements] == ["outcome"]


def test_undated_articles_are_woven_too() -> None:
    found = one(article("a", None, said(QUAY)))
    assert (found.when, found.reported) == (None, None)


def test_twice_the_articles_take_about_twice_the_time(cpu_seconds) -> None:  # type: ignore[no-untyped-def]
    def of(count: int) -> list[Thread]:
        return [
            article(
                f"a{n}",
                f"2031-{n % 12 + 1:02}-{n % 28 + 1:02}",
                said(f"the {n % 50} gulls{n} of the harbour{n // 2} are loud"),
            )
            for n in range(count)
        ]

    few, many = of(300), of(1200)
    assert cpu_seconds(lambda: woven(*many)) < 8 * cpu_seconds(lambda: woven(*few))
