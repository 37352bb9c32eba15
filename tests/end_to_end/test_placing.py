"""Forms in the wrong place, through a whole run: found by their stamp, told once, and where they belong (faults 38)."""

from __future__ import annotations

import json
import shutil
from html import escape
from pathlib import Path

import pytest

from pipeline.handout import issue_forms
from pipeline.model.record import Json
from pipeline.run import Opdracht, check, run
from tests.conftest import report_of
from tests.end_to_end.test_cli import profielbouwer
from tests.support.folders import files, form_of

PERIODE = "2026-11"
ACCEPTED = "1002"  # a form of Zonnedael without a fault


@pytest.fixture
def uit(tmp_path: Path) -> Path:
    """The output folder."""
    return tmp_path / "uit"


def form_path(example: Path, nummer: str = ACCEPTED) -> Path:
    """A form of Zonnedael."""
    return form_of(example / "zonnedael", nummer)


def steunpunt(report: Json, map_: str) -> Json:
    """One steunpunt of a report."""
    found: Json = next(one for one in report["steunpunten"] if one["map"] == map_)
    return found


def told_of(report: Json, nummer: str) -> list[tuple[str, str]]:
    """Where in a report something is told of the form of a person, and the code."""
    found = [("", finding) for finding in report["bevindingen"]]
    for one in report["steunpunten"]:
        found += [(one["map"], finding) for finding in one["bevindingen"]]
        found += [(one["map"], finding) for form in one["formulieren"] for finding in form["bevindingen"]]
    return [(map_, finding["code"]) for map_, finding in found if nummer in json.dumps(finding)]


@pytest.mark.parametrize("place", ["van Bram.xlsx", "zonnedael/formulier (1).xlsx", "nieuw/x.xlsx"])
def test_a_form_in_no_folder_of_forms_is_told_once(example: Path, uit: Path, place: str) -> None:
    """In the root, beside steunpunt.xlsx, in a folder of its own: where it belongs, and nothing else of its person."""
    (example / "nieuw").mkdir()
    shutil.move(form_path(example), example / place)
    report = report_of(example, uit)
    (finding,) = report["bevindingen"]
    assert (finding["code"], finding["bestand"]) == ("formulier_los", place)
    assert "zonnedael/formulieren" in finding["oplossing"]
    assert told_of(report, ACCEPTED) == [("", "formulier_los")]
    assert (steunpunt(report, "zonnedael")["elders"], steunpunt(report, "zonnedael")["ontbrekend"]) == (["1002"], [])


def test_a_form_among_those_of_another_steunpunt_is_told_once_there(example: Path, uit: Path) -> None:
    """With the folder where it belongs; it does not come back in retour/, and its own steunpunt is not without it."""
    shutil.move(form_path(example), example / "waterhoek" / "formulieren" / "Bram.xlsx")
    report = report_of(example, uit)
    assert told_of(report, ACCEPTED) == [("waterhoek", "formulier_van_ander")]
    (form,) = [
        one for one in steunpunt(report, "waterhoek")["formulieren"] if one["bestand"] == "formulieren/Bram.xlsx"
    ]
    assert (form["status"], form["te_verplaatsen"]) == ("afgekeurd", True)
    assert "zonnedael/formulieren" in form["bevindingen"][0]["oplossing"]
    assert steunpunt(report, "zonnedael")["elders"] == [ACCEPTED]
    assert not list((uit / PERIODE / "waterhoek").glob("retour/*"))
    assert not (uit / PERIODE / "vervallen").exists()


def test_an_unchanged_rerun_with_forms_out_of_place_reads_nothing_more_than_those(example: Path, uit: Path) -> None:
    """Same input, same bytes; and when the form is put in its place, all is as if it had always been there."""
    right = files(shutil.copytree(example, example.parent / "goed"))
    expected = report_of(example.parent / "goed", example.parent / "uit2")
    assert right
    wrong = example / "waterhoek" / "formulieren" / "Bram.xlsx"
    right = form_path(example)
    shutil.move(right, wrong)
    report_of(example, uit)
    before = files(uit)
    verslag = run(Opdracht(example, uit, PERIODE))
    assert (files(uit), verslag.nieuw, verslag.veranderd, verslag.verplaatst) == (before, 0, 0, 0)
    shutil.move(wrong, right)
    assert report_of(example, uit)["steunpunten"] == expected["steunpunten"]


def test_the_same_is_told_by_every_number_of_processes(example: Path, uit: Path) -> None:
    """What one process reads, another has to know."""
    shutil.move(form_path(example), example / "waterhoek" / "formulieren" / "Bram.xlsx")
    run(Opdracht(example, uit, PERIODE))
    run(Opdracht(example, uit.with_name("uit2"), PERIODE, jobs=2))
    assert files(uit) == files(uit.with_name("uit2"))


