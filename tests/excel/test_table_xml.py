"""Tables of a workbook: headers that Excel does not repair, and names that a formula can use."""

from __future__ import annotations

import re

import pytest
from lxml import etree

from pipeline.definitions.report_words import load_wording
from pipeline.excel.table_xml import HEADER_MAX, Table, headers, table_name
from pipeline.model.record import Record

LONG = "lang " * 60


@pytest.mark.parametrize(
    ("koppen", "expected"),
    [
        (["Code", "Naam"], ["Code", "Naam"]),
        (["Kan helpen", "Kan ook helpen", "Kan ook helpen"], ["Kan helpen", "Kan ook helpen", "Kan ook helpen (2)"]),
        (["Naam", "NAAM", "naam (2)", "naam"], ["Naam", "NAAM (2)", "naam (2) (2)", "naam (3)"]),
        (["", "", "\x07"], ["–", "– (2)", "– (3)"]),
        (["Anna\r\n1001", "Anna\n1001"], ["Anna\n1001", "Anna\n1001 (2)"]),
        ([LONG, LONG], [LONG[:HEADER_MAX], f"{LONG[: HEADER_MAX - 4]} (2)"]),
    ],
)
def test_no_two_headers_are_alike_and_none_is_blank(koppen: list[str], expected: list[str]) -> None:
    """Excel takes capitals for the same, and reads no more than so many characters."""
    assert [*headers(koppen)] == expected


@pytest.mark.parametrize(
    ("kop", "written"),
    [
        ("Anna\n1001", "Anna_x000a_1001"),
        ("a\tb\rc", "a_x0009_b_x000d_c"),
        ("_x0041_", "_x005F_x0041_"),
        ('<a> & "b"', '<a> & "b"'),
    ],
)
def test_a_header_is_written_as_excel_writes_the_name_of_a_column(kop: str, written: str) -> None:
    """A bare line break there makes Excel repair the file; XML itself would make a space of it."""
    root = etree.fromstring(Table("Blad", 4, 6, ("Code", kop)).xml(1))
    assert [node.get("name") for node in root.iter("{*}tableColumn")] == ["Code", written]


@pytest.mark.parametrize(
    ("without", "buttons"),
    [
        ((), '<autoFilter ref="A4:C6"/>'),
        ((1,), '<autoFilter ref="A4:C6"><filterColumn colId="1" hiddenButton="1"/></autoFilter>'),
        ((0, 1, 2), ""),
    ],
)
def test_buttons_stand_where_they_can_be_used(without: tuple[int, ...], buttons: str) -> None:
    """Where no column has one there is no filter at all."""
    xml = Table("Blad", 4, 6, ("a", "b", "c"), frozenset(without)).xml(2)
    assert re.findall(r"<autoFilter.*(?=<tableColumns)", xml) == ([buttons] if buttons else [])


def sheet_names(words: Record) -> set[str]:
    """The names of all sheets in the words of the reports."""
    own = {words.blad} if hasattr(words, "blad") and hasattr(words, "kolommen") else set()
    below = [value for value in vars(words).values() if isinstance(value, Record)]
    return own.union(*map(sheet_names, below))


def test_a_table_is_named_after_its_sheet_and_a_formula_can_use_the_name() -> None:
    """Letters and figures, no spaces, and nothing that is the address of a cell."""
    names = {table_name(blad) for blad in sheet_names(load_wording())}
    assert {"Dekking", "BijAfwezigheid", "KanLenen", "ZwakstePlekken", "Taakgebieden"} <= names
    assert all(re.fullmatch(r"[A-Z][A-Za-z]{4,}", name) for name in names)
