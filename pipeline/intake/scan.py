"""What a reader would lose in the XML of a sheet, or die of: error cells, formulas without a result, far-away cells.

Works on bytes with regular expressions, for both .xlsx (one sheet per part) and .ods (all sheets in content.xml). An
ordinary sheet is only searched for what is notable; a sheet that is written in an unusual way (cells without an `r`,
other quotes, prefixes, comments) is taken apart cell by cell, so that nothing is missed silently.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import NamedTuple
from xml.sax.saxutils import unescape

from pipeline.base.places import MAX_COLUMN, cell_name, column_number

MAX_ROW = 20_000  # far beyond any form; a reader fills memory with the box from A1 to the last cell
MAX_BOX = 250_000  # cells in that box
KNOWN = 1024  # bytes or characters: longer texts are not remembered from one form to the next


@dataclass(frozen=True, slots=True)
class Blik:
    """What was seen of one sheet: address -> error text ("#N/A"); address -> formula ("=1+1") without a result.

    getooid: address of a number that Excel shows as something else -> the sign that it shows ("%", "€");
    opmerkingen: address -> text of a comment; berekend: whether cells were left out because they calculate. ver is
    the address of a cell far outside any form ("" when there is none), heel is False when the sheet refers to
    something that cannot exist. xml is the sheet (.xlsx) without cells that the reader has nothing to gain by.
    """

    naam: str = ""
    fouten: Mapping[str, str] = field(default_factory=dict)
    formules: Mapping[str, str] = field(default_factory=dict)
    getooid: Mapping[str, str] = field(default_factory=dict)
    opmerkingen: Mapping[str, str] = field(default_factory=dict)
    berekend: bool = False
    ver: str = ""
    heel: bool = True
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
_CALCULATED = re.compile(rb'<c r="[A-E]\d{1,3}"(?: s="\d+")?(?: t="\w+")?><f[^>]*>[^<]*</f>(?:<v>[^<]*</v>|<v/>)?</c>')
_PREFIX = rb"(?:[^\s<>/!?:]+:)?"
_PREFIXED = re.compile(rb":(?:c|row)[\s/>]")
_ROW_END = re.compile(rb"</row\s*>")
_RIGHT_OF_B = re.compile(rb'<c r="(?:[C-Z]|[A-Z]{2,3})\d')
_QUOTED = rb'(?:[^>"\']|"[^"]*"|\'[^\']*\')*?'
_NOTABLE = re.compile(rb"<c(?!" + _ORDINARY + rb")(?=[\s/>])(" + _QUOTED + rb")(?:/>|>(.*?)</c>)", re.DOTALL)
_IMPLIED = re.compile(rb'<c(?! r="|[A-Za-z])')
_NOISE = re.compile(rb"<!--.*?-->|<!\[CDATA\[.*?\]\]>", re.DOTALL)
_TOKEN = re.compile(
    rb"<" + _PREFIX + rb"(?:(row)|c)(?=[\s/>])(" + _QUOTED + rb")(?:/>|>(?(1)|(.*?)</" + _PREFIX + rb"c\s*>))",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(rb'([\w:.-]+)\s*=\s*(?:"([^"]*)"|\'([^\']*)\')')
_REFERENCE = re.compile(rb"([A-Za-z]{1,7})(\d{1,9})")
_VALUE = re.compile(rb"<" + _PREFIX + rb"v(?:\s[^>]*)?(?:/>|>(.*?)</" + _PREFIX + rb"v\s*>)", re.DOTALL)
_FORMULA = re.compile(rb"<" + _PREFIX + rb"f(?:\s[^>]*)?(?:/>|>(.*?)</" + _PREFIX + rb"f\s*>)", re.DOTALL)
_COMMENT = re.compile(
    rb"<" + _PREFIX + rb'comment\s[^>]*?ref="([A-Z]+\d+)"[^>]*>(.*?)</' + _PREFIX + rb"comment\s*>", re.DOTALL
)
_PIECE = re.compile(rb"<" + _PREFIX + rb"t(?:\s[^>]*)?>(.*?)</" + _PREFIX + rb"t\s*>", re.DOTALL)
_INLINE = re.compile(rb"<" + _PREFIX + rb"is[\s/>]")


def scan_xlsx(xml: bytes, naam: str) -> Blik:
    """What is notable in one worksheet part; blank cells are ignored, however many there are.

    Plain formulas without a result are taken out of its XML: to the reader they are blank.
    """
    pieces = _UNSOLVED.split(xml)
    blik = _seen(xml, b"".join(pieces[::3]), naam)
    plain = {cel.decode(): f"={_text(text)}" for cel, text in zip(pieces[1::3], pieces[2::3], strict=True)}
    return replace(blik, formules={**plain, **blik.formules})


def scan_uitleg(xml: bytes, naam: str) -> Blik:
    """The same of a sheet that explains or sums up: nobody fills it in, so that what calculates there is ours."""
    lean = _CALCULATED.sub(b"", xml)
    return replace(_seen(xml, lean, naam), berekend=len(lean) < len(xml))


def with_dress(blik: Blik, styles: Mapping[bytes, str]) -> Blik:
    """The same with its dressed-up numbers. styles: number of a cell's style -> sign, of those that show one."""
    found = re.finditer(
        rb'<c r="([A-Z]+\d+)" s="(%s)"(?: t="n")?>(?:<f[^>]*>[^<]*</f>)?<v>' % b"|".join(styles), blik.xml
    )
    return replace(blik, getooid={match[1].decode(): styles[match[2]] for match in found})


