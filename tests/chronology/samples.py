"""An invented negotiation over the water of an invented lake, as weaving would give it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from communique.desk import Desk
from communique.desk.desk import Issue
from communique.reading import Actor, MeetingStatus, Span
from communique.weave.copies.family import CopiedPassage, Family, Member
from communique.weave.occurrence import (
    Account,
    Disagreement,
    Encounter,
    Occurrence,
    OccurrenceKind,
    Origin,
    Side,
    When,
    WhenBasis,
    Woven,
)

ACTORS = (
    Actor("ARV", "Arvia", "state", "ARV"),
    Actor("BMR", "Belmora", "state", "BMR"),
    Actor("OST", "Ostmark", "state", "OST"),
    Actor("lake-commission", "Lake Commission", "organisation"),
    Actor("mira-solan", "Mira Solan", "person", "ARV"),
    Actor("piet-aldan", "Piet Aldan", "person", "OST"),
    Actor("tomas-verek", "Tomas Verek", "person", "BMR"),
)
DESK = Desk(
    name="Lake Sarn",
    issues=(
        Issue("water", "Water quotas", ("quota", "outflow", "cubic metres")),
        Issue("dam", "The Kessel dam", ("dam", "sluice")),
        Issue("prisoners", "Exchange of prisoners", ("detainee",)),
    ),
)


@dataclass(frozen=True)
class Paper:
    """An article of the sample."""

    id: str
    outlet: str | None
    title: str | None
    published: When | None
    path: str | None = None
    url: str | None = None


def day(iso: str, basis: WhenBasis = "text") -> When:
    return When(iso, iso, basis)


def _paper(number: int, outlet: str | None, title: str | None, published: str | None, url: str | None = None) -> Paper:
    when = None if published is None else day(published, "published")
    return Paper(f"{number:02d}" * 8, outlet, title, when, f"inbox/{number:02d}.txt", url)


PAPERS = {
    "wire-invite": _paper(
        1, "Northern Wire", "Solan invites Verek to lake talks", "2021-01-12", "https://wire.example/1"
    ),
    "post-invite": _paper(2, "Harbour Post", "Arvia invites neighbour to lake talks", "2021-01-13"),
    "meridian-invite": _paper(3, "Meridian", "An invitation across the lake", "2021-01-13"),
    "agency-dam": _paper(4, "Arvian State Agency", "Statement on the Kessel dam", "2021-02-03"),
    "post-dam": _paper(5, "Harbour Post", "“No water, no talks”, says Verek", "2021-02-04", "https://post.example/dam"),
    "wire-off": _paper(6, "Northern Wire", "Belmora calls off Ostmark meeting", "2021-02-24"),
    "post-off": _paper(7, "Harbour Post", "Lake summit off", "2021-02-25"),
    "meridian-off": _paper(8, "Meridian", "Verek stays at home", "2021-02-25"),
    "wire-on": _paper(9, "Northern Wire", "Lake summit back on", "2021-03-02"),
    "meridian-summit": _paper(10, "Meridian", "Two leaders, one lake", "2021-03-13"),
    "post-summit": _paper(11, "Harbour Post", "Solan and Verek meet at last", "2021-03-12"),
    "wire-summit": _paper(12, "Northern Wire", "Lake leaders agree to keep talking", "2021-03-12"),
    "undated": Paper("13" * 8, None, None, When("2021-03-14", "2021-04-20", "inferred"), "inbox/scan-0417.txt"),
    "post-april": _paper(14, "Harbour Post", "Experts walk out", "2021-04-22"),
    "wire-april": _paper(15, "Northern Wire", "Quota talks break up", "2021-04-22"),
    "lost": Paper("16" * 8, None, "Looking back at the lake talks", None, "inbox/16.txt"),
    "agency-june": _paper(17, "Arvian State Agency", "Arvia repairs the sluices", "2021-06-30"),
}
OUTLETS = {name: Origin(name, name, "outlet") for name in ("Northern Wire", "Harbour Post", "Meridian")}
AGENCY = Origin("arvian-state-agency", "Arvian State Agency", "actor")
OFFICIAL = Origin("an official in Verek's office", "an official in Verek's office", "unnamed")
COMMISSION = Origin("lake-commission", "Lake Commission", "actor")


def account(
    paper: str,
    words: str,
    context: str,
    origin: Origin,
    *,
    text: str | None = None,
    chain: tuple[str, ...] = (),
    when: When | None = None,
    at: int = 200,
    item: str = "s1",
) -> Account:
    """An account of the evidence `words`, its pieces parted by ` … `, in the paragraph `context` that begins `at`."""
    of, spans = PAPERS[paper], []
    for piece in words.split(" … "):
        start = at + context.index(piece)
        spans.append(Span(start, start + len(piece)))
    return Account(
        article=of.id,
        item=item,
        spans=tuple(spans),
        words=words,
        context=context,
        context_start=at,
        text=PAPERS[text or paper].id,
        origin=origin,
        chain=chain,
        when=when,
        published=of.published,
        outlet=of.outlet,
        title=of.title,
        path=of.path,
        url=of.url,
    )


def occurrence(
    number: int,
    kind: OccurrenceKind,
    summary: str,
    actors: tuple[str, ...],
    when: When | None,
    *accounts: Account,
    reported: When | None = None,
    status: MeetingStatus | None = None,
    encounter: str | None = None,
    place: str | None = None,
    certainty: str | None = None,
    disagreements: tuple[Disagreement, ...] = (),
) -> Occurrence:
    days = [of.published for of in accounts if of.published is not None]
    origins = {of.origin.id: of.origin for of in accounts}
    return Occurrence(
        id=f"{number:02x}c0ffee{number:02x}5eed{number:02x}",
        kind=kind,
        summary=summary,
        actors=actors,
        when=when,
        reported=reported or min(days, key=lambda when: when.begin, default=None),
        accounts=accounts,
        origins=tuple(origins.values()),
        status=status,
        encounter=encounter,
        place=place,
        certainty=certainty,
        disagreements=disagreements,
    )


WIRE, POST, MERIDIAN = (OUTLETS[name] for name in ("Northern Wire", "Harbour Post", "Meridian"))
SUMMIT, EXPERTS, THIRD = "meeting-lake-summit", "meeting-experts", "meeting-third"

INVITE = (
    "President Mira Solan has invited Prime Minister Tomas Verek to talks on the waters of Lake Sarn, her office said "
    "on Tuesday. The two would meet in Ostmark in March, it said."
)
DAM = (
    "“Without a new quota the sluices of the Kessel dam will be closed by summer,” Solan told the lake council on "
    "Wednesday, the state agency reported. “Nobody should be surprised.”"
)
OFF = (
    "Belmora has called off the meeting in Ostmark, an official in Verek's office said on Wednesday. The quota that "
    "Arvia asks for “is a joke”, the official added."
)
HELD = (
    "Solan and Verek met for three hours in Ostmark's old customs house on Friday and agreed to share the outflow "
    "until the autumn, both sides said."
)
HELD_MERIDIAN = (
    "The two leaders sat down in Ostmark on Saturday, with Piet Aldan between them, and parted after three hours."
)

OCCURRENCES = (
    occurrence(
        1,
        "meeting",
        "Arvia and Belmora: a meeting in Ostmark proposed",
        ("ARV", "BMR", "mira-solan", "tomas-verek"),
        day("2021-01-12"),
        account("wire-invite", "has invited Prime Minister Tomas Verek to talks", INVITE, WIRE, item="g1"),
        account(
            "post-invite",
            "has invited Prime Minister Tomas Verek to talks",
            INVITE,
            WIRE,
            text="wire-invite",
            item="g1",
        ),
        account(
            "meridian-invite",
            "asked the prime minister to come to Ostmark",
            "Solan asked the prime minister to come to Ostmark before the snow melts, an adviser to her told Meridian.",
            MERIDIAN,
            item="g1",
        ),
        status="proposed",
        encounter=SUMMIT,
        place="Ostmark",
    ),
    occurrence(
        2,
        "statement",
        "Mira Solan said that the two would meet in Ostmark in March",
        ("mira-solan",),
        day("2021-01-12"),
        account("wire-invite", "The two would meet in Ostmark in March", INVITE, WIRE, item="s2"),
        account("post-invite", "The two would meet in Ostmark in March", INVITE, WIRE, text="wire-invite", item="s2"),
    ),
    occurrence(
        3,
        "statement",
        "Tomas Verek said he would “read the letter with care”",
        ("tomas-verek",),
        day("2021-01-13", "published"),
        account(
            "meridian-invite",
            "“read the letter with care”",
            "Verek, for his part, would “read the letter with care”, he said.",
            MERIDIAN,
            item="s4",
        ),
    ),
    occurrence(
        4,
        "statement",
        "Mira Solan said the sluices of the Kessel dam would be closed by summer without a new quota",
        ("mira-solan", "lake-commission"),
        day("2021-02-03"),
        account(
            "agency-dam",
            "“Without a new quota the sluices of the Kessel dam will be closed by summer,” "
            "… “Nobody should be surprised.”",
            DAM,
            AGENCY,
            chain=("Arvian State Agency",),
        ),
        account(
            "post-dam",
            "threatened to shut the Kessel dam",
            "Solan has threatened to shut the Kessel dam, her state agency reported, and Verek answered at once.",
            AGENCY,
            chain=("Arvian State Agency",),
            item="s2",
        ),
        disagreements=(Disagreement("outcome", (Side("closed by summer", (0,)), Side("shut", (1,)))),),
    ),
    occurrence(
        5,
        "statement",
        "Tomas Verek answered: “No water, no talks”",
        ("tomas-verek", "mira-solan"),
        day("2021-02-04"),
        account("post-dam", "“No water, no talks,”", "“No water, no talks,” Verek said.", POST, item="s3"),
    ),
    occurrence(
        6,
        "event",
        "Belmora moved border police to the Kessel dam",
        ("BMR",),
        When("2021-02-01", "2021-02-28", "text"),
        account(
            "post-off",
            "border police were moved to the dam",
            "In February, border police were moved to the dam, the Lake Commission found.",
            COMMISSION,
            chain=("Lake Commission",),
            item="e1",
        ),
        place="Kessel",
    ),
    occurrence(
        7,
        "meeting",
        "Arvia and Belmora: the meeting in Ostmark called off",
        ("ARV", "BMR", "tomas-verek"),
        day("2021-02-24"),
        account(
            "wire-off",
            "Belmora has called off the meeting in Ostmark",
            OFF,
            OFFICIAL,
            chain=("an official",),
            item="g1",
        ),
        account(
            "post-off",
            "Belmora has called off the meeting in Ostmark",
            OFF,
            OFFICIAL,
            text="wire-off",
            chain=("an official",),
            item="g1",
        ),
        account(
            "meridian-off",
            "Verek will not travel to Ostmark",
            "Verek will not travel to Ostmark, the Lake Commission has been told.",
            COMMISSION,
            chain=("Lake Commission",),
            item="g1",
        ),
        status="called off",
        encounter=SUMMIT,
        place="Ostmark",
    ),
    occurrence(
        8,
        "statement",
        "An official in Verek's office said the quota “is a joke”",
        ("BMR",),
        day("2021-02-24"),
        account("wire-off", "The quota that Arvia asks for “is a joke”", OFF, OFFICIAL, item="s2"),
        account("post-off", "The quota that Arvia asks for “is a joke”", OFF, OFFICIAL, text="wire-off", item="s2"),
    ),
    occurrence(
        9,
        "statement",
        "Mira Solan did not say whether she regretted it",
        ("mira-solan",),
        day("2021-02-25"),
        account(
            "meridian-off",
            "would not say whether she was sorry",
            "Solan would not say whether she was sorry.",
            MERIDIAN,
            item="s2",
        ),
        certainty="hedged",
    ),
    occurrence(
        10,
        "meeting",
        "Arvia and Belmora: the meeting in Ostmark reinstated",
        ("ARV", "BMR"),
        day("2021-03-02"),
        account(
            "wire-on",
            "the summit is back on",
            "After five days of telephone calls the summit is back on, both capitals said.",
            WIRE,
            item="g1",
        ),
        status="reinstated",
        encounter=SUMMIT,
        place="Ostmark",
    ),
    occurrence(
        11,
        "meeting",
        "Mira Solan and Tomas Verek met in Ostmark",
        ("ARV", "BMR", "mira-solan", "tomas-verek", "piet-aldan"),
        day("2021-03-12"),
        account("post-summit", "Solan and Verek met for three hours", HELD, POST, when=day("2021-03-12"), item="g1"),
        account(
            "wire-summit",
            "Solan and Verek met for three hours",
            HELD,
            POST,
            text="post-summit",
            when=day("2021-03-12"),
            item="g1",
        ),
        account(
            "meridian-summit",
            "The two leaders sat down in Ostmark on Saturday",
            HELD_MERIDIAN,
            MERIDIAN,
            when=day("2021-03-13"),
            item="g1",
        ),
        account(
            "undated",
            "met Mr Verek at Ostmark",
            "It was there that Solan met Mr Verek at Ostmark, and nobody who saw it has forgotten the silence.",
            Origin("scan-0417", "scan-0417", "outlet"),
            item="g1",
        ),
        status="held",
        encounter=SUMMIT,
        place="Ostmark",
        disagreements=(
            Disagreement("date", (Side("2021-03-12", (0, 1)), Side("2021-03-13", (2,)))),
            Disagreement("place", (Side("the old customs house", (0, 1)), Side("Ostmark", (2, 3)))),
        ),
    ),
    occurrence(
        12,
        "event",
        "Arvia and Belmora agreed to share the outflow until the autumn",
        ("ARV", "BMR"),
        day("2021-03-12"),
        account("post-summit", "agreed to share the outflow until the autumn", HELD, POST, item="e1"),
        account(
            "wire-summit", "agreed to share the outflow until the autumn", HELD, POST, text="post-summit", item="e1"
        ),
    ),
    occurrence(
        13,
        "statement",
        "Piet Aldan said that “the lake has two shores and one level”",
        ("piet-aldan",),
        When("2021-03-14", "2021-04-20", "inferred"),
        account(
            "undated",
            "“the lake has two shores and one level”",
            "Aldan liked to say that “the lake has two shores and one level”; it was the only joke of the evening.",
            Origin("scan-0417", "scan-0417", "outlet"),
            item="s1",
        ),
    ),
    occurrence(
        14,
        "meeting",
        "Experts of Arvia and Belmora parted without agreement",
        ("ARV", "BMR", "lake-commission"),
        When("2021-04-20", "2021-04-21", "text"),
        account(
            "post-april",
            "the experts walked out after two days",
            "Over a difference of 40 million cubic metres the experts walked out after two days, a delegate said.",
            POST,
            item="g1",
        ),
        account(
            "wire-april",
            "talks on quotas broke up",
            "Two days of talks on quotas broke up over 60 million cubic metres, the Lake Commission announced.",
            COMMISSION,
            chain=("Lake Commission",),
            item="g1",
        ),
        status="ended without agreement",
        encounter=EXPERTS,
        place="Sarnhaven",
        disagreements=(
            Disagreement("number", (Side("40 million cubic metres", (0,)), Side("60 million cubic metres", (1,)))),
        ),
    ),
    occurrence(
        15,
        "statement",
        "Tomas Verek said the experts “were sent to count, not to sign”",
        ("tomas-verek",),
        day("2021-04-22", "published"),
        account(
            "post-april",
            "“were sent to count, not to sign”",
            "They “were sent to count, not to sign”, Verek said.",
            POST,
            item="s2",
        ),
    ),
    occurrence(
        16,
        "event",
        "Arvia repaired the sluices of the Kessel dam",
        ("ARV",),
        When("2021-05-01", "2021-06-30", "text"),
        account(
            "agency-june",
            "the sluices are being repaired",
            "Since May the sluices are being repaired, the agency said.",
            AGENCY,
            item="e1",
        ),
        place="Kessel",
    ),
    occurrence(
        17,
        "statement",
        "Mira Solan told an aide that Belmora “never meant to come”",
        ("mira-solan", "BMR"),
        None,
        account(
            "lost",
            "“never meant to come”",
            "Belmora, Solan once told an aide, “never meant to come”, a diplomat recalled years later.",
            Origin("a diplomat", "a diplomat", "unnamed"),
            chain=("an aide", "a diplomat"),
        ),
    ),
    occurrence(
        18,
        "meeting",
        "Arvia and Belmora: a third meeting planned",
        ("ARV", "BMR"),
        None,
        account(
            "agency-june",
            "a third meeting is being prepared",
            "Detainees will be spoken of when, as planned, a third meeting is being prepared.",
            AGENCY,
            item="g1",
        ),
        status="planned",
        encounter=THIRD,
    ),
)

ENCOUNTERS = (
    Encounter(
        SUMMIT,
        "Lake Sarn summit",
        ("ARV", "BMR"),
        ("mira-solan", "tomas-verek"),
        "Ostmark",
        day("2021-03-12"),
        tuple(OCCURRENCES[at].id for at in (0, 6, 9, 10)),
    ),
    Encounter(
        EXPERTS, None, ("ARV", "BMR"), (), "Sarnhaven", When("2021-04-20", "2021-04-21", "text"), (OCCURRENCES[13].id,)
    ),
    Encounter(THIRD, None, ("ARV", "BMR"), (), None, None, (OCCURRENCES[17].id,)),
)


def _families() -> tuple[Family, ...]:
    copies: dict[str, set[str]] = {paper.id: set() for paper in PAPERS.values()}
    for of in OCCURRENCES:
        for told in of.accounts:
            copies[told.text].add(told.article)
    passage = Span(200, 300)
    return tuple(
        Family(
            first,
            (
                Member(first),
                *(Member(other, (CopiedPassage(passage, first, passage),)) for other in sorted(others - {first})),
            ),
        )
        for first, others in copies.items()
    )


WOVEN = Woven(_families(), OCCURRENCES, ENCOUNTERS, ACTORS)

HOSTILE = "<script>alert('x')</script> [click](javascript:alert(1)) **not** `bold`\u202e\x1b[2J & \"quoted\" | pipe"


def hostile() -> Woven:
    """One occurrence whose every text tries to break out of where it is put."""
    context = f"Before. {HOSTILE} After.\n# not a heading\n- no list"
    evil = Origin(HOSTILE, HOSTILE, "outlet")
    told = replace(
        account("wire-invite", HOSTILE, context, evil, chain=(HOSTILE,)),
        outlet=HOSTILE,
        title=HOSTILE,
        path=HOSTILE,
        url="javascript:alert(1)",
    )
    copy = replace(told, article="ff" * 8, words=HOSTILE + "!")
    one = replace(
        occurrence(
            99,
            "statement",
            HOSTILE,
            ("evil",),
            day("2021-01-12"),
            told,
            copy,
            place=HOSTILE,
            encounter="evil-meeting",
            disagreements=(Disagreement("speaker", (Side(HOSTILE, (0,)), Side("x", (1,)))),),
        ),
        id='"><img src=x onerror=alert(1)>',
    )
    meeting = Encounter("evil-meeting", HOSTILE, ("evil",), ("evil",), HOSTILE, None, (one.id,))
    return Woven((), (one,), (meeting,), (Actor("evil", HOSTILE, "person"),))
