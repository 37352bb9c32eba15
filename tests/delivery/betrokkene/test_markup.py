"""Taking a person out of documents: what people read changes, node by node, and nothing else."""

from __future__ import annotations

import io
import zipfile

import openpyxl
import pytest
from docx import Document

from pipeline.base.unpack import Unsound
from pipeline.definitions.report_words import load_wording
from pipeline.delivery.betrokkene.markup import wipe
from pipeline.render.workbooks.pen import PLAIN, Column, Pen
from tests.delivery.betrokkene.test_wisser import wisser


def book(*rows: tuple[object, ...]) -> bytes:
    """A workbook of another program: its texts stand in a list that cells refer to by their place."""
    made = openpyxl.Workbook()
    for row in rows:
        made.active.append(row)  # type: ignore[union-attr]
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def cells(data: bytes) -> list[tuple[object, ...]]:
    """What stands in the first sheet."""
    return [*openpyxl.load_workbook(io.BytesIO(data)).active.iter_rows(values_only=True)]  # type: ignore[union-attr]


def test_in_a_workbook_texts_go_and_figures_stay() -> None:
    """Also a figure that is the number, and the places of texts in the list."""
    data = book(("Naam", "Uren"), ("Bo Twee (12)", 12), ("12", 2), *[(f"tekst {n}", n) for n in range(14)])
    wiped = cells(wipe("x.xlsx", data, wisser("12")))
    assert wiped[:3] == [("Naam", "Uren"), ("verwijderd (verwijderd-1)", 12), ("verwijderd-1", 2)]
    assert wiped[3:] == [(f"tekst {n}", n) for n in range(14)]


@pytest.mark.parametrize("header", ["Bo Twee\n12", "Bo Twee\n12\nformulier <afgekeurd> & terug", "Bo Twee (12)", "12"])
def test_the_header_of_a_table_stays_what_its_cells_say(header: str) -> None:
    """Excel repairs a table whose columns are called otherwise; its parts write a line break in their own way."""
    pen = Pen("Titel")
    columns = [Column(kop, 9.0) for kop in ("Code", header, "Anna Één\n13")]
    pen.table(pen.start(load_wording().overzicht, "Titel", []), columns, [[("a", PLAIN), (12, PLAIN), (1, PLAIN)]])
    sheet = openpyxl.load_workbook(io.BytesIO(wipe("x.xlsx", pen.to_bytes(), wisser("12")))).worksheets[0]
    (table,) = sheet.tables.values()
    names = [column.name for column in table.tableColumns]
    assert names == [cell.value for cell in sheet[table.ref][0]]
    assert names[0::2] == ["Code", "Anna Één\n13"]
    assert "Bo" not in names[1] and "12" not in names[1] and "verwijderd-1" in names[1]


def test_a_number_that_was_typed_as_a_figure_goes_below_its_header() -> None:
    """As HR types it in a team workbook; the reason of an agreement of that person goes too."""
    data = book(("Personeelsnummer", "Reden", "Uren"), (1002, "al besproken", 1002), (1003, "al besproken", 4))
    assert cells(wipe("x.xlsx", data, wisser("1002"))) == [
        ("Personeelsnummer", "Reden", "Uren"),
        ("verwijderd-1", "verwijderd", 1002),
        (1003, "al besproken", 4),
    ]


def test_in_the_team_workbook_of_now_rows_and_columns_are_cleared() -> None:
    """A row with the number, and the column under it on a sheet of tasks; names of others stay, whoever they are."""
    data = book(
        ("Personeelsnummer", "Signaal"),
        ("0102", "O1"),
        ("0103", "O1"),
        ("Code", "Kerntaak", "0102", "0103"),
        ("e", "Matchen", 8, 4),
        ("f", "Bo Twee", None, 2),
    )
    assert cells(wipe("steunpunt.xlsx", data, wisser("0102", "Niemand"), "all")) == [
        ("Personeelsnummer", "Signaal", None, None),
        (None, None, None, None),
        ("0103", "O1", None, None),
        ("Code", "Kerntaak", None, "0103"),
        ("e", "Matchen", None, 4),
        ("f", "Bo Twee", None, 2),
    ]


def test_in_word_a_name_goes_that_is_cut_in_runs() -> None:
    """As Word does when somebody changed a letter."""
    document = Document()
    paragraph = document.add_paragraph("Overleg met B")
    paragraph.add_run("o Tw").bold = True
    paragraph.add_run("ee op maandag.")
    document.add_paragraph("Anna Één blijft.")
    file = io.BytesIO()
    document.save(file)
    found = Document(io.BytesIO(wipe("x.docx", file.getvalue(), wisser())))
    assert [one.text for one in found.paragraphs] == ["Overleg met verwijderd op maandag.", "Anna Één blijft."]


@pytest.mark.parametrize(
    ("page", "left"),
    [
        ("<p>D&#39;Eau &amp; Zn</p>", "<p>verwijderd</p>"),
        ('<a title="D&#39;Eau &amp; Zn">x</a>', '<a title="verwijderd">x</a>'),
        (
            '<b>D\'Eau &amp; Zn <span class="nummer">(12)</span></b>',
            '<b>verwijderd <span class="nummer">(verwijderd-1)</span></b>',
        ),
        (
            '<style>p { width: 12px; }</style><i width="12">12 uur</i>',
            '<style>p { width: 12px; }</style><i width="12">12 uur</i>',
        ),
    ],
)
def test_in_a_page_names_go_as_they_are_spelled_there(page: str, left: str) -> None:
    """Escaped or not; styles and figures stay."""
    assert wipe("x.html", page.encode(), wisser("12", "D'Eau & Zn")).decode() == left


def test_what_does_not_hold_the_person_stays_the_same_bytes() -> None:
    """So nobody sees a change where there is none."""
    for name, data in (("x.xlsx", book(("Anna", 1))), ("x.html", b"<p>Anna&nbsp;</p>"), ("x.txt", b"\xff Anna")):
        assert wipe(name, data, wisser()) == data


def test_a_zip_that_is_not_to_be_used_is_not_opened() -> None:
    """It is told instead (faults.md 15, 23)."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        package.writestr("../x.xml", "<a/>")
    with pytest.raises(Unsound):
        wipe("x.xlsx", file.getvalue(), wisser())
