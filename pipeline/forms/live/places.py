"""Where the live form calculates: blocks of cells beside the stamp, on the hidden sheet, one row per code.

Everything that is shown refers to these cells, and these find their answers by code (MATCH): so sorting, moving and
inserting rows do no harm, and no formula is long.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, Literal, TypeVar, get_args

from pipeline.base.places import column_letters
from pipeline.definitions.layout import STEMPEL
from pipeline.definitions.ontwerp import Ontwerp
from pipeline.excel.formulas import sum_of
from pipeline.forms.live.signals import FORMULES
from pipeline.model.catalog import COMPETENTIES, KERNOPGAVEN, KERNTAKEN, Catalog

START = 7  # first column: right of the stamp and the lists of the drop-downs

# names, place in the table, answer as typed, 1 or 0; the cells that cannot be read, 1 or 0; a cell with a wrong code
Keuzekolom = Literal["code", "naam", "plaats", "keuze", "gekozen", "cel", "anders", "vreemd"]
Taakkolom = Literal["uren", "bekend", "fout", "los", "als_ja", "buiten", "altijd", "voorbeeld"]
Opgavekolom = Literal["zonder_competentie"]
Competentiekolom = Literal["redenen", "waarom", "zonder_reden"]
Groepkolom = Literal["code", "uitgevoerd", "buiten", "taken", "reden"]
Totaalkolom = Literal["code", "waarde"]
Rekenkolom = Keuzekolom | Taakkolom | Opgavekolom | Competentiekolom | Groepkolom | Totaalkolom
FEITEN = ("contract_team", "in_team")  # of the team workbook, beside the stamp
TOTALEN = (*FEITEN, "gekozen", "eigen", "zonder_uren", "welke_zonder_uren", "uren", "contract", "veel")
MEER_TOTALEN = (  # below those of the rules of overload
    *("los", "welke_los", "als_ja", "welke_als_ja", "buiten", "welke_buiten", "fout", "voorbeeld", "geraakt"),
    *("kernopgaven", "zonder_competentie", "welke_zonder_competentie"),
    *("competenties", "zonder_reden", "welke_zonder_reden"),
    *("formaat", "anders", "anders_functie", "anders_kerntaken", "anders_kernopgaven", "anders_competenties"),
    *("welke_anders", "regel_kerntaken", "regel_kernopgaven", "regel_competenties"),
    *("foutwaarde_kerntaken", "foutwaarde_kernopgaven", "foutwaarde_competenties"),
    *("plaats_functie", "plaats_kerntaken", "plaats_kernopgaven", "plaats_competenties", "welke_plaats"),
)


def _columns(*kinds: object) -> tuple[Rekenkolom, ...]:
    return tuple(kolom for kind in kinds for kolom in get_args(kind))


_Key = TypeVar("_Key", bound=str)


@dataclass(frozen=True)
class Vlak(Generic[_Key]):
    """Cells in rows by code and in columns by name; start: number of the first column. The first row says the names."""

    start: int
    kolommen: tuple[_Key, ...]
    codes: tuple[str, ...]

    def place(self, code: str, kolom: _Key) -> tuple[int, int]:
        """Row and column of a cell, from 1."""
        return self.codes.index(code) + 2, self.start + self.kolommen.index(kolom)

    def cel(self, code: str, kolom: _Key) -> str:
        """Reference to a cell: "_stempel!$K$5"."""
        row, column = self.place(code, kolom)
        return f"{STEMPEL}!${column_letters(column)}${row}"

    def bereik(self, kolom: _Key) -> str:
        """Reference to a column; of a block without codes to a blank cell."""
        letter = column_letters(self.start + self.kolommen.index(kolom))
        return f"{STEMPEL}!${letter}$2:${letter}${max(len(self.codes), 1) + 1}"

    def cellen(self, codes: Iterable[str], kolom: _Key) -> list[str]:
        """References to the cells of these codes."""
        return [self.cel(code, kolom) for code in codes]

    def som(self, codes: Iterable[str], kolom: Rekenkolom) -> str:
        """Formula of the sum of the cells of these codes: short where they stand below each other."""
        places = sorted(self.codes.index(code) for code in codes)
        starts = [place for place in places if place - 1 not in places]
        ends = [place for place in places if place + 1 not in places]
        letter = f"{STEMPEL}!${column_letters(self.start + self.kolommen.index(kolom))}$"
        return sum_of(
            f"SUM({letter}{a + 2}:{letter.partition('!')[2]}{z + 2})" for a, z in zip(starts, ends, strict=True)
        )

    @property
    def end(self) -> int:
        """Number of the first column right of it, with a blank one between."""
        return self.start + len(self.kolommen) + 1


Blok = Vlak[Rekenkolom]


@dataclass(frozen=True, slots=True)
class Rekenblad:
    """The blocks of a catalog."""

    kerntaken: Blok
    kernopgaven: Blok
    competenties: Blok
    groepen: Blok
    totalen: Blok

    def totaal(self, key: str) -> str:
        """Reference to a total."""
        return self.totalen.cel(key, "waarde")

    @property
    def keuzes(self) -> dict[str, Blok]:
        """The blocks of the sheets with choices, by the key of the sheet."""
        return {KERNTAKEN: self.kerntaken, KERNOPGAVEN: self.kernopgaven, COMPETENTIES: self.competenties}


@lru_cache(maxsize=8)
def rekenblad(catalog: Catalog) -> Rekenblad:
    """Where everything is calculated for this catalog."""
    kerntaken = Blok(START, _columns(Keuzekolom, Taakkolom), tuple(catalog.kerntaak))
    kernopgaven = Blok(kerntaken.end, _columns(Keuzekolom, Opgavekolom), tuple(catalog.kernopgave))
    competenties = Blok(kernopgaven.end, _columns(Keuzekolom, Competentiekolom), tuple(catalog.competentie))
    groepen = Blok(competenties.end, _columns(Groepkolom), tuple(catalog.groep))
    signals = (key for regel in FORMULES.values() for key in regel.totalen)
    totalen = Blok(groepen.end, _columns(Totaalkolom), (*TOTALEN, *signals, *MEER_TOTALEN))
    return Rekenblad(kerntaken, kernopgaven, competenties, groepen, totalen)


@dataclass(frozen=True, slots=True)
class Plaatsen:
    """Where answers and stamp stand: references to columns by sheet and column, the others by key.

    A column runs from its header to the blank row below it, so that rows inserted at either end are within.
    """

    kolommen: tuple[tuple[tuple[str, str], str], ...]
    cellen: tuple[tuple[str, str], ...]
    labels: tuple[tuple[str, str], ...]
    stempel: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Bron:
    """What the formulas are made of: places as in Plaatsen."""

    ontwerp: Ontwerp
    blad: Rekenblad
    kolom: Mapping[tuple[str, str], str]
    cel: Mapping[str, str]
    label: Mapping[str, str]
    stempel: Mapping[str, str]


def bron_of(ontwerp: Ontwerp, plaatsen: Plaatsen) -> Bron:
    """The same places, to look up."""
    blad = rekenblad(ontwerp.catalog)
    cells = (dict(places) for places in (plaatsen.cellen, plaatsen.labels, plaatsen.stempel))
    return Bron(ontwerp, blad, dict(plaatsen.kolommen), *cells)
