"""Periods in which people come and go, for what is kept about them: all invented, on two catalogs."""

from __future__ import annotations

import datetime as dt
import html
import re
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.handout import issue_forms
from pipeline.run import Opdracht, run
from tests.support.folders import form_of
from tests.support.office import header, put_label, type_in

BRAM, FAY = "1002", "1006"  # who leave
NOTES = {  # what is written by or about them, nowhere else in the example
    BRAM: ("Geheim-een van Bram", "Geheim-twee van Bram", "Geheim-drie over Bram", "Werkt op dinsdag"),
    FAY: ("Geheim-vier van Fay", "Geheim-vijf van Fay"),
}
NAMES = {BRAM: "Bram Verzonnen", FAY: "Fay d'Été & Zn"}


def some_periods(invoer: Path, uitvoer: Path) -> None:
    """Three periods with Bram and Fay, of which one rejected Bram's form; then both left, and one more without them.

    In vervallen/ of the first lie copies of team documents that somebody edited by hand.
    """
    (invoer / "instellingen").mkdir()
    (invoer / "instellingen" / "rules.toml").write_text("[ontwikkeling]\nmate = true\n", encoding="utf-8")
    team = invoer / "zonnedael" / "steunpunt.xlsx"
    _join(team)
    issue_forms(invoer)
    _fill_in(invoer / "zonnedael")
    run(Opdracht(invoer, uitvoer, "2026-08"))
    _edit_by_hand(uitvoer / "2026-08" / "zonnedael")
    run(Opdracht(invoer, uitvoer, "2026-08"))
    form, good = form_of(invoer / "zonnedael", BRAM), invoer.parent / "goed.xlsx"
    shutil.copyfile(form, good)
    _type(form, "Kerntaken", "e", "Uren per week", "veel te veel")
    run(Opdracht(invoer, uitvoer, "2026-09"))
    shutil.move(good, form)
    run(Opdracht(invoer, uitvoer, "2026-10"))
    leave(invoer / "zonnedael")
    run(Opdracht(invoer, uitvoer, "2026-11"))


def _join(team: Path) -> None:
    book = openpyxl.load_workbook(team)
    _add_row(
        book["Team"], "Personeelsnummer", (FAY, NAMES[FAY], "Coördinator", None, "Lies Fantasie", None, "uitwerking")
    )
    end = dt.date(2027, 3, 1)
    _add_row(book["Afspraken"], "Personeelsnummer", (BRAM, "O1", NOTES[BRAM][2], end))
    book.save(team)


def _fill_in(zonnedael: Path) -> None:
    form = form_of(zonnedael, BRAM)
    _type(form, "Kerntaken", "e", "Toelichting", NOTES[BRAM][0])
    _type(form, "Kerntaken", "a", "Uren per week", 20)
    book = openpyxl.load_workbook(form)
    put_label(book["Functie"], "Afspraken over de omvang", NOTES[BRAM][1])
    book.save(form)
    path = form_of(zonnedael, FAY)
    book = openpyxl.load_workbook(path)
    put_label(book["Functie"], "Peildatum", dt.date(2026, 8, 1))
    type_in(book["Taken"], "2.4-U1", "Nu van toepassing", "ja")
    type_in(book["Taken"], "2.4-U1", "Past bij functie", "ja")
    type_in(book["Competenties"], "SA-05", "Nodig", "noodzakelijk")
    type_in(book["Competenties"], "SA-05", "Mate van ontwikkeling", "2")
    type_in(book["Competenties"], "SA-05", "Ontwikkelen", "nodig")
    type_in(book["Competenties"], "SA-05", "Toelichting", NOTES[FAY][0])
    _add_row(book["Ontwikkeling"], "Bij code", ("SA-05", NOTES[FAY][1], "intervisie", "", dt.date(2027, 1, 1)))
    book.save(path)


def _add_row(sheet: Worksheet, first: str, row: tuple[object, ...]) -> None:
    """Type a row in the first empty one of a table, known by its first header."""
    top = next(cells[0].row for cells in sheet.iter_rows(max_row=40) if cells[0].value == first)
    empty = next(below for below in range(top + 1, top + 100) if not sheet.cell(below, 1).value)
    for column, value in enumerate(row, 1):
        sheet.cell(empty, column).value = value


def _type(path: Path, sheet: str, code: str, column: str, value: object) -> None:
    book = openpyxl.load_workbook(path)
    type_in(book[sheet], code, column, value)
    book.save(path)


def _edit_by_hand(zonnedael: Path) -> None:
    """As HR does in a spreadsheet program, which keeps texts in a list, and in a text editor."""
    book = openpyxl.load_workbook(zonnedael / "taakdekking.xlsx")
    book["Dekking"]["B40"] = "Vraag aan Bram  Verzonnen (1002): hoe zit dit?"
    book.save(zonnedael / "taakdekking.xlsx")
    page = zonnedael / "overbelasting.html"
    page.write_text(page.read_text("utf-8") + "<!-- gezien -->", encoding="utf-8")


def leave(zonnedael: Path) -> None:
    """Bram and Fay leave: off the team, their forms in the archive; an agreement stays behind in the team workbook."""
    team, archive = zonnedael / "steunpunt.xlsx", zonnedael / "formulieren" / "archief"
    (zonnedael / "vervallen").mkdir()
    shutil.copyfile(team, zonnedael / "vervallen" / "steunpunt.xlsx")
    book = openpyxl.load_workbook(team)
    sheet = book["Team"]
    top, _ = header(sheet)
    rows = [row for row in range(top + 1, sheet.max_row + 1) if str(sheet.cell(row, 1).value) in (BRAM, FAY)]
    for row in reversed(rows):
        sheet.delete_rows(row)
    book.save(team)
    archive.mkdir()
    for nummer in (BRAM, FAY):
        shutil.move(form_of(zonnedael, nummer), archive)


def traces(folder: Path, nummer: str) -> list[str]:
    """Where name, number or notes of somebody still stand: every byte of every file, zips unpacked, and every path.

    Also as pages, addresses and old programs write them: &amp; and %20 and &#201;.
    """
    texts = "|".join(map(re.escape, [NAMES[nummer], *NOTES[nummer]]))
    found = re.compile(rf"{texts}|(?<![0-9A-Za-z]){nummer}(?![0-9A-Za-z])")
    return [name for name, data in _contents(folder) if any(map(found.search, (name, *_readings(data))))]


def _readings(data: bytes) -> tuple[str, str, str]:
    plain = data.decode("utf-8", "replace")
    return plain, html.unescape(plain), unquote(plain)


def _contents(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield path.relative_to(folder).as_posix(), path.read_bytes()
            if zipfile.is_zipfile(path):
                with zipfile.ZipFile(path) as package:
                    yield from ((f"{path.name}:{part}", package.read(part)) for part in package.namelist())
