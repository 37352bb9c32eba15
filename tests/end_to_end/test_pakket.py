"""`pakket`: a zip per steunpunt and leidinggevende, of what asks for something and a letter (design.md 6)."""

from __future__ import annotations

import io
import json
import re
import shutil
import zipfile
from pathlib import Path

import docx
import openpyxl
import pytest

import pipeline.pakket
from pipeline.definitions.catalog_file import shipped_catalog
from pipeline.definitions.catalogs import shipped_catalogi
from pipeline.handout import issue_forms
from pipeline.pakket import Uitreiking, make_pakketten
from pipeline.run import Opdracht, run
from pipeline.teams import init_steunpunt
from tests.end_to_end.test_cli import profielbouwer
from tests.support.folders import files, form_of, stopped
from tests.support.office import type_in_form, type_in_team
from tests.support.templates import BODY, TEMPLATES, paragraph, with_parts

ANNA = ("7", "Anna Proef", "Medewerker", 20, "Lies Baas", None)
BO = ("8", "Bo Proef", "Medewerker", 20, "lies  baas", None)
CAS = ("9", "Cas Proef", "Medewerker", 20, "", None)
ANSWERS = "a 2 | e 3 | q 1 | u 1 | v 1"


@pytest.fixture
def invoer(tmp_path: Path) -> Path:
    """A steunpunt with three people, whose forms were handed out."""
    place = tmp_path / "in" / "proef"
    init_steunpunt(place, "Steunpunt Proef")
    type_in_team(place / "steunpunt.xlsx", [ANNA, BO, CAS], performed="BF1 BF2")
    issue_forms(place.parent)
    return place.parent


def filled(invoer: Path, nummer: str, answers: str = ANSWERS) -> Path:
    """The form of somebody, filled in."""
    path = form_of(invoer / "proef", nummer)
    type_in_form(path, answers, kernopgaven="d", competenties="a i")
    return path


def packed(uitvoer: Path) -> dict[str, list[str]]:
    """Path of each package -> the names in it."""
    found = sorted(path for path in uitvoer.rglob("*.zip") if "vervallen" not in path.parts)
    return {path.relative_to(uitvoer).as_posix(): zipfile.ZipFile(path).namelist() for path in found}


def letter(package: Path) -> str:
    """The text of the letter in a package."""
    document = docx.Document(io.BytesIO(zipfile.ZipFile(package).read("brief.docx")))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def codes(uitreikingen: list[Uitreiking]) -> list[str]:
    """The codes of what is told."""
    return [finding.code for uitreiking in uitreikingen for finding in uitreiking.bevindingen]


def test_each_leidinggevende_gets_the_own_forms_as_they_were_handed_out(invoer: Path, tmp_path: Path) -> None:
    """Byte for byte, and whoever has no leidinggevende gets a package too."""
    make_pakketten(invoer, tmp_path / "uit")
    assert packed(tmp_path / "uit") == {
        "proef/Lies Baas.zip": ["brief.docx", "7 Anna Proef.xlsx", "8 Bo Proef.xlsx"],
        "proef/zonder leidinggevende.zip": ["brief.docx", "9 Cas Proef.xlsx"],
    }
    with zipfile.ZipFile(tmp_path / "uit" / "proef" / "Lies Baas.zip") as package:
        assert package.testzip() is None
        assert package.read("7 Anna Proef.xlsx") == form_of(invoer / "proef", "7").read_bytes()
    assert "Cas Proef" not in letter(tmp_path / "uit" / "proef" / "Lies Baas.zip")


def test_the_same_input_gives_the_same_bytes(invoer: Path, tmp_path: Path) -> None:
    """Again in the same folder, and in another one."""
    make_pakketten(invoer, tmp_path / "uit", "20-11-2026")
    first = files(tmp_path / "uit")
    make_pakketten(invoer, tmp_path / "uit", "2026-11-20")
    make_pakketten(invoer, tmp_path / "elders", "20 november 2026")
    assert files(tmp_path / "uit") == first == files(tmp_path / "elders")


