"""What is read of single sentences: the kind of a step, whose it is, its terms, and what is no step."""

from __future__ import annotations

import re

import pytest

from communique.moves import Found, Maker, Named, moves_in

# Invented quarrels; the names stand for their parties, a person for the party and itself.
PARTIES = {"Lima": "PER", "Peru": "PER", "Quito": "ECU", "Ecuador": "ECU", "Oslo": "NOR", "Doha": "QAT"}
ADJECTIVES = {"Peruvian": "PER", "Ecuadorian": "ECU"}
PERSONS = {"Rosa Quispe": ("PER", "rosa-quispe"), "Hugo Naranjo": ("ECU", "hugo-naranjo")}


def read(text: str, *, speaker: Maker | None = None, between: tuple[str, ...] = ()) -> tuple[Found, ...]:
    known = {
        **{name: (party, party, False) for name, party in PARTIES.items()},
        **{name: (party, party, True) for name, party in ADJECTIVES.items()},
        **{name: (*who, False) for name, who in PERSONS.items()},
    }
    named = [
        Named(match.start(), match.end(), *who)
        for name, who in known.items()
        for match in re.finditer(rf"\b{name}\b", text)
    ]
    return moves_in(text, named, speaker=speaker, between=between)


def told(text: str) -> list[str]:
    """Kind, party and maker of every move."""
    return [f"{one.kind} {one.party} {one.by}" for one in read(text)]


def terms(text: str) -> tuple[list[str], list[str], str | None]:
    """What the only move gives and asks, and its condition."""
    (one,) = read(text)
    gives, asks = ([span.of(text) for span in spans] for spans in (one.gives, one.asks))
    return gives, asks, one.condition.of(text) if one.condition is not None else None


