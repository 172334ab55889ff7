"""The word lists of this room: what an encounter is called, and what stands around it. Lower case, no full stops."""

from __future__ import annotations

from typing import Literal

Kind = Literal["summit", "meeting", "talks", "meal", "visit"]


def words(text: str) -> frozenset[str]:
    """The words of `text`."""
    return frozenset(text.split())


NOUNS: dict[str, Kind] = {
    **dict.fromkeys(("summit", "summits"), "summit"),
    **dict.fromkeys(
        ("meeting", "meetings", "encounter", "encounters", "gathering", "audience", "rendezvous"), "meeting"
    ),
    **dict.fromkeys(("talks", "negotiations", "discussions", "consultations", "dialogue", "conference"), "talks"),
    **dict.fromkeys(("dinner", "lunch", "breakfast", "banquet", "luncheon"), "meal"),
    **dict.fromkeys(("visit", "visits", "trip"), "visit"),
    **dict.fromkeys(("session", "sessions", "round", "rounds"), "talks"),
}
# A session is an encounter where it is one of these, a round where it stands in a row with others.
BARGAINING = words("bargaining negotiating marathon")
IN_A_ROW = words("next new last latest previous another further fresh final")
# An encounter that these do not leave without a second party is none of diplomacy.
NEEDS_BOTH = words("conference dialogue gathering discussions audience dinner lunch breakfast banquet luncheon")
# Before the noun: a body's own meeting, another sense, or an encounter of many that is none of parties.
NO_ENCOUNTER = words(
    "cabinet board staff council parliamentary town press news campaign prayer policy shareholder shareholders annual "
    "general family church security committee team party business rally congressional budget ministerial assembly "
    "parliament senate house crisis plenary plenum congress coalition faculty school union sales salary wage wages pay "
    "merger takeover track swim club g20 g7 g8 nato apec asean opec davos investor investors developer tech video "
    "telephone phone virtual charity gala video-conference strategy fed company earnings climate road "
    "business-as-usual post pre health training fishing fundraising field class pilot school shopping return "
    "round-trip bus train group caucus"
)
MEETS = words("meet meets met meeting")
HOSTS = words(
    "receive receives received receiving host hosts hosted hosting welcome welcomes welcomed welcoming greet greets "
    "greeted greeting entertained entertain entertains"
)
SITS = words("sit sits sat sitting")
TALKED = words("talked talk talking")
SEES = words("see seeing")
DINES = words("dine dines dined dining")
VISITS = words("visit visits visited visiting")
TRAVELS = words("travel travels travelled traveled travelling traveling fly flies flew flying go goes went journey")
TRAVELLED = words("flew travelled traveled went came arrived flies fly travel go flying travelling going")
SHAKES = words("shake shakes shook shaking")
SIGNS = words("sign signs signed signing inked initialled initialed")
AGREES = words(
    "agree agrees agreed sign signs signed strike struck reach reached clinch clinched seal sealed conclude concluded"
)
# Somebody is led or something is taken to a capital: "will lead a team to", "took a plan to".
REACHES = words("reach reached reaches strike struck clinch clinched conclude concluded")
AGREEMENTS = words("agreement deal accord pact truce ceasefire treaty settlement agreements")
LEADS = words("lead leads led leading")
TAKES = words("take takes took taking bring brings brought bringing carry carries carried carrying")
LED = words("team delegation mission group")
TAKEN = words("plan proposal proposals offer message letter case demand demands complaint draft ideas")
RETURNS = words("return returns returned returning reconvene reconvenes reconvened reassemble gather gathers gathered")
ARGUES = words("argue argued bargain bargained haggle haggled negotiate negotiated confer conferred wrangled")
TELLS = words("told tells assured assures asked asks warned warns")
SPENDS = words("spend spends spent spending had")
INVITES = words("invite invites invited inviting")

DETERMINERS = words(
    "the a an his her its their our my your this that these those any no another more several some two three four "
    "five both each every one other such"
)
ANAPHORIC = words("the this that these those his her its their both")
POSSESSIVES = words("his her its their our my")
# Talks that are known by how many take part in them.
_SIX = frozenset({"CHN", "JPN", "KOR", "PRK", "RUS", "USA"})
_FOUR = frozenset({"CHN", "KOR", "PRK", "USA"})
FORMATS: dict[str, frozenset[str]] = {
    **dict.fromkeys(("six - party", "six - way", "six - nation"), _SIX),
    **dict.fromkeys(("four - party", "four - way"), _FOUR),
}
# No table stands there.
NO_VENUES = words(
    "europe asia africa asia-pacific pacific peninsula east gulf caribbean americas balkans caucasus west"
)
# Bodies that bring many states together: their meetings are theirs, and they come to none as a side.
NO_PARTIES = words("group-of-twenty group-of-seven group-of-eight un-security-council un-general-assembly")
_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth"
_NUMBERED = "1st 2nd 3rd 4th 5th 6th 7th 8th 9th 10th 11th 12th 13th"
ORDINALS: dict[str, str] = {
    **{word: word for word in _ORDINALS.split()},
    **dict(zip(_NUMBERED.split(), _ORDINALS.split(), strict=True)),
}
# "Another summit" is none that the text has spoken of as past.
FRESH = words("another new next further more second third fourth fifth upcoming future forthcoming possible again")
# Encounters that only prepare another.
PREPARING = words("planning preparatory technical preliminary")
LEVELS = PREPARING | words("working border secret lower ministerial military")
PREPOSITIONS = words(
    "in at to from near outside inside toward towards into via of for with by on against between among about over "
    "under after before during since until despite unlike like including alongside without within per than as onto "
    "upon regarding concerning amid following ahead through across behind beside"
)
PEOPLE = words(
    "official officials leader leaders leadership delegate delegates delegation delegations envoy envoys diplomat "
    "diplomats negotiator negotiators minister ministers president presidents representative representatives team "
    "teams side sides government governments officers commanders generals aides advisers counterpart counterparts "
    "delegates guerrillas rebels insurgents fighters mediators emissary emissaries ambassador ambassadors premier "
    "premiers prime foreign chief secretary secretaries chairman adviser spymaster general generals president-elect "
    "king rulers ruler regime authorities administration intelligence lawmakers politicians executives experts"
)
# What ends the words that may stand between a verb and the one who does it or to whom it is done.
STOPPERS = words(
    "is are was were be been being has have had having will would can could may might shall should must do does did "
    "said says say saying told tells asked asks announced added wrote warned that who which whom whose while when "
    "where because although though but if whether unless so than ¶ ; : ( ) — – . ! ? reported according"
)
# Behind these begins a clause with a subject of its own: "after Trump cancelled the summit".
SUBORDINATORS = words("after before while as because since until")
AFTER_PARTICIPLE = words("after before while when by since without from of in on despite")
SPORT = words(
    "semi semis semifinal semifinals quarterfinal quarterfinals goalkeeper striker midfielder innings wicket playoff "
    "playoffs championship championships coach coaches scored season "
    "cup tournament qualifier qualifiers football soccer rugby cricket tennis fixture fixtures"
)
SAID = words(
    "said says say told tells wrote writes announced reported declared added insisted stated informed tweeted quoted "
    "quotes reports"
)
