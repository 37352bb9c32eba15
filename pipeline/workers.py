"""Where work is done: in this process or in others, over the interface of concurrent.futures (design.md 4)."""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from itertools import islice
from multiprocessing import parent_process
from multiprocessing.connection import wait
from threading import Thread
from typing import Any, Generic, ParamSpec, TypeVar

from pipeline.base.processes import SPAWN, deaf_to_interrupts
from pipeline.intake.reader_process import shared_lezer
from pipeline.model.findings import Finding, Stop

P = ParamSpec("P")
T = TypeVar("T")
R = TypeVar("R")
U = TypeVar("U")

FEWEST = 8  # threads of a cluster, to begin with: its workers may have yet to report
TRIES = 4  # times that work is begun: a computer that is short of memory may end a worker
AHEAD = 2  # tasks that stand ready for each other process
WORTH = 4  # tasks for each: fewer are done before another process has started


def _nothing() -> None:
    """Nothing to get ready."""


@dataclass(frozen=True, slots=True)
class Work(Generic[T, R, U]):
    """What is done with each task: `first`, which mostly waits, so that it may be done ahead, and with it `then`.

    Both can be imported in another process, and may run twice: where a process is killed its work is done again.
    ready: what `then` needs to begin, done while the first task is on its way.
    """

    first: Callable[[T], R]
    then: Callable[[R], U]
    ready: Callable[[], None] = _nothing

    def __call__(self, task: T) -> U:
        """All of it."""
        self.ready()
        return self.then(self.first(task))


def work(what: Work[T, R, U], tasks: Iterable[T], jobs: int, scheduler: str = "") -> Iterator[U]:
    """The results, in the order of the tasks, as they come; a task is asked for when there is room for it.

    jobs: number of processes, of which this is one; scheduler: address of a Dask scheduler, "" for this machine.
    Raises Stop when workers keep being killed or the scheduler cannot be reached.
    """
    coming, begun = iter(tasks), deque[T]()
    for _ in range(TRIES):
        begun.extend(islice(coming, max(jobs * WORTH - len(begun), 0)))
        if not begun:
            return
        try:
            for result in _results(what, begun, coming, jobs, scheduler):
                begun.popleft()
                yield result
            return
        except BrokenExecutor:
            continue
    raise Stop([Finding("werkers_gestopt")])


def _results(what: Work[T, R, U], begun: deque[T], coming: Iterator[T], jobs: int, scheduler: str) -> Iterator[U]:
    """begun: the first tasks; those that are taken after them are added, for whoever has to do them again."""
    others = min(jobs - 1, len(begun) // WORTH)
    tasks = _noted(begun, coming)
    if scheduler:
        with cluster(scheduler) as client:
            yield from _elsewhere(what, tasks, client)
    elif others < 1:
        yield from _together(what, tasks, None, 0)
    else:
        with _processes(others) as pool:
            yield from _together(what, tasks, pool, AHEAD * others)


def _noted(begun: deque[T], coming: Iterator[T]) -> Iterator[T]:
    yield from tuple(begun)
    for task in coming:
        begun.append(task)
        yield task


def _elsewhere(what: Work[T, R, U], tasks: Iterable[T], client: Any) -> Iterator[U]:  # noqa: ANN401  # of Dask
    """On a cluster, of whose threads there may be more in a while, or fewer."""
    pool, waiting = client.get_executor(), deque[Future[U]]()
    for task in tasks:
        waiting.append(pool.submit(what, task))
        if len(waiting) > AHEAD * max(sum(client.nthreads().values()), FEWEST):
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


def _together(what: Work[T, R, U], tasks: Iterable[T], pool: Executor | None, others: int) -> Iterator[U]:
    """This process does one task after the other, `first` of the next in a thread; so many others are at the pool."""
    todo, results, own = iter(tasks), deque[Future[U]](), deque[tuple[Future[U], Future[R]]]()
    with ThreadPoolExecutor(1) as thread:
        while True:
            while pool and sum(not result.done() for result in results) - len(own) < others:
                if not (given := [*islice(todo, 1)]):
                    break
                results.append(pool.submit(what, *given))
            for task in islice(todo, 2 - len(own)):
                results.append(Future())
                own.append((results[-1], thread.submit(what.first, task)))
            if own:
                result, read = own.popleft()
                what.ready()
                result.set_result(what.then(read.result()))
            elif not results:
                return
            while results and (results[0].done() or not own):
                yield results.popleft().result()


@contextmanager
def executor(jobs: int) -> Iterator[Executor]:
    """The same interface in this process, or over so many others."""
    if jobs <= 1:
        yield _Here()
    else:
        with _processes(jobs) as pool:
            yield pool


@contextmanager
def _processes(number: int) -> Iterator[Executor]:
    """So many other processes on this machine."""
    pool = _Processes(number, SPAWN, initializer=_belong_to_parent)
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
def cluster(scheduler: str) -> Iterator[Any]:
    """A client of a Dask cluster; Dask itself gives the work of one that is gone to another."""
    try:
        distributed: Any = import_module("distributed")  # an extra that few need, and that takes long to import
    except ImportError as error:
        raise Stop([Finding("dask_ontbreekt")]) from error
    try:
        client = distributed.Client(scheduler, timeout="10s")
    except (OSError, ValueError) as error:
        raise Stop([Finding("scheduler_onbereikbaar")]) from error
    try:
        yield client
    except distributed.KilledWorker as error:
        raise BrokenExecutor from error
    finally:
        client.close()


class _Processes(ProcessPoolExecutor):
    """Local processes, that start when there is work for them."""

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
