"""The umbrella's overview: figures per steunpunt, in words, without names of people."""

import io
import re
from collections.abc import Sequence
from dataclasses import replace

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.analysis.summary import summarise
from pipeline.model.samenvatting import Samenvatting
from pipeline.render.koepel.overzicht import css_text, make_overzicht_html, make_overzicht_xlsx
from tests.support.samples_reports import (
    CATALOG,
    PERIODE,
    TEAM,
    analyse,
    cijfers,
    empty_steunpunt,
    samenvatting,
    steunpunt,
)

VERBINDEN = CATALOG.te_kiezen[1]
LEGEND = ["G = gedekt", "K = kwetsbaar", "P = op papier", "O = ongedekt", "– = niet gekozen"]


def book_of(found: Sequence[Samenvatting]) -> Workbook:
    """The workbook as openpyxl reads it."""
    return load_workbook(io.BytesIO(make_overzicht_xlsx(found, CATALOG, PERIODE)))


def header_row(sheet: Worksheet) -> int:
    """Number of the row with the headers: the first one with several cells."""
    return next(row[0].row for row in sheet.iter_rows() if sum(cell.value is not None for cell in row) > 1)


def table(found: Sequence[Samenvatting], blad: str = "Overzicht") -> list[dict[str, object]]:
    """The rows of a sheet: header text -> value."""
    sheet = book_of(found)[blad]
    header, *rows = sheet.iter_rows(min_row=header_row(sheet), values_only=True)
    return [dict(zip(map(str, header), row, strict=True)) for row in rows]


def by_map(found: Sequence[Samenvatting], blad: str = "Overzicht") -> dict[object, dict[str, object]]:
    """The rows of a sheet by folder (or label of a total)."""
    return {row["Map"]: row for row in table(found, blad)}


def page_of(found: Sequence[Samenvatting]) -> str:
    """The page."""
    return make_overzicht_html(found, CATALOG, PERIODE)


def rows_of(html: str, table: str) -> list[list[str]]:
    """Texts of the cells in the body of a table of this class, row by row; end tags are left out on the page."""
    body = html.partition(f'<table class="{table}">')[2].partition("<tbody>")[2].partition("</tbody>")[0]
    rows = [re.split(r"<t[dh][^>]*>", row)[1:] for row in body.split("<tr")[1:]]
    return [[re.sub(r"<[^>]*>", " ", cell).strip() for cell in row] for row in rows]


def of_zonnedael(map_: str = "zonnedael") -> Samenvatting:
    """The figures of the steunpunt in which everything occurs."""
    return replace(summarise(steunpunt(), analyse()), map=map_)


# --- per basisfunctie ----------------------------------------------------------------------------------------------


SHORT_OF = cijfers(e=("ongedekt", 0, 0, 0), f=("kwetsbaar", 1, 4, 0), g=("ongedekt", 0, 0, 0))


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({}, "gedekt"),
        ({"kerntaken": SHORT_OF}, "2 ongedekt, 1 kwetsbaar"),
        ({"uitgevoerd": frozenset({"BF1"})}, "niet gekozen"),
        ({"leesbaar": False, "kerntaken": ()}, "teambestand niet leesbaar"),
    ],
)
def test_a_cell_says_the_verdict_in_words_in_both_files(changes: dict[str, object], text: str) -> None:
    """What falls short with its number, weakest first."""
    found = [samenvatting("amberveld", **changes)]
    assert by_map(found)["amberveld"][VERBINDEN.naam] == text
    assert rows_of(page_of(found), "kaarten overzicht")[0][2] == text


def test_a_steunpunt_that_cannot_be_read_has_no_figures() -> None:
    """0 employees would be a statement."""
    found = [samenvatting("kapot", leesbaar=False, kerntaken=())]
    row = by_map(found)["kapot"]
    assert (row["Medewerkers"], row["Fte"], row["Signalen rood"]) == (None, None, None)
    assert rows_of(page_of(found), "kaarten overzicht")[0][-1] == "–"


