"""How moves are told: verbs, nouns and phrases by kind, each with what follows it."""

from __future__ import annotations

import re
from typing import NamedTuple

from communique.moves.lexicon import COURTESY, STAND_IN, TALKS, WHEN

# What a cue's object is: the frames by which terms are cut (terms.py).
GIVES, ASKS, OF_ANOTHER, NONE = "gives", "asks", "of another", "none"


class Cue(NamedTuple):
    """A way of telling a move: its kind, the words, and the frame of what follows them.

    `opens` are the first three letters of the words that it can begin with: the pattern is tried on no other sentence.
    """

    kind: str
    opens: frozenset[str]
    pattern: re.Pattern[str]
    frame: str


def _cue(kind: str, opens: str, words: str, frame: str) -> Cue:
    return Cue(kind, frozenset(opens.split()), re.compile(rf"(?<![\w-])(?:{words})(?:(?<=\s)|(?![\w-]))"), frame)


_OWN = r"(?:its|his|her|their|an?|the|§+(?:['’]s?)?|all)"
_DEED = (
    r"(?:offer|pledge|promise|guarantee|consent|commitment|acceptance|approval|readiness|undertaking|"
    r"signature|invitation|assurances?|concession|agreement|yes|word|backing|support)"
)
_CLAIM = (
    r"(?:demands?|insistence|conditions?|objections?|claims?|calls?|opposition|veto|request|resistance|"
    r"threat|ban|complaints?|(?:law)?suits?|petition)"
)
_GAP = r"(?:[\w§'’-]+ ){0,4}"
# "Opposed | sending arms": something to be done, and not a thing whose name ends so ("opposed hacking").
_DOING = r"\w+ing (?!(?:and|or|in|of|by|against|for|at|on|to|with|as)\b)\w"
_BOTH = (
    r"(?:both|the two|all|the rival|the warring|the three|the) (?:sides|parties|camps|capitals|"
    r"governments|delegations|countries|leaders|neighbours|men|teams|foes|rivals|presidents)|both|"
    r"the two"
)

