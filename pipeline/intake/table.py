"""A sheet with a table -> its rows, each known by its code or else by its name; and every cell that nobody reads."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import NamedTuple

from pipeline.base.names import NAME, normal
from pipeline.base.places import Coord, cell_name, column_letters
from pipeline.definitions.layout import Blad, Kolom, load_layout
from pipeline.intake.grid import Grid, Odd, Raw, clean, is_blank, plain
from pipeline.intake.strays import Print, is_mark
from pipeline.intake.values import parse_keuze
from pipeline.model.findings import Address, Finding
from pipeline.model.workbook import Answer, Row

HEADER_ROWS = 40  # how far down a table may have been moved, unless its header was sorted in among many rows
SHORT = 4  # characters of a text that is likely to stand in the same row of other forms: a code, ja, nee
CODE = re.compile(r"\w{1,4}")  # anything longer in a Code column was typed by somebody: messages do not repeat it


@dataclass(frozen=True, slots=True)
class Where:
    """The sheet that findings are about, under the name that it has in the file."""

    bestand: str
    blad: str

    def at(self, cel: str = "") -> Address:
        """Address of a cell, or of the sheet as a whole."""
        return Address(self.bestand, self.blad, cel)


class _Column(NamedTuple):
    """A column that is read: its key, header text, place from 0 and letters."""

    key: str
    kop: str
    place: int
    letters: str


class _Line(NamedTuple):
    """A row as read; faults: what is to be told about its cells, with their column."""

    row: Row
    filled: bool
    faults: Sequence[tuple[str, _Column]]


@dataclass(frozen=True, slots=True)
class _Table:
    """A table with where its parts stand, from 0: top is the first row below the header, vast the fixed columns."""

    grid: Grid
    blad: Blad
    gedrukt: Print
    where: Where
    top: int
    places: Mapping[str, int]
    columns: tuple[_Column, ...]
    vast: tuple[tuple[str, int], ...]
    live: tuple[int, ...]
    marks: frozenset[int]

    def fixed(self, index: int) -> tuple[Raw, ...]:
        """The fixed cells of a row."""
        return tuple([self.grid.at(index, place) for _, place in self.vast])

    def expected(self, code: str) -> tuple[str, ...]:
        """The fixed cells as they were printed on the row of a code."""
        texts = self.gedrukt.blad.ingangen[code]
        return tuple([texts.get(key, "") for key, _ in self.vast])

    def named(self, index: int) -> str:
        """Code of the entry whose name stands on a row, "" when it is no entry's or more than one's."""
        naam, groep = self.places.get("naam"), self.places.get("groep")
        if naam is None:
            return ""
        return self.gedrukt.named(self.grid.at(index, naam), self.grid.at(index, groep) if groep is not None else "")

    def typed(self, index: int, places: Iterable[int]) -> Iterator[Coord]:
        """The cells of a row that hold something."""
        yield from ((index, place) for place in places if not is_blank(self.grid.at(index, place)))


@dataclass(slots=True)
class _Found:
    """What was found row by row: the rows that count, what is to be told, cells that nobody reads, the last row."""

    lines: list[_Line] = field(default_factory=list)
    told: list[Finding] = field(default_factory=list)
    strays: list[Coord] = field(default_factory=list)
    last: int = -1


class Tabel(NamedTuple):
    """A table as read: its rows, its findings, and the cells (from 0) that hold something and are not read."""

    rows: tuple[Row, ...]
    findings: tuple[Finding, ...]
    strays: tuple[Coord, ...]


def read_table(grid: Grid, blad: Blad, where: Where, gedrukt: Print) -> Tabel:
    """All rows below the header that hold an answer; of a table with codes all rows that are an entry's."""
    top, places = find_header(grid, blad)
    read = [kolom for kolom in blad.kolommen if kolom.key == "code" or kolom.ingevuld]
    missing = [
        Finding("kolom_ontbreekt", where.at(), {"kolom": kolom.kop}, kolom=kolom.key)
        for kolom in read
        if kolom.verplicht and kolom.key not in places
    ]
    columns = tuple(
        _Column(kolom.key, kolom.kop, places[kolom.key], column_letters(places[kolom.key] + 1))
        for kolom in read
        if kolom.key in places
    )
    table = _Table(
        grid, blad, gedrukt, where, top, places, columns, *_fixed_and_live(blad.kolommen, places), _marks(grid, top)
    )
    found = _coded(table) if blad.heeft_codes else _free(table)
    told = (*missing, *found.told, *_faults(found.lines, where), *_double_codes(found.lines, where))
    strays = (*found.strays, *_outside(table), *_above(table))
    return Tabel(tuple(line.row for line in found.lines), told, strays)


def _fixed_and_live(
    kolommen: Iterable[Kolom], places: Mapping[str, int]
) -> tuple[tuple[tuple[str, int], ...], tuple[int, ...]]:
    here = [kolom for kolom in kolommen if kolom.key in places and kolom.key != "code"]
    vast = tuple((kolom.key, places[kolom.key]) for kolom in here if kolom.soort == "vast")
    return vast, tuple(places[kolom.key] for kolom in here if kolom.soort == "live")


