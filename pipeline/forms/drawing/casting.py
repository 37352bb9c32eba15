"""A form is drawn once and then cast for each person: only what differs is put in the XML of the drawn form.

Drawing a form takes openpyxl tens of milliseconds, and of the forms of one steunpunt only answers, heights of rows, the
place of the cursor and the stamp differ. A cast form has the content that drawing it would give (a test compares them).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pipeline.base.package import Package
from pipeline.base.places import Coord, cell_name
from pipeline.base.xml_text import escape
from pipeline.excel import room, styles
from pipeline.excel.sheet_xml import cell_xml, in_footer
from pipeline.model.workbook import Value

UNFIT = re.compile(r"[\x00-\x08\x0b-\x0c\x0e-\x1f]")  # signs that openpyxl refuses
VAN = "__van__"  # in a mould: whose form it is
_PIECE = re.compile(
    r'<c r="(?P<cel>[A-Z]+\d+)"(?P<style> s="\d+")?[^>]*?(?:/>|>.*?</c>)'
    r'|<row r="(?P<row>\d+)" ht="(?P<height>[\d.]+)"'
    r"|(?P<voet>&amp;C)__van__"
    r'|activeCell="[A-Z]+\d+" sqref="(?P<cursor>[A-Z]+\d+)"'
)


@dataclass(frozen=True, slots=True)
class Vak:
    """A cell that is cast: its place on the sheet, the width of its column (0: its row does not grow with it).

    open: whether somebody can fill it in, so that the cursor may wait there; datum: whether it is styled as a date.
    """

    cel: str
    breedte: float = 0.0
    open: bool = False
    datum: bool = False


def vak(place: Coord) -> Vak:
    """A cell that people do not see."""
    return Vak(cell_name(*place))


_Values = Mapping[str, Value]  # cell -> what stands there
_Piece = str | Callable[[_Values], str]


class Drawn(NamedTuple):
    """A sheet of a drawn form: its part of the package, its XML, and the cells to cast as they are filled in."""

    part: str
    xml: str
    vakken: Sequence[Vak]


class Mould:
    """A drawn form: the packed parts that stay as they are, and by name the sheets with cells to cast."""

    def __init__(self, fixed: Package, sheets: Mapping[str, Drawn]) -> None:
        self._fixed, self._sheets = fixed, sheets
        self._cast = {naam: (sheet.part, _pieces(sheet.xml, sheet.vakken)) for naam, sheet in sheets.items()}

    def __reduce__(self) -> tuple[type[Mould], tuple[Package, Mapping[str, Drawn]]]:
        return Mould, (self._fixed, self._sheets)

    def cast(self, waarden: Mapping[str, _Values], van: str) -> bytes:
        """The form with these values as a file, and whose it is; a cell that is not named is blank."""
        filled = {}
        for naam, (place, pieces) in self._cast.items():
            values = {**waarden.get(naam, {}), VAN: van}
            xml = "".join([piece if isinstance(piece, str) else piece(values) for piece in pieces])
            filled[place] = xml.encode("ascii", "xmlcharrefreplace")
        return self._fixed.with_parts(filled.items()).to_bytes()


def can_be_cast(value: Value, *, datum: bool) -> bool:
    """Whether a value looks as the mould has it: no text that needs a style of its own, no value of another kind."""
    if isinstance(value, str):
        odd = value.startswith(styles.QUOTED) or "_x" in value or "\r" in value or len(value) > room.TEXT_MAX
        return not (odd or UNFIT.search(value))
    if isinstance(value, dt.date):
        return datum and type(value) is dt.date
    return value is None or type(value) in (int, float)


def _pieces(xml: str, vakken: Sequence[Vak]) -> list[_Piece]:
    """The XML of a sheet, with a function of the values for each part that depends on them."""
    by_cel = {vak.cel: vak for vak in vakken}
    rows: dict[str, list[Vak]] = {}
    for vak in vakken:
        if vak.breedte:
            rows.setdefault(re.sub(r"\D", "", vak.cel), []).append(vak)
    pieces: list[_Piece] = []
    end = 0
    for found in _PIECE.finditer(xml):
        made = _piece(found, by_cel, rows, [vak.cel for vak in vakken if vak.open])
        if made:
            pieces += [xml[end : found.start()], made]
            end = found.end()
    return [*pieces, xml[end:]]


def _piece(
    found: re.Match[str], by_cel: Mapping[str, Vak], rows: Mapping[str, Sequence[Vak]], waiting: Sequence[str]
) -> Callable[[_Values], str] | None:
    if found["voet"]:
        return lambda values: f"{found['voet']}{escape(in_footer(str(values[VAN])))}"
    if found["cel"] and VAN in found[0]:
        return lambda values: found[0].replace(VAN, escape(styles.verbatim(str(values[VAN]))))
    if found["cel"]:
        return _cell(found["cel"], found["style"] or "") if found["cel"] in by_cel else None
    if found["row"]:
        group, lowest = rows.get(found["row"], ()), float(found["height"])
        start = f'<row r="{found["row"]}"'
        return (lambda values: f'{start} ht="{_height(lowest, group, values):g}"') if group else None
    return (lambda values: _cursor(waiting, values)) if waiting else None


def _cell(cel: str, style: str) -> Callable[[_Values], str]:
    head = f'<c r="{cel}"{style}'
    blank = cell_xml(head, None)  # as most are
    return lambda values: cell_xml(head, values[cel]) if cel in values else blank


def _height(lowest: float, vakken: Iterable[Vak], values: _Values) -> float:
    typed = [(values.get(vak.cel), vak.breedte) for vak in vakken]
    needed = [room.height(text, width) for text, width in typed if isinstance(text, str)]
    return min(max(lowest, *needed, 0.0), room.ROW_MAX)


def _cursor(waiting: Sequence[str], values: _Values) -> str:
    """On the first cell that waits for an answer, else on the first that can be filled in."""
    start = next((cel for cel in waiting if values.get(cel) in (None, "")), waiting[0])
    return f'activeCell="{start}" sqref="{start}"'
