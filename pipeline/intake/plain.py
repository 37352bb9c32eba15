"""A sheet that is written in the ordinary way -> its rows, without the library: most rows are the same in all forms.

Only what can be read in one way is read here: every byte between the head of the sheet and its end is one of a few
forms of a row or a cell, as Excel, LibreOffice and openpyxl write them. Of all else this says None, and the sheet is
scanned and left to the library. For what is read here the outcome is the same as that of the library (test_plain.py);
what stands behind the cells (lists, colours, the footer) and is no XML does not make a form unreadable here.
"""

from __future__ import annotations

import datetime as dt
import html
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple
from xml.parsers.expat import ExpatError, ParserCreate

from pipeline.base.places import column_number
from pipeline.base.unpack import REMEMBERED, SMALL
from pipeline.intake.aside import Stijlen
from pipeline.intake.raw import Raw, odd
from pipeline.intake.scan import xml_text

LONGEST = 4096  # bytes: longer rows are not remembered from one form to the next
Texts = Sequence[str | None]  # those that cells share, None where the library has to say what it is

_SHARED = re.compile(rb't="s"><v>(\d{0,6})</v></c>')
_MARK = b't="s"><v></v></c>'  # a cell with a shared text, in rows that are the same whatever their texts
_CELL = re.compile(
    rb'<c r="([A-C]?[A-Z])([1-9]\d{0,2})"(?: s="(\d{1,5})")?(?: t="(n|s|str|b|inlineStr)")?>'
    rb'(?:<is><t( xml:space="preserve")?>([^<]*)</t></is>'
    rb"|(?:(<f)(?:\s[^<>]*)?(?:/>|>([^<]*)</f>))?<v>([^<]*)</v>)</c>"
)
_PIECES = _CELL.groups + 1  # of a row that is split by its cells
_BLANK = rb'(?:<c r="[A-Z]{1,3}\d{1,7}"(?: s="\d{1,5}")?(?: t="(?:n|inlineStr)")?(?:/>|></c>))*'
_ROW = rb'<row(?: r="\d{1,7}")?(?: (?!r=)[\w:]+="[^"<>&|]*")*'
_EMPTY_ROWS = re.compile(rb"(?:%s/>)*" % _ROW)
_AROUND = re.compile(rb"(?:%s/>)*%s>%s(?:\|%s)*" % (_ROW, _ROW, _BLANK, _BLANK))  # a row without its filled cells
_NUMBER = re.compile(rb"-?\d{1,15}(?:\.\d{1,18})?(?:E-?\d{1,2})?")
_DAYS, _DAY_0 = re.compile(rb"[1-9]\d{4}"), dt.date(1899, 12, 30)  # whole ones of this age
_KEPT = ' xml:space="preserve">'
# what is spelled in a way of its own: by Excel (_x000D_), or by a reference that XML and html do not read alike
_REFERENCE = r"(?:lt|gt|amp|quot|apos|#(?:9|10|3[2-9]|[4-9]\d|1[01]\d|1[6-9]\d|[2-9]\d\d|[1-9]\d{3}));"
_SPELLED = re.compile(rf"\r|_[xX]|&(?!{_REFERENCE})")


class _NotPlain(Exception):
    """The library has to read this."""


class _Row(NamedTuple):
    """A row: its number from 1, 0 when it is blank; its cells, None for one with a shared text; what lacks a result."""

    number: int
    cells: tuple[Raw, ...]
    formules: tuple[tuple[str, str], ...]


class PlainSheet(NamedTuple):
    """The rows of a sheet from A1, and address -> formula without a result."""

    rows: Sequence[Sequence[Raw]]
    formules: dict[str, str]


def plain_sheet(xml: bytes, texts: Texts, styles: Stijlen) -> PlainSheet | None:
    """The sheet, if there is one way to read it. styles: those of the workbook."""
    head, _, rest = xml.partition(b"<sheetData>")
    body, _, tail = rest.partition(b"</sheetData>")
    if not tail or b"sheetData" in head or b"sheetData" in tail or b"mergeCell" in tail or not _is_whole_head(head):
        return None
    try:
        given, body = _shared(body, texts)
        return _read(body, iter(given), styles)
    except _NotPlain:
        return None


def _is_whole_head(head: bytes) -> bool:
    """The same in all forms, but for where somebody looked last."""
    before, _, rest = head.partition(b"<sheetViews>")
    views, end, after = rest.partition(b"</sheetViews>")
    if not end:
        return is_whole(head + b"</worksheet>")
    return is_whole(b"%s%s</worksheet>" % (before, after)) and is_whole(b"<sheetViews>%s</sheetViews>" % views)


def _shared(body: bytes, texts: Texts) -> tuple[Texts, bytes]:
    """The shared texts of the cells in turn, and the rows without them."""
    pieces = _SHARED.split(body)
    try:
        given = [texts[int(place)] for place in pieces[1::2]]
    except (IndexError, ValueError) as error:
        raise _NotPlain from error
    if None in given:
        raise _NotPlain
    return given, _MARK.join(pieces[::2])


