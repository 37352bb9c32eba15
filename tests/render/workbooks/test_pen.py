"""The workbooks of the reports are written as text: openpyxl, which drew them cell by cell before, is the oracle."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
from lxml import etree
from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell
from openpyxl.utils.escape import unescape
from openpyxl.worksheet.table import Table
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook

from pipeline.analysis.rapport import make_rapport
from pipeline.analysis.summary import summarise
from pipeline.definitions.report_words import load_wording
from pipeline.excel.styles import NO_BORDER, Stijl
from pipeline.model.workbook import Value
from pipeline.render.koepel import overzicht as koepel
from pipeline.render.koepel.overzicht import make_overzicht_xlsx
from pipeline.render.workbooks import pen as tables
from pipeline.render.workbooks import taakdekking as matrix
from pipeline.render.workbooks.pen import NUMBER, PLAIN, STATUS, STRONG, Cells, Column, Pen
from pipeline.render.workbooks.taakdekking import make_taakdekking
from tests.support.openpyxl_pen import OpenpyxlPen
from tests.support.samples_reports import CATALOG, PERIODE, analyse, crowd, empty_steunpunt, samenvatting, steunpunt

PRINT = ("orientation", "paperSize", "fitToHeight", "fitToWidth")
SIDES = ("left", "right", "top", "bottom")
ORDER = (  # of the parts of a sheet, as Excel wants them (ECMA-376, CT_Worksheet)
    *("sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "autoFilter"),
    *("pageMargins", "pageSetup", "headerFooter", "tableParts"),
)
HEADERS = ("=kop", "", "Naam & <i>\n1001", "_x0041_", " ruimte ", "met\x07teken", "lang " * 60, "lang " * 60)
OPEN = Stijl(open=True, formaat="0.0000", border=NO_BORDER)
VALUES: Sequence[tuple[Value, Stijl]] = (
    ("gewoon", PLAIN),
    ('=HYPERLINK("http://x","klik")', PLAIN),
    ("-1 + 2", STRONG),
    ("@naam", PLAIN),
    ("#N/A", PLAIN),
    ("1001", NUMBER),
    ("_x0041_ en _x000D_", PLAIN),
    ("a < b & c > 'd' \"e\" ]]>", PLAIN),
    ("  ruimte vooraan en achteraan  ", PLAIN),
    ("\teen tab", PLAIN),
    ("regel een\nregel twee\n", PLAIN),
    ("regel een\r\nregel twee", PLAIN),
    ("ë 🙂 “ ” \u00a0 \u2028", PLAIN),
    ("met\x07teken\x1b", PLAIN),
    ("lang " * 500, PLAIN),
    ("", PLAIN),
    (None, STATUS["gedekt"]),
    (3, NUMBER),
    (3.0, NUMBER),
    (-4.25, NUMBER),
    (0, NUMBER),
    (1e-7, NUMBER),
    (True, PLAIN),
    (False, PLAIN),
    (dt.date(2026, 11, 30), PLAIN),
    (dt.datetime(2026, 11, 30, 13, 45), PLAIN),
    (dt.datetime(2026, 11, 30), PLAIN),
    (dt.time(13, 45), PLAIN),
    (dt.timedelta(hours=30), PLAIN),
    (1234.5, OPEN),
)


def write_values(pen: Pen) -> bytes:
    """A workbook with every kind of value and header, and a table with buttons, with some, with none, and no table."""
    columns = [Column("Kop = 1", 12.0), Column("=Kop", 40.5, replace(PLAIN)), *(Column(kop, 9.0) for kop in HEADERS)]
    blanks = [(None, PLAIN)] * len(HEADERS)
    rows: list[Cells] = [[(value, stijl), (value, replace(stijl)), *blanks] for value, stijl in VALUES]
    words = load_wording()
    some = [column._replace(knop=column.breedte > 10) for column in columns]
    for blad, found, body, knoppen in (
        (words.overzicht, columns, rows, True),
        (words.bevindingen, columns, rows, False),
        (words.koepel.zwakste, some, rows, True),
        (words.koepel.lenen, columns, [], True),
    ):
        header_row = pen.start(blad, "=Titel & meer", ["een", "twee <b>"])
        below = pen.table(header_row, found, body, knoppen=knoppen)
        pen.row(below, [("Samen", STRONG), (1, NUMBER), *blanks], columns)
        pen.put(below + 3, 5, ("los", PLAIN))
        pen.put(below + 2, 1, ("rijen niet op volgorde", PLAIN))
        pen.put(below + 2, 3, ("ernaast", STRONG), (1.5, NUMBER))
        pen.set_height(header_row, 80)
    pen.freeze("B4")
    return pen.to_bytes()


def make_koepel(samples: int) -> bytes:
    """The workbook of the koepel."""
    found = [summarise(steunpunt(), analyse()), *(samenvatting(f"s{number}") for number in range(samples))]
    return make_overzicht_xlsx(found, CATALOG, PERIODE)


MAKERS: dict[str, Callable[[], bytes]] = {
    "values": lambda: write_values(tables.Pen("Titel <1> & 2")),
    "everything": lambda: make_taakdekking(make_rapport(steunpunt(), analyse(), CATALOG, PERIODE)),
    "empty": lambda: make_taakdekking(make_rapport(*empty_steunpunt(), CATALOG, PERIODE)),
    "crowd": lambda: make_taakdekking(make_rapport(*crowd(20), CATALOG, PERIODE)),
    "koepel": lambda: make_koepel(40),
    "koepel of one": lambda: make_koepel(0),
}


def both(maker: str, monkeypatch: pytest.MonkeyPatch) -> tuple[Workbook, Workbook]:
    """The workbook as it is written, and as openpyxl draws it."""
    quick = MAKERS[maker]()
    for module in (tables, matrix, koepel):
        monkeypatch.setattr(module, "Pen", OpenpyxlPen)
    drawn = MAKERS[maker]()
    assert quick != drawn
    return load_workbook(io.BytesIO(quick)), load_workbook(io.BytesIO(drawn))


def look(cell: Cell) -> dict[str, object]:
    """Everything that is seen of a cell, in words; there are two ways to write a blank, or a side without a line."""
    sides = {side: getattr(cell.border, side) for side in SIDES}
    return {
        "value": (cell.value, cell.data_type, type(cell.value)) if cell.value not in ("", None) else None,
        "format": cell.number_format,
        "font": repr(cell.font),
        "fill": repr(cell.fill),
        "border": {side: repr(line) for side, line in sides.items() if line and line.style},
        "alignment": repr(cell.alignment),
        "protection": repr(cell.protection),
        "quoted": cell.quotePrefix,
    }


def table_of(sheet: Worksheet, table: Table) -> dict[str, object]:
    """A table as programs know it; Excel repairs one whose headers are not the texts of their cells."""
    names = [column.name for column in table.tableColumns]
    assert names == [unescape(cell.value) for cell in sheet[table.ref][0]]  # it reads names so, and cells not
    hidden = table.autoFilter and [column.colId for column in table.autoFilter.filterColumn if column.hiddenButton]
    return {
        "name": (table.name, table.displayName),
        "area": (table.ref, table.autoFilter and table.autoFilter.ref, hidden),
        "columns": [(column.id, column.name) for column in table.tableColumns],
        "rest": (table.headerRowCount, table.totalsRowCount, table.tableStyleInfo.name),
    }


def setup(sheet: Worksheet) -> dict[str, object]:
    """Everything that is set on a sheet beside its cells."""
    return {
        "heights": {row: found.height for row, found in sheet.row_dimensions.items() if found.height is not None},
        "widths": {letter: found.width for letter, found in sheet.column_dimensions.items()},
        "frozen": sheet.freeze_panes,
        "filter": sheet.auto_filter.ref,
        "tables": [table_of(sheet, table) for table in sheet.tables.values()],
        "titles": sheet.print_title_rows,
        "fit": sheet.sheet_properties.pageSetUpPr,
        "page": {name: getattr(sheet.page_setup, name) for name in PRINT},
        "margins": sheet.page_margins,
        "footer": [sheet.oddFooter.left.text, sheet.oddFooter.center.text, sheet.oddFooter.right.text],
        "format": sheet.sheet_format,
        "grid": sheet.sheet_view.showGridLines,
        "selection": sheet.sheet_view.selection,
        "protected": sheet.protection.sheet,
        "names": {name: defined.attr_text for name, defined in sheet.defined_names.items()},
    }


@pytest.mark.parametrize("maker", MAKERS)
def test_every_cell_is_what_openpyxl_makes_of_it(maker: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Value, type, number format, font, fill, border, alignment, protection."""
    quick, drawn = both(maker, monkeypatch)
    assert quick.sheetnames == drawn.sheetnames
    for found, expected in zip(quick, drawn, strict=True):
        assert found.dimensions == expected.dimensions
        for row, wanted in zip(found.iter_rows(), expected.iter_rows(), strict=True):
            for cell, other in zip(row, wanted, strict=True):
                assert (cell.coordinate, look(cell)) == (other.coordinate, look(other))