def test_what_is_done_stays_out_and_what_is_wrong_goes_marked(invoer: Path, tmp_path: Path) -> None:
    """The marked form is the one that a run puts in retour/; with --alles the accepted one goes too."""
    filled(invoer, "7")
    filled(invoer, "9", "a 99 | q 1 | u 1 | v 1")
    run(Opdracht(invoer, tmp_path / "run", "2026-11"))
    make_pakketten(invoer, tmp_path / "uit")
    assert packed(tmp_path / "uit")["proef/Lies Baas.zip"] == ["brief.docx", "8 Bo Proef.xlsx"]
    with zipfile.ZipFile(tmp_path / "uit" / "proef" / "zonder leidinggevende.zip") as package:
        marked = tmp_path / "run" / "2026-11" / "proef" / "retour" / "9 Cas Proef.xlsx"
        assert package.read("9 Cas Proef.xlsx") == marked.read_bytes()
    assert "Bevindingen" in letter(tmp_path / "uit" / "proef" / "zonder leidinggevende.zip")
    make_pakketten(invoer, tmp_path / "alles", alles=True)
    assert packed(tmp_path / "alles")["proef/Lies Baas.zip"] == ["brief.docx", "7 Anna Proef.xlsx", "8 Bo Proef.xlsx"]


def test_forms_of_a_new_month_go_until_somebody_touches_them(invoer: Path, tmp_path: Path) -> None:
    """They hold accepted answers, so a run counts them; they were handed out all the same."""
    for nummer in "789":
        filled(invoer, nummer)
    run(Opdracht(invoer, tmp_path / "run", "2026-10"))
    assert make_pakketten(invoer, tmp_path / "uit")[0].pakketten == ()
    issue_forms(invoer, tmp_path / "run" / "2026-10")
    filled(invoer, "8", "a 4 | q 1 | u 1 | v 1")
    make_pakketten(invoer, tmp_path / "uit")
    assert packed(tmp_path / "uit") == {
        "proef/Lies Baas.zip": ["brief.docx", "7 Anna Proef.xlsx"],
        "proef/zonder leidinggevende.zip": ["brief.docx", "9 Cas Proef.xlsx"],
    }
    assert "antwoorden van de vorige keer" in letter(tmp_path / "uit" / "proef" / "Lies Baas.zip")


def test_a_form_that_waits_in_postvak_is_not_asked_for_again(invoer: Path, tmp_path: Path) -> None:
    """It came back: whoever gets it a second time fills it in twice."""
    (invoer / "postvak").mkdir()
    shutil.copy(form_of(invoer / "proef", "7"), invoer / "postvak" / "kopie.xlsx")
    type_in_form(invoer / "postvak" / "kopie.xlsx", ANSWERS)
    make_pakketten(invoer, tmp_path / "uit")
    assert packed(tmp_path / "uit")["proef/Lies Baas.zip"] == ["brief.docx", "8 Bo Proef.xlsx"]


def test_a_package_that_is_none_any_more_is_not_mailed_by_mistake(invoer: Path, tmp_path: Path) -> None:
    """It moves to vervallen/; so does what somebody put in its place, and a steunpunt that left the input."""
    make_pakketten(invoer, tmp_path / "uit")
    former = (tmp_path / "uit" / "proef" / "zonder leidinggevende.zip").read_bytes()
    (tmp_path / "uit" / "proef" / "Lies Baas.zip").write_bytes(b"van HR")
    filled(invoer, "9")
    (done,) = make_pakketten(invoer, tmp_path / "uit")
    assert done.verplaatst == 2
    kept = files(tmp_path / "uit" / "vervallen" / "proef")
    assert (kept["zonder leidinggevende.zip"], kept["Lies Baas.zip"]) == (former, b"van HR")
    assert [*packed(tmp_path / "uit")] == ["proef/Lies Baas.zip"]
    (invoer / "proef").rename(invoer / "nieuw")
    assert [one.verplaatst for one in make_pakketten(invoer, tmp_path / "uit")] == [0, 1]
    assert [*packed(tmp_path / "uit")] == ["nieuw/Lies Baas.zip"]


def test_who_has_no_form_is_told_and_who_has_nothing_gets_no_folder(invoer: Path, tmp_path: Path) -> None:
    """There is nothing to hand out before `forms` made it."""
    for nummer in "789":
        form_of(invoer / "proef", nummer).unlink()
    found = make_pakketten(invoer, tmp_path / "uit")
    assert codes(found) == ["formulier_ontbreekt"] * 3
    assert files(tmp_path / "uit") == {}


