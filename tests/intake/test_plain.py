"""A sheet that is read without the library says what the library says; what could differ is left to it."""

from __future__ import annotations

import datetime as dt
import html
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from pipeline.base.places import cell_name
from pipeline.intake.aside import scan_styles
from pipeline.intake.grid import Book, Grid
from pipeline.intake.look import look
from pipeline.intake.plain import plain_sheet, shared_texts
from pipeline.intake.raw import Odd, Raw
from tests.support.xml_sheets import MAIN, REL, RELS, WORKBOOK, only, sheet, xlsx

EXAMPLES = sorted(Path("examples/invoer").rglob("*.xlsx"))
STYLES = (
    f'<styleSheet xmlns="{MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="dd\\-mm\\-yyyy"/>'
    '<numFmt numFmtId="165" formatCode="hh:mm"/><numFmt numFmtId="166" formatCode="0.0"/></numFmts><cellXfs count="6">'
    + "".join(f'<xf numFmtId="{number}"/>' for number in (0, 164, 14, 166, 165, 9))
    + "</cellXfs></styleSheet>"
)
ROOT = f'<Relationships><Relationship Id="rId1" Type="{REL}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
PLAIN, DAY, DAY_TOO, DECIMAL, TIME, PERCENT = range(6)


def texts(*items: str) -> str:
    """The part with the texts that cells share."""
    return f'<sst xmlns="{MAIN}">{"".join(f"<si>{item}</si>" for item in items)}</sst>'


def book(rows: str, *items: str) -> bytes:
    """A workbook of one sheet, with styles and with texts that cells share."""
    return xlsx(rows, **{"_rels/.rels": ROOT, "xl/styles.xml": STYLES, "xl/sharedStrings.xml": texts(*items)})


def by_library(data: bytes) -> list[list[object]]:
    """What the library reads, up to the last cell of each row that holds something."""
    rows = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python(skip_empty_area=False)
    return trimmed(rows)


def trimmed(rows: object) -> list[list[object]]:
    """Rows without the blanks at their end, and without blank rows at the end."""
    found: list[list[object]] = []
    for cells in rows:  # type: ignore[attr-defined]
        held = [place for place, raw in enumerate(cells, 1) if raw != ""]
        found.append([*cells[: max(held, default=0)]])
    while found and not found[-1]:
        found.pop()
    return found


def plain(data: bytes) -> list[list[object]] | None:
    """What is read without the library, None where it is needed; formulas without a result are blank, as to that."""
    rijen = only(data).rijen
    if rijen is None:
        return None
    return trimmed([["" if isinstance(raw, Odd) else raw for raw in cells] for cells in rijen])


def row(cells: str, number: int = 1) -> str:
    """A row with these cells."""
    return f'<row r="{number}">{cells}</row>'


# --- what is read -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ('<c r="A1"><v>4.5</v></c><c r="C1" t="n"><v>-3</v></c>', [4.5, "", -3.0]),
        (f'<c r="A1" s="{DECIMAL}"><v>1E-2</v></c>', [0.01]),
        (f'<c r="A1" s="{DAY}"><v>46327</v></c>', [dt.date(2026, 11, 1)]),
        (f'<c r="A1" s="{DAY_TOO}" t="n"><v>45000</v></c>', [dt.date(2023, 3, 15)]),
        ('<c r="A1" t="b"><v>1</v></c><c r="B1" t="b"><v>0</v></c>', [True, False]),
        ('<c r="A1" t="inlineStr"><is><t>Cli&#235;nt &amp; &lt;co&gt;</t></is></c>', ["Cliënt & <co>"]),
        ('<c r="A1" t="inlineStr"><is><t xml:space="preserve"> ja\n</t></is></c>', [" ja\n"]),
        ('<c r="A1" t="s"><v>0</v></c><c r="B1" s="1" t="s"><v>1</v></c>', ["een", " twee "]),
        ('<c r="A1" t="str"><f>IF(1&gt;0,"a","b")</f><v> a </v></c>', [" a "]),
        ('<c r="A1"><f t="shared" si="0"/><v>7</v></c>', [7.0]),
        ('<c r="A1" t="s"><v>0</v></c><c r="B1" s="3" t="n"></c><c r="C1" t="inlineStr"/><c r="XFD1" s="1"/>', ["een"]),
    ],
)  # fmt: skip
def test_what_programs_write_is_read_as_the_library_reads_it(cells: str, expected: list[Raw]) -> None:
    """Numbers, days, choices, texts in the cell and beside it, results of formulas, cells that are only styled."""
    data = book(row(cells), "<t>een</t>", '<t xml:space="preserve"> twee </t>')
    assert plain(data) == [expected] == by_library(data)


