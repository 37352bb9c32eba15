"""Where each answer lives in form and team workbook, from schemas/form.yaml; shared by what writes and what reads."""

from __future__ import annotations

from collections.abc import Container, Iterable
from functools import cache
from typing import Literal, TypeVar

from pydantic import Field

from pipeline.definitions.schema_files import load_schema
from pipeline.model.record import Record, Whole
from pipeline.model.workbook import Werkmapsoort

Invoersoort = Literal["vast", "keuze", "uren", "datum", "tekst", "lijst", "live"]
FILLED_IN: frozenset[Invoersoort] = frozenset({"keuze", "uren", "datum", "tekst", "lijst"})  # what people fill in
Controlestand = Literal["goed", "nog", "kijk", "fout", "rood", "oranje", "info"]
STEMPEL = "_stempel"  # name of the hidden sheet that carries the form's identity


class Fout(Record):
    """Title and text of a box that Excel shows: a prompt, or an error; its limits hold for the filled-in text too."""

    titel: str = Field(max_length=32)
    tekst: str = Field(max_length=255)


class Onderdeel(Record):
    """What a workbook has or may have: a sheet, or a column or label of it.

    verplicht False: a file of before it existed stays valid, and reads as if it were blank. standaard False: only on
    forms whose catalog asks for it, by its key.
    """

    verplicht: bool = True
    standaard: bool = True


class Kolom(Onderdeel):
    """A column of a table sheet: the key in code, the header text that finds it, what may stand in it."""

    key: str
    kop: str = Field(max_length=32)  # also the title of the prompt, which Excel limits
    soort: Invoersoort
    breedte: float
    prompt: str = Field(default="", max_length=240)

    @property
    def ingevuld(self) -> bool:
        """Whether people fill it in."""
        return self.soort in FILLED_IN


class Veld(Onderdeel):
    """A label in column A with its answer in column B."""

    key: str
    label: str = Field(max_length=32)
    soort: Invoersoort
    prompt: str = Field(default="", max_length=240)
    hoogte: float = 22  # points


class Blad(Onderdeel):
    """A sheet: either labels (velden) or a table (kolommen), with fixed lines if it only explains."""

    naam: str = Field(max_length=31)
    titel: str
    intro: str
    velden: tuple[Veld, ...] = ()
    kolommen: tuple[Kolom, ...] = ()
    regels: tuple[tuple[str, ...], ...] = ()
    slot: tuple[str, ...] = ()
    regels_leeg: int = 0  # empty rows to fill, for a table without codes

    @property
    def onderdelen(self) -> tuple[Kolom | Veld, ...]:
        """Its labels, or its columns."""
        return (*self.velden, *self.kolommen)

    def kolom(self, key: str) -> Kolom:
        """The column with this key; KeyError when the sheet has none."""
        return next(kolom for kolom in self.kolommen if kolom.key == key)

    @property
    def heeft_codes(self) -> bool:
        """Whether rows are found by their Code (otherwise by their place below the header)."""
        return any(kolom.key == "code" for kolom in self.kolommen)

    @property
    def ingevuld(self) -> bool:
        """Whether people fill in anything on it; if not, it is not read."""
        return bool(self.velden) or any(kolom.ingevuld for kolom in self.kolommen)

    @property
    def antwoorden(self) -> tuple[Kolom, ...]:
        """The columns that people fill in."""
        return tuple(kolom for kolom in self.kolommen if kolom.ingevuld)


_Deel = TypeVar("_Deel", Kolom, Veld)


class Geval(Record):
    """What an outcome of the live summary means: how it stands, and the text; names in braces are filled in."""

    stand: Controlestand
    tekst: str


class Controleregel(Record):
    """A line of the live summary: what is counted, where to look (sheet, column), words and cases by key.

    signaal: code of the rule of overload that it tells of.
    """

    key: str
    signaal: str = ""
    onderdeel: str
    naar: tuple[str, str] | None = None
    woorden: dict[str, str] = {}
    gevallen: dict[str, Geval]


class Retour(Record):
    """What a returned form has more than a fresh one: the sheet of findings and the column beside marked rows."""

    blad: Blad
    letop: Kolom


class Aandacht(Record):
    """What a form that was filled with last month's answers has more: the sheet to look at first, and its words."""

    blad: Blad
    woorden: dict[str, str]


class Layout(Whole):
    """The whole of schemas/form.yaml."""

    versie: str
    keuzes: dict[Literal["ja", "nee"], tuple[str, ...]]
    keuzefout: Fout
    urenfout: Fout
    contractfout: Fout
    datumfout: Fout
    lijstfout: Fout
    altijd: Fout
    woorden: dict[str, str]
    formulier: dict[str, Blad]
    live: dict[str, str]
    standen: dict[Controlestand, str]
    controle: tuple[Controleregel, ...]
    team: dict[str, Blad]
    lijst: dict[str, Blad]
    retour: Retour
    aandacht: Aandacht

    def bladen(self, soort: Werkmapsoort) -> dict[str, Blad]:
        """The sheets of a kind of workbook, by key."""
        return {"formulier": self.formulier, "team": self.team, "lijst": self.lijst}[soort]

    def met(self, gevraagd: Container[str]) -> Layout:
        """The layout of forms whose catalog asks for these keys beside what is on every form."""

        def kept(parts: Iterable[_Deel]) -> tuple[_Deel, ...]:
            return tuple(part for part in parts if part.standaard or part.key in gevraagd)

        sheets = {key: blad for key, blad in self.formulier.items() if blad.standaard or key in gevraagd}
        narrowed = {
            key: blad.model_copy(update={"velden": kept(blad.velden), "kolommen": kept(blad.kolommen)})
            for key, blad in sheets.items()
        }
        return self.model_copy(update={"formulier": narrowed})


@cache
def load_layout() -> Layout:
    """The shipped layout of a catalog that asks for nothing of its own, read once per process."""
    return load_schema("form.yaml", Layout).met(())


BLADEN = ("kerntaken", "kernopgaven", "competenties")  # the sheets with choices, by their key in schemas/form.yaml
