"""Where work is done: in this process or in others, over the interface of concurrent.futures (design.md 4)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


@contextmanager
def executor(jobs: int) -> Iterator[Executor]:
    """The seam of design.md 4: the same interface in this process, over local processes, or beyond."""
    if jobs <= 1:
        yield _Here()
        return
    # spawn, for a fork after polars has been imported hangs
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        yield pool


class _Here(Executor):
    """Runs each task at once in this process."""

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Call `fn` and return its result as a finished future; what it raises, this raises."""
        future: Future[T] = Future()
        future.set_result(fn(*args, **kwargs))
        return future
