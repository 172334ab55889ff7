"""What the words around an encounter say became of it.

The words are those of a clause in pieces, joined by blanks, names being `N`, places `P`, times `T`: "N will not T"
stands before "meet" in "Kim will not this year meet". In the tables below `_` is the blank inside a phrase.
"""

from __future__ import annotations

import re

from communique.reading import MeetingStatus

# No report can be made of it: it is said not to have been, or only supposed.
NOTHING = "nothing"
Mood = MeetingStatus | str

_WORD = r"(?:[\w'-]+ )"
# A word or a comma, but not where somebody else begins to act.
_GOING_ON = r"(?:[\w'-]+ |, (?!N ))"
# A word before the encounter in its own phrase: no preposition, for behind one begins another phrase.
_ADJECTIVE = (
    r"(?:(?!(?:after|before|at|in|on|of|for|with|during|since|to|by|from|about|that|and|ahead|until|over)\b)[\w'-]+ )"
)
_ROUND = rf"(?:{_WORD}{{0,3}}(?:rounds?|series|days|hours|T|sessions?) of )?"  # "two rounds of talks"


def _one_of(phrases: str) -> str:
    """A pattern for one of the phrases, which blanks part."""
    return "(?:" + "|".join(phrase.replace("_", " ") for phrase in phrases.split()) + ")"


_REFUSING = _one_of(
    r"refus\w+ declin\w+ reject\w+ unwilling not_(?:ready|willing|prepared|going) rul\w+_out snub\w* boycott\w* "
    r"(?:will|would)_(?:never|not) won't wouldn't"
)
_DENYING = _one_of(
    r"den(?:y|ies|ied|ying) denials?_(?:of|that) neither nobody without yet_to nor no_one none_of unable failed"
)
_NO_REASON = _one_of("plans? intention need reason hurry sign indication evidence word date")
_NOT = _one_of("not never no hasn't hadn't haven't didn't isn't wasn't cannot can't hardly")
_WISH = _one_of("wish hope readiness eagerness desire willingness interest")
_WISHING = _one_of(
    r"want\w* wish\w* hop(?:e|es|ed|ing) offer(?:s|ed|ing)? propos\w+ seek\w* sought ready readiness willing\w* "
    r"eager\w* keen open prepared invit\w+ talk(?:s|ed|ing)_(?:[\w'-]+_){0,3}(?:about|of) ask(?:s|ed|ing)? "
    r"urg(?:e|es|ed|ing) call(?:s|ed|ing)?_(?:for|on) request\w* consider\w* mull\w* weigh\w* suggest\w* "
    r"tr(?:y|ies|ied|ying) look\w*_forward desire push(?:es|ed|ing)? press(?:ed|es|ing) chances? opportunity possib\w+ "
    r"insist\w* demand\w* like love should may might could can must happy glad prospects? whether likely perhaps "
    r"pav\w+_the_way lay_the_groundwork efforts?_(?:to|on|at) threat\w+ signal\w* encourag\w+ need\w* appeal\w*"
)
_PLANNING = _one_of(
    r"will 'll shall is_to are_to was_to were_to due set agree[ds]? agreeing plan(?:s|ned|ning)? schedul\w+ "
    r"expect\w* prepar\w+ going_to intend\w* promis\w+ pledg\w+ about_to vow(?:s|ed)? would before ahead_of until "
    r"work\w*_to accept\w* slated meant"
)
# The patterns are tried from top to bottom; the first that fits counts.
_BEFORE: tuple[tuple[re.Pattern[str], Mood], ...] = (
    (re.compile(rf"\b(?:did not|didn't|never|not) (?:rule[ds]?|ruling) out {_WORD}{{0,4}}$"), "proposed"),
    (re.compile(rf"\b(?:no|any) {_NO_REASON} (?:to|of|for|that|on|yet)\b.*$"), NOTHING),
    (re.compile(rf"\b{_DENYING} [^;]*$"), NOTHING),
    (re.compile(rf"\b{_REFUSING} {_WORD}{{0,4}}$"), "refused"),
    (re.compile(rf"\b{_NOT} {_GOING_ON}{{0,6}}$"), NOTHING),
    (re.compile(r"(?:^|\b)(?:if|unless|had N) [^;]*$"), NOTHING),
    (
        re.compile(rf"\baccept\w* {_WORD}{{0,3}}(?:invitations?|invites?|offers?) (?:to|for) {_WORD}{{0,4}}$"),
        "planned",
    ),
    (re.compile(r"\binvit\w+ (?:[\w'-]+ |, ){0,8}$"), "proposed"),
    (re.compile(rf"\bexpressed {_WORD}{{0,3}}{_WISH} (?:to|in|of) {_WORD}{{0,3}}$"), "proposed"),
    (re.compile(rf"\b{_WISHING} {_GOING_ON}{{0,5}}$"), "proposed"),
    (re.compile(rf"\b{_PLANNING} {_GOING_ON}{{0,5}}$"), "planned"),
    (re.compile(r"^(?:\S+ )?(?:N(?: ,| and)? )+to $"), "planned"),  # "China, US to hold talks"
)
_ANY = re.compile(rf"\b(?:{_WISHING}|{_PLANNING})\b")


