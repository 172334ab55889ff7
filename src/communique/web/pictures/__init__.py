"""Drawings: what is to be drawn as plain geometry, made by pure functions; the templates make SVG of it."""
