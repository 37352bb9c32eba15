"""The figures of one steunpunt for the umbrella: counts and hours, nothing of a person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from pipeline.model.analysed import HEAVIEST_FIRST, Analyse, Dekking, Dekkingstatus, Omvang
from pipeline.model.catalog import COMPETENTIES, Catalog, Groep
from pipeline.model.development import NO_DEVELOPMENT, Ontwikkeling
from pipeline.model.judged import Beoordeeld
from pipeline.model.samenvatting import Leercijfer, Samenvatting, Taakcijfer
from pipeline.model.uren import stored

FULL_TIME = 36.0  # hours per week of a full-time contract in the sector


def summarise(
    beoordeeld: Beoordeeld,
    analyse: Analyse,
    zonder_uren: Collection[str] = (),
    ontwikkeling: Ontwikkeling = NO_DEVELOPMENT,
) -> Samenvatting:
    """The figures of one steunpunt, every severity in them, also at 0; nothing that points to a person.

    zonder_uren: personeelsnummers of those whose catalog asks no hours, of whom no contract is counted.
    """
    signals = Counter(signaal.ernst for signaal in analyse.signalen if not signaal.aanvaard)
    contracts = _contracts(beoordeeld, analyse.omvang, zonder_uren)
    known = [contract for contract in contracts if contract is not None]
    return replace(
        _of_forms(beoordeeld),
        kerntaken=_figures(analyse),
        signalen={ernst: signals[ernst] for ernst in HEAVIEST_FIRST},
        overbelast=_overloaded(analyse),
        contracturen=_sum(known),
        contract_onbekend=len(contracts) - len(known),
        uren=_sum(omvang.bekend for omvang in analyse.omvang),
        zonder_uren=len(zonder_uren),
        geteld_zonder_uren=sum(form.personeelsnummer in zonder_uren for form in beoordeeld.antwoorden),
        opleiding=tuple(_learning(ontwikkeling)),
    )


def _of_forms(beoordeeld: Beoordeeld) -> Samenvatting:
    """Which steunpunt it is, how large its team is and what became of the forms; of what these say, nothing."""
    steunpunt = beoordeeld.steunpunt
    statuses = Counter(oordeel.status for oordeel in beoordeeld.oordelen)
    return Samenvatting(
        map=steunpunt.map,
        naam=steunpunt.naam,
        gemeente=steunpunt.gemeente,
        koepel=steunpunt.koepel,
        leesbaar=beoordeeld.leesbaar,
        medewerkers=len(steunpunt.team),
        goedgekeurd=statuses["goedgekeurd"],
        afgekeurd=statuses["afgekeurd"] + statuses["onleesbaar"],
        ontbrekend=len(beoordeeld.ontbrekend),
        niet_terug=statuses["niet_terug"],
        uitgevoerd=steunpunt.uitgevoerd,
        kerntaken=(),
        signalen={},
    )


def _learning(ontwikkeling: Ontwikkeling) -> Iterator[Leercijfer]:
    people = Counter(one.catalogus for one in ontwikkeling.personen)
    for naam, mensen in people.items():
        rows = [row for row in ontwikkeling.behoeften if (row.catalogus, row.blad) == (naam, COMPETENTIES)]
        counts = {row.code: (len(row.nodig), len(row.mogelijk)) for row in rows if row.nodig or row.mogelijk}
        yield Leercijfer(naam, mensen, counts)


def _contracts(beoordeeld: Beoordeeld, omvang: Iterable[Omvang], zonder_uren: Collection[str]) -> list[float | None]:
    """Contract hours of everybody on the team; an accepted form may tell what the team workbook does not."""
    judged = {found.personeelsnummer: found.contract for found in omvang}
    team = [m for m in beoordeeld.steunpunt.team if m.personeelsnummer not in zonder_uren]
    return [judged.get(m.personeelsnummer, m.contracturen) for m in team]


def _figures(analyse: Analyse) -> tuple[Taakcijfer, ...]:
    left = {omvang.personeelsnummer: omvang.zeker_vrij for omvang in analyse.omvang}
    return tuple(_figure(row, left) for row in analyse.dekking)


def _figure(row: Dekking, left: Mapping[str, float]) -> Taakcijfer:
    room = [hours for nummer in row.uitvoerders if (hours := left.get(nummer))]
    return Taakcijfer(row.kerntaak, row.status, len(row.uitvoerders), _sum([row.uren]), _sum(room), len(room))


def _overloaded(analyse: Analyse) -> int:
    """People with an accepted form and a signal that asks for a conversation: without a form there is no share."""
    signalled = {signaal.personeelsnummer for signaal in analyse.signalen if signaal.te_bespreken}
    return len(signalled & {omvang.personeelsnummer for omvang in analyse.omvang})


def _sum(hours: Iterable[float]) -> float:
    """Sums of floats hold noise, and 0.1 + 0.2 left must not rank above 0.3."""
    return stored(float(sum(hours)))


def count_statuses(samenvatting: Samenvatting, codes: frozenset[str]) -> Counter[Dekkingstatus]:
    """How many of these kerntaken have which status."""
    return Counter(status for code, status in samenvatting.statussen if code in codes)


def codes_of(groep: Groep, catalog: Catalog) -> frozenset[str]:
    """Codes of the kerntaken of a group."""
    return frozenset(kerntaak.code for kerntaak in catalog.kerntaken if kerntaak.groep == groep.code)
