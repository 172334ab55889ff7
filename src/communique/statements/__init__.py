"""Who said what: from the encoder's attributions to statements, with the hands they came through."""

from communique.statements.phrases import WhoIsMeant
from communique.statements.quotations import Quoted, Quotes, quotation_of, quoted
from communique.statements.reader import Stated, statements

__all__ = ["Quoted", "Quotes", "Stated", "WhoIsMeant", "quotation_of", "quoted", "statements"]