def test_leidinggevenden_whose_names_make_one_file_name_keep_a_package_each(invoer: Path, tmp_path: Path) -> None:
    """Nobody gets the forms of another's team."""
    team = [(*ANNA[:4], "A/B", None), (*BO[:4], "A:B", None), (*CAS[:4], "Ab", None)]
    type_in_team(invoer / "proef" / "steunpunt.xlsx", team)
    make_pakketten(invoer, tmp_path / "uit")
    found = packed(tmp_path / "uit")
    assert len(found) == 3 and all(len(names) == 2 for names in found.values())


def own_letter(invoer: Path, text: str) -> None:
    """A template of HR's own, with this text as its whole body."""
    place = invoer / "instellingen"
    place.mkdir(exist_ok=True)
    body = lambda xml: re.sub(r"(?s)(<w:body>).*(<w:sectPr)", lambda m: m[1] + paragraph(text) + m[2], xml)  # noqa: E731
    with_parts(place, {BODY: body}, TEMPLATES / "brief.docx")
    (place / "profiel.docx").replace(place / "brief.docx")


def test_an_own_letter_is_used_and_a_fault_in_it_stops_all(invoer: Path, tmp_path: Path) -> None:
    """Before anything is written; checked as the template of the profile."""
    own_letter(invoer, "Dag {{ leidinggevende }} van {{ steunpunt }}.")
    make_pakketten(invoer, tmp_path / "uit")
    assert letter(tmp_path / "uit" / "proef" / "Lies Baas.zip").strip() == "Dag Lies Baas van Steunpunt Proef."
    for wrong in ("{{ steunpunt }} {{ salaris }}", "Beste {{ leidinggevende }}"):
        own_letter(invoer, wrong)
        assert stopped(lambda: make_pakketten(invoer, tmp_path / "niets"))[0].startswith("sjabloon_fout")
    assert not (tmp_path / "niets").exists()


@pytest.mark.parametrize(
    ("naar", "code"), [("run/2026-11", "pakket_map"), ("in", "pakket_map"), ("in/proef/uit", "uitvoer_in_steunpunt")]
)
def test_packages_do_not_come_among_other_files(invoer: Path, tmp_path: Path, naar: str, code: str) -> None:
    """Of a run or of the input: they would be lost there, or a run would take them for somebody else's."""
    filled(invoer, "7")
    run(Opdracht(invoer, tmp_path / "run", "2026-11"))
    before = files(tmp_path)
    assert stopped(lambda: make_pakketten(invoer, tmp_path / naar))[0].split(":")[0] == code
    assert files(tmp_path) == before


def test_a_day_that_is_none_stops_before_anything_is_written(invoer: Path, tmp_path: Path) -> None:
    """So that no letter asks for the 31st of February."""
    assert stopped(lambda: make_pakketten(invoer, tmp_path / "uit", "31-2-2026")) == ["uiterlijk_onleesbaar"]
    assert not (tmp_path / "uit").exists()


