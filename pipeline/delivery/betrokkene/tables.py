"""What belongs to one person in a table: a row that begins with them, or the column under their name.

Of a table of a team what people read of somebody goes as a name (markup); here goes what is an answer of that person.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Literal

from pipeline.base.names import folded
from pipeline.delivery.betrokkene.wisser import GONE, Wisser

# figures: the number, where it was typed as a figure, and notes; answers: texts of the person; all: whole rows
Rule = Literal["figures", "answers", "all"]

NUMBER_HEADS = frozenset({"personeelsnummer", "persnr", "personeelsnr", "medewerkernummer"})
NOTE_HEADS = frozenset({"reden", "toelichting", "opmerkingen"})
OF_TASKS = frozenset({"code", "kerntaak"})  # headers of a table with a column per person
_FIGURE = re.compile(r"\s*\d+([.,]\d+)?( van \d+([.,]\d+)?)?\s*")
_ROW = re.compile(r"(?s)<((?:\w+:)?row)\b[^>]*(?<!/)>.*?</\1>")
_CELL = re.compile(r"(?s)<((?:\w+:)?c)\b([^>]*?)(?:/>|>(.*?)</\1>)")
_PLACE = re.compile(r'\br="([A-Z]+)\d+"')
_TYPE = re.compile(r'\st="(\w+)"')
_TEXT = re.compile(r"(?s)<(?:\w+:)?t(?:\s[^>]*)?(?<!/)>(.*?)</")
_VALUE = re.compile(r"(?s)<(?:\w+:)?v>(.*?)</")
_STRING = re.compile(r"(?s)<((?:\w+:)?si)(?:\s[^>]*)?(?<!/)>(.*?)</\1>")
_LINE = re.compile(r"(?s)<tr\b[^>]*>.*?</tr>")
_FIELD = re.compile(r"(?s)<(t[hd])\b([^>]*)>(.*?)</\1>")
_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: its column, what stands there, whether that is typed as text, and whether it is calculated."""

    column: str
    text: str
    is_text: bool = True
    calculated: bool = False


@dataclass(frozen=True, slots=True)
class _Mine:
    """What is found so far in a table; columns: under the number of the person; numbers, notes: that hold these."""

    columns: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()
    notes: frozenset[str] = frozenset()


Instead = Mapping[str, str]  # column -> what is to stand there


def strings_of(shared: str) -> list[str]:
    """The texts that the sheets of a workbook refer to by their place."""
    return ["".join(map(html.unescape, _TEXT.findall(found[1]))) for found in _STRING.findall(shared)]


def wipe_sheet_cells(sheet: str, strings: Sequence[str], wisser: Wisser, rule: Rule) -> str:
    """A sheet of a workbook without the cells that this rule takes away."""
    return _rewritten(sheet, _ROW, lambda row: _cells(row, strings), _put_cells, wisser, rule)


def wipe_table_fields(page: str, wisser: Wisser) -> str:
    """The tables of a page without what is an answer of the person."""
    return _rewritten(page, _LINE, _fields, _put_fields, wisser, "answers")


def _rewritten(
    whole: str,
    rows: re.Pattern[str],
    read: Callable[[str], list[Cell]],
    put: Callable[[str, Instead], str],
    wisser: Wisser,
    rule: Rule,
) -> str:
    mine = _Mine()

    def row(found: re.Match[str]) -> str:
        nonlocal mine
        cells = read(found.group())
        mine = _seen(mine, cells, wisser)
        instead = dict(_instead(mine, cells, wisser, rule))
        return put(found.group(), instead) if instead else found.group()

    return rows.sub(row, whole)


def _seen(mine: _Mine, cells: Sequence[Cell], wisser: Wisser) -> _Mine:
    """A row of headers says which columns are of the person, and which hold personeelsnummers."""
    heads = {folded(cell.text) for cell in cells}
    numbers = frozenset(cell.column for cell in cells if folded(cell.text) in NUMBER_HEADS)
    of_people = heads >= OF_TASKS or any("\n" in cell.text for cell in cells[1:])
    if not (numbers or of_people):
        return mine
    mine_too = (cell.column for cell in cells[1:] if of_people and _is_head(cell, wisser))
    notes = (cell.column for cell in cells if folded(cell.text) in NOTE_HEADS)
    return _Mine(frozenset(mine_too), numbers, frozenset(notes))


