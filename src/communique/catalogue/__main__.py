"""`python -m communique.catalogue FOLDER`: makes the catalogue of a record."""

from communique.catalogue.making import main

main()
