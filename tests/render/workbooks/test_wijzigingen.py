"""A month later: what the run tells of what changed, and that an unchanged profile is the same file."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import openpyxl
import pytest

from pipeline.delivery.period.former import Voorganger, former_period
from pipeline.handout import issue_forms
from pipeline.model.findings import Stop
from pipeline.model.kept_answers import Profielstand
from pipeline.model.record import Json
from pipeline.run import Opdracht, run
from pipeline.teams import init_steunpunt
from tests.conftest import report_of
from tests.end_to_end.test_cli import profielbouwer
from tests.end_to_end.test_run import word_text
from tests.support import folders
from tests.support.office import append_rows, header, put_label, type_in_cell, type_in_form, type_in_team

ANNA, BRAM = (
    ("11", "Anna Voorbeeld", "medewerker", 24, "Lies", None),
    ("12", "Bram Verzonnen", "medewerker", 32, "Lies", None),
)
CARLA = ("13", "Carla Fictief", "medewerker", 16, "Lies", None)
FILLED = "a 4 | b 2 | q 1 | u 1 | v 1"


def team_of(invoer: Path) -> Path:
    """The team workbook of the one steunpunt."""
    return invoer / "proef" / "steunpunt.xlsx"


def form_of(invoer: Path, nummer: str) -> Path:
    """The form of somebody."""
    return folders.form_of(invoer / "proef", nummer)


def filled_in(invoer: Path, nummer: str, kerntaken: str = FILLED) -> None:
    """Hand out the missing forms and fill in that of somebody."""
    issue_forms(invoer)
    type_in_form(form_of(invoer, nummer), kerntaken, kernopgaven="a", competenties="a b")
    put_functie(invoer, nummer, "Peildatum", "1-10-2026")


def put_functie(invoer: Path, nummer: str, label: str, value: object) -> None:
    """Type beside a label of the sheet Functie."""
    book = openpyxl.load_workbook(form_of(invoer, nummer))
    put_label(book["Functie"], label, value)
    book.save(form_of(invoer, nummer))


def put_team(invoer: Path, nummer: str, **changes: object) -> None:
    """Change cells of somebody's row on Team; all None takes the row out."""
    book = openpyxl.load_workbook(team_of(invoer))
    sheet = book["Team"]
    columns = header(sheet)[1]
    row = next(row[0].row for row in sheet.iter_rows() if str(row[0].value) == nummer)
    for column, value in changes.items() or dict.fromkeys(columns).items():
        sheet.cell(row, columns[column.replace("_", " ")]).value = value
    book.save(team_of(invoer))


@pytest.fixture
def invoer(tmp_path: Path) -> Path:
    """A small steunpunt of two people in October 2026, run once."""
    folder = tmp_path / "in"
    type_in_team(init_steunpunt(folder / "proef", "Proef"), [ANNA, BRAM], performed="BF1")
    filled_in(folder, "11")
    filled_in(folder, "12", "a 4 | c 3 | q 1 | u 1 | v 1")
    report_of(folder, tmp_path / "uit", "2026-10")
    return folder


def profile(out: Path, periode: str, nummer: str) -> bytes:
    """The bytes of somebody's profile."""
    return next((out / periode / "proef" / "profielen").glob(f"{nummer}-*.docx")).read_bytes()


def stand(out: Path, periode: str, nummer: str) -> Profielstand:
    """What antwoorden.json keeps of somebody's profile."""
    content = json.loads((out / periode / "proef" / "antwoorden.json").read_text("utf-8"))
    return Profielstand.model_validate(content["formulieren"][nummer]["profiel"])


def page(out: Path, periode: str) -> str:
    """The list to sign."""
    return (out / periode / "proef" / "ter_ondertekening.html").read_text("utf-8")


def wijzigingen(out: Path, periode: str) -> list[tuple[object, ...]]:
    """The rows of the sheet Wijzigingen below its header, without the explanation."""
    book = openpyxl.load_workbook(out / periode / "proef" / "taakdekking.xlsx")
    rows = [*book["Wijzigingen"].iter_rows(values_only=True)]
    top = next(place for place, row in enumerate(rows) if row[0] == "Onderwerp")
    return [row[:5] for row in rows[top + 1 :]]


# --- what changed --------------------------------------------------------------------------------------------------


