"""Which cells hold something that nobody reads, and which texts are ours: no answer disappears (design.md 2.2)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import groupby

from pipeline.base.names import folded, normal, squeezed
from pipeline.base.places import Coord, cell_name, cell_place
from pipeline.definitions.layout import load_layout
from pipeline.intake.grid import Grid, is_blank
from pipeline.intake.raw import KNOWN, Odd, Raw, is_short
from pipeline.model.findings import Address, Finding
from pipeline.model.printed import GedruktBlad

_PIECE = 20  # characters of a line of ours that was broken off in the middle of its text
NOTHING = GedruktBlad()


@dataclass(frozen=True, slots=True, eq=False)
class Print:
    """What a sheet was printed with, as far as is known.

    geldig: whether its texts are those of this very form; else only names of entries are known, and what may be of a
    former month is let alone. begin: how texts of live cells begin.
    """

    blad: GedruktBlad = NOTHING
    begin: str = ""
    geldig: bool = False

    def has(self, raw: Raw) -> bool:
        """Whether a text is one that is printed somewhere on the sheet."""
        return isinstance(raw, str) and (_known_has if len(raw) <= KNOWN else _has)(self.blad, raw)

    def calculates(self, raw: Raw) -> bool:
        """Whether a cell holds what a formula of ours may have made: a program may leave only its outcome."""
        return isinstance(raw, Odd) or (isinstance(raw, str) and _starts(self.begin, normal(raw)))

    def named(self, naam: Raw, groep: Raw) -> str:
        """Code of the only entry with this name, or with this name in this group; "" when there is none."""
        name = normal(naam)
        return self.blad.namen.get(name) or self.blad.groepsnamen.get((normal(groep), name), "") if name else ""


def _has(blad: GedruktBlad, text: str) -> bool:
    return normal(text) in blad.teksten or _is_line(blad.lopend, folded(text))


_known_has = lru_cache(maxsize=1024)(_has)  # what is printed is the same on all forms


def _is_line(paragraphs: Sequence[str], text: str) -> bool:
    """Whether a text is a line of these, broken to the width of the sheet; the title says whose form it is."""
    return any(text.startswith(f"{title} ·") for title in paragraphs[:1]) or any(
        paragraph == text or paragraph.endswith(f" {text}") or (len(text) >= _PIECE and f" {text} " in f" {paragraph} ")
        for paragraph in paragraphs
    )


@lru_cache(maxsize=1024)
def _starts(pattern: str, text: str) -> bool:
    return bool(pattern and re.match(pattern, text))


def is_mark(raw: Raw) -> bool:
    """Whether a text is what a form that we gave back says beside an answer."""
    return isinstance(raw, str) and raw.startswith(_marks())


@cache
def _squeezed_marks() -> tuple[str, ...]:
    return tuple(map(squeezed, _marks()))


@cache
def _marks() -> tuple[str, ...]:
    woorden = load_layout().woorden
    return tuple(woorden[key].partition("{")[0] for key in ("merk", "merk_fout"))


def everything(grid: Grid) -> Iterator[Coord]:
    """Every cell that holds something, from 0: of a sheet that is not ours."""
    for row, cells in enumerate(grid.rows):
        yield from ((row, column) for column, raw in enumerate(cells) if not is_blank(raw))


def beside_texts(grid: Grid, gedrukt: Print, settled: bool) -> Iterator[Coord]:
    """Cells of a sheet that explains or sums up which say something else than was printed or calculated there.

    settled: it has no formulas, or they are still there, so that what is left does not come from them.
    """
    for row, cells in enumerate(grid.rows):
        for column in (_known_strange if is_short(cells) else _strange)(tuple(cells), gedrukt, settled):
            yield row, column


def _strange(cells: Sequence[Raw], gedrukt: Print, settled: bool) -> tuple[int, ...]:
    return tuple(
        column
        for column, raw in enumerate(cells)
        if not is_blank(raw)
        and not (gedrukt.has(raw) or isinstance(raw, Odd))
        and (settled or (isinstance(raw, str) and not gedrukt.calculates(raw)))
    )


_known_strange = lru_cache(maxsize=1024)(_strange)  # most rows are the same in all forms


def comments(opmerkingen: Mapping[str, str], gedrukt: Print) -> Iterator[Coord]:
    """Cells with a comment that somebody wrote; of another month's form ours are not known."""
    if gedrukt.geldig:
        theirs = (cel for cel, text in opmerkingen.items() if text not in gedrukt.blad.opmerkingen)
        yield from places_of(cel for cel in theirs if not opmerkingen[cel].startswith(_squeezed_marks()))


def places_of(cells: Iterable[str]) -> Iterator[Coord]:
    """Cells by address, from 0."""
    for row, column in map(cell_place, cells):
        yield row - 1, column - 1


def told(code: str, bestand: str, blad: str, cells: Iterable[Coord]) -> Iterator[Finding]:
    """One finding about cells of a sheet (from 0), which names them all; none without cells."""
    if found := sorted(set(cells)):
        first = cell_name(found[0][0] + 1, found[0][1] + 1)
        yield Finding(code, Address(bestand, blad, first), {"cellen": ranges(found)})


def ranges(cells: Iterable[Coord]) -> str:
    """Cells (from 0) as "A3, K33:K46": runs within a column, by column."""
    columns: dict[int, list[int]] = {}
    for row, column in sorted(set(cells)):
        columns.setdefault(column, []).append(row)
    return ", ".join(_run(column, run) for column in sorted(columns) for run in _runs(columns[column]))


def _runs(rows: list[int]) -> Iterator[list[int]]:
    for _, run in groupby(enumerate(rows), lambda pair: pair[1] - pair[0]):
        yield [row for _, row in run]


def _run(column: int, rows: list[int]) -> str:
    first = cell_name(rows[0] + 1, column + 1)
    return first if len(rows) == 1 else f"{first}:{cell_name(rows[-1] + 1, column + 1)}"
