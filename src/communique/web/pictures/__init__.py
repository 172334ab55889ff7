"""Drawings: where each mark stands, worked out from what it tells; templates make SVG of them.

Places along time are per cent of the width, so that a drawing is as wide as its place and its words stay as they are.
"""