def coming(left: str) -> bool:
    """Whether anything in the words is wished or planned, as goes on in "will visit Lisbon and | meet the premier"."""
    return bool(_ANY.search(left))


_AIMING = re.compile(
    rf"(?:^|\s)(?:{_WISHING}|{_PLANNING}|{_REFUSING}|{_WISH}|is|are|was|were|decisions?|decided|invitations?|plans?"
    r"|offers?|efforts?|N|T|P|him|her|them|,|again|soon|back|together|later|other|able|unable|failed|yet|not|never"
    r"|only|also) to$"
)


def aims(left: str) -> bool:
    """Whether an infinitive behind the words `left`, which end with "to", is what somebody wants, plans or goes for."""
    return bool(_AIMING.search(left))


_CONDITION = re.compile(r"\b(?:if|provided|unless|as long as|any time|anytime|any day)\b")


def before(left: str) -> Mood | None:
    """What the words `left` of a verb make of it, None where they leave it as its tense has it."""
    padded = left + " " if left else ""
    return next((mood for pattern, mood in _BEFORE if pattern.search(padded)), None)


_EXTENDING = re.compile(rf"\b(?:extend|prolong)(?:s|ed|ing)? {_WORD}{{0,3}}$")


def extends(left: str) -> bool:
    """Whether the words before an encounter only say that it goes on for longer: "agreed to extend the talks"."""
    return bool(_EXTENDING.search(left + " "))


def conditional(clause: str) -> bool:
    """Whether a condition stands in the words."""
    return bool(_CONDITION.search(clause))


_RESULT = _one_of("agreements? deals? accords? pacts? results? breakthroughs? progress outcome agreeing settlement")
_FRUITLESS = re.compile(
    rf"\b(?:without|with no|no|made (?:no|little)|failed to (?:reach|produce|yield)|short of) {_WORD}{{0,3}}{_RESULT}\b"
    r"|\b(?:failed to agree|empty-handed|empty - handed|in failure|in deadlock|led nowhere|in "
    r"acrimony)\b"
)


def fruitless(clause: str) -> bool:
    """Whether the words say that nothing was agreed."""
    return bool(_FRUITLESS.search(clause))


