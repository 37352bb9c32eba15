"""The forms that the benchmarks measure with are as programs save them, and the run reads what was typed in them."""

from __future__ import annotations

import json
import shutil
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from benchmarks.corpus import TEXTS, make_corpus
from benchmarks.obvious import Obvious
from benchmarks.recorded import WORKBOOKS
from benchmarks.sentences import name, sentence
from pipeline.run import Opdracht, run
from tests.end_to_end.test_libreoffice import pytestmark as pytestmark
from tests.support.office import header, rows_by_code

FORMS, PEOPLE = 40, 4  # ten steunpunten: every pattern in every shape


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small corpus."""
    return make_corpus(tmp_path_factory.mktemp("corpus"), FORMS, PEOPLE)


@pytest.fixture(scope="module")
def antwoorden(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """What the run read of every form, by personeelsnummer."""
    uit = tmp_path_factory.mktemp("uit")
    verslag = run(Opdracht(corpus, uit, "2026-11"))
    assert (verslag.totalen.goedgekeurd, verslag.totalen.afgekeurd) == (FORMS, 0)
    kept = [json.loads(path.read_text()) for path in sorted(uit.glob("2026-11/*/antwoorden.json"))]
    return {nummer: form for one in kept for nummer, form in one["formulieren"].items()}


def texts_of(value: object) -> Iterator[str]:
    """All texts within a piece of JSON."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from texts_of(one)
    elif isinstance(value, str):
        yield value


def test_the_run_reads_every_text_and_number_that_was_typed(corpus: Path, antwoorden: dict[str, Any]) -> None:
    """Held against what openpyxl finds in the file: names, notes, and hours by code."""
    for place, path in enumerate(sorted(corpus.glob("*/formulieren/*.xlsx"))):
        book = openpyxl.load_workbook(path)
        own = {sentence(place * TEXTS + number) for number in range(TEXTS)}
        shown = {cell.value for sheet in book for row in sheet.iter_rows() for cell in row} & own
        form = antwoorden[path.name[:6]]
        assert len(shown) >= 6
        assert shown == own & {*texts_of(form)}, path
        assert form["medewerker"]["naam"] == name(place)
        if "Kerntaken" in book.sheetnames:
            sheet = book["Kerntaken"]
            column = header(sheet)[1]["Uren per week"]
            hours = {code: sheet.cell(row, column).value for code, row in rows_by_code(sheet).items()}
            assert {code: hour for code, hour in hours.items() if hour is not None} == {
                code: keuze["uren"] for code, keuze in form["kerntaken"].items() if keuze["uren"] is not None
            }
            assert sum(hours[code] or 0 for code in hours) > 10


def test_no_text_or_number_is_that_of_another_form(antwoorden: dict[str, Any]) -> None:
    """So that nothing is quicker than in real life for having been seen before."""
    assert len(antwoorden) == len({form["formulier"] for form in antwoorden.values()}) == FORMS
    ours = {sentence(number) for number in range(FORMS * TEXTS)}
    found = Counter(text for form in antwoorden.values() for text in {*texts_of(form)} & ours)
    assert {*found.values()} == {1}


def test_six_of_ten_are_saved_by_libreoffice_and_three_by_openpyxl(corpus: Path) -> None:
    """One of ten is as the product wrote it."""
    found = Counter(program_of(path) for path in corpus.glob("*/formulieren/*.xlsx"))
    assert found == {"libreoffice": 24, "openpyxl": 12, "nobody": 4}


def program_of(path: Path) -> str:
    """Who saved a workbook: LibreOffice names itself, and only what we hand out has no real date."""
    with zipfile.ZipFile(path) as archive:
        if b"<Application>LibreOffice" in archive.read("docProps/app.xml"):
            assert archive.getinfo("xl/workbook.xml").flag_bits & 8  # sizes behind the parts, as it does
            return "libreoffice"
        return "nobody" if archive.infolist()[0].date_time[0] == 1980 else "openpyxl"


def test_every_steunpunt_has_all_three_catalogs(corpus: Path) -> None:
    """Of four people two are on the default one."""
    for folder in sorted(corpus.iterdir()):
        found = Counter(
            openpyxl.load_workbook(path)["_stempel"]["B4"].value for path in folder.glob("formulieren/*.xlsx")
        )
        assert found == {"bouwstenen": 2, "uitwerking": 1, "scw": 1}


def test_the_obvious_stack_makes_the_same_documents(corpus: Path, tmp_path: Path) -> None:
    """It refuses to be measured when it does not; nothing of the seams where a run is recorded has moved."""
    for folder in sorted(corpus.iterdir())[:2]:
        shutil.copytree(folder, tmp_path / "in" / folder.name)
    obvious = Obvious(tmp_path / "in", tmp_path / "ours", "2026-11")
    assert obvious.forms == 2 * PEOPLE
    assert obvious.measure(tmp_path / "obvious").cpu > 0
    made = Counter(path.suffix for path in (tmp_path / "obvious").iterdir())
    assert made[".docx"] > 2 * PEOPLE
    assert made[".xlsx"] == 2 * len(WORKBOOKS) + 1  # one of them is of all together


def test_sheets_of_saved_forms_are_no_copies_of_each_other(corpus: Path) -> None:
    """What the reader remembers by its bytes is only what programs write the same in every form."""
    seen: dict[str, Counter[int]] = {}
    for path in corpus.glob("*/formulieren/*.xlsx"):
        with zipfile.ZipFile(path) as archive:
            for entry in archive.infolist():
                seen.setdefault(entry.filename, Counter())[entry.CRC] += 1
    repeated = {part for part, found in seen.items() if max(found.values()) > 1}
    sheets = {part for part in repeated if part.startswith(("xl/worksheets/sheet", "xl/sharedStrings"))}
    assert sheets <= {"xl/worksheets/sheet1.xml"}  # the explanation
