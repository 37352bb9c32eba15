"""The kinds of Word document, each with made-up content on which its template is tried before it is used."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from pipeline.analysis.coverage import cover
from pipeline.analysis.rapport import make_rapport
from pipeline.analysis.workload import measure
from pipeline.definitions.document_words import load_phrases
from pipeline.model.analysed import Analyse, Signaal
from pipeline.model.catalog import Catalog
from pipeline.model.former import Gewijzigd
from pipeline.model.judged import Antwoorden, Beoordeeld, Keuze, Oordeel
from pipeline.model.steunpunt import Afspraak, Medewerker, Steunpunt
from pipeline.model.workbook import Werkmap
from pipeline.render.word.profiel import Fields, make_profiel, show_gewijzigd
from pipeline.render.word.verantwoording import make_verantwoording

NUMMER = "0000-0"
_TEXT = 'a < b & "c"\n\tVoorbeeld'  # what a template must be able to carry
_NAAM = "Steunpunt <0000-0> & Voorbeeld"
_DATE = dt.date(2009, 1, 1)
_PERIODE = "2009-01"


@dataclass(frozen=True, slots=True)
class Documentsoort:
    """A kind of document that is made from a template.

    kenmerk: the field that every document must show, to tell whose it is; vol and kaal: made-up fields for a catalog,
    in which everything is filled, and in which all that may be empty is empty.
    """

    naam: str
    kenmerk: str
    vol: Callable[[Catalog], Fields]
    kaal: Callable[[Catalog], Fields]

    def velden(self) -> Fields:
        """Fields in which every list has an entry: those that a template may use."""
        return self.vol(load_phrases().voorbeeld)

    def proeven(self, catalog: Catalog) -> tuple[Fields, Fields]:
        """What a template is tried on."""
        return self.vol(catalog), self.kaal(catalog)


# --- profile ---------------------------------------------------------------------------------------------------------


def full_profiel(catalog: Catalog) -> Fields:
    """A profile with everything that the catalog has, an agreement and both kinds of signal."""
    antwoorden = Antwoorden(
        bestand="",
        sha256="",
        medewerker=Medewerker(NUMMER, _TEXT, _TEXT, 36.0, _TEXT),
        doel=_TEXT,
        peildatum=_DATE,
        afspraken=_TEXT,
        opmerkingen=_TEXT,
        kerntaken=dict.fromkeys(catalog.kerntaak, Keuze(True, 1.5, _TEXT)),
        kernopgaven=dict.fromkeys(catalog.kernopgave, Keuze(True, None, _TEXT)),
        competenties=dict.fromkeys(catalog.competentie, Keuze(True, None, _TEXT)),
    )
    afspraak = Afspraak(NUMMER, "O3", _TEXT, _DATE)
    signalen = [Signaal(NUMMER, "O3", "rood"), Signaal(NUMMER, "O3", "rood", afspraak=afspraak)]
    profiel = make_profiel(antwoorden, Steunpunt("", _TEXT), catalog, signalen, bijlage=True)
    return {**profiel, "gewijzigd": show_gewijzigd(Gewijzigd(sinds="2009-01", regels=(_TEXT,)))}


def bare_profiel(catalog: Catalog) -> Fields:
    """A profile in which all that may be empty is empty."""
    kerntaken = {code: Keuze(True) for code in catalog.kerntaak if code in catalog.altijd}
    antwoorden = Antwoorden("", "", Medewerker(NUMMER, ""), kerntaken=kerntaken)
    return make_profiel(antwoorden, Steunpunt("", ""), catalog, (), bijlage=False)


def _signals() -> list[Signaal]:
    afspraak = Afspraak(NUMMER, "O3", _TEXT, _DATE)
    return [Signaal(NUMMER, "O3", "rood"), Signaal(NUMMER, "O3", "rood", afspraak=afspraak)]


# --- account ---------------------------------------------------------------------------------------------------------


def full_verantwoording(catalog: Catalog) -> Fields:
    """A team of which one person does all that is performed, and one group that is not: gaps, hours, an agreement."""
    uitgevoerd = frozenset(groep.code for groep in catalog.te_kiezen[:-1])
    team = tuple(Medewerker(nummer, "", contracturen=36.0) for nummer in ("1", "2"))
    performed = {kerntaak.code for kerntaak in catalog.kerntaken if kerntaak.groep in uitgevoerd}
    steunpunt = Steunpunt("", _NAAM, _TEXT, uitgevoerd=uitgevoerd, team=team)
    oordelen = []
    for medewerker, codes in zip(team, (performed | catalog.altijd, catalog.altijd), strict=True):
        antwoorden = Antwoorden("", "", medewerker, kerntaken=dict.fromkeys(codes, Keuze(True)))
        werkmap = Werkmap("", "", {}, {}, {})
        oordelen.append(Oordeel(werkmap, "goedgekeurd", medewerker.personeelsnummer, (), antwoorden))
    return _account(Beoordeeld(steunpunt, tuple(oordelen)), catalog, _signals())


def bare_verantwoording(catalog: Catalog) -> Fields:
    """A steunpunt that performs nothing and has nobody."""
    return _account(Beoordeeld(Steunpunt("", _NAAM)), catalog, [])


def _account(beoordeeld: Beoordeeld, catalog: Catalog, signalen: list[Signaal]) -> Fields:
    omvang = tuple(measure(antwoorden) for antwoorden in beoordeeld.antwoorden)
    analyse = Analyse(cover(beoordeeld, catalog, ()), omvang, tuple(signalen))
    return make_verantwoording(make_rapport(beoordeeld, analyse, catalog, _PERIODE))


PROFIEL = Documentsoort("profiel", "personeelsnummer", full_profiel, bare_profiel)
VERANTWOORDING = Documentsoort("verantwoording", "steunpunt", full_verantwoording, bare_verantwoording)
