"""Forms of another version, catalog, steunpunt or person, and files that are no form: each with its own message."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
import yaml

from pipeline.definitions.messages import show
from pipeline.definitions.schema_files import SCHEMAS
from pipeline.model.findings import Finding
from pipeline.model.record import Json
from pipeline.run import check
from tests.support.folders import form_of
from tests.support.forms import codes, form, judge_form, stamp
from tests.support.office import put_label

IDENTITY = frozenset(
    {
        *("andere_catalogusversie", "code_vervallen", "andere_catalogus", "andere_formulierversie"),
        *(
            "ander_steunpunt",
            "formulier_van_ander",
            "stempel_verschilt",
            "geen_formulier",
            "niet_in_team",
            "kolom_ontbreekt",
        ),
    }
)
ANNA, BRAM = "1001 Anna Voorbeeld.xlsx", "1002 Bram Verzonnen.xlsx"


def forms_of(example: Path) -> Path:
    """The forms of Zonnedael."""
    return example / "zonnedael" / "formulieren"


def put_stamp(path: Path, **values: str) -> None:
    """Change the hidden stamp of a form."""
    book = openpyxl.load_workbook(path)
    for row in book["_stempel"].iter_rows(max_col=2):
        if row[0].value in values:
            row[1].value = values[row[0].value]
    book.save(path)


def use_catalog(example: Path, change: Callable[[Json], None]) -> None:
    """Let the input have a catalog of its own: the shipped one, changed."""
    content = yaml.safe_load((SCHEMAS / "catalogs" / "bouwstenen.yaml").read_text("utf-8"))
    change(content)
    folder = example / "instellingen"
    folder.mkdir()
    (folder / "eigen.yaml").write_text(yaml.safe_dump(content, allow_unicode=True), "utf-8")
    (folder / "rules.toml").write_text('[catalogus]\nbestand = "eigen.yaml"\n', "utf-8")


def next_version(content: Json) -> None:
    """The next version: kerntaak g is gone."""
    content["versie"] = "2030.1"
    content["kerntaken"] = [taak for taak in content["kerntaken"] if taak["code"] != "g"]
    content["voorbeeldprofielen"] = []


def judged(example: Path, bestand: str) -> tuple[str, dict[str, Json]]:
    """Status of a form of Zonnedael, and its findings that are about identity, by code."""
    content = check(example).as_json()
    steunpunt = next(steunpunt for steunpunt in content["steunpunten"] if steunpunt["map"] == "zonnedael")
    found = next(form_ for form_ in steunpunt["formulieren"] if form_["bestand"] == f"formulieren/{bestand}")
    return found["status"], {f["code"]: f for f in found["bevindingen"] if f["code"] in IDENTITY}


def test_a_form_of_an_older_catalog_version_is_read_and_says_which_code_is_gone(example: Path) -> None:
    """By code: accepted, the version and the vanished code are named, and what to do."""
    use_catalog(example, next_version)
    status, found = judged(example, BRAM)
    assert (status, set(found)) == ("goedgekeurd", {"andere_catalogusversie", "code_vervallen"})
    assert "(2009.1)" in found["andere_catalogusversie"]["tekst"]
    assert "(code g) bestaat niet meer" in found["code_vervallen"]["tekst"]
    assert (found["code_vervallen"]["blad"], found["code_vervallen"]["ernst"]) == ("Kerntaken", "waarschuwing")


def test_a_form_of_an_older_version_without_answers_at_what_is_gone_says_only_so(example: Path) -> None:
    """Nothing was lost, so nothing is named."""
    use_catalog(example, lambda content: content.update(versie="2030.1"))
    assert judged(example, BRAM)[0] == "goedgekeurd"
    assert set(judged(example, BRAM)[1]) == {"andere_catalogusversie"}


def test_a_form_of_another_catalog_is_refused(example: Path) -> None:
    """Its codes mean something else."""
    use_catalog(example, lambda content: content.update(id="anders"))
    status, found = judged(example, BRAM)
    assert (status, set(found)) == ("afgekeurd", {"andere_catalogus"})
    assert "(bouwstenen)" in found["andere_catalogus"]["tekst"]


def test_an_old_form_version_is_read_and_says_so(example: Path) -> None:
    """Sheets and columns are found by their names."""
    put_stamp(forms_of(example) / BRAM, versie="0")
    status, found = judged(example, BRAM)
    assert (status, set(found)) == ("goedgekeurd", {"andere_formulierversie"})
    assert "(0)" in found["andere_formulierversie"]["tekst"]


def test_an_old_form_version_without_a_column_of_now_is_refused(example: Path) -> None:
    """It cannot be read safely, and the missing column is named."""
    path = forms_of(example) / BRAM
    put_stamp(path, versie="0")
    book = openpyxl.load_workbook(path)
    next(cell for row in book["Kerntaken"].iter_rows() for cell in row if cell.value == "Uren per week").value = "Tijd"
    book.save(path)
    status, found = judged(example, BRAM)
    assert (status, "kolom_ontbreekt" in found) == ("afgekeurd", True)
    assert "Uren per week" in found["kolom_ontbreekt"]["tekst"]


def test_a_form_of_another_steunpunt_is_refused(example: Path) -> None:
    """Also when the person works in both."""
    book = openpyxl.load_workbook(example / "zonnedael" / "steunpunt.xlsx")
    next(row for row in book["Team"].iter_rows() if str(row[0].value) == "1001")[0].value = "2001"
    book.save(example / "zonnedael" / "steunpunt.xlsx")
    shutil.copyfile(form_of(example / "waterhoek", "2001"), forms_of(example) / "2001.xlsx")
    status, found = judged(example, "2001.xlsx")
    assert (status, set(found)) == ("afgekeurd", {"formulier_van_ander"})


def test_a_copy_for_a_second_person_is_refused(example: Path) -> None:
    """Stamp and personeelsnummer differ; the form that was copied still counts."""
    shutil.copyfile(forms_of(example) / BRAM, forms_of(example) / ANNA)
    book = openpyxl.load_workbook(forms_of(example) / ANNA)
    put_label(book["Functie"], "Personeelsnummer", "1001")
    book.save(forms_of(example) / ANNA)
    status, found = judged(example, ANNA)
    assert (status, set(found)) == ("afgekeurd", {"stempel_verschilt"})
    assert judged(example, BRAM)[0] == "goedgekeurd"


@pytest.mark.parametrize("source", ["steunpunt.xlsx", ""])
def test_a_file_that_is_no_form_of_ours_is_unreadable_and_says_so(source: str, example: Path) -> None:
    """The team workbook, or any other workbook."""
    target = forms_of(example) / "anders.xlsx"
    if source:
        shutil.copyfile(example / "zonnedael" / source, target)
    else:
        book = openpyxl.Workbook()
        book.active.append(["Boodschappen", 4])
        book.save(target)
    status, found = judged(example, "anders.xlsx")
    assert (status, set(found)) == ("onleesbaar", {"geen_formulier"})


def test_each_case_has_words_of_its_own() -> None:
    """Text and remedy, so that a manager knows which of them it is."""
    values = {
        "van": "1",
        "personeelsnummer": "1",
        "map": "m",
        "versie": "1",
        "catalogus": "x",
        "label": "l",
        "waar": "",
        "kolom": "k",
    }
    shown = [show(Finding(code, values=values)) for code in sorted(IDENTITY)]
    assert len({message.tekst for message in shown}) == len(IDENTITY)


@pytest.mark.parametrize(("code", "named"), [("zz", True), ("Anna-Voorbeeld", False)])
def test_a_vanished_code_is_named_only_if_it_looks_like_one(code: str, named: bool) -> None:
    """Anything longer in the column Code was typed by somebody: messages do not repeat it."""
    older = form(f"Kerntaken | a ja 4 | {code} ja", stempel=stamp(catalogusversie="1"))
    finding = next(finding for finding in judge_form(older).findings if finding.code == "code_vervallen")
    assert (code in show(finding).tekst) is named


def test_an_unknown_code_in_a_form_of_this_version_is_still_an_error() -> None:
    """There the code itself is the mistake."""
    oordeel = judge_form(form("Kerntaken | a ja 4 | zz ja"))
    assert (oordeel.status, codes(oordeel.findings)) == ("afgekeurd", ["code_onbekend"])
