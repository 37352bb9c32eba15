"""Cells of the workbooks that people fill in: how they look and what they hold."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Literal

from openpyxl.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.styles.cell_style import StyleArray

from pipeline.excel import palette, room, styles
from pipeline.excel.formulas import checked
from pipeline.excel.styles import NAME, Letters, Ligging, Lijn, Rand, Stijl, fitting, verbatim
from pipeline.model.findings import Severity
from pipeline.model.workbook import Value

Kleur = Literal["goed", "let op", "papier", "fout", "stil", "bezet"]  # of a live cell, by what it says

OWN_COLUMN = 18.0  # characters: of a column that HR added
COMMENT_WIDTH, COMMENT_LINE, COMMENT_CHAR = 560, 17, 7.2  # pixels: at most, of a line, of a character
_COLUMN_CHAR, _COMMENT_GAP = 7, 30  # pixels of a character in a column, and between a cell and its comment
_AUTHOR = "Profielbouwer"


_INPUT_SIDE = Lijn("thin", "9C8628")
_GROUP_SIDE = Lijn("medium", palette.DARK)
INPUT_BORDER = Rand(_INPUT_SIDE, _INPUT_SIDE, _INPUT_SIDE, _INPUT_SIDE)
_TOP = Ligging(wrap_text=True, vertical="top", horizontal="left", indent=1)
_LINK_FONT = Letters(underline="single", color="0B5394")


PLAIN = Stijl(alignment=styles.RUN_ON, border=styles.NO_BORDER)
PLAIN_TEXT = replace(PLAIN, formaat="@")
PLAIN_OPEN = replace(PLAIN, open=True)
TITLE = replace(PLAIN, font=Letters(size=14, bold=True, color=palette.DARK))
INTRO = replace(PLAIN, font=styles.MUTED)
HEAD = Stijl(styles.HEAD_FONT, styles.HEAD)
HEAD_CENTER = replace(HEAD, alignment=styles.MIDDLE)
FIXED = Stijl()
FIXED_CENTER = Stijl(styles.BOLD, alignment=styles.MIDDLE)
LABEL = Stijl(styles.BOLD, styles.QUIET)
LABEL_TOP = replace(LABEL, alignment=_TOP)
LOCKED = Stijl(styles.BOLD, styles.QUIET, styles.MIDDLE)
LOCKED_TEXT = Stijl(fill=styles.QUIET, formaat="@")
LIVE = Stijl(styles.MUTED)
LIVE_CENTER = Stijl(styles.BOLD, alignment=styles.MIDDLE)
LIVE_LINE = replace(PLAIN, font=Letters(bold=True, color=palette.DARK))
LINK = Stijl(_LINK_FONT)
LINK_CENTER = replace(LINK, alignment=styles.MIDDLE)
INPUT = Stijl(fill=styles.INPUT, border=INPUT_BORDER, open=True)
INPUT_TOP = replace(INPUT, alignment=_TOP)
INPUT_CENTER = replace(INPUT, alignment=styles.MIDDLE)
INPUT_NUMMER = replace(INPUT, formaat="@")  # a leading zero stays
INPUT_DATE = replace(INPUT, formaat="dd-mm-yyyy")
ALARM = Font(bold=True, color="8C1D18")  # of a live line that says "Let op"
FILLS: dict[Kleur, PatternFill] = {  # a conditional format takes the other colour of a fill
    "goed": PatternFill("solid", bgColor=styles.GOOD),
    "let op": PatternFill("solid", bgColor=styles.WEAK),
    "papier": PatternFill("solid", bgColor=styles.PAPER),
    "fout": PatternFill("solid", bgColor=styles.BAD),
    "bezet": PatternFill("solid", bgColor=styles.HELD),
    "stil": PatternFill("solid", bgColor=styles.QUIET),
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
        scratch.font, scratch.border = as_font(stijl.font), as_border(stijl.border)
        scratch.alignment = as_alignment(stijl.alignment)
        if stijl.fill:
            scratch.fill = PatternFill("solid", fgColor=stijl.fill)
        if stijl.open:
            scratch.protection = Protection(locked=False)
        scratch.number_format = stijl.formaat
        scratch.quotePrefix = stijl.quoted
        self.arrays[stijl] = scratch._style  # type: ignore[attr-defined]
        return self.arrays[stijl]


@cache
def as_font(letters: Letters) -> Font:
    """As openpyxl wants it."""
    given: dict[str, Any] = {"color": letters.color, "bold": letters.bold, "underline": letters.underline}
    return Font(name=NAME, size=letters.size, **{key: value for key, value in given.items() if value})


@cache
def as_alignment(ligging: Ligging) -> Alignment:
    """Likewise."""
    given: dict[str, Any] = {key: value for key, value in ligging._asdict().items() if value}
    return Alignment(**given)


@cache
def as_border(rand: Rand) -> Border:
    """Likewise."""
    sides: dict[str, Any] = {
        key: Side(style=line.style, color=line.color) for key, line in rand._asdict().items() if line
    }
    return Border(**sides)


@cache
def marked(stijl: Stijl, ernst: str) -> Stijl:
    """The style with the colour of a severity."""
    return replace(stijl, fill=MARKS[ernst])


@cache
def small(stijl: Stijl) -> Stijl:
    """The style with smaller letters."""
    return replace(stijl, font=stijl.font._replace(size=room.SMALL))


@cache
def bare(stijl: Stijl) -> Stijl:
    """The style of a cell that has its looks from a conditional format."""
    return replace(stijl, fill=styles.NONE, border=styles.NO_BORDER)


@cache
def starting(stijl: Stijl) -> Stijl:
    """The style with a strong line above: the first row of a group."""
    return replace(stijl, border=stijl.border._replace(top=_GROUP_SIDE))


def comment(text: str, breedte: float) -> Comment:
    """A cell comment as high as its text, and no wider than the columns of `breedte` characters right of the cell.

    Programs show it there, over whatever stands in these columns.
    """
    width = min(COMMENT_WIDTH, int(breedte * _COLUMN_CHAR) - _COMMENT_GAP)
    lines = len(room.wrap(text, int(width / COMMENT_CHAR))) + 1
    return Comment(text, _AUTHOR, height=lines * COMMENT_LINE, width=width)
