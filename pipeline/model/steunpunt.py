"""The team workbook, judged: a steunpunt, its team and its agreements."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from pipeline.model.catalog import Catalog, Groep, Voorbeeldprofiel
from pipeline.model.stray import Thuis


@dataclass(frozen=True, slots=True)
class Medewerker:
    """One row of the sheet Team. contracturen: hours per week, None when unknown; catalogus: id, "" for the default."""

    personeelsnummer: str
    naam: str
    functienaam: str = ""
    contracturen: float | None = None
    leidinggevende: str = ""
    voorbeeldprofiel: str = ""
    catalogus: str = ""


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
    that could not be used; andere: the catalogs beside the default one that its team has, by id; zonder_catalogus:
    personeelsnummers of rows that name a catalog that there is not; verdeling: personeelsnummer -> kerntaak -> hours
    per week (None: not known) of those whose hours were divided on the sheet of that name; voorbeelden: example
    profiles of its own, by id of their catalog.
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
    andere: Mapping[str, Catalog] = field(default_factory=dict)
    zonder_catalogus: frozenset[str] = frozenset()
    verdeling: Mapping[str, Mapping[str, float | None]] = field(default_factory=dict)
    voorbeelden: Mapping[str, tuple[Voorbeeldprofiel, ...]] = field(default_factory=dict)

    def catalogus_van(self, medewerker: Medewerker | None, standaard: Catalog) -> Catalog:
        """The catalog of somebody's profession."""
        return self.andere.get(medewerker.catalogus, standaard) if medewerker else standaard

    def catalogi(self, standaard: Catalog) -> tuple[Catalog, ...]:
        """The catalogs that take part: those that a row of Team has, the default one first."""
        default = any(medewerker.catalogus not in self.andere for medewerker in self.team)
        return (*((standaard,) if default else ()), *self.andere.values())

    def eigen_voorbeelden(self, catalog: Catalog) -> tuple[Voorbeeldprofiel, ...]:
        """Its own example profiles of a catalog."""
        return self.voorbeelden.get(catalog.id, ())

    @property
    def nummers(self) -> frozenset[str]:
        """The personeelsnummers of the team."""
        return frozenset(medewerker.personeelsnummer for medewerker in self.team)

    @property
    def thuis(self) -> Thuis:
        """The steunpunt as the place where forms belong."""
        return Thuis(self.map, self.naam, tuple(medewerker.personeelsnummer for medewerker in self.team))

    @property
    def solist(self) -> bool:
        """Whether one person does it all: one row on Team."""
        return len(self.team) + self.onbruikbaar == 1

    def voert_uit(self, groep: Groep) -> bool:
        """Whether the steunpunt performs a group."""
        return groep.performed(self.uitgevoerd)
