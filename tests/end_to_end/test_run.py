"""The whole run: what is delivered, what stays, and that the same input gives the same bytes."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import docx
import openpyxl
import pytest

from pipeline.delivery.shared_people import tell_shared
from pipeline.handout import issue_forms
from pipeline.model.analysed import Omvang
from pipeline.model.findings import Stop
from pipeline.model.record import Json
from pipeline.run import Opdracht, first_day, run
from pipeline.teams import init_steunpunt
from tests.conftest import EXAMPLE, Run, report_of
from tests.end_to_end.test_cli import NAMES, PROGRAM, files_of
from tests.support.folders import form_of
from tests.support.helpers import SMALL_CATALOG
from tests.support.nouns import NOUNS
from tests.support.office import append_rows, header, put_label, rows_by_code, type_in_cell, type_in_form, type_in_team


def forms_of(report: Json, map_: str) -> dict[str, Json]:
    """The forms of one steunpunt in run.json, by personeelsnummer."""
    steunpunt = next(steunpunt for steunpunt in report["steunpunten"] if steunpunt["map"] == map_)
    return {form["personeelsnummer"]: form for form in steunpunt["formulieren"]}


def word_text(path: Path) -> str:
    """All text of a Word file's body, with line breaks as newlines."""
    body = docx.Document(str(path)).element.body
    kinds = {"t": lambda node: node.text or "", "br": lambda _: "\n", "tab": lambda _: "\t", "p": lambda _: "\n"}
    names = ((node.tag.rpartition("}")[2], node) for node in body.iter() if isinstance(node.tag, str))
    return "".join(kinds[name](node) for name, node in names if name in kinds)


def test_the_example_shows_every_kind_of_result(example_run: Run) -> None:
    """A newcomer sees each status, each signal and a rejected form (issue 2)."""
    steunpunten = example_run.report["steunpunten"]
    assert {row["status"] for s in steunpunten for row in s["dekking"]} == {
        "gedekt",
        "kwetsbaar",
        "op_papier",
        "ongedekt",
        "niet_gekozen",
    }
    assert {(row["code"], row["ernst"]) for s in steunpunten for row in s["overbelasting"]} == {
        ("O1", "rood"),
        ("O2", "oranje"),
        ("O3", "rood"),
        ("O4", "info"),
    }
    assert [row["afspraak"]["geldig_tot"] for s in steunpunten for row in s["overbelasting"] if row["afspraak"]] == [
        "2027-07-01"
    ]
    assert forms_of(example_run.report, "zonnedael")["1005"]["status"] == "afgekeurd"


def test_run_json_names_every_file_of_the_period(example_run: Run) -> None:
    """A period folder holds what run.json names, with the right hash (design.md 6)."""
    assert set(example_run.report["bestanden"]) | {"run.json"} == set(files_of(example_run.map))
    assert json.loads((example_run.map / "run.json").read_text("utf-8")) == example_run.report


def test_dekking_lists_every_kerntaak_of_the_catalog(example_run: Run) -> None:
    """22 rows a steunpunt, basisfunctie null for organisatie and professie."""
    for steunpunt in example_run.report["steunpunten"]:
        assert [row["kerntaak"] for row in steunpunt["dekking"]] == list("abcdefghijklmnopqrstuv")
        assert [row["basisfunctie"] for row in steunpunt["dekking"]][15:] == ["BF5"] + 6 * [None]


def test_answers_are_kept_as_read_with_the_hash_of_the_input(example_run: Run) -> None:
    """antwoorden.json holds hours as numbers, notes verbatim and the sha256 of the form."""
    content = json.loads((example_run.map / "zonnedael" / "antwoorden.json").read_text("utf-8"))
    assert set(content["formulieren"]) == {"1001", "1002", "1003", "1004"}
    form = content["formulieren"]["1002"]
    assert form["kerntaken"]["e"] == {"gekozen": True, "toelichting": "", "uren": 9.5}
    assert form["kerntaken"]["v"]["uren"] is None
    assert form["kerntaken"]["g"]["toelichting"].startswith("Vooral mensen")
    assert len(form["sha256"]) == 64


def test_nothing_of_the_koepel_names_a_person(example_run: Run) -> None:
    """Neither names nor personeelsnummers reach the umbrella (design.md 3.8)."""
    book = openpyxl.load_workbook(example_run.map / "koepel" / "overzicht.xlsx")
    cells = " ".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row)
    html = (example_run.map / "koepel" / "overzicht.html").read_text("utf-8")
    for text in (cells, html):
        assert "Steunpunt Zonnedael" in text
        assert not [name for name in (*NAMES, "1001", "2001") if name in text]


