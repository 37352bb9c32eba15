"""Make examples/invoer again: three steunpunten whose forms are filled the way a manager would, mistakes included.

The product makes the workbooks; this script only types in cells, found by sheet, header and code. All people are
invented. Run it in the project's root after a change of the form: .venv/bin/python -m examples.make_examples
"""

from __future__ import annotations

import datetime as dt
import shutil
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import openpyxl
from openpyxl.utils import get_column_letter

from examples.meerwijk import COMPETENTIES, fill_meerwijk
from pipeline.definitions.layout import BLADEN, load_layout
from pipeline.excel.book import to_bytes
from pipeline.excel.room import SMALL, height
from pipeline.forms.drawing.cells import comment
from pipeline.handout import issue_forms
from pipeline.teams import init_steunpunt
from tests.support.folders import form_of, put
from tests.support.office import append_rows, header, put_label, type_in, type_in_form, type_in_team

Rows = Sequence[tuple[object, ...]]

KOEPEL = "Koepel Voorbeeldland"
LEIDING = "Lies Fantasie"


@dataclass(frozen=True)
class Invulling:
    """What a manager types in one form. kerntaken: "a 4,5 | b ? | c 2": hours per week, ? is not yet known."""

    kerntaken: str
    kernopgaven: str = ""
    competenties: str = ""  # "" keeps those of the example profile
    toelichting: Mapping[tuple[str, str], str] = field(default_factory=dict)
    functie: Mapping[str, object] = field(default_factory=dict)
    twijfel: str = ""  # codes of kerntaken with "misschien" where ja or nee belongs


TEAM_ZONNEDAEL = (
    ("1001", "Anna Voorbeeld", "Makelaar maatschappelijke stage", 32, LEIDING, "makelaar maatschappelijke stage"),
    ("1002", "Bram Verzonnen", "Bemiddelaar", 24, LEIDING, "bemiddelaar"),
    ("1003", "Carla Fictief", "Coördinator", 36, "Directie", "coördinator steunpunt vrijwilligerswerk"),
    ("1004", "Daan Denkbeeld", "Medewerker vacaturebank", 16, LEIDING, None),
    ("1005", "Eva Bedacht", "Consulent trainingen", 20, LEIDING, None),
)
FORMS_ZONNEDAEL = {
    "1001": Invulling(
        "a 3 | b 2 | c 1,5 | d 4 | h 4 | i 3 | j 3 | k 3,5 | m 3 | o 1 | p 1 | q 1 | u 1 | v 0,5",
        kernopgaven="a d i",
        toelichting={
            ("Kerntaken", "d"): "Trekt de jaarlijkse stagemarkt; de uitvoering doet een werkgroep van vrijwilligers.",
            ("Kernopgaven", "d"): "Veel losse aanvragen van scholen; innovatie krijgt een vaste ochtend per week.",
        },
        functie={
            "Peildatum": dt.date(2026, 11, 1),
            "Afspraken over de omvang": "De stagemarkt wordt dit jaar met een andere gemeente gedeeld.",
        },
    ),
    "1002": Invulling(
        "a 2 | c 1 | e 9,5 | f 4 | g 5 | j 3 | l 2 | o 1 | p 0,5 | q 1 | u 1 | v ?",
        kernopgaven="b c f",
        toelichting={("Kerntaken", "g"): "Vooral mensen die via vrijwilligerswerk weer aan het werk willen."},
        functie={"Peildatum": dt.date(2026, 11, 1), "Opmerkingen": "Werkt op dinsdag op de locatie in de wijk."},
    ),
    "1003": Invulling(
        "a 2 | c 1 | d 3 | h 4 | i 3 | m 2 | n 0 | o 1,5 | p 1 | q 2 | r 8 | s 3 | t 3 | u 1 | v 1,5",
        kernopgaven="e g j",
        functie={"Peildatum": dt.date(2026, 11, 1)},
    ),
    "1004": Invulling(
        "f 7 | l ? | m ? | e ? | g ? | j ? | k ? | q ? | u ? | v ?",
        kernopgaven="h",
        competenties="e f g i k p",
        functie={"Doel van de functie": "Zorgt dat de vacaturebank klopt en dat bezoekers snel worden geholpen."},
    ),
    "1005": Invulling(  # the typical mistakes: hours in words, a doubt instead of a choice, far too many hours
        "n vier | m 3 | j 99 | q 1 | u 1 | v 0,5",
        kernopgaven="g",
        competenties="f g l m",
        twijfel="k",
    ),
}
VERDELING_ZONNEDAEL = {"1005": "n 4 | m 3 | j 5 | k 3 | q 1 | u 1 | v 0,5"}  # the others as in their forms
TEAM_WATERHOEK = (
    ("2001", "Youssef Droomland", "Coördinator", 20, "Bestuur", "coördinator steunpunt vrijwilligerswerk"),
)
FORMS_WATERHOEK = {
    "2001": Invulling(
        "a 1,5 | c 1 | d 3 | h 3 | i 2 | m 2,5 | n 2 | o 1 | p 0,5 | q 1,5 | r 4 | s 0,5 | t 1 | u 0,5 | v 0,5",
        kernopgaven="e g",
        functie={
            "Peildatum": dt.date(2026, 9, 1),
            "Afspraken over de omvang": "Bemiddeling van specifieke doelgroepen doet Steunpunt Zonnedael.",
        },
    )
}
TEAM_MEERWIJK = (  # the last column: the profession, where it is not that of a consultant
    ("4001", "Hanna Verzinsel", "Coördinator vrijwilligers", 32, LEIDING, None, "uitwerking"),
    ("4002", "Ravi Droombeeld", "Coördinator vrijwilligers", 24, LEIDING, None, "uitwerking"),
    ("4003", "Tess Luchtkasteel", "Opbouwwerker", 28, LEIDING, None, "scw"),
    ("4004", "Mo Sprookje", "Consulent", 16, LEIDING, None, None),
)
FORMS_MEERWIJK = {
    "4004": Invulling(
        "m 5 | n 6 | j 1,5 | q 1 | u 1 | v 0,5",
        kernopgaven="g",
        competenties="f g m",
        functie={
            "Peildatum": dt.date(2026, 11, 1),
            "Doel van de functie": "Maakt vrijwilligerswerk bekend en geeft trainingen.",
        },
    )
}
ONTWIKKELING = """# Meerwijk vraagt ook hoe ver iemand met een competentie is, en telt studiepunten
[ontwikkeling]
mate = true
punten_per_jaar = 20
"""


