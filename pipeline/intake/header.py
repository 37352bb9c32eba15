"""The header of a table: the row that has most of its texts, wherever it was moved to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache

from pipeline.base.names import normal
from pipeline.definitions.layout import Blad, Kolom
from pipeline.intake.grid import Grid
from pipeline.intake.raw import Raw, is_short

HEADER_ROWS = 40  # how far down a table may have been moved, unless its header was sorted in among many rows


def find_header(grid: Grid, blad: Blad) -> tuple[int, Mapping[str, int]]:
    """Place of the first row below the header, and key -> column; the end and {} when there is no header.

    Both from 0. The header is the row with most of the texts, and at least two: one may stand in a title.
    """
    koppen = _koppen(blad.kolommen)
    best: tuple[int, Mapping[str, int]] = (len(grid.rows), {})
    for row, cells in enumerate(grid.rows):
        if row >= HEADER_ROWS and best[1]:
            break
        if len(cells) < 2 <= len(koppen.verplicht):
            continue  # a title or a line of explanation
        found = (_known_headers if is_short(cells) else _headers)(tuple(cells), koppen)
        if len(found) > max(1, len(best[1])):
            best = (row + 1, found)
        if koppen.verplicht <= found.keys():
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


@dataclass(frozen=True, slots=True, eq=False)
class _Koppen:
    """Header text as it is compared -> key of its column; ook: of what it may be called in lists that are not ours.

    verplicht: keys of the columns that no table may lack.
    """

    eigen: Mapping[str, str]
    ook: Mapping[str, str]
    verplicht: Set[str]


@lru_cache(maxsize=64)
def _koppen(kolommen: tuple[Kolom, ...]) -> _Koppen:
    return _Koppen(
        {normal(kolom.kop): kolom.key for kolom in kolommen},
        {squeezed_header(text): kolom.key for kolom in kolommen for text in kolom.ook},
        {kolom.key for kolom in kolommen if kolom.verplicht},
    )


def _headers(cells: Iterable[Raw], koppen: _Koppen) -> Mapping[str, int]:
    """Key -> column, from 0, of the header texts in one row; our own names go before others."""
    found: dict[str, int] = {}
    for column, raw in enumerate(cells):
        if key := koppen.eigen.get(normal(raw)):
            found.setdefault(key, column)
    for column, raw in enumerate(cells if koppen.ook else ()):
        if (key := koppen.ook.get(squeezed_header(raw))) and column not in found.values():
            found.setdefault(key, column)
    return found


_known_headers = lru_cache(maxsize=256)(_headers)  # the rows above an answer are the same in all forms
