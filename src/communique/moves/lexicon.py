"""The words around a move: who may make one, what makes it none, conditions and returns, and what turns its kind."""

from __future__ import annotations

import re

# Nouns for people and bodies that speak for the party named beside them; the first are the whole of a side.
WHOLES = (
    r"(?:sides?|teams?|delegations?|governments?|leadership|movement|administration|parliament|cabinet|regime|rebels)"
)
AGENTS = (
    rf"(?:{WHOLES}|delegates?|negotiators?|officials?|ministers?|ministry|department|spokes(?:man|woman|person)|"
    r"envoys?|diplomats?|president|premier|chancellor|leaders?|chief|mediators?|representatives?|ambassadors?|head|"
    r"secretary|commander|governor|general|vice-premier|chief of staff|commission|institutions|"
    r"army|military|authorities|adviser|aides?|source|office)"
)
# Whoever is no party: what they ask, reject or warn of is no step of the side that is named beside them.
OUTSIDERS = (
    r"(?:analysts?|experts?|observers?|lawmakers?|senators?|opposition|families|family|relatives|"
    r"critics?|campaigners?|"
    r"lawyers?|farmers?|economists?|historians?|professor|columnists?|editorial|newspapers?|paper|activists?|unions?|"
    r"students?|protesters?|demonstrators?|churches|bishop|priest|traders?|dealers?|drivers?|residents|villagers|"
    r"mothers|"
    r"investors|scholars?|academics?|think.tanks?|chamber|retired|former|ex-\w+|businessmen|exporters|fishermen|"
    r"backbenchers?|"
    r"veterans?|widows?|survivors|mayors?|rival|rivals|pollsters?|commentators?|"
    r"deput(?:ies|y(?! (?:\w+ ){0,2}?(?:minister|"
    r"secretary|premier|head|leader|chief|director|spokes\w+|ambassador|adviser|negotiator|envoy|president|"
    r"commander|prime)\b))|congress\w*|visitors?|"
    r"members? of parliament|mps?|novelist|satirical|lobby|ngos?|charit(?:y|ies)|reporters|journalists|"
    r"scientists?|engineers?|hauliers|brokers)"
)

SAID = (
    r"(?:said|says|say|told|tells|announced|announces|declared|declares|added|stated|replied|answered|"
    r"wrote|confirmed|"
    r"indicated|explained|let it be known|made (?:it )?clear|signalled|signaled|hinted|vowed|pledged|promised|warned|"
    r"insisted|proposed|suggested|ordered|assured|complained|reported|cautioned|answered|"
    r"repeated|repeats|reiterated|reiterates|asserted|argued|stressed|noted|remarked|maintained|"
    r"acknowledged|conceded|countered|commented|disclosed|shot back|hit back|snapped|observed|"
    r"affirmed|threatened|recalled|retorted|tweeted|summed up|let [\w§ ]{1,25} know|"
    r"(?:was|were) (?:quoted|cited|reported) (?:by [\w§ ]{1,40} )?as (?:saying|telling))"
)

# Meetings, their parts and their course.
TALKS = (
    r"(?:talks?|meetings?|rounds?|sessions?|summits?|visits?|dialogue|negotiations?|trip|conference|"
    r"consultations?|proceedings|arbitration|"
    r"plenary|working group|commission|ceremony|contacts?|process|hall|room|table|discussions?|encounter|hearing)"
)

# What is offered, accepted or promised out of courtesy, and to whom it is promised at home.
COURTESY = (
    r"(?:(?:an?|the|its|his|her|their) )?(?:[\w-]+ ){0,2}(?:condolences|congratulations|thanks|tea|prayers|"
    r"sympathy|apolog(?:y|ies)|"
    r"degree|prize|award|medal|resignation|credentials|bonus|rebuke|praise|glimpse|greetings|toast|explanations?|"
    r"details?|"
    r"hints?|clues?)\b"
)
HOME = (
    rf"(?:the |its |his |her |their )?(?:{OUTSIDERS}|soldiers|pensioners|voters|citizens|troops|supporters|parents|"
    r"workers)\b"
)

