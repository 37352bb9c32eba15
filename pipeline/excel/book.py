"""Writing Excel workbooks: text that stays text, one set of styles, the same bytes for the same content."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Iterable
from pathlib import Path

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.table import Table
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from pipeline.excel.sheet_xml import in_footer

ZIP_DATE = (1980, 1, 1, 0, 0, 0)  # no output holds a run date, and a zip must have one
FIXED = dt.datetime(2009, 1, 1)  # for the document properties: the year of the source


class FixedZip(zipfile.ZipFile):
    """A zip whose entries all carry the same date, so that the same content gives the same bytes."""

    def writestr(self, name: str, data: bytes | str) -> None:  # type: ignore[override]  # what openpyxl calls
        """Add a part."""
        info = zipfile.ZipInfo(name, ZIP_DATE)
        info.compress_type, info.create_system = zipfile.ZIP_DEFLATED, 0  # also on Windows
        super().writestr(info, data)

    def write(self, filename: str, arcname: str) -> None:  # type: ignore[override]  # openpyxl's temporary sheets
        """Add a part from a file."""
        self.writestr(arcname, Path(filename).read_bytes())


def new_workbook(title: str) -> Workbook:
    """An empty workbook, without sheets, with fixed document properties."""
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.title = title
    book.properties.creator = "Profielbouwer"
    book.properties.language = "nl-NL"
    return book


def to_bytes(book: Workbook) -> bytes:
    """The workbook as a file: the same content gives the same bytes."""
    book.properties.created = book.properties.modified = FIXED
    buffer = io.BytesIO()
    with FixedZip(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        ExcelWriter(book, archive).write_data()
    return buffer.getvalue()


def set_widths(sheet: Worksheet, widths: Iterable[float]) -> None:
    """Widths of the columns from A, in characters."""
    for place, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(place)].width = width


def add_blank_table(sheet: Worksheet, naam: str) -> None:
    """A table of one column and one row."""
    sheet["A1"] = naam
    sheet.add_table(Table(displayName=naam, ref="A1:A2"))


def set_a4(
    sheet: Worksheet, pagina: str, *, landscape: bool, header_row: int, voet: str = "", whole: bool = False
) -> None:
    """Print on A4: one page wide, the header row on every page; below it sheet name, `voet` and `pagina`.

    pagina: Excel's &P of &N, in words; whole: all rows on one page.
    """
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, int(whole)
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = f"{header_row}:{header_row}"
    sheet.oddFooter = HeaderFooterItem(
        left=_HeaderFooterPart("&A"),
        center=_HeaderFooterPart(in_footer(voet) or None),
        right=_HeaderFooterPart(pagina),
    )
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.page_margins.top, sheet.page_margins.bottom = 0.5, 0.7
    sheet.page_margins.header = sheet.page_margins.footer = 0.3  # inside the margin, or the footer is cut off
