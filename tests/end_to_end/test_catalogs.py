"""More than one profession: the example of ontwikkeling.md 7 from its forms to its documents, and own catalogs."""

from __future__ import annotations

import datetime as dt
import io
import re
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import docx
import openpyxl
import pytest

from examples.meerwijk import fill_meerwijk
from pipeline.excel.formulas import FORMULA_MAX
from pipeline.handout import issue_forms
from pipeline.model.record import Json
from pipeline.teams import init_steunpunt
from tests.conftest import EXAMPLE, Run, report_of
from tests.end_to_end.test_cli import files_of
from tests.support.folders import form_of, put
from tests.support.office import header, put_label, rows_by_code, type_in_cell, type_in_form, type_in_team

SETTINGS = '[catalogus]\nbestand = "uitwerking.yaml"\n[ontwikkeling]\nmate = {mate}\npunten_per_jaar = 20\n'
PEOPLE = (("4001", 32, None), ("4002", 24, None), ("4003", 28, "scw"))


def make_meerwijk(folder: Path, *, mate: bool = True) -> Path:
    """The worked example by itself: its default is uitwerking."""
    put(folder, "instellingen/rules.toml", SETTINGS.format(mate=str(mate).lower()).encode())
    team = init_steunpunt(folder / "meerwijk", "Steunpunt Meerwijk")
    type_in_team(team, [(n, f"Verzonnen {n}", "Coördinator", hours, "Lies", None, c) for n, hours, c in PEOPLE])
    issue_forms(folder)
    for nummer, *_ in PEOPLE:
        fill_meerwijk(form_of(folder / "meerwijk", nummer), nummer)
    return folder


