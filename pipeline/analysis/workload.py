"""Hours and overload (Stap 4; design.md 3.5): a signal for a conversation, never a verdict.

forms/live/signals.py calculates the same rules while somebody types; both find them by code.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from pipeline.base.dutch import dutch_number
from pipeline.base.names import name_key
from pipeline.definitions.rules import Rules
from pipeline.model.analysed import Ernst, Omvang, Signaal
from pipeline.model.catalog import Catalog
from pipeline.model.judged import Antwoorden, Beoordeeld
from pipeline.model.steunpunt import Afspraak, Steunpunt
from pipeline.model.uren import EPSILON, exceeds


class Gezien(NamedTuple):
    """What a rule sees in somebody: how serious it is, and what fills its text."""

    personeelsnummer: str
    ernst: Ernst
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Pakket:
    """One accepted form with the thresholds that it is held against; meegeteld: kerntaken beside those of everybody."""

    omvang: Omvang
    meegeteld: int
    rules: Rules

    def ziet(self, ernst: Ernst, **values: str) -> Gezien:
        """A signal of this person."""
        return Gezien(self.omvang.personeelsnummer, ernst, values)

    @property
    def te_weinig_uren(self) -> bool:
        """Whether too many tasks are without hours to judge by their sum."""
        return self.omvang.zonder_uren > self.rules.o4.zonder_uren * self.omvang.taken


@dataclass(frozen=True, slots=True)
class Weging:
    """What the rules look at: a steunpunt with the accepted forms of its team."""

    steunpunt: Steunpunt
    pakketten: tuple[Pakket, ...]
    catalog: Catalog


Oordeelregel = Callable[[Weging], Iterator[Gezien]]


def weigh(
    beoordeeld: Beoordeeld, omvang: Sequence[Omvang], catalog: Catalog, rules: Rules, eerste_dag: dt.date
) -> tuple[Signaal, ...]:
    """Signals of a steunpunt by team member; omvang: as `measure_forms` has it.

    eerste_dag is the first day of the period: agreements end before it.
    """
    steunpunt, forms = beoordeeld.steunpunt, beoordeeld.antwoorden
    counted = [len(form.taken.keys() - catalog.altijd) for form in forms]
    pakketten = tuple(Pakket(found, number, rules) for found, number in zip(omvang, counted, strict=True))
    weging = Weging(steunpunt, pakketten, catalog)
    found = [
        Signaal(seen.personeelsnummer, code, seen.ernst, seen.values)
        for code, rule in REGELS.items()
        for seen in rule(weging)
    ]
    order = {medewerker.personeelsnummer: place for place, medewerker in enumerate(steunpunt.team)}
    found.sort(key=lambda signaal: (order[signaal.personeelsnummer], signaal.code))
    return tuple(_with_afspraak(signaal, steunpunt.afspraken, eerste_dag) for signaal in found)


def measure_forms(beoordeeld: Beoordeeld) -> tuple[Omvang, ...]:
    """Hours of everybody with an accepted form, in the order of the team."""
    return tuple(measure(antwoorden) for antwoorden in beoordeeld.antwoorden)


def measure(antwoorden: Antwoorden) -> Omvang:
    """Known hours of the chosen kerntaken against the contract, per week."""
    return Omvang(
        personeelsnummer=antwoorden.personeelsnummer,
        contract=antwoorden.medewerker.contracturen,
        bekend=antwoorden.bekende_uren,
        taken=len(antwoorden.taken),
        zonder_uren=antwoorden.zonder_uren,
        wie=hashlib.sha256(name_key(antwoorden.medewerker.naam).encode()).hexdigest()[:8],
    )


def hours_against_contract(pakket: Pakket) -> Iterator[Gezien]:
    """O1: Stap 4 asks whether the package fits; full with tasks still to come is a sign as well."""
    omvang, vanaf = pakket.omvang, pakket.rules.o1.oranje_vanaf
    if omvang.contract is None:
        return
    values = {"uren": dutch_number(omvang.bekend), "contract": dutch_number(omvang.contract)}
    if omvang.boven_contract:
        yield pakket.ziet("rood", **values, over=dutch_number(omvang.over))
    elif omvang.zonder_uren and not exceeds(vanaf * omvang.contract, omvang.bekend):
        counts = {"zonder_uren": str(omvang.zonder_uren), "taken": str(omvang.taken)}
        yield pakket.ziet("oranje", **values, **counts, grens=dutch_number(100 * vanaf))


def tasks_against_example(pakket: Pakket) -> Iterator[Gezien]:
    """O2: only where hours are wanting, the number of tasks is held against the largest example profile (7.1)."""
    omvang, norm = pakket.omvang, pakket.rules.o2
    if omvang.contract is None or not pakket.te_weinig_uren:
        return
    grens = norm.kerntaken * omvang.contract / norm.uren
    if exceeds(pakket.meegeteld, grens):
        yield pakket.ziet(
            "oranje",
            taken=str(pakket.meegeteld),
            contract=dutch_number(omvang.contract),
            grens=str(math.floor(grens + EPSILON)),
            norm=dutch_number(norm.kerntaken),
            norm_uren=dutch_number(norm.uren),
        )


def not_to_be_judged(pakket: Pakket) -> Iterator[Gezien]:
    """O4: what is not known is said to be unknown, never "in orde"."""
    omvang = pakket.omvang
    if omvang.contract is None:
        yield pakket.ziet("info", oorzaak="contract_onbekend")
    elif pakket.te_weinig_uren:
        counts = {"zonder_uren": str(omvang.zonder_uren), "taken": str(omvang.taken)}
        yield pakket.ziet("info", oorzaak="uren_onbekend", **counts)


def lone_worker(weging: Weging) -> Iterator[Gezien]:
    """O3: Stap 4 names the lone worker in a steunpunt that performs all basisfuncties; with or without a form."""
    steunpunt, groepen = weging.steunpunt, weging.catalog.te_kiezen
    if steunpunt.solist and steunpunt.team and groepen and all(map(steunpunt.voert_uit, groepen)):
        yield Gezien(steunpunt.team[0].personeelsnummer, "rood", {})


def each(rule: Callable[[Pakket], Iterator[Gezien]]) -> Oordeelregel:
    """A rule that looks at one form at a time."""
    return lambda weging: (seen for pakket in weging.pakketten for seen in rule(pakket))


REGELS: dict[str, Oordeelregel] = {  # by code of the signal in schemas/messages.yaml
    "O1": each(hours_against_contract),
    "O2": each(tasks_against_example),
    "O3": lone_worker,
    "O4": each(not_to_be_judged),
}


def _with_afspraak(signaal: Signaal, afspraken: Iterable[Afspraak], eerste_dag: dt.date) -> Signaal:
    """The signal with the agreement on it that holds longest, if any."""
    same = [a for a in afspraken if (a.personeelsnummer, a.signaal) == (signaal.personeelsnummer, signaal.code)]
    if not same:
        return signaal
    afspraak = max(same, key=lambda afspraak: afspraak.geldig_tot)
    return replace(signaal, afspraak=afspraak, verlopen=afspraak.geldig_tot < eerste_dag)