# Tried from top to bottom; where two overlap, the first counts.
CUES: tuple[Cue, ...] = (
    # What an earlier step becomes comes before the step itself: "withdrew its offer" is no offer.
    _cue(
        "retraction",
        "ann can dro res ret rev tak too wit",
        rf"(?:withdr\w+|t(?:ook|akes|aken) back|revok\w+|rescind\w+|retract\w+|cancel\w+|drop(?:s|ped)|"
        rf"annul\w+) {_OWN} {_GAP}{_DEED}(?: (?:to|of|for|that))?",
        GIVES,
    ),
    _cue("retraction", "tak too", rf"t(?:ook|akes|aken) {_OWN} {_GAP}?{_DEED} (?=[^.;]*off the table)", GIVES),
    _cue(
        "retraction",
        "tak too",
        rf"t(?:ook|akes|aken) off the table(?: {_OWN} {_GAP}?{_DEED} (?:to|of|for))?",
        GIVES,
    ),
    _cue(
        "retraction",
        "bac goe goi gon wal wen",
        rf"(?:w(?:ent|alked)|goes|going|gone|back(?:s|ed|ing)?|walks) (?:back|out|away)? ?(?:on|of|"
        rf"from)(?: {_OWN} {_GAP}?{_DEED}(?: (?:to|of|for|that))?)(?! talks)",
        GIVES,
    ),
    _cue("retraction", "goe goi gon wen", r"(?:went|goes|going|gone) back on", GIVES),
    _cue("retraction", "wal", rf"walk(?:s|ed) back(?: {_OWN})? {_GAP}?{_DEED}(?: (?:to|of|for|that))?", GIVES),
    _cue(
        "retraction",
        "dis is no pul ren rep res rev tea tor was wit",
        r"reneg\w+ on|revoked|rescinded|disown(?:s|ed)|disavow(?:s|ed)|tore up|tears up|torn up|repudiat(?:es|"
        r"ed)|no longer (?:feels? |felt |considers? itself |regards? itself as |is |was )?bound by|"
        r"(?:withdrew|pulled out|was leaving|is leaving|pulls out|withdraws) (?:of |"
        r"from )?the (?=[\w -]{0,20}(?:deal|"
        r"treaty|accord|agreement|pact))",
        GIVES,
    ),
    _cue(
        "retraction",
        "hel hol put pla sus",
        r"(?:put|puts|holds|held|placed|places) (?=[^,;.]{3,50} (?:deal|treaty|accord|agreement|pact|truce|"
        r"moratorium)"
        r"[^,;.]{0,30} (?:in abeyance|on hold|on ice)\b)",
        GIVES,
    ),
    _cue(
        "demand",
        "gav giv iss set",
        r"(?:set|sets|gave|given|gives|issued|issues) (?:(?:the )?§+ )?(?:until (?=[^,;.]{3,30} to )|"
        r"an? (?:[\w-]+ ){0,2}(?:deadline|"
        r"ultimatum)(?: (?:for|to))?)",
        ASKS,
    ),
    _cue(
        "conditional",
        "mad mak",
        r"ma(?:de|kes?|king) (?=[^,;.]{3,90} (?:conditional|dependent|contingent) (?:up)?on\b)",
        GIVES,
    ),
    # What is undone is told by what it had been: "cancelled the waiver that it had granted".
    _cue(
        "retraction",
        "can del fre fro hal pos rev scr she sus wit",
        r"(?:cancel\w+|suspended|scrapped|postponed|delayed|froze|halted|shelved|reversed|"
        r"withdrew) (?=[^,;.]{3,80} (?:(?:that|which) )?"
        r"(?:it|he|she|they) (?:had )?(?:announced|promised|granted|offered|pledged|agreed|signed|conceded|"
        r"accepted|initialled)\b)",
        GIVES,
    ),
    _cue(
        "concession",
        "aba dro eas gav lif wai",
        r"(?:dropped|lifted|waived|eased|abandoned|gave up) (?=[^,;.]{3,80} (?:(?:that|which) )?(?:it|he|she|"
        r"they) (?:had )?"
        r"(?:sworn|insisted|vowed|demanded|refused|imposed)\b)",
        GIVES,
    ),
    _cue(
        "concession",
        "aba bac cli dro eas gav giv let lif mod rel ret sca sof wai wit",
        rf"(?:drop(?:s|ped)?|g(?:ave|iven|ives) up|abandon(?:s|ed)?|lift(?:s|ed)|relax(?:es|ed)|scal(?:es|"
        rf"ed) back|retreat(?:s|ed) from|eas(?:es|ed)|waiv(?:es|ed)|let go of|soften(?:s|ed)|withdrew|"
        rf"withdraws|moderated|back(?:s|ed) (?:down|off|away)(?: from| on)?|climb(?:s|ed) down from) (?={_OWN} "
        rf"(?:[\w§'’-]+ ){{0,4}}(?:{_CLAIM}|stance|position|line|red line)\b)",
        GIVES,
    ),
    _cue(
        "concession",
        "no",
        r"no longer (?:insist\w*|demand\w*|ask\w*|want\w*|oppos\w+|requir\w+|object\w*|rules? out|"
        r"ruled out|made|makes|seek\w*)",
        GIVES,
    ),
    _cue(
        "concession",
        "bac bud con for gav giv now rel set sof yie",
        r"conced(?:ed|es|ing)(?![.,])(?: for the first time)?(?: that)?|g(?:ave|ives|iven) ground on|relent(?:ed|"
        r"s) (?:on|and)|settl(?:ed|es) for|now accepts?|for the first time (?:accepted|agreed to|agreed|"
        r"acknowledged)|yield(?:ed|s) on|budged on|back(?:s|ed) down on|gave way on|soften(?:ed|s) on",
        GIVES,
    ),
    _cue(
        "reaffirmation",
        "cli clu hel hol re- rea rei ren rep res sta sti sto stu",
        rf"(?:reiterat(?:ed|es|ing)|repeat(?:ed|s|ing)|re-?affirm(?:ed|s|ing)|renew(?:ed|s)|restat(?:ed|"
        rf"es)|st(?:ood|ands) by|stuck to|sticks to|clung to|clings to|held to|holds to)(?: {_OWN} {_GAP}?(?:offer|"
        rf"pledge|promise|demand|call|readiness|willingness|commitment|position|refusal|rejection|threat|"
        rf"request|insistence|warning|support)(?: (?:to|of|for|that|on))?)?(?: that)?",
        GIVES,
    ),
    _cue(
        "reaffirmation",
        "are is rem sti was wer",
        r"(?:remain(?:s|ed)|(?:is|are|was|were) still) (?:ready|willing|prepared|committed|opposed|"
        r"open|bound)(?: to)?|still (?:want(?:s|ed)?|insist(?:s|ed)?|demand(?:s|ed)?|reject(?:s|ed)?|refuse[sd]?|"
        r"expect(?:s|ed)?|stands? by|stood by|offer(?:s|ed)?|oppose[sd]?)(?: to| that| on)?",
        GIVES,
    ),
    _cue(
        "reaffirmation",
        "are had has hav is not rem was wer",
        r"(?:has|have|had) (?:not (?:changed|moved|altered|shifted)|changed nothing)|nothing (?:has|"
        r"had) (?:been )?changed|(?:is|was|are|were|remains|remained) [“\"]?unchanged",
        NONE,
    ),
    # Both asked, or hosted: a third party.
    _cue(
        "mediation",
        "app ask beg cal exh imp inv ple pre sum urg",
        rf"(?:urg(?:ed|es)|call(?:ed|s) on|ask(?:ed|s)|press(?:ed|es)|appeal(?:ed|s) to|invit(?:ed|"
        rf"es)|implored|summon(?:ed|s)|begged|exhort(?:ed|s)|pleaded with) (?={_BOTH})(?:{_BOTH})"
        rf"(?= [^.;]*\b(?:meet\w*|"
        rf"talks?|return|come|resume|dialogue|table|sit|compromise|negotiat\w+|together)\b)(?: to)?",
        ASKS,
    ),
    _cue(
        "mediation",
        "agr are is off pro vol was wer wou",
        r"(?:offer(?:ed|s)|volunteer(?:ed|s)|propos(?:ed|es)|(?:is|was|are|were|would be) (?:ready|"
        r"willing|prepared|happy|glad)|agreed|promised) (?:again |once more )?to (?=(?:act as |be )?(?:host|"
        r"mediat\w+|broker|facilitate|carry (?:a )?messages?|bring|go-between|act as|convene|chair)\b)",
        GIVES,
    ),
    _cue("mediation", "len vol", r"volunteer(?:ed|s)|lent its good offices", GIVES),
    _cue("mediation", "off", r"offer(?:ed|s) (?=(?:itself|himself|herself) as|its good offices)", GIVES),
    _cue("mediation", "wil", r"will (?=host\b)", GIVES),
    _cue(
        "mediation",
        "dro fle med shu",
        r"(?:shuttl(?:ed|es|ing)|(?:drove|flew) back and forth|mediat(?:ed|es)) between",
        NONE,
    ),
    _cue(
        "mediation",
        "bro car rel tak too",
        r"(?:carri(?:ed|es)|t(?:ook|akes)|brought|relay(?:ed|s)) (?=(?:a |the )?(?:[\w-]+ )?(?:messages?|"
        r"letters?) (?:between|from|to))",
        GIVES,
    ),
    _cue(
        "mediation",
        "cir dra dre han has lai pre put sen sub tab",
        r"(?:put|presented|put forward|circulated|tabled|laid|submitted|handed|drew up|drafted|has put|"
        r"sent) (?=(?:forward |out |before the two |to both (?:sides )?|both sides )?(?:an?|its|his|"
        r"her)(?: [\w§'’-]+){0,3} (?:bridging|compromise|mediation|text of its own|plan of its own|"
        r"draft of its own|middle))",
        GIVES,
    ),
    # Whoever has their own people hold their fire binds themselves.
    _cue(
        "commitment",
        "com ins ord",
        r"(?:order|instruct|command)(?:s|ed) (?:the|its|his|her|their|all|§+['’]?s?) (?:[\w§-]+ ){0,2}?(?:army|"
        r"forces|troops|"
        r"military|soldiers|men|fighters|units) (?=(?:on \w+day )?(?:to (?:cease|stop|halt|hold|pause|observe|"
        r"respect|suspend|end|"
        r"withdraw|"
        r"pull|wait|stand down|refrain|leave|lay|not)\b|not to ))",
        GIVES,
    ),
    _cue("threat", "thr", r"threaten(?:ed|s|ing)? (?:to|with|that)|threaten(?:ed|s)", GIVES),
    _cue(
        "threat",
        "cau war",
        rf"(?:warn(?:ed|s|ing)|cautioned)(?: §+| [\w ]{{0,20}})?(?: on \w+day)?,? (?:that )?(?:{STAND_IN}|§+|there) "
        r"(?:would|will|might|could)(?! (?:not|never)\b)(?: otherwise|"
        r" then)?(?: (?:have (?:no choice(?: but)?(?: to)?|to)|be forced to))?",
        GIVES,
    ),
    _cue(
        "threat",
        "war",
        r"warn(?:ed|s)(?: §+)? of (?=(?:[\w-]+ ){0,5}(?:sanctions|tariffs|retaliation|consequences|"
        r"duties|measures|strikes))",
        GIVES,
    ),
    _cue(
        "threat",
        "wil wou",
        r"will have no choice but to|would have no choice but to|will be left with no choice but to",
        GIVES,
    ),
    _cue(
        "withdrawal",
        "aba adj boy bre bro cal can fre fro hal lea lef pos pul qui scr sta sto sus wal wit",
        rf"(?:walk(?:ed|s) (?:out|away)(?: of| from)?|call(?:ed|s) off|cancel(?:led|ed|s)|pull(?:ed|"
        rf"s) out of|br(?:oke|eaks|oken) off|suspend(?:ed|s)|boycott(?:ed|s)|quit(?:s)?|storm(?:ed|"
        rf"s) out(?: of)?|left|leaves|stay(?:ed|s) away from|postpon(?:ed|es)|scrap(?:ped|s)|freez(?:es)|"
        rf"froze|halted|abandon(?:ed|s)|withdrew from|withdraws from|adjourned) "
        rf"(?={_GAP}(?:[\w§'’-]+ ){{0,3}}(?:{TALKS}|"
        rf"part in|participation|its role|efforts?|mediation)\b)",
        NONE,
    ),
    _cue(
        "withdrawal",
        "cal pul rec sum wit",
        rf"(?:pull(?:ed|s) (?=[^,;.]{{3,30}} out of )|pull(?:ed|s)|recall(?:ed|s)|withdr(?:ew|aws)|"
        rf"called home|summoned home) (?={_GAP}(?:delegation|negotiators?|envoys?|experts?|engineers?|"
        rf"observers?|delegates|team|negotiating team|ambassador|mediators?)\b)",
        NONE,
    ),
    _cue("withdrawal", "wal", r"walk(?:ed|s) out", NONE),
    _cue(
        "refusal",
        "am are bal bru can cou dec dis had has hav is opp reb ref rej rul sai say sco "
        "sho shr snu spu swe the thr tur vet was wav wer wil wou",
        r"(?:reject(?:ed|s|ing)|dismiss(?:ed|es|ing))(?!(?: an?| the| any| all)?(?: [\w-]+)? (?:reports?|"
        r"claims?|accusations?|allegations?|criticisms?|charges?|account)\b)|refus(?:ed|es|ing)(?! to (?:comment|"
        r"say|elaborate|answer|be (?:named|drawn|quoted)))(?: to)?|"
        r"turn(?:ed|s|ing) down|turn(?:ed|s|ing) aside|rul(?:ed|es|ing) out|spurn(?:ed|s|ing)|rebuff(?:ed|"
        r"s|ing)|brush(?:ed|es|ing) (?:aside|off)|declin(?:ed|es)(?! to (?:comment|say|give|name|elaborate|"
        r"answer|be ))(?: to)?|"
        r"(?:is|are|am|was|were) neither (?:\w+ nor )?(?:willing|ready|prepared)(?: to)?|(?:has|have|"
        r"had) [“\"]?no (?:intention|plans?) (?:of|to)|(?:can[’']t|couldn[’']t|cannot|"
        r"could not) (?:do|accept|agree to|"
        r"live with|give)|sa(?:id|ys?) no to|snubb(?:ed|s)|scorned|"
        rf"threw out|waved (?:away|aside)|waved off|swept aside|shot down|shrugged off|balk(?:ed|s) at(?! {WHEN}\b)|"
        rf"oppos(?:es|ed (?={_DOING}))|veto(?:ed|es)|would not hear of|will not hear of|is not (?:ready|willing|"
        rf"prepared) to|"
        r"(?:is|are|was|were) (?:not|un)\s?(?:ready|willing|prepared) to|(?:is|are|was|were) not bound by|"
        rf"(?:is|are|was|were) (?:\w+ly )?opposed to (?={_DOING}|{_OWN} (?:[\w-]+ ){{0,2}}(?:plans?|proposals?|"
        rf"measures?|bill|idea|"
        r"draft|talks|deal|lifting|easing|extension|deployment|sale|use)\b)|"
        r"(?:there (?:is|was)|there[’']s|ha(?:s|ve|d)) no appetite for|there (?:is|was|can be|could be|"
        r"would be) no (?:question|chance) (?:of|that)|the time (?:is|was|had) not (?:right|"
        r"ripe|come) (?:for|to)",
        OF_ANOTHER,
    ),
    _cue(
        "acceptance",
        "acc agr bow con emb end gav sai say sig tak too wel",
        rf"accept(?:ed|s|ing)(?! {COURTESY})(?: that)?|said yes to|says yes to|bow(?:ed|s) to|t(?:ook|akes|"
        rf"aken) up(?! arms)|"
        rf"agreed(?=[^.;]* at (?:the|§+(?:['’]s)?) (?:request|urging|insistence|prompting)\b)|agree(?:d|"
        rf"s) to (?=(?:the|an?) §+|[^.;]* at the (?:request|urging|insistence|prompting) of|"
        rf"{_OWN} {_GAP}?(?:[\w§'’-]+ "
        rf")?(?:proposals?|request|offer|plan|demand|plea|draft|text|invitation|terms|call|truce|wording|"
        rf"formula|timetable)\b)|welcom(?:ed|es) (?=[^.;]* and (?:will|would) )|consent(?:ed|s) to "
        rf"(?={_OWN} {_GAP}?(?:proposals?|"
        rf"request|offer|plan|demand)\b)|endors(?:ed|es)|signed up to|embrac(?:ed|es)|acced(?:ed|es) to|"
        rf"gave its (?:blessing|assent|consent) to",
        OF_ANOTHER,
    ),
    _cue(
        "proposal",
        "ask cal flo pro req see sou sug",
        rf"(?:propos(?:ed|es|ing)|suggest(?:ed|s|ing)|float(?:ed|s)|ask(?:ed|s) (?:for|that)|request(?:ed|"
        rf"s)|s(?:ought|eeks)|call(?:ed|s) for)(?: that)? "
        rf"(?={_GAP}(?:[\w§'’-]+ ){{0,3}}(?:{TALKS}|"
        rf"meet\w*|venue|agenda|date|format|committee|working groups?|place|hotline|week|working group|"
        rf"sit down)\b)(?:that )?",
        ASKS,
    ),
    _cue(
        "offer",
        "inv",
        r"invit(?:ed|es|ing) "
        r"(?=(?:[\w-]+ ){0,3}(?:inspectors|observers|experts|monitors|journalists)\b)",
        GIVES,
    ),
    _cue("proposal", "inv", r"invit(?:ed|es|ing)", ASKS),
    _cue(
        "proposal",
        "ask sug",
        r"suggest(?:ed|s) (?=(?:\w+ing|§+)\b)|ask(?:ed|s) (?:to meet|that the (?:presidents|ministers|"
        r"leaders) meet)",
        ASKS,
    ),
    _cue(
        "offer",
        "are be bee cou dan dec hel her him hol is its off pro put rea sta sto the was wer",
        rf"offer(?:ed|s|ing)(?: to)?(?! none| nothing| no | {COURTESY})|"
        rf"put(?:s)? (?=(?:[\w’'-]+ ){1, 6}on the table)|"
        r"dangl(?:ed|es|ing)|h(?:eld|olds) out (?=(?:an?|the) )|put on the table|propos(?:ed|es) (?=a mutual|"
        r"to (?!meet|hold|discuss)|an exchange|a swap|an? (?:[\w-]+ ){0,3}(?:truce|cease-?fire|pause|"
        r"freeze|halt|swap|exchange))(?:to )?|"
        r"(?:is|are|was|were|be|been|itself|himself|herself|stands?|stood|declared itself|them) (?:also |"
        r"now |quite |always |\w+ly )?(?:ready|willing|prepared|open|happy)(?: to| for)|could live with|"
        r"ready (?:to|for)",
        GIVES,
    ),
    _cue("offer", "pro", r"proposed(?=[,.]|$)", GIVES),
    _cue(
        "offer",
        "can cou",
        r"(?:could|can)(?: also| now| then)? (?=(?:accept|live with|agree to|settle for|offer|imagine|consider|"
        r"guarantee|"
        r"talk about|countenance)\b)",
        GIVES,
    ),
    _cue(
        "proposal", "pro put", r"propos(?:ed|es) (?=\w+ing |that |an? |the )(?:that )?|put(?:s)? forward (?=an? )", ASKS
    ),
)