@pytest.mark.parametrize("maker", MAKERS)
def test_sheets_are_set_up_as_by_openpyxl(maker: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Heights, widths, what stays in sight, filters, page and footer."""
    quick, drawn = both(maker, monkeypatch)
    assert quick.properties == drawn.properties
    for found, expected in zip(quick, drawn, strict=True):
        assert setup(found) == setup(expected)


@pytest.mark.parametrize("maker", MAKERS)
def test_the_parts_of_a_sheet_stand_in_the_order_of_the_standard(maker: str) -> None:
    """Excel repairs a file in which they do not."""
    with zipfile.ZipFile(io.BytesIO(MAKERS[maker]())) as archive:
        assert archive.namelist()[0] == "[Content_Types].xml"
        assert len({*archive.namelist()}) == len(archive.namelist())
        for name in archive.namelist():
            root = etree.fromstring(archive.read(name))
            if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", name):
                tags = [etree.QName(child).localname for child in root]
                assert tags == [tag for tag in ORDER if tag in tags]
                rows = [int(row.get("r")) for row in root.iter("{*}row")]
                assert rows == sorted(rows)


def test_a_second_reader_finds_the_same_texts() -> None:
    """Excel's own way to write signs is undone by calamine too, and a text is no number."""
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(MAKERS["values"]())).get_sheet_by_index(0)
    found = [row[0] for row in sheet.to_python(skip_empty_area=False)][4:]
    assert found[6] == "_x0041_ en _x000D_"
    assert found[5] == "1001"
    assert found[8] == "  ruimte vooraan en achteraan  "
    assert found[13] == "metteken"


