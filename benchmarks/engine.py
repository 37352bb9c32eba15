"""A whole run beside the obvious stack and beside two floors, all sides in turns, in one table that Markdown knows.

Usage: python -m benchmarks.engine [FORMS[xROUNDS] ...]      (default 100x5 1000x5 10000x3; ROUNDS: 5 unless said)

For each number of forms, in steunpunten of 20 and of 4 people (benchmarks/corpus.py says what the forms are); medians
of the rounds; milliseconds per form, on the clock and of processors, everything that a process starts included.

  ours           `profielbouwer run` as a command, start included: every document of every steunpunt, safe on the disk,
                 with as many processes as the product takes by itself
  one process    the same with --jobs 1, beside which a child reads
  one core       the same with --jobs 1 on one processor: what the others give is this beside ours
  unchanged      the same run once more, with nothing changed since
  obvious        the same documents with the usual libraries; benchmarks/obvious.py says what is counted. The first
                 OBVIOUS_FORMS forms of the input, all at once, for it costs the same for each form; start not counted
  former floor,  what cannot be avoided (benchmarks/floor.py): unzip what comes in, deflate what differs, write the
  hard floor     same bytes as safely; start not counted

The ratio of each line is that of its milliseconds and ours, the larger by the smaller. The peak is that of the largest
process. The input is made before, the first time by LibreOffice, and no side finds its output there.
"""

from __future__ import annotations

import gc
import shutil
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.corpus import make_corpus
from benchmarks.floor import LIBRARY, former_floor, hard_floor
from benchmarks.measured import Cost, command, median
from benchmarks.obvious import Obvious

PERIODE = "2026-11"
OBVIOUS_FORMS = 100
PEOPLE = (20, 4)
DEFAULT = ("100x5", "1000x5", "10000x3")
ROUNDS = 5
OURS = "ours"
# pandera imports hypothesis where it is there; who only runs the product does not have it
RUN = "import sys; sys.modules['hypothesis'] = None; from pipeline.cli import main; main()"
ALONE = ("--jobs", "1")
ONE_CORE = ("taskset", "-c", "0")
HEAD = ("forms", "people", "side", "ms", "ms of CPU", "ratio", "ratio of CPU", "peak MB")


@dataclass(frozen=True)
class Opgave:
    """What to measure: so many forms, so many times."""

    forms: int
    rounds: int

    @classmethod
    def of(cls, text: str) -> Opgave:
        """From "1000x5", or "1000"."""
        forms, _, rounds = text.partition("x")
        return cls(int(forms), int(rounds or ROUNDS))


def ours(invoer: Path, uit: Path, *options: str, before: Sequence[str] = ()) -> Cost:
    """The product as a command; nothing of what it starts is left out. before: what starts it."""
    words = ["run", str(invoer), "-o", str(uit), "--periode", PERIODE, *options]
    return command([*before, sys.executable, "-c", RUN, *words])


def measure(invoer: Path, scratch: Path, obvious: Obvious, opgave: Opgave) -> Mapping[str, Cost]:
    """Median milliseconds per form of each side."""
    found: defaultdict[str, list[Cost]] = defaultdict(list)
    for _ in range(opgave.rounds):
        for side, cost in one_round(invoer, scratch, obvious, opgave.forms):
            found[side].append(cost)
        shutil.rmtree(scratch)
    return {side: median(costs) for side, costs in found.items()}


def one_round(invoer: Path, scratch: Path, obvious: Obvious, forms: int) -> Iterator[tuple[str, Cost]]:
    """Every side once, in turns."""
    uit = scratch / "uit"
    yield OURS, ours(invoer, uit).each(forms)
    yield "obvious", obvious.measure(scratch / "obvious").each(obvious.forms)
    yield "one process", ours(invoer, scratch / "proces", *ALONE).each(forms)
    yield "one core", ours(invoer, scratch / "kern", *ALONE, before=ONE_CORE).each(forms)
    yield "former floor", former_floor(invoer, uit / PERIODE, scratch / "former").each(forms)
    yield f"hard floor ({LIBRARY})", hard_floor(invoer, uit / PERIODE, scratch / "hard").each(forms)
    yield "unchanged", ours(invoer, uit).each(forms)


def lines(opgave: Opgave, people: int, found: Mapping[str, Cost]) -> Iterator[str]:
    """The lines of the table for one input."""
    own = found[OURS]
    for side, cost in found.items():
        ratios = (ratio(cost.wall, own.wall), ratio(cost.cpu, own.cpu)) if side != OURS else ("", "")
        memory = f"{cost.memory:.0f}" if cost.memory else ""
        yield line(f"{opgave.forms:,}", str(people), side, f"{cost.wall:.2f}", f"{cost.cpu:.2f}", *ratios, memory)


def ratio(one: float, other: float) -> str:
    """The larger by the smaller."""
    return f"{max(one, other) / min(one, other):.1f}"


def line(*cells: str) -> str:
    """A line of a table in Markdown."""
    return f"| {' | '.join(cells)} |"


def main() -> None:
    """Measure all sides and print the table."""
    opgaven = [Opgave.of(text) for text in sys.argv[1:] or DEFAULT]
    print(line(*HEAD), line(*["---"] * len(HEAD)), sep="\n", flush=True)
    for people in PEOPLE:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            sample = make_corpus(folder / "voorbeeld", OBVIOUS_FORMS, people)
            obvious = Obvious(sample, folder / "opgenomen", PERIODE)
            gc.freeze()  # what it remembers must not make it slower
            for opgave in opgaven:
                invoer = make_corpus(folder / "in", opgave.forms, people)
                found = measure(invoer, folder / "uit", obvious, opgave)
                print(*lines(opgave, people, found), sep="\n", flush=True)
                shutil.rmtree(invoer)


if __name__ == "__main__":
    main()
