"""design.md 2.2: no answer disappears. A row is its entry's by code, else by name, else an error (faults.md 36, 37)."""

from __future__ import annotations

import pytest

from pipeline.definitions.layout import load_layout
from pipeline.model.workbook import Werkmap
from tests.support.edits import edited_form, handed_out, read_form, untold
from tests.support.reading import codes, named, places

TASKS = load_layout().formulier["kerntaken"].naam


class Sheet:
    """A form as it is handed out, with the cells of its kerntaken by code and key of the column."""

    def __init__(self) -> None:
        self.form, self._cellen = handed_out()

    def cel(self, code: str, kolom: str) -> str:
        """Address of a cell of a kerntaak."""
        return self._cellen["kerntaken", code, kolom]

    def type(self, code: str, /, **values: str | int | None) -> Sheet:
        """Type in cells of a kerntaak, by key of the column."""
        for kolom, value in values.items():
            self.form.type(TASKS, self.cel(code, kolom), value)
        return self

    @property
    def rows(self) -> list[list[object]]:
        """The cells of the sheet."""
        return self.form.sheets[TASKS]  # type: ignore[return-value]

    def row(self, code: str) -> int:
        """Place of the row of a code, from 0."""
        return next(place for place, row in enumerate(self.rows) if row and row[0] == code)


def hours(werkmap: Werkmap, code: str) -> list[object]:
    """The hours on every row that was read as this kerntaak."""
    return [row.answer("uren").value for row in werkmap.rows("kerntaken") if row.code == code]


def test_a_form_as_it_is_handed_out_says_nothing() -> None:
    """All that is printed on it is ours: titles, lines, names, formulas."""
    assert read_form(handed_out()[0]).findings == ()


# --- rows ------------------------------------------------------------------------------------------------------------


def test_a_row_whose_code_was_wiped_is_read_by_its_name() -> None:
    """With a warning that gives the code."""
    sheet = Sheet().type("j", code=None, gekozen="ja", uren=4)
    werkmap = read_form(sheet.form)
    assert hours(werkmap, "j") == [4.0]
    (finding,) = werkmap.findings
    assert (finding.code, finding.address.cel, finding.values["code"]) == ("code_uit_naam", sheet.cel("j", "code"), "j")


def test_a_row_whose_code_was_typed_over_is_read_by_its_name() -> None:
    """Also with spaces and case of its own; without answers the typed code is told all the same."""
    sheet = Sheet().type("j", code="jj", gekozen="ja", uren=4).type("k", code="kk", gekozen=None)
    sheet.form.type(TASKS, sheet.cel("j", "naam"), f"  {str(sheet.rows[sheet.row('jj')][3]).upper()} ")
    werkmap = read_form(sheet.form)
    assert hours(werkmap, "j") == [4.0]
    assert places(werkmap, "code_uit_naam") == [(TASKS, sheet.cel("j", "code")), (TASKS, sheet.cel("k", "code"))]


def test_code_and_name_of_two_entries_on_one_row_are_an_error() -> None:
    """Never a guess; the row is kept for the returned form."""
    sheet = Sheet()
    sheet.type("j", gekozen="ja", uren=4, naam=str(sheet.rows[sheet.row("e")][3]))
    werkmap = read_form(sheet.form)
    assert places(werkmap, "rij_tegenstrijdig") == [(TASKS, sheet.cel("j", "code"))]
    assert hours(werkmap, "j") == [4.0]


def test_a_code_and_a_name_that_give_one_entry_twice_are_an_error() -> None:
    """A row that was copied without its code counts for nobody."""
    sheet = Sheet().type("j", gekozen="ja", uren=4)
    sheet.rows.append([None, *sheet.rows[sheet.row("j")][1:]])
    assert "code_dubbel" in codes(read_form(sheet.form))


def test_answers_without_a_code_or_a_name_are_an_error_that_names_them() -> None:
    """Between the rows, and right below them; a sum of hours further below is only text."""
    sheet = Sheet().type("j", code=None, naam=None, gekozen="ja", uren=4)
    last = len(sheet.rows)
    sheet.form.type(TASKS, f"F{last + 4}", 12)
    werkmap = read_form(sheet.form)
    (finding,) = [finding for finding in werkmap.findings if finding.code == "rij_onbekend"]
    assert finding.values["cellen"] == f"{sheet.cel('j', 'gekozen')}, {sheet.cel('j', 'uren')}"
    assert named(werkmap) == f"F{last + 4}"
    sheet.form.type(TASKS, f"E{last + 4}", "ja")
    assert len(places(read_form(sheet.form), "rij_onbekend")) == 2


