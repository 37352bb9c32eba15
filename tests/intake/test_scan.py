"""What a reader would lose in the cells of a sheet, or die of, is seen however it is written (faults.md)."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.base.places import cell_name
from pipeline.intake.look import look
from pipeline.intake.scan import Blik, scan_xlsx
from tests.support.xml_sheets import MAIN, code, ods, only, sheet, xlsx

# --- cells that a reader dies of -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
        '<row r="20001"><c r="A20001"><v>1</v></c></row>',
        '<row r="20001"><c r="A20001"><f>1+1</f></c></row>',
        '<row r="20001"><c r="A20001" t="inlineStr"><is><t>x</t></is></c></row>',
        '<row r="1"><c r="SS1"><v>1</v></c></row>',
        '<row r="1"><c r="XFE1"><v>1</v></c></row>',
        '<row r="1"><c r="AAAAAAAA1"><v>1</v></c></row>',
        '<row r="1"><c r="1A"><v>1</v></c></row>',
        '<row r="99999999999999999999"><c><v>1</v></c></row>',
        '<row r="20000"><c r="SR20000"><v>1</v></c></row>',
        "<row>" + "<c/>" * 512 + "<c><v>1</v></c></row>",
    ],
)
def test_values_far_outside_a_form_are_refused(rows: str) -> None:
    """faults.md 12: the reader makes room for the whole box from A1; each limit, and both together."""
    assert code(xlsx(rows)) == "bestand_buiten_raster"


def test_the_message_about_a_far_cell_names_it() -> None:
    """The manager has to find it."""
    (finding,) = look(xlsx('<row r="30000"><c r="C30000"><v>1</v></c></row>'), "1001.xlsx").findings
    assert (finding.address.blad, finding.address.cel) == ("Blad", "C30000")


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="20000"><c r="A20000"><v>1</v></c></row>',
        '<row r="1"><c r="SR1"><v>1</v></c></row>',
        '<row r="1048576" s="1" customFormat="1"><c r="XFD1048576" s="1"/><c r="A1048576" s="1"></c></row>',
        "<row>" + '<c s="1"/>' * 600 + "</row>",
    ],
)
def test_the_limit_itself_and_cells_that_are_only_styled_pass(rows: str) -> None:
    """faults.md 14: formatting down to the last row is normal."""
    assert code(xlsx(rows)) == ""


def test_a_hundred_thousand_styled_rows_are_ignored() -> None:
    """faults.md 14: and the answers above them are seen."""
    styled = "".join(f'<row r="{row}"><c r="A{row}" s="1"/><c r="B{row}" s="1"/></row>' for row in range(2, 100_002))
    blik = only(xlsx(f'<row r="1"><c r="A1" t="e"><v>#N/A</v></c></row>{styled}'))
    assert blik.fouten == {"A1": "#N/A"}


@pytest.mark.parametrize("index", ["-1", "+0", "x", "1.0"])
def test_an_impossible_shared_string_is_refused(index: str) -> None:
    """faults.md 26: python-calamine takes -1 for the first text, so another answer would be read."""
    assert code(xlsx(f'<row r="1"><c r="A1" t="s"><v>{index}</v></c></row>')) == "bestand_niet_gelezen"
    assert code(xlsx(f"<row r='1'><c r='A1' t='s'><v>{index}</v></c></row>")) == "bestand_niet_gelezen"


# --- cells that a reader takes for blank ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="7"><c r="F7" s="3" t="e"><v>#N/A</v></c></row>',
        '<row r="7"><c r="F7" t="e"><f>1/0</f><v>#N/A</v></c></row>',
        "<row r='7'><c t='e' r='F7'><v>#N/A</v></c></row>",
        '<row r="7"><c r="F7" t="e" >\n  <v>#N/A</v>\n</c></row>',
        '<row r="7"><c s="1" r="F7" t = "e"><v>#N/A</v></c></row>',
        '<row r="7"><c r="E7"/><c t="e"><v>#N/A</v></c></row>',
        "<row/>" * 6 + "<row><c/><c/><c/><c/><c/><c t='e'><v>#N/A</v></c></row>",
        '<row r="7"><!-- <c r="F9"> --><c r="F7" t="e"><v>#N/A</v></c></row>',
        '<row r="7"><c r="A7" t="inlineStr"><is><t><![CDATA[<c r="B7" t="e">]]></t></is></c>'
        '<c r="F7" t="e"><v>#N/A</v></c></row>',
    ],
)
def test_an_error_cell_is_seen_however_it_is_written(rows: str) -> None:
    """faults.md 5: other quotes and order, no references, line breaks, comments."""
    assert only(xlsx(rows)).fouten == {"F7": "#N/A"}


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="F7"><f>A1&amp;"x"</f></c>',
        '<c r="F7" s="1"><f>A1&amp;"x"</f><v></v></c>',
        '<c r="F7" t="n"><f>A1&amp;"x"</f><v/></c>',
        '<c r="F7" t="str"><f>A1&amp;"x"</f></c>',
        "<c r='F7'><f>A1&amp;\"x\"</f><v></v></c>",
    ],
)
def test_a_formula_without_a_stored_result_is_seen(cell: str) -> None:
    """faults.md 6: openpyxl writes an empty value, others none at all."""
    assert only(xlsx(f'<row r="7">{cell}</row>')).formules == {"F7": '=A1&"x"'}


def test_a_shared_formula_without_a_result_is_seen() -> None:
    """Its text stands at the first cell only."""
    assert only(xlsx('<row r="7"><c r="F7"><f t="shared" si="0"/></c></row>')).formules == {"F7": "="}


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="F7"><f>1+1</f><v>2</v></c>',
        '<c r="F7" t="str"><f>"a"</f><v>a</v></c>',
        '<c r="F7" t="str"><f aca="false">IF(A1,"","x")</f><v></v></c>',
        '<c s="1" r="F7" t="str"><f>""</f><v/></c>',
        '<c r="F7" t="b"><f>TRUE()</f><v>1</v></c>',
        '<c r="F7" t="inlineStr"><is><t>t="e" #N/A</t></is></c>',
    ],
)
def test_a_formula_with_a_result_is_nothing_special(cell: str) -> None:
    """An empty text is a result too: Excel marks the cell as text."""
    assert only(xlsx(f'<row r="7">{cell}</row>')) == Blik("Blad")


def test_prefixed_names_are_understood() -> None:
    """Some programs write every element with a prefix."""
    cells = '<x:c r="A1" t="e"><x:v>#REF!</x:v></x:c><x:c r="B1"><x:f>1+1</x:f></x:c>'
    rows = f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row r="1">{cells}</x:row></x:sheetData></x:worksheet>'
    blik = only(xlsx(**{"xl/worksheets/sheet1.xml": rows}))
    assert (blik.fouten, blik.formules) == ({"A1": "#REF!"}, {"B1": "=1+1"})


CELLS = st.sampled_from(
    [
        "<c{}/>",
        "<c{}><v>1</v></c>",
        '<c{} t="e"><v>#N/A</v></c>',
        "<c{}><f>1+1</f><v></v></c>",
        "<c{}><f>1+1</f><v>2</v></c>",
        '<c{} t="str"><f>""</f><v></v></c>',
        '<c{} t="s"><v>0</v></c>',
        '<c{} t="inlineStr"><is><t>x</t></is></c>',
    ]
)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.lists(CELLS, max_size=40), max_size=5), st.sampled_from([1, 900, 3000]))
def test_ordinary_and_unusual_writing_are_seen_alike(rows: list[list[str]], first: int) -> None:
    """The quick search and the one cell by cell agree."""

    def written(reference: bool) -> bytes:
        lines = []
        for row, cells in enumerate(rows, first):
            names = [f' r="{cell_name(row, column)}"' if reference else "" for column in range(1, 41)]
            line = "".join(cell.format(name) for cell, name in zip(cells, names, strict=False))
            lines.append(f'<row r="{row}">{line}</row>')
        return sheet("".join(lines)).encode()

    assert scan_xlsx(written(reference=True), "Blad") == scan_xlsx(written(reference=False), "Blad")


# --- ods -----------------------------------------------------------------------------------------------------------

BLANK = '<table:table-cell table:number-columns-repeated="16384"/>'
BLANKS = f'<table:table-row table:number-rows-repeated="1048000">{BLANK}</table:table-row>'
TEXT = '<table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell>'


def test_repeated_blank_rows_of_an_ods_are_normal() -> None:
    """faults.md 14: LibreOffice fills every sheet up to its last row."""
    assert code(ods(f"<table:table-row>{TEXT}</table:table-row>{BLANKS}")) == ""


@pytest.mark.parametrize(
    "rows",
    [
        f"{BLANKS}<table:table-row>{TEXT}</table:table-row>",
        f'<table:table-row table:number-rows-repeated="30000">{TEXT}</table:table-row>',
        f'<table:table-row><table:table-cell table:number-columns-repeated="600"/>{TEXT}</table:table-row>',
        '<table:table-row><table:table-cell office:value-type="float" office:value="1" '
        'table:number-columns-repeated="99999999999"/></table:table-row>',
    ],
)
def test_values_far_outside_an_ods_are_refused(rows: str) -> None:
    """faults.md 12: also by repetition."""
    assert code(ods(rows)) == "bestand_buiten_raster"


@pytest.mark.parametrize(
    "cell",
    [
        'table:formula="of:=NA()" office:value-type="string" office:string-value="" calcext:value-type="error"',
        'table:formula="of:=NA()" office:value-type="float" office:value="0"',
        'office:value-type="string" calcext:value-type="error"',
        'office:value-type="error"',
    ],
)
def test_error_cells_of_an_ods_are_seen(cell: str) -> None:
    """faults.md 5: as LibreOffice writes them now, as it did before, and in short; repeated ones all."""
    repeated = f'<table:table-cell {cell} table:number-columns-repeated="2"><text:p>#N/A</text:p></table:table-cell>'
    blik = only(ods(f"<table:table-row/><table:table-row>{TEXT}{repeated}</table:table-row>"))
    assert blik == Blik("Blad", {"B2": "#N/A", "C2": "#N/A"})


def test_a_formula_of_an_ods_without_a_value_is_seen() -> None:
    """faults.md 6."""
    cell = '<table:table-cell table:formula="of:=[.A1]&amp;&quot;x&quot;"/>'
    assert only(ods(f"<table:table-row>{cell}</table:table-row>")).formules == {"A1": '=[.A1]&"x"'}


def test_what_is_only_text_in_an_ods_is_no_error() -> None:
    """Somebody may type the word error, or a note beside a blank cell."""
    typed = '<table:table-cell office:value-type="string" office:string-value="error"/>'
    note = "<table:table-cell><office:annotation><text:p>#N/A</text:p></office:annotation></table:table-cell>"
    assert only(ods(f"<table:table-row>{typed}{note}</table:table-row>")) == Blik("Blad", opmerkingen={"B1": "#N/A"})


def test_text_without_a_type_in_an_ods_is_seen() -> None:
    """The reader takes it for blank, and no answer is lost silently."""
    cell = "<table:table-cell><text:p>4,5</text:p></table:table-cell>"
    assert only(ods(f"<table:table-row>{cell}</table:table-row>")).fouten == {"A1": "4,5"}
