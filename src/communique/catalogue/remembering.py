"""What is the same for all who ask one catalogue, kept while it is open."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from functools import wraps
from threading import Lock
from typing import Concatenate, ParamSpec, TypeVar
from weakref import WeakKeyDictionary

from communique.catalogue.catalogue import Catalogue

P = ParamSpec("P")
T = TypeVar("T")

Asking = Callable[Concatenate[Catalogue, P], T]


def remembered(most: int = 1) -> Callable[[Asking[P, T]], Asking[P, T]]:
    """Keeps the last `most` answers of a question for each catalogue, and lets go of them with it.

    What is asked must be hashable, and nobody may change an answer. Two threads that ask at once may both find it out.
    """

    def of(ask: Asking[P, T]) -> Asking[P, T]:
        kept: WeakKeyDictionary[Catalogue, OrderedDict[object, T]] = WeakKeyDictionary()
        lock = Lock()

        @wraps(ask)
        def asked(catalogue: Catalogue, /, *args: P.args, **values: P.kwargs) -> T:
            key = (args, tuple(sorted(values.items())))
            with lock:
                answers = kept.setdefault(catalogue, OrderedDict())
                if key in answers:
                    answers.move_to_end(key)
                    return answers[key]
            answer = ask(catalogue, *args, **values)
            with lock:
                answers[key] = answer
                while len(answers) > most:
                    answers.popitem(last=False)
            return answer

        return asked

    return of
