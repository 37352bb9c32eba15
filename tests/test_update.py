"""`init --lijst --bijwerken`: what a list of HR says otherwise, and with --doen just that in the team workbooks."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import pipeline.delivery.period.files
import pipeline.update
from pipeline.handout import issue_forms
from pipeline.model.findings import Stop
from pipeline.model.steunpunt import Medewerker, Steunpunt
from pipeline.teams import init_lijst
from pipeline.update import Bijwerking, Lijstbijwerking, update_teams
from tests.conftest import ROOT
from tests.support.folders import files, form_of, refuse
from tests.support.office import append_rows, type_in_team
from tests.test_teams import profielbouwer, teams

HEAD = "Steunpunt;Gemeente;Koepel;Persnr;Medewerker;Functie;Uren per week;Manager;BF1;BF2"
DORP = "Dorp;Dorpstad;Noord"
ANNA, BO, CAS = (
    "0101;Anna Één;Adviseur;36;Lies Baas",
    "0102;Bo Twee;Adviseur;24;Lies Baas",
    "0103;Cas Drie;;20,5;Tom Chef",
)
DIRK = "0201;Dirk Vier;Adviseur;32;Tom Chef"
TEAM = "dorp/steunpunt.xlsx"


def a_list(folder: Path, *people: str, stad: tuple[str, ...] = (DIRK,), performed: str = "ja;nee") -> Path:
    """The list of HR with these people of Dorp, and those of Stad."""
    rows = [f"{DORP};{person};{performed}" for person in people] + [f"Stad;;;{person};;" for person in stad]
    (folder / "lijst.csv").write_text("\n".join([HEAD, *rows]), encoding="utf-8")
    return folder / "lijst.csv"


@pytest.fixture
def invoer(tmp_path: Path) -> Path:
    """Two steunpunten, made from a list, with their forms handed out."""
    folder = tmp_path / "in"
    init_lijst(folder, a_list(tmp_path, ANNA, BO, CAS))
    issue_forms(folder)
    return folder


def updated(folder: Path, *people: str, doen: bool = True, **how: Any) -> Lijstbijwerking:  # noqa: ANN401
    """What the command does with a list."""
    toch = how.pop("toch", False)
    return update_teams(folder, a_list(folder.parent, *people, **how), doen=doen, toch=toch)


def dorp(done: Lijstbijwerking) -> Bijwerking:
    """What was said and done of Dorp."""
    return next(one for one in done.bijwerkingen if one.map == "dorp")


def team(folder: Path, map_: str = "dorp") -> Steunpunt:
    """A team workbook as a run reads it."""
    return next(one for one in teams(folder) if one.map == map_)


def sheet(folder: Path, naam: str) -> list[list[object]]:
    """The values of a sheet of the team workbook of Dorp, without blank rows."""
    rows = openpyxl.load_workbook(folder / TEAM)[naam].iter_rows(values_only=True)
    return [[value for value in row if value is not None] for row in rows if any(value is not None for value in row)]


# --- what is told ----------------------------------------------------------------------------------------------------


def test_first_it_only_tells_the_differences(invoer: Path) -> None:
    """Who is new, who left, whose hours, function or leidinggevende differ, what is performed; nothing is written."""
    before = files(invoer)
    new = "0104;Eef Nieuw;Adviseur;16;Tom Chef"
    found = dorp(updated(invoer, "101;Anna Één;Coach;28;Nel Hoofd", CAS, new, doen=False, performed="ja;ja"))
    assert files(invoer) == before
    assert found.verschil is not None
    assert [m.personeelsnummer for m in found.verschil.nieuw] == ["0104"]
    assert [m.personeelsnummer for m in found.verschil.weg] == ["0102"]
    assert [(one.personeelsnummer, one.key, one.was, one.wordt) for one in found.verschil.anders] == [
        ("0101", "functienaam", "Adviseur", "Coach"),
        ("0101", "contracturen", 36.0, 28.0),
        ("0101", "leidinggevende", "Lies Baas", "Nel Hoofd"),
    ]
    assert found.verschil.uitvoeren == {"BF2": True}


def test_a_blank_cell_or_missing_column_of_the_list_says_nothing(invoer: Path) -> None:
    """An export that leaves out the function does not wipe it."""
    found = updated(invoer, "0101;Anna Één;;;", BO, CAS, performed=";")
    assert all(one.verschil and one.verschil.is_leeg for one in found.bijwerkingen)
    (invoer.parent / "kort.csv").write_text(
        "Steunpunt;Persnr;Naam\nDorp;0101;Anna Één\nDorp;0102;Bo Twee\nDorp;0103;Cas Drie"
    )
    done = update_teams(invoer, invoer.parent / "kort.csv", doen=True)
    assert [(one.map, one.kopie) for one in done.bijwerkingen] == [("dorp", "")]
    assert team(invoer).team[0].contracturen == 36


def test_steunpunten_that_the_list_does_not_name_are_left_alone(invoer: Path) -> None:
    """A list may be that of one steunpunt."""
    before = files(invoer / "stad")
    assert [one.map for one in updated(invoer, ANNA, BO, stad=()).bijwerkingen] == ["dorp"]
    assert files(invoer / "stad") == before


def test_another_name_under_the_same_number_is_told_and_stays(invoer: Path) -> None:
    """It may be a wedding, or another person: that is for people to say."""
    found = dorp(updated(invoer, "0101;Iemand Anders;Adviseur;36;Lies Baas", BO, CAS))
    assert [(one.code, one.cel, one.personeelsnummer) for one in found.bevindingen] == [("bijwerken_naam", "B5", None)]
    assert team(invoer).team[0].naam == "Anna Één"


def test_a_steunpunt_is_known_by_its_name_in_any_folder(invoer: Path) -> None:
    """HR may have given the folder another name."""
    (invoer / "dorp").rename(invoer / "elders")
    done = updated(invoer, "0101;Anna Één;Adviseur;20;Lies Baas", BO, CAS)
    assert [one.map for one in done.bijwerkingen] == ["elders", "stad"]
    assert team(invoer, "elders").team[0].contracturen == 20
    assert not (invoer / "dorp").exists()


# --- what is done ----------------------------------------------------------------------------------------------------


def test_it_changes_just_these_cells(invoer: Path) -> None:
    """All else that HR filled in stays: other people, needs, agreements, name and gemeente; one answer more or less."""
    book = openpyxl.load_workbook(invoer / TEAM)
    book["Behoefte"]["C5"].value = 12.5
    append_rows(book["Afspraken"], [("0103", "O1", "Het is druk", "1-3-2027")])
    book["Team"]["F6"].value = "bemiddelaar"
    book["Team"]["D7"].value = "20,5 uur"
    book.save(invoer / TEAM)
    before = team(invoer)
    done = updated(invoer, "0101;Anna Één;Adviseur;28;Lies Baas", BO, CAS, "0104;Eef Nieuw;;;")
    after = team(invoer)
    assert dorp(done).kopie == "vervallen/steunpunt.xlsx"
    anna, *others = before.team
    assert after.team == (
        Medewerker("0101", anna.naam, anna.functienaam, 28.0, anna.leidinggevende),
        *others,
        Medewerker("0104", "Eef Nieuw"),
    )
    assert (after.behoefte, after.afspraken, after.uitgevoerd) == (before.behoefte, before.afspraken, before.uitgevoerd)
    assert (after.naam, after.gemeente, after.koepel) == ("Dorp", "Dorpstad", "Noord")
    assert others[0].voorbeeldprofiel == "bemiddelaar" and before.behoefte
    assert ["0103", "Cas Drie", "20,5 uur", "Tom Chef"] in sheet(invoer, "Team")  # as it was typed


def test_it_says_what_is_performed_now(invoer: Path) -> None:
    """One column per basisfunctie; what the list does not name stays as it was."""
    updated(invoer, ANNA, BO, CAS, performed="nee;ja")
    assert team(invoer).uitgevoerd == {"BF2"}


def test_the_former_workbook_is_kept_beside_each_other(invoer: Path) -> None:
    """Whatever a list does wrong can be looked up; nothing in vervallen/ is overwritten."""
    first = (invoer / TEAM).read_bytes()
    updated(invoer, "0101;Anna Één;Adviseur;28;Lies Baas", BO, CAS)
    second = (invoer / TEAM).read_bytes()
    updated(invoer, ANNA, BO, CAS)
    kept = files(invoer / "dorp" / "vervallen")
    assert kept == {"steunpunt.xlsx": first, "steunpunt (2).xlsx": second}


def test_forms_of_who_left_go_to_the_archive(invoer: Path) -> None:
    """Under their own name, beside one of that name; those of others stay."""
    form = form_of(invoer / "dorp", "0102")
    archive = invoer / "dorp" / "formulieren" / "archief"
    archive.mkdir()
    (archive / form.name).write_bytes(b"eerder")
    moved, others = form.read_bytes(), files(invoer / "dorp" / "formulieren")
    done = dorp(updated(invoer, ANNA, CAS))
    assert done.gearchiveerd == 1
    assert files(archive) == {form.name: b"eerder", f"{form.stem} (2).xlsx": moved}
    left = {name: data for name, data in files(invoer / "dorp" / "formulieren").items() if "archief" not in name}
    assert left == {name: data for name, data in others.items() if name != form.name and "archief" not in name}


def test_doing_it_again_does_nothing(invoer: Path) -> None:
    """The list and the workbooks agree now."""
    people = ("0101;Anna Één;Coach;28;Lies Baas", CAS, "0104;Eef Nieuw;Adviseur;16;Tom Chef")
    updated(invoer, *people)
    before = files(invoer)
    done = updated(invoer, *people)
    assert files(invoer) == before
    assert all(one.verschil and one.verschil.is_leeg for one in done.bijwerkingen)


def test_a_new_steunpunt_on_the_list_is_made(invoer: Path) -> None:
    """With --doen only."""
    (invoer / "stad" / "steunpunt.xlsx").unlink()
    for path in (invoer / "stad" / "formulieren").iterdir():
        path.unlink()
    (invoer / "stad" / "formulieren").rmdir()
    assert updated(invoer, ANNA, BO, CAS, doen=False).nieuw == {"stad": 1}
    assert not (invoer / "stad" / "steunpunt.xlsx").exists()
    assert updated(invoer, ANNA, BO, CAS).nieuw == {"stad": 1}
    assert [m.naam for m in team(invoer, "stad").team] == ["Dirk Vier"]


# --- what HR added ---------------------------------------------------------------------------------------------------


def test_sheets_and_columns_of_their_own_are_kept_as_values(invoer: Path) -> None:
    """A column beside the team goes with its people, and that of who left goes too; it is said."""
    book = openpyxl.load_workbook(invoer / TEAM)
    own = book.create_sheet("Verjaardagen & zo")
    own["B2"].value, own["C7"].value, own["A1"].value = "taart", 4.5, "=1+1"
    sheet_ = book["Team"]
    for row, text in ((4, "Kamer"), (5, "12a"), (6, "geheim van Bo"), (7, "=Kelder")):
        sheet_.cell(row, 9).value = text
        sheet_.cell(row, 9).data_type = "s"
    book["Behoefte"]["E5"].value = "zie begroting"
    book.save(invoer / TEAM)
    done = dorp(updated(invoer, ANNA, CAS))
    after = openpyxl.load_workbook(invoer / TEAM)
    assert {
        cell.coordinate: cell.value for row in after["Verjaardagen & zo"].iter_rows() for cell in row if cell.value
    } == {
        "A1": "=1+1",
        "B2": "taart",
        "C7": 4.5,
    }
    assert after["Verjaardagen & zo"]["A1"].data_type == "s"
    assert [after["Team"].cell(row, 9).value for row in (4, 5, 6, 7)] == ["Kamer", "12a", "=Kelder", None]
    assert after["Team"]["I6"].data_type == "s"
    assert after["Behoefte"]["E5"].value == "zie begroting"
    assert "geheim van Bo" not in repr(sheet(invoer, "Team"))
    assert [one.code for one in done.bevindingen] == ["bijwerken_eigen_blad"]


def test_what_has_no_place_any_more_is_named(invoer: Path) -> None:
    """A note beside a blank row would come to stand beside somebody new: it is in the copy."""
    book = openpyxl.load_workbook(invoer / TEAM)
    book["Team"]["I8"].value = "hier komt nog iemand"
    book.save(invoer / TEAM)
    done = dorp(updated(invoer, ANNA, BO, CAS, "0104;Eef Nieuw;;;"))
    assert [(one.code, one.tekst.partition(": ")[2]) for one in done.bevindingen] == [("bijwerken_kwijt", "Team I8.")]
    assert "hier komt nog iemand" not in repr(sheet(invoer, "Team"))


# --- what is refused -------------------------------------------------------------------------------------------------


def test_more_than_a_third_has_to_be_said_twice(invoer: Path) -> None:
    """The list may be a part. Without --toch nothing at all is written; a third exactly is no reason."""
    before = files(invoer)
    found = updated(invoer, ANNA, doen=False)
    assert [one.code for one in dorp(found).bevindingen] == ["bijwerken_veel_weg"]
    with pytest.raises(Stop) as stop:
        updated(invoer, ANNA, stad=("0201;Dirk Vier;Coach;32;Tom Chef",))
    assert [(one.code, one.address.bestand, one.values) for one in stop.value.findings] == [
        ("bijwerken_zonder_toch", TEAM, {"aantal": "2", "van": "3"})
    ]
    assert files(invoer) == before
    updated(invoer, ANNA, toch=True)
    assert [m.personeelsnummer for m in team(invoer).team] == ["0101"]


def test_a_team_workbook_with_an_error_is_left_alone_and_the_others_go_on(invoer: Path) -> None:
    """Which row is whose is not certain; the message names the cell."""
    book = openpyxl.load_workbook(invoer / TEAM)
    book["Team"]["A6"].value = "0101"
    book.save(invoer / TEAM)
    before = files(invoer / "dorp")
    done = updated(invoer, "0101;Anna Één;Coach;28;Lies Baas", stad=("0201;Dirk Vier;Coach;32;Tom Chef",))
    assert [(one.code, one.cel) for one in dorp(done).bevindingen] == [
        ("bijwerken_fout", ""),
        ("team_nummer_dubbel", "A5"),
        ("team_nummer_dubbel", "A6"),
    ]
    assert files(invoer / "dorp") == before
    assert team(invoer, "stad").team[0].functienaam == "Coach"


def test_two_steunpunten_of_one_name_are_not_guessed(invoer: Path) -> None:
    """Neither changes."""
    (invoer / "kopie").mkdir()
    (invoer / "kopie" / "steunpunt.xlsx").write_bytes((invoer / TEAM).read_bytes())
    before = files(invoer)
    done = updated(invoer, "0101;Anna Één;Coach;28;Lies Baas", BO, CAS)
    assert [one.code for one in dorp(done).bevindingen] == ["bijwerken_naam_dubbel"]
    assert files(invoer) == before


def test_a_workbook_that_was_changed_in_between_is_not_overwritten(
    invoer: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody saved it while the list was compared."""
    real = pipeline.update.remake_teambestand

    def remake(*given: Any) -> tuple[bytes, list[str]]:  # noqa: ANN401
        type_in_team(invoer / TEAM, [("0108", "Net Erbij")])
        return real(*given)

    monkeypatch.setattr(pipeline.update, "remake_teambestand", remake)
    done = dorp(updated(invoer, "0101;Anna Één;Coach;28;Lies Baas", CAS))
    assert [one.code for one in done.bevindingen] == ["bijwerken_mislukt", "bijwerken_veranderd"]
    assert "Net Erbij" in repr(sheet(invoer, "Team"))
    assert not (invoer / "dorp" / "vervallen").exists() and form_of(invoer / "dorp", "0102").exists()