def scan_comments(xml: bytes) -> dict[str, str]:
    """Address -> text of each comment in a part."""
    return {
        cel.decode(): "".join(map(_text, _PIECE.findall(body)))
        for cel, body in (match.groups() for match in _COMMENT.finditer(xml))
    }


def scan_stempel(xml: bytes, naam: str) -> Blik:
    """The same of the hidden sheet, of which A and B are read: right of them the form calculates, in many cells."""
    rows = _ROW_END.split(xml)
    stamp = [row[: found.start()] if (found := _RIGHT_OF_B.search(row)) else row for row in rows]
    return _seen(xml, b"</row>".join(stamp), naam)


def _seen(xml: bytes, lean: bytes, naam: str) -> Blik:
    """What is notable in a sheet, which keeps the lean form of its XML unless it is written in an unusual way."""
    if b"<sheetData" not in xml or b"<!" in xml or _PREFIXED.search(xml) or _IMPLIED.search(lean):
        return replace(_blik(naam, _unusual_cells(_NOISE.sub(_without_noise, xml))), xml=xml)
    return replace(_blik(naam, (_xlsx_cell(0, 0, raw, body) for raw, body in _groups(_NOTABLE, lean))), xml=lean)


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
        return _Cell(row, column, fout=_text(content) or "#")
    # a formula that gives the empty text has a result: Excel marks it as text and writes an empty value
    if formula and not content and not (kind == b"str" and value):
        return _Cell(row, column, formule=f"={_text(formula[1] or b'')}")
    return _Cell(row, column, heel=kind != b"s" or content.isdigit())


def _attributes(raw: bytes) -> dict[bytes, bytes]:
    return {key: double or single for key, double, single in _ATTRIBUTE.findall(raw)}


def _text(xml: bytes) -> str:
    return _known_text(xml) if len(xml) <= KNOWN else _decoded(xml)


def _decoded(xml: bytes) -> str:
    text = xml.decode("utf-8", "replace")
    return html.unescape(text) if "&#" in text else unescape(text, {"&quot;": '"', "&apos;": "'"})


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
            sheets.append((_text(attributes.get(b"table:name", b"")), []))
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
    note = "\n".join(_text(_TAG.sub(b"", line)) for line in _notes(body))
    formula, kind = attributes.get(b"table:formula", b""), attributes.get(b"office:value-type", b"")
    shown = "\n".join(_text(_TAG.sub(b"", line[1])) for line in _PARAGRAPH.finditer(_ANNOTATION.sub(b"", body)))
    if not (formula or kind or shown):
        return _Cell(1, 1, blank=True, opmerking=note) if note else None
    # LibreOffice says error beside a type that says string; older programs only show it, beside the number 0
    told = b"error" in (kind, attributes.get(b"calcext:value-type"))
    if told or (formula and _SHOWN_ERROR.fullmatch(shown)):
        return _Cell(1, 1, fout=shown or "#")
    if formula and not kind:
        return _Cell(1, 1, formule=f"={_text(formula).partition('=')[2]}")
    # a reader takes text without a type for a blank cell
    return _Cell(1, 1, fout="" if kind else shown, getooid=_ODS_DRESS.get(kind, ""), opmerking=note)


# --- both ----------------------------------------------------------------------------------------------------------


def _blik(naam: str, cells: Iterable[_Cell]) -> Blik:
    fouten: dict[str, str] = {}
    formules: dict[str, str] = {}
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
            return Blik(
                naam, ver=cell_name(min(cell.row + cell.rows - 1, 10**9), min(cell.column + cell.columns - 1, 10**6))
            )
        if not cell.heel:
            return Blik(naam, heel=False)
        if cell.fout or cell.formule or cell.getooid:
            kept, text = next(
                (kept, text)
                for kept, text in ((fouten, cell.fout), (formules, cell.formule), (getooid, cell.getooid))
                if text
            )
            kept[cell_name(cell.row, cell.column)] = text
            if cell.rows > 1 or cell.columns > 1:
                kept.update(dict.fromkeys(_names(cell), text))
    return Blik(naam, fouten, formules, getooid, opmerkingen)


def _names(cell: _Cell) -> Iterator[str]:
    for row in range(cell.row, cell.row + cell.rows):
        yield from (cell_name(row, column) for column in range(cell.column, cell.column + cell.columns))
