"""What HR added to a team workbook of its own: kept as values when that workbook is made anew."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.base.places import cell_name, cell_place, column_letters
from pipeline.forms.drawing import cells
from pipeline.forms.drawing.draw import Drawing
from pipeline.forms.drawing.sheet import Tekening
from pipeline.model.workbook import Overig

GONE = -1  # of a row that is not in the new workbook


@dataclass(frozen=True, slots=True)
class Bijgehouden:
    """What stood beside the answers, by name of the sheet.

    rijen: key of the sheet -> number of a row as it was -> its place among the rows of the table now, from 0, or GONE.
    """

    bladen: Mapping[str, Overig] = field(default_factory=dict)
    rijen: Mapping[str, Mapping[int, int]] = field(default_factory=dict)


def put_beside(drawing: Drawing, tekeningen: Sequence[Tekening], bijgehouden: Bijgehouden) -> list[str]:
    """Put all of it in its place; returns sheet and cell of what has none. What was beside a row that left goes too."""
    drawn, lost = {tekening.key: tekening for tekening in tekeningen}, []
    for naam, overig in bijgehouden.bladen.items():
        if naam in drawing.book.sheetnames and overig.key not in drawn:
            lost += [f"{naam} {cel}" for cel in overig.cellen]  # a sheet that is not drawn by rows has no place for it
        elif overig.key in drawn:
            lost += [*_beside(drawing, drawn[overig.key], overig, bijgehouden.rijen.get(overig.key, {}))]
        else:
            _whole(drawing, naam, overig)
    return lost


def _whole(drawing: Drawing, naam: str, overig: Overig) -> None:
    """A sheet of their own, each value in its cell."""
    sheet = drawing.book.create_sheet(naam)
    for cel, value in overig.cellen.items():
        drawing.styles.put(sheet[cel], value, cells.PLAIN_OPEN)


def _beside(drawing: Drawing, tekening: Tekening, overig: Overig, rijen: Mapping[int, int]) -> Iterator[str]:
    sheet = drawing.sheets[tekening.key]
    table = range(tekening.top, tekening.top + len(tekening.rijen) + 1)
    filled = _people(tekening)
    for cel, value in overig.cellen.items():
        row, column = cell_place(cel)
        place = rijen.get(row)
        if place == GONE:
            continue
        target = tekening.top + 1 + place if place is not None else _moved(row, overig.kop, tekening.top)
        in_table = target in table and column <= len(tekening.kolommen)
        of_another = place is None and target in filled
        cell = sheet[cell_name(target, column)]
        if in_table or of_another or cell.value is not None:
            yield f"{tekening.blad.naam} {cel}"
        else:
            drawing.styles.put(cell, value, cells.PLAIN_OPEN)
            width = sheet.column_dimensions[column_letters(column)]
            if column > len(tekening.kolommen) and not width.customWidth:
                width.width = cells.OWN_COLUMN


def _people(tekening: Tekening) -> set[int]:
    """Rows of a table without codes that hold something: they are somebody's."""
    filled = (any(cel.value is not None for cel in rij.cellen.values()) for rij in tekening.rijen)
    return {row for row, holds in enumerate(filled, tekening.top + 1) if holds}


def _moved(row: int, kop: int, top: int) -> int:
    """A row that is none of the table: the header with it, what is below as far below it, what is above stays."""
    return row + top - kop if kop and row >= kop else row
