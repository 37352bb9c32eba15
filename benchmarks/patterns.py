"""What the forms of a steunpunt hold: some patterns of answers, in which a token stands where every form differs."""

from __future__ import annotations

import datetime as dt
import io
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import openpyxl
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from examples.meerwijk import fill_meerwijk
from pipeline.definitions.catalogs import shipped_catalogi
from pipeline.definitions.form_layout import form_layout
from pipeline.definitions.rules import load_rules
from pipeline.forms.invulschema import make_invulschema
from pipeline.model.steunpunt import Medewerker, Steunpunt
from pipeline.model.workbook import Value
from pipeline.teams import init_steunpunt
from tests.support.office import header, put_label, rows_by_code, type_in, type_in_team

CATALOGI, RULES = shipped_catalogi(), load_rules()
CATALOG = CATALOGI.standaard
HOURS = (1, 1.5, 2, 2.5, 3)  # per week, in turn: of one pattern more than the contract
ANSWERS = ("Gekozen", "Uren per week", "Nu van toepassing", "Nodig")  # columns of which one is filled where a row is
FREE = ("Doel van de functie", "Afspraken over de omvang", "Opmerkingen", "Positie, rol en inschaling")  # labels
EACH_NOTE = {"Ontwikkeling": 1}  # one in so many rows has a note; elsewhere one in three
DAY = dt.date(2026, 11, 1)
LEADERS = ("Lies Fantasie", "Lou Verzonnen")

Cells = Mapping[tuple[str, str], Value]  # sheet and cell -> what stands there


def token(key: str) -> str:
    """What stands in a pattern where each form has its own text or number."""
    return f"ZQ{key}Z"


@dataclass(frozen=True)
class Pattern:
    """One way to fill in a form.

    catalogus: id, "" for the default one, of which voorbeeld is an example profile and answers the kernopgaven; of
    another one answers are those of somebody of Meerwijk.
    """

    answers: str
    catalogus: str = ""
    voorbeeld: str = ""
    contract: float = 32.0

    def medewerker(self, place: str) -> Medewerker:
        """Somebody who fills in such a form; place: behind the tokens, to tell the rows of a team apart."""
        numbers = token(f"nummer{place}"), token(f"naam{place}")
        leader = LEADERS[self.contract > 30]
        return Medewerker(*numbers, "Medewerker", self.contract, leader, self.voorbeeld, self.catalogus)


CONSULTANTS = tuple(
    Pattern(answers, voorbeeld=voorbeeld.naam, contract=contract)
    for answers, contract in (("a d g", 32.0), ("b c i", 28.0))
    for voorbeeld in CATALOG.voorbeeldprofielen
)
COORDINATORS = (Pattern("4001", "uitwerking"), Pattern("4002", "uitwerking", contract=24.0))
WORKERS = (Pattern("4003", "scw", contract=28.0),)
SHARE = 0.15  # of a team is coordinator, and as many are opbouwwerker; at least one


def team_patterns(people: int) -> list[Pattern]:
    """The pattern of each person of a steunpunt, of all three catalogs: of 20 people 14, 3 and 3."""
    others = max(1, round(SHARE * people))
    numbers = (people - 2 * others, CONSULTANTS), (others, COORDINATORS), (others, WORKERS)
    return [patterns[place % len(patterns)] for number, patterns in numbers for place in range(number)]


def make_steunpunt(people: int) -> Steunpunt:
    """The steunpunt of which everybody's form has such a pattern; it performs everything."""
    team = tuple(pattern.medewerker(str(place)) for place, pattern in enumerate(team_patterns(people)))
    named = CATALOGI.named({medewerker.catalogus for medewerker in team})
    performed = frozenset(groep.code for groep in CATALOG.te_kiezen)
    return Steunpunt("proef", token("steunpunt"), uitgevoerd=performed, team=team, andere=named)


def make_team(folder: Path, people: int) -> Path:
    """The team workbook of that steunpunt, with the same tokens."""
    steunpunt = make_steunpunt(people)
    path = init_steunpunt(folder, steunpunt.naam)
    rows = [
        (m.personeelsnummer, m.naam, m.functienaam, m.contracturen, m.leidinggevende, m.voorbeeldprofiel, m.catalogus)
        for m in steunpunt.team
    ]
    type_in_team(path, rows, performed=" ".join(sorted(steunpunt.uitgevoerd)), koepel="Koepel Voorbeeldland")
    return path


def handed_out(pattern: Pattern, people: int) -> bytes:
    """The form of a pattern as the product hands it out."""
    steunpunt, medewerker = make_steunpunt(people), pattern.medewerker("")
    catalog = steunpunt.catalogus_van(medewerker, CATALOG)
    return make_invulschema(catalog, form_layout(catalog, RULES), RULES, steunpunt, medewerker)


def filled(pattern: Pattern, form: bytes) -> bytes:
    """The same form filled in with openpyxl: load, type, save."""
    if pattern.catalogus:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "form.xlsx"
            path.write_bytes(form)
            fill_meerwijk(path, pattern.answers)
            form = path.read_bytes()
    book = openpyxl.load_workbook(io.BytesIO(form))
    if not pattern.catalogus:
        _fill_hours(book["Kerntaken"])
        for code in pattern.answers.split():
            type_in(book["Kernopgaven"], code, "Gekozen", "ja")
    put_label(book["Functie"], "Peildatum", DAY)
    _add_notes(book)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _fill_hours(sheet: Worksheet) -> None:
    columns = header(sheet)[1]
    chosen = [row for row in rows_by_code(sheet).values() if sheet.cell(row, columns["Gekozen"]).value == "ja"]
    for place, row in enumerate(chosen):
        sheet.cell(row, columns["Uren per week"]).value = HOURS[place % len(HOURS)]


def _add_notes(book: Workbook) -> None:
    """A text of its own, by a token, in every free cell that somebody would use."""
    texts = (token(f"tekst{number}") for number in count())
    labels = [label for row in book["Functie"].iter_rows(max_col=1) for cell in row if (label := cell.value) in FREE]
    for label in labels:
        put_label(book["Functie"], label, next(texts))
    for sheet in book:
        for row, column in _free_cells(sheet):
            sheet.cell(row, column).value = next(texts)


def _free_cells(sheet: Worksheet) -> Iterator[tuple[int, int]]:
    """The notes beside answers on a sheet, and the agreements."""
    try:
        top, columns = header(sheet)
    except LookupError:
        return
    filled = [columns[column] for column in (*ANSWERS, "Afspraak") if column in columns]
    rows = [row for row in range(top + 1, sheet.max_row + 1) if any(sheet.cell(row, place).value for place in filled)]
    note = columns.get("Toelichting", columns.get("Afspraak", 0))
    yield from ((row, note) for row in rows[:: EACH_NOTE.get(sheet.title, 3)] if note)


def cells_of(form: bytes) -> dict[tuple[str, str], Value]:
    """What stands in a workbook, by sheet and cell."""
    book = openpyxl.load_workbook(io.BytesIO(form))
    cells = (cell for sheet in book for row in sheet.iter_rows() for cell in row)
    return {(cell.parent.title, cell.coordinate): cell.value for cell in cells if cell.value is not None}


def typed(form: bytes, filled: bytes) -> Cells:
    """What was typed in a form, by sheet and cell."""
    before = cells_of(form)
    return {place: value for place, value in cells_of(filled).items() if before.get(place) != value}
