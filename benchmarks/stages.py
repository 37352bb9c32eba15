"""Milliseconds per form for reading, validating and rendering, beside the obvious way, both in one run.

Usage: python -m benchmarks.stages [STEUNPUNTEN]   (default 50, of 20 forms each: 1,000 forms)

What each side includes:
  read      ours: bytes from disk, the look, python-calamine, finding sheets and rows, parsing every answer
            obvious: openpyxl.load_workbook of the same file, nothing found or parsed yet
  validate  ours: stacking all parsed forms, pandera over the frames, and the cross-row rules of every form
            obvious: the same pandera schemas per form and sheet, nothing else
  render    ours: filling the compiled template into a complete Word file in memory, from the same fields
            obvious: DocxTemplate(template), render with autoescape, save into memory
            the profiles of the default catalog, per profile
The forms are those of benchmarks/corpus.py.
"""

from __future__ import annotations

import io
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

import openpyxl
from docxtpl import DocxTemplate

from benchmarks.corpus import make_corpus
from benchmarks.patterns import CATALOG, CATALOGI, RULES
from benchmarks.recorded import Fields, record
from pipeline.checking.form_rules import FORM_RULES
from pipeline.checking.parsed_form import Ingevuld, parse_form
from pipeline.checking.row_rules import check_rows
from pipeline.definitions.schema_files import TEMPLATES
from pipeline.intake.file import read_file
from pipeline.intake.opdracht import Leesopdracht, form_vorm
from pipeline.render.word.template import compile_sjabloon

T = TypeVar("T")
PEOPLE = 20
PROFIEL = TEMPLATES / "profiel.docx"


def timed(work: Callable[[], T]) -> tuple[float, T]:
    """Milliseconds that the work takes, and its result."""
    start = time.perf_counter()
    result = work()
    return 1000 * (time.perf_counter() - start), result


def read(invoer: Path, forms: Sequence[Ingevuld]) -> tuple[float, float]:
    """Milliseconds per form of both sides."""
    vormen = [form_vorm(one, RULES) for one in CATALOGI.usable().values()]
    files = [(invoer / form.steunpunt.map / form.werkmap.bestand, form.werkmap.bestand) for form in forms]
    asked = [Leesopdracht(path, bestand, "formulier", vormen) for path, bestand in files]
    read_ms, werkmappen = timed(lambda: [read_file(one) for one in asked])
    pairs = list(zip(werkmappen, forms, strict=True))
    parse_ms, parsed = timed(lambda: [parse_form(werkmap, form.steunpunt, CATALOG, RULES) for werkmap, form in pairs])
    assert [form.keuzes for form in parsed] == [form.keuzes for form in forms]
    openpyxl_ms, _ = timed(lambda: [openpyxl.load_workbook(path).close() for path, _ in files])
    return (read_ms + parse_ms) / len(forms), openpyxl_ms / len(forms)


def validate(forms: Sequence[Ingevuld]) -> tuple[float, float]:
    """The same."""
    checks_ms, _ = timed(lambda: check_rows(forms))
    rules_ms, _ = timed(lambda: [[*rule(form)] for form in forms for rule in FORM_RULES])
    pandera_ms, _ = timed(lambda: [check_rows([form]) for form in forms])
    return (checks_ms + rules_ms) / len(forms), pandera_ms / len(forms)


def render(fields: Sequence[Fields]) -> tuple[float, float]:
    """The same, per profile."""
    sjabloon = compile_sjabloon(PROFIEL, CATALOG)
    render_ms, _ = timed(lambda: [sjabloon.render(context) for context in fields])
    docxtpl_ms, _ = timed(lambda: [obvious_word(context) for context in fields])
    return render_ms / len(fields), docxtpl_ms / len(fields)


def obvious_word(fields: Fields) -> None:
    """docxtpl as its manual shows it."""
    template = DocxTemplate(PROFIEL)
    template.render(dict(fields), autoescape=True)
    template.save(io.BytesIO())


def stages(invoer: Path, uit: Path) -> Iterator[tuple[str, tuple[float, float]]]:
    """Name of each stage, with its milliseconds of both sides; imports and schemas are ready on both."""
    made = record(invoer, uit, "2026-11")
    yield "read", read(invoer, made.forms)
    yield "validate", validate(made.forms)
    yield "render", render([fields for template, fields in made.words if template == PROFIEL])


def main() -> None:
    """Run both sides and print the table."""
    count = PEOPLE * (int(sys.argv[1]) if len(sys.argv) > 1 else 50)
    with tempfile.TemporaryDirectory() as name:
        invoer = make_corpus(Path(name) / "in", count, PEOPLE)
        print(f"{count} forms, milliseconds per form (best read as ratios)\n")
        print(f"{'stage':10}{'ours':>8}{'obvious':>10}{'ratio':>8}")
        for stage, (ours, obvious) in stages(invoer, Path(name) / "uit"):
            print(f"{stage:10}{ours:8.3f}{obvious:10.3f}{obvious / ours:8.1f}")


if __name__ == "__main__":
    main()
