"""Cells of the workbooks that people fill in: how they look and what they hold."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from openpyxl.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.cell_style import StyleArray

from pipeline.excel import palette, styles
from pipeline.excel.formulas import checked
from pipeline.excel.room import wrap
from pipeline.excel.styles import UNLOCKED, Stijl, fitting, verbatim
from pipeline.model.findings import Severity
from pipeline.model.workbook import Value

Kleur = Literal["goed", "let op", "papier", "fout", "stil", "bezet"]  # of a live cell, by what it says

OWN_COLUMN = 18.0  # characters: of a column that HR added
SMALL = 10  # points: letters of texts in a table with codes, so that more rows are in sight
TEXT_MAX = 32_767  # Excel's longest text; a longer one is a finding, and openpyxl would cut it silently
COMMENT_WIDTH, COMMENT_LINE, COMMENT_CHAR = 560, 17, 7.2  # pixels: at most, of a line, of a character
_COLUMN_CHAR, _COMMENT_GAP = 7, 30  # pixels of a character in a column, and between a cell and its comment
_AUTHOR = "Profielbouwer"


_INPUT_SIDE = Side(style="thin", color="9C8628")
_GROUP_SIDE = Side(style="medium", color=palette.DARK)
INPUT_BORDER = Border(left=_INPUT_SIDE, right=_INPUT_SIDE, top=_INPUT_SIDE, bottom=_INPUT_SIDE)
_TOP = Alignment(wrap_text=True, vertical="top", horizontal="left", indent=1)
_CENTER = Alignment(wrap_text=True, vertical="center", horizontal="center")
_LINK_FONT = Font(name="Calibri", size=11, underline="single", color="0B5394")


PLAIN = Stijl(alignment=Alignment(vertical="center"), border=Border())
PLAIN_TEXT = replace(PLAIN, formaat="@")
PLAIN_OPEN = replace(PLAIN, open=True)
TITLE = replace(PLAIN, font=Font(name="Calibri", size=14, bold=True, color=palette.DARK))
INTRO = replace(PLAIN, font=styles.MUTED)
HEAD = Stijl(styles.HEAD_FONT, styles.HEAD)
HEAD_CENTER = replace(HEAD, alignment=_CENTER)
FIXED = Stijl()
FIXED_CENTER = Stijl(styles.BOLD, alignment=_CENTER)
LABEL = Stijl(styles.BOLD, styles.QUIET)
LABEL_TOP = replace(LABEL, alignment=_TOP)
LOCKED = Stijl(styles.BOLD, styles.QUIET, _CENTER)
LOCKED_TEXT = Stijl(fill=styles.QUIET, formaat="@")
LIVE = Stijl(styles.MUTED)
LIVE_CENTER = Stijl(styles.BOLD, alignment=_CENTER)
LIVE_LINE = replace(PLAIN, font=Font(name="Calibri", size=11, bold=True, color=palette.DARK))
LINK = Stijl(_LINK_FONT)
LINK_CENTER = replace(LINK, alignment=_CENTER)
INPUT = Stijl(fill=styles.INPUT, border=INPUT_BORDER, open=True)
INPUT_TOP = replace(INPUT, alignment=_TOP)
INPUT_CENTER = replace(INPUT, alignment=_CENTER)
INPUT_NUMMER = replace(INPUT, formaat="@")  # a leading zero stays
INPUT_DATE = replace(INPUT, formaat="dd-mm-yyyy")
ALARM = Font(bold=True, color="8C1D18")  # of a live line that says "Let op"
FILLS: dict[Kleur, PatternFill] = {  # a conditional format takes the other colour of a fill
    "goed": PatternFill("solid", bgColor=styles.GOOD.fgColor),
    "let op": PatternFill("solid", bgColor=styles.WEAK.fgColor),
    "papier": PatternFill("solid", bgColor=styles.PAPER.fgColor),
    "fout": PatternFill("solid", bgColor=styles.BAD.fgColor),
    "bezet": PatternFill("solid", bgColor=styles.HELD.fgColor),
    "stil": PatternFill("solid", bgColor=styles.QUIET.fgColor),
}
EMPTY_FILL = PatternFill("solid", bgColor=palette.INPUT)
MARKS = {"fout": styles.BAD, "waarschuwing": styles.WEAK, "info": styles.QUIET}


@dataclass(frozen=True, slots=True)
class Merk:
    """What a finding says of a cell in a returned form: severity, and the text with its remedy ("": colour only).

    The text stands in a column of its own: a comment would cover the answers beside the cell.
    """

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
        if stijl.fill is not styles.NONE:
            scratch.fill = stijl.fill
        if stijl.open:
            scratch.protection = UNLOCKED
        scratch.number_format = stijl.formaat
        scratch.quotePrefix = stijl.quoted
        self.arrays[stijl] = scratch._style  # type: ignore[attr-defined]
        return self.arrays[stijl]


@cache
def marked(stijl: Stijl, ernst: str) -> Stijl:
    """The style with the colour of a severity."""
    return replace(stijl, fill=MARKS[ernst])


@cache
def small(stijl: Stijl) -> Stijl:
    """The style with smaller letters."""
    font = copy(stijl.font)
    font.size = SMALL
    return replace(stijl, font=font)


@cache
def bare(stijl: Stijl) -> Stijl:
    """The style of a cell that has its looks from a conditional format."""
    return replace(stijl, fill=styles.NONE, border=styles.NO_BORDER)


@cache
def starting(stijl: Stijl) -> Stijl:
    """The style with a strong line above: the first row of a group."""
    line = stijl.border
    return replace(stijl, border=Border(left=line.left, right=line.right, bottom=line.bottom, top=_GROUP_SIDE))


def comment(text: str, breedte: float) -> Comment:
    """A cell comment as high as its text, and no wider than the columns of `breedte` characters right of the cell.

    Programs show it there, over whatever stands in these columns.
    """
    width = min(COMMENT_WIDTH, int(breedte * _COLUMN_CHAR) - _COMMENT_GAP)
    lines = len(wrap(text, int(width / COMMENT_CHAR))) + 1
    return Comment(text, _AUTHOR, height=lines * COMMENT_LINE, width=width)