@pytest.fixture(scope="module")
def worked(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """The worked example, run once."""
    folder = tmp_path_factory.mktemp("meerwijk")
    invoer = make_meerwijk(folder / "in")
    return Run(invoer, folder / "uit" / "2026-11", report_of(invoer, folder / "uit"))


def texts(path: Path) -> str:
    """What stands in a Word document, line by line, cells of a row joined by " | "."""
    body = docx.Document(str(path))
    rows = [" | ".join(cell.text for cell in row.cells) for table in body.tables for row in table.rows]
    return "\n".join([*(paragraph.text for paragraph in body.paragraphs), *rows])


def grid(book: Path, sheet: str) -> list[tuple[object, ...]]:
    """The rows of a sheet."""
    return [*openpyxl.load_workbook(book)[sheet].iter_rows(values_only=True)]


# --- the worked example ----------------------------------------------------------------------------------------------


def test_what_run_json_says_of_the_example(worked: Run) -> None:
    """Points to talk about, needs in their rank, areas of tasks; no coverage and no signal, for there are no hours."""
    (steunpunt,) = worked.report["steunpunten"]
    assert [(one["personeelsnummer"], one["gesprekspunten"]) for one in steunpunt["ontwikkeling"]] == [
        (
            "4001",
            [
                {"code": "G1", "codes": ["2.4-T1"], "oorzaak": None},
                {"code": "G2", "codes": ["CL-02"], "oorzaak": None},
                {"code": "G3", "codes": ["3.1-T2"], "oorzaak": "geen"},
            ],
        ),
        (
            "4002",
            [{"code": "G1", "codes": ["2.4-U1"], "oorzaak": None}, {"code": "G4", "codes": ["CL-02"], "oorzaak": None}],
        ),
        (
            "4003",
            [{"code": "G2", "codes": ["4F"], "oorzaak": None}, {"code": "G3", "codes": ["4B"], "oorzaak": "klaar"}],
        ),
    ]
    assert [
        (row["code"], row["nodig"], row["te_bespreken"], row["mogelijk"], row["vorm"])
        for row in steunpunt["opleidingsbehoefte"]
    ] == [
        ("3.1-T2", ["4001"], [], [], "collega"),
        ("2.4-T2", [], [], ["4001"], None),
        ("3.1-T3", [], [], ["4002"], None),
        ("CL-02", ["4002"], ["4001"], [], "individueel"),
        ("VO-06", ["4002"], [], ["4001"], "individueel"),
        ("SA-05", ["4001"], [], [], "collega"),
        ("4B", ["4003"], [], [], "individueel"),
        ("4F", [], ["4003"], [], None),
        ("4K", [], [], ["4003"], None),
    ]
    areas = steunpunt["taakgebieden"]
    assert len(areas) == 28
    assert [(a["groep"], a["stand"], a["taken"], a["van"]) for a in areas if a["mensen"]] == [
        ("2.3", "één persoon", 4, 10),
        ("2.4", "meer mensen", 8, 8),
        ("2.4", "meer mensen", 1, 3),
        ("3.1", "meer mensen", 4, 11),
        ("3.1", "één persoon", 2, 8),
    ]
    assert (steunpunt["dekking"], steunpunt["overbelasting"]) == ([], [])


def test_what_the_run_finds_in_the_example(worked: Run) -> None:
    """Two competencies that nothing asks for, and points that wait; one area always gives a reason."""
    forms = worked.report["steunpunten"][0]["formulieren"]
    assert {form["status"] for form in forms} == {"goedgekeurd"}
    assert [(form["personeelsnummer"], f["code"], f["rij"]) for form in forms for f in form["bevindingen"]] == [
        ("4001", "competentie_zonder_reden", "VO-06"),
        ("4001", "punten_zonder_klaar", ""),
        ("4002", "competentie_zonder_reden", "VO-06"),
    ]


def test_which_files_the_example_gives(worked: Run) -> None:
    """A profile and a development document each, the team's workbook and page; no coverage without hours."""
    made = {name for name in files_of(worked.map) if name.startswith("meerwijk/")}
    people = [f"400{place}-Verzonnen 400{place}.docx" for place in (1, 2, 3)]
    assert {name for name in made if name.endswith(".docx") and "verantwoording" not in name} == {
        *(f"meerwijk/profielen/{name}" for name in people),
        *(f"meerwijk/ontwikkeling/{name}" for name in people),
    }
    assert {"meerwijk/ontwikkeling/ontwikkeling.xlsx", "meerwijk/ontwikkeling/ontwikkeling.html"} <= made
    assert not [name for name in made if "taakdekking" in name]


def test_what_the_workbook_of_the_example_says(worked: Run) -> None:
    """Who does what, what is needed with who can help, agreements with the one that is late, and points."""
    book = worked.map / "meerwijk" / "ontwikkeling" / "ontwikkeling.xlsx"
    said = {name: [[*map(str, row)] for row in grid(book, name)] for name in openpyxl.load_workbook(book).sheetnames}
    areas = [row for row in said["Taakgebieden"] if "één persoon" in row or "meer mensen" in row]
    assert [[cell for cell in row if cell != "None"][2:] for row in areas] == [
        ["4 van 10", "0 van 10", "1", "4 van 10", "één persoon"],
        ["8 van 8", "2 van 8", "2", "8 van 8", "meer mensen"],
        ["1 van 3", "1 van 3", "2", "1 van 3", "meer mensen"],
        ["1 van 11", "4 van 11", "2", "4 van 11", "meer mensen"],
        ["0 van 8", "2 van 8", "1", "2 van 8", "één persoon"],
    ]
    needs = {row[1]: row for row in said["Opleidingsbehoefte"] if len(row) > 1}
    assert "Verzonnen 4002" in " ".join(needs["SA-05"])
    assert "Verzonnen 4002" in " ".join(needs["3.1-T2"])
    late = [" ".join(row) for row in said["Afspraken"] if "meelopen" in row]
    assert len(late) == 1
    assert "datum voorbij" in late[0]
    points = {row[0].partition(" (")[2]: " ".join(row) for row in said["Punten"]}
    assert "12 van 20" in points["4003)"]
    assert "0 van 20" in points["4001)"]


def test_what_the_documents_of_the_example_say(worked: Run) -> None:
    """The profile tells the work and not the grades; the other document tells what is to be learned and agreed."""
    profiel = texts(worked.map / "meerwijk" / "profielen" / "4001-Verzonnen 4001.docx")
    assert "4 van 10" in profiel
    assert "noodzakelijk" in profiel
    for word in ("in ontwikkeling", "kan anderen begeleiden", "Werkt zelfstandig", "cursus gesprekken"):
        assert word not in profiel
    document = texts(worked.map / "meerwijk" / "ontwikkeling" / "4001-Verzonnen 4001.docx")
    for word in ("in ontwikkeling", "Werkt zelfstandig", "cursus gesprekken volgen", "2.4-T1", "CL-02", "3.1-T2"):
        assert word in document
    assert "Dit document gaat over ontwikkeling, niet over beoordeling of beloning." in document


def test_without_grades_the_rest_stays(tmp_path: Path, worked: Run) -> None:
    """Off by default: no column on the form, no te_bespreken, another order; areas are the same."""
    report = report_of(make_meerwijk(tmp_path / "in", mate=False), tmp_path / "uit")
    (steunpunt,) = report["steunpunten"]
    needs = [row for row in steunpunt["opleidingsbehoefte"] if row["catalogus"] == "uitwerking"]
    assert [(row["code"], row["vorm"]) for row in needs if row["blad"] == "competenties"] == [
        ("VO-06", "individueel"),
        ("SA-05", "individueel"),
        ("CL-02", "individueel"),
    ]
    assert not any(row["te_bespreken"] for row in steunpunt["opleidingsbehoefte"])
    codes = {punt["code"] for one in steunpunt["ontwikkeling"] for punt in one["gesprekspunten"]}
    assert codes == {"G1", "G3", "G4"}
    assert steunpunt["taakgebieden"] == worked.report["steunpunten"][0]["taakgebieden"]


# --- bad input -------------------------------------------------------------------------------------------------------

COLUMN = {"mate": ("Competenties", "Mate van ontwikkeling"), "leren": ("Competenties", "Ontwikkelen")}


@pytest.mark.parametrize(
    ("what", "value", "code"),
    [
        ("mate", "goed", "keuze_buiten_lijst"),
        ("mate", "5", "keuze_buiten_lijst"),
        ("mate", "2,5", "keuze_buiten_lijst"),
        ("mate", dt.date(2026, 11, 1), "keuze_buiten_lijst"),
        ("leren", "ja", "keuze_buiten_lijst"),
    ],
)
def test_what_is_not_in_the_list_is_one_error_on_its_cell(
    worked: Run, tmp_path: Path, what: str, value: object, code: str
) -> None:
    """Nothing is guessed, and nobody else is touched."""
    invoer = Path(shutil.copytree(worked.invoer, tmp_path / "in"))
    sheet, column = COLUMN[what]
    cell = type_in_cell(form_of(invoer / "meerwijk", "4001"), sheet, "SA-05", column, value)
    forms = report_of(invoer, tmp_path / "uit")["steunpunten"][0]["formulieren"]
    wrong = [(f["code"], f["blad"], f["cel"]) for form in forms for f in form["bevindingen"] if f["ernst"] == "fout"]
    assert wrong == [(code, sheet, cell)]
    assert [form["status"] for form in forms] == ["afgekeurd", "goedgekeurd", "goedgekeurd"]


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        ("Bij code", "9.9-U1", "plan_code_onbekend"),
        ("Bij code", "sa-05", ""),
        ("Bij code", " SA-05 ", ""),
        ("Vorm", "praten", "keuze_buiten_lijst"),
        ("Gereed op", "straks", "datum_onleesbaar"),
        ("Gereed op", None, "plan_onvolledig"),
        ("Afspraak", None, "plan_onvolledig"),
        ("Klaar op", dt.date(2026, 12, 1), "plan_klaar_later"),
        ("Punten", "veel", "punten_onleesbaar"),
        ("Punten", -1, "punten_bereik"),
        ("Punten", 200.5, "punten_bereik"),
        ("Punten", 200, ""),
        ("Punten", 0, ""),
    ],
)
def test_an_agreement_is_read_or_told(worked: Run, tmp_path: Path, column: str, value: object, code: str) -> None:
    """A code in any case; what cannot be is named with its cell."""
    invoer = Path(shutil.copytree(worked.invoer, tmp_path / "in"))
    cell = type_in_plan(form_of(invoer / "meerwijk", "4001"), column, value)
    form = report_of(invoer, tmp_path / "uit")["steunpunten"][0]["formulieren"][0]
    usual = {"competentie_zonder_reden", "punten_zonder_klaar"}
    found = [(f["code"], f["cel"]) for f in form["bevindingen"] if f["code"] not in usual]
    assert found == ([(code, cell)] if code and code != "plan_onvolledig" else [(code, found[0][1])] if code else [])