def test_rows_above_the_header_are_read_and_an_error() -> None:
    """Somebody sorted the sheet with its header: not a row less, and a message with the cells (faults.md 37)."""
    sheet = Sheet().type("a", gekozen="ja", uren=3).type("j", gekozen="ja", uren=4)
    top = sheet.row("a") - 1
    sheet.rows.insert(top + 12, sheet.rows.pop(top))
    werkmap = read_form(sheet.form)
    assert (hours(werkmap, "a"), hours(werkmap, "j")) == ([3.0], [4.0])
    (finding,) = [finding for finding in werkmap.findings if finding.code == "rij_boven_kop"]
    assert f"A{top + 1}" in finding.values["cellen"].split(", ")
    assert named(werkmap) == ""


def test_without_the_column_of_codes_rows_are_read_by_name_and_the_column_is_missed() -> None:
    """An error about the sheet, so that nothing counts; one name on two rows is told too."""
    sheet = Sheet().type("j", gekozen="ja", uren=4)
    sheet.rows.append([None, *sheet.rows[sheet.row("j")][1:]])
    sheet.rows[sheet.row("a") - 1][0] = "Nr"
    werkmap = read_form(sheet.form)
    assert hours(werkmap, "j") == [4.0, 4.0]
    assert {"kolom_ontbreekt", "code_dubbel"} <= {*codes(werkmap)}


def test_a_form_of_another_month_is_read_by_name_and_its_labels_are_let_alone() -> None:
    """What it was printed with is not known any more; what stands beside the table still is nobody's answer."""
    sheet = Sheet().type("j", code=None, gekozen="ja", uren=4, soort="Anders genoemd")
    stamp = sheet.form.sheets["_stempel"]
    next(row for row in stamp if row[0] == "catalogushash")[1] = "0" * 64
    sheet.form.type(TASKS, "A2", "Een oude inleiding")
    sheet.form.type(TASKS, "K40", "los")
    werkmap = read_form(sheet.form)
    assert codes(werkmap) == ["code_uit_naam", "buiten_tabel"]
    assert (hours(werkmap, "j"), named(werkmap)) == ([4.0], "K40")


def test_a_form_of_another_catalog_is_not_read_by_our_names() -> None:
    """A code means something else there."""
    sheet = Sheet().type("j", code="jj", gekozen="ja")
    next(row for row in sheet.form.sheets["_stempel"] if row[0] == "catalogus")[1] = "ander"
    assert codes(read_form(sheet.form)) == []


# --- cells -----------------------------------------------------------------------------------------------------------


def test_text_over_labels_titles_and_live_cells_is_named() -> None:
    """A label is held against what was printed in that very cell; a formula that became its value is ours."""
    sheet = Sheet().type("e", naam="Matchen van groepen", klopt="klopt niet").type("f", klopt="Nog zonder uren")
    for cel in ("A1", "A2", "B1"):
        sheet.form.type(TASKS, cel, "let op, dit is belangrijk")
    expected = ["A1:A2", "B1", sheet.cel("e", "naam"), sheet.cel("e", "klopt")]
    assert named(read_form(sheet.form)).split(", ") == expected


@pytest.mark.parametrize("blad", ["Uitleg", "Controle", "Functie"])
def test_text_on_the_sheets_without_a_table_of_choices_is_named(blad: str) -> None:
    """Below, beside, over the title and in an empty cell; a number too."""
    form, _ = handed_out()
    for cel, value in (("A1", "over de titel"), ("H3", "ernaast"), ("B60", 7)):
        form.type(blad, cel, value)
    assert named(read_form(form), blad) == "A1, B60, H3"


def test_a_sheet_of_ones_own_is_named_with_its_cells() -> None:
    """And an empty one is not."""
    form, _ = handed_out()
    form.sheets |= {"Mijn blad": [["eigen"], ["aantekening", "erbij"]], "Leeg": []}
    werkmap = read_form(form)
    assert named(werkmap, "Mijn blad", "blad_overig") == "A1:A2, B2"
    assert codes(werkmap) == ["blad_overig"]


# --- any edit --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(0, 80, 20))
def test_no_edit_of_a_form_loses_a_typed_word(seed: int) -> None:
    """Sort, insert, delete, wipe, type and remark anywhere, copy a block: each word is an answer or in a finding."""
    for number in range(seed, seed + 20):
        form, done = edited_form(number)
        assert not untold(form), (number, done)