# Words between a party and the verb of its move.
ADVERB = (
    r"(?:\w+ly|also|then|now|again|once|twice|has|have|had|today|yesterday|on \w+day|late|early|in turn|for its part|"
    r"later|meanwhile|instead|even|since|just|both|all|together|always|by then|at last|in principle|in public|yet|"
    r"earlier|previously|still|soon|first|next|only|merely|already|too|thus|therefore|nonetheless|nevertheless|"
    r"however|"
    r"himself|herself|itself|themselves|nevertheless|this (?:week|month|year|morning)|last (?:week|month|year|"
    r"night)|out of hand)"
)
# Times that stand between a preposition and nobody: "on Monday", "in March", "at noon".
WHEN = (
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|may|june|july|august|september|"
    r"october|november|december|spring|summer|autumn|winter|noon|midnight|dawn|night|return|exchange|response|turn|"
    r"reply|answer|principle|public|private|\d+)"
)
# What stands in for a party named before it.
STAND_IN = (
    r"(?:it|he|she|they|(?:his|her|its|their) (?:own )?(?:country|side|government|delegation|team|movement|ministry|"
    r"army|people|forces|troops|men|fighters|party)|the (?:group|movement|bloc|alliance|union|country|government|"
    r"organi[sz]ation|ministry|delegation|"
    r"agency|kingdom|regime|militants|rebels|guerrillas|republic))"
)

# Left of a cue these make it no step, whoever would take it.
UNSURE = re.compile(
    r"\b(?:may|might|could|can|should|would|must|expected to|likely to|said to|believed|thought|"
    r"reported|seems?|seemed|"
    r"appears?|appeared|hop(?:es?|ed|ing)|consider\w*|weigh\w*|whether|never|not|n[o']t|neither|nor|den(?:y|ied|ies)|"
    r"wonder\w*|rumou?r\w*|fear\w*|suspect\w*|expect\w*|if|unless|were to|once|nobody|no one|none|without|yet to|"
    r"doubt\w*|guess\w*|plans? to|due to|is to|are to|speculat\w*|supposed|before|until|refused to|declined to|"
    r"when|what|who|(?<!\bat )(?<!\bin )(?<!\bduring )which|that had|reports? that(?: [\w§’'-]+){1,6}|"
    r"(?:every|any|each|all the|no) [\w-]+ (?:that )?(?:it|he|she|they|§+)|"
    r"after (?:it|he|she|they|§+) had|(?:everything|all|anything|"
    r"what|(?<!\bat )(?<!\bin )(?<!\bduring )which)(?: that)? (?:it|he|she|they|§+)(?: had| has)?|had been|where|"
    r"how|why|cannot|"
    r"can't|won't|didn't|did)\b(?: [\w'’-]+){0,3} ?$|"
    r"\b(?:if|unless|once|whether|until|as long as|the day|before|perhaps|maybe|probably|presumably)\b[^,;:“”]*$"
)
# Left of "will" or "would", in its clause, these make it a forecast.
FORECAST = re.compile(
    r"\b(?:(?:i|we|he|she|they|it|§+) (?:\w+ly |also )?(?:think|thinks|thought|imagines?|anticipates?d?|assumes?d?|"
    r"predict\w*|foresees?)|predict\w*|forecast\w*|(?<!not )optimistic|pessimistic|hopeful|(?:un)?likely|"
    r"the (?:chances|odds|prospects?)|(?:is|was|be|been|were|are) assured)\b(?![^,;:“”\"]*[,;:“”\"] (?!if\b|as\b))"
    r"[^;:“”]*$"
)
# "Under the accord Rome will leave the valley": what it has bound itself to, whoever tells it; what it "would" do under
# one is told of older ones and of drafts as often.
UNDER_A_DEAL = (
    r"(?:under (?:the|an?|its|their|this) (?!(?:proposed|draft|possible|planned|emerging|old) )(?:[\w-]+ ){0,3}?"
    r"(?:deal|accord|agreement|pact|protocol|memorandum|truce|cease-?fire|settlement)\b)"
)
# A sentence with one of these is read as no step at all.
NO_STEP = re.compile(
    r"\?[”\"’']?\s*$|^[“\"]?(?:who|what|how|why|whether|when will|will|would|was|were|did|does|"
    r"is|are|can|could|should) "
    r"(?!not\b)[^,]*\?|\b(?:is|are|was|were) (?:widely |now |still )?(?:expected|believed|thought|"
    r"rumou?red|likely|said|reported|"
    r"understood|feared) to\b|(?:^|but )neither (?:side|party|government|of)\b|"
    r"\b(?:denied|denies|denying) (?:that|having|any|it|a|the|reports?)\b|\bmay (?:yet|be|have|well)\b|"
    r"\baccording to (?:the|a|its) (?:[\w-]+ ){0,2}(?:draft|text|document|plan|paper)\b|"
    rf"^(?!{UNDER_A_DEAL}[^.;]* will )under (?:the|a|its|this) (?:[\w-]+ ){{0,4}}(?:draft|plan|deal|proposal|accord|"
    r"agreement|terms|pact|text|formula)\b|"
    r"\bthe (?:draft|text|document|plan) (?:says|said|reads|states)\b|"
    r"\bit (?:is|was) (?:not|un)\s?clear\b|\b(?:(?:is|was|remains) (?:still )?an open question|anybody's guess)\b|"
    r"\b(?:decades?|years|centur(?:y|ies)|generation) (?:ago|earlier|before)\b|^in (?:\w+ )?(?:1[89]|"
    r"20)\d\d\b|\bin (?:1[89]\d\d|200\d|201\d)\b|"
    r"\b(?:reckon(?:s|ed)?|suspect|surmised|speculated|guess|believe|doubt|fear|feared)\b"
)
# What somebody says who is no party: no step as far as their words go.
OUTSIDERS_SAY = re.compile(
    rf"(?<!when )(?<!as )\b{OUTSIDERS}(?: (?!and |but )[\w§'’-]+){{0,4}} (?:{SAID}|urged|demanded|called|"
    rf"asked|believes?|thinks?|expects?|reckons?)\b|"
    rf"\b(?:said|says|wrote|warned|cautioned|noted|according to|believes?|thinks?) (?:an? |the |"
    rf"some |two |several |many )?(?:[\w§-]+ ){{0,3}}{OUTSIDERS}\b"
)

