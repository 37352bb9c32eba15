"""Drawing wat-als.xlsx with openpyxl: to be cast, or where something on it cannot be cast."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipeline.base.places import Coord
from pipeline.definitions.layout import STEMPEL
from pipeline.excel.book import to_bytes
from pipeline.excel.formulas import checked
from pipeline.forms.drawing.casting import Mould, Vak, vak
from pipeline.forms.drawing.draw import Drawing
from pipeline.forms.drawing.moulding import mould_of
from pipeline.forms.live.rooster import Rooster
from pipeline.forms.live.verdeling import calculation
from pipeline.forms.verdeling import Verdeling
from pipeline.forms.verdeling_sheet import draw_verdeling
from pipeline.model.workbook import Value


def draw_file(key: str, verdeling: Verdeling, rooster: Rooster, facts: Mapping[Coord, Value]) -> bytes:
    """The workbook with these values, and with facts on its hidden sheet."""
    return to_bytes(_drawn(key, verdeling, rooster, facts).book)


def draw_mould(
    key: str, verdeling: Verdeling, rooster: Rooster, facts: Mapping[Coord, Value], vakken: Sequence[Vak]
) -> Mould:
    """A mould of the workbook with these cells to cast, and those of the facts."""
    drawn = _drawn(key, verdeling, rooster, facts)
    return mould_of(drawn.book, {verdeling.blad.naam: vakken, STEMPEL: [vak(place) for place in facts]})


def _drawn(key: str, verdeling: Verdeling, rooster: Rooster, facts: Mapping[Coord, Value]) -> Drawing:
    drawing = Drawing(verdeling.blad.titel)
    draw_verdeling(drawing, key, verdeling, rooster)
    sheet = drawing.stamp({}, {})
    for place, formule in calculation(rooster).items():
        sheet.cell(*place).value = f"={checked(formule)}"
    for place, value in facts.items():
        sheet.cell(*place).value = value
    drawing.open_on(key)
    return drawing
