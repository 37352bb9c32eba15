"""One sheet -> its answers, found by the texts of its header or labels, and what stands where nobody reads it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from pipeline.base.names import NAME, normal
from pipeline.base.places import cell_name, cell_place, column_letters
from pipeline.definitions.layout import Blad, Veld, load_layout
from pipeline.intake.grid import Grid, Raw, clean, is_blank, plain
from pipeline.model.findings import Address, Finding
from pipeline.model.workbook import Answer, Row

HEADER_ROWS = 40  # how far down a table may have been moved
STRAY_CELLS = 5  # findings on cells that are not read, per sheet: more would be noise
SHORT = 4  # characters of a text that is likely to stand in the same row of other forms: a code, ja, nee
CODE = re.compile(r"\w{1,4}")  # anything longer in a Code column was typed by somebody: messages do not repeat it


@dataclass(frozen=True, slots=True)
class BladAntwoorden:
    """What was read of a sheet: label key -> answer (labels), or rows in the order of the file (a table)."""

    answers: Mapping[str, Answer]
    rows: tuple[Row, ...]
    findings: tuple[Finding, ...]


class _Column(NamedTuple):
    """A column that is read: its key, header text, place from 0 and letters."""

    key: str
    kop: str
    place: int
    letters: str


class _Line(NamedTuple):
    """A row below the header as read; faults: what is to be told about its cells, with their column."""

    row: Row
    filled: bool
    faults: Sequence[tuple[str, _Column]]


@dataclass(frozen=True, slots=True)
class _Where:
    """The sheet that findings are about, under the name that it has in the file."""

    bestand: str
    blad: str

    def at(self, cel: str = "") -> Address:
        """Address of a cell, or of the sheet as a whole."""
        return Address(self.bestand, self.blad, cel)

    def strays(self, places: Iterable[tuple[int, int]]) -> Iterator[Finding]:
        """Cells (row and column from 0) that hold something and are not read: the first few."""
        for row, column in islice(places, STRAY_CELLS):
            yield Finding("buiten_tabel", self.at(cell_name(row + 1, column + 1)))


def holds(grid: Grid, blad: Blad) -> bool:
    """Whether a sheet, whatever its name, has all headers or labels of this one that no form may lack."""
    if blad.velden:
        return {veld.key for veld in blad.velden if veld.verplicht} <= _labels(grid, blad.velden).keys()
    needed = {kolom.key for kolom in blad.kolommen if kolom.verplicht and kolom.soort != "live"}
    return needed <= _header(grid, blad)[1].keys()


def read_sheet(grid: Grid, blad: Blad, bestand: str) -> BladAntwoorden:
    """Read the answers of a sheet with labels or with a table."""
    where = _Where(bestand, grid.naam)
    return _read_velden(grid, blad, where) if blad.velden else _read_table(grid, blad, where)


# --- labels --------------------------------------------------------------------------------------------------------


def _read_velden(grid: Grid, blad: Blad, where: _Where) -> BladAntwoorden:
    """Each answer stands right of its label: one column further, or where the answers were moved to."""
    labels = _labels(grid, blad.velden)
    column = _answer_column(grid, labels.values())
    answers, findings = {}, []
    for veld in blad.velden:
        if veld.key not in labels:
            if veld.verplicht:
                findings.append(Finding("label_ontbreekt", where.at(), {"label": veld.label}, kolom=veld.key))
            continue
        row, _ = labels[veld.key]
        value, fault = clean(grid.at(row, column))
        answers[veld.key] = Answer(value, cell_name(row + 1, column + 1))
        if fault:
            place = where.at(answers[veld.key].cel)
            findings.append(Finding(fault, place, {"waar": f" ({veld.label})"}, kolom=veld.key))
    read = {*labels.values(), *((row, column) for row, _ in labels.values())}
    return BladAntwoorden(answers, (), (*findings, *where.strays(_beside_labels(grid, read))))


def _labels(grid: Grid, velden: Sequence[Veld]) -> dict[str, tuple[int, int]]:
    """Key -> place (from 0) of each label, in the one column that holds most of them: an answer may say the same."""
    keys = {normal(veld.label): veld.key for veld in velden}
    columns: dict[int, dict[str, tuple[int, int]]] = {}
    for row, cells in enumerate(grid.rows):
        for column, raw in enumerate(cells):
            if key := keys.get(normal(raw)):
                columns.setdefault(column, {}).setdefault(key, (row, column))
    return max(columns.values(), key=len, default={})


def _answer_column(grid: Grid, labels: Iterable[tuple[int, int]]) -> int:
    """The first column right of the labels with anything in it: a column may have been inserted."""
    places = list(labels)
    first = places[0][1] + 1 if places else 1
    columns = range(first, grid.width)
    return next((column for column in columns if any(not is_blank(grid.at(row, column)) for row, _ in places)), first)


def _beside_labels(grid: Grid, read: set[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    top = min((row for row, _ in read), default=len(grid.rows))
    woorden = load_layout().woorden  # what a returned form writes beside an answer
    marks = tuple(woorden[key].partition("{")[0] for key in ("merk", "merk_fout"))
    for row in range(top, len(grid.rows)):
        for column, raw in enumerate(grid.rows[row]):
            if not is_blank(raw) and (row, column) not in read and not (isinstance(raw, str) and raw.startswith(marks)):
                yield row, column


# --- a table -------------------------------------------------------------------------------------------------------


def _read_table(grid: Grid, blad: Blad, where: _Where) -> BladAntwoorden:
    """All rows below the header that hold an answer; of a table with codes all rows with a code."""
    top, places = _header(grid, blad)
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
    lines = [_line(grid.rows[index], index + 1, columns) for index in range(top, len(grid.rows))]
    coded = blad.heeft_codes
    kept = [line for line in lines if (line.row.code if coded else line.filled)]
    strays = _outside(grid, top, lines if coded else [], {*places.values(), *_marks(grid, top)})
    findings = (*missing, *_faults(kept, where), *_double_codes(kept, where), *where.strays(strays))
    return BladAntwoorden({}, tuple(line.row for line in kept), findings)


def _header(grid: Grid, blad: Blad) -> tuple[int, Mapping[str, int]]:
    """Place of the first row below the header, and key -> column; the end and {} when there is no header.

    Both from 0. The header is the row with most of the texts, and at least two: one may stand in a title.
    """
    koppen = tuple((normal(kolom.kop), kolom.key) for kolom in blad.kolommen)
    best: tuple[int, Mapping[str, int]] = (len(grid.rows), {})
    for row, cells in enumerate(grid.rows[:HEADER_ROWS]):
        is_short = all([isinstance(raw, str) and len(raw) <= NAME for raw in cells])
        found = (_known_headers if is_short else _headers)(tuple(cells), koppen)
        if len(found) > max(1, len(best[1])):
            best = (row + 1, found)
        if len(found) == len(koppen):
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


def _line(cells: Sequence[Raw], number: int, columns: tuple[_Column, ...]) -> _Line:
    """One row, numbered from 1 as in Excel."""
    raws = tuple([cells[column.place] if column.place < len(cells) else "" for column in columns])
    # only texts: 1.0 and True are equal, but not the same answer
    is_short = all([isinstance(raw, str) and len(raw) <= SHORT for raw in raws])
    return (_known_line if is_short else _make_line)(raws, number, columns)


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


def _faults(lines: Iterable[_Line], where: _Where) -> Iterator[Finding]:
    for line in lines:
        for fault, column in line.faults:
            code = line.row.code
            waar = f"code {code}" if CODE.fullmatch(code) else column.kop
            place = where.at(line.row.answers[column.key].cel)
            yield Finding(fault, place, {"waar": f" ({waar})"}, code, column.key)


def _double_codes(lines: Iterable[_Line], where: _Where) -> Iterator[Finding]:
    seen: set[str] = set()
    for row in (line.row for line in lines):
        if row.code in seen and CODE.fullmatch(row.code):
            yield Finding("code_dubbel", where.at(row.answers["code"].cel), {"code": row.code}, row.code, "code")
        seen.add(row.code)


def _outside(grid: Grid, top: int, coded: Sequence[_Line], known: set[int]) -> Iterator[tuple[int, int]]:
    """Cells below the header in unknown columns, and answers on rows without a code."""
    unknown = [column for column in range(grid.width) if column not in known]
    without_code = {top + index: line.row for index, line in enumerate(coded) if line.filled and not line.row.code}
    for index in range(top, len(grid.rows)) if unknown or without_code else ():
        if row := without_code.get(index):
            yield from ((index, cell_place(a.cel)[1] - 1) for a in row.answers.values() if a.value is not None)
        yield from ((index, column) for column in unknown if not is_blank(grid.at(index, column)))


def _marks(grid: Grid, top: int) -> set[int]:
    """The column that a returned form has beside the table: our own texts."""
    kop = normal(load_layout().retour.letop.kop)
    header = grid.rows[top - 1] if grid.rows else ()
    return {column for column, raw in enumerate(header) if normal(raw) == kop}