def _read(body: bytes, given: Iterator[str | None], styles: Stijlen) -> PlainSheet:
    rows: list[Sequence[Raw]] = []
    formules: dict[str, str] = {}
    *chunks, last = body.split(b"</row>")
    if not _EMPTY_ROWS.fullmatch(last):
        raise _NotPlain
    for chunk in chunks:
        number, cells, unsolved = (_known_row if len(chunk) <= LONGEST else _row)(chunk, styles)
        if number > len(rows):
            rows += [()] * (number - len(rows) - 1)
            rows.append(tuple([next(given) if raw is None else raw for raw in cells]) if None in cells else cells)
            formules.update(unsolved)
        elif number:
            raise _NotPlain
    return PlainSheet(rows, formules)


def _row(chunk: bytes, styles: Stijlen) -> _Row:
    """A row from its XML, up to its end tag."""
    pieces = _CELL.split(chunk)
    numbered = {*pieces[2::_PIECES]}
    if len(numbered) > 1 or not _AROUND.fullmatch(b"|".join(pieces[::_PIECES])):
        raise _NotPlain
    cells: list[Raw] = []
    formules = []
    for place in range(1, len(pieces), _PIECES):
        letters, row, style, *content = pieces[place : place + _PIECES - 1]
        column = column_number(letters)
        if column <= len(cells):
            raise _NotPlain
        raw, unsolved = _cell(styles, style, *content)
        cells += [*[""] * (column - len(cells) - 1), raw]
        if unsolved:
            formules.append(((letters + row).decode(), unsolved))
    return _Row(int(*numbered), tuple(cells), tuple(formules))


_known_row = lru_cache(maxsize=4096)(_row)


def _cell(
    styles: Stijlen,
    style: bytes | None,
    kind: bytes | None,
    kept: bytes | None,
    text: bytes | None,
    formula: bytes | None,
    written: bytes | None,
    value: bytes | None,
) -> tuple[Raw, str]:
    """What a cell holds, and its formula if that has no result. kept: of a text, that its outer spaces count."""
    if text is not None and kind == b"inlineStr":
        return _text(text.decode(), kept is not None), ""
    if value is None or kind == b"inlineStr":
        raise _NotPlain
    if kind == b"s" and not (formula or value):
        return None, ""
    if kind == b"str":
        return _text(value.decode(), True), ""
    if kind == b"b" and value in (b"0", b"1"):
        return value == b"1", ""
    if kind in (None, b"n") and formula and not value:
        unsolved = f"={xml_text(written or b'')}"
        return odd("cel_formule", unsolved), unsolved
    if kind not in (None, b"n"):
        raise _NotPlain
    return _number(value, style, styles), ""


def _number(value: bytes, style: bytes | None, styles: Stijlen) -> float | dt.date:
    if style in styles.datum and _DAYS.fullmatch(value):
        return _DAY_0 + dt.timedelta(int(value))
    if _NUMBER.fullmatch(value) and (style is None or style in styles.gewoon):
        return float(value)
    raise _NotPlain


def _text(xml: str, is_kept: bool) -> str:
    if not is_kept and xml.strip() != xml:
        raise _NotPlain
    if "&" in xml or "_" in xml or "\r" in xml:  # a look for each takes a tenth of that for the whole
        if _SPELLED.search(xml):
            raise _NotPlain
        return html.unescape(xml)
    return xml


def shared_texts(xml: bytes) -> Texts:
    """The texts that cells share, by number; none of a list that is written in another way."""
    head, _, rest = xml.decode().partition("<si><t")
    body, end, after = rest.rpartition("</t></si></sst>")
    items = body.split("</t></si><si><t")
    if not end or after.strip() or body.count("<") != 4 * len(items) - 4 or not is_whole(f"{head}</sst>".encode()):
        return ()
    return [
        item[len(_KEPT) :]
        if item.startswith(_KEPT) and not ("&" in item or "_" in item or "\r" in item)
        else _shared_text(item)
        for item in items
    ]


def _shared_text(item: str) -> str | None:
    attribute, _, xml = item.partition(">")
    try:
        return _text(xml, f"{attribute}>" == _KEPT) if f"{attribute}>" in (_KEPT, ">") else None
    except _NotPlain:
        return None


def is_whole(xml: bytes) -> bool:
    """Whether a part is XML that every reader takes alike: well-formed, and without comments or declarations."""
    return (_known_whole if len(xml) <= SMALL else _is_whole)(xml)


def _is_whole(xml: bytes) -> bool:
    if not xml.startswith(b"<") or b"<!" in xml:
        return False
    try:
        ParserCreate().Parse(xml, True)
    except ExpatError:
        return False
    return True


_known_whole = lru_cache(REMEMBERED)(_is_whole)