def test_documents_of_two_steunpunten_never_mix(example_run: Run) -> None:
    """Nothing of Waterhoek stands in the documents of Zonnedael."""
    for path in (example_run.map / "zonnedael" / "profielen").iterdir():
        assert "Droomland" not in word_text(path)
    assert "Droomland" not in (example_run.map / "zonnedael" / "overbelasting.html").read_text("utf-8")


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_same_input_gives_the_same_bytes(jobs: str, example_run: Run, tmp_path: Path) -> None:
    """Whatever the number of processes, hash seed, time zone, locale and order of files (design.md 4)."""
    copy = tmp_path / "elders"
    for path in sorted((path for path in EXAMPLE.rglob("*.*") if path.is_file()), reverse=True):
        target = copy / path.relative_to(EXAMPLE)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    env = {**os.environ, "PYTHONHASHSEED": jobs, "TZ": "Asia/Tokyo", "LC_ALL": "C"}
    env["PYTHONPATH"] = str(EXAMPLE.parent.parent)
    command = [*PROGRAM, "run", str(copy), "-o", str(tmp_path / "uit"), "--periode", "2026-11", "--jobs", jobs]
    subprocess.run(command, check=False, env=env, capture_output=True)
    assert files_of(tmp_path / "uit" / "2026-11") == files_of(example_run.map)


