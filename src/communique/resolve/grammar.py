"""The small closed word lists that the rules of this room ask about. Lower case, ASCII apostrophes."""

from __future__ import annotations

from communique.reading import MentionKind
from communique.resolve.words import BREAK


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


PLACE_PREPOSITIONS = _words(
    "in at to from near outside inside around toward towards into via through across throughout"
)
# "Eastern Ukraine", "the southeast of Ukraine" and "out of Ukraine" are land, and no state.
PARTS_OF_A_LAND = _words(
    "eastern western northern southern central northeastern northwestern southeastern southwestern north-eastern "
    "north-western south-eastern south-western rural coastal mainland"
)
SIDES_OF_A_LAND = _words("east west north south northeast northwest southeast southwest centre center out outside")
PREPOSITIONS = _words(
    "in at to from near outside inside around toward towards into via through across throughout of for with by "
    "on against between among amongst about over under after before during since until despite like unlike "
    "including alongside without within beyond behind per than as onto upon regarding concerning"
)
# "to" and "from" lead to a party, not to a place, when one of these stands before them.
DEALINGS = _words(
    "according message messages letter letters response responses responding respond pressure warning warnings "
    "concession concessions offer offers threat threats demand demands aid close closer ally allies "
    "alternative appeal assurance assurances guarantee guarantees commitment loyal challenge proposal "
    "proposals signal signals reply replied reaction rebuke gift overture overtures rewards reward support "
    "help call calls criticism statement statements speak spoke talk talked talking ties link linked belongs "
    "owed sell sells sold opposed"
)
# A verb of handing words on, a little before "to", has a party behind it as well: "explain its position to Washington".
CONVEYING = _words("explain explained convey conveyed relay relayed")
MEETING_NOUNS = _words(
    "deal process games olympics visit trip summit summits meeting meetings talks conference declaration "
    "accord accords agreement agreements statement airport hotel street streets area suburb suburbs embassy "
    "time university session round underground metro subway hospital museum school restaurant skyline bureau "
    "marathon rush apartment traffic residents"
)
TRAVEL = _words(
    "visit visits visited visiting leave leaves left leaving reach reached tour toured touring entered "
    "entering reaching"
)
PLACE_NOUNS = _words(
    "city capital streets outskirts suburb suburbs centre center town mayor lawn grounds gates garden steps "
    "north south east west edge heart middle walls wall railings front roofs fringes sky skies gate shadow "
    "corner"
)
TRUST = _words("trust faith confidence interest belief invest invested investing believe interested")

ARTICLES_INDEFINITE = _words(
    "a an another any no every each some one either neither next new first last previous future"
)
# A title behind one of these is not held by the present holder of the office.
NOT_THE_HOLDER = _words(
    "former ex then late past deputy vice assistant acting incoming outgoing designate elect next previous "
    "would-be onetime one-time longtime senior junior first second fellow future ousted deposed aspiring "
    "potential shadow associate under"
)
FILLERS = _words(
    "presidential government chief top senior deputy special state new current visiting then former acting "
    "sitting young incumbent embattled"
)
HONORIFICS: dict[str, str | None] = {
    **dict.fromkeys(("Mr", "Sir", "Lord"), "m"),
    **dict.fromkeys(("Mrs", "Ms", "Miss", "Lady", "Madam", "Madame"), "f"),
    **dict.fromkeys(("Dr", "Prof", "Professor", "Comrade", "Marshal", "Gen", "Sen", "Rep", "Gov", "Amb", "Col", "Lt")),
    **dict.fromkeys(("Judge", "Justice", "Mayor")),
}
GOVERNMENTS = _words("government regime authorities administration leadership side delegation govt")

