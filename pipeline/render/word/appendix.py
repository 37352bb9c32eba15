"""The appendix of a profile: what the catalog says of the building blocks of a person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from pipeline.model.catalog import Catalog, Zin
from pipeline.model.judged import Antwoorden
from pipeline.render.word.content import shown_hash
from pipeline.render.word.fields import Bijlage, Competentieuitleg, Groepuitleg, Kerntaakuitleg, Opgaveuitleg


class Blokken(NamedTuple):
    """What the appendix says of every building block of a catalog, by code."""

    groepen: dict[str, Groepuitleg]
    kerntaken: dict[str, Kerntaakuitleg]
    kernopgaven: dict[str, Opgaveuitleg]
    competenties: dict[str, Competentieuitleg]


def appendix_codes(antwoorden: Antwoorden, catalog: Catalog, competenties: Iterable[str]) -> dict[str, list[str]]:
    """The building blocks of a person by kind, in the order of the catalog; competenties: codes as the profile has."""
    taken, opgaven = antwoorden.taken, antwoorden.gekozen_kernopgaven
    groepen = {catalog.kerntaak[code].groep for code in taken}
    return {
        "groepen": [groep.code for groep in catalog.groepen if groep.code in groepen and groep.omschrijving],
        "kerntaken": [code for code in catalog.kerntaak if code in taken],
        "kernopgaven": [code for code in catalog.kernopgave if code in opgaven],
        "competenties": [*competenties],
    }


def appendix(codes: Mapping[str, Iterable[str]], catalog: Catalog) -> Bijlage:
    """The appendix with these building blocks."""
    found = blokken(catalog)
    return {
        "groepen": [found.groepen[code] for code in codes["groepen"]],
        "kerntaken": [found.kerntaken[code] for code in codes["kerntaken"]],
        "kernopgaven": [found.kernopgaven[code] for code in codes["kernopgaven"]],
        "competenties": [found.competenties[code] for code in codes["competenties"]],
    }


def appendix_signs(codes: Mapping[str, Iterable[str]], catalog: Catalog) -> dict[str, list[str]]:
    """Signs that change with what an appendix with these building blocks says."""
    signs = _signs(catalog)
    return {blad: [signs[blad][code] for code in listed] for blad, listed in codes.items()}


@lru_cache(maxsize=8)  # all profiles of a catalog say the same of a building block
def blokken(catalog: Catalog) -> Blokken:
    """Made once for a catalog."""
    return Blokken(
        {code: {"naam": groep.naam, "omschrijving": groep.omschrijving} for code, groep in catalog.groep.items()},
        {
            code: {"code": code, "naam": k.naam, "omschrijving": k.omschrijving, "activiteiten": _texts(k.activiteiten)}
            for code, k in catalog.kerntaak.items()
        },
        {
            code: {"naam": opgave.naam, "beschrijving": opgave.beschrijving}
            for code, opgave in catalog.kernopgave.items()
        },
        {
            code: {
                "naam": competentie.naam,
                "definitie": competentie.definitie,
                "processtappen": _texts(competentie.processtappen),
                "resultaten": _texts(competentie.resultaten),
            }
            for code, competentie in catalog.competentie.items()
        },
    )


@lru_cache(maxsize=8)  # hashing a whole appendix for each profile takes longer than making it
def _signs(catalog: Catalog) -> dict[str, dict[str, str]]:
    """Signs by kind and code that change with what the appendix says."""
    found = blokken(catalog)._asdict()
    return {blad: {code: shown_hash(velden) for code, velden in own.items()} for blad, own in found.items()}


def _texts(zinnen: Iterable[Zin]) -> list[str]:
    return [zin.tekst for zin in zinnen]
