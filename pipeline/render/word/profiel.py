"""What a profile says (design.md 3.7), as nested fields for its Word template."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from pipeline.base.dutch import dutch_date, dutch_number
from pipeline.definitions.document_words import load_phrases
from pipeline.definitions.messages import show_signaal
from pipeline.definitions.reasons import Reason, reasons
from pipeline.model.analysed import Signaal
from pipeline.model.catalog import Catalog, Competentie, Kerntaak
from pipeline.model.judged import Antwoorden, Keuze
from pipeline.model.steunpunt import Steunpunt
from pipeline.render.word.appendix import appendix, appendix_codes, appendix_signs
from pipeline.render.word.content import (
    about_person,
    chosen_opgaven,
    explained,
    in_words,
    show_gewijzigd,
    shown_hash,
    verbatim,
)
from pipeline.render.word.fields import (
    Aandachtspunt,
    Competentieveld,
    Getoond,
    Profielvelden,
    Soorttaken,
    Taak,
    Urenvelden,
    Vastgelegd,
)

__all__ = ["make_profiel", "show_gewijzigd"]


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
    codes = appendix_codes(antwoorden, catalog, [entry[0].code for entry in ranked]) if bijlage else {}
    shown = _shown(antwoorden, steunpunt, catalog, own, ranked)
    signs = appendix_signs(codes, catalog)
    return {
        **shown,
        "bijlage": appendix(codes, catalog) if codes else {},
        "versie": "1",
        "kenmerk": shown_hash({**shown, "bijlage": signs, "peildatum": ""}),
        "catalogusversie": catalog.versie,
        "gewijzigd": show_gewijzigd(None),
    }


def _shown(
    antwoorden: Antwoorden, steunpunt: Steunpunt, catalog: Catalog, own: Sequence[Signaal], ranked: _Ranked
) -> Getoond:
    """What the profile itself says, but for the appendix; own: the signals of this person."""
    return {
        **about_person(antwoorden, steunpunt),
        "contracturen": _number(antwoorden.medewerker.contracturen),
        **_hours(antwoorden),
        "kerntaken": [*_soorten(antwoorden.taken, catalog)],
        "kerntaken_toegelicht": explained(antwoorden.taken),
        "kernopgaven": chosen_opgaven(antwoorden, catalog),
        "kernopgaven_toegelicht": explained(antwoorden.gekozen_kernopgaven),
        "competenties": [*_competenties(ranked, catalog)],
        "competenties_toegelicht": explained(antwoorden.gekozen_competenties),
        "afspraken": verbatim(antwoorden.afspraken),
        "vastgelegd": [*_agreements(own)],
        "aandachtspunten": [*map(_attention, own)],
        "opmerkingen": verbatim(antwoorden.opmerkingen),
        "verklaring": load_phrases().profiel.verklaring,
        "bron": catalog.bron.vermelding,
    }


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
        "uren": _number(keuze.uren),
        "toelichting": verbatim(keuze.toelichting),
    }


def _number(uren: float | None) -> str:
    """Hours per week in words."""
    return load_phrases().profiel.onbekend if uren is None else dutch_number(uren)


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


def _competenties(ranked: _Ranked, catalog: Catalog) -> Iterator[Competentieveld]:
    for competentie, keuze, why in ranked:
        yield {
            "naam": competentie.naam,
            "soort": _competentiesoorten(catalog).get(competentie.soort or "", ""),
            "redenen": in_words(why),
            "toelichting": verbatim(keuze.toelichting),
        }


@lru_cache(maxsize=8)
def _competentiesoorten(catalog: Catalog) -> dict[str, str]:
    return {soort.code: soort.naam for soort in catalog.competentiesoorten}


# --- agreements and points of attention ----------------------------------------------------------------------------


def _agreements(signalen: Iterable[Signaal]) -> Iterator[Vastgelegd]:
    """The agreements of the team workbook that hold, each once."""
    valid = dict.fromkeys(signaal.geldige_afspraak for signaal in signalen if signaal.geldige_afspraak)
    for afspraak in valid:
        yield {"reden": verbatim(afspraak.reden), "geldig_tot": dutch_date(afspraak.geldig_tot)}


def _attention(signaal: Signaal) -> Aandachtspunt:
    """A signal in words, with what can be agreed, or with the end date of what has been agreed."""
    shown = show_signaal(signaal)
    if signaal.geldige_afspraak is None:
        return {"tekst": shown.tekst, "advies": shown.advies}
    datum = dutch_date(signaal.geldige_afspraak.geldig_tot)
    return {"tekst": shown.tekst, "advies": load_phrases().profiel.aanvaard.format(datum=datum)}