def test_a_form_that_somebody_saves_meanwhile_stays_out(
    invoer: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It holds answers that nobody judged; it is said whose."""
    monkeypatch.setattr(
        pipeline.pakket, "form_bytes", lambda path, sha: None if "7 " in path.name else path.read_bytes()
    )
    (found,) = make_pakketten(invoer, tmp_path / "uit")
    assert codes([found]) == ["formulier_veranderd"] and found.bevindingen[0].personeelsnummer == "7"
    assert packed(tmp_path / "uit")["proef/Lies Baas.zip"] == ["brief.docx", "8 Bo Proef.xlsx"]
    assert "Anna" not in letter(tmp_path / "uit" / "proef" / "Lies Baas.zip")


def test_one_bad_team_workbook_does_not_hold_up_the_others(invoer: Path, tmp_path: Path) -> None:
    """Exit 1, and its packages of before stay."""
    init_steunpunt(invoer / "stuk", "Steunpunt Stuk")
    type_in_team(invoer / "stuk" / "steunpunt.xlsx", [ANNA], performed="BF1")
    issue_forms(invoer)
    make_pakketten(invoer, tmp_path / "uit")
    before = files(tmp_path / "uit")
    (invoer / "stuk" / "steunpunt.xlsx").write_bytes(b"geen werkmap")
    result = profielbouwer("pakket", invoer, "-o", tmp_path / "uit")
    assert result.returncode == 1, result.stderr
    assert files(tmp_path / "uit") == before
    assert "stuk" in result.stderr and "Traceback" not in result.stderr


def test_the_command_says_what_it_made(invoer: Path, tmp_path: Path) -> None:
    """A line per package, and no name of an employee on stderr."""
    form_of(invoer / "proef", "7").unlink()
    result = profielbouwer("pakket", invoer, "-o", tmp_path / "uit", "--uiterlijk", "20-11-2026")
    assert result.returncode == 0
    assert "Lies Baas.zip, met 1 formulier en een brief" in result.stdout
    assert "2 pakketten om te versturen." in result.stdout
    assert "formulier van 7" in result.stderr and "Anna" not in result.stderr
    assert profielbouwer("pakket", invoer, "-o", tmp_path / "uit", "--uiterlijk", "morgen").returncode == 2


def test_people_of_another_catalog_get_their_own_form(tmp_path: Path) -> None:
    """In the same package; the letter names the source of both."""
    place = tmp_path / "in" / "proef"
    init_steunpunt(place, "Steunpunt Proef")
    type_in_team(place / "steunpunt.xlsx", [(*ANNA, "scw"), BO], performed="BF1")
    issue_forms(place.parent)
    make_pakketten(place.parent, tmp_path / "uit")
    (path,) = (tmp_path / "uit").rglob("*.zip")
    with zipfile.ZipFile(path) as package:
        sheets = [
            openpyxl.load_workbook(io.BytesIO(package.read(n))).sheetnames
            for n in package.namelist()
            if n != "brief.docx"
        ]
    assert len(sheets) == 2 and sheets[0] != sheets[1]
    sources = [catalog.bron.vermelding for catalog in (shipped_catalog(), *shipped_catalogi().named(["scw"]).values())]
    assert all(source in letter(path) for source in sources)
    assert "Verbeteren" not in letter(path)  # nobody touched them


# --- who is not back -------------------------------------------------------------------------------------------------


def test_a_run_says_by_leidinggevende_who_is_not_back(invoer: Path, tmp_path: Path) -> None:
    """In run.json by number, in a text to send, on both start pages; of each steunpunt apart."""
    filled(invoer, "7")
    init_steunpunt(invoer / "anders", "Steunpunt Anders")
    type_in_team(
        invoer / "anders" / "steunpunt.xlsx",
        [("10", "Dirk Proef", "Medewerker", 20, "Lies Baas", None)],
        performed="BF1",
    )
    issue_forms(invoer)
    pad = run(Opdracht(invoer, tmp_path / "uit", "2026-11")).map
    report = json.loads((pad / "run.json").read_bytes())
    told = {one["herinnering"]: one for steunpunt in report["steunpunten"] for one in steunpunt["terugkeer"]}
    assert told["proef/herinneringen/Lies Baas.txt"]["uitgedeeld"] == ["8"]
    assert told["proef/herinneringen/Lies Baas.txt"]["gereed"] == ["7"]
    texts = {path.relative_to(pad).as_posix(): path.read_text("utf-8") for path in pad.rglob("herinneringen/*.txt")}
    assert (
        {*texts}
        == {*told}
        == {
            "anders/herinneringen/Lies Baas.txt",
            "proef/herinneringen/Lies Baas.txt",
            "proef/herinneringen/zonder leidinggevende.txt",
        }
    )
    assert "Bo Proef (8)" in texts["proef/herinneringen/Lies Baas.txt"]
    assert not [path for path, text in texts.items() if "Steunpunt Proef" in text and "Steunpunt Anders" in text]
    assert "Dirk" not in texts["proef/herinneringen/Lies Baas.txt"]
    for page in (pad / "index.html", pad / "proef" / "index.html"):
        assert 'herinneringen/Lies%20Baas.txt">herinnering</a>' in page.read_text("utf-8")


def test_a_text_goes_when_nothing_is_awaited_any_more(invoer: Path, tmp_path: Path) -> None:
    """Nobody is reminded of what came back."""
    pad = run(Opdracht(invoer, tmp_path / "uit", "2026-11")).map
    assert [path.name for path in pad.rglob("herinneringen/*.txt") if "vervallen" not in path.parts]
    for nummer in "789":
        filled(invoer, nummer)
    run(Opdracht(invoer, tmp_path / "uit", "2026-11"))
    assert not (pad / "proef" / "herinneringen").exists()
    assert "Wie is er nog niet terug?" not in (pad / "index.html").read_text("utf-8")
