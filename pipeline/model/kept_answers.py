"""antwoorden.json: the accepted answers of a steunpunt, for the next period. Its keys are declared here alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from typing import Annotated, Literal

from pydantic import Field, PlainSerializer

from pipeline.model.catalog import COMPETENTIES, KERNOPGAVEN, KERNTAKEN
from pipeline.model.development import KlareAfspraak
from pipeline.model.judged import Keuze
from pipeline.model.kept_run import KeptCatalogus
from pipeline.model.record import PERIODE, Json, Kept, Number

Periode = Annotated[str, Field(pattern=f"^{PERIODE}$")]


DEVELOPMENT = frozenset({"catalogus", "ontwikkeling", "punten_eerder", "ontwikkeldocument"})
MORE = ("past", "nodig", "mate", "ontwikkelen")  # answers that only some forms ask for


def _choices(keuzes: Mapping[str, Keuze]) -> Json:
    return {code: _more({"gekozen": k.gekozen, "toelichting": k.toelichting}, k) for code, k in keuzes.items()}


def _choices_with_hours(keuzes: Mapping[str, Keuze]) -> Json:
    return {
        code: _more({"gekozen": k.gekozen, "toelichting": k.toelichting, "uren": k.uren}, k)
        for code, k in keuzes.items()
    }


def _choices_in_order(keuzes: Mapping[str, Keuze]) -> Json:
    return {
        code: _more({"gekozen": k.gekozen, "uren": k.uren, "toelichting": k.toelichting}, k)
        for code, k in keuzes.items()
    }


def _more(written: Json, keuze: Keuze) -> Json:
    """The same with the answers that only some forms ask for, where there are any."""
    if keuze.past is not None or keuze.nodig or keuze.mate or keuze.ontwikkelen:
        written |= {key: value for key in MORE if (value := getattr(keuze, key)) not in (None, "")}
    return written


# The keys of an answer as they were first written: without hours where there are none, and those last.
Keuzes = Annotated[dict[str, Keuze], PlainSerializer(_choices)]
Urenkeuzes = Annotated[dict[str, Keuze], PlainSerializer(_choices_with_hours)]
_AllKeys = Annotated[dict[str, Keuze], PlainSerializer(_choices_in_order)]


def _leave_out_blank(written: Json, keys: Collection[str]) -> None:
    for key in keys:
        if not written[key]:
            del written[key]


class Gewijzigd(Kept):
    """The block "Gewijzigd sinds ..." of a profile: the period that it was held against (JJJJ-MM), and its lines."""

    sinds: Periode
    regels: tuple[str, ...]


class Profielstand(Kept):
    """What is kept of a profile. versie: signs of the hash of what it shows; nummer: counts up with every other versie.

    kenmerken: field -> a few signs of the hash of what it showed, "" left out.
    """

    versie: str
    nummer: int = 1
    kenmerken: dict[str, str] = {}
    gewijzigd: Gewijzigd | None = None


class KeptMedewerker(Kept):
    """Who it was, as the team workbook said; contracturen in hours per week, None when unknown."""

    naam: str = ""
    contracturen: Number | None = None


class KeptAfspraak(Kept):
    """An agreement about learning, as it was read."""

    bij_code: str = ""
    afspraak: str = ""
    vorm: str = ""
    met_wie: str = ""
    gereed_op: dt.date | None = None
    klaar_op: dt.date | None = None
    punten: Number | None = None


class KeptFormulier(Kept):
    """An accepted form. formulier: the id in its stamp ("" when it had none).

    medewerker and profiel are kept since version 0.2: before that they are blank.
    vervallen: sheet -> code -> answers at codes that the catalog of that period did not have any more.
    catalogus: "" for the default one; punten_eerder: done agreements of earlier forms; ontwikkeldocument: what is kept
    of the development document.
    """

    bestand: str
    sha256: str
    formulier: str = ""
    medewerker: KeptMedewerker = Field(default_factory=KeptMedewerker)
    functie: dict[str, str | Number | None] = {}
    kerntaken: Urenkeuzes = {}
    kernopgaven: Keuzes = {}
    competenties: Keuzes = {}
    vervallen: dict[str, Urenkeuzes] = {}
    profiel: Profielstand | None = None
    catalogus: str = ""
    ontwikkeling: tuple[KeptAfspraak, ...] = ()
    punten_eerder: tuple[KlareAfspraak, ...] = ()
    ontwikkeldocument: Profielstand | None = None

    def keuzes(self, blad: str) -> dict[str, Keuze]:
        """The answers by code of a sheet with choices."""
        return {**self._geteld(blad), **self.vervallen.get(blad, {})}

    def gekozen(self, blad: str) -> dict[str, Keuze]:
        """The chosen rows by code; those of `vervallen` did not count."""
        return {code: keuze for code, keuze in self._geteld(blad).items() if keuze.gekozen}

    def _geteld(self, blad: str) -> dict[str, Keuze]:
        own: dict[str, dict[str, Keuze]] = {
            KERNTAKEN: self.kerntaken,
            KERNOPGAVEN: self.kernopgaven,
            COMPETENTIES: self.competenties,
        }
        return own[blad]

    @property
    def naam(self) -> str:
        """Name of the person."""
        return self.medewerker.naam or str(self.functie.get("naam") or "")


class EerderFormulier(KeptFormulier):
    """The latest accepted form of somebody who had none in the period that kept it, with its own period.

    Its answers are written with all keys.
    """

    kerntaken: _AllKeys = {}
    kernopgaven: _AllKeys = {}
    competenties: _AllKeys = {}
    vervallen: dict[str, _AllKeys] = {}
    periode: Periode


class KeptIngang(Kept):
    """An entry of the catalog as it was: its name, and the hash of what people read of it."""

    naam: str
    kenmerk: str


class KeptAndereCatalogus(Kept):
    """A catalog beside the default one that somebody is on, as `catalogus` and `ingangen` have that one."""

    catalogus: KeptCatalogus
    ingangen: dict[str, dict[str, KeptIngang]] = {}


class KeptAntwoorden(Kept):
    """The whole of antwoorden.json, by personeelsnummer.

    ingangen: sheet -> code -> entry, {} where that was not kept yet; eerder: the latest form of team members of whom
    none is accepted; andere: by id the catalogs beside the default one.
    """

    soort: Literal["profielbouwer.antwoorden/1"] = Field(default="profielbouwer.antwoorden/1", alias="schema")
    catalogus: KeptCatalogus
    ingangen: dict[str, dict[str, KeptIngang]] = {}
    andere: dict[str, KeptAndereCatalogus] = {}
    steunpunt: str
    formulieren: dict[str, KeptFormulier]
    eerder: dict[str, EerderFormulier] = {}

    def as_json(self) -> Json:
        """As of any record, without what only some have: the files of the others stay as they were.

        That are other catalogs, and what only some forms ask.
        """
        written = super().as_json()
        for form in (*written["formulieren"].values(), *written["eerder"].values()):
            _leave_out_blank(form, DEVELOPMENT)
        _leave_out_blank(written, {"andere"})
        return written

    def van(self, formulier: KeptFormulier) -> tuple[KeptCatalogus, dict[str, dict[str, KeptIngang]]]:
        """The catalog that a form was on, and its entries."""
        other = self.andere.get(formulier.catalogus)
        return (other.catalogus, other.ingangen) if other else (self.catalogus, self.ingangen)