def test_a_month_with_every_kind_of_change(invoer: Path, tmp_path: Path) -> None:
    """Other hours, one left, one came, an agreement: all in the workbook and the report, and who has to sign."""
    out = tmp_path / "uit"
    type_in_cell(form_of(invoer, "11"), "Kerntaken", "a", "Uren per week", 30)
    report_of(invoer, out, "2026-11")
    put_team(invoer, "12")
    form_of(invoer, "12").unlink()
    book = openpyxl.load_workbook(team_of(invoer))
    append_rows_below(book, CARLA)
    append_rows(book["Afspraken"], [("11", "O1", "Tijdelijk druk", "1-3-2027")])
    book.save(team_of(invoer))
    filled_in(invoer, "13", "a 2 | q 1 | u 1 | v 1")
    type_in_cell(form_of(invoer, "11"), "Kerntaken", "b", "Uren per week", None)
    report = report_of(invoer, out, "2026-12")
    assert wijzigingen(out, "2026-12") == [
        ("Mensen", "Carla Fictief (13)", "telt nu mee", None, "4 kerntaken, 5 uur"),
        ("Mensen", "Bram Verzonnen (12)", "telt niet meer mee", "5 kerntaken, 10 uur", None),
        ("Taken", "Anna Voorbeeld (11)", "andere uren", 2, "?"),
        ("Profielen", "Anna Voorbeeld (11)", "profiel gewijzigd", None, None),
        ("Dekking", "c  Signaleren van knelpunten", "slechter gedekt", "kwetsbaar", "ongedekt"),
    ]
    html = (out / "2026-12" / "proef" / "overbelasting.html").read_text("utf-8")
    assert "Gewijzigd sinds november 2026" in html
    assert "nu met een afspraak" in html
    assert report["steunpunten"][0]["bevindingen"] == []
    listed = page(out, "2026-12")
    assert "Carla Fictief" in listed
    assert "Andere uren per week: b van 2 naar niet bekend." in listed
    assert "Bram" not in listed


def append_rows_below(book: openpyxl.Workbook, row: tuple[object, ...]) -> None:
    """Type a row on Team below those that are there."""
    sheet = book["Team"]
    place = next(cells[0].row for cells in sheet.iter_rows(min_row=header(sheet)[0] + 1) if cells[0].value is None)
    for column, value in enumerate(row, 1):
        sheet.cell(place, column).value = value


def test_the_first_period_compares_with_nothing(invoer: Path, tmp_path: Path) -> None:
    """Everything is new; no sheet, no section and no block pretend that there was a former period."""
    out = tmp_path / "uit"
    listed = page(out, "2026-10")
    assert listed.count('<span class="merk info">Nieuw</span>') == 2
    assert "Er is geen eerdere periode" in listed
    assert "Wijzigingen" not in openpyxl.load_workbook(out / "2026-10" / "proef" / "taakdekking.xlsx").sheetnames
    assert "Gewijzigd sinds" not in (out / "2026-10" / "proef" / "overbelasting.html").read_text("utf-8")
    assert stand(out, "2026-10", "11").gewijzigd is None
    assert "Gewijzigd sinds" not in word_text(next((out / "2026-10").rglob("11-*.docx")))


# --- the profile ---------------------------------------------------------------------------------------------------


def test_an_unchanged_profile_is_the_same_file_in_the_next_periods(invoer: Path, tmp_path: Path) -> None:
    """Version and bytes stay, with or without a block: what was signed need not be signed again."""
    out = tmp_path / "uit"
    type_in_cell(form_of(invoer, "11"), "Kerntaken", "a", "Uren per week", 5)
    for periode in ("2026-11", "2026-12", "2027-02"):
        report_of(invoer, out, periode)
    assert profile(out, "2026-10", "12") == profile(out, "2026-11", "12") == profile(out, "2027-02", "12")
    assert profile(out, "2026-10", "11") != profile(out, "2026-11", "11")
    assert profile(out, "2026-11", "11") == profile(out, "2026-12", "11") == profile(out, "2027-02", "11")
    changed = stand(out, "2027-02", "11")
    assert changed == stand(out, "2026-11", "11")
    assert changed.gewijzigd is not None
    assert (changed.gewijzigd.sinds, changed.gewijzigd.regels) == (
        "2026-10",
        ("Andere uren per week: a van 4 naar 5.",),
    )
    text = word_text(next((out / "2027-02").rglob("11-*.docx")))
    assert "Gewijzigd sinds oktober 2026" in text
    assert "Andere uren per week: a van 4 naar 5." in text


