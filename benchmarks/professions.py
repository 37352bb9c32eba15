"""Milliseconds per form for a coordinator (174 tasks) beside a consultant (22), from the file to all documents.

Usage: python -m benchmarks.professions [ROUNDS]   (default 5; both sides in turns, the median counts)

Each side is a whole run in this process, on a steunpunt of 20 people; what every process does once is done before.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from examples.meerwijk import fill_meerwijk
from pipeline.handout import issue_forms
from pipeline.run import Opdracht, run
from pipeline.teams import init_steunpunt
from tests.support.office import type_in_form, type_in_team

PEOPLE = 20
TASKS = "a 2 | b 2 | c 2 | d 2 | e 2 | f 2 | g 2 | h 2 | i 2 | j 2 | o 2 | q 1 | u 1 | v 1"


def make_input(folder: Path, catalogus: str, fill: Callable[[Path], object]) -> Path:
    """A steunpunt of people on one catalog, with their filled forms."""
    team = [(str(1000 + n), f"Medewerker {n}", "Medewerker", 32, "Leiding", None, catalogus) for n in range(PEOPLE)]
    type_in_team(init_steunpunt(folder / "proef", "Proef"), team, performed="BF1 BF2 BF3 BF4 BF5")
    issue_forms(folder)
    for path in sorted((folder / "proef" / "formulieren").glob("*.xlsx")):
        fill(path)
    return folder


def per_form(invoer: Path, uitvoer: Path) -> float:
    """Milliseconds per form of a run; every form has to be accepted."""
    start = time.perf_counter()
    verslag = run(Opdracht(invoer, uitvoer, "2026-11", jobs=1))
    took = 1000 * (time.perf_counter() - start) / PEOPLE
    assert verslag.totalen.goedgekeurd == PEOPLE
    return took


def main() -> None:
    """Measure both and print the ratio."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    with tempfile.TemporaryDirectory() as name:
        top = Path(name)
        inputs = {
            "consultant": make_input(
                top / "bouwstenen",
                "",
                lambda path: type_in_form(path, TASKS, kernopgaven="a d", competenties="a b c d"),
            ),
            "coordinator": make_input(top / "uitwerking", "uitwerking", lambda path: fill_meerwijk(path, "4001")),
        }
        took: dict[str, list[float]] = {who: [] for who in inputs}
        for turn in range(rounds + 1):
            for who, invoer in inputs.items():
                milliseconds = per_form(invoer, top / f"{who}-{turn}")
                took[who] += [milliseconds] if turn else []  # the first turn starts everything
    medians = {who: statistics.median(found) for who, found in took.items()}
    lines = [f"{who:12} {median:6.1f} ms per form" for who, median in medians.items()]
    ratio = medians["coordinator"] / medians["consultant"]
    sys.stdout.write("\n".join([*lines, f"{'ratio':12} {ratio:6.2f}", ""]))


if __name__ == "__main__":
    main()