def test_check_tells_the_same(example: Path) -> None:
    """Before anything is made."""
    shutil.move(form_path(example), example / "waterhoek" / "formulieren" / "Bram.xlsx")
    shutil.move(form_path(example, "1001"), example / "Anna.xlsx")
    report = check(example).as_json()
    assert told_of(report, ACCEPTED) == [("waterhoek", "formulier_van_ander")]
    assert told_of(report, "1001") == [("", "formulier_los")]


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("Bram.xlsx", "los in de invoermap"),
        ("zonnedael/Bram.xlsx", "in de map zonnedael"),
        ("waterhoek/formulieren/Bram.xlsx", "in de map waterhoek/formulieren"),
        ("nieuw/map/Bram.xlsx", "in de map nieuw/map"),
        ("postvak/mail/Bram.xlsx", "in postvak"),
    ],
)
@pytest.mark.parametrize("again", [False, True])
def test_forms_makes_no_second_form_of_one_that_lies_elsewhere(
    example: Path, uit: Path, place: str, said: str, again: bool
) -> None:
    """Wherever below the input, also after a former period; a finding says in which folder the first one lies."""
    vorige = run(Opdracht(example, uit, PERIODE)).map if again else None
    (example / place).parent.mkdir(parents=True, exist_ok=True)
    shutil.move(form_path(example), example / place)
    uitgifte = next(one for one in issue_forms(example, vorige) if one.map == "zonnedael")
    assert not list((example / "zonnedael" / "formulieren").glob(f"{ACCEPTED}*"))
    (finding,) = uitgifte.bevindingen
    assert (finding.personeelsnummer, said in finding.tekst, finding.bestand) == (ACCEPTED, True, "")


def test_somebody_elses_form_in_the_folder_is_no_form_of_who_belongs_there(example: Path) -> None:
    """Whose own form is gone gets one, though the folder holds a form of another steunpunt."""
    shutil.move(form_path(example), example / "waterhoek" / "formulieren" / "Bram.xlsx")
    form_of(example / "waterhoek", "2001").unlink()
    issue_forms(example)
    assert form_of(example / "waterhoek", "2001").exists()


def test_other_workbooks_are_nobodys_business(example: Path, uit: Path) -> None:
    """No form of ours, a broken one, a blank template: looked at by its stamp only."""
    shutil.copyfile(example / "zonnedael" / "steunpunt.xlsx", example / "rooster.xlsx")
    (example / "kapot.xlsx").write_bytes(b"PK\3\4 kapot")
    shutil.copyfile(Path(__file__).parents[2] / "input_templates" / "invulschema.xlsx", example / "leeg.xlsx")
    assert report_of(example, uit)["bevindingen"] == []


def test_the_screen_names_a_form_by_whose_it_is_and_an_unknown_file_in_full(example: Path, uit: Path) -> None:
    """design.md 2.3: the name of a file bears the name of a person; on the standard output it may."""
    form_path(example, "1002").write_bytes(b"kapot")
    form_path(example, "1002").with_name("raadsel.xlsx").write_bytes(b"kapot")
    done = profielbouwer("run", example, "-o", uit, "--periode", PERIODE)
    assert "zonnedael, formulier van 1005" in done.stderr
    assert "zonnedael, formulier van 1002" in done.stderr
    assert "zonnedael/formulieren/raadsel.xlsx" in done.stderr
    assert "Eva" not in done.stderr
    assert "Bram" not in done.stderr
    report = (uit / PERIODE / "run.json").read_text("utf-8")
    words = [
        found
        for one in json.loads(report)["steunpunten"]
        for form in one["formulieren"]
        for found in form["bevindingen"]
    ]
    assert not [found for found in words if "Eva" in found["tekst"] + found["oplossing"]]
    assert "zonnedael/formulieren/1005 Eva Bedacht.xlsx" in profielbouwer("check", example).stdout


def test_the_start_page_shows_what_belongs_to_no_steunpunt(example: Path, uit: Path) -> None:
    """A form out of its place and a postvak that is not empty, in the words of run.json; gone when they are solved."""
    right, wrong = form_path(example), example / "Bram <1>.xlsx"
    shutil.move(right, wrong)
    shutil.copytree(example / "waterhoek" / "formulieren", example / "postvak")
    found = report_of(example, uit)["bevindingen"]
    assert [finding["code"] for finding in found] == ["postvak_vol", "formulier_los"]
    page = (uit / PERIODE / "index.html").read_text("utf-8")
    assert all(escape(f"{finding['tekst']} {finding['oplossing']}") in page for finding in found)
    assert "Bram &lt;1&gt;.xlsx" in page
    shutil.move(wrong, right)
    shutil.rmtree(example / "postvak")
    report_of(example, uit)
    assert "Bij geen steunpunt" not in (uit / PERIODE / "index.html").read_text("utf-8")
