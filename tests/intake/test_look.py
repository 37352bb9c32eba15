"""The look refuses what no reader should open, and sees what a reader would lose (faults.md)."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.base.places import cell_name, cell_place
from pipeline.definitions.messages import show
from pipeline.intake.look import MAX_FILE, MAX_PARTS, MB, Look, look
from pipeline.intake.scan import Blik, scan_xlsx

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORKBOOK = (
    f'<workbook xmlns="{MAIN}" xmlns:r="{REL}"><sheets><sheet name="Blad" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
RELS = f'<Relationships><Relationship Id="rId1" Type="{REL}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
ODS_NAMES = " ".join(
    f'xmlns:{prefix}="urn:{prefix}"' for prefix in ("office", "table", "text", "calcext")
)  # the look goes by prefixes, which every program writes alike


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip with these parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def sheet(rows: str) -> str:
    """A worksheet part with these rows."""
    return f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'


def xlsx(rows: str = "", **parts: str | bytes) -> bytes:
    """A workbook of one sheet; parts are added or replaced by name."""
    whole: dict[str, str | bytes] = {
        "[Content_Types].xml": "<Types/>",
        "xl/workbook.xml": WORKBOOK,
        "xl/_rels/workbook.xml.rels": RELS,
        "xl/worksheets/sheet1.xml": sheet(rows),
    }
    return zipped(whole | parts)


def ods(rows: str) -> bytes:
    """An .ods of one sheet."""
    table = f'<table:table table:name="Blad">{rows}</table:table>'
    return zipped({"content.xml": f"<office:document-content {ODS_NAMES}>{table}</office:document-content>"})


def code(data: bytes) -> str:
    """The code with which a file is refused, "" when it is not; its message must be complete."""
    seen = look(data, "1001.xlsx")
    assert bool(seen.findings) != bool(seen.data)
    return "".join(show(finding).code for finding in seen.findings)


def only(data: bytes) -> Blik:
    """What was seen of the only sheet."""
    seen = look(data, "1001.xlsx")
    assert not seen.findings
    (blik,) = seen.bladen
    return blik


# --- the file as a whole -------------------------------------------------------------------------------------------


def test_an_ordinary_workbook_passes_untouched() -> None:
    """Nothing to tell, and the reader gets the very bytes."""
    data = xlsx('<row r="1"><c r="A1"><v>1</v></c></row>')
    assert look(data, "1001.xlsx") == Look((), (Blik("Blad"),), data)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "bestand_leeg"),
        (b"\0" * 5000, "bestand_leeg"),
        (bytes.fromhex("D0CF11E0A1B11AE1") + b"\0" * 600, "bestand_oud_xls"),
        (bytes.fromhex("D0CF11E0A1B11AE1") + "EncryptedPackage".encode("utf-16-le"), "bestand_versleuteld"),
        (bytes.fromhex("D0CF11E0A1B11AE1") + "EncryptionInfo".encode("utf-16-le"), "bestand_versleuteld"),
        (b"Code;Gekozen\na;ja\n", "bestand_geen_werkmap"),
        (b"<html><table></table></html>", "bestand_geen_werkmap"),
        (zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": "<document/>"}), "bestand_geen_werkmap"),
        (zipped({"[Content_Types].xml": "<Types/>", "xl/workbook.bin": b"\0\1"}), "bestand_geen_werkmap"),
        (b"PK\3\4" + b"x" * 500, "bestand_afgebroken"),
        (b"PK\3\4" + b"x" * MAX_FILE, "bestand_te_groot"),
    ],
)
def test_what_is_no_workbook_has_its_own_message(data: bytes, expected: str) -> None:
    """faults.md 20: empty, old .xls, protected, csv, html, Word, .xlsb, broken, too large."""
    assert code(data) == expected


@pytest.mark.parametrize("part", [0.1, 0.5, 0.9, 0.99])
def test_a_file_that_is_cut_off_is_broken(part: float) -> None:
    """faults.md 20: half a copy, wherever it ends."""
    data = xlsx('<row r="1"><c r="A1"><v>1</v></c></row>')
    assert code(data[: int(len(data) * part)]) == "bestand_afgebroken"


@pytest.mark.parametrize("compression", [zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED])
def test_a_part_with_changed_bytes_is_broken(compression: int) -> None:
    """A byte that changed on the way is noticed when unpacking, or by the checksum."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as archive:
        archive.writestr("xl/workbook.xml", WORKBOOK)
    data = buffer.getvalue()
    place = 30 + len("xl/workbook.xml") + 5
    assert code(data[:place] + bytes([data[place] ^ 255]) + data[place + 1 :]) == "bestand_afgebroken"


