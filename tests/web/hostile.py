"""Articles that would do harm if their text were ever anything but text; and what a page must not have in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from lxml import html

from communique.annotate import annotate_many
from communique.gather import article_of
from communique.reading import Actor, Block, Mention, Party, Passage, Reading, Span, Statement
from communique.record import Record

ALARM = "window.alarm = true"
SCRIPTS = f"<script>{ALARM}</script>"
HANDLER = f'"\'><img src=x onerror="{ALARM}">'
TURNED = "\N{RIGHT-TO-LEFT OVERRIDE}lliw on og\N{RIGHT-TO-LEFT ISOLATE}"
TURNING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
LONG_WORD = "a" * 100_000
QUOTES = 10_000
TEMPLATE = "{{ visit }} {% for x in y %} ${alarm} {{constructor.constructor('window.alarm = true')()}}"


def hostile_record(folder: Path) -> Path:
    """A record of these articles, woven."""
    scripts = (
        f"{SCRIPTS} talks {HANDLER}\n\nMinister Jan {HANDLER} Ek told {SCRIPTS} delegates on Monday that "
        f"“</script></title>{SCRIPTS} the talks will go on”, the {SCRIPTS} River Agency reported.\n\n"
        f"North Korea offered the United States to close its {HANDLER} main site. {TEMPLATE}\n\n"
        f"Kim Jong Un met President Moon Jae-in in {SCRIPTS} Pyongyang on 18 September 2018."
    )
    turned = (
        f"Minister {TURNED} Ek said on Monday: “the talks {TURNED} in May”.\n\n"
        f"The United States demanded that North Korea {TURNED} close its site.\n\n"
        "A bell \x07 and an escape \x1b[31m rang, he said."
    )
    long = (
        f"Minister Jan Ek said on Monday: “{LONG_WORD} will go on”.\n\n"
        f"The United States demanded that North Korea close its {LONG_WORD} site."
    )
    metadata = [
        {"title": f"</title>{SCRIPTS}{HANDLER}", "outlet": f"{HANDLER}{SCRIPTS}", "url": f"javascript:{ALARM}"},
        {"title": TURNED, "outlet": TURNED, "url": f"data:text/html,{SCRIPTS}"},
        {"title": LONG_WORD, "outlet": LONG_WORD, "url": f"https://example.org/{HANDLER}"},
    ]
    articles = [
        article_of(text, path=f"{HANDLER}{number}.txt", published=f"2018-09-{20 + number}", **told)
        for number, (text, told) in enumerate(zip((scripts, turned, long), metadata, strict=True))
    ]
    record = Record.open(folder, create=True)
    record.add([*annotate_many(articles), many_quotes()])
    record.weave()
    return folder


def many_quotes(quotes: int = QUOTES) -> Reading:
    """An article of so many quotes, each a statement with its source: the reading is planted, not read."""
    before, between, name, end = "“We have seen paper ", "”, Minister ", "Jan Ek", " said.\n"
    parts, statements, mentions = [], [], []
    at = 0
    for number in range(quotes):
        line = f"{before}{number}{between}{name}{end}"
        quote = Span(at, at + len(before) + len(str(number)) + 1)
        source = Span(quote.end + len(between) - 1, quote.end + len(between) - 1 + len(name))
        cue = Span(source.end + 1, source.end + 5)
        statements.append(
            Statement(
                f"s{number}",
                Party((source,), "jan-ek", "name"),
                Passage((cue,)),
                Passage((quote,)),
                "direct",
                score=0.9,
            )
        )
        mentions.append(Mention(f"m{number}", source, "person", "jan-ek", "name"))
        parts.append(line)
        at += len(line)
    text = "".join(parts)
    article = replace(article_of(text, path="many.txt", published="2018-09-25"), title="Ten thousand quotes")
    actors = (Actor("jan-ek", "Jan Ek", "person", known=False),)
    return Reading(article, (Block(Span(0, len(text)), "body"),), tuple(mentions), actors, statements=tuple(statements))


def faults(page: str) -> Iterator[str]:
    """What is wrong with a page that hostile text may be in: each in a few words."""
    if found := TURNING.search(page):
        yield f"a character that turns or controls the writing: {page[max(0, found.start() - 60) : found.end() + 20]!a}"
    for element in html.document_fromstring(page).iter():
        if not isinstance(element.tag, str):
            continue  # a comment
        if element.tag == "script" and not (element.get("src", "").startswith("/static/") and not element.text):
            yield f"a script: {shown(element)}"
        if element.tag in ("style", "iframe", "object", "embed", "base"):
            yield f"a <{element.tag}>: {shown(element)}"
        for name, value in element.attrib.items():
            if name.startswith("on"):
                yield f"a handler: {shown(element)}"
            if name == "style":
                yield f"a style that the policy forbids: {shown(element)}"
            if name in ("href", "src", "action", "formaction", "xlink:href") and not harmless(value, element):
                yield f"a link elsewhere: {shown(element)}"


def shown(element: html.HtmlElement) -> str:
    """The beginning of an element, as it stands in its page."""
    return str(html.tostring(element, encoding="unicode"))[:160]


def harmless(address: str, element: html.HtmlElement) -> bool:
    """Whether an address is of this site, or a link to another that tells it nothing about this one."""
    if address.startswith(("/", "#", "?")) and not address.startswith("//"):
        return True
    outside = address.startswith(("http://", "https://", "mailto:")) and element.tag == "a"
    return outside and "noreferrer" in (element.get("rel") or "")
