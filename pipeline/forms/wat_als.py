"""wat-als.xlsx: the hours of a period on a sheet that calculates, to move hours, add somebody or take somebody away.

Drawn once for a number of columns (wat_als_sheet) and then cast, as a form is; with the shipped catalogs and settings
that was done when the program was made (tools/make_kept.py).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from pipeline.base.dutch import dutch_period
from pipeline.base.kept import kept
from pipeline.base.names import printable
from pipeline.base.places import Coord, cell_name
from pipeline.definitions.layout import STEMPEL
from pipeline.definitions.ontwerp import Ontwerp
from pipeline.definitions.rules import Rules
from pipeline.definitions.verdeling_words import load_verdeling
from pipeline.forms.drawing.casting import VAN, Mould, Vak, can_be_cast
from pipeline.forms.live.rooster import Rooster
from pipeline.forms.verdeling import Persoon, Verdeling, columns_for, hours_shown, name_width, places, rooster_of
from pipeline.model.analysed import Analyse
from pipeline.model.catalog import Catalog
from pipeline.model.record import Record
from pipeline.model.steunpunt import Steunpunt
from pipeline.model.workbook import Value

KEY = "wat_als"


def make_wat_als(ontwerp: Ontwerp, steunpunt: Steunpunt, analyse: Analyse, periode: str) -> bytes:
    """The workbook of a steunpunt. analyse: what the run says; periode is JJJJ-MM."""
    verdeling = _filled(steunpunt, analyse, periode)
    columns = columns_for(len(verdeling.personen))
    facts, rooster = _facts(ontwerp, steunpunt), rooster_of(ontwerp, verdeling, columns)
    filled = {place: value for place, value in places(verdeling, rooster) if value is not None}
    if not all(can_be_cast(value, datum=False) for value in filled.values()):
        from pipeline.forms.wat_als_sheet import draw_file  # openpyxl: not for what can be cast

        return draw_file(KEY, verdeling, rooster, _at(rooster, facts))
    mould, rooster = _mould(ontwerp, columns)
    sheet = {cell_name(*place): value for place, value in filled.items()}
    hidden = {cell_name(*place): value for place, value in _at(rooster, facts).items()}
    return mould.cast({verdeling.blad.naam: sheet, STEMPEL: hidden}, verdeling.voet)


def _filled(steunpunt: Steunpunt, analyse: Analyse, periode: str) -> Verdeling:
    """What stands on the sheet: everybody of the team, with hours where a form counts."""
    words = load_verdeling()
    contracts = {omvang.personeelsnummer: omvang.contract for omvang in analyse.omvang}
    hours: dict[str, dict[str, float | None]] = {}
    for row in analyse.dekking:
        for nummer, uren in row.uren_per_persoon.items():
            hours.setdefault(nummer, {})[row.kerntaak] = uren
    personen = [
        Persoon(
            nummer=m.personeelsnummer,
            uren=hours_shown(hours.get(m.personeelsnummer, {})),
            naam=printable(m.naam),
            contract=contracts.get(m.personeelsnummer, m.contracturen),
        )
        for m in steunpunt.team
    ]
    need = {row.kerntaak: row.behoefte for row in analyse.dekking if row.behoefte is not None}
    voet = " · ".join((printable(steunpunt.naam), dutch_period(periode)))
    return _blank(words.wat_als.titel.format(steunpunt=voet), voet, personen, need)


def _blank(
    titel: str, voet: str, personen: Sequence[Persoon] = (), need: Mapping[str, float] | None = None
) -> Verdeling:
    blad = load_verdeling().wat_als
    return Verdeling(blad, titel, (blad.intro,), personen, need or {}, voet)


def _facts(ontwerp: Ontwerp, steunpunt: Steunpunt) -> dict[tuple[str, str], Value]:
    """What the formulas need of the team workbook: the groups that are performed, and people who are not shown."""
    groups = {(groep.code, "uitgevoerd"): int(steunpunt.voert_uit(groep)) for groep in ontwerp.catalog.te_kiezen}
    return {**groups, ("overig", "waarde"): steunpunt.onbruikbaar}


def _at(rooster: Rooster, facts: Mapping[tuple[str, str], Value]) -> dict[Coord, Value]:
    """The same by their place on the hidden sheet."""
    return {
        (rooster.totalen if kolom == "waarde" else rooster.groepen).place(row, kolom): value
        for (row, kolom), value in facts.items()
    }


@lru_cache(maxsize=16)
def _mould(ontwerp: Ontwerp, columns: int) -> tuple[Mould, Rooster]:
    """The workbook of no steunpunt, and where everything stands on it."""
    rooster = rooster_of(ontwerp, _empty(), columns)
    found = kept(kept_name(ontwerp.catalog, columns))
    if isinstance(found, KeptMould) and found.grenzen == bounds(ontwerp.rules):
        return found.mould, rooster
    return make_mould(ontwerp, columns), rooster


class KeptMould(NamedTuple):
    """A mould, and the settings that it calculates with."""

    grenzen: tuple[Record, ...]
    mould: Mould


def bounds(rules: Rules) -> tuple[Record, ...]:
    """The settings that can be seen on the workbook; all others may differ."""
    return rules.grenzen, rules.o1, rules.o2, rules.o4


def kept_name(catalog: Catalog, columns: int) -> str:
    """The name under which the mould of a catalog with so many columns is kept."""
    return f"wat-als {catalog.sha256[:32]} {columns}"


def make_mould(ontwerp: Ontwerp, columns: int) -> Mould:
    """The workbook of no steunpunt, drawn now."""
    from pipeline.forms.wat_als_sheet import draw_mould  # openpyxl: not for what was kept

    empty = _empty()
    rooster = rooster_of(ontwerp, empty, columns)
    facts = _at(rooster, _facts(ontwerp, Steunpunt("", "")))
    vakken = [Vak(cell_name(*place), _width(rooster, place)) for place, _ in places(empty, rooster)]
    return draw_mould(KEY, empty, rooster, facts, vakken)


def _empty() -> Verdeling:
    return _blank(load_verdeling().wat_als.titel.format(steunpunt=VAN), VAN)


def _width(rooster: Rooster, place: Coord) -> float:
    """Rows grow with names only."""
    width = name_width(load_verdeling().wat_als)
    return width if place[0] == rooster.lijn("naam") else 0.0
