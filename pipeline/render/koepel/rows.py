"""What the umbrella's tables say: a row per steunpunt, and the same figures over a koepel and over all together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.analysis.lending import Koepel, Lener, Lening, shared_codes
from pipeline.analysis.summary import FULL_TIME, codes_of, count_statuses
from pipeline.base.dutch import dutch_number
from pipeline.definitions.report_words import counted, load_wording
from pipeline.model.analysed import BELOW_COVERED, HEAVIEST_FIRST, Dekkingstatus, Samenvatting, weakest
from pipeline.model.catalog import Catalog, Groep

FORMS = ("goedgekeurd", "niet_terug", "ontbrekend", "afgekeurd")
FIGURES = ("ongedekt", "medewerkers", "fte", "contract_onbekend", *FORMS, "overbelast", "aandeel", *HEAVIEST_FIRST)

Cijfers = dict[str, float | None]  # by key of FIGURES; None: nothing can be said


@dataclass(frozen=True, slots=True)
class Groepsvak:
    """What one cell of the table says of a group; status gives it its colour, None: nothing to judge."""

    tekst: str
    status: Dekkingstatus | None


@dataclass(frozen=True, slots=True)
class Steunpuntregel:
    """A row of the tables: a steunpunt. vakken: by group to choose; taken: by kerntaak, as in the catalog."""

    map: str
    naam: str
    gemeente: str
    vakken: tuple[Groepsvak, ...]
    cijfers: Cijfers
    taken: tuple[Dekkingstatus, ...]
    leesbaar: bool


@dataclass(frozen=True, slots=True)
class Totaal:
    """A row of totals: per group how many steunpunten perform it and how many cover it wholly, and the figures."""

    vakken: tuple[Groepsvak, ...]
    cijfers: Cijfers


def row_of(found: Samenvatting, catalog: Catalog) -> Steunpuntregel:
    """The row of one steunpunt."""
    return Steunpuntregel(
        map=found.map,
        naam=found.naam,
        gemeente=found.gemeente,
        vakken=tuple(_vak(found, groep, catalog) for groep in catalog.te_kiezen),
        cijfers=_figures([found], catalog) if found.leesbaar else dict.fromkeys(FIGURES),
        taken=tuple(cijfer.status for cijfer in found.kerntaken),
        leesbaar=found.leesbaar,
    )


def total_of(samenvattingen: Sequence[Samenvatting], catalog: Catalog) -> Totaal:
    """Steunpunten together; those that cannot be read count for nothing."""
    readable = [found for found in samenvattingen if found.leesbaar]
    vakken = tuple(_total_vak(readable, groep, catalog) for groep in catalog.te_kiezen)
    return Totaal(vakken, _figures(readable, catalog))


def _vak(found: Samenvatting, groep: Groep, catalog: Catalog) -> Groepsvak:
    """A group at one steunpunt: what falls short in it, or that all is well, or why there is nothing to say."""
    words = load_wording()
    if not found.leesbaar:
        return Groepsvak(words.overzicht.onleesbaar, None)
    if not found.voert_uit(groep):
        return Groepsvak(words.overzicht.niet_uitgevoerd, "niet_gekozen")
    counts = count_statuses(found, codes_of(groep, catalog))
    status = weakest(counts)
    if status is None:
        return Groepsvak(words.overzicht.zonder_kerntaken, None)
    if status not in BELOW_COVERED:
        return Groepsvak(words.statussen[status].woord, status)
    return Groepsvak(counted({key: counts[key] for key in BELOW_COVERED}), status)


def _total_vak(readable: Sequence[Samenvatting], groep: Groep, catalog: Catalog) -> Groepsvak:
    codes = codes_of(groep, catalog)
    performed = [found for found in readable if found.voert_uit(groep)]
    covered = sum(weakest(count_statuses(found, codes)) == "gedekt" for found in performed)
    return Groepsvak(load_wording().overzicht.totaal_groep.format(uitgevoerd=len(performed), gedekt=covered), None)


def _figures(found: Sequence[Samenvatting], catalog: Catalog) -> Cijfers:
    """FIGURES, summed; aandeel is a percentage of the accepted forms, None without any."""
    codes = shared_codes(catalog)
    accepted = sum(one.goedgekeurd for one in found)
    overloaded = sum(one.overbelast for one in found)
    return {
        "ongedekt": sum(count_statuses(one, codes)["ongedekt"] for one in found),
        "medewerkers": sum(one.medewerkers for one in found),
        "fte": round(sum(one.contracturen for one in found) / FULL_TIME, 1),
        "contract_onbekend": sum(one.contract_onbekend for one in found),
        "goedgekeurd": accepted,
        "niet_terug": sum(one.niet_terug for one in found),
        "ontbrekend": sum(one.ontbrekend for one in found),
        "afgekeurd": sum(one.afgekeurd for one in found),
        "overbelast": overloaded,
        "aandeel": round(100 * overloaded / accepted) if accepted else None,
        **{ernst: sum(one.signalen[ernst] for one in found) for ernst in HEAVIEST_FIRST},
    }


# --- words that both files use -------------------------------------------------------------------------------------


def koepel_naam(koepel: Koepel, *, alone: bool) -> str:
    """Name of a koepel; where there is only one and it has no name: all steunpunten."""
    words = load_wording().koepel
    return koepel.naam or (words.alle if alone else words.zonder)


def kerntaak_naam(code: str, catalog: Catalog) -> str:
    """Code and name of a kerntaak."""
    return f"{code} {catalog.kerntaak[code].naam}"


def lener_tekst(lener: Lener) -> str:
    """A steunpunt that can help, with its hours left."""
    uren = dutch_number(lener.cijfer.ruimte)
    return load_wording().koepel.lener.format(naam=lener.steunpunt.naam, uren=uren)


def vrager_tekst(lening: Lening) -> str:
    """A steunpunt that needs help, with how the kerntaak stands there."""
    words = load_wording()
    status = words.statussen[lening.cijfer.status].woord
    return words.koepel.vrager.format(naam=lening.steunpunt.naam, status=status)
