"""A sheet of a report as XML text: joining strings is many times as quick as a model of every cell."""

from __future__ import annotations

import datetime as dt
import zlib
from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache

from pipeline.base.places import cell_place, column_letters
from pipeline.base.xml_text import escape
from pipeline.excel.formulas import on_sheet
from pipeline.excel.styles import fit, verbatim
from pipeline.excel.table_xml import Table
from pipeline.model.workbook import Value

_DAY = 24 * 60 * 60  # seconds
_EPOCH = dt.date(1899, 12, 30).toordinal()
_FORMAT = '<sheetFormatPr baseColWidth="8" defaultRowHeight="15"/>'


@dataclass(slots=True)
class Sheet:
    """What is written on one sheet; `frozen` is the cell below and right of what stays in sight."""

    naam: str
    rows: dict[int, str] = field(default_factory=dict)  # XML of the cells
    heights: dict[int, float] = field(default_factory=dict)  # points
    widths: Sequence[float] = ()  # of the columns from A, in characters
    header_row: int = 1  # printed on every page
    frozen: str = ""
    table: Table | None = None
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
        yield "".join([start, views(self.frozen), _FORMAT, cols and f"<cols>{cols}</cols>", "<sheetData>"]).encode()
        ordered = sorted(self.rows.items())
        before = bisect(ordered, (self.packed_from,))
        yield "".join(self._row(row, cells) for row, cells in ordered[:before]).encode()
        while self.packed:
            yield zlib.decompress(self.packed.pop(0))
        yield "".join(self._row(row, cells) for row, cells in ordered[before:]).encode()
        yield f"</sheetData>{end}".encode()

    def _row(self, row: int, cells: str) -> str:
        height = self.heights.get(row)
        tall = "" if height is None else f' ht="{height:g}" customHeight="1"'
        return f'<row r="{row}"{tall}>{cells}</row>'

    def names(self, place: int) -> str:
        """What Excel keeps of a sheet in the workbook: the rows to print on every page."""
        rows = escape(on_sheet(self.naam, f"${self.header_row}:${self.header_row}"))
        return f'<definedName name="_xlnm.Print_Titles" localSheetId="{place}">{rows}</definedName>'


def cell_xml(head: str, value: Value) -> str:
    """A cell; head: its tag up to and including the style. Text is text, also when it starts with "="."""
    if value is None or value == "":
        return f'{head} t="n"></c>'
    if isinstance(value, str):
        return f'{head} t="inlineStr"><is>{_text(value)}</is></c>'
    if isinstance(value, bool):
        return f'{head} t="b"><v>{value:d}</v></c>'
    if isinstance(value, dt.date | dt.time | dt.timedelta):
        value = serial(value)
    number = int(value) if isinstance(value, float) and value.is_integer() else value
    return f'{head} t="n"><v>{number}</v></c>'


def serial(value: dt.date | dt.time | dt.timedelta) -> float:
    """A date as Excel counts: days since its first one, also those of 1900 that it counts wrong; the time is a part."""
    if isinstance(value, dt.timedelta):
        return value.total_seconds() / _DAY
    days = 0
    if isinstance(value, dt.date):
        days = value.toordinal() - _EPOCH
        days -= 0 < days <= 60  # Excel has a 29th of February 1900
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return float(days)
    seconds = value.hour * 3600 + value.minute * 60 + value.second + value.microsecond / 10**6
    return days + seconds / _DAY


def in_footer(text: str) -> str:
    """A text as it must stand in a footer: there & starts a code."""
    return text.replace("&", "&&")


@lru_cache(maxsize=2048)
def _text(value: str) -> str:
    """A text that is read back as it is, without the signs that XML cannot hold; many stand in every workbook."""
    text = verbatim(fit(value))
    space = ' xml:space="preserve"' if text != text.strip() or "\n" in text else ""
    escaped = escape(text).replace("\r", "&#13;")  # a bare one would be read as a line feed
    return f"<t{space}>{escaped}</t>"


@cache
def _letters(number: int) -> tuple[str, ...]:
    """Of the first columns."""
    return tuple(column_letters(place) for place in range(1, number + 1))


def _col(place: int, width: float) -> str:
    return f'<col width="{width:g}" customWidth="1" min="{place}" max="{place}"/>'


@cache
def views(frozen: str) -> str:
    """How the sheet is shown: without grid lines, and what stays in sight."""
    row, column = cell_place(frozen) if frozen else (1, 1)
    sides = {"bottomLeft": row > 1, "topRight": column > 1}
    panes = [side for side, there in sides.items() if there]
    active = "bottomRight" if len(panes) > 1 else "".join(panes)
    splits = {"xSplit": column - 1, "ySplit": row - 1}
    split = "".join(f' {name}="{number}"' for name, number in splits.items() if number)
    pane = f'<pane{split} topLeftCell="{frozen}" activePane="{active}" state="frozen"/>' if active else ""
    others = '<selection pane="topRight"/><selection pane="bottomLeft"/>' if len(panes) > 1 else ""
    there = f' pane="{active}"' if active else ""
    cursor = f'<selection{there} activeCell="A1" sqref="A1"/>'
    return (
        f'<sheetViews><sheetView showGridLines="0" workbookViewId="0">{pane}{others}{cursor}</sheetView></sheetViews>'
    )
