"""Places on a sheet: addresses like F7, rows and columns counted from 1."""

from __future__ import annotations

from functools import lru_cache

Coord = tuple[int, int]  # row and column, from 1
MAX_COLUMN = 512  # far beyond any form


def cell_name(row: int, column: int) -> str:
    """Address like "F7", both counted from 1."""
    return f"{column_letters(column)}{row}"


@lru_cache(maxsize=4096)
def cell_place(cel: str) -> tuple[int, int]:
    """Row and column, counted from 1, of an address like "F7"."""
    letters = cel.rstrip("0123456789")
    return int(cel[len(letters) :]), column_number(letters.encode())


@lru_cache(maxsize=MAX_COLUMN)
def column_letters(column: int) -> str:
    """Letters of a column counted from 1: 28 is "AB"."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_number(letters: bytes) -> int:
    """Number of a column counted from 1: "AB" is 28."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number
