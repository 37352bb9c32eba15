"""The live cells of a form as they are written; test_live_libreoffice.py lets LibreOffice calculate them."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import Workbook

from pipeline.definitions.ontwerp import Ontwerp
from pipeline.excel.book import to_bytes
from pipeline.excel.formulas import FORMULA_MAX, checked, choose, joined_where, literal, sentence
from pipeline.excel.room import TEXT_MAX
from pipeline.forms.drawing.casting import can_be_cast
from pipeline.forms.invulschema import draw_form, form_file, make_invulschema
from pipeline.forms.prefill import prefill
from pipeline.model.workbook import Value
from tests.support.live_forms import ONTWERP, gevallen
from tests.support.workbooks import ANNA, CATALOG, LAYOUT, RULES, ZONNEDAEL, at, form, header, opened, small_catalog

EXCEL_2010 = (  # of which LibreOffice 7.4 has each, under the same name in the file
    *("ADDRESS", "AND", "CELL", "COLUMN", "COUNTIF", "COUNTIFS", "EXACT", "FIND", "IF", "IFERROR", "INDEX", "INT"),
    *(
        "ISBLANK",
        "ISERROR",
        "ISNUMBER",
        "LEFT",
        "MATCH",
        "MAX",
        "MID",
        "MOD",
        "N",
        "OR",
        "ROUND",
        "ROW",
        "SUM",
        "SUMIF",
    ),
    *("SUMPRODUCT", "TRIM"),
)


def formulas(book: Workbook) -> dict[tuple[str, str], str]:
    """Sheet and address -> formula."""
    cells = [(sheet.title, cell) for sheet in book for row in sheet.iter_rows() for cell in row]
    return {(naam, cell.coordinate): str(cell.value) for naam, cell in cells if cell.data_type == "f"}


def test_every_formula_is_one_that_excel_2010_and_libreoffice_have() -> None:
    """No LET, FILTER, TEXTJOIN, IFS or XLOOKUP; no array formula; nothing longer than Excel takes."""
    for book in (form(), form(None)):
        for place, formula in formulas(book).items():
            bare = re.sub(r'"(?:[^"]|"")*"', '""', formula)
            assert {*re.findall(r"([A-Z][A-Z0-9.]*)\(", bare)} <= {*EXCEL_2010}, place
            assert len(formula) <= FORMULA_MAX and bare.count("(") == bare.count(")")
            assert all(len(text) <= 255 for text in re.findall(r'"((?:[^"]|"")*)"', formula))


def test_every_formula_is_locked() -> None:
    """Nobody overwrites one by accident."""
    for (naam, cel), _ in formulas(book := form()).items():
        assert book[naam][cel].protection.locked


def test_answers_are_found_by_code_and_never_by_row() -> None:
    """Sorting and inserted rows do no harm: only MATCH and INDEX over a whole column look at the tables."""
    book = form()
    top, columns = header(book["Kerntaken"])
    column = f"'Kerntaken'!${columns['Code']}${top}:${columns['Code']}${top + len(CATALOG.kerntaken) + 1}"
    hidden = [formula for (naam, _), formula in formulas(book).items() if naam == "_stempel"]
    assert sum(f'MATCH("{code}",{column},0)' in formula for formula in hidden for code in CATALOG.kerntaak) == len(
        CATALOG.kerntaken
    )
    for (naam, cel), formula in formulas(book).items():
        tables = re.findall(r"'(?:Kerntaken|Kernopgaven|Competenties)'!\$[A-Z]\$\d+(:?)", formula)
        assert naam == "_stempel" or not tables, cel
        assert all(tables), cel


def test_the_thresholds_of_the_rules_are_in_the_formulas() -> None:
    """instellingen/rules.toml holds for the live form too."""
    rules = RULES.model_copy(
        update={
            "o1": RULES.o1.model_copy(update={"oranje_vanaf": 0.77}),
            "o2": RULES.o2.model_copy(update={"kerntaken": 11.0, "uren": 35.0}),
            "o4": RULES.o4.model_copy(update={"zonder_uren": 0.33}),
            "grenzen": RULES.grenzen.model_copy(update={"uren_kerntaak": 59.0, "contracturen": 47.0}),
        }
    )
    text = " ".join(formulas(opened(make_invulschema(CATALOG, LAYOUT, rules, ZONNEDAEL, ANNA))).values())
    assert all(part in text for part in ("0.77*", ">0.33*", "11*", "/35+", ">59", "<=47", "77&", "tot en met 59"))


def test_every_line_of_controle_leads_to_where_to_look() -> None:
    """All but the last: a link within the workbook to a cell of that sheet."""
    controle = form()["Controle"]
    top, columns = header(controle)
    rows = range(top + 1, controle.max_row + 1)
    links = [controle[f"{columns['Ga naar']}{row}"] for row in rows if controle[f"A{row}"].value]
    assert all(cell.hyperlink.location.startswith(f"'{cell.value}'!") for cell in links[:-1])
    assert links[-1].hyperlink is None


def test_controle_has_no_line_about_what_the_form_does_not_know(tmp_path: Path) -> None:
    """Without an example, a steunpunt or kernopgaven there is nothing to say of them."""
    first = [str(cell.value) for cell in form()["Controle"]["A"]]
    blank = [str(cell.value) for cell in form(None)["Controle"]["A"]]
    small = form(replace(ANNA, voorbeeldprofiel=""), small_catalog(tmp_path))["Controle"]["A"]
    named = {regel.key: regel.onderdeel for regel in LAYOUT.controle}
    assert {*first} >= {*named.values()}
    assert not {named["buiten"], named["alleen"], named["voorbeeld"]} & {*blank}
    assert not {named["kernopgaven"], named["zonder_competentie"]} & {str(cell.value) for cell in small}


def test_a_competency_names_what_could_be_a_reason_for_it() -> None:
    """Bijlage 2: groups and kernopgaven that ask for it, for as long as none of them is chosen."""
    sheet = form()["Competenties"]
    assert "Verbinden en makelen, Versterken; kernopgaven a, b, c." in at(sheet, "e", "Onderbouwing").value
    assert "Past bij Organisatie; kernopgave h." in at(sheet, "p", "Onderbouwing").value


def test_live_words_have_their_colours() -> None:
    """Colour follows the words; the words are always there."""
    book = form()
    for naam in ("Kerntaken", "Kernopgaven", "Controle"):
        rules = [rule.formula[0] for block in book[naam].conditional_formatting for rule in block.rules]
        assert any("SEARCH(" in formula for formula in rules), naam


# --- formulas ------------------------------------------------------------------------------------------------------


def test_a_text_in_a_formula_is_quoted_and_never_too_long() -> None:
    """Excel takes 255 characters in one text; quotes are doubled."""
    assert literal('zeg "ja"') == '"zeg ""ja"""'
    assert [len(part) for part in re.findall(r'"([^"]*)"', literal("x" * 600))] == [255, 255, 90]


