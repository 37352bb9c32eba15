"""The workbooks that are handed out: the form of a team member, the blank form, the team workbook."""

from __future__ import annotations

import importlib.util
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet
from pydantic import ValidationError
from python_calamine import CalamineWorkbook

from pipeline import cells
from pipeline.catalog import Catalog, load_catalog, shipped_catalog
from pipeline.form import make_invulschema, stempel
from pipeline.layout import load_layout
from pipeline.read import read_werkmap
from pipeline.records import Medewerker, Steunpunt
from pipeline.settings import load_rules
from pipeline.teamform import make_teambestand
from tests.helpers import SMALL_CATALOG

ROOT = Path(__file__).resolve().parent.parent
CATALOG, LAYOUT, RULES = shipped_catalog(), load_layout(), load_rules()
VOORBEELDEN = [voorbeeld.naam for voorbeeld in CATALOG.voorbeeldprofielen]
ANNA = Medewerker("0104", "Anna Voorbeeld", "bemiddelaar", 28.5, "Lies Verzonnen", "bemiddelaar")
ZONNEDAEL = Steunpunt("zonnedael", "Steunpunt Zonnedael", uitgevoerd=frozenset({"BF5", "BF2"}), team=(ANNA,))
OUTSIDE_EXCEL_2010 = ("LET(", "FILTER(", "TEXTJOIN(", "IFS(", "XLOOKUP(", "UNIQUE(", "CONCAT(", "SWITCH(")


def form(medewerker: Medewerker | None = ANNA, catalog: Catalog = CATALOG) -> Workbook:
    """A form as openpyxl reads it; without a team member the blank one."""
    steunpunt = ZONNEDAEL if medewerker else None
    return opened(make_invulschema(catalog, LAYOUT, RULES, steunpunt, medewerker))


def team(catalog: Catalog = CATALOG, naam: str = "Steunpunt Zonnedael") -> Workbook:
    """A team workbook as openpyxl reads it."""
    return opened(make_teambestand(catalog, LAYOUT, RULES, naam))


def opened(data: bytes) -> Workbook:
    """The workbook in a file."""
    return openpyxl.load_workbook(io.BytesIO(data))


def all_workbooks() -> list[Workbook]:
    """Every kind of workbook that is handed out to be filled in."""
    return [form(), form(None), team()]


def small_catalog(folder: Path) -> Catalog:
    """The catalog without kernopgaven and examples."""
    path = folder / "klein.yaml"
    path.write_text(SMALL_CATALOG, encoding="utf-8")
    return load_catalog(path)


def header(sheet: Worksheet) -> tuple[int, dict[str, str]]:
    """Number of the header row, and header text -> column letter."""
    for row in sheet.iter_rows():
        texts = {str(cell.value): cell.column_letter for cell in row if cell.value is not None}
        if len(texts) > 1:
            return row[0].row, texts
    raise AssertionError(f"no header on {sheet.title}")


def at(sheet: Worksheet, code: str, kop: str) -> Cell:
    """The cell in the row of a code, below a header text."""
    top, columns = header(sheet)
    row = next(row for row in range(top + 1, sheet.max_row + 1) if sheet[f"{columns['Code']}{row}"].value == code)
    return sheet[f"{columns[kop]}{row}"]


def beside(sheet: Worksheet, label: str) -> Cell:
    """The cell right of a label."""
    return next(sheet.cell(cell.row, 2) for cell in sheet["A"] if cell.value == label)


def chosen(sheet: Worksheet) -> set[str]:
    """Codes of the rows that say ja."""
    top, columns = header(sheet)
    rows = range(top + 1, sheet.max_row + 1)
    return {sheet[f"{columns['Code']}{row}"].value for row in rows if sheet[f"{columns['Gekozen']}{row}"].value == "ja"}


def open_cells(sheet: Worksheet) -> set[str]:
    """Coordinates of the cells that can be filled in."""
    return {cell.coordinate for row in sheet.iter_rows() for cell in row if not cell.protection.locked}


def validations(book: Workbook) -> Iterator[tuple[Worksheet, openpyxl.worksheet.datavalidation.DataValidation]]:
    """All validations with their sheet."""
    for sheet in book:
        yield from ((sheet, validation) for validation in sheet.data_validations.dataValidation)


