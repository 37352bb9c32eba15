"""Needs over the steunpunten of one koepel together, under the rule of small numbers (ontwikkeling.md 6)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.model.samenvatting import Leercijfer, Samenvatting

FEWEST_STEUNPUNTEN = 3


@dataclass(frozen=True, slots=True)
class Leertotaal:
    """One catalog over a koepel: people who were asked, and at each code how many have it as nodig and mogelijk."""

    catalogus: str
    mensen: int
    behoeften: dict[str, tuple[int, int]]


def learning_totals(steunpunten: Iterable[Samenvatting], groep: int) -> list[Leertotaal]:
    """The catalogs of which enough people over enough steunpunten were asked, in order of their ids.

    groep: k, the number of people that cannot be told apart; 2k at least have to be asked.
    """
    found: defaultdict[str, list[Leercijfer]] = defaultdict(list)
    for steunpunt in steunpunten:
        for cijfer in steunpunt.opleiding:
            found[cijfer.catalogus].append(cijfer)
    return [
        total
        for naam, cijfers in sorted(found.items())
        if len(cijfers) >= FEWEST_STEUNPUNTEN and (total := _total(naam, cijfers)).mensen >= 2 * groep
    ]


def _total(catalogus: str, cijfers: Iterable[Leercijfer]) -> Leertotaal:
    behoeften: defaultdict[str, tuple[int, int]] = defaultdict(lambda: (0, 0))
    mensen = 0
    for cijfer in cijfers:
        mensen += cijfer.mensen
        for code, (nodig, mogelijk) in cijfer.behoeften.items():
            behoeften[code] = (behoeften[code][0] + nodig, behoeften[code][1] + mogelijk)
    return Leertotaal(catalogus, mensen, dict(behoeften))