# What the party would do, with or without a condition: (would | will) (not).
MODAL = re.compile(
    r"(?:(?<![\w-])(?P<will>will|would|shall)|(?<=\w)[’'](?:ll|d))(?: (?P<not>not|never|"
    r"neither)(?! hesitate))?(?![\w-])|"
    r"(?<![\w-])(?P<wont>won[’']t|wouldn[’']t)(?! hesitate)(?![\w-])|(?<![\w-])(?:would|will|wo|"
    r"would)n?[’']t(?= hesitate)"
)
HARM = re.compile(
    r"\b(?:retaliat\w+|turn off|ratchet up|tighten|toughen|strik\w+|bomb\w*|attack\w*|walk away|walk out|leave|"
    r"quit|sanction\w*|tariffs?|"
    r"veto\w*|impos\w+|"
    r"close|countermeasures?|necessary measures|(?:keep up|maintain|step up|increase) (?:the )?pressure|"
    r"no longer|shut|cut off|block\w*|expel\w*|suspend|resume (?:its )?(?:tests?|enrichment|strikes?|"
    r"shelling|fighting)|punish\w*|consequences|destroy\w*|"
    r"double|seize|freeze|hit|take [\w§ ]+ to court|grave|released from|ends?|pull out|cease to|"
    r"refer|terminate|revoke|escalat\w+|act alone|cut|highest alert|at risk|withhold|raise|no deal)\b"
)
CONDITION = re.compile(
    r"(?<![\w-])(?:(?:but )?(?:only )?(?:(?<!even )if|(?<!at )(?<!than )once(?! more| again| every| an? | per |"
    r" in ))|(?:but )?only (?:after|"
    r"when)|unless|until(?! (?:last|then|now|recently|next|early|late|mid\w*|\d|(?:the )?(?:end|beginning|start|"
    r"summer|spring|autumn|winter|year|"
    rf"month|week)\b|{WHEN}\b))|(?<!be )(?<!is )(?<!are )(?<!was )(?<!were )(?<!been )provided(?: that|"
    r"(?! (?:through|by|in|for|to|with|under|from|at|as|on|via|between|over)\b))|providing|as long as|so long as|"
    r"for as long as|on (?:the|one|a single|two) conditions?(?: that)?|(?:conditional|dependent|"
    r"contingent) (?:up)?on|on condition that|"
    r"on the understanding that|with the proviso that|on condition(?! of anonymity)|as soon as(?! possible)|"
    r"(?<!that )while(?= (?:the )?(?:talks?|negotiations|dialogue|truce|§+)\b)|subject to|the (?:day|moment)|"
    r"in the event|^[“\"]?were(?= [^,;]{3,80} to )|within (?:an?|one|two|three|\w+) (?:hours?|days?|weeks?|"
    r"months?) of|"
    r"(?<!nor )should(?= §| (?:the|it|they|an?)\b)|^[“\"]?should)(?![\w-])"
)
# "Until" is a condition of what is withheld or broken off, and the length of what is promised.
NO_DURATION = re.compile(rf"(?!until){CONDITION.pattern}")
# "Before" sets a condition for what is refused or demanded, and only dates what is promised.
BEFORE = re.compile(
    rf"{CONDITION.pattern}|"
    rf"(?<![\w-])(?:(?<!days )(?<!weeks )(?<!months )(?<!hours )(?<!shortly )(?<!long )before(?! \w+ing\b|"
    rf" (?:the )?(?:summer|winter|autumn|spring|"
    rf"end|christmas|easter|year|harvest|heads?|two|court))|while(?! \w+ing\b)(?= \S+ \S+))(?![\w-])"
)
RETURN = re.compile(
    r",? ?(?<![\w-])(?:in (?:return|exchange) (?:for|to)|"
    r"in exchange of|against (?=an?|the)|as the price of)(?![\w-])"
)

