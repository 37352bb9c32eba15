"""What a profile says (design.md 3.7), as nested fields for its Word template."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence

from pipeline.catalog import Catalog, Competentie, Kerntaak, Zin
from pipeline.dutch import dutch_date, dutch_number
from pipeline.messages import show_signaal
from pipeline.phrases import load_phrases
from pipeline.reasons import Reason, reasons
from pipeline.records import Antwoorden, Keuze, Signaal, Steunpunt

Fields = dict[str, object]


def make_profiel(
    antwoorden: Antwoorden, steunpunt: Steunpunt, catalog: Catalog, signalen: Sequence[Signaal], *, bijlage: bool
) -> Fields:
    """All fields of the template for one accepted form; every value is text to show, a list, or fields again.

    signalen may be those of the whole steunpunt. `versie` is made of all that is shown, except the catalog's version;
    nothing depends on the period. `bijlage` is {} when there is to be none. docs/sjabloon.md lists the fields.
    """
    own = [signaal for signaal in signalen if signaal.personeelsnummer == antwoorden.personeelsnummer]
    ranked = _ranked_competenties(antwoorden, catalog)
    shown = {
        **_person(antwoorden, steunpunt),
        "kerntaken": [*_soorten(antwoorden.taken, catalog)],
        **_hours(antwoorden),
        "kernopgaven": [
            {"naam": catalog.kernopgave[code].naam, "toelichting": _text(keuze.toelichting)}
            for code, keuze in antwoorden.gekozen_kernopgaven.items()
        ],
        "competenties": [
            {"naam": competentie.naam, "redenen": _why(why), "toelichting": _text(keuze.toelichting)}
            for competentie, keuze, why in ranked
        ],
        "afspraken": _text(antwoorden.afspraken),
        "vastgelegd": [*_agreements(own)],
        "aandachtspunten": [*map(_attention, own)],
        "opmerkingen": _text(antwoorden.opmerkingen),
        "verklaring": load_phrases().profiel.verklaring,
        "bron": catalog.bron.vermelding,
        "bijlage": _appendix(antwoorden, catalog, (competentie for competentie, *_ in ranked)) if bijlage else {},
    }
    return {**shown, "versie": version_of(shown), "catalogusversie": catalog.versie}


def _person(antwoorden: Antwoorden, steunpunt: Steunpunt) -> Fields:
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
    return typed.replace("\r\n", "\n").replace("\r", "\n")


def version_of(shown: Fields) -> str:
    """Eight hexadecimal characters of the shown content: short enough to compare on paper."""
    return hashlib.sha256(json.dumps(shown, sort_keys=True).encode("ascii")).hexdigest()[:8]


# --- kerntaken and hours -------------------------------------------------------------------------------------------


def _soorten(taken: Mapping[str, Keuze], catalog: Catalog) -> Iterator[Fields]:
    """The chosen kerntaken by soort and group; a group that a steunpunt cannot choose has no name of its own."""
    for soort in catalog.soorten:
        groepen = []
        for groep in catalog.groepen:
            own = [k for k in catalog.kerntaken if (k.soort, k.groep) == (soort.code, groep.code)]
            chosen = [k for k in own if k.code in taken]
            if chosen:
                naam = groep.naam if groep.te_kiezen else ""
                groepen.append({"naam": naam, "taken": [_taak(k, taken[k.code], catalog) for k in chosen]})
        if groepen:
            yield {"naam": soort.kop or soort.naam, "groepen": groepen}


def _taak(kerntaak: Kerntaak, keuze: Keuze, catalog: Catalog) -> Fields:
    return {
        "code": kerntaak.code,
        "naam": kerntaak.naam,
        "niveau": next((niveau.naam for niveau in catalog.niveaus if niveau.code == kerntaak.niveau), ""),
        "uren": load_phrases().profiel.onbekend if keuze.uren is None else dutch_number(keuze.uren),
        "toelichting": _text(keuze.toelichting),
    }


def _hours(antwoorden: Antwoorden) -> Fields:
    """The sum of the known hours, and what it is to be held against."""
    words, contract = load_phrases().profiel, antwoorden.medewerker.contracturen
    unknown = sum(keuze.uren is None for keuze in antwoorden.taken.values())
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


def _why(found: Iterable[Reason]) -> str:
    words = load_phrases().redenen
    text = words.tussen.join(reason.tekst for reason in found) or words.geen
    return text[0].upper() + text[1:]


# --- agreements and points of attention ----------------------------------------------------------------------------


def _agreements(signalen: Iterable[Signaal]) -> Iterator[Fields]:
    """The agreements of the team workbook that hold, each once."""
    valid = dict.fromkeys(signaal.afspraak for signaal in signalen if signaal.afspraak and signaal.aanvaard)
    for afspraak in valid:
        yield {"reden": _text(afspraak.reden), "geldig_tot": dutch_date(afspraak.geldig_tot)}


def _attention(signaal: Signaal) -> Fields:
    """A signal in words, with what can be agreed, or with the end date of what has been agreed."""
    shown = show_signaal(signaal)
    if signaal.afspraak is None or not signaal.aanvaard:
        return {"tekst": shown.tekst, "advies": shown.advies}
    datum = dutch_date(signaal.afspraak.geldig_tot)
    return {"tekst": shown.tekst, "advies": load_phrases().profiel.aanvaard.format(datum=datum)}


# --- appendix ------------------------------------------------------------------------------------------------------


def _appendix(antwoorden: Antwoorden, catalog: Catalog, competenties: Iterable[Competentie]) -> Fields:
    kerntaken = [kerntaak for kerntaak in catalog.kerntaken if kerntaak.code in antwoorden.taken]
    kernopgaven = [opgave for opgave in catalog.kernopgaven if opgave.code in antwoorden.gekozen_kernopgaven]
    return {
        "kerntaken": [
            {"code": k.code, "naam": k.naam, "omschrijving": k.omschrijving, "activiteiten": _lines(k.activiteiten)}
            for k in kerntaken
        ],
        "kernopgaven": [{"naam": opgave.naam, "beschrijving": opgave.beschrijving} for opgave in kernopgaven],
        "competenties": [
            {
                "naam": competentie.naam,
                "definitie": competentie.definitie,
                "processtappen": _lines(competentie.processtappen),
                "resultaten": _lines(competentie.resultaten),
            }
            for competentie in competenties
        ],
    }


def _lines(zinnen: Iterable[Zin]) -> list[str]:
    return [zin.tekst for zin in zinnen]
