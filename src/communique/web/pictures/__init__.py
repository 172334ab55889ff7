"""Drawings as SVG: pure functions from what is counted to where it is drawn; templates make the marks of it."""
