"""A report as a workbook file: sheets and styles as XML text, beside the parts that every workbook has alike."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from pipeline.base.kept import kept
from pipeline.base.package import Package
from pipeline.base.xml_text import escape, quoteattr
from pipeline.excel.sheet_xml import Sheet

_TYPES, _WORKBOOK = "[Content_Types].xml", "xl/workbook.xml"
_CORE, _STYLES = "docProps/core.xml", "xl/styles.xml"
_START = (
    '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><workbookPr/>'
    "<bookViews><workbookView/></bookViews><sheets>"
)
_TITLE = "titel-van-de-werkmap"  # where the title comes
_LEVEL = 3  # of compression: twice as quick as the usual 6, for a file that is a tenth larger


class _Frame(NamedTuple):
    """What workbooks with such sheets have alike: packed parts, the properties, start and ends of the sheets."""

    fixed: Package
    core: str
    start: str
    ends: tuple[str, ...]


def book_file(titel: str, pagina: str, sheets: Sequence[Sheet], styles: str) -> bytes:
    """The workbook: the same content gives the same bytes.

    pagina: what stands below a printed page; styles: their part of the package.
    """
    frame = _frame(tuple(sheet.table is not None for sheet in sheets), pagina)
    parts = ((name, b"".join(pieces)) for name, pieces in _parts(titel, sheets, styles, frame))
    return frame.fixed.with_parts(parts, _LEVEL).to_bytes()


def book_pieces(titel: str, pagina: str, sheets: Sequence[Sheet], styles: str) -> Iterator[bytes]:
    """The same piece by piece, for a workbook with very many rows."""
    frame = _frame(tuple(sheet.table is not None for sheet in sheets), pagina)
    return frame.fixed.pieces(_parts(titel, sheets, styles, frame), _LEVEL)


def _parts(titel: str, sheets: Sequence[Sheet], styles: str, frame: _Frame) -> Iterator[tuple[str, Iterator[bytes]]]:
    """The parts of this workbook alone, in pieces; of sheets with thousands of rows one at a time is in memory."""
    yield _CORE, iter([frame.core.replace(_TITLE, escape(titel)).encode()])
    yield _STYLES, iter([styles.encode()])
    yield _WORKBOOK, iter([_workbook(sheets).encode()])
    for number, (sheet, end) in enumerate(zip(sheets, frame.ends, strict=True), 1):
        yield _part(number), sheet.pieces(frame.start, end)
    for number, sheet in enumerate(sheets, 1):
        if sheet.table:
            yield _table(number), iter([sheet.table.xml(number).encode()])


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


def _table(number: int) -> str:
    return f"xl/tables/table{number}.xml"  # openpyxl numbers tables as they come: that of each sheet has its number


def _relations(number: int) -> str:
    return f"xl/worksheets/_rels/sheet{number}.xml.rels"


@cache
def _frame(tables: tuple[bool, ...], pagina: str) -> _Frame:
    """tables: of each sheet whether it has one."""
    found = kept(kept_name(len(tables), pagina))
    parts = found if isinstance(found, dict) else draw_frame(len(tables), pagina)
    without = [number for number, there in enumerate(tables, 1) if not there]
    places = range(1, len(tables) + 1)
    own = {_CORE, _STYLES, _WORKBOOK, *map(_part, places), *map(_table, places), *map(_relations, without)}
    fixed = {name: parts[name] for name in sorted(parts.keys() - own)}  # the content types first, as programs like it
    for number in without:
        fixed[_TYPES] = re.sub(rb'<Override PartName="/%s"[^>]*>' % _table(number).encode(), b"", fixed[_TYPES])
    sheets = [parts[_part(place)].decode() for place in places]
    start = re.sub("<dimension[^>]*>", "", sheets[0][: sheets[0].index("<sheetViews>")])
    ends = [sheet[sheet.index("<pageMargins") :] for sheet in sheets]
    for number in without:
        ends[number - 1] = re.sub("<tableParts.*</tableParts>", "", ends[number - 1])
    return _Frame(Package().with_parts(fixed.items()), parts[_CORE].decode(), start, tuple(ends))


def kept_name(sheets: int, pagina: str) -> str:
    """The name under which what workbooks with so many sheets have alike is kept."""
    return f"werkmap {sheets} {hashlib.sha256(pagina.encode()).hexdigest()[:8]}"


def draw_frame(sheets: int, pagina: str) -> dict[str, bytes]:
    """The parts of a workbook with so many sheets, each blank but for a table; by openpyxl."""
    from pipeline.excel.book import add_blank_table, new_workbook, set_a4, to_bytes  # not needed for what was kept

    book = new_workbook(_TITLE)
    for number in range(1, sheets + 1):
        sheet = book.create_sheet()
        set_a4(sheet, pagina, landscape=True, header_row=1)
        add_blank_table(sheet, f"Tabel{number}")
    with zipfile.ZipFile(io.BytesIO(to_bytes(book))) as drawn:
        return {name: drawn.read(name) for name in drawn.namelist()}