def test_figures_are_people_full_time_equivalents_forms_and_overload() -> None:
    """Contract hours / 36; the share is of the accepted forms, in whole percents."""
    found = [samenvatting("a", medewerkers=5, overbelast=1, contract_onbekend=2, ontbrekend=4, afgekeurd=5)]
    row = by_map(found)["a"]
    assert (row["Medewerkers"], row["Fte"], row["Contract onbekend"]) == (5, 2.5, 2)
    assert (row["Formulieren goedgekeurd"], row["Formulieren ontbreken"], row["Formulieren afgekeurd"]) == (3, 4, 5)
    assert (row["Mensen met signaal"], row["Met signaal (%)"]) == (1, 33)
    assert rows_of(page_of(found), "kaarten overzicht")[0][-9:] == ["0", "5", "2,5", "2", "3", "0", "4", "5", "33"]


ABOUT_PEOPLE = (
    "Fte",
    "Mensen met signaal",
    "Met signaal (%)",
    "Signalen rood",
    "Signalen oranje",
    "Niet te beoordelen",
)


def about_people(found: Sequence[Samenvatting]) -> dict[str, list[object]]:
    """What the rows of the workbook say of persons, by folder or label."""
    rows = table(found)
    return {str(row["Map"] or row.get("Koepel")): [row[kop] for kop in ABOUT_PEOPLE] for row in rows}


def few(map_: str, people: int, **changes: object) -> Samenvatting:
    """A steunpunt of so many people, all with a form and a red signal."""
    return samenvatting(
        map_, medewerkers=people, goedgekeurd=people, overbelast=people, contracturen=24.0 * people, **changes
    )


def test_figures_of_fewer_than_three_people_are_not_told() -> None:
    """One person is never "100 % met signaal"; both files say so in words, and the total does not give it away."""
    found = [few("een", 1), few("groot", 4)]
    assert about_people(found) == {
        "een": ["*"] * 6,
        "groot": [2.7, 4, 100, 0, 0, 0],
        "Totaal": ["*"] * 6,  # less those four it would be that one
    }
    html = page_of(found)
    assert [row[8] for row in rows_of(html, "kaarten overzicht")] == ["*", "2,7"]
    assert "minder dan drie mensen" in html
    assert any("minder dan drie mensen" in str(cell.value) for cell in book_of(found)["Overzicht"]["A"])


def test_hidden_figures_of_three_people_together_do_not_hide_the_total() -> None:
    """One and two are three: nobody can say who."""
    assert about_people([few("a", 1), few("b", 2), few("c", 4)])["Totaal"] == [4.7, 7, 100, 0, 0, 0]


def test_totals_of_koepels_together_give_nothing_away() -> None:
    """The total less what is told of Noord would be the two of Zuid."""
    found = [few("a", 2, koepel="Noord"), few("b", 1, koepel="Noord"), few("c", 4, koepel="Noord")]
    told = about_people([*found, few("d", 2, koepel="Zuid"), few("e", 4, koepel="Zuid")])
    assert told["Samen: Noord"][:2] == [4.7, 7]
    assert told["Samen: Zuid"] == told["Totaal"] == ["*"] * 6


def test_contract_hours_rest_on_those_whose_contract_is_known() -> None:
    """Three people of whom one contract is known: the fte is that of one."""
    (row, _) = about_people([samenvatting("a", medewerkers=3, contract_onbekend=2, contracturen=24.0)]).values()
    assert row[:3] == ["*", 0, 0]


def test_without_accepted_forms_there_is_no_share_of_overload() -> None:
    """0 % would be a statement too."""
    assert by_map([samenvatting("a", goedgekeurd=0)])["a"]["Met signaal (%)"] is None