def test_a_zip_with_a_password_is_called_protected() -> None:
    """The flag of an encrypted entry is set in the table of contents."""
    data = bytearray(xlsx())
    entry = data.index(b"PK\1\2")
    data[entry + 8] |= 1
    assert code(bytes(data)) == "bestand_versleuteld"


def test_a_protected_ods_is_called_protected() -> None:
    """faults.md 20: LibreOffice encrypts content.xml itself, or the package as a whole."""
    manifest = '<manifest:encryption-data manifest:checksum="x"/>'
    for name in ("content.xml", "encrypted-package"):
        assert code(zipped({name: b"\0\xff\1", "META-INF/manifest.xml": manifest})) == "bestand_versleuteld"


def test_a_part_that_was_right_in_one_file_is_judged_again_when_it_differs() -> None:
    """What is remembered holds for the very same bytes only, under the same name; and a refusal is not remembered."""
    comments = "<comments/>" + " " * 30
    for _ in range(2):
        assert code(xlsx(**{"xl/comments1.xml": comments})) == ""
        assert code(xlsx(**{"xl/comments1.xml": comments.replace("   ", "<!DOCTYPE x>", 1)})) == "bestand_verdacht"
        assert code(xlsx(**{"xl/comments1.xml": comments.encode().replace(b" ", b"\xff", 1)})) == "bestand_niet_gelezen"
    assert code(xlsx(**{"xl/media/1.bin": "x\0"})) == ""
    assert code(xlsx(**{"xl/media/1.xml": "x\0"})) == "bestand_verdacht"


def test_the_same_packed_bytes_with_another_checksum_are_broken() -> None:
    """Unpacked before, in a file that declared the right checksum: this one does not."""
    data = xlsx()
    assert code(data) == ""
    entry = data.index(b"PK\1\2")
    wrong = bytes([data[entry + 16] ^ 255])
    assert code(data[: entry + 16] + wrong + data[entry + 17 :]) == "bestand_afgebroken"


def test_a_part_that_is_two_sheets_is_left_as_it_is() -> None:
    """The stamp is read up to column B, so its part is made smaller; not when another sheet is read from it too."""
    rels = RELS.replace("</", '<Relationship Id="rId2" Target="worksheets/sheet1.xml"/></')
    row = '<row r="1"><c r="A1"><v>1</v></c><c r="E1"><v>2</v></c></row>'
    both = WORKBOOK.replace("</sheets>", '<sheet name="_stempel" sheetId="2" r:id="rId2"/></sheets>')
    data = xlsx(row, **{"xl/workbook.xml": both, "xl/_rels/workbook.xml.rels": rels})
    assert look(data, "1001.xlsx").data == data
    far = row.replace("E1", "XFD1")
    assert code(xlsx(far, **{"xl/workbook.xml": both, "xl/_rels/workbook.xml.rels": rels})) == "bestand_buiten_raster"
    twice = both.replace("Blad", "_stempel")
    assert code(xlsx(far, **{"xl/workbook.xml": twice, "xl/_rels/workbook.xml.rels": rels})) == "bestand_buiten_raster"
    alone = xlsx(row, **{"xl/workbook.xml": WORKBOOK.replace("Blad", "_stempel")})
    with zipfile.ZipFile(io.BytesIO(look(alone, "1001.xlsx").data)) as archive:
        assert archive.testzip() is None
        assert b"A1" in archive.read("xl/worksheets/sheet1.xml")
        assert b"E1" not in archive.read("xl/worksheets/sheet1.xml")


