"""Cells of the workbooks that people fill in: how they look, what they hold, how much room their text takes."""

from __future__ import annotations

import datetime as dt
import re
import textwrap
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Literal

from openpyxl.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.styles.cell_style import StyleArray

from pipeline.definitions.messages import Severity
from pipeline.excel import book as wb
from pipeline.excel.formulas import checked
from pipeline.model.workbook import Value

Kleur = Literal["goed", "let op", "fout", "stil"]  # of a live cell, by what it says

LINE_HEIGHT = 15.0  # points of a line of Calibri 11
CELL_MARGIN = 2.5  # column width that padding and indent take, and a little for other programs
ROW_MAX = 409.0  # Excel's highest row, in points
TEXT_MAX = 32_767  # Excel's longest text; a longer one is a finding, and openpyxl would cut it silently
COMMENT_WIDTH, COMMENT_CHARS, COMMENT_LINE = 560, 78, 17  # pixels, characters in a line, pixels of a line
_AUTHOR = "Profielbouwer"
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")  # Excel and calamine read _x0041_ as the letter A
QUOTED = ("=", "+", "-", "@")  # Excel makes a formula of such a text as soon as somebody edits the cell
_DATES = (
    (dt.datetime, "dd-mm-yyyy h:mm"),
    (dt.date, "dd-mm-yyyy"),
    (dt.time, "h:mm"),
    (dt.timedelta, "[h]:mm"),
)

_WIDTHS = {  # of letters in Calibri, in digits, the unit of column widths; 1 where not named
    char: width
    for width, chars in (
        (0.45, " '.,:;Iijlï’"),
        (0.6, "!()-J[]`f{}"),
        (0.7, "rt"),
        (0.8, '"/L\\cszç“”'),
        (0.9, "?FSZagkvxy|"),
        (1.1, "ABCRV"),
        (1.25, "&DGHNOQU"),
        (1.45, "%w"),
        (1.65, "m©"),
        (1.8, "@MW—"),
    )
    for char in chars
}

UNLOCKED = Protection(locked=False)
_INPUT_SIDE = Side(style="thin", color="9C8628")
_GROUP_SIDE = Side(style="medium", color=wb.DARK)
_INPUT_BORDER = Border(left=_INPUT_SIDE, right=_INPUT_SIDE, top=_INPUT_SIDE, bottom=_INPUT_SIDE)
_TEXT = Alignment(wrap_text=True, vertical="center", horizontal="left", indent=1)
_TOP = Alignment(wrap_text=True, vertical="top", horizontal="left", indent=1)
_CENTER = Alignment(wrap_text=True, vertical="center", horizontal="center")
_LINK_FONT = Font(name="Calibri", size=11, underline="single", color="0B5394")


@dataclass(frozen=True, slots=True, eq=False)
class Stijl:
    """How a cell looks and whether it can be filled in; two are the same only when they are one object."""

    font: Font = wb.FONT
    fill: PatternFill = wb.NONE
    alignment: Alignment = _TEXT
    border: Border = wb.GRID
    open: bool = False
    formaat: str = "General"
    quoted: bool = False


PLAIN = Stijl(alignment=Alignment(vertical="center"), border=Border())
PLAIN_TEXT = replace(PLAIN, formaat="@")
TITLE = replace(PLAIN, font=wb.TITLE)
INTRO = replace(PLAIN, font=wb.MUTED)
HEAD = Stijl(wb.HEAD_FONT, wb.HEAD)
HEAD_CENTER = replace(HEAD, alignment=_CENTER)
FIXED = Stijl()
FIXED_CENTER = Stijl(wb.BOLD, alignment=_CENTER)
LABEL = Stijl(wb.BOLD, wb.QUIET)
LABEL_TOP = replace(LABEL, alignment=_TOP)
LOCKED = Stijl(wb.BOLD, wb.QUIET, _CENTER)
LOCKED_TEXT = Stijl(fill=wb.QUIET, formaat="@")
LIVE = Stijl(wb.MUTED)
LIVE_CENTER = Stijl(wb.BOLD, alignment=_CENTER)
LIVE_LINE = replace(PLAIN, font=Font(name="Calibri", size=11, bold=True, color=wb.DARK))
LINK = Stijl(_LINK_FONT)
LINK_CENTER = replace(LINK, alignment=_CENTER)
INPUT = Stijl(fill=wb.INPUT, border=_INPUT_BORDER, open=True)
INPUT_TOP = replace(INPUT, alignment=_TOP)
INPUT_CENTER = replace(INPUT, alignment=_CENTER)
INPUT_NUMMER = replace(INPUT, formaat="@")  # a leading zero stays
INPUT_DATE = replace(INPUT, formaat="dd-mm-yyyy")
ALARM = Font(bold=True, color="8C1D18")  # of a live line that says "Let op"
FILLS: dict[Kleur, PatternFill] = {  # a conditional format takes the other colour of a fill
    "goed": PatternFill("solid", bgColor=wb.GOOD.fgColor),
    "let op": PatternFill("solid", bgColor=wb.WEAK.fgColor),
    "fout": PatternFill("solid", bgColor=wb.BAD.fgColor),
    "stil": PatternFill("solid", bgColor=wb.QUIET.fgColor),
}
MARKS = {"fout": wb.BAD, "waarschuwing": wb.WEAK, "info": wb.QUIET}


