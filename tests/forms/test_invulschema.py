"""The form of a team member, and the blank one."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from pipeline.excel.room import SMALL, height
from pipeline.forms.drawing import cells
from pipeline.forms.invulschema import Ontwerp, form_file, make_invulschema
from pipeline.forms.live.controle import CELLEN
from pipeline.forms.prefill import prefill, stempel
from pipeline.intake.file import read_werkmap
from pipeline.intake.opdracht import Leesvorm
from tests.conftest import ROOT
from tests.support.folders import form_of
from tests.support.workbooks import (
    ANNA,
    CATALOG,
    LAYOUT,
    RULES,
    ZONNEDAEL,
    at,
    beside,
    chosen,
    form,
    header,
    open_cells,
    opened,
    small_catalog,
    validation,
)

ONTWERP = Ontwerp(CATALOG, LAYOUT, RULES)
VOORBEELDEN = [voorbeeld.naam for voorbeeld in CATALOG.voorbeeldprofielen]


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
    everything = replace(ZONNEDAEL, uitgevoerd=frozenset(groep.code for groep in CATALOG.te_kiezen))
    book = opened(make_invulschema(CATALOG, LAYOUT, RULES, everything, replace(ANNA, voorbeeldprofiel=naam)))
    assert chosen(book["Kerntaken"]) == set(voorbeeld.kerntaken)
    assert chosen(book["Competenties"]) == set(voorbeeld.competenties)
    assert chosen(book["Kernopgaven"]) == set()
    assert beside(book["Functie"], "Doel van de functie").value == voorbeeld.doel
    assert {at(book["Kerntaken"], code, "Uren per week").value for code in CATALOG.kerntaak} == {None}


def test_of_an_example_only_what_the_steunpunt_performs_is_filled_in() -> None:
    """design.md 2.2: kerntaken of BF2 and BF5 with those of the organisation, and competencies with a reason left."""
    book = form(replace(ANNA, voorbeeldprofiel="makelaar maatschappelijke stage"))
    assert chosen(book["Kerntaken"]) == {*"hiopquv"}
    assert chosen(book["Competenties"]) == {*"bcdfgeikhlmn"}


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
    assert read_werkmap(data, "1.xlsx", [Leesvorm(LAYOUT.formulier)]).velden["functie"]["naam"].value == naam


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
    """The comment at the code of a kerntaak holds what the catalog says of it, and is as high as its text."""
    taken = form()["Kerntaken"]
    comments = {code: at(taken, code, "Code").comment for code in CATALOG.kerntaak}
    assert all(taak.omschrijving in comments[code].text for code, taak in CATALOG.kerntaak.items())
    assert all(zin.tekst in comments[code].text for code, taak in CATALOG.kerntaak.items() for zin in taak.activiteiten)
    assert cells.comment("kort", 80).height < cells.comment("lang " * 200, 80).height


@pytest.mark.parametrize("blad", ["Kerntaken", "Kernopgaven", "Competenties"])
def test_an_explanation_covers_no_answer(blad: str) -> None:
    """Programs show a comment right of its cell: it is at the code, and no wider than what stands before the answers.

    openpyxl forgets the size of a comment that it reads: the width is in the drawing. A column is 7 pixels a character.
    """
    sheet = form()[blad]
    _, columns = header(sheet)
    commented = {cell.column_letter for row in sheet.iter_rows() for cell in row if cell.comment}
    assert commented == {"A"}
    between = [letter for letter in columns.values() if "A" < letter < columns["Gekozen"]]
    room = 7 * sum(sheet.column_dimensions[letter].width for letter in between)
    data = make_invulschema(CATALOG, LAYOUT, RULES, ZONNEDAEL, ANNA)
    number = ["Kerntaken", "Kernopgaven", "Competenties"].index(blad) + 1
    drawing = zipfile.ZipFile(io.BytesIO(data)).read(f"xl/drawings/commentsDrawing{number}.vml").decode()
    widths = {int(width) for width in re.findall(r"width:(\d+)px", drawing)}
    assert len(widths) == 1 and 200 <= widths.pop() < room


SCREEN = (1267, 568)  # pixels that LibreOffice leaves for cells in a window of 1366 x 768 at 100 %
PIXELS_OF_A_CHARACTER, PIXELS_OF_A_POINT = 7.8, 4 / 3


@pytest.mark.parametrize("blad", ["Kerntaken", "Kernopgaven", "Competenties"])
def test_every_column_of_a_sheet_with_choices_is_in_sight_on_a_laptop(blad: str) -> None:
    """The notes and Klopt dit? too."""
    sheet = form()[blad]
    columns = header(sheet)[1].values()
    width = PIXELS_OF_A_CHARACTER * sum(sheet.column_dimensions[letter].width for letter in columns)
    assert width <= SCREEN[0]


def test_a_line_of_the_summary_is_high_enough_for_the_cells_that_it_names() -> None:
    """Which cells it names is known when somebody types."""
    sheet = form()["Controle"]
    top, columns = header(sheet)
    column = columns["Wat betekent dit?"]
    for regel in LAYOUT.controle:
        if any("{cellen}" in geval.tekst for geval in regel.gevallen.values()):
            row = next(row for row in range(top, sheet.max_row + 1) if sheet.cell(row, 1).value == regel.onderdeel)
            said = max((geval.tekst for geval in regel.gevallen.values()), key=len).format(cellen=CELLEN)
            needed = height(said, sheet.column_dimensions[column].width, SMALL)
            assert sheet.row_dimensions[row].height >= needed > height("x", 99, SMALL)


def test_sixteen_kerntaken_are_in_sight_on_a_laptop() -> None:
    """Title, intro and live lines stay in sight and are few and low; in the example one task has a note."""
    example = openpyxl.load_workbook(form_of(ROOT / "examples" / "invoer" / "zonnedael", "1001"))
    for sheet in (form()["Kerntaken"], example["Kerntaken"]):
        top, _ = header(sheet)
        heights = [sheet.row_dimensions[row].height for row in range(1, top + 17)]
        assert PIXELS_OF_A_POINT * sum(heights) <= SCREEN[1]


@pytest.mark.parametrize(
    "key", ["anders", "bereik", "altijd", "los", "als_ja", "zonder_uren", "buiten", "buiten_gekozen"]
)
def test_every_word_beside_a_kerntaak_fits_on_one_line(key: str) -> None:
    """Excel does not grow a row when an outcome changes."""
    words = LAYOUT.live[key].format(maximum=f"{RULES.grenzen.uren_kerntaak:g}")
    kolom = LAYOUT.formulier["kerntaken"].kolom("klopt")
    assert height(words, kolom.breedte, SMALL) == height("x", kolom.breedte, SMALL)


def test_every_sheet_says_whose_form_it_is() -> None:
    """In the title line and in the footer; both are ours. A blank form is nobody's."""
    whose = "Anna Voorbeeld · 0104 · Steunpunt Zonnedael"
    for sheet in form().worksheets[:-1]:
        assert str(sheet["A1"].value).endswith(f" · {whose}") and sheet["A1"].protection.locked
        assert sheet.oddFooter.center.text == whose
    assert [sheet["A1"].value for sheet in form(None).worksheets[:-1]] == [
        blad.titel for blad in LAYOUT.formulier.values()
    ]