def test_what_stands_right_of_the_stamp_never_reaches_the_reader() -> None:
    """Nobody reads it; a cell far away, or a text that cannot exist, would be the end of the reader."""
    stamp = {"xl/workbook.xml": WORKBOOK.replace("Blad", "_stempel")}
    for strange in (
        '<c r="XFD1"><f>1+1</f><v>2</v></c>',
        '<c r="D1" t="s"><v>-1</v></c>',
        '<c r="C1"/><c><v>3</v></c>',
    ):
        xml = f'<row r="1"><c r="A1"><v>1</v></c>{strange}</row ><row r="2"></row>'
        seen = look(xlsx(xml, **stamp), "1001.xlsx")
        assert not seen.findings
        with zipfile.ZipFile(io.BytesIO(seen.data)) as archive:
            rows = b'<row r="1"><c r="A1"><v>1</v></c></row><row r="2"></row>'
            assert rows in archive.read("xl/worksheets/sheet1.xml")
    assert code(xlsx('<row r="999999"><c r="A999999"><v>2</v></c></row>', **stamp)) == "bestand_buiten_raster"


@pytest.mark.parametrize("prefix", ["x", "a-b", "é"])
def test_a_cell_far_away_is_seen_under_any_prefix(prefix: str) -> None:
    """The reader takes no notice of it, nor whether the cells beside it have one."""
    ours = '<row r="1"><c r="A1"><v>1</v></c></row>'
    theirs = f'<{prefix}:row r="30000"><{prefix}:c r="A30000"><{prefix}:v>1</{prefix}:v></{prefix}:c></{prefix}:row>'
    assert code(xlsx(ours)) == ""
    assert code(xlsx(ours + theirs)) == "bestand_buiten_raster"
    stamp = {"xl/workbook.xml": WORKBOOK.replace("Blad", "_stempel")}
    assert code(xlsx(ours + theirs, **stamp)) == "bestand_buiten_raster"


# --- limits --------------------------------------------------------------------------------------------------------


def test_too_many_parts_are_refused() -> None:
    """faults.md 15: the limit itself is allowed."""
    rest = MAX_PARTS - 4
    assert code(xlsx(**{f"xl/media/{number}": "" for number in range(rest)})) == ""
    assert code(xlsx(**{f"xl/media/{number}": "" for number in range(rest + 1)})) == "bestand_te_veel_onderdelen"


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    """faults.md 15: beyond 1 MB unpacked, a part may be 200 times its packed size."""
    assert code(xlsx(**{"xl/media/nul": b"\0" * MB})) == ""
    assert code(xlsx(**{"xl/media/nul": b"\0" * (MB + 1)})) == "bestand_verdacht"


def declared(data: bytes, size: int) -> bytes:
    """The file with another unpacked size declared for its last part."""
    entry = data.rindex(b"PK\1\2")
    return data[: entry + 24] + size.to_bytes(4, "little") + data[entry + 28 :]


def test_a_part_that_declares_too_much_is_refused() -> None:
    """faults.md 15: 64 MB a part."""
    assert code(declared(xlsx(), 64 * MB + 1)) == "bestand_te_groot"


