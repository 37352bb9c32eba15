"""What changed since a former period: people, tasks with hours, coverage and signals of one steunpunt.

A personeelsnummer is the same person, also where Excel dropped its zeros since; a code is the same kerntaak, also in
another version of the catalog. Of another catalog nothing is compared that goes by codes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from pipeline.model.analysed import (
    HEAVIEST_FIRST,
    WEAKEST_FIRST,
    Analyse,
    Dekking,
    Dekkingstatus,
    Ernst,
    Geldigheid,
    Signaal,
)
from pipeline.model.catalog import KERNTAKEN, Catalog
from pipeline.model.former import VorigeStand
from pipeline.model.judged import Antwoorden, Beoordeeld, Formulierstatus, Keuze, best_status, form_status
from pipeline.model.kept_answers import EerderFormulier, KeptFormulier, KeptIngang
from pipeline.model.kept_run import RunDekking, RunSignaal, RunSteunpunt
from pipeline.model.personeelsnummer import match_nummer
from pipeline.model.uren import known_sum, shown

Reden = Literal["team", "ontbreekt", "niet_terug", "afgekeurd", "onleesbaar"]
Taaksoort = Literal["erbij", "eraf", "uren"]
Dekkingsoort = Literal["beter", "slechter", "uitgevoerd", "niet_uitgevoerd", "erbij", "vervallen"]
Signaalverloop = Literal["nieuw", "weg", "niet_bekend", "aanvaard", "verlopen", "weer_open", "zwaarder", "lichter"]


@dataclass(frozen=True, slots=True)
class Uren:
    """Hours per week: the sum of those that are known, and how many are not; an unknown one is never 0."""

    bekend: float
    onbekend: int = 0


@dataclass(frozen=True, slots=True)
class Persoon:
    """Somebody whose answers count in one of the two periods only.

    reden: why not in the other one: not in the team ("team"), or the form missing or refused. taken and uren are what
    that person brings or leaves.
    """

    personeelsnummer: str
    naam: str
    reden: Reden
    taken: int
    uren: Uren


@dataclass(frozen=True, slots=True)
class Taakwijziging:
    """A kerntaak of somebody who counts in both periods; van, naar: hours per week, None: unknown, or not chosen."""

    personeelsnummer: str
    kerntaak: str
    soort: Taaksoort
    van: float | None
    naar: float | None


@dataclass(frozen=True, slots=True)
class Dekkingwijziging:
    """A kerntaak with another status; None where the catalog of that period does not have it."""

    kerntaak: str
    soort: Dekkingsoort
    van: Dekkingstatus | None
    naar: Dekkingstatus | None
    uren_van: Uren
    uren_naar: Uren


@dataclass(frozen=True, slots=True)
class Toestand:
    """A signal in one period."""

    ernst: Ernst
    geldigheid: Geldigheid


@dataclass(frozen=True, slots=True)
class Signaalwijziging:
    """A signal that is not as it was; niet_bekend: gone, but nothing counts of this person now, so nobody knows."""

    personeelsnummer: str
    code: str
    soort: Signaalverloop
    van: Toestand | None
    naar: Toestand | None


@dataclass(frozen=True, slots=True)
class Wijziging:
    """All that changed since the period `sinds` (JJJJ-MM).

    namen: personeelsnummer -> name, of then and now; kerntaken: code -> name in both catalogs, now's first; profielen:
    personeelsnummer -> the lines of the profiles that have to be signed again, in the order of the team.
    """

    sinds: str
    erbij: tuple[Persoon, ...] = ()
    eraf: tuple[Persoon, ...] = ()
    taken: tuple[Taakwijziging, ...] = ()
    dekking: tuple[Dekkingwijziging, ...] = ()
    signalen: tuple[Signaalwijziging, ...] = ()
    zelfde_catalogus: bool = True
    namen: Mapping[str, str] = field(default_factory=dict)
    kerntaken: Mapping[str, str] = field(default_factory=dict)
    profielen: Mapping[str, Sequence[str]] = field(default_factory=dict)


def compare(stand: VorigeStand, beoordeeld: Beoordeeld, analyse: Analyse, catalog: Catalog) -> Wijziging:
    """What changed in a steunpunt since the former period, in the order of team and catalog; what is gone is last."""
    then = former_forms(stand, beoordeeld)
    now = {form.personeelsnummer: form for form in beoordeeld.antwoorden}
    same = stand.antwoorden.catalogus.id == catalog.id
    return Wijziging(
        sinds=stand.periode,
        erbij=tuple(_came(form, stand.steunpunt) for nummer, form in now.items() if nummer not in then),
        eraf=tuple(_left(nummer, form, beoordeeld) for nummer, form in then.items() if nummer not in now),
        taken=tuple(
            taak for nummer in now if same and nummer in then for taak in compare_taken(then[nummer], now[nummer])
        ),
        dekking=tuple(_coverage(stand.steunpunt.dekking, analyse.dekking)) if same else (),
        signalen=tuple(_signals(stand, beoordeeld, analyse)),
        zelfde_catalogus=same,
        namen={nummer: form.naam for nummer, form in then.items()}
        | {medewerker.personeelsnummer: medewerker.naam for medewerker in beoordeeld.steunpunt.team},
        kerntaken=entry_names(stand.antwoorden.ingangen, catalog, KERNTAKEN),
    )


def former_forms(stand: VorigeStand, beoordeeld: Beoordeeld) -> dict[str, KeptFormulier]:
    """personeelsnummer as the team spells it now -> the form that was accepted then."""
    then = stand.antwoorden.formulieren
    return {_spelled(nummer, then, beoordeeld): form for nummer, form in then.items()}


def latest_forms(stand: VorigeStand, beoordeeld: Beoordeeld) -> dict[str, EerderFormulier]:
    """personeelsnummer as the team spells it now -> the form of the latest profile, also when it was not of then."""
    latest = stand.laatste
    return {_spelled(nummer, latest, beoordeeld): form for nummer, form in latest.items()}


def entry_names(ingangen: Mapping[str, Mapping[str, KeptIngang]], catalog: Catalog, blad: str) -> dict[str, str]:
    """code -> name in the catalogs of both periods, now's where both have it; ingangen: those of then by sheet."""
    then = {code: entry.naam for code, entry in ingangen.get(blad, {}).items()}
    return then | {code: entry.naam for code, entry in catalog.ingangen(blad).items()}


