"""The desk: a user's own actors, outlets and issues, read from TOML, examined, and laid over the shipped tables."""

from __future__ import annotations

from communique.desk.desk import ActorKind, Desk, DeskActor, DeskRole, Issue, Outlet, OutletKind

__all__ = ["ActorKind", "Desk", "DeskActor", "DeskRole", "Issue", "Outlet", "OutletKind"]
