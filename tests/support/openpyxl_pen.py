"""The workbooks of the reports cell by cell through openpyxl: slow, and the oracle of the quick way."""

from __future__ import annotations

from collections.abc import Iterable

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from pipeline.definitions.report_words import load_wording
from pipeline.definitions.sheet_words import Tabblad
from pipeline.excel.book import new_workbook, set_a4, set_widths, to_bytes
from pipeline.excel.styles import Stijl
from pipeline.forms.drawing.cells import Styles
from pipeline.model.workbook import Value
from pipeline.render.workbooks import pen as tables
from pipeline.render.workbooks.pen import HEADING, ROW_MIN, SENTENCE, Cells, Column


class OpenpyxlPen(tables.Pen):
    """A Pen that has openpyxl draw what the Pen of the product writes as text."""

    def __init__(self, titel: str) -> None:
        self.book = new_workbook(titel)
        self.styles = Styles({})

    def to_bytes(self) -> bytes:
        """The workbook as openpyxl writes it."""
        return to_bytes(self.book)

    def start(self, blad: Tabblad, titel: str, lines: Iterable[str]) -> int:
        """Title and sentences."""
        self.sheet = self.book.create_sheet(blad.blad)
        self.sheet.sheet_view.showGridLines = False
        self.put(1, 1, (titel, HEADING))
        self.set_height(1, 28)
        row = 1
        for row, line in enumerate(lines, 2):
            self.put(row, 1, (line, SENTENCE))
            self.set_height(row, ROW_MIN)
        return row + 1

    def table(self, header_row: int, columns: list[Column], rows: Iterable[Cells]) -> int:  # type: ignore[override]
        """Widths, header, rows and the set-up of the page."""
        set_widths(self.sheet, [column.breedte for column in columns])
        set_a4(self.sheet, load_wording().pagina, landscape=True, header_row=header_row)
        table = [[(column.kop, column.stijl) for column in columns], *rows]
        for row, cells in enumerate(table, header_row):
            self.row(row, cells, columns)
        return header_row + len(table)

    def put(self, row: int, column: int, *cells: tuple[Value, Stijl]) -> None:
        """Values side by side."""
        for place, (value, stijl) in enumerate(cells, column):
            clean = ILLEGAL_CHARACTERS_RE.sub("", value) if isinstance(value, str) else value
            self.styles.put(self.sheet.cell(row, place), clean, stijl)

    def set_height(self, row: int, points: float) -> None:
        """Height of a row."""
        self.sheet.row_dimensions[row].height = points

    def freeze(self, cell: str) -> None:
        """What stays in sight."""
        self.sheet.freeze_panes = cell

    def filter(self, area: str) -> None:
        """Filters of a header."""
        self.sheet.auto_filter.ref = area
