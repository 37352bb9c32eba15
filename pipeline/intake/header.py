"""The header of a table: the row that has most of its texts, wherever it was moved to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from pipeline.base.names import NAME, normal
from pipeline.definitions.layout import Blad
from pipeline.intake.grid import Grid, Raw

HEADER_ROWS = 40  # how far down a table may have been moved, unless its header was sorted in among many rows


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
