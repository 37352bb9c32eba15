"""The workbooks of the reports cell by cell through openpyxl: slow, and the oracle of the quick way."""

from __future__ import annotations

from collections.abc import Iterable

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.filters import AutoFilter, FilterColumn
from openpyxl.worksheet.table import Table, TableStyleInfo

from pipeline.definitions.report_words import load_wording
from pipeline.definitions.sheet_words import Tabblad
from pipeline.excel.book import new_workbook, set_a4, set_widths, to_bytes
from pipeline.excel.styles import Stijl
from pipeline.excel.table_xml import headers
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

    def table(  # type: ignore[override]
        self, header_row: int, columns: list[Column], rows: Iterable[Cells], *, knoppen: bool = True
    ) -> int:
        """Widths, header, rows, the set-up of the page, and what Excel calls a table."""
        koppen = headers(column.kop for column in columns)
        columns = [column._replace(kop=kop) for kop, column in zip(koppen, columns, strict=True)]
        set_widths(self.sheet, [column.breedte for column in columns])
        set_a4(self.sheet, load_wording().pagina, landscape=True, header_row=header_row)
        table = [[(column.kop, column.stijl) for column in columns], *rows]
        for row, cells in enumerate(table, header_row):
            self.row(row, cells, columns)
        below = header_row + len(table)
        if below > header_row + 1:
            area = f"A{header_row}:{get_column_letter(len(columns))}{below - 1}"
            self._add_table(area, [place for place, column in enumerate(columns) if not (knoppen and column.knop)])
        return below

    def _add_table(self, area: str, without: list[int]) -> None:
        """With the texts of the header cells as names of the columns."""
        found = Table(displayName=self.sheet.title.title().replace(" ", ""), ref=area)
        found._initialise_columns()  # type: ignore[no-untyped-call]
        for column, cell in zip(found.tableColumns, self.sheet[area][0], strict=True):
            column.name = cell.value
        hidden = [FilterColumn(colId=place, hiddenButton=True) for place in without]
        found.autoFilter = AutoFilter(ref=area, filterColumn=hidden) if len(hidden) < len(found.tableColumns) else None
        found.tableStyleInfo = TableStyleInfo(
            showFirstColumn=False, showLastColumn=False, showRowStripes=False, showColumnStripes=False
        )
        self.sheet.add_table(found)  # type: ignore[no-untyped-call]

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