# --- rows ----------------------------------------------------------------------------------------------------------


def _free(table: _Table) -> _Found:
    """A table without codes: every row with an answer."""
    lines = [_line(table, index) for index in range(table.top, len(table.grid.rows))]
    return _Found([line for line in lines if line.filled])


def _coded(table: _Table) -> _Found:
    found, loose = _Found(), []
    for index in range(table.top, len(table.grid.rows)):
        line = _line(table, index)
        if _is_as_printed(table, index, line.row.code):
            found.lines.append(line)
            found.last = index
        elif not _add(table, index, line, found):
            loose.append((index, line))
    _add_above(table, found)
    for index, line in loose:
        _add_loose(table, index, line, found)
    for place in table.live if table.gedrukt.geldig else ():
        rows = range(table.top, len(table.grid.rows))
        found.strays += [(row, place) for row in rows if not _is_calculated(table, row, place)]
    return found


def _is_as_printed(table: _Table, index: int, code: str) -> bool:
    return code in table.gedrukt.blad.ingangen and table.fixed(index) == table.expected(code)


def _is_calculated(table: _Table, row: int, place: int) -> bool:
    raw = table.grid.at(row, place)
    return is_blank(raw) or table.gedrukt.calculates(raw) or table.gedrukt.has(raw)


def _add(table: _Table, index: int, line: _Line, found: _Found) -> bool:
    """Add the row of an entry, or of a code that this catalog does not have; False when it is neither."""
    code, named = line.row.code, table.named(index)
    known = code in table.gedrukt.blad.ingangen
    if not known and named:
        found.told += _read_by_name(table, line, named)
        line = line._replace(row=replace(line.row, code=named))
    elif known and named and named != code and line.filled:
        address = table.where.at(line.row.answer("code").cel)
        found.told.append(Finding("rij_tegenstrijdig", address, {"code": code, "andere": named}, code, "code"))
    elif not known and not (code and (line.filled or not table.gedrukt.blad.ingangen)):
        return False
    found.lines.append(line)
    found.last = index
    if table.gedrukt.geldig:
        found.strays += _other_texts(table, index, line.row.code)
    return True


def _read_by_name(table: _Table, line: _Line, named: str) -> Iterator[Finding]:
    """design.md 2.2: a row whose code was wiped or typed over; of one without answers only what was typed is told."""
    answer = line.row.answer("code")
    if answer.value is not None or line.filled:
        yield Finding("code_uit_naam", table.where.at(answer.cel), {"code": named}, named, "code")


def _other_texts(table: _Table, index: int, code: str) -> Iterator[Coord]:
    """Fixed cells of a row that say something else than was printed there."""
    texts = table.gedrukt.blad.ingangen.get(code)
    for (key, place), raw in zip(table.vast, table.fixed(index), strict=True):
        ours = normal(raw) == normal(texts[key]) if texts else table.gedrukt.has(raw)
        if not (is_blank(raw) or isinstance(raw, Odd) or ours):
            yield index, place


def _add_above(table: _Table, found: _Found) -> None:
    """Rows of entries above the header, where sorting may have brought them: read, and an error (design.md 2.2)."""
    entries = table.gedrukt.blad.ingangen
    rows = range(table.top - 1) if entries else ()
    lines = [
        (_line(table, index), code)
        for index in rows
        if (code := _code_of(table, index) or table.named(index)) and code in entries
    ]
    filled = [line.row.answer("code") for line, _ in lines if line.filled]
    found.lines += [line._replace(row=replace(line.row, code=code)) for line, code in lines]
    if filled:
        cells = {"cellen": ", ".join(answer.cel for answer in filled)}
        found.told.append(Finding("rij_boven_kop", table.where.at(filled[0].cel), cells, kolom="code"))


def _code_of(table: _Table, index: int) -> str:
    code = plain(table.grid.at(index, table.places["code"])) if "code" in table.places else ""
    return code if code in table.gedrukt.blad.ingangen else ""


def _add_loose(table: _Table, index: int, line: _Line, found: _Found) -> None:
    """A row that is no entry's: with answers it is an error where it may belong to the table, else cells to name."""
    answers = [column.place for column in table.columns if column.key != "code"]
    near, entries = index <= found.last + 1, table.gedrukt.blad.ingangen
    chosen = parse_keuze(line.row.answer("gekozen").value) in (True, False)
    if line.filled and entries and (near or chosen):
        typed = [cell_name(row + 1, place + 1) for row, place in table.typed(index, answers)]
        cel = line.row.answer("code").cel or typed[0]
        found.told.append(Finding("rij_onbekend", table.where.at(cel), {"cellen": ", ".join(typed)}, kolom="code"))
        found.lines.append(line)
        answers = []
    others = [place for place in table.places.values() if place not in (*table.live, *(c.place for c in table.columns))]
    others += [column.place for column in table.columns if column.key == "code"]
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
    for index in range(len(table.grid.rows)) if unknown or table.marks else ():
        if index < table.top - 1:
            continue
        for row, column in table.typed(index, (*unknown, *table.marks)):
            raw = table.grid.at(row, column)
            printed = table.gedrukt.geldig and (table.gedrukt.has(raw) or table.gedrukt.calculates(raw))
            marked = column in table.marks and (is_mark(raw) or row == table.top - 1)
            if not (printed or marked):
                yield row, column


