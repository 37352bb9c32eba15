"""What a profile says (design.md 3.7), as nested fields for its Word template."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from pipeline.base.dutch import dutch_date, dutch_number, dutch_period
from pipeline.definitions.document_words import load_phrases
from pipeline.definitions.messages import show_signaal
from pipeline.definitions.reasons import Reason, reasons
from pipeline.model.analysed import Signaal
from pipeline.model.catalog import Catalog, Competentie, Kerntaak, Zin
from pipeline.model.judged import Antwoorden, Keuze
from pipeline.model.kept_answers import Gewijzigd
from pipeline.model.steunpunt import Steunpunt
from pipeline.render.word.fields import (
    Aandachtspunt,
    Bijlage,
    Competentieuitleg,
    Getoond,
    Gewijzigdveld,
    Groepuitleg,
    Kerntaakuitleg,
    Opgaveuitleg,
    Persoonvelden,
    Profielvelden,
    Soorttaken,
    Taak,
    Urenvelden,
    Vastgelegd,
)


def make_profiel(
    antwoorden: Antwoorden, steunpunt: Steunpunt, catalog: Catalog, signalen: Sequence[Signaal], *, bijlage: bool
) -> Profielvelden:
    """All fields of the template for one accepted form.

    signalen may be those of the whole steunpunt. `kenmerk` is made of all that is shown, except the peildatum and the
    catalog's version; nothing depends on the period. `bijlage` is {} when there is to be none. `versie` and
    `gewijzigd` are those of a first profile: they depend on the former one, so they are told afterwards (gewijzigd.py).
    """
    own = [signaal for signaal in signalen if signaal.personeelsnummer == antwoorden.personeelsnummer]
    ranked = _ranked_competenties(antwoorden, catalog)
    codes = _appendix_codes(antwoorden, catalog, ranked) if bijlage else {}
    shown: Getoond = {
        **_person(antwoorden, steunpunt),
        **_hours(antwoorden),
        "kerntaken": [*_soorten(antwoorden.taken, catalog)],
        "kerntaken_toegelicht": _explained(antwoorden.taken),
        "kernopgaven": [
            {"naam": catalog.kernopgave[code].naam, "toelichting": _text(keuze.toelichting)}
            for code, keuze in antwoorden.gekozen_kernopgaven.items()
        ],
        "kernopgaven_toegelicht": _explained(antwoorden.gekozen_kernopgaven),
        "competenties": [
            {
                "naam": competentie.naam,
                "soort": _competentiesoorten(catalog).get(competentie.soort or "", ""),
                "redenen": _why(why),
                "toelichting": _text(keuze.toelichting),
            }
            for competentie, keuze, why in ranked
        ],
        "competenties_toegelicht": _explained(antwoorden.gekozen_competenties),
        "afspraken": _text(antwoorden.afspraken),
        "vastgelegd": [*_agreements(own)],
        "aandachtspunten": [*map(_attention, own)],
        "opmerkingen": _text(antwoorden.opmerkingen),
        "verklaring": load_phrases().profiel.verklaring,
        "bron": catalog.bron.vermelding,
    }
    signs = {blad: [_signs(catalog)[blad][code] for code in listed] for blad, listed in codes.items()}
    return {
        **shown,
        "bijlage": _appendix(codes, catalog) if codes else {},
        "versie": "1",
        "kenmerk": shown_hash({**shown, "bijlage": signs, "peildatum": ""}),
        "catalogusversie": catalog.versie,
        "gewijzigd": show_gewijzigd(None),
    }


def show_gewijzigd(gewijzigd: Gewijzigd | None) -> Gewijzigdveld:
    """The block "Gewijzigd sinds ..." as fields of the template; without lines when there is none."""
    if gewijzigd is None:
        return {"sinds": "", "regels": []}
    return {"sinds": dutch_period(gewijzigd.sinds), "regels": [*gewijzigd.regels]}


def shown_hash(shown: object) -> str:
    """Eight hexadecimal characters of shown content: short enough to compare on paper."""
    return hashlib.sha256(json.dumps(shown, sort_keys=True).encode("ascii")).hexdigest()[:8]


def _person(antwoorden: Antwoorden, steunpunt: Steunpunt) -> Persoonvelden:
    medewerker, words = antwoorden.medewerker, load_phrases().profiel
    contract = medewerker.contracturen
    return {
        "personeelsnummer": medewerker.personeelsnummer,
        "naam": _text(medewerker.naam),
        "functienaam": _text(medewerker.functienaam),
        "steunpunt": _text(steunpunt.naam),
        "leidinggevende": _text(medewerker.leidinggevende),
        "contracturen": words.onbekend if contract is None else dutch_number(contract),
        "peildatum": dutch_date(antwoorden.peildatum) if antwoorden.peildatum else "",
        "doel": _text(antwoorden.doel),
    }


def _text(typed: str) -> str:
    """A typed text verbatim; Word has one kind of line end."""
    return typed.replace("\r\n", "\n").replace("\r", "\n") if "\r" in typed else typed


def _explained(chosen: Mapping[str, Keuze]) -> str:
    """Whether a column of notes has any content, as the template asks for it."""
    return load_phrases().profiel.toegelicht if any(keuze.toelichting.strip() for keuze in chosen.values()) else ""


# --- kerntaken and hours -------------------------------------------------------------------------------------------


def _soorten(taken: Mapping[str, Keuze], catalog: Catalog) -> Iterator[Soorttaken]:
    """The chosen kerntaken by soort and group."""
    for soort, groepen in _division(catalog):
        chosen = [
            (naam, [_taak(k, niveau, taken[k.code]) for k, niveau in own if k.code in taken]) for naam, own in groepen
        ]
        if any(found for _, found in chosen):
            yield {"naam": soort, "groepen": [{"naam": naam, "taken": found} for naam, found in chosen if found]}


_Division = list[tuple[str, list[tuple[str, list[tuple[Kerntaak, str]]]]]]


@lru_cache(maxsize=8)
def _division(catalog: Catalog) -> _Division:
    """Heads of soort and group with the kerntaken and their niveau; a group that nobody can choose has no head."""
    niveaus = {niveau.code: niveau.naam for niveau in catalog.niveaus}

    def within(soort: str, groep: str) -> list[tuple[Kerntaak, str]]:
        found = [k for k in catalog.kerntaken if (k.soort, k.groep) == (soort, groep)]
        return [(k, niveaus.get(k.niveau or "", "")) for k in found]

    heads = [(groep.code, groep.naam if groep.te_kiezen else "") for groep in catalog.groepen]
    return [
        (soort.kop or soort.naam, [(naam, within(soort.code, code)) for code, naam in heads])
        for soort in catalog.soorten
    ]


def _taak(kerntaak: Kerntaak, niveau: str, keuze: Keuze) -> Taak:
    return {
        "code": kerntaak.code,
        "naam": kerntaak.naam,
        "niveau": niveau,
        "uren": load_phrases().profiel.onbekend if keuze.uren is None else dutch_number(keuze.uren),
        "toelichting": _text(keuze.toelichting),
    }


def _hours(antwoorden: Antwoorden) -> Urenvelden:
    """The sum of the known hours, and what it is to be held against."""
    words, contract = load_phrases().profiel, antwoorden.medewerker.contracturen
    unknown = antwoorden.zonder_uren
    against = words.contract_onbekend if contract is None else words.contract.format(contract=dutch_number(contract))
    missing = words.taak_zonder_uren if unknown == 1 else words.taken_zonder_uren.format(aantal=unknown)
    return {
        "uren_samen": words.onbekend if unknown == len(antwoorden.taken) else dutch_number(antwoorden.bekende_uren),
        "uren_toelichting": f"{against}; {missing}" if unknown else against,
    }


# --- competenties --------------------------------------------------------------------------------------------------

_Ranked = list[tuple[Competentie, Keuze, tuple[Reason, ...]]]


def _ranked_competenties(antwoorden: Antwoorden, catalog: Catalog) -> _Ranked:
    """The chosen competencies with their reasons: most reasons first, then in the order of the catalog."""
    taken, opgaven, chosen = antwoorden.taken, antwoorden.gekozen_kernopgaven, antwoorden.gekozen_competenties
    found = [
        (competentie, chosen[competentie.code], reasons(competentie.code, taken, opgaven, catalog))
        for competentie in catalog.competenties
        if competentie.code in chosen
    ]
    return sorted(found, key=lambda entry: -len(entry[2]))


@lru_cache(maxsize=8)
def _competentiesoorten(catalog: Catalog) -> dict[str, str]:
    return {soort.code: soort.naam for soort in catalog.competentiesoorten}


@lru_cache(maxsize=4096)
def _why(found: tuple[Reason, ...]) -> str:
    words = load_phrases().redenen
    text = words.tussen.join(reason.tekst for reason in found) or words.geen
    return text[0].upper() + text[1:]


# --- agreements and points of attention ----------------------------------------------------------------------------


def _agreements(signalen: Iterable[Signaal]) -> Iterator[Vastgelegd]:
    """The agreements of the team workbook that hold, each once."""
    valid = dict.fromkeys(signaal.geldige_afspraak for signaal in signalen if signaal.geldige_afspraak)
    for afspraak in valid:
        yield {"reden": _text(afspraak.reden), "geldig_tot": dutch_date(afspraak.geldig_tot)}


def _attention(signaal: Signaal) -> Aandachtspunt:
    """A signal in words, with what can be agreed, or with the end date of what has been agreed."""
    shown = show_signaal(signaal)
    if signaal.geldige_afspraak is None:
        return {"tekst": shown.tekst, "advies": shown.advies}
    datum = dutch_date(signaal.geldige_afspraak.geldig_tot)
    return {"tekst": shown.tekst, "advies": load_phrases().profiel.aanvaard.format(datum=datum)}


# --- appendix ------------------------------------------------------------------------------------------------------


class _Blokken(NamedTuple):
    """What the appendix says of every building block of a catalog, by code."""

    groepen: dict[str, Groepuitleg]
    kerntaken: dict[str, Kerntaakuitleg]
    kernopgaven: dict[str, Opgaveuitleg]
    competenties: dict[str, Competentieuitleg]


def _appendix_codes(antwoorden: Antwoorden, catalog: Catalog, ranked: _Ranked) -> dict[str, list[str]]:
    """The building blocks of a person by kind: in the order of the catalog, competencies in that of the profile."""
    taken, opgaven = antwoorden.taken, antwoorden.gekozen_kernopgaven
    groepen = {catalog.kerntaak[code].groep for code in taken}
    return {
        "groepen": [groep.code for groep in catalog.groepen if groep.code in groepen and groep.omschrijving],
        "kerntaken": [code for code in catalog.kerntaak if code in taken],
        "kernopgaven": [code for code in catalog.kernopgave if code in opgaven],
        "competenties": [competentie.code for competentie, *_ in ranked],
    }


def _appendix(codes: Mapping[str, Iterable[str]], catalog: Catalog) -> Bijlage:
    blokken = _blokken(catalog)
    return {
        "groepen": [blokken.groepen[code] for code in codes["groepen"]],
        "kerntaken": [blokken.kerntaken[code] for code in codes["kerntaken"]],
        "kernopgaven": [blokken.kernopgaven[code] for code in codes["kernopgaven"]],
        "competenties": [blokken.competenties[code] for code in codes["competenties"]],
    }


@lru_cache(maxsize=8)  # all profiles of a catalog say the same of a building block
def _blokken(catalog: Catalog) -> _Blokken:
    return _Blokken(
        {code: {"naam": groep.naam, "omschrijving": groep.omschrijving} for code, groep in catalog.groep.items()},
        {
            code: {"code": code, "naam": k.naam, "omschrijving": k.omschrijving, "activiteiten": _lines(k.activiteiten)}
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
                "processtappen": _lines(competentie.processtappen),
                "resultaten": _lines(competentie.resultaten),
            }
            for code, competentie in catalog.competentie.items()
        },
    )


@lru_cache(maxsize=8)  # hashing a whole appendix for each profile takes longer than making it
def _signs(catalog: Catalog) -> dict[str, dict[str, str]]:
    """Signs by kind and code that change with what the appendix says."""
    blokken = _blokken(catalog)._asdict()
    return {blad: {code: shown_hash(velden) for code, velden in own.items()} for blad, own in blokken.items()}


def _lines(zinnen: Iterable[Zin]) -> list[str]:
    return [zin.tekst for zin in zinnen]