def test_the_weakest_stand_first_in_both_files() -> None:
    """What cannot be read, then most uncovered, then most on paper, then most kwetsbaar; equals by folder."""
    found = [
        samenvatting("b"),
        samenvatting("a"),
        samenvatting("kwetsbaar", kerntaken=cijfers(a=("kwetsbaar", 1, 1, 0), b=("kwetsbaar", 1, 1, 0))),
        samenvatting("papier", kerntaken=cijfers(a=("op_papier", 1, 0, 0))),
        samenvatting("ongedekt", kerntaken=cijfers(a=("ongedekt", 0, 0, 0))),
        samenvatting("kapot", leesbaar=False, kerntaken=()),
    ]
    order = ["kapot", "ongedekt", "papier", "kwetsbaar", "a", "b"]
    assert [*by_map(found)] == [*order, "Totaal"]
    assert [*by_map(found, "Kerntaken")] == order
    for name in ("kaarten overzicht", "matrix"):
        assert [row[0].split()[1].lower() for row in rows_of(page_of(found), name)] == order


def test_tasks_of_each_person_do_not_make_a_steunpunt_weak() -> None:
    """u and v are uncovered wherever a form is missing; q is work of the team."""
    missing = ("ongedekt", 0, 0, 0)
    found = [samenvatting("a", kerntaken=cijfers(q=missing, u=missing, v=missing))]
    assert by_map(found)["a"]["Kerntaken ongedekt"] == 1


def test_the_total_adds_up_and_counts_who_covers_a_group() -> None:
    """Of a group: at how many of those that perform it all kerntaken are covered."""
    found = [of_zonnedael(), samenvatting("amberveld"), samenvatting("kapot", leesbaar=False, kerntaken=())]
    total = by_map(found)["Totaal"]
    assert total["Formulieren goedgekeurd"] == 8
    assert total["Formulieren afgekeurd"] == 2
    assert total["Formulieren ontbreken"] == 1
    assert (total["Signalen rood"], total["Signalen oranje"], total["Niet te beoordelen"]) == (1, 0, 1)
    assert total[VERBINDEN.naam] == "helemaal gedekt bij 1 van de 2"
    assert "helemaal gedekt bij 1 van de 2" in page_of(found)


def test_a_steunpunt_without_forms_is_uncovered() -> None:
    """Everything that it performs."""
    row = by_map([summarise(*empty_steunpunt())])["leeg"]
    assert row[VERBINDEN.naam] == "5 ongedekt"
    assert row["Formulieren ontbreken"] == 7


# --- per kerntaak --------------------------------------------------------------------------------------------------


def test_a_kerntaak_has_a_letter_and_a_colour_with_a_legend() -> None:
    """Never colour alone, in both files."""
    taken = cijfers(
        a=("ongedekt", 0, 0, 0), b=("op_papier", 1, 0, 0), c=("kwetsbaar", 1, 1, 0), d=("niet_gekozen", 0, 0, 0)
    )
    found = [samenvatting("a", kerntaken=taken)]
    sheet = book_of(found)["Kerntaken"]
    cells = next(sheet.iter_rows(min_row=header_row(sheet) + 1))[2:7]
    assert [cell.value for cell in cells] == ["O", "P", "K", "–", "G"]
    assert len({cell.fill.fgColor.rgb for cell in cells}) == 5
    assert sheet[f"A{header_row(sheet) - 1}"].value == ", ".join(LEGEND)
    html = page_of(found)
    assert rows_of(html, "matrix")[0][1:6] == ["O", "P", "K", "–", "G"]
    assert re.findall(r"<li><b class=\w>(.)</b> (.*)</li>", html) == [tuple(line.split(" = ")) for line in LEGEND]


def test_every_kerntaak_has_its_column_with_its_name() -> None:
    """In catalog order, in both files."""
    names = [f"{kerntaak.code} {kerntaak.naam}" for kerntaak in CATALOG.kerntaken]
    assert [*by_map([samenvatting("a")], "Kerntaken")["a"]][2:] == names
    html = page_of([samenvatting("a")])
    assert [re.sub(r"</?b>", "", found) for found in re.findall(r"<th scope=col><span>(.*?)</span>", html)] == names


