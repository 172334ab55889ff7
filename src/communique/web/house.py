"""What the pages read from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from fastapi import Request

from communique.catalogue import Catalogue, Following
from communique.errors import CommuniqueError
from communique.web.reviewing.ledger import Ledger

if TYPE_CHECKING:
    from communique.desk import Desk


class NotThereError(CommuniqueError):
    """A page is asked for what the record does not have."""


@dataclass(frozen=True, slots=True)
class House:
    """What all visitors share: the record as `following` has it, the desk, where there is one, and the reviews."""

    following: Following
    desk: Desk | None = None
    ledger: Ledger = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "ledger", Ledger(self.following.folder))


LINKED = 200
"""Characters of a value beyond which no link asks for it: servers take addresses of a few thousand."""


def linkable(value: object) -> bool:
    """Whether a link may ask for a value."""
    return len(str(value)) <= LINKED


@dataclass(frozen=True, slots=True)
class Visit:
    """One request: what is read in it, from one catalogue from beginning to end."""

    house: House
    catalogue: Catalogue
    request: Request

    def link(self, path: str | None = None, **changes: Any) -> str:
        """The address that this request was for, with some of its questions changed; None takes one away.

        Lists are repeated questions. The page's number is taken away, since another list has other pages. `path` is
        another page, which is asked the same.
        """
        here = self.request
        told = [
            (name, value)
            for name, value in here.query_params.multi_items()
            if name not in changes and name not in ("page", "as")
        ]
        for name, value in changes.items():
            values = value if isinstance(value, list | tuple) else [value]
            told += [(name, one) for one in values if one is not None and one != ""]
        address = here.url.path if path is None else path
        return f"{address}?{urlencode(told)}" if told else address


def visit_of(request: Request) -> Visit:
    """The visit that a request is."""
    house: House = request.app.state.house
    return Visit(house, house.following.catalogue, request)