def test_signs_that_no_workbook_can_hold_are_left_out() -> None:
    """Half a character in a file name stops nothing."""
    pen = Pen("Titel")
    pen.start(load_wording().overzicht, "a\ud83db\uffffc\x00", [])
    assert load_workbook(io.BytesIO(pen.to_bytes())).worksheets[0]["A1"].value == "abc"


def test_styles_do_not_depend_on_what_was_written_before() -> None:
    """Workers write steunpunten in any order, and the same input gives the same bytes."""
    first = MAKERS["everything"]()
    MAKERS["values"]()
    MAKERS["crowd"]()
    assert MAKERS["everything"]() == first
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        used = {int(number) for number in re.findall(r' s="(\d+)"', archive.read("xl/worksheets/sheet1.xml").decode())}
        count = re.search(r'<cellXfs count="(\d+)"', archive.read("xl/styles.xml").decode())
    assert count is not None and max(used) < int(count[1])


# --- very many rows ------------------------------------------------------------------------------------------------


def many_rows(count: int) -> Pen:
    """A workbook with a table of so many rows, a row below it, and a header whose height is set last."""
    blad = load_wording().overzicht
    pen, columns = Pen("Veel"), [Column("Kop", 8.0), Column("Getal", 5.0)]
    start = pen.start(blad, "Titel", ["Een zin."])
    below = pen.table(start, columns, ([(f"tekst {n} " * (n % 4), PLAIN), (n, NUMBER)] for n in range(count)))
    pen.row(below, [("Samen", STRONG), (count, NUMBER)], columns)
    pen.set_height(start, 99)
    pen.freeze(f"A{start + 1}")
    return pen


@pytest.mark.parametrize("count", [0, 9, 10, 11, 35])
def test_a_long_table_is_the_same_file_when_its_rows_are_packed_and_it_is_made_in_pieces(
    count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ten rows at a time; and what looks like another cell is made again when too many are remembered."""
    whole = many_rows(count).to_bytes()
    monkeypatch.setattr(tables, "PACKED_ROWS", 10)
    monkeypatch.setattr(tables, "REMEMBERED", 5)
    assert [len(sheet.packed) for sheet in many_rows(count)._sheets] == [count // 10]
    assert b"".join(many_rows(count).pieces()) == many_rows(count).to_bytes() == whole


def test_a_table_that_does_not_fit_on_a_sheet_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """Excel would not open a file with a row more."""
    monkeypatch.setattr(tables, "ROWS", 14)

    def first_column(count: int) -> list[object]:
        sheet = load_workbook(io.BytesIO(many_rows(count).to_bytes())).worksheets[0]
        return [row[0] for row in sheet.iter_rows(values_only=True)]

    told = first_column(35)
    assert (told.index(load_wording().blad_vol) + 1, told[-1]) == (14, "Samen")
    assert load_wording().blad_vol not in first_column(5)
