"""A whole run beside the obvious stack and beside the floor, both sides in one go; `make bench` prints the ratios.

Usage: python -m benchmarks.engine [FORMS ...]      (default 100 1000 10000)

  ours      `profielbouwer run`, as a command: reading, checking, all documents of a steunpunt, everything on the disk
  obvious   the same documents with the usual libraries, one after the other: openpyxl.load_workbook of every form and
            team workbook, the same pandera schemas per form and sheet, DocxTemplate.render of every Word document, the
            same workbook written with openpyxl, the same pages by jinja2 and the same JSON, plainly written to the
            disk. Rules, coverage and what changed are not counted. It costs the same for each form: measured on
            OBVIOUS_FORMS
  floor     what cannot be avoided: unzip every form, deflate what differs in every document, and write the same bytes
            as often and as safely (beside their place, flushed, renamed)
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
import time
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from unittest.mock import patch

import openpyxl
from docxtpl import DocxTemplate

from benchmarks.corpus import CATALOG, RULES, make_corpus
from pipeline.analysis.rapport import make_rapport
from pipeline.batch import analyse_steunpunt
from pipeline.checking.judge import validate
from pipeline.checking.parsed_form import parse_form
from pipeline.checking.row_rules import check_rows
from pipeline.definitions.catalogs import shipped_catalogi
from pipeline.definitions.schema_files import TEMPLATES
from pipeline.delivery.period.files import flush, rename, write_beside
from pipeline.delivery.period.run_json import make_antwoorden
from pipeline.intake.inbox import discover
from pipeline.intake.mappen import Map
from pipeline.intake.steunpunten import read_mappen
from pipeline.render.pages.overbelasting import make_overbelasting
from pipeline.render.pages.taakdekking import make_dekkingspagina
from pipeline.render.word.profiel import make_profiel
from pipeline.render.word.verantwoording import make_verantwoording
from pipeline.render.workbooks.taakdekking import make_taakdekking
from pipeline.run import first_day
from tests.support.openpyxl_pen import OpenpyxlPen

PERIODE = "2026-11"
OBVIOUS_FORMS = 100
VARYING = re.compile(
    r"word/(document|header\d*|footer\d*)\.xml|docProps/core\.xml|xl/worksheets/sheet\d+\.xml|sharedStrings"
)


def timed(work: Callable[[], object]) -> float:
    """Seconds that the work takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


# Starts a command from a small process, for what a process starts is counted as large as itself to begin with.
LAUNCH = """
import json, os, subprocess, sys, time
start = time.perf_counter()
process = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
_, status, usage = os.wait4(process.pid, 0)
print(json.dumps([os.waitstatus_to_exitcode(status), time.perf_counter() - start, usage.ru_maxrss / 1024]))
"""


def ours(invoer: Path, uit: Path, *options: str) -> tuple[float, float]:
    """Seconds of the command, and MB of its largest process: itself, for what it starts reads one form at a time."""
    code = "from pipeline.cli import main; main()"
    command = [sys.executable, "-c", code, "run", str(invoer), "-o", str(uit), "--periode", PERIODE, *options]
    launched = subprocess.run([sys.executable, "-c", LAUNCH, *command], check=True, stdout=subprocess.PIPE)
    exit_code, seconds, memory = json.loads(launched.stdout)
    assert exit_code == 0
    return seconds, memory


def obvious(invoer: Path, uit: Path) -> float:
    """Seconds of the usual libraries; rules and coverage, which are the same for both, are not counted."""
    return sum(_obvious_steunpunt(map_, uit / map_.naam) for map_ in discover(invoer).mappen)


