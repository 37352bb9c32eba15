"""Untrusted files are read in a child process with limits of time and memory: no file stops the batch.

The child is started by spawn (a fork after polars hangs) and talks over a pipe. It answers file by file, so the parent
knows which file it died of, starts a new child and goes on with the next. A pipe rather than a process pool: a pool
has no way to end a worker that hangs, and its worker outlives a parent that was killed.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Sequence
from functools import cache
from multiprocessing.connection import Connection
from threading import Lock
from types import TracebackType
from typing import Self

from pipeline.base.processes import SPAWN, STARTING, deaf_to_interrupts, limit_memory, receive
from pipeline.intake import packing  # noqa: F401  # what makes small what goes through the pipe
from pipeline.intake.file import read_file, unreadable
from pipeline.intake.opdracht import Leesopdracht
from pipeline.model.workbook import Werkmap

Reader = Callable[[Leesopdracht], Werkmap]

SECONDS = 20.0  # per file; an ordinary form takes two milliseconds
SELDOM = 50_000  # objects before cycles are looked for: forms make many, and few cycles
MEMORY = 1024**3  # bytes of address space for the child as a whole; an ordinary form needs one megabyte


class Lezer:
    """A context manager that keeps one reader child alive, from the first file on.

    reader is what the child calls for each file: a function that can be imported there.
    """

    def __init__(self, reader: Reader = read_file, seconds: float = SECONDS, memory: int = MEMORY) -> None:
        self._reader, self._seconds, self._memory = reader, seconds, memory
        self._child: _Child | None = None
        self._lock = Lock()  # a worker of a cluster may have threads, and each must get its own answers

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._stop()

    def start(self) -> None:
        """Start the child without waiting for it: it takes a third of a second, in which others can do something."""
        self._running()

    def read(self, files: Sequence[Leesopdracht]) -> list[Werkmap]:
        """Read files, in this order. One that ends the reader or takes too long is unreadable; the others are read.

        RuntimeError when the child does not even start: that is no fault of a file.
        """
        werkmappen: list[Werkmap] = []
        with self._lock:
            try:
                while len(werkmappen) < len(files):
                    werkmappen += self._read_until_trouble(files[len(werkmappen) :])
            except BaseException:
                self._stop()  # what the child still has to say would be taken for the answer to another question
                raise
        return werkmappen

    def _read_until_trouble(self, files: Sequence[Leesopdracht]) -> list[Werkmap]:
        """The files up to and including the first that cannot be read; or before it, if it deserves a second try."""
        fresh = self._child is None
        child = self._running()
        child.ask(files)
        werkmappen: list[Werkmap] = []
        for bestand in (file.bestand for file in files):
            try:
                werkmappen.append(child.answer(self._seconds))
            except EOFError:
                self._stop()
                if fresh and not werkmappen:  # else what was read before may have taken the memory
                    werkmappen.append(unreadable(bestand, "bestand_niet_gelezen"))
                return werkmappen
            except TimeoutError:
                self._stop()
                return [*werkmappen, unreadable(bestand, "bestand_niet_gelezen")]
        return werkmappen

    def _running(self) -> _Child:
        if self._child is None:
            self._child = _Child(self._reader, self._memory)
        return self._child

    def _stop(self) -> None:
        if self._child:
            self._child.stop()
        self._child = None


@cache
def shared_lezer() -> Lezer:
    """The reader of this process. All batches share its child, which ends with the process."""
    return Lezer()


class _Child:
    """The parent's side of one reader process."""

    def __init__(self, reader: Reader, memory: int) -> None:
        self._pipe, theirs = SPAWN.Pipe()
        self._process = SPAWN.Process(target=_serve, args=(theirs, reader, memory), daemon=True)
        with deaf_to_interrupts():
            self._process.start()
        theirs.close()  # so that the end of the child is the end of the pipe
        self._started = False

    def ask(self, files: Sequence[Leesopdracht]) -> None:
        """Ask for files; a child that just died is noticed at the first answer. RuntimeError when it never started."""
        if not self._started:
            self._wait_for_start()
        try:
            self._pipe.send(files)
        except OSError:
            return

    def answer(self, seconds: float) -> Werkmap:
        """The next file that was asked for. EOFError when the child died, TimeoutError when it takes too long."""
        werkmap = receive(self._pipe, seconds)
        if not isinstance(werkmap, Werkmap):
            raise EOFError
        return werkmap

    def _wait_for_start(self) -> None:
        try:
            receive(self._pipe, STARTING)
        except (EOFError, TimeoutError) as error:
            raise RuntimeError("the reader process does not start") from error
        self._started = True

    def stop(self) -> None:
        """End the child, whatever it is doing; it only reads, so there is nothing to lose."""
        self._process.kill()
        self._process.join()
        self._pipe.close()


def _serve(pipe: Connection, reader: Reader, memory: int) -> None:
    """The child: read what is asked for until the parent is gone. What goes wrong ends it, without a word."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):  # a reader that dies may print what it was reading
        os.dup2(nowhere, stream)
    limit_memory(memory)
    gc.set_threshold(SELDOM, *gc.get_threshold()[1:])
    pipe.send("ready")
    while True:
        try:
            files = pipe.recv()
        except EOFError:
            return
        for file in files:
            pipe.send(reader(file))
