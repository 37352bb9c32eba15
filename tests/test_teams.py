"""Handing out: the team workbooks of a whole umbrella at once, and nothing that stands is overwritten."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from pipeline.checking.judge import beside_team
from pipeline.definitions.catalogs import shipped_catalogi
from pipeline.intake.inbox import discover
from pipeline.intake.steunpunten import read_mappen
from pipeline.model.findings import Stop
from pipeline.model.steunpunt import Medewerker, Steunpunt
from pipeline.teams import init_lijst, init_steunpunt
from tests.conftest import ROOT
from tests.support.lijst import ANNA, BO, CAS, faults, placed, write
from tests.support.workbooks import CATALOG, header, open_cells


def teams(folder: Path) -> list[Steunpunt]:
    """What the team workbooks below a folder say, read as a run reads them."""
    return [
        beside_team(gelezen, CATALOG).team.steunpunt
        for gelezen in read_mappen(discover(folder).mappen, shipped_catalogi())
    ]


def profielbouwer(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run the command as people do."""
    code = "from pipeline.cli import main; main()"
    env = {**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "300"}
    words = [sys.executable, "-c", code, *map(str, arguments)]
    return subprocess.run(words, capture_output=True, encoding="utf-8", check=False, env=env, timeout=120)


# --- what is made ----------------------------------------------------------------------------------------------------


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


def test_settings_near_the_input_hold_for_the_list_too(tmp_path: Path) -> None:
    """An umbrella that allows longer contracts may list them."""
    path = write(tmp_path / "lijst.xlsx", [(*CAS[:6], 52, "", "")])
    with pytest.raises(Stop):
        init_lijst(tmp_path / "in", path)
    (tmp_path / "in" / "instellingen").mkdir(parents=True)
    (tmp_path / "in" / "instellingen" / "rules.toml").write_text("[grenzen]\ncontracturen = 60\n", "utf-8")
    assert init_lijst(tmp_path / "in", path).gemaakt == {"vrijwilligers-daal": 1}


def test_the_same_list_gives_the_same_bytes(tmp_path: Path) -> None:
    """In another folder, on another day."""
    path = write(tmp_path / "lijst.xlsx", [ANNA, BO, CAS])
    for name in ("een", "twee"):
        init_lijst(tmp_path / name, path)
    for file in (tmp_path / "een").rglob("*.xlsx"):
        assert file.read_bytes() == (tmp_path / "twee" / file.relative_to(tmp_path / "een")).read_bytes()


def test_many_steunpunten_are_made_over_processes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each once, in its own folder."""
    monkeypatch.setattr("pipeline.teams.GROUP", 2)
    rows = [(f"Steunpunt {number}", "", "", "1", "Anna Voorbeeld", "", None, "", "") for number in range(5)]
    init_lijst(tmp_path / "in", write(tmp_path / "lijst.xlsx", rows))
    assert [steunpunt.naam for steunpunt in teams(tmp_path / "in")] == [f"Steunpunt {number}" for number in range(5)]


# --- never overwriting -----------------------------------------------------------------------------------------------


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


# --- the command -----------------------------------------------------------------------------------------------------


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
    assert lines[2] == "1 teambestand gemaakt, 1 overgeslagen."
    assert "Basisfuncties" in lines[3] and lines[4].endswith(f"forms {tmp_path / 'in'}")
    assert (tmp_path / "in" / "steunpunt-zonnedael" / "steunpunt.xlsx").read_bytes() == before


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
