"""The sheets of the matrix workbook about absence, competenties and kernopgaven, and the survey behind them."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path

from openpyxl import Workbook, load_workbook

from pipeline.analysis.rapport import make_rapport
from pipeline.analysis.team_needs import survey_competenties, survey_kernopgaven
from pipeline.definitions.catalog_file import load_catalog
from pipeline.model.judged import Beoordeeld
from pipeline.render.workbooks.taakdekking import make_taakdekking
from tests.render.workbooks.test_taakdekking import cell, columns, header_row, texts
from tests.support.helpers import SMALL_CATALOG, beoordeeld, steunpunt
from tests.support.samples_team import CATALOG, PERIODE, analysed, choose, team


def opened(judged: Beoordeeld) -> Workbook:
    """The workbook as a program reads it."""
    return load_workbook(io.BytesIO(make_taakdekking(make_rapport(judged, analysed(judged), CATALOG, PERIODE))))


@cache
def everything() -> Workbook:
    """The workbook of the team in which everything occurs."""
    return opened(team())


# --- absence -------------------------------------------------------------------------------------------------------


def absence_rows() -> list[list[object]]:
    """The rows of the sheet Bij afwezigheid below its header."""
    sheet = everything()["Bij afwezigheid"]
    return [[*row] for row in sheet.iter_rows(min_row=header_row(sheet) + 1, values_only=True)]


def test_each_kerntaak_that_falls_has_a_row_below_its_employee() -> None:
    """Hours of the employee once, so that a sum counts them once; then what happens and who could stand in."""
    chaima = "Chaima <i>Schuin</i> & Zn (1003)"
    rows = [row[:8] for row in absence_rows() if row[0] == "Anna Voorbeeld (1001)"]
    assert rows[0] == [
        "Anna Voorbeeld (1001)",
        14.5,
        1,
        "b  Plan van aanpak maken",
        2,
        "valt stil",
        "Niemand anders doet deze taak.",
        chaima,
    ]
    assert rows[1][1:6] == [None, None, "j  Informeren en adviseren", 4, "geen uren"]
    assert rows[2][3:6] == ["e  Matchen van individuen", None, "niet te zeggen"]


def test_who_can_be_missed_has_a_row_too() -> None:
    """Nobody with an accepted form is left out, and a name stays text."""
    (row,) = [row for row in absence_rows() if str(row[0]).startswith("=HYPERLINK")]
    assert row[5:7] == ["geen", "Alle kerntaken gaan door, met genoeg uren."]
    assert {str(row[0])[-5:-1] for row in absence_rows()} == {"1001", "1002", "1003", "1004"}


def test_the_reasons_for_a_stand_in_are_given() -> None:
    """Room, own tasks of the group, chosen competencies."""
    reasons = {(row[0], str(row[3])[0]): row[8] for row in absence_rows() if row[8]}
    assert reasons["Chaima <i>Schuin</i> & Zn (1003)", "k"] == (
        "hoogstens 21,5 uur ruimte, want niet alle uren zijn bekend; "
        "doet al 1 taak van Versterken; competenties die daarbij horen: koos 2 van 5"
    )


def test_a_stand_in_without_a_task_of_the_group_is_said_to_have_none() -> None:
    """Room alone can be the reason; with nobody the cell says why."""
    sheet = opened(beoordeeld("1001 36: a 6", "1002 4: q 2"))["Bij afwezigheid"]
    assert "doet nog geen taak van Vertalen maatschappelijke ontwikkelingen" in texts(sheet)
    assert "Geen collega heeft ruimte in het contract" in texts(opened(beoordeeld("1001 36: a 6"))["Bij afwezigheid"])


def test_the_sheet_says_what_a_suggestion_is_and_whose_form_is_missing() -> None:
    """Before the first row."""
    sheet = everything()["Bij afwezigheid"]
    above = "\n".join(str(sheet.cell(row, 1).value) for row in range(1, header_row(sheet)))
    assert "November 2026. Medewerkers bekeken: 4 van 5." in above
    assert "Nog niets te zeggen over: Evert Zonderformulier (1005)." in above
    assert "een voorstel om samen te bespreken" in above and "geen bewijs dat iemand het kan" in above


# --- competenties and kernopgaven ----------------------------------------------------------------------------------


def test_the_competenties_say_who_chose_them_and_what_asks_for_them() -> None:
    """Number of people, of reasons and of kerntaken; a cell per person."""
    sheet = everything()["Competenties"]
    names = ["Gekozen door (aantal)", "Aantal redenen", "Aantal kerntaken", "Anna Voorbeeld", "Bram Verzonnen"]
    assert [cell(sheet, "a", name) for name in names] == [2, 2, 3, "ja", "ja"]
    assert [cell(sheet, "b", name) for name in names] == [2, 4, 7, "ja", None]
    assert cell(sheet, "a", "Wat in het werk vraagt erom?") == (
        "Vertalen maatschappelijke ontwikkelingen (kerntaken a, b, c)\nkernopgave Tijd en ruimte creëren voor innovatie"
    )


def test_what_nobody_chose_although_the_work_asks_for_it_is_to_be_discussed() -> None:
    """Not what nothing asks for, nor what somebody chose; chosen without a reason is said too."""
    sheet = everything()["Competenties"]
    assert str(cell(sheet, "f", "Opmerking")).startswith("Nog door niemand gekozen, terwijl het werk")
    assert [cell(sheet, code, "Opmerking") or None for code in "abh"] == [None, None, None]
    without_reason = opened(choose(beoordeeld("1001 36: a 1"), {"1001": "p"}))["Competenties"]
    assert cell(without_reason, "p", "Opmerking") == "Wel gekozen, maar het gekozen werk noemt geen reden."


def test_the_kernopgaven_say_who_chose_them_and_what_is_missing() -> None:
    """The competencies that belong to it by name, and those that nobody chose."""
    sheet = everything()["Kernopgaven"]
    assert [cell(sheet, "d", name) for name in ("Gekozen door (aantal)", "Anna Voorbeeld")] == [2, "ja"]
    assert cell(sheet, "d", "Opmerking") == (
        "Nog door niemand gekozen: Verantwoordelijkheid nemen en prioriteiten stellen. "
        "Bespreek of dit in een profiel hoort."
    )
    assert cell(sheet, "j", "Opmerking") in (None, "")


def test_the_column_of_who_has_no_form_is_grey() -> None:
    """Unknown is not the same as not chosen."""
    for name in ("Competenties", "Kernopgaven"):
        sheet = everything()[name]
        below = sheet.cell(header_row(sheet) + 1, columns(sheet)["Evert Zonderformulier"])
        beside = sheet.cell(header_row(sheet) + 1, columns(sheet)["Chaima <i>Schuin</i> & Zn"])
        assert (below.fill.fill_type, beside.fill.fill_type) == ("solid", None)


def test_the_survey_follows_the_chosen_work_of_all_forms_together() -> None:
    """Kerntaken count once, whoever has them; without forms nothing asks for anything."""
    judged = choose(beoordeeld("1001 36: a 1", "1002 36: a 2 | b 1"), {"1002": "b"}, {"1001": "d"})
    beelden = {beeld.competentie.code: beeld for beeld in survey_competenties(judged, CATALOG)}
    assert beelden["a"].kerntaken == ("a", "b")
    assert (beelden["a"].gemist, beelden["b"].gemist, beelden["h"].gemist) == (True, False, False)
    assert [c.code for c in survey_kernopgaven(judged, CATALOG)[3].niet_gekozen] == ["a", "i"]
    nobody = survey_competenties(beoordeeld("1001 36"), CATALOG)
    assert {(beeld.gekozen_door, beeld.redenen, beeld.gemist) for beeld in nobody} == {((), (), False)}


def test_a_catalog_without_kernopgaven_has_no_sheet_of_them(tmp_path: Path) -> None:
    """An empty sheet would look like a fault."""
    path = tmp_path / "klein.yaml"
    path.write_text(SMALL_CATALOG, "utf-8")
    small = load_catalog(path)
    judged = beoordeeld("1001 36: w1 4", van=steunpunt("T1"))
    data = make_taakdekking(make_rapport(judged, analysed(judged, catalog=small), small, PERIODE))
    names = load_workbook(io.BytesIO(data)).sheetnames
    assert names == ["Dekking", "Samenvatting", "Bij afwezigheid", "Competenties", "Bevindingen"]
