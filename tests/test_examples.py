"""Own example profiles: any accepted form in instellingen/voorbeelden/ is one, by its Functienaam."""

from __future__ import annotations

import shutil
from pathlib import Path

import openpyxl
import pytest

from pipeline.definitions.catalogs import shipped_catalogi
from pipeline.definitions.example import example_for, example_names, known_example
from pipeline.examples import with_examples
from pipeline.handout import issue_forms
from pipeline.intake.inbox import Invoer, discover
from pipeline.model.catalog import Voorbeeldprofiel
from pipeline.run import Opdracht, check, plan_only, run
from pipeline.teams import init_lijst, init_steunpunt
from tests.support.folders import form_of
from tests.support.office import put_label, type_in_cell, type_in_form, type_in_team
from tests.support.workbooks import CATALOG, listed

TASKS = "e 4 | f 2 | q 1 | u 1 | v 1"
ANNA = ("1001", "Anna Één", "Maatjescoach", 24)


@pytest.fixture
def invoer(tmp_path: Path) -> Path:
    """A steunpunt with one accepted form, of a function of its own."""
    folder = tmp_path / "in"
    init_steunpunt(folder / "dorp", "Dorp")
    type_in_team(folder / "dorp/steunpunt.xlsx", [ANNA], performed="BF2 BF3")
    issue_forms(folder)
    fill(form_of(folder / "dorp", "1001"))
    return folder


def fill(path: Path, functie: str = "Maatjescoach", tasks: str = TASKS) -> None:
    """Fill in a form, so that it is accepted."""
    type_in_form(path, tasks, kernopgaven="d", competenties="b")
    book = openpyxl.load_workbook(path)
    for label, value in (
        ("Functienaam", functie),
        ("Doel van de functie", "Maatjes koppelen"),
        ("Peildatum", "1-11-2026"),
    ):
        put_label(book["Functie"], label, value)
    book.save(path)


def example(invoer: Path, at: str = "", name: str = "coach.xlsx") -> Path:
    """A copy of the form as an example, in the settings of a folder of the input."""
    target = invoer / at / "instellingen/voorbeelden" / name
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(form_of(invoer / "dorp", "1001"), target)
    return target


def known(invoer: Path) -> Invoer:
    """The input with its examples."""
    return with_examples(discover(invoer), shipped_catalogi())


def own(invoer: Path) -> list[Voorbeeldprofiel]:
    """The examples that hold for Dorp."""
    (map_,) = [map_ for map_ in known(invoer).mappen if map_.naam == "dorp"]
    return [profiel for found in map_.voorbeelden.values() for profiel in found]


def told(invoer: Path) -> list[str]:
    """What is said of files that are no example."""
    return [finding.code for finding in known(invoer).findings]


# --- which hold ------------------------------------------------------------------------------------------------------


def test_an_accepted_form_is_an_example_by_its_function(invoer: Path) -> None:
    """Tasks, competencies and purpose of the function; no hours, no notes, and nothing of the person."""
    example(invoer)
    (voorbeeld,) = own(invoer)
    assert (voorbeeld.naam, voorbeeld.doel) == ("Maatjescoach", "Maatjes koppelen")
    assert (voorbeeld.kerntaken, voorbeeld.competenties) == (("e", "f", "q", "u", "v"), ("b",))
    assert "Anna" not in repr(voorbeeld)
    assert told(invoer) == []


def test_the_nearest_settings_win_and_the_others_remain(invoer: Path) -> None:
    """By name; an example higher up with another name holds too, and so do those that are shipped."""
    example(invoer)
    fill(example(invoer, name="anders.xlsx"), "Adviseur")
    fill(example(invoer, "dorp"), "maatjesCOACH", "g 4 | q 1 | u 1 | v 1")
    found = {voorbeeld.naam: voorbeeld.kerntaken for voorbeeld in own(invoer)}
    assert found == {"maatjesCOACH": ("e", "f", "g", "q", "u", "v"), "Adviseur": ("e", "f", "q", "u", "v")}
    assert example_names(CATALOG, tuple(own(invoer))) == (*CATALOG.voorbeeldprofiel, "maatjesCOACH", "Adviseur")


