"""The fixed words of the reports, from schemas/reports.yaml, and the phrases that several reports make of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Literal

from pydantic import Field

from pipeline.definitions.schema_files import load_schema
from pipeline.model.analysed import WEAKEST_FIRST, Dekkingstatus, Ernst
from pipeline.model.findings import Severity
from pipeline.model.judged import Formulierstatus
from pipeline.model.kept_run import Vervalreden
from pipeline.model.record import Record
from pipeline.model.returned import Terugstand
from pipeline.model.steunpunt import Medewerker

FEW = 3


class Begrip(Record):
    """A word and what it means."""

    woord: str
    uitleg: str


class Kop(Record):
    """A column: header text and width in characters."""

    kop: str
    breedte: float


class Meervoud(Record):
    """A sentence for one, and for more (with {aantal})."""

    een: str
    meer: str

    def show(self, aantal: int) -> str:
        """The sentence for this number."""
        return self.een if aantal == 1 else self.meer.format(aantal=aantal)


class Tabblad(Record):
    """What every sheet has: its name, a title, a line on how to read it, and columns by key."""

    blad: str = Field(max_length=31)
    titel: str
    lezen: str
    kolommen: dict[str, Kop]


class Dekkingblad(Tabblad):
    """Words of the matrix."""

    stand: str
    totaal: str
    zonder_formulier: str
    zonder_uren: str
    uitgevoerd: dict[Literal["ja", "nee"], str]
    legenda: str
    tekens: tuple[tuple[str, str], ...]


class Samenvattingblad(Tabblad):
    """Words of the summary per group."""

    uren: str
    breedte_aantal: float
    uitgevoerd: dict[Literal["ja", "nee"], str]
    altijd: str
    niet_uitgevoerd: str
    samen: str


class Aantal(Record):
    """A phrase for none, for one, and for more (with {aantal}); other names in braces are values of all three."""

    geen: str
    een: str
    meer: str

    def show(self, aantal: int, **values: str) -> str:
        """The phrase for this number."""
        phrase = (self.geen, self.een)[aantal] if aantal < 2 else self.meer
        return phrase.format(aantal=aantal, **values)


class Invalredenen(Record):
    """Why this colleague could stand in, part by part, and what stands between the parts."""

    tussen: str
    ruimte: str
    hoogstens: str
    krap: str
    doet_al: str
    taken: Aantal
    competenties: str


class Afwezigheidblad(Tabblad):
    """Words of the absence scan."""

    stand: str
    zonder_formulier: str
    voorstel: str
    let_op: str
    gevolgen: dict[Literal["niemand", "geen_uren", "te_weinig"], Begrip]
    al_op_papier: str
    geen: Begrip
    onzeker: Begrip
    niemand: str
    waarom_niemand: str
    redenen: Invalredenen


class Competentieblad(Tabblad):
    """Words of the competencies over the team."""

    uitleg: str
    gekozen: str
    gemist: str
    zonder_reden: str


class Kernopgaveblad(Tabblad):
    """Words of the kernopgaven over the team."""

    niet_gekozen: str


class Bevindingenblad(Tabblad):
    """Words of the list of findings."""

    steunpunt: str
    alles_goed: str


class Overzichtblad(Tabblad):
    """Words of the umbrella's table."""

    stand: str
    volgorde: str
    zonder_uren: str
    niet_genoemd: str
    mensen: str
    filteren: str
    niet_uitgevoerd: str
    onleesbaar: str
    zonder_kerntaken: str
    totaal: str
    totaal_koepel: str
    totaal_groep: str


class Leenblad(Tabblad):
    """Words of who can help whom."""

    uitleg: str


class Zwakblad(Tabblad):
    """Words of the weakest spots."""

    uitleg: str
    kerntaak: str
    steunpunt: str


class Opleidingsblad(Tabblad):
    """Words of what people of a koepel need to learn; minder and meer stand for counts of a few people."""

    uitleg: str
    minder: str
    meer: str


class Koepelwoorden(Record):
    """Words of the umbrella's other tables."""

    zonder: str
    alle: str
    tekens: dict[Dekkingstatus, str]
    teken_onleesbaar: str
    legenda: str
    lener: str
    lener_zonder_uren: str
    vrager: str
    kerntaken: Tabblad
    lenen: Leenblad
    zwakste: Zwakblad
    opleiding: Opleidingsblad


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


class Wijzigingenblad(Tabblad):
    """Words of what changed since a former period."""

    andere_catalogus: str
    profiel: str
    onderwerpen: dict[Literal["mensen", "taken", "profielen", "dekking"], str]
    mensen: dict[str, str]
    redenen: dict[str, dict[str, str]]
    pakket: Meervoud
    uren_onbekend: str
    taken: dict[str, str]
    dekking: dict[str, str]
    uren: str
    signalen: dict[str, str]
    toestand: dict[str, str]
    signaal: str
    geen: str


class Leerwoorden(Record):
    """Words of what the team learns; behoeften, vormen and standen by their codes."""

    titel: str
    stand: str
    verklaring: str
    van: str
    gekozen: str
    algemeen: str
    persoon_breedte: float
    behoeften: dict[str, str]
    vormen: dict[str, str]
    standen: dict[str, str]
    taakgebieden: Tabblad
    competenties: Tabblad
    opleidingsbehoefte: Tabblad
    afspraken: Tabblad
    punten: Tabblad


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
