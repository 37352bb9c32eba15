"""What holds for every sheet that people fill in: limits of Excel, print, room for text, contrast."""

from __future__ import annotations

import importlib.util
import io
import os
import re
import subprocess
import sys
import zipfile

import pytest
from pydantic import ValidationError
from python_calamine import CalamineWorkbook

from pipeline.excel.room import lines as count_lines
from pipeline.excel.styles import Stijl
from pipeline.forms.drawing import cells
from pipeline.forms.invulschema import make_invulschema
from pipeline.forms.teambestand import make_teambestand
from tests.conftest import ROOT
from tests.support.workbooks import (
    ANNA,
    CATALOG,
    LAYOUT,
    RULES,
    ZONNEDAEL,
    all_workbooks,
    at,
    form,
    header,
    opened,
    validations,
)


def test_no_validation_breaks_a_limit_of_excel() -> None:
    """Excel would repair the file and drop all drop-downs: title 32, text 255, lists through a name."""
    for book in all_workbooks():
        for _, made in validations(book):
            assert len(made.promptTitle or "") <= 32 and len(made.errorTitle or "") <= 32
            assert len(made.prompt or "") <= 255 and len(made.error or "") <= 255
            assert made.type != "list" or made.formula1 in book.defined_names
        for name, defined in book.defined_names.items():
            cells = r"(?:_stempel|'Team')!\$[A-Z]\$\d+:\$[A-Z]\$\d+"
            assert re.fullmatch(cells, defined.attr_text), name


def test_a_text_that_is_too_long_for_excel_is_refused_while_generating() -> None:
    """The place holder is filled in first: the limit holds for what Excel gets."""
    long = LAYOUT.urenfout.model_copy(update={"tekst": "x" * 250 + " {maximum}"})
    rules = RULES.model_copy(update={"grenzen": RULES.grenzen.model_copy(update={"uren_kerntaak": 12.345678})})
    with pytest.raises(ValidationError):
        make_invulschema(CATALOG, LAYOUT.model_copy(update={"urenfout": long}), rules, None, None)


def test_nothing_is_merged_and_every_sheet_is_protected_without_a_password() -> None:
    """People unprotect sheets, and merged cells break sorting and screen readers."""
    for book in all_workbooks():
        for sheet in book:
            assert not sheet.merged_cells.ranges
            assert sheet.protection.sheet and sheet.protection.password is None
            assert sheet.title == "_stempel" or not sheet.protection.formatRows  # False: allowed


def test_every_sheet_prints_on_a4_with_its_header_on_every_page() -> None:
    """Functie upright, wide tables landscape, all one page wide; Verdeling one page high, with its rows on each."""
    for book in all_workbooks():
        for sheet in (sheet for sheet in book if sheet.title != "_stempel"):
            assert sheet.page_setup.paperSize == int(sheet.PAPERSIZE_A4)
            assert sheet.sheet_properties.pageSetUpPr.fitToPage
            if sheet.title == "Verdeling":
                assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (0, 1)
                assert sheet.print_title_cols
                continue
            assert sheet.page_setup.fitToWidth == 1
            assert sheet.print_title_rows
    assert form()["Functie"].page_setup.orientation == "portrait"
    assert form()["Kerntaken"].page_setup.orientation == "landscape"
    assert form()["Kerntaken"].freeze_panes == f"A{header(form()['Kerntaken'])[0] + 1}"


def test_a_row_has_room_for_its_longest_text_and_still_grows() -> None:
    """No program finds the height of a wrapped text by itself; a height set by hand would not follow what is typed."""
    data = make_invulschema(CATALOG, LAYOUT, RULES, ZONNEDAEL, ANNA)
    taken = opened(data)["Kerntaken"]
    heights = {code: taken.row_dimensions[at(taken, code, "Code").row].height for code in "ae"}
    assert heights["a"] > heights["e"] >= 16
    xml = zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet3.xml").decode()
    row = at(taken, "a", "Code").row
    assert "customHeight" not in re.search(rf'<row r="{row}"[^>]*>', xml)[0]


@pytest.mark.parametrize(
    ("text", "room", "expected"),
    [("kort", 20, 1), ("twee\nregels", 20, 2), ("woord " * 10, 20, 4), ("i" * 40, 20, 1), ("W" * 40, 20, 4)],
)
def test_the_lines_of_a_text_are_counted_by_the_width_of_its_letters(text: str, room: float, expected: int) -> None:
    """Forty times i takes less room than forty times W."""
    assert count_lines(text.strip(), room) == expected


def test_every_text_can_be_read_on_its_colour() -> None:
    """WCAG: a contrast of at least 4.5."""
    found = [value for value in vars(cells).values() if isinstance(value, Stijl)]
    found += [cells.marked(cells.INPUT, ernst) for ernst in cells.MARKS]
    for stijl in found:
        paper = stijl.fill or "FFFFFF"
        ink = stijl.font.color or "000000"
        assert contrast(paper, ink) >= 4.5, (paper, ink)


def contrast(first: str, second: str) -> float:
    """Contrast of two colours as WCAG defines it."""
    low, high = sorted((luminance(first), luminance(second)))
    return (high + 0.05) / (low + 0.05)


def luminance(colour: str) -> float:
    """Relative luminance of a colour like "1F3A4D"."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("name", ["invulschema.xlsx", "steunpunt.xlsx", "medewerkers.xlsx"])
def test_same_input_gives_the_same_bytes_in_every_process(name: str) -> None:
    """No date of today, and no order that depends on the hash seed."""
    tool = ROOT / "tools" / "make_templates.py"
    code = f"import runpy, sys; sys.stdout.buffer.write(runpy.run_path({str(tool)!r})['templates']()[{name!r}])"
    made = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone},
            cwd=ROOT,
            capture_output=True,
            check=True,
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo"))
    }
    assert len(made) == 1 and made.pop().startswith(b"PK")


def test_calamine_opens_every_workbook() -> None:
    """The other reader finds the same sheets."""
    for data in (make_invulschema(CATALOG, LAYOUT, RULES, None, None), make_teambestand(CATALOG, LAYOUT, RULES, "x")):
        assert CalamineWorkbook.from_filelike(io.BytesIO(data)).sheet_names == opened(data).sheetnames


def test_the_blank_forms_in_input_templates_are_current() -> None:
    """Run `make templates` after a change of catalog, layout or rules. Parts are compared: zlib may differ."""
    spec = importlib.util.spec_from_file_location("make_templates", ROOT / "tools" / "make_templates.py")
    assert spec and spec.loader
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    made = tool.templates()
    assert sorted(path.name for path in (ROOT / "input_templates").glob("*.xlsx")) == sorted(made)
    for name, content in made.items():
        assert parts((ROOT / "input_templates" / name).read_bytes()) == parts(content), name


def parts(data: bytes) -> dict[str, bytes]:
    """Name -> content of the parts of a file."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