def test_an_own_example_goes_before_a_shipped_one_of_that_name() -> None:
    """HR has its own idea of that function."""
    mine = Voorbeeldprofiel(naam="Bemiddelaar", kerntaken=("a", *sorted(CATALOG.altijd)))
    assert known_example(CATALOG, "bemiddelaar", (mine,)) == "Bemiddelaar"
    found = example_for(CATALOG, "bemiddelaar", (), (mine,))
    assert found == mine


def test_settings_of_another_steunpunt_do_not_hold(invoer: Path) -> None:
    """Upward only."""
    init_steunpunt(invoer / "stad", "Stad")
    example(invoer, "stad")
    assert own(invoer) == []


# --- which do not ----------------------------------------------------------------------------------------------------


def test_what_is_no_accepted_form_is_told(invoer: Path) -> None:
    """Each with the reason, as a warning; the run goes on and the others hold."""
    example(invoer)
    example(invoer, name="fout.xlsx")
    type_in_cell(invoer / "instellingen/voorbeelden/fout.xlsx", "Kerntaken", "e", "Uren per week", "veel")
    example(invoer, name="naamloos.xlsx")
    book = openpyxl.load_workbook(invoer / "instellingen/voorbeelden/naamloos.xlsx")
    put_label(book["Functie"], "Functienaam", None)
    book.save(invoer / "instellingen/voorbeelden/naamloos.xlsx")
    (invoer / "instellingen/voorbeelden/kapot.xlsx").write_bytes(b"PK")
    (invoer / "instellingen/voorbeelden/~$slot.xlsx").write_bytes(b"x")
    found = check(invoer).bevindingen
    assert [(one.bestand.rpartition("/")[2], one.code, one.ernst) for one in found] == [
        ("fout.xlsx", "voorbeeld_afgekeurd", "waarschuwing"),
        ("kapot.xlsx", "voorbeeld_onleesbaar", "waarschuwing"),
        ("naamloos.xlsx", "voorbeeld_zonder_functie", "waarschuwing"),
    ]
    assert "Kerntaken F10" in found[0].tekst and found[0].personeelsnummer == "1001"
    assert [voorbeeld.naam for voorbeeld in own(invoer)] == ["Maatjescoach"]


def test_a_form_that_nobody_touched_is_no_example(invoer: Path, tmp_path: Path) -> None:
    """It says nothing yet."""
    type_in_team(invoer / "dorp/steunpunt.xlsx", [ANNA, ("1002", "Bo Twee", "Adviseur", 24)], performed="BF2 BF3")
    issue_forms(invoer)
    (invoer / "instellingen/voorbeelden").mkdir(parents=True)
    shutil.copyfile(form_of(invoer / "dorp", "1002"), invoer / "instellingen/voorbeelden/leeg.xlsx")
    assert told(invoer) == ["voorbeeld_leeg"]


def test_two_examples_of_one_function_are_not_guessed(invoer: Path) -> None:
    """In one folder."""
    example(invoer)
    example(invoer, name="nog een.xlsx")
    assert told(invoer) == ["voorbeeld_dubbel", "voorbeeld_dubbel"] and own(invoer) == []


def test_a_link_out_of_the_input_is_not_followed(invoer: Path, tmp_path: Path) -> None:
    """As with other settings (faults.md 41)."""
    outside = example(invoer)
    outside.rename(tmp_path / "buiten.xlsx")
    outside.symlink_to(tmp_path / "buiten.xlsx")
    assert own(invoer) == [] and told(invoer) == ["instellingen_koppeling"]


# --- where they are used ---------------------------------------------------------------------------------------------