def validation(sheet: Worksheet, cell: Cell) -> openpyxl.worksheet.datavalidation.DataValidation:
    """The one validation of a cell."""
    found = [made for made in sheet.data_validations.dataValidation if cell.coordinate in made.sqref]
    assert len(found) == 1
    return found[0]


# --- the form ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["kerntaken", "kernopgaven", "competenties"])
def test_a_table_has_the_headers_of_the_contract_and_every_code(key: str) -> None:
    """Readers of former months rely on header texts and codes (design.md 2.2)."""
    sheet = form()[LAYOUT.formulier[key].naam]
    top, columns = header(sheet)
    assert list(columns) == [kolom.kop for kolom in LAYOUT.formulier[key].kolommen]
    assert [cell.value for cell in sheet["A"][top:]] == [*CATALOG.ingangen(key)]


def test_every_label_of_functie_stands_in_column_a() -> None:
    """The answer stands beside its label, in B."""
    labels = [cell.value for cell in form()["Functie"]["A"]]
    assert [label for label in labels if label in {v.label for v in LAYOUT.formulier["functie"].velden}] == [
        veld.label for veld in LAYOUT.formulier["functie"].velden
    ]


@pytest.mark.parametrize("naam", VOORBEELDEN)
def test_an_example_profile_is_filled_in(naam: str) -> None:
    """Kerntaken, competenties and purpose of the example; hours and kernopgaven are the manager's."""
    voorbeeld = CATALOG.voorbeeldprofiel[naam]
    book = form(replace(ANNA, voorbeeldprofiel=naam))
    assert chosen(book["Kerntaken"]) == set(voorbeeld.kerntaken)
    assert chosen(book["Competenties"]) == set(voorbeeld.competenties)
    assert chosen(book["Kernopgaven"]) == set()
    assert beside(book["Functie"], "Doel van de functie").value == voorbeeld.doel
    assert {at(book["Kerntaken"], code, "Uren per week").value for code in CATALOG.kerntaak} == {None}


def test_without_an_example_only_what_everybody_has_is_chosen() -> None:
    """Stap 1: the kerntaken of everybody are in every form, the blank one too."""
    for book in (form(replace(ANNA, voorbeeldprofiel="")), form(None)):
        assert chosen(book["Kerntaken"]) == CATALOG.altijd
        assert chosen(book["Competenties"]) == set()


def test_facts_of_the_team_workbook_are_filled_in_and_the_peildatum_is_not() -> None:
    """The manager checks the facts and dates the profile."""
    functie = form()["Functie"]
    facts = {
        "Naam": "Anna Voorbeeld",
        "Personeelsnummer": "0104",
        "Functienaam": "bemiddelaar",
        "Contracturen per week": 28.5,
        "Leidinggevende": "Lies Verzonnen",
        "Steunpunt": "Steunpunt Zonnedael",
        "Peildatum": None,
    }
    assert {label: beside(functie, label).value for label in facts} == facts


@pytest.mark.parametrize("naam", ['=HYPERLINK("x")', "+31 6", "-1+1", "@SUM(A1)", "#N/A", "_x0041_", "a < b & c"])
def test_a_name_stays_text_whatever_it_starts_with(naam: str) -> None:
    """faults.md 16: never a formula, an error value or an escape."""
    data = make_invulschema(CATALOG, LAYOUT, RULES, ZONNEDAEL, replace(ANNA, naam=naam))
    assert beside(opened(data)["Functie"], "Naam").data_type in ("s", "inlineStr")
    assert read_werkmap(data, "1.xlsx", LAYOUT.formulier).velden["functie"]["naam"].value == naam


def test_a_text_that_looks_like_a_formula_stays_text_when_it_is_edited() -> None:
    """Excel makes a formula of "=1" on Enter unless the cell is marked as quoted."""
    functie = form(replace(ANNA, naam="=1+1"))["Functie"]
    assert beside(functie, "Naam").quotePrefix
    assert not beside(functie, "Leidinggevende").quotePrefix


def test_only_answers_can_be_filled_in_and_what_everybody_has_is_locked() -> None:
    """Sheets are protected without a password; the choice of an always-present kerntaak is fixed."""
    book = form()
    taken = book["Kerntaken"]
    expected = {
        at(taken, code, kop).coordinate for code in CATALOG.kerntaak for kop in ("Uren per week", "Toelichting")
    }
    expected |= {at(taken, code, "Gekozen").coordinate for code in CATALOG.kerntaak if code not in CATALOG.altijd}
    assert open_cells(taken) == expected
    fixed = {"Personeelsnummer", "Steunpunt"}
    labels = {veld.label for veld in LAYOUT.formulier["functie"].velden} - fixed
    assert open_cells(book["Functie"]) == {beside(book["Functie"], label).coordinate for label in labels}
    assert open_cells(book["Uitleg"]) == open_cells(book["Controle"]) == open_cells(book["_stempel"]) == set()


