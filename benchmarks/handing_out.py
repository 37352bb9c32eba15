"""`forms` for 200 and for 2,000 people: time, processors used, and the peak memory of the largest process.

Usage: python -m benchmarks.handing_out
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from pipeline.teams import init_steunpunt
from tests.support.office import type_in_team

TEAM = 20  # people in a steunpunt
CODE = "from pipeline.handout import issue_forms; from pathlib import Path; import sys; issue_forms(Path(sys.argv[1]))"


def make_input(folder: Path, steunpunten: int) -> None:
    """Team workbooks that are copies of each other."""
    path = init_steunpunt(folder / "0000", "Steunpunt Proef")
    people = [(str(1000 + n), f"Medewerker {n}", "Medewerker", 32, "Leiding", "bemiddelaar") for n in range(TEAM)]
    type_in_team(path, people, performed="BF1 BF2 BF3 BF4 BF5")
    for number in range(1, steunpunten):
        (folder / f"{number:04}").mkdir()
        (folder / f"{number:04}" / path.name).write_bytes(path.read_bytes())


def measure(steunpunten: int) -> tuple[float, float, float]:
    """Seconds, processors kept busy, and MB of the largest process."""
    with tempfile.TemporaryDirectory() as name:
        make_input(Path(name), steunpunten)
        before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        subprocess.run([sys.executable, "-c", CODE, name], check=True)
        seconds, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
        assert len(list(Path(name).glob("*/formulieren/*.xlsx"))) == steunpunten * TEAM
    busy = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return seconds, busy / seconds, after.ru_maxrss / 1024


def main() -> None:
    """Measure both and print them; the peak is of all runs so far, so the larger comes last."""
    print(f"{'people':>8}{'seconds':>10}{'ms each':>10}{'cores':>8}{'peak MB':>10}")
    for steunpunten in (10, 100):
        seconds, cores, peak = measure(steunpunten)
        people = steunpunten * TEAM
        print(f"{people:8}{seconds:10.1f}{1000 * seconds / people:10.1f}{cores:8.2f}{peak:10.0f}")


if __name__ == "__main__":
    main()
