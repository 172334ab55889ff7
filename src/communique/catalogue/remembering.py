"""What is the same for all who ask one catalogue, kept while it is open."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future
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

    What is asked must be hashable, and nobody may change an answer. Of several threads that ask the same at once, one
    finds it out and the others wait for it. What could not be answered is asked anew.
    """

    def of(ask: Asking[P, T]) -> Asking[P, T]:
        kept: WeakKeyDictionary[Catalogue, OrderedDict[object, Future[T]]] = WeakKeyDictionary()
        lock = Lock()

        @wraps(ask)
        def asked(catalogue: Catalogue, /, *args: P.args, **values: P.kwargs) -> T:
            key = (args, tuple(sorted(values.items())))
            with lock:
                answers = kept.setdefault(catalogue, OrderedDict())
                answer = answers.get(key)
                if others := answer is not None:
                    answers.move_to_end(key)
                else:
                    answer = answers[key] = Future()
                    while len(answers) > most:
                        answers.popitem(last=False)
            if others:
                return answer.result()
            try:
                answer.set_result(ask(catalogue, *args, **values))
            except BaseException as error:
                with lock:
                    if answers.get(key) is answer:
                        del answers[key]
                answer.set_exception(error)
                raise
            return answer.result()

        return asked

    return of