def test_a_blank_form_asks_for_number_and_steunpunt_too() -> None:
    """Nobody else fills these in on a blank form."""
    functie = form(None)["Functie"]
    assert {beside(functie, label).coordinate for label in ("Personeelsnummer", "Steunpunt")} <= open_cells(functie)
    assert beside(functie, "Personeelsnummer").number_format == "@"


def test_the_choice_of_a_kerntaak_is_a_list_and_a_locked_one_says_why() -> None:
    """Drop-downs through a defined name; the locked cells have a prompt and no list."""
    taken = form()["Kerntaken"]
    listed, locked = validation(taken, at(taken, "a", "Gekozen")), validation(taken, at(taken, "q", "Gekozen"))
    assert (listed.type, listed.formula1) == ("list", "lijst_keuze")
    assert (locked.type, locked.prompt) == (None, LAYOUT.altijd.tekst)


def test_hours_contract_and_date_are_checked_while_typing() -> None:
    """Bounds of rules.toml: a kerntaak 0 to 60, a contract above 0 to 48."""
    book = form()
    uren = validation(book["Kerntaken"], at(book["Kerntaken"], "a", "Uren per week"))
    contract = validation(book["Functie"], beside(book["Functie"], "Contracturen per week"))
    datum = validation(book["Functie"], beside(book["Functie"], "Peildatum"))
    assert (uren.type, uren.formula1, uren.formula2) == ("decimal", "0", "60")
    assert (contract.type, contract.formula1, contract.formula2) == ("decimal", "0.01", "48")
    assert datum.type == "date"
    assert "60" in uren.prompt and "60" in uren.error and "48" in contract.error


def test_description_and_activities_are_at_hand() -> None:
    """The comment of a kerntaak holds what the catalog says of it, and is as large as its text."""
    taken = form()["Kerntaken"]
    comments = {code: at(taken, code, "Kerntaak").comment for code in CATALOG.kerntaak}
    assert all(taak.omschrijving in comments[code].text for code, taak in CATALOG.kerntaak.items())
    assert all(zin.tekst in comments[code].text for code, taak in CATALOG.kerntaak.items() for zin in taak.activiteiten)
    assert cells.comment("kort").height < cells.comment("lang " * 200).height


def test_the_reasons_for_a_competentie_are_named() -> None:
    """Bijlage 2: groups and kernopgaven that ask for it."""
    sheet = form()["Competenties"]
    assert at(sheet, "e", "Onderbouwing").value == "Verbinden en makelen, Versterken; kernopgaven a, b, c"
    assert at(sheet, "h", "Onderbouwing").value == "Verankeren"
    assert at(sheet, "p", "Onderbouwing").value == "Organisatie; kernopgave h"


def test_the_sheet_kerntaken_says_what_the_steunpunt_performs() -> None:
    """Stap 2: choose among the basisfuncties that the steunpunt performs."""
    lines = [cell.value for cell in form()["Kerntaken"]["A"]]
    assert "Dit steunpunt voert uit: Verbinden en makelen, Verankeren." in lines
    assert at(form()["Kerntaken"], "e", "Basisfunctie").value == "Verbinden en makelen"
    assert at(form()["Kerntaken"], "q", "Basisfunctie").value == "—"


def test_a_form_opens_on_the_first_cell_that_waits_for_an_answer() -> None:
    """One sheet is selected, or typing would go to several at once."""
    for medewerker, label in ((ANNA, "Peildatum"), (None, "Naam")):
        book = form(medewerker)
        assert book.active.title == "Functie"
        assert [sheet.title for sheet in book if sheet.sheet_view.tabSelected] == ["Functie"]
        assert book["Functie"].sheet_view.selection[-1].activeCell == beside(book["Functie"], label).coordinate