@pytest.mark.parametrize(
    ("text", "move"),
    [
        ("Lima offered to share the water of the lake.", "offer PER PER"),
        ("Rosa Quispe is ready to open the bridge.", "offer PER rosa-quispe"),
        ("Peruvian negotiators are willing to move the fence.", "offer PER None"),
        ("The Peruvian delegation offered a joint patrol.", "offer PER PER"),
        ("Lima called on Quito to dredge the canal.", "demand PER PER"),
        ("Quito demanded an end to the survey.", "demand ECU ECU"),
        ("Quito must pull back its boats, Rosa Quispe said.", "demand PER rosa-quispe"),
        ("Lima pledged to plant ten thousand trees.", "commitment PER PER"),
        ("Hugo Naranjo vowed to pay the fishermen.", "commitment ECU hugo-naranjo"),
        ("Lima will reopen the pass once the last mine is cleared, Rosa Quispe said.", "conditional PER PER"),
        ("Quito would sign only if the map was redrawn, Hugo Naranjo said.", "conditional ECU ECU"),
        ("No patrol without a treaty, Hugo Naranjo said.", "conditional ECU hugo-naranjo"),
        ("Lima threatened to close the port.", "threat PER PER"),
        ("Quito warned it would seize the boats if they came back.", "threat ECU ECU"),
        ("Lima accepted the invitation to Oslo.", "acceptance PER PER"),
        ("Quito said yes to the truce that the bishops drafted.", "acceptance ECU ECU"),
        ("Lima rejected the plan.", "refusal PER PER"),
        ("The plan was flatly rejected by Quito.", "refusal ECU ECU"),
        ("Lima has no intention of moving the fence.", "refusal PER PER"),
        ("Lima has been refusing to move the fence.", "refusal PER PER"),
        ("Lima dropped its demand for an apology.", "concession PER PER"),
        ("Quito no longer insists on an apology.", "concession ECU ECU"),
        ("For the first time Quito agreed to let surveyors in.", "concession ECU ECU"),
        ("Lima withdrew its offer of a free port.", "retraction PER PER"),
        ("Quito went back on its promise to open the archive.", "retraction ECU ECU"),
        ("Lima reiterated that the islands were not for sale.", "reaffirmation PER PER"),
        ("Quito renewed its call for a tribunal.", "reaffirmation ECU ECU"),
        ("Lima proposed a meeting of the mayors.", "proposal PER PER"),
        ("Rosa Quispe invited Hugo Naranjo to the lake.", "proposal PER rosa-quispe"),
        ("Quito walked out of the talks on Friday.", "withdrawal ECU ECU"),
        ("Lima called off the meeting.", "withdrawal PER PER"),
        ("Oslo offered to host the next round.", "mediation NOR NOR"),
        ("Oslo urged both sides to return to the table.", "mediation NOR NOR"),
        ("The rejection by Lima of a joint patrol came by fax.", "refusal PER PER"),
        ("Peru's offer to lift the toll came by fax.", "offer PER PER"),
        # Who it is: behind asides, offices, joined verbs, relative clauses, in reported speech.
        ("Rosa Quispe, in a letter to the mayors on Monday, rejected the plan.", "refusal PER rosa-quispe"),
        ("On Monday Lima rejected the plan.", "refusal PER PER"),
        ("Secretary of state Rosa Quispe rejected the plan.", "refusal PER rosa-quispe"),
        ("Lima, which rejected the plan, smiled.", "refusal PER PER"),
        ("Hugo Naranjo said on the radio that his government rejected the plan.", "refusal ECU hugo-naranjo"),
        ("Quito: no talks without a treaty", "conditional ECU ECU"),
        ("Lima decided to reject the plan.", "refusal PER PER"),
        ("“We reject the plan,” Hugo Naranjo said.", "refusal ECU hugo-naranjo"),
        ("The plan was dismissed in Quito.", "refusal ECU ECU"),
        ("Moving toward Quito, Lima dropped its demand for an apology.", "concession PER PER"),
        # What is said of what will or must be.
        ("The fence would be moved, Rosa Quispe said.", "commitment PER rosa-quispe"),
        ("Only after an apology would Lima reopen the pass.", "conditional PER PER"),
        ("No boat will leave the lake as long as the siege lasts, Hugo Naranjo said.", "threat ECU hugo-naranjo"),
        ("Unless the boats leave, the port will be closed, Rosa Quispe said.", "threat PER rosa-quispe"),
        ("The maps must be burnt, Hugo Naranjo said.", "demand ECU hugo-naranjo"),
        ("“Hand over the maps,” Rosa Quispe said.", "demand PER rosa-quispe"),
        ("“Let us meet at the lake,” Rosa Quispe said.", "proposal PER rosa-quispe"),
        ("“The islands are not for sale,” Rosa Quispe said.", "refusal PER rosa-quispe"),
        ("The toll stays until the map is redrawn, Hugo Naranjo said.", "reaffirmation ECU hugo-naranjo"),
        # What a step becomes by what it had been before.
        ("Lima cancelled the toll that it had promised in May.", "retraction PER PER"),
        ("Quito lifted the ban that it had vowed to keep.", "concession ECU ECU"),
        ("Lima has always refused to move the fence.", "reaffirmation PER PER"),
        ("In a shift, Quito said surveyors might come.", "concession ECU ECU"),
        ("Lima backed away from the deal.", "retraction PER PER"),
        # What one might have to do is a threat where one warns of it; what one is committed to is promised.
        ("Rosa Quispe warned that her country might have to close the port.", "threat PER rosa-quispe"),
        ("Hugo Naranjo is committed to a free lake.", "commitment ECU hugo-naranjo"),
        ("Hugo Naranjo said tolls would have to be lifted.", "demand ECU hugo-naranjo"),
    ],
)
def test_a_step_its_party_and_who_made_it(text: str, move: str) -> None:
    assert told(text) == [move]


@pytest.mark.parametrize(
    "text",
    [
        "Lima may offer to share the water.",
        "Quito is expected to reject the plan.",
        "Lima has not rejected the plan.",
        "Would Lima accept the plan?",
        "Quito denied that it had offered anything.",
        "Analysts said Lima offered too little.",
        "Peruvian lawmakers demanded a new map.",
        "In 1941 Lima rejected the plan.",
        "Lima rejected reports of a quarrel.",
        "Lima and Quito met at the lake.",
        "Fishermen offered tea.",
        "Hugo Naranjo declined to comment.",
        "Hugo Naranjo refused to say whether he would come.",
        "Lima offered its condolences to the families.",
        "Rosa Quispe accepted a prize in Oslo.",
        "Quito promised its soldiers a bonus.",
        "Under the plan, Quito would open the pass.",
        "Lima demand fell by a tenth.",
        "In June 1941 Lima rejected the plan.",
        "“A fence is no answer,” Hugo Naranjo insisted.",
        "Lima insisted that the fence was old.",
        "“I agree with Rosa Quispe that our friendship remains warm,” Hugo Naranjo wrote.",
        "“Perhaps a bridge would cost less,” Hugo Naranjo wrote.",
    ],
)
def test_what_is_no_step(text: str) -> None:
    assert read(text) == ()