@pytest.mark.parametrize("nth", [1, 2, 3])
def test_where_a_file_cannot_be_written_all_stays_as_it_was(
    invoer: Path, monkeypatch: pytest.MonkeyPatch, nth: int
) -> None:
    """The copy, a form that is open in Excel, the workbook itself: whichever refuses, nothing is half done."""
    before = files(invoer)
    real, calls = pipeline.delivery.period.files.rename, []

    def rename(source: Path, target: Path) -> None:
        calls.append(target)
        if len(calls) == nth:
            refuse(13)()
        real(source, target)

    monkeypatch.setattr(pipeline.delivery.period.files, "rename", rename)
    done = dorp(updated(invoer, ANNA, CAS, stad=()))
    assert [one.code for one in done.bevindingen] == ["bijwerken_mislukt", "uitvoer_onschrijfbaar"]
    assert (done.kopie, done.gearchiveerd) == ("", 0)
    assert files(invoer) == before


KILLED = """
import os, sys
from pathlib import Path
import pipeline.delivery.period.files as files
from pipeline.update import update_teams
if __name__ == "__main__":
    real, moment = files.rename, []
    def rename(source, target):
        moment.append(target)
        if len(moment) == int(sys.argv[3]):
            os._exit(9)
        real(source, target)
    files.rename = rename
    update_teams(Path(sys.argv[1]), Path(sys.argv[2]), doen=True)
"""


