"""Comments, and numbers that Excel dresses up: seen in the XML beside the answers (faults.md 36, 50)."""

from __future__ import annotations

import io

import openpyxl
import pytest
from openpyxl.comments import Comment

from pipeline.definitions.catalog_file import shipped_catalog
from pipeline.definitions.layout import load_layout
from pipeline.definitions.printed import printed
from pipeline.definitions.rules import load_rules
from pipeline.forms.invulschema import make_invulschema
from pipeline.intake.file import read_werkmap
from pipeline.intake.opdracht import Leesvorm
from pipeline.model.workbook import Answer, Werkmap
from tests.support.edits import ANNA, ZONNEDAEL
from tests.support.reading import answer, codes, complete, make_form, named, read, to_bytes

CATALOG, LAYOUT = shipped_catalog(), load_layout()


def opened() -> openpyxl.Workbook:
    """A form as it is handed out, opened in another program."""
    return openpyxl.load_workbook(io.BytesIO(make_invulschema(CATALOG, LAYOUT, load_rules(), ZONNEDAEL, ANNA)))


def read_again(book: openpyxl.Workbook) -> Werkmap:
    """What a run reads of it."""
    gedrukt = printed(CATALOG, LAYOUT)
    return complete(read_werkmap(to_bytes(book), "formulieren/1001.xlsx", [Leesvorm(LAYOUT.formulier, gedrukt)]))


def test_a_comment_that_somebody_wrote_is_named_and_ours_are_no_text() -> None:
    """On a table, on the labels, on a sheet that explains; over one of ours too."""
    book = opened()
    assert read_again(book).findings == ()
    for blad, cel in (("Kerntaken", "F9"), ("Kerntaken", "A10"), ("Functie", "B6"), ("Uitleg", "C4")):
        book[blad][cel].comment = Comment("moeten er 5 worden", "manager")
    werkmap = read_again(book)
    assert [named(werkmap, blad) for blad in ("Kerntaken", "Functie", "Uitleg")] == ["A10, F9", "B6", "C4"]
    assert codes(werkmap) == ["buiten_tabel"] * 3


@pytest.mark.parametrize(
    ("typed", "formaat", "shown"),
    [
        (0.5, "0%", "50%"),
        (4.5, "0.00%", "450%"),
        (0.125, "0.0%", "12,5%"),
        (4.5, "€ #,##0.00", "€ 4,5"),
        (4, "[$€-413] #,##0", "€ 4"),
    ],
)
def test_a_number_that_excel_dresses_up_is_what_it_shows(typed: float, formaat: str, shown: str) -> None:
    """50% is no half hour, and 450% no 4.5: an error as the text is."""
    book = make_form(F5=typed, F6=typed)
    book["Kerntaken"]["F5"].number_format = formaat
    werkmap = read(book)
    assert answer(werkmap, "a", "uren") == Answer(shown, "F5")
    assert answer(werkmap, "b", "uren") == Answer(float(typed), "F6")


@pytest.mark.parametrize("formaat", ["General", "0.00", "#,##0", "@", "[$-413]0.0", '0.0 "uur"'])
def test_a_plain_number_stays_a_number(formaat: str) -> None:
    """Decimals, thousands and a language change nothing."""
    book = make_form(F5=4.5)
    book["Kerntaken"]["F5"].number_format = formaat
    assert answer(read(book), "a", "uren") == Answer(4.5, "F5")


def test_a_contract_shown_as_a_percentage_is_an_error() -> None:
    """89 % of a working week is no 0.89 hours."""
    book = make_form()
    book["Functie"]["B8"], book["Functie"]["B8"].number_format = 0.89, "0%"
    assert read(book).velden["functie"]["contracturen"] == Answer("89%", "B8")