def _spelled(nummer: str, then: Iterable[str], beoordeeld: Beoordeeld) -> str:
    """A number of then as it is spelled now; never the number of somebody else of then."""
    now = match_nummer(nummer, frozenset(medewerker.personeelsnummer for medewerker in beoordeeld.steunpunt.team))
    return nummer if now in then else now


# --- people --------------------------------------------------------------------------------------------------------


def _came(form: Antwoorden, then: RunSteunpunt) -> Persoon:
    nummer, taken = form.personeelsnummer, form.taken.values()
    return Persoon(nummer, form.medewerker.naam, _why_not_then(nummer, then), len(taken), _sum(taken))


def _left(nummer: str, form: KeptFormulier, beoordeeld: Beoordeeld) -> Persoon:
    taken = form.gekozen(KERNTAKEN).values()
    return Persoon(nummer, form.naam, _why_not_now(nummer, beoordeeld), len(taken), _sum(taken))


_REDENEN: dict[Formulierstatus, Reden] = {
    "afgekeurd": "afgekeurd",
    "onleesbaar": "onleesbaar",
    "niet_terug": "niet_terug",
}


def _sum(taken: Iterable[Keuze]) -> Uren:
    hours = [taak.uren for taak in taken]
    return Uren(known_sum(hours), hours.count(None))


def _why_not_then(nummer: str, then: RunSteunpunt) -> Reden:
    """What the former period says of somebody without answers; whom it does not name was not in the team."""
    if match_nummer(nummer, frozenset(then.ontbrekend)) in then.ontbrekend:
        return "ontbreekt"
    numbers = frozenset(form.personeelsnummer or "" for form in then.formulieren)
    same = match_nummer(nummer, numbers)
    return _REDENEN.get(best_status(form.status for form in then.formulieren if form.personeelsnummer == same), "team")


def _why_not_now(nummer: str, beoordeeld: Beoordeeld) -> Reden:
    if nummer not in {medewerker.personeelsnummer for medewerker in beoordeeld.steunpunt.team}:
        return "team"
    return _REDENEN.get(form_status(beoordeeld, nummer), "ontbreekt")


