"""The sheet that divides hours over a team: what stands on it, and where (verdeling_sheet draws it).

It stands in the team workbook as Verdeling, and filled with the hours of a period it is wat-als.xlsx.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.base.places import Coord
from pipeline.definitions.layout import Blad
from pipeline.definitions.ontwerp import Ontwerp
from pipeline.definitions.verdeling_words import load_verdeling
from pipeline.excel import room
from pipeline.forms.live.rooster import LIJNEN, VAST, Rooster, Teamplaatsen
from pipeline.model.uren import shown
from pipeline.model.workbook import Value

STEP = 4  # columns by which a sheet is wider for a larger team: few moulds serve all
IN_SIGHT = 175  # characters of a line that are in sight on a laptop
_INDENT = 2.0  # characters


@dataclass(frozen=True, slots=True)
class Persoon:
    """A column: its number, its name, and by kerntaak what stands in it; contract: where that is typed on the sheet."""

    nummer: str
    uren: Mapping[str, Value] = field(default_factory=dict)
    naam: str = ""
    contract: float | None = None


@dataclass(frozen=True, slots=True)
class Verdeling:
    """What a sheet is filled with. benodigd: hours by kerntaak, where these are typed on the sheet itself."""

    blad: Blad
    titel: str
    regels: tuple[str, ...]
    personen: Sequence[Persoon] = ()
    benodigd: Mapping[str, float] = field(default_factory=dict)
    voet: str = ""


def hours_shown(uren: Mapping[str, float | None]) -> dict[str, Value]:
    """Hours as they stand on the sheet: those that are not known have a sign, for a blank cell is nobody's task."""
    return {code: load_verdeling().onbekend if hours is None else shown(hours) for code, hours in uren.items()}


def columns_for(personen: int) -> int:
    """Number of columns for a team: some to spare, and few different numbers."""
    words = load_verdeling()
    if not personen:
        return words.kolommen_leeg
    more = max(personen + words.reserve - words.kolommen, 0)
    return words.kolommen + -(-more // STEP) * STEP


def rooster_of(ontwerp: Ontwerp, verdeling: Verdeling, personen: int, team: Teamplaatsen | None = None) -> Rooster:
    """Where everything comes to stand on a sheet with so many columns for people."""
    kop = 3 + len(lines(verdeling.regels)) + len(LIJNEN)
    return Rooster(ontwerp, verdeling.blad.naam, personen, kop, team)


def places(verdeling: Verdeling, rooster: Rooster) -> Iterator[tuple[Coord, Value]]:
    """The cells that are filled in, with what stands in them; blank ones too."""
    typed = rooster.team is None
    people = [*verdeling.personen, *[Persoon("")] * (rooster.personen - len(verdeling.personen))]
    for column, persoon in enumerate(people, len(VAST) + 1):
        if typed:
            yield (rooster.lijn("naam"), column), persoon.naam or None
            yield (rooster.lijn("contract"), column), persoon.contract
        yield (rooster.kop, column), persoon.nummer or None
        for row, code in enumerate(rooster.ontwerp.catalog.kerntaak, rooster.kop + 1):
            yield (row, column), persoon.uren.get(code)
    if typed:
        for row, code in enumerate(rooster.ontwerp.catalog.kerntaak, rooster.kop + 1):
            yield (row, VAST.index("benodigd") + 1), verdeling.benodigd.get(code)


def name_width(blad: Blad) -> float:
    """Characters of usual letters that a name may have on a line: its own are small, and not indented."""
    return (blad.kolommen[len(VAST)].breedte + _INDENT) * room.SIZE / room.SMALL


def lines(texts: Sequence[str]) -> list[str]:
    """Texts in lines that are in sight."""
    return [line for text in texts for line in room.wrap(text, IN_SIGHT)]