def test_the_list_to_sign_counts_who_need_not_sign(invoer: Path, tmp_path: Path) -> None:
    """The changed one with its version, why and a link that works; the unchanged one only as a number."""
    out = tmp_path / "uit"
    type_in_cell(form_of(invoer, "11"), "Kerntaken", "a", "Uren per week", 5)
    report_of(invoer, out, "2026-11")
    listed = page(out, "2026-11")
    assert "Anna Voorbeeld" in listed
    assert "Bram" not in listed
    assert stand(out, "2026-11", "11").versie in listed
    assert 'href="profielen/11-Anna%20Voorbeeld.docx"' in listed
    assert "1 profiel bleef gelijk sinds oktober 2026." in listed
    report_of(invoer, out, "2026-12")
    assert "Er hoeft niets te worden getekend." in page(out, "2026-12")
    assert "2 profielen bleven gelijk sinds november 2026." in page(out, "2026-12")


def test_who_has_no_profile_is_listed_with_the_reason(invoer: Path, tmp_path: Path) -> None:
    """A form that is missing, and one that was refused."""
    out = tmp_path / "uit"
    form_of(invoer, "11").unlink()
    type_in_cell(form_of(invoer, "12"), "Kerntaken", "a", "Uren per week", "veel")
    report_of(invoer, out, "2026-11")
    _, _, below = page(out, "2026-11").partition("Nog geen profiel")
    assert "formulier ontbreekt" in below
    assert "formulier afgekeurd" in below
    assert "Er is nog geen profiel." in page(out, "2026-11")


def test_every_field_that_changed_is_named_without_its_old_text(invoer: Path, tmp_path: Path) -> None:
    """Tasks, hours, kernopgaven, competenties, notes, contract and texts: at most eight lines."""
    out = tmp_path / "uit"
    form = form_of(invoer, "11")
    type_in_cell(form, "Kerntaken", "b", "Toelichting", "geheim van toen")
    put_functie(invoer, "11", "Opmerkingen", "ook geheim")
    report_of(invoer, out, "2026-11")
    for code, column, value in (("a", "Gekozen", "nee"), ("a", "Uren per week", None), ("b", "Toelichting", "nieuw")):
        type_in_cell(form, "Kerntaken", code, column, value)
    type_in_cell(form, "Kerntaken", "c", "Gekozen", "ja")
    type_in_cell(form, "Kerntaken", "q", "Uren per week", 2)
    type_in_cell(form, "Kernopgaven", "a", "Gekozen", "nee")
    type_in_cell(form, "Kernopgaven", "b", "Gekozen", "ja")
    type_in_cell(form, "Competenties", "c", "Gekozen", "ja")
    put_functie(invoer, "11", "Opmerkingen", "anders")
    put_functie(invoer, "11", "Contracturen per week", 28)
    put_team(invoer, "11", Contracturen_per_week=28)
    report_of(invoer, out, "2026-12")
    changed = stand(out, "2026-12", "11").gewijzigd
    assert changed is not None
    assert [regel.partition(":")[0] for regel in changed.regels] == [
        "Kerntaken erbij",
        "Kerntaken eraf",
        "Andere uren per week",
        "Kernopgaven erbij",
        "Competenties erbij",
        "Andere toelichting bij kerntaak b.",
        "Anders dan toen",
    ]
    text = "\n".join(changed.regels)
    assert "c (uren niet bekend)" in text
    assert "a (Vraag in kaart brengen)" in text
    assert "contracturen (van 24 naar 28)" in text
    assert "opmerkingen" in text
    assert "geheim" not in text


def test_a_profile_that_comes_back_unchanged_need_not_be_signed_again(invoer: Path, tmp_path: Path) -> None:
    """The form was refused or away for some months: the profile of October still holds, byte for byte."""
    out = tmp_path / "uit"
    cell = type_in_cell(form_of(invoer, "11"), "Kerntaken", "a", "Uren per week", "veel")
    place = form_of(invoer, "12")
    away = shutil.move(place, tmp_path / "12.xlsx")
    report_of(invoer, out, "2026-11")
    report_of(invoer, out, "2026-12")
    assert type_in_cell(form_of(invoer, "11"), "Kerntaken", "a", "Uren per week", 4) == cell
    shutil.move(away, place)
    report_of(invoer, out, "2027-01")
    assert profile(out, "2027-01", "11") == profile(out, "2026-10", "11")
    assert profile(out, "2027-01", "12") == profile(out, "2026-10", "12")
    assert "Er hoeft niets te worden getekend." in page(out, "2027-01")
    assert {row[2] for row in wijzigingen(out, "2027-01") if row[0] == "Mensen"} == {"telt nu mee"}