def type_in_plan(path: Path, column: str, value: object) -> str:
    """Type in the first agreement; returns the address."""
    book = openpyxl.load_workbook(path)
    top, columns = header(book["Ontwikkeling"])
    cell = book["Ontwikkeling"].cell(top + 1, columns[column])
    cell.value = value
    book.save(path)
    return str(cell.coordinate)


def test_tasks_may_be_sorted(worked: Run, tmp_path: Path) -> None:
    """The whole table the other way round: the same answers, findings and documents."""
    invoer = Path(shutil.copytree(worked.invoer, tmp_path / "in"))
    path = form_of(invoer / "meerwijk", "4001")
    book = openpyxl.load_workbook(path)
    sheet = book["Taken"]
    top, columns = header(sheet)
    places = range(top + 1, top + 1 + len(rows_by_code(sheet)))
    turned = [[sheet.cell(row, column).value for column in columns.values()] for row in reversed(places)]
    for row, values in zip(places, turned, strict=True):
        for column, value in zip(columns.values(), values, strict=True):
            sheet.cell(row, column).value = value
    book.save(path)
    (now,), (then,) = report_of(invoer, tmp_path / "uit")["steunpunten"], worked.report["steunpunten"]
    for key in ("ontwikkeling", "opleidingsbehoefte", "taakgebieden"):
        assert now[key] == then[key]
    said = [[(f["code"], f["rij"]) for f in one["formulieren"][0]["bevindingen"]] for one in (now, then)]
    assert said[0] == said[1]
    made, before = files_of(tmp_path / "uit" / "2026-11"), files_of(worked.map)
    assert {name: made[name] for name in before if name.endswith(".docx")} == {
        name: data for name, data in before.items() if name.endswith(".docx")
    }


