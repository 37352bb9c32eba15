"""The list of an umbrella: all its steunpunten at once, every fault with its cell."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.checking.medewerkerslijst import folder_name, read_lijst
from pipeline.definitions.catalogs import shipped_catalogi
from pipeline.definitions.messages import show
from pipeline.forms.teambestand import make_lijst
from pipeline.intake.inbox import MAP_LIMIT
from pipeline.model.steunpunt import Medewerker
from tests.support.lijst import ANNA, BO, CAS, HEADERS, Cells, faults, placed, write
from tests.support.workbooks import CATALOG, LAYOUT, RULES, header, listed, opened, validation

# --- what is read ----------------------------------------------------------------------------------------------------


def test_columns_may_stand_in_another_order_on_a_sheet_of_another_name(tmp_path: Path) -> None:
    """The header is found by its texts."""
    path = write(tmp_path / "lijst.xlsx", [ANNA[::-1]], HEADERS[::-1], "Export")
    (steunpunt,) = read_lijst(path, shipped_catalogi(), RULES).steunpunten
    assert steunpunt.team[0] == Medewerker("0101", "Anna Voorbeeld", "bemiddelaar", 28.5, "Lies V", "")


def test_other_columns_are_told_and_left_alone(tmp_path: Path) -> None:
    """One warning for all of them, however many rows there are."""
    rows = [(*row, "geheim", "geheim") for row in (ANNA, BO, CAS)]
    read = read_lijst(write(tmp_path / "lijst.xlsx", rows, [*HEADERS, "Salaris", "Kamer"]), shipped_catalogi(), RULES)
    assert [(finding.code, finding.values["label"]) for finding in read.findings] == [("lijst_kolom_overig", "K, L")]
    assert "geheim" not in repr(read.findings)


# --- every fault with its cell -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "found"),
    [
        (("", *ANNA[1:]), [("lijst_ontbreekt", "A3")]),
        ((*CAS[:3], "", *CAS[4:]), [("lijst_ontbreekt", "D3")]),
        ((*CAS[:4], " ", *CAS[5:]), [("lijst_ontbreekt", "E3")]),
        ((*CAS[:6], "veel", "", ""), [("contracturen_onleesbaar", "G3")]),
        ((*CAS[:6], 90, "", ""), [("contracturen_bereik", "G3")]),
        ((*CAS[:8], "directeur", ""), [("lijst_voorbeeld_onbekend", "I3")]),
        ((*CAS[:9], "uitwerkng"), [("lijst_catalogus_onbekend", "J3")]),
        ((*BO[:3], "0101", *BO[4:]), [("lijst_nummer_dubbel", "D3")]),
        ((BO[0], "Elders", *BO[2:]), [("lijst_verschilt", "B3")]),
        ((*BO[:2], "Koepel Noord", *BO[3:]), [("lijst_verschilt", "C3")]),
        (("Steunpunt-Zonnedael", *CAS[1:]), [("lijst_map_dubbel", "A3")]),
        (("Formulieren", *CAS[1:]), [("lijst_map_gereserveerd", "A3")]),
        (
            ("", "", "", "", "", "", "veel", "", ""),
            [("lijst_ontbreekt", f"{c}3") for c in "ADE"] + [("contracturen_onleesbaar", "G3")],
        ),
    ],
)
def test_a_fault_is_told_with_its_cell(tmp_path: Path, row: Cells, found: list[tuple[str, str]]) -> None:
    """And with the sheet and a remedy; what was typed is not repeated."""
    findings = faults(write(tmp_path / "lijst.xlsx", [ANNA, row]))
    assert placed(findings) == found
    for finding in findings:
        shown = show(finding)
        assert (shown.ernst, shown.blad, shown.bestand) == ("fout", "Medewerkers", "lijst.xlsx")
        assert shown.oplossing
        assert "directeur" not in shown.tekst and "veel" not in shown.tekst.split()


def test_a_second_cell_is_named_with_the_first(tmp_path: Path) -> None:
    """So that people see which two do not agree."""
    findings = faults(write(tmp_path / "lijst.xlsx", [ANNA, CAS, (BO[0], "Elders", "", "0101", *BO[4:])]))
    assert [(finding.code, finding.values["andere"]) for finding in findings] == [
        ("lijst_verschilt", "B2"),
        ("lijst_nummer_dubbel", "D2"),
    ]
    assert "Gemeente" in show(findings[0]).tekst


def test_an_error_of_excel_is_one_fault(tmp_path: Path) -> None:
    """One bad cell gives one message."""
    path = write(tmp_path / "lijst.xlsx", [ANNA])
    book = openpyxl.load_workbook(path)
    book.worksheets[0]["G2"].value = "#N/A"
    book.worksheets[0]["G2"].data_type = "e"
    book.save(path)
    assert placed(faults(path)) == [("cel_fout", "G2")]


@pytest.mark.parametrize(
    ("headers", "blad", "codes"),
    [
        ([*HEADERS[:3], "Nummer", *HEADERS[4:]], "Medewerkers", ["kolom_ontbreekt"]),
        ([*HEADERS[:3], "Nummer", *HEADERS[4:]], "Export", ["geen_lijst"]),
        (["a"] * 9, "Export", ["geen_lijst"]),
    ],
)
def test_a_list_without_a_column_is_refused(tmp_path: Path, headers: list[str], blad: str, codes: list[str]) -> None:
    """By the column's name where the sheet is known."""
    findings = faults(write(tmp_path / "lijst.xlsx", [ANNA], headers, blad))
    assert [finding.code for finding in findings] == codes