# Verbs and nouns whose object is the encounter, by what they make of it.
_GAP = 4  # words between a verb and the noun of its encounter: "held their first direct peace talks"
_OBJECT_OF: dict[MeetingStatus, str] = {
    "reinstated": (r"revi(?:ve|ves|ved|ving) reinstat\w+ reschedul\w+ sav(?:e|ed) salvag\w+ restor\w+"),
    "called off": (
        r"call(?:s|ed|ing)?_off cancel\w* scrap(?:s|ped|ping)? postpon\w+ put(?:s|ting)?_off suspend\w* abandon\w* "
        r"axe[ds]? delay\w* shelv\w+ (?:drop|pull|back|walk)\w*_out_of withdr\w+_from cancellation_of "
        r"suspension_of fr(?:oze|ozen|eez\w+) postponement_of halt(?:s|ed|ing)?"
    ),
    "ended without agreement": (
        r"failure_of collapse_of breakdown_of breakup_of br(?:oke|eak|eaks|eaking|oken)_off cut(?:s|ting)?_short "
        r"walk\w*_away_from storm\w*_out_of"
    ),
    "refused": (
        r"boycott\w* refus\w+ declin\w+ reject\w* rul\w+_out snub\w* spurn\w* turn\w*_down stay\w*_away_from "
        r"skip\w* shun\w* dismiss\w* failed_to_send_(?:[\w'-]+_){0,3}to sent_no_one_to rebuff\w*"
    ),
    "proposed": (
        r"propos\w+ seek\w* sought offer(?:s|ed|ing)? suggest\w* call(?:s|ed|ing)?_for "
        r"ask(?:s|ed|ing)?_(?:[\w'-]+_){0,3}for request\w* mull\w* consider\w* weigh\w* want\w* demand\w* float\w* "
        r"urg(?:e|es|ed|ing) discuss\w* push(?:es|ed|ing)?_for talk(?:s|ed|ing)?_(?:[\w'-]+_){0,2}(?:of|up) "
        r"talk(?:ed|ing)_(?:[\w'-]+_){0,2}about invit\w+_(?:[\w'-]+_){0,3}(?:to|for) hop\w+_(?:[\w'-]+_){0,2}for "
        r"prospects?_(?:of|for) possibility_of chances?_(?:of|for) hopes?_(?:of|for) idea_of proposals?_(?:of|for) "
        r"calls?_for offers?_of invitations?_(?:to|for) open_to ready_for appeal\w*_for interest_in need_for "
        r"push\w* suggestion_of lay\w*_the_groundwork_for (?:open|pav)\w*_the_way_(?:for|to)"
    ),
    "planned": (
        r"arrang\w+ schedul\w+ organi[sz]\w+ agree[ds]?_(?:on|to) agreeing_(?:on|to) plan(?:s|ned|ning)?(?:_for)? "
        r"prepar\w+(?:_for)? talks_(?:about|on) set(?:s|ting)?_(?:up|a_date_for) announc\w+ confirm\w* "
        r"preparations?_for plans?_for date_(?:of|for) accept\w* head(?:s|ed|ing)_(?:[\w'-]+_){0,3}(?:to|into|for) "
        r"due_(?:[\w'-]+_){0,2}(?:at|for)"
    ),
    "under way": (
        r"kick(?:s|ed|ing)?_off open(?:s|ed|ing)? beg[aiu]n(?:s|ning)? start(?:s|ed|ing)? launch\w* resum\w+ "
        r"re-?start\w* enter\w* reopen\w* (?:is|are|was|were)_(?:now_|still_|already_)?(?:holding|having|in) "
        r"(?:is|are)_(?:now_|still_|already_)?in_P_for (?:went|goes|go)_(?:straight_)?into"
    ),
    "held": (
        r"hold holds held holding have has had having attend\w* conduct\w* host(?:s|ed|ing)? conclud\w+ finish\w* "
        r"wrap\w*_up end(?:s|ed|ing)? complet\w+ gave gives give took_part_in take_part_in mediat\w+ convene[ds]? "
        r"met_(?:[\w'-]+_){0,3}(?:for|in|at) (?:it|this|that)_was emerg\w+_from came_out_of left paid pay pays "
        r"used uses join(?:s|ed|ing)? chair(?:s|ed|ing)?"
    ),
}
_GOVERNING = tuple(
    (re.compile(rf"\b(?P<v>{_one_of(phrases)}) ?{_ROUND}{_ADJECTIVE}{{0,{_GAP}}}$"), status)
    for status, phrases in _OBJECT_OF.items()
)


def governing(left: str) -> tuple[MeetingStatus, str] | None:
    """What a verb or noun before an encounter makes of it, and the words left of it; None where there is none."""
    padded = left + " " if left else ""
    nearest: tuple[int, MeetingStatus] | None = None
    for pattern, status in _GOVERNING:
        found = pattern.search(padded)
        if found is not None and (nearest is None or found.start("v") > nearest[0]):
            nearest = found.start("v"), status
    return (nearest[1], padded[: nearest[0]].strip()) if nearest is not None else None


_AHEAD = re.compile(r"\b(?:will|would|(?:is|are) (?:also )?(?:scheduled|expected|due|set|likely|to))\b")