def make_examples(folder: Path) -> None:
    """Write the steunpunten with their filled forms below `folder`, which must not hold them yet."""
    behoefte = {"n": 4, "e": 8, "m": 6}
    make_team(folder / "zonnedael", "Steunpunt Zonnedael", TEAM_ZONNEDAEL, behoefte, ())
    afspraak = ("2001", "O1", "De gemeente betaalt tot de zomer vier uur extra per week.", dt.date(2027, 7, 1))
    make_team(folder / "waterhoek", "Steunpunt Waterhoek", TEAM_WATERHOEK, {}, (afspraak,))
    put(folder / "meerwijk", "instellingen/rules.toml", ONTWIKKELING.encode())
    make_team(folder / "meerwijk", "Steunpunt Meerwijk", TEAM_MEERWIJK, {}, (), performed="BF4")
    issue_forms(folder)
    forms = {"zonnedael": FORMS_ZONNEDAEL, "waterhoek": FORMS_WATERHOEK, "meerwijk": FORMS_MEERWIJK}
    for steunpunt, filled in forms.items():
        for nummer, invulling in filled.items():
            fill_form(form_of(folder / steunpunt, nummer), invulling)
    divided = {nummer: invulling.kerntaken for nummer, invulling in FORMS_ZONNEDAEL.items()} | VERDELING_ZONNEDAEL
    divide(folder / "zonnedael" / "steunpunt.xlsx", divided)
    for nummer in COMPETENTIES:
        fill_meerwijk(form_of(folder / "meerwijk", nummer), nummer)


def divide(path: Path, divided: Mapping[str, str]) -> None:
    """Type hours on the sheet Verdeling, each person in a column of its own."""
    book = openpyxl.load_workbook(path)
    sheet = book["Verdeling"]
    top, _ = header(sheet)
    rows = {sheet.cell(row, 1).value: row for row in range(top + 1, sheet.max_row + 1)}
    for column, (nummer, hours) in enumerate(divided.items(), 6):
        sheet.cell(top, column).value = nummer
        for code, typed in (part.split() for part in hours.split(" | ")):
            sheet.cell(rows[code], column).value = typed if typed == "?" else float(typed.replace(",", "."))
    path.write_bytes(to_bytes(book))


def make_team(
    folder: Path,
    naam: str,
    team: Rows,
    behoefte: Mapping[str, float],
    afspraken: Rows,
    performed: str = "BF1 BF2 BF3 BF4 BF5",
) -> None:
    """Make a team workbook with init and fill it, one row per person."""
    path = init_steunpunt(folder, naam)
    type_in_team(path, team, performed=performed, koepel=KOEPEL)
    book = openpyxl.load_workbook(path)
    put_label(book["Steunpunt"], "Gemeente", "Voorbeeldstad")
    for code, hours in behoefte.items():
        type_in(book["Behoefte"], code, "Benodigde uren per week", hours)
    append_rows(book["Afspraken"], afspraken)
    path.write_bytes(to_bytes(book))


def fill_form(path: Path, invulling: Invulling) -> None:
    """Type the answers of one manager into a form."""
    type_in_form(path, invulling.kerntaken, kernopgaven=invulling.kernopgaven, competenties=invulling.competenties)
    book = openpyxl.load_workbook(path)
    for (sheet, code), text in invulling.toelichting.items():
        type_in(book[sheet], code, "Toelichting", text)
    for code in invulling.twijfel:
        type_in(book["Kerntaken"], code, "Gekozen", "misschien")
    for label, value in invulling.functie.items():
        put_label(book["Functie"], label, value)
    look_as_typed(book)
    path.write_bytes(to_bytes(book))


def look_as_typed(book: openpyxl.Workbook) -> None:
    """Do what Excel does and openpyxl does not: rows grow with a note, and explanations keep their size."""
    for key in BLADEN:
        sheet = book[load_layout().formulier[key].naam]
        top, columns = header(sheet)
        width = {place: sheet.column_dimensions[get_column_letter(place)].width for place in columns.values()}
        fixed = sum(width[place] for place in range(2, columns["Gekozen"]))
        for row in range(top + 1, sheet.max_row + 1):
            code, note = sheet.cell(row, 1), sheet.cell(row, columns["Toelichting"]).value
            code.comment = comment(code.comment.text, fixed)
            needed = height(str(note or ""), width[columns["Toelichting"]], SMALL)
            sheet.row_dimensions[row].height = max(sheet.row_dimensions[row].height, needed)


def main() -> None:
    """Replace examples/invoer."""
    folder = Path(__file__).parent / "invoer"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for name in ("zonnedael", "waterhoek", "meerwijk"):
        (folder / name).mkdir()
    make_examples(folder)
    sys.stdout.write(f"made {folder.name}\n")


if __name__ == "__main__":
    main()
