"""Every answer on a sheet is found as typed, with its address, or there is a finding about it (faults.md)."""

from __future__ import annotations

import pytest

from pipeline.definitions.layout import load_layout
from pipeline.intake.file import read_werkmap
from pipeline.intake.opdracht import Leesvorm
from pipeline.model.findings import Finding
from pipeline.model.workbook import Answer
from tests.support.reading import (
    FORM,
    answer,
    changed,
    codes,
    make_form,
    named,
    places,
    read,
    to_bytes,
    with_error,
)

# --- tables --------------------------------------------------------------------------------------------------------


def test_sorted_inserted_and_deleted_rows_are_read_by_code() -> None:
    """faults.md 24: with the addresses that the cells now have."""
    book = make_form(F5=1, F6=2, F7=3)
    sheet = book["Kerntaken"]
    sheet.delete_rows(6)
    sheet.insert_rows(5, 2)
    sheet["A5"], sheet["F5"] = " u ", 8
    werkmap = read(book)
    assert {row.code: row.answers["uren"] for row in werkmap.tabellen["kerntaken"]} == {
        "u": Answer(8.0, "F5"),
        "a": Answer(1.0, "F7"),
        "q": Answer(3.0, "F8"),
    }
    assert werkmap.findings == ()


def test_a_moved_table_with_other_columns_is_read() -> None:
    """faults.md 24: inserted, hidden and swapped columns, and rows above."""
    book = make_form(E5="ja", F5=4)
    sheet = book["Kerntaken"]
    sheet.insert_cols(1)
    sheet.insert_rows(1, 30)
    sheet.column_dimensions["G"].hidden = True
    for row in range(34, 38):  # Gekozen and Uren per week change places
        sheet.cell(row, 6).value, sheet.cell(row, 7).value = sheet.cell(row, 7).value, sheet.cell(row, 6).value
    werkmap = read(book)
    assert werkmap.findings == ()
    assert answer(werkmap, "a", "uren") == Answer(4.0, "F35")
    assert answer(werkmap, "a", "gekozen") == Answer("ja", "G35")


@pytest.mark.parametrize("kop", ["uren per week", " Uren  per\nweek: ", "UREN PER WEEK"])
def test_a_header_may_be_spelled_with_other_case_and_spaces(kop: str) -> None:
    """People retype a header."""
    werkmap = read(make_form(F4=kop, F5=4))
    assert answer(werkmap, "a", "uren").value == 4.0
    assert werkmap.findings == ()


def test_a_renamed_header_is_reported_with_its_column() -> None:
    """faults.md 24: and the rest is read; what stands below it is not lost silently."""
    werkmap = read(make_form(F4="Tijd", F5=4, E5="ja"))
    assert codes(werkmap) == ["kolom_ontbreekt", "buiten_tabel"]
    assert werkmap.findings[0].values["kolom"] == "Uren per week"
    assert werkmap.findings[0].kolom == "uren"
    assert named(werkmap) == "F4:F5"
    assert answer(werkmap, "a", "gekozen").value == "ja"
    assert "uren" not in werkmap.tabellen["kerntaken"][0].answers


def test_a_missing_column_that_we_fill_ourselves_is_no_fault() -> None:
    """Names and live reasons are not read, so nothing is lost."""
    book = make_form()
    book["Kerntaken"].delete_cols(2, 3)
    book["Competenties"].delete_cols(4)
    assert read(book).findings == ()


def test_without_the_header_every_column_is_missing() -> None:
    """Also when the answers are still there; one of its texts may well stand elsewhere."""
    book = make_form(F5=4, A1="Gekozen")
    book["Kerntaken"].delete_rows(4)
    werkmap = read(book)
    missing = [f.values["kolom"] for f in werkmap.findings if f.code == "kolom_ontbreekt"]
    assert missing == ["Code", "Gekozen", "Uren per week", "Toelichting"]
    assert werkmap.tabellen["kerntaken"] == ()


def test_without_the_code_column_no_answer_is_read_and_each_is_reported() -> None:
    """Nobody can say which row is which."""
    werkmap = read(make_form(A4="Nr", E5="ja"))
    assert codes(werkmap)[0] == "kolom_ontbreekt"
    assert "E5" in named(werkmap)
    assert werkmap.tabellen["kerntaken"] == ()


def test_a_code_typed_as_a_number_is_text() -> None:
    """faults.md 9."""
    werkmap = read(make_form(A5=4))
    assert werkmap.tabellen["kerntaken"][0].code == "4"


def test_a_code_that_stands_twice_is_reported_once_per_extra_row() -> None:
    """Both rows are kept, so that nothing is lost."""
    werkmap = read(make_form(A6="a", A7="a", F5=1, F6=2))
    assert places(werkmap, "code_dubbel") == [("Kerntaken", "A6"), ("Kerntaken", "A7")]
    assert werkmap.findings[0].values["code"] == "a"
    assert len(werkmap.tabellen["kerntaken"]) == 3