def test_text_like_a_formula_stands_as_it_was_typed(worked: Run, tmp_path: Path) -> None:
    """In Word and in the workbook."""
    invoer = Path(shutil.copytree(worked.invoer, tmp_path / "in"))
    path = form_of(invoer / "meerwijk", "4001")
    book = openpyxl.load_workbook(path)
    top, columns = header(book["Ontwikkeling"])
    cell = book["Ontwikkeling"].cell(top + 1, columns["Afspraak"])
    cell.value, cell.data_type = "=1+1 {{ x }}", "s"
    book.save(path)
    report_of(invoer, tmp_path / "uit")
    made = tmp_path / "uit" / "2026-11" / "meerwijk" / "ontwikkeling"
    assert "=1+1 {{ x }}" in texts(made / "4001-Verzonnen 4001.docx")
    (cells,) = [
        row for row in openpyxl.load_workbook(made / "ontwikkeling.xlsx")["Afspraken"] if "(4001)" in str(row[0].value)
    ]
    assert [(c.value, c.data_type) for c in cells if "1+1" in str(c.value)] == [("=1+1 {{ x }}", "s")]


def test_a_catalog_that_is_not_there_stops_nobody_else(worked: Run, tmp_path: Path) -> None:
    """One error about the row; the others are judged."""
    invoer = Path(shutil.copytree(worked.invoer, tmp_path / "in"))
    team = invoer / "meerwijk" / "steunpunt.xlsx"
    book = openpyxl.load_workbook(team)
    _, columns = header(book["Team"])
    book["Team"].cell(rows_by_code(book["Team"])["4003"], columns["Catalogus"]).value = "uitwerkng"
    book.save(team)
    (steunpunt,) = report_of(invoer, tmp_path / "uit")["steunpunten"]
    assert [f["code"] for f in steunpunt["bevindingen"] if f["ernst"] == "fout"] == ["team_catalogus_onbekend"]
    assert [(f["personeelsnummer"], f["status"]) for f in steunpunt["formulieren"]][:2] == [
        ("4001", "goedgekeurd"),
        ("4002", "goedgekeurd"),
    ]


# --- several professions in one team ---------------------------------------------------------------------------------


def without_meerwijk(folder: Path, *, keep: set[str]) -> Path:
    """The shipped Meerwijk with some of its people only."""
    invoer = Path(shutil.copytree(EXAMPLE / "meerwijk", folder / "meerwijk")).parent
    team = invoer / "meerwijk" / "steunpunt.xlsx"
    book = openpyxl.load_workbook(team)
    rows = rows_by_code(book["Team"])
    for nummer in sorted(set(rows) - keep, reverse=True):
        book["Team"].delete_rows(rows[nummer])
        form_of(invoer / "meerwijk", nummer).unlink()
    book.save(team)
    return invoer