def test_the_summary_counts_whole_columns_with_functions_of_excel_2010() -> None:
    """Sorting and inserted rows do no harm; newer functions break in older programs (design.md 4)."""
    controle = form()["Controle"]
    formulas = [str(cell.value) for row in controle.iter_rows() for cell in row if cell.data_type == "f"]
    assert len(formulas) == 2 * len(LAYOUT.controle)
    text = " ".join(formulas)
    assert not [name for name in OUTSIDE_EXCEL_2010 if name in text]
    ranges = {code: f"Kerntaken!$E$7:$E${6 + len(CATALOG.kerntaken)}" for code in "a"}
    assert ranges["a"] in text and "Competenties!$E$" in text and "Kernopgaven!$C$" in text
    assert all(len(literal) <= 255 for formula in formulas for literal in re.findall(r'"([^"]*)"', formula))
    assert max(map(len, formulas)) < 8192


def test_the_stamp_says_whose_form_it_is_and_what_it_was_made_from() -> None:
    """Validation compares it; it travels as text in cells."""
    data = make_invulschema(CATALOG, LAYOUT, RULES, ZONNEDAEL, ANNA, vervangt="abc")
    expected = stempel(CATALOG, LAYOUT, ZONNEDAEL, ANNA, "abc")
    assert read_werkmap(data, "1.xlsx", LAYOUT.formulier).stempel == expected
    assert expected["personeelsnummer"] == "0104"
    assert expected["basisfuncties"] == "BF2 BF5"
    assert (expected["vervangt"], expected["teamgrootte"], expected["catalogus"]) == ("abc", "1", CATALOG.id)
    assert opened(data)["_stempel"].sheet_state == "hidden"


def test_a_form_has_the_same_id_every_time_and_another_form_another() -> None:
    """The id rests on steunpunt, person, catalog and what it replaces."""
    first = stempel(CATALOG, LAYOUT, ZONNEDAEL, ANNA)["formulier"]
    others = [
        stempel(CATALOG, LAYOUT, ZONNEDAEL, replace(ANNA, personeelsnummer="0105")),
        stempel(CATALOG, LAYOUT, replace(ZONNEDAEL, map="elders"), ANNA),
        stempel(CATALOG.model_copy(update={"versie": "2"}), LAYOUT, ZONNEDAEL, ANNA),
        stempel(CATALOG, LAYOUT, ZONNEDAEL, ANNA, first),
    ]
    assert stempel(CATALOG, LAYOUT, ZONNEDAEL, replace(ANNA, naam="Anders"))["formulier"] == first
    assert re.fullmatch(r"[0-9a-f]{16}", first)
    assert len({first, *(stamp["formulier"] for stamp in others)}) == 5


def test_same_input_gives_the_same_bytes() -> None:
    """No date of today, no random order."""
    assert make_invulschema(CATALOG, LAYOUT, RULES, ZONNEDAEL, ANNA) == make_invulschema(
        CATALOG, LAYOUT, RULES, ZONNEDAEL, ANNA
    )
    assert make_teambestand(CATALOG, LAYOUT, RULES, "x") == make_teambestand(CATALOG, LAYOUT, RULES, "x")


def test_a_fresh_form_is_read_without_findings() -> None:
    """What we print is found again, and nothing of it looks like a stray text."""
    for medewerker in (ANNA, None):
        data = make_invulschema(CATALOG, LAYOUT, RULES, ZONNEDAEL, medewerker)
        werkmap = read_werkmap(data, "1.xlsx", LAYOUT.formulier)
        assert werkmap.findings == ()
        assert [row.code for row in werkmap.tabellen["kerntaken"]] == [*CATALOG.kerntaak]


def test_a_catalog_without_kernopgaven_and_examples_gives_a_whole_form(tmp_path: Path) -> None:
    """No sheet, step or line about what this catalog does not have (design.md 3.1)."""
    catalog = small_catalog(tmp_path)
    book = form(replace(ANNA, voorbeeldprofiel=""), catalog)
    assert book.sheetnames == ["Uitleg", "Functie", "Kerntaken", "Competenties", "Controle", "_stempel"]
    assert chosen(book["Kerntaken"]) == {"b1"}
    assert at(book["Kerntaken"], "w2", "Soort").value == "Aanvullende taak · Tactisch"
    assert at(book["Competenties"], "K2", "Onderbouwing").value == LAYOUT.woorden["zonder_reden"]
    texts = [str(cell.value) for name in ("Uitleg", "Controle") for row in book[name].iter_rows() for cell in row]
    assert not [text for text in texts if "ernopgave" in text]
    assert any("© Testuitgever" in text for text in texts)