def test_of_a_steunpunt_that_cannot_be_read_no_kerntaak_is_known() -> None:
    """A question mark on the sheet, the reason on the page."""
    found = [samenvatting("kapot", leesbaar=False, kerntaken=())]
    assert {*[*by_map(found, "Kerntaken")["kapot"].values()][2:]} == {"?"}
    assert rows_of(page_of(found), "matrix") == [["Steunpunt Kapot", "teambestand niet leesbaar"]]


# --- weakest spots and lending -------------------------------------------------------------------------------------


def test_the_weakest_spots_stand_on_top_of_the_page_and_on_a_sheet() -> None:
    """A kerntaak over the steunpunten, and a steunpunt over its kerntaken, with the forms that are not in."""
    weak = cijfers(a=("ongedekt", 0, 0, 0), b=("kwetsbaar", 1, 1, 0))
    found = [samenvatting("a"), samenvatting("b", kerntaken=weak, afgekeurd=1, ontbrekend=2)]
    rows = [[*row.values()] for row in table(found, "Zwakste plekken")]
    assert rows == [
        ["Kerntaak", "a Vraag in kaart brengen", 1, 0, 2, None],
        ["Kerntaak", "b Plan van aanpak maken", 0, 1, 2, None],
        ["Steunpunt", "Steunpunt B (b)", 1, 1, 20, 3],
    ]
    html = page_of(found)
    assert html.index("Steunpunt B (b)") < html.index("<h3>Per basisfunctie")


def test_who_can_help_stands_beside_who_needs_it() -> None:
    """On the sheet a row for each, on the page a row per kerntaak."""
    found = [
        samenvatting("a", kerntaken=cijfers(e=("ongedekt", 0, 0, 0)), ontbrekend=1),
        samenvatting("b", kerntaken=cijfers(e=("gedekt", 2, 8, 4.5))),
        samenvatting("c", kerntaken=cijfers(e=("gedekt", 3, 8, 12))),
    ]
    (row,) = table(found, "Kan lenen")
    assert [*row.values()][:5] == ["a", "Steunpunt A", "e Matchen van individuen", "ongedekt", 1]
    sheet = book_of(found)["Kan lenen"]
    assert [cell.value for cell in sheet[header_row(sheet) + 1][5:8]] == [
        "Steunpunt C (12 uur)",
        "Steunpunt B (uren *)",
        None,
    ]
    html = page_of(found)
    assert '<td role="cell" data-kop="Ongedekt of dun bij">Steunpunt A (ongedekt)</td>' in html
    assert '<td role="cell" data-kop="Kan helpen">Steunpunt C (12 uur), Steunpunt B (uren *)</td>' in html


def test_the_page_says_for_what_nobody_can_help() -> None:
    """Silence would look as if nothing was needed."""
    html = page_of([samenvatting("a", kerntaken=cijfers(e=("ongedekt", 0, 0, 0)))])
    assert "niemand heeft er uren voor over: e Matchen van individuen." in html
    assert "niemand heeft hulp nodig" in page_of([samenvatting("a")])


# --- grouped -------------------------------------------------------------------------------------------------------


GROUPED = [
    samenvatting("z", koepel="Zuid", medewerkers=5),
    samenvatting("los", koepel="", medewerkers=7),
    samenvatting("n", koepel="Noord", medewerkers=2),
    samenvatting("m", koepel=" noord", medewerkers=4),
]


def test_several_koepels_are_blocks_with_a_subtotal_each() -> None:
    """By name, without a koepel last; another way of writing is the same koepel."""
    rows = table(GROUPED)
    assert [(row["Koepel"], row["Map"], row["Medewerkers"]) for row in rows] == [
        ("noord", "m", 4),
        ("noord", "n", 2),
        ("Zuid", "z", 5),
        ("Zonder koepel", "los", 7),
        ("Samen: noord", None, 6),
        ("Samen: Zuid", None, 5),
        ("Samen: Zonder koepel", None, 7),
        ("Totaal", None, 18),
    ]
    html = page_of(GROUPED)
    assert re.findall(r'<h2 id="k\d">(.*)</h2>', html) == ["noord", "Zuid", "Zonder koepel"]
    assert re.findall(r'<a href="#k\d">(.*?)</a> \((\d)\)', html) == [
        ("noord", "2"),
        ("Zuid", "1"),
        ("Zonder koepel", "1"),
    ]