def is_ahead(rest: str) -> bool:
    """Whether what goes on behind "during the visit" is still to come."""
    return bool(_AHEAD.search(rest))


_TO_COME = re.compile(r"\b(?:was|were|is|are|had been) (?:due|set|planned|scheduled|to|meant|expected)\b")


def is_to_come(rest: str) -> bool:
    """Whether the words behind an encounter say that it lay ahead."""
    return bool(_TO_COME.search(rest))


_BEHIND = _one_of(
    "after since following during at from outcome_of results?_of end_of in_the_wake_of aftermath_of in despite "
    "on_the_sidelines_of amid success_of day_of close_of conclusion_of"
)
_GOING = _one_of(r"flew flies fly travel\w* arriv\w+ returns? returned went came comes? going left leaves? head\w* due")
_PARTS = _one_of(
    "end close opening start outcome rounds? sessions? phases? stages? sidelines margins conclusion course day days T "
    "hours success failure aftermath results? wake"
)
_LINKING: tuple[tuple[re.Pattern[str], MeetingStatus], ...] = (
    (re.compile(rf"\b{_BEHIND} (?:{_WORD}{{0,3}}{_PARTS} of )?$"), "held"),
    (re.compile(rf"\b{_GOING} (?:[\w'-]+ |, ){{0,6}}for $"), "planned"),
    (re.compile(r"\b(?:before|ahead of|until|towards?|eve of|run-up to|run - up to) $"), "planned"),
)


def linking(left: str) -> MeetingStatus | None:
    """What the preposition right before an encounter supposes of it: held after "after", planned after "before"."""
    padded = left + " " if left else ""
    return next((status for pattern, status in _LINKING if pattern.search(padded)), None)


_SUBJECT_OF: dict[MeetingStatus, str] = {
    "reinstated": (r"back_on on_again reinstated revived rescheduled"),
    "called off": (
        r"called_off cancell?ed scrapped postponed put_off suspended abandoned delayed shelved "
        r"(?:is|was|were|are|be)_(?:now_)?off (?<!.)off (?:will|would)_not_(?:take_place|go_ahead|happen|be_held) "
        r"fell_through"
    ),
    "ended without agreement": (
        r"collaps\w+ br(?:oke|eak|eaks|oken)_(?:off|down|up) f(?:ell|alls?)_apart fail(?:ed|s)(?!_to) unravel\w+ "
        r"stalled ran_aground"
    ),
    "refused": (r"rejected refused boycotted ruled_out declined"),
    "under way": (
        r"resum\w+ beg[aiu]n begins open(?:ed|s) start(?:ed|s) (?:got|is|are|was|were)_under_way enter\w+ "
        r"continu\w+ restart\w* going_on in_progress moved_into go_on going_(?:very_)?well"
    ),
    "proposed": (
        r"proposed suggested offered mooted "
        r"(?:would|could|might)_be_(?:very_)?(?:good|useful|welcome|possible|helpful)"
    ),
    "held": (
        r"end(?:ed|s) conclud\w+ clos\w+ wrapped_up finish\w+ took_place t(?:ake|akes|aking|aken)_place held "
        r"happen\w* go(?:es)?_ahead proceed\w* went_ahead last(?:ed|s) shut be_convened "
        r"(?:was|were)_(?:very_)?(?:better|good|productive|cordial|constructive|friendly|tense|positive)"
    ),
    "planned": (r"scheduled planned due set_for expected slated agreed arranged is_on still_on"),
}
_FOLLOWING = tuple((re.compile(rf"\b{_one_of(phrases)}\b"), status) for status, phrases in _SUBJECT_OF.items())


def following(right: str) -> tuple[MeetingStatus, str] | None:
    """What the words `right` of an encounter, its own predicate, make of it, and the words before their verb.

    What calls it off or takes it up again counts wherever it stands, else the first.
    """
    best: tuple[int, MeetingStatus] | None = None
    for pattern, status in _FOLLOWING:
        found = pattern.search(right)
        if found is not None and status in ("reinstated", "called off"):
            return status, right[: found.start()].strip()
        if found is not None and (best is None or found.start() < best[0]):
            best = found.start(), status
    return (best[1], right[: best[0]].strip()) if best is not None else None
