"""A report as a workbook file: sheets and styles as XML text, beside the parts that every workbook has alike."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from pipeline.base.package import Package
from pipeline.excel.book import new_workbook, set_a4, to_bytes
from pipeline.excel.sheet_xml import Sheet

_WORKBOOK, _CORE, _STYLES = "xl/workbook.xml", "docProps/core.xml", "xl/styles.xml"
_START = (
    '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><workbookPr/>'
    "<bookViews><workbookView/></bookViews><sheets>"
)
_TITLE = "titel-van-de-werkmap"  # where the title comes
_LEVEL = 3  # of compression: twice as quick as the usual 6, for a file that is a tenth larger


class _Frame(NamedTuple):
    """What workbooks with so many sheets have alike: packed parts, the properties, start and end of a sheet."""

    fixed: Package
    core: str
    start: str
    end: str


def book_file(titel: str, pagina: str, sheets: Sequence[Sheet], styles: str) -> bytes:
    """The workbook: the same content gives the same bytes.

    pagina: what stands below a printed page; styles: their part of the package.
    """
    frame = _frame(len(sheets), pagina)
    parts = ((name, b"".join(pieces)) for name, pieces in _parts(titel, sheets, styles, frame))
    return frame.fixed.with_parts(parts, _LEVEL).to_bytes()


def book_pieces(titel: str, pagina: str, sheets: Sequence[Sheet], styles: str) -> Iterator[bytes]:
    """The same piece by piece, for a workbook with very many rows."""
    frame = _frame(len(sheets), pagina)
    return frame.fixed.pieces(_parts(titel, sheets, styles, frame), _LEVEL)


def _parts(titel: str, sheets: Sequence[Sheet], styles: str, frame: _Frame) -> Iterator[tuple[str, Iterator[bytes]]]:
    """The parts of this workbook alone, in pieces; a sheet with thousands of rows is never in memory as a whole."""
    yield _CORE, iter([frame.core.replace(_TITLE, escape(titel)).encode()])
    yield _STYLES, iter([styles.encode()])
    yield _WORKBOOK, iter([_workbook(sheets).encode()])
    for number, sheet in enumerate(sheets, 1):
        yield _part(number), sheet.pieces(frame.start, frame.end)


def _workbook(sheets: Sequence[Sheet]) -> str:
    """The list of sheets; openpyxl numbers their relations from rId1."""
    listed = "".join(
        f'<sheet name={quoteattr(sheet.naam)} sheetId="{number}" r:id="rId{number}"/>'
        for number, sheet in enumerate(sheets, 1)
    )
    names = "".join(sheet.names(place) for place, sheet in enumerate(sheets))
    return f"{_START}{listed}</sheets><definedNames>{names}</definedNames></workbook>"


def _part(number: int) -> str:
    return f"xl/worksheets/sheet{number}.xml"


@cache
def _frame(sheets: int, pagina: str) -> _Frame:
    """Made by openpyxl of a workbook with blank sheets."""
    book = new_workbook(_TITLE)
    for _ in range(sheets):
        set_a4(book.create_sheet(), pagina, landscape=True, header_row=1)
    with zipfile.ZipFile(io.BytesIO(to_bytes(book))) as drawn:
        parts = {name: drawn.read(name) for name in drawn.namelist()}
    own = {_CORE, _STYLES, _WORKBOOK, *map(_part, range(1, sheets + 1))}
    fixed = [(name, parts[name]) for name in sorted(parts.keys() - own)]  # the content types first, as programs like it
    sheet = parts[_part(1)].decode()
    start, end = sheet[: sheet.index("<sheetViews>")], sheet[sheet.index("<pageMargins") :]
    return _Frame(Package().with_parts(fixed), parts[_CORE].decode(), re.sub("<dimension[^>]*>", "", start), end)
