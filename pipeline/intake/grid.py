"""A workbook as grids of raw cells: what python-calamine gives, with what it loses laid over it again."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from python_calamine import CalamineWorkbook

from pipeline.base.names import NOTABLE, printable
from pipeline.base.places import cell_place
from pipeline.intake.look import Look
from pipeline.intake.raw import Odd, Raw, Rows, odd
from pipeline.intake.scan import Blik
from pipeline.model.workbook import Value

MAX_TEXT = 32_767  # characters: Excel's limit for a cell


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells of a sheet from A1; rows may differ in length, blank cells hold ""."""

    naam: str
    rows: Rows

    def at(self, row: int, column: int) -> Raw:
        """The cell at a place counted from 0; blank beyond the edge."""
        cells = self.rows[row] if row < len(self.rows) else ()
        return cells[column] if column < len(cells) else ""

    @property
    def width(self) -> int:
        """Number of columns up to the last one that is in use."""
        return max(map(len, self.rows), default=0)


class Book:
    """An open workbook, looked at before. CalamineError when it cannot be read after all."""

    def __init__(self, seen: Look) -> None:
        self._seen, self.bladen = seen, seen.bladen
        self._grids: dict[int, Grid] = {}

    @cached_property
    def _workbook(self) -> CalamineWorkbook:
        return CalamineWorkbook.from_filelike(io.BytesIO(self._seen.data))

    @cached_property
    def names(self) -> Sequence[str]:
        """The names of the sheets, as the library has them where it is needed at all."""
        is_plain = all(blik.rijen is not None for blik in self.bladen)
        return [blik.naam for blik in self.bladen] if is_plain else self._workbook.sheet_names

    def grid(self, index: int) -> Grid:
        """The sheet at this place in the workbook, read once."""
        if index not in self._grids:
            self._grids[index] = self._read(index)
        return self._grids[index]

    def _read(self, index: int) -> Grid:
        rijen = self.bladen[index].rijen
        if rijen is not None:
            return Grid(self.names[index], rijen)
        rows = self._rows(index)
        _lay_over(rows, self.bladen[index])
        return Grid(self.names[index], rows)

    def bare(self, index: int) -> Grid:
        """A sheet of our own, with blanks for errors and for formulas without a result."""
        rijen = self.bladen[index].rijen
        if rijen is None:
            return Grid(self.names[index], self._rows(index))
        return Grid(self.names[index], [["" if isinstance(raw, Odd) else raw for raw in cells] for cells in rijen])

    def _rows(self, index: int) -> list[list[Any]]:
        return self._workbook.get_sheet_by_index(index).to_python(skip_empty_area=False)


def _lay_over(rows: list[list[Any]], blik: Blik) -> None:
    """Put error cells and formulas without a result where the reader left a blank, and numbers as they are shown."""
    for code, cells in (("cel_fout", blik.fouten), ("cel_formule", blik.formules)):
        for cel, text in cells.items():
            row, column = cell_place(cel)
            if row > len(rows):
                rows.extend([] for _ in range(row - len(rows)))
            raws = rows[row - 1]
            if column > len(raws):
                raws.extend([""] * (column - len(raws)))
            raws[column - 1] = odd(code, text)
    for cel, sign in blik.getooid.items():
        row, column = cell_place(cel)
        if row <= len(rows) and column <= len(rows[row - 1]):
            rows[row - 1][column - 1] = _as_shown(rows[row - 1][column - 1], sign)


def _as_shown(raw: Raw, sign: str) -> Raw:
    """A number as the text that Excel makes of it: 0.5 shown as 50% is no half hour (faults.md 50)."""
    if not isinstance(raw, float | int) or isinstance(raw, bool):
        return raw
    return f"{raw * 100:.10g}%".replace(".", ",") if sign == "%" else f"{sign} {raw:.10g}".replace(".", ",")


def is_blank(raw: Raw) -> bool:
    """Whether a cell holds nothing, or only spaces."""
    return raw is None or (isinstance(raw, str) and (not raw or raw.isspace()))


def clean(raw: Raw) -> tuple[Value, str]:
    """The answer in a cell (None when blank), and the code of what is to be told about it ("" when nothing is)."""
    if isinstance(raw, str):
        if not raw or raw.isspace():
            return None, ""
        if len(raw) <= MAX_TEXT and ((raw.isprintable() and "_" not in raw) or not NOTABLE.search(raw)):
            return raw, ""
        return _clean_text(raw)
    if isinstance(raw, Odd):
        return raw.text, raw.code
    if isinstance(raw, dt.datetime) and raw.time() == dt.time():
        return raw.date(), ""
    if isinstance(raw, int) and not isinstance(raw, bool):
        return float(raw), ""
    return raw, ""


def _clean_text(text: str) -> tuple[Value, str]:
    cleaned = printable(text)
    if len(cleaned) > MAX_TEXT:
        return cleaned[:MAX_TEXT], "tekst_te_lang"  # a returned form could not hold more
    return cleaned if cleaned.strip() else None, "" if cleaned == text.replace("\r\n", "\n") else "tekst_opgeschoond"


def plain(raw: Raw) -> str:
    """What a cell says, as a code or a stamp says it: without outer spaces, 1001.0 as "1001", blank as ""."""
    value, _ = clean(raw)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value).strip()
