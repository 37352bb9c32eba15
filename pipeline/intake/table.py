"""A sheet with a table -> its rows, each known by its code or else by its name; and every cell that nobody reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import NamedTuple

from pipeline.base.names import normal
from pipeline.base.places import Coord, cell_name
from pipeline.definitions.layout import Blad, load_layout
from pipeline.intake.frame import Frame, frame_of, is_as_printed, is_over_live
from pipeline.intake.grid import Grid, is_blank, plain
from pipeline.intake.header import double_columns, find_header
from pipeline.intake.line import Line, Where, double_codes, faults_of, read_line
from pipeline.intake.raw import Odd
from pipeline.intake.strays import Print, is_mark
from pipeline.intake.values import parse_keuze
from pipeline.model.findings import Finding
from pipeline.model.workbook import Row


@dataclass(frozen=True)
class _Table:
    """A table with where its parts stand: top is the first row below the header, from 0."""

    grid: Grid
    blad: Blad
    gedrukt: Print
    where: Where
    top: int
    frame: Frame
    marks: frozenset[int]

    @property
    def places(self) -> Mapping[str, int]:
        """The columns that were found, by key."""
        return self.frame.places

    def named(self, index: int) -> str:
        """Code of the entry whose name stands on a row, "" when it is no entry's or more than one's."""
        naam, groep = self.places.get("naam"), self.places.get("groep")
        if naam is None:
            return ""
        return self.gedrukt.named(self.grid.at(index, naam), self.grid.at(index, groep) if groep is not None else "")

    @cached_property
    def above(self) -> dict[int, str]:
        """The rows of entries above the header, with their codes."""
        entries, code = self.gedrukt.blad.ingangen, self.places.get("code", 0)
        rows = range(self.top - 1) if entries else ()
        known = {index: plain(self.grid.at(index, code)) for index in rows}
        found = {index: text if text in entries else self.named(index) for index, text in known.items()}
        return {index: text for index, text in found.items() if text}

    def typed(self, index: int, places: Iterable[int]) -> Iterator[Coord]:
        """The cells of a row that hold something."""
        yield from ((index, place) for place in places if not is_blank(self.grid.at(index, place)))


@dataclass(slots=True)
class _Found:
    """What was found row by row: the rows that count, what is to be told, cells that nobody reads, the last row."""

    lines: list[Line] = field(default_factory=list)
    told: list[Finding] = field(default_factory=list)
    strays: list[Coord] = field(default_factory=list)
    last: int = -1


class Tabel(NamedTuple):
    """A table as read: its rows, its findings, and the cells (from 0) that hold something and are not read.

    kop: number of the header row, from 1; 0 without one.
    """

    rows: tuple[Row, ...]
    findings: tuple[Finding, ...]
    strays: tuple[Coord, ...]
    kop: int


def read_table(grid: Grid, blad: Blad, where: Where, gedrukt: Print) -> Tabel:
    """All rows below the header that hold an answer; of a table with codes all rows that are an entry's."""
    top, places = find_header(grid, blad)
    missing = [
        Finding("kolom_ontbreekt", where.at(), {"kolom": kolom.kop}, kolom=kolom.key)
        for kolom in blad.kolommen
        if kolom.verplicht and kolom.key not in places and (kolom.key == "code" or kolom.ingevuld)
    ]
    frame = frame_of(blad.kolommen, gedrukt, tuple(places.items()))
    table = _Table(grid, blad, gedrukt, where, top, frame, _marks(grid, top))
    found = _coded(table) if blad.heeft_codes else _free(table)
    told = (*missing, *_doubles(table), *found.told, *faults_of(found.lines, where), *double_codes(found.lines, where))
    strays = (*found.strays, *_outside(table), *_above(table))
    return Tabel(tuple(line.row for line in found.lines), told, strays, top if places else 0)


def _doubles(table: _Table) -> Iterator[Finding]:
    """Two columns that may both be one of ours: which is meant is for people to say."""
    cells = table.grid.rows[table.top - 1] if table.places else ()
    for kolom, column in double_columns(cells, table.blad, table.places):
        first, other = (cell_name(table.top, place + 1) for place in (table.places[kolom.key], column))
        yield Finding("kolom_dubbel", table.where.at(other), {"kolom": kolom.kop, "andere": first}, kolom=kolom.key)


# --- rows ----------------------------------------------------------------------------------------------------------


def _free(table: _Table) -> _Found:
    """A table without codes: every row with an answer."""
    lines = [read_line(table.grid, index, table.frame.columns) for index in range(table.top, len(table.grid.rows))]
    return _Found([line for line in lines if line.filled])


def _coded(table: _Table) -> _Found:
    found, loose, others = _Found(), [], [*range(table.top)]
    frame, rows = table.frame, table.grid.rows
    for index in range(table.top, len(rows)):
        line = read_line(table.grid, index, frame.columns)
        if is_as_printed(frame, rows[index]):
            found.lines.append(line)
            found.last = index
            continue
        others.append(index)
        if not _add(table, index, line, found):
            loose.append((index, line))
    _add_above(table, found)
    for index, line in loose:
        _add_loose(table, index, line, found)
    found.strays += [
        (index, place) for place in frame.live for index in others if is_over_live(frame, table.grid.at(index, place))
    ]
    return found


