"""The coverage matrix: what stands in its cells, for a team of any size, and that names stay text."""

import io
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils import range_boundaries
from openpyxl.worksheet.table import Table
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.analysis.rapport import make_rapport
from pipeline.definitions.catalog_file import load_catalog
from pipeline.definitions.messages import show
from pipeline.model.analysed import Analyse, Dekking, Omvang
from pipeline.model.findings import Finding
from pipeline.model.judged import Beoordeeld
from pipeline.model.steunpunt import Medewerker, Steunpunt
from pipeline.render.workbooks.person_columns import BESIDE
from pipeline.render.workbooks.taakdekking import make_taakdekking
from tests.support.helpers import SMALL_CATALOG
from tests.support.samples_reports import (
    CATALOG,
    FOUT,
    ONTBREEKT,
    PERIODE,
    TEAM,
    analyse,
    crowd,
    empty_steunpunt,
    oordeel,
    steunpunt,
)


def opened(beoordeeld: Beoordeeld, found: Analyse) -> Workbook:
    """The workbook as a program reads it."""
    return load_workbook(io.BytesIO(make_taakdekking(make_rapport(beoordeeld, found, CATALOG, PERIODE))))


@cache
def everything() -> Workbook:
    """The matrix of the steunpunt in which everything occurs."""
    return opened(steunpunt(), analyse())


def header_row(sheet: Worksheet) -> int:
    """The row that stays in sight: the last above the frozen part."""
    return int("".join(sign for sign in str(sheet.freeze_panes) if sign.isdigit())) - 1


def last_row(table: Table) -> int:
    """The row where a table ends."""
    return int(range_boundaries(table.ref)[3] or 0)


def columns(sheet: Worksheet) -> dict[str, int]:
    """First line of each header text -> column."""
    return {str(cell.value).split("\n")[0]: place for place, cell in enumerate(sheet[header_row(sheet)], 1)}


def cell(sheet: Worksheet, row_name: str, column: str) -> object:
    """The value where the row that holds `row_name` in A or B meets a column."""
    row = next(
        row for row in range(1, sheet.max_row + 1) if row_name in (sheet.cell(row, 1).value, sheet.cell(row, 2).value)
    )
    return sheet.cell(row, columns(sheet)[column]).value


def texts(sheet: Worksheet) -> str:
    """All text of a sheet."""
    return "\n".join(str(value) for row in sheet.iter_rows(values_only=True) for value in row if value is not None)


def test_the_sheets_stand_in_the_order_in_which_somebody_wants_to_read_them() -> None:
    """Coverage and its verdict first, then what to talk about, the findings last."""
    names = ["Dekking", "Samenvatting", "Bij afwezigheid", "Competenties", "Kernopgaven", "Bevindingen"]
    assert everything().sheetnames == names


@pytest.mark.parametrize(
    ("kerntaak", "medewerker", "expected"),
    [
        ("a", "Anna Voorbeeld", 4),
        ("c", "Anna Voorbeeld", 4.5),
        ("p", "Bram de Verzonnen-Naam", 0),
        ("a", "Guus Onbekend", "?"),
        ("b", "Anna Voorbeeld", None),
        ("a", "Evert Zonderformulier", None),
    ],
)
def test_hours_stand_where_kerntaak_meets_employee(kerntaak: str, medewerker: str, expected: object) -> None:
    """Hours, 0 when no time is spent, "?" when unknown, blank when it is not their task."""
    assert cell(everything()["Dekking"], kerntaak, medewerker) == expected


def test_sums_of_hours_are_rounded_to_what_people_typed() -> None:
    """Ten times 0.1 is 1 in the cell, though a sum of floats is a little less (faults.md 18)."""
    beoordeeld, found = crowd(10)
    row = Dekking("a", "BF1", "gedekt", {f"{1000 + n}": 0.1 for n in range(10)})
    assert cell(opened(beoordeeld, replace(found, dekking=(row,)))["Dekking"], "a", "Uren samen") == 1


@pytest.mark.parametrize(
    ("kerntaak", "status", "mensen", "nodig"),
    [
        ("a", "gedekt", 3, None),
        ("b", "kwetsbaar", 1, None),
        ("k", "op papier", 1, 6),
        ("d", "ongedekt", 0, None),
        ("n", "niet gekozen", 0, None),
        ("h", "gedekt", 2, 12),
    ],
)
def test_status_in_words_with_holders_and_needed_hours(
    kerntaak: str, status: str, mensen: int, nodig: float | None
) -> None:
    """Each of the five states has its own word."""
    sheet = everything()["Dekking"]
    assert cell(sheet, kerntaak, "Status") == status
    assert cell(sheet, kerntaak, "Aantal mensen") == mensen
    assert cell(sheet, kerntaak, "Uren nodig") == nodig