def test_all_parts_together_may_not_be_too_large() -> None:
    """faults.md 15: 128 MB in all, although each part stays below its limit and packs badly."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in ("xl/workbook.xml", "a", "b", "c"):
            archive.writestr(name, b"x" * MB)
    data = bytearray(buffer.getvalue())
    entry = -1
    while (entry := data.find(b"PK\1\2", entry + 1)) >= 0:
        data[entry + 24 : entry + 28] = (50 * MB).to_bytes(4, "little")
    assert code(bytes(data)) == "bestand_te_groot"


@pytest.mark.parametrize("size", [1, 100_000])
def test_a_part_that_declares_another_size_than_it_has_is_broken(size: int) -> None:
    """Unpacking never goes beyond what was declared, and a lie shows."""
    assert code(declared(xlsx(), size)) == "bestand_afgebroken"


# --- what does not belong in a workbook ----------------------------------------------------------------------------

DOCTYPE = '<!DOCTYPE x [<!ENTITY a "b">]>'


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "docProps/core.xml", "xl/any.bin"])
def test_document_types_and_entities_are_refused_in_any_part(part: str) -> None:
    """faults.md 22: also in a part that nobody reads."""
    assert code(xlsx(**{part: f"{DOCTYPE}<x/>"})) == "bestand_verdacht"
    assert code(xlsx(**{part: '<x/><!ENTITY a SYSTEM "file:///etc/passwd">'})) == "bestand_verdacht"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_no_wide_encoding_hides_a_document_type(encoding: str) -> None:
    """faults.md 22: XML that is not UTF-8 is refused as a whole."""
    xml = f'<?xml version="1.0" encoding="{encoding}"?>{DOCTYPE}<x/>'
    assert code(xlsx(**{"docProps/core.xml": xml.encode(encoding)})) == "bestand_verdacht"


def test_no_other_encoding_hides_a_document_type() -> None:
    """faults.md 22: UTF-7 spells markup in letters; and a part need not be called .xml."""
    seven = b'<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE x+AD4-<x/>'
    assert code(xlsx(**{"docProps/core.xml": seven})) == "bestand_verdacht"
    assert code(xlsx(**{"xl/any.bin": DOCTYPE.encode("utf-16")})) == "bestand_verdacht"


@pytest.mark.parametrize("name", ["../kwaad.xml", "xl/../../kwaad.xml", "/etc/kwaad", "..\\kwaad.xml", "C:/kwaad.xml"])
def test_parts_outside_the_package_are_refused(name: str) -> None:
    """faults.md 23."""
    assert code(xlsx(**{name: "x"})) == "bestand_verdacht"


def test_a_part_that_is_there_twice_is_refused() -> None:
    """faults.md 23: programs differ in which of the two they read; case does not make them different."""
    assert code(xlsx(**{"XL/Worksheets/Sheet1.xml": sheet("")})) == "bestand_verdacht"
    data = xlsx(**{"xl/worksheets/sheet2.xml": sheet("")})
    assert code(data.replace(b"sheet2.xml", b"sheet1.xml")) == "bestand_verdacht"


def test_the_name_of_a_part_is_only_repeated_when_it_is_an_ordinary_one() -> None:
    """faults.md 29: whatever was made up for a name does not reach a message."""
    (odd,) = look(xlsx(**{"../Anna de Vries": "x"}), "1001.xlsx").findings
    (plain,) = look(xlsx(**{"docProps/core.xml": "<x/>".encode("utf-16")}), "1001.xlsx").findings
    assert (odd.values["onderdeel"], plain.values["onderdeel"]) == ("zip", "docProps/core.xml")


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


def test_a_missing_sheet_part_is_refused() -> None:
    """faults.md 26: the part, or the relation to it."""
    assert code(xlsx(**{"xl/_rels/workbook.xml.rels": RELS.replace("sheet1", "sheet9")})) == "bestand_niet_gelezen"
    assert code(xlsx(**{"xl/_rels/workbook.xml.rels": "<Relationships/>"})) == "bestand_niet_gelezen"


def test_a_sheet_is_found_by_an_absolute_path_too() -> None:
    """openpyxl writes the target of a relation from the root of the package."""
    absolute = RELS.replace("worksheets/", "/xl/worksheets/")
    rows = '<row r="1"><c r="A1" t="e"><v>#N/A</v></c></row>'
    assert only(xlsx(rows, **{"xl/_rels/workbook.xml.rels": absolute})).fouten == {"A1": "#N/A"}


def test_bad_utf8_is_refused() -> None:
    """faults.md 26."""
    bad = sheet('<row r="1"><c r="A1" t="inlineStr"><is><t>?</t></is></c></row>').encode().replace(b"?", b"\xff")
    assert code(xlsx(**{"xl/worksheets/sheet1.xml": bad})) == "bestand_niet_gelezen"


def test_a_sheet_that_nobody_reads_is_not_looked_at() -> None:
    """The live summary holds formulas without a result in every fresh form."""
    data = xlsx('<row r="1"><c r="A1"><f>1+1</f></c></row>')
    assert look(data, "1001.xlsx", {"Blad"}).bladen == (Blik("Blad"),)


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


@given(st.integers(1, 10**6), st.integers(1, 20_000))
def test_an_address_leads_back_to_its_place(row: int, column: int) -> None:
    """cell_place undoes cell_name."""
    assert cell_place(cell_name(row, column)) == (row, column)


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
    assert only(ods(f"<table:table-row>{typed}{note}</table:table-row>")) == Blik("Blad")


def test_text_without_a_type_in_an_ods_is_seen() -> None:
    """The reader takes it for blank, and no answer is lost silently."""
    cell = "<table:table-cell><text:p>4,5</text:p></table:table-cell>"
    assert only(ods(f"<table:table-row>{cell}</table:table-row>")).fouten == {"A1": "4,5"}
