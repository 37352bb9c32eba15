"""Where work is done: in this process or in others, over the interface of concurrent.futures (design.md 4)."""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from importlib import import_module
from itertools import chain, islice
from multiprocessing import parent_process
from multiprocessing.connection import wait
from threading import Thread
from typing import Any, ParamSpec, TypeVar

from pipeline.base.processes import SPAWN, deaf_to_interrupts
from pipeline.intake.reader_process import shared_lezer
from pipeline.model.findings import Finding, Stop

P = ParamSpec("P")
T = TypeVar("T")
U = TypeVar("U")

TRIES = 4  # times that work is begun: a computer that is short of memory may end a worker
AHEAD = 2  # tasks that stand ready for each process
FEWEST = 8  # threads of a cluster, to begin with: its workers may have yet to report


def work(fn: Callable[[T], U], tasks: Iterable[T], jobs: int, scheduler: str = "") -> Iterator[U]:
    """The results of fn, in the order of the tasks, as they come; a task is asked for when there is room for it.

    scheduler: address of a Dask scheduler, "" for this machine. Where a worker is killed its work is done again, so fn
    must be one that may run twice. Raises Stop when workers keep being killed or the scheduler cannot be reached.
    """
    coming, begun = iter(tasks), deque[T]()
    for _ in range(TRIES):
        begun.extend(islice(coming, max(jobs - len(begun), 0)))
        if not begun:
            return
        try:
            with executor(min(jobs, len(begun)), scheduler) as pool:
                yield from _in_order(fn, begun, coming, pool)
                return
        except BrokenExecutor:
            continue
    raise Stop([Finding("werkers_gestopt")])


def _in_order(fn: Callable[[T], U], begun: deque[T], coming: Iterator[T], pool: Executor) -> Iterator[U]:
    """begun: tasks whose result was not given yet; so it stays, for whoever has to do them again."""
    waiting: deque[Future[U]] = deque()
    tasks = chain(((task, False) for task in tuple(begun)), ((task, True) for task in coming))
    for task, new in tasks:
        if new:
            begun.append(task)
        waiting.append(pool.submit(fn, task))
        if len(waiting) > _room(pool):
            yield _first(begun, waiting)
    while waiting:
        yield _first(begun, waiting)


def _first(begun: deque[T], waiting: deque[Future[U]]) -> U:
    result = waiting.popleft().result()
    begun.popleft()
    return result


def _room(pool: Executor) -> int:
    """Number of tasks that are handed out before the result of the first is waited for."""
    return pool.room if isinstance(pool, _Cluster | _Processes) else 0


@contextmanager
def executor(jobs: int, scheduler: str = "") -> Iterator[Executor]:
    """The seam of design.md 4: the same interface in this process, over local processes, or over Dask."""
    if scheduler:
        with _dask(scheduler) as pool:
            yield pool
    elif jobs <= 1:
        yield _Here()
    else:
        pool = _Processes(jobs, SPAWN, initializer=_belong_to_parent)
        pool.room = AHEAD * jobs
        try:
            yield pool
        finally:
            pool.shutdown(cancel_futures=True)


def _belong_to_parent() -> None:
    """In a worker: Ctrl-C is for the parent, which ends the workers; and one whose parent was killed stops at once."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if parent := parent_process():
        Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()
    shared_lezer().start()  # before the first work, and all that it imports


def _end_with(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)  # else it would go on writing beside the next run, or wait for work for ever


@contextmanager
def _dask(scheduler: str) -> Iterator[Executor]:
    """The workers of a Dask cluster; Dask itself gives the work of one that is gone to another."""
    try:
        distributed: Any = import_module("distributed")  # an extra that few need, and that takes long to import
    except ImportError as error:
        raise Stop([Finding("dask_ontbreekt")]) from error
    try:
        client = distributed.Client(scheduler, timeout="10s")
    except (OSError, ValueError) as error:
        raise Stop([Finding("scheduler_onbereikbaar")]) from error
    try:
        yield _Cluster(client)
    except distributed.KilledWorker as error:
        raise BrokenExecutor from error
    finally:
        client.close()


class _Cluster(Executor):
    """The workers of a Dask cluster, of which there may be more in a while, or fewer."""

    def __init__(self, client: Any) -> None:  # noqa: ANN401  # Dask itself is imported only when it is asked for
        """Over a client of its scheduler."""
        self._client, self._pool = client, client.get_executor()

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Give `fn` to the scheduler."""
        future: Future[T] = self._pool.submit(fn, *args, **kwargs)
        return future

    @property
    def room(self) -> int:
        """So many for each of its threads, as many as there are now."""
        threads: dict[str, int] = self._client.nthreads()
        return AHEAD * max(sum(threads.values()), FEWEST)


class _Processes(ProcessPoolExecutor):
    """Local processes, that start when there is work for them."""

    room = 0

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Give `fn` to a process; a process that starts for it does not hear Ctrl-C."""
        with deaf_to_interrupts():
            return super().submit(fn, *args, **kwargs)


class _Here(Executor):
    """Runs each task at once in this process."""

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Call `fn` and return its result as a finished future; what it raises, this raises."""
        future: Future[T] = Future()
        future.set_result(fn(*args, **kwargs))
        return future
