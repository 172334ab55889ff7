"""On Ray: on this machine, or on all those of a cluster.

Articles that are at hand are sent to actors, a chunk at a time. Shards are not sent: Ray Data hands out where they lie,
each actor opens its own and writes the readings to where finished shards wait. So no text passes through Ray then.
"""

from __future__ import annotations

import logging
import os
import pickle
import threading
from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any

from communique.desk import Desk
from communique.engine.machine import cores
from communique.engine.pool import CHUNK, Died, Pool
from communique.engine.work import Finished, Job, Work, release
from communique.errors import CommuniqueError, EngineError
from communique.gather import Unread
from communique.gather.shards import Shard
from communique.gather.unread import unread
from communique.reading import Article, Reading

Tell = Callable[[int], object]
"""Told how many articles have been read so far."""

LOCAL = "local"
"""The address that stands for a Ray of our own on this machine."""

SECONDS = 180.0
"""For one article: as in several processes, and two minutes more in which a machine may still be starting."""

STORE = 200_000_000
"""Bytes of shared memory for a Ray of our own, which without this takes a third of the machine: what lies there is at
most the chunks of articles that are ahead."""

TRIES = 3
"""A shard is read so many times, where whoever reads it dies: Ray itself would go on for ever."""

_POLL = 0.5  # seconds between looks at how far the actors are
_TELL = 20  # readings between one word of an actor and the next


