"""Sentences about a team that several documents share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.analysis.absence import Invaller, Uitval
from pipeline.analysis.rapport import Rapport
from pipeline.analysis.team_needs import Competentiebeeld, Opgavebeeld
from pipeline.base.dutch import dutch_number, dutch_period
from pipeline.definitions.report_words import FEW, listed, load_wording, some_people
from pipeline.model.analysed import Dekking, Dekkingstatus
from pipeline.model.catalog import Catalog

COLOUR: dict[str, Dekkingstatus] = {"niemand": "ongedekt", "geen_uren": "op_papier", "te_weinig": "op_papier"}


def absence_stand(rapport: Rapport) -> Iterator[str]:
    """How many people were looked at, and of whom nothing can be said."""
    blad = load_wording().afwezigheid
    periode = dutch_period(rapport.periode).capitalize()
    yield blad.stand.format(periode=periode, geteld=rapport.geteld, team=len(rapport.team))
    if away := [lid.personeelsnummer for lid in rapport.niet_geteld]:
        yield blad.zonder_formulier.format(namen=some_people(away, rapport.medewerkers, most=6))


def describe_uitval(uitval: Uitval) -> str:
    """What the absence does to the kerntaak: "Er blijft 3 uur over; nodig is 4 uur."."""
    blad = load_wording().afwezigheid
    values = {"over": dutch_number(uitval.over), "nodig": dutch_number(uitval.behoefte or 0)}
    text = blad.gevolgen[uitval.gevolg].uitleg.format(**values)
    return f"{text} {blad.al_op_papier}" if uitval.al_op_papier else text


def describe_invaller(uitval: Uitval, catalog: Catalog) -> str:
    """Why this colleague: "4 uur ruimte; doet al 2 taken van Versterken; koos 3 van de 5 competenties ..."."""
    blad = load_wording().afwezigheid
    if uitval.invaller is None:
        return blad.waarom_niemand
    groep = catalog.groep[catalog.kerntaak[uitval.kerntaak].groep]
    return blad.redenen.tussen.join(_reasons(uitval, uitval.invaller, groep.naam))


def _reasons(uitval: Uitval, invaller: Invaller, groep: str) -> Iterator[str]:
    words = load_wording().afwezigheid.redenen
    room = words.hoogstens if invaller.zonder_uren else words.ruimte
    yield room.format(ruimte=dutch_number(invaller.ruimte))
    if uitval.uren is not None and invaller.ruimte < uitval.uren:
        yield words.krap.format(uren=dutch_number(uitval.uren))
    if invaller.doet_al:
        yield words.doet_al
    yield words.taken.show(invaller.taken, groep=groep)
    if invaller.gevraagd:
        yield words.competenties.format(aantal=invaller.competenties, gevraagd=invaller.gevraagd)


def describe_competentie(beeld: Competentiebeeld) -> str:
    """What to talk about: asked for and chosen by nobody, or chosen without a reason; "" for all others."""
    words = load_wording().competenties
    if beeld.gemist:
        return words.gemist
    return words.zonder_reden if beeld.gekozen_door and not beeld.redenen else ""


def describe_opgave(beeld: Opgavebeeld) -> str:
    """Which competencies of a chosen kernopgave nobody chose; "" when there are none."""
    if not beeld.gekozen_door or not beeld.niet_gekozen:
        return ""
    names = listed([competentie.naam for competentie in beeld.niet_gekozen])
    return load_wording().kernopgaven.niet_gekozen.format(competenties=names)


def remarks(row: Dekking) -> Iterator[str]:
    """What the status and the figures of a kerntaak do not say by themselves."""
    words = load_wording().opmerkingen
    if row.status == "op_papier" and not row.uren:
        yield words.geen_uren
    elif row.status == "op_papier" and row.behoefte is not None:
        yield words.te_weinig.format(uren=dutch_number(row.uren), nodig=dutch_number(row.behoefte))
    if row.status == "niet_gekozen" and row.uitvoerders:
        yield words.toch_gekozen
    if row.uren_onbekend:
        yield words.uren_onbekend.show(row.uren_onbekend)
    if row.voorbehoud:
        yield _reserve(row.voorbehoud)


def _reserve(nummers: Sequence[str]) -> str:
    """Which missing forms could change the status; of many only how many, for the names stand above the table."""
    words = load_wording().opmerkingen
    if len(nummers) > FEW:
        return words.voorbehoud_veel.format(aantal=len(nummers))
    return words.voorbehoud.format(nummers=listed(nummers))