def test_each_status_has_its_own_colour() -> None:
    """Colour comes beside the word, and no two states look the same."""
    sheet = everything()["Dekking"]
    colours = {row[2].value: row[2].fill.fgColor.rgb for row in sheet.iter_rows() if row[0].value in {*"abkdn"}}
    assert len(set(colours.values())) == 5


@pytest.mark.parametrize(
    ("kerntaak", "remark"),
    [
        ("k", "Er is 3 uur; nodig is 6 uur."),
        ("p", "Er zijn geen uren voor deze taak."),
        ("a", "Van één persoon zijn de uren nog niet bekend."),
        ("d", "Voorbehoud: kan veranderen door formulier 0105 en 0106."),
        ("m", "Wel gekozen, maar hoort bij een basisfunctie die niet is gekozen."),
    ],
)
def test_the_remark_says_what_the_status_does_not(kerntaak: str, remark: str) -> None:
    """Why something is only on paper, and which forms could still change it."""
    assert remark in str(cell(everything()["Dekking"], kerntaak, "Opmerking")).split("\n")


def test_nothing_is_remarked_where_there_is_nothing_to_say() -> None:
    """A remark on every row would hide the ones that matter."""
    assert cell(everything()["Dekking"], "h", "Opmerking") in (None, "")


ROWS = ["Uren van de gekozen taken", "Taken waarvan de uren nog niet bekend zijn"]


def test_every_employee_has_hours_and_tasks_without_hours() -> None:
    """What is known, and how much is not."""
    sheet = everything()["Dekking"]
    assert [cell(sheet, row, "Anna Voorbeeld") for row in ROWS] == [28.25, 0]
    assert [cell(sheet, row, "Guus Onbekend") for row in ROWS] == [0, 5]


def test_nobody_is_shown_to_be_over_contract() -> None:
    """The team sees this workbook: no contract, no room, no colour of its own for too many hours (design.md 3.5)."""
    book = everything()
    texts = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert not [text for text in texts if "Meer uren dan" in text or "Contracturen per week" in text]
    assert -4.25 not in [cell.value for sheet in book for row in sheet.iter_rows() for cell in row]
    sheet = book["Dekking"]
    row = next(row for row in sheet.iter_rows() if row[1].value == ROWS[0])
    fills = {row[columns(sheet)[naam] - 1].fill.fgColor.rgb for naam in ("Anna Voorbeeld", "Guus Onbekend")}
    assert len(fills) == 1


def test_the_team_has_hours_and_tasks_without_hours_together() -> None:
    """The sum of what is known stands below the hours of the tasks."""
    sheet = everything()["Dekking"]
    assert [cell(sheet, row, "Uren samen") for row in ROWS] == [96.55, 6]
    nobody = opened(*empty_steunpunt())["Dekking"]
    assert [cell(nobody, row, "Uren samen") for row in ROWS] == [None, None]


def test_a_sum_of_hours_is_shown_without_noise() -> None:
    """0.1 + 0.2 is 0,3."""
    team = (Medewerker("1", "Iemand", contracturen=0.3),)
    beoordeeld = Beoordeeld(Steunpunt("x", "X", team=team), (oordeel(team[0]),))
    sheet = opened(beoordeeld, Analyse((), (Omvang("1", 0.3, 0.1 + 0.2, 2, 0),), ()))["Dekking"]
    assert sheet.cell(header_row(sheet) + 1, columns(sheet)["Iemand"]).value == 0.3


def test_header_of_an_employee_names_number_and_what_is_wrong_with_the_form() -> None:
    """Whoever is not counted is seen at the top of an empty column."""
    sheet = everything()["Dekking"]
    headers = [cell.value for cell in sheet[header_row(sheet)]]
    assert "Anna Voorbeeld\n0101" in headers
    assert "Evert Zonderformulier\n0105\nformulier ontbreekt" in headers
    assert "Fatima Afgekeurd\n0106\nformulier afgekeurd" in headers


def test_above_the_table_stands_what_it_rests_on() -> None:
    """Period, number of forms, states, and who is missing."""
    sheet = everything()["Dekking"]
    assert sheet["A2"].value == (
        "November 2026. Formulieren meegeteld: 5 van 7. "
        "Kerntaken: 3 ongedekt, 2 op papier, 6 kwetsbaar, 8 gedekt, 3 niet gekozen."
    )
    assert "Evert Zonderformulier (0105) en Fatima Afgekeurd (0106)" in str(sheet["A3"].value)


def test_the_legend_explains_every_status_and_sign() -> None:
    """Readable for somebody who never saw it."""
    sheet = everything()["Dekking"]
    legend = texts(sheet).split("Wat betekenen de woorden en kleuren?")[1].split("\n")
    assert {"gedekt", "kwetsbaar", "op papier", "ongedekt", "niet gekozen", "?"} <= set(legend)


