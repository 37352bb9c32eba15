"""The fixed words of the reports, from schemas/reports.yaml, and the phrases that several reports make of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from pipeline.definitions.phrase import Begrip, Meervoud
from pipeline.definitions.schema_files import load_schema
from pipeline.definitions.sheet_words import (
    Afwezigheidblad,
    Bevindingenblad,
    Competentieblad,
    Dekkingblad,
    Kernopgaveblad,
    Koepelwoorden,
    Leerwoorden,
    Overzichtblad,
    Samenvattingblad,
    Wijzigingenblad,
)
from pipeline.model.analysed import WEAKEST_FIRST, Dekkingstatus, Ernst
from pipeline.model.findings import Severity
from pipeline.model.judged import Formulierstatus
from pipeline.model.kept_groups import Vervalreden
from pipeline.model.record import Record
from pipeline.model.returned import Terugstand
from pipeline.model.steunpunt import Medewerker

FEW = 3


class Opmerkingen(Record):
    """Remarks on the coverage of a kerntaak."""

    geen_uren: str
    te_weinig: str
    uren_onbekend: Meervoud
    toch_gekozen: str
    voorbehoud: str
    voorbehoud_veel: str


class Herinneringwoorden(Record):
    """Words of a reminder; delen: what is asked, by how a form stands."""

    onderwerp: str
    aanhef: str
    aanhef_zonder: str
    inleiding: str
    delen: dict[Terugstand, Begrip]
    medewerker: str
    bestand: str
    plaats: str
    punt: str
    punt_zonder: str
    meer: Meervoud
    terug: str
    terug_zonder: str
    slot: str


class Startpagina(Record):
    """Words of the start pages: documents by stem, kinds of file by ending, how a form stands, and what to do next."""

    documenten: dict[str, str]
    soorten: dict[str, str]
    standen: dict[Terugstand, str]
    stappen: dict[str, Meervoud]


class Cijferwoorden(Record):
    """Headers of cijfers.csv."""

    kolommen: tuple[str, str, str, str, str, str]


class Vervallenwoorden(Record):
    """Why a file lies in vervallen/, and what a reader of the start page has to know of that folder."""

    titel: str
    lezen: str
    redenen: dict[Vervalreden, str]


class Wording(Record):
    """The whole of schemas/reports.yaml."""

    onbekend: str
    en: str
    pagina: str
    blad_vol: str
    meer: str
    persoon: str
    zonder_leidinggevende: str
    statussen: dict[Dekkingstatus, Begrip]
    formulieren: dict[Formulierstatus, str]
    ernst: dict[Severity, str]
    signaal: dict[Ernst, str]
    geen_signaal: str
    dekking: Dekkingblad
    opmerkingen: Opmerkingen
    samenvatting: Samenvattingblad
    afwezigheid: Afwezigheidblad
    competenties: Competentieblad
    kernopgaven: Kernopgaveblad
    bevindingen: Bevindingenblad
    overzicht: Overzichtblad
    koepel: Koepelwoorden
    startpagina: Startpagina
    herinnering: Herinneringwoorden
    cijfers: Cijferwoorden
    vervallen: Vervallenwoorden
    wijzigingen: Wijzigingenblad
    leren: Leerwoorden


@cache
def load_wording() -> Wording:
    """The shipped words, read once per process."""
    return load_schema("reports.yaml", Wording)


def person(medewerker: Medewerker) -> str:
    """Name and personeelsnummer, as in "Anna de Vries (1001)"."""
    return load_wording().persoon.format(naam=medewerker.naam, nummer=medewerker.personeelsnummer)


def listed(words: Sequence[str]) -> str:
    """Words in a row: "a", "a en b", "a, b en c"."""
    *before, last = words
    return load_wording().en.join([", ".join(before), last]) if before else last


def first_few(words: Sequence[str], most: int = FEW) -> str:
    """Words in a row; of a longer row the first few and how many more there are: nobody reads all."""
    rest = len(words) - most
    return listed([*words[:most], load_wording().meer.format(aantal=rest)] if rest > 1 else words)


def some_people(nummers: Iterable[str], team: Mapping[str, Medewerker], most: int = FEW) -> str:
    """People by name and number, the first few."""
    return first_few([person(team[nummer]) for nummer in nummers], most)


def counted(counts: Mapping[Dekkingstatus, int]) -> str:
    """Counts per status in words, weakest first: "2 ongedekt, 1 kwetsbaar"; "" when all are zero."""
    words = load_wording().statussen
    return ", ".join(f"{counts[status]} {words[status].woord}" for status in WEAKEST_FIRST if counts.get(status))