def test_a_consultant_changes_nobody_elses_document(example_run: Run, tmp_path: Path) -> None:
    """And hers, her coverage and her signals are those of a run without the others."""
    others = report_of(without_meerwijk(tmp_path / "a", keep={"4001", "4002", "4003"}), tmp_path / "ua")
    alone = report_of(without_meerwijk(tmp_path / "b", keep={"4004"}), tmp_path / "ub")
    documents = {name: data for name, data in files_of(example_run.map).items() if re.match("meerwijk/.*/400", name)}
    for folder, numbers in (("ua", ("4001", "4002", "4003")), ("ub", ("4004",))):
        made = files_of(tmp_path / folder / "2026-11")
        for nummer in numbers:
            own = {name: data for name, data in documents.items() if f"/{nummer}-" in name}
            assert own == {name: data for name, data in made.items() if f"/{nummer}-" in name}
    mixed = next(s for s in example_run.report["steunpunten"] if s["map"] == "meerwijk")
    assert mixed["dekking"] == alone["steunpunten"][0]["dekking"]
    assert mixed["overbelasting"] == alone["steunpunten"][0]["overbelasting"]
    assert mixed["ontwikkeling"] == others["steunpunten"][0]["ontwikkeling"]
    assert mixed["opleidingsbehoefte"] == others["steunpunten"][0]["opleidingsbehoefte"]


def test_nothing_about_development_leaks(worked: Run, example_run: Run) -> None:
    """Names, agreements, notes and grades: not to umbrella, account or coverage; grades not in run.json."""
    secret = ["Werkt zelfstandig", "cursus gesprekken", "meelopen", "kan anderen begeleiden"]
    for run in (worked, example_run):
        for name, data in files_of(run.map).items():
            if "/ontwikkeling/" in name or name.endswith("antwoorden.json"):
                continue
            assert not [word for word in secret if word in unpacked(data)], name
    for name, data in files_of(example_run.map).items():
        if name.startswith("koepel/") or "verantwoording" in name or name.endswith("cijfers.csv"):
            people = ("Verzinsel", "Droombeeld", "Luchtkasteel", "Sprookje", "4001", "4002", "4003", "4004")
            assert not [word for word in people if word in unpacked(data)], name
    assert '"mate"' not in (worked.map / "run.json").read_text("utf-8")
    assert '"helpers"' not in (worked.map / "run.json").read_text("utf-8")


def unpacked(data: bytes) -> str:
    """All text of a file, zips unpacked."""
    if not data.startswith(b"PK"):
        return data.decode("utf-8", "replace")
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        return "\n".join(parts.read(name).decode("utf-8", "replace") for name in parts.namelist())


# --- own catalogs ----------------------------------------------------------------------------------------------------


def own_catalog(tasks: int, groups: int, *, answers: str = "") -> str:
    """A catalog of an umbrella itself: so many tasks over so many groups, each asking for one competency."""
    kerntaken = "\n".join(
        f"  - {{code: t{i}, naam: Klus nummer {i}, groep: g{i % groups}, soort: gewoon, bereik: gevraagd}}"
        for i in range(tasks)
    )
    groepen = "\n".join(
        f"  - {{code: g{i}, naam: Vak {i}, te_kiezen: false, competenties: [c1]}}" for i in range(groups)
    )
    return f"""id: eigen
versie: "1"
bron: {{titel: Eigen lijst, uitgever: Koepel, jaar: 2026, vermelding: "Eigen lijst, 2026"}}
{answers}
soorten: [{{code: gewoon, naam: Gewoon}}]
groepen:
{groepen if groups else "  []"}
kerntaken:
{kerntaken if tasks else "  []"}
competenties: [{{code: c1, naam: Kan het}}]
"""


OTHER_WORDS = """antwoorden:
  {kerntaken: [nu, ontwikkelen], competenties: [nodig, mate, ontwikkelen], ontwikkeling: true}
schalen:
  nodig: [{code: moet, rang: 2}, {code: mag, rang: 1}]
  mate: [{code: nog niet}, {code: wel, voldoende: true, begeleidt: true}]
  ontwikkelen: [{code: nodig, naam: graag}, {code: mogelijk, naam: misschien}, {code: nee}]"""
