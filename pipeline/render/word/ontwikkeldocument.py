"""The development document of one person (ontwikkeling.md 4): what to talk about, what to learn, what was agreed.

It names gaps and never judges: people decide.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping

from pipeline.base.dutch import dutch_date, dutch_number
from pipeline.definitions.document_words import load_phrases
from pipeline.definitions.layout import load_layout
from pipeline.definitions.messages import show_gesprekspunt
from pipeline.definitions.rules import Rules
from pipeline.model.catalog import COMPETENTIES, KERNTAKEN, WANTED, Catalog
from pipeline.model.development import Gesprekspunt, Leerpersoon
from pipeline.model.judged import Antwoorden, Ontwikkelafspraak
from pipeline.model.steunpunt import Steunpunt
from pipeline.render.word.content import about_person, asked, said, show_gewijzigd, shown_hash, verbatim
from pipeline.render.word.taak_fields import (
    Afspraakveld,
    Gesprekstaak,
    Gespreksveld,
    Getoondontwikkeling,
    Leercompetentie,
    Leertaak,
    Niveautaken,
    Ontwikkelvelden,
)
from pipeline.render.word.taakprofiel import show_nodig
from pipeline.render.word.taken import count_taken


def make_ontwikkeldocument(
    antwoorden: Antwoorden,
    lerend: Leerpersoon,
    steunpunt: Steunpunt,
    catalog: Catalog,
    rules: Rules,
    eerste_dag: dt.date,
) -> Ontwikkelvelden | None:
    """All fields of the template for one accepted form; None where there is no need, no agreement and no grade.

    lerend: what was worked out of the same form; eerste_dag: first day of the period. `kenmerk` is made of all that is
    shown, except the peildatum and the catalog's version. `versie` and `gewijzigd` are those of a first document.
    """
    if not (any(lerend.behoeften.values()) or antwoorden.ontwikkeling or _graded(antwoorden, rules)):
        return None
    shown = _shown(antwoorden, lerend, steunpunt, catalog, rules, str(eerste_dag.year))
    jaar = shown["jaar"] if rules.ontwikkeling.punten_per_jaar else ""
    return {
        **shown,
        "versie": "1",
        "kenmerk": shown_hash({**shown, "peildatum": "", "jaar": jaar}),
        "catalogusversie": catalog.versie,
        "gewijzigd": show_gewijzigd(None),
    }


def _graded(antwoorden: Antwoorden, rules: Rules) -> set[str]:
    """Competencies of which a grade is told."""
    return {code for code, keuze in antwoorden.competenties.items() if rules.ontwikkeling.mate and keuze.mate}


def _shown(
    antwoorden: Antwoorden, lerend: Leerpersoon, steunpunt: Steunpunt, catalog: Catalog, rules: Rules, jaar: str
) -> Getoondontwikkeling:
    """What the document says; jaar: that of the points."""
    words, functie, needs = load_phrases().ontwikkeldocument, antwoorden.functie, lerend.behoeften
    graded, norm = _graded(antwoorden, rules), rules.ontwikkeling.punten_per_jaar
    others = [code for code in antwoorden.competenties if code in graded and code not in needs[COMPETENTIES]]
    return {
        **about_person(antwoorden, steunpunt),
        **count_taken(antwoorden, catalog),
        "positie": verbatim(str(functie.get("positie") or "")),
        "niveau": said(catalog, "functieniveau", functie.get("niveau")),
        "ingevuld_door": said(catalog, "ingevuld_door", functie.get("ingevuld_door")),
        "past_niet": [*_tasks(antwoorden, (c for c, k in antwoorden.taken.items() if k.past is False), catalog)],
        "past_nog_niet": [*_tasks(antwoorden, _not_yet(antwoorden), catalog)],
        "kerntaken": [*_to_learn(antwoorden, needs[KERNTAKEN], catalog)],
        "competenties": [*_competenties(antwoorden, needs[COMPETENTIES], graded, catalog)],
        "overige_competenties": [*_competenties(antwoorden, dict.fromkeys(others, ""), graded, catalog)],
        "mate_gevraagd": asked(graded),
        "gesprekspunten": [*_points(lerend.gesprekspunten, catalog)],
        "afspraken": [*_agreements(antwoorden.ontwikkeling, catalog, told=norm is not None)],
        "punten": words.punten.format(punten=dutch_number(lerend.punten), norm=dutch_number(norm)) if norm else "",
        "jaar": jaar,
        "verklaring": words.verklaring,
        "bron": catalog.bron.vermelding,
    }


# --- tasks ---------------------------------------------------------------------------------------------------------


def _not_yet(antwoorden: Antwoorden) -> Iterator[str]:
    """Tasks that fit the function and are not done."""
    return (code for code, keuze in antwoorden.kerntaken.items() if keuze.past and not keuze.gekozen)


def _tasks(antwoorden: Antwoorden, codes: Iterable[str], catalog: Catalog) -> Iterator[Gesprekstaak]:
    for code in codes:
        taak = catalog.kerntaak[code]
        yield {
            "code": code,
            "naam": taak.naam,
            "groep": catalog.groep[taak.groep].naam,
            "toelichting": verbatim(antwoorden.kerntaken[code].toelichting),
        }


def _to_learn(antwoorden: Antwoorden, needs: Mapping[str, str], catalog: Catalog) -> Iterator[Niveautaken]:
    """Tasks to develop by niveau: growth runs in that order (001:14-16)."""
    for niveau, naam in ({one.code: one.naam for one in catalog.niveaus} or {"": ""}).items():
        codes = [code for code in needs if (catalog.kerntaak[code].niveau or "") == niveau]
        if codes:
            taken: list[Leertaak] = [
                {**field, "ontwikkelen": _need(needs[field["code"]], catalog)}
                for field in _tasks(antwoorden, codes, catalog)
            ]
            yield {"naam": naam, "kerntaken": taken}


def _need(need: str, catalog: Catalog) -> str:
    """A need in words; what was worked out has words of its own."""
    if need in WANTED:
        return said(catalog, "ontwikkelen", need) or need
    return load_phrases().ontwikkeldocument.te_bespreken if need else ""


# --- competencies --------------------------------------------------------------------------------------------------


def _competenties(
    antwoorden: Antwoorden, needs: Mapping[str, str], graded: set[str], catalog: Catalog
) -> Iterator[Leercompetentie]:
    """Those with a need, or of which only the grade is told, in the order of the catalog."""
    grades = {grade.code: grade.getoond for grade in load_layout().waarden(catalog, "mate")}
    for code, need in needs.items():
        keuze = antwoorden.competenties[code]
        yield {
            "code": code,
            "naam": catalog.competentie[code].naam,
            "nodig": show_nodig(keuze, catalog),
            "ontwikkelen": _need(need, catalog) or said(catalog, "ontwikkelen", keuze.ontwikkelen),
            "mate": grades.get(keuze.mate, keuze.mate) if code in graded else "",
            "toelichting": verbatim(keuze.toelichting),
        }


# --- agreements ----------------------------------------------------------------------------------------------------


def _points(punten: Iterable[Gesprekspunt], catalog: Catalog) -> Iterator[Gespreksveld]:
    namen = {code: f"{naam} ({code})" for code, naam in _names(catalog).items()}
    for punt in punten:
        shown = show_gesprekspunt(punt, namen)
        yield {"tekst": shown.tekst, "waarom": shown.waarom, "advies": shown.advies}


def _names(catalog: Catalog) -> dict[str, str]:
    return {code: entry.naam for blad in (KERNTAKEN, COMPETENTIES) for code, entry in catalog.ingangen(blad).items()}


def _agreements(afspraken: Iterable[Ontwikkelafspraak], catalog: Catalog, *, told: bool) -> Iterator[Afspraakveld]:
    """All of them, also those that do not say enough yet; points where there is a norm."""
    namen = _names(catalog)
    for afspraak in afspraken:
        yield {
            "code": afspraak.bij_code,
            "naam": namen.get(afspraak.bij_code, ""),
            "afspraak": verbatim(afspraak.afspraak),
            "vorm": said(catalog, "vorm", afspraak.vorm),
            "met_wie": verbatim(afspraak.met_wie),
            "gereed_op": dutch_date(afspraak.gereed_op) if afspraak.gereed_op else "",
            "klaar_op": dutch_date(afspraak.klaar_op) if afspraak.klaar_op else "",
            "punten": dutch_number(afspraak.punten) if told and afspraak.punten is not None else "",
        }