def test_names_are_never_formulas() -> None:
    """A name that starts with an equals sign is text, on every sheet (faults.md 16)."""
    cells = [cell for sheet in everything() for row in sheet.iter_rows() for cell in row]
    assert not [cell.coordinate for cell in cells if cell.data_type == "f"]
    assert any(str(cell.value).startswith('=HYPERLINK("http://x","klik")\n0104') for cell in cells)


def test_nothing_is_merged() -> None:
    """A merged cell breaks sorting and reading aloud."""
    assert not [sheet.title for sheet in everything() if sheet.merged_cells.ranges]


def test_every_kerntaak_of_the_catalog_is_in_the_matrix() -> None:
    """Also those of a basisfunctie that is not performed."""
    sheet = everything()["Dekking"]
    assert {kerntaak.naam for kerntaak in CATALOG.kerntaken} <= {str(row[1].value) for row in sheet.iter_rows()}


def test_sheets_print_on_a4_landscape_one_page_wide_with_their_header() -> None:
    """The page is put on a table."""
    for sheet in everything():
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert sheet.sheet_properties.pageSetUpPr is not None and sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.print_title_rows == f"${header_row(sheet)}:${header_row(sheet)}"


# --- summary -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("groep", "uitgevoerd", "oordeel_", "zwakste"),
    [
        ("Versterken", "ja", "ongedekt", "l  Praktische ondersteuning bieden"),
        (
            "Verbinden en makelen",
            "ja",
            "kwetsbaar",
            "f  Zorg dragen voor (digitale) vacaturebank\ng  Bemiddelen specifieke doelgroepen",
        ),
        ("Verbreiden", "nee", "niet gekozen", None),
        ("Professie", "hoort erbij", "gedekt", None),
    ],
)
def test_a_group_is_as_strong_as_its_weakest_kerntaak(
    groep: str, uitgevoerd: str, oordeel_: str, zwakste: str | None
) -> None:
    """The verdict names the kerntaken that decide it."""
    sheet = everything()["Samenvatting"]
    found = [cell(sheet, groep, column) for column in ("Uitgevoerd", "Oordeel", "Zwakste kerntaken")]
    assert [value or None for value in found] == [uitgevoerd, oordeel_, zwakste]


def test_the_summary_counts_and_adds_up() -> None:
    """Counts per status and hours per group; below them those of the whole steunpunt."""
    sheet = everything()["Samenvatting"]
    names = ["Ongedekt", "Op papier", "Kwetsbaar", "Gedekt", "Niet gekozen", "Uren samen", "Uren nodig"]
    names += ["Uren daarvoor", "Uren tekort"]
    assert [cell(sheet, "Versterken", name) for name in names] == [1, 1, 0, 1, 0, 10.3, 6, 3, 3]
    assert [cell(sheet, "Samen", name) for name in names] == [3, 2, 6, 8, 3, 96.55, 18, 19, 3]


# --- findings ------------------------------------------------------------------------------------------------------


def test_every_finding_stands_in_words_with_its_place_and_person() -> None:
    """First those of the steunpunt, which name the missing forms, then form by form."""
    sheet = everything()["Bevindingen"]
    rows = [row for row in sheet.iter_rows(min_row=header_row(sheet) + 1, values_only=True)]
    missing, wrong = show(ONTBREEKT), show(FOUT)
    assert [tuple(value or "" for value in row) for row in rows] == [
        ("teambestand", "Evert Zonderformulier (0105)", "waarschuwing", "", "", missing.tekst, missing.oplossing),
        ("formulieren/0106.xlsx", "Fatima Afgekeurd (0106)", "fout", "Kerntaken", "F7", wrong.tekst, wrong.oplossing),
    ]


def test_a_file_name_that_no_workbook_can_hold_stops_nothing() -> None:
    """Control characters in a file name are left out."""
    finding = Finding("geen_formulier")
    beoordeeld = Beoordeeld(
        Steunpunt("x", "X", team=TEAM[:1]), (oordeel(None, "afgekeurd", finding, bestand="formulieren/=a\x07b.xlsx"),)
    )
    assert "formulieren/=ab.xlsx" in texts(opened(beoordeeld, Analyse((), (), ()))["Bevindingen"])


def test_no_findings_is_said() -> None:
    """An empty table would look like a fault."""
    assert "Er zijn geen bevindingen." in texts(opened(*crowd(2))["Bevindingen"])


# --- teams of any size ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [0, 1, 5, 25])
def test_a_team_of_any_size_has_a_column_each(size: int) -> None:
    """From nobody at all to a large team."""
    sheet = opened(*crowd(size))["Dekking"]
    assert sum(name.startswith("Medewerker Nummer-") for name in columns(sheet)) == size