ONLY_COMPETENCIES = "antwoorden: {kerntaken: [], competenties: [nodig, ontwikkelen], ontwikkeling: true}"


def handed_out(folder: Path, catalog: str, rules: str = "") -> Path:
    """A steunpunt of one person on an own catalog, with its form."""
    put(folder, "instellingen/eigen.yaml", catalog.encode())
    put(folder, "instellingen/rules.toml", f'[catalogus]\nbestand = "eigen.yaml"\n{rules}'.encode())
    type_in_team(init_steunpunt(folder / "dorp", "Dorp"), [("7", "Bo Bedacht", "Medewerker", 20, "Lies", None)])
    issue_forms(folder)
    return form_of(folder / "dorp", "7")


def formulas(path: Path) -> Iterator[str]:
    """Every formula of a workbook."""
    for sheet in openpyxl.load_workbook(path):
        yield from (str(cell.value) for row in sheet.iter_rows() for cell in row if cell.data_type == "f")


@pytest.mark.parametrize("groups", [1, 40])
def test_400_tasks_with_the_usual_answers(tmp_path: Path, groups: int) -> None:
    """From form to profile, without a formula beyond what Excel takes."""
    path = handed_out(tmp_path / "in", own_catalog(400, groups))
    assert max(map(len, formulas(path))) < FORMULA_MAX
    type_in_form(path, " | ".join(f"t{i} 0,5" for i in range(0, 400, 20)), competenties="c1")
    report = report_of(tmp_path / "in", tmp_path / "uit")
    (form,) = report["steunpunten"][0]["formulieren"]
    assert (form["status"], form["bevindingen"]) == ("goedgekeurd", [])


def test_a_catalog_with_competencies_only(tmp_path: Path) -> None:
    """No tasks: an answer about a competency is what makes the form filled in."""
    path = handed_out(tmp_path / "in", own_catalog(0, 0, answers=ONLY_COMPETENCIES))
    assert "Kerntaken" not in openpyxl.load_workbook(path).sheetnames
    (form,) = report_of(tmp_path / "in", tmp_path / "leeg")["steunpunten"][0]["formulieren"]
    assert form["status"] == "niet_terug"
    type_in_cell(path, "Competenties", "c1", "Nodig", "gewenst")
    report = report_of(tmp_path / "in", tmp_path / "uit")
    assert [f["status"] for f in report["steunpunten"][0]["formulieren"]] == ["goedgekeurd"]
    assert report["steunpunten"][0]["overbelasting"] == []


def test_a_scale_of_two_steps_in_other_words(tmp_path: Path) -> None:
    """The rules go by rank and by what is enough, not by words."""
    path = handed_out(tmp_path / "in", own_catalog(4, 2, answers=OTHER_WORDS), "[ontwikkeling]\nmate = true\n")
    book = openpyxl.load_workbook(path)
    (sheet,) = [sheet for sheet in book if sheet.title == "Kerntaken"]
    _, columns = header(sheet)
    sheet.cell(rows_by_code(sheet)["t1"], columns["Nu van toepassing"]).value = "ja"
    put_label(book["Functie"], "Doel van de functie", "Doet klussen.")
    book.save(path)
    type_in_cell(path, "Competenties", "c1", "Nodig", "moet")
    type_in_cell(path, "Competenties", "c1", "Mate van ontwikkeling", "nog niet")
    (steunpunt,) = report_of(tmp_path / "in", tmp_path / "uit")["steunpunten"]
    assert [(f["status"], f["bevindingen"]) for f in steunpunt["formulieren"]] == [("goedgekeurd", [])]
    assert needs_of(steunpunt) == [("c1", [], ["7"], None)]
    type_in_cell(path, "Competenties", "c1", "Ontwikkelen", "graag")
    (steunpunt,) = report_of(tmp_path / "in", tmp_path / "uit2")["steunpunten"]
    assert needs_of(steunpunt) == [("c1", ["7"], [], "individueel")]


def needs_of(steunpunt: Json) -> list[tuple[str, list[str], list[str], str | None]]:
    """Codes with who needs it, who is to talk about it, and how."""
    return [(r["code"], r["nodig"], r["te_bespreken"], r["vorm"]) for r in steunpunt["opleidingsbehoefte"]]