def test_the_sheet_uitleg_says_what_the_kinds_of_competencies_mean(tmp_path: Path) -> None:
    """Bijlage 4; a catalog without these kinds has no such line."""
    meaning = LAYOUT.woorden["soort_generiek"]
    assert any(meaning in str(cell.value) for cell in form()["Uitleg"]["A"])
    assert not any(meaning in str(cell.value) for cell in form(None, small_catalog(tmp_path))["Uitleg"]["A"])


def test_a_name_is_a_name_in_the_footer_too() -> None:
    """There & starts a code."""
    book = form(replace(ANNA, naam="Jansen & Zn\n<x>"))
    assert book["Kerntaken"]["A1"].value == "Kerntaken · Jansen & Zn <x> · 0104 · Steunpunt Zonnedael"
    assert book["Kerntaken"].oddFooter.center.text.startswith("Jansen && Zn <x> ")


@pytest.mark.parametrize(("note", "pages"), [("", 1), ("Een korte zin.", 1), ("Een lange zin. " * 30, 0)])
def test_the_kerntaken_are_one_page_unless_their_notes_are_long(note: str, pages: int) -> None:
    """0 is as many pages as it takes: letters that nobody can read are worse than a second page."""
    fresh = prefill(ONTWERP, ZONNEDAEL, ANNA)
    notes = {("kerntaken", code, "toelichting"): note for code in CATALOG.kerntaak if note}
    book = opened(form_file(ONTWERP, replace(fresh, waarden={**fresh.waarden, **notes})))
    assert book["Kerntaken"].page_setup.fitToHeight == pages