def test_what_somebody_typed_in_the_code_column_is_not_repeated() -> None:
    """faults.md 29: messages end up in logs."""
    werkmap = read(with_error(make_form(A5="Anna de Vries", A6="Anna de Vries"), "Kerntaken", "F5"))
    assert codes(werkmap) == ["cel_fout"]
    assert not any("Anna" in text for finding in werkmap.findings for text in finding.values.values())
    assert werkmap.findings[0].values["waar"] == " (Uren per week)"


# --- labels --------------------------------------------------------------------------------------------------------


def test_a_missing_label_is_reported() -> None:
    """faults.md 24: the others are read, and the answer that lost its label is not lost silently."""
    book = make_form()
    book["Functie"]["A7"], book["Functie"]["B7"], book["Functie"]["B4"] = "Waarom", "tekst", "Anna"
    werkmap = read(book)
    assert codes(werkmap) == ["label_ontbreekt", "buiten_tabel"]
    assert named(werkmap, "Functie") == "A7, B7"
    assert (werkmap.findings[0].values["label"], werkmap.findings[0].kolom) == ("Doel van de functie", "doel")
    assert "doel" not in werkmap.velden["functie"]
    assert werkmap.velden["functie"]["naam"].value == "Anna"


def test_labels_may_move_and_be_spelled_with_a_colon() -> None:
    """Sorted rows, another place, and a habit."""
    book = make_form()
    sheet = book["Functie"]
    sheet["A4"], sheet["B4"] = " naam: ", "Anna"
    sheet.insert_rows(1, 3)
    sheet.insert_cols(1, 2)
    assert read(book).velden["functie"]["naam"] == Answer("Anna", "D7")


def test_answers_behind_an_inserted_column_are_found() -> None:
    """A column between labels and answers."""
    book = make_form()
    book["Functie"]["B4"] = "Anna"
    book["Functie"].insert_cols(2)
    werkmap = read(book)
    assert werkmap.velden["functie"]["naam"] == Answer("Anna", "C4")
    assert werkmap.findings == ()


def test_an_answer_that_says_the_same_as_a_label_is_an_answer() -> None:
    """Somebody may have the function "Steunpunt", or a heading of their own."""
    book = make_form()
    book["Functie"]["C1"] = "Naam"
    book["Functie"]["B6"], book["Functie"]["B10"] = "Steunpunt", "Steunpunt Zonnedael"
    velden = read(book).velden["functie"]
    assert (velden["functienaam"].value, velden["steunpunt"].value) == ("Steunpunt", "Steunpunt Zonnedael")


# --- cells with something wrong ------------------------------------------------------------------------------------


def test_an_error_cell_in_an_answer_is_reported_and_never_blank() -> None:
    """faults.md 5: by sheet, cell, code and column; the error text is shown in the returned form."""
    werkmap = read(with_error(make_form(), "Kerntaken", "F6", "#REF!"))
    (finding,) = werkmap.findings
    assert finding == Finding("cel_fout", finding.address, {"waar": " (code b)"}, "b", "uren")
    assert (finding.address.bestand, finding.address.blad, finding.address.cel) == (
        "formulieren/1001.xlsx",
        "Kerntaken",
        "F6",
    )
    assert finding.values == {"waar": " (code b)"}
    assert answer(werkmap, "b", "uren") == Answer("#REF!", "F6")


def test_an_error_cell_beside_a_label_is_reported_with_the_label() -> None:
    """faults.md 5."""
    (finding,) = read(with_error(make_form(), "Functie", "B8")).findings
    assert (finding.code, finding.address.cel, finding.kolom) == ("cel_fout", "B8", "contracturen")
    assert finding.values == {"waar": " (Contracturen per week)"}


def test_an_error_cell_as_code_is_reported_and_keeps_its_row() -> None:
    """The answers on that row go into the returned form."""
    werkmap = read(with_error(make_form(F6=4), "Kerntaken", "A6", "#REF!"))
    assert places(werkmap, "cel_fout") == [("Kerntaken", "A6")]
    assert answer(werkmap, "#REF!", "uren").value == 4.0


def test_an_error_cell_in_a_column_of_ours_is_no_finding() -> None:
    """Nobody reads it."""
    book = with_error(with_error(make_form(), "Kerntaken", "D5"), "Competenties", "D5")
    assert read(book).findings == ()


def test_a_formula_without_a_result_in_an_answer_is_reported() -> None:
    """faults.md 6: and the formula is shown in the returned form."""
    werkmap = read(make_form(F6="=2+2", E6="=A1"))
    assert places(werkmap, "cel_formule") == [("Kerntaken", "E6"), ("Kerntaken", "F6")]
    assert answer(werkmap, "b", "uren") == Answer("=2+2", "F6")


