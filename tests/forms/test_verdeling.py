"""The sheet Verdeling of a team workbook: what is on it, what is locked, and for whom there is one."""

from __future__ import annotations

from dataclasses import replace

import pytest
from openpyxl import Workbook

from pipeline.definitions.catalog_file import load_catalog
from pipeline.definitions.schema_files import SCHEMAS
from pipeline.excel.formulas import FORMULA_MAX
from pipeline.forms.teambestand import Teaminhoud, make_gevuld_teambestand, make_teambestand
from pipeline.forms.verdeling import columns_for
from pipeline.model.steunpunt import Medewerker, Steunpunt
from tests.support.workbooks import ANNA, CATALOG, LAYOUT, RULES, ZONNEDAEL, listed, open_cells, opened, validation

BRAM = Medewerker("1002", "Bram Verzonnen", catalogus="uitwerking")
UREN = {"0104": {"e": 8.0, "q": None}}


def book(steunpunt: Steunpunt = ZONNEDAEL) -> Workbook:
    """A team workbook as openpyxl reads it."""
    return opened(make_gevuld_teambestand(CATALOG, LAYOUT, RULES, Teaminhoud.of(steunpunt)))


def place(made: Workbook, kop: str) -> str:
    """Letters of the column under a header on Verdeling."""
    row = next(row for row in made["Verdeling"].iter_rows() if row[0].value == "Code")
    return next(cell.column_letter for cell in row if cell.value == kop)


def rows(made: Workbook) -> dict[str, int]:
    """Code -> number of its row."""
    return {cell.value: cell.row for cell in made["Verdeling"]["A"] if cell.value in CATALOG.kerntaak}


def test_everybody_has_a_column_headed_by_the_number() -> None:
    """In the order of Team, with hours where they were divided before; the sheet names every kerntaak."""
    made = book(replace(ZONNEDAEL, team=(ANNA, replace(BRAM, catalogus="")), verdeling=UREN))
    sheet, anna = made["Verdeling"], place(made, "0104")
    assert place(made, "1002") > anna > place(made, "Benodigd") > place(made, "Kerntaak")
    assert [*rows(made)] == [*CATALOG.kerntaak]
    assert [sheet[f"{anna}{rows(made)[code]}"].value for code in "eqf"] == [8, "?", None]


def test_only_numbers_and_hours_are_to_be_filled_in() -> None:
    """Names, sums and what is missing are formulas, and locked."""
    made = book()
    sheet, codes = made["Verdeling"], rows(made)
    wide = [f"{chr(ord('F') + n)}" for n in range(columns_for(1))]
    top = min(codes.values()) - 1
    assert open_cells(sheet) == {f"{letter}{row}" for letter in wide for row in range(top, max(codes.values()) + 1)}
    assert sheet.protection.sheet and sheet.freeze_panes == f"F{top + 1}"
    assert {sheet[f"F{row}"].data_type for row in range(top - 5, top)} == {"f"}


def test_the_number_is_chosen_from_team_and_hours_are_checked() -> None:
    """The list is that of the cells of Team; a number from 0 to 60, or a question mark."""
    made = book()
    sheet, codes = made["Verdeling"], rows(made)
    kop = validation(sheet, sheet[f"F{min(codes.values()) - 1}"])
    assert (kop.type, kop.formula1, kop.allow_blank) == ("list", "lijst_personeelsnummers", False)
    assert listed(made, "lijst_personeelsnummers")[:2] == ["0104", None]
    uren = validation(sheet, sheet[f"F{codes['e']}"])
    assert uren.type == "custom" and '="?"' in uren.formula1 and "<=60" in uren.formula1


def test_a_blank_team_workbook_has_the_sheet_without_people() -> None:
    """The columns wait for a number."""
    sheet = opened(make_teambestand(CATALOG, LAYOUT, RULES, ""))["Verdeling"]
    top = next(row for row in sheet.iter_rows() if row[0].value == "Code")
    assert [cell.value for cell in top[:5]] == ["Code", "Kerntaak", "Benodigd", "Samen", "Hoe staat het?"]
    assert {cell.value for cell in top[5:]} == {None} and len(top) == 5 + columns_for(0)


def test_who_is_on_another_catalog_has_no_column() -> None:
    """Its form asks no hours for these kerntaken."""
    made = book(replace(ZONNEDAEL, team=(ANNA, BRAM)))
    assert "1002" not in {cell.value for row in made["Verdeling"].iter_rows() for cell in row}


@pytest.mark.parametrize("naam", ["uitwerking", "scw"])
def test_a_catalog_without_hours_has_no_such_sheet(naam: str) -> None:
    """There is nothing to divide."""
    catalog = load_catalog(SCHEMAS / "catalogs" / f"{naam}.yaml")
    assert "Verdeling" not in opened(make_teambestand(catalog, LAYOUT, RULES, "")).sheetnames


def test_a_large_team_stays_within_the_limits_of_excel() -> None:
    """Every formula, of a hundred people."""
    team = tuple(replace(ANNA, personeelsnummer=str(1000 + number)) for number in range(100))
    made = book(replace(ZONNEDAEL, team=team))
    formulas = [c.value for sheet in made for row in sheet.iter_rows() for c in row if c.data_type == "f"]
    assert max(map(len, formulas)) < FORMULA_MAX


def test_no_formula_has_what_excel_2010_lacks() -> None:
    """No dynamic arrays, no functions of later years."""
    made = book()
    formulas = " ".join(c.value for sheet in made for row in sheet.iter_rows() for c in row if c.data_type == "f")
    later = ("LET(", "FILTER(", "TEXTJOIN(", "IFS(", "XLOOKUP(", "UNIQUE(", "SORT(", "CONCAT(", "MAXIFS(", "_xlfn")
    assert not [name for name in later if name in formulas.replace("COUNTIFS(", "").replace("SUMIFS(", "")]


@pytest.mark.parametrize(("people", "columns"), [(0, 16), (1, 10), (7, 10), (8, 14), (12, 18)])
def test_a_team_has_columns_to_spare_on_whole_pages(people: int, columns: int) -> None:
    """Ten fit a page; a team of seven prints on one."""
    assert columns_for(people) == columns