@pytest.mark.parametrize("nth", [1, 2, 3])
def test_who_is_killed_in_between_does_the_same_again(invoer: Path, tmp_path: Path, nth: int) -> None:
    """The workbook that says who left is there until the forms have moved: the next time it is completed."""
    (tmp_path / "killed.py").write_text(KILLED)
    words = [sys.executable, tmp_path / "killed.py", invoer, a_list(tmp_path, ANNA, CAS, stad=()), str(nth)]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    assert subprocess.run(words, check=False, env=env, timeout=120).returncode == 9
    assert len(team(invoer).team) == 3
    updated(invoer, ANNA, CAS, stad=())
    assert [m.personeelsnummer for m in team(invoer).team] == ["0101", "0103"]
    found = files(invoer / "dorp")
    assert not [name for name in found if "profielbouwer" in name]
    assert [name for name in found if "0102" in name] == ["formulieren/archief/0102 Bo Twee.xlsx"]


def test_an_ods_team_workbook_becomes_an_xlsx(invoer: Path, tmp_path: Path) -> None:
    """The former one is kept under its own name."""
    from tests.end_to_end.test_libreoffice import convert

    (ods,) = convert("ods", tmp_path / "om", invoer / TEAM)
    (invoer / TEAM).unlink()
    (invoer / "dorp" / "steunpunt.ods").write_bytes(ods.read_bytes())
    done = dorp(updated(invoer, "0101;Anna Één;Coach;28;Lies Baas", BO, CAS))
    assert done.kopie == "vervallen/steunpunt.ods"
    assert team(invoer).team[0].functienaam == "Coach"
    assert not (invoer / "dorp" / "steunpunt.ods").exists()


