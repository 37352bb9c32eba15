"""The umbrella's overview: figures per steunpunt, in words, without names of people."""

import io
import re
from collections.abc import Sequence
from dataclasses import replace

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.koepel import make_overzicht_html, make_overzicht_xlsx, summarise
from pipeline.records import Analyse, Beoordeeld, Dekkingstatus, Samenvatting, Steunpunt
from tests.samples_reports import CATALOG, PERIODE, TEAM, analyse, empty_steunpunt, oordeel, samenvatting, steunpunt

HEADER = 5
VERBINDEN = CATALOG.te_kiezen[1]
COUNTS: dict[Dekkingstatus, int] = {"gedekt": 2, "kwetsbaar": 1, "op_papier": 0, "ongedekt": 2, "niet_gekozen": 0}


def sheet_of(found: Sequence[Samenvatting]) -> Worksheet:
    """The only sheet of the workbook."""
    (sheet,) = load_workbook(io.BytesIO(make_overzicht_xlsx(found, CATALOG, PERIODE)))
    return sheet


def table(found: Sequence[Samenvatting]) -> dict[str, dict[str, object]]:
    """Folder (or Totaal) -> header text -> value, in the order of the sheet."""
    header, *rows = sheet_of(found).iter_rows(min_row=HEADER, values_only=True)
    return {str(row[0]): dict(zip(map(str, header), row, strict=True)) for row in rows}


def of_zonnedael() -> Samenvatting:
    """The figures of the steunpunt in which everything occurs."""
    return summarise(steunpunt(), analyse(), CATALOG)


def verdicts(html: str) -> list[str]:
    """Texts of the cells of the groups, row by row."""
    return re.findall(r'<td role="cell" class="vak [^"]*" data-kop="[^"]*">([^<]*)</td>', html)


# --- figures of one steunpunt --------------------------------------------------------------------------------------


def test_forms_are_counted_by_what_became_of_them() -> None:
    """Unreadable counts as rejected, missing apart."""
    found = of_zonnedael()
    assert (found.medewerkers, found.goedgekeurd, found.afgekeurd, found.ontbrekend) == (7, 5, 2, 1)


def test_a_replaced_form_is_neither_accepted_nor_rejected() -> None:
    """The form that replaces it is counted."""
    beoordeeld = Beoordeeld(Steunpunt("x", "X", team=TEAM[:1]), (oordeel(TEAM[0]), oordeel(TEAM[0], "vervangen")))
    found = summarise(beoordeeld, Analyse((), (), ()), CATALOG)
    assert (found.goedgekeurd, found.afgekeurd) == (1, 0)


def test_signals_are_counted_by_severity_without_the_accepted() -> None:
    """The orange one of the sample has a valid agreement."""
    assert of_zonnedael().signalen == {"rood": 1, "oranje": 0, "info": 1}


def test_kerntaken_are_counted_per_group_that_can_be_chosen() -> None:
    """Every status is there, also at 0; organisatie and professie are not."""
    found = of_zonnedael()
    assert [*found.dekking] == [groep.code for groep in CATALOG.te_kiezen]
    assert found.dekking["BF3"] == {"gedekt": 1, "kwetsbaar": 0, "op_papier": 1, "ongedekt": 1, "niet_gekozen": 0}
    assert found.dekking["BF4"]["niet_gekozen"] == 2


def test_a_summary_holds_nothing_about_persons() -> None:
    """The umbrella gets figures only (design.md 3.8)."""
    text = repr(of_zonnedael())
    assert not [m for m in TEAM if m.naam in text or m.personeelsnummer in text]


# --- the table -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({}, "gedekt"),
        ({"dekking": {groep.code: COUNTS for groep in CATALOG.te_kiezen}}, "2 ongedekt, 1 kwetsbaar"),
        ({"uitgevoerd": frozenset({"BF1"})}, "niet uitgevoerd"),
        ({"leesbaar": False}, "teambestand niet leesbaar"),
    ],
)
def test_a_cell_says_the_verdict_in_words_in_both_files(changes: dict[str, object], text: str) -> None:
    """What falls short with its number, weakest first."""
    found = [samenvatting("amberveld", **changes)]
    assert table(found)["amberveld"][VERBINDEN.naam] == text
    assert verdicts(make_overzicht_html(found, CATALOG, PERIODE))[1] == text