# Nouns of a step, told as made: "its offer to", "a pledge by X to", "the rejection by X of".
NOUN_KINDS = {
    "offer": "offer",
    "pledge": "commitment",
    "promise": "commitment",
    "undertaking": "commitment",
    "commitment": "commitment",
    "demand": "demand",
    "request": "demand",
    "plea": "demand",
    "ultimatum": "demand",
    "readiness": "offer",
    "willingness": "offer",
    "openness": "offer",
    "vow": "commitment",
    "guarantee": "commitment",
    "assurance": "commitment",
    "threat": "threat",
    "objection": "refusal",
    "opposition": "refusal",
    "call": "demand",
    "appeal": "demand",
    "insistence": "demand",
    "rejection": "refusal",
    "refusal": "refusal",
    "acceptance": "acceptance",
    "consent": "acceptance",
    "invitation": "proposal",
    "proposal": "proposal",
    "suggestion": "proposal",
}
NOUNS = re.compile(
    rf"(?<![\w-])(?:(?P<owner>§+)(?P<poss>['’]s?)? (?:[\w-]+ ){{0,2}}?)?(?P<noun>{'|'.join(NOUN_KINDS)})"
    rf"(?: (?:(?:by|from) (?:the )?(?P<maker>§+)|of (?:the )?(?P<his>§+)(?= (?:to|that)\b)))? ?(?P<link>to|of|"
    rf"for|that)(?![\w-])"
)
