"""The words of every sheet of a report: its name, title and columns, and what else is said on it."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from pipeline.definitions.phrase import Aantal, Begrip, Meervoud
from pipeline.model.analysed import Dekkingstatus
from pipeline.model.record import Record


class Kop(Record):
    """A column: header text and width in characters."""

    kop: str
    breedte: float


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