@dataclass(frozen=True, slots=True)
class OnRay:
    """Reads with `actors` actors (None: as many as there are processors for), each with `processes` processes.

    `address` is that of a cluster ("auto", "ray://host:10001"); None or "local" starts a Ray of our own, and ends it.
    """

    actors: int | None = None
    address: str | None = None
    processes: int = 1
    chunk: int = CHUNK

    def check(self) -> None:
        """Raises EngineError where Ray is not installed."""
        if find_spec("ray") is None:
            raise EngineError("Ray is not installed", fix="pip install 'communique[ray]', or leave --engine ray out")

    def readings(self, articles: Iterable[Article], desk: Desk | None = None) -> Iterator[Reading]:
        """The readings, as `Engine` says. Raises EngineError where there is no Ray, or the cluster does not answer."""
        with self._connected() as ray:
            actors = self.actors or max(1, int(ray.cluster_resources().get("CPU", 1)))
            pool = Pool([_Actor(ray, desk) for _ in range(actors)], _wait, SECONDS, self.chunk)
            try:
                yield from pool.readings(articles)
            finally:
                pool.close()

    def finish(
        self, shards: Sequence[tuple[str, Shard]], work: Work, job: Job, tell: Tell
    ) -> Generator[tuple[str, Finished | Unread], None, None]:
        """Reads shards into `work`, each under its name, and gives what became of each as it is done, in any order.

        A shard that cannot be read is an Unread. `tell` is told how many articles have been read. Raises EngineError as
        above, and where an actor has another release of this program.
        """
        if not shards:
            return
        with self._connected() as ray:
            counter = ray.remote(num_cpus=0, max_restarts=-1)(_Counter).remote()
            available = max(1, int(ray.cluster_resources().get("CPU", 1)) // self.processes)
            size = min(self.actors or available, len(shards))
            run = ray.remote(num_cpus=0)(_Run).remote(
                shards, size, self.processes, (work.place, job, release(), self.processes, counter)
            )
            rows = iter(lambda: ray.get(run.next.remote()), None)
            with _watched(ray, counter, tell):
                for row in _given_up(rows):
                    outcome = pickle.loads(row["outcome"])
                    if isinstance(outcome, CommuniqueError):
                        raise outcome
                    yield str(row["name"]), outcome

    @contextmanager
    def _connected(self) -> Iterator[Any]:
        """Ray, connected. It is left as it was found: one that was running already goes on running."""
        os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # before Ray is imported: it tells nobody anything
        self.check()
        import ray

        own = not ray.is_initialized()
        if own:
            try:
                ray.init(**self._options())
            except (ConnectionError, RuntimeError, ValueError, OSError) as error:
                raise EngineError(
                    f"Ray at {self.address or LOCAL} cannot be reached: {next(iter(f'{error}'.splitlines()), '')}",
                    cause="there is no cluster there, it has another version of Ray or Python, or it wants a token",
                    fix="ask ray status there; for a token set RAY_AUTH_MODE=token; without --address a Ray of its own "
                    "is started on this machine",
                ) from error
        try:
            yield ray
        finally:
            if own:
                ray.shutdown()

    def _options(self) -> dict[str, Any]:
        quiet = {"log_to_driver": False, "logging_level": logging.ERROR}
        if self.address not in (None, LOCAL):
            return {"address": self.address, **quiet}
        several = (self.actors or max(1, cores() // self.processes)) * self.processes
        return {
            "address": LOCAL, "num_cpus": several, "include_dashboard": False, "object_store_memory": STORE, **quiet
        }  # fmt: skip


class _Run:
    """Hands shards out to actors, and what became of each back.

    An actor itself: from outside a cluster (ray://) Ray Data does not work, and what it logs is for the logs.
    """

    def __init__(self, shards: Sequence[tuple[str, Shard]], size: int, processes: int, actor: tuple[Any, ...]) -> None:
        import ray.data

        logging.getLogger("ray.data").setLevel(logging.ERROR)
        rows = [{"name": name, "shard": pickle.dumps(shard)} for name, shard in shards]
        # one shard a block and a batch: what an actor is given, and what is done again when it dies, is one shard
        dataset = ray.data.from_items(rows, override_num_blocks=len(rows)).map_batches(
            _Shards,
            fn_constructor_args=actor,
            batch_size=1,
            compute=ray.data.ActorPoolStrategy(size=size, max_tasks_in_flight_per_actor=1),
            num_cpus=processes,
        )
        dataset.context.enable_progress_bars = False
        dataset.context.print_on_execution_start = False
        # without looking ahead, which would hold back each shard until the next one is finished
        self._rows = iter(dataset.iter_batches(batch_size=None, prefetch_batches=0))

    def next(self) -> dict[str, Any] | None:
        row = next(self._rows, None)
        return None if row is None else {name: column[0] for name, column in row.items()}


class _Counter:
    """Counts what all actors have read, and how often they have begun with each shard."""

    def __init__(self) -> None:
        self._count = 0
        self._begun: Counter[str] = Counter()

    def add(self, more: int) -> None:
        self._count += more

    def count(self) -> int:
        return self._count

    def begin(self, name: str) -> int:
        self._begun[name] += 1
        return self._begun[name]


class _Shards:
    """What an actor of Ray Data does: shard after shard, with processes that keep the model loaded.

    An article that kills its process, or takes too long, costs itself alone there; an actor that dies is started again
    by Ray, and its shard is read again.
    """

    def __init__(self, place: str, job: Job, wanted: tuple[str, ...], processes: int, counter: Any) -> None:
        from communique.engine.processes import Processes

        self._work, self._job, self._counter = Work(place), job, counter
        self._other = None if release() == wanted else release()
        self._pool = Processes(processes).pool(job.desk)
        self._read = 0

    def __call__(self, batch: dict[str, Any]) -> dict[str, Any]:
        (name,), (shard,) = batch["name"], batch["shard"]
        return {"name": [name], "outcome": [pickle.dumps(self._outcome(str(name), pickle.loads(shard)))]}

    def _outcome(self, name: str, shard: Shard) -> Finished | Unread | CommuniqueError:
        from communique.engine.finishing import finish
        from communique.errors import GatherError

        if self._other is not None:
            return EngineError(
                f"A machine of the cluster has another release of communique: {self._other[0]}",
                cause="it was installed at another time",
                fix="install the same one everywhere",
            )
        import ray

        if ray.get(self._counter.begin.remote(name)) > TRIES:
            return unread(
                shard.path,
                f"Whoever read it died, {TRIES} times",
                cause="its machine has too little memory, or was taken away",
                fix="run the same command again, with fewer actors or on larger machines",
            )
        try:
            return finish(shard, name, self._work, self._job, self._pool.readings, self._tell)
        except GatherError as error:
            return Unread(shard.path, f"{error}")
        except CommuniqueError as error:
            return error
        except Exception as fault:  # noqa: BLE001 - the other shards have nothing to do with it
            return Unread(shard.path, f"It could not be read: {type(fault).__name__}: {fault}")

    def _tell(self) -> None:
        self._read += 1
        if self._read % _TELL == 0:
            self._counter.add.remote(_TELL)


class _Reader:
    """What an actor does that is sent articles: it keeps the model loaded."""

    def read(self, articles: tuple[Article, ...], desk: Desk | None) -> list[Reading] | CommuniqueError:
        from communique.annotate import annotate_many

        try:
            return list(annotate_many(articles, desk=desk))
        except CommuniqueError as error:
            return error


class _Actor:
    """An actor as the pool sees it."""

    def __init__(self, ray: Any, desk: Desk | None) -> None:
        self._ray = ray
        self._desk = ray.put(desk)
        self._begin()

    def _begin(self) -> None:
        self._actor = self._ray.remote(num_cpus=1)(_Reader).remote()

    def give(self, articles: tuple[Article, ...]) -> None:
        self.at = self._actor.read.remote(articles, self._desk)

    def answer(self) -> list[Reading]:
        try:
            answer: list[Reading] | CommuniqueError = self._ray.get(self.at)
        except self._ray.exceptions.RayError as error:
            raise Died(type(error).__name__) from error
        if isinstance(answer, CommuniqueError):
            raise answer
        return answer

    def again(self) -> None:
        self.stop()
        self._begin()

    def stop(self) -> None:
        self._ray.kill(self._actor)


def _wait(actors: Sequence[_Actor], seconds: float) -> list[_Actor]:
    import ray

    ready, _ = ray.wait([actor.at for actor in actors], num_returns=1, timeout=seconds)
    return [actor for actor in actors if actor.at in ready]


@contextmanager
def _watched(ray: Any, counter: Any, tell: Tell) -> Iterator[None]:
    """Tells how far the actors are while the block runs."""
    over = threading.Event()

    def watch() -> None:
        while not over.wait(_POLL):
            # a counter that is lost costs the sight of the run, not the run
            with suppress(ray.exceptions.RayError):
                tell(ray.get(counter.count.remote(), timeout=_POLL))

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        over.set()
        watcher.join()  # to ask Ray anything once it is left would start another


def _given_up(rows: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    try:
        yield from rows
    except Exception as error:
        raise EngineError(
            f"Ray gave up: {next(iter(f'{error}'.splitlines()), type(error).__name__)}",
            cause="no machine of the cluster could run it, or the cluster is gone",
            fix="look at ray status; then run the same command again: finished shards are kept",
        ) from error