def _instead(mine: _Mine, cells: Sequence[Cell], wisser: Wisser, rule: Rule) -> Iterator[tuple[str, str]]:
    numbered = [cell for cell in cells if cell.column in mine.numbers and wisser.is_nummer(cell.text)]
    if rule == "figures":
        yield from ((cell.column, wisser.label) for cell in numbered if not cell.is_text)
        yield from ((cell.column, GONE) for cell in cells if numbered and cell.text and cell.column in mine.notes)
    elif rule == "all":
        typed = (cell for cell in cells if cell.text and not cell.calculated)
        yield from ((cell.column, "") for cell in typed if numbered or cell.column in mine.columns)
    else:
        own = bool(cells) and _is_person(cells[0], wisser)
        answers = (cell for cell in cells[1:] if not (_FIGURE.fullmatch(cell.text) or _is_head(cell, wisser)))
        yield from ((cell.column, "") for cell in answers if own or cell.column in mine.columns)


def _is_head(cell: Cell, wisser: Wisser) -> bool:
    """Whether a header is that of the person: the number, or a line of it below the name."""
    return any(map(wisser.is_nummer, cell.text.split("\n")))


def _is_person(cell: Cell, wisser: Wisser) -> bool:
    """Whether a cell names the person, with the number in brackets behind."""
    whole = cell.text.strip()
    return whole.endswith(")") and wisser.is_nummer(whole.rpartition("(")[2].removesuffix(")"))


# --- workbooks -----------------------------------------------------------------------------------------------------


def _cells(row: str, strings: Sequence[str]) -> list[Cell]:
    return [_cell(found, strings) for found in _CELL.finditer(row)]


def _cell(found: re.Match[str], strings: Sequence[str]) -> Cell:
    _, attributes, inner = found.groups()
    place, kind = _PLACE.search(attributes), _TYPE.search(attributes)
    column, soort = place.group(1) if place else "", kind.group(1) if kind else "n"
    inner = inner or ""
    value = _VALUE.search(inner)
    text = html.unescape(value.group(1)) if value else ""
    if soort == "s" and text.isdecimal():
        text = strings[int(text)] if int(text) < len(strings) else ""
    elif soort == "inlineStr":
        text = "".join(map(html.unescape, _TEXT.findall(inner)))
    return Cell(column, text, soort in ("s", "inlineStr", "str"), "<f" in inner)


def _put_cells(row: str, instead: Instead) -> str:
    def cell(found: re.Match[str]) -> str:
        tag, attributes, _ = found.groups()
        place = _PLACE.search(attributes)
        if place is None or place.group(1) not in instead:
            return found.group()
        plain = _TYPE.sub("", attributes).rstrip()
        text = html.escape(instead[place.group(1)], quote=False)
        if not text:
            return f"<{tag}{plain}/>"
        colon = tag.removesuffix("c")
        return f'<{tag}{plain} t="inlineStr"><{colon}is><{colon}t>{text}</{colon}t></{colon}is></{tag}>'

    return _CELL.sub(cell, row)


# --- pages ---------------------------------------------------------------------------------------------------------


def _fields(line: str) -> list[Cell]:
    found = (html.unescape(_TAG.sub("", field[2])) for field in _FIELD.findall(line))
    return [Cell(str(place), text) for place, text in enumerate(found)]


def _put_fields(line: str, instead: Instead) -> str:
    places = map(str, count())

    def field(found: re.Match[str]) -> str:
        place = next(places)
        tag, attributes, inner = found.groups()
        return f"<{tag}{attributes}>{instead.get(place, inner)}</{tag}>"

    return _FIELD.sub(field, line)
