"""The evidence of an entry in HTML: each text with its paragraph, the words marked, and its copies folded under it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

from communique.chronology import Quote, Telling
from communique.export.evidence import copy_origin, copy_words, link_of, source_of
from communique.export.html import element, marked, own, text
from communique.signs import counted
from communique.weave.occurrence import Account


def telling(of: Telling, entry: str) -> str:
    """One text that tells of the entry whose element has the id `entry`."""
    quotes = "".join(_quote(quote, f"{entry}-a{quote.number}") for quote in of.quotes)
    copies = "".join(element("li", _copy(copy, of.quotes), id=f"{entry}-a{copy.number}") for copy in of.copies)
    folded = f"<p>Copied by {counted(len(of.copies), 'article')}:</p>{element('ul', copies)}" if copies else ""
    return element(
        "section",
        element("h4", _source(of.article)) + quotes + (element("div", folded, class_="copies") if folded else ""),
        class_="telling",
    )


def _quote(quote: Quote, target: str) -> str:
    handed = f"{text(quote.handed_on)}. " if quote.handed_on else ""
    origin = f'<p class="chain">{handed}Origin: {own(quote.account.origin.name)}</p>'
    return (
        element("blockquote", element("p", marked(quote.account.context, quote.marks)), dir="auto", id=target) + origin
    )


def _copy(copy: Quote, quotes: Sequence[Quote]) -> str:
    words, origin = copy_words(copy, quotes[0]), copy_origin(copy, quotes)
    told = f", with the words <q>{own(words)}</q>" if words else ""
    return _source(copy.account) + told + (f". Origin: {own(origin)}" if origin else "")


def _source(account: Account) -> str:
    link = link_of(account)
    source = own(source_of(account))
    if link is not None:
        return f'<a href="{text(link)}" rel="noreferrer noopener">{source}</a>'
    # The name alone: who mails a page does not mean to tell where on their disk a file lies.
    name = PurePath(account.path).name if account.path else ""
    return source + (f' <span class="path">· {own(name)}</span>' if name else "")
