"""Looking into the workbooks that people fill in, by sheet, header text, code and label; shared by the tests."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import openpyxl
from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.definitions.catalog_file import load_catalog, shipped_catalog
from pipeline.definitions.layout import load_layout
from pipeline.definitions.rules import load_rules
from pipeline.forms.invulschema import make_invulschema
from pipeline.forms.teambestand import make_teambestand
from pipeline.model.catalog import Catalog
from pipeline.model.steunpunt import Medewerker, Steunpunt
from tests.support.helpers import SMALL_CATALOG

CATALOG, LAYOUT, RULES = shipped_catalog(), load_layout(), load_rules()
ANNA = Medewerker("0104", "Anna Voorbeeld", "bemiddelaar", 28.5, "Lies Verzonnen", "bemiddelaar")
ZONNEDAEL = Steunpunt("zonnedael", "Steunpunt Zonnedael", uitgevoerd=frozenset({"BF5", "BF2"}), team=(ANNA,))


def form(medewerker: Medewerker | None = ANNA, catalog: Catalog = CATALOG) -> Workbook:
    """A form as openpyxl reads it; without a team member the blank one."""
    steunpunt = ZONNEDAEL if medewerker else None
    return opened(make_invulschema(catalog, LAYOUT, RULES, steunpunt, medewerker))


def team(catalog: Catalog = CATALOG, naam: str = "Steunpunt Zonnedael") -> Workbook:
    """A team workbook as openpyxl reads it."""
    return opened(make_teambestand(catalog, LAYOUT, RULES, naam))


def opened(data: bytes) -> Workbook:
    """The workbook in a file."""
    return openpyxl.load_workbook(io.BytesIO(data))


def all_workbooks() -> list[Workbook]:
    """Every kind of workbook that is handed out to be filled in."""
    return [form(), form(None), team()]


def small_catalog(folder: Path) -> Catalog:
    """The catalog without kernopgaven and examples."""
    path = folder / "klein.yaml"
    path.write_text(SMALL_CATALOG, encoding="utf-8")
    return load_catalog(path)


def header(sheet: Worksheet) -> tuple[int, dict[str, str]]:
    """Number of the header row, and header text -> column letter."""
    for row in sheet.iter_rows():
        texts = {str(cell.value): cell.column_letter for cell in row if cell.value is not None}
        if len(texts) > 1:
            return row[0].row, texts
    raise AssertionError(f"no header on {sheet.title}")


def at(sheet: Worksheet, code: str, kop: str) -> Cell:
    """The cell in the row of a code, below a header text."""
    top, columns = header(sheet)
    row = next(row for row in range(top + 1, sheet.max_row + 1) if sheet[f"{columns['Code']}{row}"].value == code)
    return sheet[f"{columns[kop]}{row}"]


def beside(sheet: Worksheet, label: str) -> Cell:
    """The cell right of a label."""
    return next(sheet.cell(cell.row, 2) for cell in sheet["A"] if cell.value == label)


def chosen(sheet: Worksheet) -> set[str]:
    """Codes of the rows that say ja."""
    top, columns = header(sheet)
    rows = range(top + 1, sheet.max_row + 1)
    return {sheet[f"{columns['Code']}{row}"].value for row in rows if sheet[f"{columns['Gekozen']}{row}"].value == "ja"}


def open_cells(sheet: Worksheet) -> set[str]:
    """Coordinates of the cells that can be filled in."""
    return {cell.coordinate for row in sheet.iter_rows() for cell in row if not cell.protection.locked}


def validations(book: Workbook) -> Iterator[tuple[Worksheet, DataValidation]]:
    """All validations with their sheet."""
    for sheet in book:
        yield from ((sheet, validation) for validation in sheet.data_validations.dataValidation)


def validation(sheet: Worksheet, cell: Cell) -> DataValidation:
    """The one validation of a cell."""
    found = [made for made in sheet.data_validations.dataValidation if cell.coordinate in made.sqref]
    assert len(found) == 1
    return found[0]


def listed(book: Workbook, name: str) -> list[str]:
    """The values below a defined name."""
    sheet, _, place = book.defined_names[name].attr_text.partition("!")
    return [row[0].value for row in book[sheet.strip("'")][place.replace("$", "")]]


def saved(book: Workbook) -> bytes:
    """The workbook as a file again."""
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()
