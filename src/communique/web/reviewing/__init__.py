"""Reviewing: what a person finds of an entry, from the form on the page to the log.

ledger      the log as far as it was read, and what of the record each review is of
who         the reviewer's name, asked once
controls    the fields of an entry as a form has them, and back
passages    the words around an entry, marked by what they are to it
keys        what names an entry in addresses
evidences   who else tells what it tells
at_work     the entry at work: all that a reviewer needs to see of it
actions     what the forms do: accept, reject, correct, merge, split, undo
"""