def _add(table: _Table, index: int, line: Line, found: _Found) -> bool:
    """Add the row of an entry, or of a code that this catalog does not have; False when it is neither."""
    code, named = line.row.code, table.named(index)
    known = code in table.gedrukt.blad.ingangen
    if not known and named:
        found.told += _read_by_name(table, line, named)
        line = line._replace(row=replace(line.row, code=named))
    elif known and named and named != code and line.filled:
        address = table.where.at(line.cel)
        found.told.append(Finding("rij_tegenstrijdig", address, {"code": code, "andere": named}, code, "code"))
    elif not known and not (code and (line.filled or not table.gedrukt.blad.ingangen)):
        return False
    found.lines.append(line)
    found.last = index
    if table.gedrukt.geldig:
        found.strays += _other_texts(table, index, line.row.code)
    return True


def _read_by_name(table: _Table, line: Line, named: str) -> Iterator[Finding]:
    """design.md 2.2: a row whose code was wiped or typed over; of one without answers only what was typed is told."""
    if line.row.answer("code").value is not None or line.filled:
        yield Finding("code_uit_naam", table.where.at(line.cel), {"code": named}, named, "code")


def _other_texts(table: _Table, index: int, code: str) -> Iterator[Coord]:
    """Fixed cells of a row that say something else than was printed there."""
    texts = table.gedrukt.blad.ingangen.get(code)
    for (key, place), raw in zip(table.frame.vast, table.frame.fixed.of(table.grid.rows[index]), strict=True):
        ours = normal(raw) == normal(texts[key]) if texts else table.gedrukt.has(raw)
        if not (is_blank(raw) or isinstance(raw, Odd) or ours):
            yield index, place


def _add_above(table: _Table, found: _Found) -> None:
    """Rows of entries above the header, where sorting may have brought them: read, and an error (design.md 2.2)."""
    filled = []
    for index, code in table.above.items():
        line = read_line(table.grid, index, table.frame.columns)
        found.lines.append(line._replace(row=replace(line.row, code=code)))
        if line.filled:
            filled.append(line.cel)
    if filled:
        cells = {"cellen": ", ".join(filled)}
        found.told.append(Finding("rij_boven_kop", table.where.at(filled[0]), cells, kolom="code"))


def _add_loose(table: _Table, index: int, line: Line, found: _Found) -> None:
    """A row that is no entry's: with answers it is an error where it may belong to the table, else cells to name."""
    answers = [column.place for column in table.frame.columns.all if column.key != "code"]
    near, entries = index <= found.last + 1, table.gedrukt.blad.ingangen
    chosen = parse_keuze(line.row.answer("gekozen").value) in (True, False)
    if line.filled and entries and (near or chosen):
        typed = [cell_name(row + 1, place + 1) for row, place in table.typed(index, answers)]
        found.told.append(Finding("rij_onbekend", table.where.at(line.cel), {"cellen": ", ".join(typed)}, kolom="code"))
        found.lines.append(line)
        answers = []
    others = [
        place
        for place in table.places.values()
        if place not in (*table.frame.live, *(c.place for c in table.frame.columns.all))
    ]
    others += [column.place for column in table.frame.columns.all if column.key == "code"]
    if entries and near and not table.gedrukt.geldig:
        others = []  # an entry of a former month
    if near and any(True for _ in table.typed(index, table.places.values())):
        found.last = index
    for row, place in table.typed(index, [*answers, *others]):
        if place in answers or not (table.gedrukt.geldig and table.gedrukt.has(table.grid.at(row, place))):
            found.strays.append((row, place))


# --- outside the rows ----------------------------------------------------------------------------------------------


def _outside(table: _Table) -> Iterator[Coord]:
    """Cells in columns that are not ours, at every height."""
    known = {*table.places.values(), *table.marks}
    unknown = [column for column in range(table.grid.width) if column not in known]
    for index in range(table.top - 1, len(table.grid.rows)) if table.places and (unknown or table.marks) else ():
        for row, column in table.typed(index, (*unknown, *table.marks)):
            raw = table.grid.at(row, column)
            printed = table.gedrukt.geldig and (table.gedrukt.has(raw) or table.gedrukt.calculates(raw))
            marked = column in table.marks and (is_mark(raw) or row == table.top - 1)
            if not (printed or marked):
                yield row, column


def _above(table: _Table) -> Iterator[Coord]:
    """Cells above the header that are no line of ours; of a form of before only those beside the lines."""
    first = min(table.places.values(), default=0)
    for index in range(table.top - 1 if table.places else len(table.grid.rows) if table.gedrukt.geldig else 0):
        if entry := table.above.get(index):
            yield from table.typed(index, {*range(len(table.grid.rows[index]))} - {*table.places.values()})
            yield from _other_texts(table, index, entry) if table.gedrukt.geldig else ()
            continue
        for column, raw in enumerate(table.grid.rows[index]):
            if is_blank(raw):
                continue
            ours = table.gedrukt.has(raw) or table.gedrukt.calculates(raw) if table.gedrukt.geldig else column <= first
            if not ours:
                yield index, column


def _marks(grid: Grid, top: int) -> frozenset[int]:
    """The column that a returned form has beside the table: our own texts."""
    kop = normal(load_layout().retour.letop.kop)
    header = grid.rows[top - 1] if grid.rows else ()
    return frozenset([column for column, raw in enumerate(header) if normal(raw) == kop])