def test_regions_of_the_page_have_names_of_their_own() -> None:
    """Who cannot see the page hears which table it is."""
    labels = re.findall(r'aria-label="([^"]*)"', page_of(GROUPED))
    assert len(labels) == len({*labels}) == 7


def test_one_koepel_needs_no_column() -> None:
    """Nor a list of koepels."""
    assert "Koepel" not in table([samenvatting("a", koepel="Noord"), samenvatting("b", koepel="Noord")])[0]
    assert "<nav" not in page_of([samenvatting("a"), samenvatting("b")])


def test_the_filter_leaves_the_totals_out_and_the_source_is_named() -> None:
    """Sorting by a column keeps the totals below; header and names stay in sight."""
    sheet = book_of(GROUPED)["Overzicht"]
    top = header_row(sheet)
    assert sheet.tables["Overzicht"].autoFilter.ref == f"A{top}:V{top + 4}"
    assert sheet.freeze_panes == f"D{top + 1}"
    assert sheet[f"A{top - 1}"].value == CATALOG.bron.vermelding
    assert CATALOG.bron.vermelding in page_of([])


# --- both files ----------------------------------------------------------------------------------------------------


def test_neither_file_names_a_person() -> None:
    """No name and no personeelsnummer in anything of the koepel."""
    found = [of_zonnedael(), summarise(*empty_steunpunt()), samenvatting("a", kerntaken=cijfers(a=("gedekt", 2, 8, 4)))]
    book = book_of(found)
    cells = "\n".join(str(value) for sheet in book for row in sheet.iter_rows(values_only=True) for value in row)
    for text in (cells, page_of(found)):
        assert not [m for m in TEAM if m.naam.split()[0] in text or re.search(rf"\b{m.personeelsnummer}\b", text)]


def test_the_name_of_a_steunpunt_is_text() -> None:
    """Never a formula, never markup."""
    found = [samenvatting("x", naam="=1+1", gemeente="<script>alert(1)</script>", koepel="<b>")]
    sheet = book_of(found)["Overzicht"]
    assert sheet.cell(header_row(sheet) + 1, 2).data_type == "s"
    html = page_of(found)
    assert "<script" not in html
    assert "&lt;script&gt;" in html


def test_a_text_in_the_style_sheet_cannot_end_it() -> None:
    """The catalog may be somebody else's."""
    assert css_text("</style>\"\\'") == '"\\3c \\2f style\\3e \\22 \\5c \\27 "'
    assert css_text("Kennis delen (p): é") == '"Kennis delen (p): é"'


def test_a_thousand_steunpunten_are_a_thousand_rows_of_few_bytes() -> None:
    """The koepel of the whole country fits, and opens quickly."""
    found = [samenvatting(f"steunpunt-{number:04}") for number in range(1000)]
    assert len(table(found)) == 1001
    html = page_of(found)
    assert len(rows_of(html, "matrix")) == 1000
    assert len(html) < 1_000_000


def test_the_order_of_input_does_not_change_the_files() -> None:
    """Workers end in any order; the same input gives the same bytes."""
    found = [of_zonnedael(), samenvatting("amberveld"), of_zonnedael("daal"), *GROUPED]
    for make in (make_overzicht_xlsx, make_overzicht_html):
        assert make(found, CATALOG, PERIODE) == make(found[::-1], CATALOG, PERIODE)


def test_without_any_steunpunt_there_is_an_empty_table() -> None:
    """Only the total."""
    assert [*by_map([])] == ["Totaal"]
    assert by_map([])["Totaal"]["Medewerkers"] == 0
