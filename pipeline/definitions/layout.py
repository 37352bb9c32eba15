"""Where each answer lives in form and team workbook, from schemas/form.yaml; shared by what writes and what reads."""

from __future__ import annotations

from collections.abc import Container, Iterable
from functools import cache
from typing import Literal, TypeVar, get_args

from pydantic import Field

from pipeline.definitions.schema_files import load_schema
from pipeline.model.catalog import BLADEN, Catalog, Schaalwaarde
from pipeline.model.record import Record, Whole
from pipeline.model.workbook import Werkmapsoort

Invoersoort = Literal["vast", "keuze", "uren", "getal", "datum", "tekst", "lijst", "schaal", "live"]
FILLED_IN: frozenset[Invoersoort] = frozenset(get_args(Invoersoort)) - {"vast", "live"}  # what people fill in
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
    """A column of a table sheet: the key in code, the header text that finds it, what may stand in it.

    schaal: of a column with a list of values, the key of that list where it is not its own; kiest: whether an answer
    here says that the row is chosen; ook: other headers that it may have, in lists that are not ours.
    """

    key: str
    kop: str = Field(max_length=32)  # also the title of the prompt, which Excel limits
    ook: tuple[str, ...] = ()
    schaal: str = ""
    kiest: bool = False
    soort: Invoersoort
    breedte: float
    prompt: str = Field(default="", max_length=240)

    @property
    def ingevuld(self) -> bool:
        """Whether people fill it in."""
        return self.soort in FILLED_IN


class Veld(Onderdeel):
    """A label in column A with its answer in column B. eigen: its prompt where forms ask something of their own."""

    key: str
    label: str = Field(max_length=32)
    soort: Invoersoort
    prompt: str = Field(default="", max_length=240)
    schaal: str = ""
    hoogte: float = 22  # points
    eigen: str = Field(default="", max_length=240)


class Eigen(Record):
    """How a sheet is on forms that ask something of their own: title, intro, order and widths of columns."""

    titel: str = ""
    intro: str = ""
    volgorde: tuple[str, ...] = ()
    breedtes: dict[str, float] = {}
    slot: tuple[str, ...] = ()


class Blad(Onderdeel):
    """A sheet: either labels (velden) or a table (kolommen), with fixed lines if it only explains.

    per_persoon: a table with a column for each person, headed by a personeelsnummer.
    """

    naam: str = Field(max_length=31)
    titel: str
    intro: str
    velden: tuple[Veld, ...] = ()
    kolommen: tuple[Kolom, ...] = ()
    regels: tuple[tuple[str, ...], ...] = ()
    slot: tuple[str, ...] = ()
    regels_leeg: int = 0  # empty rows to fill, for a table without codes
    per_persoon: bool = False
    eigen: Eigen = Field(default_factory=Eigen)

    @property
    def keuzekolom(self) -> Kolom | None:
        """The column that says whether a row is chosen."""
        return next((kolom for kolom in self.kolommen if kolom.kiest), None)

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
    gesloten: Fout
    puntenfout: Fout
    lijsten: dict[str, tuple[Schaalwaarde, ...]]
    woorden: dict[str, str]
    formulier: dict[str, Blad]
    live: dict[str, str]
    standen: dict[Controlestand, str]
    controle: tuple[Controleregel, ...]
    controle_eigen: tuple[Controleregel, ...]
    team: dict[str, Blad]
    lijst: dict[str, Blad]
    retour: Retour
    aandacht: Aandacht

    def bladen(self, soort: Werkmapsoort) -> dict[str, Blad]:
        """The sheets of a kind of workbook, by key."""
        return {"formulier": self.formulier, "team": self.team, "lijst": self.lijst}[soort]

    def waarden(self, catalog: Catalog, schaal: str) -> tuple[Schaalwaarde, ...]:
        """The values of a list to choose from: the catalog's own, else the shipped ones."""
        if schaal == "functieniveau":
            return catalog.functieniveaus
        return catalog.schalen.get(schaal) or self.lijsten[schaal]


@cache
def load_layout() -> Layout:
    """The shipped layout of a catalog that asks for nothing of its own, read once per process."""
    layout = whole_layout()
    bladen = {
        key: narrowed(blad, {part.key for part in blad.onderdelen if part.standaard})
        for key, blad in layout.formulier.items()
        if blad.standaard
    }
    return layout.model_copy(update={"formulier": bladen})


@cache
def asked_for() -> dict[str, frozenset[str]]:
    """Keys of all that a catalog may ask, by sheet."""
    whole = whole_layout().formulier
    asked = {blad: frozenset(kolom.key for kolom in whole[blad].antwoorden) for blad in BLADEN}
    return asked | {"functie": frozenset(veld.key for veld in whole["functie"].velden if not veld.standaard)}


def team_sheets(layout: Layout, catalog: Catalog) -> dict[str, Blad]:
    """The sheets of a team workbook by key: what the default catalog has nothing for is not asked."""
    asked = {"basisfuncties": bool(catalog.te_kiezen)} | dict.fromkeys(("behoefte", "verdeling"), catalog.heeft_uren)
    return {key: blad for key, blad in layout.team.items() if asked.get(key, True)}


UITVOEREN = "uitvoeren {code}"  # key of the column of a list that says whether a steunpunt performs a group


def list_sheet(layout: Layout, catalog: Catalog) -> Blad:
    """The sheet of a list of people, with a column for every group that a steunpunt may choose to perform."""
    blad, kolom = layout.lijst["medewerkers"], layout.team["basisfuncties"].kolom("uitvoeren")
    chosen = [
        kolom.model_copy(
            update={
                "key": UITVOEREN.format(code=groep.code),
                "kop": groep.code,
                "ook": (groep.naam, f"{groep.code} {groep.naam}"),
                "breedte": 7.0,
                "prompt": layout.woorden["lijst_uitvoeren"].format(naam=groep.naam),
                "verplicht": False,
            }
        )
        for groep in catalog.te_kiezen
    ]
    return blad.model_copy(update={"kolommen": (*blad.kolommen, *chosen)})


def narrowed(blad: Blad, keys: Container[str]) -> Blad:
    """A sheet with only what has one of these keys."""

    def kept(parts: Iterable[_Deel]) -> tuple[_Deel, ...]:
        return tuple(part for part in parts if part.key in keys)

    return blad.model_copy(update={"velden": kept(blad.velden), "kolommen": kept(blad.kolommen)})


@cache
def whole_layout() -> Layout:
    """The shipped layout with everything that a form of any catalog may ask."""
    return load_schema("form.yaml", Layout)
