"""Processes of our own, by spawn, for a fork after polars has been imported hangs: deaf to Ctrl-C, within limits."""

from __future__ import annotations

import multiprocessing
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection

if sys.platform != "win32":
    from multiprocessing import resource_tracker
if sys.platform == "linux":
    import resource

SPAWN = multiprocessing.get_context("spawn")
STARTING = 60.0  # seconds for a child to start, also on a slow and busy machine


@contextmanager
def deaf_to_interrupts() -> Iterator[None]:
    """What starts meanwhile never hears Ctrl-C, which a terminal sends to all: this process does, and ends the others.

    A process that hears it while it starts says so on the screen. Windows has no such block.
    """
    if sys.platform == "win32":
        yield
        return
    resource_tracker.ensure_running()  # starts with the first process, and would lift the block
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def receive(pipe: Connection, seconds: float) -> object:
    """What a child says. EOFError when it is gone, TimeoutError when it takes too long."""
    try:
        if pipe.poll(seconds):
            return pipe.recv()
    except OSError as error:  # how Windows tells that the other side is gone
        raise EOFError from error
    raise TimeoutError


def limit_memory(memory: int) -> None:
    """Limit the address space of this process, in bytes.

    Only Linux keeps to such a limit: macOS ignores it and Windows has none, so there only the
    limits of what is read guard memory.
    """
    if sys.platform == "linux":
        _, highest = resource.getrlimit(resource.RLIMIT_AS)
        limit = memory if highest == resource.RLIM_INFINITY else min(memory, highest)
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