def test_a_profile_that_comes_back_changed_tells_since_when(invoer: Path, tmp_path: Path) -> None:
    """Held against the profile that was signed last, not against the month without one."""
    out = tmp_path / "uit"
    type_in_cell(form_of(invoer, "11"), "Kerntaken", "a", "Uren per week", "veel")
    report_of(invoer, out, "2026-11")
    type_in_cell(form_of(invoer, "11"), "Kerntaken", "a", "Uren per week", 5)
    report_of(invoer, out, "2026-12")
    changed = stand(out, "2026-12", "11").gewijzigd
    assert changed is not None
    assert (changed.sinds, changed.regels) == ("2026-10", ("Andere uren per week: a van 4 naar 5.",))


def test_answers_of_who_left_are_not_kept(invoer: Path, tmp_path: Path) -> None:
    """Only of the team is the latest form kept (design.md 3.8)."""
    out = tmp_path / "uit"
    put_team(invoer, "12")
    form_of(invoer, "12").unlink()
    report_of(invoer, out, "2026-11")
    assert "Bram" not in (out / "2026-11" / "proef" / "antwoorden.json").read_text("utf-8")


def test_other_fixed_texts_are_a_change_too(invoer: Path, tmp_path: Path) -> None:
    """The appendix was switched off: the content that is signed is another, so it says why."""
    (invoer / "instellingen").mkdir()
    (invoer / "instellingen" / "rules.toml").write_text("[profiel]\nbijlage = false\n", "utf-8")
    report_of(invoer, tmp_path / "uit", "2026-11")
    changed = stand(tmp_path / "uit", "2026-11", "11").gewijzigd
    assert changed is not None
    assert changed.regels == ("Vaste teksten of de bijlage zijn aangepast.",)


def test_a_profile_of_before_versions_were_kept_has_to_be_signed(invoer: Path, tmp_path: Path) -> None:
    """Nobody can tell whether it changed; that is said, and no block is made up."""
    out = tmp_path / "uit"
    forget_profiles(out / "2026-10")
    report_of(invoer, out, "2026-11")
    assert stand(out, "2026-11", "11").gewijzigd is None
    assert page(out, "2026-11").count("Versie van toen onbekend") == 2


def forget_profiles(period: Path) -> None:
    """Make a period look as version 0.1 wrote it."""
    path = period / "proef" / "antwoorden.json"
    content = json.loads(path.read_text("utf-8"))
    for form in content["formulieren"].values():
        del form["profiel"], form["medewerker"]
    rewrite(period, "proef/antwoorden.json", content)


def rewrite(period: Path, relative: str, content: Json) -> None:
    """Write a JSON file of a period, and its hash in the record of its steunpunt."""
    data = json.dumps(content).encode()
    (period / relative).write_bytes(data)
    record = json.loads((period / "proef/steunpunt.json").read_text("utf-8"))
    record["bestanden"][relative] = hashlib.sha256(data).hexdigest()
    (period / "proef/steunpunt.json").write_text(json.dumps(record), "utf-8")


# --- which period --------------------------------------------------------------------------------------------------


def test_the_former_period_is_the_latest_finished_one_before(tmp_path: Path) -> None:
    """Not a later one, not one that was not finished, and no other folder."""
    for name in ("2026-08", "2026-09", "2026-12", "2026-1", "oud", "9999-99"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "run.json").write_text("{}")
    (tmp_path / "2026-10").mkdir()
    assert former_period(tmp_path, "2026-11") == Voorganger(tmp_path / "2026-09", "2026-09")
    assert former_period(tmp_path, "2026-08") is None
    assert former_period(tmp_path / "nergens", "2026-08") is None


def test_another_period_can_be_named(invoer: Path, tmp_path: Path) -> None:
    """--vorige goes before the one that lies beside it."""
    out = tmp_path / "uit"
    type_in_cell(form_of(invoer, "11"), "Kerntaken", "a", "Uren per week", 5)
    report_of(invoer, out, "2026-11")
    run(Opdracht(invoer, out, "2026-12", vorige=out / "2026-10"))
    assert [row[2:5] for row in wijzigingen(out, "2026-12")] == [
        ("andere uren", 4, 5),
        ("profiel gewijzigd", None, None),
    ]
    assert "Nieuw of gewijzigd sinds oktober 2026" in page(out, "2026-12")


