"""A sheet of a report as XML text: joining strings is many times as quick as a model of every cell."""

from __future__ import annotations

import datetime as dt
import re
import zlib
from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from xml.sax.saxutils import escape

from openpyxl import Workbook
from openpyxl.utils import absolute_coordinate, get_column_letter, quote_sheetname
from openpyxl.utils.datetime import to_excel

from pipeline.excel.book import as_xml
from pipeline.excel.styles import verbatim
from pipeline.model.workbook import Value

_UNFIT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # XML cannot hold these signs

_FORMAT = '<sheetFormatPr baseColWidth="8" defaultRowHeight="15"/>'


@dataclass(slots=True)
class Sheet:
    """What is written on one sheet; `frozen` is the cell below and right of what stays in sight, `filtered` an area."""

    naam: str
    rows: dict[int, str] = field(default_factory=dict)  # XML of the cells
    heights: dict[int, float] = field(default_factory=dict)  # points
    widths: Sequence[float] = ()  # of the columns from A, in characters
    header_row: int = 1  # printed on every page
    frozen: str = ""
    filtered: str = ""
    packed: list[bytes] = field(default_factory=list)  # XML of rows that are finished, between two of `rows`
    packed_from: int = 0

    def pack(self, first: int, last: int) -> None:
        """Nothing is added any more to these rows, which follow those that were packed: they may take less memory."""
        rows = "".join(self._row(row, self.rows.pop(row)) for row in range(first, last + 1))
        self.packed.append(zlib.compress(rows.encode()))
        self.packed_from = self.packed_from or first
        for row in range(first, last + 1):
            self.heights.pop(row, None)

    def put(self, row: int, column: int, *rests: str) -> None:
        """Write cells from a column on, right of what the row holds.

        rests: what cell_xml makes of their style and value, without the start of its tag.
        """
        places = _letters(column + len(rests))[column - 1 :]
        cells = "".join([f'<c r="{letters}{row}"{rest}' for letters, rest in zip(places, rests, strict=False)])
        self.rows[row] = self.rows.get(row, "") + cells

    def pieces(self, start: str, end: str) -> Iterator[bytes]:
        """The part of the package, between a start and an end that are the same for every sheet.

        Once: rows that were packed are let go when they have been told.
        """
        cols = "".join(_col(place, width) for place, width in enumerate(self.widths, 1))
        yield "".join([start, _views(self.frozen), _FORMAT, cols and f"<cols>{cols}</cols>", "<sheetData>"]).encode()
        ordered = sorted(self.rows.items())
        before = bisect(ordered, (self.packed_from,))
        yield "".join(self._row(row, cells) for row, cells in ordered[:before]).encode()
        while self.packed:
            yield zlib.decompress(self.packed.pop(0))
        yield "".join(self._row(row, cells) for row, cells in ordered[before:]).encode()
        yield "".join(["</sheetData>", f'<autoFilter ref="{self.filtered}"/>' if self.filtered else "", end]).encode()

    def _row(self, row: int, cells: str) -> str:
        height = self.heights.get(row)
        tall = "" if height is None else f' ht="{height:g}" customHeight="1"'
        return f'<row r="{row}"{tall}>{cells}</row>'

    def names(self, place: int) -> str:
        """What Excel keeps of a sheet in the workbook: the rows to print on every page, and the filtered area."""
        where, local = escape(f"{quote_sheetname(self.naam)}!"), f'localSheetId="{place}"'
        titles = f'<definedName name="_xlnm.Print_Titles" {local}>{where}${self.header_row}:${self.header_row}'
        if not self.filtered:
            return f"{titles}</definedName>"
        area = f"{where}{absolute_coordinate(self.filtered)}"
        return (
            f'{titles}</definedName><definedName name="_xlnm._FilterDatabase" {local} hidden="1">{area}</definedName>'
        )


def cell_xml(head: str, value: Value) -> str:
    """A cell; head: its tag up to and including the style. Text is text, also when it starts with "="."""
    if value is None or value == "":
        return f'{head} t="n"></c>'
    if isinstance(value, str):
        return f'{head} t="inlineStr"><is>{_text(value)}</is></c>'
    if isinstance(value, bool):
        return f'{head} t="b"><v>{value:d}</v></c>'
    if isinstance(value, dt.date | dt.time | dt.timedelta):
        value = float(to_excel(value))  # type: ignore[no-untyped-call]  # the stubs leave it untyped
    number = int(value) if isinstance(value, float) and value.is_integer() else value
    return f'{head} t="n"><v>{number}</v></c>'


@lru_cache(maxsize=2048)
def _text(value: str) -> str:
    """A text that is read back as it is, without the signs that XML cannot hold; many stand in every workbook."""
    text = verbatim(_UNFIT.sub("", value))
    space = ' xml:space="preserve"' if text != text.strip() or "\n" in text else ""
    escaped = escape(text).replace("\r", "&#13;")  # a bare one would be read as a line feed
    return f"<t{space}>{escaped}</t>"


@cache
def _letters(number: int) -> tuple[str, ...]:
    """Of the first columns."""
    return tuple(get_column_letter(place) for place in range(1, number + 1))


def _col(place: int, width: float) -> str:
    return f'<col width="{width:g}" customWidth="1" min="{place}" max="{place}"/>'


@cache
def _views(frozen: str) -> str:
    """How the sheet is shown, by openpyxl: without grid lines, and what stays in sight."""
    sheet = Workbook().create_sheet()
    sheet.sheet_view.showGridLines = False
    sheet.freeze_panes = frozen or None
    return as_xml(sheet.views, "sheetViews")
