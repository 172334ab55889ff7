"""Records to be asked: the shipped dispatches as a person read them, three samples of our own, and hostile words."""

from __future__ import annotations

import atexit
import shutil
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from communique.catalogue import Catalogue, Following
from communique.catalogue.making import make, path_of
from communique.dispatches import gold
from communique.gather import article_of
from communique.reading import Actor, Party, Passage, Reading, Span, Statement
from communique.record import Record, manifest
from tests.record.samples import harbour, identity, samples

EVIL = '<script>alert(1)</script> & "quoted" \u202egnissim\u202c \x1b[31m'
LONG = "w" * 3000


def dispatches(folder: Path) -> Record:
    """A record of the shipped dispatches as a person read them, woven: a copy of one that is made once."""
    shutil.copytree(_made(), folder)
    return Record.open(folder)


@cache
def _made() -> Path:
    folder = Path(mkdtemp(prefix="communique-dispatches-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    record = Record.open(folder / "record", create=True)
    record.add(gold().values())
    record.weave()
    return record.path


def invented(folder: Path) -> Record:
    record = Record.open(folder, create=True)
    record.add(samples())
    return record


def copied(folder: Path) -> Record:
    """A record of an article and its copy in another outlet a day later."""
    first = harbour()
    text = f"{first.article.text}The Evening Vent prints this with leave.\n"
    article = replace(
        first.article,
        id=identity(text),
        text=text,
        outlet="The Evening Vent",
        published="2018-05-25",
        path="evening.txt",
    )
    record = Record.open(folder, create=True)
    record.add([first, replace(first, article=article, problems=())])
    record.weave()
    return record


def hostile(folder: Path) -> Record:
    """A record of one article in which every word of others is an attack."""
    text = f"{EVIL} {LONG} said.\n"
    content = Span(len(EVIL) + 1, len(EVIL) + 1 + len(LONG))
    actor = Actor("evil", EVIL, "person", None, (), known=False)
    statement = Statement(
        id="s1",
        source=Party((Span(0, len(EVIL)),), "evil", "name"),
        cue=Passage((Span(text.index("said"), text.index("said") + 4),)),
        content=Passage((Span(0, len(EVIL)), content)),
        quotation="direct",
    )
    article = article_of(text, published="2019-03-02", title=EVIL, outlet=EVIL, path=f"{EVIL}.txt")
    record = Record.open(folder, create=True)
    record.add([Reading(article, actors=(actor,), statements=(statement,))])
    return record


def catalogue_of(record: Record) -> Catalogue:
    return Catalogue(record.path, make(record.path))


def following_of(folder: Path) -> Following:
    """Follows a record whose catalogue is made in this process: one of its own takes longer to start."""
    if not path_of(folder, manifest.load(folder)).exists():
        make(folder)
    return Following(folder)
