"""One row of a table -> its answers, each with its address, and what is the matter with its cells."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple

from pipeline.intake.grid import Grid, clean, plain
from pipeline.intake.raw import Raw, is_short
from pipeline.model.findings import Address, Finding
from pipeline.model.workbook import Answer, Row

SHORT = 16  # characters of answers that are likely to stand in the same row of other forms: a code, ja, nee
# of what stands in a Code column anything else was typed by somebody: messages do not repeat it
CODE = re.compile(r"[\w.]{1,4}(?:-[A-Z]?[0-9]{1,3})?")


@dataclass(frozen=True, slots=True)
class Where:
    """The sheet that findings are about, under the name that it has in the file."""

    bestand: str
    blad: str

    def at(self, cel: str = "") -> Address:
        """Address of a cell, or of the sheet as a whole."""
        return Address(self.bestand, self.blad, cel)


class Column(NamedTuple):
    """A column that is read: its key, header text, place from 0 and letters."""

    key: str
    kop: str
    place: int
    letters: str


class Line(NamedTuple):
    """A row as read; faults: what is to be told about its cells, with their column."""

    row: Row
    filled: bool
    faults: Sequence[tuple[str, Column]]

    @property
    def cel(self) -> str:
        """Where a message about the row points: its code, or its first cell where that column is missing."""
        return self.row.answer("code").cel or next((answer.cel for answer in self.row.answers.values()), "")


class Picked:
    """Some cells of every row, by their places from 0, blank where it ends before them."""

    def __init__(self, places: Sequence[int]) -> None:
        self._take: Callable[[Sequence[Raw]], tuple[Raw, ...]] = itemgetter(*places, 0, 0)  # of one it gives no tuple
        self._blanks = [""] * (max(places, default=0) + 1)

    def of(self, cells: Sequence[Raw]) -> tuple[Raw, ...]:
        """These cells of a row."""
        try:
            return self._take(cells)[:-2]
        except IndexError:
            return self._take([*cells, *self._blanks])[:-2]


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """The columns that are read; the same object for all tables that have them there."""

    all: tuple[Column, ...]
    picked: Picked


@lru_cache(maxsize=64)
def columns_of(columns: tuple[Column, ...]) -> Columns:
    """Columns, to read lines by."""
    return Columns(columns, Picked([column.place for column in columns]))


def read_line(grid: Grid, index: int, columns: Columns) -> Line:
    """One row, numbered from 1 as in Excel."""
    raws = columns.picked.of(grid.rows[index])
    return (_known_line if is_short(raws, SHORT) else _make_line)(raws, index + 1, columns)


def _make_line(raws: Sequence[Raw], number: int, columns: Columns) -> Line:
    answers: dict[str, Answer] = {}
    faults = []
    filled = False
    for column, raw in zip(columns.all, raws, strict=True):
        value, fault = clean(raw)
        answers[column.key] = Answer(value, f"{column.letters}{number}")
        filled = filled or (value is not None and column.key != "code")
        if fault:
            faults.append((fault, column))
    return Line(Row(plain(answers["code"].value) if "code" in answers else "", answers), filled, faults)


_known_line = lru_cache(maxsize=16_384)(_make_line)  # a code with a blank or a ja: most rows, and the same in all forms


def faults_of(lines: Iterable[Line], where: Where) -> Iterator[Finding]:
    """What is to be told about single cells."""
    for line in lines:
        for fault, column in line.faults:
            code = line.row.code
            waar = f"code {code}" if CODE.fullmatch(code) else column.kop
            place = where.at(line.row.answers[column.key].cel)
            yield Finding(fault, place, {"waar": f" ({waar})"}, code, column.key)


def double_codes(lines: Iterable[Line], where: Where) -> Iterator[Finding]:
    """Rows with a code that an earlier row has too."""
    seen: set[str] = set()
    for line in lines:
        code = line.row.code
        if code in seen and CODE.fullmatch(code):
            yield Finding("code_dubbel", where.at(line.cel), {"code": code}, code, "code")
        seen.add(code)
