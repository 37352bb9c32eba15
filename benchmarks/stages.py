"""Milliseconds per form for reading, validating and rendering, beside the obvious way, both in one run.

Usage: .venv/bin/python benchmarks/stages.py [STEUNPUNTEN]   (default 50, of 20 forms each: 1,000 forms)

What each side includes:
  read      ours: bytes from disk, the look, python-calamine, finding sheets and rows, parsing every answer
            obvious: openpyxl.load_workbook of the same file, nothing found or parsed yet
  validate  ours: stacking all parsed forms, pandera over the frames, and the cross-row rules of every form
            obvious: the same pandera schemas per form and sheet, nothing else
  render    ours: filling the compiled template into a complete Word file in memory, from the same fields
            obvious: DocxTemplate(template), render with autoescape, save into memory
The 20 forms of a steunpunt are made by the product and filled; the steunpunten are copies of each other.
"""

from __future__ import annotations

import io
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

import openpyxl
from docxtpl import DocxTemplate

from pipeline.batch import analyse_steunpunt
from pipeline.catalog_file import shipped_catalog
from pipeline.checks import check_rows
from pipeline.docx import compile_sjabloon
from pipeline.filled import parse_form
from pipeline.form import make_invulschema
from pipeline.form_rules import FORM_RULES
from pipeline.layout import load_layout
from pipeline.profile import make_profiel
from pipeline.read import read_file
from pipeline.records import Medewerker, Steunpunt
from pipeline.resources import TEMPLATES
from pipeline.run import first_day
from pipeline.settings import load_rules
from pipeline.team import Team
from pipeline.validate import Gelezen, validate

T = TypeVar("T")
PEOPLE = 20
CATALOG, LAYOUT, RULES = shipped_catalog(), load_layout(), load_rules()


def make_steunpunt(number: int) -> Steunpunt:
    """A steunpunt that performs everything, with twenty people on the three example profiles in turn."""
    voorbeelden = [voorbeeld.naam for voorbeeld in CATALOG.voorbeeldprofielen]
    team = tuple(
        Medewerker(str(1000 + place), f"Medewerker {place}", "Medewerker", 32.0, "Leiding", voorbeelden[place % 3])
        for place in range(PEOPLE)
    )
    uitgevoerd = frozenset(groep.code for groep in CATALOG.te_kiezen)
    return Steunpunt(f"steunpunt-{number:04}", "Steunpunt Proef", uitgevoerd=uitgevoerd, team=team)


def fill(form: bytes) -> bytes:
    """Two hours and a note at every chosen kerntaak, and three kernopgaven."""
    book = openpyxl.load_workbook(io.BytesIO(form))
    for sheet, chosen in (("Kerntaken", None), ("Kernopgaven", {"a", "d", "g"})):
        rows = [[cell.value for cell in row] for row in book[sheet].iter_rows()]
        top = next(number for number, row in enumerate(rows) if "Code" in row)
        column = {header: place + 1 for place, header in enumerate(rows[top])}
        for number, row in enumerate(rows[top + 1 :], top + 2):
            if chosen is None and row[column["Gekozen"] - 1] == "ja":
                book[sheet].cell(number, column["Uren per week"]).value = 2
                book[sheet].cell(number, column["Toelichting"]).value = "Samen met een collega."
            elif chosen and row[column["Code"] - 1] in chosen:
                book[sheet].cell(number, column["Gekozen"]).value = "ja"
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def write_forms(folder: Path, steunpunten: Iterable[Steunpunt]) -> dict[str, list[Path]]:
    """Form files of every steunpunt, by its folder name."""
    first = make_steunpunt(0)
    forms = [fill(make_invulschema(CATALOG, LAYOUT, RULES, first, person)) for person in first.team]
    files: dict[str, list[Path]] = {}
    for steunpunt in steunpunten:
        (folder / steunpunt.map).mkdir()
        files[steunpunt.map] = [folder / steunpunt.map / f"{person.personeelsnummer}.xlsx" for person in first.team]
        for path, form in zip(files[steunpunt.map], forms, strict=True):
            path.write_bytes(form)
    return files


def timed(work: Callable[[], T]) -> tuple[float, T]:
    """Milliseconds that the work takes, and its result."""
    start = time.perf_counter()
    result = work()
    return 1000 * (time.perf_counter() - start), result


def obvious_render(fields: list[dict[str, object]]) -> None:
    """docxtpl as its manual shows it."""
    for context in fields:
        template = DocxTemplate(TEMPLATES / "profiel.docx")
        template.render(context, autoescape=True)
        template.save(io.BytesIO())


def main() -> None:
    """Run both sides and print the table."""
    steunpunten = [make_steunpunt(number) for number in range(int(sys.argv[1]) if len(sys.argv) > 1 else 50)]
    count = len(steunpunten) * PEOPLE
    with tempfile.TemporaryDirectory() as name:
        files = write_forms(Path(name), steunpunten)
        paths = [path for group in files.values() for path in group]
        check_rows([])  # imports and schemas are ready on both sides
        read_ms, werkmappen = timed(lambda: [read_file(path, path.name, "formulier") for path in paths])
        parse_ms, parsed = timed(
            lambda: [parse_form(werkmap, steunpunten[0], CATALOG, RULES) for werkmap in werkmappen]
        )
        openpyxl_ms, _ = timed(lambda: [openpyxl.load_workbook(path).close() for path in paths])
    batch = [
        Gelezen(Team(steunpunt, (), leesbaar=True), tuple(werkmappen[place * PEOPLE : (place + 1) * PEOPLE]), RULES)
        for place, steunpunt in enumerate(steunpunten)
    ]
    checks_ms, _ = timed(lambda: check_rows(parsed))
    rules_ms, _ = timed(lambda: [[*rule(form)] for form in parsed for rule in FORM_RULES])
    judged = validate(batch, CATALOG)
    assert all(len(beoordeeld.antwoorden) == PEOPLE for beoordeeld in judged)
    pandera_ms, _ = timed(lambda: [check_rows([form]) for form in parsed])
    fields = [
        make_profiel(form, beoordeeld.steunpunt, CATALOG, analyse.signalen, bijlage=True)
        for beoordeeld in judged
        for analyse in [analyse_steunpunt(beoordeeld, CATALOG, RULES, first_day("2026-11"))]
        for form in beoordeeld.antwoorden
    ]
    sjabloon = compile_sjabloon(TEMPLATES / "profiel.docx", CATALOG)
    render_ms, _ = timed(lambda: [sjabloon.render(context) for context in fields])
    docxtpl_ms, _ = timed(lambda: obvious_render(fields))
    print(f"{count} forms, milliseconds per form (best read as ratios)\n")
    print(f"{'stage':10}{'ours':>8}{'obvious':>10}{'ratio':>8}")
    rows = {
        "read": (read_ms + parse_ms, openpyxl_ms),
        "validate": (checks_ms + rules_ms, pandera_ms),
        "render": (render_ms, docxtpl_ms),
    }
    for stage, (ours, obvious) in rows.items():
        print(f"{stage:10}{ours / count:8.3f}{obvious / count:10.3f}{obvious / ours:8.1f}")


if __name__ == "__main__":
    main()
