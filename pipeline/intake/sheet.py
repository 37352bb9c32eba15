"""One sheet -> its answers, found by the texts of its header or labels, and what stands where nobody reads it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.base.names import normal
from pipeline.base.places import Coord, cell_name
from pipeline.definitions.layout import Blad, Veld
from pipeline.intake.grid import Grid, clean, is_blank
from pipeline.intake.header import find_header
from pipeline.intake.line import Where
from pipeline.intake.per_person import read_per_person
from pipeline.intake.strays import Print, comments, is_mark, told
from pipeline.intake.table import read_table
from pipeline.model.findings import Finding
from pipeline.model.workbook import Answer, Row

NOT_KNOWN = Print()  # what a sheet was printed with


@dataclass(frozen=True, slots=True)
class BladAntwoorden:
    """What was read of a sheet: label key -> answer (labels), or rows in the order of the file (a table).

    Of a table with a column for each person, answers are its headers, and rows its hours, by letters of the column.
    strays: cells (from 0) that hold something and are not read; kop: number of the header row of a table.
    """

    answers: Mapping[str, Answer]
    rows: tuple[Row, ...]
    findings: tuple[Finding, ...]
    strays: tuple[Coord, ...] = ()
    kop: int = 0


def holds(grid: Grid, blad: Blad) -> bool:
    """Whether a sheet, whatever its name, has all headers or labels of this one that no form may lack."""
    if blad.velden:
        return {veld.key for veld in blad.velden if veld.verplicht} <= _labels(grid, blad.velden).keys()
    needed = {kolom.key for kolom in blad.kolommen if kolom.verplicht and kolom.soort != "live"}
    return needed <= find_header(grid, blad)[1].keys()


def read_sheet(
    grid: Grid, blad: Blad, bestand: str, gedrukt: Print = NOT_KNOWN, opmerkingen: Mapping[str, str] | None = None
) -> BladAntwoorden:
    """Read the answers of a sheet with labels or with a table; one finding names all that is not read.

    gedrukt: what it was printed with; opmerkingen: its comments by address.
    """
    where = Where(bestand, grid.naam)
    if blad.per_persoon:
        return BladAntwoorden(*read_per_person(grid, blad, where))
    remarks = comments(opmerkingen or {}, gedrukt)
    if blad.velden:
        answers, findings, strays = _read_velden(grid, blad, where, gedrukt)
        beside = told("buiten_tabel", bestand, grid.naam, [*strays, *remarks])
        return BladAntwoorden(answers, (), (*findings, *beside), tuple(strays))
    table = read_table(grid, blad, where, gedrukt)
    beside = told("buiten_tabel", bestand, grid.naam, [*table.strays, *remarks])
    return BladAntwoorden({}, table.rows, (*table.findings, *beside), table.strays, table.kop)


def _read_velden(
    grid: Grid, blad: Blad, where: Where, gedrukt: Print
) -> tuple[dict[str, Answer], list[Finding], list[Coord]]:
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
    return answers, findings, [*_beside_labels(grid, read, gedrukt)]


def _labels(grid: Grid, velden: Sequence[Veld]) -> dict[str, Coord]:
    """Key -> place (from 0) of each label, in the one column that holds most of them: an answer may say the same."""
    keys = {normal(veld.label): veld.key for veld in velden}
    columns: dict[int, dict[str, Coord]] = {}
    for row, cells in enumerate(grid.rows):
        for column, raw in enumerate(cells):
            if key := keys.get(normal(raw)):
                columns.setdefault(column, {}).setdefault(key, (row, column))
    return max(columns.values(), key=len, default={})


def _answer_column(grid: Grid, labels: Iterable[Coord]) -> int:
    """The first column right of the labels with anything in it: a column may have been inserted."""
    places = list(labels)
    first = places[0][1] + 1 if places else 1
    columns = range(first, grid.width)
    return next((column for column in columns if any(not is_blank(grid.at(row, column)) for row, _ in places)), first)


def _beside_labels(grid: Grid, read: set[Coord], gedrukt: Print) -> Iterator[Coord]:
    """Cells that are no label, answer or text of ours; above the labels of a form of before only those beside it."""
    top, first = min(read, default=(len(grid.rows), 0))
    for row, cells in enumerate(grid.rows):
        for column, raw in enumerate(cells):
            if is_blank(raw) or (row, column) in read or (is_mark(raw) and column > first):
                continue
            ours = gedrukt.has(raw) if gedrukt.geldig else column <= first
            if row > top or not ours:
                yield row, column
