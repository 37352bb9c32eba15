"""The team workbook of a steunpunt, blank."""

from __future__ import annotations

from pathlib import Path

from pipeline.forms.teambestand import make_teambestand
from pipeline.intake.file import read_werkmap
from pipeline.intake.opdracht import Leesvorm
from tests.support.workbooks import (
    CATALOG,
    LAYOUT,
    RULES,
    at,
    beside,
    header,
    listed,
    open_cells,
    small_catalog,
    team,
    validation,
    validations,
)

VOORBEELDEN = [voorbeeld.naam for voorbeeld in CATALOG.voorbeeldprofielen]


def test_a_team_workbook_has_the_headers_of_the_contract_and_empty_rows() -> None:
    """Everything to fill in is blank but the name of the steunpunt."""
    book = team()
    for key in ("basisfuncties", "team", "behoefte", "afspraken"):
        assert list(header(book[LAYOUT.team[key].naam])[1]) == [kolom.kop for kolom in LAYOUT.team[key].kolommen]
    sheet = book["Team"]
    top, _ = header(sheet)
    assert {cell.value for row in sheet.iter_rows(min_row=top + 1) for cell in row} == {None}
    assert open_cells(sheet) == {f"{letter}{row}" for letter in "ABCDEFG" for row in range(top + 1, top + 61)}
    assert beside(book["Steunpunt"], "Naam").value == "Steunpunt Zonnedael"
    assert [at(book["Basisfuncties"], groep.code, "Uitvoeren").value for groep in CATALOG.te_kiezen] == [None] * 5


def test_what_a_basisfunctie_means_is_explained_where_it_is_chosen() -> None:
    """In a comment at its code: chapter 2 of the source, in our own words."""
    sheet = team()["Basisfuncties"]
    explained = [at(sheet, groep.code, "Code").comment.text for groep in CATALOG.te_kiezen]
    assert explained == [groep.omschrijving for groep in CATALOG.te_kiezen]


def test_a_blank_team_workbook_is_read_without_findings() -> None:
    """Header and empty rows only: nobody is on the team yet."""
    data = make_teambestand(CATALOG, LAYOUT, RULES, "")
    werkmap = read_werkmap(data, "steunpunt.xlsx", [Leesvorm(LAYOUT.team)], "team")
    assert werkmap.findings == ()
    assert werkmap.tabellen["team"] == werkmap.tabellen["afspraken"] == ()
    assert [row.code for row in werkmap.tabellen["behoefte"]] == [*CATALOG.kerntaak]


def test_a_personeelsnummer_keeps_its_leading_zero() -> None:
    """The column is text, on Team and on Afspraken."""
    book = team()
    for name in ("Team", "Afspraken"):
        top, columns = header(book[name])
        assert book[name][f"{columns['Personeelsnummer']}{top + 1}"].number_format == "@"


def test_examples_signals_and_choices_are_chosen_from_lists() -> None:
    """Through defined names, for a list in the validation itself may hold 255 characters."""
    book = team()
    lists = {made.formula1 for _, made in validations(book) if made.type == "list"}
    assert lists == {"lijst_keuze", "lijst_voorbeeldprofiel", "lijst_signaal", "lijst_personeelsnummers"}
    assert listed(book, "lijst_voorbeeldprofiel") == VOORBEELDEN
    assert listed(book, "lijst_signaal") == ["O1", "O2", "O3", "O4"]
    assert listed(book, "lijst_keuze") == ["ja", "nee", "x"]


def test_an_empty_row_only_looks_like_one_to_fill_in() -> None:
    """A program prints every cell with a colour or a border of its own: of the team only filled rows are printed."""
    book = team()
    for name in ("Team", "Afspraken"):
        top, _ = header(book[name])
        row = book[name][top + 1]
        assert not any(cell.fill.fill_type or cell.border.left for cell in row)
        (shown,) = book[name].conditional_formatting
        assert row[0].coordinate in shown.sqref and book[name].cell(book[name].max_row, 1).coordinate in shown.sqref
        assert shown.rules[0].formula == ["TRUE"] and shown.rules[0].dxf.border.left.style == "thin"


def test_without_examples_the_column_stays_free(tmp_path: Path) -> None:
    """A list without values would refuse every answer."""
    book = team(small_catalog(tmp_path))
    top, columns = header(book["Team"])
    cell = book["Team"][f"{columns['Voorbeeldprofiel']}{top + 1}"]
    assert validation(book["Team"], cell).type is None
    assert "lijst_voorbeeldprofiel" not in book.defined_names