def test_forms_are_pre_filled_from_it(invoer: Path) -> None:
    """As from a shipped example: what the steunpunt performs, ja without hours; the team may spell the name its way."""
    example(invoer)
    row = ("1002", "Bo Twee", "", 24, "", "maatjescoach")
    type_in_team(invoer / "dorp/steunpunt.xlsx", [ANNA, row], performed="BF2 BF3")
    issue_forms(invoer)
    book = openpyxl.load_workbook(form_of(invoer / "dorp", "1002"))
    for name, codes in (("Kerntaken", "efquv"), ("Competenties", "b")):
        column = next(cell.column for row_ in book[name].iter_rows() for cell in row_ if cell.value == "Gekozen")
        assert [row_[0].value for row_ in book[name].iter_rows() if row_[column - 1].value == "ja"] == [*codes]
    assert "Maatjes koppelen" in [row_[1].value for row_ in book["Functie"].iter_rows(max_col=2)]
    assert not check(invoer).steunpunten[0].bevindingen or "voorbeeldprofiel_onbekend" not in {
        one.code for one in check(invoer).steunpunten[0].bevindingen
    }


def test_new_team_workbooks_offer_it(invoer: Path, tmp_path: Path) -> None:
    """Behind the shipped ones, with --naam and with --lijst; a list may name it."""
    example(invoer)
    init_steunpunt(invoer / "stad", "Stad")
    (tmp_path / "lijst.csv").write_text("Steunpunt;Persnr;Naam;Voorbeeldprofiel\nWijk;1;Cas;MAATJEScoach\n")
    init_lijst(invoer, tmp_path / "lijst.csv")
    for place in ("stad", "wijk"):
        book = openpyxl.load_workbook(invoer / place / "steunpunt.xlsx")
        assert listed(book, "lijst_voorbeeldprofiel") == [*CATALOG.voorbeeldprofiel, "Maatjescoach"]
    assert "Maatjescoach" in [cell.value for cell in book["Team"]["F"]]


def test_a_run_notices_another_example(invoer: Path, tmp_path: Path) -> None:
    """Whether an example was left untouched depends on it: the steunpunt is made again, an unchanged one is not."""
    opdracht = Opdracht(invoer, tmp_path / "uit", "2026-11")
    run(opdracht)
    assert plan_only(opdracht).te_doen == ()
    example(invoer)
    assert dict(plan_only(opdracht).redenen) == {"dorp": {"voorbeelden": 1}}
    run(opdracht)
    assert plan_only(opdracht).te_doen == ()


def test_an_example_of_another_catalog_gives_what_the_function_needs(tmp_path: Path) -> None:
    """Its columns: nu, past and nodig; not how far this person is, nor what there is to learn."""
    folder = tmp_path / "in"
    init_steunpunt(folder / "dorp", "Dorp")
    team = folder / "dorp/steunpunt.xlsx"
    row = ("Coördinator", 24, "", "", "uitwerking")
    type_in_team(team, [("1001", "Anna Één", *row)], performed="BF2")
    issue_forms(folder)
    form = form_of(folder / "dorp", "1001")
    book = openpyxl.load_workbook(form)
    tasks, comps = (next(s for s in book if s.title == name) for name in (book.sheetnames[2], "Competenties"))
    code, comp = (next(str(r[0].value) for r in s.iter_rows(min_row=5) if r[0].value) for s in (tasks, comps))
    type_in_cell(form, tasks.title, code, "Nu van toepassing", "x")
    type_in_cell(form, tasks.title, code, "Past bij functie", "nee")
    type_in_cell(form, "Competenties", comp, "Nodig", "gewenst")
    type_in_cell(form, "Competenties", comp, "Ontwikkelen", "nodig")
    example(folder)
    assert told(folder) == []
    people = [("1001", "Anna Één", *row), ("1002", "Bo Twee", "", 24, "", "coördinator", "uitwerking")]
    type_in_team(team, people, performed="BF2")
    issue_forms(folder)
    made = openpyxl.load_workbook(form_of(folder / "dorp", "1002"))
    (task,) = [r for r in made[tasks.title].iter_rows(values_only=True) if str(r[0]) == code]
    (need,) = [r for r in made["Competenties"].iter_rows(values_only=True) if str(r[0]) == comp]
    assert "ja" in task and "nee" in task
    assert "gewenst" in need and "nodig" not in need