def test_a_list_without_people_is_refused(tmp_path: Path) -> None:
    """The blank one, too."""
    (tmp_path / "leeg.xlsx").write_bytes(make_lijst(CATALOG, LAYOUT, RULES))
    assert [finding.code for finding in faults(tmp_path / "leeg.xlsx")] == ["lijst_leeg"]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("lijst.xlsx", b"", "bestand_leeg"),
        ("lijst.xls", b"\xd0\xcf\x11\xe0" + bytes(600), "bestand_oud_xls"),
        ("lijst.xlsx", b"PK\x03\x04 geen zip", "bestand_afgebroken"),
    ],
)
def test_a_file_that_is_no_workbook_is_refused(tmp_path: Path, name: str, content: bytes, code: str) -> None:
    """The list comes from outside: it gets the same look as a form, in a process of its own."""
    (tmp_path / name).write_bytes(content)
    assert [finding.code for finding in faults(tmp_path / name)] == [code]


def test_a_list_that_is_not_there_is_told(tmp_path: Path) -> None:
    """A typing error in the name of the file."""
    assert [finding.code for finding in faults(tmp_path / "weg.xlsx")] == ["lijst_niet_gevonden"]


# --- folders -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("naam", "folder"),
    [
        ("Steunpunt Zonnedael", "steunpunt-zonnedael"),
        (" Vrijwilligers  A/B: 't Huis ", "vrijwilligers-a-b-'t-huis"),
        ("Ça va & Zn.", "ça-va-zn"),
        ("../../buiten", "buiten"),
    ],
)
def test_a_folder_is_the_name_in_lower_case_with_hyphens(naam: str, folder: str) -> None:
    """Nothing that has a meaning on some system, and no way out of the input."""
    assert folder_name(naam) == folder


@pytest.mark.parametrize("naam", ["x" * 200, "é" * 200, "con", "???", "a" * 60, "\U0001f600" * 70])
def test_a_folder_fits_and_is_never_empty(naam: str) -> None:
    """Names that had to be cut stay apart."""
    assert 0 < len(folder_name(naam)) <= MAP_LIMIT
    assert folder_name(naam) != folder_name(f"{naam}a")


# --- the blank list --------------------------------------------------------------------------------------------------


def blank() -> Worksheet:
    """The sheet of the blank list."""
    return opened(make_lijst(CATALOG, LAYOUT, RULES))["Medewerkers"]


def test_the_blank_list_is_filled_in_like_the_other_forms(tmp_path: Path) -> None:
    """The headers of the contract, open rows, a number that keeps its leading zero, examples to choose from."""
    book = opened(make_lijst(CATALOG, LAYOUT, RULES))
    sheet = book["Medewerkers"]
    top, columns = header(sheet)
    assert (
        [*columns][: len(HEADERS)]
        == HEADERS
        == [
            "Steunpunt",
            "Gemeente",
            "Koepel",
            "Personeelsnummer",
            "Naam",
            "Functienaam",
            "Contracturen per week",
            "Leidinggevende",
            "Voorbeeldprofiel",
            "Catalogus",
        ]
    )
    assert [*columns][len(HEADERS) :] == [groep.code for groep in CATALOG.te_kiezen]
    assert sheet[f"D{top + 1}"].number_format == "@"
    assert validation(sheet, sheet[f"I{top + 1}"]).formula1 == "lijst_voorbeeldprofiel"
    assert listed(book, "lijst_voorbeeldprofiel") == [*CATALOG.voorbeeldprofiel]
    for row, person in enumerate((ANNA, BO), top + 1):
        for place, value in enumerate(person, 1):
            sheet.cell(row, place).value = value or None
    book.save(tmp_path / "lijst.xlsx")
    assert [
        len(found.team) for found in read_lijst(tmp_path / "lijst.xlsx", shipped_catalogi(), RULES).steunpunten
    ] == [2]
