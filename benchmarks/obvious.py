"""The same documents with the usual libraries, one after the other, as their manuals show it.

Counted: openpyxl.load_workbook of every form and team workbook; the same pandera schemas per form and sheet;
DocxTemplate.render of every Word document; every workbook cell by cell with openpyxl; every page with jinja2; every
JSON and CSV file with the standard library; all plainly written to the disk. What an umbrella sees and run.json are in.
Not counted: starting Python and importing, finding and parsing the answers, rules, coverage, what is worked out for the
reports, hashes, safe writing. It makes what a run of the product made, no more and no less: that is looked after.
"""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from unittest.mock import patch

import openpyxl
from docxtpl import DocxTemplate
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from benchmarks.measured import Cost, timed
from benchmarks.recorded import Fields, record
from pipeline.checking.row_rules import check_rows
from pipeline.definitions.schema_files import TEMPLATES
from pipeline.render.pages.page import environment
from tests.support.openpyxl_pen import OpenpyxlPen

PENS = (
    "pipeline.render.workbooks.taakdekking.Pen",
    "pipeline.render.workbooks.ontwikkeling.Pen",
    "pipeline.render.koepel.overzicht.Pen",
)


class Obvious:
    """The obvious stack for one input; ours: where a run of the product puts the same documents, to begin with."""

    def __init__(self, invoer: Path, ours: Path, periode: str) -> None:
        self._read = [*sorted(invoer.glob("*/formulieren/*.xlsx")), *sorted(invoer.glob("*/steunpunt.xlsx"))]
        self._made = record(invoer, ours, periode)
        files = [path for path in (ours / periode).rglob("*") if path.is_file()]
        self._json = [json.loads(path.read_bytes()) for path in files if path.suffix == ".json"]
        self._rows = [_rows_of(path) for path in files if path.suffix == ".csv"]
        self._kinds = Counter(path.suffix for path in files)
        self._pages = _plain_pages()
        self._look_after_pages()

    @property
    def forms(self) -> int:
        """Number of forms."""
        return len(self._made.forms)

    def measure(self, folder: Path) -> Cost:
        """Make all documents in a new folder."""
        folder.mkdir(parents=True)
        cost = timed(lambda: self._make(folder))
        made = Counter(path.suffix for path in folder.iterdir())
        if made != self._kinds:
            raise AssertionError(f"not the same documents: {made} beside {self._kinds}")
        return cost

    def _make(self, folder: Path) -> None:
        for path in self._read:
            openpyxl.load_workbook(path).close()
        for form in self._made.forms:
            check_rows([form])
        for number, (template, fields) in enumerate(self._made.words):
            make_word(template, fields, folder / f"{number}.docx")
        with ExitStack() as stack:
            for pen in PENS:
                stack.enter_context(patch(pen, OpenpyxlPen))
            stack.enter_context(patch("pipeline.forms.wat_als.can_be_cast", lambda *_, **__: False))  # drawn each time
            _write(folder, ".xlsx", (make() for make in self._made.workbooks))
        _write(folder, ".html", (self._page(name, values).encode() for name, values, _ in self._made.pages))
        _write(folder, ".json", (json.dumps(data, ensure_ascii=False, indent=1).encode() for data in self._json))
        for number, rows in enumerate(self._rows):
            with (folder / f"{number}.csv").open("w", newline="", encoding="utf-8-sig") as file:
                csv.writer(file, delimiter=";").writerows(rows)

    def _page(self, name: str, values: Fields) -> str:
        return self._pages.get_template(name).render(**values)

    def _look_after_pages(self) -> None:
        """The plain environment makes the very pages that the run made."""
        for name, values, page in self._made.pages:
            if self._page(name, values) != page:
                raise AssertionError(f"another page: {name}")


def make_word(template: Path, fields: Fields, target: Path) -> None:
    """One Word document, as the manual of docxtpl shows it."""
    document = DocxTemplate(template)
    document.render(dict(fields), autoescape=True)
    document.save(target)


def _write(folder: Path, suffix: str, documents: Iterable[bytes]) -> None:
    for number, data in enumerate(documents):
        (folder / f"{number}{suffix}").write_bytes(data)


def _rows_of(path: Path) -> list[list[str]]:
    with path.open(newline="", encoding="utf-8-sig") as file:
        return list(csv.reader(file, delimiter=";"))


def _plain_pages() -> Environment:
    """The pages as jinja2 has them by itself, with the same filters and words."""
    own = environment()
    plain = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    plain.filters |= own.filters
    plain.globals |= own.globals
    return plain