# --- the team workbook ---------------------------------------------------------------------------------------------


def test_a_team_workbook_has_the_headers_of_the_contract_and_empty_rows() -> None:
    """Everything to fill in is blank but the name of the steunpunt."""
    book = team()
    for key in ("basisfuncties", "team", "behoefte", "afspraken"):
        assert list(header(book[LAYOUT.team[key].naam])[1]) == [kolom.kop for kolom in LAYOUT.team[key].kolommen]
    sheet = book["Team"]
    top, _ = header(sheet)
    assert {cell.value for row in sheet.iter_rows(min_row=top + 1) for cell in row} == {None}
    assert open_cells(sheet) == {f"{letter}{row}" for letter in "ABCDEF" for row in range(top + 1, top + 61)}
    assert beside(book["Steunpunt"], "Naam").value == "Steunpunt Zonnedael"
    assert [at(book["Basisfuncties"], groep.code, "Uitvoeren").value for groep in CATALOG.te_kiezen] == [None] * 5


def test_a_blank_team_workbook_is_read_without_findings() -> None:
    """Header and empty rows only: nobody is on the team yet."""
    data = make_teambestand(CATALOG, LAYOUT, RULES, "")
    werkmap = read_werkmap(data, "steunpunt.xlsx", LAYOUT.team, "team")
    assert werkmap.findings == ()
    assert werkmap.tabellen["team"] == werkmap.tabellen["afspraken"] == ()
    assert [row.code for row in werkmap.tabellen["behoefte"]] == [*CATALOG.kerntaak]


def test_a_personeelsnummer_keeps_its_leading_zero() -> None:
    """The column is text, on Team and on Afspraken."""
    book = team()
    for name in ("Team", "Afspraken"):
        top, columns = header(book[name])
        assert book[name][f"{columns['Personeelsnummer']}{top + 1}"].number_format == "@"


def test_examples_signals_and_choices_are_chosen_from_lists() -> None:
    """Through defined names, for a list in the validation itself may hold 255 characters."""
    book = team()
    lists = {made.formula1 for _, made in validations(book) if made.type == "list"}
    assert lists == {"lijst_keuze", "lijst_voorbeeldprofiel", "lijst_signaal"}
    assert listed(book, "lijst_voorbeeldprofiel") == VOORBEELDEN
    assert listed(book, "lijst_signaal") == ["O1", "O2", "O3", "O4"]
    assert listed(book, "lijst_keuze") == ["ja", "nee"]


def test_without_examples_the_column_stays_free(tmp_path: Path) -> None:
    """A list without values would refuse every answer."""
    book = team(small_catalog(tmp_path))
    top, columns = header(book["Team"])
    cell = book["Team"][f"{columns['Voorbeeldprofiel']}{top + 1}"]
    assert validation(book["Team"], cell).type is None
    assert "lijst_voorbeeldprofiel" not in book.defined_names


# --- every workbook ------------------------------------------------------------------------------------------------


def listed(book: Workbook, name: str) -> list[str]:
    """The values below a defined name."""
    sheet, _, place = book.defined_names[name].attr_text.partition("!")
    return [row[0].value for row in book[sheet][place.replace("$", "")]]


def test_no_validation_breaks_a_limit_of_excel() -> None:
    """Excel would repair the file and drop all drop-downs: title 32, text 255, lists through a name."""
    for book in all_workbooks():
        for _, made in validations(book):
            assert len(made.promptTitle or "") <= 32 and len(made.errorTitle or "") <= 32
            assert len(made.prompt or "") <= 255 and len(made.error or "") <= 255
            assert made.type != "list" or made.formula1 in book.defined_names
        for name, defined in book.defined_names.items():
            assert re.fullmatch(r"_stempel!\$[A-Z]\$2:\$[A-Z]\$\d+", defined.attr_text), name


def test_a_text_that_is_too_long_for_excel_is_refused_while_generating() -> None:
    """The place holder is filled in first: the limit holds for what Excel gets."""
    long = LAYOUT.urenfout.model_copy(update={"tekst": "x" * 250 + " {maximum}"})
    rules = RULES.model_copy(update={"grenzen": RULES.grenzen.model_copy(update={"uren_kerntaak": 12.345678})})
    with pytest.raises(ValidationError):
        make_invulschema(CATALOG, LAYOUT.model_copy(update={"urenfout": long}), rules, None, None)


