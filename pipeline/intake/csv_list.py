"""A list as an HR system gives it: a .csv file -> a grid, as if it were the only sheet of a workbook."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from pathlib import PurePath

from pipeline.base.places import MAX_COLUMN
from pipeline.definitions.layout import Blad
from pipeline.intake.grid import MAX_TEXT, Grid
from pipeline.intake.header import find_header

SUFFIX = ".csv"
DELIMITERS = (";", ",", "\t")
MAX_ROWS = 20_000  # as of a workbook
ENCODINGS = ("utf-8-sig", "cp1252")  # a text that is valid UTF-8 with accents in it is hardly ever anything else
_SEPARATOR = re.compile(r"\Asep=(.)\r?\n", re.IGNORECASE)  # what Excel takes for its delimiter
_AS_TEXT = re.compile(r'="(.*)"', re.DOTALL)  # how systems keep the first zero of a number in Excel


class Refused(Exception):
    """The file cannot be read as a list: the code that says why, and the values of its text."""

    def __init__(self, code: str, **values: str) -> None:
        super().__init__(code)
        self.code, self.values = code, values


def is_csv(bestand: str) -> bool:
    """Whether a file is one by its name."""
    return PurePath(bestand).suffix.casefold() == SUFFIX


def csv_grid(data: bytes, bestand: str, blad: Blad) -> Grid:
    """The cells of a list with these columns; the sheet is called as Excel calls it. Raises Refused."""
    text = _decoded(data)
    given = _SEPARATOR.match(text)
    body = text[given.end() :] if given else text
    first = [[""]] if given else []  # Excel counts that line too
    found = []
    for delimiter in [given[1]] if given else DELIMITERS:
        rows, fault = _rows(body, delimiter)
        grid = Grid(PurePath(bestand).stem, [*first, *rows])
        found.append((len(find_header(grid, blad)[1]), grid, fault))
    _, grid, fault = max(found, key=lambda one: one[0])
    if fault:
        raise fault
    return grid


def _decoded(data: bytes) -> str:
    if not data.strip(b"\xef\xbb\xbf\r\n\t ;,"):
        raise Refused("bestand_leeg")
    for encoding in ENCODINGS if b"\0" not in data else ():
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refused("lijst_tekens")


def _rows(text: str, delimiter: str) -> tuple[list[Sequence[str]], Refused | None]:
    """The rows as Excel numbers them, for a text within quotes may hold line breaks; and why there are no more."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[Sequence[str]] = []
    start = 1
    try:
        for row in reader:
            rows.append([_plain(cell) for cell in row])
            start = reader.line_num + 1
            if len(rows) > MAX_ROWS or len(row) > MAX_COLUMN:
                return rows, Refused("lijst_te_lang", grens=f"{MAX_ROWS} / {MAX_COLUMN}")
    except csv.Error:
        return rows, Refused("lijst_aanhalingsteken", plaats=str(start))
    return rows, None


def _plain(cell: str) -> str:
    match = _AS_TEXT.fullmatch(cell)
    return (match[1] if match else cell)[: MAX_TEXT + 1]
