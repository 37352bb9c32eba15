"""What something costs: seconds on the clock, seconds of processors, memory; of work here and of whole commands."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

# Starts a command from a small process, for what a process starts is counted as large as itself to begin with. It
# takes in every process that the command leaves behind (PR_SET_CHILD_SUBREAPER), so that none is left out: readers and
# workers are children of children, and count when whoever started them waited for them.
_LAUNCH = """
import ctypes, json, os, subprocess, sys, time
ctypes.CDLL(None).prctl(36, 1, 0, 0, 0)
start = time.perf_counter()
process = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
_, status, usage = os.wait4(process.pid, 0)
wall, usages = time.perf_counter() - start, [usage]
while True:
    try:
        usages.append(os.wait3(0)[2])
    except ChildProcessError:
        break
cpu = sum(usage.ru_utime + usage.ru_stime for usage in usages)
memory = max(usage.ru_maxrss for usage in usages) / 1024
print(json.dumps([os.waitstatus_to_exitcode(status), wall, cpu, memory]))
"""


@dataclass(frozen=True)
class Cost:
    """Seconds on the clock, seconds of all processors, and MB of the largest process (0: not known)."""

    wall: float
    cpu: float
    memory: float = 0.0

    def __add__(self, other: Cost) -> Cost:
        return Cost(self.wall + other.wall, self.cpu + other.cpu, max(self.memory, other.memory))

    def each(self, number: int) -> Cost:
        """Milliseconds, of one of so many."""
        return Cost(1000 * self.wall / number, 1000 * self.cpu / number, self.memory)


NOTHING = Cost(0.0, 0.0)


def timed(work: Callable[[], object]) -> Cost:
    """The cost of work in this process, its threads included."""
    cpu, wall = time.process_time(), time.perf_counter()
    work()
    return Cost(time.perf_counter() - wall, time.process_time() - cpu)


def command(arguments: Sequence[str]) -> Cost:
    """The cost of a command with all that it starts; it has to end well."""
    launch = [sys.executable, "-c", _LAUNCH, *arguments]
    launched = subprocess.run(launch, check=True, stdout=subprocess.PIPE)
    exit_code, *cost = json.loads(launched.stdout)
    if exit_code:
        raise RuntimeError(f"exit {exit_code}: {' '.join(arguments)}")
    return Cost(*cost)


def median(costs: Sequence[Cost]) -> Cost:
    """The median of each."""
    return Cost(
        statistics.median(cost.wall for cost in costs),
        statistics.median(cost.cpu for cost in costs),
        statistics.median(cost.memory for cost in costs),
    )
