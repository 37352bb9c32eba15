"""What the stages hand to each other: plain frozen records, each value with its address until the message."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from pipeline.model.findings import Finding

Value = str | float | bool | dt.date | dt.datetime | dt.time | dt.timedelta | None
Status = Literal["goedgekeurd", "afgekeurd", "onleesbaar"]
Dekkingstatus = Literal["gedekt", "kwetsbaar", "op_papier", "ongedekt", "niet_gekozen"]
Ernst = Literal["rood", "oranje", "info"]


# --- as read -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Answer:
    """One cell as typed, blank or not: numbers as float, text stripped of control characters only. `cel` like "F7"."""

    value: Value
    cel: str


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table sheet: its Code as typed ("" where the sheet has none) and its answers by column key."""

    code: str
    answers: Mapping[str, Answer]


@dataclass(frozen=True, slots=True)
class Werkmap:
    """A form or team workbook as read, unjudged.

    velden: sheet key -> label key -> answer; tabellen: sheet key -> rows in the order of the file. A sheet or label
    that was not found is absent and stands in findings. stempel: the hidden stamp, {} when there is none. namen: sheet
    key -> the name that the sheet has in this file, for people rename sheets.
    """

    bestand: str
    sha256: str
    stempel: Mapping[str, str]
    velden: Mapping[str, Mapping[str, Answer]]
    tabellen: Mapping[str, tuple[Row, ...]]
    findings: tuple[Finding, ...] = ()
    leesbaar: bool = True
    namen: Mapping[str, str] = field(default_factory=dict)


# --- the steunpunt -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Medewerker:
    """One row of the sheet Team. contracturen: hours per week, None when unknown."""

    personeelsnummer: str
    naam: str
    functienaam: str = ""
    contracturen: float | None = None
    leidinggevende: str = ""
    voorbeeldprofiel: str = ""


@dataclass(frozen=True, slots=True)
class Afspraak:
    """An accepted warning (Stap 4: "Maak goede afspraken"): holds up to and including geldig_tot."""

    personeelsnummer: str
    signaal: str
    reden: str
    geldig_tot: dt.date


@dataclass(frozen=True, slots=True)
class Steunpunt:
    """The team workbook, judged.

    map: folder below the input, with '/'; uitgevoerd: codes of performed groups; onbruikbaar: number of rows on Team
    that could not be used.
    """

    map: str
    naam: str
    gemeente: str = ""
    koepel: str = ""
    uitgevoerd: frozenset[str] = frozenset()
    team: tuple[Medewerker, ...] = ()
    behoefte: Mapping[str, float] = field(default_factory=dict)
    afspraken: tuple[Afspraak, ...] = ()
    onbruikbaar: int = 0

    @property
    def solist(self) -> bool:
        """Whether one person does it all: one row on Team."""
        return len(self.team) + self.onbruikbaar == 1


# --- judged --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Keuze:
    """What was answered on one row: chosen (None: blank), hours per week (None: unknown), note verbatim."""

    gekozen: bool | None = None
    uren: float | None = None
    toelichting: str = ""


@dataclass(frozen=True, slots=True)
class Antwoorden:
    """An accepted form.

    medewerker is what holds (the team workbook before the form); doel to opmerkingen, the three mappings and functie
    (naam, functienaam, contracturen and so on, by key) are the answers as read. The mappings hold, in catalog order,
    the rows with any answer; kerntaken that are always present are always in and chosen. formulier: id in the stamp;
    vervallen: sheet -> code -> answers at codes that this version of the catalog does not have.
    """

    bestand: str
    sha256: str
    medewerker: Medewerker
    doel: str = ""
    peildatum: dt.date | None = None
    afspraken: str = ""
    opmerkingen: str = ""
    kerntaken: Mapping[str, Keuze] = field(default_factory=dict)
    kernopgaven: Mapping[str, Keuze] = field(default_factory=dict)
    competenties: Mapping[str, Keuze] = field(default_factory=dict)
    functie: Mapping[str, str | float | None] = field(default_factory=dict)
    formulier: str = ""
    vervallen: Mapping[str, Mapping[str, Keuze]] = field(default_factory=dict)

    @property
    def personeelsnummer(self) -> str:
        """The number of the team member whose form this is."""
        return self.medewerker.personeelsnummer

    @property
    def taken(self) -> dict[str, Keuze]:
        """The chosen kerntaken."""
        return {code: keuze for code, keuze in self.kerntaken.items() if keuze.gekozen}

    @property
    def gekozen_kernopgaven(self) -> dict[str, Keuze]:
        """The chosen kernopgaven."""
        return {code: keuze for code, keuze in self.kernopgaven.items() if keuze.gekozen}

    @property
    def gekozen_competenties(self) -> dict[str, Keuze]:
        """The chosen competenties."""
        return {code: keuze for code, keuze in self.competenties.items() if keuze.gekozen}

    @property
    def bekende_uren(self) -> float:
        """Sum of the known hours of the chosen kerntaken, per week."""
        return sum(keuze.uren for keuze in self.taken.values() if keuze.uren is not None)


