"""What the workbooks of the reports have in common: styles with a meaning, and a sheet with one table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import NamedTuple

from pipeline.definitions.report_words import load_wording
from pipeline.definitions.sheet_words import Tabblad
from pipeline.excel.book_xml import book_file, book_pieces
from pipeline.excel.room import ROW_MAX, height
from pipeline.excel.sheet_xml import Sheet, cell_xml
from pipeline.excel.style_xml import Stylesheet
from pipeline.excel.styles import (
    BAD,
    BOLD,
    GOOD,
    HEAD,
    HEAD_FONT,
    MIDDLE,
    NO_BORDER,
    PAPER,
    QUIET,
    RUN_ON,
    TEXT,
    TITLE,
    WEAK,
    Stijl,
)
from pipeline.excel.table_xml import Table, headers, table_name
from pipeline.model.analysed import Dekkingstatus
from pipeline.model.workbook import Value

PLAIN = Stijl(alignment=TEXT)
STRONG = replace(PLAIN, font=BOLD)
NUMBER = replace(PLAIN, alignment=MIDDLE)
STRONG_NUMBER = replace(NUMBER, font=BOLD)
HEADER = Stijl(HEAD_FONT, HEAD, TEXT)
HEADER_MIDDLE = Stijl(HEAD_FONT, HEAD, MIDDLE)
SENTENCE = Stijl(alignment=RUN_ON, border=NO_BORDER)
HEADING = replace(SENTENCE, font=TITLE)
SUBHEADING = replace(SENTENCE, font=BOLD)

STATUS_FILL = {"gedekt": GOOD, "kwetsbaar": WEAK, "op_papier": PAPER, "ongedekt": BAD, "niet_gekozen": QUIET}
STATUS: Mapping[Dekkingstatus | str, Stijl] = {
    status: replace(PLAIN, fill=fill) for status, fill in STATUS_FILL.items()
}
STATUS_COUNT = {key: replace(NUMBER, fill=fill) for key, fill in STATUS_FILL.items()}
NUMBERS = (
    "mensen",
    "uren",
    "nodig",
    "medewerkers",
    "goedgekeurd",
    "afgekeurd",
    "ontbrekend",
    "niet_terug",
    "rood",
    "oranje",
    "info",
)
ROWS = 1_048_576  # on a sheet of Excel
PACKED_ROWS = 500  # of a longer table so many at a time are packed
REMEMBERED = 5000  # cells that another may look and say the same as
ROW_MIN = 17.5  # points
INDENT = 1.5  # characters that the indent of a text takes

Cells = Sequence[tuple[Value, Stijl]]


class Column(NamedTuple):
    """Header text of a column, its width in characters, how its header looks, and whether it can have a button."""

    kop: str
    breedte: float
    stijl: Stijl = HEADER
    knop: bool = True


def columns_of(blad: Tabblad) -> dict[str, Column]:
    """The columns of a sheet by key, in the order of schemas/reports.yaml."""
    return {
        key: Column(kolom.kop, kolom.breedte, HEADER_MIDDLE if key in NUMBERS else HEADER)
        for key, kolom in blad.kolommen.items()
    }


class Pen:
    """Writes a workbook sheet by sheet, each with one table to print."""

    def __init__(self, titel: str) -> None:
        self._titel = titel
        self._sheets: list[Sheet] = []
        self._styles = Stylesheet()
        self._made: dict[tuple[Stijl, type, Value], str] = {}  # most cells look and say the same as another

    def to_bytes(self) -> bytes:
        """The workbook as a file: the same content gives the same bytes."""
        return book_file(self._titel, load_wording().pagina, self._sheets, self._styles.xml())

    def pieces(self) -> Iterator[bytes]:
        """The same piece by piece, for a workbook with very many rows."""
        return book_pieces(self._titel, load_wording().pagina, self._sheets, self._styles.xml())

    def start(self, blad: Tabblad, titel: str, lines: Iterable[str]) -> int:
        """Begin a sheet with its title and sentences; returns the row where the table begins."""
        self._sheet = Sheet(blad.blad)
        self._sheets.append(self._sheet)
        self.put(1, 1, (titel, HEADING))
        self.set_height(1, 28)
        row = 1
        for row, line in enumerate(lines, 2):
            self.put(row, 1, (line, SENTENCE))
            self.set_height(row, ROW_MIN)
        return row + 1

    def table(self, header_row: int, columns: Sequence[Column], rows: Iterable[Cells], *, knoppen: bool = True) -> int:
        """A table with its header, which is printed on every page; returns the row below it.

        knoppen: whether people can sort and filter; not where rows belong to the row with a name above them.
        """
        koppen = tuple(headers(column.kop for column in columns))
        self._sheet.widths = [column.breedte for column in columns]
        self._sheet.header_row = header_row
        self.row(header_row, [(kop, column.stijl) for kop, column in zip(koppen, columns, strict=True)], columns)
        last, rest = self._packed_rows(header_row, columns, iter(rows))
        if last > header_row:  # Excel wants a row in a table
            without = frozenset(place for place, column in enumerate(columns) if not (knoppen and column.knop))
            self._sheet.table = Table(table_name(self._sheet.naam), header_row, last, koppen, without)
        if next(rest, None):
            last += 1
            self.put(last, 1, (load_wording().blad_vol, SENTENCE))
        return last + 1

    def _packed_rows(self, kop: int, columns: Sequence[Column], rows: Iterator[Cells]) -> tuple[int, Iterator[Cells]]:
        """As many rows as a sheet holds: the number of the last, and the rows for which there is no room."""
        row = packed = kop
        for row, cells in enumerate(islice(rows, ROWS - kop - 1), kop + 1):
            self.row(row, cells, columns)
            if row == packed + PACKED_ROWS:
                self._sheet.pack(packed + 1, row)
                packed = row
        return row, rows

    def row(self, row: int, cells: Cells, columns: Sequence[Column]) -> None:
        """One row, high enough for its longest text: not every program finds that out by itself."""
        self.put(row, 1, *cells)
        needed = [
            height(value, column.breedte - INDENT)
            for (value, stijl), column in zip(cells, columns, strict=True)
            if isinstance(value, str) and (len(value) > column.breedte - INDENT or "\n" in value)
            if stijl.alignment.wrap_text
        ]
        self.set_height(row, min(max([ROW_MIN, *needed]), ROW_MAX))

    def put(self, row: int, column: int, *cells: tuple[Value, Stijl]) -> None:
        """Write values as they are, from a column on, right of what the row holds; text never becomes a formula."""
        made = self._made
        rests = [made.get((stijl, type(value), value)) or self._cell(value, stijl) for value, stijl in cells]
        self._sheet.put(row, column, *rests)

    def _cell(self, value: Value, stijl: Stijl) -> str:
        if len(self._made) >= REMEMBERED:
            self._made.clear()
        rest = self._made[stijl, type(value), value] = cell_xml(f' s="{self._styles.number(stijl, value)}"', value)
        return rest

    def set_height(self, row: int, points: float) -> None:
        """Height of a row that its texts do not tell."""
        self._sheet.heights[row] = points

    def freeze(self, cell: str) -> None:
        """Keep in sight what is above and left of a cell."""
        self._sheet.frozen = cell