# --- tasks ---------------------------------------------------------------------------------------------------------


def compare_taken(then: KeptFormulier, now: Antwoorden) -> Iterator[Taakwijziging]:
    """The kerntaken of one person that came, got other hours, or went; hours to two decimals, as they are shown."""
    nummer, old = now.personeelsnummer, then.gekozen(KERNTAKEN)
    for code, keuze in now.taken.items():
        uren = shown(keuze.uren)
        if code not in old:
            yield Taakwijziging(nummer, code, "erbij", None, uren)
        elif shown(old[code].uren) != uren:
            yield Taakwijziging(nummer, code, "uren", shown(old[code].uren), uren)
    for code, antwoord in old.items():
        if code not in now.taken:
            yield Taakwijziging(nummer, code, "eraf", shown(antwoord.uren), None)


# --- coverage ------------------------------------------------------------------------------------------------------


def _coverage(then: Iterable[RunDekking], now: Iterable[Dekking]) -> Iterator[Dekkingwijziging]:
    old = {row.kerntaak: row for row in then}
    new = {row.kerntaak: row for row in now}
    for code in [*new, *(code for code in old if code not in new)]:
        van, naar = old.get(code), new.get(code)
        status_van, status_naar = (row.status if row else None for row in (van, naar))
        if status_van != status_naar:
            soort = _direction(status_van, status_naar)
            yield Dekkingwijziging(code, soort, status_van, status_naar, _hours(van), _hours(naar))


def _hours(row: Dekking | RunDekking | None) -> Uren:
    return Uren(row.uren, row.uren_onbekend) if row else Uren(0.0)


def _direction(van: Dekkingstatus | None, naar: Dekkingstatus | None) -> Dekkingsoort:
    if van is None:
        return "erbij"
    if naar is None:
        return "vervallen"
    if naar == "niet_gekozen":
        return "niet_uitgevoerd"
    if van == "niet_gekozen":
        return "uitgevoerd"
    return "beter" if WEAKEST_FIRST.index(naar) > WEAKEST_FIRST.index(van) else "slechter"


# --- signals -------------------------------------------------------------------------------------------------------


def _signals(stand: VorigeStand, beoordeeld: Beoordeeld, analyse: Analyse) -> Iterator[Signaalwijziging]:
    numbers = {signaal.personeelsnummer for signaal in stand.steunpunt.overbelasting} | {*stand.antwoorden.formulieren}
    old = {
        (_spelled(signaal.personeelsnummer, numbers, beoordeeld), signaal.code): _state(signaal)
        for signaal in stand.steunpunt.overbelasting
    }
    new = {(signaal.personeelsnummer, signaal.code): _state(signaal) for signaal in analyse.signalen}
    unjudged = set(beoordeeld.niet_geteld())
    for nummer, code in [*new, *(key for key in old if key not in new)]:
        van, naar = old.get((nummer, code)), new.get((nummer, code))
        if van != naar and not _only_withdrawn(van, naar):
            yield Signaalwijziging(nummer, code, _turn(van, naar, known=nummer not in unjudged), van, naar)


def _state(signaal: Signaal | RunSignaal) -> Toestand:
    return Toestand(signaal.ernst, signaal.geldigheid)


def _only_withdrawn(van: Toestand | None, naar: Toestand | None) -> bool:
    """Whether just an expired agreement was taken off the list: it was a signal and still is."""
    return van is not None and naar == Toestand(van.ernst, "open") and van.geldigheid == "verlopen"


def _turn(van: Toestand | None, naar: Toestand | None, *, known: bool) -> Signaalverloop:
    """The one word for it; what an agreement does goes before the severity."""
    if van is None:
        return "nieuw"
    if naar is None:
        return "weg" if known else "niet_bekend"
    if naar.geldigheid != "open" and van.geldigheid != naar.geldigheid:
        return naar.geldigheid
    if van.geldigheid == "aanvaard" and naar.geldigheid == "open":
        return "weer_open"
    return "zwaarder" if HEAVIEST_FIRST.index(naar.ernst) < HEAVIEST_FIRST.index(van.ernst) else "lichter"
