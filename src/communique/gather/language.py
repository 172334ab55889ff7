"""The language of a text, as py3langid has it; its model is loaded only for a text that is not plainly English."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

READ = 2_000  # characters looked at; a language shows long before that
SHORTEST = 20  # letters; names alone ("Kim Jong-un") are taken for Luxembourgish
# Where the model's own probability is lower, short English headlines come out as Tagalog or French: then it is unknown.
SURE = 0.8

# Words that make up 8 % and more of English news in running sentences, and that few other languages share: "a", "he",
# "has" and "on" are left out because Spanish and French have them. Others, in the few texts of each that were counted,
# reached 4 % at most (Dutch "was" and "of"). What falls short here is left to the model.
ENGLISH = frozenset(("the", "of", "and", "to", "that", "for", "with", "was", "said", "by", "from", "which", "his"))
ENGLISH_SHARE = 0.12
ENGLISH_WORDS = 40  # fewer words than this are left to the model

_WORD = re.compile(r"[^\W\d_]+")


def language_of(text: str) -> str | None:
    """The ISO 639-1 code of the language `text` is in ("en"), or None where it is too short or too mixed to say."""
    text = text[:READ]
    words = _WORD.findall(text.lower())
    if sum(map(len, words)) < SHORTEST:
        return None
    if len(words) >= ENGLISH_WORDS and sum(word in ENGLISH for word in words) >= ENGLISH_SHARE * len(words):
        return "en"
    language, probability = _identifier().classify(text)
    return str(language) if probability >= SURE else None


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
