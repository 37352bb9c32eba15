"""What a reader would lose in the XML of a sheet, or die of: error cells, formulas without a result, far-away cells.

Works on bytes with regular expressions, for both .xlsx (one sheet per part) and .ods (all sheets in content.xml). An
ordinary sheet is only searched for what is notable; a sheet that is written in an unusual way (cells without an `r`,
other quotes, prefixes, comments) is taken apart cell by cell, so that nothing is missed silently.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from pipeline.base.names import squeezed
from pipeline.base.places import MAX_COLUMN, cell_name, column_number
from pipeline.base.xml_text import unescape
from pipeline.intake.raw import KNOWN, Rows

MAX_ROW = 20_000  # far beyond any form; a reader fills memory with the box from A1 to the last cell
MAX_BOX = 250_000  # cells in that box
NO_FORMULAS: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Blik:
    """What was seen of one sheet: address -> error text ("#N/A"); address -> formula ("=1+1") without a result.

    getooid: address of a number that Excel shows as something else -> the sign that it shows ("%", "€");
    opmerkingen: address -> text of a comment; berekend: whether cells were left out because they calculate;
    rijen: its rows, where the reader is not needed for these. ver is the address of a cell far outside any form
    ("" when there is none), heel is False when the sheet refers to something that cannot exist. xml is the sheet
    (.xlsx) without cells that the reader has nothing to gain by.
    """

    naam: str = ""
    fouten: Mapping[str, str] = field(default_factory=dict)
    formules: Mapping[str, str] = field(default_factory=dict)
    getooid: Mapping[str, str] = field(default_factory=dict)
    opmerkingen: Mapping[str, str] = field(default_factory=dict)
    berekend: bool = False
    ver: str = ""
    heel: bool = True
    rijen: Rows | None = field(default=None, compare=False, repr=False)
    xml: bytes = field(default=b"", compare=False, repr=False)


class _Cell(NamedTuple):
    """A cell: its place from 1, how often it is repeated (.ods), and what is notable about it."""

    row: int
    column: int
    fout: str = ""
    formule: str = ""
    heel: bool = True
    blank: bool = False
    getooid: str = ""
    opmerking: str = ""
    rows: int = 1
    columns: int = 1


# --- xlsx ----------------------------------------------------------------------------------------------------------

# A cell that needs no second look: blank, or in the upper left corner of the sheet (to CZ999) with a value, a formula's
# result, or a plain formula without one, as our own live formulas are until Excel has opened the form.
_ORDINARY = (
    rb' r="(?:[A-Z]{1,3}\d{1,7}"(?: s="\d+")?(?: t="n")?(?:/>|></c>)'
    rb'|[A-C]?[A-Z]\d{1,3}"(?: s="\d+")?(?: t="s"><v>\d+<| t="inlineStr"><is>'
    rb'|(?: t="(?:n|b|str)")?>(?:<f[^>]*>[^<]*</f>)?<v>[^<]| t="str"><f[^>]*>[^<]*</f><v></v>'
    rb"|><f>[^<]*</f><v></v>))"
)
_UNSOLVED = re.compile(rb'<c r="([A-C]?[A-Z]\d{1,3})"(?: s="\d+")?><f>([^<]*)</f><v></v></c>')
PREFIX = rb"(?:[^\s<>/!?:]+:)?"
_PREFIXED = re.compile(rb":(?:c|row)[\s/>]")
_ROW_END = re.compile(rb"</row\s*>")
_RIGHT_OF_B = re.compile(rb'<c r="(?:[C-Z]|[A-Z]{2,3})\d')
_QUOTED = rb'(?:[^>"\']|"[^"]*"|\'[^\']*\')*?'
_NOTABLE = re.compile(rb"<c(?!" + _ORDINARY + rb")(?=[\s/>])(" + _QUOTED + rb")(?:/>|>(.*?)</c>)", re.DOTALL)
_IMPLIED = re.compile(rb'<c(?! r="|[A-Za-z])')
_NOISE = re.compile(rb"<!--.*?-->|<!\[CDATA\[.*?\]\]>", re.DOTALL)
_TOKEN = re.compile(
    rb"<" + PREFIX + rb"(?:(row)|c)(?=[\s/>])(" + _QUOTED + rb")(?:/>|>(?(1)|(.*?)</" + PREFIX + rb"c\s*>))",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(rb'([\w:.-]+)\s*=\s*(?:"([^"]*)"|\'([^\']*)\')')
_REFERENCE = re.compile(rb"([A-Za-z]{1,7})(\d{1,9})")
_VALUE = re.compile(rb"<" + PREFIX + rb"v(?:\s[^>]*)?(?:/>|>(.*?)</" + PREFIX + rb"v\s*>)", re.DOTALL)
_FORMULA = re.compile(rb"<" + PREFIX + rb"f(?:\s[^>]*)?(?:/>|>(.*?)</" + PREFIX + rb"f\s*>)", re.DOTALL)
_INLINE = re.compile(rb"<" + PREFIX + rb"is[\s/>]")


def scan_xlsx(xml: bytes, naam: str) -> Blik:
    """What is notable in one worksheet part; blank cells are ignored, however many there are.

    Plain formulas without a result are taken out of its XML: to the reader they are blank.
    """
    pieces = _UNSOLVED.split(xml)
    plain = {cel.decode(): f"={xml_text(text)}" for cel, text in zip(pieces[1::3], pieces[2::3], strict=True)}
    return scan_lean(xml, b"".join(pieces[::3]), naam, plain)


def up_to_b(xml: bytes) -> bytes:
    """The hidden sheet as far as it is read, its columns A and B: right of them the form calculates, in many cells."""
    stamp = []
    for row in _ROW_END.split(xml):
        if found := _RIGHT_OF_B.search(row):
            row = row[: found.start()]
            if row.count(b"<") == 1:  # nothing but the tag of the row is left
                continue
        stamp.append(row)
    return b"</row>".join(stamp)


def scan_lean(xml: bytes, lean: bytes, naam: str, formules: Mapping[str, str] = NO_FORMULAS) -> Blik:
    """What is notable in a sheet, which keeps the lean form of its XML unless it is written in an unusual way.

    formules: those without a result that were taken out of it.
    """
    if b"<sheetData" not in lean or b"<!" in lean or _PREFIXED.search(lean) or _IMPLIED.search(lean):
        lean, cells = xml, _unusual_cells(_NOISE.sub(_without_noise, xml))
    else:
        cells = (_xlsx_cell(0, 0, raw, body) for raw, body in _groups(_NOTABLE, lean))
    return _blik(naam, cells, lean, formules)


def _without_noise(noise: re.Match[bytes]) -> bytes:
    return b"x" if noise[0].startswith(b"<![") else b""


def _groups(pattern: re.Pattern[bytes], xml: bytes) -> Iterator[tuple[bytes, ...]]:
    return (match.groups(b"") for match in pattern.finditer(xml))


def _unusual_cells(xml: bytes) -> Iterator[_Cell]:
    """All cells; one without `r` stands right of the one before, a row without `r` below the last."""
    row = column = 0
    for is_row, raw, body in _groups(_TOKEN, xml):
        if is_row:
            reference = _attributes(raw).get(b"r", b"")
            row, column = int(reference[:10]) if reference.isdigit() else row + 1, 0
            continue
        cell = _xlsx_cell(row, column + 1, raw, body)
        column = cell.column
        yield cell


def _xlsx_cell(row: int, column: int, raw: bytes, body: bytes) -> _Cell:
    """A cell from its attributes and content; row and column are its place when it does not say so itself."""
    attributes = _attributes(raw)
    if reference := attributes.get(b"r"):
        place = _REFERENCE.fullmatch(reference)
        row, column = (int(place[2]), column_number(place[1])) if place else (MAX_ROW + 1, MAX_COLUMN + 1)
    value, formula = _VALUE.search(body), _FORMULA.search(body)
    content = (value[1] or b"").strip() if value else b""
    kind = attributes.get(b"t", b"n")
    if not (content or formula or _INLINE.search(body)):
        return _Cell(row, column, blank=True)
    if kind == b"e":
        return _Cell(row, column, fout=xml_text(content) or "#")
    # a formula that gives the empty text has a result: Excel marks it as text and writes an empty value
    if formula and not content and not (kind == b"str" and value):
        return _Cell(row, column, formule=f"={xml_text(formula[1] or b'')}")
    return _Cell(row, column, heel=kind != b"s" or content.isdigit())


def _attributes(raw: bytes) -> dict[bytes, bytes]:
    return {key: double or single for key, double, single in _ATTRIBUTE.findall(raw)}


def xml_text(xml: bytes) -> str:
    """The text of an element or attribute, without its escapes."""
    return _known_text(xml) if len(xml) <= KNOWN else _decoded(xml)


def _decoded(xml: bytes) -> str:
    text = xml.decode("utf-8", "replace")
    return html.unescape(text) if "&#" in text else unescape(text)


_known_text = lru_cache(maxsize=1024)(_decoded)  # the live formulas are the same in all forms


# --- ods -----------------------------------------------------------------------------------------------------------

_ODS_TOKEN = re.compile(
    rb"<table:(?:(table|table-row)|(?:covered-)?table-cell)(?=[\s/>])("
    + _QUOTED
    + rb")(?:/>|>(?(1)|(.*?)</table:(?:covered-)?table-cell\s*>))",
    re.DOTALL,
)
_PARAGRAPH = re.compile(rb"<text:p\b[^>]*>(.*?)</text:p>", re.DOTALL)
_TAG = re.compile(rb"<[^>]*>")
_ANNOTATION = re.compile(rb"<office:annotation\b.*?</office:annotation>", re.DOTALL)
_ODS_DRESS = {b"percentage": "%", b"currency": "€"}
_SHOWN_ERROR = re.compile(r"#[^\s#]{1,10}[!?]?|\w{3,5}:\d{3}")  # "#DIV/0!", "#VERW!", "Err:502"


def scan_ods(xml: bytes) -> list[Blik]:
    """What is notable per sheet of an .ods, in order. Repeated blank rows count for nothing, wherever they end."""
    sheets: list[tuple[str, list[_Cell]]] = []
    row = column = 1
    row_end = 1  # the row after the current one and its repetitions
    for kind, raw, body in _groups(_ODS_TOKEN, _NOISE.sub(b"", xml)):
        attributes = _attributes(raw)
        if kind == b"table":
            sheets.append((xml_text(attributes.get(b"table:name", b"")), []))
            row_end = 1
        elif kind:
            row, column = row_end, 1
            row_end += _count(attributes, b"table:number-rows-repeated")
        elif sheets:
            columns = _count(attributes, b"table:number-columns-repeated")
            if cell := _ods_cell(attributes, body):
                sheets[-1][1].append(cell._replace(row=row, column=column, rows=row_end - row, columns=columns))
            column += columns
    return [_blik(naam, cells) for naam, cells in sheets]


def _count(attributes: Mapping[bytes, bytes], name: bytes) -> int:
    """How often a row or cell is repeated; what cannot be read counts as far too often."""
    given = attributes.get(name, b"1").strip()
    return int(given) if given.isdigit() and len(given) < 10 else 10**9


def _notes(body: bytes) -> Iterator[bytes]:
    """The lines of the comment on a cell."""
    for note in _ANNOTATION.finditer(body) if b"<office:annotation" in body else ():
        yield from (line[1] for line in _PARAGRAPH.finditer(note[0]))


def _ods_cell(attributes: Mapping[bytes, bytes], body: bytes) -> _Cell | None:
    """A cell of which the place is still to be filled in; None when it is blank."""
    note = squeezed("".join(xml_text(_TAG.sub(b"", line)) for line in _notes(body)))
    formula, kind = attributes.get(b"table:formula", b""), attributes.get(b"office:value-type", b"")
    shown = "\n".join(xml_text(_TAG.sub(b"", line[1])) for line in _PARAGRAPH.finditer(_ANNOTATION.sub(b"", body)))
    if not (formula or kind or shown):
        return _Cell(1, 1, blank=True, opmerking=note) if note else None
    # LibreOffice says error beside a type that says string; older programs only show it, beside the number 0
    told = b"error" in (kind, attributes.get(b"calcext:value-type"))
    if told or (formula and _SHOWN_ERROR.fullmatch(shown)):
        return _Cell(1, 1, fout=shown or "#", opmerking=note)
    if formula and not kind:
        return _Cell(1, 1, formule=f"={xml_text(formula).partition('=')[2]}", opmerking=note)
    # a reader takes text without a type for a blank cell
    return _Cell(1, 1, fout="" if kind else shown, getooid=_ODS_DRESS.get(kind, ""), opmerking=note)


# --- both ----------------------------------------------------------------------------------------------------------


def _blik(naam: str, cells: Iterable[_Cell], xml: bytes = b"", unsolved: Mapping[str, str] = NO_FORMULAS) -> Blik:
    fouten: dict[str, str] = {}
    formules = {**unsolved}
    getooid: dict[str, str] = {}
    opmerkingen: dict[str, str] = {}
    last_row = last_column = 0
    for cell in cells:
        if cell.opmerking:
            opmerkingen[cell_name(min(cell.row, MAX_ROW), min(cell.column, MAX_COLUMN))] = cell.opmerking
        if cell.blank:
            continue
        last_row = max(last_row, cell.row + cell.rows - 1)
        last_column = max(last_column, cell.column + cell.columns - 1)
        if last_row > MAX_ROW or last_column > MAX_COLUMN or last_row * last_column > MAX_BOX:
            ver = cell_name(min(cell.row + cell.rows - 1, 10**9), min(cell.column + cell.columns - 1, 10**6))
            return Blik(naam, ver=ver, xml=xml)
        if not cell.heel:
            return Blik(naam, heel=False, xml=xml)
        if cell.fout or cell.formule or cell.getooid:
            kept, text = next(
                (kept, text)
                for kept, text in ((fouten, cell.fout), (formules, cell.formule), (getooid, cell.getooid))
                if text
            )
            kept[cell_name(cell.row, cell.column)] = text
            if cell.rows > 1 or cell.columns > 1:
                kept.update(dict.fromkeys(_names(cell), text))
    return Blik(naam, fouten, formules, getooid, opmerkingen, xml=xml)


def _names(cell: _Cell) -> Iterator[str]:
    for row in range(cell.row, cell.row + cell.rows):
        yield from (cell_name(row, column) for column in range(cell.column, cell.column + cell.columns))
