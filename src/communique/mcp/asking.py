"""The record, asked as a language model asks: few lines at a time, each with its evidence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from communique.chronology import Entry, chronology_in
from communique.chronology.entries import entry_of
from communique.errors import QuestionError
from communique.export.evidence import link_of
from communique.mcp.answers import Evidence, Happening, Happenings, Saying, Sayings, Term, Terms
from communique.positions.words import answer_words, line_words, said
from communique.record import Record, Said
from communique.record.narrow import Narrow
from communique.signs import counted
from communique.weave.occurrence import Account, Occurrence, Woven

if TYPE_CHECKING:
    from communique.desk import Desk
    from communique.positions import Line, Table

FEW = 3
"""Accounts of one line that are shown at once: `evidence` has all of them."""

MOST = 50
"""Lines of one answer: some 10,000 words, as much as a model can weigh at once."""


class Asking:
    """A record to be asked. Every question is put to the newest snapshot, and to as much of it as it needs."""

    def __init__(self, folder: str | Path, desk: Desk | None = None) -> None:
        self._record = Record.open(folder)
        self._desk = desk

    def who_said(
        self,
        by: str | None = None,
        about: str | None = None,
        to: str | None = None,
        through: str | None = None,
        since: str | None = None,
        until: str | None = None,
        limit: int = 10,
    ) -> Sayings:
        """Who said what: the statements that fit all of these, the earliest first."""
        found = self._record.statements(by=by, about=about, to=to, through=through, since=since, until=until)
        rows = found[: _checked(limit)]
        accounts = self._accounts([(row.article, row.statement) for row in rows])
        shown = tuple(_saying(row, accounts) for row in rows)
        undated = (
            f"{counted(found.undated, 'statement')} that fit have no date and are left out" if found.undated else ""
        )
        return Sayings(len(found), shown, _note(len(found), len(shown), undated))

    def chronology(
        self,
        actors: Sequence[str] = (),
        issue: str | None = None,
        kind: str | None = None,
        since: str | None = None,
        until: str | None = None,
        brief: bool = False,
        limit: int = 10,
    ) -> Happenings:
        """What happened, in order of time, each happening once; what has no date last."""
        found, _ = chronology_in(
            self._record,
            actors=tuple(actors),
            issue=issue,
            kind=kind,
            since=since,
            until=until,
            brief=brief,
            desk=self._desk if issue is not None else None,
        )
        shown = tuple(_happening(entry) for entry in found.entries[: _checked(limit)])
        hidden = f"{found.hidden:,} more are hidden, for key days alone were asked for" if found.hidden else ""
        return Happenings(len(found.entries), shown, _note(len(found.entries), len(shown), hidden, self._unwoven()))

    def table(
        self, parties: Sequence[str] = (), issue: str | None = None, at: str | None = None, limit: int = 10
    ) -> Terms:
        """What parties give and ask of one another, and how the other answered."""
        found = self._record.table(parties=tuple(parties), issue=issue, at=at, desk=self._desk)
        lines = [line for exchange in found.exchanges for line in exchange.lines]
        shown = tuple(_term(line, found) for line in lines[: _checked(limit)])
        undated = f"{counted(found.undated, 'move')} without a date left out" if found.undated else ""
        return Terms(len(lines), shown, _note(len(lines), len(shown), undated, self._unwoven()))

    def evidence(self, id: str) -> Happenings:  # noqa: A002
        """All accounts of one line, by its id or the beginning of it, each with its paragraph."""
        woven = self._record.woven(narrow=Narrow(id_=id, theirs=True)) if id else Woven()
        found = [occurrence for occurrence in woven.occurrences if occurrence.id.startswith(id)]
        if len(found) != 1:
            raise QuestionError(
                f"{id!r} is {'the beginning of several ids' if found else 'the id of nothing in this record'}",
                fix="give an id as the other tools have it",
            )
        names = {actor.id: actor.name for actor in woven.actors}
        happening = _happening(entry_of(found[0], 1, names), whole=True)
        return Happenings(1, (happening,), "")

    def _accounts(self, told: Sequence[tuple[str, str]]) -> dict[tuple[str, str], tuple[str, Account]]:
        """The occurrence, by its id, and the account of each of these statements of articles, as far as it is woven."""
        if not told:
            return {}
        woven = self._record.woven(narrow=Narrow(("statement",), told=tuple(told), theirs=True))
        return {
            (account.article, account.item): (occurrence.id, account)
            for occurrence in woven.occurrences
            if occurrence.kind == "statement"
            for account in occurrence.accounts
        }

    def _unwoven(self) -> str:
        unwoven = self._record.unwoven
        return f"{counted(unwoven, 'article')} not woven yet, and so not in this" if unwoven else ""


def _checked(limit: int) -> int:
    if not 1 <= limit <= MOST:
        raise QuestionError(f"limit cannot be {limit}", fix=f"ask for 1 to {MOST} lines, and narrow the question")
    return limit


def _note(found: int, shown: int, *more: str) -> str:
    left = f"{found - shown:,} more lines fit: narrow the question or raise the limit" if found > shown else ""
    return ". ".join(filter(None, (left, *more)))


def _saying(row: Said, accounts: Mapping[tuple[str, str], tuple[str, Account]]) -> Saying:
    id_, account = accounts.get((row.article, row.statement), (None, None))
    return Saying(
        id=id_,
        speaker=row.source_name,
        source=row.source,
        said=row.content or "",
        quotation=row.quotation,
        certainty=row.certainty,
        addressee=row.addressee_name or row.addressee,
        date=row.date,
        evidence=(_evidence(account) if account is not None else _of_reading(row),),
    )


def _of_reading(row: Said) -> Evidence:
    """The evidence of a statement that is not woven yet: where its content stands."""
    return Evidence(
        article=row.article,
        spans=tuple((span.start, span.end) for span in row.spans),
        words=row.content or "",
        chain=tuple(hand.name or hand.relation for hand in row.chain),
        origin=None,
        outlet=row.outlet,
        title=row.title,
        published=row.published,
        url=None,
    )


def _happening(entry: Entry, *, whole: bool = False) -> Happening:
    occurrence = entry.occurrence
    accounts = occurrence.accounts if whole else occurrence.accounts[:FEW]
    kind = occurrence.step.kind if occurrence.step else occurrence.kind
    return Happening(
        id=occurrence.id,
        kind=f"{kind} {occurrence.status}" if occurrence.status else kind,
        summary=occurrence.summary,
        when="; ".join(filter(None, (entry.happened, entry.basis))),
        first=occurrence.when.begin if occurrence.when else None,
        last=occurrence.when.end if occurrence.when else None,
        reported=entry.reported,
        who=entry.who,
        certainty=occurrence.certainty,
        told_by=entry.count,
        differs=tuple(difference.words for difference in entry.differences),
        accounts=len(occurrence.accounts),
        evidence=tuple(_evidence(account, whole=whole) for account in accounts),
    )


def _term(line: Line, of: Table) -> Term:
    answer = line.answer
    answered = [of.occurrences[answer.occurrence]] if answer and answer.occurrence else []
    return Term(
        party=of.parties[line.party],
        other=of.parties[line.other],
        side=line.side,
        term=line_words(line),
        issue=of.issues[line.issue] if line.issue is not None else "no issue of the list",
        last_said=said(line.last),
        answer=answer_words(answer) if answer else None,
        taken_back=line.taken_back is not None,
        evidence=_first(of.occurrences[id_] for id_ in line.occurrences),
        answer_evidence=_first(answered),
    )


def _first(occurrences: Iterable[Occurrence]) -> tuple[Evidence, ...]:
    """The first account of each: its others are copies, or say the same in other words."""
    return tuple(_evidence(occurrence.accounts[0]) for occurrence in occurrences)


def _evidence(account: Account, *, whole: bool = False) -> Evidence:
    published = account.published
    return Evidence(
        article=account.article,
        spans=tuple((span.start, span.end) for span in account.spans),
        words=account.words,
        chain=account.chain,
        origin=account.origin.name,
        outlet=account.outlet,
        title=account.title,
        published=published.begin if published and published.begin == published.end else None,
        url=link_of(account),
        copy_of=account.text if account.text != account.article else None,
        paragraph=account.context if whole else None,
        paragraph_start=account.context_start if whole else None,
    )
