"""The list of an umbrella: all its steunpunten at once, every fault with its cell, nothing overwritten."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.checking.judge import beside_team
from pipeline.checking.medewerkerslijst import folder_name, read_lijst
from pipeline.definitions.messages import show
from pipeline.forms.teambestand import make_lijst
from pipeline.handout import init_lijst, init_steunpunt
from pipeline.intake.inbox import MAP_LIMIT, discover
from pipeline.intake.steunpunten import read_mappen
from pipeline.model.findings import Finding, Stop
from pipeline.model.steunpunt import Medewerker, Steunpunt
from tests.conftest import ROOT
from tests.support.workbooks import CATALOG, LAYOUT, RULES, header, listed, open_cells, opened, validation

BLAD = LAYOUT.lijst["medewerkers"]
HEADERS = [kolom.kop for kolom in BLAD.kolommen]
ANNA = (
    "Steunpunt Zonnedael",
    "Zonnedael",
    "Koepel Zuid",
    "0101",
    "Anna Voorbeeld",
    "bemiddelaar",
    "28,5",
    "Lies V",
    "",
)
BO = ("steunpunt  ZONNEDAEL", "", "koepel zuid", "0102", "Bo Verzonnen", "medewerker", None, "", "Bemiddelaar")
CAS = ("Vrijwilligers Daal", "Daal", "", "0101", "=Cas", "", 32, "", "")
Cells = Sequence[object]


def write(path: Path, rows: Sequence[Cells], headers: Sequence[str] = HEADERS, blad: str = "Medewerkers") -> Path:
    """A plain workbook of somebody's own with these rows, the header in row 1."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = blad
    for row in (headers, *rows):
        sheet.append([None] * len(row))
        for place, value in enumerate(row, 1):
            cell = sheet.cell(sheet.max_row, place)
            cell.value = value or None  # type: ignore[assignment]  # whatever a test wants in a cell
            if isinstance(value, str) and value:
                cell.data_type = "s"
    book.save(path)
    return path


def faults(path: Path) -> list[Finding]:
    """What is wrong with a list."""
    with pytest.raises(Stop) as stop:
        read_lijst(path, CATALOG, RULES)
    return list(stop.value.findings)


def placed(findings: Sequence[Finding]) -> list[tuple[str, str]]:
    """Code and cell."""
    return [(finding.code, finding.address.cel) for finding in findings]


def teams(folder: Path) -> list[Steunpunt]:
    """What the team workbooks below a folder say, read as a run reads them."""
    return [beside_team(gelezen, CATALOG).team.steunpunt for gelezen in read_mappen(discover(folder).mappen, CATALOG)]


