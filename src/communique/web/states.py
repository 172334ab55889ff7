"""The names of states, for their codes."""

from __future__ import annotations

from communique.desk.laying import knowledge_of
from communique.web.house import House


def state_name(house: House, code: str) -> str:
    """The name of the state with this code, by the tables and the desk; the code where they have none."""
    state = knowledge_of(house.desk).tables.states.get(code)
    return state.name if state is not None else code