ROLE_NOUNS = _words(
    "official spokesman spokeswoman spokesperson minister president premier chancellor leader envoy ambassador "
    "diplomat negotiator secretary chairman chairwoman chair chief head director general admiral colonel "
    "commander lawmaker senator congressman congresswoman representative governor mayor analyst expert "
    "professor researcher scholar fellow adviser advisor aide strategist economist lawyer attorney judge "
    "prosecutor activist journalist reporter editor author historian physicist scientist engineer coordinator "
    "deputy speaker king queen prince princess pope sheikh emir candidate politician strongman dictator ruler "
    "founder owner executive banker trader spymaster counterpart interpreter defector refugee soldier officer "
    "pilot captain sergeant major doctor nurse teacher student wife husband son daughter brother sister father "
    "mother boss kingmaker inspector delegate"
)
ROLE_FEMALE = _words("spokeswoman chairwoman congresswoman queen princess wife daughter sister mother")
ROLE_MALE = _words("spokesman congressman king prince husband son brother father")
INDEFINITE_HUMANS = ROLE_NOUNS | _words("man woman person someone somebody resident witness source insider observer")

# Words that may open a sentence, or stand before a name, without being a part of it.
NOT_A_NAME = _words(
    "the a an this that these those his her its their our my your and or but nor so yet if when while although "
    "though because since until unless whether as after before once where who whom whose which what how why in "
    "at to from of for with by on against between among about over under during despite like unlike including "
    "alongside without within beyond behind meanwhile however instead still then now today yesterday tomorrow "
    "later earlier also even only just both all some many most other another such asked said says told did "
    "does do has have had was were is are will would could should may might must can not never again thus "
    "hence therefore moreover furthermore indeed perhaps maybe recently previously currently finally first "
    "second third last next no yes monday tuesday wednesday thursday friday saturday sunday january february "
    "march april june july august september october november december there here he she it they we you i let "
    "given following according citing regarding responding addressing speaking meeting mr mrs ms dr president "
    "chairman secretary minister leader mr. via calling urging quoting accusing warning noting adding "
    "on-the-record"
)
SAYING = _words(
    "said says say told tells added adds asked asks warned warns wrote writes tweeted insisted insists claimed "
    "claims argued argues noted notes stated states replied replies declared declares announced announces "
    "explained explains"
)
TRAILING = _words(
    "himself herself itself themselves also alone later earlier then now today yesterday too again still once "
    "monday tuesday wednesday thursday friday saturday sunday reportedly apparently allegedly personally "
    "himself, news agency newspaper daily magazine network television tv radio wire website"
)
REPORTS = _words("report reports dispatch commentary editorial statement article story bulletin")
DAYS_AND_MONTHS_BEFORE_MAY = _words(
    "in by since until till on last this early late mid of from to next through before after during between and around"
)
PRONOUNS = {"he": "m", "she": "f"}
VERBLESS_AFTER = _words("and or of for in at to from with by on 's , . ; : ) ” \" ' ?")
EAST_ASIAN = frozenset({"PRK", "KOR", "CHN", "VNM", "TWN"})
KOREA = frozenset({"PRK", "KOR"})
# States and capitals that are also given or family names of persons in English.
GIVEN_NAMES = frozenset(
    {"Jordan", "Chad", "Georgia", "Israel", "Paris", "London", "Washington", "Victoria", "Santiago"}
)
SUBJECT_AFTER = _words(
    "and but or as while that when because if after before although though since so then who "
    "¶ . , — – - \" “ ” ' ‘ ’ : ; ? !"
)
ROLE_MODIFIERS = FILLERS | _words(
    "foreign national security nuclear defence defense press prime state political opposition ruling party "
    "trade finance general secretary vice policy affairs military intelligence 's - of &"
)
MOVING = _words(
    "trip trips travel traveled travelled travels travelling traveling flew fly flying went go going arrived "
    "return returned returning returns back moved visit visits journey flight sent shipped imported smuggled "
    "fled escaped deported evacuated"
)
SIGNS = (BREAK, ",", ".", ";", ":", "?", "!", ")", "—", "–", "-", "”", "’", '"', "but", "and")
# "the failure of Hanoi": what happened there.
EVENTS_OF = _words(
    "account accounts version failure collapse outcome result results breakdown lesson lessons spirit memory "
    "aftermath wake eve fiasco success ghost memories promise legacy debacle"
)
AFTERMATH = _words("after since before until despite following")
# Verbs whose subject is somebody who acts, where they follow a name.
ACTING = _words(
    "has have had is are was were will would could should may might must wants want wanted sought seeks seek "
    "needs need did does do can cannot refused refuses agreed agrees offered offers rejected rejects demanded "
    "demands called calls accused accuses vowed vows threatened threatens responded responds hopes hoped fears "
    "feared expects expected believes believed denied denies urged urges condemned condemns welcomed welcomes "
    "dismissed dismisses proposed proposes pledged pledges promised promises plans planned signalled signaled "
    "imposed imposes launched fired sent reacted protested protests hit cancelled canceled suspended hosted "
    "hosts invited invites"
)
# Words behind an adjective of a state that it does not qualify.
NOT_A_NOUN = (
    PREPOSITIONS
    | ACTING
    | _words(
        "and or but that which who whom whose when where while as if because the a an this these those he she it "
        "they we you i not also than then so too very still"
    )
) - _words("demands hopes plans fears needs offers calls threats promises pledges protests hosts")
# Peoples of several states or of none: a word for many, who do not act as one.
PEOPLES = _words(
    "korean koreans arab arabs asian asians european europeans african africans western muslim muslims "
    "christian christians jewish islamic communist communists koreas"
)
# The offices of those who lead a state.
LEADING = ("leader", "president", "prime-minister", "chancellor")
# What "we" do or have with the other side, so that both are meant.
JOINT = _words(
    "meet met meeting meetings talked talking agree agreed signed negotiate negotiated negotiating discuss discussed "
    "discussing reaching sat fell shook along together jointly mutually each relationship relations friendship summit "
    "summits"
)
# Words of a role in which somebody speaks for a state.
OFFICIALS = _words(
    "official spokesman spokeswoman spokesperson minister president premier chancellor leader envoy ambassador "
    "diplomat negotiator secretary representative general admiral commander delegate"
)
# Pronouns that can be a source, and what they most often stand for.
PRONOUNS_OF_SOURCES: dict[str, MentionKind] = {
    **dict.fromkeys(("he", "she", "him", "her", "his", "i", "me", "my", "who", "you"), "person"),
    **dict.fromkeys(("they", "them", "their", "we", "us", "our"), "group"),
    **dict.fromkeys(("it", "its", "which"), "organisation"),
}
# Words before a title of somebody who is yet to hold the office, or held it then: "in his years as US president".
BECOMING = _words("become becomes became becoming be being been as elected named appointed nominated for")
# The bodies whose spokesman and staff are the state's: offices of heads of state.
HOUSES = frozenset({"white-house", "blue-house"})
# Family names that are common words too, and need more than a capital to be a name.
COMMON_WORDS = _words("Moon Park Rice Bush Brown May March Sun Song King Hill Stone Young Gore Gates Ban Case")
SETTLEMENTS = _words("town city village port island county suburb district township hamlet resort")
KIN = _words(
    "son sons daughter daughters brother brothers sister sisters twin twins child children boy girl baby "
    "runner runners wife husband niece nephew named called aged grandson granddaughter pupil classmate friend"
)
# What a name of a state or a capital qualifies without a thought of the state: "Cuban heels", "Peking duck".
THINGS = _words(
    "heels hat hats duck bologna roulette dressing fries salad shepherd bulldog terrier toast delight doll dolls setter"
)
# Something comes down on or passes over a place, not on a government.
PHYSICAL = _words(
    "fell fallen falling falls rain snow flew fly flies flying bombs bomb missiles rockets shells bombing "
    "dropped dropping hung rose rising sky skies sun march marched marching descended drove advance advanced "
    "advancing closing sirens flag flags night dawn smoke planes jets drones landed clouds went"
)
# A state that is also a place or a person's name is a state where this follows.
STATELY = _words(
    "president prime premier foreign government army troops military parliament ambassador border king rebels navy"
)
# Behind the name of a town, what happened there and is no part of the name: "the Singapore Summit".
EVENTS = _words("summit summits talks meeting process declaration accord accords agreement deal games olympics")
# Common nouns for organisations, each with the media that are called so.
ORGANISATIONS: dict[str, frozenset[str]] = {
    "agency": frozenset({"wire"}),
    **dict.fromkeys(("newspaper", "paper", "daily"), frozenset({"paper"})),
    **dict.fromkeys(("broadcaster", "network"), frozenset({"broadcaster"})),
    **dict.fromkeys(
        ("ministry", "council", "commission", "committee", "department", "union", "party"), frozenset[str]()
    ),
}
