"""Typing in the product's workbooks as a person would, by sheet, header and code."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

FIRST = ("Code", "Personeelsnummer", "Bij code")


def type_in_team(path: Path, team: Sequence[tuple[object, ...]], *, performed: str = "", koepel: str = "") -> None:
    """Fill a team workbook: rows of Team in the order of its header, codes of the performed basisfuncties."""
    book = openpyxl.load_workbook(path)
    chosen = rows_by_code(book["Basisfuncties"]) if "Basisfuncties" in book.sheetnames else {}
    for code, row in chosen.items():
        book["Basisfuncties"].cell(row, header(book["Basisfuncties"])[1]["Uitvoeren"]).value = (
            "ja" if code in performed.split() else "nee"
        )
    append_rows(book["Team"], team)
    if koepel:
        put_label(book["Steunpunt"], "Koepel", koepel)
    book.save(path)


def type_in_form(path: Path, kerntaken: str, *, kernopgaven: str = "", competenties: str = "") -> None:
    """Fill a form from text: "a 2 | e ? | q 1" chooses kerntaken with hours, ? is not yet known."""
    book = openpyxl.load_workbook(path)
    for entry in kerntaken.split(" | "):
        code, hours = entry.split(" ")
        type_in(book["Kerntaken"], code, "Gekozen", "ja")
        type_in(book["Kerntaken"], code, "Uren per week", None if hours == "?" else as_typed(hours))
    for sheet, codes in (("Kernopgaven", kernopgaven), ("Competenties", competenties)):
        for code in codes.split():
            type_in(book[sheet], code, "Gekozen", "ja")
    book.save(path)


def type_in_cell(path: Path, sheet: str, code: str, column: str, value: object) -> str:
    """Type one value in a form or team workbook and return the address of its cell."""
    book = openpyxl.load_workbook(path)
    address = type_in(book[sheet], code, column, value)
    book.save(path)
    return address


def type_in(sheet: Worksheet, code: str, column: str, value: object) -> str:
    """Type a value in the row of a code, below a header; text stays text. Returns the address."""
    cell = sheet.cell(rows_by_code(sheet)[code], header(sheet)[1][column])
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"
    return str(cell.coordinate)


def append_rows(sheet: Worksheet, rows: Sequence[tuple[object, ...]]) -> None:
    """Type rows below the header, in its order."""
    top, _ = header(sheet)
    for offset, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            sheet.cell(top + offset, column).value = value


def put_label(sheet: Worksheet, label: str, value: object) -> None:
    """Type a value beside a label in column A."""
    row = next(row for row in range(1, 60) if sheet.cell(row, 1).value == label)
    sheet.cell(row, 2).value = value


def as_typed(text: str) -> float | str:
    """What Excel makes of typed hours: a number where it can, else the text."""
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return text


def header(sheet: Worksheet) -> tuple[int, dict[str, int]]:
    """Row number of the header, and the column of each of its texts; it starts with one of FIRST."""
    for cells in sheet.iter_rows(max_row=40):
        if cells[0].value in FIRST:
            return cells[0].row, {str(cell.value): cell.column for cell in cells if cell.value}
    raise LookupError(sheet.title)


def rows_by_code(sheet: Worksheet) -> dict[str, int]:
    """Row number of each code."""
    top, _ = header(sheet)
    return {str(sheet.cell(row, 1).value): row for row in range(top + 1, sheet.max_row + 1) if sheet.cell(row, 1).value}
