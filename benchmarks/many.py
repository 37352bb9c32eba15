"""Memory and time of a run over very many steunpunten, of which no form is read and no document made.

Usage: python -m benchmarks.many [FORMS] [FOLDER]   (default 1,000,000; in a folder of its own below FOLDER, taken away)

One steunpunt of 20 people goes through the product. Its input, its documents and its record then stand there once for
each of the others: the files as links to one file, the record with a name, numbers and figures of its own. What is
measured is all that a run does beside reading and writing forms and documents, each in a process of its own:

  unchanged  `run --json`: discover, every input and every document hashed, the files of all together, run.json twice
             (compared, and sent to stdout)
  made       the same where everything is to be made, but what makes steunpunten (`DELIVER`) only takes its record

Memory per steunpunt is what the largest process has more than with the first thousand, by the number more.
"""

from __future__ import annotations

import json
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest.mock import patch

from benchmarks.corpus import make_corpus
from pipeline import run as pipeline_run
from pipeline.batch import Batch
from pipeline.delivery.outcome import Uitkomst, make_uitkomst
from pipeline.delivery.period.folder import Periodemap, Plaatsing
from pipeline.delivery.period.records import record_name
from pipeline.model.kept_groups import Steunpuntrecord
from pipeline.workers import Work

PEOPLE, PERIODE = 20, "2026-11"
FIRST = 1000  # steunpunten: above these is counted
IN_KOEPEL = 200  # steunpunten; a tenth of all have none
NUMMER = re.compile(r"\b10[01]\d\b")  # as the corpus has them
STATUSES = ("gedekt", "kwetsbaar", "gedekt", "ongedekt", "op_papier", "gedekt", "gedekt")


def make_one(folder: Path) -> tuple[Path, Path]:
    """Input and output of one steunpunt, made by the product; the forms are named as they are handed out."""
    invoer, uitvoer = make_corpus(folder / "een", PEOPLE, PEOPLE), folder / "een-uit"
    for place, form in enumerate(sorted(invoer.glob("*/formulieren/*.xlsx"))):
        form.rename(form.with_name(f"{form.stem} Medewerker {place}.xlsx"))
    pipeline_run.run(pipeline_run.Opdracht(invoer, uitvoer, PERIODE))
    return next(invoer.glob("s*")), next((uitvoer / PERIODE).glob("s*"))


def make_many(one: tuple[Path, Path], folder: Path, steunpunten: int) -> None:
    """The same for so many: `in` and `uit` below the folder."""
    record = json.loads((one[1] / "steunpunt.json").read_text("utf-8"))
    for number in range(steunpunten):
        naam = f"regio-{number % 40:02}/steunpunt-{number:06}"
        _link_all(one[0], folder / "in" / naam, number)
        target = folder / "uit" / PERIODE / naam
        _link_all(one[1], target, number, but="steunpunt.json")
        (target / "steunpunt.json").write_text(_record(record, naam, number) + "\n", "utf-8")


def _link_all(source: Path, target: Path, number: int, but: str = "") -> None:
    for current, _, names in os.walk(source):
        place = target / Path(current).relative_to(source)
        place.mkdir(parents=True)
        for name in names:
            if name != but:
                os.link(Path(current, name), place / _renumbered(name, number))


def _renumbered(text: str, number: int) -> str:
    return NUMMER.sub(lambda found: f"{number:06}{found[0][2:]}", text)


def _record(record: dict[str, Any], naam: str, number: int) -> str:
    """The record of one of them, with a koepel, and figures that are no other's."""
    former, place = record["steunpunt"]["map"], number // IN_KOEPEL
    koepel = "" if number % 10 == 9 else f"Koepel Verzonnen Streek {place:03}"
    own = {"map": naam, "naam": f"Steunpunt Verzonnen Plaats {number}", "koepel": koepel}
    samenvatting = {**record["samenvatting"], **own, "gemeente": f"Gemeente {number % 300}"}
    samenvatting["kerntaken"] = [
        [
            code,
            STATUSES[(number * 31 + at * 17) % 7],
            1 + (number + at) % 5,
            (number * 7 + at) % 997 / 4,
            number % 89 / 2,
            3,
        ]
        for at, (code, *_) in enumerate(record["samenvatting"]["kerntaken"])
    ]
    steunpunt = {**record["steunpunt"], **own}
    steunpunt["dekking"] = [
        {**row, "status": figure[1]}
        for row, figure in zip(record["steunpunt"]["dekking"], samenvatting["kerntaken"], strict=True)
    ]
    text = json.dumps({**record, "samenvatting": samenvatting, "steunpunt": steunpunt}, ensure_ascii=False)
    return _renumbered(text.replace(f'"{former}/', f'"{naam}/'), number)


