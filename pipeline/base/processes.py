"""Starting processes of our own: by spawn, for a fork after polars has been imported hangs, and deaf to Ctrl-C."""

from __future__ import annotations

import multiprocessing
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager

if sys.platform != "win32":
    from multiprocessing import resource_tracker

SPAWN = multiprocessing.get_context("spawn")


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