@dataclass(frozen=True, slots=True)
class Merk:
    """What a finding says of a cell in a returned form: severity, and the text with its remedy ("": colour only)."""

    ernst: Severity
    tekst: str = ""


@dataclass(frozen=True, slots=True)
class Cel:
    """Content of a cell: its value, whether it can be filled in, what its comment explains, what is wrong with it.

    formule: one of our own formulas, without the equals sign, instead of a value; langste: its longest outcome;
    link: a place in this workbook like "Kerntaken!F7".
    """

    value: Value = None
    open: bool = False
    uitleg: str = ""
    merk: Merk | None = None
    formule: str = ""
    langste: str = ""
    link: str = ""

    @property
    def tekst(self) -> str:
        """The text that must fit in the cell."""
        return self.value if isinstance(self.value, str) else self.langste

    @property
    def opmerking(self) -> str:
        """Text of the cell's comment: what is wrong before what it means."""
        return "\n\n".join(filter(None, [self.merk.tekst if self.merk else "", self.uitleg]))


@dataclass(frozen=True, slots=True)
class Styles:
    """The styles of one workbook: each is registered once, for setting four properties on every cell takes longest."""

    arrays: dict[Stijl, StyleArray]

    def put(self, cell: Cell, value: Value, stijl: Stijl) -> None:
        """Write a value as it is: text never becomes a formula, a date shows as a date whatever the style."""
        stijl = fitting(stijl, value)
        # openpyxl has no public way to share a style between cells; setting its parts on each is four times as slow
        cell._style = self.arrays.get(stijl) or self._register(cell, stijl)  # type: ignore[attr-defined]
        if isinstance(value, str):
            cell.value = verbatim(value)
            cell.data_type = "s"  # openpyxl makes a formula of "=1" and an error of "#N/A"
        elif value is not None:
            cell.value = int(value) if isinstance(value, float) and value.is_integer() else value

    def put_formula(self, cell: Cell, formula: str, stijl: Stijl) -> None:
        """Write one of our own formulas, without the equals sign."""
        self.put(cell, None, stijl)
        cell.value = f"={checked(formula)}"

    def _register(self, cell: Cell, stijl: Stijl) -> StyleArray:
        scratch = Cell(cell.parent, 1, 1)
        scratch.font, scratch.alignment, scratch.border = stijl.font, stijl.alignment, stijl.border
        if stijl.fill is not wb.NONE:
            scratch.fill = stijl.fill
        if stijl.open:
            scratch.protection = UNLOCKED
        scratch.number_format = stijl.formaat
        scratch.quotePrefix = stijl.quoted
        self.arrays[stijl] = scratch._style  # type: ignore[attr-defined]
        return self.arrays[stijl]


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


@cache
def marked(stijl: Stijl, ernst: str) -> Stijl:
    """The style with the colour of a severity."""
    return replace(stijl, fill=MARKS[ernst])


@cache
def starting(stijl: Stijl) -> Stijl:
    """The style with a strong line above: the first row of a group."""
    line = stijl.border
    return replace(stijl, border=Border(left=line.left, right=line.right, bottom=line.bottom, top=_GROUP_SIDE))


@lru_cache(maxsize=4096)
def wrap(text: str, width: int) -> tuple[str, ...]:
    """The lines of a text in so many characters; its own line breaks stay."""
    return tuple(line for part in text.split("\n") for line in (textwrap.wrap(part, width) or [""]))


def height(text: str, breedte: float) -> float:
    """Points that a wrapped text takes in a column of this width; Excel does not find that out by itself."""
    return lines(text, max(breedte - CELL_MARGIN, 2.0)) * LINE_HEIGHT + 5


@lru_cache(maxsize=4096)
def lines(text: str, room: float) -> int:
    """Number of lines of a text in so many digits' width, broken at spaces as Excel does."""
    return sum(_part_lines(part.split(" "), room) for part in text.split("\n"))


def _part_lines(words: list[str], room: float) -> int:
    count, used = 1, 0.0
    for word in words:
        width = sum(_WIDTHS.get(char, 1.0) for char in word)
        if used and used + width > room:
            count, used = count + 1, 0.0
        count += int(width // room)  # a word that is longer than the line goes on below
        used += width % room + _WIDTHS[" "]
    return count


def comment(text: str) -> Comment:
    """A cell comment, as large as its text."""
    lines = len(wrap(text, COMMENT_CHARS)) + 1
    return Comment(text, _AUTHOR, height=lines * COMMENT_LINE, width=COMMENT_WIDTH)
