"""What keeps the pages safe: one concern a file, all of them on, `protect` puts them around the application.

settings    where it listens, under which names, with which token
headers     what every answer tells the browser: nothing from elsewhere, nothing inline, nothing framed
faults      what goes wrong becomes a page, or JSON under /api, in three parts; no traceback leaves the house
hosts       only under the names it was given (a page of elsewhere cannot be rebound to this machine)
limits      how long a query, how large a body, how many at once
entry       who may come in: a token, as a header or by the log-in page
forgery     a change comes from a page of this site, or it is no change
"""

from communique.web.safety.forgery import csrf_token
from communique.web.safety.problems import Problem
from communique.web.safety.protecting import protect
from communique.web.safety.settings import Settings, settings_for

__all__ = ["Problem", "Settings", "csrf_token", "protect", "settings_for"]