@pytest.mark.parametrize(
    ("name", "code"), [("2026-09", "vorige_ontbreekt"), ("2026-11", "vorige_later"), ("2026-12", "vorige_later")]
)
def test_a_named_period_that_cannot_be_used_stops_before_anything_is_written(
    name: str, code: str, invoer: Path, tmp_path: Path
) -> None:
    """Missing, this period itself, or a later one (exit 2)."""
    out = tmp_path / "uit"
    if code == "vorige_later":
        report_of(invoer, out, name)
    with pytest.raises(Stop) as stopped:
        run(Opdracht(invoer, tmp_path / "nieuw", "2026-11", vorige=out / name))
    assert [finding.code for finding in stopped.value.findings] == [code]
    assert not (tmp_path / "nieuw").exists()


def test_a_named_period_with_other_answers_than_it_wrote_stops(invoer: Path, tmp_path: Path) -> None:
    """Its antwoorden.json is not the one that run.json names."""
    out = tmp_path / "uit"
    (out / "2026-10" / "proef" / "antwoorden.json").write_text("{}")
    with pytest.raises(Stop) as stopped:
        run(Opdracht(invoer, out, "2026-11", vorige=out / "2026-10"))
    assert [finding.code for finding in stopped.value.findings] == ["vorige_antwoorden"]
    assert not (out / "2026-11").exists()


@pytest.mark.parametrize("file", ["proef/steunpunt.json", "proef/antwoorden.json"])
def test_a_period_that_was_found_but_cannot_be_used_is_a_warning(file: str, invoer: Path, tmp_path: Path) -> None:
    """Everything is delivered, without what changed, and HR reads why."""
    out = tmp_path / "uit"
    (out / "2026-10" / file).write_text("{}")
    report = report_of(invoer, out, "2026-11")
    (finding,) = report["steunpunten"][0]["bevindingen"]
    assert (finding["code"], finding["ernst"]) == ("vorige_onbruikbaar", "waarschuwing")
    assert "2026-10" in finding["tekst"]
    assert report["totalen"]["profielen"] == 2
    assert "Er is geen eerdere periode" in page(out, "2026-11")


def test_a_steunpunt_that_was_not_there_then_has_no_former_period(invoer: Path, tmp_path: Path) -> None:
    """The others are compared; the new one says that all is new, without a warning."""
    out = tmp_path / "uit"
    shutil.copytree(invoer / "proef", invoer / "erbij")
    report = report_of(invoer, out, "2026-11")
    assert [steunpunt["bevindingen"] for steunpunt in report["steunpunten"]] == [[], []]
    listed = (out / "2026-11" / "erbij" / "ter_ondertekening.html").read_text("utf-8")
    assert "Er is geen eerdere periode" in listed
    assert "Er hoeft niets te worden getekend." in page(out, "2026-11")


def test_a_second_run_of_the_same_period_writes_the_same(invoer: Path, tmp_path: Path) -> None:
    """It is held against the former period again, not against itself."""
    out = tmp_path / "uit"
    type_in_cell(form_of(invoer, "11"), "Kerntaken", "a", "Uren per week", 5)
    report_of(invoer, out, "2026-11")
    before = {path: path.stat().st_mtime_ns for path in (out / "2026-11").rglob("*")}
    report_of(invoer, out, "2026-11")
    assert {path: path.stat().st_mtime_ns for path in (out / "2026-11").rglob("*")} == before


def test_the_command_takes_the_former_period(invoer: Path, tmp_path: Path) -> None:
    """--vorige UITVOER/PERIODE: compared with that one, and exit 2 with a sentence when it is none."""
    out = tmp_path / "uit"
    command = ("run", invoer, "-o", tmp_path / "nieuw", "--periode", "2026-11", "--vorige")
    wrong = profielbouwer(*command, out / "2026-01")
    assert wrong.returncode == 2
    assert "Bij --vorige hoort de map van een eerdere periode" in wrong.stderr
    assert profielbouwer(*command, out / "2026-10").returncode == 0
    assert "2 profielen bleven gelijk sinds oktober 2026." in page(tmp_path / "nieuw", "2026-11")
