"""Desks of invented groups, for tests of what several rooms make of them."""

from __future__ import annotations

# A group of a country, and a circle of several parties.
LAKES = """
[[actor]]
id = "river-front"
name = "River Front"
kind = "group"
country = "COD"
aliases = ["insurgents"]

[[actor]]
id = "lakes-forum"
name = "Lakes Forum"
kind = "group"
aliases = ["forum"]
"""