# --- as people type it -----------------------------------------------------------------------------------------------


def test_the_command_tells_then_does(invoer: Path, tmp_path: Path) -> None:
    """Names and numbers on stdout, which carries results; nothing about people on stderr; exit 0."""
    path = a_list(tmp_path, "0101;Anna Één;Adviseur;28;Lies Baas", CAS, "0104;Eef Nieuw;Adviseur;16;Tom Chef")
    told = profielbouwer("init", invoer, "--lijst", path, "--bijwerken")
    assert told.returncode == 0 and told.stderr == ""
    assert told.stdout.splitlines() == [
        "dorp:",
        "  nieuw: 0104 Eef Nieuw, Adviseur, 16 uur, Tom Chef",
        "  weg: 0102 Bo Twee",
        "  0101 Anna Één, Contracturen per week: 36 -> 28",
        "1 steunpunt van de lijst blijft gelijk.",
        "Er is niets veranderd. Klopt dit? Doe de opdracht dan opnieuw met --doen.",
    ]
    done = profielbouwer("init", invoer, "--lijst", path, "--bijwerken", "--doen")
    assert done.returncode == 0
    assert "  1 formulier staat nu in formulieren/archief" in done.stdout.splitlines()
    assert "  bijgewerkt; het vorige teambestand staat in dorp/vervallen/steunpunt.xlsx" in done.stdout.splitlines()
    again = profielbouwer("init", invoer, "--lijst", path, "--bijwerken", "--doen")
    assert again.stdout.splitlines()[-1] == "Er is niets te doen: de teambestanden kloppen met de lijst."


@pytest.mark.parametrize(
    "options", [["--bijwerken"], ["--lijst", "x.csv", "--doen"], ["--lijst", "x.csv", "--bijwerken", "--toch"]]
)
def test_options_that_do_not_belong_together_are_refused(tmp_path: Path, options: list[str]) -> None:
    """Exit 2, with how they do."""
    result = profielbouwer("init", tmp_path, *options)
    assert result.returncode == 2 and "--bijwerken samen met --lijst" in result.stderr
