"""Hours and overload (Stap 4; design.md 3.5): a signal for a conversation, never a verdict."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from pipeline.base.dutch import dutch_number
from pipeline.definitions.rules import Rules
from pipeline.model.analysed import Ernst, Omvang, Signaal
from pipeline.model.catalog import Catalog
from pipeline.model.judged import Antwoorden, Beoordeeld
from pipeline.model.steunpunt import Afspraak
from pipeline.model.uren import EPSILON, exceeds


@dataclass(frozen=True, slots=True)
class _Pakket:
    """One accepted form with the thresholds that it is held against."""

    omvang: Omvang
    meegeteld: int  # kerntaken beside those that everybody has
    rules: Rules

    def signaal(self, code: str, ernst: Ernst, **values: str) -> Signaal:
        return Signaal(self.omvang.personeelsnummer, code, ernst, values)

    @property
    def te_weinig_uren(self) -> bool:
        return self.omvang.zonder_uren > self.rules.o4.zonder_uren * self.omvang.taken


def weigh(beoordeeld: Beoordeeld, catalog: Catalog, rules: Rules, eerste_dag: dt.date) -> tuple[Signaal, ...]:
    """Signals of a steunpunt by team member; eerste_dag is the first day of the period (agreements end before it)."""
    afspraken = beoordeeld.steunpunt.afspraken
    found = [*_lone_worker(beoordeeld, catalog)]
    for antwoorden in beoordeeld.antwoorden:
        pakket = _Pakket(measure(antwoorden), len(antwoorden.taken.keys() - catalog.altijd), rules)
        found += [signaal for rule in RULES for signaal in rule(pakket)]
    order = {medewerker.personeelsnummer: place for place, medewerker in enumerate(beoordeeld.steunpunt.team)}
    found.sort(key=lambda signaal: (order[signaal.personeelsnummer], signaal.code))
    return tuple(_with_afspraak(signaal, afspraken, eerste_dag) for signaal in found)


def measure(antwoorden: Antwoorden) -> Omvang:
    """Known hours of the chosen kerntaken against the contract, per week."""
    return Omvang(
        personeelsnummer=antwoorden.personeelsnummer,
        contract=antwoorden.medewerker.contracturen,
        bekend=antwoorden.bekende_uren,
        taken=len(antwoorden.taken),
        zonder_uren=antwoorden.zonder_uren,
    )


def hours_against_contract(pakket: _Pakket) -> Iterator[Signaal]:
    """O1: Stap 4 asks whether the package fits; full with tasks still to come is a sign as well."""
    omvang, vanaf = pakket.omvang, pakket.rules.o1.oranje_vanaf
    if omvang.contract is None:
        return
    values = {"uren": dutch_number(omvang.bekend), "contract": dutch_number(omvang.contract)}
    if omvang.boven_contract:
        yield pakket.signaal("O1", "rood", **values, over=dutch_number(omvang.over))
    elif omvang.zonder_uren and not exceeds(vanaf * omvang.contract, omvang.bekend):
        counts = {"zonder_uren": str(omvang.zonder_uren), "taken": str(omvang.taken)}
        yield pakket.signaal("O1", "oranje", **values, **counts, grens=dutch_number(100 * vanaf))


def tasks_against_example(pakket: _Pakket) -> Iterator[Signaal]:
    """O2: only where hours are wanting, the number of tasks is held against the largest example profile (7.1)."""
    omvang, norm = pakket.omvang, pakket.rules.o2
    if omvang.contract is None or not pakket.te_weinig_uren:
        return
    grens = norm.kerntaken * omvang.contract / norm.uren
    if exceeds(pakket.meegeteld, grens):
        yield pakket.signaal(
            "O2",
            "oranje",
            taken=str(pakket.meegeteld),
            contract=dutch_number(omvang.contract),
            grens=str(math.floor(grens + EPSILON)),
            norm=dutch_number(norm.kerntaken),
            norm_uren=dutch_number(norm.uren),
        )


def not_to_be_judged(pakket: _Pakket) -> Iterator[Signaal]:
    """O4: what is not known is said to be unknown, never "in orde"."""
    omvang = pakket.omvang
    if omvang.contract is None:
        yield pakket.signaal("O4", "info", oorzaak="contract_onbekend")
    elif pakket.te_weinig_uren:
        counts = {"zonder_uren": str(omvang.zonder_uren), "taken": str(omvang.taken)}
        yield pakket.signaal("O4", "info", oorzaak="uren_onbekend", **counts)


RULES: tuple[Callable[[_Pakket], Iterator[Signaal]], ...] = (
    hours_against_contract,
    tasks_against_example,
    not_to_be_judged,
)


def _lone_worker(beoordeeld: Beoordeeld, catalog: Catalog) -> Iterator[Signaal]:
    """O3: Stap 4 names the lone worker in a steunpunt that performs all basisfuncties."""
    steunpunt, groepen = beoordeeld.steunpunt, catalog.te_kiezen
    if steunpunt.solist and steunpunt.team and groepen and all(map(steunpunt.voert_uit, groepen)):
        yield Signaal(steunpunt.team[0].personeelsnummer, "O3", "rood")


def _with_afspraak(signaal: Signaal, afspraken: Iterable[Afspraak], eerste_dag: dt.date) -> Signaal:
    """The signal with the agreement on it that holds longest, if any."""
    same = [a for a in afspraken if (a.personeelsnummer, a.signaal) == (signaal.personeelsnummer, signaal.code)]
    if not same:
        return signaal
    afspraak = max(same, key=lambda afspraak: afspraak.geldig_tot)
    return replace(signaal, afspraak=afspraak, verlopen=afspraak.geldig_tot < eerste_dag)
