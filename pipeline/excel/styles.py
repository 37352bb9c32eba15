"""Styles of the workbooks: colours, letters, and what a cell of a sheet looks like (style_xml says it in XML)."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace
from functools import cache
from typing import NamedTuple

from pipeline.excel import palette
from pipeline.model.workbook import Value

NAME = "Calibri"  # of all letters
HEAD = palette.DARK
INPUT = palette.INPUT
QUIET = palette.QUIET
GOOD = palette.GOOD
WEAK = palette.WEAK
BAD = palette.BAD
PAPER = palette.PAPER
HELD = palette.HELD
NONE = ""


class Letters(NamedTuple):
    """How a text is written: points, weight, colour ("": that of the program), and a line below it."""

    size: float = 11
    bold: bool = False
    color: str = ""
    underline: str = ""


class Ligging(NamedTuple):
    """Where a text stands in its cell; "" where that is the usual place."""

    horizontal: str = ""
    vertical: str = ""
    text_rotation: int = 0
    wrap_text: bool = False
    indent: int = 0


class Lijn(NamedTuple):
    """A line beside a cell."""

    style: str
    color: str


class Rand(NamedTuple):
    """The lines around a cell."""

    left: Lijn | None = None
    right: Lijn | None = None
    top: Lijn | None = None
    bottom: Lijn | None = None


FONT = Letters()
BOLD = Letters(bold=True)
MUTED = Letters(color="55636C")
TITLE = Letters(size=16, bold=True, color=palette.DARK)
HEAD_FONT = Letters(bold=True, color="FFFFFF")
_THIN = Lijn("thin", palette.LINE)
GRID = Rand(_THIN, _THIN, _THIN, _THIN)
TEXT = Ligging(wrap_text=True, vertical="center", horizontal="left", indent=1)
MIDDLE = Ligging(wrap_text=True, vertical="center", horizontal="center")
RUN_ON = Ligging(vertical="center")  # over empty neighbours: titles and sentences, for nothing is merged
LEFT = Ligging(vertical="center", horizontal="left", indent=1)
NO_BORDER = Rand()
UPRIGHT = Ligging(wrap_text=True, vertical="bottom", horizontal="center", text_rotation=90)


_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")  # Excel and calamine read _x0041_ as the letter A
_UNFIT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # XML cannot hold these signs

QUOTED = ("=", "+", "-", "@")  # Excel makes a formula of such a text as soon as somebody edits the cell

_DATES = (
    (dt.datetime, "dd-mm-yyyy h:mm"),
    (dt.date, "dd-mm-yyyy"),
    (dt.time, "h:mm"),
    (dt.timedelta, "[h]:mm"),
)


@dataclass(frozen=True, slots=True, eq=False)
class Stijl:
    """How a cell looks and whether it can be filled in; two are the same only when they are one object."""

    font: Letters = FONT
    fill: str = NONE
    alignment: Ligging = TEXT
    border: Rand = GRID
    open: bool = False
    formaat: str = "General"
    quoted: bool = False


def fit(text: str) -> str:
    """A text without the signs that no workbook can hold."""
    return _UNFIT.sub("", text)


def verbatim(text: str) -> str:
    """A text as it must stand in a workbook to be read back as it is."""
    return _ESCAPE.sub("_x005F_", text) if "_x" in text else text


def fitting(stijl: Stijl, value: Value) -> Stijl:
    """The style in which a value is shown as it is: text that could become a formula, and dates, have their own."""
    if isinstance(value, str):
        return _quoted(stijl) if value.startswith(QUOTED) else stijl
    if value is None or isinstance(value, float | int):
        return stijl
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        value = value.date()
    formaat = next((formaat for kind, formaat in _DATES if isinstance(value, kind)), None)
    return _dated(stijl, formaat) if formaat and formaat != stijl.formaat else stijl


@cache
def _quoted(stijl: Stijl) -> Stijl:
    return replace(stijl, quoted=True)


@cache
def _dated(stijl: Stijl, formaat: str) -> Stijl:
    return replace(stijl, formaat=formaat)
