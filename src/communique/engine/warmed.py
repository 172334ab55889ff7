"""To import this is to load the model and the tables.

The server that processes are forked from does so, once: then they share those pages of memory, for as long as nobody
writes to them.
"""

import gc

from communique.annotate import annotate_many

list(annotate_many(["The minister said on 3 May 2019 that the talks would go on."]))
gc.collect()
gc.freeze()  # a collection would write to every object, and so part the pages