def as_it_is(batch: Batch) -> Batch:
    """A batch of which nothing is read."""
    return batch


def taken(batch: Batch) -> list[Uitkomst]:
    """What `DELIVER` gives, from the records that are there."""
    periodemap = Periodemap(batch.opzet.periodemap)
    records = (periodemap.present_record(record_name(map_.naam), Steunpuntrecord) for map_ in batch.mappen)
    return [make_uitkomst(Plaatsing(record)) for record in records]


def made(folder: Path) -> None:
    """A run in which every steunpunt is to be made."""
    with patch("pipeline.run.DELIVER", Work(as_it_is, taken)):
        pipeline_run.run(pipeline_run.Opdracht(folder / "in", folder / "uit", PERIODE, opnieuw=True))


def unchanged(folder: Path) -> None:
    """A run in which nothing is, as a command."""
    from pipeline.cli import cli

    arguments = ["run", folder / "in", "-o", folder / "uit", "--periode", PERIODE, "--jobs", "1", "--json"]
    cli.main([*map(str, arguments)], standalone_mode=False)


KINDS = {"unchanged": unchanged, "made": made}


def measure(kind: str, folder: Path) -> tuple[float, float, float]:
    """Seconds, seconds of a core, and peak kB of one kind of run, in a process of its own."""
    start = time.perf_counter()
    command = [sys.executable, "-m", "benchmarks.many", f"--{kind}", str(folder)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    core, peak = map(float, (folder / "used").read_text().split())
    return time.perf_counter() - start, core, peak


def rows(folder: Path, steunpunten: int) -> Iterator[tuple[object, ...]]:
    """A row for each kind of run: seconds, those of a core, MB, and the kB that a steunpunt more takes."""
    one = make_one(folder)
    peaks: dict[str, float] = {}
    for count in dict.fromkeys((FIRST, steunpunten)):
        start = time.perf_counter()
        make_many(one, folder / str(count), count)
        print(f"{count} steunpunten made in {time.perf_counter() - start:.0f} s", file=sys.stderr)
        for kind in KINDS:
            seconds, core, peak = measure(kind, folder / str(count))
            each = (peak - peaks.setdefault(kind, peak)) / max(count - FIRST, 1)
            yield kind, count, count * PEOPLE, round(seconds), round(core), round(peak / 1000), round(each, 1)


def in_own_process(kind: str, folder: Path) -> None:
    """One kind of run, and a note of what it used; a command ends with SystemExit."""
    try:
        KINDS[kind](folder)
    finally:
        used = resource.getrusage(resource.RUSAGE_SELF)
        status = Path("/proc/self/status").read_text(
            "utf-8"
        )  # ru_maxrss begins with that of the process that starts it
        peak = re.search(r"VmHWM:\s+(\d+)", status)
        (folder / "used").write_text(f"{used.ru_utime + used.ru_stime} {peak[1] if peak else used.ru_maxrss}")


def main() -> None:
    """Make the input, measure, print the table, and take everything away."""
    if sys.argv[1:2] and sys.argv[1].removeprefix("--") in KINDS:
        in_own_process(sys.argv[1].removeprefix("--"), Path(sys.argv[2]))
        return
    forms = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    with tempfile.TemporaryDirectory(dir=sys.argv[2] if len(sys.argv) > 2 else None) as name:
        print(
            "".join(f"{kop:>12}" for kop in ("run", "steunpunten", "forms", "s", "s of a core", "peak MB", "kB each"))
        )
        for row in rows(Path(name), forms // PEOPLE):
            print("".join(f"{cell!s:>12}" for cell in row), flush=True)


if __name__ == "__main__":
    main()