@pytest.mark.parametrize(("size", "rotation"), [(BESIDE, 0), (BESIDE + 1, 90)])
def test_many_names_stand_upright(size: int, rotation: int) -> None:
    """So that the page stays readable when it is one page wide."""
    sheet = opened(*crowd(size))["Dekking"]
    assert sheet.cell(header_row(sheet), columns(sheet)["Medewerker Nummer-0"]).alignment.text_rotation == rotation


def test_without_any_form_everybody_is_named_as_missing() -> None:
    """Nothing is covered, and the sheet says why that may be."""
    sheet = opened(*empty_steunpunt())["Dekking"]
    assert str(sheet["A2"].value).startswith("November 2026. Formulieren meegeteld: 0 van 7. Kerntaken: 17 ongedekt")
    assert cell(sheet, "a", "Opmerking") == "Voorbehoud: kan nog veranderen. Formulieren die daarvoor tellen: 7."


def test_of_many_missing_forms_the_first_few_are_named() -> None:
    """A line that names 25 people is not read."""
    beoordeeld, _ = crowd(25)
    missing = replace(beoordeeld, oordelen=(), ontbrekend=tuple(m.personeelsnummer for m in beoordeeld.steunpunt.team))
    line = str(opened(missing, Analyse((), (), ()))["Dekking"]["A3"].value)
    assert "Medewerker Nummer-5 (1005) en nog 19." in line
    assert "Nummer-6" not in line


def test_another_catalog_gives_another_matrix(tmp_path: Path) -> None:
    """No code names a code letter: groups and kerntaken come from the catalog (design.md 3.1)."""
    path = tmp_path / "klein.yaml"
    path.write_text(SMALL_CATALOG, encoding="utf-8")
    catalog = load_catalog(path)
    team = (Medewerker("1", "Iemand", contracturen=10.0),)
    codes = [kerntaak.code for kerntaak in catalog.kerntaken]
    rows = tuple(Dekking(code, catalog.basisfunctie(catalog.kerntaak[code]), "kwetsbaar", {"1": 2.0}) for code in codes)
    beoordeeld = Beoordeeld(Steunpunt("x", "X", team=team), (oordeel(team[0]),))
    found = Analyse(rows, (Omvang("1", 10.0, 2.0, 1, 0),), ())
    data = make_taakdekking(make_rapport(beoordeeld, found, catalog, PERIODE))
    sheet = load_workbook(io.BytesIO(data))["Dekking"]
    assert [cell(sheet, code, "Iemand") for code in codes] == [2] * len(codes)


def test_the_same_content_gives_the_same_bytes() -> None:
    """An unchanged rerun writes nothing."""
    one, other = (make_rapport(steunpunt(), analyse(), CATALOG, PERIODE) for _ in range(2))
    assert make_taakdekking(one) == make_taakdekking(other)


# --- tables --------------------------------------------------------------------------------------------------------


def test_every_sheet_is_a_table_that_excel_and_screen_readers_know() -> None:
    """Named after its sheet, from its header to its last row; whoever sorts leaves totals and legend where they are."""
    tables = {table.name: (sheet, table) for sheet in everything() for table in sheet.tables.values()}
    assert [*tables] == [sheet.title.title().replace(" ", "") for sheet in everything()]
    for sheet, table in tables.values():
        assert table.ref.startswith(f"A{header_row(sheet)}:")
        assert [column.name for column in table.tableColumns] == [one.value for one in sheet[header_row(sheet)]]
    below = {name: sheet.cell(last_row(table) + 1, 1).value for name, (sheet, table) in tables.items()}
    assert below == {**dict.fromkeys(tables), "Samenvatting": "Samen"}


def test_rows_below_the_name_of_their_group_are_not_to_be_sorted() -> None:
    """On Dekking the names of the groups are rows of the table; elsewhere every column has a button."""
    buttons = {sheet.title: table.autoFilter for sheet in everything() for table in sheet.tables.values()}
    assert [name for name, found in buttons.items() if not found] == ["Dekking"]
    assert not any(found.filterColumn for found in buttons.values() if found)


def test_upright_names_have_no_button_on_them() -> None:
    """It would stand on the first letters."""
    (table,) = opened(*crowd(BESIDE + 1))["Competenties"].tables.values()
    named = [column.name for column in table.tableColumns]
    hidden = [named[column.colId] for column in table.autoFilter.filterColumn if column.hiddenButton]
    assert hidden == [name for name in named if "Nummer-" in name]
    assert len(hidden) == BESIDE + 1


def test_a_workbook_says_in_which_language_it_is() -> None:
    """For a screen reader."""
    assert everything().properties.language == "nl-NL"
