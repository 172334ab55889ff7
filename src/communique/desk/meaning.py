"""Whether a desk makes sense beside the shipped tables: what it refers to exists, and no name means two actors."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

from communique.desk.clashes import clashes, names_of, owners_of
from communique.desk.desk import ActorKind, Desk, DeskActor, DeskRole, Issue, Outlet
from communique.desk.laying import key_of, kind_of, with_desk, without
from communique.desk.lines import Path
from communique.desk.shape import Fault, meant, shown
from communique.resolve.tables import Tables, fold, slug
from communique.resolve.words import cut_plain

# The primary, secondary and tertiary roles of CAMEO, and PLOVER's parties.
ROLES = (
    *("COP", "GOV", "INS", "JUD", "MIL", "OPP", "REB", "SEP", "SPY", "UAF"),
    *("AGR", "BUS", "CRM", "CVL", "DEV", "EDU", "ELI", "ENV", "HLH", "HRI", "LAB", "LEG", "MED", "REF"),
    *("MOD", "RAD", "PTY"),
)
INTERNATIONAL = ("IGO", "IMG", "INT", "MNC", "NGM", "NGO")
# Which keys say something of which kinds of actors; the others say something of all.
KINDS_OF: Mapping[str, tuple[ActorKind, ...]] = {
    "adjectives": ("state", "group"),
    "formal": ("state",),
    "capitals": ("state",),
    "seats": ("state",),
    **dict.fromkeys(("family", "given", "gender", "alone", "roles", "shares"), ("person",)),
}
_AS_IN_TOML = {"since": "from", "until": "to"}


@dataclass(frozen=True, slots=True)
class Placed:
    """The rows of a desk that have the right shape, each with its number among all the rows of its kind."""

    actors: Mapping[int, DeskActor]
    outlets: Mapping[int, Outlet]
    issues: Mapping[int, Issue]
    dropped: tuple[str, ...]

    def rows(self) -> Iterator[tuple[Path, DeskActor | Outlet]]:
        """The actors and outlets, with their paths."""
        yield from ((("actor", number), actor) for number, actor in self.actors.items())
        yield from ((("outlet", number), outlet) for number, outlet in self.outlets.items())


def faults(placed: Placed, others: Iterable[str], shelf: Tables) -> Iterator[Fault]:
    """Everything about the desk that makes no sense beside the tables `shelf`.

    `others` are the ids of rows that are left out because of their shape: they exist, so nothing else is wrong there.
    """
    yield from _twice(placed)
    yield from _dropped(placed, shelf)
    base = without(shelf, tuple(id_ for id_ in placed.dropped if id_ not in shelf.states))
    ids = _Ids.of(base, placed, others)
    kinds: dict[Path, ActorKind | None] = {}
    sound: list[DeskActor | Outlet] = []
    for at, row in placed.rows():
        own = kind_of(row.id, base)
        kinds[at] = kind = _kind(row, own)
        found = [*_row(at, row, own, kind, base, ids)]
        if isinstance(row, DeskActor):
            found += _actor(at, row, kind, base, ids)
        yield from found
        if not found and all(row.id != other.id for other in sound):
            sound.append(row)
    desk = Desk(
        actors=tuple(r for r in sound if isinstance(r, DeskActor)),
        outlets=tuple(r for r in sound if isinstance(r, Outlet)),
    )
    laid = with_desk(base, desk)
    owners = owners_of(laid)
    for at, row in placed.rows():
        if row in sound:
            yield from clashes(at, row, kinds[at] == "person", owners, laid)


@dataclass(frozen=True, slots=True)
class _Ids:
    """What a desk may refer to: states, whatever an office can be of, keys of offices with what these can be of
    (None: anything), and the states by their names.
    """

    states: Mapping[str, str]
    owners: frozenset[str]
    keys: Mapping[str, set[str | None]]
    called: Mapping[str, str]

    @classmethod
    def of(cls, base: Tables, placed: Placed, others: Iterable[str]) -> _Ids:
        own = {row.id for _, row in placed.rows()} | set(others)
        states = {id_: state.name for id_, state in base.states.items()} | {i: i for i in own if i.isupper()}
        common = {f"{state.lower()}-{body.id}" for state in states for body in base.state_bodies if not body.country}
        people = {r.id for r in placed.actors.values() if kind_of(r.id, base) == "person" or r.kind == "person"}
        roles = [role for actor in placed.actors.values() for role in actor.roles if role.words]
        titles = [*((title.key, title.of) for title in base.titles), *((key_of(role), role.of) for role in roles)]
        keys: dict[str, set[str | None]] = {}
        for key, of in titles:
            keys.setdefault(key, set()).add(of)
        called = {
            fold(name).lower(): id_
            for id_, state in base.states.items()
            for name in (state.name, state.formal, *state.aliases)
            if name
        }
        return cls(states, frozenset(own - people | set(base.bodies) | set(states) | common), keys, called)

    def state_meant(self, code: str) -> str:
        """A guess at which state was meant."""
        if fold(code).lower() in self.called:
            return f"did you mean {self.called[fold(code).lower()]}?"
        near = get_close_matches(fold(code).lower(), list(self.called), n=1)
        return meant(code, self.states) or (f"did you mean {self.called[near[0]]}?" if near else "")


def _twice(placed: Placed) -> Iterator[Fault]:
    for rows in (placed.rows(), ((("issue", n), issue) for n, issue in placed.issues.items())):
        seen: dict[str, Path] = {}
        for at, row in rows:
            if row.id in seen:
                first = f"{seen[row.id][0]} number {int(seen[row.id][1]) + 1}"
                yield Fault(
                    (*at, "id"),
                    f"the id {shown(row.id)} is there twice",
                    cause=f"{first} has it already",
                    fix="say everything about it in one place, or give one of the two another id",
                )
            seen.setdefault(row.id, at)
    for number, issue in placed.issues.items():
        yield from _texts(("issue", number), {"name": (issue.name,), "words": issue.words})


def _dropped(placed: Placed, shelf: Tables) -> Iterator[Fault]:
    known = {*shelf.people, *shelf.bodies, *(slug(place.name) for place in shelf.places)}
    for number, id_ in enumerate(placed.dropped):
        at = ("desk", "drop", number)
        if id_ in shelf.states:
            yield Fault(
                at,
                f"{id_} is a state, and no state can be dropped",
                cause="one of its names means another here",
                fix="give that name to the other with takes, or write the state anew with replace = true",
            )
        elif id_ not in known:
            yield Fault(
                at,
                f"nobody is called {shown(id_)}, so it cannot be dropped",
                cause=meant(id_, known),
                fix="write the id of an actor of the shipped tables, or take it out",
            )


def _kind(row: DeskActor | Outlet, own: ActorKind | None) -> ActorKind | None:
    if isinstance(row, Outlet):
        return "organisation"
    return row.kind if row.kind is not None and (row.replace or own is None) else own or row.kind


def _row(
    at: Path, row: DeskActor | Outlet, own: ActorKind | None, kind: ActorKind | None, base: Tables, ids: _Ids
) -> Iterator[Fault]:
    """What is wrong with any row: what it adds to, what is missing, its names, its country."""
    named = f"{at[0]} {shown(row.id)}"
    shipped = {*base.states, *base.people, *base.bodies, *(slug(place.name) for place in base.places)}
    if own is None and row.replace:
        yield Fault(
            (*at, "replace"),
            f"{named} replaces nothing: the tables have no such id",
            cause=meant(row.id, shipped),
            fix="correct the id, or take replace out",
        )
    wanted = row.kind if isinstance(row, DeskActor) else None
    if isinstance(row, Outlet) and own not in (None, "organisation"):
        yield Fault(
            (*at, "id"),
            f"{shown(row.id)} is a {own} in the shipped tables, and no outlet",
            fix="write it as an actor, or choose another id",
        )
    elif wanted is not None and own is not None and wanted != own and not row.replace:
        yield Fault(
            (*at, "kind"),
            f"{shown(row.id)} is a {own} in the shipped tables, not a {wanted}",
            fix="leave kind out to add to it, or write replace = true to put this in its place",
        )
    elif wanted is not None and own is not None and wanted != own and "state" in (wanted, own):
        yield Fault((*at, "kind"), f"{shown(row.id)} is a {own}, and cannot become a {wanted}", fix="choose another id")
    missing = [key for key in ("name", "kind") if getattr(row, key) is None]
    if missing and (own is None or row.replace):
        guess = "" if row.replace else meant(row.id, shipped)
        yield Fault(
            at,
            f"{named} has no {' and no '.join(missing)}",
            cause=guess or "only additions to a row of the shipped tables can leave them out",
            fix="write " + " and ".join(f'{key} = "…"' for key in missing),
        )
    if kind is not None and (kind == "state") != row.id.isupper():
        form = "three capital letters, as ISO 3166-1 has them" if kind == "state" else "lower case, with hyphens"
        yield Fault((*at, "id"), f"{shown(row.id)} cannot be the id of a {kind}", fix=f"it must be {form}")
    if kind == "place" and row.name is not None and slug(row.name) != row.id:
        yield Fault(
            (*at, "id"),
            f"a place's id is made from its name, and {shown(row.id)} is not",
            fix=f"write id = {shown(slug(row.name))}",
        )
    yield from _texts(at, names_of(row))
    if row.country is not None and row.country not in ids.states:
        yield Fault(
            (*at, "country"),
            f"there is no state {shown(row.country)}",
            cause=ids.state_meant(row.country),
            fix="write its ISO 3166-1 alpha-3 code, or add it as an actor of the kind state",
        )


def _actor(at: Path, actor: DeskActor, kind: ActorKind | None, base: Tables, ids: _Ids) -> Iterator[Fault]:
    """What is wrong with what only some kinds of actors have."""
    empty = DeskActor(actor.id)
    for key, kinds in KINDS_OF.items():
        if kind is not None and kind not in kinds and getattr(actor, key) != getattr(empty, key):
            yield Fault(
                (*at, key),
                f"{shown(actor.id)} is a {kind}, which has no {key}",
                cause=f"only a {' or a '.join(kinds)} has",
                fix="take it out, or correct the kind",
            )
    old = base.people.get(actor.id)
    name = actor.name or (old.name if old is not None else None)
    if actor.family is not None and name is not None and actor.family not in name:
        yield Fault(
            (*at, "family"),
            f"the family name {shown(actor.family)} is no part of {shown(name)}",
            fix="write it as in the name",
        )
    for number, mark in enumerate(actor.alone or ()):
        code = mark.removeprefix("~")
        if mark != "*" and code not in ids.states:
            yield Fault(
                (*at, "alone", number),
                f"there is no state {shown(code)}",
                cause=ids.state_meant(code),
                fix="write the alpha-3 code of a state, or alone = true for anywhere",
            )
    for number, role in enumerate(actor.roles):
        yield from _role((*at, "roles", number), role, ids)


def _role(at: Path, role: DeskRole, ids: _Ids) -> Iterator[Fault]:
    if not role.keys and not role.words:
        yield Fault(
            at,
            f"no words lead to the role {shown(role.title)}",
            cause="it has neither keys nor words",
            fix='write words = ["…"] with the words of an article, or keys = ["…"] with an office of the '
            "tables (president, foreign-minister, spokesperson, envoy …)",
        )
    if role.of not in ids.owners:
        guess = ids.state_meant(role.of) or meant(role.of, ids.owners)
        yield Fault(
            (*at, "of"),
            f"nobody has the id {shown(role.of)}, so no office can be of it",
            cause=guess,
            fix="write the id of a state, organisation or group, or add it to the desk as an actor",
        )
    for number, key in enumerate(role.keys):
        if key not in ids.keys:
            yield Fault(
                (*at, "keys", number),
                f"no title has the key {shown(key)}",
                cause=meant(key, ids.keys),
                fix="write a key of the shipped table of titles, or give the words themselves in words",
            )
        elif not ids.keys[key] & {None, role.of}:
            yield Fault(
                (*at, "keys", number),
                f"the title {shown(key)} is not one of {shown(role.of)}",
                cause=f"its words are those of an office of {' or '.join(sorted(map(str, ids.keys[key])))}",
                fix="give the words of the office in words",
            )
    yield from _texts(at, {"title": (role.title,), "words": role.words})
    if role.code is not None and not _is_code(role.code, ids.states):
        yield Fault(
            (*at, "code"),
            f"{role.code} is no CAMEO or PLOVER code",
            cause="it is a state's code and then roles, or an international one: CODGOV, CODREB, IGOUNO",
            fix=f"the roles are {' '.join(ROLES)}; for what is of no state {' '.join(INTERNATIONAL)}",
        )
    bad = [key for key in ("since", "until") if not _is_day(getattr(role, key))]
    for key in bad:
        yield Fault(
            (*at, _AS_IN_TOML[key]),
            f"there is no day {shown(getattr(role, key))}",
            fix='write 2025-03-18, 2025-03 or 2025, "now", or "?" where it is not known',
        )
    if not bad and role.since == "now":
        yield Fault((*at, "from"), "an office cannot begin now", fix='write a date, or "?" where it is not known')
    elif not bad and role.since[:1].isdigit() and role.until[:1].isdigit() and not _in_order(role.since, role.until):
        yield Fault(
            (*at, "to"),
            f"the office ends ({role.until}) before it begins ({role.since})",
            fix="correct one of the two dates",
        )


def _is_day(cell: str) -> bool:
    if cell in ("", "?", "now"):
        return True
    year, month, day = (cell + "-01-01")[:10].split("-") if len(cell) < 10 else cell.split("-")
    try:
        date(int(year), int(month), int(day))
    except ValueError:
        return False
    return True


def _in_order(since: str, until: str) -> bool:
    length = min(len(since), len(until))
    return since[:length] <= until[:length]


def _is_code(code: str, states: Mapping[str, str]) -> bool:
    parts = [code[n : n + 3] for n in range(0, len(code), 3)]
    if len(code) % 3:
        return False
    return parts[0] in INTERNATIONAL or (parts[0] in states and all(part in ROLES for part in parts[1:]))


def _texts(at: Path, names: Mapping[str, Sequence[str]]) -> Iterator[Fault]:
    """The names that no words of an article could ever be."""
    for key, texts in names.items():
        for number, text in enumerate(texts):
            where = (*at, key) if key in ("name", "formal", "family", "given", "title") else (*at, key, number)
            if not text[:1].isalnum() or not cut_plain(text) or not cut_plain(text)[0]:
                yield Fault(
                    where,
                    f"{shown(text)} does not begin with a letter or a digit",
                    fix="write the name as an article has it",
                )
            elif text != " ".join(text.split()) or not text.isprintable():
                yield Fault(
                    where,
                    f"{shown(text)} has stray white space or signs that cannot be seen",
                    fix="write the name in one line, with single spaces",
                )