def test_a_steunpunt_that_cannot_be_read_has_no_figures() -> None:
    """0 employees would be a statement."""
    row = table([samenvatting("kapot", leesbaar=False)])["kapot"]
    assert row["Medewerkers"] is None
    assert row["Signalen rood"] is None


def test_rows_are_sorted_by_folder_with_the_total_last() -> None:
    """Whatever the order in which the steunpunten came."""
    found = [samenvatting("zuid/b"), samenvatting("noord"), samenvatting("zuid/a")]
    assert [*table(found)] == ["noord", "zuid/a", "zuid/b", "Totaal"]
    html = make_overzicht_html(found, CATALOG, PERIODE)
    assert html.index("noord") < html.index("zuid/a") < html.index("zuid/b") < html.index("Totaal")


def test_the_total_adds_up_and_counts_who_covers_a_group() -> None:
    """Of a group: at how many of those that perform it all kerntaken are covered."""
    found = [of_zonnedael(), samenvatting("amberveld"), samenvatting("kapot", leesbaar=False, goedgekeurd=0)]
    total = table(found)["Totaal"]
    assert total["Formulieren goedgekeurd"] == 8
    assert total["Formulieren afgekeurd"] == 2
    assert total["Formulieren ontbreken"] == 1
    assert (total["Signalen rood"], total["Signalen oranje"], total["Niet te beoordelen"]) == (1, 0, 1)
    assert total[VERBINDEN.naam] == "helemaal gedekt bij 1 van de 2"
    assert verdicts(make_overzicht_html(found, CATALOG, PERIODE))[-4] == "helemaal gedekt bij 1 van de 2"


def test_a_steunpunt_without_forms_is_uncovered() -> None:
    """Everything that it performs."""
    row = table([summarise(*empty_steunpunt(), CATALOG)])["leeg"]
    assert row[VERBINDEN.naam] == "5 ongedekt"
    assert row["Formulieren ontbreken"] == 7


def test_neither_file_names_a_person() -> None:
    """No name and no personeelsnummer in anything of the koepel."""
    found = [of_zonnedael(), summarise(*empty_steunpunt(), CATALOG)]
    cells = "\n".join(str(value) for row in sheet_of(found).iter_rows(values_only=True) for value in row)
    for text in (cells, make_overzicht_html(found, CATALOG, PERIODE)):
        assert not [m for m in TEAM if m.naam.split()[0] in text or m.personeelsnummer in text]


def test_the_name_of_a_steunpunt_is_text() -> None:
    """Never a formula, never markup."""
    found = [samenvatting("x", naam="=1+1", gemeente="<script>alert(1)</script>")]
    assert sheet_of(found).cell(HEADER + 1, 2).data_type == "s"
    html = make_overzicht_html(found, CATALOG, PERIODE)
    assert "<script" not in html
    assert "&lt;script&gt;" in html


def test_the_filter_leaves_the_total_out_and_the_source_is_named() -> None:
    """Sorting by a column keeps the total below."""
    sheet = sheet_of([samenvatting("a"), samenvatting("b")])
    assert sheet.auto_filter.ref == f"A{HEADER}:O{HEADER + 2}"
    assert sheet["A4"].value == CATALOG.bron.vermelding
    assert CATALOG.bron.vermelding in make_overzicht_html([], CATALOG, PERIODE)


def test_a_thousand_steunpunten_are_a_thousand_rows() -> None:
    """The koepel of the whole country fits."""
    found = [samenvatting(f"steunpunt-{number:04}") for number in range(1000)]
    assert len(table(found)) == 1001
    assert make_overzicht_html(found, CATALOG, PERIODE).count("<tr ") > 1000


def test_the_order_of_input_does_not_change_the_files() -> None:
    """Workers end in any order; the same input gives the same bytes."""
    found = [of_zonnedael(), samenvatting("amberveld"), replace(of_zonnedael(), map="daal")]
    for make in (make_overzicht_xlsx, make_overzicht_html):
        assert make(found, CATALOG, PERIODE) == make(found[::-1], CATALOG, PERIODE)


def test_without_any_steunpunt_there_is_an_empty_table() -> None:
    """Only the total."""
    assert [*table([])] == ["Totaal"]
    assert table([])["Totaal"]["Medewerkers"] == 0
