"""What an umbrella must decide: who belongs together, where it is weakest, and which steunpunt can help which.

Kerntaken of each person apart (u, v) count nowhere here; those that everybody has (q too) nobody can lend.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from typing import NamedTuple

from pipeline.analysis.summary import count_statuses
from pipeline.base.names import normal
from pipeline.model.analysed import BELOW_COVERED, THIN, Dekkingstatus
from pipeline.model.catalog import Catalog
from pipeline.model.samenvatting import Samenvatting, Taakcijfer

MOST_LENDERS = 3
MOST_WEAK = 5


class Lener(NamedTuple):
    """A steunpunt that can help with a kerntaak, and what it has for it."""

    steunpunt: Samenvatting
    cijfer: Taakcijfer


@dataclass(frozen=True, slots=True)
class Lening:
    """A kerntaak that is uncovered or thin in one steunpunt, and who of the same koepel can help, best first."""

    steunpunt: Samenvatting
    cijfer: Taakcijfer
    bij: tuple[Lener, ...]


@dataclass(frozen=True, slots=True)
class Koepel:
    """Steunpunten that belong together, weakest first; naam is "" for those without a Koepel."""

    naam: str
    steunpunten: tuple[Samenvatting, ...]


class Zwak(NamedTuple):
    """A weak spot: a kerntaak over the steunpunten that ought to cover it, or a steunpunt over its kerntaken.

    naam: the name to show, with code or folder; dun: number that is kwetsbaar or op_papier; totaal: number in scope;
    niet_binnen: forms that are missing, not back or rejected, None for a kerntaak.
    """

    naam: str
    ongedekt: int
    dun: int
    totaal: int
    niet_binnen: int | None = None


def _lendable(catalog: Catalog) -> frozenset[str]:
    """Codes of the kerntaken that can be lent: all but those that everybody has."""
    return catalog.gedeeld - catalog.altijd


def by_koepel(samenvattingen: Iterable[Samenvatting], catalog: Catalog) -> tuple[Koepel, ...]:
    """The steunpunten by Koepel, in order of its name, those without one last; case makes no difference."""
    together: defaultdict[str, list[Samenvatting]] = defaultdict(list)
    for found in sorted(samenvattingen, key=lambda found: found.map):
        together[normal(found.koepel)].append(found)
    keys = sorted(together, key=lambda key: (not key, key))
    return tuple(Koepel(together[key][0].koepel.strip(), weakest_first(together[key], catalog.gedeeld)) for key in keys)


def weakest_first(samenvattingen: Iterable[Samenvatting], codes: frozenset[str]) -> tuple[Samenvatting, ...]:
    """Those that cannot be read first, then by number uncovered, on paper and kwetsbaar; equals by folder."""
    return tuple(sorted(samenvattingen, key=lambda found: _weakness(found, codes)))


def _weakness(found: Samenvatting, codes: frozenset[str]) -> tuple[bool, int, int, int, str]:
    counts = count_statuses(found, codes)
    return found.leesbaar, -counts["ongedekt"], -counts["op_papier"], -counts["kwetsbaar"], found.map


# --- weakest spots -------------------------------------------------------------------------------------------------


def weak_kerntaken(samenvattingen: Iterable[Samenvatting], catalog: Catalog, most: int = MOST_WEAK) -> tuple[Zwak, ...]:
    """The kerntaken that are uncovered at most steunpunten, then thin at most; only those that fall short anywhere."""
    counts: dict[str, defaultdict[Dekkingstatus, int]] = {code: defaultdict(int) for code in catalog.kerntaak}
    for found in samenvattingen:
        for code, status in found.statussen:
            counts[code][status] += 1
    names = {code: f"{code} {taak.naam}" for code, taak in catalog.kerntaak.items() if code in catalog.gedeeld}
    return _weakest((_zwak(naam, counts[code]) for code, naam in names.items()), most)


def weak_steunpunten(
    samenvattingen: Sequence[Samenvatting], catalog: Catalog, most: int = MOST_WEAK
) -> tuple[Zwak, ...]:
    """The steunpunten with most uncovered kerntaken, then with most thin ones; only those that fall short anywhere."""
    codes = catalog.gedeeld
    ordered = weakest_first((found for found in samenvattingen if found.leesbaar), codes)
    spots = (
        _zwak(f"{found.naam} ({found.map})", count_statuses(found, codes), niet_binnen=found.niet_binnen)
        for found in ordered
    )
    return _weakest(spots, most)


def _zwak(naam: str, counts: Mapping[Dekkingstatus, int], niet_binnen: int | None = None) -> Zwak:
    in_scope = sum(count for status, count in counts.items() if status != "niet_gekozen")
    thin = sum(counts.get(status, 0) for status in THIN)
    return Zwak(naam, counts.get("ongedekt", 0), thin, in_scope, niet_binnen)


def _weakest(spots: Iterable[Zwak], most: int) -> tuple[Zwak, ...]:
    """The first few that fall short; equals stay in the order in which they came."""
    short = (spot for spot in spots if spot.ongedekt or spot.dun)
    return tuple(nsmallest(most, short, key=lambda spot: (-spot.ongedekt, -spot.dun)))


# --- who can help whom ---------------------------------------------------------------------------------------------


def can_lend(cijfer: Taakcijfer) -> bool:
    """Covered by two or more people, with hours left among them."""
    return cijfer.status == "gedekt" and cijfer.mensen > 1 and cijfer.ruimte > 0


def lendings(koepel: Koepel, catalog: Catalog) -> Iterator[Lening]:
    """Every weak kerntaak of the steunpunten of one koepel for which another one has hours left.

    By kerntaak in catalog order, uncovered first, then by folder. Who can help is ranked by hours left, then by
    folder, at most MOST_LENDERS.
    """
    _, lenders = _standing(koepel, catalog)
    for code in catalog.kerntaak:
        if code in lenders:  # the same for every one that asks: who is weak itself never lends
            weak = sorted(_weak_at(code, koepel), key=_weakest_first)
            yield from (Lening(found, _figure(found, code), lenders[code]) for _, found in weak)


def without_help(koepel: Koepel, catalog: Catalog) -> tuple[str, ...]:
    """Codes of kerntaken that are weak somewhere in a koepel while nobody there has hours left for them."""
    weak, lenders = _standing(koepel, catalog)
    return tuple(code for code in catalog.kerntaak if code in weak and code not in lenders)


def _standing(koepel: Koepel, catalog: Catalog) -> tuple[frozenset[str], dict[str, tuple[Lener, ...]]]:
    """Codes of the kerntaken that can be lent and are weak somewhere in a koepel, and by code who can help with them.

    The figures of a kerntaak are objects while they are looked at only: a koepel can have tens of thousands.
    """
    lendable, weak, lenders = _lendable(catalog), set[str](), dict[str, tuple[Lener, ...]]()
    for found in koepel.steunpunten:
        for cijfer in found.kerntaken:
            if cijfer.kerntaak in lendable and is_weak(cijfer.status):
                weak.add(cijfer.kerntaak)
            elif cijfer.kerntaak in lendable and can_lend(cijfer):
                known = lenders.get(cijfer.kerntaak, ())
                lenders[cijfer.kerntaak] = tuple(sorted((*known, Lener(found, cijfer)), key=_best_first)[:MOST_LENDERS])
    return frozenset(weak), lenders


def _weak_at(code: str, koepel: Koepel) -> Iterator[tuple[Dekkingstatus, Samenvatting]]:
    for found in koepel.steunpunten:
        for kerntaak, status in found.statussen:
            if kerntaak == code and is_weak(status):
                yield status, found


def _figure(found: Samenvatting, code: str) -> Taakcijfer:
    return next(cijfer for cijfer in found.kerntaken if cijfer.kerntaak == code)


def is_weak(status: Dekkingstatus) -> bool:
    """Uncovered or thin."""
    return status in BELOW_COVERED


def _best_first(row: Lener) -> tuple[float, str]:
    return -row.cijfer.ruimte, row.steunpunt.map


def _weakest_first(row: tuple[Dekkingstatus, Samenvatting]) -> tuple[bool, str]:
    return row[0] != "ongedekt", row[1].map
