"""Where work is done: in this process or in others, over the interface of concurrent.futures (design.md 4)."""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from importlib import import_module
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


def work(fn: Callable[[T], U], tasks: Sequence[T], jobs: int, scheduler: str = "") -> Iterator[U]:
    """The results of fn, in the order of the tasks, as they come.

    scheduler: address of a Dask scheduler, "" for this machine. Where a worker is killed its work is done again, so fn
    must be one that may run twice. Raises Stop when workers keep being killed or the scheduler cannot be reached.
    """
    done = 0
    if not tasks:
        return
    for _ in range(TRIES):
        try:
            with executor(min(jobs, len(tasks) - done), scheduler) as pool:
                for result in _in_order(fn, tasks[done:], pool, len(tasks) if scheduler else AHEAD * jobs):
                    done += 1
                    yield result
                return
        except BrokenExecutor:
            continue
    raise Stop([Finding("werkers_gestopt")])


def ahead(fn: Callable[[T], U], tasks: Iterable[T]) -> Iterator[U]:
    """The results of fn, in the order of the tasks, each made in a thread while the one before is in use."""
    with ThreadPoolExecutor(1) as thread:
        waiting: Future[U] | None = None
        for task in tasks:
            ready, waiting = waiting, thread.submit(fn, task)
            if ready:
                yield ready.result()
        if waiting:
            yield waiting.result()


def _in_order(fn: Callable[[T], U], tasks: Sequence[T], pool: Executor, ahead: int) -> Iterator[U]:
    waiting: deque[Future[U]] = deque()
    for task in tasks:
        waiting.append(pool.submit(fn, task))
        if len(waiting) > ahead or isinstance(pool, _Here):
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


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
        yield client.get_executor()
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
