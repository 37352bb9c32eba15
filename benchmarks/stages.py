"""Milliseconds per form for reading, validating and rendering, beside the obvious way, both in one run.

Usage: python -m benchmarks.stages [STEUNPUNTEN]   (default 50, of 20 forms each: 1,000 forms)

What each side includes:
  read      ours: bytes from disk, the look, python-calamine, finding sheets and rows, parsing every answer
            obvious: openpyxl.load_workbook of the same file, nothing found or parsed yet
  validate  ours: stacking all parsed forms, pandera over the frames, and the cross-row rules of every form
            obvious: the same pandera schemas per form and sheet, nothing else
  render    ours: filling the compiled template into a complete Word file in memory, from the same fields
            obvious: DocxTemplate(template), render with autoescape, save into memory
The forms are those of benchmarks/corpus.py: made by the product, filled, no two the same.
"""

from __future__ import annotations

import io
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import openpyxl
from docxtpl import DocxTemplate

from benchmarks.corpus import make_corpus
from benchmarks.patterns import CATALOG, RULES, make_steunpunt
from pipeline.batch import analyse_steunpunt
from pipeline.checking.form_rules import FORM_RULES
from pipeline.checking.judge import Teamformulieren, judge_forms
from pipeline.checking.parsed_form import parse_form
from pipeline.checking.row_rules import check_rows
from pipeline.checking.teambestand import Team
from pipeline.definitions.schema_files import TEMPLATES
from pipeline.intake.file import read_file
from pipeline.intake.opdracht import Leesopdracht
from pipeline.render.word.profiel import make_profiel
from pipeline.render.word.template import compile_sjabloon
from pipeline.run import first_day

T = TypeVar("T")
PEOPLE = 20


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
    steunpunt, count = make_steunpunt(PEOPLE), PEOPLE * (int(sys.argv[1]) if len(sys.argv) > 1 else 50)
    with tempfile.TemporaryDirectory() as name:
        paths = sorted(make_corpus(Path(name), count, PEOPLE).glob("*/formulieren/*.xlsx"))
        check_rows([])  # imports and schemas are ready on both sides
        read_ms, werkmappen = timed(lambda: [read_file(Leesopdracht(path, path.name, "formulier")) for path in paths])
        parse_ms, parsed = timed(lambda: [parse_form(werkmap, steunpunt, CATALOG, RULES) for werkmap in werkmappen])
        openpyxl_ms, _ = timed(lambda: [openpyxl.load_workbook(path).close() for path in paths])
    batch = [
        Teamformulieren(
            Team(steunpunt, (), leesbaar=True), tuple(werkmappen[place * PEOPLE : (place + 1) * PEOPLE]), RULES
        )
        for place in range(count // PEOPLE)
    ]
    checks_ms, _ = timed(lambda: check_rows(parsed))
    rules_ms, _ = timed(lambda: [[*rule(form)] for form in parsed for rule in FORM_RULES])
    judged = judge_forms(batch, CATALOG)
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
