"""wat-als.xlsx: the hours of a period on a sheet that calculates, to move hours, add somebody or take somebody away.

Drawn once for a number of columns and then cast, as a form is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from pipeline.base.dutch import dutch_period
from pipeline.base.names import printable
from pipeline.base.places import Coord, cell_name
from pipeline.definitions.layout import STEMPEL
from pipeline.definitions.ontwerp import Ontwerp
from pipeline.definitions.verdeling_words import load_verdeling
from pipeline.excel.book import to_bytes
from pipeline.excel.formulas import checked
from pipeline.forms.drawing.casting import VAN, Mould, Vak, can_be_cast, vak
from pipeline.forms.drawing.draw import Drawing
from pipeline.forms.live.rooster import Rooster
from pipeline.forms.live.verdeling import calculation
from pipeline.forms.verdeling import (
    Persoon,
    Verdeling,
    columns_for,
    draw_verdeling,
    hours_shown,
    name_width,
    places,
    rooster_of,
)
from pipeline.model.analysed import Analyse
from pipeline.model.steunpunt import Steunpunt
from pipeline.model.workbook import Value

KEY = "wat_als"


def make_wat_als(ontwerp: Ontwerp, steunpunt: Steunpunt, analyse: Analyse, periode: str) -> bytes:
    """The workbook of a steunpunt. analyse: what the run says; periode is JJJJ-MM."""
    verdeling = _filled(steunpunt, analyse, periode)
    columns = columns_for(len(verdeling.personen))
    facts = _facts(ontwerp, steunpunt)
    if not all(can_be_cast(value, datum=False) for _, value in _values(ontwerp, verdeling, columns)):
        return to_bytes(_drawn(ontwerp, verdeling, columns, facts).book)
    mould, rooster = _mould(ontwerp, columns)
    sheet = {cell_name(*place): value for place, value in places(verdeling, rooster)}
    hidden = {cell_name(*_place(rooster, key)): value for key, value in facts.items()}
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


def _place(rooster: Rooster, key: tuple[str, str]) -> Coord:
    row, kolom = key
    return (rooster.totalen if kolom == "waarde" else rooster.groepen).place(row, kolom)


def _values(ontwerp: Ontwerp, verdeling: Verdeling, columns: int) -> Iterator[tuple[Coord, Value]]:
    yield from places(verdeling, rooster_of(ontwerp, verdeling, columns))


def _drawn(ontwerp: Ontwerp, verdeling: Verdeling, columns: int, facts: Mapping[tuple[str, str], Value]) -> Drawing:
    """The workbook with these values."""
    rooster = rooster_of(ontwerp, verdeling, columns)
    drawing = Drawing(verdeling.blad.titel)
    draw_verdeling(drawing, KEY, verdeling, rooster)
    sheet = drawing.stamp({}, {})
    for place, formule in calculation(rooster).items():
        sheet.cell(*place).value = f"={checked(formule)}"
    for key, value in facts.items():
        sheet.cell(*_place(rooster, key)).value = value
    drawing.open_on(KEY)
    return drawing


@lru_cache(maxsize=16)
def _mould(ontwerp: Ontwerp, columns: int) -> tuple[Mould, Rooster]:
    """The workbook of no steunpunt, and where everything stands on it."""
    empty = _blank(load_verdeling().wat_als.titel.format(steunpunt=VAN), VAN)
    rooster = rooster_of(ontwerp, empty, columns)
    facts = _facts(ontwerp, Steunpunt("", ""))
    vakken = [Vak(cell_name(*place), _width(rooster, place)) for place, _ in places(empty, rooster)]
    hidden = [vak(_place(rooster, key)) for key in facts]
    drawn = _drawn(ontwerp, empty, columns, facts)
    return Mould(drawn.book, {empty.blad.naam: vakken, STEMPEL: hidden}), rooster


def _width(rooster: Rooster, place: Coord) -> float:
    """Rows grow with names only."""
    width = name_width(load_verdeling().wat_als)
    return width if place[0] == rooster.lijn("naam") else 0.0