def test_nothing_is_merged_and_every_sheet_is_protected_without_a_password() -> None:
    """People unprotect sheets, and merged cells break sorting and screen readers."""
    for book in all_workbooks():
        for sheet in book:
            assert not sheet.merged_cells.ranges
            assert sheet.protection.sheet and sheet.protection.password is None
            assert sheet.title == "_stempel" or not sheet.protection.formatRows  # False: allowed


def test_every_sheet_prints_on_a4_with_its_header_on_every_page() -> None:
    """Functie upright, wide tables landscape, all one page wide."""
    for book in all_workbooks():
        for sheet in (sheet for sheet in book if sheet.title != "_stempel"):
            assert sheet.page_setup.paperSize == int(sheet.PAPERSIZE_A4)
            assert sheet.page_setup.fitToWidth == 1 and sheet.sheet_properties.pageSetUpPr.fitToPage
            assert sheet.print_title_rows
    assert form()["Functie"].page_setup.orientation == "portrait"
    assert form()["Kerntaken"].page_setup.orientation == "landscape"
    assert form()["Kerntaken"].freeze_panes == f"A{header(form()['Kerntaken'])[0] + 1}"


def test_a_row_has_room_for_its_longest_text_and_still_grows() -> None:
    """No program finds the height of a wrapped text by itself; a height set by hand would not follow what is typed."""
    data = make_invulschema(CATALOG, LAYOUT, RULES, ZONNEDAEL, ANNA)
    taken = opened(data)["Kerntaken"]
    heights = {code: taken.row_dimensions[at(taken, code, "Code").row].height for code in "ae"}
    assert heights["a"] > heights["e"] >= 20
    xml = zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet3.xml").decode()
    row = at(taken, "a", "Code").row
    assert "customHeight" not in re.search(rf'<row r="{row}"[^>]*>', xml)[0]


@pytest.mark.parametrize(
    ("text", "room", "expected"),
    [("kort", 20, 1), ("twee\nregels", 20, 2), ("woord " * 10, 20, 3), ("i" * 40, 20, 1), ("W" * 40, 20, 4)],
)
def test_the_lines_of_a_text_are_counted_by_the_width_of_its_letters(text: str, room: float, expected: int) -> None:
    """Forty times i takes less room than forty times W."""
    assert cells.lines(text.strip(), room) == expected


def test_every_text_can_be_read_on_its_colour() -> None:
    """WCAG: a contrast of at least 4.5."""
    styles = [value for value in vars(cells).values() if isinstance(value, cells.Stijl)]
    styles += [cells.marked(cells.INPUT, ernst) for ernst in cells.MARKS]
    for stijl in styles:
        paper = stijl.fill.fgColor.rgb[-6:] if stijl.fill.fill_type else "FFFFFF"
        ink = stijl.font.color.rgb[-6:] if stijl.font.color else "000000"
        assert contrast(paper, ink) >= 4.5, (paper, ink)


def contrast(first: str, second: str) -> float:
    """Contrast of two colours as WCAG defines it."""
    low, high = sorted((luminance(first), luminance(second)))
    return (high + 0.05) / (low + 0.05)


def luminance(colour: str) -> float:
    """Relative luminance of a colour like "1F3A4D"."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_calamine_opens_every_workbook() -> None:
    """The other reader finds the same sheets."""
    for data in (make_invulschema(CATALOG, LAYOUT, RULES, None, None), make_teambestand(CATALOG, LAYOUT, RULES, "x")):
        assert CalamineWorkbook.from_filelike(io.BytesIO(data)).sheet_names == opened(data).sheetnames


def test_the_blank_forms_in_input_templates_are_current() -> None:
    """Run `make templates` after a change of catalog, layout or rules. Parts are compared: zlib may differ."""
    spec = importlib.util.spec_from_file_location("make_templates", ROOT / "tools" / "make_templates.py")
    assert spec and spec.loader
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    made = tool.templates()
    assert sorted(path.name for path in (ROOT / "input_templates").glob("*.xlsx")) == sorted(made)
    for name, content in made.items():
        assert parts((ROOT / "input_templates" / name).read_bytes()) == parts(content), name


def parts(data: bytes) -> dict[str, bytes]:
    """Name -> content of the parts of a file."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
