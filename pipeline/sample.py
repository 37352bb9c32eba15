"""Made-up profiles on which a Word template is tried before it is used."""

from __future__ import annotations

import datetime as dt

from pipeline.catalog import Catalog
from pipeline.phrases import load_phrases
from pipeline.profile import Fields, make_profiel, show_gewijzigd
from pipeline.records import Afspraak, Antwoorden, Keuze, Medewerker, Signaal, Steunpunt
from pipeline.vorige import Gewijzigd

NUMMER = "0000-0"
_TEXT = 'a < b & "c"\n\tVoorbeeld'  # what a template must be able to carry
_DATE = dt.date(2009, 1, 1)


def sample_fields() -> Fields:
    """A profile in which every list has an entry and every field is filled: the fields that a template may use."""
    return full_profiel(load_phrases().voorbeeld)


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