def test_a_formula_that_excel_would_refuse_is_not_written() -> None:
    """Excel would repair the file and drop it."""
    with pytest.raises(ValueError, match="Formula of 8192"):
        checked("x" * FORMULA_MAX)


def test_parts_become_one_formula() -> None:
    """Sentences, cases and lists."""
    assert sentence("Nog {vrij} uur", {"vrij": "A1"}) == '"Nog "&A1&" uur"'
    assert choose([("A1=1", '"x"'), ("A1=2", '"y"'), ("", '"z"')]) == 'IF(A1=1,"x",IF(A1=2,"y","z"))'
    assert joined_where([("A1=1", '"a"'), ("A2=1", '"b"')]) == 'MID(IF(A1=1,", "&"a","")&IF(A2=1,", "&"b",""),3,9999)'
    assert joined_where([]) == '""'


# --- casting -------------------------------------------------------------------------------------------------------


NUMBER = re.compile(rb"(?<=<v>)\d+\.\d{16,}(?=</v>)")


def shortest(found: re.Match[bytes]) -> bytes:
    """The same number in fewer signs: openpyxl writes 0.07 as 0.07000000000000001."""
    return repr(float(found.group())).encode()


def test_a_cast_form_is_the_form_that_drawing_gives() -> None:
    """Part by part: answers, heights of rows, the cursor and the stamp are where drawing puts them."""
    typed: dict[tuple[str, str, str], Value] = {
        ("functie", "", "doel"): " Met spatie & <teken>\nen een regel " * 12,
        ("functie", "", "peildatum"): dt.date(2026, 11, 1),
        ("functie", "", "opmerkingen"): "Zoë komt op dinsdag. " * 30,
    }
    for geval in gevallen(20, seed=7):
        fresh = prefill(ONTWERP, geval.steunpunt, geval.medewerker)
        waarden = {**fresh.waarden, **geval.waarden, **typed}
        invulling = replace(fresh, waarden={plek: value for plek, value in waarden.items() if value is not None})
        drawing = draw_form(ONTWERP, invulling)
        drawing.open_on("functie")
        drawn, cast = parts(to_bytes(drawing.book)), parts(form_file(ONTWERP, invulling))
        drawn = {name: NUMBER.sub(shortest, part) for name, part in drawn.items()}
        assert drawn.keys() == cast.keys()
        assert [name for name in drawn if drawn[name] != cast[name]] == []


@pytest.mark.parametrize("value", ["=1+1", "-x", "_x0041_", True, dt.datetime(2026, 1, 1, 8), "x" * (TEXT_MAX + 1)])
def test_a_value_with_a_look_of_its_own_is_drawn(value: Value) -> None:
    """The mould has one style for a cell."""
    assert not can_be_cast(value, datum=True)


def test_a_form_with_such_a_value_is_whole() -> None:
    """Drawn instead of cast: nothing is lost."""
    ontwerp = Ontwerp(CATALOG, LAYOUT, RULES)
    fresh = prefill(ontwerp, ZONNEDAEL, replace(ANNA, naam="=1+1"))
    assert "=1+1" in [cell.value for cell in opened(form_file(ontwerp, fresh))["Functie"]["B"]]


def parts(data: bytes) -> dict[str, bytes]:
    """Name -> content of the parts of a file."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