# Words of change make a concession of what is given, words of constancy a reaffirmation.
SHIFT = re.compile(
    r"\b(?:for the first time|in (?:a|an(?: \w+)?|what [\w§ ]+ called a) (?:[\w-]+ )?(?:concession|shift|"
    r"climbdown|softening|"
    r"departure|reversal|u-turn|about-turn|change of)|after (?:\w+ )?(?:days|weeks|months|years) of (?:refus|"
    r"resist|reject|"
    r"insist)\w+|soften(?:s|ed) (?:its )?stance|gave way|ending its boycott|departure from|"
    r"revers(?:ing|al of) (?:its|his|her|their|an?) (?:[\w-]+ )?(?:insistence|refusal|opposition|rejection|"
    r"position|stance|decision)|"
    r"had (?:long |until (?:then|now) )?(?:refused|rejected|resisted|ruled out|called|described|dismissed|"
    r"turned (?:down|aside)|"
    r"fought|struck out|declined|opposed|ignored|forbidden|excluded|vetoed|blocked|withheld|never|not budged)|"
    r"long called)\b"
)
CONSTANT = re.compile(
    r"\b(?:once (?:more|again)|(?<!long )(?<!soon )(?<!far )as (?:(?:it|he|she|they) (?:has|have|had|did|was|"
    r"were|always)|"
    r"before|ever|\w+ as ever|firmly as|in (?:january|february|march|april|may|june|july|august|september|october|"
    r"november|december|the past))|for the \w+ (?:time|\w+) running|not altered|(?:a|the) (?:dozen|hundred|"
    r"thousand)(?:th)? "
    r"times?|time and again|a (?:position|line|stance|view) (?:that )?(?:it|he|she|they) (?:has|have|"
    r"had) (?:held|taken)|"
    r"(?:has|have|had) (?:always |long )?said so|position (?:will|would) not change)\b"
)
# What a party says that another must do.
MUST = re.compile(
    r"(?P<who>§+(?:['’]?s?(?: (?!(?:that|said|says|insisted|added|would|will|do|does|did|not)\b)[\w-]+){1,3}?)?|"
    r"(?<![\w-])(?:the other side|both sides|it))(?: (?:first|now|"
    r"also))? (?:must|"
    r"should|ha(?:s|ve) to|would have to|needs? to)(?! be (?:noted|said))(?![\w-])|"
    r"(?:^|[“\"]|, |\b(?:that|saying|adding|said|says|insisting) )(?P<what>(?:the|all|every|each|any|their|your|"
    r"those|these|both|such|its) [^,;:.“”]{2,60}?|[\w-]+(?:s|ion|ment)) "
    r"(?:must|should|ha(?:s|ve) to|would have to)(?! be (?:noted|said)| wait| remain| stay| continue)(?![\w-])"
)
# What there will not be before something else is.
NO_BEFORE = re.compile(
    r"(?:(?<![\w-])there (?:will|would|can|could|shall) be )?(?<![\w-])no (?P<what>[\w§’' -]{3,60}?)(?=(?: "
    r"|, )(?:without|unless|until|before|as long as|while|if) |,? (?:[^,;]{0,60}, )?(?:said|warned) |"
    r"[,.;”])"
)

