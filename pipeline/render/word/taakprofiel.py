"""The profile of a catalog with a form of its own (ontwikkeling.md 4): what somebody does, what the function needs.

No hours, no grade of mastery, nothing about development: those are of the development document.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from pipeline.definitions.document_words import load_phrases
from pipeline.definitions.layout import load_layout
from pipeline.definitions.reasons import reasons
from pipeline.model.catalog import Catalog, Competentie
from pipeline.model.judged import Antwoorden, Keuze
from pipeline.model.steunpunt import Steunpunt
from pipeline.render.word.appendix import appendix_codes, appendix_signs, blokken
from pipeline.render.word.content import (
    about_person,
    asked,
    chosen_opgaven,
    explained,
    in_words,
    said,
    show_gewijzigd,
    shown_hash,
    verbatim,
)
from pipeline.render.word.taak_fields import (
    Competentiekeuze,
    Gebiedcompetenties,
    Getoondtaakprofiel,
    Groepregels,
    Soortcompetenties,
    Taakbijlage,
    Taakprofielvelden,
    Taakregel,
)
from pipeline.render.word.taken import count_taken

MOST_REASONS = 3  # of a competency: with all tasks of a large catalog each would have a dozen


def make_taakprofiel(
    antwoorden: Antwoorden, steunpunt: Steunpunt, catalog: Catalog, *, bijlage: bool
) -> Taakprofielvelden:
    """All fields of the template for one accepted form of such a catalog.

    `kenmerk` is made of all that is shown, except the peildatum and the catalog's version. `versie` and `gewijzigd` are
    those of a first profile, as in make_profiel.
    """
    ranked = [*_ranked(antwoorden, catalog)]
    order = (
        [competentie.code for competentie, _ in ranked] if catalog.heeft_redenen else antwoorden.gekozen_competenties
    )
    codes = appendix_codes(antwoorden, catalog, order) if bijlage else {}
    shown = _shown(antwoorden, steunpunt, catalog, ranked)
    notes = {code: keuze.toelichting for code, keuze in antwoorden.taken.items()} if bijlage else {}
    return {
        **shown,
        "bijlage": _appendix(antwoorden.taken, codes, catalog) if codes else {},
        "versie": "1",
        "kenmerk": shown_hash({**shown, "bijlage": [appendix_signs(codes, catalog), notes], "peildatum": ""}),
        "catalogusversie": catalog.versie,
        "gewijzigd": show_gewijzigd(None),
    }


def _shown(
    antwoorden: Antwoorden, steunpunt: Steunpunt, catalog: Catalog, ranked: Sequence[_Ranked]
) -> Getoondtaakprofiel:
    """What the profile itself says, but for the appendix."""
    return {
        **about_person(antwoorden, steunpunt),
        **count_taken(antwoorden, catalog),
        "niveau": said(catalog, "functieniveau", antwoorden.functie.get("niveau")),
        "kernopgaven": chosen_opgaven(antwoorden, catalog),
        "kernopgaven_toegelicht": explained(antwoorden.gekozen_kernopgaven),
        "competenties": [*_soorten(ranked, catalog)],
        "competenties_redenen": asked(catalog.heeft_redenen),
        "competenties_uitleg": asked(catalog.heeft_redenen or any(field["toelichting"] for _, field in ranked)),
        "afspraken": verbatim(antwoorden.afspraken),
        "opmerkingen": verbatim(antwoorden.opmerkingen),
        "verklaring": load_phrases().profiel.verklaring,
        "bron": catalog.bron.vermelding,
    }


# --- competenties --------------------------------------------------------------------------------------------------

_Ranked = tuple[Competentie, Competentiekeuze]


def _ranked(antwoorden: Antwoorden, catalog: Catalog) -> Iterator[_Ranked]:
    """The chosen competencies: most needed first, then most reasons, then in the order of the catalog."""
    chosen, taken, opgaven = antwoorden.gekozen_competenties, antwoorden.taken, antwoorden.gekozen_kernopgaven
    rang = {waarde.code: waarde.rang for waarde in load_layout().waarden(catalog, "nodig")}
    found = [
        (competentie, chosen[competentie.code], reasons(competentie.code, taken, opgaven, catalog))
        for competentie in catalog.competenties
        if competentie.code in chosen
    ]
    for competentie, keuze, why in sorted(found, key=lambda entry: (-rang.get(entry[1].nodig, 0), -len(entry[2]))):
        yield (
            competentie,
            {
                "naam": competentie.naam,
                "nodig": show_nodig(keuze, catalog),
                "redenen": in_words(why, MOST_REASONS) if catalog.heeft_redenen else "",
                "toelichting": verbatim(keuze.toelichting),
            },
        )


def show_nodig(keuze: Keuze, catalog: Catalog) -> str:
    """How much the function needs it, by the name of that value; "ja" where only that can be said, "" for no need."""
    return said(catalog, "nodig", keuze.nodig) or (load_layout().keuzes["ja"][0] if keuze.gekozen else "")


def _soorten(ranked: Iterable[_Ranked], catalog: Catalog) -> Iterator[Soortcompetenties]:
    """All together where reasons say why; else by soort and area, those without any last."""
    by_place: dict[tuple[str, str], list[Competentiekeuze]] = {}
    for competentie, field in ranked:
        place = ("", "") if catalog.heeft_redenen else (competentie.soort or "", competentie.gebied or "")
        by_place.setdefault(place, []).append(field)
    gebiednamen = {gebied.code: gebied.naam for gebied in catalog.gebieden} | {"": ""}
    for soort, naam in ({one.code: one.kop or one.naam for one in catalog.competentiesoorten} | {"": ""}).items():
        gebieden: list[Gebiedcompetenties] = [
            {"naam": gebiednaam, "competenties": by_place[soort, gebied]}
            for gebied, gebiednaam in gebiednamen.items()
            if (soort, gebied) in by_place
        ]
        if gebieden:
            yield {"naam": naam, "gebieden": gebieden}


# --- appendix ------------------------------------------------------------------------------------------------------


def _appendix(taken: Mapping[str, Keuze], codes: Mapping[str, list[str]], catalog: Catalog) -> Taakbijlage:
    found = blokken(catalog)
    competenties = [found.competenties[code] for code in codes["competenties"]]
    return {
        "groepen": [*_groups(taken, catalog)],
        "kernopgaven": [found.kernopgaven[code] for code in codes["kernopgaven"]],
        "competenties": [it for it in competenties if it["definitie"] or it["processtappen"] or it["resultaten"]],
    }


def _groups(taken: Mapping[str, Keuze], catalog: Catalog) -> Iterator[Groepregels]:
    by_group: dict[str, list[Taakregel]] = {}
    for code, uitleg in blokken(catalog).kerntaken.items():
        if code in taken:
            taak = catalog.kerntaak[code]
            regel: Taakregel = {
                **uitleg,
                "benaming": catalog.benaming(taak),
                "toelichting": verbatim(taken[code].toelichting),
            }
            by_group.setdefault(taak.groep, []).append(regel)
    for groep in catalog.groepen:
        if groep.code in by_group:
            yield {"naam": groep.naam, "omschrijving": groep.omschrijving, "kerntaken": by_group[groep.code]}