@dataclass(frozen=True, slots=True)
class Oordeel:
    """A form and what became of it. antwoorden only when goedgekeurd; werkmap is kept for the returned form."""

    werkmap: Werkmap
    status: Status
    personeelsnummer: str | None
    findings: tuple[Finding, ...]
    antwoorden: Antwoorden | None = None


@dataclass(frozen=True, slots=True)
class Beoordeeld:
    """A steunpunt with all its forms judged; findings are those of the steunpunt itself.

    leesbaar is False when its team workbook cannot be used at all: then there are no forms and no reports.
    """

    steunpunt: Steunpunt
    oordelen: tuple[Oordeel, ...] = ()
    findings: tuple[Finding, ...] = ()
    ontbrekend: tuple[str, ...] = ()  # personeelsnummers of the team without any form
    leesbaar: bool = True

    @property
    def antwoorden(self) -> tuple[Antwoorden, ...]:
        """The accepted forms, in the order of the team."""
        plaats = {medewerker.personeelsnummer: nummer for nummer, medewerker in enumerate(self.steunpunt.team)}
        accepted = [oordeel.antwoorden for oordeel in self.oordelen if oordeel.antwoorden]
        return tuple(sorted(accepted, key=lambda antwoorden: plaats[antwoorden.personeelsnummer]))

    def niet_geteld(self) -> Iterator[str]:
        """Personeelsnummers of the team whose form is missing or rejected: coverage does not know them."""
        accepted = {antwoorden.personeelsnummer for antwoorden in self.antwoorden}
        yield from (m.personeelsnummer for m in self.steunpunt.team if m.personeelsnummer not in accepted)


# --- analysed ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Dekking:
    """Who carries a kerntaak (design.md 3.4).

    uren_per_persoon: holder -> hours per week (None: unknown), in the order of the team; uren: sum of the known
    hours; behoefte: needed hours, None when not given; voorbehoud: numbers whose missing form could change status.
    """

    kerntaak: str
    basisfunctie: str | None
    status: Dekkingstatus
    uren_per_persoon: Mapping[str, float | None]
    behoefte: float | None = None
    boven_contract: tuple[str, ...] = ()
    voorbehoud: tuple[str, ...] = ()

    @property
    def uitvoerders(self) -> tuple[str, ...]:
        """Personeelsnummers of the holders."""
        return tuple(self.uren_per_persoon)

    @property
    def uren(self) -> float:
        """Sum of the known hours per week."""
        return sum(uren for uren in self.uren_per_persoon.values() if uren is not None)

    @property
    def uren_onbekend(self) -> int:
        """Number of holders whose hours are unknown."""
        return sum(uren is None for uren in self.uren_per_persoon.values())


@dataclass(frozen=True, slots=True)
class Signaal:
    """A sign of overload (design.md 3.5). afspraak: the agreement that covers it, valid or expired (`verlopen`)."""

    personeelsnummer: str
    code: str
    ernst: Ernst
    values: Mapping[str, str] = field(default_factory=dict)
    afspraak: Afspraak | None = None
    verlopen: bool = False

    @property
    def aanvaard(self) -> bool:
        """Whether a valid agreement accepts this signal."""
        return self.afspraak is not None and not self.verlopen


@dataclass(frozen=True, slots=True)
class Omvang:
    """Hours of one person against the contract, per week; contract None when unknown."""

    personeelsnummer: str
    contract: float | None
    bekend: float
    taken: int
    zonder_uren: int


@dataclass(frozen=True, slots=True)
class Analyse:
    """What the reports of one steunpunt tell: coverage of every kerntaak, hours and signals per person."""

    dekking: tuple[Dekking, ...]
    omvang: tuple[Omvang, ...]
    signalen: tuple[Signaal, ...]


class Taakcijfer(NamedTuple):
    """One kerntaak in the figures of a steunpunt: its holders, the sum of their known hours, the hours they have left.

    ruimte: hours per week under contract that the holders have left together, over those of whom contract and all
    hours are known.
    """

    kerntaak: str
    status: Dekkingstatus
    mensen: int
    uren: float
    ruimte: float


@dataclass(frozen=True, slots=True)
class Samenvatting:
    """What the umbrella sees of one steunpunt: figures only, no names and no personeelsnummers.

    afgekeurd counts unreadable forms too; uitgevoerd: the groups it performs; kerntaken: every kerntaak in catalog
    order, none when the team workbook is not readable; signalen: number of signals not accepted, by severity;
    overbelast: people with an accepted form and a red or orange signal among these; contracturen: sum of the known
    contracts of the team; uren: sum of the known hours of the accepted forms.
    """

    map: str
    naam: str
    gemeente: str
    koepel: str
    leesbaar: bool
    medewerkers: int
    goedgekeurd: int
    afgekeurd: int
    ontbrekend: int
    uitgevoerd: frozenset[str]
    kerntaken: tuple[Taakcijfer, ...]
    signalen: Mapping[Ernst, int]
    overbelast: int = 0
    contracturen: float = 0.0
    contract_onbekend: int = 0
    uren: float = 0.0