def test_several_batches_over_processes_give_the_same_run(
    example_run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a batch for each steunpunt and two processes, every byte is the same."""
    monkeypatch.setattr("pipeline.batch.BATCH_SIZE", 1)
    monkeypatch.setattr("pipeline.workers.WORTH", 1)
    run(Opdracht(EXAMPLE, tmp_path, "2026-11", jobs=2))
    assert files_of(tmp_path / "2026-11") == files_of(example_run.map)


def test_an_unchanged_rerun_writes_nothing(example: Path, tmp_path: Path) -> None:
    """Not one file gets a new date."""
    report_of(example, tmp_path / "uit")
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "uit" / "2026-11").rglob("*")}
    report_of(example, tmp_path / "uit")
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "uit" / "2026-11").rglob("*")} == before


def test_no_page_or_document_counts_one_as_many(example_run: Run) -> None:
    """In the example one form is rejected, and many counts are one."""
    pages = {path: path.read_text("utf-8") for path in example_run.map.rglob("*.html")}
    texts = {path: re.sub(r"<style.*?</style>|<[^>]+>", " ", page, flags=re.DOTALL) for path, page in pages.items()}
    texts |= {path: word_text(path) for path in example_run.map.rglob("*.docx")}
    many = "|".join(NOUNS.values())
    assert len(texts) > 10
    assert not {path.name: found for path, text in texts.items() if (found := re.findall(rf"\b1\s+(?:{many})\b", text))}


def test_what_no_longer_belongs_does_not_stay_in_place(example: Path, tmp_path: Path) -> None:
    """Of a withdrawn form the profile moves to vervallen; a foreign file stays; the other files stay (design.md 6)."""
    report_of(example, tmp_path / "uit")
    period = tmp_path / "uit" / "2026-11"
    (period / "zonnedael" / "notities.txt").write_text("van HR")
    form_of(example / "zonnedael", "1001").unlink()
    report = report_of(example, tmp_path / "uit")
    profile = "zonnedael/profielen/1001-Anna Voorbeeld.docx"
    assert not (period / profile).exists()
    assert (period / "vervallen" / profile).exists()
    assert (period / "zonnedael" / "notities.txt").read_text() == "van HR"
    assert profile not in report["bestanden"]


def test_what_a_killed_run_left_does_not_stay_when_the_input_has_changed(
    example: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Stopped before run.json; then a name changes: the profile under the old name moves away (faults.md 11)."""

    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr("pipeline.run.write_manifest", stopped)
        report_of(example, tmp_path)
    book = openpyxl.load_workbook(example / "zonnedael" / "steunpunt.xlsx")
    row = next(row for row in book["Team"].iter_rows() if row[0].value == "1001")
    row[1].value = "Anna Anders"
    book.save(example / "zonnedael" / "steunpunt.xlsx")
    report = report_of(example, tmp_path)
    period = tmp_path / "2026-11"
    assert [path.name for path in (period / "zonnedael" / "profielen").glob("1001*")] == ["1001-Anna Anders.docx"]
    assert set(report["bestanden"]) | {"run.json"} == {p for p in files_of(period) if not p.startswith("vervallen/")}


def test_a_file_that_cannot_be_read_stops_nobody_else(example: Path, tmp_path: Path) -> None:
    """It is onleesbaar with one clear message; everybody else is delivered."""
    form_of(example / "zonnedael", "1001").write_bytes(b"geen werkmap")
    report = report_of(example, tmp_path)
    forms = next(s["formulieren"] for s in report["steunpunten"] if s["map"] == "zonnedael")
    broken = next(form for form in forms if form["bestand"] == "formulieren/1001 Anna Voorbeeld.xlsx")
    assert (broken["status"], broken["personeelsnummer"], broken["profiel"]) == ("onleesbaar", None, None)
    assert [finding["code"] for finding in broken["bevindingen"]] == ["bestand_geen_werkmap"]
    assert report["totalen"]["profielen"] == 4


def test_an_unreadable_team_workbook_stops_only_its_own_steunpunt(example: Path, tmp_path: Path) -> None:
    """That steunpunt is onleesbaar, the others go on (design.md 6)."""
    (example / "waterhoek" / "steunpunt.xlsx").write_bytes(b"")
    report = report_of(example, tmp_path)
    status = {s["map"]: s["status"] for s in report["steunpunten"]}
    assert status == {"waterhoek": "onleesbaar", "zonnedael": "gelezen"}
    assert report["totalen"]["profielen"] == 4
    assert [*files_of(tmp_path / "2026-11" / "waterhoek")] == ["steunpunt.json"]
    assert (tmp_path / "2026-11" / "koepel" / "overzicht.html").exists()


def test_formulieren_without_a_team_workbook_is_reported(example: Path, tmp_path: Path) -> None:
    """Forms without a team workbook are not lost silently (design.md 6)."""
    (example / "waterhoek" / "steunpunt.xlsx").unlink()
    waterhoek = report_of(example, tmp_path)["steunpunten"][0]
    assert waterhoek["status"] == "onleesbaar"
    assert [finding["code"] for finding in waterhoek["bevindingen"]] == ["team_ontbreekt"]


def test_one_number_in_two_steunpunten_of_a_koepel_is_a_warning_with_the_summed_hours(
    example: Path, tmp_path: Path
) -> None:
    """Both steunpunten hear of it; of different umbrellas it is a coincidence (design.md 2.4)."""
    team = example / "zonnedael" / "steunpunt.xlsx"
    book = openpyxl.load_workbook(team)
    people = [[cell.value for cell in row[:6]] for row in book["Team"].iter_rows(min_row=1) if row[0].value]
    people = [row for row in people if str(row[0]).isdigit()]
    people[0][0] = "2001"
    people[0][1] = "droomland,  YOUSSEF"
    append_rows(book["Team"], people)
    book.save(team)
    form = form_of(example / "zonnedael", "1001")
    book = openpyxl.load_workbook(form)
    put_label(book["Functie"], "Personeelsnummer", "2001")
    book.remove(book["_stempel"])
    book.save(form)
    steunpunten = report_of(example, tmp_path)["steunpunten"]
    findings = [finding for steunpunt in steunpunten for finding in steunpunt["bevindingen"]]
    found = [finding for finding in findings if finding["code"] == "twee_steunpunten"]
    assert len(found) == 2
    assert "56 uur" in found[0]["tekst"]
    assert "52" in found[0]["tekst"]


def test_one_number_of_two_people_is_told_and_not_summed() -> None:
    """faults.md 52: whoever has another name is another person, in both steunpunten; an older record has no name."""

    def told(*wie: str) -> dict[str, list[str]]:
        hours = (Omvang("7", 20.0, 4.0, 3, 0, one) for one in wie)
        found = tell_shared((f"m{n}", "Noord", (omvang,)) for n, omvang in enumerate(hours))
        return {map_: [finding.code for finding in findings] for map_, findings in found.items()}

    assert told("anna", "bram") == {"m0": ["nummer_bij_twee"], "m1": ["nummer_bij_twee"]}
    assert told("anna", "anna") == told("anna", "") == {"m0": ["twee_steunpunten"], "m1": ["twee_steunpunten"]}


def test_settings_near_a_steunpunt_hold_there_only(example: Path, tmp_path: Path) -> None:
    """instellingen/rules.toml of one steunpunt switches off its bijlage; the other keeps it (design.md 2.2)."""
    (example / "waterhoek" / "instellingen").mkdir()
    (example / "waterhoek" / "instellingen" / "rules.toml").write_text("[profiel]\nbijlage = false\n", "utf-8")
    report_of(example, tmp_path)
    period = tmp_path / "2026-11"
    assert "Bijlage" not in word_text(next((period / "waterhoek" / "profielen").iterdir()))
    assert "Bijlage" in word_text(next((period / "zonnedael" / "profielen").iterdir()))


def test_an_own_template_is_used_and_a_broken_one_stops_before_anything_is_written(
    example: Path, tmp_path: Path
) -> None:
    """instellingen/profiel.docx is the house style; a fault in it is exit 2 (design.md 2.2)."""
    folder = example / "instellingen"
    folder.mkdir()
    own = docx.Document()
    own.add_paragraph("Huisstijl {{ naam }} {{ personeelsnummer }}")
    own.save(str(folder / "profiel.docx"))
    report_of(example, tmp_path / "goed")
    assert "Huisstijl Youssef Droomland 2001" in word_text(next((tmp_path / "goed").rglob("2001*.docx")))
    own.add_paragraph("{{ onbekend_veld }}")
    own.save(str(folder / "profiel.docx"))
    with pytest.raises(Stop) as stopped:
        report_of(example, tmp_path / "fout")
    assert [finding.code for finding in stopped.value.findings] == ["sjabloon_fout"]
    assert not (tmp_path / "fout").exists()


def test_texts_arrive_verbatim_in_word_matrix_and_html(example: Path, tmp_path: Path) -> None:
    """Markup, template signs, emoji, newlines and formulas in any answer are text everywhere (faults.md 3, 16)."""
    note = "Jansen & Zn a < b <b> ]]> {{ 7*7 }} {_{ 🙂\ntweede\tregel"
    form = form_of(example / "zonnedael", "1001")
    type_in_cell(form, "Kerntaken", "a", "Toelichting", note)
    book = openpyxl.load_workbook(example / "zonnedael" / "steunpunt.xlsx")
    row = next(row for row in book["Team"].iter_rows() if row[0].value == "1001")
    row[1].value, row[1].data_type = "=1+1 <Anna>", "s"
    book.save(example / "zonnedael" / "steunpunt.xlsx")
    report_of(example, tmp_path)
    period = tmp_path / "2026-11" / "zonnedael"
    assert note in word_text(next(period.glob("profielen/1001*.docx")))
    matrix = openpyxl.load_workbook(period / "taakdekking.xlsx")
    cells = [cell for sheet in matrix for row in sheet.iter_rows() for cell in row]
    assert any("=1+1 <Anna>" in str(cell.value) for cell in cells)
    assert not [cell for cell in cells if cell.data_type == "f"]
    html = (period / "overbelasting.html").read_text("utf-8")
    assert "=1+1 &lt;Anna&gt;" in html
    assert "<Anna>" not in html


def test_a_corrected_retour_form_put_back_is_accepted(example: Path, tmp_path: Path) -> None:
    """The returned form replaces the rejected one by its stamp, whatever its name; nothing of it is lost."""
    report_of(example, tmp_path)
    returned = tmp_path / "2026-11" / "zonnedael" / "retour" / "1005 Eva Bedacht.xlsx"
    corrected = example / "zonnedael" / "formulieren" / "1005 verbeterd.xlsx"
    shutil.copyfile(returned, corrected)
    type_in_cell(corrected, "Kerntaken", "n", "Uren per week", 4)
    type_in_cell(corrected, "Kerntaken", "j", "Uren per week", 9)
    type_in_cell(corrected, "Kerntaken", "k", "Gekozen", None)
    report = report_of(example, tmp_path)
    form = forms_of(report, "zonnedael")["1005"]
    assert (form["bestand"], form["status"]) == ("formulieren/1005 verbeterd.xlsx", "goedgekeurd")
    assert report["totalen"] == {
        "steunpunten": 2,
        "formulieren": 6,
        "goedgekeurd": 6,
        "afgekeurd": 0,
        "onleesbaar": 0,
        "niet_terug": 0,
        "profielen": 6,
    }
    assert not returned.exists()


def test_a_profile_of_more_than_two_pages_is_made_and_told(example: Path, tmp_path: Path) -> None:
    """A warning at the form, in run.json and on sheet Bevindingen; the form counts and its profile is there."""
    type_in_cell(form_of(example / "zonnedael", "1001"), "Kerntaken", "d", "Toelichting", "Lang. " * 500)
    form = forms_of(report_of(example, tmp_path), "zonnedael")["1001"]
    (found,) = [finding for finding in form["bevindingen"] if finding["code"] == "profiel_lang"]
    assert (form["status"], found["ernst"], "Kerntaken d" in found["oplossing"]) == (
        "goedgekeurd",
        "waarschuwing",
        True,
    )
    assert (tmp_path / "2026-11" / form["profiel"]).is_file()
    book = openpyxl.load_workbook(tmp_path / "2026-11" / "zonnedael" / "taakdekking.xlsx")
    assert any(found["tekst"] in str(cell.value) for row in book["Bevindingen"].iter_rows() for cell in row)


def test_a_renamed_sheet_keeps_its_name_in_messages_and_its_marks_in_the_returned_form(
    example: Path, tmp_path: Path
) -> None:
    """One message per bad cell, under the name the manager gave the sheet; the returned form marks its own cell."""
    form = form_of(example / "zonnedael", "1001")
    cell = type_in_cell(form, "Kerntaken", "a", "Uren per week", "#N/A")
    book = openpyxl.load_workbook(form)
    book["Kerntaken"][cell].data_type = "e"
    book["Kerntaken"].title = "Taken van Anna"
    book.save(form)
    found = forms_of(report_of(example, tmp_path), "zonnedael")["1001"]["bevindingen"]
    assert [(f["code"], f["blad"], f["cel"]) for f in found] == [("cel_fout", "Taken van Anna", cell)]
    returned = openpyxl.load_workbook(tmp_path / "2026-11" / "zonnedael" / "retour" / "1001 Anna Voorbeeld.xlsx")[
        "Kerntaken"
    ]
    said = returned.cell(rows_by_code(returned)["a"], header(returned)[1]["Let op"]).value
    assert str(said).startswith("Fout: ")


def test_a_sheet_that_somebody_added_is_told_and_harms_nothing(example: Path, tmp_path: Path) -> None:
    """Notes on an own sheet are not lost silently; an empty one says nothing."""
    form = form_of(example / "zonnedael", "1001")
    book = openpyxl.load_workbook(form)
    book.create_sheet("Leeg")
    book.create_sheet("Eigen blad")["B2"] = "een notitie"
    book.save(form)
    found = forms_of(report_of(example, tmp_path), "zonnedael")["1001"]
    assert found["status"] == "goedgekeurd"
    assert [finding["code"] for finding in found["bevindingen"]] == ["blad_overig"]


def test_the_shipped_example_is_what_its_script_makes(tmp_path: Path) -> None:
    """examples/invoer is current: the same files, byte for byte."""
    code = "import sys; from pathlib import Path; from examples.make_examples import make_examples as make\n"
    code += "if __name__ == '__main__': make(Path(sys.argv[1]))"
    command = [sys.executable, "-c", code, str(tmp_path)]
    env = {**os.environ, "PYTHONPATH": str(EXAMPLE.parent.parent)}
    subprocess.run(command, check=True, env=env, capture_output=True)
    assert files_of(tmp_path) == files_of(EXAMPLE)


@pytest.mark.parametrize("periode", ["2026", "2026-00", "2026-13", "26-11", "2026-11-01", "２０２６-11", "0000-01", ""])
def test_a_period_is_year_and_month(periode: str) -> None:
    """Anything else is exit 2 (design.md 6)."""
    with pytest.raises(Stop):
        first_day(periode)


def test_a_second_catalog_goes_from_load_to_form_to_run(tmp_path: Path) -> None:
    """Other groups, a niveau per task, no kernopgaven, no examples: no code names a code letter (design.md 3.1)."""
    invoer = tmp_path / "in"
    settings = invoer / "instellingen"
    settings.mkdir(parents=True)
    (settings / "klein.yaml").write_text(SMALL_CATALOG, "utf-8")
    (settings / "rules.toml").write_text('[catalogus]\nbestand = "klein.yaml"\n', "utf-8")
    team = init_steunpunt(invoer / "proef", "Proef")
    type_in_team(team, [("7", "Bo Proef", "Medewerker", 20, "Lies", None)], performed="T1")
    issue_forms(invoer)
    form = form_of(invoer / "proef", "7")
    assert "Kernopgaven" not in openpyxl.load_workbook(form).sheetnames
    type_in_form(form, "w1 9 | w2 12", competenties="K1")
    report = report_of(invoer, tmp_path / "uit")
    assert report["catalogus"]["id"] == "klein"
    assert forms_of(report, "proef")["7"]["status"] == "goedgekeurd"
    assert {f["code"] for f in forms_of(report, "proef")["7"]["bevindingen"]} == set()
    steunpunt = report["steunpunten"][0]
    assert {row["kerntaak"]: row["status"] for row in steunpunt["dekking"]} == {
        "w1": "kwetsbaar",
        "w2": "kwetsbaar",
        "b1": "kwetsbaar",
    }
    assert [(row["code"], row["ernst"]) for row in steunpunt["overbelasting"]] == [("O1", "rood"), ("O4", "info")]
    text = word_text(next((tmp_path / "uit").rglob("*.docx")))
    assert "Wervingsplan opstellen" in text
    assert "Testuitgever" in text
