"""A former period as it stands in its folder: run.json, and the accepted answers of each steunpunt."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from pipeline.findings import Address, Finding, Stop


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore", allow_inf_nan=False)  # keys may be added (design.md 2.4)


class Antwoord(_Record):
    """The answers of one row, as in records.Keuze."""

    gekozen: bool | None = None
    uren: float | None = None
    toelichting: str = ""


class VorigFormulier(_Record):
    """An accepted form. formulier: the id in its stamp ("" when it had none).

    vervallen: sheet -> code -> answers at codes that the catalog of that period did not have any more.
    """

    bestand: str
    sha256: str
    formulier: str = ""
    functie: dict[str, str | float | None] = {}
    kerntaken: dict[str, Antwoord] = {}
    kernopgaven: dict[str, Antwoord] = {}
    competenties: dict[str, Antwoord] = {}
    vervallen: dict[str, dict[str, Antwoord]] = {}

    def keuzes(self, blad: str) -> dict[str, Antwoord]:
        """The answers by code of "kerntaken", "kernopgaven" or "competenties"."""
        own: dict[str, dict[str, Antwoord]] = {
            "kerntaken": self.kerntaken,
            "kernopgaven": self.kernopgaven,
            "competenties": self.competenties,
        }
        return {**own[blad], **self.vervallen.get(blad, {})}


class VorigeIngang(_Record):
    """An entry of the catalog as it was: its name, and the hash of what people read of it."""

    naam: str
    kenmerk: str


class VorigeCatalogus(_Record):
    """The catalog of that period."""

    id: str


class VorigeAntwoorden(_Record):
    """antwoorden.json. ingangen: sheet -> code -> entry, {} where that was not kept yet."""

    soort: Literal["profielbouwer.antwoorden/1"] = Field(alias="schema")
    catalogus: VorigeCatalogus
    steunpunt: str
    ingangen: dict[str, dict[str, VorigeIngang]] = {}
    formulieren: dict[str, VorigFormulier]


class Melding(_Record):
    """A finding in words. rij and kolom: its place by catalog code and key, where that is known."""

    code: str
    ernst: str
    blad: str
    tekst: str
    oplossing: str
    rij: str = ""
    kolom: str = ""


class VorigeAfspraak(_Record):
    """The agreement on a signal."""

    geldig_tot: dt.date


class VorigSignaal(_Record):
    """A signal of overload in words."""

    personeelsnummer: str
    code: str
    ernst: Literal["rood", "oranje", "info"]
    tekst: str
    afspraak: VorigeAfspraak | None = None
    verlopen: bool = False


class _Formulier(_Record):
    bestand: str
    bevindingen: tuple[Melding, ...]


class VorigSteunpunt(_Record):
    """One steunpunt of run.json, as far as the next period needs it."""

    map: str
    status: Literal["gelezen", "onleesbaar"]
    formulieren: tuple[_Formulier, ...]
    overbelasting: tuple[VorigSignaal, ...]

    def meldingen(self, bestand: str) -> tuple[Melding, ...]:
        """The findings on a form."""
        return next((form.bevindingen for form in self.formulieren if form.bestand == bestand), ())


class _Run(_Record):
    soort: Literal["profielbouwer.run/1"] = Field(alias="schema")
    periode: str = Field(pattern=r"^[12][0-9]{3}-(0[1-9]|1[0-2])$")  # becomes the name of a folder
    steunpunten: tuple[VorigSteunpunt, ...]
    bestanden: dict[str, str]


@dataclass(frozen=True)
class Vorige:
    """A former period: its folder and its run.json."""

    pad: Path
    run: _Run

    @property
    def periode(self) -> str:
        """The period, JJJJ-MM."""
        return self.run.periode

    @cached_property
    def steunpunten(self) -> dict[str, VorigSteunpunt]:
        """The steunpunten by their folder below the input."""
        return {steunpunt.map: steunpunt for steunpunt in self.run.steunpunten}

    def antwoorden(self, map_: str) -> VorigeAntwoorden | None:
        """The accepted answers of a steunpunt; None when it had none then.

        Raises Stop when the file is not the one that run.json names: then answers could be missing.
        """
        steunpunt = self.steunpunten.get(map_)
        if steunpunt is None or steunpunt.status == "onleesbaar":
            return None
        relative = f"{map_}/antwoorden.json"
        data = _read(self.pad / relative)
        if self.run.bestanden.get(relative) != hashlib.sha256(data).hexdigest():
            raise Stop([Finding("vorige_antwoorden", Address(relative))])
        return _parsed(VorigeAntwoorden, data, Finding("vorige_antwoorden", Address(relative)))


def open_vorige(pad: Path) -> Vorige:
    """The former period in a folder. Raises Stop when it holds no run.json that can be used."""
    fault = Finding("vorige_ontbreekt", Address(pad.name))
    return Vorige(pad, _parsed(_Run, _read(pad / "run.json"), fault))


def _read(path: Path) -> bytes:
    """The bytes of a file; none when it cannot be read, which no content is valid for."""
    try:
        return path.read_bytes()
    except OSError:
        return b""


_T = TypeVar("_T", bound=_Record)


def _parsed(kind: type[_T], data: bytes, fault: Finding) -> _T:
    try:
        return kind.model_validate_json(data)
    except ValidationError as error:
        raise Stop([fault]) from error