@pytest.mark.parametrize(
    ("text", "gives", "asks", "condition"),
    [
        ("Lima offered to close the dam in return for cheap gas.", ["close the dam"], ["cheap gas"], None),
        ("Lima is ready to close the dam if Quito pays.", ["close the dam"], [], "if Quito pays"),
        ("Quito demanded that the boats leave.", [], ["the boats leave"], None),
        ("Quito urged Lima on Monday to open the sluices.", [], ["open the sluices"], None),
        (
            "Lima rejected the proposal to lift the toll in exchange for gas.",
            ["lift the toll"],
            ["gas"],
            None,
        ),
        ("Lima pledged to plant trees, Rosa Quispe said.", ["plant trees"], [], None),
        ("Quito warned it would seize the boats unless they left.", ["seize the boats"], [], "unless they left"),
        ("Lima accepted a Norwegian proposal to free the crew.", ["free the crew"], [], None),
        ("Lima would not hesitate to sign if the map is fair, Rosa Quispe said.", ["sign"], [], "if the map is fair"),
        ("Quito suspended the talks until the crew was home.", [], [], "until the crew was home"),
        ("In return for cheap gas, Lima is ready to close the dam.", ["close the dam"], ["cheap gas"], None),
        ("Should the boats leave, Lima is ready to close the dam.", ["close the dam"], [], "Should the boats leave"),
        ("Lima pledged to parliament that no house would be moved.", ["no house would be moved"], [], None),
        ("Quito demanded a say and walked home.", [], ["a say"], None),
        ("Lima accepted the pause that Quito had announced.", ["the pause"], [], None),
        ("Lima vowed to close the dam until the end of May.", ["close the dam until the end of May"], [], None),
        ("Lima rejected the plan as a bad joke.", ["the plan"], [], None),
        ("The road will be open, Rosa Quispe promised in Lima.", ["The road will be open"], [], None),
        ("Lima dropped its demand for a fence and settled for a hedge.", ["a fence"], ["a hedge"], None),
        ("Quito invited Rosa Quispe to Oslo.", [], ["Rosa Quispe to Oslo"], None),
        ("Lima renewed its proposal for a joint patrol.", [], ["a joint patrol"], None),
        # A term ends with the quotation that it begins in, and takes the closing mark of one that it opens.
        ("Lima “pledged to close the dam” for Quito and Rosa Quispe “smiled”.", ["close the dam"], [], None),
        ("Lima is ready to talk if Quito shows the “right spirit”.", ["talk"], [], "if Quito shows the “right spirit”"),
        ("Lima is open to “plain, quick” talks about the dam.", ["“plain, quick” talks about the dam"], [], None),
        ('Lima pledged to "open the road," according to a leaflet from the harbour.', ["open the road"], [], None),
        ("Quito demanded a “fair map”, Hugo Naranjo, the surveyor general, said.", [], ["a “fair map”"], None),
        ("Lima pledged to close the dam, a promise that came as a surprise.", ["close the dam"], [], None),
        ("Lima is willing to talk “any day” despite the ban.", ["talk “any day”"], [], None),
        # An aside between a word and its object is stepped over.
        (
            "Lima sought a bargain comprising – so the papers say – the demand that Quito burn its maps.",
            [],
            ["a bargain comprising – so the papers say – the demand that Quito burn its maps"],
            None,
        ),
        ("Lima refused to drop what Quito sees as “old spite”.", ["drop what Quito sees as “old spite”"], [], None),
        ("Lima insisted that it had only asked for a part of the water.", [], ["a part of the water"], None),
        ("Lima pledged to open the port and to free the crews.", ["open the port", "free the crews"], [], None),
        ("Lima invited its Ecuadorian neighbour, Hugo Naranjo, to meet at the lake.", [], ["meet at the lake"], None),
        ("Rosa Quispe said her wish to drain the lake remained unchanged.", ["drain the lake"], [], None),
        (
            "Rosa Quispe said her position remained “unchanged and firm”.",
            ["her position remained “unchanged and firm”"],
            [],
            None,
        ),
    ],
)
def test_what_is_given_asked_and_set_as_a_condition(
    text: str, gives: list[str], asks: list[str], condition: str | None
) -> None:
    assert terms(text) == (gives, asks, condition)