def profielbouwer(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run the command as people do."""
    code = "from pipeline.cli import main; main()"
    env = {**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "300"}
    words = [sys.executable, "-c", code, *map(str, arguments)]
    return subprocess.run(words, capture_output=True, text=True, check=False, env=env, timeout=120)


# --- what is made --------------------------------------------------------------------------------------------------


def test_every_steunpunt_of_a_list_gets_its_folder_and_team(tmp_path: Path) -> None:
    """All that the list tells, as a run reads it back; the basisfuncties are still to be filled in."""
    made = init_lijst(tmp_path / "in", write(tmp_path / "lijst.xlsx", [ANNA, CAS, BO]))
    assert made.gemaakt == {"steunpunt-zonnedael": 2, "vrijwilligers-daal": 1}
    zonnedael, daal = teams(tmp_path / "in")
    assert (zonnedael.naam, zonnedael.gemeente, zonnedael.koepel) == ("Steunpunt Zonnedael", "Zonnedael", "Koepel Zuid")
    assert zonnedael.team == (
        Medewerker("0101", "Anna Voorbeeld", "bemiddelaar", 28.5, "Lies V", ""),
        Medewerker("0102", "Bo Verzonnen", "medewerker", None, "", "bemiddelaar"),
    )
    assert zonnedael.uitgevoerd == frozenset()
    assert (daal.naam, daal.koepel, daal.team[0].naam, daal.team[0].contracturen) == (
        "Vrijwilligers Daal",
        "",
        "=Cas",
        32,
    )


def test_a_large_team_has_room_for_more(tmp_path: Path) -> None:
    """More people than the blank sheet has rows, and still some empty rows below."""
    rows = [(*ANNA[:3], str(number), *ANNA[4:]) for number in range(100)]
    init_lijst(tmp_path, write(tmp_path / "lijst.xlsx", rows))
    assert len(teams(tmp_path)[0].team) == 100
    sheet = openpyxl.load_workbook(tmp_path / "steunpunt-zonnedael" / "steunpunt.xlsx")["Team"]
    assert f"A{header(sheet)[0] + 110}" in open_cells(sheet)


def test_columns_may_stand_in_another_order_on_a_sheet_of_another_name(tmp_path: Path) -> None:
    """The header is found by its texts."""
    path = write(tmp_path / "lijst.xlsx", [ANNA[::-1]], HEADERS[::-1], "Export")
    (steunpunt,) = read_lijst(path, CATALOG, RULES).steunpunten
    assert steunpunt.team[0] == Medewerker("0101", "Anna Voorbeeld", "bemiddelaar", 28.5, "Lies V", "")


def test_other_columns_are_told_and_left_alone(tmp_path: Path) -> None:
    """One warning for all of them, however many rows there are."""
    rows = [(*row, "geheim", "geheim") for row in (ANNA, BO, CAS)]
    read = read_lijst(write(tmp_path / "lijst.xlsx", rows, [*HEADERS, "Salaris", "Kamer"]), CATALOG, RULES)
    assert [(finding.code, finding.values["label"]) for finding in read.findings] == [("lijst_kolom_overig", "J, K")]
    assert "geheim" not in repr(read.findings)


def test_the_same_list_gives_the_same_bytes(tmp_path: Path) -> None:
    """In another folder, on another day."""
    path = write(tmp_path / "lijst.xlsx", [ANNA, BO, CAS])
    for name in ("een", "twee"):
        init_lijst(tmp_path / name, path)
    for file in (tmp_path / "een").rglob("*.xlsx"):
        assert file.read_bytes() == (tmp_path / "twee" / file.relative_to(tmp_path / "een")).read_bytes()


def test_many_steunpunten_are_made_over_processes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each once, in its own folder."""
    monkeypatch.setattr("pipeline.handout.GROUP", 2)
    rows = [(f"Steunpunt {number}", "", "", "1", "Anna Voorbeeld", "", None, "", "") for number in range(5)]
    init_lijst(tmp_path / "in", write(tmp_path / "lijst.xlsx", rows))
    assert [steunpunt.naam for steunpunt in teams(tmp_path / "in")] == [f"Steunpunt {number}" for number in range(5)]


# --- never overwriting ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["steunpunt.xlsx", "steunpunt.ods", "Steunpunt.XLSX"])
def test_a_team_workbook_that_stands_is_left_alone(tmp_path: Path, name: str) -> None:
    """Whatever it holds, and the others are made."""
    folder = tmp_path / "steunpunt-zonnedael"
    folder.mkdir()
    (folder / name).write_bytes(b"van HR")
    made = init_lijst(tmp_path, write(tmp_path / "lijst.xlsx", [ANNA, CAS]))
    assert (made.overgeslagen, [*made.gemaakt]) == (("steunpunt-zonnedael",), ["vrijwilligers-daal"])
    assert [path.name for path in folder.iterdir()] == [name]
    assert (folder / name).read_bytes() == b"van HR"


def test_a_steunpunt_that_stands_in_a_folder_of_another_name_is_not_made_again(tmp_path: Path) -> None:
    """It was made by hand, before there was a list: twice the same steunpunt would be a mess."""
    init_steunpunt(tmp_path / "in" / "regio" / "zonnedael", "STEUNPUNT Zonnedael ")
    made = init_lijst(tmp_path / "in", write(tmp_path / "lijst.xlsx", [ANNA, CAS]))
    assert (made.overgeslagen, [*made.gemaakt]) == (("regio/zonnedael",), ["vrijwilligers-daal"])
    assert sorted(path.name for path in (tmp_path / "in").iterdir()) == ["regio", "vrijwilligers-daal"]


def test_a_list_can_be_used_again_after_it_has_grown(tmp_path: Path) -> None:
    """Only the new steunpunt is made; exit 0, with a line for each that is skipped."""
    write(tmp_path / "lijst.xlsx", [ANNA, BO])
    assert profielbouwer("init", tmp_path / "in", "--lijst", tmp_path / "lijst.xlsx").returncode == 0
    before = (tmp_path / "in" / "steunpunt-zonnedael" / "steunpunt.xlsx").read_bytes()
    write(tmp_path / "lijst.xlsx", [ANNA, CAS])
    result = profielbouwer("init", tmp_path / "in", "--lijst", tmp_path / "lijst.xlsx")
    assert result.returncode == 0
    lines = result.stdout.splitlines()
    assert lines[0] == f"Gemaakt: {tmp_path / 'in' / 'vrijwilligers-daal' / 'steunpunt.xlsx'} (medewerkers: 1)"
    assert lines[1].startswith(f"Overgeslagen: {tmp_path / 'in' / 'steunpunt-zonnedael'}")
    assert lines[2] == "1 teambestanden gemaakt, 1 overgeslagen."
    assert "Basisfuncties" in lines[3] and lines[3].endswith(f"forms {tmp_path / 'in'}")
    assert (tmp_path / "in" / "steunpunt-zonnedael" / "steunpunt.xlsx").read_bytes() == before


# --- every fault with its cell -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "found"),
    [
        (("", *ANNA[1:]), [("lijst_ontbreekt", "A3")]),
        ((*CAS[:3], "", *CAS[4:]), [("lijst_ontbreekt", "D3")]),
        ((*CAS[:4], " ", *CAS[5:]), [("lijst_ontbreekt", "E3")]),
        ((*CAS[:6], "veel", "", ""), [("contracturen_onleesbaar", "G3")]),
        ((*CAS[:6], 90, "", ""), [("contracturen_bereik", "G3")]),
        ((*CAS[:8], "directeur"), [("lijst_voorbeeld_onbekend", "I3")]),
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


def test_all_faults_come_at_once_and_nothing_is_written(tmp_path: Path) -> None:
    """In the order of the rows; exit 2."""
    rows = [ANNA, (*CAS[:6], "veel", "", "directeur"), (*BO[:4], "", *BO[5:])]
    path = write(tmp_path / "lijst.xlsx", rows)
    assert [cel for _, cel in placed(faults(path))] == ["G3", "I3", "E4"]
    result = profielbouwer("init", tmp_path / "in", "--lijst", path)
    assert (result.returncode, result.stdout) == (2, "")
    assert [line.split(":")[0] for line in result.stderr.splitlines()] == [
        f"FOUT lijst.xlsx, Medewerkers, cel {cel}" for cel in ("G3", "I3", "E4")
    ]
    assert not (tmp_path / "in").exists()


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


# --- the command and the blank list --------------------------------------------------------------------------------


@pytest.mark.parametrize("options", [[], ["--naam", "X", "--lijst", "lijst.xlsx"]])
def test_a_name_or_a_list_is_asked_for(tmp_path: Path, options: list[str]) -> None:
    """One of the two, in Dutch; nothing is written."""
    result = profielbouwer("init", tmp_path / "in", *options)
    assert result.returncode == 2
    assert "Gebruik: profielbouwer init" in result.stderr
    assert "een van de twee" in result.stderr
    assert not (tmp_path / "in").exists()


def test_no_name_of_a_person_is_told(tmp_path: Path) -> None:
    """Not when it goes well, and not when it goes wrong."""
    good = write(tmp_path / "goed.xlsx", [ANNA, BO, CAS])
    wrong = write(tmp_path / "fout.xlsx", [ANNA, (*BO[:3], "0101", *BO[4:]), (*CAS[:6], "veel", "", "directeur")])
    for path in (good, wrong):
        result = profielbouwer("init", tmp_path / "in", "--lijst", path)
        assert not [
            word for word in ("Anna", "Bo ", "Cas", "Lies", "0101", "veel.") if word in result.stdout + result.stderr
        ]


def test_settings_near_the_input_hold_for_the_list_too(tmp_path: Path) -> None:
    """An umbrella that allows longer contracts may list them."""
    path = write(tmp_path / "lijst.xlsx", [(*CAS[:6], 52, "", "")])
    with pytest.raises(Stop):
        init_lijst(tmp_path / "in", path)
    (tmp_path / "in" / "instellingen").mkdir(parents=True)
    (tmp_path / "in" / "instellingen" / "rules.toml").write_text("[grenzen]\ncontracturen = 60\n", "utf-8")
    assert init_lijst(tmp_path / "in", path).gemaakt == {"vrijwilligers-daal": 1}


def blank() -> Worksheet:
    """The sheet of the blank list."""
    return opened(make_lijst(CATALOG, LAYOUT, RULES))["Medewerkers"]


def test_the_blank_list_is_filled_in_like_the_other_forms(tmp_path: Path) -> None:
    """The headers of the contract, open rows, a number that keeps its leading zero, examples to choose from."""
    book = opened(make_lijst(CATALOG, LAYOUT, RULES))
    sheet = book["Medewerkers"]
    top, columns = header(sheet)
    assert (
        [*columns]
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
        ]
    )
    assert sheet[f"D{top + 1}"].number_format == "@"
    assert validation(sheet, sheet[f"I{top + 1}"]).formula1 == "lijst_voorbeeldprofiel"
    assert listed(book, "lijst_voorbeeldprofiel") == [*CATALOG.voorbeeldprofiel]
    for row, person in enumerate((ANNA, BO), top + 1):
        for place, value in enumerate(person, 1):
            sheet.cell(row, place).value = value or None
    book.save(tmp_path / "lijst.xlsx")
    assert [len(found.team) for found in read_lijst(tmp_path / "lijst.xlsx", CATALOG, RULES).steunpunten] == [2]


def test_a_list_of_one_makes_what_init_makes(tmp_path: Path) -> None:
    """But for what the list adds: the same sheets, in the same order."""
    one = openpyxl.load_workbook(init_steunpunt(tmp_path / "een", "Steunpunt Zonnedael"))
    init_lijst(tmp_path / "twee", write(tmp_path / "lijst.xlsx", [ANNA]))
    other = openpyxl.load_workbook(tmp_path / "twee" / "steunpunt-zonnedael" / "steunpunt.xlsx")
    assert one.sheetnames == other.sheetnames
    for name in ("Basisfuncties", "Behoefte", "Afspraken"):
        assert [[cell.value for cell in row] for row in one[name]] == [
            [cell.value for cell in row] for row in other[name]
        ]