def _obvious_steunpunt(map_: Map, folder: Path) -> float:
    folder.mkdir(parents=True)
    (gelezen,) = read_mappen([map_], shipped_catalogi())
    (judged,) = validate([gelezen], CATALOG)
    analyse = analyse_steunpunt(judged, CATALOG, RULES, first_day(PERIODE))
    forms = [parse_form(werkmap, judged.steunpunt, CATALOG, RULES) for werkmap in gelezen.formulieren]
    profielen = [
        make_profiel(form, judged.steunpunt, CATALOG, analyse.signalen, bijlage=True) for form in judged.antwoorden
    ]
    rapport = make_rapport(judged, analyse, CATALOG, PERIODE)
    _ = rapport.afwezigheid, rapport.competentiebeelden, rapport.opgavebeelden  # kept: the same for both
    account = make_verantwoording(rapport)
    answers = make_antwoorden(judged, CATALOG, {}, {}).as_json()
    with patch("pipeline.render.workbooks.taakdekking.Pen", OpenpyxlPen):
        return sum(
            [
                timed(lambda: [openpyxl.load_workbook(path).close() for path in (*map_.formulieren, map_.team)]),
                timed(lambda: [check_rows([form]) for form in forms]),
                timed(lambda: [_obvious_word("profiel.docx", fields, folder) for fields in profielen]),
                timed(lambda: _obvious_word("verantwoording.docx", account, folder)),
                timed(lambda: (folder / "t.xlsx").write_bytes(make_taakdekking(rapport))),
                timed(lambda: (folder / "t.html").write_text(make_dekkingspagina(rapport))),
                timed(lambda: (folder / "o.html").write_text(make_overbelasting(rapport, RULES))),
                timed(lambda: (folder / "a.json").write_text(json.dumps(answers, ensure_ascii=False, indent=1))),
            ]
        )


def _obvious_word(name: str, fields: dict[str, object], folder: Path) -> None:
    template = DocxTemplate(TEMPLATES / name)
    template.render(fields, autoescape=True)
    template.save(folder / f"{fields.get('personeelsnummer', 'v')}.docx")


def floor(invoer: Path, uit: Path, scratch: Path) -> float:
    """Seconds of unzipping all that comes in, deflating what differs, and writing the same bytes as safely."""
    forms = [*invoer.glob("*/formulieren/*.xlsx"), *invoer.glob("*/steunpunt.xlsx")]
    groups = defaultdict(list)
    for path in sorted(path for path in (uit / PERIODE).rglob("*") if path.is_file()):
        groups[path.relative_to(uit).parts[:2]].append((path.relative_to(uit), path.read_bytes(), _varying(path)))
    seconds = timed(lambda: [_unzip(path) for path in forms])
    return seconds + timed(lambda: [_write(group, scratch) for group in groups.values()])


def _varying(path: Path) -> list[bytes]:
    """The parts of a document that differ from one to the next, unpacked."""
    if path.suffix not in (".docx", ".xlsx"):
        return []
    with zipfile.ZipFile(path) as archive:
        return [archive.read(name) for name in archive.namelist() if VARYING.search(name)]


def _unzip(path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            archive.read(name)


def _write(group: list[tuple[Path, bytes, list[bytes]]], scratch: Path) -> None:
    beside = {}
    for folder in {(scratch / relative).parent for relative, _, _ in group}:
        folder.mkdir(parents=True, exist_ok=True)
    for relative, data, parts in group:
        for part in parts:
            zlib.compress(part, 3)
        beside[relative] = write_beside(scratch / relative, data)
    flush(beside.values())
    for relative, temporary in beside.items():
        rename(temporary, scratch / relative)


def measure(forms: int, people: int, obvious_ms: float) -> dict[str, float]:
    """One input: milliseconds per form of each side, and what they say of each other."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        invoer = make_corpus(folder / "in", forms, people)
        one, memory = ours(invoer, folder / "uit", "--jobs", "1")
        rerun, _ = ours(invoer, folder / "uit", "--jobs", "1")
        two, _ = ours(invoer, folder / "twee", "--jobs", "2")
        lowest = floor(invoer, folder / "uit", folder / "bodem")
    ms = 1000 / forms
    return {
        "forms": forms,
        "people": people,
        "ours": one * ms,
        "obvious": obvious_ms,
        "floor": lowest * ms,
        "quicker": obvious_ms / (one * ms),
        "above floor": one / lowest,
        "2 processes": one / two,
        "rerun": one / rerun,
        "peak MB": memory,
    }


def main() -> None:
    """Measure both sides and print a line for each input."""
    rows = []
    for people in (20, 4):
        with tempfile.TemporaryDirectory() as name:
            invoer = make_corpus(Path(name) / "in", OBVIOUS_FORMS, people)
            per_form = 1000 * obvious(invoer, Path(name) / "uit") / OBVIOUS_FORMS
        for forms in map(int, sys.argv[1:] or (100, 1000, 10_000)):
            rows.append(measure(forms, people, per_form))
            if len(rows) == 1:
                print("".join(f"{key:>13}" for key in rows[0]))
            print("".join(f"{value:13.0f}" if value >= 100 else f"{value:13.2f}" for value in rows[-1].values()))
            sys.stdout.flush()


if __name__ == "__main__":
    main()