def test_a_formula_without_a_result_is_told_and_stands_in_its_row() -> None:
    """As a fresh form has them, and as a reader would lose them."""
    data = book(row('<c r="B1"><f>1+1</f><v></v></c><c r="C1" t="str"><f>A1</f><v></v></c>'))
    blik = only(data)
    assert blik.formules == {"B1": "=1+1"}
    assert blik.rijen == [("", Odd("cel_formule", "=1+1"), "")]
    assert Book(look(data, "x.xlsx")).bare(0) == Grid("Blad", [["", "", ""]])


def test_rows_that_are_left_out_are_blank() -> None:
    """Also those that a program writes without cells, before others and at the end."""
    data = book('<row r="1"/><row r="2"></row>' + row('<c r="B4"><v>1</v></c>', 4) + '<row r="9" ht="3.5"/>')
    assert plain(data) == [[], [], [], ["", 1.0]]
    assert by_library(data) == [[], [], [], ["", 1.0]]


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_our_own_files_are_read_without_the_library(path: Path) -> None:
    """Or reading would take twice as long without anybody noticing."""
    assert all(blik.rijen is not None for blik in look(path.read_bytes(), path.name, {"Uitleg", "Controle"}).bladen)


# --- what is left to the library ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "cells",
    [
        '<c r="A1" t="s"><v>9</v></c>',
        '<c r="A1" t="s"><v></v></c>',
        '<c r="A1" t="s"><v>1</v></c>',
        '<c r="A1" t="e"><v>#N/A</v></c>',
        '<c r="A1" t="b"><v>2</v></c>',
        '<c r="A1" t="d"><v>2026-11-01</v></c>',
        '<c r="A1"><v>1e400</v></c>',
        '<c r="A1"><v> 1</v></c>',
        '<c r="A1"><v></v></c>',
        f'<c r="A1" s="{TIME}"><v>0.5</v></c>',
        f'<c r="A1" s="{PERCENT}"><v>0.5</v></c>',
        f'<c r="A1" s="{DAY}"><v>46327.5</v></c>',
        f'<c r="A1" s="{DAY}"><v>3</v></c>',
        '<c r="A1" s="77"><v>3</v></c>',
        '<c r="A1" t="inlineStr"><is><t> ja</t></is></c>',
        '<c r="A1" t="inlineStr"><is><t>_x0041_</t></is></c>',
        '<c r="A1" t="inlineStr"><is><t>a\r\nb</t></is></c>',
        '<c r="A1" t="inlineStr"><is><t>&#150;&#13;</t></is></c>',
        '<c r="A1" t="inlineStr"><is><t>&nbsp;</t></is></c>',
        '<c r="A1" t="inlineStr"><is><r><t>a</t></r></is></c>',
        '<c r="A1" t="inlineStr"><v>1</v></c>',
        '<c r="A1" t="str"><is><t>1</t></is></c>',
        '<c r="B1"><v>1</v></c><c r="A1"><v>2</v></c>',
        '<c r="A1"><v>1</v></c><c r="A1"><v>2</v></c>',
        '<c r="A1"><v>1</v></c><c r="B2"><v>2</v></c>',
        '<c r="A1000"><v>1</v></c>',
        '<c r="DA1"><v>1</v></c>',
        "<c><v>1</v></c>",
        "<c r='A1'><v>1</v></c>",
        '<c r="A1" cm="1"><v>1</v></c>',
        '<c r="A1"><v>1</v></c><!-- <c r="B1"><v>1</v></c> -->',
        '<c r="A1"><v>1</v></c> ',
        '<c r="A1"><v>1</v></c></row><row r="1"><c r="B1"><v>1</v></c>',
        '<c r="A1"><v>1</v></c></row ><row r="2">',
        '<c r="A1"><v>1</v></c></row><row r="x">',
        '<c r="A1"><v>1</v></c></row><row r="2" a="<c r="A2"><v>2</v></c>">',
        '<c r="A1"><v>1</v></c></row></row>',
    ],
)
def test_what_could_be_read_in_another_way_is_left_to_the_library(cells: str) -> None:
    """Whatever that makes of it: an answer, a refusal of the file, nothing."""
    data = book(row(cells), "<t>een</t>", "<r><t>twee</t></r>")
    (xml, styles) = sheet(row(cells)).encode(), scan_styles(STYLES.encode())
    assert plain_sheet(xml, ["een", None], styles) is None
    if not (seen := look(data, "x.xlsx")).findings:
        assert seen.bladen[0].rijen is None


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<sheetData>", "<sheetData/><sheetData>"),
        ("<sheetData>", '<x:sheetData xmlns:x="x"/><sheetData>'),
        ("<sheetData>", "<!-- --><sheetData>"),
        ("<sheetData>", "<cols></sheetPr><sheetData>"),
        ("<sheetData>", "<sheetViews><sheetView></sheetViews><sheetData>"),
        ("</sheetData>", '</sheetData><mergeCells><mergeCell ref="A1:B2"/></mergeCells>'),
        ("</sheetData></worksheet>", ""),
        ("<worksheet", "\ufeff<worksheet"),
    ],
)
def test_a_sheet_with_an_unusual_frame_is_left_to_the_library(old: str, new: str) -> None:
    """Two tables, elements that do not close, merged cells, which it refuses when they are wrong."""
    xml = sheet(row('<c r="A1"><v>1</v></c>'))
    assert plain_sheet(xml.encode(), (), scan_styles(b"")) is not None
    assert plain_sheet(xml.replace(old, new).encode(), (), scan_styles(b"")) is None


