"""Where everything stands on a sheet that divides hours, and where it calculates, on the hidden sheet."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from pipeline.base.places import column_letters
from pipeline.definitions.ontwerp import Ontwerp
from pipeline.excel.formulas import on_sheet
from pipeline.forms.live.places import Vlak
from pipeline.forms.live.signals import FORMULES
from pipeline.model.analysed import BELOW_COVERED

START = 12  # first column of the hidden sheet that is used: right of the stamp and the lists
VAST = ("code", "naam", "benodigd", "samen", "stand")  # the columns before those of people
LIJNEN = ("naam", "contract", "uren", "ruimte", "oordeel")  # the rows above the header, of each person


@dataclass(frozen=True, slots=True)
class Teamplaatsen:
    """Columns of the other sheets of a team workbook, from header to the blank row below."""

    nummers: str
    namen: str
    contracten: str
    basisfuncties: str
    uitvoeren: str
    behoefte: str
    uren: str


@dataclass(frozen=True)
class Rooster:
    """Where everything stands. kop: number of the header row; personen: number of columns for people.

    team: where contracts and the like come from; None where they are typed on the sheet itself.
    """

    ontwerp: Ontwerp
    blad: str
    personen: int
    kop: int
    team: Teamplaatsen | None = None

    @property
    def nummers(self) -> tuple[str, ...]:
        """The columns for people, counted from 1, as rows of a block."""
        return tuple(map(str, range(1, self.personen + 1)))

    def letter(self, nummer: str) -> str:
        """Letters of somebody's column."""
        return column_letters(len(VAST) + int(nummer))

    def rij(self, code: str) -> int:
        """Row of a kerntaak as it is handed out."""
        return self.kop + 1 + list(self.ontwerp.catalog.kerntaak).index(code)

    def lijn(self, key: str) -> int:
        """Row of a line above the header."""
        return self.kop - len(LIJNEN) + LIJNEN.index(key)

    @property
    def laatste(self) -> int:
        """The blank row below the table: rows that are inserted at its end are within."""
        return self.kop + len(self.ontwerp.catalog.kerntaken) + 1

    def op(self, plaats: str) -> str:
        """Reference to a place on the sheet."""
        return on_sheet(self.blad, plaats)

    def vast(self, key: str) -> str:
        """Reference to a column before those of people, from its header."""
        letter = column_letters(VAST.index(key) + 1)
        return self.op(f"${letter}${self.kop}:${letter}${self.laatste}")

    @property
    def koppen(self) -> str:
        """Reference to the headers of people."""
        return self.op(f"${self.letter('1')}${self.kop}:${self.letter(self.nummers[-1])}${self.kop}")

    @property
    def veld(self) -> str:
        """Reference to all hours, from the header."""
        return self.op(f"${self.letter('1')}${self.kop}:${self.letter(self.nummers[-1])}${self.laatste}")

    def kopcel(self, nummer: str) -> str:
        """Reference to the header of somebody's column."""
        return self.op(f"${self.letter(nummer)}${self.kop}")

    def uren(self, nummer: str) -> str:
        """Reference to the hours of one person, below the header."""
        return self.op(f"${self.letter(nummer)}${self.kop + 1}:${self.letter(nummer)}${self.laatste}")

    def cel(self, key: str, nummer: str) -> str:
        """Reference to a line above the header of one person."""
        return self.op(f"${self.letter(nummer)}${self.lijn(key)}")

    # --- the blocks of the hidden sheet ---

    @cached_property
    def taken(self) -> Vlak[str]:
        """By kerntaak."""
        keys = ("code", "plaats", "mensen", "bekend", "uren", "nodig", "status", "stand")
        return Vlak(START, keys, tuple(self.ontwerp.catalog.kerntaak))

    @cached_property
    def mensen(self) -> Vlak[str]:
        """By column of a person."""
        signals = (key for regel in FORMULES.values() for key in regel.totalen)
        keys = ("plaats", "telt", "eigen", "gekozen", "zonder_uren", "uren", "contract", "veel", *signals, "over")
        return Vlak(self.taken.end, keys, self.nummers)

    @cached_property
    def groepen(self) -> Vlak[str]:
        """By group that can be chosen."""
        return Vlak(self.mensen.end, ("uitgevoerd",), tuple(g.code for g in self.ontwerp.catalog.te_kiezen))

    @cached_property
    def totalen(self) -> Vlak[str]:
        """Of the whole team; overig: people who are on the team and not on the sheet."""
        rows = ("actief", "overig", "teamgrootte", *BELOW_COVERED, "over")
        return Vlak(self.groepen.end, ("waarde",), rows)

    def totaal(self, key: str) -> str:
        """Reference to a total."""
        return self.totalen.cel(key, "waarde")
