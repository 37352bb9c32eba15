"""What the product writes itself of a workbook is what openpyxl would write, which takes long to import."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.styles import DEFAULT_FONT, Border, PatternFill, Protection
from openpyxl.styles.fills import DEFAULT_EMPTY_FILL, DEFAULT_GRAY_FILL
from openpyxl.styles.numbers import BUILTIN_FORMATS_REVERSE
from openpyxl.utils import quote_sheetname
from openpyxl.utils.datetime import to_excel
from openpyxl.xml.functions import tostring

from pipeline.excel import sheet_xml, style_xml, styles
from pipeline.excel.formulas import on_sheet
from pipeline.excel.styles import Lijn, Stijl
from pipeline.forms.drawing import cells
from pipeline.render.workbooks import pen

STYLES = {
    f"{module.__name__}.{name}": stijl
    for module in (cells, pen)
    for name, stijl in vars(module).items()
    if isinstance(stijl, Stijl)
}


def as_xml(part: Any, tag: str) -> str:  # noqa: ANN401
    """A style or a setting of openpyxl as text."""
    tree: Any = part.to_tree(tag)
    return str(tostring(tree), "utf-8")


@pytest.mark.parametrize("name", STYLES)
def test_a_style_is_that_of_openpyxl(name: str) -> None:
    """Of every style of forms and reports: letters, colour, lines and place of the text."""
    for stijl in (
        STYLES[name],
        cells.small(STYLES[name]),
        cells.starting(STYLES[name]),
        replace(STYLES[name], open=True),
    ):
        fill = PatternFill("solid", fgColor=stijl.fill) if stijl.fill else PatternFill()
        inside = as_xml(cells.as_alignment(stijl.alignment), "alignment")
        inside += as_xml(Protection(locked=False), "protection") if stijl.open else ""
        drawn = (
            as_xml(cells.as_font(stijl.font), "font"),
            as_xml(fill, "fill"),
            as_xml(cells.as_border(stijl.border), "border"),
        )
        assert style_xml._parts(stijl) == (*drawn, inside)


def test_what_comes_first_in_each_list_of_styles_is_that_of_openpyxl() -> None:
    """The looks of a cell without style."""
    assert as_xml(DEFAULT_FONT, "font") == style_xml._FONT
    assert as_xml(Border(), "border") == style_xml._BORDER
    assert (as_xml(DEFAULT_EMPTY_FILL, "fill"), as_xml(DEFAULT_GRAY_FILL, "fill")) == style_xml._FILLS


def test_number_formats_have_the_numbers_that_excel_gives_them() -> None:
    """Those that we use; others get a number of their own."""
    used = {stijl.formaat for stijl in STYLES.values()} | {formaat for _, formaat in styles._DATES}
    known = {formaat: BUILTIN_FORMATS_REVERSE[formaat] for formaat in used if formaat in BUILTIN_FORMATS_REVERSE}
    assert known == style_xml._KNOWN


@pytest.mark.parametrize(
    "frozen",
    ["", *(f"{column}{row}" for column, row in product("ABD", (1, 2, 15)) if column + str(row) != "A1"), "AB7"],
)
def test_a_sheet_is_shown_as_openpyxl_has_it(frozen: str) -> None:
    """What stays in sight, and where the cursor is."""
    sheet = Workbook().create_sheet()
    sheet.sheet_view.showGridLines = False
    sheet.freeze_panes = frozen or None
    assert sheet_xml.views(frozen) == as_xml(sheet.views, "sheetViews")


@given(
    st.dates(dt.date(1890, 1, 1), dt.date(2100, 1, 1))
    | st.datetimes(dt.datetime(1890, 1, 1), dt.datetime(2100, 1, 1))
    | st.times()
    | st.timedeltas(dt.timedelta(-999), dt.timedelta(999))
)
def test_a_date_has_the_number_of_openpyxl(value: Any) -> None:  # noqa: ANN401
    """Also around the 29th of February 1900, which Excel believes in."""
    assert sheet_xml.serial(value) == to_excel(value)  # type: ignore[no-untyped-call]


@pytest.mark.parametrize("days", range(-3, 64))
def test_the_first_days_of_1900_have_the_numbers_of_openpyxl(days: int) -> None:
    """One by one."""
    day = dt.date(1900, 1, 1) + dt.timedelta(days)
    assert sheet_xml.serial(day) == to_excel(day)  # type: ignore[no-untyped-call]


@given(st.text(min_size=1, max_size=31))
def test_places_are_written_as_openpyxl_does(naam: str) -> None:
    """Names of sheets with quotes in them, as they stand before a place."""
    assert on_sheet(naam, "A1") == f"{quote_sheetname(naam)}!A1"


def test_lines_are_told_apart() -> None:
    """The group line of a form is none of the usual ones."""
    assert cells.starting(cells.FIXED).border.top == Lijn("medium", styles.HEAD)
