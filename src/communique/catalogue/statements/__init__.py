"""The shelf of statements: who said what, to whom, through whom.

filling     what is in it
columns     the statements as columns of numbers, in memory, as reviews leave them
finding     the questions, by words and by all that is known of statements, and what fits them
"""

from communique.catalogue.statements.filling import fill
from communique.catalogue.statements.finding import FoundStatements, Listed, statements

__all__ = ["FoundStatements", "Listed", "fill", "statements"]
