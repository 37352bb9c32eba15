"""A table with a column for each person: its headers say whose, and its rows are known by their code."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pipeline.base.places import Coord, cell_name, column_letters
from pipeline.definitions.layout import Blad
from pipeline.intake.grid import Grid, clean, is_blank
from pipeline.intake.header import find_header
from pipeline.intake.line import Column, Line, Where, columns_of, double_codes, faults_of, read_line
from pipeline.intake.strays import everything, told
from pipeline.model.findings import Finding
from pipeline.model.workbook import Answer, Row

CALCULATED = 6  # rows above the header that calculate


def read_per_person(
    grid: Grid, blad: Blad, where: Where
) -> tuple[Mapping[str, Answer], tuple[Row, ...], tuple[Finding, ...]]:
    """Letters of a column -> its header, blank where only hours stand below it; the rows with hours, by these letters.

    What stands in the columns and rows that calculate is not read.
    """
    top, places = find_header(grid, blad)
    if "code" not in places:
        return {}, (), tuple(told("verdeling_zonder_kop", where.bestand, where.blad, everything(grid)))
    people = [column for column in range(grid.width) if column not in places.values()]
    columns = [Column(letters, blad.kolom("uren").kop, place, letters) for place, letters in _lettered(people)]
    code = Column("code", blad.kolom("code").kop, places["code"], column_letters(places["code"] + 1))
    both = columns_of((code, *columns))
    read = [read_line(grid, index, both) for index in range(top, len(grid.rows))]
    lines = [line for line in read if line.filled]
    headers = {
        column.key: _header(grid, top - 1, column.place)
        for column in columns
        if not is_blank(grid.at(top - 1, column.place)) or _used(column, lines)
    }
    above = told("buiten_tabel", where.bestand, where.blad, _above(grid, top - 1, places["code"]))
    found = (*faults_of(lines, where), *double_codes(lines, where), *above)
    return headers, tuple(line.row for line in lines), found


def _lettered(places: Sequence[int]) -> Iterator[tuple[int, str]]:
    yield from ((place, column_letters(place + 1)) for place in places)


def _used(column: Column, lines: Sequence[Line]) -> bool:
    return any(line.row.answer(column.key).value is not None for line in lines)


def _header(grid: Grid, row: int, column: int) -> Answer:
    return Answer(clean(grid.at(row, column))[0], cell_name(row + 1, column + 1))


def _above(grid: Grid, header: int, first: int) -> Iterator[Coord]:
    """Cells beside the title and the lines below it."""
    yield from (place for place in everything(grid) if place[0] < header - CALCULATED and place[1] > first)
