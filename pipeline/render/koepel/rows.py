"""What the umbrella's tables say: a row per steunpunt, and the same figures over a koepel and over all together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.analysis.lending import Koepel, Lener, Lening
from pipeline.analysis.summary import FULL_TIME, codes_of, count_statuses
from pipeline.base.dutch import dutch_number
from pipeline.definitions.report_words import counted, load_wording
from pipeline.model.analysed import BELOW_COVERED, HEAVIEST_FIRST, MENSEN, Dekkingstatus, weakest
from pipeline.model.catalog import Catalog, Groep
from pipeline.model.samenvatting import Samenvatting

FORMS = ("goedgekeurd", "niet_terug", "ontbrekend", "afgekeurd")
FIGURES = ("ongedekt", "medewerkers", "fte", "contract_onbekend", *FORMS, "overbelast", "aandeel", *HEAVIEST_FIRST)

OF_ALL = ("medewerkers", *FORMS)  # what can be said of any catalog

Cijfers = dict[str, float | str | None]  # by key of FIGURES; None: nothing can be said; a text: it is not told


def figures_of(catalog: Catalog) -> tuple[str, ...]:
    """Keys of the figures: without hours there is nothing of coverage, contracts and signals."""
    return FIGURES if catalog.heeft_uren else OF_ALL


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
        cijfers=_figures([[found]], catalog) if found.leesbaar else dict.fromkeys(FIGURES),
        taken=tuple(status for _, status in found.statussen),
        leesbaar=found.leesbaar,
    )


def total_of(koepels: Sequence[Koepel], catalog: Catalog) -> Totaal:
    """Koepels together; steunpunten that cannot be read count for nothing."""
    groups = [[found for found in koepel.steunpunten if found.leesbaar] for koepel in koepels]
    readable = [found for group in groups for found in group]
    vakken = tuple(_total_vak(readable, groep, catalog) for groep in catalog.te_kiezen)
    return Totaal(vakken, _figures(groups, catalog))


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


def _figures(groups: Sequence[Sequence[Samenvatting]], catalog: Catalog) -> Cijfers:
    """FIGURES, summed over steunpunten by koepel; those about persons are not told where they rest on too few."""
    found = [one for group in groups for one in group]
    contracts = [[one.bekende_contracten for one in group] for group in groups]
    forms = [[one.met_uren for one in group] for group in groups]
    return {
        "ongedekt": sum(count_statuses(one, catalog.gedeeld)["ongedekt"] for one in found),
        "medewerkers": sum(one.medewerkers for one in found),
        "contract_onbekend": sum(one.contract_onbekend for one in found),
        **{status: sum(getattr(one, status) for one in found) for status in FORMS},
        **_about_people(_contracts(found), contracts),
        **_about_people(_signals(found), forms),
    }


def _contracts(found: Sequence[Samenvatting]) -> Cijfers:
    return {"fte": round(sum(one.contracturen for one in found) / FULL_TIME, 1)}


def _signals(found: Sequence[Samenvatting]) -> Cijfers:
    """aandeel is a percentage of the accepted forms."""
    accepted, overloaded = (sum(getattr(one, key) for one in found) for key in ("met_uren", "overbelast"))
    return {
        "overbelast": overloaded,
        "aandeel": round(100 * overloaded / accepted) if accepted else None,
        **{ernst: sum(one.signalen[ernst] for one in found) for ernst in HEAVIEST_FIRST},
    }


def _about_people(cijfers: Cijfers, people: Sequence[Sequence[int]]) -> Cijfers:
    """Figures that rest on so many people of each steunpunt, by koepel; without anybody nothing can be said.

    Not told where they rest on fewer than MENSEN, nor a total from which those of fewer could be worked out: with
    the rows and totals that are told beside it.
    """
    together, left = sum(map(sum, people)), _few(map(_few, people))
    if not together:
        return dict.fromkeys(cijfers)
    if together < MENSEN or 0 < left < MENSEN:
        return dict.fromkeys(cijfers, load_wording().overzicht.niet_genoemd)
    return cijfers


def _few(numbers: Iterable[int]) -> int:
    """The people of those of which, for want of people, no figure is told."""
    return sum(number for number in numbers if number < MENSEN)


# --- words that both files use -------------------------------------------------------------------------------------


def koepel_naam(koepel: Koepel, *, alone: bool) -> str:
    """Name of a koepel; where there is only one and it has no name: all steunpunten."""
    words = load_wording().koepel
    return koepel.naam or (words.alle if alone else words.zonder)


def kerntaak_naam(code: str, catalog: Catalog) -> str:
    """Code and name of a kerntaak."""
    return f"{code} {catalog.kerntaak[code].naam}"


def lener_tekst(lener: Lener) -> str:
    """A steunpunt that can help; with its hours left where these are of MENSEN people or more."""
    words, uren = load_wording().koepel, dutch_number(lener.cijfer.ruimte)
    pattern = words.lener if lener.cijfer.ruimte_van >= MENSEN else words.lener_zonder_uren
    return pattern.format(naam=lener.steunpunt.naam, uren=uren)


def vrager_tekst(lening: Lening) -> str:
    """A steunpunt that needs help, with how the kerntaak stands there."""
    words = load_wording()
    status = words.statussen[lening.cijfer.status].woord
    return words.koepel.vrager.format(naam=lening.steunpunt.naam, status=status)
