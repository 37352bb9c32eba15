"""Styles of the workbooks, for openpyxl: fills, fonts, and what a cell of a sheet looks like."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace
from functools import cache

from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side

from pipeline.excel import palette
from pipeline.model.workbook import Value

HEAD = PatternFill("solid", fgColor=palette.DARK)
INPUT = PatternFill("solid", fgColor=palette.INPUT)
QUIET = PatternFill("solid", fgColor=palette.QUIET)
GOOD = PatternFill("solid", fgColor=palette.GOOD)
WEAK = PatternFill("solid", fgColor=palette.WEAK)
BAD = PatternFill("solid", fgColor=palette.BAD)
PAPER = PatternFill("solid", fgColor=palette.PAPER)
HELD = PatternFill("solid", fgColor=palette.HELD)
NONE = PatternFill()

FONT = Font(name="Calibri", size=11)
BOLD = Font(name="Calibri", size=11, bold=True)
MUTED = Font(name="Calibri", size=11, color="55636C")
TITLE = Font(name="Calibri", size=16, bold=True, color=palette.DARK)
HEAD_FONT = Font(name="Calibri", size=11, bold=True, color="FFFFFF")
_THIN = Side(style="thin", color=palette.LINE)
GRID = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
TEXT = Alignment(wrap_text=True, vertical="center", horizontal="left", indent=1)
MIDDLE = Alignment(wrap_text=True, vertical="center", horizontal="center")
RUN_ON = Alignment(vertical="center")  # over empty neighbours: titles and sentences, for nothing is merged
LEFT = Alignment(vertical="center", horizontal="left", indent=1)
NO_BORDER = Border()
UPRIGHT = Alignment(wrap_text=True, vertical="bottom", horizontal="center", text_rotation=90)


_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")  # Excel and calamine read _x0041_ as the letter A
_UNFIT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # XML cannot hold these signs

QUOTED = ("=", "+", "-", "@")  # Excel makes a formula of such a text as soon as somebody edits the cell

_DATES = (
    (dt.datetime, "dd-mm-yyyy h:mm"),
    (dt.date, "dd-mm-yyyy"),
    (dt.time, "h:mm"),
    (dt.timedelta, "[h]:mm"),
)

UNLOCKED = Protection(locked=False)


@dataclass(frozen=True, slots=True, eq=False)
class Stijl:
    """How a cell looks and whether it can be filled in; two are the same only when they are one object."""

    font: Font = FONT
    fill: PatternFill = NONE
    alignment: Alignment = TEXT
    border: Border = GRID
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