def test_two_verbs_are_two_steps_of_one_party() -> None:
    text = "Lima rejected the plan and demanded a new map."
    assert [(one.kind, one.party) for one in read(text)] == [("refusal", "PER"), ("demand", "PER")]


def test_a_joint_step_is_one_of_each_toward_the_other() -> None:
    found = read("Lima and Quito agreed to swap prisoners.")
    assert {(one.kind, one.party, one.toward) for one in found} == {
        ("commitment", "PER", "ECU"),
        ("commitment", "ECU", "PER"),
    }


def test_who_the_two_sides_are_is_told_by_the_caller_or_nobody() -> None:
    text = "The two sides agreed to swap prisoners."
    assert read(text) == ()
    assert [one.party for one in read(text, between=("PER", "ECU"))] == ["ECU", "PER"]


def test_three_parties_can_act_together() -> None:
    text = "The three countries agreed to swap prisoners."
    assert [one.party for one in read(text, between=("PER", "ECU", "NOR"))] == ["ECU", "NOR", "PER"]


def test_an_abbreviation_in_brackets_is_part_of_the_name() -> None:
    assert told("Peru (Lima) rejected the plan.") == ["refusal PER PER"]


def test_who_does_not_bargain_stands_between() -> None:
    text = "Oslo proposed a meeting of the ministers."
    assert [one.kind for one in read(text, between=("PER", "NOR"))] == ["proposal"]
    assert [one.kind for one in read("Quito proposed a meeting of the ministers.", between=("PER", "NOR"))] == [
        "mediation"
    ]


@pytest.mark.parametrize(
    ("text", "toward"),
    [
        ("Lima called on Quito to dredge the canal.", ["ECU"]),
        ("Lima is ready to close the dam if Quito pays.", ["ECU"]),
        ("Lima rejected an Ecuadorian offer to share the water.", ["ECU", "PER"]),
        ("Lima proposed a meeting in Quito.", [None]),
        ("Lima called on Quito and Oslo to dredge the canal.", [None]),
        ("Lima offered to close the dam.", [None]),
        # Behind what is given; the other of two that act on each other; whom the other steps are to.
        ("Lima pledged to “give guarantees” to Quito.", ["ECU"]),
        ("Lima offered to close the dam, but Quito demanded a map.", ["ECU", "PER"]),
        ("Lima called on Quito to burn the map, and offered to close the dam.", ["ECU", "ECU"]),
        ("Lima offered to suspend its drills with Quito.", [None]),
        ("Lima rejected a small bargain and demands that Quito burn the map.", ["ECU", "ECU"]),
        ("Oslo said Hugo Naranjo had asked him to explain the map to Lima.", ["NOR"]),
        ("Lima and Quito are ready to talk.", [None, None]),
    ],
)
def test_whom_a_step_is_addressed_to_where_it_is_plain(text: str, toward: list[str | None]) -> None:
    assert [one.toward for one in read(text)] == toward


@pytest.mark.parametrize("office", ["foreign minister", "prime minister", "head of the mission", "chief negotiator"])
def test_a_deputy_of_an_office_is_no_lawmaker(office: str) -> None:
    assert told(f"Rosa Quispe, the deputy {office}, said Lima had accepted the map.") == ["acceptance PER PER"]
    assert told("Rosa Quispe was angry, a deputy said Lima had accepted the map.") == []


def test_no_appetite_is_a_refusal() -> None:
    assert told("“There is no appetite for that on our part,” Rosa Quispe said.") == ["refusal PER rosa-quispe"]
    assert told("Lima is not bound by the accord, Rosa Quispe said.") == ["refusal PER PER"]


