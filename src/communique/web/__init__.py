"""The pages: a site that reads the record aloud, line by line, each leading to its words.

house       what the pages read from: the catalogue that is newest, the reviews, the desk
publishing  a page is a view (a pure function of the catalogue and what is asked) told as HTML, JSON and CSV
pages/      one page a module
pictures/   drawings as SVG
templates/  how they look; static/ the style and what little script there is
"""

from communique.web.app import create_app
from communique.web.house import House

__all__ = ["House", "create_app"]
