"""A former period as its files hold it: what a next one compares with."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from pydantic import ConfigDict, Field

from pipeline.model.analysed import Dekkingstatus
from pipeline.model.judged import Status
from pipeline.model.record import Record

PERIODE = r"[12][0-9]{3}-(0[1-9]|1[0-2])"  # becomes the name of a folder


class FormerRecord(Record):
    """What is read back from a file of a former run."""

    model_config = ConfigDict(extra="ignore", allow_inf_nan=False)  # keys may be added (design.md 2.4)


class Antwoord(FormerRecord):
    """The answers of one row, as in records.Keuze."""

    gekozen: bool | None = None
    uren: float | None = None
    toelichting: str = ""


class Gewijzigd(FormerRecord):
    """The block "Gewijzigd sinds ..." of a profile: the period that it was held against (JJJJ-MM), and its lines."""

    sinds: str = Field(pattern=f"^{PERIODE}$")
    regels: tuple[str, ...]


class Profielstand(FormerRecord):
    """What is kept of a profile. kenmerken: field -> a few signs of the hash of what it showed, "" left out."""

    versie: str
    kenmerken: dict[str, str] = {}
    gewijzigd: Gewijzigd | None = None


class VorigeMedewerker(FormerRecord):
    """Who it was, as the team workbook said; contracturen in hours per week, None when unknown."""

    naam: str = ""
    contracturen: float | None = None


class VorigFormulier(FormerRecord):
    """An accepted form. formulier: the id in its stamp ("" when it had none).

    medewerker and profiel are kept since version 0.2: before that they are blank.
    vervallen: sheet -> code -> answers at codes that the catalog of that period did not have any more.
    """

    bestand: str
    sha256: str
    formulier: str = ""
    medewerker: VorigeMedewerker = VorigeMedewerker()
    functie: dict[str, str | float | None] = {}
    kerntaken: dict[str, Antwoord] = {}
    kernopgaven: dict[str, Antwoord] = {}
    competenties: dict[str, Antwoord] = {}
    vervallen: dict[str, dict[str, Antwoord]] = {}
    profiel: Profielstand | None = None

    def keuzes(self, blad: str) -> dict[str, Antwoord]:
        """The answers by code of "kerntaken", "kernopgaven" or "competenties"."""
        return {**self._geteld(blad), **self.vervallen.get(blad, {})}

    def gekozen(self, blad: str) -> dict[str, Antwoord]:
        """The chosen rows by code; those of `vervallen` did not count."""
        return {code: keuze for code, keuze in self._geteld(blad).items() if keuze.gekozen}

    def _geteld(self, blad: str) -> dict[str, Antwoord]:
        own: dict[str, dict[str, Antwoord]] = {
            "kerntaken": self.kerntaken,
            "kernopgaven": self.kernopgaven,
            "competenties": self.competenties,
        }
        return own[blad]

    @property
    def naam(self) -> str:
        """Name of the person."""
        return self.medewerker.naam or str(self.functie.get("naam") or "")


class EerderFormulier(VorigFormulier):
    """The latest accepted form of somebody who had none in the period that kept it, with its own period."""

    periode: str = Field(pattern=f"^{PERIODE}$")


class VorigeIngang(FormerRecord):
    """An entry of the catalog as it was: its name, and the hash of what people read of it."""

    naam: str
    kenmerk: str


class VorigeCatalogus(FormerRecord):
    """The catalog of that period."""

    id: str


class VorigeAntwoorden(FormerRecord):
    """antwoorden.json. ingangen: sheet -> code -> entry, {} where that was not kept yet."""

    soort: Literal["profielbouwer.antwoorden/1"] = Field(alias="schema")
    catalogus: VorigeCatalogus
    steunpunt: str
    ingangen: dict[str, dict[str, VorigeIngang]] = {}
    formulieren: dict[str, VorigFormulier]
    eerder: dict[str, EerderFormulier] = {}


class VorigeMelding(FormerRecord):
    """A finding in words. rij and kolom: its place by catalog code and key, where that is known."""

    code: str
    ernst: str
    blad: str
    tekst: str
    oplossing: str
    rij: str = ""
    kolom: str = ""


class VorigeAfspraak(FormerRecord):
    """The agreement on a signal."""

    geldig_tot: dt.date


class VorigSignaal(FormerRecord):
    """A signal of overload in words."""

    personeelsnummer: str
    code: str
    ernst: Literal["rood", "oranje", "info"]
    tekst: str
    afspraak: VorigeAfspraak | None = None
    verlopen: bool = False


class VorigeDekking(FormerRecord):
    """Coverage of a kerntaak: uren is the sum of the known hours, uren_onbekend the number of holders without."""

    kerntaak: str
    status: Dekkingstatus
    uren: float
    uren_onbekend: int = 0


class FormulierStand(FormerRecord):
    """A form and what became of it, in run.json."""

    bestand: str
    personeelsnummer: str | None = None
    status: Status | None = None
    bevindingen: tuple[VorigeMelding, ...]


class VorigSteunpunt(FormerRecord):
    """One steunpunt of run.json, as far as the next period needs it."""

    map: str
    status: Literal["gelezen", "onleesbaar"]
    formulieren: tuple[FormulierStand, ...]
    ontbrekend: tuple[str, ...] = ()
    dekking: tuple[VorigeDekking, ...] = ()
    overbelasting: tuple[VorigSignaal, ...]

    def meldingen(self, bestand: str) -> tuple[VorigeMelding, ...]:
        """The findings on a form."""
        return next((form.bevindingen for form in self.formulieren if form.bestand == bestand), ())


class VorigeRun(FormerRecord):
    """run.json, as far as the next period needs it."""

    soort: Literal["profielbouwer.run/1"] = Field(alias="schema")
    periode: str = Field(pattern=f"^{PERIODE}$")
    steunpunten: tuple[VorigSteunpunt, ...]
    bestanden: dict[str, str]


@dataclass(frozen=True, slots=True)
class VorigeStand:
    """How one steunpunt stood in a former period; periode is JJJJ-MM.

    verloop: number of kerntaken by status, by period up to this one, the oldest first.
    """

    periode: str
    steunpunt: VorigSteunpunt
    antwoorden: VorigeAntwoorden
    verloop: Sequence[tuple[str, Mapping[Dekkingstatus, int]]] = ()

    @property
    def laatste(self) -> dict[str, EerderFormulier]:
        """The latest accepted form of each person by personeelsnummer, with its period: then or before."""
        then = self.antwoorden.formulieren.items()
        return self.antwoorden.eerder | {
            nummer: EerderFormulier(periode=self.periode, **dict(form)) for nummer, form in then
        }