def test_an_outsiders_words_cost_only_the_steps_that_they_tell() -> None:
    assert read("Lima will reject the plan, analysts said.") == ()
    assert told("Lima rejected the plan, but lawyers in Quito warned that it was sound.") == ["refusal PER PER"]


def test_we_are_the_party_that_speaks() -> None:
    assert told("“We are ready to open the bridge,” said Rosa Quispe.") == ["offer PER rosa-quispe"]
    assert read("“We are ready to open the bridge.”") == ()
    (one,) = read("“We are ready to open the bridge.”", speaker=Maker("ECU", "hugo-naranjo"))
    assert (one.party, one.by) == ("ECU", "hugo-naranjo")


def test_what_another_is_to_do_first_is_said_to_it_whoever_bargains() -> None:
    (one,) = read("Lima is ready to close the dam if Oslo pays.", between=("PER", "ECU"))
    assert one.toward == "NOR"


def test_what_is_turned_down_ends_before_what_is_demanded() -> None:
    refusal, demand = read("Lima has rejected a small bargain and demands that Quito burn the map.")
    text = "Lima has rejected a small bargain and demands that Quito burn the map."
    assert [span.of(text) for span in refusal.gives] == ["a small bargain"]
    assert [span.of(text) for span in demand.asks] == ["Quito burn the map"]


def test_they_are_the_others_of_the_two_where_we_speak() -> None:
    text = "“They wanted all of the water,” Rosa Quispe said, “and we could not do that.”"
    found = read(text, between=("PER", "ECU"))
    assert [(one.kind, one.party) for one in found] == [("demand", "ECU"), ("refusal", "PER")]


def test_at_whose_wish_something_was_agreed_to_is_who_asked() -> None:
    found = read("Lima agreed to open the bridge at the request of Quito.")
    assert [(one.kind, one.party) for one in found] == [("acceptance", "PER"), ("demand", "ECU")]


def test_a_third_party_by_custom_mediates_where_others_propose() -> None:
    assert told("Doha proposed a meeting of the ministers.") == ["mediation QAT QAT"]
    assert told("Quito proposed a meeting of the ministers.") == ["proposal ECU ECU"]


@pytest.mark.parametrize("text", ["", " ", "§", "İstanbul offered", "Lima", "Lima offered", "Lima would", "“Lima said"])
def test_any_sentence_can_be_read(text: str) -> None:
    for one in read(text):
        for span in (*one.gives, *one.asks, one.cue):
            assert 0 <= span.start < span.end <= len(text)


def test_what_will_not_change_is_told_with_what_it_is() -> None:
    text = "Lima's position would not change even if Quito asked for new talks, Rosa Quispe said."
    assert told(text)[0].split()[:2] == ["reaffirmation", "PER"]
    assert terms(text)[0] == ["Lima's position would not change even if Quito asked for new talks"]


def test_what_is_still_not_to_be_done_keeps_its_negation() -> None:
    text = "Rosa Quispe repeated that Lima would never give up the lake."
    assert told(text) == ["reaffirmation PER rosa-quispe"]
    assert terms(text) == (["never give up the lake"], [], None)


def test_to_be_ready_to_leave_is_no_offer() -> None:
    assert told("Rosa Quispe said she was ready to walk away.") == ["threat PER rosa-quispe"]
    assert told("Rosa Quispe said she was ready to leave the island to Quito.") == ["offer PER rosa-quispe"]


def test_the_other_side_is_not_who_speaks_of_it() -> None:
    text = "Rosa Quispe said that the other side wanted Lima to be content with half the lake."
    assert all(not move.startswith("demand PER") for move in told(text))


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("Rosa Quispe urged Quito not to sign the map.", "not to sign the map"),
        ("Rosa Quispe warned Quito not to sign the map.", "not to sign the map"),
        ("Rosa Quispe warned Quito against passing new rules.", "against passing new rules"),
        ("Rosa Quispe urged Quito to sign the map.", "sign the map"),
    ],
)
def test_what_another_is_not_to_do_is_not_what_it_is_to_do(text: str, asks: str) -> None:
    assert terms(text) == ([], [asks], None)


def test_an_offer_of_nothing_is_none() -> None:
    assert told("Quito offered no new maps.") == []
