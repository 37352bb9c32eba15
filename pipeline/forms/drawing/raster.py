"""Drawing a sheet of single cells, each with its own place: a table that grows to the right as well."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from openpyxl.formatting.rule import FormulaRule
from openpyxl.worksheet.cell_range import MultiCellRange
from openpyxl.worksheet.datavalidation import DataValidation

from pipeline.base.places import Coord
from pipeline.definitions.layout import load_layout
from pipeline.excel import book as wb
from pipeline.excel.styles import Stijl
from pipeline.forms.drawing import cells
from pipeline.forms.drawing.cells import Cel, Kleur
from pipeline.forms.drawing.draw import TAB_INPUT, Drawing

Toets = tuple[DataValidation, str]  # a validation, and the cells that it is for


@dataclass(frozen=True, slots=True)
class Raster:
    """A sheet to draw: cells with their styles, widths of the columns from A, heights of rows in points.

    toetsen: validations with the cells that they are for; kleuren: condition, place and colour, the first that holds;
    vast: the cell below and right of what stays in sight; start: where the cursor waits; titels: columns that are
    printed on every page; voet: whose it is.
    """

    key: str
    naam: str
    cellen: Mapping[Coord, tuple[Cel, Stijl]]
    breedtes: Sequence[float]
    hoogtes: Mapping[int, float]
    toetsen: Sequence[Toets] = ()
    kleuren: Sequence[tuple[str, str, Kleur]] = ()
    vast: str = "A1"
    start: str = "A1"
    titels: str = "A:A"
    kop: int = 1
    voet: str = ""


def draw_raster(drawing: Drawing, raster: Raster) -> None:
    """Draw it, behind the sheets that are there: locked but for the cells to fill in, and printed on one page high."""
    sheet = drawing.book.create_sheet(raster.naam)
    wb.set_widths(sheet, raster.breedtes)
    for (row, column), (cel, stijl) in raster.cellen.items():
        cell = sheet.cell(row, column)
        if cel.formule:
            drawing.styles.put_formula(cell, cel.formule, stijl)
        else:
            drawing.styles.put(cell, cel.value, stijl)
    for row, height in raster.hoogtes.items():
        sheet.row_dimensions[row].height = height
    for validation, place in raster.toetsen:
        validation.sqref = MultiCellRange(place)
        sheet.add_data_validation(validation)
    for formula, place, kleur in raster.kleuren:
        rule = FormulaRule([formula], fill=cells.FILLS[kleur], stopIfTrue=True)  # type: ignore[no-untyped-call]
        sheet.conditional_formatting.add(place, rule)
    sheet.protection.sheet = True
    sheet.protection.formatColumns = sheet.protection.formatRows = False  # allowed
    wb.set_a4(sheet, load_layout().woorden["pagina"], landscape=True, header_row=raster.kop, voet=raster.voet)
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 0, 1
    sheet.print_title_rows, sheet.print_title_cols = None, raster.titels
    sheet.freeze_panes = raster.vast
    sheet.sheet_view.showGridLines = False
    sheet.sheet_properties.tabColor = TAB_INPUT
    selection = sheet.sheet_view.selection[-1]
    selection.activeCell = selection.sqref = raster.start
    drawing.sheets[raster.key] = sheet
