"""A desk as TOML: rows for actors and issues, to be read and gone on with in an editor."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence

from communique.desk.desk import Issue
from communique.desk.proposing import Proposed
from communique.reading import Actor
from communique.resolve.tables import slug
from communique.signs import counted, one_line

_CODE = re.compile(r"[A-Z]{3,9}")


def text_of_desk(name: str, description: str, rows: Iterable[str]) -> str:
    """A whole desk: what it is called, what it is for, and its rows, each as one of the functions below gives it."""
    head = ["#:schema ./desk.schema.json", "", "[desk]", f"name = {quoted(name)}"]
    if description:
        head.append(f"description = {quoted(description)}")
    return "\n".join([*head, "", *(f"{row}\n" for row in rows)])


def party(id_: str, name: str, known: bool) -> str:
    """The row of a party: of a state or body that the tables know, ready to be added to; else of a group."""
    if known:
        return f"# {one_line(name)} is known: add other names, seats or people here.\n[[actor]]\nid = {quoted(id_)}"
    return "\n".join([
        "# Not in the shipped tables: say what it is (state, organisation or group), and how else it is called.",
        "[[actor]]",
        f"id = {quoted(id_)}",
        f"name = {quoted(name)}",
        'kind = "group"',
    ])  # fmt: skip


def actor(proposed: Proposed) -> str:
    """The row of somebody whom the articles name. An office that they give counts only where they give it again."""
    who = proposed.what
    if not isinstance(who, Actor):
        raise TypeError(f"{who.id} is no actor")
    lines = [_met(proposed), "[[actor]]", f"id = {quoted(who.id)}", f"name = {quoted(who.name)}"]
    lines.append(f"kind = {quoted(who.kind)}")
    if who.country is not None:
        lines.append(f"country = {quoted(who.country)}")
    if proposed.alone is not None:
        lines.append(f"# {one_line(proposed.alone)} stands alone too. If that is always the same, take away the sign:")
        lines.append(f"# aliases = [{quoted(proposed.alone)}]")
    if who.kind == "person" and who.country is not None and who.roles:
        lines += ["roles = [", *(f"  {_role(role.title, role.code, who.country)}," for role in who.roles), "]"]
    return "\n".join(lines)


def issue(of: Issue, comment: str = "") -> str:
    """The row of an issue."""
    lines = [*([f"# {one_line(comment)}"] if comment else []), "[[issue]]", f"id = {quoted(of.id)}"]
    lines.append(f"name = {quoted(of.name)}")
    if of.description:
        lines.append(f"description = {quoted(of.description)}")
    if of.words:
        lines.append(f"words = [{', '.join(map(quoted, of.words))}]")
    return "\n".join(lines)


def met_issue(proposed: Proposed) -> str:
    """The row of an issue that the articles speak of."""
    if not isinstance(proposed.what, Issue):
        raise TypeError(f"{proposed.what.id} is no issue")
    return issue(proposed.what, _met(proposed).removeprefix("# "))


def set_aside(row: str, reason: str) -> str:
    """The row as a comment, so that it can be taken up again."""
    lines = [f"# {one_line(reason)}", *row.splitlines()]
    return "\n".join(line if line.startswith("#") else f"# {line}" for line in lines)


def own_issue(words: str) -> Issue:
    """The issue that "Enrichment: centrifuges, stockpiles" describes: its name, and what belongs to it."""
    name, _, description = (part.strip() for part in words.partition(":"))
    return Issue(id_of(name, "issue"), name, (), description)


def id_of(name: str, otherwise: str) -> str:
    """The id of something called `name`; `otherwise` where its letters are none that an id of a desk can have."""
    id_ = slug(name)
    return id_ if id_.isascii() and id_ else otherwise


def sources(feeds: Sequence[str], contact: str = "") -> str:
    """What `communique watch` is to look at, as TOML."""
    head = ["# communique watch sources.toml keeps the record beside it up to date.", "[watch]", 'every = "30 minutes"']
    head.append(f"contact = {quoted(contact)}" if contact else '# contact = "you@example.org"     # told to the hosts')
    return "\n".join([*head, *(f"\n[[source]]\nurl = {quoted(url)}" for url in feeds)]) + "\n"


def quoted(text: str) -> str:
    """Text as a string of TOML, on one line. Half of a surrogate pair, which TOML cannot hold, is "�"."""
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return json.dumps(whole, ensure_ascii=False).replace("\x7f", "\\u007F")


def _met(proposed: Proposed) -> str:
    said = f", {counted(proposed.statements, 'statement')} made" if proposed.statements else ""
    times = f"met {counted(proposed.times, 'time')} in {counted(proposed.articles, 'article')}{said}"
    return f"# {times}: “{one_line(proposed.example)}”"


def _role(title: str, code: str | None, country: str) -> str:
    known = f", code = {quoted(code)}" if code is not None and _CODE.fullmatch(code) else ""
    return f'{{ title = {quoted(title)}, of = {quoted(country)}, words = [{quoted(title)}]{known}, from = "?" }}'