def test_a_formula_with_a_result_is_an_answer() -> None:
    """Excel stores the result; openpyxl, which makes this test, does not."""

    def calculated(_: str, content: bytes) -> bytes:
        return content.replace(b"<f>2+2</f><v></v>", b"<f>2+2</f><v>4</v>")

    werkmap = read_werkmap(changed(to_bytes(make_form(F6="=2+2")), calculated), "x.xlsx", [Leesvorm(FORM)])
    assert answer(werkmap, "b", "uren").value == 4.0
    assert werkmap.findings == ()


def test_an_error_in_the_last_row_and_column_is_seen() -> None:
    """python-calamine leaves blanks at the edge out."""
    assert places(read(with_error(make_form(), "Kernopgaven", "D6")), "cel_fout") == [("Kernopgaven", "D6")]


def test_all_wrong_cells_are_reported_once() -> None:
    """faults.md 28: two in one column, others elsewhere."""
    book = make_form(F7="=1")
    for blad, cel in (("Kerntaken", "F5"), ("Kerntaken", "F6"), ("Kernopgaven", "C5"), ("Functie", "B4")):
        with_error(book, blad, cel)
    assert [(f.address.blad, f.address.cel) for f in read(book).findings] == [
        ("Functie", "B4"),
        ("Kerntaken", "F5"),
        ("Kerntaken", "F6"),
        ("Kerntaken", "F7"),
        ("Kernopgaven", "C5"),
    ]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("a_x0007_b", "ab"),
        ("a_x000D_b", "a\nb"),
        ("a_x005F_x000D_b", "ab"),
        ("a_xD83D_b", "ab"),
        ("a_xFFFE_b", "ab"),
        ("_x0001_", None),
    ],
)
def test_control_characters_are_cleaned_and_reported(typed: str, expected: str | None) -> None:
    """faults.md 19: as Excel spells them out, spelled out twice, surrogates without their half."""
    werkmap = read(make_form(G6=typed))
    assert answer(werkmap, "b", "toelichting").value == expected
    assert places(werkmap, "tekst_opgeschoond") == [("Kerntaken", "G6")]


def test_line_ends_of_windows_become_line_breaks_without_a_word() -> None:
    """faults.md 3: they come with pasted text, and nothing is lost."""
    werkmap = read(make_form(G6="een_x000D_\ntwee"))
    assert answer(werkmap, "b", "toelichting").value == "een\ntwee"
    assert werkmap.findings == ()


def test_a_text_that_is_too_long_is_refused_for_that_cell() -> None:
    """faults.md 27: the limit itself is allowed; the returned form holds what fits."""

    def longer(_: str, content: bytes) -> bytes:
        return content.replace(b"GRENS", b"x" * 32_767).replace(b"TELANG", b"x" * 1_000_000)

    werkmap = read_werkmap(changed(to_bytes(make_form(G5="GRENS", G6="TELANG")), longer), "x.xlsx", [Leesvorm(FORM)])
    assert places(werkmap, "tekst_te_lang") == [("Kerntaken", "G6")]
    assert len(werkmap.findings) == 1
    assert [len(str(answer(werkmap, code, "toelichting").value)) for code in "ab"] == [32_767, 32_767]


# --- outside the table ---------------------------------------------------------------------------------------------


def test_text_beside_the_table_is_reported_in_one_warning_with_all_its_cells() -> None:
    """No silent loss: every cell is used, named or ours; the twelfth stray one too (faults.md 36)."""
    book = make_form(**{f"I{row}": "los" for row in range(5, 19)}, K3="hier", K5="ook", E2="boven")
    assert named(read(book)) == "E2, I5:I18, K3, K5"


def test_answers_on_a_row_without_a_code_are_reported() -> None:
    """Somebody added a task of their own; the sum below the hours too."""
    werkmap = read(make_form(E9="ja", G9="eigen taak", F10="=SUM(F5:F9)", J10="=F10"))
    assert named(werkmap) == "E9, F10, G9, J10"
    assert [row.code for row in werkmap.tabellen["kerntaken"]] == ["a", "b", "q"]


def test_text_beside_the_labels_is_reported() -> None:
    """Title and intro are ours."""
    book = make_form()
    book["Functie"]["B4"], book["Functie"]["C4"], book["Functie"]["A20"] = "Anna", "bellen", "PS"
    assert named(read(book), "Functie") == "A20, C4"


@pytest.mark.parametrize("merk", ["Let op: kijk hier", "Fout: kijk hier"])
def test_the_marks_of_a_returned_form_are_not_reported(merk: str) -> None:
    """A form that was corrected and sent in again still has them; before, an error was called Let op too."""
    letop = load_layout().retour.letop.kop
    book = make_form(H4=letop, H5=merk)
    book["Functie"]["B4"], book["Functie"]["C4"] = "Anna", merk
    book.create_sheet(load_layout().retour.blad.naam)["A1"] = "Fout"
    assert read(book).findings == ()
