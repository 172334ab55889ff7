"""Words that look like a step and are none: what is only named, claimed, thought, or asked for in no amount."""

from __future__ import annotations

import re

# "The deal that it had | accepted" tells no step but which deal is meant.
HAD = re.compile(
    r"(?<!told )\b(?:the|an?|its|his|her|their) (?:[\w-]+ ){1,2}(?:that |which )?"
    r"(?:it|he|she|they|§+) (?:had|has|have)(?: \w+ly)? $"
)
# "Insists that it has only asked for a part": what is or was so.
CLAIMS = re.compile(
    r"(?:insist|suggest)(?:ed|s|ing)(?: that)? (?:(?:the |its |his |her |their )?(?:[\w§’'-]+ ){1,3}?)"
    r"(?:had|has|was|were|did|does)\b(?! to\b| after\b| time\b)"
    r"|(?:insist|suggest)(?:ed|s|ing)? that (?:no one|nobody|nothing|every\w+) (?:is|has|was|had)\b"
)
# "Agrees with Rome that the road is long": what is so, and nothing that will be done.
OPINION = re.compile(
    r"agree[sd]?(?: (?:with|in|on|at) [^,;.“”]{1,80}?)? that "
    r"(?![^,;.“”]{0,80}\b(?:will|would|shall|should|must|ought|(?:is|are|was|were|has|have|had|needs?|needed) to)\b)"
)
# "Repeated that it was a mistake": what one thinks of a thing, and no position on what will be done.
JUDGED = re.compile(
    r"(?:repeat|reiterat|restat|reaffirm)\w* that (?:it|this|that|(?:the|such an?) [\w-]+) "
    r"(?:is|was|had been) [“\"‘]?(?:an?|too)\b"
)
# "Dismissed the story as fiction", "cut short a trip": what is turned down or left is no part of the bargaining.
WORDS = re.compile(
    r"(?:reject|dismiss)(?:ed|es|ing)(?: an?| the| any| all| such)?(?: [\w-]+)? (?:stor(?:y|ies)|rumou?rs?|speculation|"
    r"speech|address|remarks?|suggestions? that)\b"
    r"|cut(?:s|ting)? short (?:an?|the|its|his|her|their) (?:[\w-]+ )?(?:trip|visit|tour|holiday|stay|journey)\b"
)
# "Asked for no new money": nothing is asked.
FOR_NO = re.compile(
    r"(?:offer(?:ed|s|ing)?|ask(?:ed|s|ing)?(?: for)?|request(?:ed|s|ing)?|sought|seek(?:s|ing)?) no (?!longer)"
)
# "A speech with no new | offers": a noun, and none.
NO_NEW = re.compile(r"\b(?:no|any) (?:new|further|fresh|formal|concrete|firm|such|more|other) $")
