"""Stories of our own making, and ways to copy them."""

from __future__ import annotations

import hashlib
import random
import re

from communique.reading import Article

FERRY = (
    "Ministers from Arvenia and Tolmark agreed on Monday to reopen the ferry line between Port Sella and Grauhaven. "
    "The line was closed four years ago, after customs officers found forged seals on two freight ships. "
    "Under the plan a joint office of eleven inspectors will check every cargo before it leaves harbour. "
    "Arvenia's transport minister, Lena Orsk, called the bargain a modest beginning that cost both some pride. "
    "Her counterpart Pavel Dunn refused to say whether passenger traffic would follow before winter. "
    "Fishermen on the northern shore have protested against the larger vessels, which tear their nets. "
    "A court in Grauhaven is still to rule on damages that the closed shipping company demands."
)
DAM = (
    "Engineers from three upstream provinces handed the river commission a sealed proposal for the Kessim dam. "
    "It would release forty percent more water in dry months, provided that farmers downstream give up rice. "
    "Commission chairwoman Ana Beltrame promised an answer by the end of the spring session. "
    "Hydrologists warned that silt has already cut the reservoir's depth by a third. "
    "The downstream governor described the offer as a trap wrapped in generous arithmetic. "
    "Talks broke down twice last year over who should pay for the gauges along the lower canal. "
    "Two observers of the regional bank will attend the next round in the mountain town of Ulmet."
)
PRISONERS = (
    "Rebels in the Halden valley freed nineteen captured conscripts on Thursday, the first release since the truce. "
    "A Red Crescent convoy carried the men across the bridge at Tarn while guards looked on in silence. "
    "Negotiators had bargained for weeks over a list of wounded officers who were not among those freed. "
    "The army spokesman, Colonel Idris Vane, thanked the mediators but kept quiet about concessions. "
    "Villagers reported that trucks with flour and diesel passed the other way during the night. "
    "Families camped outside the ministry demand the names of everyone who remains in the caves. "
    "A second exchange could follow before the feast if both commanders sign the annex."
)
# The same happening as FERRY, written by somebody else.
FERRY_ELSEWHERE = (
    "After a long freeze, boats will soon sail again from Port Sella to Grauhaven. "
    "Arvenia and Tolmark settled their quarrel about smuggling in a Monday meeting that lasted past midnight. "
    "Lena Orsk, who runs transport in Arvenia, said it was the best that could be had this year. "
    "Pavel Dunn of Tolmark left without taking questions on tourists. "
    "Inspectors of both countries are to sit in one building, eleven of them, and open the containers together. "
    "On the beaches up north people who live from herring are angry."
)
_OTHER = {
    "agreed": "consented", "reopen": "restart", "closed": "shut", "found": "discovered", "plan": "scheme",
    "joint": "common", "check": "examine", "bargain": "deal", "modest": "humble", "beginning": "start",
    "refused": "declined", "follow": "come", "winter": "Christmas", "protested": "demonstrated", "larger": "bigger",
    "vessels": "ships", "rule": "decide", "damages": "compensation", "demands": "claims", "Ministers": "Politicians",
}  # fmt: skip


def article(text: str, day: str | None = None, outlet: str | None = None) -> Article:
    return Article(hashlib.sha256(text.encode()).hexdigest()[:16], text, published=day, outlet=outlet)


def spun(text: str) -> str:
    """With other words for some."""
    return re.sub(r"\w+", lambda match: _OTHER.get(match[0], match[0]), text)


def sentences(text: str) -> list[str]:
    return re.split(r"(?<=\.) ", text)


def made_up(rng: random.Random, length: int) -> str:
    """Words that stand nowhere else, in rows of ten."""
    words = ["".join(rng.choices("abcdefghijklmnop", k=7)) for _ in range(length)]
    return ". ".join(" ".join(words[at : at + 10]) for at in range(0, length, 10)) + "."


def swapped(text: str, rng: random.Random, share: float) -> str:
    """With so large a share of the words swapped for words that stand nowhere else."""
    return re.sub(r"\w+", lambda m: "".join(rng.choices("qrstuvwxyz", k=6)) if rng.random() < share else m[0], text)