# "Rejected an offer to free …": what the offer is of stands behind these words.
NAMED = re.compile(
    r"(?:(?:an?|the|any|its|their|§+(?:['’]s?)?) )?(?:(?!and\b|or\b|but\b)[\w’'§-]+ ){0,3}?(?P<noun>offers?|"
    r"proposals?|"
    r"requests?|suggestions?|pleas?|calls?|appeals?|idea|notion|demands?|thought|invitations?|"
    r"plan|compromise|insistence) "
    r"(?:(?:from|by|of) (?:the )?§+ )?(?:to|of|for|that|by which|under which|on)(?: (?:it|he|they|"
    r"she) (?:should |be )?)? "
)
# Verbs of asking whose next words are the one that is asked.
ASKING = re.compile(
    r"(?:urg|call(?:ed|s|ing)? (?:up)?on|ask(?:ed|s)?\b(?! for| that)|press(?:ed|es|ing)? |invit|implor|appeal(?:ed|"
    r"s) to|challeng|order|told|plead(?:ed)? with)"
)

# The words of somebody who is only known as one of the side that was spoken of: "… , its ambassador said".
OWN_VOICE = re.compile(
    rf"[,”;–] (?:(?:its|their|his|the|an?|one|another|two) (?:[\w-]+ ){{0,4}}{AGENTS}[^,;.]{{0,30}} {SAID}|"
    rf"{SAID} (?:its|their|the|an?|one) (?:[\w-]+ ){{0,3}}{AGENTS})\b"
)
ASSURING = re.compile(r"\b(?:assur|promis|pledg|vow)(?:ed|es|ing)\b(?! (?:not )?to\b)")
# At whose wish a party did something is who asked for it.
AT_WISH = re.compile(
    r"\bat (?:the (?P<noun>request|urging|insistence|prompting) of (?:the )?(?P<who>§+)|(?P<owner>§+)(?:['’]s?)? "
    r"(?P<wish>request|urging|insistence|prompting))"
)
WARNING = re.compile(r"\b(?:warn|threaten|caution)(?:ed|s|ing)\b")
SAID_OF_ITSELF = re.compile(
    rf"\b{SAID}(?: (?:§+|\w+))?(?: {ADVERB})?,?(?: that)? "
    r"(?:it|he|she|they|(?:the two|both) (?:sides|countries|leaders|governments)|(?:the )?§+|"
    r"(?:the )?§+['’]?s? [\w-]+|his country|its \w+) $|"
    # "Told the state news agency on Monday that it": with whom and when.
    r"\b(?:told|tells|assured|announced to)(?: (?!(?:that|he|she|it|they|we|i)\b)[^ ,;:.“”]+){1,8} that (?:it|he|she|"
    r"(?:the two|both) (?:sides|countries|leaders|governments)|(?:the )?§+|his country) $"
)