def test_a_kerntaak_says_which_basisfunctie_it_belongs_to() -> None:
    """A dash where it belongs to none."""
    assert at(form()["Kerntaken"], "e", "Basisfunctie").value == "Verbinden en makelen"
    assert at(form()["Kerntaken"], "q", "Basisfunctie").value == "—"


def test_a_form_opens_on_the_first_cell_that_waits_for_an_answer() -> None:
    """One sheet is selected, or typing would go to several at once."""
    for medewerker, label in ((ANNA, "Peildatum"), (None, "Naam")):
        book = form(medewerker)
        assert book.active.title == "Functie"
        assert [sheet.title for sheet in book if sheet.sheet_view.tabSelected] == ["Functie"]
        assert book["Functie"].sheet_view.selection[-1].activeCell == beside(book["Functie"], label).coordinate


def test_the_stamp_says_whose_form_it_is_and_what_it_was_made_from() -> None:
    """Validation compares it; it travels as text in cells."""
    data = make_invulschema(CATALOG, LAYOUT, RULES, ZONNEDAEL, ANNA, vervangt="abc")
    expected = stempel(CATALOG, LAYOUT, ZONNEDAEL, ANNA, "abc")
    stamped = read_werkmap(data, "1.xlsx", [Leesvorm(LAYOUT.formulier)]).stempel
    assert re.fullmatch("[0-9a-f]{16}", stamped["uitgegeven"])
    assert {**stamped, "uitgegeven": ""} == {**expected, "uitgegeven": ""}
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


def test_a_fresh_form_is_read_without_findings() -> None:
    """What we print is found again, and nothing of it looks like a stray text."""
    for medewerker in (ANNA, None):
        data = make_invulschema(CATALOG, LAYOUT, RULES, ZONNEDAEL, medewerker)
        werkmap = read_werkmap(data, "1.xlsx", [Leesvorm(LAYOUT.formulier)])
        assert werkmap.findings == ()
        assert [row.code for row in werkmap.tabellen["kerntaken"]] == [*CATALOG.kerntaak]


def test_a_catalog_without_kernopgaven_and_examples_gives_a_whole_form(tmp_path: Path) -> None:
    """No sheet, step or line about what this catalog does not have (design.md 3.1)."""
    catalog = small_catalog(tmp_path)
    book = form(replace(ANNA, voorbeeldprofiel=""), catalog)
    assert book.sheetnames == ["Uitleg", "Functie", "Kerntaken", "Competenties", "Controle", "_stempel"]
    assert chosen(book["Kerntaken"]) == {"b1"}
    assert at(book["Kerntaken"], "w2", "Soort").value == "Aanvullende taak · Tactisch"
    assert LAYOUT.woorden["zonder_reden"] in at(book["Competenties"], "K2", "Onderbouwing").value
    texts = [str(cell.value) for name in ("Uitleg", "Controle") for row in book[name].iter_rows() for cell in row]
    assert not [text for text in texts if "ernopgave" in text]
    assert any("© Testuitgever" in text for text in texts)