def _above(table: _Table) -> Iterator[Coord]:
    """Cells above the header that are no line of ours; of a form of before only those beside the lines."""
    first = min(table.places.values(), default=0)
    entries = table.gedrukt.blad.ingangen
    for index in range(table.top - 1 if table.places else len(table.grid.rows) if table.gedrukt.geldig else 0):
        if entries and (_code_of(table, index) or table.named(index)):
            yield from table.typed(index, set(range(len(table.grid.rows[index]))) - {*table.places.values()})
            continue
        for row, column in table.typed(index, range(len(table.grid.rows[index]))):
            raw = table.grid.at(row, column)
            ours = table.gedrukt.has(raw) or table.gedrukt.calculates(raw) if table.gedrukt.geldig else column <= first
            if not ours:
                yield row, column


def _marks(grid: Grid, top: int) -> frozenset[int]:
    """The column that a returned form has beside the table: our own texts."""
    kop = normal(load_layout().retour.letop.kop)
    header = grid.rows[top - 1] if grid.rows else ()
    return frozenset(column for column, raw in enumerate(header) if normal(raw) == kop)


# --- the header ----------------------------------------------------------------------------------------------------


def find_header(grid: Grid, blad: Blad) -> tuple[int, Mapping[str, int]]:
    """Place of the first row below the header, and key -> column; the end and {} when there is no header.

    Both from 0. The header is the row with most of the texts, and at least two: one may stand in a title.
    """
    koppen = tuple((normal(kolom.kop), kolom.key) for kolom in blad.kolommen)
    needed = {kolom.key for kolom in blad.kolommen if kolom.verplicht}
    best: tuple[int, Mapping[str, int]] = (len(grid.rows), {})
    for row, cells in enumerate(grid.rows):
        if row >= HEADER_ROWS and best[1]:
            break
        is_short = all([isinstance(raw, str) and len(raw) <= NAME for raw in cells])
        found = (_known_headers if is_short else _headers)(tuple(cells), koppen)
        if len(found) > max(1, len(best[1])):
            best = (row + 1, found)
        if needed <= found.keys():
            break
    return best


def _headers(cells: Iterable[Raw], koppen: Iterable[tuple[str, str]]) -> Mapping[str, int]:
    """Key -> column, from 0, of the header texts in one row."""
    keys = dict(koppen)
    found: dict[str, int] = {}
    for column, raw in enumerate(cells):
        if key := keys.get(normal(raw)):
            found.setdefault(key, column)
    return found


_known_headers = lru_cache(maxsize=256)(_headers)  # the rows above an answer are the same in all forms


# --- one row -------------------------------------------------------------------------------------------------------


def _line(table: _Table, index: int) -> _Line:
    """One row, numbered from 1 as in Excel."""
    cells, columns = table.grid.rows[index], table.columns
    raws = tuple([cells[column.place] if column.place < len(cells) else "" for column in columns])
    # only texts: 1.0 and True are equal, but not the same answer
    is_short = all([isinstance(raw, str) and len(raw) <= SHORT for raw in raws])
    return (_known_line if is_short else _make_line)(raws, index + 1, columns)


def _make_line(raws: Sequence[Raw], number: int, columns: tuple[_Column, ...]) -> _Line:
    answers: dict[str, Answer] = {}
    faults = []
    filled = False
    for column, raw in zip(columns, raws, strict=False):
        value, fault = clean(raw)
        answers[column.key] = Answer(value, f"{column.letters}{number}")
        filled = filled or (value is not None and column.key != "code")
        if fault:
            faults.append((fault, column))
    return _Line(Row(plain(answers["code"].value) if "code" in answers else "", answers), filled, faults)


_known_line = lru_cache(maxsize=4096)(_make_line)  # a code with a blank or a ja: most rows, and the same in all forms


def _faults(lines: Iterable[_Line], where: Where) -> Iterator[Finding]:
    for line in lines:
        for fault, column in line.faults:
            code = line.row.code
            waar = f"code {code}" if CODE.fullmatch(code) else column.kop
            place = where.at(line.row.answers[column.key].cel)
            yield Finding(fault, place, {"waar": f" ({waar})"}, code, column.key)


def _double_codes(lines: Iterable[_Line], where: Where) -> Iterator[Finding]:
    seen: set[str] = set()
    for row in (line.row for line in lines):
        if row.code in seen and CODE.fullmatch(row.code):
            yield Finding("code_dubbel", where.at(row.answers["code"].cel), {"code": row.code}, row.code, "code")
        seen.add(row.code)
