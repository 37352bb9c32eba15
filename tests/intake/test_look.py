"""The look refuses what no reader should open (faults.md): the file as a whole and its parts."""

from __future__ import annotations

import io
import zipfile

import pytest

from pipeline.base.unpack import MB
from pipeline.intake.look import LIMITS, MAX_FILE, Look, look
from pipeline.intake.scan import Blik
from tests.support.xml_sheets import RELS, WORKBOOK, code, only, sheet, xlsx, zipped

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
    rest = LIMITS.parts - 4
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


# --- sheets ----------------------------------------------------------------------------------------------------------


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


def test_what_calculates_on_a_sheet_that_nobody_fills_in_is_ours() -> None:
    """The live summary holds formulas in every form; and a sheet that only explains refuses no form."""
    data = xlsx('<row r="1"><c r="B2"><f>1+1</f></c><c r="Z9"><v>1</v></c></row>')
    assert look(data, "1001.xlsx", {"Blad"}).bladen == (Blik("Blad", berekend=True),)
    far = xlsx('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')
    assert look(far, "1001.xlsx", {"Blad"}).bladen == (Blik("Blad", heel=False),)
