"""The header of a table: the row that has most of its texts, wherever it was moved to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from pipeline.base.names import NAME, normal
from pipeline.definitions.layout import Blad, Kolom
from pipeline.intake.grid import Grid
from pipeline.intake.raw import Raw

Koppen = tuple[tuple[str, str], ...]  # header text as it is compared, and key of its column
HEADER_ROWS = 40  # how far down a table may have been moved, unless its header was sorted in among many rows


def find_header(grid: Grid, blad: Blad) -> tuple[int, Mapping[str, int]]:
    """Place of the first row below the header, and key -> column; the end and {} when there is no header.

    Both from 0. The header is the row with most of the texts, and at least two: one may stand in a title.
    """
    koppen = _koppen(blad.kolommen)
    needed = {kolom.key for kolom in blad.kolommen if kolom.verplicht}
    best: tuple[int, Mapping[str, int]] = (len(grid.rows), {})
    for row, cells in enumerate(grid.rows):
        if row >= HEADER_ROWS and best[1]:
            break
        is_short = all([isinstance(raw, str) and len(raw) <= NAME for raw in cells])
        found = (_known_headers if is_short else _headers)(tuple(cells), *koppen)
        if len(found) > max(1, len(best[1])):
            best = (row + 1, found)
        if needed <= found.keys():
            break
    return best


def double_columns(cells: Sequence[Raw], blad: Blad, places: Mapping[str, int]) -> Iterator[tuple[Kolom, int]]:
    """Columns of which a second one (from 0) may be meant just as well: neither bears the name that we give it."""
    for kolom in blad.kolommen:
        if kolom.ook and kolom.key in places and normal(cells[places[kolom.key]]) != normal(kolom.kop):
            names = {squeezed_header(text) for text in kolom.ook}
            same = [column for column, raw in enumerate(cells) if squeezed_header(raw) in names]
            yield from ((kolom, column) for column in same if column != places[kolom.key])


def squeezed_header(raw: Raw) -> str:
    """A header of a list that is not ours, to compare by: its letters and figures alone ("Pers. nr." is "persnr")."""
    return re.sub(r"[\W_]+", "", raw.casefold()) if isinstance(raw, str) else ""


@lru_cache(maxsize=64)
def _koppen(kolommen: tuple[Kolom, ...]) -> tuple[Koppen, Koppen]:
    """Header text and key of every column, and the same of what it may be called in lists that are not ours."""
    own = tuple((normal(kolom.kop), kolom.key) for kolom in kolommen)
    return own, tuple((squeezed_header(text), kolom.key) for kolom in kolommen for text in kolom.ook)


def _headers(cells: Iterable[Raw], koppen: Koppen, ook: Koppen) -> Mapping[str, int]:
    """Key -> column, from 0, of the header texts in one row; our own names go before others."""
    keys, others = dict(koppen), dict(ook)
    found: dict[str, int] = {}
    for column, raw in enumerate(cells):
        if key := keys.get(normal(raw)):
            found.setdefault(key, column)
    for column, raw in enumerate(cells if others else ()):
        if (key := others.get(squeezed_header(raw))) and column not in found.values():
            found.setdefault(key, column)
    return found


_known_headers = lru_cache(maxsize=256)(_headers)  # the rows above an answer are the same in all forms
