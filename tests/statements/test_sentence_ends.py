from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from communique.statements.sentences import Sentences

ENDS = re.compile(r"[.!?…]+[\"”’')\]]*(?=\s|$)|\n")
"""What ends a sentence, plainly put; a row of marks that ends none is looked at from each of them."""


@given(st.text(alphabet='.!?…"”)5 \n', max_size=30))
def test_sentences_end_where_marks_stand_before_a_blank(text: str) -> None:
    ends = [(end.start(), end.start() if end[0] == "\n" else end.end()) for end in ENDS.finditer(text)]
    sentences = Sentences(text)
    for at in range(len(text)):
        assert sentences.end(at) == next((after for before, after in ends if before >= at), len(text))