def test_a_list_of_texts_that_is_written_otherwise_is_left_to_the_library() -> None:
    """A single text may be, and only the sheets that show it are read by the library."""
    assert shared_texts(texts("<t>een</t>", "<t> twee</t>", "<t>_x000D_</t>").encode()) == ["een", None, None]
    for items in ("<t>een</t><t>twee</t>", "<r><t>een</t></r>", "<t/>", "<t>een</t><!-- -->"):
        assert shared_texts(texts("<t>nul</t>", items).encode()) == ()
    assert shared_texts(texts("<t>een</t>").replace("<sst", "<sst a=b").encode()) == ()


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("xl/workbook.xml", "<sheets>", '<workbookPr date1904="1"/><sheets>'),
        ("xl/workbook.xml", "<sheets>", "<sheets><x>"),
        ("xl/_rels/workbook.xml.rels", "<Relationships>", "<Relationships><x>"),
        ("xl/styles.xml", "<numFmts", "<x><numFmts"),
        ("_rels/.rels", "<Relationships>", "<Relationships><x>"),
        ("_rels/.rels", "officeDocument", "theme"),
    ],
)
def test_days_since_1904_and_parts_that_are_not_whole_are_left_to_the_library(part: str, old: str, new: str) -> None:
    """Days count from another year; and the library says whether it reads such a file at all."""
    rows = row(f'<c r="A1" s="{DAY}"><v>46327</v></c>')
    content = {
        "_rels/.rels": ROOT,
        "xl/workbook.xml": WORKBOOK,
        "xl/_rels/workbook.xml.rels": RELS,
        "xl/styles.xml": STYLES,
    }
    assert only(xlsx(rows, **content)).rijen is not None
    assert only(xlsx(rows, **content | {part: content[part].replace(old, new)})).rijen is None
    assert only(xlsx(rows)).rijen is None


# --- whatever is typed ------------------------------------------------------------------------------------------------

TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\t\n _x0041&<>\"'"), max_size=12)
NUMBER = st.floats(-1e9, 1e9, allow_nan=False) | st.integers(-(10**12), 10**12)


def cell(place: str, raw: object, how: int) -> str:
    """A cell as one of three programs writes it."""
    if isinstance(raw, bool):
        return f'<c r="{place}" t="b"><v>{raw:d}</v></c>'
    if not isinstance(raw, str):
        return f'<c r="{place}" s="{how}"><v>{raw!r}</v></c>'
    text = html.escape(raw, quote=how == 1)
    if how == 0:
        return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
    kept = ' xml:space="preserve"' if raw.strip() != raw else ""
    return (
        f'<c r="{place}" t="inlineStr"><is><t{kept}>{text}</t></is></c>'
        if how == 1
        else f'<c r="{place}" t="str"><f>A1</f><v>{text}</v></c>'
    )


@settings(max_examples=200)
@given(st.lists(st.lists(st.none() | TEXT | NUMBER | st.booleans(), max_size=6), max_size=6), st.data())
def test_whatever_is_typed_is_read_as_the_library_reads_it(rows: list[list[object]], data: st.DataObject) -> None:
    """Or left to it; numbers in the shortest form that gives them back, in any plain style or that of a day."""
    styles = st.integers(0, 3)
    xml = "".join(
        row(
            "".join(
                cell(cell_name(number, column), raw, data.draw(styles))
                for column, raw in enumerate(cells, 1)
                if raw is not None
            ),
            number,
        )
        for number, cells in enumerate(rows, 1)
    )
    read = plain(book(xml))
    assert read is None or repr(read) == repr(by_library(book(xml)))
