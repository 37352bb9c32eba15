"""Workbooks to read, made by the layout with openpyxl, and short ways to look at what was read."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.definitions.layout import STEMPEL, Blad, load_layout
from pipeline.definitions.messages import show
from pipeline.intake.file import read_werkmap
from pipeline.intake.opdracht import Leesvorm
from pipeline.model.workbook import Answer, Value, Werkmap

FORM, TEAM = load_layout().formulier, load_layout().team
CODES = {"kerntaken": "abq", "kernopgaven": "dg", "competenties": "eh"}
HEADER = 4  # row of the header, or of the first label

# Kerntaken: A Code, B Soort, C Basisfunctie, D Kerntaak, E Gekozen, F Uren per week, G Toelichting; a b q in rows 5 6 7
# Functie: answers in column B: naam in B4, personeelsnummer in B5, ...


def make_form(**values: Value) -> Workbook:
    """A form according to the layout; values by address on sheet Kerntaken."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for key, blad in FORM.items():
        draw(book.create_sheet(blad.naam), blad, CODES.get(key, ""))
    stamp = book.create_sheet(STEMPEL)
    stamp.sheet_state = "hidden"
    for row in (("formulier", "abc123"), ("versie", 1), ("vervangt", None), ("personeelsnummer", "0104")):
        stamp.append(row)
    for cel, value in values.items():
        book["Kerntaken"][cel] = value
    return book


def make_team() -> Workbook:
    """A team workbook according to the layout, with one basisfunctie and without people."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for key, blad in TEAM.items():
        draw(book.create_sheet(blad.naam), blad, {"basisfuncties": ["BF1"], "behoefte": "a"}.get(key, ""))
    return book


def draw(sheet: Worksheet, blad: Blad, codes: str | list[str]) -> None:
    """Title, intro, and labels or a table with codes."""
    sheet["A1"], sheet["A2"] = blad.titel, blad.intro
    for row, veld in enumerate(blad.velden, HEADER):
        sheet.cell(row, 1, veld.label)
    for column, kolom in enumerate(blad.kolommen, 1):
        sheet.cell(HEADER, column, kolom.kop)
        for row, code in enumerate(codes, HEADER + 1):
            fixed = {"code": code, "onderbouwing": "=1+1", "naam": f"naam van {code}"}
            sheet.cell(row, column, fixed.get(kolom.key))


def to_bytes(book: Workbook) -> bytes:
    """The workbook as a file."""
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def read(book: Workbook) -> Werkmap:
    """The workbook, read as a form; the message of every finding must be complete."""
    return complete(read_werkmap(to_bytes(book), "formulieren/1001.xlsx", [Leesvorm(FORM)]))


def complete(werkmap: Werkmap) -> Werkmap:
    """The same, after its messages were made."""
    for finding in werkmap.findings:
        show(finding)
    return werkmap


def codes(werkmap: Werkmap) -> list[str]:
    """Codes of the findings."""
    return [finding.code for finding in werkmap.findings]


def places(werkmap: Werkmap, code: str) -> list[tuple[str, str]]:
    """Sheet and cell of the findings with this code."""
    return [(f.address.blad, f.address.cel) for f in werkmap.findings if f.code == code]


def named(werkmap: Werkmap, blad: str = "Kerntaken", code: str = "buiten_tabel") -> str:
    """The cells of a sheet that hold something which is not read, as its one warning names them; "" without one."""
    found = [f.values["cellen"] for f in werkmap.findings if (f.code, f.address.blad) == (code, blad)]
    assert len(found) <= 1
    return "".join(found)


def answer(werkmap: Werkmap, code: str, kolom: str, blad: str = "kerntaken") -> Answer:
    """The answer in a column of the row with this code."""
    return next(row for row in werkmap.tabellen[blad] if row.code == code).answers[kolom]


def changed(data: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    """A zip of which every part was changed by name and content."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(name, change(name, source.read(name)))
    return buffer.getvalue()


def with_error(book: Workbook, blad: str, cel: str, text: str = "#N/A") -> Workbook:
    """The workbook with an error cell."""
    book[blad][cel].value, book[blad][cel].data_type = text, "e"
    return book
