"""A former period as it stands in its folder: run.json, and the accepted answers of each steunpunt."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from pipeline.delivery.period.folder import RECORD, Periodemap
from pipeline.model.analysed import Dekkingstatus
from pipeline.model.findings import Address, Finding, Stop
from pipeline.model.judged import Status

ANTWOORDEN = "antwoorden.json"
PERIODE = r"[12][0-9]{3}-(0[1-9]|1[0-2])"  # becomes the name of a folder


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore", allow_inf_nan=False)  # keys may be added (design.md 2.4)


class Antwoord(_Record):
    """The answers of one row, as in records.Keuze."""

    gekozen: bool | None = None
    uren: float | None = None
    toelichting: str = ""


class Gewijzigd(_Record):
    """The block "Gewijzigd sinds ..." of a profile: the period that it was held against (JJJJ-MM), and its lines."""

    sinds: str = Field(pattern=f"^{PERIODE}$")
    regels: tuple[str, ...]


class Profielstand(_Record):
    """What is kept of a profile. kenmerken: field -> a few signs of the hash of what it showed, "" left out."""

    versie: str
    kenmerken: dict[str, str] = {}
    gewijzigd: Gewijzigd | None = None


class VorigeMedewerker(_Record):
    """Who it was, as the team workbook said; contracturen in hours per week, None when unknown."""

    naam: str = ""
    contracturen: float | None = None


class VorigFormulier(_Record):
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
    eerder: dict[str, EerderFormulier] = {}


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


class VorigeDekking(_Record):
    """Coverage of a kerntaak: uren is the sum of the known hours, uren_onbekend the number of holders without."""

    kerntaak: str
    status: Dekkingstatus
    uren: float
    uren_onbekend: int = 0


class _Formulier(_Record):
    bestand: str
    personeelsnummer: str | None = None
    status: Status | None = None
    bevindingen: tuple[Melding, ...]


class VorigSteunpunt(_Record):
    """One steunpunt of run.json, as far as the next period needs it."""

    map: str
    status: Literal["gelezen", "onleesbaar"]
    formulieren: tuple[_Formulier, ...]
    ontbrekend: tuple[str, ...] = ()
    dekking: tuple[VorigeDekking, ...] = ()
    overbelasting: tuple[VorigSignaal, ...]

    def meldingen(self, bestand: str) -> tuple[Melding, ...]:
        """The findings on a form."""
        return next((form.bevindingen for form in self.formulieren if form.bestand == bestand), ())


class _Run(_Record):
    soort: Literal["profielbouwer.run/1"] = Field(alias="schema")
    periode: str = Field(pattern=f"^{PERIODE}$")
    steunpunten: tuple[VorigSteunpunt, ...]
    bestanden: dict[str, str]


@dataclass(frozen=True, slots=True)
class Stand:
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


@dataclass(frozen=True, slots=True)
class Voorganger:
    """The former period that a run is held against: its folder, and its name (JJJJ-MM)."""

    pad: Path
    periode: str


def former_period(uitvoer: Path, periode: str) -> Voorganger | None:
    """The latest period before this one (JJJJ-MM) that was finished; None when there is none."""
    found = [path for path in uitvoer.glob("*/run.json") if re.fullmatch(PERIODE, path.parent.name, re.ASCII)]
    latest = max((path.parent for path in found if path.parent.name < periode), default=None)
    return Voorganger(latest, latest.name) if latest else None


def check_vorige(pad: Path, periode: str, mappen: Iterable[str]) -> Voorganger:
    """A former period that a person named. Raises Stop when it cannot be used for these steunpunten."""
    vorige = open_vorige(pad)
    if vorige.periode >= periode:
        raise Stop([Finding("vorige_later", Address(pad.name))])
    check_answers(vorige, mappen)
    return Voorganger(pad, vorige.periode)


def check_answers(vorige: Vorige, mappen: Iterable[str]) -> None:
    """Look at the answers of these steunpunten. Raises Stop when one cannot be used, or none of them was there."""
    known = [map_ for map_ in mappen if map_ in vorige.steunpunten]
    if not known:
        raise Stop([Finding("vorige_past_niet")])
    for map_ in known:
        vorige.antwoorden(map_)


def stand_hashes(vorige: Voorganger | None, map_: str) -> str:
    """Hashes of what `find_stand` reads: when they are the same, so is what changed since."""
    if vorige is None:
        return ""
    periodemap = Periodemap(vorige.pad)
    return " ".join([vorige.periode, *(periodemap.sha256(f"{map_}/{name}") for name in (RECORD, ANTWOORDEN))])


def find_stand(vorige: Voorganger | None, map_: str) -> tuple[Stand | None, tuple[Finding, ...]]:
    """How a steunpunt stood in the former period, None when it was not there or could not be read.

    One that cannot be used is a warning, not a stop: all but what changed can be told without it.
    """
    if vorige is None or not Periodemap(vorige.pad).sha256(f"{map_}/{RECORD}"):
        return None, ()
    try:
        return _stand(vorige, map_), ()
    except (ValidationError, KeyError, OSError):
        return None, (Finding("vorige_onbruikbaar", Address(vorige.pad.name)),)


def _stand(vorige: Voorganger, map_: str) -> Stand | None:
    """From the record of the steunpunt, which names the hash of its answers."""
    record = Periodemap(vorige.pad).present_record(f"{map_}/{RECORD}")
    steunpunt = VorigSteunpunt.model_validate(record["steunpunt"])
    if steunpunt.status == "onleesbaar":
        return None
    data = (vorige.pad / map_ / ANTWOORDEN).read_bytes()
    if record["bestanden"][f"{map_}/{ANTWOORDEN}"] != hashlib.sha256(data).hexdigest():
        raise FileNotFoundError(ANTWOORDEN)  # it is there, but not as it was
    return Stand(vorige.periode, steunpunt, VorigeAntwoorden.model_validate_json(data), record["verloop"])


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
