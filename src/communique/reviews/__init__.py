"""A person's verdicts: a third layer, kept apart from what was read and woven, and laid over both.

entry, fields   what a review is of: one item of one article's reading; what of it can be corrected
review          what one person found of it, at one moment
log             `reviews.sqlite` in the record's folder, only ever added to; whoever comes second meets the first
standing        what is in force: the reviews that nobody has undone, and what they come to
fitting         where a reviewed entry stands in another reading of its article; names: whom corrections name
laying          all of it over one reading
weighing        what to review first: the queue
exchange        reviews as JSON Lines: training data, and from one record to another
woven           all of it over occurrences, some or all; regrouping: whose accounts are whose; retelling: the line

How a review is made, and what comes of it:

    entry = entry_of(reading, "move", "v1")                         # or entry_of_account(reading, occurrence, account)
    log = Reviews.open(folder)
    log.add(Review("accept", "Ada", entry, saw=None))               # saw: the id of the last review that Ada was shown
    log.add(correction(reading, entry, {"party": "USA"}, who="Ada"))
    log.undo(id_, "Ada")
    log.newest                                                      # changes with every review: when to look again
    log.standing().states[entry.key]                                # State: verdict, corrected fields, who, newest
    lay(reading, log.standing())                                    # Reviewed: the reading as people left it
    laid(woven, log.standing())                                     # Woven; laid_over: only the occurrences one shows
"""

from communique.record.manifest import LOG
from communique.reviews.entry import Entry, Key, digest, entries_of, entry_of, entry_of_account
from communique.reviews.fields import FIELDS, KINDS, EntryKind
from communique.reviews.fitting import Place, fit
from communique.reviews.laying import Reviewed, lay
from communique.reviews.log import Reviews, Taken
from communique.reviews.review import VERDICTS, Review, Verdict, correction, undoing
from communique.reviews.standing import Standing, State, standing
from communique.reviews.weighing import Waiting, Weight, queue, weigh
from communique.reviews.woven import Dropped, Laid, in_order, laid, laid_over, mended, now_called

__all__ = [
    "FIELDS",
    "KINDS",
    "LOG",
    "VERDICTS",
    "Dropped",
    "Entry",
    "EntryKind",
    "Key",
    "Laid",
    "Place",
    "Review",
    "Reviewed",
    "Reviews",
    "Standing",
    "State",
    "Taken",
    "Verdict",
    "Waiting",
    "Weight",
    "correction",
    "digest",
    "entries_of",
    "entry_of",
    "entry_of_account",
    "fit",
    "in_order",
    "laid",
    "laid_over",
    "lay",
    "mended",
    "now_called",
    "queue",
    "standing",
    "undoing",
    "weigh",
]
